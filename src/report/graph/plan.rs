//! What is handed to the layout: a node for each leaf, a box with a head for each state with others
//! in it, and a draft for each line. No line can be laid out to a box, so one that leaves or enters a
//! box ends at a node inside that lies highest or lowest in it.

use std::collections::{BTreeMap, BTreeSet};

use super::flow::Flow;
use super::label::{CLOCK, Line, Tone};
use super::picture::{Picture, PictureEdge, PictureState};
use super::route::End;
use crate::chart::{Kind, StateId, TransitionId};
use crate::ident::Id;
use crate::lang::display_width;

/// The columns of a line of a label: sixteen wide characters.
const LABEL_COLUMNS: usize = 32;
/// The columns of a line in a state.
const STATE_COLUMNS: usize = 28;
/// The blank around text in a box.
pub(super) const PAD: f64 = 10.0;
/// The blank between a state's name and each transition written below it.
pub(super) const BLOCK_GAP: f64 = 10.0;
/// The diameter of the dot where a state begins.
pub(super) const DOT: f64 = 14.0;
/// The diameter of a history state.
const HISTORY: f64 = 30.0;
/// The least width of a state.
const NARROW: f64 = 72.0;

/// The size of letters in a tone, in pixels.
pub(super) fn size(tone: Tone) -> f64 {
    match tone {
        Tone::Title => 14.0,
        Tone::Plain => 12.0,
        Tone::Faint => 11.0,
    }
}

/// The height of a line.
pub(super) fn line_height(line: &Line) -> f64 {
    size(line.tone) * 1.4
}

/// The width of a line: a wide character is a square, others are a little wider than half of it.
pub(super) fn line_width(line: &Line) -> f64 {
    let (text, sign) = match line.text.strip_prefix(CLOCK) {
        Some(text) => (text, 1.0),
        None => (line.text.as_str(), 0.0),
    };
    let count = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    let (columns, characters) = (count(display_width(text)), count(text.chars().count()));
    let wide = (columns - characters).max(0.0);
    (wide + (columns - 2.0 * wide) * 0.57 + sign) * size(line.tone)
}

/// The width and height of lines one below the other.
pub(super) fn measure(lines: &[Line]) -> (f64, f64) {
    let width = lines.iter().map(line_width).fold(0.0, f64::max);
    (width, lines.iter().map(line_height).sum())
}

/// A node or a box of the layout.
pub(super) struct Node {
    pub name: String,
    pub parent: Option<String>,
    pub width: f64,
    pub height: f64,
}

/// A line of the layout.
pub(super) struct Draft<'p> {
    /// The transition; none for a line from a dot, or one that only keeps an order.
    pub edge: Option<&'p PictureEdge>,
    /// Which of the transition's targets it leads to.
    pub nth: usize,
    pub from: End,
    pub to: End,
    /// Whether it leads upwards: it is laid out from its end to its beginning.
    pub up: bool,
    pub label: Option<Vec<Line>>,
    pub weight: i32,
    pub seen: bool,
}

impl Draft<'_> {
    /// The upper node and the lower one.
    pub(super) fn ends(&self) -> (&str, &str) {
        if self.up { (&self.to.node, &self.from.node) } else { (&self.from.node, &self.to.node) }
    }
}

/// All that the layout needs.
pub(super) struct Plan<'p> {
    pub nodes: Vec<Node>,
    pub drafts: Vec<Draft<'p>>,
    /// What stands in each state: its name first, then each transition that stays in it.
    pub blocks: BTreeMap<StateId, Vec<Vec<Line>>>,
    picture: &'p Picture,
    flow: Flow,
    /// The names of the nodes.
    named: BTreeSet<String>,
    /// The transitions of each state.
    leaving: BTreeMap<StateId, Vec<&'p PictureEdge>>,
    /// Those that lead to each state.
    entering: BTreeMap<StateId, Vec<&'p PictureEdge>>,
}

/// A leaf's node, or the box of a composite state. Padded, so that order by name is document order.
pub(super) fn node(state: StateId) -> String {
    format!("s{:06}", state.index())
}

/// The head of a composite state.
pub(super) fn head(state: StateId) -> String {
    format!("{}h", node(state))
}

/// The node that stands for a state: its head, or itself.
pub(super) fn face(state: &PictureState) -> String {
    if state.is_composite() { head(state.id) } else { node(state.id) }
}

impl<'p> Plan<'p> {
    /// The plan of a picture.
    pub(super) fn new(picture: &'p Picture) -> Self {
        let flow = Flow::new(picture);
        let (mut leaving, mut entering) = (BTreeMap::new(), BTreeMap::new());
        for edge in &picture.edges {
            leaving.entry(edge.source).or_insert_with(Vec::new).push(edge);
            for &target in &edge.targets {
                entering.entry(target).or_insert_with(Vec::new).push(edge);
            }
        }
        let mut plan = Self {
            nodes: Vec::new(),
            drafts: Vec::new(),
            blocks: BTreeMap::new(),
            picture,
            flow,
            named: BTreeSet::new(),
            leaving,
            entering,
        };
        plan.states();
        plan.edges();
        plan.heads();
        plan
    }

    fn leaving(&self, state: StateId) -> impl Iterator<Item = &'p PictureEdge> + use<'_, 'p> {
        self.leaving.get(&state).into_iter().flatten().copied()
    }

    /// The transitions of a state that do not leave it.
    pub(super) fn staying(&self, state: StateId) -> Vec<&'p PictureEdge> {
        self.leaving(state).filter(|edge| edge.stays()).collect()
    }

    fn node(&mut self, name: String, parent: Option<String>, width: f64, height: f64) {
        if self.named.insert(name.clone()) {
            self.nodes.push(Node { name, parent, width, height });
        }
    }

    fn states(&mut self) {
        let root = &self.picture.root;
        self.node(head(root.id), None, DOT, DOT);
        let mut all = Vec::new();
        root.walk(&mut |state, parent| all.push((state, parent)));
        for (state, parent) in all {
            let own = node(state.id);
            let parent = (parent.id != root.id).then(|| node(parent.id));
            let blocks = self.text(state);
            let (mut width, mut height) = (0.0_f64, 2.0 * PAD);
            for (index, block) in blocks.iter().enumerate() {
                let (block_width, block_height) = measure(block);
                width = width.max(block_width);
                height += block_height + if index > 0 { BLOCK_GAP } else { 0.0 };
            }
            width = (width + 2.0 * PAD).max(NARROW);
            if state.is_composite() {
                let dot = if state.kind == Kind::Parallel { 0.0 } else { DOT };
                self.node(own.clone(), parent, 0.0, 0.0);
                self.node(head(state.id), Some(own), width, height + dot);
            } else if state.kind.is_history() {
                self.node(own, parent, HISTORY, HISTORY);
            } else {
                self.node(own, parent, width, height);
            }
            self.blocks.insert(state.id, blocks);
        }
    }

    fn text(&self, state: &PictureState) -> Vec<Vec<Line>> {
        let mut own = vec![Line { text: state.title.clone(), tone: Tone::Title }];
        own.extend(state.timers.iter().map(|text| Line { text: text.clone(), tone: Tone::Plain }));
        if !state.cited.is_empty() {
            own.push(Line { text: state.cited.clone(), tone: Tone::Faint });
        }
        let own = own.iter().flat_map(|line| line.wrapped(STATE_COLUMNS)).collect();
        let mut blocks = vec![own];
        for edge in self.staying(state.id) {
            let mut parts = edge.label.parts(self.picture.lang);
            if let Some(first) = parts.first_mut() {
                first.tone = Tone::Plain;
                if !edge.targets.is_empty() {
                    first.text.insert_str(0, "↻ ");
                }
            }
            blocks.push(parts.iter().flat_map(|line| line.wrapped(LABEL_COLUMNS)).collect());
        }
        blocks
    }

    fn edges(&mut self) {
        let picture = self.picture;
        let root = &picture.root;
        for edge in picture.edges.iter().filter(|edge| !edge.stays()) {
            let Some(source) = root.find(edge.source) else { continue };
            let others = edge.targets.iter().filter(|&&id| id != edge.source);
            for (index, &id) in others.enumerate() {
                let Some(target) = root.find(id) else { continue };
                let lines = if index == 0 {
                    edge.label.lines(picture.lang, LABEL_COLUMNS)
                } else {
                    let title = Line { text: edge.label.heading(), tone: Tone::Title };
                    title.wrapped(LABEL_COLUMNS)
                };
                // A head lies above all that it is the head of.
                let near = source.holds(id) || target.holds(source.id);
                let up = if near {
                    target.holds(source.id)
                } else {
                    self.flow.rises(picture, edge.source, id)
                };
                let from =
                    if near { End::at(face(source)) } else { self.outlet(source, edge.id, up) };
                let to = if near { End::at(face(target)) } else { self.inlet(target, edge.id, up) };
                if !near {
                    self.keep_above(if up {
                        (&to, edge.source, id)
                    } else {
                        (&from, id, edge.source)
                    });
                }
                let label = Some(lines);
                let edge = Some(edge);
                self.drafts.push(Draft {
                    edge,
                    nth: index,
                    from,
                    to,
                    up,
                    label,
                    weight: 1,
                    seen: true,
                });
            }
        }
    }

    /// Where a line leaves a state.
    fn outlet(&mut self, source: &PictureState, edge: TransitionId, up: bool) -> End {
        if !source.is_composite() {
            return End::at(face(source));
        }
        let side = if up { 'u' } else { 'd' };
        let name = format!("{}o{:06}{side}", node(source.id), edge.index());
        self.gate(source, name, up)
    }

    /// Where a line enters a state.
    fn inlet(&mut self, target: &PictureState, edge: TransitionId, up: bool) -> End {
        if !target.is_composite() {
            return End::at(face(target));
        }
        if !up && !self.has_gates(target) {
            let border = Some(node(target.id));
            return End { border, ..End::at(head(target.id)) };
        }
        let side = if up { 'u' } else { 'd' };
        let name = format!("{}i{:06}{side}", node(target.id), edge.index());
        self.gate(target, name, !up)
    }

    /// Whether lines leave a box at its top, so that its head does not lie highest.
    fn has_gates(&self, state: &PictureState) -> bool {
        self.leaving(state.id).any(|edge| {
            let mut targets = edge.targets.iter();
            targets.any(|&id| !state.holds(id) && self.flow.rises(self.picture, edge.source, id))
        })
    }

    /// A node in a box through which a line passes its border.
    fn gate(&mut self, state: &PictureState, name: String, highest: bool) -> End {
        let own = node(state.id);
        self.node(name.clone(), Some(own.clone()), 4.0, 4.0);
        if highest {
            self.keep(name.clone(), head(state.id));
        } else {
            self.below_all(state, &name);
        }
        End { border: Some(own), ..End::at(name) }
    }

    /// A line into a box from above begins above its head, and so passes its top.
    fn keep_above(&mut self, (upper, lower, other): (&End, StateId, StateId)) {
        let around = self.picture.root.around(lower, other);
        let entered = around.child_with(lower).filter(|child| child.holds(lower));
        if let Some(entered) = entered {
            self.keep(upper.node.clone(), head(entered.id));
        }
    }

    /// Keeps a node below every leaf from which nothing leads further down in the same box.
    fn below_all(&mut self, state: &PictureState, name: &str) {
        let mut leaves = Vec::new();
        state.walk(&mut |inner, _| {
            if !inner.is_composite() {
                leaves.push(inner.id);
            }
        });
        for &leaf in &leaves {
            let falls =
                |from: StateId, to: StateId| from != to && !self.flow.rises(self.picture, from, to);
            let goes_on = self.leaving(leaf).any(|edge| {
                let mut targets = edge.targets.iter();
                targets.any(|&id| state.holds(id) && falls(leaf, id))
            });
            if !goes_on {
                self.keep(node(leaf), name.to_owned());
            }
        }
    }

    /// Keeps one node above another.
    fn keep(&mut self, upper: String, lower: String) {
        let (from, to) = (End::at(upper), End::at(lower));
        let draft =
            Draft { edge: None, nth: 0, from, to, up: false, label: None, weight: 1, seen: false };
        self.drafts.push(draft);
    }

    /// Lines from the heads: to where a state begins, and unseen ones that keep a head on top.
    fn heads(&mut self) {
        let root = &self.picture.root;
        let mut composites = vec![root];
        root.walk(&mut |state, _| composites.extend(state.is_composite().then_some(state)));
        for state in composites {
            let begins = if state.kind == Kind::Parallel { &[][..] } else { &state.initial };
            for target in begins.iter().filter_map(|&id| state.find(id)) {
                let to = self.begin(target);
                self.drafts.push(Draft {
                    edge: None,
                    nth: 0,
                    from: End { pinned: true, ..End::at(head(state.id)) },
                    to,
                    up: false,
                    label: None,
                    weight: 4,
                    seen: true,
                });
            }
            // The root has no head.
            for child in state.children.iter().filter(|_| state.id != root.id) {
                let within = |id: StateId| child.id == id || child.holds(id);
                let begun = begins.iter().any(|&id| within(id));
                let mut entering = self.entering.range(child.id..=child.last).flat_map(|one| one.1);
                let reached = entering.any(|edge| state.holds(edge.source) && !within(edge.source));
                if !begun && !reached {
                    self.keep(head(state.id), face(child));
                }
            }
        }
    }

    /// Where the line from a dot ends.
    fn begin(&mut self, target: &PictureState) -> End {
        if !target.is_composite() {
            return End::at(face(target));
        }
        if self.has_gates(target) {
            return self.gate(target, format!("{}b", node(target.id)), true);
        }
        End { border: Some(node(target.id)), ..End::at(head(target.id)) }
    }
}
