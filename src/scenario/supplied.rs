//! What amendments supply where a story does not tell it (DESIGN 9.9).

use super::plan::Planner;
use super::planned::{PlannedFact, PlannedLine, PlannedWhat, Supplied};
use super::{carried, carried::PlannedValue, value};
use crate::chart::EventId;
use crate::diagnostic::Problems;
use crate::lang::Text;
use crate::policy::Name;
use crate::program::{FieldId, Program};
use crate::rule::{FactId, SubjectId, Type, Value};
use crate::source::Node;
use crate::world::Cast;

impl Planner<'_> {
    /// Supplies the facts of which the story tells nothing.
    pub(super) fn supply(&mut self, facts: &mut Vec<PlannedFact>, lines: &[PlannedLine]) {
        let program = self.naming.program;
        for assumed in &program.versions.assumed {
            for (name, node) in &assumed.what.facts {
                let Some(fact) = program.fact(name) else { continue };
                let Some(value) = self.assumed(node, &program.facts[fact].ty) else { continue };
                let info = &program.facts[fact];
                let kinds = self.naming.cast.subjects.enumerated();
                let fits =
                    kinds.filter(|(_, one)| info.of.is_empty() || info.of.contains(&one.kind));
                let untold: Vec<SubjectId> =
                    fits.map(|(id, _)| id).filter(|&id| !is_told(facts, lines, id, fact)).collect();
                let what = info.title.or_name(&info.name);
                self.note(&assumed.title, what, value, untold.len());
                facts.extend(untold.into_iter().map(|subject| PlannedFact {
                    subject,
                    fact,
                    value: Some(value),
                    true_from: None,
                    true_to: None,
                }));
            }
        }
    }

    /// Supplies what an event carries and the story does not write.
    pub(super) fn supply_data(
        &mut self,
        event: EventId,
        written: &[(Name, Node)],
        data: &mut Vec<(FieldId, PlannedValue)>,
    ) {
        let program = self.naming.program;
        let info = &program.events[event];
        for assumed in &program.versions.assumed {
            let own = assumed.what.data.iter().filter(|(known, _)| known.value == info.name);
            for (name, node) in own.flat_map(|(_, fields)| fields) {
                let named = |id: FieldId| program.fields[id].name == name.value;
                let field = info.data.iter().map(|(id, _)| *id).find(|&id| named(id));
                let is_written = written.iter().any(|(known, _)| known.value == name.value);
                let Some(id) = field.filter(|_| !is_written) else { continue };
                let Some(value) = self.assumed(node, &program.fields[id].ty) else { continue };
                let field = program.fields[id].title.or_name(&program.fields[id].name);
                self.note(&assumed.title, field, value, 1);
                data.push((id, PlannedValue::Known(value)));
            }
        }
    }

    /// A value as an amendment writes it; what is wrong with it is told of the amendment.
    fn assumed(&mut self, node: &Node, ty: &Type) -> Option<Value> {
        let naming = &mut self.naming;
        let value = typed(node, ty, naming.program, &mut naming.cast, &mut Problems::default())?;
        value::date(value, ty, naming.program, &mut naming.cast);
        Some(value)
    }

    fn note(&mut self, by: &Text, what: Text, value: Value, count: usize) {
        let same = |known: &&mut Supplied| known.by == *by && known.what == what;
        match self.supplied.iter_mut().find(same) {
            Some(known) => known.count += count,
            None if count > 0 => {
                self.supplied.push(Supplied { by: by.clone(), what, value, count });
            }
            None => {}
        }
    }
}

/// The value that an amendment writes.
pub fn typed(
    node: &Node,
    ty: &Type,
    program: &Program,
    cast: &mut Cast,
    problems: &mut Problems,
) -> Option<Value> {
    match carried::planned(node, ty, program, cast, problems)? {
        PlannedValue::Known(value) => Some(value),
        PlannedValue::Address(_) | PlannedValue::Places(_) => None,
    }
}

/// Whether a story tells a fact of a subject, on whatever day.
fn is_told(facts: &[PlannedFact], lines: &[PlannedLine], subject: SubjectId, fact: FactId) -> bool {
    let learnt = lines.iter().flat_map(|line| match &line.what {
        PlannedWhat::Learn { facts } => facts.as_slice(),
        _ => &[],
    });
    facts.iter().chain(learnt).any(|told| told.subject == subject && told.fact == fact)
}
