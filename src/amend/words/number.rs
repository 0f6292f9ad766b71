//! The numbers of the text after: counted anew, and checked where an edit gives one.

use super::numbers::Numbers;
use super::plan::Plan;
use super::tree::{Node, nth};
use crate::diagnostic::Problems;
use crate::lang::{ItemMark, Problem, item_number, point_number};
use crate::policy::check::cite;
use crate::policy::{ArticleNumber, ArticleRef, Series};

/// Numbers what is there, and answers the numbers before and after.
pub(super) fn number(tree: &mut [Node], plan: &Plan, problems: &mut Problems) -> Numbers {
    let attachments = tree
        .iter()
        .filter(|node| {
            !node.gone && kind(node).is_some_and(|(series, _)| series == Series::Attachment)
        })
        .count();
    let mut last: Option<ArticleNumber> = None;
    for node in tree.iter_mut().filter(|node| !node.gone) {
        let Some((series, inserted)) = kind(node) else { continue };
        let mut next = following(last, series, inserted);
        if series == Series::Attachment && attachments == 1 {
            next.number = 0;
        }
        last = Some(next);
        let Some(head) = &mut node.head else { continue };
        if let Some(wanted) = head.wanted.as_ref().filter(|wanted| wanted.value != next) {
            let args = vec![
                ("found", cite(ArticleRef::whole(wanted.value))),
                ("expected", cite(ArticleRef::whole(next))),
            ];
            problems.add(Problem::NumberAfter, wanted.span, args);
        }
        head.number.value = next;
        let whole = ArticleRef::whole(next);
        node.becomes = Some(whole);
        number_parts(node, whole);
    }
    let mut numbers = Numbers::default();
    for node in tree.iter() {
        node.each(&mut |node| {
            if let Some(was) = node.was.filter(|_| !node.moved_away) {
                numbers.note(was, node.becomes);
            }
        });
        if let Some(becomes) = node.becomes {
            numbers.note_order(becomes.article);
        }
    }
    for (other, first) in &plan.joined {
        numbers.note(*other, numbers.after(*first));
    }
    numbers
}

/// In which row an article is numbered, and whether it stands between two of it.
fn kind(node: &Node) -> Option<(Series, bool)> {
    let head = node.head.as_ref()?;
    Some(match &head.wanted {
        Some(wanted) => (wanted.series, wanted.inserted > 0),
        // What comes is numbered like what it stands beside, and never between.
        None => (head.number.series, node.was.is_some() && head.number.inserted > 0),
    })
}

/// The number behind another.
fn following(last: Option<ArticleNumber>, series: Series, inserted: bool) -> ArticleNumber {
    let first = ArticleNumber { series, number: 1, inserted: 0 };
    match last.filter(|last| last.series == series) {
        Some(last) if inserted => ArticleNumber { inserted: last.inserted + 1, ..last },
        Some(last) => last.next(),
        None => first,
    }
}

fn number_parts(node: &mut Node, place: ArticleRef) {
    let standing = node.children.iter_mut().filter(|child| !child.gone);
    for (index, child) in standing.enumerate() {
        let number = nth(index);
        let here = match (place.paragraph, place.item) {
            (None, _) => ArticleRef { paragraph: number, ..place },
            (_, None) => ArticleRef { item: number, ..place },
            _ => ArticleRef { point: number, ..place },
        };
        child.becomes = Some(here);
        number_parts(child, here);
    }
}

/// An item's or a point's text with the number of its place: （四） where it was （三）.
pub(super) fn marked(text: &str, becomes: ArticleRef, is_new: bool) -> Option<String> {
    let (number, of): (u16, fn(u16) -> String) = match (becomes.item, becomes.point) {
        (_, Some(point)) => (point, point_number),
        (Some(item), None) => (item, item_number),
        (None, None) => return None,
    };
    match ItemMark::of(text) {
        Some(mark) if mark.number != number => {
            Some(mark.written(number) + text.get(mark.length()..).unwrap_or(""))
        }
        Some(_) => None,
        // What comes may leave its number to its place; what stood there without one keeps its way.
        None => is_new.then(|| of(number) + text),
    }
}
