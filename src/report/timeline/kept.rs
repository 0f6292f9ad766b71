//! Who is kept out until when, and at which occurrence he may come again.

use super::said::{missing_words, rested, said, star, value_words, waits};
use super::sheet::{Drawn, Lane, Lanes, Section, Sheet, Span};
use crate::analysis::timeline::{Line, Recurring, Stand};
use crate::lang::sentence::TimelineEntered;
use crate::lang::{Lang, Phrase, Text, Word};

/// What one side says in the cells of a row.
type Cells = Vec<String>;

impl Sheet<'_> {
    pub(super) fn stands(&self, pair: [Option<&Recurring>; 2], drawn: &mut Drawn, lang: Lang) {
        let all = pair.iter().flatten().flat_map(|one| &one.stands);
        let mut names: Vec<&str> = Vec::new();
        for stand in all {
            if !names.contains(&stand.name.as_str()) {
                names.push(&stand.name);
            }
        }
        let of = |side: Option<&'_ Recurring>, name: &str| {
            side.and_then(|one| one.stands.iter().find(|stand| stand.name == name).cloned())
        };
        // Those to whom the same happens on the same days are told together.
        let mut alike: Vec<([Option<Stand>; 2], Vec<Text>)> = Vec::new();
        for name in names {
            let both = [of(pair[0], name), of(pair[1], name)];
            let lines = |one: &Option<Stand>| one.as_ref().map(|one| one.lines.clone());
            let title = both.iter().flatten().map(|one| one.title.clone()).next_back();
            let known = alike.iter_mut().find(|(known, _)| {
                lines(&known[0]) == lines(&both[0]) && lines(&known[1]) == lines(&both[1])
            });
            match known {
                Some((known, titles)) => {
                    for (known, one) in known.iter_mut().zip(&both) {
                        if let (Some(known), Some(one)) = (known, one) {
                            known.by.extend(&one.by);
                        }
                    }
                    titles.extend(title.filter(|one| !titles.contains(one)));
                }
                None => alike.push((both, title.into_iter().collect())),
            }
        }
        for (both, titles) in alike {
            self.stand(pair, &both, &titles, drawn, lang);
        }
    }

    fn stand(
        &self,
        pair: [Option<&Recurring>; 2],
        both: &[Option<Stand>; 2],
        titles: &[Text],
        drawn: &mut Drawn,
        lang: Lang,
    ) {
        let shown = pair.map(|one| self.shown(one));
        let mut numbers: Vec<i64> = shown.iter().flatten().map(|one| one.number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let line = |at: usize, number: i64| -> Option<(&Line, &Recurring)> {
            let one = pair.get(at).copied().flatten()?;
            let stand = both.get(at)?.as_ref()?;
            let line = stand.lines.iter().find(|line| {
                one.occurrences.get(line.occurrence).is_some_and(|one| one.number == number)
            });
            line.filter(|line| line.entered <= self.until).map(|line| (line, one))
        };
        let cells = |at: usize, number: i64| -> Cells {
            match line(at, number) {
                Some((line, one)) => self.cells(line, one, lang),
                None => {
                    vec![Phrase::TimelineNone.plain(lang).to_owned(), String::new(), String::new()]
                }
            }
        };
        let same = numbers.iter().all(|&number| cells(0, number) == cells(1, number));
        let rows = numbers.iter().map(|&number| {
            let mut row = vec![number.to_string()];
            row.extend(cells(0, number));
            if !same {
                row.extend(cells(1, number));
            }
            row
        });
        let rows: Vec<Cells> =
            rows.filter(|row| row.iter().skip(1).any(|cell| !cell.is_empty())).collect();
        let head = || [Phrase::TimelineLast, Phrase::TimelineFree, Phrase::TimelineWaits];
        let number = pair.iter().flatten().map(|one| one.number.get(lang)).next_back();
        let mut heads = vec![number.unwrap_or_default().to_owned()];
        heads.extend(head().map(|phrase| phrase.plain(lang).to_owned()));
        if !same {
            heads.extend(
                head().map(|phrase| Phrase::TimelineNow.with(lang, &[("what", phrase.into())])),
            );
        }
        let title: Vec<Word> = titles.iter().map(Word::from).collect();
        let heading = Word::List(self.kept_by(both, lang)).say(lang);
        let mut notes = vec![TimelineEntered { what: Word::List(title) }.say(lang)];
        notes.extend(same.then(|| Phrase::TimelineSame.plain(lang).to_owned()));
        drawn.sections.push(Section { heading: heading.clone(), heads, rows, notes });
        let lanes = numbers.iter().map(|&number| {
            let span = |at: usize| {
                let span = line(at, number).map(|(line, one)| self.span(line, one, lang));
                span.into_iter().collect::<Vec<Span>>()
            };
            Lane { label: number.to_string(), sides: [span(0), span(1)] }
        });
        let lanes = lanes.filter(|lane| lane.sides.iter().any(|side| !side.is_empty()));
        drawn.lanes.push(Lanes { heading, lanes: lanes.collect() });
    }

    /// The values by which somebody is kept out, before and after.
    fn kept_by(&self, both: &[Option<Stand>; 2], lang: Lang) -> Vec<Word> {
        let mut found: Vec<(String, [Option<Word>; 2])> = Vec::new();
        for (at, stand) in both.iter().enumerate() {
            let Some((stand, program)) = stand.as_ref().zip(self.programs.get(at)) else {
                continue;
            };
            for &id in &stand.by {
                let name = said(&program.parameters[id].title, lang);
                let value = value_words(program, id, self.until);
                match found.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, values)) => values[at] = value,
                    None => {
                        let mut values = [None, None];
                        values[at] = value;
                        found.push((name, values));
                    }
                }
            }
        }
        let words = found.into_iter().map(|(name, [was, is])| {
            let value = match (was, is) {
                (Some(was), Some(is)) if was != is => {
                    Word::Phrase(Phrase::TimelineChanged, vec![("before", was), ("after", is)])
                }
                (was, is) => is.or(was).unwrap_or_else(|| "".into()),
            };
            Word::Phrase(
                Phrase::TimelineValue,
                vec![("name", name.as_str().into()), ("value", value)],
            )
        });
        words.collect()
    }

    fn cells(&self, line: &Line, one: &Recurring, lang: Lang) -> Cells {
        let last = match (line.last, line.unknown) {
            (Some(day), _) => rested(day, line.rests, lang),
            (None, Some(missing)) => missing_words(missing, lang),
            (None, None) => Phrase::TimelineNone.plain(lang).to_owned(),
        };
        let free = line.free.and_then(|at| one.occurrences.get(at));
        let Some(free) = free else {
            return vec![last, Phrase::TimelineNever.plain(lang).to_owned(), String::new()];
        };
        let waits = waits(line.entered, free.opened, lang);
        vec![last, star(&free.number.to_string(), free.beyond), waits]
    }

    fn span(&self, line: &Line, one: &Recurring, lang: Lang) -> Span {
        let free = line.free.and_then(|at| one.occurrences.get(at));
        let label = match free {
            Some(free) => {
                let (last, number) = (line.last, star(&free.number.to_string(), free.beyond));
                let last = last.map_or_else(String::new, |last| last.to_string());
                Phrase::TimelineAgain
                    .with(lang, &[("last", last.into()), ("number", number.into())])
            }
            None => line.last.map(|last| last.to_string()).unwrap_or_default(),
        };
        let waits = free.map(|free| free.opened);
        let to = line.last.or(waits).unwrap_or(line.entered);
        Span { from: line.entered, to: Some(to), waits, faint: false, label }
    }
}
