//! The day of effect to the day: floors and terms that are over, begin or stand still on it, and what
//! is asked, moved and counted again on it. One small measure, a piece of it exchanged where a test
//! needs another; expected days are counted by hand beside each.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]

mod command;

use std::path::{Path, PathBuf};

use command::{banfa, has};

const POLICY: &str = r#"( title: "x", legal_text: false,
  files: ["d.ron", "machines/season.ron", "machines/case.ron", "r.rhai"] )"#;
const DECLARED: &str = r#"(
  kinds: { "person": "人" },
  events: { "open": "开", "file": "报", "pass": "过", "again": "再", "drop": "撤",
    "hold": "停", "hear": "听", "deliver": "交" },
  registers: { "ban": (title: "禁", columns: {}), "later": (title: "后", columns: {}) },
  records: { "paper": (title: "材料") },
  obligations: { "report": (title: "报告") },
  parameters: {
    "wait": (title: "等候", value: days(10)),
    "barred": (title: "禁期", value: days(40)),
    "kept": (title: "保存", value: days(50)),
    "due": (title: "报告期限", value: days(30)),
    "long": (title: "后禁期", value: days(40)),
    "rest": (title: "暂停期限", value: days(10)),
  },
)"#;
const RULES: &str = "fn never() { false }\nfn inner() { true }\nfn outer() { inner() }\n\
    fn unbarred() { !has_entry(\"ban\") }\n";
const SEASON: &str = r#"( key: { "year": count }, opened_by: "open", states: {
    "start": (transitions: [(event: "open", target: "on")]),
    "on": (transitions: [(event: "pass", target: "passed")]),
    "passed": (), "filed": () } )"#;
const CASE: &str = r#"( owner: "season", key: { "who": subject }, opened_by: "file",
  data: { "since": (type: date, optional: true), "holds": (type: flag, optional: true) }, states: {
    "new": (transitions: [(event: "file", target: "filed", actions: [
      set({ "since": "today" }),
      enter(register: "ban", to: "today + param.barred"), keep(record: "paper", until: "today + param.kept"),
      enter(register: "later", from: "today + days(5)", to: "today + param.long"),
      oblige(obligation: "report", due: "today + param.due"),
    ])]),
    "filed": (transitions: [
      (event: "pass", not_before: (from: "since", period: "wait"), target: "passed"),
      (event: "again", when: ["outer"]),
      (event: "deliver", actions: [fulfil("report")]),
      (event: "hold", target: "held"),
      (event: "drop", actions: [set({ "holds": "inner()" })]),
    ]),
    "passed": (transitions: [(when: ["unbarred"], target: "free")]),
    "free": (),
    "held": (transitions: [(event: "again", target: "filed"), (after: "rest", target: "late")]),
    "late": (),
  } )"#;
const A: &str = "season/2026/case/a";

/// A measure with these drafts, each with its day of effect, and one story that assumes them all.
fn measure(name: &str, drafts: &[(&str, &str)], story: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("effect").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    let names: Vec<String> = (0..drafts.len()).map(|at| format!("\"draft-{at}\"")).collect();
    let story = format!(
        r#"( title: "s", assume: (amendments: [{}]), subjects: {{ "a": (kind: "person"), "b": (kind: "person") }},
          story: [ (date: "2026-05-06", event: "open", instance: "season/2026"), {story} ] )"#,
        names.join(", ")
    );
    let mut files = vec![
        ("policy/m/policy.ron".to_owned(), POLICY.to_owned()),
        ("policy/m/d.ron".to_owned(), DECLARED.to_owned()),
        ("policy/m/machines/season.ron".to_owned(), SEASON.to_owned()),
        ("policy/m/machines/case.ron".to_owned(), CASE.to_owned()),
        ("policy/m/r.rhai".to_owned(), RULES.to_owned()),
        ("scenarios/m/s.ron".to_owned(), story),
    ];
    for (at, (effective, edits)) in drafts.iter().enumerate() {
        let draft = format!(
            r#"( title: "改", instrument: decision, issued: "2026-08-01", effective: "{effective}", applies: act, edits: [{edits}] )"#
        );
        files.push((format!("policy/m/amendments/draft-{at}.ron"), draft));
    }
    for (path, text) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

/// The story comes out as it expects.
#[track_caller]
fn passes(name: &str, drafts: &[(&str, &str)], story: &str) {
    banfa(&measure(name, drafts, story), &["run"], 0);
}

/// An edit of a bundle without a text: behaviour for a silence.
fn runs(change: &str, more: &str) -> String {
    format!(r#"(silence: "无", runs: [{change}]{more})"#)
}

fn filed(day: &str) -> String {
    format!(r#"(date: "{day}", event: "file", instance: "{A}"),"#)
}

fn sent(day: &str, event: &str, instance: &str, more: &str) -> String {
    format!(r#"(date: "{day}", event: "{event}", instance: "{instance}"{more}),"#)
}

fn on(day: &str, expected: &str) -> String {
    format!(r#"(date: "{day}", expect: ({expected})),"#)
}

fn earliest(day: &str) -> String {
    format!(r#"earliest: {{ "{A}": {{ "pass": "{day}" }} }}"#)
}

#[test]
fn a_floor_is_counted_again_where_it_still_runs_on_the_day_of_effect() {
    for (at, (file, days, running, first)) in [
        // Ten days after 09-20 are over on 09-30, the day before: it stays so.
        ("2026-09-20", 20, "recount", "2026-10-01"),
        // Ten days after 09-21 would be over on 10-01; twenty are on 10-11.
        ("2026-09-21", 20, "recount", "2026-10-12"),
        ("2026-09-21", 20, "keep", "2026-10-02"),
        // Three days after 09-25 were over on 09-28; so they are on the day before effect.
        ("2026-09-25", 3, "recount", "2026-10-01"),
        // Three after 10-01 are over on 10-04.
        ("2026-09-25", 3, "anew", "2026-10-05"),
        // What begins on the day of effect has the new length: twenty after 10-01 are over on 10-21.
        ("2026-10-01", 20, "keep", "2026-10-22"),
    ]
    .into_iter()
    .enumerate()
    {
        let edit =
            runs(&format!(r#"parameter("wait", days({days}))"#), &format!(", running: {running}"));
        let story = filed(file) + &on("2026-10-01", &earliest(first));
        passes(&format!("floor_{at}"), &[("2026-10-01", &edit)], &story);
    }
}

/// Twelve days after 09-21 are over on 10-03, before the thirty of 10-10 come into effect: they stay so.
#[test]
fn each_of_two_decisions_counts_a_floor_again_by_its_own_length() {
    let edit =
        |days: u32| runs(&format!(r#"parameter("wait", days({days}))"#), ", running: recount");
    let drafts = [("2026-10-01", edit(12)), ("2026-10-10", edit(30))];
    let drafts: Vec<(&str, &str)> =
        drafts.iter().map(|(day, edit)| (*day, edit.as_str())).collect();
    let story = filed("2026-09-21")
        + &on("2026-10-01", &earliest("2026-10-04"))
        + &on("2026-10-10", &earliest("2026-10-04"));
    passes("two_floors", &drafts, &story);
}

/// Lines, duties and records of 09-25 whose new length is over before 10-01 end on the day before.
#[test]
fn what_is_over_under_its_new_length_ends_on_the_day_before_effect() {
    let edits = ["barred", "due", "kept"]
        .map(|name| runs(&format!(r#"parameter("{name}", days(3))"#), ", running: recount"));
    let expected =
        r#"entries: [(register: "ban", subject: "a", from: "2026-09-25", to: "2026-09-30")]"#;
    let folder = measure(
        "over",
        &[("2026-10-01", &edits.join(", "))],
        &(filed("2026-09-25") + &on("2026-10-01", expected)),
    );
    banfa(&folder, &["run"], 0);
    let said = banfa(&folder, &["explain", "scenarios/m/s.ron"], 0);
    let after = said.split("takes effect today").nth(1).unwrap();
    assert_eq!(after.matches("counted again, until 2026-09-30").count(), 3, "{said}");
}

/// A record of 08-12 is kept fifty days, until 10-01: on that day it still runs, and twenty more end on
/// 10-21. One of 08-11 was kept until 09-30, and is over.
#[test]
fn what_ends_on_the_day_of_effect_is_counted_again_and_what_ended_before_is_not() {
    let edit = runs(r#"parameter("kept", days(70))"#, ", running: recount");
    for (name, file, last) in
        [("last_day", "2026-08-12", Some("2026-10-21")), ("day_after", "2026-08-11", None)]
    {
        let folder = measure(
            name,
            &[("2026-10-01", &edit)],
            &(filed(file) + &on("2026-10-02", "missing: []")),
        );
        let said = banfa(&folder, &["explain", "scenarios/m/s.ron"], 0);
        let after = said.split("takes effect today").nth(1).unwrap();
        assert_eq!(after.contains("2026-10-2"), last.is_some(), "{said}");
        has(after, &[last.unwrap_or("")]);
    }
}

#[test]
fn a_rule_asked_by_an_expression_is_asked_otherwise_too() {
    let edit = runs(r#"rule("inner", "never")"#, "");
    let holds = |day: &str, holds: bool| {
        sent(day, "drop", A, "")
            + &on(day, &format!(r#"data: {{ "{A}": {{ "holds": {holds} }} }}"#))
    };
    let story = filed("2026-09-25") + &holds("2026-09-30", true) + &holds("2026-10-01", false);
    passes("expression", &[("2026-10-01", &edit)], &story);
    // A guard is another rule itself.
    let edit = runs(r#"rule("outer", "never")"#, "");
    let story = filed("2026-09-25")
        + &sent("2026-09-30", "again", A, "")
        + &sent("2026-10-01", "again", A, r#", refused: true, because: ["not_met"]"#);
    passes("guard", &[("2026-10-01", &edit)], &story);
}

/// Both machines lose `passed`: whoever waits there, in either, goes on in its own `filed`.
#[test]
fn one_answer_moves_the_cases_of_every_machine_that_the_edit_changes() {
    let edit = runs(
        r#"remove_state((machine: "case", state: "passed", to: "filed")),
           remove_state((machine: "season", state: "passed", to: "on"))"#,
        r#", cases_in: { "passed": to("filed") }"#,
    );
    let both = |state: &str| format!(r#"states: {{ "season/2026": "{state}", "{A}": "{state}" }}"#);
    let story = filed("2026-09-10")
        + &sent("2026-09-21", "pass", A, "")
        + &sent("2026-09-21", "pass", "season/2026", "")
        + &on("2026-09-30", &both("passed"))
        + &on("2026-10-01", &both("filed"));
    passes("both", &[("2026-10-01", &edit)], &story);
}

const HEARING: &str = r#"stage((machine: "case", before: "held", name: "hearing",
  from: (transitions: [(event: "hear", target: "held")])))"#;

/// Held on 09-25, a case would be late ten days later, on 10-06. It is moved to the hearing on 10-01
/// and held again on 10-02: ten days after that end on 10-12.
#[test]
fn a_timer_of_the_state_that_a_case_is_moved_out_of_is_gone() {
    let edit = runs(HEARING, r#", cases_in: { "held": to("hearing") }"#);
    let at = |state: &str| format!(r#"states: {{ "{A}": "{state}" }}"#);
    let story = filed("2026-09-24")
        + &sent("2026-09-25", "hold", A, "")
        + &on("2026-10-01", &at("hearing"))
        + &sent("2026-10-02", "hear", A, "")
        + &on("2026-10-12", &at("held"))
        + &on("2026-10-13", &at("late"));
    passes("moved_out", &[("2026-10-01", &edit)], &story);
    // Who was held before is not concerned where that decides.
    let edit = runs(HEARING, r#", applies: event("hold"), cases_in: { "held": to("hearing") }"#);
    let story = filed("2026-09-24")
        + &sent("2026-09-25", "hold", A, "")
        + &on("2026-10-01", &at("held"))
        + &on("2026-10-06", &at("late"));
    passes("not_moved", &[("2026-10-01", &edit)], &story);
}

/// Lines of a case that an earlier season keeps under its rules are not counted again with the others.
#[test]
fn a_term_is_counted_again_for_whom_the_part_holds_alone() {
    let edit =
        runs(r#"parameter("barred", days(20))"#, r#", running: anew, applies: event("file")"#);
    // Filed before: forty days after 09-25 end on 11-04.
    let line = |to: &str| {
        format!(r#"entries: [(register: "ban", subject: "a", from: "2026-09-25", to: "{to}")]"#)
    };
    let story = filed("2026-09-25") + &on("2026-10-01", &line("2026-11-04"));
    passes("not_for_it", &[("2026-10-01", &edit)], &story);
}

/// A duty that was fulfilled is not counted again.
#[test]
fn a_duty_that_was_done_stays_as_it_was() {
    let edit = runs(r#"parameter("due", days(60))"#, ", running: recount");
    for (name, done, told) in [("done", "deliver", false), ("not_done", "again", true)] {
        let story = filed("2026-09-25")
            + &sent("2026-09-28", done, A, "")
            + &on("2026-10-01", "missing: []");
        let folder = measure(name, &[("2026-10-01", &edit)], &story);
        let said = banfa(&folder, &["explain", "scenarios/m/s.ron"], 0);
        assert_eq!(said.contains("is counted again"), told, "{said}");
    }
}

/// Twice the same day is no news: thirty days again.
#[test]
fn what_ends_on_the_same_day_is_not_told() {
    let edits = [runs(r#"parameter("due", days(29))"#, ", running: recount")];
    // Twenty-nine days after 09-25 end on 10-24; a second decision makes thirty of them again, and a
    // third, of the same day as the second, thirty too.
    let drafts = [
        ("2026-10-01", edits[0].as_str()),
        ("2026-10-02", &runs(r#"parameter("due", days(30))"#, ", running: recount")),
        ("2026-10-03", &runs(r#"parameter("due", days(30))"#, ", running: recount")),
    ]
    .map(|(day, edit)| (day, edit.to_owned()));
    let drafts: Vec<(&str, &str)> =
        drafts.iter().map(|(day, edit)| (*day, edit.as_str())).collect();
    let story = filed("2026-09-25") + &on("2026-10-04", "missing: []");
    let folder = measure("same_day", &drafts, &story);
    let said = banfa(&folder, &["explain", "scenarios/m/s.ron"], 0);
    has(&said, &["counted again, until 2026-10-24", "counted again, until 2026-10-25"]);
    assert_eq!(said.matches("is counted again").count(), 2, "{said}");
}

/// It holds from 09-30 and was counted from 09-25: twenty days after that end on 10-15.
#[test]
fn a_line_is_counted_again_from_the_day_from_which_it_was_counted() {
    let edit = runs(r#"parameter("long", days(20))"#, ", running: recount");
    let line = |to: &str| {
        format!(r#"entries: [(register: "later", subject: "a", from: "2026-09-30", to: "{to}")]"#)
    };
    let story = filed("2026-09-25")
        + &on("2026-09-30", &line("2026-11-04"))
        + &on("2026-10-01", &line("2026-10-15"));
    passes("later_line", &[("2026-10-01", &edit)], &story);
}

/// A timer that nobody waits for any more is neither counted again nor told as such that cannot be.
#[test]
fn a_timer_that_is_gone_is_not_told() {
    let edit = runs(r#"parameter("rest", days(20))"#, ", running: recount");
    for (name, more, told) in [("left", true, false), ("not_left", false, true)] {
        let again = sent("2026-09-28", "again", A, "");
        let story = filed("2026-09-24")
            + &sent("2026-09-25", "hold", A, "")
            + if more { again.as_str() } else { "" }
            + &on("2026-10-01", "missing: []");
        let folder = measure(name, &[("2026-10-01", &edit)], &story);
        let said = banfa(&folder, &["explain", "scenarios/m/s.ron"], 0);
        assert_eq!(said.contains("counted again"), told, "{said}");
    }
}

/// Forty days after 09-10 the bar would end on 10-20; twenty-five end on 10-05, and whoever waits for
/// that goes on the next morning.
#[test]
fn whoever_waits_for_the_end_of_a_line_goes_on_when_its_new_end_has_come() {
    let edit = runs(r#"parameter("barred", days(25))"#, ", running: recount");
    let at = |state: &str| format!(r#"states: {{ "{A}": "{state}" }}"#);
    let story = filed("2026-09-10")
        + &sent("2026-09-21", "pass", A, "")
        + &on("2026-10-05", &at("passed"))
        + &on("2026-10-06", &at("free"));
    passes("waits", &[("2026-10-01", &edit)], &story);
    // Longer, it goes on later: fifty days end on 10-30.
    let edit = runs(r#"parameter("barred", days(50))"#, ", running: recount");
    let story = filed("2026-09-10")
        + &sent("2026-09-21", "pass", A, "")
        + &on("2026-10-30", &at("passed"))
        + &on("2026-10-31", &at("free"));
    passes("waits_longer", &[("2026-10-01", &edit)], &story);
}
