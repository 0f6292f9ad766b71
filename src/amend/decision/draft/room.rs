//! Where something comes in: decisions give its number after, an amendment what it stands beside.

use super::super::operation::{Kind, Operation, Position};
use super::super::order::Order;
use super::super::parts::begins_with;
use super::super::place::{Place, level};
use super::super::quoted::Quoted;
use super::text::text;
use crate::lang::amending::Numbered;
use crate::policy::{Article, ArticleNumber, ArticleRef, Bundle, Series, articles_within};

/// What something stands beside, and on which side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Beside {
    pub(super) of: ArticleRef,
    pub(super) after: bool,
}

impl Beside {
    /// As an edit says it.
    pub(super) fn comes(self) -> String {
        let side = if self.after { "insert_after" } else { "insert_before" };
        format!("{side}: {}", text(&self.of.to_string()))
    }
    const fn after(of: ArticleRef) -> Self {
        Self { of, after: true }
    }
    const fn before(of: ArticleRef) -> Self {
        Self { of, after: false }
    }
}

/// The texts before, and what all operations do to their order.
pub(super) struct Room<'a> {
    pub(super) articles: &'a [Article],
    pub(super) operations: Vec<&'a Operation>,
    order: Order,
    /// The articles that go with their chapters.
    emptied: Vec<ArticleNumber>,
}

impl<'a> Room<'a> {
    pub(super) fn of(bundle: &'a Bundle, operations: Vec<&'a Operation>) -> Self {
        let mut order = Order::default();
        operations.iter().for_each(|one| order.take(one));
        let (articles, chapters) = (&bundle.articles, &bundle.chapters);
        let goes = operations.iter().filter(|one| one.kind == Kind::Delete && one.old.is_none());
        let of = goes.flat_map(|one| &one.target);
        let of = of.filter(|place| !matches!(place, Place::Name(..))).filter_map(Place::chapter);
        let of = of.filter_map(|of| of.find(chapters));
        let emptied: Vec<ArticleNumber> =
            of.flat_map(|at| articles_within(chapters, articles, at)).collect();
        let comes = operations.iter().filter(|one| one.kind == Kind::Insert);
        let comes = comes.filter(|one| comes_as_chapter(one)).filter_map(|one| one.new.as_ref());
        let come: Vec<ArticleNumber> = comes.flat_map(numbers).collect();
        order.with_chapters(&emptied, &come);
        Self { articles, operations, order, emptied }
    }
    /// An article of the text before.
    pub(super) fn article(&self, number: ArticleNumber) -> Option<&'a Article> {
        self.articles.iter().find(|article| article.number.value == number)
    }
    /// Whether a part goes, or stands elsewhere.
    fn leaves(&self, part: ArticleRef) -> bool {
        self.emptied.contains(&part.article)
            || self.operations.iter().any(|one| {
                let own = |place: &Place| *place == Place::Part(part);
                match one.kind {
                    Kind::Delete => one.old.is_none() && one.target.iter().any(own),
                    Kind::Move => one.target.iter().any(own),
                    Kind::Join => one.target.iter().skip(1).any(own),
                    _ => false,
                }
            })
    }

    /// What an article stands beside that has this number after.
    pub(super) fn of_article(&self, new: ArticleNumber) -> Option<Beside> {
        let own = |article: &&&Article| article.number.value.series == Series::Article;
        let articles: Vec<&Article> = self.articles.iter().collect();
        let known = articles.iter().filter(own);
        if new.inserted > 0 {
            let before = known
                .map(|article| article.number.value)
                .filter(|number| number.number == new.number && number.inserted < new.inserted);
            return before.max().map(|number| Beside::after(ArticleRef::whole(number)));
        }
        let stay: Vec<ArticleNumber> = known
            .map(|article| article.number.value)
            .filter(|number| !self.leaves(ArticleRef::whole(*number)))
            .collect();
        let after = |number: &&ArticleNumber| self.order.after(number.number) < new.number;
        match stay.iter().rfind(after) {
            Some(last) => Some(Beside::after(ArticleRef::whole(*last))),
            None => stay.first().map(|first| Beside::before(ArticleRef::whole(*first))),
        }
    }

    /// How many parts a part holds.
    fn count(&self, container: ArticleRef) -> Option<u16> {
        let article = self.article(container.article)?;
        let count = match (container.paragraph, container.item) {
            (None, _) => article.paragraphs.len(),
            (Some(paragraph), item) => {
                let paragraph = article.paragraphs.get(usize::from(paragraph.checked_sub(1)?))?;
                match item {
                    None => paragraph.items.len(),
                    Some(item) => {
                        paragraph.items.get(usize::from(item.checked_sub(1)?))?.points.len()
                    }
                }
            }
        };
        u16::try_from(count).ok()
    }
    /// An item's paragraph, where only one of its article has items.
    pub(super) fn with_paragraph(&self, part: ArticleRef) -> Option<ArticleRef> {
        if part.paragraph.is_some() {
            return Some(part);
        }
        let article = self.article(part.article)?;
        let mut with =
            article.paragraphs.iter().enumerate().filter(|(_, one)| !one.items.is_empty());
        let (at, _) = with.next()?;
        let paragraph = u16::try_from(at + 1).ok();
        with.next().is_none().then_some(ArticleRef { paragraph, ..part })
    }

    /// What a part stands beside that comes into a place: `own` among the operations that come in there.
    pub(super) fn of_part(
        &self,
        container: ArticleRef,
        deep: Numbered,
        own: &Operation,
    ) -> Option<Beside> {
        let child = |number: u16| match deep {
            Numbered::Paragraph => ArticleRef { paragraph: Some(number), ..container },
            Numbered::Item => ArticleRef { item: Some(number), ..container },
            _ => ArticleRef { point: Some(number), ..container },
        };
        if let Some(Position::AfterPart(Place::Part(of)) | Position::BeforePart(Place::Part(of))) =
            &own.position
        {
            let of = if deep == Numbered::Paragraph { *of } else { self.with_paragraph(*of)? };
            let after = matches!(own.position, Some(Position::AfterPart(_)));
            return (level(of) == deep).then_some(Beside { of, after });
        }
        let old: Vec<u16> = (1..=self.count(container)?).collect();
        let stay: Vec<u16> =
            old.iter().copied().filter(|number| !self.leaves(child(*number))).collect();
        let wanted = |one: &Operation| match &one.position {
            Some(Position::At(places)) => match places.as_slice() {
                [Place::Part(to)] if level(*to) == deep => match deep {
                    Numbered::Paragraph => to.paragraph,
                    Numbered::Item => to.item,
                    _ => to.point,
                },
                _ => None,
            },
            _ => None,
        };
        let comes: Vec<&&Operation> =
            self.operations.iter().filter(|one| self.comes_into(one, container, deep)).collect();
        let mut slots: Vec<Option<usize>> = vec![None; stay.len() + comes.len()];
        for (index, one) in comes.iter().enumerate() {
            let at = wanted(one).map(usize::from).and_then(|at| at.checked_sub(1));
            if let Some(at) = at {
                slots.get_mut(at).filter(|slot| slot.is_none())?.replace(index);
            }
        }
        for (index, one) in comes.iter().enumerate().rev() {
            if wanted(one).is_none() {
                slots.iter_mut().rev().find(|slot| slot.is_none())?.replace(index);
            }
        }
        let mine = comes.iter().position(|one| std::ptr::eq(**one, own))?;
        let at = slots.iter().position(|slot| *slot == Some(mine))?;
        let before = slots.iter().take(at).filter(|slot| slot.is_none()).count();
        match before.checked_sub(1).and_then(|last| stay.get(last)) {
            Some(last) => Some(Beside::after(child(*last))),
            None => stay.first().or(old.first()).map(|first| Beside::before(child(*first))),
        }
    }
    fn comes_into(&self, one: &Operation, container: ArticleRef, deep: Numbered) -> bool {
        if one.kind != Kind::Insert
            || one.position.as_ref().is_some_and(|at| !matches!(at, Position::At(_)))
        {
            return false;
        }
        let [Place::Part(target)] = one.target.as_slice() else { return false };
        let target = match deep {
            Numbered::Paragraph => Some(*target),
            _ => self.with_paragraph(*target),
        };
        target == Some(container) && self.deep(one) == Some(deep)
    }
    /// How deep what comes in lies.
    pub(super) fn deep(&self, one: &Operation) -> Option<Numbered> {
        match &one.position {
            Some(Position::At(places)) => places.first().and_then(Place::level),
            Some(Position::AfterPart(place) | Position::BeforePart(place)) => place.level(),
            _ => None,
        }
    }
}

/// Whether what comes is a chapter or a section with its articles.
fn comes_as_chapter(one: &Operation) -> bool {
    matches!(&one.position, Some(Position::At(places)) if places.iter().any(|at| at.chapter().is_some()))
}

/// The numbers of the articles in a text.
pub(super) fn numbers(text: &Quoted) -> Vec<ArticleNumber> {
    let number = |line: &String| match begins_with(line) {
        Some((Numbered::Article, number, inserted, _)) => {
            Some(ArticleNumber { inserted, ..ArticleNumber::article(number) })
        }
        _ => None,
    };
    text.paragraphs.iter().filter_map(|(line, _)| number(line)).collect()
}
