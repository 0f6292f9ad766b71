//! The questions that counsel asks of every amendment: eight about what is under way, and what must
//! be reviewed. Each is always there: what the amendment answers, why it touches nothing, or what it
//! leaves open.

use std::collections::BTreeMap;

use super::concern::{concerned, concerns};
use super::course::{
    action_changed, differs, floors, lengths_of_lines, machine_changed, sanctions,
    transition_changed,
};
use super::days::effect;
use super::draft::{Draft, Kind, Operation};
use super::item::{Item, Standing};
use super::reached::Reach;
use crate::chart::EventId;
use crate::lang::sentence::{
    CheckedApplies, CheckedChanged, CheckedLength, CheckedLine, CheckedMachine,
    CheckedMilderBreach, CheckedMissing, CheckedMoves, CheckedNoGap, CheckedOpenBreach,
    CheckedOpenRole, CheckedOpenSpan, CheckedPower, CheckedRunning, CheckedState, CheckedUntouched,
};
use crate::lang::{Phrase, Word};
use crate::policy::{self, Amendment, Edit, Name, Running, Under, Whom};
use crate::program::{
    Applies, CompiledMachine, CompiledTransition, ParameterMeaning, PartInfo, Program, RoleId, Slot,
};
use crate::rule::{ParamId, Type};

/// A question with what comes of it.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The question.
    pub item: Item,
    /// What comes of it.
    pub standing: Standing,
    /// The reasons, or what is asked; never none.
    pub told: Vec<Word>,
    /// The edits that touch it, each once.
    pub operations: Vec<Operation>,
}

/// All of them.
pub fn checklist(draft: &Draft<'_>) -> Vec<Checked> {
    Item::ALL.iter().map(|&item| checked(draft, item)).collect()
}

fn checked(draft: &Draft<'_>, item: Item) -> Checked {
    let told = match item {
        Item::Pending => cases(draft, true),
        Item::Proceedings => cases(draft, false),
        Item::Notices => notices(draft),
        Item::Registers => registers(draft),
        Item::Offices => offices(draft),
        Item::Breaches => breaches(draft),
        Item::Accrued => accrued(draft),
        Item::Between => between(draft),
        Item::Reviews => reviews(draft),
    };
    let standing = told.iter().map(|said| said.standing).max().unwrap_or(Standing::Untouched);
    let mut operations: Vec<Operation> = Vec::new();
    for one in told.iter().flat_map(|said| &said.by) {
        if !operations.contains(one) {
            operations.push(*one);
        }
    }
    operations.sort_by_key(|one| (one.amendment, one.edit));
    let told = told.into_iter().map(|said| draft.by(&said.by, said.told)).collect();
    Checked { item, standing, told, operations }
}

/// A reason, or what is asked, with the edits by which it is so.
struct Said {
    standing: Standing,
    told: Word,
    by: Vec<Operation>,
}

impl Said {
    fn plain(standing: Standing, told: impl Into<Word>) -> Self {
        Self { standing, told: told.into(), by: Vec::new() }
    }
}

type Told = Vec<Said>;

/// What was looked at, and that no edit reaches it; that there is no such thing where there is none.
fn untouched(looked: Vec<Word>, what: Phrase) -> Told {
    let told: Word = match looked.is_empty() {
        true => CheckedMissing { what: what.into() }.into(),
        false => CheckedUntouched { looked: Word::List(looked) }.into(),
    };
    vec![Said::plain(Standing::Untouched, told)]
}

/// To whom the edits by which something is so apply, each once.
fn applies(draft: &Draft<'_>, said: &[Said]) -> Told {
    let program = draft.program;
    let mut found: Told = Vec::new();
    for part in &program.versions.parts {
        let named = said.iter().flat_map(|said| &said.by);
        let mut named = named.filter_map(|edit| draft.edit_of(*edit));
        if !named.any(|(amendment, edit)| is_of(part, amendment, edit, program)) {
            continue;
        }
        let whom = part.whom(program);
        let from = part.from.to_string().into();
        let told = CheckedApplies { title: (&part.title).into(), from, whom }.into();
        if !found.iter().any(|known| known.told == told) {
            found.push(Said::plain(Standing::Answered, told));
        }
    }
    found
}

/// What is told, and to whom the edits apply by which it is so.
fn with_whom(draft: &Draft<'_>, mut told: Told) -> Told {
    told.extend(applies(draft, &told));
    told
}

/// Whether an edit belongs to a part: it applies to the same instances.
fn is_of(part: &PartInfo, amendment: &Amendment, edit: &Edit, program: &Program) -> bool {
    let events = |events: &[Name]| -> Vec<Option<EventId>> {
        events.iter().map(|event| program.event(event)).collect()
    };
    let own = amendment.whom(edit);
    let whom = match (own.day(), &part.applies) {
        (policy::Applies::Act, Applies::Act) => true,
        (policy::Applies::Machine(name), Applies::Machine(id)) => {
            program.machines[*id].name == **name
        }
        (policy::Applies::Events(names), Applies::Events(ids)) => {
            events(names) == ids.iter().copied().map(Some).collect::<Vec<_>>()
        }
        _ => false,
    };
    whom && part.amendment == amendment.name
        && part.milder.is_some() == matches!(own, Whom::Milder(_))
}

/// What is pending or has begun in machines of which the course is otherwise.
fn cases(draft: &Draft<'_>, owned: bool) -> Told {
    let program = draft.program;
    let all = program.machines.enumerated().filter(|(_, one)| one.owner.is_some() == owned);
    let (machines, others): (Vec<_>, Vec<_>) =
        all.partition(|(_, machine)| machine_changed(program, machine));
    if machines.is_empty() {
        let looked = others.into_iter().map(|(_, machine)| looked_at(machine)).collect();
        return untouched(looked, if owned { Phrase::CheckedCases } else { Phrase::CheckedBegun });
    }
    let mut found: Told = Vec::new();
    for (_, machine) in &machines {
        let told = CheckedChanged { machine: (&machine.title).into() }.into();
        let by = draft.reaching(&Reach::machine(program, machine));
        found.push(Said { standing: Standing::Answered, told, by });
    }
    let mut found = with_whom(draft, found);
    for part in &program.versions.parts {
        for one in part.moves.iter().filter(|one| machines.iter().any(|(id, _)| *id == one.machine))
        {
            let machine = &program.machines[one.machine];
            let told = CheckedMoves {
                machine: (&machine.title).into(),
                from: (&machine.states[one.from].title).into(),
                to: (&machine.states[one.to].title).into(),
            };
            found.push(Said::plain(Standing::Answered, told));
        }
    }
    found
}

/// A machine by its name and how much of it there is to look at.
fn looked_at(machine: &CompiledMachine) -> Word {
    let count = |count: usize| Word::from(count.to_string());
    let named = machine.states.iter().filter(|state| !state.name.is_empty()).count();
    CheckedMachine {
        machine: (&machine.title).into(),
        states: count(named),
        steps: count(machine.transitions.len()),
    }
    .into()
}

/// Times before which something may not happen.
fn notices(draft: &Draft<'_>) -> Told {
    let lengths = floors(draft.program);
    let looked = lengths.iter().map(|&id| length(draft, id)).collect();
    terms(draft, lengths, looked, Phrase::CheckedFloors)
}

/// Lines of registers that end.
fn registers(draft: &Draft<'_>) -> Told {
    let lines = lengths_of_lines(draft.program);
    let looked = lines.iter().map(|&(id, register)| {
        let register = (&draft.program.registers[register].title).into();
        CheckedLine { register, length: length(draft, id) }.into()
    });
    let looked = looked.collect();
    let mut lengths: Vec<ParamId> = lines.iter().map(|(id, _)| *id).collect();
    lengths.dedup();
    terms(draft, lengths, looked, Phrase::CheckedLines)
}

/// A length by its name and its value as published.
fn length(draft: &Draft<'_>, id: ParamId) -> Word {
    let (before, _) = draft.both(id);
    let value = before.values.iter().find_map(|(_, meaning)| match meaning {
        ParameterMeaning::Single(value) => Some(draft.value(*value)),
        ParameterMeaning::Table(_) | ParameterMeaning::Open => None,
    });
    let value = value.unwrap_or_else(|| Phrase::UnaskedOtherValue.into());
    CheckedLength { name: draft.title(id), value }.into()
}

/// What becomes of lengths that may be running.
fn terms(draft: &Draft<'_>, lengths: Vec<ParamId>, looked: Vec<Word>, none: Phrase) -> Told {
    let program = draft.program;
    let mut found: Told = Vec::new();
    for id in lengths.into_iter().filter(|&id| differs(program, id)) {
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
        let told = CheckedRunning { name, how: how.into() }.into();
        let by = draft.reaching(&Reach::parameter(program, id));
        found.push(Said { standing: Standing::Answered, told, by });
    }
    match found.is_empty() {
        true => untouched(looked, none),
        false => with_whom(draft, found),
    }
}

/// Roles that may act in one version and not in another.
fn offices(draft: &Draft<'_>) -> Told {
    let program = draft.program;
    let (mut found, mut looked): (Told, Vec<Word>) = (Vec::new(), Vec::new());
    for (id, role) in program.roles.enumerated() {
        let acts = |version| {
            let all = program.machines.iter().flat_map(|machine| machine.transitions.iter());
            let mut all = all.filter(|one| one.under.holds(version));
            all.any(|one| one.by.contains(&id))
        };
        let before = acts(Draft::BEFORE);
        if before {
            looked.push(role_named(program, id));
        }
        if before && !acts(draft.after()) {
            let told = CheckedOpenRole { role: (&role.title).into() };
            let theirs = program.machines.iter().filter(|machine| {
                machine
                    .transitions
                    .iter()
                    .any(|one| one.under != Under::ALL && one.by.contains(&id))
            });
            let by = theirs.flat_map(|machine| draft.reaching(&Reach::course(machine)));
            found.push(Said { standing: Standing::Open, told: told.into(), by: by.collect() });
        }
    }
    let is_other = |one: &CompiledTransition| one.under != Under::ALL && !one.by.is_empty();
    let others = program.machines.iter().filter(|one| one.transitions.iter().any(is_other));
    let others: Vec<&CompiledMachine> = others.collect();
    if !found.is_empty() {
        return found;
    }
    if others.is_empty() {
        return untouched(looked, Phrase::CheckedRoles);
    }
    let told = others.into_iter().map(|machine| {
        let told = CheckedPower { machine: (&machine.title).into() }.into();
        let by = draft.reaching(&Reach::course(machine));
        Said { standing: Standing::Answered, told, by }
    });
    with_whom(draft, told.collect())
}

fn role_named(program: &Program, id: RoleId) -> Word {
    let role = &program.roles[id];
    match role.title.zh.is_empty() {
        true => role.name.as_str().into(),
        false => (&role.title).into(),
    }
}

/// What was done before the day of effect and is dealt with after.
fn breaches(draft: &Draft<'_>) -> Told {
    let program = draft.program;
    let (mut found, mut looked): (Told, Vec<Word>) = (Vec::new(), Vec::new());
    for machine in program.machines.iter() {
        let states =
            machine.states.enumerated().filter(|(_, state)| state.on_entry.iter().any(sanctions));
        for (id, state) in states {
            let leads = machine
                .transitions
                .enumerated()
                .filter(|(transition, _)| machine.chart.targets(*transition).contains(&id));
            let leads: Vec<&CompiledTransition> = leads.map(|(_, one)| one).collect();
            let is_other =
                state.on_entry.iter().any(|one| sanctions(one) && action_changed(program, one))
                    || leads.iter().any(|one| transition_changed(program, one));
            let (machine_title, title) = ((&machine.title).into(), (&state.title).into());
            looked.push(CheckedState { machine: machine_title, state: title }.into());
            if is_other {
                let what = (&state.title).into();
                let by = draft.reaching(&Reach::sanction(program, machine, id));
                let (standing, told) = match is_milder(draft, &by, &leads) {
                    true => (Standing::Answered, CheckedMilderBreach { what }.into()),
                    false => (Standing::Open, CheckedOpenBreach { what }.into()),
                };
                found.push(Said { standing, told, by });
            }
        }
    }
    if found.is_empty() {
        found = milder_acts(draft);
    }
    match found.is_empty() {
        true => untouched(looked, Phrase::CheckedSanctions),
        false => with_whom(draft, found),
    }
}

/// What an edit itself says of earlier conduct: it is answered where nothing looks like a sanction, a
/// fine that is owed by an act of its own.
fn milder_acts(draft: &Draft<'_>) -> Told {
    let mut acts: BTreeMap<Vec<&str>, Vec<Operation>> = BTreeMap::new();
    for (amendment, own) in draft.amendments.iter().enumerate() {
        for (edit, one) in own.edits.iter().enumerate() {
            if let Whom::Milder(milder) = own.whom(one) {
                let decided = milder.decided.iter().map(|name| name.value.as_str()).collect();
                acts.entry(decided).or_default().push(Operation { amendment, edit });
            }
        }
    }
    let told = acts.into_iter().map(|(names, by)| {
        let events = names.into_iter().filter_map(|name| draft.program.event(name));
        let events = events.map(|event| (&draft.program.events[event].title).into()).collect();
        let told = CheckedMilderBreach { what: Word::List(events) }.into();
        Said { standing: Standing::Answered, told, by }
    });
    told.collect()
}

/// Whether all edits that reach a sanction say that the milder version applies, and its acts are those
/// by which it is laid.
fn is_milder(draft: &Draft<'_>, by: &[Operation], leads: &[&CompiledTransition]) -> bool {
    let decides = |edit: &Operation| match draft.edit_of(*edit).map(|(one, edit)| one.whom(edit)) {
        Some(Whom::Milder(milder)) => {
            let decided = |event: &EventId| {
                milder.decided.iter().any(|name| draft.program.event(name) == Some(*event))
            };
            leads.iter().all(|one| one.events.iter().all(decided))
        }
        _ => false,
    };
    !by.is_empty() && by.iter().all(decides)
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
        .collect();
    read.sort_unstable();
    read.dedup();
    let (others, looked): (Vec<ParamId>, Vec<ParamId>) =
        read.into_iter().partition(|&id| differs(program, id));
    if others.is_empty() {
        let looked = looked.into_iter().map(|id| length(draft, id)).collect();
        return untouched(looked, Phrase::CheckedSpans);
    }
    let open = others.into_iter().map(|id| Said {
        standing: Standing::Open,
        told: CheckedOpenSpan { name: draft.title(id) }.into(),
        by: draft.reaching(&Reach::parameter(program, id)),
    });
    with_whom(draft, open.collect())
}

/// The days between the end of the old text and the beginning of the new.
fn between(draft: &Draft<'_>) -> Told {
    let gaps: Vec<Word> =
        effect(draft).into_iter().filter(|one| one.kind == Kind::Gap).map(|one| one.told).collect();
    if !gaps.is_empty() {
        return gaps.into_iter().map(|told| Said::plain(Standing::Open, told)).collect();
    }
    let Some((first, _)) = draft.effective() else {
        return untouched(Vec::new(), Phrase::CheckedTexts);
    };
    let ends = draft.program.validity.as_ref().and_then(|validity| validity.to);
    let until = ends.map_or(Phrase::NoEnd.into(), |day| day.to_string().into());
    let told = CheckedNoGap { from: first.to_string().into(), until };
    vec![Said::plain(Standing::Answered, told)]
}

/// What must be reviewed before it is issued.
fn reviews(draft: &Draft<'_>) -> Told {
    let found = concerns(draft).into_iter().map(|one| Said {
        standing: Standing::Open,
        told: one.told,
        by: one.operation.into_iter().collect(),
    });
    let found: Told = found.collect();
    match found.is_empty() {
        true => untouched(concerned(draft.program), Phrase::CheckedConcerns),
        false => found,
    }
}
