//! `data: { "case/acme": { "score": 93 } }`: what an instance remembers.

use super::mismatch::Comparison;
use crate::diagnostic::Problems;
use crate::lang::Phrase;
use crate::policy::Name;
use crate::policy::read::fields::{self, Fields};
use crate::rule::Value;
use crate::scenario::address::PlannedAddress;
use crate::scenario::naming::Naming;
use crate::scenario::notation::named;
use crate::source::{Node, Span};

/// What an instance remembers, as it is written.
#[derive(Clone, Debug)]
pub struct Remembered {
    instance: Name,
    fields: Vec<(Name, Node)>,
}

/// What an instance is expected to remember.
#[derive(Clone, Debug)]
pub struct PlannedRemembered {
    /// The instance.
    pub instance: PlannedAddress,
    /// Each field's position, its value, the place of the expectation.
    pub fields: Vec<(usize, Value, Span)>,
}

impl Remembered {
    pub(super) fn read_all(fields: &mut Fields<'_>, problems: &mut Problems) -> Vec<Self> {
        let found = named(fields, "data", Phrase::Field, problems, |node, problems| {
            let entries = fields::map(node, Phrase::Field, problems);
            Some(entries.into_iter().map(|(name, node)| (name, node.clone())).collect())
        });
        found.into_iter().map(|(instance, fields)| Self { instance, fields }).collect()
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    pub(super) fn plan(&self, naming: &mut Naming<'_>) -> Option<PlannedRemembered> {
        let (instance, machine) = naming.led(&self.instance)?;
        let declared = &naming.program.machines[machine].data;
        let mut fields = Vec::new();
        for field in &self.fields {
            for (at, value) in naming.columns(std::slice::from_ref(field), declared) {
                fields.push((at, value, field.1.span));
            }
        }
        Some(PlannedRemembered { instance, fields })
    }
}

impl PlannedRemembered {
    pub(super) fn compare(&self, with: &mut Comparison<'_>) {
        let Some(id) = with.instance(&self.instance) else { return };
        for &(at, wanted, span) in &self.fields {
            let found = with.world.datum(with.program(), id, at);
            if found != Some(wanted) {
                let wanted = with.text(wanted);
                let found = found.map_or(Phrase::NothingWord.into(), |found| with.text(found));
                with.differ(span, Phrase::OtherData, wanted, found);
            }
        }
    }
}
