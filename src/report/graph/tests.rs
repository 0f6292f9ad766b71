//! Tests of drawings, on a picture made by hand and on the bundles that come with the product.

use std::collections::BTreeMap;
use std::path::Path;

use super::layout::layout;
use super::picture::priority;
use super::route::Frame;
use super::*;
use crate::chart::{Builder, EventId, Kind, StateId, TransitionDraft, TransitionId, Trigger};
use crate::ident::Id;
use crate::lang::Lang;

fn state(id: usize, kind: Kind, children: Vec<PictureState>) -> PictureState {
    let initial = if kind == Kind::Compound {
        children.iter().map(|child| child.id).take(1).collect()
    } else {
        Vec::new()
    };
    PictureState {
        id: StateId::new(id),
        last: children.last().map_or(StateId::new(id), |child| child.last),
        name: format!("n{id}"),
        title: format!("标题{id}"),
        kind,
        cited: String::new(),
        timers: Vec::new(),
        initial,
        children,
        mark: Mark::Plain,
    }
}

fn edge(id: usize, source: usize, targets: &[usize]) -> PictureEdge {
    PictureEdge {
        id: TransitionId::new(id),
        source: StateId::new(source),
        targets: targets.iter().map(|&target| StateId::new(target)).collect(),
        label: Label {
            priority: None,
            title: format!("事件{id}"),
            by: None,
            guards: Vec::new(),
            timer: None,
            floor: None,
            cited: String::new(),
        },
        mark: Mark::Plain,
    }
}

/// A parallel state with a history between two others; lines lead in, out, back and to oneself.
fn sample() -> Picture {
    use Kind::{Atomic, Compound, Final, Parallel, ShallowHistory};
    let leaf = |id| state(id, Atomic, Vec::new());
    let one = state(3, Compound, vec![leaf(4), leaf(5), state(6, ShallowHistory, Vec::new())]);
    let two = state(7, Compound, vec![leaf(8), state(9, Final, Vec::new())]);
    let both = state(2, Parallel, vec![one, two]);
    let root = state(0, Compound, vec![leaf(1), both, leaf(10), state(11, Final, Vec::new())]);
    let edges = [
        (1, &[2][..]),
        (1, &[5, 9]),
        (2, &[10]),
        (2, &[1]),
        (2, &[]),
        (10, &[6]),
        (10, &[2]),
        (4, &[5]),
        (5, &[4]),
        (5, &[3]),
        (5, &[5]),
        (6, &[4]),
        (8, &[9]),
        (3, &[11]),
        (10, &[11]),
    ];
    let edges = edges.iter().enumerate();
    Picture {
        name: "样例".into(),
        title: "样例".into(),
        cited: String::new(),
        lang: Lang::Zh,
        root,
        edges: edges.map(|(id, (source, targets))| edge(id, *source, targets)).collect(),
    }
}

/// The sample and every machine of every bundle that comes with the product, in both languages.
fn pictures() -> Vec<Picture> {
    let mut found = vec![sample()];
    let policy = Path::new(env!("CARGO_MANIFEST_DIR")).join("policy");
    for entry in std::fs::read_dir(policy).unwrap() {
        let folder = entry.unwrap().path();
        if !folder.join("policy.ron").is_file() {
            continue;
        }
        let (bundle, ..) =
            crate::policy::read::read_bundle(&crate::source::Disk, &folder, Default::default());
        let (program, _) = crate::program::compile(&bundle.unwrap());
        let program = program.unwrap();
        for machine in program.machines.ids() {
            for lang in [Lang::Zh, Lang::En] {
                found.push(picture(&program, machine, lang));
            }
        }
    }
    found
}

#[test]
fn every_state_and_transition_is_drawn_once() {
    for picture in pictures() {
        let (svg, dot, mermaid) = (svg(&picture), dot(&picture), mermaid(&picture));
        let count = |text: &str, wanted: &str| text.matches(wanted).count();
        let mut states = 0;
        picture.root.walk(&mut |state, _| {
            states += 1;
            let id = state.id.index();
            assert_eq!(count(&svg, &format!("<g id=\"{}-s{id}\"", picture.name)), 1);
            assert_eq!(
                count(&mermaid, &format!("\" as s{id}\n"))
                    + count(&mermaid, &format!("\" as s{id} {{\n")),
                1
            );
            let begins = |line: &&str| line.trim_start().starts_with(&format!("s{id} ["));
            let drawn =
                dot.lines().filter(begins).count() + count(&dot, &format!("cluster_s{id} {{"));
            assert_eq!(drawn, 1, "{} s{id}", picture.name);
        });
        assert_eq!(count(&svg, "class=\"state\""), states);
        for edge in &picture.edges {
            let id = edge.id.index();
            assert_eq!(count(&svg, &format!("<g id=\"{}-t{id}\"", picture.name)), 1);
        }
        assert_eq!(count(&svg, "class=\"transition\""), picture.edges.len());
        // One line for each target; what stays in a state with others in it is a box in it.
        let boxed = |edge: &PictureEdge| {
            edge.stays() && picture.root.find(edge.source).is_some_and(PictureState::is_composite)
        };
        let (boxes, lines): (Vec<_>, Vec<_>) = picture.edges.iter().partition(|edge| boxed(edge));
        for edge in boxes {
            let name = format!("s{}t{}", edge.source.index(), edge.id.index());
            assert_eq!(count(&mermaid, &format!("\" as {name}\n")), 1);
            assert_eq!(count(&dot, &format!(" {name} [")), 1);
        }
        let lines: usize = lines.iter().map(|edge| edge.targets.len().max(1)).sum();
        let arrows = |text: &str, label: &str| {
            text.lines().filter(|line| line.contains("-> ") && line.contains(label)).count()
        };
        assert_eq!(arrows(&mermaid, " : "), lines);
        assert_eq!(arrows(&dot, " [label="), lines);
    }
}

#[test]
fn the_same_picture_gives_the_same_bytes() {
    let (one, two) = (pictures(), pictures());
    assert_eq!(one, two);
    for (one, two) in one.iter().zip(&two) {
        assert_eq!(svg(one), svg(two));
        assert_eq!(dot(one), dot(two));
        assert_eq!(mermaid(one), mermaid(two));
    }
}

#[test]
fn boxes_and_labels_lie_apart_and_no_line_crosses_them() {
    for picture in pictures() {
        assert_readable(&picture);
    }
}

fn assert_readable(picture: &Picture) {
    let layout = layout(picture);
    let mut boxes: Vec<(String, Frame)> = Vec::new();
    for placed in &layout.states {
        boxes.push((format!("s{}", placed.state.id.index()), placed.head));
    }
    for placed in &layout.edges {
        if let (Some(edge), Some((frame, _))) = (placed.edge, &placed.label) {
            boxes.push((format!("t{} {}", edge.id.index(), placed.nth), *frame));
        }
    }
    for (index, (name, one)) in boxes.iter().enumerate() {
        for (other, two) in &boxes[index + 1..] {
            let apart = one.right() <= two.left() + 0.1
                || two.right() <= one.left() + 0.1
                || one.bottom() <= two.top() + 0.1
                || two.bottom() <= one.top() + 0.1;
            assert!(apart, "{}: {name} covers {other}", picture.name);
        }
    }
    for placed in &layout.edges {
        let own = placed.edge.map(|edge| format!("t{} {}", edge.id.index(), placed.nth));
        for pair in placed.points.windows(2) {
            let [from, to] = pair else { continue };
            for (name, frame) in boxes.iter().filter(|(name, _)| Some(name) != own.as_ref()) {
                let crosses = from.0.max(to.0) > frame.left() + 0.2
                    && from.0.min(to.0) < frame.right() - 0.2
                    && from.1.max(to.1) > frame.top() + 0.2
                    && from.1.min(to.1) < frame.bottom() - 0.2;
                assert!(!crosses, "{}: line {own:?} crosses {name}", picture.name);
            }
        }
        // Its label lies on what is seen of the line.
        if let Some((frame, _)) = &placed.label {
            let on = placed.points.windows(2).any(|pair| {
                let [from, to] = pair else { return false };
                (from.0 - frame.x).abs() < 0.2
                    && from.1.min(to.1) <= frame.top() + 0.2
                    && from.1.max(to.1) >= frame.bottom() - 0.2
            });
            assert!(on, "{}: the label of {own:?} lies beside its line", picture.name);
        }
    }
}

#[test]
fn inner_states_lie_in_their_boxes_and_braces() {
    let picture = sample();
    let layout = layout(&picture);
    let frames: BTreeMap<_, _> =
        layout.states.iter().map(|placed| (placed.state.id, placed.frame)).collect();
    picture.root.walk(&mut |state, parent| {
        let (Some(inner), Some(outer)) = (frames.get(&state.id), frames.get(&parent.id)) else {
            return;
        };
        assert!(inner.left() > outer.left() && inner.right() < outer.right());
        assert!(inner.top() > outer.top() && inner.bottom() < outer.bottom());
    });
    let text = mermaid(&picture);
    let open = text.find("as s3 {").unwrap();
    let regions = text[open..].find("--\n").unwrap();
    assert!(text[open..open + regions].contains("as s6"), "{text}");
    assert!(text[open + regions..].contains("as s7 {"));
    assert!(dot(&picture).contains("style=\"rounded,dashed\""));
}

#[test]
fn what_each_format_reads_as_its_own_is_escaped() {
    let mut picture = sample();
    picture.title = "<\"&\\>".into();
    picture.root.children[0].title = "a <b> & \"c\" \\ ; : # {d}\u{1}".into();
    let svg = svg(&picture);
    assert!(svg.contains("a &lt;b&gt; &amp; &quot;c&quot; \\ ; : # {d}\\u{1}<"), "{svg}");
    assert!(svg.contains("<title>&lt;&quot;&amp;\\&gt;</title>"));
    assert!(dot(&picture).contains("a <b> & \\\"c\\\" \\\\ ; : # {d}\\\\u{1}"));
    let mermaid = mermaid(&picture);
    assert!(
        mermaid.contains(
            "state \"a #60;b#62; #38; #34;c#34; #92; #59; #58; #35; #123;d#125;#92;u#123;1#125;\" as s1"
        ),
        "{mermaid}"
    );
    assert!(mermaid.contains("title: \"<\\\"&\\\\>\""));
}

#[test]
fn transitions_that_hear_one_event_are_numbered() {
    let mut builder = Builder::new();
    let root = builder.root();
    let source = builder.state(root, Kind::Atomic);
    let [a, b] = [0, 1].map(EventId::new);
    let triggers = [
        Trigger::Events(vec![a]),
        Trigger::Events(vec![b]),
        Trigger::Events(vec![a, b]),
        Trigger::Eventless,
        Trigger::Any,
    ];
    for trigger in triggers {
        builder.transition(TransitionDraft {
            source,
            trigger,
            targets: Vec::new(),
            internal: false,
            exclusive: false,
        });
    }
    let chart = builder.build().unwrap();
    let turns: Vec<_> = chart.transitions().map(|id| priority(&chart, id)).collect();
    assert_eq!(turns, [Some(1), Some(1), Some(2), None, Some(4)]);
}

#[test]
fn a_label_tells_few_conditions_of_many() {
    let mut label = edge(0, 1, &[2]).label;
    label.guards = (1..=6).map(|number| format!("条件{number}")).collect();
    label.priority = Some(2);
    let texts: Vec<_> = label.parts(Lang::Zh).into_iter().map(|line| line.text).collect();
    assert_eq!(texts, ["2. 事件0", "〔条件1〕", "〔条件2〕", "〔条件3〕", "……共6项条件"]);
    assert!(label.whole(Lang::Zh).contains("〔条件6〕"));
}

/// A picture of nested states with lines between any of them, the same for each number.
fn scattered(number: u64) -> Picture {
    let mut seed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = move |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % below as u64).unwrap()
    };
    fn grown(id: &mut usize, depth: usize, next: &mut impl FnMut(usize) -> usize) -> PictureState {
        let own = *id;
        *id += 1;
        let count = if depth == 0 { 0 } else { next(4) };
        let children: Vec<PictureState> = (0..count).map(|_| grown(id, depth - 1, next)).collect();
        let kind = match (children.len(), next(4)) {
            (0, _) => Kind::Atomic,
            (2.., 0) => Kind::Parallel,
            _ => Kind::Compound,
        };
        state(own, kind, children)
    }
    let mut id = 1;
    let children = (0..2 + next(2)).map(|_| grown(&mut id, 3, &mut next)).collect();
    let root = state(0, Kind::Compound, children);
    let edges = (0..next(8)).map(|at| {
        let (source, target) = (1 + next(id - 1), 1 + next(id - 1));
        edge(at, source, &[target])
    });
    let edges = edges.collect();
    let (name, title, cited) = ("x".to_owned(), "x".to_owned(), String::new());
    Picture { name, title, cited, lang: Lang::En, root, edges }
}

/// An arrow begins and ends at the border of its states, or inside where one holds the other or
/// where its label lies in the box; never in empty space.
#[test]
fn no_arrow_begins_or_ends_in_empty_space() {
    let within = |frame: &Frame, (x, y): (f64, f64), by: f64| {
        x > frame.left() - by
            && x < frame.right() + by
            && y > frame.top() - by
            && y < frame.bottom() + by
    };
    let mut wrong = Vec::new();
    let scattered = (1..120).map(scattered);
    for (number, picture) in pictures().into_iter().chain(scattered).enumerate() {
        let layout = layout(&picture);
        let frame = |id: StateId| {
            let placed = layout.states.iter().find(|placed| placed.state.id == id).unwrap();
            placed.frame
        };
        for placed in &layout.edges {
            let Some(edge) = placed.edge else { continue };
            let mut targets = edge.targets.iter().filter(|&&target| target != edge.source);
            let target = *targets.nth(placed.nth).unwrap();
            let holds = |outer: StateId, inner: StateId| {
                picture.root.find(outer).is_some_and(|state| state.holds(inner))
            };
            let near = holds(edge.source, target) || holds(target, edge.source);
            let ends = [
                (edge.source, *placed.points.first().unwrap()),
                (target, *placed.points.last().unwrap()),
            ];
            for (state, point) in ends {
                let frame = frame(state);
                let labelled = placed
                    .label
                    .as_ref()
                    .is_some_and(|(label, _)| within(&frame, (label.x, label.y), 0.0));
                let inside = within(&frame, point, -0.6);
                if !within(&frame, point, 0.6) || (inside && !near && !labelled) {
                    let (edge, state) = (edge.id.index(), state.index());
                    wrong.push(format!(
                        "{number} {}: t{edge} at s{state} {point:?} {frame:?}",
                        picture.name
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}
