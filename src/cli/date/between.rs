//! How many days lie between two, and which of them are worked.

use super::{Asked, cannot_count, rests_word};
use crate::calendar::{Census, Day, DayKind, LISTED, Rests, Table, census};
use crate::cli::exit::Exit;
use crate::cli::terminal::Terminal;
use crate::lang::{Phrase, Word};
use crate::report::kind_words;

/// Tells it, from the earlier to the later.
pub(super) fn tell(asked: &Asked<'_>, other: Day, out: &mut Terminal) -> Exit {
    let Asked { day, table, as_json, .. } = *asked;
    let lang = out.lang;
    let (from, to) = (day.min(other), day.max(other));
    let days = from.days_until(to);
    let counted = census(from, to, table);
    let first = table.is_workday(from).map(i64::from).unwrap_or_default();
    if as_json {
        out.text(&plain((from, to), counted.ok(), table));
    }
    let number = |count: i64| Word::from(count.to_string());
    let ends = [("from", Word::from(from.to_string())), ("to", to.to_string().into())];
    let census = match counted {
        Ok(census) => census,
        Err(missing) => {
            if !as_json {
                let args = [&ends[..], &[("days", number(days)), ("all", number(days + 1))]];
                out.line(&Phrase::DateBetweenDays.with(lang, &args.concat()));
            }
            cannot_count(missing.into(), table, out);
            return Exit::FallsShort;
        }
    };
    if as_json {
        return Exit::Well;
    }
    out.line(&Phrase::DateBetween.with(lang, &ends));
    for (phrase, days, worked) in [
        (Phrase::DateWithoutFirst, days, census.worked() - first),
        (Phrase::DateWithBoth, days + 1, census.worked()),
    ] {
        out.result(phrase, vec![("days", number(days)), ("workdays", number(worked))]);
    }
    let args = vec![
        ("all", number(days + 1)),
        ("workdays", number(census.workdays)),
        ("make_ups", number(census.make_ups)),
        ("weekends", number(census.weekends)),
        ("holidays", number(census.holidays)),
    ];
    out.result(Phrase::DateMadeUpOf, args);
    match census.rests {
        Rests::Published => {}
        Rests::Provisional => out.result(Phrase::DateBetweenProvisional, Vec::new()),
        Rests::Assumed => out.result(Phrase::DateBetweenAssumed, Vec::new()),
    }
    let named: Vec<_> = irregular(from, to, table).collect();
    if !named.is_empty() {
        out.line("");
    }
    for (day, kind) in named.iter().take(LISTED) {
        let weekday = day.weekday().phrase().plain(lang);
        out.line(&format!("{day}  {weekday}  {}", kind_words(*kind, lang)));
    }
    if let Some(more) = named.len().checked_sub(LISTED).filter(|more| *more > 0) {
        let count = Word::from(more.to_string());
        out.line(&Phrase::DaysLeftOut.with(lang, &[("count", count)]));
    }
    Exit::Well
}

/// The same as JSON.
fn plain((from, to): (Day, Day), known: Option<Census>, table: &Table) -> String {
    let days = from.days_until(to);
    let first = table.is_workday(from).map(i64::from).unwrap_or_default();
    let of = |count: &dyn Fn(&Census) -> i64| known.as_ref().map(count);
    let whole = serde_json::json!({
        "format": "banfa-date",
        "version": 1,
        "asks": "between",
        "from": from.to_string(),
        "to": to.to_string(),
        "days": days,
        "days_inclusive": days + 1,
        "workdays": of(&|census| census.worked() - first),
        "workdays_inclusive": of(&|census| census.worked()),
        "make_ups": of(&|census| census.make_ups),
        "weekends": of(&|census| census.weekends),
        "holidays": of(&|census| census.holidays),
        "rests": known.map(|census| rests_word(census.rests)),
        "irregular": irregular(from, to, table).map(|(day, kind)| serde_json::json!({
            "day": day.to_string(), "works": kind.is_workday(), "festival": kind.name(),
        })).collect::<Vec<_>>(),
        "calendar": table.version(),
    });
    serde_json::to_string_pretty(&whole).unwrap_or_default()
}

/// The days that a notice names.
fn irregular(from: Day, to: Day, table: &Table) -> impl Iterator<Item = (Day, DayKind<'_>)> {
    let years = from.year()..=to.year();
    let all = years.flat_map(|year| table.irregular_days(year).unwrap_or_default());
    let inside = all.filter(move |named| from <= named.day && named.day <= to);
    inside.filter_map(|named| Some((named.day, table.kind(named.day).ok()?)))
}
