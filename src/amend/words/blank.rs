//! What an edit leaves without a word: a paragraph whose words are all taken out is still there, as an
//! empty one, and so counts. Who wants it gone says so.

use super::address::short;
use super::tree::{Head, Node};
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{ItemMark, Phrase, Problem, Text, Word};
use crate::policy::check::cite;
use crate::policy::{Address, Amendment, ArticleRef, Bundle, Wording};

/// Tells of each text, heading and title that an edit leaves without a word.
pub(super) fn blanks(
    tree: &[Node],
    title: &Text,
    (bundle, amendment): (&Bundle, &Amendment),
    problems: &mut Problems,
) {
    let mut add = |edit: Option<usize>, place: Word| {
        let edit = edit.and_then(|edit| amendment.edits.get(edit));
        let at = edit.map_or(amendment.at, |edit| edit.at).part(0, 1);
        problems.push(Diagnostic::new(Problem::NothingLeft, at, vec![("place", place)]));
    };
    if is_blank(&title.zh) && !is_blank(&bundle.manifest.title.zh) {
        let edit = amendment.edits.iter().position(|edit| names_title(&edit.words));
        add(edit, Phrase::TheTitle.into());
    }
    let cited = |node: &Node| match (node.was, node.becomes) {
        (Some(was), _) => cite(short(&bundle.articles, was)),
        (None, becomes) => becomes.map_or_else(|| "".into(), |new| cite(new.as_new(true))),
    };
    for root in tree {
        root.each(&mut |node| {
            if node.gone {
                return;
            }
            match &node.head {
                Some(head) if loses_heading(head) => {
                    let was = node.was;
                    let edit = amendment.edits.iter();
                    let edit = edit.clone().position(|edit| names_heading(&edit.words, was));
                    let args = [("name", cited(node))];
                    add(edit.or(node.by), Word::Phrase(Phrase::HeadingOf, args.to_vec()));
                }
                None if node.by.is_some() && is_bare(node) => add(node.by, cited(node)),
                _ => {}
            }
        });
    }
}

/// Whether a part has no word, and nothing that stands in it; the number of an item is no word.
fn is_bare(node: &Node) -> bool {
    let text = node.text.value.as_str();
    let number = ItemMark::of(text).map_or(0, |mark| mark.length());
    is_blank(text.get(number..).unwrap_or("")) && node.children.iter().all(|child| child.gone)
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

fn loses_heading(head: &Head) -> bool {
    let had = head.heading_was.as_ref().is_some_and(|was| !is_blank(&was.zh));
    had && is_blank(&head.heading.zh)
}

fn names_title(words: &Wording) -> bool {
    match words {
        Wording::Rename(_) => true,
        Wording::Substitute { at, .. } => at.iter().any(|one| one.value == Address::Title),
        _ => false,
    }
}

fn names_heading(words: &Wording, article: Option<ArticleRef>) -> bool {
    let Some(article) = article.map(|place| place.article) else { return false };
    match words {
        Wording::Heading { of, .. } => of.value.article == article,
        Wording::Substitute { at, .. } => {
            at.iter().any(|one| one.value == Address::Heading(article))
        }
        Wording::Replace { at, heading, .. } => heading.is_some() && at.value.article == article,
        _ => false,
    }
}
