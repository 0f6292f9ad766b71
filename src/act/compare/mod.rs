//! What differs between two published texts of one measure. Which article is which comes first, then what
//! moved and what has another number, then paragraphs and items, then words.

mod grams;
mod matching;
mod units;
mod words;

use std::collections::BTreeMap;

use super::{Act, ActArticle, Passage};
use crate::lang::{Division, Lang, Mark, MarkKind};
use crate::policy::{ArticleNumber, ArticleRef, Series};
use grams::folded;
use units::{Pairing, Unit, paired, units_of};
use words::{Renumbered, between};

/// Two texts compared.
#[derive(Clone, Debug, Default)]
pub struct Compared {
    /// The articles, in the order of the new text; what goes stands where it stood.
    pub articles: Vec<Matched>,
    /// What differs, in that order.
    pub places: Vec<Place>,
    /// How many paragraphs and items read otherwise only by their blanks, the width of their marks or their
    /// script.
    pub unseen: usize,
    /// Whether chapters were left out, since one of the texts has none.
    pub without_divisions: bool,
}

/// An article of either text or of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Matched {
    /// Its number in the old text.
    pub was: Option<ArticleNumber>,
    /// Its number in the new text.
    pub becomes: Option<ArticleNumber>,
    /// Whether it stands elsewhere among the others.
    pub is_moved: bool,
}

/// Where something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// The notice by which the text was issued.
    Notice,
    /// The title.
    Title,
    /// A note under the title.
    Note,
    /// The words before the first article.
    Preamble,
    /// The heading of a chapter or a section.
    Division(Division, u16),
    /// The heading of an article.
    Heading(ArticleNumber),
    /// A whole article.
    Article(ArticleNumber),
    /// A paragraph, an item or a point.
    Text(ArticleRef),
    /// What stands behind the last article.
    Closing,
}

/// What kind of difference it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceKind {
    /// Its words are others, or it comes, or it goes.
    Own,
    /// It only follows from other numbers.
    Follows,
    /// It stands elsewhere, its words unchanged.
    Moved,
}

/// A place that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Where it was; none where it is new.
    pub was: Option<Spot>,
    /// Where it is; none where it is gone.
    pub becomes: Option<Spot>,
    /// What kind of difference it is.
    pub kind: PlaceKind,
    /// The words.
    pub words: Vec<Marked>,
}

/// Words with what becomes of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The words.
    pub mark: Mark,
    /// Whether that only follows from other numbers.
    pub follows: bool,
}

impl Compared {
    /// How many places are of a kind.
    pub fn count(&self, kind: PlaceKind) -> usize {
        self.places.iter().filter(|place| place.kind == kind).count()
    }
    /// Whether the texts read the same.
    pub fn is_same(&self) -> bool {
        self.places.is_empty() && self.articles.iter().all(|one| one.was == one.becomes)
    }
}

/// Which parts of two texts are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of them.
    All,
    /// The title and the articles: one of the texts comes from a bundle, which holds no more.
    Articles,
}

/// Compares two texts; `names` are words that are never taken apart.
pub fn compare(old: &Act, new: &Act, names: &[String], scope: Scope) -> Compared {
    let pairs = matching::matched(&old.articles, &new.articles);
    let number = |article: &ActArticle| article.number;
    let articles: Vec<Matched> = pairs
        .iter()
        .map(|pair| Matched {
            was: pair.old.and_then(|at| old.articles.get(at)).map(number),
            becomes: pair.new.and_then(|at| new.articles.get(at)).map(number),
            is_moved: pair.is_moved,
        })
        .collect();
    let both = articles.iter().filter_map(|one| Some((one.was?, one.becomes?)));
    let renumbered: Renumbered = both.filter(|(was, becomes)| was != becomes).collect();
    let mut work = Work { names, renumbered, places: Vec::new(), unseen: 0 };
    if scope == Scope::All {
        work.passages(&old.before, &new.before, Spot::Notice);
    }
    let title = |act: &Act| if act.title.is_empty() { Vec::new() } else { vec![act.title.clone()] };
    work.passages(&title(old), &title(new), Spot::Title);
    if scope == Scope::All {
        work.passages(&old.notes, &new.notes, Spot::Note);
        work.passages(&old.preamble, &new.preamble, Spot::Preamble);
    }
    let without_divisions = old.divisions.is_empty() != new.divisions.is_empty();
    if !without_divisions {
        let same = work.divisions(old, new);
        work.divided(old, new, (&pairs, &same));
    }
    for pair in &pairs {
        let old = pair.old.and_then(|at| old.articles.get(at));
        let new = pair.new.and_then(|at| new.articles.get(at));
        work.article(old, new);
    }
    if scope == Scope::All {
        work.passages(&old.closing, &new.closing, Spot::Closing);
    }
    work.moved();
    Compared { articles, places: work.places, unseen: work.unseen, without_divisions }
}

struct Work<'n> {
    names: &'n [String],
    renumbered: Renumbered,
    places: Vec<Place>,
    unseen: usize,
}

impl Work<'_> {
    fn passages(&mut self, old: &[Passage], new: &[Passage], spot: Spot) {
        let of = |passages: &[Passage]| -> Vec<Unit> {
            passages.iter().map(|one| Unit::of(spot, 0, &one.text)).collect()
        };
        self.units(&of(old), &of(new));
    }

    /// The headings of chapters and sections; answers which is which, by their positions.
    fn divisions(&mut self, old: &Act, new: &Act) -> Vec<(usize, usize)> {
        let of = |act: &Act| -> Vec<Unit> {
            let each = act.divisions.iter();
            each.map(|one| {
                let spot = Spot::Division(one.division, one.number);
                Unit::of(spot, one.division as usize, &one.heading.text)
            })
            .collect()
        };
        let (old, new) = (of(old), of(new));
        self.units(&old, &new);
        let both = paired(&old, &new).into_iter();
        both.filter_map(|pair| Some((pair.old?, pair.new?))).collect()
    }

    /// Articles that stand in another of the chapters and sections that both texts have: where one begins
    /// is otherwise.
    fn divided(
        &mut self,
        old: &Act,
        new: &Act,
        (pairs, same): (&[matching::Pair], &[(usize, usize)]),
    ) {
        let inner = |act: &Act, at: usize| act.divisions.iter().rposition(|one| one.before <= at);
        let head = |act: &Act, at: usize| {
            let one = act.divisions.get(at);
            one.map_or_else(String::new, |one| {
                format!("{} {}", one.division.name(one.number, Lang::Zh), one.heading.text)
            })
        };
        for pair in pairs.iter().filter(|pair| !pair.is_moved) {
            let Some((was, is)) = pair.old.zip(pair.new) else { continue };
            let Some((from, to)) = inner(old, was).zip(inner(new, is)) else { continue };
            let stays = same.iter().any(|(old, _)| *old == from);
            let stood = same.iter().any(|(_, new)| *new == to);
            if same.contains(&(from, to)) || !stays || !stood {
                continue;
            }
            let spot = |act: &Act, at: usize| {
                let number = act.articles.get(at).map(|article| article.number);
                number.filter(|number| number.series != Series::Attachment).map(Spot::Article)
            };
            let (Some(was), Some(becomes)) = (spot(old, was), spot(new, is)) else { continue };
            let mut words = whole(&head(old, from), MarkKind::Gone);
            words.extend(whole(&head(new, to), MarkKind::Come));
            let (was, becomes) = (Some(was), Some(becomes));
            self.places.push(Place { was, becomes, kind: PlaceKind::Own, words });
        }
    }

    fn article(&mut self, old: Option<&ActArticle>, new: Option<&ActArticle>) {
        match (old, new) {
            (Some(old), Some(new)) => {
                let heading = |article: &ActArticle| {
                    let spot = Spot::Heading(article.number);
                    match article.heading.is_empty() {
                        true => Vec::new(),
                        false => vec![Unit::of(spot, 0, &article.heading.text)],
                    }
                };
                self.units(&heading(old), &heading(new));
                self.units(&units_of(old), &units_of(new));
            }
            (Some(gone), None) => self.whole(gone, MarkKind::Gone),
            (None, Some(comes)) => self.whole(comes, MarkKind::Come),
            (None, None) => {}
        }
    }

    /// An article that comes or goes as a whole.
    fn whole(&mut self, article: &ActArticle, kind: MarkKind) {
        let heading = Some(&article.heading).filter(|heading| !heading.is_empty());
        let texts = heading.into_iter().chain(article.texts());
        let text = texts.map(|one| one.text.as_str()).collect::<Vec<_>>().join("\n");
        let spot = Some(Spot::Article(article.number));
        let (was, becomes) = if kind == MarkKind::Gone { (spot, None) } else { (None, spot) };
        let words = vec![Marked { mark: Mark { kind, text }, follows: false }];
        self.places.push(Place { was, becomes, kind: PlaceKind::Own, words });
    }

    fn units(&mut self, old: &[Unit], new: &[Unit]) {
        for Pairing { old: was, new: becomes } in paired(old, new) {
            let was = was.and_then(|at| old.get(at));
            let becomes = becomes.and_then(|at| new.get(at));
            self.unit(was, becomes);
        }
    }

    fn unit(&mut self, old: Option<&Unit>, new: Option<&Unit>) {
        let (words, kind) = match (old, new) {
            (Some(old), Some(new)) => {
                // The number of a chapter is no word of its heading.
                let other = matches!((old.spot, new.spot), (Spot::Division(_, was), Spot::Division(_, is)) if was != is);
                if old.text == new.text && !other {
                    return;
                }
                if old.key() == new.key() && !other {
                    self.unseen += 1;
                    return;
                }
                let words = between(old, new, self.names, &self.renumbered);
                let follows =
                    words.iter().all(|one| one.follows || one.mark.kind == MarkKind::Same);
                (words, if follows { PlaceKind::Follows } else { PlaceKind::Own })
            }
            (Some(old), None) => (whole(&old.text, MarkKind::Gone), PlaceKind::Own),
            (None, Some(new)) => (whole(&new.text, MarkKind::Come), PlaceKind::Own),
            (None, None) => return,
        };
        let spot = |unit: Option<&Unit>| unit.map(|unit| unit.spot);
        self.places.push(Place { was: spot(old), becomes: spot(new), kind, words });
    }

    /// What goes at one place and comes at another with the same words has moved.
    fn moved(&mut self) {
        /// The fewest letters that are the same by no chance.
        const FEW: usize = 8;
        let mut gone: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let text = |place: &Place| match place.words.as_slice() {
            [one] => Some(units::body(&one.mark.text).1.to_owned()).map(|text| folded(&text)),
            _ => None,
        };
        for (at, place) in self.places.iter().enumerate() {
            let own = matches!(place.was, Some(Spot::Text(_))) && place.becomes.is_none();
            if let Some(key) = text(place).filter(|key| own && key.chars().count() >= FEW) {
                gone.entry(key).or_default().push(at);
            }
        }
        let mut from: BTreeMap<usize, usize> = BTreeMap::new();
        for (at, place) in self.places.iter().enumerate() {
            let own = matches!(place.becomes, Some(Spot::Text(_))) && place.was.is_none();
            let found = text(place).filter(|_| own).and_then(|key| gone.get_mut(&key)?.pop());
            if let Some(found) = found {
                from.insert(at, found);
            }
        }
        for (at, found) in &from {
            let was = self.places.get(*found).and_then(|place| place.was);
            if let Some(place) = self.places.get_mut(*at) {
                place.was = was;
                place.kind = PlaceKind::Moved;
                for one in &mut place.words {
                    one.mark.kind = MarkKind::Same;
                }
            }
        }
        let mut at = 0;
        self.places.retain(|_| {
            at += 1;
            !from.values().any(|gone| *gone == at - 1)
        });
    }
}

fn whole(text: &str, kind: MarkKind) -> Vec<Marked> {
    vec![Marked { mark: Mark { kind, text: text.to_owned() }, follows: false }]
}
