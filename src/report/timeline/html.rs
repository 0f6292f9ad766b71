//! The timeline as a page, complete in itself.

use std::fmt::Write;

use super::sheet::{Drawn, Section, Sheet};
use super::svg::svg;
use crate::lang::Lang;
use crate::report::markup::html_text;

const STYLE: &str = "\
:root{color-scheme:light}\
body{font:15px/1.6 'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei',sans-serif;\
color:#1f2933;max-width:1160px;margin:2rem auto;padding:0 1rem}\
h1{font-size:1.4rem;margin:0 0 .4rem}h2{font-size:1.02rem;margin:1.6rem 0 .3rem}\
.note{color:#52606d;margin:.15rem 0}svg{max-width:100%;height:auto;margin:1rem 0}\
table{border-collapse:collapse;margin:.3rem 0;font-variant-numeric:tabular-nums}\
td,th{border-bottom:1px solid #e1e7ed;padding:.2rem .9rem .2rem 0;text-align:left;font-weight:400}\
th{color:#6b7785}";

/// The page.
pub fn html(sheet: &Sheet<'_>, drawn: &Drawn, lang: Lang) -> String {
    let tag = match lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    };
    let title = html_text(&drawn.title);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
    );
    notes(&drawn.notes, &mut out);
    out.push_str(&svg(sheet, drawn, lang));
    for section in &drawn.sections {
        let _ = writeln!(out, "<h2>{}</h2>", html_text(&section.heading));
        table(section, &mut out);
        notes(&section.notes, &mut out);
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn notes(notes: &[String], out: &mut String) {
    for note in notes {
        let _ = writeln!(out, "<p class=\"note\">{}</p>", html_text(note));
    }
}

fn table(section: &Section, out: &mut String) {
    if section.rows.is_empty() {
        return;
    }
    let row = |cells: &[String], tag: &str, out: &mut String| {
        let cells = cells.iter().map(|cell| format!("<{tag}>{}</{tag}>", html_text(cell)));
        let _ = writeln!(out, "<tr>{}</tr>", cells.collect::<String>());
    };
    out.push_str("<table>\n");
    if !section.heads.is_empty() {
        row(&section.heads, "th", out);
    }
    for cells in &section.rows {
        row(cells, "td", out);
    }
    out.push_str("</table>\n");
}
