//! A picture as SVG, complete in itself: no style sheet, no font file, no script.

use std::fmt::Write;

use super::label::{CLOCK, Line, Tone};
use super::layout::{PlacedEdge, PlacedState, layout};
use super::picture::{Mark, Picture, PictureState};
use super::plan::{BLOCK_GAP, DOT, PAD, line_height, line_width, measure, size};
use super::route::Frame;
use crate::chart::Kind;
use crate::ident::Id;
use crate::lang::marked;

/// How many states and transitions together a drawing may have: the time of its layout grows faster
/// than their number, and nobody reads more on one page.
pub const MOST_LAID_OUT: usize = 1_000;

/// The fonts in which the texts are set, the first that there is.
const FONTS: &str = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei',sans-serif";
/// The blank around the drawing.
const MARGIN: f64 = 24.0;
/// The room for the title above it.
const TITLE: f64 = 44.0;
/// The radius of a line's corners.
const CORNER: f64 = 7.0;
const INK: &str = "#1f2933";
const FAINT: &str = "#6b7785";

/// The picture as a complete SVG document.
pub fn svg(picture: &Picture) -> String {
    let layout = layout(picture);
    let heading = Line { text: picture.title.clone(), tone: Tone::Title };
    let cited = Line { text: picture.cited.clone(), tone: Tone::Plain };
    let least = (line_width(&heading) * 1.3).max(line_width(&cited)) + 2.0 * MARGIN;
    let width = (layout.bounds.width + 2.0 * MARGIN).max(least);
    let height = layout.bounds.height + 2.0 * MARGIN + TITLE;
    let mut out = Drawing { out: String::new(), picture };
    let title = escape(&picture.title);
    out.line(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
         viewBox=\"0 0 {width:.0} {height:.0}\" font-family=\"{FONTS}\" role=\"img\">"
    ));
    out.line(&format!("<title>{title}</title>"));
    out.line(&format!("<rect width=\"{width:.0}\" height=\"{height:.0}\" fill=\"#ffffff\"/>"));
    out.line(&format!(
        "<text x=\"{MARGIN}\" y=\"34\" font-size=\"18\" font-weight=\"bold\" fill=\"{INK}\">{title}</text>"
    ));
    out.line(&format!(
        "<text x=\"{MARGIN}\" y=\"54\" font-size=\"12\" fill=\"{FAINT}\">{}</text>",
        escape(&picture.cited)
    ));
    let (x, y) = (MARGIN - layout.bounds.left(), MARGIN + TITLE - layout.bounds.top());
    out.line(&format!("<g transform=\"translate({x:.1} {y:.1})\">"));
    for placed in layout.states.iter().filter(|placed| placed.state.is_composite()) {
        out.composite(placed);
    }
    for edge in &layout.edges {
        out.edge(edge);
    }
    for edge in &layout.edges {
        out.edge_label(edge);
    }
    for placed in &layout.states {
        out.state(placed);
    }
    for (x, y) in &layout.dots {
        out.line(&format!(
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{:.1}\" fill=\"{INK}\"/>",
            DOT / 2.0 - 1.0
        ));
    }
    out.line("</g>");
    out.line("</svg>");
    out.out
}

struct Drawing<'p> {
    out: String,
    picture: &'p Picture,
}

/// The colours and the stroke of a mark: line, fill, text, width.
fn look(mark: Mark) -> (&'static str, &'static str, &'static str, f64) {
    match mark {
        Mark::Plain => ("#52606d", "#f5f8fc", INK, 1.3),
        Mark::Visited => (INK, "#e8f1fb", INK, 3.0),
        Mark::NeverCovered => ("#c2402d", "#fde8e5", "#8f2417", 2.0),
        Mark::Covered => ("#3c8d5a", "#e7f4ec", "#1f4d31", 1.5),
        Mark::Partly => ("#b7860b", "#fdf3d8", "#6b4e05", 1.5),
        Mark::Changed => ("#b45309", "#fef3c7", "#7c2d12", 2.0),
    }
}

impl Drawing<'_> {
    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn rect(&mut self, frame: &Frame, radius: f64, style: &str) {
        self.line(&format!(
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"{radius:.0}\" {style}/>",
            frame.left(), frame.top(), frame.width, frame.height
        ));
    }

    /// The box of a state with others in it; dashed where it is a region.
    fn composite(&mut self, placed: &PlacedState<'_>) {
        let (stroke, _, _, width) = look(placed.state.mark);
        let dashed = if placed.region { " stroke-dasharray=\"7 5\"" } else { "" };
        let style = format!(
            "fill=\"#eef2f7\" fill-opacity=\"0.55\" stroke=\"{stroke}\" stroke-width=\"{width}\"{dashed}"
        );
        self.rect(&placed.frame, 12.0, &style);
    }

    /// A leaf with its box, or the text of a state with others in it.
    fn state(&mut self, placed: &PlacedState<'_>) {
        let state = placed.state;
        let (stroke, fill, ink, width) = look(state.mark);
        self.open('s', state.id, "state", &tooltip(state));
        if state.kind.is_history() {
            self.history(placed, stroke, width);
            self.line("</g>");
            return;
        }
        if !state.is_composite() {
            let dashed = if placed.region { " stroke-dasharray=\"7 5\"" } else { "" };
            let style =
                format!("fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"{width}\"{dashed}");
            self.rect(&placed.frame, 9.0, &style);
            if state.kind == Kind::Final {
                let inner = Frame {
                    width: placed.frame.width - 7.0,
                    height: placed.frame.height - 7.0,
                    ..placed.frame
                };
                let style = format!("fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{width}\"");
                self.rect(&inner, 6.0, &style);
            }
        }
        let mut top = placed.head.top() + PAD;
        let mut blocks = placed.blocks.iter();
        if let Some(block) = blocks.next() {
            self.lines(block, placed.head.x, top, ink);
            top += measure(block).1;
        }
        self.line("</g>");
        let picture = self.picture;
        for (block, edge) in blocks.zip(&placed.staying) {
            self.open('t', edge.id, "transition", &edge.label.whole(picture.lang));
            let y = top + BLOCK_GAP / 2.0;
            self.line(&format!(
                "<path d=\"M{:.1} {y:.1}H{:.1}\" stroke=\"{stroke}\" stroke-width=\"0.6\"/>",
                placed.head.left() + 6.0,
                placed.head.right() - 6.0
            ));
            top += BLOCK_GAP;
            self.lines(block, placed.head.x, top, look(edge.mark).2);
            top += measure(block).1;
            self.line("</g>");
        }
    }

    /// Opens the group of a state or a transition, with what is told where it is pointed at.
    fn open(&mut self, kind: char, id: impl Id, class: &str, told: &str) {
        let name = escape(&self.picture.name);
        self.line(&format!("<g id=\"{name}-{kind}{}\" class=\"{class}\">", id.index()));
        self.line(&format!("<title>{}</title>", escape(told)));
    }

    fn history(&mut self, placed: &PlacedState<'_>, stroke: &str, width: f64) {
        let Frame { x, y, width: across, .. } = placed.frame;
        let sign = if placed.state.kind == Kind::DeepHistory { "H*" } else { "H" };
        self.line(&format!(
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{:.1}\" fill=\"#ffffff\" stroke=\"{stroke}\" stroke-width=\"{width}\"/>",
            across / 2.0 - 1.0
        ));
        self.line(&format!(
            "<text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\" font-size=\"13\" font-weight=\"bold\" fill=\"{INK}\">{sign}</text>",
            y + 4.7
        ));
    }

    fn edge(&mut self, placed: &PlacedEdge<'_>) {
        let Some(&last) = placed.points.last() else { return };
        let (stroke, _, _, width) = look(placed.edge.map_or(Mark::Plain, |edge| edge.mark));
        let path = rounded(&placed.points);
        self.line(&format!(
            "<path d=\"{path}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{width}\"/>"
        ));
        // The arrow points where the last piece leads: most often down or up, into a box's side from
        // beside it.
        let apart = |point: &&(f64, f64)| (point.0 - last.0).hypot(point.1 - last.1) > 0.05;
        let before =
            placed.points.iter().rev().find(apart).copied().unwrap_or((last.0, last.1 - 1.0));
        let length = (last.0 - before.0).hypot(last.1 - before.1);
        let (dx, dy) = ((last.0 - before.0) / length, (last.1 - before.1) / length);
        let (back_x, back_y) = (last.0 - 10.0 * dx, last.1 - 10.0 * dy);
        self.line(&format!(
            "<path d=\"M{:.1} {:.1}L{:.1} {:.1}L{:.1} {:.1}Z\" fill=\"{stroke}\"/>",
            last.0,
            last.1,
            back_x - 4.5 * dy,
            back_y - 4.5 * dx,
            back_x + 4.5 * dy,
            back_y + 4.5 * dx
        ));
    }

    fn edge_label(&mut self, placed: &PlacedEdge<'_>) {
        let (Some((frame, lines)), Some(edge)) = (&placed.label, placed.edge) else { return };
        let (_, _, ink, _) = look(edge.mark);
        if placed.nth == 0 {
            self.open('t', edge.id, "transition", &edge.label.whole(self.picture.lang));
        } else {
            self.line("<g>");
        }
        self.rect(frame, 4.0, "fill=\"#ffffff\" stroke=\"#d5dce4\" stroke-width=\"0.7\"");
        self.lines(lines, frame.x, frame.top() + PAD / 2.0, ink);
        self.line("</g>");
    }

    /// Lines one below the other, centred at `x`.
    fn lines(&mut self, lines: &[Line], x: f64, mut top: f64, ink: &str) {
        for line in lines {
            let size = size(line.tone);
            let baseline = top + size * 1.08;
            let (weight, fill) = match line.tone {
                Tone::Title => (" font-weight=\"bold\"", ink),
                Tone::Plain => ("", ink),
                Tone::Faint => ("", FAINT),
            };
            let (text, x, anchor) = match line.text.strip_prefix(CLOCK) {
                Some(text) => {
                    let left = x - line_width(line) / 2.0;
                    self.clock(left + 5.0, top + size * 0.7, fill);
                    (text.trim_start(), left + size * 1.2, "start")
                }
                None => (line.text.as_str(), x, "middle"),
            };
            self.line(&format!(
                "<text x=\"{x:.1}\" y=\"{baseline:.1}\" text-anchor=\"{anchor}\" font-size=\"{size:.0}\"{weight} fill=\"{fill}\">{}</text>",
                escape(text)
            ));
            top += line_height(line);
        }
    }

    /// A clock, drawn: not every font has its sign.
    fn clock(&mut self, x: f64, y: f64, ink: &str) {
        self.line(&format!(
            "<g fill=\"none\" stroke=\"{ink}\" stroke-width=\"1.2\"><circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"5\"/>\
             <path d=\"M{x:.1} {:.1}V{y:.1}H{:.1}\"/></g>",
            y - 3.2, x + 2.6
        ));
    }
}

/// The path through points, with round corners.
fn rounded(points: &[(f64, f64)]) -> String {
    let mut corners: Vec<(f64, f64)> = Vec::with_capacity(points.len());
    for &point in points {
        let near = |one: f64, two: f64| (one - two).abs() < 0.05;
        if corners.last().is_some_and(|last| near(last.0, point.0) && near(last.1, point.1)) {
            continue;
        }
        if let [.., before, last] = corners[..]
            && (near(before.0, last.0) && near(last.0, point.0)
                || near(before.1, last.1) && near(last.1, point.1))
        {
            corners.pop();
        }
        corners.push(point);
    }
    let mut path = String::new();
    for (place, &(x, y)) in corners.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|at| corners.get(at));
        match (before, corners.get(place + 1)) {
            (Some(&from), Some(&to)) => {
                let ((x0, y0), (x1, y1)) = (beside((x, y), from), beside((x, y), to));
                let _ = write!(path, "L{x0:.1} {y0:.1}Q{x:.1} {y:.1} {x1:.1} {y1:.1}");
            }
            (None, _) => {
                let _ = write!(path, "M{x:.1} {y:.1}");
            }
            (_, None) => {
                let _ = write!(path, "L{x:.1} {y:.1}");
            }
        }
    }
    path
}

/// The place on the way from a corner where its rounding ends.
fn beside(corner: (f64, f64), to: (f64, f64)) -> (f64, f64) {
    let (dx, dy) = (to.0 - corner.0, to.1 - corner.1);
    let length = dx.hypot(dy).max(0.1);
    let part = (CORNER / length).min(0.5);
    (corner.0 + dx * part, corner.1 + dy * part)
}

/// Everything that is said of a state, shown where it is pointed at.
fn tooltip(state: &PictureState) -> String {
    let mut parts = vec![state.name.clone(), state.title.clone()];
    parts.extend(state.timers.iter().cloned());
    parts.push(state.cited.clone());
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

/// The text as XML; characters that XML cannot hold are left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in marked(text).chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            other if other.is_control() => {}
            other => out.push(other),
        }
    }
    out
}
