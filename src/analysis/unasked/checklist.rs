//! The eight questions that counsel asks of every amendment about what is under way. Each is always
//! there: what the amendment answers, why it touches nothing, or what it leaves open.

use super::days::effect;
use super::draft::{Draft, Kind};
use crate::lang::sentence::{
    CheckedApplies, CheckedMoves, CheckedNoGap, CheckedOpenBreach, CheckedOpenRole,
    CheckedOpenSpan, CheckedRunning, CheckedUntouched,
};
use crate::lang::{Phrase, Word};
use crate::policy::{Running, Under};
use crate::program::{
    CompiledAction, CompiledKind, CompiledMachine, CompiledTransition, Guard, Program, Slot,
    TimerSpan, Tree,
};
use crate::rule::{MachineId, ParamId, Type};

/// A question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// What is pending.
    Pending,
    /// What has begun.
    Proceedings,
    /// Times before which something may not happen.
    Notices,
    /// Lines of registers.
    Registers,
    /// Who may act.
    Offices,
    /// What was done before the day of effect and is dealt with after.
    Breaches,
    /// Time that passed before the day of effect.
    Accrued,
    /// The days between the end of the old text and the beginning of the new.
    Between,
}

impl Item {
    /// All of them, in order.
    pub const ALL: [Self; 8] = [
        Self::Pending,
        Self::Proceedings,
        Self::Notices,
        Self::Registers,
        Self::Offices,
        Self::Breaches,
        Self::Accrued,
        Self::Between,
    ];
    /// Its name in data.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Proceedings => "proceedings",
            Self::Notices => "notices",
            Self::Registers => "registers",
            Self::Offices => "offices",
            Self::Breaches => "breaches",
            Self::Accrued => "accrued",
            Self::Between => "between",
        }
    }
}

/// What comes of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// The amendment does not touch it.
    Untouched,
    /// The amendment says it.
    Answered,
    /// The drafter is asked.
    Open,
}

/// A question with what comes of it.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The question.
    pub item: Item,
    /// What comes of it.
    pub standing: Standing,
    /// The reasons, or what is asked; never none.
    pub told: Vec<Word>,
}

/// All eight.
pub fn checklist(draft: &Draft<'_>) -> Vec<Checked> {
    Item::ALL.iter().map(|&item| checked(draft, item)).collect()
}

fn checked(draft: &Draft<'_>, item: Item) -> Checked {
    let told = match item {
        Item::Pending => cases(draft, true),
        Item::Proceedings => cases(draft, false),
        Item::Notices => terms(draft, &floors(draft.program)),
        Item::Registers => terms(draft, &lengths_of_lines(draft.program)),
        Item::Offices => offices(draft),
        Item::Breaches => breaches(draft),
        Item::Accrued => accrued(draft),
        Item::Between => between(draft),
    };
    let standing = told.iter().map(|(standing, _)| *standing).max();
    let told: Vec<Word> = told.into_iter().map(|(_, word)| word).collect();
    Checked { item, standing: standing.unwrap_or(Standing::Untouched), told }
}

type Told = Vec<(Standing, Word)>;

fn untouched(what: Phrase) -> Told {
    vec![(Standing::Untouched, CheckedUntouched { what: what.into() }.into())]
}

/// Whether a value is another under some version.
fn differs(program: &Program, id: ParamId) -> bool {
    !program.parameters[id].otherwise.is_empty()
}

fn reads_changed(program: &Program, tree: &Tree) -> bool {
    tree.reads.iter().any(|(slot, _)| matches!(slot, Slot::Param(id) if differs(program, *id)))
}

fn guard_changed(program: &Program, guard: &Guard) -> bool {
    guard.under != Under::ALL
        || guard.rules().into_iter().any(|rule| {
            let info = &program.rules[rule];
            !info.instead.is_empty() || reads_changed(program, &info.tree)
        })
}

fn action_changed(program: &Program, action: &CompiledAction) -> bool {
    let reads = match &action.kind {
        CompiledKind::Enter { to: Some(tree), .. } | CompiledKind::Keep { until: tree, .. } => {
            reads_changed(program, tree)
        }
        CompiledKind::Owe { amount, .. } => reads_changed(program, amount),
        CompiledKind::Oblige { due: Some(due), .. } => reads_changed(program, due),
        _ => false,
    };
    reads || action.under != Under::ALL
}

fn transition_changed(program: &Program, one: &CompiledTransition) -> bool {
    let timer = one.timer.as_ref().map(|timer| &timer.span);
    one.under != Under::ALL
        || one.guards.iter().any(|guard| guard_changed(program, guard))
        || one.floor.as_ref().is_some_and(|floor| differs(program, floor.period))
        || matches!(timer, Some(TimerSpan::Parameter(by, ..)) if differs(program, *by))
        || one.actions.iter().any(|action| action_changed(program, action))
}

fn machine_changed(program: &Program, machine: &CompiledMachine) -> bool {
    let states = machine.states.iter().any(|state| {
        let actions = [&state.on_entry, &state.on_exit, &state.on_initial];
        state.under != Under::ALL
            || actions.into_iter().flatten().any(|action| action_changed(program, action))
    });
    states || machine.transitions.iter().any(|one| transition_changed(program, one))
}

/// To whom the parts of the amendments apply, each once.
fn applies(draft: &Draft<'_>) -> Told {
    let program = draft.program;
    let mut found: Told = Vec::new();
    for part in &program.versions.parts {
        let whom = part.applies.whom(program);
        let from = part.from.to_string().into();
        let told = CheckedApplies { title: (&part.title).into(), from, whom }.into();
        if !found.iter().any(|(_, known)| *known == told) {
            found.push((Standing::Answered, told));
        }
    }
    found
}

/// What is pending or has begun in machines of which the course is otherwise.
fn cases(draft: &Draft<'_>, owned: bool) -> Told {
    let program = draft.program;
    let machines = program.machines.enumerated().filter(|(_, machine)| {
        let is_case = machine.owner.is_some();
        is_case == owned && machine_changed(program, machine)
    });
    let machines: Vec<(MachineId, &CompiledMachine)> = machines.collect();
    if machines.is_empty() {
        return untouched(if owned { Phrase::CheckedCases } else { Phrase::CheckedBegun });
    }
    let mut found = applies(draft);
    for part in &program.versions.parts {
        for one in part.moves.iter().filter(|one| machines.iter().any(|(id, _)| *id == one.machine))
        {
            let machine = &program.machines[one.machine];
            let told = CheckedMoves {
                machine: (&machine.title).into(),
                from: (&machine.states[one.from].title).into(),
                to: (&machine.states[one.to].title).into(),
            };
            found.push((Standing::Answered, told.into()));
        }
    }
    found
}

fn floors(program: &Program) -> Vec<ParamId> {
    let transitions = program.machines.iter().flat_map(|machine| machine.transitions.iter());
    let mut found: Vec<ParamId> =
        transitions.filter_map(|one| one.floor.as_ref().map(|floor| floor.period)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn actions(program: &Program) -> impl Iterator<Item = &CompiledAction> {
    program.machines.iter().flat_map(|machine| {
        let states = machine.states.iter();
        let states = states.flat_map(|one| [&one.on_entry, &one.on_exit, &one.on_initial]);
        states.chain(machine.transitions.iter().map(|one| &one.actions)).flatten()
    })
}

fn lengths_of_lines(program: &Program) -> Vec<ParamId> {
    let trees = actions(program).filter_map(|action| match &action.kind {
        CompiledKind::Enter { to: Some(tree), .. } => Some(tree),
        _ => None,
    });
    let mut found: Vec<ParamId> = trees
        .flat_map(|tree| &tree.reads)
        .filter_map(|(slot, _)| match slot {
            Slot::Param(id) if program.parameters[*id].ty == Type::Period => Some(*id),
            _ => None,
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// What becomes of lengths that may be running.
fn terms(draft: &Draft<'_>, lengths: &[ParamId]) -> Told {
    let program = draft.program;
    let changed: Vec<ParamId> =
        lengths.iter().copied().filter(|&id| differs(program, id)).collect();
    let mut found: Told = Vec::new();
    for &id in &changed {
        let name = draft.title(id);
        let running = program.versions.parts.iter().find_map(|part| {
            part.running.iter().find(|(of, _)| *of == id).map(|(_, running)| *running)
        });
        let how = match running {
            Some(Running::Keep) => Phrase::CheckedKeep,
            Some(Running::Recount) => Phrase::CheckedRecount,
            Some(Running::Anew) => Phrase::CheckedAnewHow,
            // Without an answer it goes by the day that decides, which the reader of amendments holds it to.
            None => Phrase::CheckedByDay,
        };
        found.push((Standing::Answered, CheckedRunning { name, how: how.into() }.into()));
    }
    match found.is_empty() {
        true => untouched(Phrase::CheckedLengths),
        false => found.into_iter().chain(applies(draft)).collect(),
    }
}

/// Roles that may act in one version and not in another.
fn offices(draft: &Draft<'_>) -> Told {
    let program = draft.program;
    let mut found: Told = Vec::new();
    for (id, role) in program.roles.enumerated() {
        let acts = |version| {
            let all = program.machines.iter().flat_map(|machine| machine.transitions.iter());
            let mut all = all.filter(|one| one.under.holds(version));
            all.any(|one| one.by.contains(&id))
        };
        if acts(Draft::BEFORE) && !acts(draft.after()) {
            let told = CheckedOpenRole { role: (&role.title).into() }.into();
            found.push((Standing::Open, told));
        }
    }
    let others = program.machines.iter().flat_map(|machine| machine.transitions.iter());
    let others = others.filter(|one| one.under != Under::ALL && !one.by.is_empty());
    match (found.is_empty(), others.count()) {
        (true, 0) => untouched(Phrase::CheckedRoles),
        (true, _) => applies(draft),
        _ => found,
    }
}

/// Whether an action takes something away or bars somebody.
fn sanctions(action: &CompiledAction) -> bool {
    match &action.kind {
        CompiledKind::Reverse(_) | CompiledKind::Breach(_) => true,
        CompiledKind::Enter { to, .. } => to.is_some(),
        _ => false,
    }
}

/// What was done before the day of effect and is dealt with after.
fn breaches(draft: &Draft<'_>) -> Told {
    let program = draft.program;
    let mut found: Told = Vec::new();
    for machine in program.machines.iter() {
        let states =
            machine.states.enumerated().filter(|(_, state)| state.on_entry.iter().any(sanctions));
        for (id, state) in states {
            let leads = machine
                .transitions
                .enumerated()
                .filter(|(transition, _)| machine.chart.targets(*transition).contains(&id));
            let leads = leads.map(|(_, one)| one);
            let is_other =
                state.on_entry.iter().any(|one| sanctions(one) && action_changed(program, one))
                    || leads.into_iter().any(|one| transition_changed(program, one));
            if is_other {
                let title = (&state.title).into();
                found.push((Standing::Open, CheckedOpenBreach { what: title }.into()));
            }
        }
    }
    match found.is_empty() {
        true => untouched(Phrase::CheckedSanctions),
        false => applies(draft).into_iter().chain(found).collect(),
    }
}

/// Lengths that conditions measure against time that has passed.
fn accrued(draft: &Draft<'_>) -> Told {
    let program = draft.program;
    let rules = program.rules.iter().flat_map(|rule| &rule.tree.reads);
    let mut read: Vec<ParamId> = rules
        .filter_map(|(slot, _)| match slot {
            Slot::Param(id) if program.parameters[*id].ty == Type::Period => Some(*id),
            _ => None,
        })
        .filter(|&id| differs(program, id))
        .collect();
    read.sort_unstable();
    read.dedup();
    match read.is_empty() {
        true => untouched(Phrase::CheckedSpans),
        false => {
            let open = read
                .into_iter()
                .map(|id| (Standing::Open, CheckedOpenSpan { name: draft.title(id) }.into()));
            applies(draft).into_iter().chain(open).collect()
        }
    }
}

/// The days between the end of the old text and the beginning of the new.
fn between(draft: &Draft<'_>) -> Told {
    let gaps: Vec<Word> =
        effect(draft).into_iter().filter(|one| one.kind == Kind::Gap).map(|one| one.told).collect();
    if !gaps.is_empty() {
        return gaps.into_iter().map(|told| (Standing::Open, told)).collect();
    }
    let Some((first, _)) = draft.effective() else { return untouched(Phrase::CheckedTexts) };
    let ends = draft.program.validity.as_ref().and_then(|validity| validity.to);
    let until = ends.map_or(Phrase::NoEnd.into(), |day| day.to_string().into());
    vec![(Standing::Answered, CheckedNoGap { from: first.to_string().into(), until }.into())]
}
