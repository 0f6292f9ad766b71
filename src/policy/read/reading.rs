//! The section `readings`, and changes wherever they are written.

use super::action::actions;
use super::fields::{self, Fields};
use super::machine::{counting, floor};
use super::parameter::value;
use super::selection::quotas;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem};
use crate::policy::{
    Change, ChangeKind, Declared, Name, Reading, ReadingOption, StateChange, TransitionChange,
};
use crate::source::{Node, Shape};

/// `readings`
pub fn readings(node: &Node, problems: &mut Problems) -> Declared<Reading> {
    let entries = fields::map(node, Phrase::Reading, problems);
    entries
        .into_iter()
        .filter_map(|(name, node)| {
            let name = super::clean_name(name, problems)?;
            reading(node, problems).map(|reading| (name, reading))
        })
        .collect()
}

fn reading(node: &Node, problems: &mut Problems) -> Option<Reading> {
    let mut fields = Fields::open(node, Phrase::Reading, problems)?;
    let question = fields.required("question", problems);
    let question = question.and_then(|node| fields::bilingual(node, problems));
    let words = fields.required("words", problems);
    let words = words.and_then(|node| fields::text(node, Phrase::Reading, problems));
    let origin = fields.origin(problems);
    let chosen = fields.required("chosen", problems).and_then(|node| fields::name(node, problems));
    let why = fields.required("why", problems).and_then(|node| fields::bilingual(node, problems));
    let mut options: Declared<ReadingOption> = Vec::new();
    if let Some(node) = fields.required("options", problems) {
        for (name, node) in fields::map(node, Phrase::Reading, problems) {
            let (Some(name), Some(mut inner)) =
                (super::clean_name(name, problems), Fields::open(node, Phrase::Reading, problems))
            else {
                continue;
            };
            let title = inner.title(problems);
            let changes = inner.optional("changes").map(|node| changes(node, problems));
            inner.close(problems);
            options.push((name, ReadingOption { title, changes: changes.unwrap_or_default() }));
        }
    }
    fields.close(problems);
    let chosen = chosen?;
    if !options.iter().any(|(name, _)| name.value == chosen.value) {
        let names = options.iter().map(|(name, _)| name.value.as_str());
        problems.push(
            Diagnostic::new(
                Problem::UnknownName,
                chosen.span,
                vec![("name", chosen.value.as_str().into()), ("kind", Phrase::Reading.into())],
            )
            .with_nearest(&chosen.value, names),
        );
    }
    Some(Reading { question: question?, words: words?.value, origin, chosen, why: why?, options })
}

/// A list of changes.
pub fn changes(node: &Node, problems: &mut Problems) -> Vec<Change> {
    let items = fields::list(node, Phrase::Change, problems);
    items.iter().filter_map(|node| change(node, problems)).collect()
}

/// The words for a change.
pub(super) const KINDS: [&str; 7] =
    ["parameter", "rule", "counting", "quotas", "transition", "state", "wait_for_the_calendar"];

fn change(node: &Node, problems: &mut Problems) -> Option<Change> {
    let word = fields::one_of(node, Phrase::Change, &KINDS, problems)?;
    if word == "wait_for_the_calendar" {
        return Some(Change { at: node.span, kind: ChangeKind::WaitForTheCalendar });
    }
    let Shape::Variant(_, inner) = &node.shape else {
        fields::wrong_shape(node, Phrase::Change, Phrase::ShapeVariant.into(), problems);
        return None;
    };
    let pair = |problems: &mut Problems| match &inner.shape {
        Shape::Tuple(items) if items.len() == 2 => items.first().zip(items.get(1)),
        _ => {
            fields::wrong_shape(inner, Phrase::Change, Phrase::ShapeTuple.into(), problems);
            None
        }
    };
    let kind = match word {
        "parameter" => {
            let (path, node) = pair(problems)?;
            let path = fields::name(path, problems)?;
            let value = value(node, problems)?;
            parameter(&path, value)
        }
        "rule" => {
            let (name, by) = pair(problems)?;
            ChangeKind::Rule {
                name: fields::name(name, problems)?,
                by: fields::name(by, problems)?,
            }
        }
        "counting" => {
            let node = fields::only(inner, problems).unwrap_or(inner);
            let mut fields = Fields::open(node, Phrase::Change, problems)?;
            let way = counting(&mut fields, problems);
            fields.close(problems);
            ChangeKind::Counting(way)
        }
        "quotas" => {
            let (selection, node) = pair(problems)?;
            let selection = fields::name(selection, problems)?;
            ChangeKind::Quotas { selection, quotas: quotas(node, problems) }
        }
        "state" => {
            let node = fields::only(inner, problems).unwrap_or(inner);
            ChangeKind::State(Box::new(state(node, problems)?))
        }
        _ => {
            let node = fields::only(inner, problems).unwrap_or(inner);
            ChangeKind::Transition(Box::new(transition(node, problems)?))
        }
    };
    Some(Change { at: node.span, kind })
}

/// `fee.upper.model` names a row of a table, `cycle` a parameter.
pub fn parameter(
    path: &Name,
    value: crate::source::Spanned<crate::policy::ParameterValue>,
) -> ChangeKind {
    let mut start = 0;
    let mut parts = path.value.split('.').map(|part| {
        let name = Name::new(part.to_owned(), path.span.part(start, part.len()));
        start += part.len() + 1;
        name
    });
    let name = parts.next().unwrap_or_else(|| path.clone());
    let keys: Vec<Name> = parts.collect();
    if keys.is_empty() {
        ChangeKind::Parameter { name, value }
    } else {
        ChangeKind::Row { name, keys, value }
    }
}

fn transition(node: &Node, problems: &mut Problems) -> Option<TransitionChange> {
    let mut fields = Fields::open(node, Phrase::Change, problems)?;
    let name = |fields: &mut Fields<'_>, name, problems: &mut Problems| {
        fields.required(name, problems).and_then(|node| fields::name(node, problems))
    };
    let machine = name(&mut fields, "machine", problems);
    let state = name(&mut fields, "state", problems);
    // A transition is found by its event, or by its timer.
    let trigger = match fields.optional("after") {
        Some(node) => fields::name(node, problems),
        None => name(&mut fields, "event", problems),
    };
    let remove = fields.flag("remove", false, problems);
    let list = |fields: &mut Fields<'_>, name, problems: &mut Problems| {
        fields.optional(name).map(|node| fields::names(node, problems))
    };
    let by = list(&mut fields, "by", problems);
    let when = list(&mut fields, "when", problems);
    let target = list(&mut fields, "target", problems);
    let add = fields.names("add", problems);
    let without = fields.names("without", problems);
    let not_before = fields.optional("not_before").and_then(|node| floor(node, problems));
    let has_actions = fields.optional("actions").is_some();
    let actions = actions(&mut fields, "actions", problems);
    fields.close(problems);
    Some(TransitionChange {
        machine: machine?,
        state: state?,
        trigger: trigger?,
        remove,
        by,
        when,
        add,
        without,
        not_before,
        actions: has_actions.then_some(actions),
        target,
    })
}

fn state(node: &Node, problems: &mut Problems) -> Option<StateChange> {
    let mut fields = Fields::open(node, Phrase::Change, problems)?;
    let name = |fields: &mut Fields<'_>, name, problems: &mut Problems| {
        fields.required(name, problems).and_then(|node| fields::name(node, problems))
    };
    let machine = name(&mut fields, "machine", problems);
    let state = name(&mut fields, "state", problems);
    let done = |name, fields: &mut Fields<'_>, problems: &mut Problems| {
        let is_given = fields.optional(name).is_some();
        let actions = actions(fields, name, problems);
        is_given.then_some(actions)
    };
    let on_entry = done("on_entry", &mut fields, problems);
    let on_exit = done("on_exit", &mut fields, problems);
    fields.close(problems);
    Some(StateChange { machine: machine?, state: state?, on_entry, on_exit })
}
