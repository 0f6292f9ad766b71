//! The last touches of a text: the numbers of items, the days that are shown, the places of new texts, and
//! the whole with its marks.

use super::number::marked;
use super::printed::printed;
use super::rewritten::{Consequence, Mark, MarkKind, MarkedArticle, MarkedText};
use super::tree::Node;
use crate::lang::{ItemMark, Text};
use crate::policy::{Bundle, ParameterValue, Piece, pieces, written_like};
use crate::source::{Sources, Span, Spanned};

/// Gives items and points the numbers of their places.
pub(super) fn number_items(tree: &mut [Node], consequences: &mut Vec<Consequence>) {
    for root in tree {
        root.each_mut(&mut |node| {
            let Some(becomes) = node.becomes.filter(|_| !node.gone && node.head.is_none()) else {
                return;
            };
            let old = node.text.value.clone();
            let Some(new) = marked(&old, becomes, node.was.is_none()) else { return };
            let old_mark =
                ItemMark::of(&old).map_or("", |mark| old.get(..mark.length()).unwrap_or(""));
            let new_mark =
                ItemMark::of(&new).map_or("", |mark| new.get(..mark.length()).unwrap_or(""));
            if let Some(was) = node.was {
                let marks =
                    node.marks.take().unwrap_or_else(|| vec![Mark::same(&printed(&old, None))]);
                node.marks = Some(remarked(marks, old_mark, new_mark));
                consequences.push(Consequence {
                    was,
                    becomes: Some(becomes),
                    old: old_mark.to_owned(),
                    new: new_mark.to_owned(),
                });
            }
            node.text.value = new;
        });
    }
}

/// Marks with another number at their beginning.
fn remarked(marks: Vec<Mark>, old: &str, new: &str) -> Vec<Mark> {
    let mut out = Vec::with_capacity(marks.len() + 2);
    let mut done = false;
    for mark in marks {
        let rest = mark.text.strip_prefix(old).map(str::to_owned);
        match (done, mark.kind, rest) {
            (false, MarkKind::Same, Some(rest)) => {
                for one in [Mark::gone(old), Mark::come(new), Mark::same(&rest)] {
                    Mark::push(&mut out, one);
                }
                done = true;
            }
            (false, MarkKind::Come, Some(rest)) => {
                Mark::push(&mut out, Mark::come(&format!("{new}{rest}")));
                done = true;
            }
            _ => Mark::push(&mut out, mark),
        }
    }
    out
}

/// Shows another value in all slots that bind a path.
pub(super) fn show(tree: &mut [Node], path: &str, value: &ParameterValue) {
    for root in tree {
        root.each_mut(&mut |node| {
            if node.gone || node.head.is_some() {
                return;
            }
            let text = node.text.value.clone();
            let (mut out, mut marks, mut changes) = (String::new(), Vec::new(), false);
            for piece in pieces(&text) {
                match piece {
                    Piece::Words(words) => {
                        out += words;
                        Mark::push(&mut marks, Mark::same(words));
                    }
                    Piece::Slot(slot) => {
                        let own = slot.bound.iter().any(|bound| bound.path == path);
                        let words = own.then(|| written_like(value, slot.sample)).flatten();
                        let words = words.unwrap_or_else(|| slot.sample.to_owned());
                        let paths: Vec<&str> = slot.bound.iter().map(|bound| bound.path).collect();
                        out += &format!("{{{}:{words}}}", paths.join(", "));
                        if words == slot.sample {
                            Mark::push(&mut marks, Mark::same(&words));
                        } else {
                            changes = true;
                            Mark::push(&mut marks, Mark::gone(slot.sample));
                            Mark::push(&mut marks, Mark::come(&words));
                        }
                    }
                }
            }
            // What an edit wrote itself keeps the marks of that.
            if changes {
                node.text.value = out;
                node.marks = node.marks.take().or(Some(marks));
            }
        });
    }
}

/// Gives texts that stand in no file a place in one, so that what is wrong with them can be shown.
pub(super) fn give_places(tree: &mut [Node], path: String, sources: &mut Sources) {
    const QUOTE: char = '"';
    let mut text = String::new();
    let mut places: Vec<(usize, usize)> = Vec::new();
    let is_new = |node: &Node| {
        !node.gone && node.head.is_none() && (node.by.is_some() || node.marks.is_some())
    };
    for root in tree.iter() {
        root.each(&mut |node| {
            let quoted = format!("{QUOTE}{}{QUOTE}", node.text.value);
            if is_new(node) && sources.text(node.text.span) != quoted {
                places.push((text.len(), text.len() + quoted.len()));
                text += &quoted;
                text.push('\n');
            } else if is_new(node) {
                places.push((0, 0));
            }
        });
    }
    if text.is_empty() {
        return;
    }
    let file = sources.add(path, text);
    let mut places = places.into_iter();
    for root in tree {
        root.each_mut(&mut |node| {
            if !is_new(node) {
                return;
            }
            if let Some((from, to)) = places.next().filter(|(from, to)| from < to) {
                node.text = Spanned::new(node.text.value.clone(), Span::new(file, from, to));
            }
        });
    }
}

/// The whole text with its marks.
pub(super) fn marked_text(tree: &[Node], bundle: &Bundle) -> Vec<MarkedArticle> {
    let mut found = Vec::new();
    for node in tree {
        let Some(head) = &node.head else { continue };
        let title = |text: &Text| text.get(crate::lang::Lang::Zh).to_owned();
        let heading = title(&head.heading);
        let mut marks = Vec::new();
        match (&head.heading_was, node.gone, node.was) {
            (_, true, _) => Mark::push(&mut marks, Mark::gone(&heading)),
            (_, _, None) => Mark::push(&mut marks, Mark::come(&heading)),
            (Some(was), ..) if title(was) != heading => {
                Mark::push(&mut marks, Mark::gone(&title(was)));
                Mark::push(&mut marks, Mark::come(&heading));
            }
            _ => Mark::push(&mut marks, Mark::same(&heading)),
        }
        let mut texts = Vec::new();
        for child in &node.children {
            child.each(&mut |part| texts.push(marked_part(part, bundle)));
        }
        found.push(MarkedArticle {
            was: node.was,
            becomes: node.becomes,
            heading: marks,
            title: head.heading.clone(),
            moved_away: node.moved_away,
            texts,
        });
    }
    found
}

fn marked_part(node: &Node, bundle: &Bundle) -> MarkedText {
    let shown = |bundle| printed(&node.text.value, bundle);
    let marks = match (&node.marks, node.gone, node.was) {
        (_, true, _) => vec![Mark::gone(&shown(Some(bundle)))],
        (_, _, None) => vec![Mark::come(&shown(None))],
        (Some(marks), ..) => marks.clone(),
        (None, ..) => vec![Mark::same(&shown(Some(bundle)))],
    };
    let marks = marks.into_iter().filter(|mark| !mark.text.is_empty()).collect();
    MarkedText { was: node.was, becomes: node.becomes, moved_away: node.moved_away, marks }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The number of an item is another where the item begins; the same sign further on is words.
    #[test]
    fn only_the_number_at_the_beginning_becomes_another() {
        let (same, gone, come) = (Mark::same, Mark::gone, Mark::come);
        let marks = vec![same("（三）甲"), gone("乙"), same("（三）丙")];
        let expected = [gone("（三）"), come("（四）"), same("甲"), gone("乙"), same("（三）丙")];
        assert_eq!(remarked(marks, "（三）", "（四）"), expected);
        // A text written anew comes with its new number; the old one went with the old text.
        let marks = vec![gone("（三）甲"), come("（三）乙"), same("（三）丙"), come("（三）丁")];
        let expected = [gone("（三）甲"), come("（四）乙"), same("（三）丙"), come("（三）丁")];
        assert_eq!(remarked(marks, "（三）", "（四）"), expected);
    }
}
