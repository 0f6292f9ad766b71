//! The years of a measure without a story: validity, occurrences, who is kept out, what runs.

use super::said::{said, sides_of, star};
use super::sheet::{Drawn, Lane, Lanes, Section, Sheet, Span};
use crate::analysis::timeline::{Begins, Occurrence, Recurring};
use crate::calendar::Day;
use crate::lang::sentence::{
    FromTo, TimelineAssumes, TimelineBegins, TimelineBy, TimelineHead, TimelineOpened,
};
use crate::lang::{Lang, Phrase, Word};

impl Sheet<'_> {
    pub(super) fn of_years(&self, lang: Lang) -> Drawn {
        let mut drawn = Drawn { title: self.head(lang), ..Drawn::default() };
        self.in_force(&mut drawn, lang);
        let [before, after] = &self.years;
        if after.recurring.is_empty() && before.recurring.is_empty() {
            drawn.notes.push(Phrase::TimelineNothing.plain(lang).to_owned());
            return drawn;
        }
        drawn.notes.push(self.assumes(lang));
        if self.is_beyond() {
            drawn.notes.push(Phrase::TimelineBeyond.plain(lang).to_owned());
        }
        let names = after.recurring.iter().chain(&before.recurring).map(|one| &one.name);
        let mut known: Vec<&String> = Vec::new();
        for name in names {
            if known.contains(&name) {
                continue;
            }
            known.push(name);
            let found = |at: usize| {
                let side = self.years.get(at)?;
                side.recurring.iter().find(|one| one.name == *name)
            };
            let pair = [found(0), found(1)];
            self.occurrences(pair, &mut drawn, lang);
            self.stands(pair, &mut drawn, lang);
        }
        self.terms(&mut drawn, lang);
        drawn
    }

    pub(super) fn head(&self, lang: Lang) -> String {
        let [_, program] = self.programs;
        let laid = self.laid.iter().map(|one| one.as_str().into()).collect();
        let (from, to) = (self.from.to_string().into(), self.until.to_string().into());
        let days = FromTo { from, to }.into();
        let title = program.title.get(lang).into();
        TimelineHead { title, laid: Word::List(laid), days }.say(lang)
    }

    fn assumes(&self, lang: Lang) -> String {
        let day = |(month, day): (u32, u32)| Word::Plain(format!("{month:02}-{day:02}"));
        let opens = match self.asked.opens {
            Some(opens) => TimelineOpened { day: day(opens) }.into(),
            None => Phrase::TimelineFirstDay.into(),
        };
        TimelineAssumes { opens, entered: day(self.asked.entered) }.say(lang)
    }

    fn is_beyond(&self) -> bool {
        let all = self.years.iter().flat_map(|years| &years.recurring);
        let mut all = all.flat_map(|one| &one.occurrences);
        all.any(|one| one.beyond && one.opened <= self.until)
    }

    /// When the texts are in force, and what has effect from when.
    pub(super) fn in_force(&self, drawn: &mut Drawn, lang: Lang) {
        let span = |(from, to): &(Day, Option<Day>)| {
            let to = to.map_or(Phrase::NoEnd.into(), |to| to.to_string().into());
            FromTo { from: from.to_string().into(), to }.into()
        };
        let said = |at: usize| {
            let spans = self.years.get(at).map(|years| years.validity.as_slice());
            Word::Clauses(spans.unwrap_or_default().iter().map(span).collect())
        };
        let mut section = Section {
            heading: Phrase::TimelineValidity.plain(lang).to_owned(),
            ..Section::default()
        };
        let [before, after] = &self.years;
        if !before.validity.is_empty() || !after.validity.is_empty() {
            match before.validity == after.validity {
                true => section
                    .rows
                    .push(vec![Phrase::TimelineBoth.plain(lang).to_owned(), said(1).say(lang)]),
                false => section.rows.extend([
                    vec![Phrase::ColumnBefore.plain(lang).to_owned(), said(0).say(lang)],
                    vec![Phrase::ColumnAfter.plain(lang).to_owned(), said(1).say(lang)],
                ]),
            }
            let drawn_of = |spans: &[(Day, Option<Day>)]| -> Vec<Span> {
                let spans = spans.iter().map(|(from, to)| Span {
                    from: *from,
                    to: Some(to.unwrap_or(Day::MAX)),
                    waits: None,
                    faint: false,
                    label: to.map(|to| to.to_string()).unwrap_or_default(),
                });
                spans.collect()
            };
            let sides = [drawn_of(&before.validity), drawn_of(&after.validity)];
            let heading = Phrase::TimelineValidity.plain(lang).to_owned();
            drawn.lanes.push(Lanes { heading, lanes: vec![Lane { label: String::new(), sides }] });
        }
        for begins in &after.begins {
            section.notes.push(self.begins(begins, lang));
            let day = begins.from;
            if drawn.marks.iter().all(|(known, _)| *known != day) {
                drawn.marks.push((day, day.to_string()));
            }
        }
        drawn.sections.push(section);
    }

    fn begins(&self, begins: &Begins, lang: Lang) -> String {
        let whom = begins.whom.clone();
        let (title, from) = ((&begins.title).into(), begins.from.to_string().into());
        TimelineBegins { title, from, whom }.say(lang)
    }

    /// The first number that is shown: of the last occurrence before the first day, or of an earlier
    /// one from which something still runs on that day.
    pub(super) fn first_number(&self) -> i64 {
        let all = || self.years.iter().flat_map(|years| &years.recurring);
        let occurrences = || all().flat_map(|one| &one.occurrences);
        let past = occurrences().filter(|one| one.opened <= self.from).map(|one| one.number).max();
        let runs = all().flat_map(|one| {
            let lines = one.stands.iter().flat_map(|stand| &stand.lines);
            let lines = lines.filter(|line| line.last.is_some_and(|last| last >= self.from));
            lines.filter_map(|line| one.occurrences.get(line.occurrence)).map(|one| one.number)
        });
        let least = past.into_iter().chain(runs).min();
        least.or_else(|| occurrences().map(|one| one.number).min()).unwrap_or_default()
    }

    pub(super) fn shown<'o>(&self, one: Option<&'o Recurring>) -> Vec<&'o Occurrence> {
        let first = self.first_number();
        let all = one.into_iter().flat_map(|one| &one.occurrences);
        all.filter(|one| one.number >= first && one.opened <= self.until).collect()
    }

    fn occurrences(&self, pair: [Option<&Recurring>; 2], drawn: &mut Drawn, lang: Lang) {
        let Some(one) = pair[1].or(pair[0]) else { return };
        let sides = pair.map(|one| self.shown(one));
        let mut numbers: Vec<i64> = sides.iter().flatten().map(|one| one.number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let cell = |side: &[&Occurrence], number: i64| {
            let found = side.iter().find(|one| one.number == number);
            found.map_or_else(
                || Phrase::TimelineNone.plain(lang).to_owned(),
                |one| star(&one.opened.to_string(), one.beyond),
            )
        };
        let same = sides[0] == sides[1];
        let rows = numbers.iter().map(|&number| {
            let mut row = vec![number.to_string(), cell(&sides[0], number)];
            if !same {
                row.push(cell(&sides[1], number));
            }
            row
        });
        let mut heads = vec![one.number.get(lang).to_owned()];
        heads.extend(match same {
            true => vec![Phrase::TimelineBoth.plain(lang).to_owned()],
            false => sides_of(lang),
        });
        let title = said(&one.title, lang);
        let periods = pair.map(|one| one.map(|one| one.periods.as_slice()).unwrap_or_default());
        let by = self.by(&one.by, periods, lang);
        let heading =
            TimelineBy { title: title.as_str().into(), by: Word::List(vec![by]) }.say(lang);
        drawn.sections.push(Section { heading, heads, rows: rows.collect(), notes: Vec::new() });
        let points = |side: &[&Occurrence]| -> Vec<Span> {
            let points = side.iter().map(|one| Span {
                from: one.opened,
                to: None,
                waits: None,
                faint: one.beyond,
                label: one.number.to_string(),
            });
            points.collect()
        };
        let lane = Lane { label: String::new(), sides: [points(&sides[0]), points(&sides[1])] };
        drawn.lanes.push(Lanes { heading: title, lanes: vec![lane] });
    }

    /// A value's title with what it is before and after.
    pub(super) fn by(
        &self,
        name: &str,
        periods: [&[crate::calendar::Period]; 2],
        lang: Lang,
    ) -> Word {
        let [before, after] = self.programs;
        let title = [after, before].into_iter().find_map(|program| {
            let found = program.parameters.find(|info| info.name == name);
            found.map(|(_, info)| said(&info.title, lang))
        });
        let title = title.unwrap_or_else(|| name.to_owned());
        let last = |at: usize| periods.get(at).and_then(|all| all.last()).map(|one| one.words());
        let (was, is) = (last(0), last(1));
        let value = match (was, is) {
            (Some(was), Some(is)) if was != is => {
                Word::Phrase(Phrase::TimelineChanged, vec![("before", was), ("after", is)])
            }
            (was, is) => is.or(was).unwrap_or_else(|| "".into()),
        };
        Word::Phrase(Phrase::TimelineValue, vec![("name", title.as_str().into()), ("value", value)])
    }
}
