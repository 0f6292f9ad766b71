//! A year written into the file of a calendar: the text around it stays as it is.

use super::notice::Notice;
use super::table::{Irregular, IrregularDay};
use crate::lang::Lang;
use crate::source::{Node, Shape};

/// The text of a calendar with the days of a notice: its year at the end, the days of the year before
/// among those of that year, the version named by the year. Nothing where the text has no such places.
pub fn with_notice(text: &str, tree: &Node, notice: &Notice) -> Option<String> {
    let Shape::Struct(fields) = &tree.shape else { return None };
    let field = |wanted: &str| fields.iter().find(|(name, _)| name.value == wanted);
    let Shape::Map(years) = &field("years")?.1.shape else { return None };
    let version = &field("version")?.1.span;
    let (last, rest) = years.split_last()?;
    // INVARIANT of the notice: each of its days lies in its year or in the one before.
    let (own, before): (Vec<&IrregularDay>, Vec<&IrregularDay>) =
        notice.days.iter().partition(|named| named.day.year() == notice.year);
    let mut edits =
        vec![(version.start as usize..version.end as usize, format!("\"{}\"", notice.year))];
    edits.push(behind(text, last.1.span.end as usize, &whole(notice, &own)));
    if !before.is_empty() {
        let name = (notice.year - 1).to_string();
        let is_it = |key: &Node| matches!(&key.shape, Shape::Text { text, .. } if *text == name);
        let mut all = rest.iter().chain([last]);
        let (_, year) = all.find(|(key, _)| is_it(key))?;
        let Shape::Struct(fields) = &year.shape else { return None };
        let days = fields.iter().find(|(name, _)| name.value == "days")?;
        let Shape::Map(days) = &days.1.shape else { return None };
        let lines: String = before.iter().map(|named| line(named)).collect();
        edits.push(behind(text, days.last()?.1.span.end as usize, &lines));
    }
    edits.sort_by_key(|(range, _)| range.start);
    let mut written = text.to_owned();
    for (range, by) in edits.into_iter().rev() {
        written.replace_range(range, &by);
    }
    Some(written)
}

/// The lines that a notice brings, for whoever wants to see them first.
pub fn notice_lines(notice: &Notice) -> String {
    let (own, before): (Vec<&IrregularDay>, Vec<&IrregularDay>) =
        notice.days.iter().partition(|named| named.day.year() == notice.year);
    let before: String = before.into_iter().map(line).collect();
    format!("{before}{}", whole(notice, &own)).trim_start_matches('\n').to_owned()
}

/// What is put behind an entry: after its comma and what is said of it on the same line.
fn behind(text: &str, end: usize, more: &str) -> (std::ops::Range<usize>, String) {
    let rest = text.get(end..).unwrap_or_default();
    let comma = rest.len() - rest.trim_start().len();
    let has_comma = rest.trim_start().starts_with(',');
    let from = if has_comma { end + comma + 1 } else { end };
    let line = text.get(from..).and_then(|rest| rest.split('\n').next()).unwrap_or_default();
    let said = line.trim_start();
    let from = if said.is_empty() || said.starts_with("//") { from + line.len() } else { from };
    let mark = if has_comma { "" } else { "," };
    (from..from, format!("{mark}{more}"))
}

/// A year.
fn whole(notice: &Notice, days: &[&IrregularDay]) -> String {
    let lines: String = days.iter().map(|named| line(named)).collect();
    let Notice { year, source, .. } = notice;
    let source = crate::source::quoted(source);
    format!(
        "\n\n    \"{year}\": (\n      notice: {source},\n      days: {{{lines}\n      }},\n    ),"
    )
}

/// A day, on a line of its own.
fn line(named: &IrregularDay) -> String {
    let IrregularDay { day, kind, name } = named;
    let kind = match kind {
        Irregular::Holiday => "holiday",
        Irregular::MakeUp => "make_up",
    };
    let (name, weekday) = (crate::source::quoted(name), day.weekday().phrase().plain(Lang::Zh));
    format!("\n        \"{day}\": {kind}({name}), // {weekday}")
}
