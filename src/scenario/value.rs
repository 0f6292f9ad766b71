//! Values of a story, typed by what the bundle declares.

use crate::calendar::Period;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem, Text, Word};
use crate::policy::read::fields::{self, Fields, wrong_shape};
use crate::policy::read::{money, share};
use crate::program::Program;
use crate::rule::{ChoiceId, RecordId, Type, Value};
use crate::source::{Node, Shape};
use crate::world::Cast;

/// The value that `node` writes, where it needs no world to be known.
pub fn known(
    node: &Node,
    ty: &Type,
    program: &Program,
    cast: &mut Cast,
    problems: &mut Problems,
) -> Option<Value> {
    Some(match ty {
        Type::Bool => Value::Bool(fields::flag(node, problems)?),
        Type::Count => match node.shape {
            Shape::Integer(number) => Value::Count(number),
            _ => {
                wrong_shape(node, Phrase::ThisElement, Phrase::ShapeNumber.into(), problems);
                return None;
            }
        },
        Type::Money => Value::Money(money(node, problems)?),
        Type::Decimal => Value::from(share(node, problems)?),
        Type::Date => Value::Date(fields::day(node, problems)?),
        Type::Text => {
            let text = fields::name(node, problems)?;
            cast.pool.text_value(&text.value)
        }
        Type::Period => {
            let period: Option<Period> = crate::policy::read::period_shape(node, problems);
            Value::Period(period?)
        }
        Type::Choice(choice) => {
            let name = fields::name(node, problems)?;
            choice_value(&name, *choice, program, problems)?
        }
        Type::Subject => {
            let name = fields::name(node, problems)?;
            Value::Subject(subject(&name, cast, problems)?)
        }
        Type::List(record) => list(node, *record, program, cast, problems)?,
        Type::Set(choice) => {
            let mut rows = Vec::new();
            for name in fields::names(node, problems) {
                rows.push(vec![Some(choice_value(&name, *choice, program, problems)?)]);
            }
            Value::Set(cast.pool.add_list(rows))
        }
        Type::Instance(_) | Type::Table { .. } => {
            wrong_shape(node, Phrase::ThisElement, Phrase::ShapeText.into(), problems);
            return None;
        }
    })
}

/// Whether the word `unknown` stands there.
pub(super) fn is_unknown(node: &Node) -> bool {
    matches!(&node.shape, Shape::Word(word) if word == "unknown")
}

/// Makes ready the lists of day after day, where a fact of that type bears the day of each row.
pub(super) fn date(value: Value, ty: &Type, program: &Program, cast: &mut Cast) {
    let Value::List(list) = value else { return };
    let facts = program.facts.iter().filter(|fact| fact.ty == *ty);
    facts.filter_map(|fact| fact.dated).for_each(|column| cast.pool.date_list(list, column));
}

/// A subject of the story by its name.
pub fn subject(
    name: &crate::policy::Name,
    cast: &Cast,
    problems: &mut Problems,
) -> Option<crate::rule::SubjectId> {
    let found = cast.subject(name);
    if found.is_none() {
        let names = cast.subjects.iter().map(|subject| subject.name.as_str());
        unknown(name, Phrase::Subject, names, problems);
    }
    found
}

/// The value of a choice by its name.
pub fn choice_value(
    name: &crate::policy::Name,
    choice: ChoiceId,
    program: &Program,
    problems: &mut Problems,
) -> Option<Value> {
    let values = &program.choices[choice].values;
    let at = values.iter().position(|(known, _)| *known == name.value);
    if at.is_none() {
        let known = values.iter().map(|(known, title)| (known.as_str(), title));
        unknown_titled(name, Phrase::ChoiceValue, known, problems);
    }
    u16::try_from(at?).ok().map(|at| Value::Choice(choice, at))
}

/// Reports an unknown name; where it is what people call something, the name of that is offered,
/// otherwise the nearest.
pub fn unknown_titled<'n>(
    name: &crate::policy::Name,
    what: Phrase,
    known: impl Iterator<Item = (&'n str, &'n Text)> + Clone,
    problems: &mut Problems,
) {
    let called = |title: &Text| title.zh == name.value || title.en == name.value;
    let args = vec![("name", Word::from(name.value.as_str())), ("kind", what.into())];
    let diagnostic = Diagnostic::new(Problem::UnknownName, name.span, args);
    problems.push(match known.clone().find(|(_, title)| called(title)) {
        Some((known, _)) => diagnostic.with_help(Phrase::CalledSo, vec![("name", known.into())]),
        None => diagnostic.with_nearest(name, known.map(|(known, _)| known)),
    });
}

/// Reports an unknown name with the nearest.
pub fn unknown<'n>(
    name: &crate::policy::Name,
    what: Phrase,
    names: impl IntoIterator<Item = &'n str> + Clone,
    problems: &mut Problems,
) {
    let args = vec![("name", Word::from(name.value.as_str())), ("kind", what.into())];
    let diagnostic = Diagnostic::new(Problem::UnknownName, name.span, args);
    problems.push(diagnostic.with_nearest(name, names));
}

fn list(
    node: &Node,
    record: RecordId,
    program: &Program,
    cast: &mut Cast,
    problems: &mut Problems,
) -> Option<Value> {
    let columns = &program.rows[record].columns;
    let mut rows = Vec::new();
    for item in fields::list(node, Phrase::Fact, problems) {
        let mut row = vec![None; columns.len()];
        // A single column may be written without its name.
        if !matches!(item.shape, Shape::Struct(_))
            && let [(_, ty)] = columns.as_slice()
        {
            rows.push(vec![Some(known(item, ty, program, cast, problems)?)]);
            continue;
        }
        let Shape::Struct(written) = &item.shape else {
            wrong_shape(item, Phrase::Fact, Phrase::ShapeStruct.into(), problems);
            continue;
        };
        // Opening the structure reports duplicates.
        Fields::open(item, Phrase::Fact, problems);
        for (name, node) in written {
            match columns.iter().position(|(known, _)| *known == name.value) {
                Some(_) if is_unknown(node) => {}
                Some(at) => {
                    let value = columns
                        .get(at)
                        .and_then(|(_, ty)| known(node, ty, program, cast, problems));
                    if let Some(cell) = row.get_mut(at) {
                        *cell = value;
                    }
                }
                None => {
                    let names = columns.iter().map(|(known, _)| known.as_str());
                    unknown(name, Phrase::Column, names, problems);
                }
            }
        }
        rows.push(row);
    }
    Some(Value::List(cast.pool.add_list(rows)))
}
