//! Stories for what none covers, on the measure under `tests/coverage/`: of age is 18 (Art. 2(1)), settled
//! is 30 days (Art. 2(2)), a grant comes after a notice of three days (Art. 3.2) and runs for ten (Art. 4).
//! Its story `a` files on 1 March 2024, is passed on the 4th and granted on the 8th.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]

mod command;

use std::path::{Path, PathBuf};

use command::{banfa, has, shipped};

fn measure(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("generate").join(name);
    let _ = std::fs::remove_dir_all(&root);
    let from = shipped().join("tests/coverage");
    let bundle = ["policy.ron", "text.ron", "d.ron", "machines/case.ron", "r.rhai"];
    let bundle = bundle.map(|file| format!("policy/stall/{file}"));
    for path in bundle.into_iter().chain(["scenarios/stall/a.ron".to_owned()]) {
        let to = root.join(&path);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(from.join(&path), to).unwrap();
    }
    root
}

fn made(root: &Path, name: &str) -> String {
    std::fs::read_to_string(root.join("scenarios/stall/generated").join(name)).unwrap()
}

const STAY: &str = "settled_days_here_since_today_ge_param_min_stay";

#[test]
fn bounds_are_met_one_below_at_and_one_above() {
    let root = measure("bounds");
    // Ann is just 18; she has lived here for 63 days; she is granted on the first lawful day.
    has(
        &banfa(&root, &["generate", "--cover", "boundaries"], 0),
        &["6 not covered, 6 stories made"],
    );
    has(
        &made(&root, "adult_age_ge_param_min_age_below.ron"),
        &["\"age\": 17", "refused: [\"2(1)\"]"],
    );
    has(&made(&root, "adult_age_ge_param_min_age_above.ron"), &["\"age\": 19", "\"posted\""]);
    // She is passed on 4 March: 30 days before it is 3 February 2024, which has 29 days.
    has(
        &made(&root, &format!("{STAY}_at.ron")),
        &["\"2024-02-03\"", "the last day is 2024-03-04", "\"posted\""],
    );
    has(&made(&root, &format!("{STAY}_below.ron")), &["\"2024-02-04\"", "refused: [\"2(2)\"]"]);
    has(&made(&root, &format!("{STAY}_above.ron")), &["\"2024-02-02\"", "\"posted\""]);
    // Three days from the 4th end on the 7th, which is a day too early.
    has(
        &made(&root, "case_posted_grant_notice_below.ron"),
        &["\"2024-03-07\"", "refused: [\"3.2\"], because: [\"too_early\"]"],
    );
    // What it says comes about.
    has(&banfa(&root, &["run"], 0), &["7 passed, 0 failed"]);
}

#[test]
fn steps_are_put_in_and_what_is_not_found_is_said() {
    let root = measure("steps");
    let said = banfa(&root, &["generate", "--cover", "transitions"], 0);
    has(&said, &["4 not covered, 3 stories made", "not found", "at most 6 steps"]);
    // Granted on the 8th for ten days: the last is the 18th.
    has(&made(&root, "case_granted_term_happened.ron"), &["until: \"2024-03-19\"", "\"over\""]);
    has(&made(&root, "case_granted_revoke_happened.ron"), &["event: \"revoke\"", "\"failed\""]);
}

#[test]
fn generating_again_leaves_alone_what_is_the_same_or_was_edited() {
    let root = measure("again");
    let words = ["generate", "--cover", "boundaries"];
    assert_eq!(banfa(&root, &words, 0).matches("  new  ").count(), 6);
    assert_eq!(banfa(&root, &words, 0).matches("  same  ").count(), 6);
    let file = root.join("scenarios/stall/generated/adult_age_ge_param_min_age_below.ron");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("Art. 2(1)", "Art. 2(1)!")).unwrap();
    let said = banfa(&root, &words, 0);
    assert_eq!(said.matches("  same  ").count(), 5, "{said}");
    has(&said, &["edited or reviewed by somebody, left as it is"]);
    // The policy changes: 31 days are settled. The three stories at that bound follow.
    let parameters = root.join("policy/stall/d.ron");
    let text = std::fs::read_to_string(&parameters).unwrap();
    std::fs::write(&parameters, text.replace("days(30)", "days(31)")).unwrap();
    let said = banfa(&root, &words, 0);
    assert_eq!(said.matches("  rewritten  ").count(), 3, "{said}");
    has(&made(&root, &format!("{STAY}_at.ron")), &["\"2024-02-02\""]);
}

#[test]
fn approving_takes_the_mark_away() {
    let root = measure("mark");
    banfa(&root, &["generate", "--cover", "boundaries"], 0);
    let path = "scenarios/stall/generated/adult_age_ge_param_min_age_above.ron";
    has(&made(&root, "adult_age_ge_param_min_age_above.ron"), &["unreviewed: "]);
    // The mark is a text: nobody takes `false` for a mark, nor a mark for `false`.
    let marked = made(&root, "adult_age_ge_param_min_age_above.ron");
    let line = marked.lines().find(|line| line.contains("unreviewed")).unwrap();
    std::fs::write(root.join(path), marked.replace(line, "  unreviewed: false,")).unwrap();
    has(&banfa(&root, &["run", path], 1), &["unreviewed: false"]);
    std::fs::write(root.join(path), marked).unwrap();
    // Six were made, and what they cover is told with that.
    has(&banfa(&root, &["coverage", "stall"], 0), &["6 scenarios are counted that a command made"]);
    banfa(&root, &["test", path, "--accept"], 0);
    has(&banfa(&root, &["coverage", "stall"], 0), &["5 scenarios are counted that a command made"]);
    let text = made(&root, "adult_age_ge_param_min_age_above.ron");
    assert!(!text.contains("unreviewed"), "{text}");
    // It counts now: nothing is left to be made for that side.
    has(
        &banfa(&root, &["generate", "--cover", "boundaries"], 0),
        &["5 not covered, 5 stories made"],
    );
}
