//! Changes wherever they are written.

use super::action::actions;
use super::declare::member;
use super::fields::{self, Fields};
use super::machine::{counting, floor};
use super::named::{given, pair, parameter, required};
use super::parameter::{dated, value};
use super::selection::quotas;
use super::{declaring, staging};
use crate::diagnostic::Problems;
use crate::lang::Phrase;
use crate::policy::{Change, ChangeKind, SelectionChange, StateChange, TransitionChange};
use crate::source::{Node, Shape};

/// A list of changes.
pub fn changes(node: &Node, problems: &mut Problems) -> Vec<Change> {
    let items = fields::list(node, Phrase::Change, problems);
    items.iter().filter_map(|node| change(node, problems)).collect()
}

/// All words for a change.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    KINDS.into_iter().chain(declaring::KINDS).chain(staging::KINDS)
}

/// The words for a change of what there is.
const KINDS: [&str; 10] = [
    "parameter",
    "members",
    "rule",
    "group",
    "counting",
    "quotas",
    "selection",
    "transition",
    "state",
    "wait_for_the_calendar",
];

fn change(node: &Node, problems: &mut Problems) -> Option<Change> {
    let known: Vec<&str> = words().collect();
    let word = fields::one_of(node, Phrase::Change, &known, problems)?;
    if word == "wait_for_the_calendar" {
        return Some(Change { at: node.span, kind: ChangeKind::WaitForTheCalendar });
    }
    let Shape::Variant(_, inner) = &node.shape else {
        fields::wrong_shape(node, Phrase::Change, Phrase::ShapeVariant.into(), problems);
        return None;
    };
    let kind = match word {
        "parameter" => {
            let (path, node) = pair(inner, problems)?;
            let path = fields::name(path, problems)?;
            match &node.shape {
                Shape::List(_) => ChangeKind::Values { name: path, values: dated(node, problems) },
                _ => parameter(&path, value(node, problems)?, None),
            }
        }
        "rule" => {
            let (name, by) = pair(inner, problems)?;
            ChangeKind::Rule {
                name: fields::name(name, problems)?,
                by: fields::name(by, problems)?,
            }
        }
        "quotas" => {
            let (selection, node) = pair(inner, problems)?;
            let selection = fields::name(selection, problems)?;
            ChangeKind::Quotas { selection, quotas: quotas(node, problems) }
        }
        "row" | "row_out" | "titled" => declaring::brief(word, inner, problems)?,
        "order" | "reading" => staging::brief(word, inner, problems)?,
        _ => {
            let node = fields::only(inner, problems).unwrap_or(inner);
            let mut fields = Fields::open(node, Phrase::Change, problems)?;
            let kind = structured(word, &mut fields, problems);
            fields.close(problems);
            kind?
        }
    };
    Some(Change { at: node.span, kind })
}

/// A change that is written with the names of its fields.
fn structured(word: &str, fields: &mut Fields<'_>, problems: &mut Problems) -> Option<ChangeKind> {
    Some(match word {
        "members" => {
            let parameter = required(fields, "parameter", problems);
            let add = fields.names("add", problems);
            let without = fields.names("without", problems);
            ChangeKind::Members { parameter: parameter?, add, without }
        }
        "group" => {
            let group = required(fields, "group", problems);
            let add = fields.optional("add").map(|node| members(node, problems));
            let without = fields.names("without", problems);
            ChangeKind::Group { group: group?, add: add.unwrap_or_default(), without }
        }
        "counting" => {
            let of = fields.names("of", problems);
            ChangeKind::Counting { of, counting: counting(fields, problems) }
        }
        "selection" => ChangeKind::Selection(Box::new(selection(fields, problems)?)),
        "state" => ChangeKind::State(Box::new(state(fields, problems)?)),
        word if declaring::KINDS.contains(&word) => declaring::structured(word, fields, problems)?,
        word if staging::KINDS.contains(&word) => staging::structured(word, fields, problems)?,
        _ => ChangeKind::Transition(Box::new(transition(fields, problems)?)),
    })
}

/// Members of a group, one alone or a list.
fn members(node: &Node, problems: &mut Problems) -> Vec<crate::policy::GroupMember> {
    match &node.shape {
        Shape::List(items) => items.iter().filter_map(|item| member(item, problems)).collect(),
        _ => member(node, problems).into_iter().collect(),
    }
}

fn selection(fields: &mut Fields<'_>, problems: &mut Problems) -> Option<SelectionChange> {
    let selection = required(fields, "selection", problems);
    let add = fields.optional("add").map(|node| quotas(node, problems));
    let replace = fields.optional("replace").map(|node| quotas(node, problems));
    let without = fields.names("without", problems);
    let add_each = fields.names("add_each", problems);
    let without_each = fields.names("without_each", problems);
    Some(SelectionChange {
        selection: selection?,
        add: add.unwrap_or_default(),
        replace: replace.unwrap_or_default(),
        without,
        add_each,
        without_each,
    })
}

fn transition(fields: &mut Fields<'_>, problems: &mut Problems) -> Option<TransitionChange> {
    let machine = required(fields, "machine", problems);
    let state = required(fields, "state", problems);
    // A transition is found by its event, or by its timer.
    let trigger = match fields.optional("after") {
        Some(node) => fields::name(node, problems),
        None => required(fields, "event", problems),
    };
    let remove = fields.flag("remove", false, problems);
    let by = given(fields, "by", problems);
    let add_by = fields.names("add_by", problems);
    let without_by = fields.names("without_by", problems);
    let when = given(fields, "when", problems);
    let target = given(fields, "target", problems);
    let add = fields.names("add", problems);
    let without = fields.names("without", problems);
    let not_before = fields.optional("not_before").and_then(|node| floor(node, problems));
    let has_actions = fields.optional("actions").is_some();
    let actions = actions(fields, "actions", problems);
    let without_actions = fields.names("without_actions", problems);
    Some(TransitionChange {
        machine: machine?,
        state: state?,
        trigger: trigger?,
        remove,
        by,
        add_by,
        without_by,
        when,
        add,
        without,
        not_before,
        actions: has_actions.then_some(actions),
        without_actions,
        target,
    })
}

fn state(fields: &mut Fields<'_>, problems: &mut Problems) -> Option<StateChange> {
    let machine = required(fields, "machine", problems);
    let state = required(fields, "state", problems);
    let done = |name, fields: &mut Fields<'_>, problems: &mut Problems| {
        let is_given = fields.optional(name).is_some();
        let actions = actions(fields, name, problems);
        is_given.then_some(actions)
    };
    let on_entry = done("on_entry", fields, problems);
    let on_exit = done("on_exit", fields, problems);
    let without_actions = fields.names("without_actions", problems);
    Some(StateChange { machine: machine?, state: state?, on_entry, on_exit, without_actions })
}
