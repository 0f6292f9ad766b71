//! Parameters and their typed values.

use rust_decimal::Decimal;

use super::declare::type_name;
use super::fields::{self, Fields, wrong_shape};
use crate::calendar::{Day, Period, Unit};
use crate::diagnostic::Problems;
use crate::lang::{Phrase, Problem, Share, Word, money_of, share_of};
use crate::policy::{Declared, Parameter, ParameterValue, TableRow, TypeName, UnknownType};
use crate::source::{Node, Shape, Spanned};

/// The words for a value, but for a table.
pub(super) const KINDS: [&str; 14] = [
    "count",
    "share",
    "money",
    "workdays",
    "days",
    "weeks",
    "months",
    "years",
    "occurrences",
    "date",
    "flag",
    "text",
    "choice",
    "set",
];

/// The word for a value that the measure leaves open.
pub(super) const UNKNOWN: &str = "unknown";

/// The word for a table of values.
pub(super) const TABLE: &str = "table";

/// The section `parameters`.
pub fn parameters(node: &Node, problems: &mut Problems) -> Declared<Parameter> {
    let entries = fields::map(node, Phrase::Parameter, problems);
    entries
        .into_iter()
        .filter_map(|(name, node)| {
            let name = super::clean_name(name, problems)?;
            parameter(node, problems).map(|parameter| (name, parameter))
        })
        .collect()
}

fn parameter(node: &Node, problems: &mut Problems) -> Option<Parameter> {
    let mut fields = Fields::open(node, Phrase::Parameter, problems)?;
    let title = fields.title(problems);
    let origin = fields.origin(problems);
    let applies = super::applies::applies(&mut fields, problems);
    let single = fields.optional("value");
    let several = fields.optional("values");
    fields.one_only(&["value", "values"], problems);
    let mut values: Vec<(Option<Day>, Spanned<ParameterValue>)> = Vec::new();
    match (single, several) {
        (Some(node), _) => values.extend(value(node, problems).map(|found| (None, found))),
        (None, Some(node)) => values.extend(dated(node, problems)),
        (None, None) => {
            fields.required("value", problems);
        }
    }
    fields.close(problems);
    Some(Parameter { title, origin, values, applies, otherwise: Vec::new() })
}

/// Values that hold from a day on each, in their order.
pub(super) fn dated(
    node: &Node,
    problems: &mut Problems,
) -> Vec<(Option<Day>, Spanned<ParameterValue>)> {
    let mut values: Vec<(Option<Day>, Spanned<ParameterValue>)> = Vec::new();
    for item in fields::list(node, Phrase::Parameter, problems) {
        let Some(mut entry) = Fields::open(item, Phrase::Parameter, problems) else {
            continue;
        };
        let from = entry.required("from", problems).and_then(|node| fields::day(node, problems));
        let found = entry.required("value", problems).and_then(|node| value(node, problems));
        entry.close(problems);
        if let (Some(from), Some(found)) = (from, found) {
            if let Some((Some(earlier), _)) = values.last()
                && *earlier >= from
            {
                let args = vec![
                    ("later", Word::from(earlier.to_string())),
                    ("earlier", from.to_string().into()),
                ];
                problems.add(Problem::ValueOrder, item.span, args);
            }
            values.push((Some(from), found));
        }
    }
    values
}

/// A typed value: `years(2)`, `money("50万元")`.
pub fn value(node: &Node, problems: &mut Problems) -> Option<Spanned<ParameterValue>> {
    let (kind, inner) = match &node.shape {
        Shape::Variant(kind, inner) => (kind.value.as_str(), inner),
        _ => {
            let names = Word::Plain(format!("{} / {UNKNOWN} / {TABLE}", KINDS.join(" / ")));
            let expected = Word::Phrase(Phrase::ShapeOneOf, vec![("names", names)]);
            wrong_shape(node, Phrase::Parameter, expected, problems);
            return None;
        }
    };
    let found = match kind {
        "count" => ParameterValue::Count(fields::count(
            fields::only(inner, problems)?,
            i64::MAX,
            problems,
        )?),
        "share" => ParameterValue::Share(share(fields::only(inner, problems)?, problems)?),
        "money" => ParameterValue::Money(money(fields::only(inner, problems)?, problems)?),
        "workdays" | "days" | "weeks" | "months" | "years" => {
            ParameterValue::Period(period_shape(node, problems)?)
        }
        "occurrences" => {
            let Shape::Struct(_) = inner.shape else {
                wrong_shape(inner, Phrase::Parameter, Phrase::ShapeStruct.into(), problems);
                return None;
            };
            let mut fields = Fields::open(inner, Phrase::Parameter, problems)?;
            let count = fields
                .required("count", problems)
                .and_then(|node| fields::count(node, i64::from(u32::MAX), problems));
            let of = fields.required("of", problems).and_then(|node| fields::name(node, problems));
            fields.close(problems);
            ParameterValue::Occurrences { count: u32::try_from(count?).ok()?, of: of? }
        }
        "date" => ParameterValue::Date(fields::day(fields::only(inner, problems)?, problems)?),
        "flag" => ParameterValue::Flag(fields::flag(fields::only(inner, problems)?, problems)?),
        "text" => match &inner.shape {
            Shape::Struct(_) => ParameterValue::Text(fields::bilingual(inner, problems)?),
            _ => ParameterValue::Text(fields::bilingual(fields::only(inner, problems)?, problems)?),
        },
        "choice" | "set" => {
            let Shape::Tuple(items) = &inner.shape else {
                wrong_shape(inner, Phrase::Parameter, Phrase::ShapeTuple.into(), problems);
                return None;
            };
            let [of, chosen] = items.as_slice() else {
                wrong_shape(inner, Phrase::Parameter, Phrase::ShapeTuple.into(), problems);
                return None;
            };
            let of = fields::name(of, problems)?;
            match kind {
                "choice" => ParameterValue::Choice { of, value: fields::name(chosen, problems)? },
                _ => ParameterValue::Set { of, values: fields::names(chosen, problems) },
            }
        }
        UNKNOWN => unknown(inner, problems)?,
        TABLE => table(inner, problems)?,
        _ => {
            fields::one_of(node, Phrase::Parameter, &KINDS, problems);
            return None;
        }
    };
    Some(Spanned::new(found, node.span))
}

/// `unknown(type: count, ask: "office")`
fn unknown(inner: &Node, problems: &mut Problems) -> Option<ParameterValue> {
    let mut unknown = Fields::open(inner, Phrase::Value, problems)?;
    let of = unknown.required("type", problems).and_then(|node| type_name(node, problems));
    let ask = unknown.names("ask", problems);
    unknown.close(problems);
    let of = of?;
    // What a story alone can name has no value in a bundle.
    if let TypeName::Subject | TypeName::Instance(_) | TypeName::List(_) | TypeName::Places { .. } =
        of.value
    {
        let known = "count / share / money / date / flag / text / period / choice(\"…\")";
        problems.add(
            Problem::WrongShape,
            of.span,
            vec![
                ("what", Word::from(Phrase::TypeWord)),
                ("expected", known.into()),
                ("found", Phrase::TypeWord.into()),
            ],
        );
        return None;
    }
    Some(ParameterValue::Unknown { of: UnknownType::Named(of.value), ask })
}

fn table(inner: &Node, problems: &mut Problems) -> Option<ParameterValue> {
    let mut table = Fields::open(inner, Phrase::Parameter, problems)?;
    let by = table.required("by", problems).map(|node| fields::names(node, problems));
    let mut rows = Vec::new();
    if let Some(node) = table.required("rows", problems) {
        collect_rows(node, &mut Vec::new(), &mut rows, problems);
    }
    table.close(problems);
    let by = by?;
    for row in &rows {
        if row.keys.len() != by.len() {
            let deep = |count: usize| {
                Word::Phrase(Phrase::KeysDeep, vec![("count", count.to_string().into())])
            };
            let args = vec![
                ("what", Word::from(Phrase::TableKeys)),
                ("expected", deep(by.len())),
                ("found", deep(row.keys.len())),
            ];
            problems.add(Problem::WrongShape, row.value.span, args);
            return None;
        }
    }
    Some(ParameterValue::Table { by, rows })
}

/// Tables are written as maps in maps, one level a choice.
fn collect_rows(
    node: &Node,
    keys: &mut Vec<crate::policy::Name>,
    rows: &mut Vec<TableRow>,
    problems: &mut Problems,
) {
    for (key, inner) in fields::map(node, Phrase::Parameter, problems) {
        keys.push(key);
        if matches!(inner.shape, Shape::Map(_)) {
            collect_rows(inner, keys, rows, problems);
        } else if let Some(value) = value(inner, problems) {
            rows.push(TableRow { keys: keys.clone(), value });
        }
        keys.pop();
    }
}

/// `workdays(5)`, `days(10)`, `weeks(2)`, `months(6)`, `years(3)`.
pub(crate) fn period_shape(node: &Node, problems: &mut Problems) -> Option<Period> {
    let found = match &node.shape {
        Shape::Variant(word, inner) => {
            let unit = match word.value.as_str() {
                "workdays" => Some(Unit::Workdays),
                "days" => Some(Unit::Days),
                "weeks" => Some(Unit::Weeks),
                "months" => Some(Unit::Months),
                "years" => Some(Unit::Years),
                _ => None,
            };
            let count = fields::only(inner, problems).and_then(|node| match node.shape {
                Shape::Integer(count) => {
                    u32::try_from(count).ok().filter(|&count| count <= 100_000)
                }
                _ => None,
            });
            unit.zip(count).map(|(unit, count)| Period { count, unit })
        }
        Shape::Text { text, .. } => Period::parse(text),
        _ => None,
    };
    if found.is_none() {
        problems.add(Problem::BadPeriod, node.span, vec![("text", fields::written(node))]);
    }
    found
}

pub(crate) fn share(node: &Node, problems: &mut Problems) -> Option<Share> {
    let found = match &node.shape {
        Shape::Text { text, .. } => share_of(text),
        Shape::Integer(number) => Some(Share::Decimal(Decimal::from(*number))),
        _ => None,
    };
    if found.is_none() {
        let expected = Word::from(Phrase::NumberShare);
        problems.add(
            Problem::BadNumber,
            node.span,
            vec![("text", fields::written(node)), ("expected", expected)],
        );
    }
    found
}

/// A sum of money: `"500000元"`, `"50万元"`, `"1234.50元"`, `"1234.50"`; in yuan.
pub(crate) fn money(node: &Node, problems: &mut Problems) -> Option<Decimal> {
    let Shape::Text { text, .. } = &node.shape else {
        wrong_shape(node, Phrase::ThisElement, Phrase::ShapeText.into(), problems);
        return None;
    };
    let found = money_of(text);
    if found.is_none() {
        problems.add(Problem::BadMoney, node.span, vec![("text", text.as_str().into())]);
    }
    found
}

/// A value as people type it: `5y`, `7workdays`, `60万元`, `3`, `2024-05-06`, `true`, `0.25`.
pub fn plain_value(text: &str) -> Option<ParameterValue> {
    if let Ok(count) = text.parse::<i64>() {
        return Some(ParameterValue::Count(count));
    }
    if let Some(day) = Day::parse(text) {
        return Some(ParameterValue::Date(day));
    }
    if let Some(period) = Period::parse(text) {
        return Some(ParameterValue::Period(period));
    }
    if text.ends_with(|last: char| !last.is_ascii())
        && let Some(sum) = money_of(text)
    {
        return Some(ParameterValue::Money(sum));
    }
    match text {
        "true" => Some(ParameterValue::Flag(true)),
        "false" => Some(ParameterValue::Flag(false)),
        _ => share_of(text).map(ParameterValue::Share),
    }
}
