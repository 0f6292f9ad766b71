//! Titles, days and values in words.

use crate::analysis::timeline::{Ended, Missing, TermKind};
use crate::calendar::{Day, Rests, whole_months};
use crate::lang::sentence::{TimelineUnpublished, TimelineWait, TimelineWaitYears};
use crate::lang::{Lang, Phrase, Text, Word};
use crate::program::{ParameterMeaning, Program};
use crate::rule::{ParamId, Value};

/// A title; its name cannot be said where it has none.
pub(super) fn said(title: &Text, lang: Lang) -> String {
    title.get(lang).to_owned()
}

pub(super) fn sides_of(lang: Lang) -> Vec<String> {
    vec![Phrase::ColumnBefore.plain(lang).to_owned(), Phrase::ColumnAfter.plain(lang).to_owned()]
}

pub(super) fn star(text: &str, beyond: bool) -> String {
    format!("{text}{}", if beyond { "*" } else { "" })
}

pub(super) fn value_words(program: &Program, id: ParamId, day: Day) -> Option<Word> {
    let version = program.versions.of(program.versions.begun(day));
    match program.parameters[id].under(version).at(day)? {
        ParameterMeaning::Single(Value::Period(period)) => Some(period.words()),
        ParameterMeaning::Single(Value::Count(count)) => Some(count.to_string().into()),
        _ => None,
    }
}

/// The years without a calendar that are asked for.
pub(super) fn unpublished(ends: &[Ended]) -> Vec<i32> {
    let years = ends.iter().filter_map(|one| match one.last {
        Err(Missing::Unpublished(year)) => Some(year),
        _ => None,
    });
    years.collect()
}

pub(super) fn missing_words(missing: Missing, lang: Lang) -> String {
    match missing {
        Missing::Unpublished(year) => {
            TimelineUnpublished { year: year.to_string().into() }.say(lang)
        }
        Missing::Unsaid => Phrase::TimelineUnsaid.plain(lang).to_owned(),
    }
}

/// A day, marked where it is assumed or may still move.
pub(super) fn rested(day: Day, rests: Rests, lang: Lang) -> String {
    let phrase = match rests {
        Rests::Published => return day.to_string(),
        Rests::Provisional => Phrase::TimelineProvisional,
        Rests::Assumed => Phrase::TimelineAssumedDay,
    };
    phrase.with(lang, &[("day", day.to_string().into())])
}

/// The time between two days in whole years and months.
pub(super) fn waits(from: Day, to: Day, lang: Lang) -> String {
    let months = whole_months(from, to);
    let years = (months / 12).to_string().into();
    match months % 12 {
        0 => TimelineWaitYears { years }.say(lang),
        rest => TimelineWait { years, months: rest.to_string().into() }.say(lang),
    }
}

pub(super) fn kind_phrase(kind: TermKind) -> Phrase {
    match kind {
        TermKind::Floor => Phrase::TimelineFloor,
        TermKind::Timer | TermKind::Duty | TermKind::Record => Phrase::TimelineLast,
    }
}
