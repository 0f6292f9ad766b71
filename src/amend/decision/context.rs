//! What a sentence takes from those before it: the act, the article, the numbers that were given anew.

use std::collections::BTreeMap;

use super::place::Place;
use crate::policy::ArticleRef;

/// What is carried from sentence to sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct Context {
    /// The act that is amended.
    pub(super) act: Option<String>,
    /// The part that was named last, by its number before.
    pub(super) last: Option<ArticleRef>,
    /// The chapter that was named last.
    pub(super) chapter: Option<u16>,
    /// Whether a list of acts that are repealed follows.
    pub(super) repeals: bool,
}

/// The parts that stand elsewhere, with where: what is said of them is said of the new place as well.
#[derive(Clone, Debug, Default)]
pub(super) struct Moved(BTreeMap<ArticleRef, ArticleRef>);

impl Moved {
    /// Notes where a part stands.
    pub(super) fn note(&mut self, from: ArticleRef, to: ArticleRef) {
        self.0.insert(from, to);
    }
    /// Where a part stands, as far as that was said.
    pub(super) fn after(&self, part: ArticleRef) -> ArticleRef {
        let item = ArticleRef { point: None, ..part };
        let paragraph = ArticleRef { item: None, ..item };
        let article = ArticleRef::whole(part.article);
        for whole in [part, item, paragraph, article] {
            if let Some(to) = self.0.get(&whole) {
                return ArticleRef {
                    article: to.article,
                    paragraph: to
                        .paragraph
                        .or(part.paragraph.filter(|_| whole.paragraph.is_none())),
                    item: to.item.or(part.item.filter(|_| whole.item.is_none())),
                    point: to.point.or(part.point.filter(|_| whole.point.is_none())),
                    is_new: false,
                };
            }
        }
        part
    }
    /// Where it stands, where that is elsewhere.
    pub(super) fn elsewhere(&self, place: &Place) -> Option<Place> {
        let part = place.part()?;
        let after = self.after(part);
        (after != part).then_some(match place {
            Place::LeadIn(_) => Place::LeadIn(after),
            _ => Place::Part(after),
        })
    }
}
