//! The measure's text as it reads now: each slot filled with its parameter's value, in the style
//! of numerals, spaces and units of that place.

use crate::calendar::Day;
use crate::lang::{Lang, Phrase, Share, Text, Word};
use crate::policy::{Bound, ParameterValue, Piece, Slot, pieces, written_like};
use crate::program::{ParameterInfo, ParameterKind, ParameterMeaning, Program};
use crate::rule::Value;

/// A piece of the rendered text: the words, and what they come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// The words.
    pub text: String,
    /// The paths of the parameters that the words bind; none for words that bind nothing.
    pub bound: Vec<String>,
    /// What the words become later, each from a day on; asked where no day is given.
    pub later: Vec<(Day, String)>,
}

impl Rendered {
    fn words(words: &str) -> Self {
        Self { text: words.to_owned(), ..Self::default() }
    }
}

/// A text with its slots filled, as of a day; without one, as of the measure's first day, and with
/// what the words become later.
pub fn rendered(text: &str, program: &Program, on: Option<Day>) -> Vec<Rendered> {
    let filled = pieces(text).into_iter().map(|piece| match piece {
        Piece::Words(words) => Rendered::words(words),
        Piece::Slot(slot) if slot.bound.is_empty() => Rendered::words(slot.sample),
        Piece::Slot(slot) => Rendered {
            text: written(&slot, program, on),
            bound: slot.bound.iter().map(|bound| bound.path.to_owned()).collect(),
            later: if on.is_none() { later(&slot, program) } else { Vec::new() },
        },
    });
    filled.collect()
}

/// The plain text.
pub fn rendered_text(text: &str, program: &Program, on: Option<Day>) -> String {
    rendered(text, program, on).into_iter().map(|piece| piece.text).collect()
}

/// The words of a slot. Where it binds several whose values part, each is named with its own.
fn written(slot: &Slot<'_>, program: &Program, on: Option<Day>) -> String {
    let each = slot.bound.iter().map(|bound| {
        let value = value_of(bound, program, on);
        let words = value.and_then(|value| written_like(&value, slot.sample));
        // Where there is no value nothing is guessed: the published words are no value.
        words.unwrap_or_else(|| Phrase::NoValueThen.plain(Lang::Zh).to_owned())
    });
    let each: Vec<String> = each.collect();
    match each.split_first() {
        Some((first, rest)) if rest.iter().all(|other| other == first) => first.clone(),
        _ => {
            let parts = slot.bound.iter().zip(&each).map(|(bound, words)| {
                let args =
                    vec![("name", title_of(bound, program)), ("value", words.as_str().into())];
                Word::Phrase(Phrase::SlotPart, args)
            });
            let parts = Word::List(parts.collect());
            Phrase::SlotParts.with(Lang::Zh, &[("values", parts)])
        }
    }
}

/// What the words of a slot become after the measure's first day.
fn later(slot: &Slot<'_>, program: &Program) -> Vec<(Day, String)> {
    let bound = slot.bound.iter().filter_map(|bound| parameter(bound, program));
    let days = bound.flat_map(|info| info.values.iter().filter_map(|(from, _)| *from));
    let mut days: Vec<Day> = days.collect();
    days.sort_unstable();
    days.dedup();
    let first = program.validity.as_ref().map(|validity| validity.from);
    let first = first.or_else(|| days.first().copied());
    let mut found: Vec<(Day, String)> = Vec::new();
    let mut last = written(slot, program, None);
    for day in days.into_iter().filter(|day| first.is_none_or(|first| *day > first)) {
        let words = written(slot, program, Some(day));
        if words != last {
            found.push((day, words.clone()));
            last = words;
        }
    }
    found
}

fn parameter<'p>(bound: &Bound<'_>, program: &'p Program) -> Option<&'p ParameterInfo> {
    program.parameters.find(|info| info.name == bound.name()).map(|(_, info)| info)
}

fn title_of(bound: &Bound<'_>, program: &Program) -> Word {
    let title = parameter(bound, program).map(|info| &info.title);
    match title.filter(|_| bound.keys().next().is_none()) {
        Some(title) if !title.zh.is_empty() => Word::Text(Text::clone(title)),
        _ => bound.path.into(),
    }
}

/// The value that is bound, as of a day; without one as of the measure's first day. None where
/// there is none.
fn value_of(bound: &Bound<'_>, program: &Program, on: Option<Day>) -> Option<ParameterValue> {
    let validity = program.validity.as_ref();
    match bound.path {
        "validity.from" => return validity.map(|validity| ParameterValue::Date(validity.from)),
        "validity.to" => {
            return validity.and_then(|validity| validity.to).map(ParameterValue::Date);
        }
        _ => {}
    }
    let info = parameter(bound, program)?;
    let meaning = match on.or(validity.map(|validity| validity.from)) {
        Some(day) => info.at(day)?,
        None => info.values.first().map(|(_, meaning)| meaning)?,
    };
    let value = match meaning {
        ParameterMeaning::Single(value) => bound.keys().next().is_none().then_some(*value)?,
        ParameterMeaning::Open => return None,
        ParameterMeaning::Table(rows) => {
            let named =
                |keys: &[Value]| keys.iter().map(|key| key_name(*key, program)).eq(bound.keys());
            rows.iter().find(|(keys, _)| named(keys)).map(|(_, value)| *value)?
        }
    };
    as_written(value, info.kind, program)
}

fn key_name(key: Value, program: &Program) -> &str {
    let Value::Choice(choice, at) = key else { return "" };
    let name = program.choices[choice].values.get(usize::from(at));
    name.map_or("", |(name, _)| name.as_str())
}

/// The value as a bundle writes it, where words can show it.
fn as_written(value: Value, kind: ParameterKind, program: &Program) -> Option<ParameterValue> {
    Some(match (value, kind) {
        (Value::Count(count), ParameterKind::Occurrences(machine)) => {
            let machine = &program.machines[machine];
            let title = machine.title.get(Lang::Zh);
            let named = if title.is_empty() { &machine.name } else { title };
            let of = crate::source::Spanned::new(named.to_owned(), machine.at);
            ParameterValue::Occurrences { count: u32::try_from(count).ok()?, of }
        }
        (Value::Count(count), ParameterKind::Plain) => ParameterValue::Count(count),
        (Value::Decimal(share), _) => ParameterValue::Share(Share::Decimal(share)),
        (Value::Fraction(share), _) => ParameterValue::Share(Share::Fraction(share)),
        (Value::Money(sum), _) => ParameterValue::Money(sum),
        (Value::Period(period), _) => ParameterValue::Period(period),
        (Value::Date(day), _) => ParameterValue::Date(day),
        (Value::Text(symbol), _) => {
            let text = program.pool.text(symbol).to_owned();
            ParameterValue::Text(Text { zh: text.clone(), en: text })
        }
        (
            Value::Bool(_)
            | Value::Choice(..)
            | Value::Subject(_)
            | Value::Instance(_)
            | Value::List(_)
            | Value::Set(_),
            _,
        ) => return None,
    })
}
