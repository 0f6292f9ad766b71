//! What is declared is used somewhere: read, heard, held, written to.

use std::collections::BTreeSet;

use crate::chart::EventId;
use crate::diagnostic::Problems;
use crate::ident::Id;
use crate::lang::{Phrase, Problem};
use crate::policy::{Action, Bundle, Declared, Name, State, slots};
use crate::program::walk::{Met, each_action, each_tree};
use crate::program::{
    CompiledKind, ObligationId, Program, Query, RecordKindId, RoleId, SelectionId, Slot, TimerSpan,
};
use crate::rule::{AccountId, Arithmetic, Expr, ExprKind, FactId, FindingId, ParamId, RegisterId};

/// Tells of what is declared and never used.
pub(super) fn what_is_declared_is_used(
    bundle: &Bundle,
    program: &Program,
    problems: &mut Problems,
) {
    let mut used = Used::new();
    used.trees(program);
    used.machines(program);
    used.selections(program);
    used.holders(program);
    let groups = used_groups(bundle);
    let in_the_text = bound_in_the_text(bundle);
    let text = |name: &str| in_the_text.contains(name);
    let words = bundle.rule_words();
    // A reading's rules are compiled for that reading alone.
    let reading = |name: &Name| {
        !bundle.readings.is_empty() && (words.mention(name, None) || bundle.readings_mention(name))
    };
    let mut tell = |what: Phrase, name: &Name, is_used: bool| {
        if !is_used {
            let args = vec![("kind", what.into()), ("name", name.value.as_str().into())];
            problems.add(Problem::Unused, name.span, args);
        }
    };
    let mut inert = Vec::new();
    for (at, (name, _)) in bundle.parameters.iter().enumerate() {
        let runs = used.parameters.contains_index(at) || reading(name);
        tell(Phrase::Parameter, name, runs || text(&name.value));
        if !runs && text(&name.value) {
            inert.push(name);
        }
    }
    for (at, (name, _)) in bundle.facts.iter().enumerate() {
        tell(Phrase::Fact, name, used.facts.contains_index(at) || reading(name));
    }
    for (at, (name, _)) in bundle.findings.iter().enumerate() {
        tell(Phrase::Finding, name, used.findings.contains_index(at) || reading(name));
    }
    each(&bundle.events, Phrase::Event, |at| used.events.contains_index(at), &mut tell);
    each(&bundle.roles, Phrase::Role, |at| used.roles.contains_index(at), &mut tell);
    each(&bundle.registers, Phrase::Register, |at| used.registers.contains_index(at), &mut tell);
    each(&bundle.accounts, Phrase::Account, |at| used.accounts.contains_index(at), &mut tell);
    each(&bundle.obligations, Phrase::Obligation, |at| used.duties.contains_index(at), &mut tell);
    each(&bundle.records, Phrase::Record, |at| used.records.contains_index(at), &mut tell);
    each(&bundle.selections, Phrase::Selection, |at| used.lists.contains_index(at), &mut tell);
    for (name, _) in &bundle.groups {
        tell(Phrase::Group, name, groups.contains(&name.value.as_str()));
    }
    for name in inert {
        let args = vec![("name", name.value.as_str().into())];
        problems.add(Problem::RunsNothing, name.span, args);
    }
}

/// The names that slots of the text bind.
fn bound_in_the_text(bundle: &Bundle) -> BTreeSet<&str> {
    let paragraphs = bundle.articles.iter().flat_map(|article| &article.paragraphs);
    let texts = paragraphs.flat_map(|paragraph| paragraph.texts());
    let slots = texts.flat_map(|text| slots(&text.value));
    slots.flat_map(|slot| slot.bound.into_iter().map(|bound| bound.name())).collect()
}

/// Tells of periods that a change counts otherwise and by which rules count too: there it does not
/// reach.
pub(super) fn what_is_recounted_is_waited_for(
    bundle: &Bundle,
    program: &Program,
    problems: &mut Problems,
) {
    let mut used = Met::new();
    each_tree(program, &mut |tree| {
        let functions = tree.functions.iter().map(|function| &function.body);
        std::iter::once(&tree.body).chain(functions).for_each(|body| reckoned(body, &mut used));
    });
    for (name, _) in &bundle.recounted {
        let at = bundle.parameters.iter().position(|(known, _)| known.value == name.value);
        if at.is_some_and(|at| used.contains_index(at)) {
            let args = vec![("name", name.value.as_str().into())];
            problems.add(Problem::CountingOutOfReach, name.span, args);
        }
    }
}

/// The parameters that are read otherwise than to be added to a day.
pub(super) fn reckoned(part: &Expr<Slot, Query>, used: &mut Met<ParamId>) {
    match &part.kind {
        ExprKind::Read(Slot::Param(id)) => used.insert(*id),
        ExprKind::Arithmetic(Arithmetic::Add, sides)
            if matches!(sides[1].kind, ExprKind::Read(_)) =>
        {
            reckoned(&sides[0], used);
        }
        _ => part.for_each_part(&mut |inner| reckoned(inner, used)),
    }
}

/// Whether anything that runs reads the parameter in that place of the bundle.
pub(super) fn runs_on(program: &Program, parameter: usize) -> bool {
    read_by_what_runs(program).contains_index(parameter)
}

/// Whether anything asks for a fact.
pub(super) fn asks_for(program: &Program, fact: FactId) -> bool {
    let mut used = Used::new();
    used.trees(program);
    used.machines(program);
    used.selections(program);
    used.facts.contains_index(fact.index())
}

/// The parameters that something reads which runs.
pub(super) fn read_by_what_runs(program: &Program) -> Met<ParamId> {
    let mut used = Used::new();
    used.trees(program);
    used.machines(program);
    used.selections(program);
    used.parameters
}

fn each<T>(
    declared: &Declared<T>,
    what: Phrase,
    is_used: impl Fn(usize) -> bool,
    tell: &mut impl FnMut(Phrase, &Name, bool),
) {
    for (at, (name, _)) in declared.iter().enumerate() {
        tell(what, name, is_used(at));
    }
}

/// What was met.
struct Used {
    parameters: Met<ParamId>,
    facts: Met<FactId>,
    findings: Met<FindingId>,
    events: Met<EventId>,
    roles: Met<RoleId>,
    registers: Met<RegisterId>,
    accounts: Met<AccountId>,
    duties: Met<ObligationId>,
    records: Met<RecordKindId>,
    lists: Met<SelectionId>,
}

impl Used {
    const fn new() -> Self {
        Self {
            parameters: Met::new(),
            facts: Met::new(),
            findings: Met::new(),
            events: Met::new(),
            roles: Met::new(),
            registers: Met::new(),
            accounts: Met::new(),
            duties: Met::new(),
            records: Met::new(),
            lists: Met::new(),
        }
    }

    fn slot(&mut self, slot: Slot) {
        match slot {
            Slot::Fact(fact) => self.facts.insert(fact),
            Slot::LinkedFact { link, fact } => {
                self.facts.insert(link);
                self.facts.insert(fact);
            }
            Slot::KeyFact { fact, .. } => self.facts.insert(fact),
            Slot::Param(parameter) => self.parameters.insert(parameter),
            Slot::Finding { finding, .. } => self.findings.insert(finding),
            Slot::Data { .. }
            | Slot::Key { .. }
            | Slot::Event(_)
            | Slot::Today
            | Slot::AsOf
            | Slot::Subject
            | Slot::Actor
            | Slot::Place
            | Slot::ValidFrom
            | Slot::ValidTo
            | Slot::Under(_)
            | Slot::Itself => {}
        }
    }

    fn query(&mut self, query: &Query) {
        match query {
            Query::HasEntry { register, .. }
            | Query::EntryUntil { register, .. }
            | Query::EntryFrom { register, .. }
            | Query::LatestEntryFrom { register, .. } => {
                self.registers.insert(*register);
            }
            Query::Owed(account) | Query::Paid(account) => self.accounts.insert(*account),
            Query::Fulfilled(obligation) => self.duties.insert(*obligation),
            Query::Count { .. }
            | Query::InState { .. }
            | Query::IsA(_)
            | Query::OpenedSince { .. }
            | Query::LastOpened { .. }
            | Query::EnteredSince { .. } => {}
        }
    }

    fn trees(&mut self, program: &Program) {
        each_tree(program, &mut |tree| {
            tree.reads.iter().for_each(|(slot, _)| self.slot(*slot));
            tree.queries.iter().for_each(|(query, _)| self.query(query));
        });
        program.rules.iter().filter_map(|rule| rule.as_of).for_each(|slot| self.slot(slot));
    }

    fn machines(&mut self, program: &Program) {
        for machine in program.machines.iter() {
            machine.opened_by.iter().for_each(|&event| self.events.insert(event));
            for transition in machine.transitions.iter() {
                transition.events.iter().for_each(|&event| self.events.insert(event));
                transition.by.iter().for_each(|&role| self.roles.insert(role));
                transition.floor.iter().for_each(|floor| self.parameters.insert(floor.period));
                match transition.timer.as_ref().map(|timer| &timer.span) {
                    Some(TimerSpan::Parameter(parameter, ..)) => {
                        self.parameters.insert(*parameter);
                    }
                    Some(TimerSpan::Until(_) | TimerSpan::Plain(..)) | None => {}
                }
            }
        }
        each_action(program, &mut |_, action| self.action(&action.kind));
    }

    fn action(&mut self, kind: &CompiledKind) {
        match kind {
            CompiledKind::Raise(event) => self.events.insert(*event),
            CompiledKind::Send { event, delay, .. } => {
                self.events.insert(*event);
                delay.iter().for_each(|&delay| self.parameters.insert(delay));
            }
            CompiledKind::Enter { register, .. } | CompiledKind::End { register, .. } => {
                self.registers.insert(*register);
            }
            CompiledKind::Owe { account, .. }
            | CompiledKind::Pay(account)
            | CompiledKind::Reverse(account)
            | CompiledKind::Return(account) => self.accounts.insert(*account),
            CompiledKind::Oblige { obligation, .. }
            | CompiledKind::Fulfil(obligation)
            | CompiledKind::Undone(obligation)
            | CompiledKind::Breach(obligation) => self.duties.insert(*obligation),
            CompiledKind::Keep { record, .. } => self.records.insert(*record),
            CompiledKind::Open(selection)
            | CompiledKind::Propose { selection, .. }
            | CompiledKind::Decide { selection, .. } => self.lists.insert(*selection),
            // A fact that is learnt or a finding that is recorded is not thereby read.
            CompiledKind::Learn { .. }
            | CompiledKind::Find { .. }
            | CompiledKind::Set(_)
            | CompiledKind::Spawn { .. }
            | CompiledKind::Cancel(_)
            | CompiledKind::Suspend(_)
            | CompiledKind::Resume { .. } => {}
        }
    }

    fn selections(&mut self, program: &Program) {
        for selection in program.selections.iter() {
            self.events.insert(selection.placed);
            selection.not_placed.iter().for_each(|&event| self.events.insert(event));
            selection.quotas.iter().for_each(|quota| self.parameters.insert(quota.max));
        }
    }

    fn holders(&mut self, program: &Program) {
        let of_facts = program.facts.iter().flat_map(|fact| &fact.from);
        let of_findings = program.findings.iter().flat_map(|finding| &finding.by);
        let of_parameters = program.parameters.iter().flat_map(|parameter| &parameter.asks);
        of_facts.chain(of_findings).chain(of_parameters).for_each(|&role| self.roles.insert(role));
    }
}

/// The groups that conditions name, directly or through others.
fn used_groups(bundle: &Bundle) -> Vec<&str> {
    let mut named: Vec<&str> = Vec::new();
    for machine in &bundle.machines {
        conditions(&machine.root, &mut named);
    }
    for (_, selection) in &bundle.selections {
        named.extend(selection.each.iter().map(|name| name.value.as_str()));
    }
    let mut next = 0;
    while let Some(&name) = named.get(next) {
        next += 1;
        let group = bundle.groups.iter().find(|(known, _)| known.value == name);
        for member in group.iter().flat_map(|(_, group)| &group.members) {
            if !named.contains(&member.rule.value.as_str()) {
                named.push(&member.rule.value);
            }
        }
    }
    named
}

fn conditions<'b>(state: &'b State, named: &mut Vec<&'b str>) {
    let mut add = |names: &'b [Name]| named.extend(names.iter().map(|name| name.value.as_str()));
    let mut of_actions = |actions: &'b [Action]| {
        actions.iter().for_each(|action| add(&action.when));
    };
    of_actions(&state.on_entry);
    of_actions(&state.on_exit);
    of_actions(&state.on_initial);
    for transition in &state.transitions {
        of_actions(&transition.actions);
    }
    named
        .extend(state.transitions.iter().flat_map(|one| &one.when).map(|name| name.value.as_str()));
    state.states.iter().for_each(|child| conditions(child, named));
}
