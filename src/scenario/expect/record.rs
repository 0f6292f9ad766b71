//! `records`: what is kept of an instance, and until which day.

use super::mismatch::Comparison;
use crate::calendar::Day;
use crate::diagnostic::Problems;
use crate::lang::Phrase;
use crate::policy::Name;
use crate::policy::read::fields::Fields;
use crate::program::RecordKindId;
use crate::scenario::address::PlannedAddress;
use crate::scenario::naming::Naming;
use crate::scenario::notation::{dated, name};
use crate::scenario::value::unknown_titled;
use crate::source::{Node, Span, Spanned};

/// A record as it is written.
#[derive(Clone, Debug)]
pub struct Record {
    record: Name,
    instance: Name,
    until: Spanned<Day>,
    at: Span,
}

/// A record that is expected.
#[derive(Clone, Debug)]
pub struct PlannedRecord {
    /// Which kind.
    pub record: RecordKindId,
    /// Of which instance.
    pub instance: PlannedAddress,
    /// Its last day.
    pub until: Day,
    /// Its place.
    pub at: Span,
}

impl Record {
    pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Self> {
        let mut fields = Fields::open(node, Phrase::Record, problems)?;
        let record = name(&mut fields, "record", problems);
        let instance = name(&mut fields, "instance", problems);
        let until = fields.required("until", problems).and_then(|node| dated(node, problems));
        fields.close(problems);
        Some(Self { record: record?, instance: instance?, until: until?, at: node.span })
    }

    pub(super) fn plan(&self, naming: &mut Naming<'_>) -> Option<PlannedRecord> {
        let program = naming.program;
        let Some(record) = program.record_kind(&self.record) else {
            let known =
                program.record_kinds.iter().map(|record| (record.name.as_str(), &record.title));
            unknown_titled(&self.record, Phrase::Record, known, &mut naming.problems);
            return None;
        };
        let instance = naming.address(&self.instance)?;
        Some(PlannedRecord { record, instance, until: self.until.value, at: self.at })
    }
}

impl PlannedRecord {
    pub(super) fn compare(&self, with: &mut Comparison<'_>) {
        let Some(id) = with.instance(&self.instance) else { return };
        let kept = with
            .world
            .records()
            .iter()
            .filter(|kept| kept.instance == id && kept.record == self.record);
        let days: Vec<String> = kept.map(|kept| kept.until.to_string()).collect();
        let until = self.until.to_string();
        if !days.contains(&until) {
            let days = Comparison::listed(days.into_iter());
            with.differ(self.at, Phrase::OtherRecord, until, days);
        }
    }
}
