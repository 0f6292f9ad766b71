//! The reference of the bundle format in words: as Markdown, and for the terminal.

use std::fmt::Write as _;

use crate::lang::{Lang, Phrase, display_width, pad_right, wrap};
use crate::policy::reference::{CHAPTERS, Common, Element, Field, Need};

const SOURCES: [&str; 4] = ["article", "reading", "silence", "technical"];
const CONDITION: [&str; 5] = ["when", "article", "reading", "silence", "technical"];

/// The whole reference as Markdown, in English.
pub fn markdown() -> String {
    let lang = Lang::En;
    let mut out = String::new();
    for chapter in CHAPTERS {
        let _ = writeln!(out, "## {}\n", chapter.title.plain(lang));
        for element in chapter.elements {
            section(&mut out, element, lang);
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn section(out: &mut String, element: &Element, lang: Lang) {
    let names: Vec<String> = element.names().map(|name| format!("`{name}`")).collect();
    let kind = element.kind.plain(lang);
    let heading = names.join(" ");
    // The kind says nothing where the name is the same word.
    let heading = if kind == element.name { heading } else { format!("{heading}, {kind}") };
    let _ = writeln!(out, "### {heading}\n\n`{}`\n", element.written);
    let _ = writeln!(out, "{}\n", element.about.plain(lang));
    if !element.fields.is_empty() {
        let cells = [
            Phrase::ReferenceField,
            Phrase::ReferenceForm,
            Phrase::ReferenceNeed,
            Phrase::ReferenceMeaning,
        ];
        let cells: Vec<&str> = cells.iter().map(|cell| cell.plain(lang)).collect();
        let _ = writeln!(out, "| {} |\n|---|---|---|---|", cells.join(" | "));
        for field in element.fields {
            let need = need(element, field, lang);
            let about = field.about.plain(lang);
            let _ = writeln!(out, "| `{}` | `{}` | {need} | {about} |", field.name, field.form);
        }
        out.push('\n');
    }
    if let Some(common) = common(element, lang) {
        let _ = writeln!(out, "{common}\n");
    }
    let _ = writeln!(out, "```ron\n{}\n```\n", element.example);
}

/// An element for the terminal, in lines of at most `width` columns.
pub fn told(element: &Element, lang: Lang, width: usize) -> Vec<String> {
    let names: Vec<&str> = element.names().collect();
    let mut lines = vec![format!("{}  {}", names.join(" "), element.kind.plain(lang))];
    indented(&mut lines, element.written, 2, width);
    lines.extend(wrap(element.about.plain(lang), width));
    let widest = element.fields.iter().map(|field| display_width(field.name)).max().unwrap_or(0);
    if !element.fields.is_empty() {
        lines.push(String::new());
    }
    for field in element.fields {
        let mut head = format!("{}  {}", pad_right(field.name, widest), field.form);
        let need = need(element, field, lang);
        if !need.is_empty() {
            let _ = write!(head, "  {need}");
        }
        indented(&mut lines, &head, 2, width);
        indented(&mut lines, field.about.plain(lang), widest + 4, width);
    }
    if let Some(common) = common(element, lang) {
        indented(&mut lines, &common, 2, width);
    }
    lines.push(String::new());
    let heading = Phrase::Heading.with(lang, &[("name", Phrase::Example.into())]);
    lines.push(heading);
    lines.extend(element.example.lines().map(|line| format!("  {line}")));
    lines
}

fn indented(lines: &mut Vec<String>, text: &str, indent: usize, width: usize) {
    let blanks = " ".repeat(indent);
    let wrapped = wrap(text, width.saturating_sub(indent));
    lines.extend(wrapped.into_iter().map(|line| format!("{blanks}{line}")));
}

/// Whether a field has to be given, in words; empty where it need not.
fn need(element: &Element, field: &Field, lang: Lang) -> String {
    match field.need {
        Need::May => String::new(),
        Need::Must => Phrase::Needed.plain(lang).to_owned(),
        Need::Either => {
            let names = quoted(element.either(), lang);
            Phrase::NeededEither.with(lang, &[("names", names.into())])
        }
    }
}

fn common(element: &Element, lang: Lang) -> Option<String> {
    let (phrase, names) = match element.common {
        Common::Nothing => return None,
        Common::Sources => (Phrase::CommonSources, SOURCES.as_slice()),
        Common::Condition => (Phrase::CommonCondition, CONDITION.as_slice()),
    };
    let names = quoted(names.iter().copied(), lang);
    Some(phrase.with(lang, &[("names", names.into())]))
}

fn quoted<'n>(names: impl Iterator<Item = &'n str>, lang: Lang) -> String {
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    names.join(lang.list_separator())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::reference::elements;

    #[test]
    fn an_element_is_told_within_the_columns_of_a_terminal() {
        for lang in [Lang::Zh, Lang::En] {
            for element in elements() {
                for line in told(element, lang, 80) {
                    assert!(display_width(&line) <= 80, "{}: {line}", element.name);
                }
            }
        }
    }

    #[test]
    fn a_cell_of_a_table_holds_no_bar() {
        let cells = markdown();
        let rows = cells.lines().filter(|line| line.starts_with("| "));
        for row in rows {
            assert_eq!(row.matches('|').count(), 5, "{row}");
        }
    }
}
