//! When a period ends, or begins before a day.

use super::{Asked, cannot_count, resting, rests_word};
use crate::calendar::{Period, Rests, earliest_after, first_day_back, last_day, walk};
use crate::cli::exit::Exit;
use crate::cli::terminal::Terminal;
use crate::lang::{Phrase, Word};
use crate::report::walk_table;

/// Tells it; `written` is the period as it was typed.
pub(super) fn tell(
    asked: &Asked<'_>,
    written: &str,
    (backwards, period): (bool, Period),
    out: &mut Terminal,
) -> Exit {
    let Asked { day: start, counting, table, as_json } = *asked;
    let lang = out.lang;
    let counted = if backwards {
        first_day_back(start, period, counting, table)
    } else {
        last_day(start, period, counting, table)
    };
    let counted = match counted {
        Ok(counted) => counted,
        Err(error) => {
            cannot_count(error, table, out);
            return Exit::FallsShort;
        }
    };
    let earliest =
        if backwards { None } else { earliest_after(start, period, counting, table).ok() };
    let days = if backwards {
        Vec::new()
    } else {
        walk(start, period, counting, table).unwrap_or_default()
    };
    if as_json {
        let whole = serde_json::json!({
            "format": "banfa-date",
            "version": 1,
            "asks": "period",
            "from": start.to_string(),
            "period": written,
            "day": counted.last.to_string(),
            "provisional": counted.rests == Rests::Provisional,
            "rests": rests_word(counted.rests),
            "next": earliest.map(|counted| counted.last.to_string()),
            "calendar": table.version(),
            "days": walk_table(&days, lang),
        });
        out.text(&serde_json::to_string_pretty(&whole).unwrap_or_default());
        return Exit::Well;
    }
    let day = resting(counted.last, counted.rests, lang);
    let phrase = if backwards { Phrase::DateBack } else { Phrase::DateLast };
    let args =
        [("from", Word::from(start.to_string())), ("period", written.into()), ("day", day.into())];
    out.line(&phrase.with(lang, &args));
    if let Some(earliest) = earliest {
        out.line(&Phrase::DateNext.with(lang, &[("day", earliest.last.to_string().into())]));
    }
    if !days.is_empty() {
        out.line("");
        out.lines(walk_table(&days, lang));
    }
    Exit::Well
}
