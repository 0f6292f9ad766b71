//! What the tables and the note of an amendment need: the stories compared, the years, the questions of
//! counsel, what nobody asked for, what the places can cost.

use std::path::{Path, PathBuf};

use super::compare::{named_by, reasons};
use crate::analysis::timeline::{Asked as Years, years};
use crate::analysis::{Cells, Draft, Spend, checklist, greatest_spend, unasked};
use crate::calendar::Day;
use crate::compare::{self, Asked, Baseline, Came, Manner, apart, whole};
use crate::lang::{Lang, Phrase, Text, money_text};
use crate::papers::Findings;
use crate::pipeline::{self, Loaded};
use crate::policy::Version;
use crate::program::Program;
use crate::report::compared::{Comparison, operation};
use crate::report::timeline::Sheet;
use crate::workbench::Workbench;

/// How many years are shown from the first day of effect on.
const YEARS: i32 = 10;
/// How many years are looked at beyond, for who waits until then.
const BEYOND: i32 = 30;

/// The measure as published with its stories, played once for all amendments.
pub struct Room<'b> {
    /// The folder of the bundle.
    pub folder: &'b Path,
    bench: &'b Workbench<'b>,
    baseline: Option<Baseline<'b>>,
    files: &'b [PathBuf],
}

impl<'b> Room<'b> {
    /// Plays its stories, where they are wanted.
    pub fn new(
        folder: &'b Path,
        files: &'b [PathBuf],
        bench: &'b Workbench<'b>,
        with_stories: bool,
    ) -> Self {
        let wanted = with_stories && !files.is_empty();
        let baseline = wanted.then(|| Baseline::new(bench.base, &bench.stories)).flatten();
        Self { folder, bench, baseline, files }
    }
}

/// Finds it; `all` is the bundle of the room under the amendments, and nothing is found where it does
/// not stand.
pub fn findings(room: &Room<'_>, all: &Loaded, lang: Lang) -> Option<Findings> {
    let base = room.bench.base;
    let (before, after) = (base.program.as_ref()?, all.program.as_ref()?);
    let written = all.written.as_ref()?;
    let amendments = crate::amend::chosen(&all.amendments, &all.wishes);
    let draft =
        Draft { program: after, written, amendments: &amendments, rewritten: &all.rewritten };
    let mut found = Findings {
        unasked: unasked(&draft),
        checklist: checklist(&draft),
        spend: spend(after, &amendments, lang),
        ..Findings::default()
    };
    let first = amendments.iter().map(|one| one.effective.value).min();
    if let Some(from) = first {
        let until = Day::ymd(from.year().saturating_add(YEARS), 12, 31).unwrap_or(Day::MAX);
        let beyond = Day::ymd(until.year().saturating_add(BEYOND), 12, 31).unwrap_or(Day::MAX);
        let asked = Years { until: beyond, opens: None, entered: (12, 31) };
        let sheet = Sheet {
            laid: amendments.iter().map(|one| one.title.get(lang).to_owned()).collect(),
            programs: [before, after],
            asked,
            from,
            until,
            years: [years(before, &asked), years(after, &asked)],
            story: None,
        };
        found.years = sheet.drawn(lang);
    }
    if let Some(baseline) = &room.baseline {
        stories(room, baseline, all, lang, &mut found);
    }
    Some(found)
}

/// Plays all stories under the amendments, and holds them against what came before.
fn stories(
    room: &Room<'_>,
    baseline: &Baseline<'_>,
    all: &Loaded,
    lang: Lang,
    found: &mut Findings,
) {
    let (bench, base) = (room.bench, room.bench.base);
    let (Some(before), Some(after)) = (&base.program, &all.program) else { return };
    let mut asked = Asked { stack: all.wishes.amendments.clone(), ..Asked::default() };
    asked.edits(all);
    let (operations, laid) = apart(bench, &asked);
    let edits = asked.edits_of(&operations);
    let manner = Manner { fixed_dates: false, only: None, stack: &asked.stack };
    let other = compare::Other { all, apart: &laid, edits: &edits };
    let whole = whole(&bench.stories, baseline, &other, manner);
    let titles = baseline.came.iter().map(|came| match came {
        Came::Played(title, _) => title.clone(),
        Came::Untold(_) => Text::default(),
    });
    let stories: Vec<(PathBuf, Text)> = room.files.iter().cloned().zip(titles).collect();
    let told = operations.iter().enumerate().map(|(at, changes)| {
        let alone = laid.get(at).and_then(|laid| laid.alone.as_ref());
        let own = alone.and_then(|alone| alone.program.as_ref()).unwrap_or(after);
        named_by(operation("", before, own, lang), (&asked, changes), (base, all), lang)
    });
    let comparison = Comparison {
        name: before.id.clone(),
        before,
        after,
        operations: told.collect(),
        room: pipeline::stories_of(room.folder).unwrap_or_default(),
        stories,
        reasons: reasons(&whole, baseline, lang),
        whole: &whole,
        bisected: None,
    };
    let parts = comparison.parts(lang);
    let line = |lines: &Vec<String>| {
        lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(lang.clause_separator())
    };
    found.untested = parts.untested.iter().map(line).collect();
    found.summary = parts.summary.iter().map(|line| line.trim().to_owned()).collect();
    found.compared = comparison.sheets(lang);
}

/// The most that each selection costs, before and after.
fn spend(program: &Program, laid: &[crate::policy::Amendment], lang: Lang) -> Vec<[String; 3]> {
    let days = || laid.iter().map(|one| one.effective.value);
    let (Some(first), Some(last)) = (days().min(), days().max()) else { return Vec::new() };
    let of = |version: Version, day: Day| {
        greatest_spend(program, version, |id| program.parameters[id].under(version).at(day))
    };
    let old = of(Version(0), first.previous());
    let new = of(program.versions.of(u64::MAX), last);
    let base =
        |spend: &Spend| program.selections[spend.selection].of_base.unwrap_or(spend.selection);
    let rows = new.iter().map(|spend| {
        let was = old.iter().find(|old| old.table == spend.table && base(old) == base(spend));
        let title = |title: &Text, name: &str| match title.get(lang) {
            "" => name.to_owned(),
            title => title.to_owned(),
        };
        let selection = &program.selections[base(spend)];
        let table = &program.parameters[spend.table];
        let args = [
            ("name", title(&selection.title, &selection.name).into()),
            ("table", title(&table.title, &table.name).into()),
        ];
        let phrase = match spend.ceiling {
            true => Phrase::PaperSpendCeiling,
            false => Phrase::PaperSpendOwed,
        };
        let none = || Phrase::NothingWord.plain(lang).to_owned();
        [phrase.with(lang, &args), was.map_or_else(none, |was| sum(was, lang)), sum(spend, lang)]
    });
    rows.collect()
}

fn sum(spend: &Spend, lang: Lang) -> String {
    match (spend.sum(), &spend.cells) {
        (Some(sum), _) => Phrase::Yuan.with(lang, &[("sum", money_text(sum).into())]),
        (None, Cells::NoLimit) => Phrase::UnaskedNoLimit.plain(lang).to_owned(),
        (None, _) => Phrase::UnaskedNoSum.plain(lang).to_owned(),
    }
}
