//! Whether a day is worked, and why.

use super::{Asked, cannot_count, resting, rests_word};
use crate::calendar::{Counting, Day, DayKind, Period, Table, Unit, first_day_back, last_day};
use crate::cli::exit::Exit;
use crate::cli::terminal::Terminal;
use crate::lang::{Phrase, Word};
use crate::report::kind_words;

/// The nearest days before and after a day that are worked, as far as the table knows them.
pub(super) fn neighbours(day: Day, table: &Table) -> (Option<Day>, Option<Day>) {
    let one = Period { count: 1, unit: Unit::Workdays };
    let counting = Counting::default();
    let before = first_day_back(day, one, counting, table).ok();
    let after = last_day(day, one, counting, table).ok();
    (before.map(|counted| counted.last), after.map(|counted| counted.last))
}

/// Tells it.
pub(super) fn tell(asked: &Asked<'_>, out: &mut Terminal) -> Exit {
    let Asked { day, table, as_json, .. } = *asked;
    let lang = out.lang;
    let kind = match table.kind(day) {
        Ok(kind) => kind,
        Err(missing) => {
            cannot_count(missing.into(), table, out);
            return Exit::FallsShort;
        }
    };
    let notice = table.notice(day.year()).unwrap_or_default();
    let rests = table.rests(day);
    let (before, after) = neighbours(day, table);
    if as_json {
        let word = match kind {
            DayKind::Workday => "workday",
            DayKind::Weekend => "weekend",
            DayKind::Holiday(_) => "holiday",
            DayKind::MakeUp(_) => "make_up",
        };
        let whole = serde_json::json!({
            "format": "banfa-date",
            "version": 1,
            "asks": "day",
            "day": day.to_string(),
            "weekday": day.weekday().word(),
            "works": kind.is_workday(),
            "kind": word,
            "festival": kind.name(),
            "notice": notice,
            "rests": rests_word(rests),
            "before": before.map(|day| day.to_string()),
            "after": after.map(|day| day.to_string()),
            "calendar": table.version(),
        });
        out.text(&serde_json::to_string_pretty(&whole).unwrap_or_default());
        return Exit::Well;
    }
    let works = if kind.is_workday() { Phrase::DateWorks } else { Phrase::DateRests };
    let args = [
        ("day", Word::from(resting(day, rests, lang))),
        ("weekday", day.weekday().phrase().into()),
        ("kind", kind_words(kind, lang).into()),
    ];
    out.line(&works.with(lang, &args));
    let why = match kind.name() {
        Some(_) => Phrase::DateByNotice,
        None => Phrase::DateByWeekday,
    };
    out.result(why, vec![("notice", notice.into())]);
    for (phrase, day) in [(Phrase::DateWorkdayBefore, before), (Phrase::DateWorkdayAfter, after)] {
        let told = day.map(|day| resting(day, table.rests(day), lang));
        let told = told.unwrap_or_else(|| Phrase::DayUnpublished.plain(lang).to_owned());
        out.result(phrase, vec![("day", told.into())]);
    }
    Exit::Well
}
