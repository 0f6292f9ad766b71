//! A paper as HTML, complete in itself: no script, no font, nothing fetched.

use super::paper::{Block, Cell, Look, Paper, Paragraph, Run, Style, Table};
use crate::lang::{Lang, font};
use crate::report::html_text;

/// The page.
pub fn html(paper: &Paper, lang: Lang) -> String {
    let tongue = match lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    };
    let title = html_text(&paper.title);
    let style = style(paper.is_wide);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{tongue}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>{style}</style>\n</head>\n<body>\n"
    );
    for block in paper.on_pages() {
        match block {
            Block::Paragraph(one) => paragraph(one, &mut out),
            Block::Table(one) => table(one, &mut out),
        }
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn style(is_wide: bool) -> String {
    let (text, text_else) = (font::TEXT, font::TEXT_ELSE);
    let (title, title_else) = (font::TITLE, font::TITLE_ELSE);
    let (heading, second) = (font::HEADING, font::SECOND);
    let width = if is_wide { "60em" } else { "36em" };
    format!(
        "body{{font:1.1rem/1.8 '{text}','{text_else}',FangSong,'Noto Serif CJK SC',serif;\
         max-width:{width};margin:2rem auto;padding:0 1rem;color:#111}}\
         h1{{font:1.6rem/1.6 '{title}','{title_else}','Noto Serif CJK SC',serif;text-align:center}}\
         h2,h3{{font:1.1rem/1.8 '{heading}',SimHei,'Noto Sans CJK SC',sans-serif;\
         margin:0;text-indent:2em}}\
         h2.chapter,h3.section{{text-align:center;text-indent:0;margin:.9em 0}}\
         h3.section{{font-family:'{second}',KaiTi,serif}}\
         p{{margin:0;text-indent:2em;text-align:justify}}\
         p.legend{{text-indent:0}}p.legend{{font-size:.85rem;margin:.6em 0}}\
         p.beneath{{font-family:'{second}',KaiTi,serif;text-align:center;text-indent:0}}\
         p.signed{{text-align:right;text-indent:0;margin-right:2em}}\
         table{{border-collapse:collapse;width:100%;table-layout:fixed;font-size:.9rem;\
         line-height:1.5;margin:.8em 0}}\
         td,th{{border:1px solid #555;padding:.3em .5em;vertical-align:top;overflow-wrap:anywhere}}\
         th{{font-family:'{heading}',SimHei,'Noto Sans CJK SC',sans-serif;font-weight:normal}}\
         td p{{text-indent:0}}\
         del{{color:#a22}}ins{{font-weight:bold;text-decoration:underline}}\
         .follows{{color:#777}}.hole{{background:#ff0}}"
    )
}

fn paragraph(paragraph: &Paragraph, out: &mut String) {
    let (open, close) = match paragraph.style {
        Style::Title => ("<h1>", "</h1>"),
        Style::Heading => ("<h2>", "</h2>"),
        Style::Chapter => ("<h2 class=\"chapter\">", "</h2>"),
        Style::Section => ("<h3 class=\"section\">", "</h3>"),
        Style::Article => ("<h3>", "</h3>"),
        Style::Body => ("<p>", "</p>"),
        Style::Beneath => ("<p class=\"beneath\">", "</p>"),
        Style::Signed => ("<p class=\"signed\">", "</p>"),
        Style::Legend => ("<p class=\"legend\">", "</p>"),
    };
    if paragraph.runs.iter().all(|run| run.text.is_empty()) {
        return;
    }
    out.push_str(open);
    runs(&paragraph.runs, out);
    out.push_str(close);
    out.push('\n');
}

fn runs(runs: &[Run], out: &mut String) {
    for run in runs {
        let (open, close) = match run.look {
            Look::Plain => ("", ""),
            Look::Gone => ("<del>", "</del>"),
            Look::Come => ("<ins>", "</ins>"),
            Look::Follows => ("<span class=\"follows\">", "</span>"),
            Look::Strong => ("<strong>", "</strong>"),
            Look::Hole => ("<span class=\"hole\">", "</span>"),
        };
        out.push_str(open);
        out.push_str(&html_text(&run.text));
        out.push_str(close);
    }
}

fn table(table: &Table, out: &mut String) {
    let whole: u32 = table.columns.iter().map(|column| column.share).sum();
    out.push_str("<table>\n<colgroup>");
    for column in &table.columns {
        let width = column.share * 100 / whole.max(1);
        out.push_str(&format!("<col style=\"width:{width}%\">"));
    }
    out.push_str("</colgroup>\n");
    if table.has_head() {
        out.push_str("<thead><tr>");
        for column in &table.columns {
            out.push_str(&format!("<th>{}</th>", html_text(&column.head)));
        }
        out.push_str("</tr></thead>\n");
    }
    out.push_str("<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for one in row {
            cell(one, out);
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
}

fn cell(cell: &Cell, out: &mut String) {
    out.push_str("<td>");
    for line in &cell.lines {
        out.push_str("<p>");
        runs(line, out);
        out.push_str("</p>");
    }
    out.push_str("</td>");
}
