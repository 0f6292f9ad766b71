//! The text in its new order. What goes keeps its place, marked as gone.

use std::collections::BTreeMap;

use super::plan::{Anew, Beside, Plan};
use super::printed::{Token, printed, tokens};
use super::rewritten::Mark;
use super::tree::{Head, Node, paragraph};
use crate::lang::{Division, Text, same_letters};
use crate::policy::{ArticleNumber, ArticleRef, Paragraph, Status};
use crate::source::Spanned;

/// How the words before and after are told where a text is written anew.
pub(super) type Marks<'m> = &'m dyn Fn(&str, &str) -> Vec<Mark>;

/// Puts the text in its new order.
pub(super) fn arrange(tree: &[Node], plan: &mut Plan, marks: Marks<'_>) -> Vec<Node> {
    let mut originals = BTreeMap::new();
    for node in tree {
        node.each(&mut |node| {
            let moved = node.was.filter(|was| plan.moved.contains(was));
            if let Some(was) = moved {
                originals.insert(was, node.clone());
            }
        });
    }
    Arranging { plan, originals, marks }.arrange(tree.to_vec())
}

struct Arranging<'p> {
    plan: &'p mut Plan,
    originals: BTreeMap<ArticleRef, Node>,
    marks: Marks<'p>,
}

impl Arranging<'_> {
    fn arrange(&mut self, nodes: Vec<Node>) -> Vec<Node> {
        let mut out = Vec::with_capacity(nodes.len());
        for node in nodes {
            let Some(was) = node.was else {
                out.push(node);
                continue;
            };
            let before = self.plan.before.remove(&was).unwrap_or_default();
            let after = self.plan.after.remove(&was).unwrap_or_default();
            let mut node = node;
            let above = node.head.as_mut().map(|head| std::mem::take(&mut head.above));
            let (chapters, before) = apart(before);
            let above = self.chapters_before(chapters, above.unwrap_or_default(), &mut out);
            let first = out.len();
            self.placed(before, &mut out);
            match self.plan.moved.contains(&was) {
                true => {
                    node.take_out(None);
                    node.each_mut(&mut |node| node.moved_away = true);
                    out.push(node);
                }
                false => {
                    let rest = self.own(node, was, &mut out);
                    out.extend(rest);
                }
            }
            // What comes right before the first article of a chapter stands in it.
            if let Some(head) = out.get_mut(first).and_then(|node| node.head.as_mut()) {
                head.above.splice(0..0, above);
            }
            let (mut chapters, after) = apart(after);
            self.placed(after, &mut out);
            chapters.sort_by_key(|(division, _)| *division != Division::Section);
            out.extend(chapters.into_iter().flat_map(|(_, nodes)| nodes));
        }
        out
    }

    /// Chapters and sections that come before the first article of one; answers the headings that stay
    /// right above that.
    fn chapters_before(
        &self,
        mut chapters: Vec<(Division, Vec<Node>)>,
        mut above: Vec<usize>,
        out: &mut Vec<Node>,
    ) -> Vec<usize> {
        chapters.sort_by_key(|(division, _)| *division == Division::Section);
        for (division, mut nodes) in chapters {
            // A section comes in below the heading of its chapter.
            if division == Division::Section
                && let Some(head) = nodes.first_mut().and_then(|node| node.head.as_mut())
            {
                let count = above.iter().filter(|at| !self.plan.chapters.is_section(**at)).count();
                head.above.splice(0..0, above.drain(..count));
            }
            out.extend(nodes);
        }
        above
    }

    /// What comes beside something.
    fn placed(&mut self, beside: Vec<Beside>, out: &mut Vec<Node>) {
        for one in beside {
            match one {
                Beside::New(node) => out.push(node),
                Beside::Chapter(_, nodes) => out.extend(nodes),
                Beside::Moved(from, head) => {
                    let Some(mut node) = self.originals.get(&from).cloned() else { continue };
                    if let Some(head) = &mut node.head {
                        head.above.clear();
                    }
                    let mut moved = Vec::new();
                    let rest = self.own(node, from, &mut moved);
                    moved.extend(rest);
                    match head {
                        Some(head) => {
                            let at = head.number.span;
                            out.push(Node::article(head, at, moved));
                        }
                        None => out.extend(moved),
                    }
                }
            }
        }
    }

    /// Something at its place, and the articles that follow where it is split.
    fn own(&mut self, mut node: Node, was: ArticleRef, out: &mut Vec<Node>) -> Vec<Node> {
        if let Some(edit) = self.plan.gone.get(&was) {
            node.take_out(Some(*edit));
        }
        if let Some(head) = &mut node.head {
            head.wanted = self.plan.wanted.get(&was).cloned();
            if let Some((_, heading)) = self.plan.headings.get(&was) {
                head.heading_was = Some(std::mem::replace(&mut head.heading, heading.clone()));
            }
            if let Some(edit) = self.plan.repealed.get(&was) {
                head.status = Status::Repealed(Text::default());
                node.by = Some(*edit);
                node.children.iter_mut().for_each(|child| child.take_out(Some(*edit)));
            }
        }
        if let Some(anew) = self.plan.anew.remove(&was) {
            return self.anew(node, anew, out);
        }
        let children = std::mem::take(&mut node.children);
        node.children = self.arrange(children);
        out.push(node);
        Vec::new()
    }

    fn anew(&mut self, mut node: Node, anew: Anew, out: &mut Vec<Node>) -> Vec<Node> {
        node.by = Some(anew.edit);
        let Some(head) = &mut node.head else {
            return self.part_anew(node, &anew, out);
        };
        if let Some(heading) = anew.heading {
            head.heading_was = Some(std::mem::replace(&mut head.heading, heading));
        }
        let (status, heading) = (head.status.clone(), head.heading.clone());
        let mut pool: Vec<Option<Node>> =
            std::mem::take(&mut node.children).into_iter().map(Some).collect();
        let written = |text: &[Paragraph]| -> Vec<Node> {
            text.iter().map(|one| paragraph(one, None)).collect()
        };
        node.children =
            adopt(&mut pool, written(&anew.text), anew.by_position, anew.edit, self.marks);
        let mut rest = Vec::new();
        for (at, own, text) in &anew.rest {
            let children = adopt(&mut pool, written(text), false, anew.edit, self.marks);
            let head = Head {
                number: Spanned::new(node_number(&node), at.part(0, 1)),
                wanted: None,
                heading: own.clone().unwrap_or_else(|| heading.clone()),
                heading_was: None,
                status: status.clone(),
                above: Vec::new(),
            };
            rest.push(Node { by: Some(anew.edit), ..Node::article(head, *at, children) });
        }
        let left = pool.into_iter().flatten().map(|mut old| {
            old.take_out(Some(anew.edit));
            old
        });
        node.children.extend(left);
        out.push(node);
        rest
    }

    /// A paragraph, an item or a point that is written anew; further paragraphs follow it.
    fn part_anew(&self, node: Node, anew: &Anew, out: &mut Vec<Node>) -> Vec<Node> {
        let mut new: Vec<Node> = anew.text.iter().map(|one| paragraph(one, None)).collect();
        if new.is_empty() {
            out.push(node);
            return Vec::new();
        }
        let first = new.remove(0);
        out.push(paired(node, first, true, anew.edit, self.marks));
        new.iter_mut().for_each(|node| node.each_mut(&mut |node| node.by = Some(anew.edit)));
        new
    }
}

/// The chapters and sections among what comes, and the rest.
fn apart(all: Vec<Beside>) -> (Vec<(Division, Vec<Node>)>, Vec<Beside>) {
    let (mut chapters, mut rest) = (Vec::new(), Vec::new());
    for one in all {
        match one {
            Beside::Chapter(division, nodes) => chapters.push((division, nodes)),
            other => rest.push(other),
        }
    }
    (chapters, rest)
}

fn node_number(node: &Node) -> ArticleNumber {
    node.head.as_ref().map_or(ArticleNumber::article(1), |head| head.number.value)
}

/// New parts, those that read as an old one in its place, the others by position where that is wanted.
fn adopt(
    pool: &mut [Option<Node>],
    new: Vec<Node>,
    by_position: bool,
    edit: usize,
    marks: Marks<'_>,
) -> Vec<Node> {
    let mut pairs: Vec<Option<Node>> = Vec::with_capacity(new.len());
    for one in &new {
        let own = plain(one);
        let same = pool.iter_mut().find(|old| old.as_ref().is_some_and(|old| plain(old) == own));
        pairs.push(same.and_then(Option::take));
    }
    if by_position {
        for (pair, old) in pairs.iter_mut().zip(pool.iter_mut()) {
            if pair.is_none() {
                *pair = old.take();
            }
        }
    }
    let both = new.into_iter().zip(pairs);
    let of = |(new, old): (Node, Option<Node>)| match old {
        Some(old) => paired(old, new, by_position, edit, marks),
        None => {
            let mut new = new;
            new.each_mut(&mut |node| node.by = Some(edit));
            new
        }
    };
    both.map(of).collect()
}

/// An old part with its new text.
fn paired(old: Node, new: Node, by_position: bool, edit: usize, marks: Marks<'_>) -> Node {
    let mut node = old;
    if !same_letters(&printed(&node.text, None), &printed(&new.text, None)) {
        node.marks = Some(marks(&node.text, &new.text));
        node.text = new.text;
        node.by = Some(edit);
    }
    let mut pool: Vec<Option<Node>> =
        std::mem::take(&mut node.children).into_iter().map(Some).collect();
    node.children = adopt(&mut pool, new.children, by_position, edit, marks);
    let left = pool.into_iter().flatten().map(|mut old| {
        old.take_out(Some(edit));
        old
    });
    node.children.extend(left);
    node
}

/// The words of a part with all that it holds; of a slot what it binds, whatever it shows.
fn plain(node: &Node) -> Vec<Word> {
    let mut words = Vec::new();
    node.each(&mut |node| {
        words.extend(tokens(&node.text, None).into_iter().map(|placed| match placed.token {
            Token::Letter(letter) => Word::Letter(letter),
            Token::Slot(slot) if slot.bound.is_empty() => Word::Words(slot.words),
            Token::Slot(slot) => Word::Bound(slot.bound),
        }));
    });
    words
}

/// What is compared of a text.
#[derive(PartialEq, Eq)]
enum Word {
    Letter(char),
    Words(String),
    Bound(Vec<String>),
}
