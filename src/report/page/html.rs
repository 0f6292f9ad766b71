//! A page as HTML, complete in itself: no script, no font, nothing fetched.

use std::fmt::Write;

use super::timeline::timeline;
use super::{Grid, Page};
use crate::lang::{Lang, Phrase};
use crate::report::line::Lines;
use crate::report::markup::html_text;
use crate::report::story::{Telling, Tone};

const STYLE: &str = "\
:root{color-scheme:light}\
body{font:15px/1.6 'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei',sans-serif;\
color:#1f2933;max-width:1040px;margin:2rem auto;padding:0 1rem}\
h1{font-size:1.5rem;margin:0}h2{font-size:1.05rem;border-bottom:1px solid #d5dbe1;margin:1.6rem 0 .5rem}\
.measure,.receipt{color:#6b7785}.receipt{font-size:.8rem;margin-top:2rem;word-break:break-all}\
ul{margin:.1rem 0 .1rem 1.1rem;padding:0;list-style:none}li{margin:.1rem 0}\
.entry{margin:.4rem 0;padding:.2rem .6rem;border-left:4px solid #c9d1d9}\
.entry.done{border-color:#2f855a}.entry.refused{border-color:#c53030;background:#fdf3f3}\
.entry.timer{border-color:#718096}.entry.known{border-color:#2b6cb0}\
.entry>b{font-weight:600}.holds{color:#2f855a}.fails{color:#c53030}.open{color:#975a16}\
table{border-collapse:collapse;margin:.5rem 0}td,th{border:1px solid #d5dbe1;padding:.25rem .6rem;text-align:left}\
td.n{text-align:right;font-variant-numeric:tabular-nums}pre{white-space:pre-wrap}\
.timeline{width:100%;height:auto;margin-top:1rem}.timeline .tick{stroke:#e3e8ed}.timeline .row{stroke:#c9d1d9}\
.timeline text{font-size:11px;fill:#52606d}.timeline .date{text-anchor:middle}.timeline .who{text-anchor:end}\
.timeline .done{fill:#2f855a}.timeline .timer{fill:#fff;stroke:#718096;stroke-width:1.5}\
.timeline .known{fill:#2b6cb0}.timeline .refused{stroke:#c53030;stroke-width:2.5;fill:none}";

/// The page as HTML.
pub fn html(page: &Page) -> String {
    let lang = match page.lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    };
    let title = html_text(&page.title);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<div class=\"measure\">{}</div>\n",
        html_text(&page.measure)
    );
    for assumed in &page.assumed {
        let _ = writeln!(out, "<p>{}</p>", html_text(assumed));
    }
    out.push_str(&timeline(page));
    let mut last = None;
    let mut at = 0;
    while let Some(telling) = page.told.get(at) {
        if last != Some(telling.day) {
            let _ = writeln!(out, "<h2>{}</h2>", telling.day);
            last = Some(telling.day);
        }
        // What came of an entry stands with it.
        let rest = page.told.get(at + 1..).unwrap_or(&[]);
        let effects = rest
            .iter()
            .take_while(|next| next.tone == Tone::Effect && next.day == telling.day)
            .count();
        entry(at, telling, rest.get(..effects).unwrap_or(&[]), &mut out);
        at += effects + 1;
    }
    let _ = writeln!(out, "<h2>{}</h2>", html_text(&page.until));
    list(&page.ending, 0, &mut out);
    if !page.money.rows.is_empty() {
        let _ = writeln!(out, "<h2>{}</h2>", Phrase::MoneyHeading.plain(page.lang));
        grid(&page.money, &mut out);
    }
    if !page.mismatches.is_empty() {
        let _ = writeln!(
            out,
            "<h2>{}</h2>\n<pre>{}</pre>",
            Phrase::Failed.plain(page.lang),
            html_text(&page.mismatches.join("\n"))
        );
    }
    if !page.receipt.is_empty() {
        let lines: Vec<String> = page.receipt.iter().map(|line| html_text(line)).collect();
        let _ = writeln!(out, "<div class=\"receipt\">{}</div>", lines.join("<br>"));
    }
    out.push_str("</body>\n</html>\n");
    out
}

/// An entry: its first line, and under it what came of it.
fn entry(at: usize, telling: &Telling, effects: &[Telling], out: &mut String) {
    let class = match telling.tone {
        Tone::Done => "entry done",
        Tone::Refused => "entry refused",
        Tone::Timer => "entry timer",
        Tone::Known => "entry known",
        Tone::Effect => "entry",
    };
    let _ = write!(out, "<div class=\"{class}\" id=\"e{at}\">");
    let mut rest: Lines = telling.lines.clone();
    if telling.tone != Tone::Effect && !rest.is_empty() {
        let (_, first) = rest.remove(0);
        let _ = write!(out, "<b>{}</b>", html_text(&first));
    }
    rest.extend(effects.iter().flat_map(|effect| effect.lines.iter().cloned()));
    let least = rest.iter().map(|(depth, _)| *depth).min().unwrap_or(0);
    list(&rest, least, out);
    out.push_str("</div>\n");
}

/// Lines as nested lists.
fn list(lines: &Lines, least: usize, out: &mut String) {
    let mut open = 0;
    for (depth, text) in lines {
        let wanted = depth.saturating_sub(least) + 1;
        while open > wanted {
            out.push_str("</ul>");
            open -= 1;
        }
        while open < wanted {
            out.push_str("<ul>");
            open += 1;
        }
        let _ = write!(out, "<li{}>{}</li>", class_of(text), html_text(text));
    }
    out.push_str(&"</ul>".repeat(open));
    out.push('\n');
}

/// The colour of a clause, by its mark.
fn class_of(text: &str) -> &'static str {
    let marks = [
        (Phrase::ClauseHolds, " class=\"holds\""),
        (Phrase::ClauseFails, " class=\"fails\""),
        (Phrase::ClauseOpen, " class=\"open\""),
    ];
    let marked = marks.iter().find(|(phrase, _)| {
        let mark = phrase.plain(Lang::Zh).split('{').next().unwrap_or("");
        !mark.is_empty() && text.starts_with(mark)
    });
    marked.map_or("", |(_, class)| class)
}

fn grid(grid: &Grid, out: &mut String) {
    out.push_str("<table>\n<tr>");
    for head in &grid.heads {
        let _ = write!(out, "<th>{}</th>", html_text(head));
    }
    out.push_str("</tr>\n");
    for row in &grid.rows {
        out.push_str("<tr>");
        for cell in row {
            let number = cell.starts_with(|first: char| first.is_ascii_digit() || first == '-');
            let class = if number { " class=\"n\"" } else { "" };
            let _ = write!(out, "<td{class}>{}</td>", html_text(cell));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</table>\n");
}
