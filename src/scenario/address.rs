//! Addresses as they are written: `edition/2024/case/acme`. A short one, without its owners or
//! without the machine's name, is fine where it is unique.

use smallvec::SmallVec;

use super::value;
use crate::diagnostic::Problems;
use crate::lang::{Phrase, Problem, Word};
use crate::policy::Name;
use crate::program::Program;
use crate::rule::{MachineId, Type, Value};
use crate::source::{Span, Spanned};
use crate::world::{Address, Cast, Part};

/// An address, whole or short.
#[derive(Clone, Debug)]
pub struct PlannedAddress {
    /// The steps.
    pub address: Address,
    /// Whether it begins with an outermost owner.
    pub whole: bool,
    /// Its place.
    pub at: Span,
}

/// Reads an address; `machine` is what it should lead to, where that is known.
pub fn parse(
    written: &Name,
    machine: Option<MachineId>,
    program: &Program,
    cast: &mut Cast,
    problems: &mut Problems,
) -> Option<PlannedAddress> {
    let mut words = Vec::new();
    let mut start = 0;
    for word in written.value.split('/') {
        words.push(Spanned::new(word.to_owned(), written.span.part(start, word.len())));
        start += word.len() + 1;
    }
    let mut rest = words.as_slice();
    let mut parts = Vec::new();
    let first = rest.first()?;
    let mut next = program.machine(&first.value);
    if next.is_some() {
        rest = rest.get(1..).unwrap_or(&[]);
    } else if let Some(machine) = machine {
        // Without the machine's name: only a key.
        next = Some(machine);
    } else {
        let names = program.machines.iter().map(|machine| machine.name.as_str());
        value::unknown(first, Phrase::Machine, names, problems);
        return None;
    }
    while let Some(id) = next {
        let info = &program.machines[id];
        let mut key: SmallVec<[Value; 2]> = SmallVec::new();
        for part in &info.key {
            let Some(word) = rest.first() else {
                let form = form(program, id);
                let what = Word::Phrase(Phrase::AddressForm, vec![("form", form.into())]);
                problems.add(Problem::BadScenario, written.span, vec![("what", what)]);
                return None;
            };
            rest = rest.get(1..).unwrap_or(&[]);
            key.push(key_value(word, &part.ty, program, cast, problems)?);
        }
        parts.push(Part { machine: id, key });
        next = match rest.first() {
            None => None,
            Some(word) => {
                rest = rest.get(1..).unwrap_or(&[]);
                let child = program.machine(&word.value);
                let owned = child.filter(|&child| program.machines[child].owner == Some(id));
                if owned.is_none() {
                    let children =
                        program.machines.iter().filter(|machine| machine.owner == Some(id));
                    let names: Vec<&str> = children.map(|machine| machine.name.as_str()).collect();
                    value::unknown(word, Phrase::Machine, names.iter().copied(), problems);
                    return None;
                }
                owned
            }
        };
    }
    let whole = parts.first().is_some_and(|part| program.machines[part.machine].owner.is_none());
    Some(PlannedAddress { address: Address { parts }, whole, at: written.span })
}

/// How an address of a machine is written.
fn form(program: &Program, id: MachineId) -> String {
    let info = &program.machines[id];
    let own = std::iter::once(info.name.clone());
    let own = own.chain(info.key.iter().map(|part| format!("<{}>", part.name)));
    let own = own.collect::<Vec<_>>().join("/");
    match info.owner {
        Some(owner) => format!("{}/{own}", form(program, owner)),
        None => own,
    }
}

fn key_value(
    word: &Name,
    ty: &Type,
    program: &Program,
    cast: &mut Cast,
    problems: &mut Problems,
) -> Option<Value> {
    use crate::source::{Node, Shape};
    let shape = match (ty, word.value.parse::<i64>()) {
        (Type::Count, Ok(number)) => Shape::Integer(number),
        _ => Shape::Text { text: word.value.clone(), verbatim: false },
    };
    let node = Node { span: word.span, shape };
    value::known(&node, ty, program, cast, problems)
}
