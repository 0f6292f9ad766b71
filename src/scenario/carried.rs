//! What an event carries: values, and addresses of instances that are resolved when the story runs.

use super::address::{self, PlannedAddress};
use super::value::{choice_value, known};
use crate::diagnostic::Problems;
use crate::lang::Phrase;
use crate::policy::read::fields;
use crate::program::Program;
use crate::rule::{ChoiceId, MachineId, RecordId, Type, Value};
use crate::source::Node;
use crate::world::Cast;

/// A value, where need be with addresses to be resolved when the story runs.
#[derive(Clone, Debug)]
pub enum PlannedValue {
    /// Known.
    Known(Value),
    /// An instance.
    Address(PlannedAddress),
    /// Candidates with their places.
    Places(Vec<(PlannedAddress, Value)>),
}

/// The value that `node` writes, of type `ty`.
pub fn planned(
    node: &Node,
    ty: &Type,
    program: &Program,
    cast: &mut Cast,
    problems: &mut Problems,
) -> Option<PlannedValue> {
    match ty {
        Type::Instance(machine) => {
            let name = fields::name(node, problems)?;
            let address = address::parse(&name, Some(*machine), program, cast, problems)?;
            Some(PlannedValue::Address(address))
        }
        Type::List(record) => match places(*record, program) {
            Some((machine, choice)) => {
                let mut rows = Vec::new();
                for (name, node) in fields::map(node, Phrase::Selection, problems) {
                    let address = address::parse(&name, Some(machine), program, cast, problems);
                    let place = fields::name(node, problems)
                        .and_then(|name| choice_value(&name, choice, program, problems));
                    rows.extend(address.zip(place));
                }
                Some(PlannedValue::Places(rows))
            }
            None => known(node, ty, program, cast, problems).map(PlannedValue::Known),
        },
        _ => known(node, ty, program, cast, problems).map(PlannedValue::Known),
    }
}

/// The machine and the choice of a list of places.
fn places(record: RecordId, program: &Program) -> Option<(MachineId, ChoiceId)> {
    match program.rows[record].columns.as_slice() {
        [(candidate, Type::Instance(machine)), (place, Type::Choice(choice))]
            if candidate == "candidate" && place == "place" =>
        {
            Some((*machine, *choice))
        }
        _ => None,
    }
}
