//! Chapters and sections: headings that are changed, go or come, whole ones that go or come.

use super::super::operation::{Kind, Operation, Position};
use super::super::parts::begins_with;
use super::super::place::Place;
use super::super::quoted::Quoted;
use super::edit::{Editing, Edits, one, reads};
use super::room::numbers;
use super::text::{of_article, text, words};
use super::tidy::places;
use crate::amend::words::Rewritten;
use crate::lang::amending::Numbered;
use crate::lang::{Phrase, same_letters};
use crate::policy::{ArticleNumber, ArticleRef, ChapterRef, articles_within};

impl Editing<'_> {
    /// A heading that reads otherwise: what is quoted of it is the whole, or words in it.
    pub(super) fn rename_chapter(&self, of: &Operation, place: &Place, new: &Quoted) -> Edits {
        let at = place.chapter().ok_or(Phrase::HoleChapter)?;
        let (new, _) = titled(&words(new));
        let Some(old) = &of.old else { return one(of, renamed(at, &new)) };
        let (old, number) = titled(&words(old));
        let chapters = &self.bundle.chapters;
        let own = at.find(chapters).and_then(|at| chapters.get(at)).ok_or(Phrase::HolePlace)?;
        if number.is_some_and(|number| number != own.number) {
            return Err(Phrase::HoleTitle);
        }
        let title = own.title.zh.as_str();
        if same_letters(title, &old) {
            return one(of, renamed(at, &new));
        }
        match places(title, &old).as_slice() {
            [only] => {
                let mut title = title.to_owned();
                title.replace_range(only.clone(), &new);
                one(of, renamed(at, &title))
            }
            _ => Err(Phrase::HoleTitle),
        }
    }

    /// A chapter or a section that goes with its articles; of a heading that alone.
    pub(super) fn delete_chapter(&self, of: &Operation, target: &Place) -> Edits {
        let at = target.chapter().ok_or(Phrase::HoleChapter)?;
        if let Place::Name(..) = target {
            return one(of, format!("delete_heading: {}", text(&at.to_string())));
        }
        // Articles that go without a word on the order of the others would keep their numbers.
        let (chapters, articles) = (&self.bundle.chapters, &self.bundle.articles);
        let own = at.find(chapters).map(|own| articles_within(chapters, articles, own));
        let last = own.as_ref().and_then(|own| own.last());
        let follows = articles
            .iter()
            .map(|one| one.number.value)
            .any(|number| last.is_some_and(|last| last.series == number.series && *last < number));
        match follows && !self.ordered {
            true => Err(Phrase::HoleOrder),
            false => one(of, format!("delete: {}", text(&at.to_string()))),
        }
    }

    /// A chapter or a section that comes with its articles; before an article its heading alone.
    pub(super) fn insert_chapter(
        &self,
        of: &Operation,
        target: &Place,
        place: &Place,
        new: &Quoted,
    ) -> Edits {
        let (Some((first, _)), Some(at)) = (new.paragraphs.first(), place.chapter()) else {
            return Err(Phrase::HoleChapter);
        };
        let (title, number) = titled(first);
        if number.is_some_and(|number| number != at.section.unwrap_or(at.chapter)) {
            return Err(Phrase::HoleNumber);
        }
        let noun = if at.section.is_some() { "section" } else { "chapter" };
        let title = text(&crate::lang::amending::outer_quotes(&title));
        let rest = Quoted {
            at: new.at.clone(),
            paragraphs: new.paragraphs.iter().skip(1).cloned().collect(),
        };
        if let Place::Part(before) = target {
            return match rest.paragraphs.is_empty() {
                true => one(
                    of,
                    format!("heading_before: {}, {noun}: {title}", text(&before.to_string())),
                ),
                false => Err(Phrase::HoleHeadAlone),
            };
        }
        let articles = articles(&rest).ok_or(Phrase::HoleNoArticles)?;
        let begins = numbers(&rest).first().copied().ok_or(Phrase::HoleNoArticles)?;
        let beside = self.room.of_article(begins).ok_or(Phrase::HoleWhere)?;
        let written = |(section, new): &(Option<String>, Quoted)| {
            let section = section.as_ref().map(|title| format!("section: {}, ", text(title)));
            let (new, heading) = of_article(new);
            let reads = reads(&new, heading, &Place::article(1, 0));
            format!("\n      ({}{reads}),", section.unwrap_or_default())
        };
        let articles: String = articles.iter().map(written).collect();
        one(of, format!("{}, {noun}: {title}, articles: [{articles}\n    ]", beside.comes()))
    }
}

/// Another heading of a chapter or a section.
fn renamed(at: ChapterRef, title: &str) -> String {
    format!("heading_of: {}, heading: {}", text(&at.to_string()), text(title))
}

/// A heading without the number with which it may begin, and that number.
fn titled(heading: &str) -> (String, Option<u16>) {
    match begins_with(heading) {
        Some((Numbered::Chapter | Numbered::Section, number, 0, length)) => {
            (heading.get(length..).unwrap_or("").trim().to_owned(), Some(number))
        }
        _ => (heading.trim().to_owned(), None),
    }
}

/// The articles of a chapter that comes, each with the title of the section that begins with it; none where
/// a line stands before the first.
fn articles(text: &Quoted) -> Option<Vec<(Option<String>, Quoted)>> {
    let mut found: Vec<(Option<String>, Quoted)> = Vec::new();
    let mut section = None;
    for (line, at) in &text.paragraphs {
        let own = (line.clone(), at.clone());
        match begins_with(line) {
            Some((Numbered::Section, ..)) => section = Some(titled(line).0),
            Some((Numbered::Article, ..)) => {
                found.push((section.take(), Quoted { at: at.clone(), paragraphs: vec![own] }));
            }
            _ => found.last_mut().filter(|_| section.is_none())?.1.paragraphs.push(own),
        }
    }
    (section.is_none() && !found.is_empty()).then_some(found)
}

/// Whether a chapter or a section has the number that a decision gives it; none where it gives none.
pub(super) fn stands(one: &Operation, rewritten: &Rewritten) -> Option<bool> {
    let (target, Some(Position::At(to))) = (one.target.first()?, &one.position) else {
        return None;
    };
    let to = to.first()?.chapter()?;
    let (before, after) = (&rewritten.chapters_before, &rewritten.chapters);
    let now = |of: ChapterRef| {
        let was = of.find(before)?;
        let at = rewritten.chapters_were.iter().position(|were| *were == Some(was))?;
        ChapterRef::of(after, at)
    };
    if one.kind == Kind::Renumber {
        // Of a section the chapter is named by its number before.
        let of = now(target.chapter()?);
        let chapter = ChapterRef { section: None, ..to };
        return Some(match to.section {
            None => of == Some(to),
            Some(section) => of.is_some_and(|of| {
                of.section == Some(section)
                    && (of.chapter == to.chapter
                        || now(chapter).is_some_and(|one| one.chapter == of.chapter))
            }),
        });
    }
    let to = match target {
        Place::Chapter(..) => ChapterRef { chapter: now(target.chapter()?)?.chapter, ..to },
        _ => to,
    };
    let at = to.find(after);
    let comes = at.and_then(|at| rewritten.chapters_were.get(at)).is_some_and(Option::is_none);
    let quoted = one.new.as_ref().map(numbers).unwrap_or_default();
    let first = at.and_then(|at| after.get(at)).map(|one| one.from.value);
    let begins = quoted.first().is_none_or(|number| Some(*number) == first);
    let next = |pair: &[ArticleNumber]| matches!(pair, [one, other] if one.next() == *other);
    let there =
        |number: &ArticleNumber| rewritten.numbers.before(ArticleRef::whole(*number)).is_none();
    Some(comes && begins && quoted.windows(2).all(next) && quoted.iter().all(there))
}
