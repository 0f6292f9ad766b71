//! The chapters of a published text as a bundle holds them.

use super::{Act, ActDivision};
use crate::lang::{Division, Text};
use crate::policy::{Article, ArticleNumber, Chapter, Series};
use crate::source::Spanned;

impl Act {
    /// The chapters and sections with the first article of each, where a bundle can hold them: numbered by
    /// their places, each with an article, and no article of the text outside of them.
    pub(super) fn chapters(&self) -> Option<Vec<(&ActDivision, ArticleNumber)>> {
        let (mut found, mut chapter, mut section) = (Vec::new(), 0, 0);
        for division in &self.divisions {
            let expected = match division.division {
                Division::Part => return None,
                Division::Chapter => {
                    (chapter, section) = (chapter + 1, 0);
                    chapter
                }
                Division::Section => {
                    section += 1;
                    section
                }
            };
            let first = self.articles.get(division.before)?;
            if division.number != expected || first.number.series == Series::Attachment {
                return None;
            }
            found.push((division, first.number));
        }
        let begins = self
            .divisions
            .first()
            .is_none_or(|one| one.division == Division::Chapter && one.before == 0);
        let pairs = self.divisions.iter().zip(self.divisions.iter().skip(1));
        let mut pairs = pairs.map(|(one, next)| match (one.division, next.division) {
            // The first section begins with its chapter.
            (Division::Chapter, Division::Section) => one.before == next.before,
            _ => one.before < next.before,
        });
        (begins && pairs.all(|fits| fits)).then_some(found)
    }

    /// The same for the articles of a bundle that was made of the text.
    pub(super) fn bundle_chapters(&self, articles: &[Article]) -> Vec<Chapter> {
        let all = self.chapters().unwrap_or_default().into_iter();
        let all = all.filter_map(|(division, from)| {
            let own = articles.iter().find(|article| article.number.value == from)?;
            Some(Chapter {
                division: division.division,
                number: division.number,
                title: Text { zh: division.heading.text.clone(), en: String::new() },
                from: Spanned::new(from, own.number.span),
                at: own.number.span,
            })
        });
        all.collect()
    }
}
