//! The yearly notice of holidays, read as it is published: one line for each festival, with the days
//! that are free, how many they are, and the days of rest that are worked for them. What is not
//! understood is never left out: it is told at its place, like all that does not hold together.

use super::cursor::Cursor;
use super::day::{Day, Weekday};
use super::table::{Irregular, IrregularDay};
use crate::diagnostic::Problems;
use crate::lang::{Args, Lang, Phrase, Problem, Word};
use crate::source::{FileId, Span};

/// The festivals that each notice settles.
const FESTIVALS: [&str; 7] = ["元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"];
/// The days of the week as notices write them, Monday first.
const WEEKDAYS: [&str; 8] = ["一", "二", "三", "四", "五", "六", "日", "天"];
/// The first day of December that a notice for the next year may set.
const FIRST_BEFORE: u32 = 28;

/// What a notice settles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The year for which it is.
    pub year: i32,
    /// Its number, title and date.
    pub source: String,
    /// The days that it names, ascending; some may lie in the last days of the year before.
    pub days: Vec<IrregularDay>,
}

/// A day that is named, with the place where it is.
struct Named {
    day: Day,
    kind: Irregular,
    name: String,
    at: Span,
}

/// Reads a notice; nothing where anything in it does not hold.
pub fn read_notice(file: FileId, text: &str, problems: &mut Problems) -> Option<Notice> {
    let Some(year) = year_of(text) else {
        refuse(Span::new(file, 0, 0), Phrase::NoticeNoYear, Vec::new(), problems);
        return None;
    };
    let before = problems.count(crate::lang::Severity::Error);
    let mut reader = Reader { file, text, year, problems, found: Vec::new(), seen: Vec::new() };
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        reader.line(from, line.trim_end());
        from += line.len();
    }
    reader.missing();
    let days = reader.checked();
    if problems.count(crate::lang::Severity::Error) > before {
        return None;
    }
    Some(Notice { year, source: source_of(text, year), days })
}

fn refuse(at: Span, why: Phrase, args: Args, problems: &mut Problems) {
    problems.add(Problem::NoticeFails, at, vec![("why", Word::Phrase(why, args))]);
}

/// The year that the title gives, or the sentence that opens the notice.
fn year_of(text: &str) -> Option<i32> {
    let plain: String = text.split_whitespace().collect();
    plain.match_indices("年").find_map(|(at, word)| {
        let rest = plain.get(at + word.len()..)?;
        let meant = rest.starts_with("部分节假日安排") || rest.starts_with(FESTIVALS[0]);
        plain.get(at.checked_sub(4)?..at)?.parse().ok().filter(|_| meant)
    })
}

/// Number, title and date of the notice, as the table records them.
fn source_of(text: &str, year: i32) -> String {
    let number = text.find("国办发").and_then(|at| {
        let rest = text.get(at..)?.lines().next()?;
        rest.get(..rest.find("号")? + "号".len())
    });
    let dated = |line: &&str| {
        let mut cursor = Cursor { rest: line, at: 0 };
        let named = cursor.date(None, None);
        named.is_some_and(|named| named.year.is_some()) && cursor.rest.is_empty()
    };
    let date = text.lines().map(str::trim).rfind(dated);
    let (phrase, number) = match number {
        Some(number) => (Phrase::NoticeSource, number),
        None => (Phrase::NoticeSourceUnnumbered, ""),
    };
    let year = Word::from(year.to_string());
    let mut source = phrase.with(Lang::Zh, &[("number", number.into()), ("year", year)]);
    if let Some(date) = date {
        source += &format!("（{date}）");
    }
    source
}

/// A day with the place where it is written.
#[derive(Clone, Copy)]
struct Placed {
    day: Day,
    at: Span,
}

struct Reader<'t, 'p> {
    file: FileId,
    text: &'t str,
    year: i32,
    problems: &'p mut Problems,
    found: Vec<Named>,
    /// The festivals, each with the place of its name.
    seen: Vec<(&'static str, Span)>,
}

impl Reader<'_, '_> {
    fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.file, from, to)
    }
    fn refuse(&mut self, at: Span, why: Phrase, args: Args) {
        refuse(at, why, args, self.problems);
    }
    /// The rest of a sentence is not understood.
    fn unread(&mut self, cursor: Cursor<'_>) {
        let words = cursor.rest.to_owned();
        let at = self.span(cursor.at, cursor.at + words.len());
        self.refuse(at, Phrase::NoticeUnread, vec![("words", words.into())]);
    }

    /// A line: a festival with its days, or words around them.
    fn line(&mut self, from: usize, line: &str) {
        let lead = line.len() - line.trim_start().len();
        let begun = Cursor { rest: line.trim_start(), at: from + lead };
        let mut cursor = begun.behind_its_number();
        let head = cursor.rest.split_once(['：', ':']).map(|(head, _)| head);
        let names: Vec<&str> = head.into_iter().flat_map(|head| head.split(['、', '和'])).collect();
        if !names.iter().any(|name| FESTIVALS.contains(name)) {
            // Words around the festivals name no day; one that does would be left out.
            if settles(begun.rest) {
                self.unread(begun);
            }
            return;
        }
        let head = head.unwrap_or_default();
        self.festivals(&names, cursor.at);
        cursor = Cursor {
            rest: cursor.rest.get(head.len()..).unwrap_or_default(),
            at: cursor.at + head.len(),
        };
        cursor.take_any(&["：", ":"]);
        let mut at = cursor.at;
        let mut is_free = false;
        for sentence in cursor.rest.split_inclusive(['。', '；', ';']) {
            let plain = sentence.trim_end_matches(['。', '；', ';']);
            let lead = plain.len() - plain.trim_start().len();
            let one = Cursor { rest: plain.trim(), at: at + lead };
            // What is only recommended settles nothing.
            if !one.rest.is_empty() && !one.rest.starts_with("鼓励") {
                is_free |= self.sentence(one, head);
            }
            at += sentence.len();
        }
        if !is_free {
            let place = self.span(cursor.at, cursor.at + cursor.rest.len());
            self.refuse(place, Phrase::NoticeNothingFree, vec![("name", head.into())]);
        }
    }

    /// The festivals that a line names, each known and named once.
    fn festivals(&mut self, names: &[&str], from: usize) {
        let mut at = from;
        for name in names {
            let place = self.span(at, at + name.len());
            at += name.len() + "、".len();
            match FESTIVALS.iter().find(|known| *known == name) {
                None => {
                    let args = vec![("name", Word::from(*name))];
                    self.refuse(place, Phrase::NoticeUnknownFestival, args);
                }
                Some(known) if self.seen.iter().any(|(seen, _)| seen == known) => {
                    let args = vec![("name", Word::from(*known))];
                    self.refuse(place, Phrase::NoticeFestivalTwice, args);
                }
                Some(known) => self.seen.push((known, place)),
            }
        }
    }

    /// A sentence of a festival: days that are free, or days that are worked; answers whether it
    /// makes days free.
    fn sentence(&mut self, mut cursor: Cursor<'_>, name: &str) -> bool {
        let begun = cursor;
        let Some(first) = self.day(&mut cursor, None) else {
            self.unread(begun);
            return true;
        };
        let mut days = vec![first];
        let last = match cursor.take("至") {
            true => match self.day(&mut cursor, Some(first)) {
                Some(last) => Some(last),
                None => {
                    self.unread(cursor);
                    return true;
                }
            },
            false => None,
        };
        while last.is_none() && cursor.take_any(&["、", "和"]) {
            let before = days.last().copied();
            let Some(next) = self.day(&mut cursor, before) else {
                self.unread(cursor);
                return true;
            };
            days.push(next);
        }
        if last.is_none() && cursor.take("上班") {
            if !cursor.rest.is_empty() {
                self.unread(cursor);
            }
            days.into_iter().for_each(|day| self.name(day, Irregular::MakeUp, name));
            return false;
        }
        if days.len() > 1 || !cursor.take("放假") {
            self.unread(cursor);
            return true;
        }
        self.free((first, last.unwrap_or(first)), cursor, name);
        true
    }

    /// Days that are free, with what is said of them.
    fn free(&mut self, (first, last): (Placed, Placed), mut cursor: Cursor<'_>, name: &str) {
        /// Longer than any there ever was: a slip in a date.
        const LONGEST: i64 = 20;
        let count = first.day.days_until(last.day) + 1;
        if !(1..=LONGEST).contains(&count) {
            let args = vec![
                ("from", Word::from(first.day.to_string())),
                ("to", last.day.to_string().into()),
            ];
            self.refuse(last.at, Phrase::NoticeBackwards, args);
            return;
        }
        let mut day = first;
        for _ in 0..count {
            self.name(day, Irregular::Holiday, name);
            day.day = day.day.next();
        }
        cursor.take("调休");
        loop {
            let begun = cursor;
            let comma = cursor.take_any(&["，", ","]);
            if cursor.rest.is_empty() && !comma {
                return;
            }
            if cursor.take("与周末连休") {
                // A weekend of two days lies right before or right behind.
                if !matches!(first.day.weekday(), Weekday::Monday)
                    && last.day.weekday() != Weekday::Friday
                {
                    let args = vec![("weekday", first.day.weekday().phrase().into())];
                    self.refuse(first.at, Phrase::NoticeNotJoined, args);
                }
                continue;
            }
            if comma && cursor.take_any(&["不调休", "放假调休"]) {
                continue;
            }
            cursor.take("共");
            let from = cursor.at;
            match cursor.number().filter(|_| cursor.take("天")) {
                Some(told) if i64::from(told) != count => {
                    let args = vec![
                        ("from", Word::from(first.day.to_string())),
                        ("to", last.day.to_string().into()),
                        ("count", count.to_string().into()),
                        ("told", told.to_string().into()),
                    ];
                    let at = self.span(from, cursor.at);
                    self.refuse(at, Phrase::NoticeCount, args);
                }
                Some(_) => {}
                None => {
                    self.unread(begun);
                    return;
                }
            }
        }
    }

    /// A day as it is written, its weekday held against it.
    fn day(&mut self, cursor: &mut Cursor<'_>, before: Option<Placed>) -> Option<Placed> {
        let from = cursor.at;
        let year = before.map_or(self.year, |before| before.day.year());
        let written = cursor.date(Some(year), before.map(|before| before.day.month()))?;
        let at = self.span(from, cursor.at);
        let day = Day::ymd(written.year.unwrap_or(year), written.month, written.day);
        if let Some(inner) = cursor.bracketed() {
            self.bracket(inner, day);
        }
        if day.is_none() {
            let text = self.text.get(from..cursor.at).unwrap_or_default().to_owned();
            self.refuse(at, Phrase::NoticeNoSuchDay, vec![("text", text.into())]);
        }
        // One that there is not is told; the sentence is read on from the day before it.
        let stands_for = || Day::ymd(year, written.month.clamp(1, 12), 1);
        Some(Placed { day: day.or_else(stands_for)?, at })
    }

    /// What stands in brackets behind a day: its weekday, its day by the lunar calendar.
    fn bracket(&mut self, inner: Cursor<'_>, day: Option<Day>) {
        let mut at = inner.at;
        for part in inner.rest.split_inclusive(['、', '，', ',']) {
            let mut one = Cursor { rest: part.trim_end_matches(['、', '，', ',']).trim(), at };
            at += part.len();
            if one.rest.starts_with("农历") || matches!(one.rest, "除夕" | "正月初一") {
                continue;
            }
            let begun = one;
            let told = (one.take_any(&["星期", "周"]))
                .then(|| WEEKDAYS.iter().position(|name| *name == one.rest))
                .flatten()
                .and_then(|at| Weekday::ALL.get(at.min(6)));
            match (told, day) {
                (None, _) => self.unread(begun),
                (Some(told), Some(day)) if *told != day.weekday() => {
                    let place = self.span(begun.at, begun.at + begun.rest.len());
                    let args = vec![
                        ("day", Word::from(day.to_string())),
                        ("weekday", day.weekday().phrase().into()),
                    ];
                    self.refuse(place, Phrase::NoticeWeekday, args);
                }
                _ => {}
            }
        }
    }

    fn name(&mut self, placed: Placed, kind: Irregular, name: &str) {
        let Placed { day, at } = placed;
        self.found.push(Named { day, kind, name: name.to_owned(), at });
    }

    /// Tells which festivals the notice leaves out.
    fn missing(&mut self) {
        let lacking =
            FESTIVALS.iter().filter(|name| !self.seen.iter().any(|(seen, _)| seen == *name));
        let lacking: Vec<Word> = lacking.map(|name| Word::Plain((*name).to_owned())).collect();
        if !lacking.is_empty() {
            let end = self.text.trim_end().len();
            let at = self.span(end, end);
            self.refuse(at, Phrase::NoticeMissing, vec![("names", Word::List(lacking))]);
        }
    }

    /// The days, each held against its year, its weekday and the others.
    fn checked(&mut self) -> Vec<IrregularDay> {
        let found = std::mem::take(&mut self.found);
        let mut days: Vec<IrregularDay> = Vec::new();
        for Named { day, kind, name, at } in found {
            let is_before =
                day.year() == self.year - 1 && day.month() == 12 && day.day() >= FIRST_BEFORE;
            let weekday = day.weekday();
            let is_rest = matches!(weekday, Weekday::Saturday | Weekday::Sunday);
            let why = if day.year() != self.year && !is_before {
                Some(Phrase::NoticeOutside)
            } else if kind == Irregular::MakeUp && !is_rest {
                Some(Phrase::NoticeNotWeekend)
            } else if days.iter().any(|known| known.day == day) {
                Some(Phrase::NoticeTwice)
            } else {
                None
            };
            let Some(why) = why else {
                days.push(IrregularDay { day, kind, name });
                continue;
            };
            let args = vec![
                ("day", Word::from(day.to_string())),
                ("weekday", weekday.phrase().into()),
                ("year", self.year.to_string().into()),
            ];
            self.refuse(at, why, args);
        }
        days.sort_by_key(|named| named.day);
        days
    }
}

/// Whether a line settles days: it names one, and that it is free or worked.
fn settles(line: &str) -> bool {
    let digit_before = |at: usize| {
        line.get(..at)
            .and_then(|before| before.chars().next_back())
            .is_some_and(|one| one.is_ascii_digit())
    };
    let names_day = line.match_indices("日").any(|(at, _)| digit_before(at));
    names_day && ["放假", "上班", "休息"].iter().any(|word| line.contains(word))
}
