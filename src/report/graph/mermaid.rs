//! A picture as a Mermaid state diagram. Mermaid has no history state, so one is a small state with
//! a note; and no loop at a state that has others in it, so what stays there is a box inside.

use std::fmt::Write;

use super::label::key;
use super::picture::{Mark, Picture, PictureEdge, PictureState};
use crate::chart::{Kind, StateId};
use crate::ident::Id;
use crate::lang::{Phrase, marked};

/// The picture in Mermaid's `stateDiagram-v2`.
pub fn mermaid(picture: &Picture) -> String {
    let mut out = String::new();
    let title = picture.title.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " ");
    let _ = writeln!(out, "---\ntitle: \"{title}\"\n---\nstateDiagram-v2");
    let mut writer = Writer { picture, out };
    writer.body(&picture.root, 1);
    let root = picture.root.id;
    // Transitions between different levels stand outside of all states: a name that occurs within
    // one would be moved into it.
    for edge in picture.edges.iter().filter(|edge| !edge.stays()) {
        for &target in &edge.targets {
            if writer.home(edge, target) == root {
                writer.edge(edge, target, 1);
            }
        }
    }
    writer.marks();
    writer.out
}

struct Writer<'p> {
    picture: &'p Picture,
    out: String,
}

impl Writer<'_> {
    fn line(&mut self, depth: usize, text: &str) {
        let _ = writeln!(self.out, "{:indent$}{text}", "", indent = depth * 2);
    }

    /// The state in whose braces a transition is written: the parent of both ends, or the root.
    fn home(&self, edge: &PictureEdge, target: StateId) -> StateId {
        let root = &self.picture.root;
        let around = root.around(edge.source, target);
        let direct = |id| around.children.iter().any(|child| child.id == id);
        if direct(edge.source) && direct(target) { around.id } else { root.id }
    }

    /// What stands in the braces of a state.
    fn body(&mut self, state: &PictureState, depth: usize) {
        self.line(depth, "direction TB");
        let picture = self.picture;
        if state.kind != Kind::Parallel {
            for &initial in &state.initial {
                if state.children.iter().any(|child| child.id == initial) {
                    self.line(depth, &format!("[*] --> {}", key(initial)));
                }
            }
        }
        // Histories are no regions: they stand in the first.
        let regions = || state.children.iter().filter(|child| !child.kind.is_history());
        for (index, child) in regions().enumerate() {
            if index > 0 && state.kind == Kind::Parallel {
                self.line(depth, "--");
            }
            self.state(child, depth);
            if index == 0 {
                for history in state.children.iter().filter(|child| child.kind.is_history()) {
                    self.state(history, depth);
                }
            }
        }
        if state.id == picture.root.id {
            return;
        }
        for edge in &picture.edges {
            if edge.source == state.id && edge.stays() {
                let text = self.text(edge);
                let name = format!("{}t{}", key(state.id), edge.id.index());
                self.line(depth, &format!("state \"{text}\" as {name}"));
            }
        }
        for edge in picture.edges.iter().filter(|edge| !edge.stays()) {
            for &target in &edge.targets {
                if self.home(edge, target) == state.id {
                    self.edge(edge, target, depth);
                }
            }
        }
    }

    fn state(&mut self, state: &PictureState, depth: usize) {
        let name = key(state.id);
        let mut parts = vec![escape(&state.title)];
        parts.extend(state.timers.iter().map(|timer| escape(timer)));
        let lang = self.picture.lang;
        let note = match state.kind {
            Kind::ShallowHistory => Some(("H", Phrase::GraphHistory)),
            Kind::DeepHistory => Some(("H*", Phrase::GraphDeepHistory)),
            Kind::Atomic | Kind::Compound | Kind::Parallel | Kind::Final => None,
        };
        if let Some((sign, phrase)) = note {
            self.line(depth, &format!("state \"{sign}\" as {name}"));
            let text = escape(phrase.plain(lang));
            self.line(depth, &format!("note right of {name} : {text}"));
            return;
        }
        let declared = format!("state \"{}\" as {name}", parts.join("<br/>"));
        if state.is_composite() {
            self.line(depth, &format!("{declared} {{"));
            self.body(state, depth + 1);
            self.line(depth, "}");
            return;
        }
        self.line(depth, &declared);
        if state.kind == Kind::Final {
            self.line(depth, &format!("{name} --> [*]"));
        }
        let picture = self.picture;
        for edge in picture.edges.iter().filter(|edge| edge.source == state.id && edge.stays()) {
            let text = self.text(edge);
            self.line(depth, &format!("{name} --> {name} : {text}"));
        }
    }

    fn edge(&mut self, edge: &PictureEdge, target: StateId, depth: usize) {
        let first = edge.targets.first() == Some(&target);
        let text = if first { self.text(edge) } else { escape(&edge.label.heading()) };
        self.line(depth, &format!("{} --> {} : {text}", key(edge.source), key(target)));
    }

    fn text(&self, edge: &PictureEdge) -> String {
        let lang = self.picture.lang;
        let mut parts: Vec<String> =
            edge.label.parts(lang).iter().map(|line| escape(&line.text)).collect();
        if edge.targets.is_empty() {
            parts.push(escape(Phrase::GraphStays.plain(lang)));
        }
        parts.join("<br/>")
    }

    fn marks(&mut self) {
        let classes = [
            (Mark::Visited, "visited", "stroke-width:3px"),
            (Mark::NeverCovered, "uncovered", "fill:#fde8e5,color:#8f2417,stroke:#c2402d"),
            (Mark::Covered, "covered", "fill:#e7f4ec,stroke:#3c8d5a"),
            (Mark::Partly, "partly", "fill:#fdf3d8,stroke:#b7860b"),
            (Mark::Changed, "changed", "stroke:#b45309,fill:#fef3c7"),
        ];
        for (mark, class, style) in classes {
            let mut names = Vec::new();
            self.picture.root.walk(&mut |state, _| {
                if state.mark == mark {
                    names.push(key(state.id));
                }
            });
            if !names.is_empty() {
                self.line(1, &format!("classDef {class} {style}"));
                self.line(1, &format!("class {} {class}", names.join(",")));
            }
        }
    }
}

/// The text with every character that Mermaid reads as its own written by its number.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in marked(text).chars() {
        match character {
            '"' | '#' | ';' | ':' | '<' | '>' | '{' | '}' | '&' | '%' | '\\' | '`' | '*' | '_' => {
                let _ = write!(out, "#{};", u32::from(character));
            }
            other if other.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}
