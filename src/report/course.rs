//! A course told anew: each step with its first day and why it is not earlier; and what a selection
//! can cost at most.

use super::page::Grid;
use super::words::Teller;
use crate::analysis::{Cells, Spend};
use crate::calendar::{DayKind, Step, Unit, walk};
use crate::lang::{Lang, Phrase, Word, money_text};
use crate::policy::Cited;
use crate::scenario::{Because, PlannedWhat, Retimed, TimedStep};
use crate::world::Count;
use crate::world::journal::{Origin, What};

/// The steps of a course, those that are the same on the same day together; `root` is the address
/// of the instance that it is about.
pub fn course(
    retimed: &Retimed,
    root: &str,
    program: &crate::program::Program,
    lang: Lang,
) -> Grid {
    let played = &retimed.played;
    let (cast, world) = (&played.plan.cast, &played.world);
    let teller = Teller { program, cast, world, undone: &[], day: None, lang };
    let heads = [Phrase::HeadDay, Phrase::HeadStep, Phrase::HeadOn, Phrase::HeadBecause];
    let heads = heads.iter().map(|head| head.plain(lang).to_owned()).collect();
    // What belongs to the instance that the course is about is named from there.
    let inside =
        |address: String| match address.strip_prefix(root).map(|rest| rest.strip_prefix('/')) {
            Some(Some(rest)) => rest.to_owned(),
            _ => address,
        };
    let mut told: Vec<(String, String, Vec<String>, String)> = Vec::new();
    for step in &retimed.steps {
        let Some(line) = played.plan.lines.get(step.line) else { continue };
        let (what, whom) = match &line.what {
            PlannedWhat::Event { event, to, .. } => {
                (teller.event(*event), inside(teller.address(&to.address)))
            }
            PlannedWhat::Findings { findings, about, .. } => {
                let count = findings.len().to_string();
                let what = teller.say(Phrase::CourseFindings, vec![("count", count.into())]);
                (what, inside(teller.address(&about.address)))
            }
            PlannedWhat::Learn { .. } => {
                (teller.plain(Phrase::CourseLearnt).to_owned(), String::new())
            }
            PlannedWhat::Expect(_) => continue,
        };
        let args = vec![("who", teller.who(line.by)), ("what", what.into())];
        let what = teller.say(Phrase::CourseStep, args);
        let why = because(&teller, retimed, step);
        let day = teller.day(step.day, step.because.rests());
        match told.last_mut() {
            Some((known_day, known, whoms, known_why))
                if *known == what
                    && known_day.as_str() == day.as_str()
                    && (why == *known_why || matches!(step.because, Because::AtOnce)) =>
            {
                if !whoms.contains(&whom) {
                    whoms.push(whom);
                }
            }
            _ => told.push((day, what, vec![whom], why)),
        }
    }
    let mut last = String::new();
    let rows = told.into_iter().map(|(day, what, whoms, why)| {
        let shown = if day == last { String::new() } else { day.clone() };
        last = day;
        let whom = match whoms.as_slice() {
            [first, _, _, ..] => {
                let count = whoms.len().to_string();
                let args = vec![("first", first.into()), ("count", count.into())];
                teller.say(Phrase::CourseMany, args)
            }
            few => few.join(lang.list_separator()),
        };
        vec![shown, what, whom, why]
    });
    Grid { heads, rows: rows.collect() }
}

/// Why a step is not earlier, with the sources of what it did.
fn because(teller: &Teller<'_>, retimed: &Retimed, step: &TimedStep) -> String {
    let journal = &retimed.played.journal.entries;
    let (first, own, end) = step.entries;
    let why = match &step.because {
        Because::First => teller.plain(Phrase::CourseFirst).to_owned(),
        Because::AtOnce => String::new(),
        Because::Passed { count, .. } => counted(teller, count),
        Because::Holds(rule) => {
            teller.say(Phrase::CourseHolds, vec![("what", teller.rule(*rule).into())])
        }
        Because::Awaited => {
            let fired = journal.get(first..own).unwrap_or(&[]).iter();
            let names = fired.filter_map(|entry| match &entry.what {
                What::Event { instance, origin: Origin::Timer(transition), .. } => {
                    let machine = teller.world.machine_of(*instance);
                    Some(Word::Plain(teller.transition(machine, *transition)))
                }
                _ => None,
            });
            teller.say(Phrase::CourseAwaited, vec![("what", Word::List(names.collect()))])
        }
    };
    let mut cited = Cited::default();
    for entry in journal.get(own..end).unwrap_or(&[]) {
        let What::Moved { instance, transitions, .. } = &entry.what else { continue };
        let machine = &teller.program.machines[teller.world.machine_of(*instance)];
        for &transition in transitions {
            let sources = &machine.transitions[transition].cited;
            for article in &sources.articles {
                if !cited.articles.contains(article) {
                    cited.articles.push(*article);
                }
            }
        }
        break;
    }
    let teller = Teller { day: Some(step.day), ..*teller };
    format!("{why}{}", teller.cite(&cited)).trim_start().to_owned()
}

/// A count in a sentence: the period, its last day, the festivals and make-up days inside.
fn counted(teller: &Teller<'_>, count: &Count) -> String {
    let Count { from, period, counting } = *count;
    let Ok(days) = walk(from, period, counting, &teller.cast.calendar) else {
        return String::new();
    };
    let last = days.last().map_or(from, |walked| walked.day);
    let args = vec![
        ("from", Word::from(from.to_string())),
        ("period", teller.period(period).into()),
        ("last", last.to_string().into()),
    ];
    let mut said = teller.say(Phrase::CountText, args);
    if period.unit != Unit::Workdays {
        return said;
    }
    let mut spans: Vec<(crate::calendar::Day, crate::calendar::Day, Phrase, String)> = Vec::new();
    for walked in &days {
        let (phrase, name) = match (walked.kind, walked.step) {
            (Some(DayKind::Holiday(name)), Step::Skipped) => (Phrase::DayHoliday, name),
            (Some(DayKind::MakeUp(name)), Step::Counted(_)) => (Phrase::DayMakeUp, name),
            _ => continue,
        };
        match spans.last_mut() {
            Some((_, to, known, of))
                if *known == phrase && *of == name && to.next() == walked.day =>
            {
                *to = walked.day;
            }
            _ => spans.push((walked.day, walked.day, phrase, name.to_owned())),
        }
    }
    for (from, to, phrase, name) in spans {
        let what = teller.say(phrase, vec![("name", name.into())]);
        let days = match from == to {
            true => from.to_string(),
            false => teller.days(from, Some(to)),
        };
        let args = vec![("days", Word::from(days)), ("what", what.into())];
        said += &teller.say(Phrase::CourseInside, args);
    }
    said
}

/// The most that a selection can cost, in lines.
pub fn spend_lines(teller: &Teller<'_>, spend: &Spend) -> Vec<String> {
    let info = &teller.program.selections[spend.selection];
    let name = teller.title(&info.title, &info.name).to_owned();
    let table = teller.parameter(spend.table);
    let cells = match &spend.cells {
        Cells::Most(cells) => cells,
        other => {
            if let Cells::NotYet(id) = other {
                let what = teller.parameter(*id);
                let args = vec![("name", Word::from(name)), ("what", what.into())];
                return vec![teller.say(Phrase::SpendNotYet, args)];
            }
            let args = vec![("name", Word::from(name)), ("table", table.into())];
            let phrase = match other {
                Cells::TooMany => Phrase::SpendUntold,
                _ => Phrase::SpendUnlimited,
            };
            return vec![teller.say(phrase, args)];
        }
    };
    let phrase = if spend.ceiling { Phrase::SpendCeiling } else { Phrase::SpendMost };
    let Some(sum) = spend.sum() else {
        let args = vec![("name", Word::from(name)), ("table", table.into())];
        return vec![teller.say(Phrase::SpendUntold, args)];
    };
    let sum = money_text(sum);
    let args = vec![("name", Word::from(name)), ("table", table.into()), ("sum", sum.into())];
    let mut lines = vec![teller.say(phrase, args)];
    for cell in cells {
        let keys: Vec<String> = cell.keys.iter().map(|&key| teller.value(key)).collect();
        let all = cell.sum().unwrap_or_default();
        let args = vec![
            ("what", Word::from(keys.join(teller.lang.list_separator()))),
            ("count", cell.count.to_string().into()),
            ("each", money_text(cell.each).into()),
            ("sum", money_text(all).into()),
        ];
        lines.push(teller.say(Phrase::SpendCell, args));
    }
    if !spend.free.is_empty() {
        let rules = spend.free.iter().map(|&rule| Word::Plain(teller.rule(rule)));
        lines.push(teller.say(Phrase::SpendWithout, vec![("rules", Word::List(rules.collect()))]));
    }
    lines
}
