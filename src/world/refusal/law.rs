//! The law that a refusal cites. Each kind has its own; where that element names no article, the
//! nearest around it that does: the transition for its rule, the state for its transition, the
//! machine for all of them.

use super::reason::{Endless, Reason};
use crate::chart::{StateId, TransitionId};
use crate::policy::Cited;
use crate::program::{CompiledMachine, Program, hearers};
use crate::rule::MachineId;
use crate::source::Span;

impl Reason {
    /// The sources of the reason; `machine` is that of the instance concerned.
    pub fn cited(&self, program: &Program, machine: Option<MachineId>) -> Cited {
        let of = machine.map(|machine| Of { info: &program.machines[machine] });
        match self {
            Self::NoInstance(missing) => missing
                .map(|missing| Of { info: &program.machines[missing] }.opened())
                .unwrap_or_default(),
            Self::Ended { machine, states } => {
                Of { info: &program.machines[*machine] }.states(states)
            }
            Self::NotExpected { event, .. } => {
                of.map(|of| of.transitions(hearers(&of.info.chart, *event))).unwrap_or_default()
            }
            Self::OtherVersion { transitions, .. } => {
                of.map(|of| of.transitions(transitions.iter().copied())).unwrap_or_default()
            }
            // The step is lawful under one article, its earliest day under that of the period.
            Self::TooEarly { transition, .. }
            | Self::Unknown { rule: None, transition: Some(transition), .. } => {
                let mut cited = of.map(|of| of.transition(*transition)).unwrap_or_default();
                let floor = of
                    .and_then(|of| of.info.transitions.get(*transition))
                    .and_then(|transition| transition.floor.as_ref());
                if let Some(floor) = floor {
                    add(&mut cited, &program.parameters[floor.period].cited);
                }
                cited
            }
            Self::Role { transition: Some(transition), .. } => {
                of.map(|of| of.transition(*transition)).unwrap_or_default()
            }
            Self::Ambiguous(first, second) => {
                of.map(|of| of.transitions([*first, *second])).unwrap_or_default()
            }
            Self::Endless(Endless::Cycle(cycle)) => {
                of.map(|of| of.transitions(cycle.iter().copied())).unwrap_or_default()
            }
            // What would hear the event again.
            Self::Endless(Endless::Sent { event, machine, .. }) => {
                let of = Of { info: &program.machines[*machine] };
                of.transitions(hearers(&of.info.chart, *event))
            }
            Self::Endless(Endless::Others) => of.map(Of::machine).unwrap_or_default(),
            Self::Role { finding: Some(finding), .. } => program.findings[*finding].cited.clone(),
            Self::NotMet { rule, transition }
            | Self::Unknown { rule: Some(rule), transition, .. } => {
                let cited = &program.rules[*rule].cited;
                match transition.filter(|_| cited.articles.is_empty()) {
                    Some(transition) => {
                        or(cited, || of.map(|of| of.transition(transition)).unwrap_or_default())
                    }
                    None => or(cited, || of.map(Of::machine).unwrap_or_default()),
                }
            }
            Self::Placement { rule, .. } => program.rules[*rule].cited.clone(),
            Self::Quota { selection, quota, .. } => {
                let selection = &program.selections[*selection];
                let quota = selection.quotas.get(*quota);
                quota.map_or_else(
                    || selection.cited.clone(),
                    |quota| or(&quota.cited, || selection.cited.clone()),
                )
            }
            Self::NoCandidate { selection, .. }
            | Self::TwicePlaced { selection, .. }
            | Self::Tie { selection, .. } => program.selections[*selection].cited.clone(),
            Self::NotInForce => program.validity_cited(),
            Self::NothingOwed(account) => program.accounts[*account].cited.clone(),
            Self::Fault { at, .. } => {
                or(&around(program, *at), || of.map(Of::machine).unwrap_or_default())
            }
            Self::Exists { machine, .. } => program.machines[*machine].cited.clone(),
            Self::Role { .. } | Self::Unknown { .. } => of.map(Of::machine).unwrap_or_default(),
            // Those of the receiver cite the law.
            Self::Sent { .. } => Cited::default(),
        }
    }
}

/// What names an article, else what stands around it.
fn or(own: &Cited, around: impl FnOnce() -> Cited) -> Cited {
    if !own.articles.is_empty() {
        return own.clone();
    }
    let mut cited = around();
    cited.readings.splice(0..0, own.readings.iter().cloned());
    cited
}

/// Adds what is not there yet.
fn add(all: &mut Cited, more: &Cited) {
    for article in &more.articles {
        if !all.articles.contains(article) {
            all.articles.push(*article);
        }
    }
}

/// The law of a machine's parts.
#[derive(Clone, Copy)]
struct Of<'p> {
    info: &'p CompiledMachine,
}

impl Of<'_> {
    fn machine(self) -> Cited {
        self.info.cited.clone()
    }

    fn state(self, state: StateId) -> Cited {
        let chart = &self.info.chart;
        let around = std::iter::once(state).chain(chart.proper_ancestors(state));
        let nearest = around
            .filter_map(|state| self.info.states.get(state))
            .find(|state| !state.cited.articles.is_empty());
        nearest.map_or_else(|| self.machine(), |state| state.cited.clone())
    }

    fn states(self, states: &[StateId]) -> Cited {
        self.joined(states.iter().map(|&state| self.state(state)))
    }

    fn transition(self, id: TransitionId) -> Cited {
        let own = self.info.transitions.get(id).map(|transition| &transition.cited);
        own.map_or_else(Cited::default, |own| or(own, || self.state(self.info.chart.source(id))))
    }

    fn transitions(self, ids: impl IntoIterator<Item = TransitionId>) -> Cited {
        self.joined(ids.into_iter().map(|id| self.transition(id)))
    }

    /// Of the events that open an instance, or of the machine where nothing else is known.
    fn opened(self) -> Cited {
        let events = self.info.opened_by.iter();
        self.transitions(events.flat_map(|&event| hearers(&self.info.chart, event)))
    }

    fn joined(self, all: impl Iterator<Item = Cited>) -> Cited {
        let mut cited = Cited::default();
        for one in all {
            add(&mut cited, &one);
            for reading in one.readings {
                if !cited.readings.contains(&reading) {
                    cited.readings.push(reading);
                }
            }
        }
        if cited.articles.is_empty() { self.machine() } else { cited }
    }
}

/// The law of the rule or transition in which a place stands: the last that begins before it.
fn around(program: &Program, at: Span) -> Cited {
    let rules = program.rules.iter().map(|rule| (rule.at, &rule.cited));
    let transitions = program.machines.iter().flat_map(|machine| machine.transitions.iter());
    let transitions = transitions.map(|transition| (transition.at, &transition.cited));
    let before = rules
        .chain(transitions)
        .filter(|(begins, _)| begins.file == at.file && begins.start <= at.start);
    let nearest = before.max_by_key(|(begins, _)| begins.start);
    nearest.map(|(_, cited)| cited.clone()).unwrap_or_default()
}
