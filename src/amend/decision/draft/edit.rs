//! The operations of a decision as edits of an amendment, in the words of its file.

use std::ops::Range;

use super::super::operation::{Kind, Operation, Position, Value};
use super::super::parts::several;
use super::super::place::Place;
use super::super::quoted::Quoted;
use super::head::later;
use super::room::{Beside, Room};
use super::text::{of_article, paragraphs, text, title, words, written};
use super::tidy::{in_list, once, places, with_mark};
use crate::amend::words::printed;
use crate::lang::amending::Numbered;
use crate::lang::{Phrase, end_mark, same_letters};
use crate::policy::{ArticleRef, Bundle};

/// An edit in the words of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Drafted {
    /// Its fields, without the brackets around it.
    pub(super) fields: String,
    /// What is to be said beside it.
    pub(super) notes: Vec<Phrase>,
    /// The clause that says it, in bytes.
    pub(super) at: Range<usize>,
}

/// Why an operation is no edit.
pub(super) type Why = Phrase;

/// Makes edits of operations.
pub(super) struct Editing<'a> {
    pub(super) bundle: &'a Bundle,
    pub(super) room: Room<'a>,
    /// Whether the decision puts the articles in order: what goes then gives up its number.
    pub(super) ordered: bool,
}

pub(super) type Edits = Result<Vec<Drafted>, Why>;

fn drafted(of: &Operation, fields: String) -> Drafted {
    Drafted { fields, notes: Vec::new(), at: of.at.clone() }
}

/// One edit with such fields.
pub(super) fn one(of: &Operation, fields: String) -> Edits {
    Ok(vec![drafted(of, fields)])
}

impl Editing<'_> {
    /// The edits of one operation; none where it says nothing more than what follows by itself.
    pub(super) fn edits(&self, of: &Operation) -> Edits {
        match of.kind {
            Kind::Substitute => self.substitute(of),
            Kind::Replace => self.replace(of),
            Kind::Insert => self.insert(of),
            Kind::Delete => self.delete(of),
            Kind::Renumber => Ok(self.renumber(of)),
            Kind::Join => self.join(of),
            Kind::Split => self.split(of),
            Kind::Move => self.moved(of),
            Kind::Rename => self.rename(of),
            Kind::Extend => self.extend(of),
            Kind::Repeal => Self::repeal(of),
            Kind::Effective => Ok(Vec::new()),
        }
    }

    /// The texts of a place as they are printed, each with its number.
    fn texts(&self, place: &Place) -> Vec<String> {
        let of = |part: ArticleRef| {
            let article = self.room.article(part.article);
            article.map(|article| article.texts_of(part)).unwrap_or_default()
        };
        let all: Vec<_> = match place {
            Place::Act => self
                .bundle
                .articles
                .iter()
                .flat_map(|one| of(ArticleRef::whole(one.number.value)))
                .collect(),
            Place::Part(part) | Place::LeadIn(part) => of(*part),
            _ => Vec::new(),
        };
        all.into_iter().map(|text| printed(&text.value, Some(self.bundle))).collect()
    }

    /// A place as an edit of words names it.
    fn address(&self, place: &Place) -> Result<String, Why> {
        match place {
            Place::Act | Place::Title | Place::Part(_) => Ok(place.to_string()),
            Place::Heading(heading) if crate::policy::ArticleNumber::parse(heading).is_some() => {
                Ok(place.to_string())
            }
            Place::LeadIn(part) => Ok(part.to_string()),
            _ => Err(Phrase::HolePlace),
        }
    }

    /// Words instead of others: wherever they stand, or where they stand once.
    fn words_edit(
        &self,
        of: &Operation,
        at: &Place,
        (old, new): (&str, &str),
        all: bool,
    ) -> Result<Drafted, Why> {
        let at = self.address(at)?;
        let all = if all && at != "title" { ", all: true" } else { "" };
        let fields = format!("at: {}, old: {}, new: {}{all}", text(&at), text(old), text(new));
        Ok(drafted(of, fields))
    }

    fn substitute(&self, of: &Operation) -> Edits {
        let (Some(target), Some(old), Some(new)) = (of.target.first(), &of.old, &of.new) else {
            return Err(Phrase::HolePlace);
        };
        Ok(vec![self.words_edit(of, target, (&words(old), &words(new)), true)?])
    }

    fn replace(&self, of: &Operation) -> Edits {
        let (Some(target), Some(new)) = (of.target.first(), &of.new) else {
            return Err(Phrase::HolePlace);
        };
        match target {
            Place::LeadIn(_) => self.lead_in(of, target, new),
            Place::Part(_) if becomes_article(of, target) => self.set_apart(of, target, new),
            Place::Part(part) => {
                let (new, heading) = match target.level() {
                    Some(Numbered::Article) => of_article(new),
                    _ => (new.clone(), None),
                };
                one(
                    of,
                    format!(
                        "replace: {}, {}",
                        text(&part.to_string()),
                        reads(&new, heading, target)
                    ),
                )
            }
            Place::Annex(annex) => match crate::policy::ArticleNumber::parse(annex) {
                Some(number) if self.room.article(number).is_some() => one(
                    of,
                    format!("replace: {}, text: {}", text(annex), written(&paragraphs(new))),
                ),
                _ => Err(Phrase::HolePlace),
            },
            _ => Err(Phrase::HolePlace),
        }
    }

    /// A paragraph that becomes an article: what is quoted gives the heading, and the words as they are.
    fn set_apart(&self, of: &Operation, target: &Place, new: &Quoted) -> Edits {
        let (new, heading) = of_article(new);
        if !same_letters(&words(&new), &self.texts(target).concat()) {
            return Err(Phrase::HoleMoved);
        }
        let heading = heading.map(|heading| drafted(of, format!("heading: {}", text(&heading))));
        Ok(heading.into_iter().collect())
    }

    /// The words before the items, which keep their place and the mark at their end.
    fn lead_in(&self, of: &Operation, target: &Place, new: &Quoted) -> Edits {
        let old = self.texts(target).into_iter().next().ok_or(Phrase::HolePlace)?;
        let mut new = words(new);
        if let Some(end) = end_mark(&old).filter(|_| end_mark(&new).is_none()) {
            new.push(end);
        }
        Ok(vec![self.words_edit(of, target, (&old, &new), false)?])
    }

    fn insert(&self, of: &Operation) -> Edits {
        let (Some(target), Some(new)) = (of.target.first(), &of.new) else {
            return Err(Phrase::HolePlace);
        };
        match &of.position {
            Some(Position::AfterWords(old)) => self.beside_words(of, target, (old, true), new),
            Some(Position::BeforeWords(old)) => self.beside_words(of, target, (old, false), new),
            Some(Position::Start(_)) => self.at_edge(of, target, new, true),
            Some(Position::End) => self.at_edge(of, target, new, false),
            Some(Position::At(places)) => match places.as_slice() {
                [place] if place.chapter().is_some() => self.insert_chapter(of, target, place, new),
                [Place::Part(to)] if Place::Part(*to).level() == Some(Numbered::Article) => {
                    let beside = self.room.of_article(to.article).ok_or(Phrase::HoleWhere)?;
                    let (new, heading) = of_article(new);
                    let number = format!("as: {}, ", text(&to.article.to_string()));
                    let reads = reads(&new, heading, &Place::Part(*to));
                    one(of, format!("{}, {number}{reads}", beside.comes()))
                }
                _ => self.insert_part(of, target, new),
            },
            Some(Position::AfterPart(_) | Position::BeforePart(_)) => {
                self.insert_part(of, target, new)
            }
            None => Err(Phrase::HoleWhere),
        }
    }

    /// A paragraph, an item, a point; an article without a number.
    fn insert_part(&self, of: &Operation, target: &Place, new: &Quoted) -> Edits {
        let deep = self.room.deep(of).ok_or(Phrase::HoleWhere)?;
        if let (
            Numbered::Article,
            Some(Position::AfterPart(Place::Part(part)) | Position::BeforePart(Place::Part(part))),
        ) = (deep, &of.position)
        {
            let after = matches!(of.position, Some(Position::AfterPart(_)));
            let (new, heading) = of_article(new);
            let reads = reads(&new, heading, target);
            return one(of, format!("{}, {reads}", Beside { of: *part, after }.comes()));
        }
        let Place::Part(container) = target else { return Err(Phrase::HoleChapter) };
        let container = match deep {
            Numbered::Paragraph => *container,
            Numbered::Item | Numbered::Point => {
                self.room.with_paragraph(*container).ok_or(Phrase::HoleWhere)?
            }
            _ => return Err(Phrase::HoleChapter),
        };
        let beside = self.room.of_part(container, deep, of).ok_or(Phrase::HoleWhere)?;
        let own = match deep {
            Numbered::Paragraph => written(&paragraphs(new)),
            _ => text(&words(new)),
        };
        one(of, format!("{}, text: {own}", beside.comes()))
    }

    fn beside_words(
        &self,
        of: &Operation,
        target: &Place,
        (old, behind): (&str, bool),
        new: &Quoted,
    ) -> Edits {
        let old = crate::lang::amending::outer_quotes(old);
        let mut new = words(new);
        let texts = self.texts(target);
        let own: Vec<Option<String>> = texts
            .iter()
            .flat_map(|text| {
                places(text, &old).into_iter().map(|at| in_list(text, &at, &new, behind))
            })
            .collect();
        let mut notes = Vec::new();
        // The mark of a list is put where all of the places want it.
        if let Some(Some(listed)) = own.first()
            && own.iter().all(|one| one.as_ref() == Some(listed))
        {
            new.clone_from(listed);
            notes.push(Phrase::NoteListed);
        }
        let new = if behind { format!("{old}{new}") } else { format!("{new}{old}") };
        let edit = self.words_edit(of, target, (&old, &new), false)?;
        Ok(vec![Drafted { notes, ..edit }])
    }

    /// At the beginning of a place, or at its end: only whole sentences can stand there as they are.
    fn at_edge(&self, of: &Operation, target: &Place, new: &Quoted, start: bool) -> Edits {
        let texts = self.texts(target);
        let edge = if start { texts.first() } else { texts.last() };
        let Some(edge) = edge else { return Err(Phrase::HolePlace) };
        let old = once(edge, start).ok_or(Phrase::HolePlace)?;
        let new = words(new);
        let whole = if start { end_mark(&new) } else { end_mark(edge) };
        if whole.is_none() {
            return Err(Phrase::HoleMark);
        }
        let new = if start { format!("{new}{old}") } else { format!("{old}{new}") };
        Ok(vec![self.words_edit(of, target, (&old, &new), false)?])
    }

    /// An article that no longer applies keeps its number; of an act, or a part of an article, an
    /// amendment cannot say so.
    fn repeal(of: &Operation) -> Edits {
        match of.target.as_slice() {
            [place @ Place::Part(part)] if place.level() == Some(Numbered::Article) => {
                one(of, format!("repeal: {}", text(&part.to_string())))
            }
            _ => Err(Phrase::HoleRepeal),
        }
    }

    fn delete(&self, of: &Operation) -> Edits {
        let Some(target) = of.target.first() else { return Err(Phrase::HolePlace) };
        let Some(old) = &of.old else {
            let Place::Part(part) = target else { return self.delete_chapter(of, target) };
            let keeps = target.level() == Some(Numbered::Article) && !self.ordered;
            let verb = if keeps { "repeal" } else { "delete" };
            return one(of, format!("{verb}: {}", text(&part.to_string())));
        };
        let old = words(old);
        let texts = self.texts(target);
        let found: Vec<(&String, Range<usize>)> = texts
            .iter()
            .flat_map(|text| places(text, &old).into_iter().map(move |at| (text, at)))
            .collect();
        let mut notes = Vec::new();
        let mut whole = old;
        if let [(text, at)] = found.as_slice()
            && let Some(wider) = with_mark(text, at)
        {
            whole = text.get(wider).unwrap_or(&whole).to_owned();
            notes.push(Phrase::NoteMarkGoes);
        }
        let edit = self.words_edit(of, target, (&whole, ""), of.position.is_none())?;
        Ok(vec![Drafted { notes, ..edit }])
    }

    /// A number that an article has: that of what lies in it follows.
    fn renumber(&self, of: &Operation) -> Vec<Drafted> {
        let (Some(Place::Part(old)), Some(Position::At(to))) = (of.target.first(), &of.position)
        else {
            return Vec::new();
        };
        let [Place::Part(to)] = to.as_slice() else { return Vec::new() };
        let whole = |part: &ArticleRef| Place::Part(*part).level() == Some(Numbered::Article);
        if !whole(old) || !whole(to) {
            return Vec::new();
        }
        let fields = format!("renumber: {}, to: {}", text(&old.to_string()), text(&to.to_string()));
        vec![drafted(of, fields)]
    }

    fn join(&self, of: &Operation) -> Edits {
        let Some(new) = &of.new else { return Err(Phrase::HoleText) };
        let whole = of.target.iter().all(|place| place.level() == Some(Numbered::Article));
        let names: Vec<String> = of.target.iter().map(|place| text(&place.to_string())).collect();
        if whole {
            let (new, heading) = of_article(new);
            let reads = reads(&new, heading, &Place::article(1, 0));
            return one(of, format!("join: [{}], {reads}", names.join(", ")));
        }
        let Some((first, rest)) = names.split_first() else { return Err(Phrase::HolePlace) };
        let mut edits =
            vec![drafted(of, format!("replace: {first}, text: {}", written(&paragraphs(new))))];
        edits.extend(rest.iter().map(|name| drafted(of, format!("delete: {name}"))));
        Ok(edits)
    }

    fn split(&self, of: &Operation) -> Edits {
        let (Some(target), Some(new)) = (of.target.first(), &of.new) else {
            return Err(Phrase::HoleText);
        };
        let level = target.level().ok_or(Phrase::HolePlace)?;
        if level != Numbered::Article {
            return one(
                of,
                format!(
                    "replace: {}, text: {}",
                    text(&target.to_string()),
                    written(&paragraphs(new))
                ),
            );
        }
        let count = match &of.position {
            Some(Position::At(places)) => places.len(),
            _ => super::super::parts::articles(new).len(),
        };
        let texts = several(new, count, level).filter(|texts| texts.len() > 1);
        let texts = texts.ok_or(Phrase::HoleText)?;
        let into: Vec<String> = texts
            .iter()
            .map(|new| {
                let (new, heading) = of_article(new);
                format!("\n      ({}),", reads(&new, heading, target))
            })
            .collect();
        one(of, format!("split: {}, into: [{}\n    ]", text(&target.to_string()), into.concat()))
    }

    fn moved(&self, of: &Operation) -> Edits {
        let Some(Place::Part(from)) = of.target.first() else { return Err(Phrase::HolePlace) };
        let level = Place::Part(*from).level();
        let name = text(&from.to_string());
        let beside = match &of.position {
            Some(Position::At(places)) => match places.as_slice() {
                [Place::Part(to)] if Place::Part(*to).level() == Some(Numbered::Article) => {
                    self.room.of_article(to.article)
                }
                // An article that becomes the first paragraph of one is that article under its number.
                [Place::Part(to)]
                    if to.paragraph == Some(1)
                        && to.item.is_none()
                        && level == Some(Numbered::Article) =>
                {
                    let to = ArticleRef::whole(to.article);
                    return one(of, format!("renumber: {name}, to: {}", text(&to.to_string())));
                }
                _ => None,
            },
            Some(Position::AfterPart(Place::Part(of))) => Some(Beside { of: *of, after: true }),
            Some(Position::BeforePart(Place::Part(of))) => Some(Beside { of: *of, after: false }),
            _ => None,
        };
        let beside = beside.ok_or(Phrase::HoleWhere)?;
        let side = if beside.after { "after" } else { "before" };
        one(of, format!("move: {name}, {side}: {}", text(&beside.of.to_string())))
    }

    fn rename(&self, of: &Operation) -> Edits {
        let Some(new) = &of.new else { return Err(Phrase::HoleText) };
        match of.target.first() {
            Some(Place::Title) => one(of, format!("rename: {}", text(&title(new)))),
            Some(Place::Heading(heading)) => {
                let number = crate::policy::ArticleNumber::parse(heading);
                match number.filter(|number| self.room.article(*number).is_some()) {
                    Some(_) => one(
                        of,
                        format!("heading_of: {}, heading: {}", text(heading), text(&words(new))),
                    ),
                    None => Err(Phrase::HoleChapter),
                }
            }
            Some(place) => self.rename_chapter(of, place, new),
            None => Err(Phrase::HoleChapter),
        }
    }

    fn extend(&self, of: &Operation) -> Edits {
        let last = self.bundle.manifest.validity.as_ref().and_then(|validity| validity.to);
        let day = match of.value {
            Some(Value::Day(day)) => Some(day),
            Some(Value::Length(number, unit)) => last.and_then(|last| later(last, number, unit)),
            _ => None,
        };
        let day = day.ok_or(Phrase::HoleWhere)?;
        one(of, format!("extend: {}", text(&day.to_string())))
    }
}

/// A text with the heading that it gives an article.
pub(super) fn reads(new: &Quoted, heading: Option<String>, target: &Place) -> String {
    let heading =
        heading.map(|heading| format!("heading: {}, ", text(&heading))).unwrap_or_default();
    let own = match target.level() {
        Some(Numbered::Item | Numbered::Point) => text(&words(new)),
        _ => written(&paragraphs(new)),
    };
    format!("{heading}text: {own}")
}

/// Whether a part of an article stands as an article then.
fn becomes_article(of: &Operation, target: &Place) -> bool {
    let article = |place: &Place| place.level() == Some(Numbered::Article);
    let to = match &of.position {
        Some(Position::At(places)) => places.first(),
        _ => None,
    };
    !article(target) && to.is_some_and(article)
}
