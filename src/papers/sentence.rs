//! The sentences of a decision, one for each edit: addresses are of the text before, numbers after 作为
//! and 改为 of the text after. What comes is quoted whole.

use super::act::paragraphs;
use super::paper::Fate;
use crate::amend::words::{Mark, MarkedArticle, Rewritten};
use crate::lang::{Lang, Phrase, Word, chinese_number};
use crate::policy::{
    Address, Amendment, ArticleNumber, ArticleRef, Edit, Paragraph, Side, Wording,
};

use super::dossier::day;
use crate::source::Spanned;

/// A sentence: the edit that it tells, and its lines; what is quoted may take several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The position of the edit in its amendment.
    pub edit: usize,
    /// The lines.
    pub lines: Vec<String>,
}

/// The sentences of an amendment in the order of the text before; none for an edit without words.
pub fn sentences(amendment: &Amendment, rewritten: &Rewritten, lang: Lang) -> Vec<Sentence> {
    let writing = Writing { rewritten, lang };
    let mut all: Vec<(ArticleRef, bool, Sentence)> = Vec::new();
    for (at, edit) in amendment.edits.iter().enumerate() {
        let Some(text) = writing.sentence(at, edit) else { continue };
        let lines = text.lines().map(str::to_owned).collect();
        let (place, is_behind) = writing.order(at, edit);
        all.push((place, is_behind, Sentence { edit: at, lines }));
    }
    // An item that is cited without its paragraph is one of the first.
    let full = |place: ArticleRef| ArticleRef {
        paragraph: place.paragraph.or(place.item.and(Some(1))),
        ..place
    };
    all.sort_by_key(|(place, is_behind, sentence)| (full(*place), *is_behind, sentence.edit));
    all.into_iter().map(|(.., sentence)| sentence).collect()
}

/// Before all articles: the title stands there.
pub(super) const BEFORE_ALL: ArticleRef = ArticleRef::whole(ArticleNumber::article(0));

/// What the sentences are written of, and in which language.
pub(super) struct Writing<'a> {
    pub(super) rewritten: &'a Rewritten,
    pub(super) lang: Lang,
}

impl Writing<'_> {
    /// By what a sentence is put in order: the place before, and whether it comes behind that.
    fn order(&self, at: usize, edit: &Edit) -> (ArticleRef, bool) {
        let first = self.places(at).first().and_then(|(was, _)| *was);
        match &edit.words {
            Wording::Insert { beside, side, .. } => (beside.value, *side == Side::After),
            Wording::Rename(_) => (BEFORE_ALL, false),
            Wording::Chapter(what) => self.order_of_chapter(what),
            _ => (first.unwrap_or(BEFORE_ALL), false),
        }
    }

    pub(super) fn places(&self, at: usize) -> &[(Option<ArticleRef>, Option<ArticleRef>)] {
        self.rewritten.edits.get(at).map_or(&[], |edited| &edited.operation.places)
    }

    fn sentence(&self, at: usize, edit: &Edit) -> Option<String> {
        let lang = self.lang;
        let say = |phrase: Phrase, args: &[(&'static str, Word)]| Some(phrase.with(lang, args));
        match &edit.words {
            Wording::Substitute { at: places, new, .. } => {
                Some(self.substitution(at, edit, places, new.value.is_empty()))
            }
            Wording::Replace { at: place, .. } => Some(self.replacement(place.value)),
            Wording::Insert { beside, text, .. } => self.insert(at, beside.value, text),
            Wording::Delete(place) => {
                say(Phrase::DecideDelete, &[("place", self.cited(place.value).into())])
            }
            Wording::Repeal(place) => {
                say(Phrase::DecideRepeal, &[("place", self.cited(place.value).into())])
            }
            Wording::Renumber { at: place, to } => {
                let becomes = ArticleRef::whole(to.value).cite(lang);
                let place = ("place", place.value.cite(lang).into());
                say(Phrase::DecideRenumber, &[place, ("becomes", becomes.into())])
            }
            Wording::Move { at: place, beside, side, heading } => {
                let to = self.rewritten.numbers.after(place.value)?;
                let place = ("place", self.cited(place.value).into());
                // A paragraph that becomes an article has a heading then.
                if heading.is_some() {
                    let becomes = ("becomes", ArticleRef::whole(to.article).cite(lang).into());
                    let text = ("text", self.quoted(ArticleRef::whole(to.article)).into());
                    return say(Phrase::DecideSetApart, &[place, becomes, text]);
                }
                let beside = ("beside", self.cited(beside.value).into());
                match side {
                    Side::After => say(Phrase::DecideMoveAfter, &[place, beside]),
                    Side::Before => say(Phrase::DecideMoveBefore, &[place, beside]),
                }
            }
            Wording::Split { at: place, into } => {
                let first = self.rewritten.numbers.after(place.value).unwrap_or(place.value);
                let all = std::iter::successors(Some(first.article), |one| Some(one.next()));
                let all: Vec<ArticleRef> = all.take(into.len()).map(ArticleRef::whole).collect();
                let text = all.iter().map(|one| self.lines(*one)).collect::<Vec<_>>().concat();
                let becomes = all.iter().map(|one| Word::from(one.cite(lang))).collect();
                let args = [
                    ("place", place.value.cite(lang).into()),
                    ("count", counted(into.len(), lang).into()),
                    ("becomes", Word::List(becomes)),
                    ("text", quoted(&text).into()),
                ];
                say(Phrase::DecideSplit, &args)
            }
            Wording::Join { at: places, .. } => {
                let first = places.first()?.value;
                let becomes = self.rewritten.numbers.after(first).unwrap_or(first);
                let becomes = ArticleRef::whole(becomes.article);
                let places = places.iter().map(|place| Word::from(place.value.cite(lang)));
                let args = [
                    ("places", Word::List(places.collect())),
                    ("becomes", becomes.cite(lang).into()),
                    ("text", self.quoted(becomes).into()),
                ];
                say(Phrase::DecideJoin, &args)
            }
            Wording::Extend(until) => {
                say(Phrase::DecideExtend, &[("day", day(until.value, lang).into())])
            }
            Wording::Rename(title) => {
                say(Phrase::DecideRename, &[("title", title.get(Lang::Zh).into())])
            }
            Wording::Heading { of, heading } => {
                let place = ("place", of.value.cite(lang).into());
                say(Phrase::DecideHeading, &[place, ("heading", heading.get(Lang::Zh).into())])
            }
            Wording::Chapter(what) => self.chapter(at, what),
            Wording::Nothing => None,
        }
    }

    fn substitution(
        &self,
        at: usize,
        edit: &Edit,
        places: &[Spanned<Address>],
        is_out: bool,
    ) -> String {
        let places = places.iter().map(|place| Word::from(self.address(place.value)));
        let places = ("places", Word::List(places.collect()));
        let (old, new) = self.substituted(at, edit);
        let old = ("old", inner(&old).into());
        match is_out {
            true => Phrase::DecideTakeOut.with(self.lang, &[places, old]),
            false => {
                let new = ("new", inner(&new).into());
                Phrase::DecideSubstitute.with(self.lang, &[places, old, new])
            }
        }
    }

    fn replacement(&self, place: ArticleRef) -> String {
        let lang = self.lang;
        let becomes = self.rewritten.numbers.after(place).unwrap_or(place);
        let text = ("text", self.quoted(becomes).into());
        let whole = place.paragraph.is_none() && place.item.is_none();
        let moved = whole && becomes.article != place.article;
        let place = ("place", self.cited(place).into());
        match moved {
            true => {
                let becomes = ("becomes", becomes.cite(lang).into());
                Phrase::DecideReplaceMoved.with(lang, &[place, becomes, text])
            }
            false => Phrase::DecideReplace.with(lang, &[place, text]),
        }
    }

    /// The words that go and those that come, as printed.
    fn substituted(&self, at: usize, edit: &Edit) -> (String, String) {
        let operation = self.rewritten.edits.get(at).map(|edited| &edited.operation);
        if let Some(operation) = operation.filter(|operation| !operation.old.is_empty()) {
            return (operation.old.clone(), operation.new.clone());
        }
        match &edit.words {
            Wording::Substitute { old, new, .. } => (old.value.clone(), new.value.clone()),
            _ => (String::new(), String::new()),
        }
    }

    /// A sentence of what comes in.
    fn insert(&self, at: usize, beside: ArticleRef, text: &[Paragraph]) -> Option<String> {
        let lang = self.lang;
        let first = self.places(at).iter().find_map(|(_, becomes)| *becomes)?;
        let count = text.len().max(1);
        let (phrase, all): (_, Vec<ArticleRef>) = match (first.paragraph, first.item, first.point) {
            (_, _, Some(point)) => (
                Phrase::DecideInsertPoint,
                numbered(point, count, |point| ArticleRef { point, ..first }),
            ),
            (_, Some(item), _) => (
                Phrase::DecideInsertItem,
                numbered(item, count, |item| ArticleRef { item, ..first }),
            ),
            (Some(paragraph), ..) => (
                Phrase::DecideInsertParagraph,
                numbered(paragraph, count, |paragraph| ArticleRef { paragraph, ..first }),
            ),
            _ => (Phrase::DecideInsertArticle, vec![first]),
        };
        let lines: Vec<String> = all.iter().flat_map(|place| self.lines(*place)).collect();
        // A part is named without what holds it: that is named before.
        let named = |place: &ArticleRef| {
            if place.paragraph.is_none() && place.item.is_none() {
                return place.cite(lang);
            }
            let (whole, around) = (place.cite(lang), holder(*place).cite(lang));
            whole.strip_prefix(&around).unwrap_or(&whole).to_owned()
        };
        let becomes = all.iter().map(|place| Word::from(named(place)));
        let was = match phrase {
            Phrase::DecideInsertArticle => String::new(),
            Phrase::DecideInsertParagraph => ArticleRef::whole(beside.article).cite(lang),
            Phrase::DecideInsertItem => {
                self.cited(ArticleRef { item: None, point: None, ..beside })
            }
            _ => self.cited(ArticleRef { point: None, ..beside }),
        };
        let args = [
            ("place", was.into()),
            ("count", counted(all.len(), lang).into()),
            ("becomes", Word::List(becomes.collect())),
            ("text", quoted(&lines).into()),
        ];
        Some(phrase.with(lang, &args))
    }

    /// A place of the text before, as people cite it.
    pub(super) fn cited(&self, place: ArticleRef) -> String {
        self.rewritten.numbers.cited_before(place).cite(self.lang)
    }

    fn address(&self, address: Address) -> String {
        match address {
            Address::Everywhere => Phrase::PaperEverywhere.plain(self.lang).to_owned(),
            Address::Title => Phrase::PaperActTitle.plain(self.lang).to_owned(),
            Address::Part(place) => self.cited(place),
            Address::Heading(number) => {
                let article = ArticleRef::whole(number).cite(self.lang);
                Phrase::PaperHeadingOf.with(self.lang, &[("article", article.into())])
            }
        }
    }

    /// The words at a place of the text after, in quotation marks.
    fn quoted(&self, place: ArticleRef) -> String {
        quoted(&self.lines(place))
    }

    /// The words at a place of the text after, a line for each paragraph, item and point; those of an
    /// article begin with its number and heading.
    pub(super) fn lines(&self, place: ArticleRef) -> Vec<String> {
        let marked = &self.rewritten.marked;
        let found = marked.iter().find(|one| {
            !one.moved_away && one.becomes.is_some_and(|one| one.article == place.article)
        });
        let Some(article) = found else { return Vec::new() };
        if place.paragraph.is_none() && place.item.is_none() {
            return article_lines(article, self.lang);
        }
        let own = article.texts.iter().filter(|text| {
            !text.moved_away && text.becomes.is_some_and(|becomes| within(becomes, place))
        });
        own.map(|text| Mark::after(&text.marks)).collect()
    }
}

/// An article as it is quoted: 第二十三条（标题）　first paragraph; then the others.
fn article_lines(article: &MarkedArticle, lang: Lang) -> Vec<String> {
    let all = paragraphs(std::slice::from_ref(article), lang).into_iter();
    let mut lines: Vec<String> =
        all.filter(|line| line.fate != Fate::Goes).map(|line| line.after()).collect();
    lines.retain(|line| !line.is_empty());
    let has_heading = !article.title.get(Lang::Zh).is_empty();
    if has_heading && lines.len() > 1 {
        let head = lines.remove(0);
        let head = Phrase::PaperNumbered.with(Lang::Zh, &[("name", head.into())]);
        if let Some(first) = lines.first_mut() {
            first.insert_str(0, &head);
        }
    }
    lines
}

/// Whether a place lies within another.
fn within(place: ArticleRef, wider: ArticleRef) -> bool {
    let same = |own: Option<u16>, wanted: Option<u16>| wanted.is_none() || own == wanted;
    place.article == wider.article
        && same(place.paragraph, wider.paragraph)
        && same(place.item, wider.item)
        && same(place.point, wider.point)
}

/// What holds a part: of a point its item, of an item its paragraph, of a paragraph its article.
fn holder(place: ArticleRef) -> ArticleRef {
    match (place.point, place.item) {
        (Some(_), _) => ArticleRef { point: None, ..place },
        (None, Some(_)) => ArticleRef { item: None, ..place },
        (None, None) => ArticleRef { paragraph: None, ..place },
    }
}

fn numbered(from: u16, count: usize, place: impl Fn(Option<u16>) -> ArticleRef) -> Vec<ArticleRef> {
    (from..).take(count).map(|number| place(Some(number))).collect()
}

/// A count as a decision writes it: 一条, 二款.
fn counted(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => chinese_number(u32::try_from(count).unwrap_or(u32::MAX)),
        Lang::En => count.to_string(),
    }
}

/// Words within quotation marks: their own marks are of the other kind.
pub(super) fn inner(words: &str) -> String {
    words
        .chars()
        .map(|letter| match letter {
            '\u{201c}' => '\u{2018}',
            '\u{201d}' => '\u{2019}',
            '\u{2018}' => '\u{201c}',
            '\u{2019}' => '\u{201d}',
            letter => letter,
        })
        .collect()
}

/// Lines within quotation marks: each opens them, the last closes them.
pub(super) fn quoted(lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| format!("\u{201c}{}", inner(line))).collect();
    format!("{}\u{201d}", lines.join("\n"))
}
