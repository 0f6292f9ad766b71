//! A reading that is left undecided: whatever one of its meanings would make otherwise is not known,
//! so that whoever needs it is refused with what is asked and who can say it.

use super::find::state_mut;
use crate::calendar::Table;
use crate::diagnostic::Problems;
use crate::lang::{Lang, Phrase, Problem, Text};
use crate::policy::{
    Action, ActionKind, Bundle, Change, ChangeKind, GroupMember, Name, Origin, Parameter,
    ParameterValue, Reading, RuleFile, State, TimerLength, Transition, Trigger, TypeName,
    UNDECIDED, Under, UnknownType,
};
use crate::source::{Span, Spanned};

/// Leaves a reading undecided in a bundle.
pub(super) fn leave_open(
    bundle: &mut Bundle,
    number: &Name,
    reading: &Reading,
    problems: &mut Problems,
) {
    let mut origin = reading.origin.clone();
    origin.readings.push(number.clone());
    let (title, ask) = (reading.question.clone(), reading.ask.clone());
    let gate = gate(bundle, Question { name: number.clone(), title, origin, ask });
    for (_, option) in &reading.options {
        for change in &option.changes {
            open(bundle, change, &gate, reading, problems);
        }
    }
}

/// Leaves open who may take a step where the measure does not say it: whoever tries is refused as
/// unknown, not as one without the power.
pub(super) fn leave_roles_open(bundle: &mut Bundle) {
    let mut found: Vec<(String, Question)> = Vec::new();
    for machine in &bundle.machines {
        each_transition(&machine.root, &mut |state, at, transition| {
            if let Some(silence) =
                transition.origin.silence.as_ref().filter(|_| transition.by_is_open)
            {
                let name = format!("who_{}_{}_{at}", machine.name.value, state.name.value);
                let name = Spanned::new(name, transition.at);
                let origin = transition.origin.clone();
                let question = Question { name, title: silence.clone(), origin, ask: Vec::new() };
                found.push((machine.name.value.clone(), question));
            }
        });
    }
    let everybody: Vec<Name> = bundle.roles.iter().map(|(role, _)| role.clone()).collect();
    for (machine, question) in found {
        let at = question.name.span;
        let gate = gate(bundle, question);
        let machine = Spanned::new(machine, at);
        gate_where(bundle, Some(&machine), &gate, &|_, transition| transition.at == at);
        for known in bundle.machines.iter_mut().filter(|known| known.name.value == machine.value) {
            open_to(&mut known.root, at, &everybody);
        }
    }
}

fn each_transition(state: &State, tell: &mut impl FnMut(&State, usize, &Transition)) {
    for (at, transition) in state.transitions.iter().enumerate() {
        tell(state, at, transition);
    }
    state.states.iter().for_each(|child| each_transition(child, tell));
}

fn open_to(state: &mut State, at: Span, everybody: &[Name]) {
    for transition in state.transitions.iter_mut().filter(|transition| transition.at == at) {
        transition.by = everybody.to_vec();
    }
    state.states.iter_mut().for_each(|child| open_to(child, at, everybody));
}

/// What the measure leaves open.
struct Question {
    /// The name under which it is asked for.
    name: Name,
    /// What is asked.
    title: Text,
    origin: Origin,
    /// Who can say it.
    ask: Vec<Name>,
}

/// A rule that nobody can answer: it reads a parameter that stands for the question.
fn gate(bundle: &mut Bundle, question: Question) -> Name {
    let Question { name: asked, title, origin, ask } = question;
    let cited = origin.articles.iter().map(|article| article.value.to_string());
    let cited: Vec<String> = cited.collect();
    let cited = if cited.is_empty() { "-".to_owned() } else { cited.join(", ") };
    let line = |lang: Lang| title.get(lang).replace('\n', " ");
    let readings = origin.readings.iter().map(|reading| reading.value.as_str());
    let readings: Vec<&str> = readings.collect();
    let name = format!("{UNDECIDED}_{}", asked.value);
    let mut text = format!("/// {cited} {}\n/// en: {}\n", line(Lang::Zh), line(Lang::En));
    if !readings.is_empty() {
        text += &format!("/// reading: {}\n", readings.join(", "));
    }
    if cited == "-" && readings.is_empty() {
        text += &format!("/// silence: {} | {}\n", line(Lang::Zh), line(Lang::En));
    }
    text += &format!("fn {name}() {{ param.{} }}\n", asked.value);
    let file = bundle.sources.add(format!("{}.rhai", asked.value), text);
    let listed = Spanned::new(format!("{}.rhai", asked.value), asked.span);
    bundle.rule_files.push(RuleFile { file, listed });
    let value = ParameterValue::Unknown { of: UnknownType::Named(TypeName::Flag), ask };
    let values = vec![(None, Spanned::new(value, asked.span))];
    let at = asked.span;
    bundle
        .parameters
        .push((asked, Parameter { title, origin, values, applies: None, otherwise: Vec::new() }));
    Spanned::new(name, at)
}

/// What a change would make otherwise is not known.
fn open(
    bundle: &mut Bundle,
    change: &Change,
    gate: &Name,
    reading: &Reading,
    problems: &mut Problems,
) {
    match &change.kind {
        ChangeKind::Rule { name, .. } => {
            bundle.rule_swaps.retain(|(known, _)| known.value != name.value);
            bundle.rule_swaps.push((name.clone(), gate.clone()));
        }
        ChangeKind::Parameter { name, .. }
        | ChangeKind::Values { name, .. }
        | ChangeKind::Row { name, .. }
        | ChangeKind::Members { parameter: name, .. } => open_parameter(bundle, name, reading),
        ChangeKind::Group { group, .. } => {
            let found = bundle.groups.iter_mut().find(|(known, _)| known.value == group.value);
            if let Some((_, found)) = found {
                found.members.push(GroupMember {
                    rule: gate.clone(),
                    only_if: None,
                    under: Under::ALL,
                });
            }
        }
        ChangeKind::Quotas { selection, .. } => gate_selection(bundle, selection, gate),
        ChangeKind::Selection(change) => gate_selection(bundle, &change.selection, gate),
        ChangeKind::Transition(change) => {
            gate_where(bundle, Some(&change.machine), gate, &|state, transition| {
                state.name.value == change.state.value
                    && transition.trigger.is_called(&change.trigger)
            });
        }
        ChangeKind::State(inner) => {
            let machine =
                bundle.machines.iter_mut().find(|known| known.name.value == inner.machine.value);
            let state = machine.and_then(|found| state_mut(&mut found.root, &inner.state.value));
            let Some(state) = state else { return };
            let lists = [
                (inner.on_entry.is_some(), &mut state.on_entry),
                (inner.on_exit.is_some(), &mut state.on_exit),
            ];
            for (_, actions) in lists.into_iter().filter(|(is_meant, _)| *is_meant) {
                gate_actions(actions, gate, change);
            }
        }
        ChangeKind::Counting { of, .. } if of.is_empty() => {
            problems.add(Problem::CannotBeLeftOpen, change.at, vec![]);
        }
        ChangeKind::Counting { of, .. } => {
            let is_meant = |period: &Name| of.iter().any(|name| name.value == period.value);
            gate_where(bundle, None, gate, &|_, transition| {
                let timer = match &transition.trigger {
                    Trigger::Timer(timer) => match &timer.length {
                        TimerLength::Period { parameter, .. } => is_meant(parameter),
                        TimerLength::Until(_) | TimerLength::Plain(_) => false,
                    },
                    Trigger::Events(_) | Trigger::Eventless => false,
                };
                timer || transition.not_before.as_ref().is_some_and(|floor| is_meant(&floor.period))
            });
        }
        ChangeKind::WaitForTheCalendar => {
            bundle.calendar = Table::clone(&bundle.calendar).waiting().into()
        }
        ChangeKind::Applies { parameter, .. }
        | ChangeKind::NewRow { name: parameter, .. }
        | ChangeKind::RowOut { name: parameter, .. } => {
            open_parameter(bundle, parameter, reading);
        }
        // What it is called changes nothing that happens.
        ChangeKind::Title { .. } => {}
        // What would be added, taken away or set in another order cannot be waited for.
        _ => {
            let what = Phrase::OpenNeedsPlace.into();
            problems.add(Problem::ChangeOutOfPlace, change.at, vec![("what", what)]);
        }
    }
}

fn open_parameter(bundle: &mut Bundle, name: &Name, reading: &Reading) {
    let found = bundle.parameters.iter_mut().find(|(known, _)| known.value == name.value);
    let Some((_, parameter)) = found else { return };
    for (_, value) in &mut parameter.values {
        if !matches!(value.value, ParameterValue::Unknown { .. }) {
            let of = UnknownType::Like(Box::new(value.value.clone()));
            value.value = ParameterValue::Unknown { of, ask: reading.ask.clone() };
        }
    }
}

/// What is done is not known: nothing may be done on the way, nor left undone.
fn gate_actions(actions: &mut Vec<Action>, gate: &Name, change: &Change) {
    let when = vec![gate.clone()];
    let (origin, kind) = (Origin::default(), ActionKind::Set(Vec::new()));
    actions.insert(0, Action { at: change.at, under: Under::ALL, when, origin, kind });
}

fn gate_selection(bundle: &mut Bundle, selection: &Name, gate: &Name) {
    let found = bundle.selections.iter_mut().find(|(known, _)| known.value == selection.value);
    if let Some((_, found)) = found
        && found.each.iter().all(|known| known.value != gate.value)
    {
        found.each.push(gate.clone());
    }
}

/// Adds a condition to the transitions that are meant.
fn gate_where(
    bundle: &mut Bundle,
    machine: Option<&Name>,
    gate: &Name,
    is_meant: &dyn Fn(&State, &Transition) -> bool,
) {
    for known in &mut bundle.machines {
        if machine.is_none_or(|machine| machine.value == known.name.value) {
            gate_in(&mut known.root, gate, is_meant);
        }
    }
}

fn gate_in(state: &mut State, gate: &Name, is_meant: &dyn Fn(&State, &Transition) -> bool) {
    let mut transitions = std::mem::take(&mut state.transitions);
    for transition in &mut transitions {
        let is_gated = transition.when.iter().any(|known| known.value == gate.value);
        if !is_gated && is_meant(state, transition) {
            transition.when.push(gate.clone());
        }
    }
    state.transitions = transitions;
    state.states.iter_mut().for_each(|child| gate_in(child, gate, is_meant));
}
