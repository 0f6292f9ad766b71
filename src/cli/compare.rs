//! `banfa run --reading … --set …`: the scenarios played as they are and as they would be, and what
//! differs, for whom.

use std::path::{Path, PathBuf};

use super::exit::Exit;
use super::terminal::{Terminal, fold};
use crate::compare::{Difference, Matter, Outcome, Outcomes, differences, outcome};
use crate::lang::{Phrase, Problem, Word, money_text};
use crate::pipeline::{self, Loaded, Wishes};
use crate::program::Program;
use crate::report::{difference_cells, table};
use crate::scenario::play;

/// A story that comes out otherwise.
pub struct Changed {
    /// The file.
    pub file: PathBuf,
    /// Its title in the language of the command.
    pub title: String,
    /// What differs.
    pub differences: Vec<Difference>,
}

/// The outcomes of a file's story under a program; none where it cannot be played.
pub fn outcomes_of(file: &Path, program: &Program) -> Option<(crate::lang::Text, Outcomes)> {
    let plan = pipeline::plan_file(file, program).ok()?.plan?;
    let title = plan.title.clone();
    let played = play(plan, program, false);
    Some((title, outcome(program, &played)))
}

/// Plays files under two programs.
pub fn compare(
    files: &[PathBuf],
    before: &Program,
    after: &Program,
    out: &Terminal,
) -> Vec<Changed> {
    let mut changed = Vec::new();
    for file in files {
        let (Some((title, first)), Some((_, second))) =
            (outcomes_of(file, before), outcomes_of(file, after))
        else {
            continue;
        };
        let differences = differences(&first, &second);
        if !differences.is_empty() {
            let title = title.get(out.lang).to_owned();
            changed.push(Changed { file: file.clone(), title, differences });
        }
    }
    changed
}

/// Money owed more or less in all.
pub fn money(changed: &[Changed]) -> rust_decimal::Decimal {
    let owed = |outcome: &Option<Outcome>| match outcome {
        Some(Outcome::Sums(owed, ..)) => *owed,
        _ => rust_decimal::Decimal::ZERO,
    };
    changed
        .iter()
        .flat_map(|changed| &changed.differences)
        .filter(|difference| matches!(difference.matter, Matter::Money(_)))
        .map(|difference| owed(&difference.after).saturating_sub(owed(&difference.before)))
        .sum()
}

/// Whether all that is wrong is that this bundle has nothing of a wished name.
fn knows_no_name(loaded: &Loaded) -> bool {
    let errors = loaded.problems.clone().errors_only().sorted();
    errors.iter().all(|problem| problem.problem == Problem::UnknownName)
}

/// Runs the command. A bundle without any parameter or reading of a wished name stays as it is and
/// is left out, as long as another has it.
pub fn run_changed(
    files: &[PathBuf],
    bundles: &[Option<PathBuf>],
    base: &std::collections::BTreeMap<PathBuf, Loaded>,
    wishes: &Wishes,
    out: &mut Terminal,
) -> Exit {
    let own = |folder: &Path| -> Vec<PathBuf> {
        let pairs = files.iter().zip(bundles);
        let own = pairs.filter(|(_, bundle)| bundle.as_deref() == Some(folder));
        own.map(|(file, _)| file.clone()).collect()
    };
    let (problems, sources) = pipeline::miswritten(wishes);
    if problems.has_errors() {
        return out.wish_fails(&problems, &sources);
    }
    let mut exit = Exit::Well;
    let (mut all, mut touched, mut strangers) = (0, Vec::new(), Vec::new());
    for (folder, loaded) in base {
        let Some(before) = &loaded.program else { continue };
        let changed = pipeline::load_with(folder, wishes);
        let own = own(folder);
        match &changed.program {
            Some(after) => {
                all += own.len();
                touched.extend(compare(&own, before, after, out));
            }
            None if knows_no_name(&changed) => strangers.push((own.len(), changed)),
            None => exit = exit.max(out.wish_fails(&changed.problems, &changed.sources)),
        }
    }
    if all == 0 && exit == Exit::Well {
        // No bundle knows the name: told of the one with the most stories, lest each say the same.
        let most = strangers.iter().rev().max_by_key(|(stories, ..)| *stories);
        return most
            .map_or(exit, |(_, changed)| out.wish_fails(&changed.problems, &changed.sources));
    }
    if all == 0 {
        return exit;
    }
    for changed in &touched {
        out.line(&format!("{}  {}", changed.file.to_string_lossy(), changed.title));
        let heads = [Phrase::CellWho, Phrase::CellWhat, Phrase::CellBefore, Phrase::CellAfter];
        let rows = changed
            .differences
            .iter()
            .map(|difference| difference_cells(difference, out.lang).to_vec());
        let rows: Vec<Vec<String>> = rows.collect();
        out.lines(table(&heads.map(|head| head.plain(out.lang).to_owned()), &rows, out.width()));
        out.line("");
    }
    let args = [
        ("all", Word::from(all.to_string())),
        ("changed", touched.len().to_string().into()),
        ("money", money_text(money(&touched)).into()),
    ];
    out.line(&Phrase::CompareSummary.with(out.lang, &args));
    if money(&touched) < rust_decimal::Decimal::ZERO {
        out.lines(fold(Phrase::CompareKeepsDays.plain(out.lang), out.width()));
    }
    exit
}
