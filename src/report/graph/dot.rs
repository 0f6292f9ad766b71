//! A picture for Graphviz: states with others in them are clusters. Graphviz draws no line to a
//! cluster, so such a line goes to a point in it and is cut at its border.

use std::fmt::Write;

use super::label::{Line, Tone, key};
use super::picture::{Mark, Picture, PictureEdge, PictureState};
use crate::chart::{Kind, StateId};
use crate::ident::Id;
use crate::lang::{Phrase, marked};

/// The columns of a label.
const COLUMNS: usize = 32;

/// The picture in the language of Graphviz.
pub fn dot(picture: &Picture) -> String {
    let mut writer = Writer { picture, out: String::new() };
    let fonts = "fontname=\"Noto Sans CJK SC\"";
    let title = escape(&picture.title);
    let _ = writeln!(writer.out, "digraph {} {{", quote(&escape(&picture.name)));
    writer.line(
        1,
        &format!("graph [compound=true, rankdir=TB, {fonts}, labelloc=t, label=\"{title}\"];"),
    );
    writer.line(1, &format!("node [shape=box, style=rounded, {fonts}, fontsize=12];"));
    writer.line(1, &format!("edge [{fonts}, fontsize=10];"));
    writer.inside(&picture.root, 1);
    for edge in &picture.edges {
        writer.edge(edge);
    }
    writer.line(0, "}");
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

    /// The point in a composite state, what lies in it, and where it begins.
    fn inside(&mut self, state: &PictureState, depth: usize) {
        let point = point(state.id);
        let parallel = state.kind == Kind::Parallel;
        let seen = if parallel { "style=invis, width=0" } else { "width=0.12" };
        self.line(depth, &format!("{point} [shape=point, {seen}];"));
        for child in &state.children {
            self.state(child, state, depth);
        }
        if !parallel {
            for &initial in &state.initial {
                let (head, cut) = self.end(initial, state.id, "lhead");
                let cut = if cut.is_empty() { cut } else { format!(" [{cut}]") };
                self.line(depth, &format!("{point} -> {head}{cut};"));
            }
        }
    }

    fn state(&mut self, state: &PictureState, parent: &PictureState, depth: usize) {
        let name = key(state.id);
        let mut lines = vec![Line { text: state.title.clone(), tone: Tone::Title }];
        lines.extend(
            state.timers.iter().map(|timer| Line { text: timer.clone(), tone: Tone::Plain }),
        );
        if !state.cited.is_empty() {
            lines.push(Line { text: state.cited.clone(), tone: Tone::Faint });
        }
        let lines: Vec<Line> = lines.iter().flat_map(|line| line.wrapped(COLUMNS)).collect();
        let label = joined(&lines);
        let mark = coloured(state.mark);
        if state.is_composite() {
            let style = if parent.kind == Kind::Parallel { "rounded,dashed" } else { "rounded" };
            self.line(depth, &format!("subgraph cluster_{name} {{"));
            let attributes = format!("label=\"{label}\", style=\"{style}\"{mark}");
            self.line(depth + 1, &format!("graph [{attributes}];"));
            self.inside(state, depth + 1);
            let picture = self.picture;
            for edge in picture.edges.iter().filter(|edge| edge.source == state.id && edge.stays())
            {
                let text = self.text(edge);
                let id = edge.id.index();
                self.line(
                    depth + 1,
                    &format!("{name}t{id} [shape=plaintext, fontsize=10, label=\"{text}\"];"),
                );
            }
            self.line(depth, "}");
            return;
        }
        let shape = match state.kind {
            Kind::ShallowHistory => "shape=circle, label=\"H\"".to_owned(),
            Kind::DeepHistory => "shape=circle, label=\"H*\"".to_owned(),
            Kind::Final => format!("peripheries=2, label=\"{label}\""),
            Kind::Atomic | Kind::Compound | Kind::Parallel => format!("label=\"{label}\""),
        };
        self.line(depth, &format!("{name} [{shape}{mark}];"));
    }

    fn edge(&mut self, edge: &PictureEdge) {
        let source = self.picture.root.find(edge.source);
        if edge.stays() && source.is_some_and(PictureState::is_composite) {
            return;
        }
        let stay = [edge.source];
        let targets = if edge.targets.is_empty() { &stay[..] } else { &edge.targets };
        for (index, &target) in targets.iter().enumerate() {
            let (tail, tail_cut) = self.end(edge.source, target, "ltail");
            let (head, head_cut) = self.end(target, edge.source, "lhead");
            let text = if index == 0 { self.text(edge) } else { escape(&edge.label.heading()) };
            let mut attributes = format!("label=\"{text}\"{}", coloured(edge.mark));
            for cut in [tail_cut, head_cut].into_iter().filter(|cut| !cut.is_empty()) {
                let _ = write!(attributes, ", {cut}");
            }
            self.line(1, &format!("{tail} -> {head} [{attributes}];"));
        }
    }

    /// The node at which a line ends, and the cluster at whose border it is cut, unless the other
    /// end lies in it.
    fn end(&self, state: StateId, other: StateId, word: &str) -> (String, String) {
        match self.picture.root.find(state) {
            Some(found) if found.is_composite() => {
                let cut = if found.holds(other) {
                    String::new()
                } else {
                    format!("{word}=cluster_{}", key(state))
                };
                (point(state), cut)
            }
            Some(_) | None => (key(state), String::new()),
        }
    }

    fn text(&self, edge: &PictureEdge) -> String {
        let lang = self.picture.lang;
        let mut lines = edge.label.lines(lang, COLUMNS);
        if edge.targets.is_empty() {
            let text = Phrase::GraphStays.plain(lang).to_owned();
            lines.push(Line { text, tone: Tone::Faint });
        }
        joined(&lines)
    }
}

/// The point of a composite state: where it begins, and where lines to it end.
fn point(state: StateId) -> String {
    format!("{}_in", key(state))
}

fn coloured(mark: Mark) -> &'static str {
    match mark {
        Mark::Plain => "",
        Mark::Visited => ", penwidth=2.5",
        Mark::NeverCovered => ", color=\"#c2402d\", fontcolor=\"#8f2417\"",
        Mark::Covered => ", color=\"#3c8d5a\", fontcolor=\"#1f4d31\"",
        Mark::Partly => ", color=\"#b7860b\", fontcolor=\"#6b4e05\"",
        Mark::Changed => ", color=\"#b45309\", fontcolor=\"#92400e\"",
    }
}

fn joined(lines: &[Line]) -> String {
    lines.iter().map(|line| escape(&line.text)).collect::<Vec<_>>().join("\\n")
}

fn quote(text: &str) -> String {
    format!("\"{text}\"")
}

/// The text as it stands between quotes.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in marked(text).chars() {
        match character {
            '"' | '\\' => {
                out.push('\\');
                out.push(character);
            }
            other if other.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}
