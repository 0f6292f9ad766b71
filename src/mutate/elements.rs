//! The report in the form of mutation-testing-elements (report schema 2), which its page and other tools
//! read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::{Value, json};

use super::finder::Mutant;
use super::judge::{Fate, Judged};
use super::report::{Report, Standing};
use crate::lang::Lang;
use crate::source::{LineColumn, Sources, Span};

/// The report as one JSON value; paths are told from `root` on.
pub fn elements(report: &Report<'_>, root: &Path, lang: Lang) -> Value {
    let stage = report.stage;
    let shown = |path: &Path| {
        let inside = path.strip_prefix(root).unwrap_or(path);
        inside.to_string_lossy().replace('\\', "/")
    };
    let mut files: BTreeMap<String, (String, Vec<Value>)> = BTreeMap::new();
    for verdict in &report.verdicts {
        let Some(mutant) = stage.mutants.get(verdict.mutant) else { continue };
        let home = stage.home.get(verdict.mutant).and_then(|home| stage.programs.get(*home));
        let Some(program) = home else { continue };
        let file = program.sources.file(mutant.at.file);
        let own = files
            .entry(shown(Path::new(&file.path)))
            .or_insert_with(|| (file.text.clone(), Vec::new()));
        let story = |at: usize| stage.tales.get(at).map(|tale| shown(&tale.file));
        let (order, _) = stage.order(verdict.mutant);
        let covered: Vec<String> = order.into_iter().filter_map(story).collect();
        let killed: Vec<String> = verdict.judged.fate.by().and_then(story).into_iter().collect();
        let mut told = json!({
            "id": mutant.name,
            "mutatorName": mutant.operator.name(),
            "description": mutant.said.say(lang),
            "replacement": mutant.said.say(lang),
            "location": location(&program.sources, mutant.at),
            "status": status(&verdict.judged, verdict.standing),
            "coveredBy": covered,
            "killedBy": killed,
            "testsCompleted": verdict.judged.played,
        });
        let reason = verdict.reason.as_ref().map(|reason| reason.get(lang).to_owned());
        if let (Some(reason), Some(told)) = (reason, told.as_object_mut()) {
            told.insert("statusReason".to_owned(), reason.into());
        }
        own.1.push(told);
    }
    let files: serde_json::Map<String, Value> = files
        .into_iter()
        .map(|(path, (source, mutants))| {
            let language = if path.ends_with(".rhai") { "rust" } else { "ron" };
            (path, json!({ "language": language, "source": source, "mutants": mutants }))
        })
        .collect();
    let mut tests = serde_json::Map::new();
    for tale in &stage.tales {
        let path = shown(&tale.file);
        let one = json!({ "id": path, "name": tale.title.get(lang) });
        tests.insert(path, json!({ "tests": [one] }));
    }
    json!({
        "schemaVersion": "2",
        "thresholds": { "high": 95, "low": 90 },
        "files": files,
        "testFiles": tests,
        "framework": { "name": "banfa", "version": env!("CARGO_PKG_VERSION") },
    })
}

fn status(judged: &Judged, standing: Standing) -> &'static str {
    match (standing, judged.fate) {
        (Standing::Equivalent, _) => "Ignored",
        (_, Fate::Killed(_) | Fate::Differs(_)) => "Killed",
        (_, Fate::Survived) => "Survived",
        (_, Fate::Unreached) => "NoCoverage",
    }
}

fn location(sources: &Sources, at: Span) -> Value {
    let file = sources.file(at.file);
    let told = |at: u32| {
        let LineColumn { line, column } = file.line_column(at as usize);
        json!({ "line": line, "column": column })
    };
    json!({ "start": told(at.start), "end": told(at.end) })
}

/// Every mutant of a report by its name and operator: what `--format json` tells.
pub fn plain(report: &Report<'_>, root: &Path, lang: Lang) -> Value {
    let stage = report.stage;
    let shown = |path: &Path| {
        let inside = path.strip_prefix(root).unwrap_or(path);
        inside.to_string_lossy().replace('\\', "/")
    };
    let story = |at: usize| stage.tales.get(at).map(|tale| shown(&tale.file));
    let mutants: Vec<Value> = report
        .verdicts
        .iter()
        .filter_map(|verdict| {
            let mutant: &Mutant = stage.mutants.get(verdict.mutant)?;
            let articles: Vec<String> = mutant.articles.iter().map(ToString::to_string).collect();
            let nearest: Vec<String> =
                verdict.judged.nearest.iter().filter_map(|at| story(*at)).collect();
            let fate = match verdict.judged.fate {
                Fate::Killed(_) => "expectation",
                Fate::Differs(_) => "snapshot",
                Fate::Survived => "survived",
                Fate::Unreached => "unreached",
            };
            let standing = match verdict.standing {
                Standing::Killed => "killed",
                Standing::Known => "known",
                Standing::New => "new",
                Standing::Equivalent => "equivalent",
                Standing::Refuted => "refuted",
            };
            Some(json!({
                "name": mutant.name,
                "operator": mutant.operator.name(),
                "words": mutant.said.say(lang),
                "articles": articles,
                "fate": fate,
                "standing": standing,
                "reason": verdict.reason.as_ref().map(|reason| reason.get(lang)),
                "by": verdict.judged.fate.by().and_then(story),
                "nearest": nearest,
                "reached": verdict.judged.reached,
                "played": verdict.judged.played,
            }))
        })
        .collect();
    let whole = report.whole();
    let paths = |paths: &[std::path::PathBuf]| -> Vec<String> {
        let all: BTreeSet<String> = paths.iter().map(|path| shown(path)).collect();
        all.into_iter().collect()
    };
    let names = |names: &[crate::policy::Name]| -> Vec<String> {
        names.iter().map(|name| name.value.clone()).collect()
    };
    json!({
        "format": "banfa-mutants",
        "version": 1,
        "scenarios": stage.stories(),
        "left_out": paths(&stage.left_out),
        "stale_snapshots": paths(&stage.stale),
        "mutants": whole.all,
        "killed": whole.killed(),
        "killed_by_expectations": whole.expected,
        "survived": whole.survived,
        "unreached": whole.unreached,
        "equivalent": whole.equivalent,
        "does_not_compile": 0,
        "unknown_names": names(&report.unknown),
        "outlived": names(&report.outlived),
        "all": mutants,
    })
}
