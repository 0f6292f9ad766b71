//! `banfa run --reading … --set …`: the scenarios played as they are and as they would be, and what
//! differs, for whom.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rust_decimal::Decimal;
use serde_json::json;

use super::exit::Exit;
use super::terminal::{Terminal, fold};
use crate::compare::{Compared, Kept, compare, kept, money, outcomes};
use crate::diagnostic::{Diagnostic, summary_json};
use crate::lang::{Lang, Phrase, Problem, Word, money_text};
use crate::pipeline::{self, Loaded, Wishes};
use crate::report::{changed_json, difference_cells, scenario_line, table};
use crate::source::Sources;
use crate::workbench::Workbench;

/// Money owed more or less in all, in words.
pub fn money_told(owed: Option<Decimal>, lang: Lang) -> String {
    owed.map_or_else(|| Phrase::SumTooGreat.plain(lang).to_owned(), money_text)
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
    base: &BTreeMap<PathBuf, Loaded>,
    wishes: &Wishes,
    as_json: bool,
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
    let benches: Vec<Workbench<'_>> =
        base.iter().map(|(folder, loaded)| Workbench::new(loaded, &own(folder))).collect();
    let mut exit = Exit::Well;
    let (mut whole, mut strangers, mut is_known) = (Compared::default(), Vec::new(), false);
    let mut written = Vec::new();
    for bench in &benches {
        if bench.base.program.is_none() {
            continue;
        }
        let Some(changed) = bench.variant(wishes) else { continue };
        match &changed.program {
            Some(_) => {
                is_known = true;
                out.problems(&changed.of_wishes(), &changed.sources);
                let before = outcomes(&bench.stories, bench.base);
                let after = outcomes(&bench.stories, &changed);
                written.extend(kept(&bench.stories, bench.base, &changed));
                whole.append(compare(&bench.stories, &before, after));
            }
            None if knows_no_name(&changed) => strangers.push((bench.stories.len(), changed)),
            None => exit = exit.max(out.wish_fails(&changed.problems, &changed.sources)),
        }
    }
    if !is_known && exit == Exit::Well {
        // No bundle knows the name: told of the one with the most stories, lest each say the same.
        let most = strangers.iter().rev().max_by_key(|(stories, ..)| *stories);
        return most
            .map_or(exit, |(_, changed)| out.wish_fails(&changed.problems, &changed.sources));
    }
    // A story without a bundle that loads is compared with nothing.
    let loads = |folder: &PathBuf| base.get(folder).is_some_and(|loaded| loaded.program.is_some());
    let orphans: Vec<&PathBuf> = files
        .iter()
        .zip(bundles)
        .filter(|(_, bundle)| !bundle.as_ref().is_some_and(loads))
        .map(|(file, _)| file)
        .collect();
    if !whole.untold.is_empty() || !orphans.is_empty() {
        exit = exit.max(Exit::FallsShort);
    }
    if as_json {
        tell_json(&whole, &orphans, &written, wishes, out);
    } else if is_known {
        tell(&whole, &orphans, out);
        for Kept { register, stories } in &written {
            let register = register.get(out.lang);
            let args = [("register", register.into()), ("count", stories.to_string().into())];
            out.lines(fold(&Phrase::CompareKeepsLines.with(out.lang, &args), out.width()));
        }
    }
    exit
}

/// Why a story could not be played, in words, with what is wrong in it.
fn why(untold: &crate::compare::Untold<'_>) -> (Option<Word>, Vec<Diagnostic>, Sources) {
    match (&untold.held.story, &untold.planned) {
        (_, Some(planned)) => (None, planned.problems.clone().sorted(), planned.sources.clone()),
        (Err(error), None) => {
            (Some(crate::policy::read::read_error(error)), Vec::new(), Sources::default())
        }
        (Ok(_), None) => (None, Vec::new(), Sources::default()),
    }
}

fn tell(whole: &Compared<'_>, orphans: &[&PathBuf], out: &mut Terminal) {
    for untold in &whole.untold {
        let path = untold.held.file.to_string_lossy();
        out.line(&scenario_line(&path, "", Phrase::Failed, out.lang));
        let (why, problems, sources) = why(untold);
        if let Some(why) = why {
            let args = vec![("path", path.as_ref().into()), ("why", why)];
            out.result(Phrase::CannotReadPath, args);
        }
        out.show(&problems, &sources);
    }
    for file in orphans {
        let path = file.to_string_lossy();
        out.line(&scenario_line(&path, "", Phrase::Failed, out.lang));
        out.result(Phrase::NoBundleFor, vec![("path", path.as_ref().into())]);
    }
    for changed in &whole.changed {
        out.line(&format!("{}  {}", changed.file.to_string_lossy(), changed.title.get(out.lang)));
        let heads = [Phrase::CellWho, Phrase::CellWhat, Phrase::CellBefore, Phrase::CellAfter];
        let rows = changed
            .differences
            .iter()
            .map(|difference| difference_cells(difference, out.lang).to_vec());
        let rows: Vec<Vec<String>> = rows.collect();
        out.lines(table(&heads.map(|head| head.plain(out.lang).to_owned()), &rows, out.width()));
        out.line("");
    }
    let owed = money(&whole.changed);
    let args = [
        ("all", Word::from(whole.played.to_string())),
        ("changed", whole.changed.len().to_string().into()),
        ("money", money_told(owed, out.lang).into()),
    ];
    out.line(&Phrase::CompareSummary.with(out.lang, &args));
    let left_out = whole.untold.len() + orphans.len();
    if left_out > 0 {
        let args = [("count", Word::from(left_out.to_string()))];
        out.line(&Phrase::CompareLeftOut.with(out.lang, &args));
    }
    if owed.is_some_and(|owed| owed < Decimal::ZERO) {
        out.lines(fold(Phrase::CompareKeepsDays.plain(out.lang), out.width()));
    }
}

fn tell_json(
    whole: &Compared<'_>,
    orphans: &[&PathBuf],
    written: &[Kept],
    wishes: &Wishes,
    out: &mut Terminal,
) {
    let lang = out.lang;
    let mut left_out = Vec::new();
    for untold in &whole.untold {
        let (why, problems, sources) = why(untold);
        left_out.push(json!({
            "path": untold.held.file.to_string_lossy(),
            "unread": why.map(|why| why.say(lang)),
            "problems": summary_json(&problems, &sources, lang),
        }));
    }
    for file in orphans {
        let path = file.to_string_lossy();
        let why = Phrase::NoBundleFor.with(lang, &[("path", path.as_ref().into())]);
        left_out.push(json!({ "path": path, "unread": why, "problems": [] }));
    }
    let told = json!({
        "format": "banfa-comparison",
        "version": 1,
        "readings": wishes.readings,
        "values": wishes.values,
        "from": wishes.from.map(|day| day.to_string()),
        "compared": whole.played,
        "left_out": left_out,
        "days_as_written": written.iter().map(|kept| json!({
            "register": kept.register.get(lang), "stories": kept.stories,
        })).collect::<Vec<_>>(),
        "money": money(&whole.changed).map(|sum| sum.to_string()),
        "changed": whole.changed.iter().map(|changed| json!({
            "path": changed.file.to_string_lossy(),
            "title": changed.title.get(lang),
            "differences": changed_json(&changed.differences, lang),
        })).collect::<Vec<_>>(),
    });
    out.text(&serde_json::to_string_pretty(&told).unwrap_or_default());
}
