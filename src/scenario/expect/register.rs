//! `entries` and `no_entries`: lines of registers that are there, or are not.

use super::mismatch::Comparison;
use crate::lang::{Phrase, Word};
use crate::scenario::entry::PlannedEntry;
use crate::scenario::names::value_name;
use crate::world::RegisterEntry;

/// Compares: the line is there.
pub(super) fn compare_there(entry: &PlannedEntry, with: &mut Comparison<'_>) {
    let have = with.world.entries();
    if have.iter().any(|have| matches(entry, have)) {
        return;
    }
    let same =
        have.iter().filter(|have| have.register == entry.register && have.subject == entry.subject);
    let found: Vec<Word> = same.map(|have| Word::Plain(text(have, with))).collect();
    let found = if found.is_empty() { Phrase::NothingWord.into() } else { Word::List(found) };
    with.differ(entry.at, Phrase::EntryMissing, Phrase::ThisElement, found);
}

/// Compares: the line is not there.
pub(super) fn compare_not_there(entry: &PlannedEntry, with: &mut Comparison<'_>) {
    let found = with.world.entries().iter().find(|have| matches(entry, have));
    if let Some(found) = found {
        let found = text(found, with);
        with.differ(entry.at, Phrase::EntryThere, Phrase::NothingWord, found);
    }
}

fn matches(wanted: &PlannedEntry, have: &RegisterEntry) -> bool {
    have.register == wanted.register
        && have.subject == wanted.subject
        && wanted.from.is_none_or(|from| have.from == from)
        && wanted.to.is_none_or(|to| have.to == Some(to))
        && wanted.on.is_none_or(|on| have.covers(on))
        && wanted
            .columns
            .iter()
            .all(|(at, value)| have.columns.get(*at).copied().flatten() == Some(*value))
}

fn text(entry: &RegisterEntry, with: &Comparison<'_>) -> String {
    let program = with.program();
    let info = &program.registers[entry.register];
    let columns = info.columns.iter().zip(&entry.columns).filter_map(|(column, value)| {
        let value = value_name(program, with.engine.cast, with.world, (*value)?);
        Some(format!("{}: {value}", column.name))
    });
    let columns = columns.collect::<Vec<_>>().join(", ");
    let to = entry.to.map_or(String::new(), |to| to.to_string());
    format!("({columns}) {}..{to}", entry.from)
}
