//! A calendar: `policy/calendars/NAME.ron`.

use std::path::{Path, PathBuf};

use super::fields::{self, Fields, wrong_shape};
use super::shared::{self, first_inside};
use super::tree::{read_error, read_tree};
use crate::calendar::{
    Day, Irregular, IrregularDay, NotAssumed, PublishedYear, Table, TableError, Weekday,
};
use crate::diagnostic::Problems;
use crate::lang::{Phrase, Problem, Word};
use crate::policy::Name;
use crate::source::{Door, Node, ReadError, Shape, Sources, Span, Spanned};

/// Reads the calendar of that name, which lies beside the bundle in a folder.
pub fn beside(
    door: &dyn Door,
    folder: &Path,
    name: &Name,
    sources: &mut Sources,
    problems: &mut Problems,
) -> Option<Table> {
    within(door, &shared::beside(folder, "calendars"), name, sources, problems)
}

/// Reads the calendar of that name, which lies in the first of some folders that has it.
pub fn within(
    door: &dyn Door,
    folders: &[PathBuf],
    name: &Name,
    sources: &mut Sources,
    problems: &mut Problems,
) -> Option<Table> {
    let file = format!("{}.ron", name.value);
    let found = first_inside(door, folders, &file);
    let read = found.and_then(|path| {
        let text = door.read(&path)?;
        Ok((path, text))
    });
    let file = match read {
        Ok((path, text)) => sources.add(path.to_string_lossy().into_owned(), text),
        Err(ReadError::NotFound) => {
            problems.add(
                Problem::NoCalendar,
                name.span,
                vec![("name", name.value.as_str().into())],
            );
            return None;
        }
        Err(error) => {
            let args = vec![("path", Word::from(file)), ("why", read_error(&error))];
            problems.add(Problem::CannotRead, name.span, args);
            return None;
        }
    };
    let node = read_tree(sources, file, problems)?;
    table(&node, problems)
}

/// Takes a year into a calendar that another calendar gives and no notice does.
pub fn assume(
    calendar: &mut Table,
    year: &Spanned<i32>,
    (name, other): (&Name, &Table),
    problems: &mut Problems,
) {
    let why = match calendar.clone().assuming(year.value, other) {
        Ok(with) => {
            *calendar = with;
            return;
        }
        Err(NotAssumed::Published) => Phrase::YearPublished,
        Err(NotAssumed::Missing) => Phrase::YearNotInCalendar,
    };
    let year_word = Word::from(year.value.to_string());
    let args = vec![("year", year_word), ("name", name.value.as_str().into())];
    problems.add(Problem::NotAssumed, year.span, vec![("why", Word::Phrase(why, args))]);
}

/// Reads a calendar; each irregular day that does not fit is reported at its own line.
pub fn table(node: &Node, problems: &mut Problems) -> Option<Table> {
    let mut fields = Fields::open(node, Phrase::Calendar, problems)?;
    fields.title(problems);
    fields.optional("source");
    let version = fields
        .required("version", problems)
        .and_then(|node| fields::text(node, Phrase::Calendar, problems));
    let weekend = fields
        .required("weekend", problems)
        .map(|node| fields::list(node, Phrase::Calendar, problems))
        .unwrap_or_default()
        .iter()
        .filter_map(|node| {
            let names: Vec<&str> = Weekday::ALL.iter().map(|weekday| weekday.word()).collect();
            fields::word(node, Phrase::Calendar, &names, problems).and_then(Weekday::parse)
        })
        .collect::<Vec<_>>();
    let mut places: Vec<(Day, Span)> = Vec::new();
    let mut years = Vec::new();
    if let Some(node) = fields.required("years", problems) {
        for (name, node) in fields::map(node, Phrase::Calendar, problems) {
            if let Some(year) = year(&name, node, &mut places, problems) {
                years.push(year);
            }
        }
    }
    fields.close(problems);
    match Table::new(version?.value, &weekend, years) {
        Ok(table) => Some(table),
        Err(errors) => {
            for error in errors {
                let said = |day: Day| (Some(day), Word::from(day.to_string()));
                let ((day, what), why) = match error {
                    TableError::YearOutOfRange { year } => {
                        ((None, year.to_string().into()), Phrase::CalendarYearOutOfRange)
                    }
                    TableError::YearTwice { year } => {
                        ((None, year.to_string().into()), Phrase::CalendarYearTwice)
                    }
                    TableError::OutsideItsYear { day, .. } => {
                        (said(day), Phrase::CalendarDayOutside)
                    }
                    TableError::DayTwice { day } => (said(day), Phrase::CalendarDayTwice),
                    TableError::MakeUpNotOnRestDay { day, .. } => {
                        (said(day), Phrase::CalendarDayMakeUp)
                    }
                };
                let place = places.iter().rev().find(|(known, _)| Some(*known) == day);
                let at = place.map_or(node.span.begin(), |&(_, at)| at);
                problems.add(Problem::BadCalendarDay, at, vec![("day", what), ("why", why.into())]);
            }
            None
        }
    }
}

fn year(
    name: &crate::policy::Name,
    node: &Node,
    places: &mut Vec<(Day, Span)>,
    problems: &mut Problems,
) -> Option<PublishedYear> {
    let mut fields = Fields::open(node, Phrase::Calendar, problems)?;
    let notice = fields
        .required("notice", problems)
        .and_then(|node| fields::text(node, Phrase::Calendar, problems));
    let mut days = Vec::new();
    if let Some(node) = fields.required("days", problems) {
        for (key, node) in fields::map(node, Phrase::Calendar, problems) {
            let Some(day) = Day::parse(&key) else {
                problems.add(Problem::BadDate, key.span, vec![("text", key.value.as_str().into())]);
                continue;
            };
            const KINDS: [&str; 2] = ["holiday", "make_up"];
            let kind = match fields::one_of(node, Phrase::Calendar, &KINDS, problems) {
                Some("holiday") => Irregular::Holiday,
                Some(_) => Irregular::MakeUp,
                None => continue,
            };
            let name = match &node.shape {
                Shape::Variant(_, inner) => match &inner.shape {
                    Shape::Tuple(items) => items.first(),
                    _ => None,
                },
                _ => None,
            };
            let Some(name) = name.and_then(|node| fields::text(node, Phrase::Calendar, problems))
            else {
                let expected = Word::Plain("holiday(\"…\")".into());
                wrong_shape(node, Phrase::Calendar, expected, problems);
                continue;
            };
            places.push((day, key.span));
            days.push(IrregularDay { day, kind, name: name.value });
        }
    }
    fields.close(problems);
    let Ok(year) = name.value.parse() else {
        let args = vec![
            ("text", Word::from(name.value.as_str())),
            ("expected", Phrase::ShapeNumber.into()),
        ];
        problems.add(Problem::BadNumber, name.span, args);
        return None;
    };
    Some(PublishedYear { year, notice: notice?.value, days })
}
