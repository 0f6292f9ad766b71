//! The timeline of a page: a row for each instance, a mark for each event on its day.

use std::fmt::Write;

use super::Page;
use crate::calendar::Day;
use crate::lang::{Phrase, display_width};
use crate::report::markup::html_text;
use crate::report::story::Tone;

const WIDTH: f64 = 1000.0;
const ROW: f64 = 26.0;
const TOP: f64 = 34.0;
const LETTER: f64 = 6.6;
/// The most rows; what is beyond is left to the story.
const ROWS: usize = 24;

/// The timeline as an SVG element; its marks lead to the entries `#e0`, `#e1` … of the page.
pub(super) fn timeline(page: &Page) -> String {
    let marked = |tone: Tone| tone != Tone::Effect;
    let mut rows: Vec<&str> = Vec::new();
    for telling in page.told.iter().filter(|telling| marked(telling.tone)) {
        let whom = telling.whom.as_deref().unwrap_or("");
        if !rows.contains(&whom) {
            rows.push(whom);
        }
    }
    rows.truncate(ROWS);
    let days = page.told.iter().map(|telling| telling.day);
    let (Some(first), Some(last)) = (days.clone().min(), days.max()) else { return String::new() };
    let widest = rows.iter().map(|row| display_width(row)).max().unwrap_or(0);
    let left = (f64::from(u32::try_from(widest).unwrap_or(40)) * LETTER + 24.0).min(WIDTH / 2.0);
    let span = days_between(first, last).max(1.0);
    let x = |day: Day| left + days_between(first, day) / span * (WIDTH - left - 30.0);
    let height = TOP + ROW * f64::from(u32::try_from(rows.len()).unwrap_or(0)) + 10.0;
    let mut out = format!(
        "<svg class=\"timeline\" viewBox=\"0 0 {WIDTH:.0} {height:.0}\" role=\"img\" aria-label=\"{}\">\n",
        Phrase::Timeline.plain(page.lang)
    );
    for (day, label) in ticks(first, last) {
        let at = x(day);
        let _ = writeln!(
            out,
            "<line x1=\"{at:.1}\" y1=\"{:.1}\" x2=\"{at:.1}\" y2=\"{:.1}\" class=\"tick\"/>\
             <text x=\"{at:.1}\" y=\"16\" class=\"date\">{label}</text>",
            TOP - 12.0,
            height - 6.0
        );
    }
    for (at, row) in rows.iter().enumerate() {
        let y = row_y(at);
        let _ = writeln!(
            out,
            "<line x1=\"{left:.1}\" y1=\"{y:.1}\" x2=\"{:.1}\" y2=\"{y:.1}\" class=\"row\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" class=\"who\">{}</text>",
            WIDTH - 20.0,
            left - 10.0,
            y + 4.0,
            html_text(row)
        );
    }
    for (at, telling) in page.told.iter().enumerate().filter(|(_, telling)| marked(telling.tone)) {
        let whom = telling.whom.as_deref().unwrap_or("");
        let Some(row) = rows.iter().position(|row| *row == whom) else { continue };
        let (x, y) = (x(telling.day), row_y(row));
        let text = telling.lines.first().map_or("", |(_, text)| text.as_str());
        let shape = match telling.tone {
            Tone::Refused => format!(
                "<path d=\"M{:.1} {:.1}l8 8m0 -8l-8 8\" class=\"refused\"/>",
                x - 4.0,
                y - 4.0
            ),
            Tone::Timer => format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\" class=\"timer\"/>"),
            Tone::Known => {
                format!(
                    "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"6\" height=\"6\" class=\"known\"/>",
                    x - 3.0,
                    y - 3.0
                )
            }
            _ => format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4.5\" class=\"done\"/>"),
        };
        let _ = writeln!(
            out,
            "<a href=\"#e{at}\">{shape}<title>{} {}</title></a>",
            telling.day,
            html_text(text)
        );
    }
    out.push_str("</svg>\n");
    out
}

fn row_y(at: usize) -> f64 {
    TOP + ROW * (f64::from(u32::try_from(at).unwrap_or(0)) + 0.5)
}

fn days_between(first: Day, last: Day) -> f64 {
    f64::from(i32::try_from(first.days_until(last)).unwrap_or(i32::MAX))
}

/// The first days of months, or of years where there would be many, with what is written there.
fn ticks(first: Day, last: Day) -> Vec<(Day, String)> {
    let months = (last.year() - first.year()) * 12 + i32::try_from(last.month()).unwrap_or(1)
        - i32::try_from(first.month()).unwrap_or(1);
    let step = match months {
        0..=11 => 1,
        12..=35 => 3,
        36..=119 => 12,
        _ => 60,
    };
    let mut found = Vec::new();
    let from = first.year() * 12 + i32::try_from(first.month()).unwrap_or(1) - 1;
    for month in from..=from + months {
        let (year, of_year) = (month.div_euclid(12), month.rem_euclid(12));
        if month.rem_euclid(step) != 0 {
            continue;
        }
        let day = Day::ymd(year, u32::try_from(of_year + 1).unwrap_or(1), 1);
        if let Some(day) = day.filter(|day| *day >= first && *day <= last) {
            let label =
                if step >= 12 { year.to_string() } else { format!("{year}-{:02}", of_year + 1) };
            found.push((day, label));
        }
    }
    found
}
