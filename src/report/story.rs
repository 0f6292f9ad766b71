//! A story, entry by entry: one line an event, one line a reason. The short form stands in snapshots;
//! the full form also tells each condition with the values that it read.

use super::line::{Detail, Lines, lines};
use super::tell::Saying;
use super::words::Teller;
use crate::calendar::Day;
use crate::lang::{Lang, Phrase, Word};
use crate::program::Program;
use crate::rule::InstanceId;
use crate::scenario::Played;
use crate::world::journal::{Origin, What};
use crate::world::{DutyStatus, World};

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

/// What a story assumes, in words: amendments, another end of the validity, calendars of later years. Whatever
/// follows rests on it.
pub fn assumed_lines(story: &Story<'_>, lang: Lang) -> Vec<String> {
    let cast = &story.played.plan.cast;
    let mut lines = Vec::new();
    let mut told: Vec<&str> = Vec::new();
    for part in &story.program.versions.parts {
        if !told.contains(&part.amendment.as_str()) {
            told.push(&part.amendment);
            let title = part.title.get(lang);
            let name = if title.is_empty() { part.amendment.as_str() } else { title };
            let args = [("name", name.into()), ("day", part.from.to_string().into())];
            lines.push(Phrase::AssumedAmendment.with(lang, &args));
        }
    }
    let teller = Teller::today(story.program, cast, &story.played.world, lang);
    for one in &story.played.plan.supplied {
        let args = [
            ("name", one.by.get(lang).into()),
            ("what", one.what.get(lang).into()),
            ("value", teller.value(one.value).into()),
            ("count", one.count.to_string().into()),
        ];
        lines.push(Phrase::AssumedUntold.with(lang, &args));
    }
    if let Some(day) = cast.valid_to {
        lines.push(Phrase::AssumedValidity.with(lang, &[("day", day.to_string().into())]));
    }
    for year in cast.calendar.assumed() {
        let notice = cast.calendar.notice(year).unwrap_or_default();
        let args = [("year", Word::from(year.to_string())), ("what", notice.into())];
        lines.push(Phrase::AssumedCalendar.with(lang, &args));
    }
    lines
}

/// A story, entry by entry; what is told with nothing is left out.
pub fn tellings(story: &Story<'_>, lang: Lang) -> Vec<Telling> {
    let Played { plan, journal, world, .. } = story.played;
    let teller =
        Teller { program: story.program, cast: &plan.cast, world, undone: &[], day: None, lang };
    let mut all = Vec::new();
    for entry in journal.entries.iter().filter(|entry| concerns(&entry.what, story.only, world)) {
        let Some(saying) = Saying::of(&teller, entry) else { continue };
        let lines = lines(&saying.words(story.detail), lang);
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
            What::Learnt(_) => (Tone::Known, None),
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
    let mut lines = assumed_lines(story, lang);
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
        What::InEffect { .. } => true,
        What::Recounted { term, .. } => owned(term.instance),
        What::GoesOn { instance, .. }
        | What::Milder { instance, .. }
        | What::Event { instance, .. }
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
        | What::NothingToReverse { instance, .. }
        | What::Cancelled { instance, .. } => owned(*instance),
        What::Delayed { to, .. } | What::Unheard { to, .. } => owned(*to),
        What::Refused { instance, .. } => instance.is_some_and(owned),
        What::FindingRefused { address, .. } => world.at_address(address).is_some_and(owned),
        What::Learnt(told) => same_subject(told.subject),
        What::Found { finding } => {
            world.findings().get(*finding as usize).is_some_and(|made| owned(made.instance))
        }
        What::Entered { entry, .. } | What::Ended { entry, .. } | What::RanOut { entry } => {
            world.entries().get(*entry as usize).is_some_and(|entry| same_subject(entry.subject))
        }
        What::Booked { entry, .. } => {
            world.ledger().get(*entry as usize).is_some_and(|entry| owned(entry.instance))
        }
        What::Obliged { duty, .. } | What::Duty { duty, .. } | What::Undone { duty, .. } => {
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
