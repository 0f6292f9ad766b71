//! The numbers of articles, paragraphs, items and points before an amendment and after it.

use std::collections::{BTreeMap, BTreeSet};

use crate::policy::{ArticleNumber, ArticleRef};

/// Each number before with the number after, kept for ever.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    after: BTreeMap<ArticleRef, Option<ArticleRef>>,
    before: BTreeMap<ArticleRef, ArticleRef>,
    /// The articles after, in order.
    order: Vec<ArticleNumber>,
    /// The articles of one paragraph, before and after.
    single: (BTreeSet<ArticleNumber>, BTreeSet<ArticleNumber>),
}

impl Numbers {
    /// Notes that a place became another, or went.
    pub(super) fn note(&mut self, was: ArticleRef, becomes: Option<ArticleRef>) {
        self.after.insert(was, becomes);
        if let Some(becomes) = becomes {
            self.before.entry(becomes).or_insert(was);
        }
    }
    /// Notes an article of the text after.
    pub(super) fn note_order(&mut self, number: ArticleNumber) {
        self.order.push(number);
    }
    /// Notes the articles of one paragraph, before and after.
    pub(super) fn note_single(
        &mut self,
        before: impl IntoIterator<Item = ArticleNumber>,
        after: impl IntoIterator<Item = ArticleNumber>,
    ) {
        self.single = (before.into_iter().collect(), after.into_iter().collect());
    }
    /// A place before as people cite it: of an article's only paragraph without the paragraph.
    pub fn cited_before(&self, was: ArticleRef) -> ArticleRef {
        without_only(&self.single.0, was)
    }
    /// The same of a place after.
    pub fn cited_after(&self, is: ArticleRef) -> ArticleRef {
        without_only(&self.single.1, is)
    }
    /// Where something stands that stood there; none where it went or never was.
    pub fn after(&self, was: ArticleRef) -> Option<ArticleRef> {
        look_up(&self.after, was, |found| *found)
    }
    /// Where something stood that stands there; none where it is new or is not there.
    pub fn before(&self, is: ArticleRef) -> Option<ArticleRef> {
        look_up(&self.before, is, |found| Some(*found))
    }
    /// Whether something stood there.
    pub fn had(&self, was: ArticleRef) -> bool {
        look_up(&self.after, was, |_| Some(was)).is_some()
    }
    /// Every number before with the one after, in the order of the numbers before.
    pub fn iter(&self) -> impl Iterator<Item = (ArticleRef, Option<ArticleRef>)> {
        self.after.iter().map(|(was, becomes)| (*was, *becomes))
    }
    /// The articles with their numbers before and after.
    pub fn articles(&self) -> impl Iterator<Item = (ArticleNumber, Option<ArticleNumber>)> {
        let whole = self.iter().filter(|(was, _)| was.paragraph.is_none() && was.item.is_none());
        whole.map(|(was, becomes)| (was.article, becomes.map(|becomes| becomes.article)))
    }
    /// Whether any number is another.
    pub fn is_renumbered(&self) -> bool {
        self.iter().any(|(was, becomes)| becomes.is_some_and(|becomes| becomes != was))
    }
    /// The position of an article in the text after.
    pub(super) fn position(&self, article: ArticleNumber) -> Option<usize> {
        self.order.iter().position(|known| *known == article)
    }
}

fn without_only(single: &BTreeSet<ArticleNumber>, place: ArticleRef) -> ArticleRef {
    match single.contains(&place.article) {
        true => ArticleRef { paragraph: None, ..place },
        false => place,
    }
}

/// What is known of a place; an item without its paragraph is that of any paragraph of the article.
fn look_up<T>(
    map: &BTreeMap<ArticleRef, T>,
    cited: ArticleRef,
    answer: impl Fn(&T) -> Option<ArticleRef>,
) -> Option<ArticleRef> {
    if let Some(found) = map.get(&cited) {
        return answer(found);
    }
    if cited.paragraph.is_some() || cited.item.is_none() {
        return None;
    }
    let same = |known: &&ArticleRef| {
        (known.article, known.item, known.point) == (cited.article, cited.item, cited.point)
    };
    let found = map.keys().find(same).and_then(|known| map.get(known)).and_then(answer)?;
    // It stays without its paragraph as long as it is an item of some article.
    Some(match found.item {
        Some(_) => ArticleRef { paragraph: None, ..found },
        None => found,
    })
}
