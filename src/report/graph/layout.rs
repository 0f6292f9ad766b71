//! Where everything of a picture lies. The crate `dagre` ranks and orders boxes and labels; what it
//! cannot do stands in `plan` (lines to and from boxes) and in `route` (the way of a line).

use std::collections::BTreeMap;

use dagre::graph::{Graph, GraphOptions};
use dagre::layout::types::LabelPos;
use dagre::{EdgeLabel, LayoutOptions, NodeLabel};

use super::label::Line;
use super::picture::{Picture, PictureEdge, PictureState};
use super::plan::{DOT, Draft, PAD, Plan, face, head, measure, node};
use super::route::{self, Frame, Raw};
use crate::chart::Kind;

/// The least distance between two ranks.
const GAP: f64 = 28.0;

/// A state where it lies.
pub(super) struct PlacedState<'p> {
    pub state: &'p PictureState,
    /// Whether it is a region of a parallel state.
    pub region: bool,
    pub frame: Frame,
    /// Where its text stands: the whole of a leaf, the head of a state with others in it.
    pub head: Frame,
    /// Its name first, then each transition that stays in it.
    pub blocks: Vec<Vec<Line>>,
    pub staying: Vec<&'p PictureEdge>,
}

/// A line with its arrow.
pub(super) struct PlacedEdge<'p> {
    /// The transition; none for the line from a dot.
    pub edge: Option<&'p PictureEdge>,
    /// Which of the transition's targets it leads to.
    pub nth: usize,
    pub points: Vec<(f64, f64)>,
    pub label: Option<(Frame, Vec<Line>)>,
}

/// The whole drawing.
pub(super) struct Layout<'p> {
    /// Outer states before inner ones.
    pub states: Vec<PlacedState<'p>>,
    pub edges: Vec<PlacedEdge<'p>>,
    /// Where the dots lie.
    pub dots: Vec<(f64, f64)>,
    /// The outer box.
    pub bounds: Frame,
}

/// Lays a picture out.
pub(super) fn layout(picture: &Picture) -> Layout<'_> {
    let plan = Plan::new(picture);
    placed(picture, &plan, &Graphed::new(&plan))
}

/// A plan laid out by `dagre`.
struct Graphed {
    graph: Graph<NodeLabel, EdgeLabel>,
}

impl Graphed {
    fn new(plan: &Plan<'_>) -> Self {
        let options = GraphOptions { directed: true, multigraph: true, compound: true };
        let mut graph = Graph::with_options(options);
        for node in &plan.nodes {
            let (width, height) = (node.width, node.height);
            let label = NodeLabel { width, height, ..NodeLabel::default() };
            graph.set_node(node.name.as_str(), Some(label));
        }
        for node in plan.nodes.iter().filter(|node| node.parent.is_some()) {
            graph.set_parent(&node.name, node.parent.as_deref());
        }
        for (index, draft) in plan.drafts.iter().enumerate() {
            let (width, height) = draft.label.as_ref().map_or((0.0, 0.0), |lines| {
                let (width, height) = measure(lines);
                (width + PAD, height + PAD)
            });
            let label = EdgeLabel {
                width,
                height,
                weight: draft.weight,
                labelpos: LabelPos::Center,
                ..EdgeLabel::default()
            };
            let (from, to) = draft.ends();
            graph.set_edge(from, to, Some(label), Some(&name(index)));
        }
        let options = LayoutOptions {
            nodesep: 36.0,
            edgesep: 24.0,
            ranksep: 2.0 * GAP,
            ..LayoutOptions::default()
        };
        dagre::layout(&mut graph, Some(options));
        Self { graph }
    }

    fn frame(&self, name: &str) -> Frame {
        let Some(label) = self.graph.node(name) else { return Frame::default() };
        Frame {
            x: label.x.unwrap_or(0.0),
            y: label.y.unwrap_or(0.0),
            width: label.width,
            height: label.height,
        }
    }

    /// A line as laid out, in its own direction.
    fn raw(&self, index: usize, draft: &Draft<'_>) -> Option<Raw> {
        let (from, to) = draft.ends();
        let label = self.graph.edge(from, to, Some(&name(index)))?;
        // The first and the last point are a guess at where the line meets the boxes.
        let inner = label.points.get(1..label.points.len().saturating_sub(1)).unwrap_or_default();
        let mut points: Vec<(f64, f64)> = inner.iter().map(|point| (point.x, point.y)).collect();
        if draft.up {
            points.reverse();
        }
        let at = label.x.zip(label.y);
        let (width, height) = (label.width, label.height);
        let at = at.filter(|_| draft.label.is_some()).map(|(x, y)| Frame { x, y, width, height });
        Some(Raw { from: draft.from.clone(), to: draft.to.clone(), points, label: at })
    }
}

fn name(index: usize) -> String {
    format!("e{index:06}")
}

fn placed<'p>(picture: &'p Picture, plan: &Plan<'p>, graphed: &Graphed) -> Layout<'p> {
    let root = &picture.root;
    let start = graphed.frame(&head(root.id));
    let mut dots = vec![(start.x, start.y)];
    let mut borders = BTreeMap::new();
    root.walk(&mut |state, _| {
        if state.is_composite() {
            borders.insert(node(state.id), graphed.frame(&node(state.id)));
        }
    });
    // Boxes span ranks and so lie in none.
    let within = plan.nodes.iter().filter(|node| !borders.contains_key(&node.name));
    let mut frames: BTreeMap<String, Frame> =
        within.map(|node| (node.name.clone(), graphed.frame(&node.name))).collect();
    let drafts = plan.drafts.iter().enumerate().filter(|(_, draft)| draft.seen);
    let (drawn, mut raws): (Vec<&Draft<'p>>, Vec<Raw>) =
        drafts.filter_map(|(index, draft)| Some((draft, graphed.raw(index, draft)?))).unzip();
    route::make_room(&mut raws, &mut frames, &mut borders);
    let mut states = Vec::new();
    root.walk(&mut |state, parent| {
        let mut head = frames.get(&face(state)).copied().unwrap_or_default();
        let frame = borders.get(&node(state.id)).copied().unwrap_or(head);
        if state.is_composite() && state.kind != Kind::Parallel {
            dots.push((head.x, head.bottom() - DOT / 2.0));
            head.height -= DOT;
            head.y -= DOT / 2.0;
        }
        let region = parent.kind == Kind::Parallel;
        let blocks = plan.blocks.get(&state.id).cloned().unwrap_or_default();
        let staying = plan.staying(state.id);
        states.push(PlacedState { state, region, frame, head, blocks, staying });
    });
    let routes = route::routes(&raws, &frames, &borders);
    let edges: Vec<PlacedEdge<'_>> = drawn
        .iter()
        .zip(&raws)
        .zip(routes)
        .map(|((draft, raw), points)| {
            let label = raw.label.zip(draft.label.clone());
            PlacedEdge { edge: draft.edge, nth: draft.nth, points, label }
        })
        .collect();
    let bounds = bounds(&states, &edges);
    Layout { states, edges, dots, bounds }
}

/// The outer box. A long line may leave the box of all states.
fn bounds(states: &[PlacedState<'_>], edges: &[PlacedEdge<'_>]) -> Frame {
    let (mut left, mut top) = (f64::INFINITY, f64::INFINITY);
    let (mut right, mut bottom) = (f64::NEG_INFINITY, f64::NEG_INFINITY);
    let mut take = |frame: &Frame| {
        left = left.min(frame.left());
        right = right.max(frame.right());
        top = top.min(frame.top());
        bottom = bottom.max(frame.bottom());
    };
    states.iter().for_each(|placed| take(&placed.frame));
    for edge in edges {
        edge.label.iter().for_each(|(frame, _)| take(frame));
        for &(x, y) in &edge.points {
            take(&Frame { x, y, width: DOT, height: DOT });
        }
    }
    if left > right {
        return Frame::default();
    }
    let (width, height) = (right - left, bottom - top);
    Frame { x: left + width / 2.0, y: top + height / 2.0, width, height }
}
