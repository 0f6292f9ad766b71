//! Days of the calendar: terms around festivals, years that are not published, the day of effect.

use super::changed::Changed;
use super::draft::{Draft, Kind, Unasked};
use crate::calendar::{Counting, Day, Period, Unit, last_day};
use crate::lang::Word;
use crate::lang::sentence::{
    UnaskedAssumed, UnaskedBack, UnaskedGap, UnaskedNotice, UnaskedSoon, UnaskedYears,
};
use crate::policy::Instrument;
use crate::program::ParameterInfo;
use crate::rule::Value;

/// The days between issue and effect below which it is told.
const SOON: i64 = 30;

/// The terms that end earlier than they did, counted from some day of a published year, though they
/// are in another unit and may look longer.
pub(super) fn notices(draft: &Draft<'_>, changed: &[Changed]) -> Vec<Unasked> {
    let mut found = Vec::new();
    for one in changed {
        let Some((before, after)) = one.periods() else { continue };
        if before.unit == after.unit || ![before.unit, after.unit].contains(&Unit::Workdays) {
            continue;
        }
        let (was, is) = draft.both(one.id);
        let Some((start, old, new)) = worst(draft, (before, was), (after, is)) else { continue };
        let table = &draft.program.calendar;
        let within = std::iter::successors(Some(start.next()), |day| Some(day.next()));
        let within: Vec<Day> = within.take_while(|day| *day <= new).collect();
        let worked = within.iter().filter(|day| table.is_workday(**day) == Ok(true)).count();
        let told = UnaskedNotice {
            name: one.named.clone(),
            before: draft.value(one.before),
            after: draft.value(one.after),
            start: start.to_string().into(),
            old: old.to_string().into(),
            new: new.to_string().into(),
            worked: worked.to_string().into(),
        };
        let articles = is.cited.articles.clone();
        let operation = one.operation;
        found.push(Unasked { kind: Kind::Notice, articles, operation, told: told.into() });
    }
    found
}

/// The first day from which the term loses most, with its last day before and after.
fn worst(
    draft: &Draft<'_>,
    before: (Period, &ParameterInfo),
    after: (Period, &ParameterInfo),
) -> Option<(Day, Day, Day)> {
    let program = draft.program;
    let table = &program.calendar;
    let counting = |info: &ParameterInfo| -> Counting { info.counting.unwrap_or(program.counting) };
    let (first, _) = draft.effective()?;
    let mut worst: Option<(i64, Day, Day, Day)> = None;
    // What is still to come tells most; where nothing of it is published, the years before do.
    let published: Vec<i32> = table.years().collect();
    let coming = published.iter().copied().filter(|year| *year >= first.year());
    let coming: Vec<i32> = coming.collect();
    let years = if coming.is_empty() { published } else { coming };
    for year in years {
        let mut day = Day::ymd(year, 1, 1)?;
        while day.year() == year {
            let old = last_day(day, before.0, counting(before.1), table);
            let new = last_day(day, after.0, counting(after.1), table);
            if let (Ok(old), Ok(new)) = (old, new) {
                let lost = new.last.days_until(old.last);
                if lost > 0 && worst.is_none_or(|(most, ..)| lost > most) {
                    worst = Some((lost, day, old.last, new.last));
                }
            }
            day = day.next();
        }
    }
    worst.map(|(_, start, old, new)| (start, old, new))
}

/// The years that the amended measure reaches whose working days are not published, or assumed.
pub(super) fn years(draft: &Draft<'_>, changed: &[Changed]) -> Vec<Unasked> {
    let Some((first, _)) = draft.effective() else { return Vec::new() };
    let in_workdays = |value: Value| matches!(value, Value::Period(p) if p.unit == Unit::Workdays);
    let counted = changed.iter().filter(|one| in_workdays(one.after)).map(|one| one.id);
    let mut ids: Vec<_> = counted.collect();
    let old = draft.program.validity.as_ref().and_then(|validity| validity.to);
    let new = draft.validity_after().and_then(|validity| validity.to);
    if old != new {
        let all = draft.program.parameters.enumerated();
        let all = all.filter(|(id, _)| {
            super::changed::periods_of(draft, *id)
                .is_some_and(|(_, after)| after.unit == Unit::Workdays)
        });
        ids.extend(all.map(|(id, _)| id));
        ids.sort_unstable();
        ids.dedup();
    }
    if ids.is_empty() {
        return Vec::new();
    }
    let until = new.map_or(first.year() + 1, Day::year);
    let table = &draft.program.calendar;
    let assumed: Vec<i32> = table.assumed().collect();
    let reached = || first.year()..=until;
    let list = |years: Vec<i32>| Word::List(years.iter().map(|y| y.to_string().into()).collect());
    let missing: Vec<i32> = reached().filter(|year| !table.is_published(*year)).collect();
    let assumed: Vec<i32> = reached().filter(|year| assumed.contains(year)).collect();
    let names = Word::List(ids.iter().map(|&id| draft.title(id)).collect());
    let articles: Vec<_> =
        ids.iter().flat_map(|&id| draft.both(id).1.cited.articles.clone()).collect();
    let mut found = Vec::new();
    let mut tell = |told: Word| {
        let (articles, operation) = (articles.clone(), draft.only());
        found.push(Unasked { kind: Kind::Calendar, articles, operation, told });
    };
    let missing: Vec<i32> = missing.into_iter().filter(|year| !assumed.contains(year)).collect();
    if !missing.is_empty() {
        tell(UnaskedYears { names: names.clone(), years: list(missing) }.into());
    }
    if !assumed.is_empty() {
        tell(UnaskedAssumed { names, years: list(assumed) }.into());
    }
    found
}

/// Effect before issue, soon after it, or after the text before has ended.
pub(super) fn effect(draft: &Draft<'_>) -> Vec<Unasked> {
    let mut found = Vec::new();
    let mut ends = draft.program.validity.as_ref().and_then(|validity| validity.to);
    for (amendment, words) in draft.amendments.iter().zip(draft.rewritten) {
        let (issued, effective) = (amendment.issued.value, amendment.effective.value);
        let days = issued.days_until(effective);
        let both = (Word::from(issued.to_string()), Word::from(effective.to_string()));
        let name = Word::from(&amendment.title);
        let mut tell = |kind, told: Word| {
            found.push(Unasked { kind, articles: Vec::new(), operation: None, told });
        };
        if days < 0 {
            tell(
                Kind::Effect,
                UnaskedBack { name: name.clone(), issued: both.0, effective: both.1 }.into(),
            );
        } else if days < SOON && amendment.instrument.value != Instrument::Extension {
            let days = days.to_string().into();
            let (issued, effective) = both;
            tell(Kind::Effect, UnaskedSoon { name: name.clone(), issued, effective, days }.into());
        }
        let begins =
            words.validity.as_ref().map_or(effective, |validity| validity.from.max(effective));
        if let Some(end) = ends.filter(|end| end.next() < begins) {
            let (from, to) = (end.next().to_string().into(), begins.previous().to_string().into());
            tell(Kind::Gap, UnaskedGap { name, from, to }.into());
        }
        if let Some(validity) = &words.validity {
            ends = validity.to;
        }
    }
    found
}
