//! Little bundles of a test's own: written, loaded, and a story played against them.

#![allow(dead_code, reason = "each file of tests uses what it needs")]

use std::path::{Path, PathBuf};

use banfa::lang::Lang;
use banfa::pipeline;
use banfa::program::Program;
use banfa::report::mismatch_lines;
use banfa::scenario::{Played, play};
use banfa::source::Sources;

/// A folder of a test's own with these files.
pub fn written(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(env!("CARGO_CRATE_NAME")).join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).expect("the folder of a former run");
    }
    for (path, text) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    folder
}

/// Plays a scenario against a little bundle without legal text: what it declares, its machines by
/// name, its rules. Answers what came otherwise than expected, and the journal in Chinese.
#[track_caller]
pub fn tell(
    name: &str,
    declared: &str,
    machines: &[(&str, &str)],
    rules: &str,
    scenario: &str,
) -> (Vec<String>, String) {
    let Told { program, played, sources } = told(name, declared, machines, rules, scenario);
    let journal = banfa::snapshot::played_text(&program, &played);
    (mismatch_lines(&played, &sources, Lang::En), journal)
}

/// As [`tell`]; answers the story as it was played.
#[track_caller]
pub fn program_and_played(
    name: &str,
    declared: &str,
    machines: &[(&str, &str)],
    rules: &str,
    scenario: &str,
) -> (Program, Played) {
    let Told { program, played, .. } = told(name, declared, machines, rules, scenario);
    (program, played)
}

/// As [`program_and_played`], without the program.
#[track_caller]
pub fn played(
    name: &str,
    declared: &str,
    machines: &[(&str, &str)],
    rules: &str,
    scenario: &str,
) -> Played {
    told(name, declared, machines, rules, scenario).played
}

struct Told {
    program: Program,
    played: Played,
    sources: Sources,
}

#[track_caller]
fn told(
    name: &str,
    declared: &str,
    machines: &[(&str, &str)],
    rules: &str,
    scenario: &str,
) -> Told {
    let listed: Vec<String> =
        machines.iter().map(|(name, _)| format!("\"machines/{name}.ron\"")).collect();
    let policy = format!(
        "( title: \"x\", legal_text: false, files: [\"names.ron\", \"r.rhai\", {}] )",
        listed.join(", ")
    );
    let declared = format!("( {declared} )");
    let paths: Vec<(String, &str)> =
        machines.iter().map(|(name, text)| (format!("machines/{name}.ron"), *text)).collect();
    let mut files = vec![
        ("policy.ron", policy.as_str()),
        ("names.ron", &declared),
        ("r.rhai", rules),
        ("x.ron", scenario),
    ];
    files.extend(paths.iter().map(|(path, text)| (path.as_str(), *text)));
    told_files(name, &files, "x.ron")
}

/// The files of a bundle and of a story: what came otherwise than expected, and the journal.
#[track_caller]
pub fn tell_files(name: &str, files: &[(&str, &str)], story: &str) -> (Vec<String>, String) {
    let Told { program, played, sources } = told_files(name, files, story);
    let journal = banfa::snapshot::played_text(&program, &played);
    (mismatch_lines(&played, &sources, Lang::En), journal)
}

#[track_caller]
fn told_files(name: &str, files: &[(&str, &str)], story: &str) -> Told {
    let folder = written(name, files);
    told_file(&folder, &folder.join(story))
}

/// Plays a scenario against the bundle in a folder, as [`tell`].
#[track_caller]
pub fn tell_file(bundle: &Path, scenario: &Path) -> (Vec<String>, String) {
    let Told { program, played, sources } = told_file(bundle, scenario);
    let journal = banfa::snapshot::played_text(&program, &played);
    (mismatch_lines(&played, &sources, Lang::En), journal)
}

#[track_caller]
fn told_file(bundle: &Path, scenario: &Path) -> Told {
    let loaded = pipeline::load(bundle);
    let problems: Vec<_> = loaded.problems.iter().collect();
    let program = loaded.program.unwrap_or_else(|| panic!("{problems:#?}"));
    let planned = pipeline::plan_file(scenario, &program).expect("it is read");
    let problems: Vec<_> = planned.problems.iter().collect();
    let plan = planned.plan.unwrap_or_else(|| panic!("{problems:#?}"));
    let played = play(plan, &program, false);
    Told { program, played, sources: planned.sources }
}

/// As [`tell`]; everything must be as expected.
#[track_caller]
pub fn holds(
    name: &str,
    declared: &str,
    machines: &[(&str, &str)],
    rules: &str,
    scenario: &str,
) -> String {
    let (mismatches, journal) = tell(name, declared, machines, rules, scenario);
    assert!(mismatches.is_empty(), "{}\n{journal}", mismatches.join("\n"));
    journal
}
