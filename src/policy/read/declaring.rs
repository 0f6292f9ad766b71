//! Changes that declare, take away, or make a declared thing otherwise.

use super::applies;
use super::declare::{self, choice_values, fields_of};
use super::fields::{self, Fields};
use super::machine::machine;
use super::named::{apart, given, pair, parameter, required};
use super::parameter::value;
use super::section::declarations;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem, Word};
use crate::policy::{
    ChangeKind, ChoiceChange, FieldsChange, Name, ObligationChange, Place, RoleChange, Section,
    Titled,
};
use crate::source::{Node, Shape};

/// The words for these changes.
pub(super) const KINDS: [&str; 14] = [
    "declare",
    "remove",
    "choice",
    "event",
    "register",
    "account",
    "data",
    "role",
    "obligation",
    "fact",
    "applies",
    "row",
    "row_out",
    "titled",
];

/// A change that is written without the names of fields: `row("table.key", value)`.
pub(super) fn brief(word: &str, inner: &Node, problems: &mut Problems) -> Option<ChangeKind> {
    match word {
        "row_out" => {
            let path = fields::name(fields::only(inner, problems)?, problems)?;
            let (name, keys) = apart(&path);
            if keys.is_empty() {
                no_row(inner, problems);
                return None;
            }
            Some(ChangeKind::RowOut { name, keys })
        }
        "row" => {
            let (path, found) = pair(inner, problems)?;
            let path = fields::name(path, problems)?;
            let value = value(found, problems)?;
            match parameter(&path, value, None) {
                ChangeKind::Row { name, keys, value, .. } => {
                    Some(ChangeKind::NewRow { name, keys, value })
                }
                _ => {
                    no_row(inner, problems);
                    None
                }
            }
        }
        _ => titled(inner, problems),
    }
}

/// A row is named by its table and a value of each choice.
fn no_row(node: &Node, problems: &mut Problems) {
    let expected = Word::Plain("\"table.key\"".into());
    fields::wrong_shape(node, Phrase::Change, expected, problems);
}

/// `titled(state, "stall.granted", (zh: …, en: …))`
fn titled(inner: &Node, problems: &mut Problems) -> Option<ChangeKind> {
    let Shape::Tuple(items) = &inner.shape else {
        fields::wrong_shape(inner, Phrase::Change, Phrase::ShapeTuple.into(), problems);
        return None;
    };
    let [of, path, title] = items.as_slice() else {
        let args = vec![("count", "3".into())];
        let expected = Word::Phrase(Phrase::ShapeListOf, args);
        fields::wrong_shape(inner, Phrase::Change, expected, problems);
        return None;
    };
    let words: Vec<&str> = Titled::ALL.iter().map(|(word, _)| *word).collect();
    let word = fields::word(of, Phrase::Change, &words, problems)?;
    let (_, of) = *Titled::ALL.iter().find(|(known, _)| *known == word)?;
    let (first, mut rest) = apart(&fields::name(path, problems)?);
    let parts = usize::from(!matches!(of, Titled::One(_)));
    if rest.len() != parts {
        let expected = match of {
            Titled::One(_) => "\"name\"",
            Titled::State => "\"machine.state\"",
            Titled::Value => "\"choice.value\"",
            Titled::Quota => "\"selection.quota\"",
        };
        fields::wrong_shape(path, Phrase::Change, Word::Plain(expected.into()), problems);
        return None;
    }
    let title = fields::bilingual(title, problems)?;
    rest.insert(0, first);
    Some(ChangeKind::Title { of, path: rest, title })
}

/// A change that is written with the names of its fields.
pub(super) fn structured(
    word: &str,
    fields: &mut Fields<'_>,
    problems: &mut Problems,
) -> Option<ChangeKind> {
    Some(match word {
        "declare" => {
            let mut declared = declarations(fields, problems);
            if let Some(node) = fields.optional("machines") {
                let entries = fields::map(node, Phrase::Machine, problems);
                let machines = entries.into_iter().filter_map(|(name, node)| {
                    machine(super::clean_name(name, problems)?, node, problems)
                });
                declared.machines = machines.collect();
            }
            ChangeKind::Declare(Box::new(declared))
        }
        "remove" => ChangeKind::Remove(removed(fields, problems)),
        "choice" => {
            let choice = required(fields, "choice", problems);
            let add = fields.optional("add").map(|node| choice_values(node, problems));
            let add = add.unwrap_or_default();
            let place = place(fields, problems);
            // The order of the values ranks: what is added says where it stands.
            if place.is_none() && !add.is_empty() {
                let args = vec![("what", Phrase::Change.into()), ("name", "after".into())];
                problems.add(Problem::MissingField, fields.span().begin(), args);
            }
            let without = fields.names("without", problems);
            ChangeKind::Choice(Box::new(ChoiceChange { choice: choice?, add, place, without }))
        }
        "event" => with_fields(Section::Event, "event", fields, problems)?,
        "register" => with_fields(Section::Register, "register", fields, problems)?,
        "account" => with_fields(Section::Account, "account", fields, problems)?,
        "data" => with_fields(Section::Machine, "machine", fields, problems)?,
        "role" => {
            let role = required(fields, "role", problems);
            let holder = fields.required("holder", problems);
            let holder = holder.and_then(|node| declare::holder(node, problems));
            ChangeKind::Role(RoleChange { role: role?, holder: holder? })
        }
        "obligation" => ChangeKind::Obligation(Box::new(obligation(fields, problems)?)),
        "fact" => {
            // What was told of a fact was told of its type and by those who could supply it.
            let fact = required(fields, "fact", problems)?;
            for field in ["type", "of", "from", "dated"] {
                fields.optional(field);
            }
            let args = vec![("name", fact.value.as_str().into())];
            let told = Diagnostic::new(Problem::FactStays, fact.span, args);
            problems.push(told.with_help(Phrase::DeclareAnother, Vec::new()));
            return None;
        }
        _ => {
            let parameter = required(fields, "parameter", problems);
            let by =
                fields.required("by", problems).and_then(|node| applies::by(node, &[], problems));
            ChangeKind::Applies { parameter: parameter?, applies: by? }
        }
    })
}

/// `before` or `after` another.
pub(super) fn place(fields: &mut Fields<'_>, problems: &mut Problems) -> Option<Place> {
    let (before, after) = (fields.optional("before"), fields.optional("after"));
    fields.one_only(&["before", "after"], problems);
    let other = fields::name(before.or(after)?, problems)?;
    Some(Place { before: before.is_some(), other })
}

fn removed(fields: &mut Fields<'_>, problems: &mut Problems) -> Vec<(Section, Name)> {
    let mut found = Vec::new();
    let sections = [
        ("choices", Section::Choice),
        ("kinds", Section::Kind),
        ("parameters", Section::Parameter),
        ("facts", Section::Fact),
        ("findings", Section::Finding),
        ("events", Section::Event),
        ("roles", Section::Role),
        ("registers", Section::Register),
        ("accounts", Section::Account),
        ("obligations", Section::Obligation),
        ("records", Section::Record),
        ("groups", Section::Group),
        ("selections", Section::Selection),
        ("machines", Section::Machine),
    ];
    for (name, section) in sections {
        found.extend(fields.names(name, problems).into_iter().map(|name| (section, name)));
    }
    found
}

fn with_fields(
    section: Section,
    word: &'static str,
    fields: &mut Fields<'_>,
    problems: &mut Problems,
) -> Option<ChangeKind> {
    let name = required(fields, word, problems);
    let add = fields.optional("add").map(|node| fields_of(node, problems));
    let without = fields.names("without", problems);
    let add = add.unwrap_or_default();
    Some(ChangeKind::Fields(Box::new(FieldsChange { section, name: name?, add, without })))
}

fn obligation(fields: &mut Fields<'_>, problems: &mut Problems) -> Option<ObligationChange> {
    let obligation = required(fields, "obligation", problems);
    let by = given(fields, "by", problems);
    let opens = given(fields, "opens", problems);
    // `none` takes the last day away.
    let due = fields.optional("due").map(|node| match &node.shape {
        Shape::Word(word) if word == "none" => None,
        _ => fields::expression(node, problems),
    });
    let fulfilled_by = given(fields, "fulfilled_by", problems);
    let reported = given(fields, "reported", problems);
    let without = fields.names("without", problems);
    let obligation = obligation?;
    Some(ObligationChange { obligation, by, opens, due, fulfilled_by, reported, without })
}
