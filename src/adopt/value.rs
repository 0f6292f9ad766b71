//! Parameters: one value, a row, the members of a set, written where they stand.

use super::draft::{Draft, Page, Why, not_there, texts};
use super::edit::{Edit, cut, entry, field, indent, put, quoted, range, set, set_in};
use super::find::Step;
use super::written::{Snippet, Written};
use crate::calendar::Unit;
use crate::lang::{Phrase, Share};
use crate::policy::{Name, ParameterValue, written_like};
use crate::source::{Node, Shape};

const PARAMETERS: &str = "parameters";

/// A value as a file has it; `like` is the text in brackets of the one before.
fn value_text(value: &ParameterValue, like: &str) -> Option<String> {
    Some(match value {
        ParameterValue::Count(count) => format!("count({count})"),
        ParameterValue::Share(Share::Decimal(share)) => format!("share(\"{share}\")"),
        ParameterValue::Share(_) => format!("share({})", quoted(&written_like(value, like)?)),
        ParameterValue::Money(_) => format!("money({})", quoted(&written_like(value, like)?)),
        ParameterValue::Period(period) => {
            let unit = match period.unit {
                Unit::Workdays => "workdays",
                Unit::Days => "days",
                Unit::Weeks => "weeks",
                Unit::Months => "months",
                Unit::Years => "years",
            };
            format!("{unit}({})", period.count)
        }
        ParameterValue::Occurrences { count, of } => {
            format!("occurrences(count: {count}, of: {})", quoted(of))
        }
        ParameterValue::Date(day) => format!("date(\"{day}\")"),
        ParameterValue::Flag(flag) => format!("flag({flag})"),
        ParameterValue::Text(text) => format!("text({})", super::edit::bilingual(text)),
        ParameterValue::Choice { .. }
        | ParameterValue::Set { .. }
        | ParameterValue::Unknown { .. }
        | ParameterValue::Table { .. } => return None,
    })
}

/// The text in the brackets of a value, where it is a quoted one.
fn sample(node: &Node) -> String {
    let Shape::Variant(_, inner) = &node.shape else { return String::new() };
    let inner = match &inner.shape {
        Shape::Tuple(items) => items.first(),
        _ => None,
    };
    match inner.map(|node| &node.shape) {
        Some(Shape::Text { text, .. }) => text.clone(),
        _ => String::new(),
    }
}

/// The new value as text: the amendment's own words where it wrote any.
fn words(
    old: &Node,
    value: &ParameterValue,
    written: Option<(&Written, &Node)>,
) -> Result<Snippet, Why> {
    let is_share = matches!(&old.shape, Shape::Variant(word, _) if word.value == "share");
    if let (true, ParameterValue::Count(count)) = (is_share, value) {
        return Ok(Snippet::plain(format!("share({count})")));
    }
    if let Some((written, node)) = written {
        return Ok(written.words(node));
    }
    let text = value_text(value, &sample(old));
    text.map(Snippet::plain).ok_or_else(|| Phrase::AdoptNoValue.into())
}

/// The edits of one value in a file.
type Editing<'e> = dyn Fn(&Page, &Node) -> Result<Vec<Edit>, Why> + 'e;

impl Draft<'_> {
    fn parameter(&self, name: &str) -> Result<(Page, Node), Why> {
        self.declared_at(PARAMETERS, name, &[Step::Written])
    }

    /// A parameter has one value, from its first day on.
    pub(super) fn one_value(
        &self,
        name: &Name,
        value: &ParameterValue,
        written: Option<(&Written, &Node)>,
    ) -> Result<(), Why> {
        let (page, node) = self.parameter(name)?;
        let mut edits: Vec<Edit> = Vec::new();
        let mut replace = |old: &Node| -> Result<(), Why> {
            let new = words(old, value, written)?;
            let at = range(old.span);
            let to = indent(&page.text, at.start);
            edits.push((at, set_in(&new.text, new.indent, to)));
            Ok(())
        };
        match (field(&node, "value"), field(&node, "values")) {
            (Some((_, old)), _) => replace(old)?,
            (None, Some((_, list))) => {
                let Shape::List(items) = &list.shape else { return Err(Phrase::AdoptPiece.into()) };
                let first = items.first().and_then(|first| field(first, "value"));
                replace(first.ok_or_else(|| not_there(name))?.1)?;
                for later in 1..items.len() {
                    edits.extend(cut(&page.text, list, later));
                }
            }
            (None, None) => return Err(not_there(name)),
        }
        self.keep(&page, edits)
    }

    /// A parameter has these values, each from a day on.
    pub(super) fn values(&self, name: &Name, written: &Snippet) -> Result<(), Why> {
        let (page, node) = self.parameter(name)?;
        let Shape::Struct(fields) = &node.shape else { return Err(not_there(name)) };
        let old =
            fields.iter().find(|(field, _)| ["value", "values"].contains(&field.value.as_str()));
        let (field, old) = old.ok_or_else(|| not_there(name))?;
        let at = range(field.span).start..range(old.span).end;
        let text = set_in(&written.text, written.indent, indent(&page.text, at.start));
        self.keep(&page, vec![(at, format!("values: {text}"))])
    }

    /// Another day decides which values apply.
    pub(super) fn applied(&self, name: &Name, by: &Snippet) -> Result<(), Why> {
        let (page, node) = self.parameter(name)?;
        let value = format!("(by: {})", by.text);
        self.keep(&page, vec![set(&page.text, &node, "applies", &value, by.indent)])
    }

    /// Edits each value that a parameter has, one after the other.
    fn each_value(&self, name: &Name, edit: &Editing<'_>) -> Result<(), Why> {
        let (page, node) = self.parameter(name)?;
        let single = field(&node, "value").map(|(_, value)| value);
        let several = match field(&node, "values").map(|(_, list)| &list.shape) {
            Some(Shape::List(items)) => items.as_slice(),
            _ => &[],
        };
        let several = several.iter().filter_map(|item| field(item, "value"));
        let mut edits = Vec::new();
        for value in single.into_iter().chain(several.map(|(_, value)| value)) {
            edits.extend(edit(&page, value)?);
        }
        self.keep(&page, edits)
    }

    /// One row of a table has another value.
    pub(super) fn row(
        &self,
        name: &Name,
        keys: &[Name],
        value: &ParameterValue,
        written: Option<(&Written, &Node)>,
    ) -> Result<(), Why> {
        self.each_value(name, &|page, table| {
            let Some(map) = rows(table).map(|rows| into(rows, keys)) else {
                return Err(Phrase::AdoptPiece.into());
            };
            let last = keys.last().ok_or_else(|| not_there(name))?;
            let (_, old) = map.and_then(|map| entry(map, last)).ok_or_else(|| not_there(last))?;
            let new = words(old, value, written)?;
            let at = range(old.span);
            let text = set_in(&new.text, new.indent, indent(&page.text, at.start));
            Ok(vec![(at, text)])
        })
    }

    /// A table has a row more.
    pub(super) fn new_row(&self, name: &Name, keys: &[Name], value: &Snippet) -> Result<(), Why> {
        self.each_value(name, &|page, table| {
            let mut map = rows(table).ok_or(Phrase::AdoptPiece)?;
            let mut at = 0;
            while let Some((_, inner)) =
                keys.get(at).filter(|_| at + 1 < keys.len()).and_then(|key| entry(map, key))
            {
                map = inner;
                at += 1;
            }
            let rest = keys.get(at..).unwrap_or(&[]);
            let mut text = value.text.clone();
            for (depth, key) in rest.iter().enumerate().rev() {
                text = format!("{}: {text}", quoted(key));
                if depth > 0 {
                    text = format!("{{ {text} }}");
                }
            }
            Ok(vec![put(&page.text, map, usize::MAX, &text, value.indent)])
        })
    }

    /// A table has a row less.
    pub(super) fn row_out(&self, name: &Name, keys: &[Name]) -> Result<(), Why> {
        self.each_value(name, &|page, table| {
            let map = rows(table).map(|rows| into(rows, keys)).ok_or(Phrase::AdoptPiece)?;
            let found =
                keys.last().zip(map).and_then(|(last, map)| Some((map, entry(map, last)?.0)));
            Ok(found.and_then(|(map, at)| cut(&page.text, map, at)).into_iter().collect())
        })
    }

    /// A set has members more or less.
    pub(super) fn members(&self, name: &Name, add: &[Name], without: &[Name]) -> Result<(), Why> {
        self.each_value(name, &|page, set| {
            let Shape::Variant(_, inner) = &set.shape else {
                return Err(Phrase::AdoptPiece.into());
            };
            let list = match &inner.shape {
                Shape::Tuple(items) => items.get(1),
                _ => None,
            };
            changed_names(page, list.ok_or(Phrase::AdoptPiece)?, add, without)
        })
    }
}

/// The edits of a list of names that take some out and add others that are not there.
pub(super) fn changed_names(
    page: &Page,
    list: &Node,
    add: &[Name],
    without: &[Name],
) -> Result<Vec<Edit>, Why> {
    if crate::policy::read::is_use(list) {
        return Err(Phrase::AdoptPiece.into());
    }
    let Shape::List(_) = list.shape else {
        // One name stands for a list of it.
        let kept = texts(list).into_iter().map(|(text, _)| text);
        let kept = kept.filter(|name| without.iter().all(|gone| gone.value != *name));
        let mut all: Vec<String> = kept.collect();
        for name in add.iter().filter(|name| !all.contains(&name.value)).collect::<Vec<_>>() {
            all.push(name.value.clone());
        }
        let all: Vec<String> = all.iter().map(|name| quoted(name)).collect();
        return Ok(vec![(range(list.span), format!("[{}]", all.join(", ")))]);
    };
    let known = texts(list);
    let mut edits = Vec::new();
    for (at, (text, _)) in known.iter().enumerate() {
        if without.iter().any(|gone| gone.value == *text) {
            edits.extend(cut(&page.text, list, at));
        }
    }
    let fresh = add.iter().filter(|name| {
        let stays = |(text, _): &(String, _)| {
            *text == name.value && without.iter().all(|gone| gone.value != *text)
        };
        !known.iter().any(stays)
    });
    let fresh: Vec<String> = fresh.map(|name| quoted(name)).collect();
    if !fresh.is_empty() {
        // Behind the last that stays, so that no edit lies within another.
        let gone = |text: &str| without.iter().any(|gone| gone.value == text);
        let last = known.iter().rposition(|(text, _)| !gone(text));
        match last {
            Some(last) => edits.push(put(&page.text, list, last + 1, &fresh.join(", "), 0)),
            None => return Ok(vec![(range(list.span), format!("[{}]", fresh.join(", ")))]),
        }
    }
    Ok(edits)
}

/// The rows of a table.
fn rows(table: &Node) -> Option<&Node> {
    let Shape::Variant(_, inner) = &table.shape else { return None };
    field(inner, "rows").map(|(_, rows)| rows)
}

/// The map in which the row of these keys stands.
fn into<'n>(rows: &'n Node, keys: &[Name]) -> Option<&'n Node> {
    let mut map = Some(rows);
    for key in keys.iter().take(keys.len().saturating_sub(1)) {
        map = map.and_then(|map| entry(map, key)).map(|(_, node)| node);
    }
    map
}
