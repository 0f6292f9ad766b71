//! Whether a transition is enabled: roles, floors and rules.

use smallvec::SmallVec;

use super::failure::Failure;
use super::floor::floor;
use super::role::{Standing, standing};
use super::stepper::Stepper;
use crate::calendar::{Counted, Rests};
use crate::chart::{Answer, Configuration, EventId, TransitionId};
use crate::program::{Guard, RoleId};
use crate::world::journal::{Origin, Recorder, Verdict, What};
use crate::world::refusal::Reason;

impl<R: Recorder> Stepper<'_, '_, R> {
    /// Whether the actor has one of the roles, in this instance; refuses where not.
    fn entitled(
        &mut self,
        id: TransitionId,
        roles: &[RoleId],
        own: &Configuration,
    ) -> Result<Answer, Failure> {
        let standing = match self.delivered.actor {
            Some(actor) => standing(&self.look(Some(own)), actor, self.delivered.role, roles)?,
            None => Standing::Without,
        };
        let (answer, reason) = match standing {
            Standing::Holds => return Ok(Answer::Yes),
            Standing::Without => {
                let (transition, finding, allowed) = (Some(id), None, roles.to_vec());
                (Answer::No, Reason::Role { transition, finding, allowed })
            }
            Standing::Unknown(causes) => {
                (Answer::Unknown, Reason::Unknown { transition: Some(id), rule: None, causes })
            }
        };
        self.refuse(reason);
        Ok(answer)
    }

    /// Whether a transition is enabled on an event, none for an eventless one.
    pub(super) fn enabled(
        &mut self,
        id: TransitionId,
        event: Option<EventId>,
        own: &Configuration,
    ) -> Result<Answer, Failure> {
        if !self.stands(self.transition(id).under) {
            return Ok(Answer::No);
        }
        if event.is_none() {
            // What else the running step changes is not done yet; it is asked when it is.
            let on_others = self.transition(id).depends.on_others;
            if on_others && (self.asked.moved || !self.settles) {
                return Ok(Answer::Unknown);
            }
            self.asked.guard = Some(id);
        }
        let by_role = self.role_allows(id, event, own)?;
        let by_floor = self.floor_allows(id, event, own)?;
        self.guards_allow(id, event, own, both(by_role, by_floor))
    }

    fn role_allows(
        &mut self,
        id: TransitionId,
        event: Option<EventId>,
        own: &Configuration,
    ) -> Result<Answer, Failure> {
        let by = &self.transition(id).by;
        // Only the event from outside has an actor; what machines raise and send has none. In a
        // bundle without roles nobody is asked.
        let outside = self.delivered.origin == Origin::Story && event == Some(self.delivered.event);
        let needs_role = !by.is_empty() || self.engine.program.legal_text;
        if outside && needs_role { self.entitled(id, by, own) } else { Ok(Answer::Yes) }
    }

    fn floor_allows(
        &mut self,
        id: TransitionId,
        event: Option<EventId>,
        own: &Configuration,
    ) -> Result<Answer, Failure> {
        let Some(written) = &self.transition(id).floor else { return Ok(Answer::Yes) };
        let data = self.delivered.data;
        match floor(self.engine, self.world, self.instance, written, data, Some(own)) {
            Ok((counted @ Counted { last: earliest, rests }, count)) => {
                if R::LISTENS && (rests != Rests::Published || R::EXPLAINS) {
                    self.passed.push((id, counted, count));
                }
                if self.world.today() >= earliest {
                    return Ok(Answer::Yes);
                }
                if event.is_some() {
                    let transition = id;
                    self.refuse(Reason::TooEarly { transition, count, earliest, rests });
                }
                Ok(Answer::No)
            }
            Err(Failure::Refused(reasons)) => {
                for reason in reasons {
                    if let Reason::Unknown { causes, .. } = reason
                        && event.is_some()
                    {
                        self.refuse(Reason::Unknown { transition: Some(id), rule: None, causes });
                    }
                }
                Ok(Answer::Unknown)
            }
            Err(failure) => Err(failure),
        }
    }

    /// All rules are asked, whatever the role and the floor say: every reason is told.
    fn guards_allow(
        &mut self,
        id: TransitionId,
        event: Option<EventId>,
        own: &Configuration,
        before: Answer,
    ) -> Result<Answer, Failure> {
        let guards = &self.transition(id).guards;
        if guards.is_empty() {
            return Ok(before);
        }
        let mut reports = Vec::new();
        let mut reasons: SmallVec<[Reason; 1]> = SmallVec::new();
        let mut met: SmallVec<[_; 2]> = SmallVec::new();
        let heard = |guard: &Guard, verdict: &Verdict| {
            let (transition, rule) = (Some(id), guard.rule);
            match verdict {
                Verdict::NotMet => reasons.push(Reason::NotMet { transition, rule }),
                Verdict::Unknown(causes) => {
                    let (rule, causes) = (Some(rule), causes.clone());
                    reasons.push(Reason::Unknown { transition, rule, causes });
                }
                Verdict::Met => met.push((id, rule)),
                Verdict::NotApplicable => {}
            }
        };
        let said = self.look(Some(own)).guards(guards, heard, &mut reports)?;
        if said == Answer::Unknown && event.is_none() {
            let causes = reasons.iter().flat_map(|reason| match reason {
                Reason::Unknown { causes, .. } => causes.clone(),
                _ => Vec::new(),
            });
            let causes = causes.collect();
            self.asked.waiting.push((id, causes));
        }
        let answer = both(before, said);
        if event.is_some() {
            for reason in reasons {
                self.refuse(reason);
            }
            if answer != Answer::Yes {
                self.asked.met.extend(met);
            }
        }
        if R::EXPLAINS && answer != Answer::Yes {
            let (instance, guards) = (self.instance, reports.clone());
            let what = What::Passed { instance, transition: id, guards };
            self.recorder.record(self.world.today(), what);
        }
        if R::LISTENS && answer == Answer::Yes {
            self.heard.retain(|(known, _)| *known != id);
            self.heard.push((id, reports));
        } else if R::LISTENS && event.is_some() {
            self.asked.keep(id, reports);
        }
        Ok(answer)
    }
}

/// Both hold; Kleene's *and*.
const fn both(one: Answer, other: Answer) -> Answer {
    match one {
        Answer::Yes => other,
        Answer::No => Answer::No,
        Answer::Unknown if matches!(other, Answer::No) => Answer::No,
        Answer::Unknown => Answer::Unknown,
    }
}
