//! What would have to be otherwise for a refused step to be accepted, on the measure under
//! `tests/coverage/`: of age is 18 (Art. 2(1)), settled is 30 days and not homeless (Art. 2(2)), a grant
//! comes after a notice of three days (Art. 3.2).

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]

mod command;

use std::path::{Path, PathBuf};

use command::{banfa, has, shipped};

/// The measure with one story of Ann.
fn story(name: &str, facts: &str, lines: &[&str]) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("flip").join(name);
    let _ = std::fs::remove_dir_all(&root);
    let from = shipped().join("tests/coverage");
    for file in ["policy.ron", "text.ron", "d.ron", "machines/case.ron", "r.rhai"] {
        let path = format!("policy/stall/{file}");
        let to = root.join(&path);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(from.join(&path), to).unwrap();
    }
    let text = format!(
        "( title: (zh: \"故事\", en: \"story\"), subjects: {{ \"ann\": (kind: \"person\", facts: {{ {facts} }}) }},\n  story: [\n    {}\n  ],\n  expect: (missing: [\"case/bob\"]) )",
        lines.join("\n    ").replace("bob", "ann")
    );
    let text = text.replace("missing: [\"case/bob\"]", "states: { \"case/ann\": \"filed\" }");
    std::fs::create_dir_all(root.join("scenarios/stall")).unwrap();
    std::fs::write(root.join("scenarios/stall/s.ron"), text).unwrap();
    root
}

fn flip(root: &Path, words: &[&str], code: i32) -> String {
    banfa(root, &[&["explain", "scenarios/stall/s.ron", "--flip"], words].concat(), code)
}

/// The changes that are told, set by set.
fn sets(said: &str) -> Vec<Vec<&str>> {
    let mut sets = Vec::new();
    let told = said.lines().skip_while(|line| !line.contains("would do")).skip(1);
    let mut set = Vec::new();
    for line in told.map(str::trim).filter(|line| !line.starts_with("verify")) {
        match line {
            "or" => sets.push(std::mem::take(&mut set)),
            change => set.push(change),
        }
    }
    sets.push(set);
    sets
}

const FILE: &str = r#"(date: "2024-03-01", by: "ann", event: "file", instance: "case/ann"),"#;
const PASS: &str =
    r#"(date: "2024-03-04", by: "office", event: "pass", instance: "case/ann", refused: true),"#;
const PASSED: &str = r#"(date: "2024-03-04", by: "office", event: "pass", instance: "case/ann"),"#;

#[test]
fn one_fact_to_its_bound() {
    let facts = r#""age": 15, "here_since": "2024-01-01", "homeless": false"#;
    let said = flip(&story("one", facts, &[FILE, PASS]), &[], 0);
    // 18 and 19 would do: the nearest is told. The story has a single refused line, the second.
    assert_eq!(sets(&said), [["\"age\" of ann: 15 → 18 [Art. 2(1)]"]], "{said}");
    has(&said, &["line 2, 2024-03-04, office: pass, case/ann", "refused: not met: of age"]);
}

#[test]
fn two_facts_where_one_does_not_do() {
    let facts = r#""age": 17, "here_since": "2024-01-01", "homeless": true"#;
    let said = flip(&story("two", facts, &[FILE, PASS]), &[], 0);
    let both = ["\"age\" of ann: 17 → 18 [Art. 2(1)]", "\"homeless\" of ann: yes → no [Art. 2(2)]"];
    assert_eq!(sets(&said), [both], "{said}");
    has(&said, &["2 changes would do"]);
}

#[test]
fn a_fact_and_the_day_are_told_as_alternatives() {
    // 30 days before 4 March is 3 February (2024 is a leap year); 30 days after 10 February, 11 March.
    let facts = r#""age": 18, "here_since": "2024-02-10", "homeless": false"#;
    let said = flip(&story("either", facts, &[FILE, PASS]), &[], 0);
    let mut told = sets(&said);
    told.sort_unstable();
    let expected = [
        ["\"here since\" of ann: 2024-02-10 → 2024-02-03 [Art. 2(2)]"],
        ["the day of line 2: 2024-03-04 → 2024-03-11"],
    ];
    assert_eq!(told, expected, "{said}");
}

#[test]
fn what_nobody_told_is_supplied() {
    let facts = r#""age": 18, "here_since": "2024-01-01""#;
    let said = flip(&story("supplied", facts, &[FILE, PASS]), &[], 0);
    assert_eq!(sets(&said), [["\"homeless\" of ann: not told → no [Art. 2(2)]"]], "{said}");
}

#[test]
fn what_is_too_early_waits_for_the_first_lawful_day() {
    // Posted on 4 March, three days: the last is the 7th, the first lawful day the 8th.
    let facts = r#""age": 18, "here_since": "2024-01-01", "homeless": false"#;
    let grant = r#"(date: "2024-03-06", by: "office", event: "grant", instance: "case/ann", refused: true),"#;
    let said = flip(&story("early", facts, &[FILE, PASSED, grant]), &["--line", "3"], 0);
    assert_eq!(sets(&said), [["the day of line 3: 2024-03-06 → 2024-03-08"]], "{said}");
}

#[test]
fn what_no_fact_can_turn_is_said_with_what_was_tried() {
    let facts = r#""age": 18, "here_since": "2024-01-01", "homeless": false"#;
    let pass =
        r#"(date: "2024-03-04", by: "ann", event: "pass", instance: "case/ann", refused: true),"#;
    let said = flip(&story("role", facts, &[FILE, pass]), &[], 1);
    has(&said, &["none found:", "considered"]);
}

#[test]
fn a_line_is_named_where_several_are_refused_and_must_be_refused() {
    let facts = r#""age": 15, "here_since": "2024-01-01", "homeless": false"#;
    let root = story("several", facts, &[FILE, PASS, PASS]);
    has(
        &flip(&root, &[], 2),
        &["several lines are refused", "line 2, 2024-03-04", "line 3, 2024-03-04"],
    );
    has(&flip(&root, &["--line", "1"], 2), &["line 1 is not refused"]);
    has(&flip(&root, &["--line", "4"], 2), &["there is no line 4: written out, the story has 3"]);
}

#[test]
fn what_has_lapsed_was_in_time_the_day_before() {
    // Granted on 15 March 2024 for three years: the last day is 15 March 2027.
    let words = ["explain", "scenarios/examples/lapsing/a_day_late_it_has_lapsed.ron", "--flip"];
    let said = banfa(shipped(), &words, 0);
    has(&said, &["the day of line 2: 2027-03-16 → 2027-03-15"]);
}

#[test]
fn a_finding_that_nobody_made_is_made() {
    // The three apply in lines 1 to 3; line 4 grants what nobody has judged, and an incident that is
    // found not to be grave bars nothing.
    let story = "scenarios/examples/veto_list/the_open_item_needs_a_finding.ron";
    let said = banfa(shipped(), &["explain", story, "--flip", "--line", "4"], 0);
    has(&said, &["1 change would do", "before line 4, ", "application/a", ": no"]);
}
