//! Which edits reach something, each by its number and its article.

use super::course::sanctions;
use super::draft::{Draft, Operation};
use crate::amend::words::Edited;
use crate::chart::StateId;
use crate::lang::Word;
use crate::lang::sentence::{
    CheckedBy, CheckedEdit, CheckedEditBare, CheckedEditNew, CheckedEditOf,
};
use crate::policy::check::cite;
use crate::policy::{Amendment, ArticleRef, Change, ChangeKind, Edit, Section};
use crate::program::RuleId;
use crate::program::{
    CompiledAction, CompiledKind, CompiledMachine, CompiledTransition, Guard, Program, Slot,
    TimerSpan, Tree,
};
use crate::rule::ParamId;

/// What an edit may reach, by name.
#[derive(Default)]
pub(super) struct Reach<'p> {
    machine: Option<&'p str>,
    parameters: Vec<&'p str>,
    rules: Vec<&'p str>,
}

impl<'p> Reach<'p> {
    /// A parameter.
    pub(super) fn parameter(program: &'p Program, id: ParamId) -> Self {
        Self { parameters: vec![program.parameters[id].name.as_str()], ..Self::default() }
    }
    /// A machine with all that its course asks.
    pub(super) fn machine(program: &'p Program, machine: &'p CompiledMachine) -> Self {
        let mut reach = Self::course(machine);
        for state in machine.states.iter() {
            let all = [&state.on_entry, &state.on_exit, &state.on_initial];
            all.into_iter().flatten().for_each(|action| reach.action(program, action));
        }
        machine.transitions.iter().for_each(|one| reach.transition(program, one));
        reach
    }
    /// The states and transitions of a machine alone.
    pub(super) fn course(machine: &'p CompiledMachine) -> Self {
        Self { machine: Some(machine.name.as_str()), ..Self::default() }
    }
    /// What takes something away or bars somebody where a state is entered, and what leads there.
    pub(super) fn sanction(
        program: &'p Program,
        machine: &'p CompiledMachine,
        state: StateId,
    ) -> Self {
        let mut reach = Self::course(machine);
        let own = machine.states[state].on_entry.iter().filter(|action| sanctions(action));
        own.for_each(|action| reach.action(program, action));
        for (id, transition) in machine.transitions.enumerated() {
            if machine.chart.targets(id).contains(&state) {
                reach.transition(program, transition);
            }
        }
        reach
    }
    fn transition(&mut self, program: &'p Program, transition: &'p CompiledTransition) {
        for rule in transition.guards.iter().flat_map(Guard::rules) {
            self.rule(program, rule);
        }
        let floor = transition.floor.as_ref().map(|floor| floor.period);
        let timer = transition.timer.as_ref().and_then(|timer| match &timer.span {
            TimerSpan::Parameter(by, ..) => Some(*by),
            TimerSpan::Until(_) | TimerSpan::Plain(..) => None,
        });
        let lengths = floor.into_iter().chain(timer);
        self.parameters.extend(lengths.map(|id| program.parameters[id].name.as_str()));
        transition.actions.iter().for_each(|action| self.action(program, action));
    }
    fn rule(&mut self, program: &'p Program, id: RuleId) {
        let rule = &program.rules[id];
        self.rules.push(rule.name.as_str());
        self.tree(program, &rule.tree);
    }
    fn tree(&mut self, program: &'p Program, tree: &Tree) {
        self.parameters.extend(tree.reads.iter().filter_map(|(slot, _)| match slot {
            Slot::Param(id) => Some(program.parameters[*id].name.as_str()),
            _ => None,
        }));
    }
    fn action(&mut self, program: &'p Program, action: &CompiledAction) {
        for rule in action.when.iter().flat_map(Guard::rules) {
            self.rule(program, rule);
        }
        match &action.kind {
            CompiledKind::Enter { to: Some(tree), .. }
            | CompiledKind::Keep { until: tree, .. }
            | CompiledKind::Owe { amount: tree, .. }
            | CompiledKind::Oblige { due: Some(tree), .. } => self.tree(program, tree),
            _ => {}
        }
    }
    /// Whether a change makes something of it otherwise.
    fn is_reached(&self, change: &Change) -> bool {
        let named = |all: &[&str], name: &str| all.contains(&name);
        match &change.kind {
            ChangeKind::Parameter { name, .. }
            | ChangeKind::Values { name, .. }
            | ChangeKind::Row { name, .. }
            | ChangeKind::NewRow { name, .. }
            | ChangeKind::RowOut { name, .. }
            | ChangeKind::Members { parameter: name, .. }
            | ChangeKind::Applies { parameter: name, .. } => named(&self.parameters, name),
            ChangeKind::Rule { name, .. } => named(&self.rules, name),
            ChangeKind::Group { add, without, .. } => {
                let added = add.iter().map(|member| &member.rule);
                added.chain(without).any(|rule| named(&self.rules, rule))
            }
            ChangeKind::Fields(fields) => {
                fields.section == Section::Machine && self.machine == Some(fields.name.as_str())
            }
            _ => change.machine().is_some_and(|machine| self.machine == Some(machine)),
        }
    }
}

impl Draft<'_> {
    /// The edits that reach something.
    pub(super) fn reaching(&self, reach: &Reach<'_>) -> Vec<Operation> {
        let mut found = Vec::new();
        for (amendment, (own, after)) in self.amendments.iter().zip(self.rewritten).enumerate() {
            for (edit, (own, after)) in own.edits.iter().zip(&after.edits).enumerate() {
                let mut changes = after.derived.iter().chain(own.runs.changes());
                if changes.any(|change| reach.is_reached(change)) {
                    found.push(Operation { amendment, edit });
                }
            }
        }
        found
    }
    /// What is told with the edits by which it is so.
    pub(super) fn by(&self, edits: &[Operation], told: Word) -> Word {
        let named: Vec<Word> = edits.iter().filter_map(|edit| self.edit(*edit)).collect();
        match named.is_empty() {
            true => told,
            false => CheckedBy { edits: Word::List(named), told }.into(),
        }
    }
    /// An edit with its amendment.
    pub(super) fn edit_of(&self, operation: Operation) -> Option<(&Amendment, &Edit)> {
        let amendment = self.amendments.get(operation.amendment)?;
        Some((amendment, amendment.edits.get(operation.edit)?))
    }
    /// An edit by its number, its amendment's name where there are several, and its article.
    fn edit(&self, operation: Operation) -> Option<Word> {
        let (amendment, own) = self.edit_of(operation)?;
        let after = self.rewritten.get(operation.amendment)?.edits.get(operation.edit)?;
        let number: Word = (operation.edit + 1).to_string().into();
        let told: Word = match (place(own, after), inserted(after)) {
            (Some(article), _) => CheckedEdit { edit: number, article }.into(),
            (None, Some(article)) => CheckedEditNew { edit: number, article }.into(),
            (None, None) => CheckedEditBare { edit: number }.into(),
        };
        Some(match self.amendments.len() {
            0 | 1 => told,
            _ => CheckedEditOf { amendment: amendment.name.as_str().into(), edit: told }.into(),
        })
    }
}

/// The articles that an edit amends, or that grant it, each once.
fn place(edit: &Edit, after: &Edited) -> Option<Word> {
    let amended = after.operation.places.iter().filter_map(|(was, _)| *was);
    let granted = edit.by.iter().map(|article| article.value);
    let mut all: Vec<ArticleRef> = Vec::new();
    for article in amended.chain(granted) {
        if !all.contains(&article) {
            all.push(article);
        }
    }
    (!all.is_empty()).then(|| Word::List(all.into_iter().map(cite).collect()))
}

/// What an edit inserts, by its number after.
fn inserted(after: &Edited) -> Option<Word> {
    let mut all = after.operation.places.iter().filter_map(|(_, becomes)| *becomes);
    all.next().map(cite)
}
