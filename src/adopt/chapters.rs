//! The chapters of the text: where only their first articles or titles are others, each is edited where it
//! stands; where one comes, the list is written anew.

use super::draft::Page;
use super::edit::{Edit, bilingual, cut, field, quoted, range, set, set_in};
use crate::lang::Division;
use crate::policy::Chapter;
use crate::source::{Node, Shape};

/// The chapters before and after, of the latter each with the position of the one that it was.
#[derive(Clone, Copy)]
pub(super) struct Chapters<'a> {
    pub(super) before: &'a [Chapter],
    pub(super) after: &'a [Chapter],
    pub(super) were: &'a [Option<usize>],
}

/// The edits of a file by which it holds the chapters after; `written` are the chapters of the files
/// before it, and `first` is whether it is the first file with articles.
pub(super) fn chapters(
    page: &Page,
    all: Chapters<'_>,
    written: &mut usize,
    first: bool,
) -> Vec<Edit> {
    let comes = all.were.iter().any(Option::is_none) || moved(all);
    let list = field(&page.tree, "chapters").map(|(_, list)| list);
    match (comes, list) {
        (false, None) => Vec::new(),
        (false, Some(list)) => edited(page, list, all, written),
        // The whole list stands in the first file that has one, or beside the first articles.
        (true, _) if *written > 0 => {
            list.map(|list| (range(list.span), "[]".to_owned())).into_iter().collect()
        }
        (true, Some(list)) => {
            *written = all.before.len();
            vec![(
                range(list.span),
                anew(all.after, super::edit::indent(&page.text, range(list.span).start)),
            )]
        }
        (true, None) if first && all.before.is_empty() => {
            *written = all.after.len();
            vec![set(&page.text, &page.tree, "chapters", &anew(all.after, 0), 0)]
        }
        (true, None) => Vec::new(),
    }
}

/// Whether a section stands in another chapter, or one in another order.
fn moved(all: Chapters<'_>) -> bool {
    let of = |chapters: &[Chapter], at: usize| crate::policy::chapter_of_section(chapters, at);
    let stays = |(at, was): (usize, &Option<usize>)| {
        let now = of(all.after, at).and_then(|of| all.were.get(of).copied().flatten());
        was.is_none_or(|was| of(all.before, was) == now)
    };
    !all.were.iter().enumerate().all(stays) || !all.were.is_sorted()
}

/// Lets each chapter begin with the article that is its first under its title, and takes out those of which
/// nothing is left.
fn edited(page: &Page, list: &Node, all: Chapters<'_>, written: &mut usize) -> Vec<Edit> {
    let now = |at: usize| {
        all.were.iter().position(|was| *was == Some(at)).and_then(|now| all.after.get(now))
    };
    let mut edits = Vec::new();
    let mut write = |list: &Node, nth: usize, node: &Node, edits: &mut Vec<Edit>| {
        let (old, new) = (all.before.get(*written), now(*written));
        *written += 1;
        let Some((old, new)) = old.zip(new) else {
            edits.extend(cut(&page.text, list, nth));
            return false;
        };
        let from = field(node, "from").filter(|_| old.from.value != new.from.value);
        edits.extend(from.map(|(_, from)| (range(from.span), quoted(&new.from.value.to_string()))));
        if (&old.title.zh, &old.title.en) != (&new.title.zh, &new.title.en) {
            edits.push(set(&page.text, node, "title", &bilingual(&new.title), 0));
        }
        true
    };
    let Shape::List(nodes) = &list.shape else { return edits };
    for (nth, node) in nodes.iter().enumerate() {
        let stands = write(list, nth, node, &mut edits);
        let Some((_, inner)) = field(node, "sections") else { continue };
        let Shape::List(sections) = &inner.shape else { continue };
        // What goes with its chapter is cut with it.
        let mut own = Vec::new();
        for (nth, node) in sections.iter().enumerate() {
            write(inner, nth, node, &mut own);
        }
        edits.extend(own.into_iter().filter(|_| stands));
    }
    edits
}

/// The chapters as a list, set in by so many blanks.
fn anew(chapters: &[Chapter], to: usize) -> String {
    let head = |one: &Chapter| {
        format!("title: {}, from: {}", bilingual(&one.title), quoted(&one.from.value.to_string()))
    };
    let mut out = String::from("[\n");
    let mut at = 0;
    while let Some(chapter) = chapters.get(at) {
        at += 1;
        let sections = chapters.get(at..).unwrap_or_default();
        let sections: Vec<&Chapter> =
            sections.iter().take_while(|one| one.division == Division::Section).collect();
        at += sections.len();
        let inner: String = sections.iter().map(|one| format!("    ({}),\n", head(one))).collect();
        let inner = match inner.is_empty() {
            true => inner,
            false => format!(", sections: [\n{inner}  ]"),
        };
        out += &format!("  ({}{inner}),\n", head(chapter));
    }
    set_in(&(out + "]"), 0, to)
}
