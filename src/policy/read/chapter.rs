//! The section `chapters`: what stands above the articles.

use super::fields::{self, Fields};
use crate::diagnostic::Problems;
use crate::lang::{Division, Phrase, Problem};
use crate::policy::{ArticleNumber, Chapter};
use crate::source::{Node, Spanned};

/// All chapters in order, each with its sections behind it; their numbers are given by their places.
pub fn chapters(node: &Node, problems: &mut Problems) -> Vec<Chapter> {
    let mut found = Vec::new();
    for node in fields::list(node, Phrase::ChapterElement, problems) {
        let Some(mut fields) = Fields::open(node, Phrase::ChapterElement, problems) else {
            continue;
        };
        found.extend(chapter(&mut fields, Division::Chapter, problems));
        let sections = fields.optional("sections");
        let sections = sections.map(|node| fields::list(node, Phrase::SectionElement, problems));
        for node in sections.unwrap_or_default() {
            let Some(mut fields) = Fields::open(node, Phrase::SectionElement, problems) else {
                continue;
            };
            found.extend(chapter(&mut fields, Division::Section, problems));
            fields.close(problems);
        }
        fields.close(problems);
    }
    found
}

/// A chapter or a section.
fn chapter(
    fields: &mut Fields<'_>,
    division: Division,
    problems: &mut Problems,
) -> Option<Chapter> {
    let at = fields.span();
    let title = fields.required("title", problems);
    let title = title.and_then(|node| fields::bilingual(node, problems)).unwrap_or_default();
    let from = fields.required("from", problems);
    let from = from.and_then(|node| fields::text(node, Phrase::Article, problems))?;
    let Some(number) = ArticleNumber::parse(&from.value) else {
        problems.add(Problem::BadArticle, from.span, vec![("name", from.value.as_str().into())]);
        return None;
    };
    let from = Spanned::new(number, from.span);
    Some(Chapter { division, number: 0, title, from, at: at.part(0, 1) })
}
