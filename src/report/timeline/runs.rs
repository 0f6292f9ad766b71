//! What runs from each occurrence, and when it ends.

use super::said::{kind_phrase, missing_words, rested, unpublished};
use super::sheet::{Drawn, Lane, Lanes, Section, Sheet, Span};
use crate::analysis::timeline::{Ended, Term, TermKind};
use crate::lang::sentence::{TimelineKeeps, TimelineKeptUnknown};
use crate::lang::{Lang, Phrase, Word};

/// When a length ends from each occurrence, before and after.
struct Both {
    kind: TermKind,
    sides: [Vec<Ended>; 2],
}

impl Sheet<'_> {
    pub(super) fn terms(&self, drawn: &mut Drawn, lang: Lang) {
        let first = self.first_number();
        let seen = |one: &&Ended| one.number >= first && one.from <= self.until;
        let mut kept: Vec<Word> = Vec::new();
        let mut lanes = Vec::new();
        let mut names: Vec<&str> = Vec::new();
        let [before, after] = &self.years;
        for term in after.terms.iter().chain(&before.terms) {
            if names.contains(&term.by.as_str()) {
                continue;
            }
            names.push(&term.by);
            let of = [before, after].map(|side| side.terms.iter().find(|one| one.by == term.by));
            let sides = of.map(|one: Option<&Term>| -> Vec<Ended> {
                one.into_iter().flat_map(|one| &one.ends).filter(seen).cloned().collect()
            });
            let periods = of.map(|one| one.map(|one| one.periods.as_slice()).unwrap_or_default());
            let name = self.by(&term.by, periods, lang);
            let [old, new] = &sides;
            let is_alike = |one: &Ended| {
                new.iter().find(|new| new.number == one.number).is_none_or(|new| new == one)
            };
            if periods[0].last() == periods[1].last() && old.iter().all(is_alike) {
                let years: Vec<Word> =
                    unpublished(new).iter().map(|year| year.to_string().into()).collect();
                kept.push(match years.is_empty() {
                    true => name,
                    false => TimelineKeptUnknown { name, years: Word::List(years) }.into(),
                });
                continue;
            }
            let both = Both { kind: term.kind, sides };
            let heading = name.say(lang);
            lanes.push(Lanes { heading: heading.clone(), lanes: both.lanes() });
            drawn.sections.push(self.changed(heading, &both, lang));
        }
        lanes.retain(|one| !one.lanes.is_empty());
        drawn.lanes.extend(lanes);
        if !kept.is_empty() {
            drawn.sections.push(Section {
                heading: Phrase::TimelineKept.plain(lang).to_owned(),
                notes: vec![TimelineKeeps { names: Word::List(kept) }.say(lang)],
                ..Section::default()
            });
        }
    }

    /// The table of a length that is another after.
    fn changed(&self, heading: String, both: &Both, lang: Lang) -> Section {
        let rows = both.numbers().into_iter().map(|number| {
            let mut row = vec![number.to_string()];
            both.sides.iter().for_each(|side| row.extend(cells(side, number, lang)));
            row
        });
        let columns = [Phrase::TimelineFrom, kind_phrase(both.kind)];
        let all = self.years.iter().rev().flat_map(|side| &side.recurring);
        let number = all.map(|one| one.number.get(lang).to_owned()).next();
        let mut heads = vec![number.unwrap_or_default()];
        heads.extend(columns.map(|phrase| phrase.plain(lang).to_owned()));
        let now = |phrase: Phrase| Phrase::TimelineNow.with(lang, &[("what", phrase.into())]);
        heads.extend(columns.map(now));
        Section { heading, heads, rows: rows.collect(), notes: Vec::new() }
    }
}

impl Both {
    fn numbers(&self) -> Vec<i64> {
        let mut numbers: Vec<i64> = self.sides.iter().flatten().map(|one| one.number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }
    fn lanes(&self) -> Vec<Lane> {
        let lanes = self.numbers().into_iter().map(|number| {
            let sides = [0, 1].map(|at| {
                let side = self.sides.get(at).into_iter().flatten();
                side.filter(|one| one.number == number).filter_map(span).collect::<Vec<Span>>()
            });
            Lane { label: number.to_string(), sides }
        });
        lanes.filter(|lane| lane.sides.iter().any(|side| !side.is_empty())).collect()
    }
}

fn span(one: &Ended) -> Option<Span> {
    let to = one.last.as_ref().ok()?;
    let label = to.to_string();
    Some(Span { from: one.from, to: Some(*to), waits: None, faint: false, label })
}

fn cells(side: &[Ended], number: i64, lang: Lang) -> Vec<String> {
    let Some(one) = side.iter().find(|one| one.number == number) else {
        return vec![Phrase::TimelineNone.plain(lang).to_owned(), String::new()];
    };
    let last = match one.last {
        Ok(day) => rested(day, one.rests, lang),
        Err(missing) => missing_words(missing, lang),
    };
    vec![one.from.to_string(), last]
}
