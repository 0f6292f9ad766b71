//! The timeline as a picture: the years from left to right, before above after in each lane.

use std::fmt::Write;

use super::sheet::{Drawn, Lane, Sheet, Span};
use crate::calendar::Day;
use crate::lang::{Lang, Phrase, display_width};
use crate::report::markup::html_text;

const FONTS: &str = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei',sans-serif";
const WIDTH: f64 = 1120.0;
const MARGIN: f64 = 28.0;
/// The height of a lane.
const LANE: f64 = 46.0;
/// The height of a heading.
const HEADING: f64 = 34.0;
/// How thick a stretch is.
const THICK: f64 = 12.0;
/// The width of a column of a text in the small letters.
const COLUMN: f64 = 6.3;
const INK: &str = "#1f2933";
const FAINT: &str = "#6b7785";
/// The stroke and the wait of each side.
const COLOURS: [(&str, &str); 2] = [("#8593a3", "#dfe5eb"), ("#2563eb", "#d3e2fd")];

/// The picture.
pub fn svg(sheet: &Sheet<'_>, drawn: &Drawn, lang: Lang) -> String {
    let labels = drawn.lanes.iter().flat_map(|lanes| &lanes.lanes);
    let widest = labels.map(|lane| width_of(&lane.label)).fold(60.0, f64::max).min(300.0);
    let lanes: usize = drawn.lanes.iter().map(|lanes| lanes.lanes.len()).sum();
    let top = 104.0;
    let height = top
        + HEADING * count(drawn.lanes.len())
        + LANE * count(lanes)
        + 24.0
        + 20.0 * count(drawn.notes.len());
    let axis = Axis { left: MARGIN + widest + 16.0, first: first_day(sheet, drawn), sheet };
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH:.0}\" height=\"{height:.0}\" \
         viewBox=\"0 0 {WIDTH:.0} {height:.0}\" font-family=\"{FONTS}\" role=\"img\">\n\
         <title>{0}</title>\n<rect width=\"{WIDTH:.0}\" height=\"{height:.0}\" fill=\"#ffffff\"/>\n\
         <text x=\"{MARGIN}\" y=\"36\" font-size=\"17\" font-weight=\"bold\" fill=\"{INK}\">{0}</text>\n",
        html_text(&drawn.title)
    );
    legend(&mut out, lang);
    let bottom = height - 16.0 - 20.0 * count(drawn.notes.len());
    axis.grid(&mut out, top, bottom);
    for (day, label) in &drawn.marks {
        axis.mark(&mut out, *day, label, (top, bottom));
    }
    let mut y = top + 4.0;
    for lanes in &drawn.lanes {
        y += HEADING;
        let _ = writeln!(
            out,
            "<text x=\"{MARGIN}\" y=\"{:.1}\" font-size=\"13\" font-weight=\"bold\" fill=\"{INK}\" \
             stroke=\"#ffffff\" stroke-width=\"4\" paint-order=\"stroke\">{}</text>",
            y - 10.0,
            html_text(&lanes.heading)
        );
        for lane in &lanes.lanes {
            axis.lane(&mut out, lane, y);
            y += LANE;
        }
    }
    for (at, note) in drawn.notes.iter().enumerate() {
        let y = bottom + 18.0 + 20.0 * count(at);
        let _ = writeln!(
            out,
            "<text x=\"{MARGIN}\" y=\"{y:.1}\" font-size=\"12\" fill=\"{FAINT}\">{}</text>",
            html_text(note)
        );
    }
    out.push_str("</svg>\n");
    out
}

fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(0.0, f64::from)
}

fn width_of(text: &str) -> f64 {
    count(display_width(text)) * COLUMN
}

/// What the colours say.
fn legend(out: &mut String, lang: Lang) {
    let mut x = MARGIN;
    for (phrase, (colour, _)) in
        [Phrase::ColumnBefore, Phrase::ColumnAfter].into_iter().zip(COLOURS)
    {
        let text = phrase.plain(lang);
        let _ = writeln!(
            out,
            "<rect x=\"{x:.1}\" y=\"53\" width=\"22\" height=\"10\" rx=\"3\" fill=\"{colour}\"/>\
             <text x=\"{:.1}\" y=\"62\" font-size=\"12\" fill=\"{INK}\">{}</text>",
            x + 28.0,
            html_text(text)
        );
        x += 28.0 + width_of(text) + 28.0;
    }
    let text = Phrase::TimelineLegendWait.plain(lang);
    let [(_, before), (_, after)] = COLOURS;
    let _ = writeln!(
        out,
        "<rect x=\"{x:.1}\" y=\"53\" width=\"11\" height=\"10\" fill=\"{before}\"/>\
         <rect x=\"{:.1}\" y=\"53\" width=\"11\" height=\"10\" fill=\"{after}\"/>\
         <text x=\"{:.1}\" y=\"62\" font-size=\"12\" fill=\"{INK}\">{}</text>",
        x + 11.0,
        x + 28.0,
        html_text(text)
    );
    x += 28.0 + width_of(text) + 28.0;
    let text = Phrase::TimelineLegendFaint.plain(lang);
    let _ = writeln!(
        out,
        "<circle cx=\"{:.1}\" cy=\"58\" r=\"5\" fill=\"#ffffff\" stroke=\"{FAINT}\" stroke-width=\"1.6\"/>\
         <text x=\"{:.1}\" y=\"62\" font-size=\"12\" fill=\"{INK}\">{}</text>",
        x + 6.0,
        x + 18.0,
        html_text(text)
    );
}

/// The first day of the picture: of the year in which the first of what is shown begins.
fn first_day(sheet: &Sheet<'_>, drawn: &Drawn) -> Day {
    // What was in force long before is not looked at from its first day.
    let spans = drawn.lanes.iter().skip(1).flat_map(|lanes| &lanes.lanes);
    let spans = spans.flat_map(|lane| lane.sides.iter().flatten());
    let first = spans.map(|span| span.from).min().unwrap_or(sheet.from).min(sheet.from);
    Day::ymd(first.year(), 1, 1).unwrap_or(first)
}

struct Axis<'s> {
    left: f64,
    first: Day,
    sheet: &'s Sheet<'s>,
}

impl Axis<'_> {
    fn right(&self) -> f64 {
        WIDTH - MARGIN
    }
    /// Where a day lies; what lies before the first or after the last, at the edge.
    fn x(&self, day: Day) -> f64 {
        let days = |from: Day, to: Day| i32::try_from(from.days_until(to)).map_or(0.0, f64::from);
        let whole = days(self.first, self.sheet.until).max(1.0);
        let part = days(self.first, day) / whole;
        self.left + part.clamp(0.0, 1.0) * (self.right() - self.left)
    }
    fn grid(&self, out: &mut String, top: f64, bottom: f64) {
        let (first, last) = (self.first.year(), self.sheet.until.year());
        let step = ((last - first) / 14 + 1).max(1);
        for year in first..=last {
            let Some(day) = Day::ymd(year, 1, 1) else { continue };
            let (x, next) =
                (self.x(day), Day::ymd(year, 12, 31).map_or(self.right(), |day| self.x(day)));
            if day >= self.first {
                let _ = writeln!(
                    out,
                    "<line x1=\"{x:.1}\" y1=\"{top:.1}\" x2=\"{x:.1}\" y2=\"{bottom:.1}\" stroke=\"#e7ecf1\"/>"
                );
            }
            if (year - first) % step == 0 && next - x > 34.0 {
                let _ = writeln!(
                    out,
                    "<text x=\"{:.1}\" y=\"{:.1}\" font-size=\"12\" fill=\"{FAINT}\" text-anchor=\"middle\">{year}</text>",
                    f64::midpoint(x, next),
                    top - 8.0
                );
            }
        }
    }
    /// A day on which something begins to have effect.
    fn mark(&self, out: &mut String, day: Day, label: &str, (top, bottom): (f64, f64)) {
        if day < self.first || day > self.sheet.until {
            return;
        }
        let x = self.x(day);
        let _ = writeln!(
            out,
            "<line x1=\"{x:.1}\" y1=\"{top:.1}\" x2=\"{x:.1}\" y2=\"{bottom:.1}\" stroke=\"#b45309\" \
             stroke-width=\"1.4\" stroke-dasharray=\"5 4\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" font-size=\"11\" fill=\"#b45309\">{}</text>",
            x + 5.0,
            top + 12.0,
            html_text(label)
        );
    }
    fn lane(&self, out: &mut String, lane: &Lane, y: f64) {
        let _ = writeln!(
            out,
            "<text x=\"{:.1}\" y=\"{:.1}\" font-size=\"12\" fill=\"{INK}\" text-anchor=\"end\">{}</text>",
            self.left - 14.0,
            y + 22.0,
            html_text(&clipped(&lane.label, self.left - MARGIN - 14.0))
        );
        for (at, (side, colours)) in lane.sides.iter().zip(COLOURS).enumerate() {
            for span in side {
                if span.from <= self.sheet.until
                    && span.waits.or(span.to).unwrap_or(span.from) >= self.first
                {
                    self.span(out, span, y + 4.0 + 19.0 * count(at), colours);
                }
            }
        }
    }
    fn span(&self, out: &mut String, span: &Span, y: f64, (colour, wait): (&str, &str)) {
        let (from, middle) = (self.x(span.from), y + THICK / 2.0);
        let Some(to) = span.to else {
            let fill = if span.faint { "#ffffff" } else { colour };
            let _ = writeln!(
                out,
                "<circle cx=\"{from:.1}\" cy=\"{middle:.1}\" r=\"5.5\" fill=\"{fill}\" stroke=\"{colour}\" stroke-width=\"1.8\"/>"
            );
            self.label(out, &span.label, (from, 0.0, from + 9.0), y);
            return;
        };
        let mut end = self.x(to);
        let inner = end - from;
        if let Some(waits) = span.waits.filter(|waits| *waits > to) {
            let until = self.x(waits);
            let _ = writeln!(
                out,
                "<rect x=\"{end:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{THICK}\" fill=\"{wait}\"/>",
                (until - end).max(0.0)
            );
            if waits <= self.sheet.until {
                let _ = writeln!(
                    out,
                    "<line x1=\"{until:.1}\" y1=\"{:.1}\" x2=\"{until:.1}\" y2=\"{:.1}\" stroke=\"{colour}\" stroke-width=\"2\"/>",
                    y - 2.0,
                    y + THICK + 2.0
                );
            }
            let _ = writeln!(
                out,
                "<rect x=\"{from:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{THICK}\" rx=\"3\" fill=\"{colour}\"/>",
                (end - from).max(2.0)
            );
            end = until;
        } else {
            let _ = writeln!(
                out,
                "<rect x=\"{from:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{THICK}\" rx=\"3\" fill=\"{colour}\"/>",
                (end - from).max(2.0)
            );
        }
        self.label(out, &span.label, (from, inner, end + 7.0), y);
    }
    /// What is written behind a stretch; where there is no room, in it or before it.
    fn label(&self, out: &mut String, label: &str, (from, inner, end): (f64, f64, f64), y: f64) {
        let width = width_of(label);
        let (x, anchor, fill) = if end + width <= self.right() + MARGIN - 4.0 {
            (end, "start", FAINT)
        } else if inner >= width + 14.0 {
            (from + 7.0, "start", "#ffffff")
        } else {
            (from - 7.0, "end", FAINT)
        };
        let halo = match fill {
            FAINT => " stroke=\"#ffffff\" stroke-width=\"3\" paint-order=\"stroke\"",
            _ => "",
        };
        let _ = writeln!(
            out,
            "<text x=\"{x:.1}\" y=\"{:.1}\" font-size=\"11\" fill=\"{fill}\" text-anchor=\"{anchor}\"{halo}>{}</text>",
            y + THICK - 2.0,
            html_text(label)
        );
    }
}

/// A label that fits beside the years.
fn clipped(label: &str, room: f64) -> String {
    if width_of(label) <= room {
        return label.to_owned();
    }
    let mut out = String::new();
    for letter in label.chars() {
        if width_of(&out) + 3.0 * COLUMN > room {
            break;
        }
        out.push(letter);
    }
    out.push('…');
    out
}
