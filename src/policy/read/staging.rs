//! Changes of what a machine is made of: states, transitions, stages and their order.

use super::declaring::place;
use super::fields::{self, Fields};
use super::machine;
use super::named::{pair, required};
use crate::diagnostic::Problems;
use crate::lang::{Phrase, Problem, Word};
use crate::policy::{ChangeKind, Meant, Name, NewTransition, StageChange, StatesChange};
use crate::source::{Node, Shape};

/// The words for these changes.
pub(super) const KINDS: [&str; 6] =
    ["states", "remove_state", "new_transition", "stage", "order", "reading"];

/// A change that is written without the names of fields: `order("machine", ["a", "b"])`.
pub(super) fn brief(word: &str, inner: &Node, problems: &mut Problems) -> Option<ChangeKind> {
    let (first, second) = pair(inner, problems)?;
    let first = fields::name(first, problems)?;
    Some(match word {
        "order" => {
            let stages = fields::list(second, Phrase::State, problems);
            let stages = stages.iter().filter_map(|node| fields::name(node, problems)).collect();
            ChangeKind::Order { machine: first, stages }
        }
        _ => ChangeKind::Reading { number: first, meaning: fields::name(second, problems)? },
    })
}

/// A change that is written with the names of its fields.
pub(super) fn structured(
    word: &str,
    fields: &mut Fields<'_>,
    problems: &mut Problems,
) -> Option<ChangeKind> {
    let machine = required(fields, "machine", problems);
    Some(match word {
        "states" => {
            let add = machine::states(fields.required("add", problems), problems);
            let under = fields.optional("under").and_then(|node| fields::name(node, problems));
            let place = place(fields, problems);
            ChangeKind::States(Box::new(StatesChange { machine: machine?, add, under, place }))
        }
        "remove_state" => {
            let state = required(fields, "state", problems);
            let to = required(fields, "to", problems);
            ChangeKind::RemoveState { machine: machine?, state: state?, to: to? }
        }
        "new_transition" => {
            let state = required(fields, "state", problems);
            let place = place(fields, problems);
            let on = fields.required("on", problems);
            let on = on.and_then(|node| machine::transition(node, problems));
            let (machine, state, on) = (machine?, state?, on?);
            ChangeKind::NewTransition(Box::new(NewTransition { machine, state, place, on }))
        }
        _ => ChangeKind::Stage(Box::new(stage(machine, fields, problems)?)),
    })
}

fn stage(
    machine: Option<Name>,
    fields: &mut Fields<'_>,
    problems: &mut Problems,
) -> Option<StageChange> {
    let place = match place(fields, problems) {
        None => {
            fields.required("before", problems);
            None
        }
        place => place,
    };
    let name = fields.required("name", problems);
    let name = name.and_then(|node| fields::new_name(node, problems));
    let written = fields.required("from", problems);
    let state = name.zip(written).and_then(|(name, node)| machine::state(name, node, problems));
    let is_before = place.as_ref().is_none_or(|place| place.before);
    let on = match is_before {
        true => fields.names("on", problems),
        false => {
            let on = fields.required("on", problems);
            on.map(|node| fields::names(node, problems)).unwrap_or_default()
        }
    };
    let except = fields.names("except", problems);
    // Which of them speaks depends on the side on which the stage is put.
    let idle = if is_before { on.first() } else { except.first() };
    if let Some(idle) = idle {
        let what = if is_before { Phrase::StageOnBefore } else { Phrase::StageExceptAfter };
        problems.add(Problem::StageImpossible, idle.span, vec![("what", what.into())]);
    }
    let entries = fields.optional("names").map(|node| fields::map(node, Phrase::State, problems));
    let mut names = Vec::new();
    for (name, node) in entries.unwrap_or_default() {
        names.extend(answer(node, problems).map(|answer| (name, answer)));
    }
    Some(StageChange { machine: machine?, place: place?, state: state?, on, except, names })
}

/// `stay`, `also("state")`, `to("state")`
fn answer(node: &Node, problems: &mut Problems) -> Option<Meant> {
    let word = fields::one_of(node, Phrase::State, &["stay", "also", "to"], problems)?;
    let inner = match &node.shape {
        Shape::Variant(_, inner) => Some(fields::name(fields::only(inner, problems)?, problems)?),
        _ => None,
    };
    match (word, inner) {
        ("stay", None) => Some(Meant::Stay),
        ("also", Some(name)) => Some(Meant::Also(name)),
        ("to", Some(name)) => Some(Meant::To(name)),
        _ => {
            let expected = Word::Plain("stay / also(\"…\") / to(\"…\")".into());
            fields::wrong_shape(node, Phrase::State, expected, problems);
            None
        }
    }
}
