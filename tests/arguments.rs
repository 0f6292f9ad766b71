//! What the words of a command name: articles, folders, files, outcomes. Told by the built command.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]

mod command;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value as Json;

use command::{banfa, has, shipped};

/// A copy of the example of roles with its two stories.
fn roles(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("arguments").join(name);
    let _ = std::fs::remove_dir_all(&root);
    for folder in
        ["policy/examples/roles", "policy/examples/roles/machines", "scenarios/examples/roles"]
    {
        std::fs::create_dir_all(root.join(folder)).unwrap();
        for entry in std::fs::read_dir(shipped().join(folder)).unwrap().flatten() {
            if entry.path().is_file() {
                std::fs::copy(entry.path(), root.join(folder).join(entry.file_name())).unwrap();
            }
        }
    }
    root
}

#[test]
fn one_article_is_data_too() {
    let told = banfa(shipped(), &["articles", "18", "--format", "json"], 0);
    let told: Json = serde_json::from_str(&told).unwrap();
    let article = &told["article"];
    assert_eq!((&told["format"], &article["number"]), (&"banfa-article".into(), &18.into()));
    assert_eq!(article["status"], "carried");
    // Article 18 is read in A11, A12, A13, A29 and A38.
    let readings = article["readings"].as_array().unwrap().iter();
    let readings: Vec<&str> = readings.map(|one| one["reading"].as_str().unwrap()).collect();
    assert!(["A11", "A12", "A13", "A29", "A38"].iter().all(|number| readings.contains(number)));
    assert!(!article["text"].as_array().unwrap().is_empty());
    // What is not offered is no silent human text.
    has(&banfa(shipped(), &["articles", "18", "--format", "md"], 2), &["human or json"]);
}

#[test]
fn a_paragraph_that_does_not_exist_is_told_with_those_that_do() {
    for command in ["text", "articles"] {
        has(&banfa(shipped(), &[command, "3.9"], 2), &["no Art. 3.9", "paragraphs 3"]);
    }
    banfa(shipped(), &["text", "3.3"], 0);
}

#[test]
fn the_folder_of_the_bundles_is_looked_for_upwards() {
    let root = roles("upwards");
    let inside = root.join("scenarios");
    has(&banfa(&inside, &["run", "examples/roles"], 0), &["2 passed"]);
    has(&banfa(&inside.join("examples/roles"), &["run", "who_may.ron"], 0), &["1 passed"]);
    has(&banfa(&inside, &["check"], 0), &["roles: 0 errors"]);
}

#[test]
fn a_folder_of_bundles_is_checked_whole() {
    let root = roles("bundles");
    has(&banfa(&root, &["check", "policy"], 0), &["policy/examples/roles: 0 errors"]);
}

#[test]
fn what_was_just_approved_is_told_as_approved() {
    let root = roles("approved");
    let stories = root.join("scenarios/examples/roles");
    std::fs::remove_file(stories.join("who_may.snap")).unwrap();
    let said = banfa(&root, &["test", "--accept"], 0);
    has(&said, &["approved  scenarios/examples/roles/who_may.ron", "1 newly approved"]);
    assert!(!said.contains("FAILED") && !said.contains("--accept"), "{said}");
    // A story under another name leaves its outcome behind.
    std::fs::rename(stories.join("who_may.ron"), stories.join("renamed.ron")).unwrap();
    let said = banfa(&root, &["test", "--accept", "scenarios/examples/roles"], 0);
    has(&said, &["scenarios/examples/roles/who_may.snap", "belongs to no scenario"]);
}

#[cfg(unix)]
#[test]
fn an_editors_lock_and_a_pipe_are_no_scenarios() {
    let root = roles("hidden");
    let stories = root.join("scenarios/examples/roles");
    std::os::unix::fs::symlink("nobody@host.1", stories.join(".#who_may.ron")).unwrap();
    let pipe = stories.join("f.ron");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    has(&banfa(&root, &["run"], 0), &["2 scenarios: 2 passed"]);
    // Named itself it is told, and not waited for.
    has(&banfa(&root, &["run", "scenarios/examples/roles/f.ron"], 2), &["f.ron"]);
}

#[test]
fn a_year_before_the_table_is_told_as_such() {
    let said = banfa(shipped(), &["date", "2003-12-25", "+5workdays"], 1);
    has(&said, &["2003 lies before the calendar", "2004"]);
}

#[test]
fn a_reading_without_a_meaning_is_answered_with_its_meanings() {
    let said = banfa(shipped(), &["run", "--reading", "A17"], 2);
    has(&said, &["day_after", "day_of_posting", "undecided"]);
}

/// A thousand states and transitions are drawn; of more only the text is to be had.
#[test]
fn a_machine_too_large_for_a_drawing_is_refused_with_what_to_do() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("arguments/large");
    let bundle = root.join("policy/x");
    std::fs::create_dir_all(bundle.join("machines")).unwrap();
    let policy = r#"( title: "x", legal_text: false, files: ["d.ron", "machines/m.ron"] )"#;
    std::fs::write(bundle.join("policy.ron"), policy).unwrap();
    std::fs::write(bundle.join("d.ron"), r#"( events: { "e": "e" } )"#).unwrap();
    // States in a row have one transition less than there are of them; one more stays where it is.
    let row = |states: usize, more: &str| {
        let steps = (1..states)
            .map(|at| format!(r#""s{}": (transitions: [(event: "e", target: "s{at}")]),"#, at - 1));
        let steps: String = steps.collect();
        let last = states - 1;
        let machine = format!(
            r#"( opened_by: "e", states: {{ {steps} "s{last}": (transitions: [{more}]) }} )"#
        );
        std::fs::write(bundle.join("machines/m.ron"), machine).unwrap();
    };
    let graph = |more: &[&str], code: i32| {
        banfa(&root, &[&["graph", "m", "--bundle", "policy/x"], more].concat(), code)
    };
    row(500, r#"(event: "e")"#);
    has(&graph(&[], 0), &["<svg", ">s499<"]);
    row(501, "");
    has(&graph(&[], 2), &["`m` has 1001 states", "at most 1000", "`--format mermaid`"]);
    has(&graph(&["--format", "svg"], 2), &["1001"]);
    for (format, begins) in [("dot", "digraph"), ("mermaid", "stateDiagram")] {
        let said = graph(&["--format", format], 0);
        has(&said, &[begins, "s500"]);
    }
}
