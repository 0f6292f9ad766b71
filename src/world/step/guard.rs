//! Whether a transition is enabled: roles, floors and rules.

use smallvec::SmallVec;

use super::failure::Failure;
use super::floor::floor;
use super::role::{Standing, standing};
use super::stepper::Stepper;
use crate::calendar::{Counted, Rests};
use crate::chart::{Answer, Configuration, EventId, TransitionId};
use crate::program::RoleId;
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

    pub(super) fn enabled(
        &mut self,
        id: TransitionId,
        event: Option<EventId>,
        own: &Configuration,
    ) -> Result<Answer, Failure> {
        let transition = self.transition(id);
        let outside = event.is_some() && self.delivered.origin == Origin::Story;
        let mut answer = Answer::Yes;
        // Only the event from outside has an actor; what machines raise and send has none. In a
        // bundle without roles nobody is asked.
        let outside = outside && event == Some(self.delivered.event);
        let needs_role = !transition.by.is_empty() || self.engine.program.legal_text;
        if outside && needs_role {
            answer = self.entitled(id, &transition.by, own)?;
        }
        if let Some(written) = &transition.floor {
            let data = self.delivered.data;
            match floor(self.engine, self.world, self.instance, written, data, Some(own)) {
                Ok((counted @ Counted { last: earliest, rests }, count)) => {
                    if R::LISTENS && (rests != Rests::Published || R::EXPLAINS) {
                        self.passed.push((id, counted, count));
                    }
                    if self.world.today() < earliest {
                        let transition = id;
                        self.refuse(Reason::TooEarly { transition, count, earliest, rests });
                        answer = Answer::No;
                    }
                }
                Err(Failure::Refused(reasons)) => {
                    for reason in reasons {
                        if let Reason::Unknown { causes, .. } = reason {
                            self.refuse(Reason::Unknown {
                                transition: Some(id),
                                rule: None,
                                causes,
                            });
                        }
                    }
                    if answer == Answer::Yes {
                        answer = Answer::Unknown;
                    }
                }
                Err(failure) => return Err(failure),
            }
        }
        if !transition.guards.is_empty() {
            let mut reports = Vec::new();
            let mut reasons = Vec::new();
            let mut met: SmallVec<[_; 2]> = SmallVec::new();
            let heard = |guard: &crate::program::Guard, verdict: &Verdict| match verdict {
                Verdict::NotMet => {
                    reasons.push(Reason::NotMet { transition: Some(id), rule: guard.rule });
                }
                Verdict::Unknown(causes) => reasons.push(Reason::Unknown {
                    transition: Some(id),
                    rule: Some(guard.rule),
                    causes: causes.clone(),
                }),
                Verdict::Met => met.push((id, guard.rule)),
                Verdict::NotApplicable => {}
            };
            let mut look = self.look(Some(own));
            let said = look.guards(&transition.guards, heard, &mut reports)?;
            if said == Answer::Unknown && event.is_none() {
                let causes = reasons.iter().flat_map(|reason| match reason {
                    Reason::Unknown { causes, .. } => causes.clone(),
                    _ => Vec::new(),
                });
                let causes = causes.collect();
                self.asked.waiting.push((id, causes));
            }
            answer = match (answer, said) {
                (Answer::No, _) | (_, Answer::No) => Answer::No,
                (Answer::Unknown, _) | (_, Answer::Unknown) => Answer::Unknown,
                (Answer::Yes, Answer::Yes) => Answer::Yes,
            };
            if event.is_some() {
                for reason in reasons {
                    self.refuse(reason);
                }
                if R::LISTENS && answer != Answer::Yes {
                    self.asked.guards.extend(reports.iter().map(|report| (id, report.clone())));
                }
                if answer != Answer::Yes {
                    self.asked.met.extend(met);
                }
            }
            if R::LISTENS && answer == Answer::Yes {
                self.heard.retain(|(known, _)| *known != id);
                self.heard.push((id, reports));
            } else if R::EXPLAINS {
                let (instance, guards) = (self.instance, reports);
                let what = What::Passed { instance, transition: id, guards };
                self.recorder.record(self.world.today(), what);
            }
        }
        Ok(answer)
    }
}
