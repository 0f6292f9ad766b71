//! Why something was refused, in words.

use super::teller::Teller;
use crate::chart::TransitionId;
use crate::lang::{Phrase, Word};
use crate::rule::{Fault, MachineId};
use crate::world::Reason;

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
            Reason::NoInstance => self.plain(Phrase::ReasonNoInstance).to_owned(),
            Reason::Ended => self.plain(Phrase::ReasonEnded).to_owned(),
            Reason::NotExpected(states) => match machine.filter(|_| !states.is_empty()) {
                Some(machine) => {
                    let names = states.iter().map(|&state| Word::Plain(self.state(machine, state)));
                    self.say(Phrase::ReasonNotExpectedIn, vec![("states", join(names.collect()))])
                }
                None => self.plain(Phrase::ReasonNotExpected).to_owned(),
            },
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
            Reason::TooEarly { earliest, provisional, .. } => self.say(
                Phrase::ReasonTooEarly,
                vec![("day", self.day(*earliest, *provisional).into())],
            ),
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
            Reason::Endless(cycle) if cycle.is_empty() => {
                Phrase::ReasonEndlessSends.plain(self.lang).to_owned()
            }
            Reason::Endless(cycle) => {
                let names = cycle.iter().map(|&id| Word::Plain(transition(id)));
                self.say(Phrase::ReasonEndless, vec![("cycle", join(names.collect()))])
            }
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
            Reason::TwicePlaced(instance) => {
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
            Reason::NothingOwed(account) => {
                let account = &self.program.accounts[*account];
                let name = self.title(&account.title, &account.name).to_owned();
                self.say(Phrase::ReasonNothingOwed, vec![("account", name.into())])
            }
            Reason::Exists(instance) => {
                self.say(Phrase::ReasonExists, vec![("who", self.instance(*instance).into())])
            }
            Reason::Sent { event, to, reasons } => {
                let machine = to.map(|to| self.machine_of(to));
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
}
