//! Transitions: what they wait for, what they ask, where they lead.

use super::action::{self, Site};
use super::depends::depends;
use super::machine::Compiler;
use crate::calendar::Counting;
use crate::chart::{
    EventId, StateId, TransitionDraft, Trigger as ChartTrigger, descriptor_matches,
};
use crate::diagnostic::Diagnostic;
use crate::lang::{Phrase, Problem};
use crate::policy::{Clock, Floor, Name, Timer, TimerLength, Transition, Trigger};
use crate::program::depends::Depends;
use crate::program::ids::FieldId;
use crate::program::machine::{CompiledFloor, CompiledTimer, CompiledTransition, Guard, TimerSpan};
use crate::program::slot::Slot;
use crate::rule::{ParamId, Type};
use crate::source::Span;

impl<'a> Compiler<'a, '_> {
    pub(super) fn transition(&mut self, source: StateId, written: &'a Transition) {
        let targets = self.targets(&written.target);
        let mut events = Vec::new();
        let mut timer = None;
        let trigger = match &written.trigger {
            Trigger::Eventless => ChartTrigger::Eventless,
            Trigger::Timer(written) => {
                let event = self.timers.next();
                timer = event.and_then(|event| self.timer(written, event));
                ChartTrigger::Events(event.into_iter().collect())
            }
            Trigger::Events(descriptors) => {
                for descriptor in descriptors {
                    events.extend(self.matching(descriptor));
                }
                events.sort_unstable();
                events.dedup();
                // A lone `*` also hears what is raised for done states, but no other's timer.
                ChartTrigger::Events(events.clone())
            }
        };
        let by = written.by.iter().filter_map(|role| self.env.role(role, self.problems)).collect();
        let guards = self.rules.guards(&written.when, Some(self.id), None, self.env, self.problems);
        let floor = written.not_before.as_ref().and_then(|floor| self.floor(floor));
        let cited = written.origin.cited();
        let is_timed = matches!(written.trigger, Trigger::Timer(_));
        let actions = action::actions(
            &written.actions,
            &mut Site {
                bundle: self.bundle,
                env: self.env,
                rules: self.rules,
                problems: self.problems,
                machine: self.id,
                cited: &cited,
                events: Some(&events),
                is_timed,
            },
        );
        self.asked(&guards, &events, written);
        let id = self.builder.transition(TransitionDraft {
            source,
            trigger,
            targets,
            // The machine is not left by what stays within it; its states are.
            internal: written.internal && !self.is_own(written),
            exclusive: written.exclusive,
        });
        if timer.is_some() {
            self.states[source].timers.push(id);
        }
        if self.bundle.manifest.legal_text && written.origin.is_empty() {
            let args = vec![("what", Phrase::Transition.into())];
            self.problems.add(Problem::NoSource, written.at.part(0, 1), args);
        }
        let depends = if written.trigger_is_eventless() && timer.is_none() {
            depends(&guards, floor.as_ref(), written.under, &self.rules.compiled)
        } else {
            Depends::default()
        };
        self.transitions.push(CompiledTransition {
            title: written.title.clone(),
            cited,
            at: written.at,
            under: written.under,
            events,
            by,
            guards,
            depends,
            floor,
            timer,
            actions,
        });
    }

    fn floor(&mut self, written: &'a Floor) -> Option<CompiledFloor> {
        let scope = self.scope();
        let date = Some(&Type::Date);
        let from = self.rules.expression(&written.from, date, &scope, self.env, self.problems);
        let period = self.period(&written.period);
        let counting = self.counting(written.counting.as_ref());
        Some(CompiledFloor { from: from?, period: period?, counting })
    }

    /// Tells of conditions that read what is not there when they are asked.
    fn asked(&mut self, guards: &[Guard], events: &[EventId], written: &Transition) {
        let is_timed = matches!(written.trigger, Trigger::Timer(_));
        let asked = guards.iter().flat_map(Guard::rules);
        for rule in asked {
            let anchored = self.rules.compiled[rule].as_of.is_some();
            let slots = self.rules.compiled[rule].tree.reads.clone();
            for (slot, at) in &slots {
                if is_timed && let Slot::Event(field) = slot {
                    self.no_event(*field, *at, written);
                }
                // Without an anchor of its own a rule reads facts as of today.
                let on_day = *slot == Slot::Today || (*slot == Slot::AsOf && !anchored);
                if written.trigger_is_eventless() && on_day {
                    let name = self.rules.compiled[rule].name.as_str().into();
                    let at = written.at.part(0, 1);
                    self.problems.add(Problem::EventlessOnDay, at, vec![("name", name)]);
                }
                action::check_event_slot(*slot, *at, events, self.env, self.problems);
            }
        }
    }

    /// A condition of a timer reads what only an event carries.
    fn no_event(&mut self, field: FieldId, at: Span, written: &Transition) {
        let name = self.env.tables.fields[field].name.as_str().into();
        self.problems.push(
            Diagnostic::new(Problem::NoEvent, at, vec![("name", name)])
                .with_related(written.at.part(0, 1), Phrase::AskedHere),
        );
    }

    /// The events that a descriptor matches: declared ones and those of done states.
    fn matching(&mut self, descriptor: &Name) -> Vec<EventId> {
        let named = self.env.tables.events.enumerated().filter(|(_, event)| !event.name.is_empty());
        let found: Vec<EventId> = named
            .filter(|(_, event)| descriptor_matches(&descriptor.value, &event.name))
            .map(|(id, _)| id)
            .collect();
        if found.is_empty() {
            let declared = self.env.tables.events.iter().filter(|event| !event.name.is_empty());
            let names: Vec<&str> = declared.map(|event| event.name.as_str()).collect();
            self.problems.push(
                Diagnostic::new(
                    Problem::UnknownName,
                    descriptor.span,
                    vec![
                        ("name", descriptor.value.as_str().into()),
                        ("kind", Phrase::Event.into()),
                    ],
                )
                .with_nearest(descriptor, names.iter().copied()),
            );
        }
        found
    }

    fn timer(&mut self, written: &'a Timer, event: EventId) -> Option<CompiledTimer> {
        let scope = self.scope();
        let date = Some(&Type::Date);
        let span = match &written.length {
            TimerLength::Period { parameter, from, counting } => {
                let from = match from {
                    Some(from) => {
                        Some(self.rules.expression(from, date, &scope, self.env, self.problems)?)
                    }
                    None => None,
                };
                let counting = self.counting(counting.as_ref());
                TimerSpan::Parameter(self.period(parameter)?, from, counting)
            }
            TimerLength::Until(day) => TimerSpan::Until(self.rules.expression(
                day,
                date,
                &scope,
                self.env,
                self.problems,
            )?),
            TimerLength::Plain(period) => {
                if self.bundle.manifest.legal_text {
                    let args = vec![("what", Phrase::Timer.into())];
                    self.problems.add(Problem::NoSource, written.at, args);
                }
                TimerSpan::Plain(*period, self.bundle.manifest.counting)
            }
        };
        Some(CompiledTimer {
            name: written.name.as_ref().map(|name| name.value.clone()),
            span,
            event,
        })
    }

    fn counting(&self, clock: Option<&Clock>) -> Counting {
        clock.map_or(self.bundle.manifest.counting, |clock| clock.counting)
    }

    fn period(&mut self, name: &Name) -> Option<ParamId> {
        action::period(name, self.env, self.problems)
    }
}

impl Transition {
    fn trigger_is_eventless(&self) -> bool {
        matches!(self.trigger, Trigger::Eventless)
    }
}
