//! `banfa calendar add NOTICE`: a year of working days, out of the notice that settles it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::chosen::policy;
use super::exit::Exit;
use super::terminal::Terminal;
use crate::calendar::{Day, Irregular, Notice, Table, notice_lines, read_notice, with_notice};
use crate::diagnostic::Problems;
use crate::lang::{Args, Phrase, Problem, Word};
use crate::policy::read::{read_calendar, read_error, read_tree};
use crate::source::{Disk, Door, FileId, ReadError, Sources, Span};

/// The calendar that is written to where none is named.
const CALENDAR: &str = "cn.ron";
/// From which day of December on the notice for the next year may settle days.
const LAST_DAYS: u32 = 28;

/// Runs the command.
pub fn run(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    let text = |name: &str| matches.get_one::<String>(name).cloned().unwrap_or_default();
    let path = matches
        .get_one::<String>("calendar")
        .map_or_else(|| policy().join("calendars").join(CALENDAR), PathBuf::from);
    let mut sources = Sources::default();
    let mut problems = Problems::default();
    let made = made(Path::new(&text("notice")), &path, &mut sources, &mut problems);
    out.problems(&problems.sorted(), &sources);
    let Made { notice, text } = match made {
        Ok(Some(made)) => made,
        Ok(None) => return Exit::FallsShort,
        Err((path, error)) => return fails(Phrase::CannotReadPath, &path, &error, out),
    };
    let dry = matches.get_flag("dry-run");
    let phrase = match &text {
        None => Phrase::CalendarSame,
        Some(_) if dry => {
            out.text(&notice_lines(&notice));
            Phrase::CalendarWouldAdd
        }
        Some(text) => {
            if let Err(error) = write(&path, text) {
                return fails(Phrase::CannotWritePath, &path, &error, out);
            }
            Phrase::CalendarAdded
        }
    };
    let count =
        |kind: Irregular| notice.days.iter().filter(|named| named.kind == kind).count().to_string();
    let args = [
        ("path", Word::from(path.to_string_lossy().into_owned())),
        ("year", notice.year.to_string().into()),
        ("holidays", count(Irregular::Holiday).into()),
        ("make_ups", count(Irregular::MakeUp).into()),
    ];
    out.line(&phrase.with(out.lang, &args));
    Exit::Well
}

/// A notice, and the calendar with it; no text where the calendar has it already.
struct Made {
    notice: Notice,
    text: Option<String>,
}

/// Puts the text in its place; the folder may be there only as what the program brings along.
fn write(path: &Path, text: &str) -> Result<(), ReadError> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Disk.make_folder(folder)?;
    }
    Disk.write(path, text)
}

fn fails(phrase: Phrase, path: &Path, error: &ReadError, out: &mut Terminal) -> Exit {
    let shown = path.to_string_lossy().into_owned();
    out.complain(phrase, vec![("path", shown.into()), ("why", read_error(error))]);
    Exit::CannotRun
}

/// The calendar with the notice; nothing where one of them does not hold, which is told.
fn made(
    notice: &Path,
    path: &Path,
    sources: &mut Sources,
    problems: &mut Problems,
) -> Result<Option<Made>, (PathBuf, ReadError)> {
    let mut read = |path: &Path| -> Result<(FileId, String), (PathBuf, ReadError)> {
        let text = Disk.read(path).map_err(|error| (path.to_owned(), error))?;
        let file = sources.add(path.to_string_lossy().into_owned(), text.clone());
        Ok((file, text))
    };
    let (file, words) = read(notice)?;
    let (own, text) = read(path)?;
    let table = table_of(own, sources, problems);
    let notice = read_notice(file, &words, problems);
    let Some((notice, table)) = notice.zip(table) else { return Ok(None) };
    let at = Span::new(file, 0, 0);
    if table.is_published(notice.year) {
        let is_same = is_same(&notice, &table, at, problems);
        return Ok(is_same.then_some(Made { notice, text: None }));
    }
    if !follows(&notice, &table, at, problems) {
        return Ok(None);
    }
    let tree = read_tree(sources, own, problems);
    let written = tree.and_then(|tree| with_notice(&text, &tree, &notice));
    // What was written is read again, and must say what the notice says.
    let again = written.and_then(|text| {
        let file = sources.add(path.to_string_lossy().into_owned(), text.clone());
        let table = table_of(file, sources, problems)?;
        is_same(&notice, &table, at, problems).then_some(text)
    });
    if again.is_none() && !problems.has_errors() {
        refuse(Phrase::NoticeNoPlace, Vec::new(), at, problems);
    }
    Ok(again.map(|text| Made { notice, text: Some(text) }))
}

fn table_of(file: FileId, sources: &Sources, problems: &mut Problems) -> Option<Table> {
    read_tree(sources, file, problems).and_then(|node| read_calendar(&node, problems))
}

fn refuse(why: Phrase, args: Args, at: Span, problems: &mut Problems) {
    problems.add(Problem::NoticeFails, at, vec![("why", Word::Phrase(why, args))]);
}

/// Whether the table has the year of the notice day for day. What lies in the last days of December may
/// rest on the notice for the year after.
fn is_same(notice: &Notice, table: &Table, at: Span, problems: &mut Problems) -> bool {
    let of = |year: i32| table.irregular_days(year).unwrap_or_default();
    let lacks = notice.days.iter().filter(|named| !of(named.day.year()).contains(named));
    let later = |day: Day| day.month() == 12 && day.day() >= LAST_DAYS;
    let more = of(notice.year).iter().filter(|known| {
        !later(known.day) && notice.days.iter().all(|named| named.day != known.day)
    });
    let days: BTreeSet<Day> = lacks.chain(more).map(|named| named.day).collect();
    if days.is_empty() {
        return true;
    }
    let days = days.into_iter().map(|day| Word::Plain(day.to_string())).collect();
    let args = vec![("year", notice.year.to_string().into()), ("days", Word::List(days))];
    refuse(Phrase::NoticeDiffers, args, at, problems);
    false
}

/// Whether the year of a notice is the next one of the table, and its days are free to be settled.
fn follows(notice: &Notice, table: &Table, at: Span, problems: &mut Problems) -> bool {
    let year = notice.year;
    if let Some(last) = table.last_published().filter(|last| last + 1 != year) {
        let args = vec![("year", year.to_string().into()), ("last", last.to_string().into())];
        refuse(Phrase::NoticeNotNext, args, at, problems);
        return false;
    }
    let settled = table.irregular_days(year - 1).unwrap_or_default();
    let twice = notice.days.iter().find(|own| settled.iter().any(|known| known.day == own.day));
    if let Some(twice) = twice {
        refuse(Phrase::NoticeTwice, vec![("day", twice.day.to_string().into())], at, problems);
    }
    twice.is_none()
}
