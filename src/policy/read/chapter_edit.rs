//! The edits of chapters and sections: of a heading, of a whole one, of one that comes.

use super::fields::{self, Fields, wrong_shape};
use super::new_article::{new_articles, reference};
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Division, Phrase, Problem, Text, division_address};
use crate::policy::{ChapterEdit, ChapterRef, NewArticle, Side};
use crate::source::{Node, Shape, Spanned};

/// The fields of an edit that are about chapters and sections alone.
struct Own {
    /// What comes, with its title; none where that was told.
    comes: Option<Option<(Division, Text)>>,
    /// Its articles.
    articles: Option<Vec<NewArticle>>,
}

/// What the fields of an edit say of chapters and sections; none where they say nothing of them, nothing
/// in it where that cannot be told, which was told.
pub(super) fn chapters(
    fields: &mut Fields<'_>,
    heading: Option<&Text>,
    problems: &mut Problems,
) -> Option<Option<ChapterEdit>> {
    let own = Own::of(fields, problems);
    if let Some(node) = fields.optional("delete_heading") {
        return Some(address(node, problems).map(ChapterEdit::DeleteHeading));
    }
    if let Some(node) = fields.optional("heading_before") {
        if own.comes.is_none() {
            fields.required("chapter", problems);
        }
        let before = reference(node, problems);
        let whole = || Some((before?, own.comes.flatten()?));
        return Some(whole().map(|(before, (division, title))| ChapterEdit::Head {
            before,
            division,
            title,
        }));
    }
    let sides = [("insert_before", Side::Before), ("insert_after", Side::After)];
    for (name, side) in sides {
        let Some(node) = fields.optional(name).filter(|_| own.comes.is_some()) else { continue };
        fields.none_but(
            &["chapter", "section", "articles"],
            ["text", "heading", "as"].into_iter(),
            problems,
        );
        if own.articles.is_none() {
            fields.required("articles", problems);
        }
        let beside = reference(node, problems);
        let articles = own.articles.filter(|all| !all.is_empty());
        let whole = || Some((beside?, own.comes.flatten()?, articles?));
        return Some(whole().map(|(beside, (division, title), articles)| ChapterEdit::Insert {
            beside,
            side,
            division,
            title,
            articles,
        }));
    }
    if own.articles.is_some() {
        // Articles alone make no chapter.
        fields.required("chapter", problems);
    }
    let named = |node: &Node| match &node.shape {
        Shape::Text { text, .. } => division_address(text).is_some(),
        _ => false,
    };
    if let Some(node) = fields.optional("delete").filter(|node| named(node)) {
        return Some(address(node, problems).map(ChapterEdit::Delete));
    }
    if let Some(node) = fields.optional("heading_of").filter(|node| named(node)) {
        if heading.is_none() {
            fields.required("heading", problems);
        }
        let of = address(node, problems);
        let title = heading.cloned();
        return Some(of.zip(title).map(|(of, title)| ChapterEdit::Rename { of, title }));
    }
    None
}

impl Own {
    fn of(fields: &mut Fields<'_>, problems: &mut Problems) -> Self {
        fields.one_only(&["chapter", "section"], problems);
        let (chapter, section) = (fields.optional("chapter"), fields.optional("section"));
        let both = [(Division::Chapter, chapter), (Division::Section, section)];
        let comes = both.into_iter().find_map(|(division, node)| Some((division, node?)));
        let comes = comes.map(|(division, node)| {
            let title = fields::bilingual(node, problems)?;
            Some((division, title))
        });
        let may = comes.as_ref().is_some_and(|one| {
            one.as_ref().is_none_or(|(division, _)| *division == Division::Chapter)
        });
        let articles = fields.optional("articles").map(|node| {
            if let Shape::List(all) = &node.shape
                && all.is_empty()
            {
                wrong_shape(node, Phrase::Edit, Phrase::ShapeNotEmpty.into(), problems);
            }
            new_articles(node, may, problems)
        });
        Self { comes, articles }
    }
}

/// The address of a chapter or a section.
fn address(node: &Node, problems: &mut Problems) -> Option<Spanned<ChapterRef>> {
    let name = fields::name(node, problems)?;
    let found = ChapterRef::parse(&name.value);
    if found.is_none() {
        let args = vec![("name", name.value.as_str().into())];
        let wrong = Diagnostic::new(Problem::BadArticle, name.span, args);
        problems.push(wrong.with_help(Phrase::AddressesOfChapters, Vec::new()));
    }
    found.map(|found| Spanned::new(found, name.span))
}
