//! A line of a register, as it stood before a story or as it is expected.

use super::naming::Naming;
use super::notation::{dated, name, nodes};
use super::value::unknown_titled;
use crate::calendar::Day;
use crate::diagnostic::Problems;
use crate::lang::{Phrase, Problem, Word};
use crate::policy::Name;
use crate::policy::read::fields::{self, Fields};
use crate::rule::{RegisterId, SubjectId, Value};
use crate::source::{Node, Span, Spanned};

/// A line of a register as it is written.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The register.
    pub register: Name,
    /// Whom it concerns.
    pub subject: Name,
    /// The columns.
    pub columns: Vec<(Name, Node)>,
    /// The first day.
    pub from: Option<Spanned<Day>>,
    /// The last day.
    pub to: Option<Spanned<Day>>,
    /// The day on which it is looked for.
    pub on: Option<Day>,
    /// Its place.
    pub at: Span,
}

/// A line of a register.
#[derive(Clone, Debug)]
pub struct PlannedEntry {
    /// The register.
    pub register: RegisterId,
    /// Whom it concerns.
    pub subject: SubjectId,
    /// The columns that are given.
    pub columns: Vec<(usize, Value)>,
    /// The first day.
    pub from: Option<Day>,
    /// The last day.
    pub to: Option<Day>,
    /// The day on which it is looked for.
    pub on: Option<Day>,
    /// Its place.
    pub at: Span,
}

impl Entry {
    /// The lines in a list.
    pub fn read_all(node: &Node, problems: &mut Problems) -> Vec<Self> {
        let items = fields::list(node, Phrase::Register, problems);
        items.iter().filter_map(|node| Self::read(node, problems)).collect()
    }

    fn read(node: &Node, problems: &mut Problems) -> Option<Self> {
        let mut fields = Fields::open(node, Phrase::Register, problems)?;
        let register = name(&mut fields, "register", problems);
        let subject = name(&mut fields, "subject", problems);
        let columns = nodes(&mut fields, "columns", problems);
        let from = fields.optional("from").and_then(|node| dated(node, problems));
        let to = fields.optional("to").and_then(|node| dated(node, problems));
        let on = fields.optional("on").and_then(|node| fields::day(node, problems));
        fields.close(problems);
        Some(Self { register: register?, subject: subject?, columns, from, to, on, at: node.span })
    }

    /// The line with its names looked up.
    pub fn plan(&self, naming: &mut Naming<'_>) -> Option<PlannedEntry> {
        let program = naming.program;
        let Some(register) = program.register(&self.register) else {
            let known =
                program.registers.iter().map(|register| (register.name.as_str(), &register.title));
            unknown_titled(&self.register, Phrase::Register, known, &mut naming.problems);
            return None;
        };
        let subject = naming.subject(&self.subject)?;
        let columns = naming.columns(&self.columns, &program.registers[register].columns);
        if let (Some(from), Some(to)) = (&self.from, &self.to)
            && to.value < from.value
        {
            let days = vec![
                ("to", Word::from(to.value.to_string())),
                ("from", from.value.to_string().into()),
            ];
            let what = vec![("what", Word::Phrase(Phrase::EntryBackwards, days))];
            naming.problems.add(Problem::BadScenario, to.span, what);
        }
        Some(PlannedEntry {
            register,
            subject,
            columns,
            from: self.from.as_ref().map(|day| day.value),
            to: self.to.as_ref().map(|day| day.value),
            on: self.on,
            at: self.at,
        })
    }
}
