//! The journal in words: one line an event, one line a reason. The short form stands in snapshots;
//! the full form also tells each condition with the values that it read.

use super::parts::{
    all_guard_lines, carried, count_lines, entry_text, guard_line, guard_lines, reason_lines,
    selection_lines,
};
use super::words::Teller;
use crate::calendar::Day;
use crate::lang::{Lang, Phrase, Word};
use crate::program::Program;
use crate::rule::{InstanceId, Value};
use crate::scenario::{Played, status_phrase};
use crate::world::journal::{GuardReport, Origin, What};
use crate::world::{DutyStatus, Reason, World};

/// How much is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// What a snapshot holds.
    Short,
    /// Also the conditions that held, with what they read, and timers.
    Full,
}

/// A story to be told.
#[derive(Clone, Copy)]
pub struct Story<'a> {
    /// The program.
    pub program: &'a Program,
    /// What was played.
    pub played: &'a Played,
    /// How much is told.
    pub detail: Detail,
    /// Only what concerns this instance and what it owns.
    pub only: Option<InstanceId>,
}

/// What an entry of the journal is, as a reader would sort it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something that was done.
    Done,
    /// Something that was refused.
    Refused,
    /// Something that time brought.
    Timer,
    /// A finding, or a fact that was learnt.
    Known,
    /// What came of it.
    Effect,
}

/// An entry of the journal in words.
#[derive(Clone, Debug)]
pub struct Telling {
    /// The day.
    pub day: Day,
    /// What it is.
    pub tone: Tone,
    /// Whom it concerns: an instance's address.
    pub whom: Option<String>,
    /// The lines, each with how deep it is indented.
    pub lines: Lines,
}

/// The validity that a story assumes, in words.
pub fn assumed_line(story: &Story<'_>, lang: Lang) -> Option<String> {
    let day = story.played.plan.cast.valid_to?;
    Some(Phrase::AssumedValidity.with(lang, &[("day", day.to_string().into())]))
}

/// A story, entry by entry; what is told with nothing is left out.
pub fn tellings(story: &Story<'_>, lang: Lang) -> Vec<Telling> {
    let Played { plan, journal, world, .. } = story.played;
    let teller = Teller { program: story.program, cast: &plan.cast, world, undone: &[], lang };
    let mut all = Vec::new();
    for entry in journal.entries.iter().filter(|entry| concerns(&entry.what, story.only, world)) {
        let lines = told(&teller, &entry.what, story.detail);
        if lines.is_empty() {
            continue;
        }
        let (tone, whom) = match &entry.what {
            What::Event { instance, origin, .. } => {
                let tone = match origin {
                    Origin::Story => Tone::Done,
                    Origin::Sent(_) => Tone::Effect,
                    Origin::Timer(_) => Tone::Timer,
                };
                (tone, Some(teller.instance(*instance)))
            }
            What::Refused { address, .. } | What::FindingRefused { address, .. } => {
                (Tone::Refused, Some(teller.address(address)))
            }
            What::Found { finding } => {
                let made = world.findings().get(*finding as usize);
                (Tone::Known, made.map(|made| teller.instance(made.instance)))
            }
            What::Learnt { .. } => (Tone::Known, None),
            What::Idle { instance, .. } => (Tone::Timer, Some(teller.instance(*instance))),
            What::RanOut { .. }
            | What::Released { .. }
            | What::Duty { status: DutyStatus::Overdue, .. } => (Tone::Timer, None),
            _ => (Tone::Effect, None),
        };
        all.push(Telling { day: entry.day, tone, whom, lines });
    }
    all
}

/// The lines of a story. Lines of the same day carry the day once.
pub fn story_lines(story: &Story<'_>, lang: Lang) -> Vec<String> {
    let mut lines: Vec<String> = assumed_line(story, lang).into_iter().collect();
    let mut last = None;
    for Telling { day, lines: told, .. } in tellings(story, lang) {
        for (depth, text) in told {
            let shown = match depth == 0 || last != Some(day) {
                true => day.to_string(),
                false => " ".repeat(10),
            };
            last = Some(day);
            lines.push(format!("{shown}  {}{text}", "  ".repeat(depth)).trim_end().to_owned());
        }
    }
    lines
}

/// Whether an entry concerns an instance or what it owns.
fn concerns(what: &What, only: Option<InstanceId>, world: &World) -> bool {
    let Some(only) = only else { return true };
    let owned = |id: InstanceId| {
        let mut at = Some(id);
        while let Some(id) = at {
            if id == only {
                return true;
            }
            at = world.instance(id).owner;
        }
        false
    };
    let same_subject = |subject| world.instance(only).subject.is_some_and(|own| own == subject);
    match what {
        What::Event { instance, .. }
        | What::Opened(instance)
        | What::Closed(instance)
        | What::Moved { instance, .. }
        | What::Provisional { instance, .. }
        | What::Waits { instance, .. }
        | What::Idle { instance, .. }
        | What::TimerSet { instance, .. }
        | What::TimerHeld { instance, .. }
        | What::Set { instance, .. }
        | What::Weighed { instance, .. }
        | What::Passed { instance, .. }
        | What::Counted { instance, .. }
        | What::Cancelled { instance, .. } => owned(*instance),
        What::Delayed { to, .. } | What::Unheard { to, .. } => owned(*to),
        What::Refused { instance, .. } => instance.is_some_and(owned),
        What::FindingRefused { address, .. } => world.at_address(address).is_some_and(owned),
        What::Learnt { subject, .. } => same_subject(*subject),
        What::Found { finding } => {
            world.findings().get(*finding as usize).is_some_and(|made| owned(made.instance))
        }
        What::Entered { entry, .. } | What::Ended { entry, .. } | What::RanOut { entry } => {
            world.entries().get(*entry as usize).is_some_and(|entry| same_subject(entry.subject))
        }
        What::Booked { entry, .. } => {
            world.ledger().get(*entry as usize).is_some_and(|entry| owned(entry.instance))
        }
        What::Obliged { duty, .. } | What::Duty { duty, .. } => {
            world.duties().get(*duty as usize).is_some_and(|duty| owned(duty.instance))
        }
        What::Kept { record, .. } | What::Released { record } => {
            world.records().get(*record as usize).is_some_and(|kept| owned(kept.instance))
        }
        What::Selection(report) => {
            owned(report.instance) || report.placings.iter().any(|placing| owned(placing.instance))
        }
    }
}

/// Whether a reason is what one of these conditions says.
fn told_by(reason: &Reason, guards: &[GuardReport]) -> bool {
    match reason {
        Reason::NotMet { rule, .. } | Reason::Unknown { rule: Some(rule), .. } => {
            guards.iter().any(|report| report.rule == *rule)
        }
        _ => false,
    }
}

/// Lines, each with how deep it is indented.
pub type Lines = Vec<(usize, String)>;

/// The lines of one entry, each with its depth.
fn told(teller: &Teller<'_>, what: &What, detail: Detail) -> Lines {
    let Teller { program, world, cast, .. } = *teller;
    let mut lines = Lines::new();
    match what {
        What::Event { event, instance, actor, origin, data } => {
            let name = teller.event(*event);
            let to = teller.instance(*instance);
            let carried = carried(teller, *event, data);
            let line = match origin {
                Origin::Story => teller.say(
                    Phrase::TellEvent,
                    vec![
                        ("who", teller.who(*actor)),
                        ("event", name.into()),
                        ("to", to.into()),
                        ("data", carried.into()),
                    ],
                ),
                Origin::Sent(_) => {
                    let args =
                        vec![("event", name.into()), ("to", to.into()), ("data", carried.into())];
                    teller.say(Phrase::TellSent, args)
                }
                Origin::Timer(transition) => {
                    let machine = world.machine_of(*instance);
                    let name = teller.transition(machine, *transition);
                    teller.say(Phrase::TellTimer, vec![("event", name.into()), ("to", to.into())])
                }
            };
            let depth = usize::from(matches!(origin, Origin::Sent(_)));
            lines.push((depth, line));
        }
        What::Refused { event, address, actor, reasons, guards, lists, undone, .. } => {
            let teller = &Teller { undone, ..*teller };
            let args = vec![
                ("who", teller.who(*actor)),
                ("event", teller.event(*event).into()),
                ("to", teller.address(address).into()),
            ];
            lines.push((0, teller.say(Phrase::TellRefused, args)));
            let machine = address.parts.last().map(|part| part.machine);
            if detail == Detail::Short {
                reason_lines(teller, reasons, machine, guards, &mut lines);
            } else {
                // What the conditions say is told with all of them, in the order of the chart.
                let others: Vec<Reason> =
                    reasons.iter().filter(|reason| !told_by(reason, guards)).cloned().collect();
                for reason in &others {
                    reason_lines(teller, std::slice::from_ref(reason), machine, guards, &mut lines);
                    if let Reason::TooEarly { count, .. } = reason {
                        count_lines(teller, count, 2, &mut lines);
                    }
                }
                for list in lists {
                    selection_lines(teller, list, &mut lines);
                }
                all_guard_lines(teller, guards, machine, 1, &mut lines);
            }
        }
        What::FindingRefused { finding, address, actor, reasons } => {
            let question = program.findings[*finding].question.get(teller.lang);
            let args = vec![
                ("who", teller.who(*actor)),
                ("what", question.into()),
                ("to", teller.address(address).into()),
            ];
            lines.push((0, teller.say(Phrase::TellFindingRefused, args)));
            let machine = address.parts.last().map(|part| part.machine);
            reason_lines(teller, reasons, machine, &[], &mut lines);
        }
        What::Opened(id) => {
            if detail == Detail::Full {
                let machine = &program.machines[world.machine_of(*id)];
                let name = teller.title(&machine.title, &machine.name).to_owned();
                let args = vec![("name", name.into()), ("to", teller.instance(*id).into())];
                lines.push((1, teller.say(Phrase::TellOpened, args)));
            }
        }
        What::Closed(id) => {
            lines.push((
                1,
                teller.say(Phrase::TellClosed, vec![("to", teller.instance(*id).into())]),
            ));
        }
        What::Moved { instance, transitions, guards, left, entered, preempted } => {
            let machine = world.machine_of(*instance);
            let info = &program.machines[machine];
            let names = |states: &[crate::chart::StateId]| {
                let named = states.iter().map(|&state| teller.state(machine, state));
                named.collect::<Vec<_>>().join(teller.lang.list_separator())
            };
            let mut cited = crate::policy::Cited::default();
            for &transition in transitions {
                cited.articles.extend(info.transitions[transition].cited.articles.iter().copied());
                cited.readings.extend(info.transitions[transition].cited.readings.iter().cloned());
            }
            let cited = teller.cite(&cited);
            let to = teller.instance(*instance);
            let line = match (left.is_empty(), entered.is_empty()) {
                (true, true) => {
                    let name = transitions.first().map(|&id| teller.transition(machine, id));
                    let args = vec![("to", to.into()), ("what", name.unwrap_or_default().into())];
                    teller.say(Phrase::TellDone, args)
                }
                (true, false) => teller.say(
                    Phrase::TellStarted,
                    vec![("to", to.into()), ("entered", names(entered).into())],
                ),
                (false, true) => teller
                    .say(Phrase::TellLeft, vec![("to", to.into()), ("left", names(left).into())]),
                (false, false) => teller.say(
                    Phrase::TellMoved,
                    vec![
                        ("to", to.into()),
                        ("left", names(left).into()),
                        ("entered", names(entered).into()),
                    ],
                ),
            };
            lines.push((1, format!("{line}{cited}")));
            for &transition in transitions {
                if let Some(silence) = &info.transitions[transition].cited.silence {
                    let args = vec![("why", Word::from(silence))];
                    lines.push((2, teller.say(Phrase::TellSilence, args)));
                }
            }
            for &state in entered {
                if let Some(silence) = &info.states[state].cited.silence {
                    let args = vec![("why", Word::from(silence))];
                    lines.push((2, teller.say(Phrase::TellSilence, args)));
                }
            }
            for &loser in preempted {
                let name = teller.transition(machine, loser);
                lines.push((2, teller.say(Phrase::TellPreempted, vec![("name", name.into())])));
            }
            if detail == Detail::Full {
                all_guard_lines(teller, guards, Some(machine), 2, &mut lines);
            }
        }
        What::Provisional { earliest, .. } => {
            let args = vec![("day", Word::from(teller.day(*earliest, true)))];
            lines.push((2, teller.say(Phrase::TellProvisional, args)));
        }
        What::Waits { instance, transition, causes } => {
            let machine = world.machine_of(*instance);
            let args = vec![
                ("to", Word::from(teller.instance(*instance))),
                ("what", teller.transition(machine, *transition).into()),
                ("causes", teller.causes(causes).into()),
            ];
            lines.push((1, teller.say(Phrase::TellWaits, args)));
        }
        What::Idle { instance, transition, guards, reasons, undone } => {
            let teller = &Teller { undone, ..*teller };
            let machine = world.machine_of(*instance);
            let args = vec![
                ("to", Word::from(teller.instance(*instance))),
                ("what", teller.transition(machine, *transition).into()),
            ];
            lines.push((0, teller.say(Phrase::TellIdle, args)));
            for report in guards {
                match detail {
                    Detail::Short => {
                        lines.push((1, guard_line(teller, report, Some(machine), true)));
                    }
                    Detail::Full => guard_lines(teller, report, Some(machine), 1, &mut lines),
                }
            }
            reason_lines(teller, reasons, Some(machine), &[], &mut lines);
        }
        What::TimerSet { instance, transition, last, provisional } => {
            let machine = world.machine_of(*instance);
            let args = vec![
                ("what", Word::from(teller.transition(machine, *transition))),
                ("day", teller.day(*last, *provisional).into()),
            ];
            lines.push((2, teller.say(Phrase::TellTimerSet, args)));
        }
        What::TimerHeld { instance, transition, left, workdays, resumed } => {
            let machine = world.machine_of(*instance);
            let unit = if *workdays {
                crate::calendar::Unit::Workdays
            } else {
                crate::calendar::Unit::Days
            };
            let left = teller.period(crate::calendar::Period { count: *left, unit });
            let mut args = vec![
                ("what", Word::from(teller.transition(machine, *transition))),
                ("left", left.into()),
            ];
            let phrase = match resumed {
                None => Phrase::TellTimerStopped,
                Some(counted) => {
                    let day = teller.day(counted.last, counted.provisional);
                    args.push(("day", day.into()));
                    Phrase::TellTimerResumed
                }
            };
            lines.push((2, teller.say(phrase, args)));
        }
        What::Counted { count, .. } => count_lines(teller, count, 2, &mut lines),
        // Why something did not happen is told where it was asked for, and where it waits.
        What::Weighed { .. } | What::Passed { .. } => {}
        What::Set { instance, index, value } => {
            if detail == Detail::Full {
                let machine = &program.machines[world.machine_of(*instance)];
                let field = machine.data.get(usize::from(*index));
                let name = field.map_or(String::new(), |field| {
                    teller.title(&field.title, &field.name).to_owned()
                });
                let args = vec![("name", name.into()), ("value", teller.value(*value).into())];
                lines.push((2, teller.say(Phrase::TellSet, args)));
            }
        }
        What::Delayed { to, event, last } => {
            let args = vec![
                ("event", Word::from(teller.event(*event))),
                ("to", teller.instance(*to).into()),
                ("day", last.to_string().into()),
            ];
            lines.push((2, teller.say(Phrase::TellDelayed, args)));
        }
        What::Cancelled { event, .. } => {
            let args = vec![("event", teller.event(*event).into())];
            lines.push((2, teller.say(Phrase::TellCancelled, args)));
        }
        What::Unheard { to, event, reasons, undone } => {
            let teller = &Teller { undone, ..*teller };
            let unexpected = reasons.iter().all(|reason| {
                matches!(reason, Reason::NotExpected(_) | Reason::Ended | Reason::NoInstance)
            });
            if detail == Detail::Full || !unexpected {
                let args = vec![
                    ("event", Word::from(teller.event(*event))),
                    ("to", teller.instance(*to).into()),
                ];
                lines.push((1, teller.say(Phrase::TellUnheard, args)));
                let machine = Some(world.machine_of(*to));
                lines.extend(reasons.iter().map(|reason| (2, teller.reason(reason, machine))));
            }
        }
        What::Learnt { subject, fact, value, true_from, by } => {
            let fact = &program.facts[*fact];
            let mut said = teller.say(
                Phrase::TellLearnt,
                vec![
                    ("who", teller.value(Value::Subject(*subject)).into()),
                    ("what", teller.title(&fact.title, &fact.name).into()),
                    ("value", teller.value(*value).into()),
                ],
            );
            if let Some(day) = true_from {
                said += &teller.say(Phrase::TellTrueFrom, vec![("day", day.to_string().into())]);
            }
            if by.is_some() {
                said += &teller.say(Phrase::TellBy, vec![("who", teller.actor(*by).into())]);
            }
            lines.push((0, said));
        }
        What::Found { finding } => {
            let Some(made) = world.findings().get(*finding as usize) else { return lines };
            let info = &program.findings[made.finding];
            let reason = made.reason.map_or(String::new(), |reason| {
                let args = vec![("reason", cast.pool.text(reason).into())];
                teller.say(Phrase::TellBecause, args)
            });
            let args = vec![
                ("who", teller.who(made.by)),
                ("to", teller.instance(made.instance).into()),
                ("what", info.question.get(teller.lang).into()),
                ("answer", teller.value(Value::Bool(made.answer)).into()),
            ];
            let said = teller.say(Phrase::TellFound, args);
            lines.push((0, format!("{said}{reason}{}", teller.cite(&info.cited))));
        }
        What::Entered { entry, to, cited } => {
            if let Some(text) = entry_text(teller, *entry, Some(*to)) {
                let said = teller.say(Phrase::TellEntered, vec![("entry", text.into())]);
                lines.push((2, format!("{said}{}", teller.cite(cited))));
            }
        }
        What::Ended { entry, cited } => {
            if let Some(text) = entry_text(teller, *entry, None) {
                let said = teller.say(Phrase::TellEnded, vec![("entry", text.into())]);
                lines.push((2, format!("{said}{}", teller.cite(cited))));
            }
        }
        What::RanOut { entry } => {
            if let Some(text) = entry_text(teller, *entry, None) {
                lines.push((0, teller.say(Phrase::TellRanOut, vec![("entry", text.into())])));
            }
        }
        What::Booked { entry, cited } => {
            let Some(booked) = world.ledger().get(*entry as usize) else { return lines };
            let account = &program.accounts[booked.account];
            let columns = booked.columns.iter().flatten().map(|&value| teller.value(value));
            let columns = columns.collect::<Vec<_>>().join(teller.lang.list_separator());
            let args = vec![
                ("kind", Word::from(teller.ledger_kind(booked.kind))),
                ("account", teller.title(&account.title, &account.name).into()),
                ("who", teller.value(Value::Subject(booked.subject)).into()),
                ("sum", teller.money(booked.amount).into()),
                ("columns", columns.into()),
            ];
            let said = teller.say(Phrase::TellBooked, args);
            lines.push((2, format!("{said}{}", teller.cite(cited))));
        }
        What::Obliged { duty, cited } => {
            let Some(duty) = world.duties().get(*duty as usize) else { return lines };
            let info = &program.obligations[duty.obligation];
            let mut args = vec![
                ("what", Word::from(teller.title(&info.title, &info.name))),
                ("to", teller.instance(duty.instance).into()),
            ];
            let phrase = match duty.due {
                Some(due) => {
                    args.push(("day", due.to_string().into()));
                    Phrase::TellObligedUntil
                }
                None => Phrase::TellObliged,
            };
            lines.push((2, format!("{}{}", teller.say(phrase, args), teller.cite(cited))));
        }
        What::Duty { duty, status, cited } => {
            let Some(duty) = world.duties().get(*duty as usize) else { return lines };
            let info = &program.obligations[duty.obligation];
            let args = vec![
                ("what", Word::from(teller.title(&info.title, &info.name))),
                ("to", teller.instance(duty.instance).into()),
                ("status", status_phrase(*status).into()),
            ];
            let depth = if *status == crate::world::DutyStatus::Overdue { 0 } else { 2 };
            lines.push((
                depth,
                format!("{}{}", teller.say(Phrase::TellDuty, args), teller.cite(cited)),
            ));
        }
        What::Kept { record, cited } => {
            let Some(kept) = world.records().get(*record as usize) else { return lines };
            let info = &program.record_kinds[kept.record];
            let args = vec![
                ("what", Word::from(teller.title(&info.title, &info.name))),
                ("to", teller.instance(kept.instance).into()),
                ("day", kept.until.to_string().into()),
            ];
            lines
                .push((2, format!("{}{}", teller.say(Phrase::TellKept, args), teller.cite(cited))));
        }
        What::Released { record } => {
            let Some(kept) = world.records().get(*record as usize) else { return lines };
            let info = &program.record_kinds[kept.record];
            let args = vec![
                ("what", Word::from(teller.title(&info.title, &info.name))),
                ("to", teller.instance(kept.instance).into()),
            ];
            let said = teller.say(Phrase::TellReleased, args);
            lines.push((0, format!("{said}{}", teller.cite(&info.cited))));
        }
        What::Selection(report) => selection_lines(teller, report, &mut lines),
    }
    lines
}
