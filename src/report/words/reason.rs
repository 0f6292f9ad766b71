//! Why something was refused, in words.

use super::teller::Teller;
use crate::chart::{EventId, StateId, TransitionId};
use crate::lang::{Phrase, Word, inner_title, sentence};
use crate::program::{Nearest, concerned, nearest};
use crate::rule::{Fault, MachineId};
use crate::world::{Endless, Reason};

impl Teller<'_> {
    /// A reason, with its sources.
    pub fn reason(&self, reason: &Reason, machine: Option<MachineId>) -> String {
        let cited = self.cite(&reason.cited(self.program, machine));
        let said = self.bare_reason(reason, machine);
        format!("{said}{cited}")
    }
    fn bare_reason(&self, reason: &Reason, machine: Option<MachineId>) -> String {
        let transition = |id: TransitionId| {
            machine.map_or(String::new(), |machine| self.transition(machine, id))
        };
        let join = |words: Vec<Word>| Word::List(words);
        match reason {
            Reason::NoInstance(missing) => self.not_opened(*missing),
            Reason::Ended { states, .. } if states.is_empty() => {
                self.plain(Phrase::ReasonEnded).to_owned()
            }
            Reason::Ended { machine, states } => {
                sentence::ReasonEndedIn { states: self.states(*machine, states) }.say(self.lang)
            }
            Reason::NotExpected { event, states } => match machine.filter(|_| !states.is_empty()) {
                Some(machine) => self.not_expected(machine, *event, states),
                None => self.plain(Phrase::ReasonNotExpected).to_owned(),
            },
            Reason::OtherVersion { needs, without, .. } => self.other_version(*needs, *without),
            Reason::Role { allowed, .. } if allowed.is_empty() => {
                self.plain(Phrase::ReasonNobody).to_owned()
            }
            Reason::Role { allowed, .. } => {
                let names = allowed.iter().map(|&role| {
                    let role = &self.program.roles[role];
                    Word::Plain(self.title(&role.title, &role.name).to_owned())
                });
                self.say(Phrase::ReasonRole, vec![("roles", join(names.collect()))])
            }
            Reason::TooEarly { earliest, rests, .. } => {
                self.say(Phrase::ReasonTooEarly, vec![("day", self.day(*earliest, *rests).into())])
            }
            Reason::NotMet { rule, .. } => {
                self.say(Phrase::ReasonNotMet, vec![("rule", self.rule(*rule).into())])
            }
            Reason::Unknown { rule: Some(rule), causes, .. } => self.say(
                Phrase::ReasonUnknown,
                vec![("rule", self.rule(*rule).into()), ("causes", self.causes(causes).into())],
            ),
            Reason::Unknown { rule: None, causes, .. } => {
                self.say(Phrase::ReasonUnknownDay, vec![("causes", self.causes(causes).into())])
            }
            Reason::Fault { at, fault } => {
                let phrase = match fault {
                    Fault::Overflow(_) => Phrase::FaultOverflow,
                    Fault::DivisionByZero(_) => Phrase::FaultZero,
                    Fault::UnitsDiffer(_) => Phrase::FaultUnits,
                    Fault::BelowZero(_) => Phrase::FaultBelowZero,
                    Fault::Budget(_) => Phrase::FaultBudget,
                    Fault::WrongValue(_) => Phrase::FaultValue,
                };
                let place = self.program.sources.location(*at);
                self.say(Phrase::ReasonFault, vec![("what", phrase.into()), ("at", place.into())])
            }
            Reason::Ambiguous(first, second) => self.say(
                Phrase::ReasonAmbiguous,
                vec![("first", transition(*first).into()), ("second", transition(*second).into())],
            ),
            Reason::Endless(endless) => self.endless(endless, machine),
            Reason::Quota { selection, quota, count, max } => {
                let quota = self.program.selections[*selection].quotas.get(*quota);
                let name = quota.map_or(String::new(), |quota| {
                    self.title(&quota.title, &quota.name).to_owned()
                });
                self.say(
                    Phrase::ReasonQuota,
                    vec![
                        ("name", name.into()),
                        ("count", count.to_string().into()),
                        ("max", max.to_string().into()),
                    ],
                )
            }
            Reason::NoCandidate { instance, .. } => {
                self.say(Phrase::ReasonNoCandidate, vec![("who", self.instance(*instance).into())])
            }
            Reason::TwicePlaced { instance, .. } => {
                self.say(Phrase::ReasonTwicePlaced, vec![("who", self.instance(*instance).into())])
            }
            Reason::Placement { instance, rule } => self.say(
                Phrase::ReasonPlacement,
                vec![("who", self.instance(*instance).into()), ("rule", self.rule(*rule).into())],
            ),
            Reason::Tie { instances, .. } => {
                let names = instances.iter().map(|&id| Word::Plain(self.instance(id)));
                self.say(Phrase::ReasonTie, vec![("who", join(names.collect()))])
            }
            Reason::NotInForce => self.not_in_force(),
            Reason::NothingOwed(account) => {
                let account = &self.program.accounts[*account];
                let name = self.title(&account.title, &account.name).to_owned();
                self.say(Phrase::ReasonNothingOwed, vec![("account", name.into())])
            }
            Reason::Exists { instance, .. } => {
                self.say(Phrase::ReasonExists, vec![("who", self.instance(*instance).into())])
            }
            Reason::Sent { event, to, machine, reasons } => {
                let machine = *machine;
                let said: Vec<_> =
                    reasons.iter().map(|reason| self.reason(reason, machine)).collect();
                let to = to.map_or(String::new(), |to| self.instance(to));
                self.say(
                    Phrase::ReasonSent,
                    vec![
                        ("event", self.event(*event).into()),
                        ("to", to.into()),
                        ("reasons", said.join(self.lang.clause_separator()).into()),
                    ],
                )
            }
        }
    }

    /// When the measure is in force.
    fn not_in_force(&self) -> String {
        let Some(validity) = &self.program.validity else { return String::new() };
        let from = ("from", Word::from(validity.from.to_string()));
        match validity.to {
            Some(to) => {
                self.say(Phrase::ReasonNotInForceUntil, vec![from, ("to", to.to_string().into())])
            }
            None => self.say(Phrase::ReasonNotInForce, vec![from]),
        }
    }

    /// Which amendment brings a step, or takes it away.
    fn other_version(&self, needs: u64, without: u64) -> String {
        let versions = &self.program.versions;
        let Some(part) = versions.first_of(needs).or_else(|| versions.first_of(without)) else {
            return self.plain(Phrase::ReasonNotExpected).to_owned();
        };
        let title = Word::Plain(inner_title(self.title(&part.title, &part.amendment)));
        let from = Word::from(part.from.to_string());
        let has_begun = self.day.is_some_and(|day| day >= part.from);
        match (needs, has_begun) {
            (0, _) => sentence::ReasonNoLonger { title, from }.say(self.lang),
            (_, true) => sentence::ReasonNotForThis { title, from }.say(self.lang),
            (_, false) => sentence::ReasonFromDay { title, from }.say(self.lang),
        }
    }

    fn states(&self, machine: MachineId, states: &[StateId]) -> Word {
        let named = states.iter().map(|&state| Word::Plain(self.state(machine, state)));
        Word::List(named.collect())
    }

    /// What has to be opened first, and by what.
    fn not_opened(&self, missing: Option<MachineId>) -> String {
        let Some(missing) =
            missing.filter(|&missing| !self.program.machines[missing].opened_by.is_empty())
        else {
            return self.plain(Phrase::ReasonNoInstance).to_owned();
        };
        let info = &self.program.machines[missing];
        let events = info.opened_by.iter().map(|&event| Word::Plain(self.event(event)));
        let name = self.title(&info.title, &info.name).into();
        sentence::ReasonNotOpened { name, events: Word::List(events.collect()) }.say(self.lang)
    }

    /// Where it stands, and what must come first.
    fn not_expected(&self, machine: MachineId, event: EventId, states: &[StateId]) -> String {
        let chart = &self.program.machines[machine].chart;
        let stands = self.states(machine, &concerned(chart, states, event));
        match nearest(chart, states, event) {
            Nearest::First(way) if !way.is_empty() => {
                let steps = way.iter().map(|&step| Word::Plain(self.transition(machine, step)));
                let steps = Word::List(steps.collect());
                sentence::ReasonNotYet { states: stands, steps }.say(self.lang)
            }
            Nearest::Over(home) => {
                let home = self.state(machine, home).into();
                sentence::ReasonOver { states: stands, home }.say(self.lang)
            }
            Nearest::First(_) | Nearest::Nowhere => {
                sentence::ReasonNotExpectedIn { states: stands }.say(self.lang)
            }
        }
    }

    fn endless(&self, endless: &Endless, machine: Option<MachineId>) -> String {
        match endless {
            Endless::Others => self.plain(Phrase::ReasonEndlessSends).to_owned(),
            Endless::Sent { event, to, machine, states } => {
                let states = states.iter().map(|&state| Word::Plain(self.state(*machine, state)));
                self.say(
                    Phrase::ReasonEndlessEvent,
                    vec![
                        ("event", self.event(*event).into()),
                        ("to", self.instance(*to).into()),
                        ("states", Word::List(states.collect())),
                    ],
                )
            }
            Endless::Cycle(cycle) => {
                let cycle = machine.map_or(String::new(), |machine| self.cycle(machine, cycle));
                self.say(Phrase::ReasonEndless, vec![("cycle", cycle.into())])
            }
        }
    }
    /// The states that follow one another without end, each with the place of the transition that
    /// leaves it, and the first once more.
    fn cycle(&self, machine: MachineId, cycle: &[TransitionId]) -> String {
        let compiled = &self.program.machines[machine];
        let left = |id: TransitionId| self.state(machine, compiled.chart.source(id));
        let mut names: Vec<String> = Vec::new();
        for &id in cycle {
            let place = self.program.sources.location(compiled.transitions[id].at);
            let (state, place) = (left(id).into(), place.into());
            names.push(self.say(Phrase::StateAtPlace, vec![("state", state), ("place", place)]));
        }
        names.extend(cycle.first().map(|&first| left(first)));
        names.join(" ⇒ ")
    }
}
