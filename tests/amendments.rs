//! Amendments in a running world: from which day, for whom, what becomes of terms that run and of
//! cases that wait; what holds of any amendment. Expected days are counted by hand beside each.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]

mod command;

use std::path::{Path, PathBuf};

use banfa::calendar::Table;
use banfa::diagnostic::Problems;
use banfa::lang::{Lang, Phrase, Problem};
use banfa::pipeline::{Loaded, Story, Wishes, laid, load, load_with};
use banfa::policy::{Bundle, Gone, Name, Staged, Under};
use banfa::report::{Detail, Story as Telling, story_lines};
use banfa::scenario::{Played, play};
use banfa::source::Disk;
use banfa::world::journal::What;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use command::{banfa, has, shipped};

const POLICY: &str = r#"( title: "x", legal_text: false,
  files: ["d.ron", "machines/season.ron", "machines/case.ron", "r.rhai"] )"#;
const DECLARED: &str = r#"(
  kinds: { "person": "人" },
  events: { "open": "开", "file": "报", "pass": "过", "hear": "听", "again": "再", "hold": "停", "go_on": "续" },
  registers: { "ban": (title: "禁", columns: {}) },
  records: { "paper": (title: "材料") },
  obligations: { "report": (title: "报告") },
  parameters: {
    "wait": (title: "等候", value: days(10)),
    "barred": (title: "禁期", value: years(5)),
    "kept": (title: "保存", value: years(2)),
  },
)"#;
const RULES: &str = "fn never() { false }\nfn inner() { true }\nfn outer() { inner() }\n";
const SEASON: &str = r#"( key: { "year": count }, opened_by: "open",
  states: { "start": (transitions: [(event: "open", target: "on")]), "on": () } )"#;
const CASE: &str = r#"( owner: "season", key: { "who": subject }, opened_by: "file",
  states: {
    "new": (transitions: [(event: "file", target: "filed")]),
    "filed": (
      on_entry: [
        enter(register: "ban", to: "today + param.barred"), keep(record: "paper", until: "today + param.kept"),
        oblige(obligation: "report", due: "today + param.wait"),
      ],
      transitions: [
        (event: "pass", target: "passed"), (event: "again", when: ["outer"], target: "filed"),
        (event: "hold", actions: [suspend("term")]), (event: "go_on", actions: [resume("term")]),
        (after: (period: "wait", name: "term"), target: "done"),
      ],
    ),
    "passed": (transitions: [(event: "hear", target: "done")]),
    "done": (kind: final),
  } )"#;

/// A measure with one amendment and one story of a case that is filed on 2026-09-25 in a season of
/// May; the story may assume the amendment.
fn measure(name: &str, edits: &str, story: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("amendments").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    let draft = format!(
        r#"( title: "改", instrument: decision, issued: "2026-08-01", effective: "2026-10-01", applies: act, edits: [{edits}] )"#
    );
    let story = format!(
        r#"( title: "s", assume: (amendments: ["draft"]), subjects: {{ "a": (kind: "person"), "b": (kind: "person") }},
          story: [
            (date: "2026-05-06", event: "open", instance: "season/2026"),
            (date: "2026-09-25", event: "file", instance: "season/2026/case/a"),
            {story}
          ] )"#
    );
    for (path, text) in [
        ("policy/m/policy.ron", POLICY),
        ("policy/m/d.ron", DECLARED),
        ("policy/m/machines/season.ron", SEASON),
        ("policy/m/machines/case.ron", CASE),
        ("policy/m/r.rhai", RULES),
        ("policy/m/amendments/draft.ron", &draft),
        ("scenarios/m/s.ron", &story),
    ] {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

/// The story comes out as it expects.
#[track_caller]
fn passes(name: &str, edits: &str, story: &str) {
    banfa(&measure(name, edits, story), &["run"], 0);
}

/// An edit of a bundle without a text: behaviour for a silence.
fn runs(change: &str, more: &str) -> String {
    format!(r#"(silence: "无", runs: [{change}]{more})"#)
}

const OPEN: &str = r#"states: { "season/2026/case/a": "filed" }"#;
const DONE: &str = r#"states: { "season/2026/case/a": "done" }"#;

fn on(day: &str, expected: &str) -> String {
    format!(r#"(date: "{day}", expect: ({expected})),"#)
}

#[test]
fn a_term_that_runs_is_kept_counted_again_or_counted_anew() {
    let longer = |running: &str| runs(r#"parameter("wait", days(20))"#, running);
    // Ten days after 09-25 end on 10-05; twenty on 10-15; twenty after 10-01 on 10-21.
    for (name, running, open, done) in [
        ("keep", ", running: keep", "2026-10-05", "2026-10-06"),
        ("recount", ", running: recount", "2026-10-15", "2026-10-16"),
        ("anew", ", running: anew", "2026-10-21", "2026-10-22"),
    ] {
        passes(name, &longer(running), &[on(open, OPEN), on(done, DONE)].concat());
    }
    // Three days after 09-25 are over on 09-28: the term ends on the day before effect.
    let shorter = runs(r#"parameter("wait", days(3))"#, ", running: recount");
    passes("over", &shorter, &[on("2026-09-30", OPEN), on("2026-10-01", DONE)].concat());
}

#[test]
fn a_time_that_must_have_passed_is_kept_counted_again_or_counted_anew() {
    // The list is posted on Monday 2024-11-04; five working days end on 11-11, seven on 11-13. From
    // 11-06 on, seven end on 11-15: 7, 8, 11, 12, 13, 14, 15 November.
    for (running, earliest, code) in
        [("keep", "2024-11-12", 0), ("recount", "2024-11-14", 1), ("anew", "2024-11-16", 1)]
    {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("amendments/floor").join(running);
        std::fs::create_dir_all(&folder).unwrap();
        let edit = format!(
            r#"(at: "25.2", old: "不少于5个工作日", new: "不少于7个工作日", running: {running})"#
        );
        let path = folder.join("draft.ron");
        std::fs::write(&path, draft("2024-11-06", &[edit])).unwrap();
        let story = "scenarios/changning-2023/procedure/award_waits_for_the_second_notice.ron";
        let words = ["explain", story, "--amendment", path.to_str().unwrap()];
        // The story expects the five days of the measure as it was.
        has(&banfa(shipped(), &words, code), &[earliest]);
    }
}

#[test]
fn lines_and_records_are_counted_again_as_terms_are() {
    let line = |to: &str| {
        format!(r#"entries: [(register: "ban", subject: "a", from: "2026-09-25", to: "{to}")]"#)
    };
    let shorter = |running: &str| runs(r#"parameter("barred", years(3))"#, running);
    let after =
        |to: &str| [on("2026-09-30", &line("2031-09-25")), on("2026-10-01", &line(to))].concat();
    passes("line_kept", &shorter(", running: keep"), &after("2031-09-25"));
    passes("line_again", &shorter(", running: recount"), &after("2029-09-25"));
    passes("line_anew", &shorter(", running: anew"), &after("2029-10-01"));
}

#[test]
fn records_and_duties_are_counted_again_and_the_journal_says_what_was_said_before() {
    // Two years after 2026-09-25 end on 2028-09-25, one on 2027-09-25; ten days on 10-05, twenty on 10-15.
    let shorter = runs(r#"parameter("kept", years(1))"#, ", running: recount");
    let longer = runs(r#"parameter("wait", days(20))"#, ", running: recount");
    let folder = measure("told", &[shorter, longer].join(", "), &on("2026-10-01", OPEN));
    let said = banfa(&folder, &["explain", "scenarios/m/s.ron"], 0);
    let begins = said.find("takes effect today").unwrap();
    let (before, after) = said.split_at(begins);
    has(before, &["2028-09-25", "2026-10-05"]);
    has(after, &["2027-09-25", "2026-10-15"]);
    assert!(!before.contains("2027-09-25") && !before.contains("2026-10-15"), "{before}");
    // One decision, however many edits and parts it has.
    assert_eq!(said.matches("takes effect today").count(), 1, "{said}");
}

#[test]
fn a_decision_of_several_parts_takes_effect_once() {
    let parts = [
        runs(r#"parameter("kept", years(1))"#, ", running: keep"),
        runs(r#"parameter("wait", days(20))"#, r#", applies: machine("season")"#),
        runs(r#"parameter("barred", years(4))"#, r#", applies: event("file"), running: keep"#),
    ];
    let folder = measure("parts", &parts.join(", "), &on("2026-10-01", OPEN));
    let said = banfa(&folder, &["explain", "scenarios/m/s.ron"], 0);
    assert_eq!(said.matches("takes effect today").count(), 1, "{said}");
}

#[test]
fn a_timer_that_began_again_is_counted_from_its_last_beginning_alone() {
    // Begun on 09-25 and again on 09-29: three days after 09-29 end on 10-02.
    let shorter = runs(r#"parameter("wait", days(3))"#, ", running: recount");
    let again = r#"(date: "2026-09-29", event: "again", instance: "season/2026/case/a"),"#;
    let story = [again, &on("2026-10-02", OPEN), &on("2026-10-03", DONE)].concat();
    let folder = measure("again", &shorter, &story);
    let said = banfa(&folder, &["explain", "scenarios/m/s.ron"], 0);
    assert!(!said.contains("cannot be counted again"), "{said}");
}

#[test]
fn a_timer_that_stood_still_is_not_counted_again_and_that_is_told() {
    let longer = runs(r#"parameter("wait", days(20))"#, ", running: recount");
    let at = |day: &str, event: &str| {
        format!(r#"(date: "{day}", event: "{event}", instance: "season/2026/case/a"),"#)
    };
    let held = at("2026-09-27", "hold");
    // Eight of ten days are left on 09-27; resumed on 09-29 they end on 10-07.
    let resumed = [&held, &at("2026-09-29", "go_on"), &on("2026-10-07", OPEN)[..]].concat();
    let resumed = [&resumed, &on("2026-10-08", DONE)[..]].concat();
    passes("resumed", &longer, &resumed);
    for (name, story) in
        [("held", [&held, &on("2026-10-01", OPEN)[..]].concat()), ("moved", resumed)]
    {
        let folder = measure(name, &longer, &story);
        let said = banfa(&folder, &["explain", "scenarios/m/s.ron"], 0);
        has(&said, &["cannot be counted again"]);
    }
}

#[test]
fn an_answer_is_for_each_machine_that_the_edit_changes() {
    let both = runs(
        r#"remove_state((machine: "case", state: "passed", to: "done")),
           remove_state((machine: "season", state: "passed", to: "on"))"#,
        r#", cases_in: { "passed": to("filed") }"#,
    );
    // No season can go on in `filed`: the one word is no answer for it.
    let folder = measure("both", &both, "");
    let season = SEASON.replace(
        r#""on": ()"#,
        r#""on": (transitions: [(event: "pass", target: "passed")]), "passed": ()"#,
    );
    std::fs::write(folder.join("policy/m/machines/season.ron"), season).unwrap();
    let said = banfa(&folder, &["run", "--amendment", "draft"], 2);
    has(&said, &["`filed`", "unknown-name"]);
}

#[test]
fn whoever_began_before_keeps_the_earlier_rules_where_the_opening_decides() {
    let by_season = runs(r#"parameter("wait", days(20))"#, r#", applies: machine("season")"#);
    // Twenty days after 10-07 end on 10-27.
    let story = [
        &on("2026-10-05", OPEN),
        &on("2026-10-06", DONE),
        r#"(date: "2026-10-07", event: "open", instance: "season/2027"),
             (date: "2026-10-07", event: "file", instance: "season/2027/case/b"),"#,
        &on("2026-10-27", r#"states: { "season/2027/case/b": "filed" }"#),
        &on("2026-10-28", r#"states: { "season/2027/case/b": "done" }"#),
    ]
    .concat();
    passes("by_season", &by_season, &story);
}

/// A season that opens on the very day of effect is under the later rules: twenty days after 10-01 end
/// on 10-21, ten would have ended on 10-11. A day earlier it is under the earlier.
#[test]
fn what_opens_on_the_day_of_effect_is_under_the_later_rules() {
    let by_season = runs(r#"parameter("wait", days(20))"#, r#", applies: machine("season")"#);
    for (name, opened, ends, over) in [
        ("on_the_day", "2026-10-01", "2026-10-21", "2026-10-22"),
        ("a_day_before", "2026-09-30", "2026-10-11", "2026-10-12"),
    ] {
        let story = [
            &format!(r#"(date: "{opened}", event: "open", instance: "season/2027"),"#),
            r#"(date: "2026-10-01", event: "file", instance: "season/2027/case/b"),"#,
            &on(ends, r#"states: { "season/2027/case/b": "filed" }"#),
            &on(over, r#"states: { "season/2027/case/b": "done" }"#),
        ]
        .concat();
        passes(name, &by_season, &story);
    }
}

const HEARING: &str = r#"stage((machine: "case", before: "passed", name: "hearing",
  from: (transitions: [(event: "hear", target: "passed")])))"#;

#[test]
fn a_stage_comes_in_on_the_day_of_effect_and_waiting_cases_stand_where_it_says() {
    let passed = r#"(date: "2026-09-26", event: "pass", instance: "season/2026/case/a"),"#;
    let at = |state: &str| format!(r#"states: {{ "season/2026/case/a": "{state}" }}"#);
    let stays = runs(HEARING, r#", cases_in: { "passed": stay }"#);
    passes("stay", &stays, &[passed, &on("2026-10-01", &at("passed"))].concat());
    let goes = runs(HEARING, r#", cases_in: { "passed": to("hearing") }"#);
    let story = [
        passed,
        &on("2026-09-30", &at("passed")),
        &on("2026-10-01", &at("hearing")),
        r#"(date: "2026-10-02", event: "hear", instance: "season/2026/case/a"),"#,
        &on("2026-10-02", &at("passed")),
    ]
    .concat();
    passes("goes", &goes, &story);
    // Who passes later has the stage before him; who passed before had not.
    let later = r#"(date: "2026-10-02", event: "pass", instance: "season/2026/case/a"),"#;
    passes("later", &stays, &[later, &on("2026-10-02", &at("hearing"))].concat());
    let gone = runs(
        r#"remove_state((machine: "case", state: "passed", to: "done"))"#,
        r#", cases_in: { "passed": to("filed") }"#,
    );
    // It waits in `filed` anew: ten days after 10-01 end on 10-11. No line is entered again.
    let story = [
        passed,
        &on("2026-10-01", OPEN),
        &on(
            "2026-10-01",
            r#"entries: [(register: "ban", subject: "a", from: "2026-09-25", to: "2031-09-25")]"#,
        ),
        &on("2026-10-11", OPEN),
        &on("2026-10-12", DONE),
    ]
    .concat();
    passes("gone", &gone, &story);
}

#[test]
fn a_rule_is_asked_in_the_place_of_another_from_the_day_of_effect_on() {
    let never =
        runs(r#"transition((machine: "case", state: "filed", event: "pass", add: ["never"]))"#, "");
    let pass = |day: &str, more: &str| {
        format!(r#"(date: "{day}", event: "pass", instance: "season/2026/case/a"{more}),"#)
    };
    passes("before", &never, &pass("2026-09-30", ""));
    passes("after", &never, &pass("2026-10-01", r#", refused: true, because: ["not_met"]"#));
}

#[test]
fn a_rule_within_a_rule_is_asked_otherwise_too() {
    let swapped = runs(r#"rule("inner", "never")"#, "");
    let again = |day: &str, more: &str| {
        format!(r#"(date: "{day}", event: "again", instance: "season/2026/case/a"{more}),"#)
    };
    let story =
        [again("2026-09-30", ""), again("2026-10-01", r#", refused: true, because: ["not_met"]"#)];
    passes("inner", &swapped, &story.concat());
}

#[test]
fn what_ended_the_day_before_effect_ends_under_the_earlier_rules() {
    // Ten days after 09-20 end on 09-30: the timer fires on the very morning of effect.
    let longer = runs(r#"parameter("wait", days(20))"#, ", running: recount");
    let elsewhere = runs(
        r#"transition((machine: "case", state: "filed", after: "term", target: "passed"))"#,
        "",
    );
    for (name, edit) in [("ended", longer), ("elsewhere", elsewhere)] {
        let folder = measure(name, &edit, "");
        let story = r#"( title: "s", assume: (amendments: ["draft"]), subjects: { "a": (kind: "person") },
          story: [
            (date: "2026-05-06", event: "open", instance: "season/2026"),
            (date: "2026-09-20", event: "file", instance: "season/2026/case/a"),
            (date: "2026-09-30", expect: (states: { "season/2026/case/a": "filed" })),
            (date: "2026-10-01", expect: (states: { "season/2026/case/a": "done" })),
          ] )"#;
        std::fs::write(folder.join("scenarios/m/s.ron"), story).unwrap();
        banfa(&folder, &["run"], 0);
    }
}

#[test]
fn what_a_state_does_on_entry_is_of_the_version_that_applies() {
    let other =
        runs(r#"state((machine: "case", state: "filed", without_actions: ["enter ban"]))"#, "");
    let again =
        |day: &str| format!(r#"(date: "{day}", event: "again", instance: "season/2026/case/a"),"#);
    // The first entry bars until 2031-09-25, one more on 09-30 until 2031-09-30; on 10-01 none is added.
    let lines = r#"entries: [(register: "ban", subject: "a", to: "2031-09-30")]"#;
    let story = [again("2026-09-30"), again("2026-10-01"), on("2026-10-01", lines)].concat();
    passes("entry", &other, &story);
    let folder =
        measure("entry_none", &other, &[again("2026-10-01"), on("2026-10-01", OPEN)].concat());
    let said = banfa(&folder, &["explain", "scenarios/m/s.ron"], 0);
    assert!(!said.contains("2031-10-01"), "{said}");
}

#[test]
fn more_parts_than_can_stand_side_by_side_are_refused() {
    let events = ["open", "file", "pass", "hear"];
    let mut edits: Vec<String> = events
        .iter()
        .map(|event| {
            let applies = format!(r#", running: keep, applies: event("{event}")"#);
            runs(r#"parameter("wait", days(12))"#, &applies)
        })
        .collect();
    for machine in ["season", "case"] {
        let applies = format!(r#", applies: machine("{machine}")"#);
        edits.push(runs(r#"parameter("barred", years(4))"#, &applies));
    }
    edits.push(runs(r#"parameter("kept", years(3))"#, ", running: keep"));
    let folder = measure("many", &edits.join(", "), "");
    let wishes = Wishes { amendments: vec!["draft".to_owned()], ..Wishes::default() };
    let loaded = load_with(&folder.join("policy/m"), &wishes);
    assert!(loaded.program.is_none());
    assert!(loaded.problems.iter().any(|found| found.problem == Problem::TooManyVersions));
}

/// What the stories of a folder tell, each line with its day, under some amendments of Changning.
struct Bench {
    /// Where its drafts are written.
    name: &'static str,
    loaded: Loaded,
    stories: Vec<Story>,
}

impl Bench {
    fn new(name: &'static str, folder: &str) -> Self {
        let loaded = load(&shipped().join("policy/changning-2023"));
        let folder = shipped().join("scenarios/changning-2023").join(folder);
        let files = banfa::pipeline::scenario_files(&folder).unwrap();
        let stories = files.iter().map(|file| Story::read(&Disk, file, &loaded.sources).unwrap());
        let stories = stories.collect();
        Self { name, loaded, stories }
    }
    /// The bundle under amendments that are written here.
    fn under(&self, written: &[String]) -> Loaded {
        let mut bundle = self.loaded.written.clone().unwrap();
        let mut problems = Problems::default();
        let folder =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("amendments/drafts").join(self.name);
        std::fs::create_dir_all(&folder).unwrap();
        let mut amendments = Vec::new();
        for (at, text) in written.iter().enumerate() {
            let path = folder.join(format!("draft-{at}.ron"));
            std::fs::write(&path, text).unwrap();
            let of = shipped().join("policy/changning-2023");
            amendments.extend(banfa::policy::read::read_amendment(
                &Disk,
                &of,
                &path,
                &mut bundle.sources,
                &mut problems,
            ));
        }
        let names = amendments.iter().map(|amendment| amendment.name.clone()).collect();
        let wishes = Wishes { amendments: names, ..Wishes::default() };
        let loaded = laid(&bundle, &amendments, problems, &wishes);
        let wrong: Vec<String> = loaded
            .problems
            .iter()
            .filter(|found| found.problem.severity() == banfa::lang::Severity::Error)
            .map(|found| format!("{found:?}"))
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}\n{written:#?}");
        loaded
    }
    /// What each story tells, its lines with their days; but for what says that a part begins.
    fn told(&self, loaded: &Loaded) -> Vec<Vec<String>> {
        let tell = |story: &Story| {
            let (planned, own) = loaded.plan(story);
            let program = own.as_deref().or(loaded.program.as_ref())?;
            let played: Played = play(planned.plan?, program, false);
            let story = Telling { program, played: &played, detail: Detail::Full, only: None };
            Some(dated(&story_lines(&story, Lang::Zh)))
        };
        self.stories.iter().filter_map(tell).collect()
    }
}

/// Each line with the day under which it stands.
fn dated(lines: &[String]) -> Vec<String> {
    let mut day = String::new();
    let mut found = Vec::new();
    for line in lines {
        if let Some(first) = line.get(..10).filter(|first| first.starts_with("20")) {
            day = first.to_owned();
        }
        let said = line.get(10..).unwrap_or(line).trim();
        if !said.contains("自今日起施行") && !said.starts_with("（假定") {
            found.push(format!("{day} {said}"));
        }
    }
    found
}

fn draft(effective: &str, edits: &[String]) -> String {
    format!(
        r#"( title: "改", instrument: decision, issued: "2020-01-01", effective: "{effective}", applies: act, edits: [{}] )"#,
        edits.join(", ")
    )
}

/// Words of the measure with a number in them, and how another number is written there.
fn edits() -> impl Strategy<Value = Vec<String>> {
    let whom = prop_oneof![
        Just(r#"applies: act, running: keep"#),
        Just(r#"applies: act, running: recount"#),
        Just(r#"applies: machine("edition")"#),
    ];
    let money = ((20_u32..90).prop_filter("another", |sum| *sum != 50), whom.clone()).prop_map(|(sum, whom)| {
        let whom = whom.replace(", running: keep", "").replace(", running: recount", "");
        format!(r#"(at: "26.2", old: "先进质量管理模式 50 万元/家", new: "先进质量管理模式 {sum} 万元/家", {whom})"#)
    });
    let ban = ((1_u32..9).prop_filter("another", |years| *years != 5), whom.clone()).prop_map(
        |(years, whom)| {
            format!(r#"(at: "35", old: "5年内不接受", new: "{years}年内不接受", {whom})"#)
        },
    );
    let notice =
        ((1_u32..15).prop_filter("another", |days| *days != 5), whom).prop_map(|(days, whom)| {
            format!(r#"(at: "25.2", old: "不少于5个工作日", new: "不少于{days}个工作日", {whom})"#)
        });
    (proptest::option::of(money), proptest::option::of(ban), proptest::option::of(notice))
        .prop_map(|(money, ban, notice)| money.into_iter().chain(ban).chain(notice).collect())
        .prop_filter("an amendment amends something", |edits: &Vec<String>| !edits.is_empty())
}

#[test]
fn nothing_before_the_day_of_effect_comes_out_otherwise() {
    let bench = Bench::new("early", "revocation");
    let before = bench.told(&bench.loaded);
    let mut runner = TestRunner::new(Config {
        cases: 12,
        failure_persistence: None,
        max_shrink_iters: 8,
        ..Config::default()
    });
    let days = prop_oneof![Just("2024-09-01"), Just("2025-03-01"), Just("2026-10-01")];
    runner
        .run(&(edits(), days), |(edits, effective)| {
            let after = bench.told(&bench.under(&[draft(effective, &edits)]));
            for (before, after) in before.iter().zip(&after) {
                let early = |lines: &[String]| -> Vec<String> {
                    let early = lines.iter().filter(|line| line.as_str() < effective);
                    early.cloned().collect()
                };
                prop_assert_eq!(early(before), early(after));
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn amendments_of_different_things_come_to_the_same_in_either_order_and_in_one() {
    let bench = Bench::new("orders", "revocation");
    let mut runner = TestRunner::new(Config {
        cases: 8,
        failure_persistence: None,
        max_shrink_iters: 8,
        ..Config::default()
    });
    runner
        .run(&edits(), |edits| {
            let apart: Vec<String> =
                edits.iter().map(|edit| draft("2025-03-01", std::slice::from_ref(edit))).collect();
            let reversed: Vec<String> = apart.iter().rev().cloned().collect();
            let one = bench.told(&bench.under(&[draft("2025-03-01", &edits)]));
            prop_assert_eq!(&bench.told(&bench.under(&apart)), &one);
            prop_assert_eq!(&bench.told(&bench.under(&reversed)), &one);
            Ok(())
        })
        .unwrap();
}

#[test]
fn to_renumber_is_to_change_nothing_that_runs() {
    let bench = Bench::new("renumbered", "selection");
    let inserted = r#"(insert_before: "23", heading: (zh: "附", en: "Annexed"), text: "另行通知。",
      runs: nothing(zh: "只作宣示", en: "declares only"))"#;
    let after = bench.under(&[draft("2024-01-01", &[inserted.to_owned()])]);
    assert!(after.rewritten.iter().all(|after| after.numbers.is_renumbered()));
    // Told by the numbers of the day, each with the one that it had: 第二十四条（原第二十三条）.
    let told = bench.told(&after);
    let mut lines = told.iter().flatten();
    assert!(lines.any(|line| line.contains("第二十四条（原第二十三条）")), "{told:?}");
    let published = told.iter().map(|story| story.iter().map(|line| as_published(line)).collect());
    assert_eq!(published.collect::<Vec<Vec<String>>>(), bench.told(&bench.loaded));
}

/// A text in which each article has the number that it had as published.
fn as_published(told: &str) -> String {
    let mut out = String::new();
    let mut rest = told;
    while let Some((before, after)) = rest.split_once("（原第") {
        let begins = before.rfind(['〔', '、']).unwrap();
        let mark = before[begins..].chars().next().unwrap();
        let (was, later) = after.split_once('）').unwrap();
        out += &before[..begins];
        out.push(mark);
        out.push('第');
        out += was;
        rest = later;
    }
    out + rest
}

#[test]
fn an_unknown_amendment_is_told_with_those_at_hand() {
    let said = banfa(shipped(), &["run", "scenarios/changning-2023", "--amendment", "cycle"], 2);
    has(&said, &["cycle"]);
}

#[test]
fn a_story_that_assumes_an_amendment_is_planned_and_counted_under_it() {
    let add = |rule: &str| {
        let change = format!(
            r#"transition((machine: "case", state: "filed", event: "pass", add: ["{rule}"]))"#
        );
        runs(&change, "")
    };
    let pass =
        |day: &str| format!(r#"(date: "{day}", event: "pass", instance: "season/2026/case/a"),"#);
    // From 2026-10-01 on nobody passes: told from 05-06 on the course comes to its end, from 10-05
    // on it stops.
    let folder = measure("planned", &add("never"), &pass("2026-09-30"));
    for (from, code) in [("2026-05-06", 0), ("2026-10-05", 1)] {
        let like = ["plan", "season/2027", "--from", from, "--like", "scenarios/m/s.ron"];
        banfa(&folder, &like, code);
    }
    // Taken are `open`, `file` and `pass`, of these, `again`, `hold`, `go_on`, the term and `hear`.
    has(&banfa(&folder, &["articles"], 0), &["3 of 8 transitions taken"]);
    // On the day of effect `pass` is no longer the transition that was published.
    let folder = measure("counted", &add("outer"), &pass("2026-10-01"));
    has(&banfa(&folder, &["articles"], 0), &["2 of 8 transitions taken"]);
}

#[test]
fn what_may_happen_next_is_told_of_the_version_that_applies_alone() {
    let never =
        runs(r#"transition((machine: "case", state: "filed", event: "pass", add: ["never"]))"#, "");
    let folder = measure("may", &never, "");
    for (day, stands) in [("2026-09-30", true), ("2026-10-01", false)] {
        let said = banfa(&folder, &["may", "scenarios/m/s.ron", "--on", day], 0);
        assert_eq!(said.matches("过").count(), 1, "{said}");
        assert_eq!(said.contains("never"), !stands, "{said}");
    }
}

#[test]
fn what_is_laid_over_an_amendment_and_hides_it_is_told() {
    let longer = runs(r#"parameter("wait", days(20))"#, ", running: recount");
    let folder = measure("hides", &longer, "");
    let file = folder.join("scenarios/m/s.ron");
    let story = std::fs::read_to_string(&file).unwrap();
    let told = |assumed: &str, wish: &[&str]| {
        let assume = format!(r#"assume: ({assumed})"#);
        let changed = story.replace(r#"assume: (amendments: ["draft"])"#, &assume);
        std::fs::write(&file, changed).unwrap();
        let run = banfa(&folder, &[&["run"], wish].concat(), 0);
        run.lines().filter(|line| line.starts_with("warning[hides-edit]")).count()
    };
    let draft = r#"amendments: ["draft"]"#;
    assert_eq!(told(&format!("{draft}, values: {{ \"wait\": \"30d\" }}"), &[]), 1);
    assert_eq!(told(&format!("{draft}, values: {{ \"kept\": \"3y\" }}"), &[]), 0);
    assert_eq!(told("values: { \"wait\": \"30d\" }", &[]), 0);
    assert_eq!(told("", &["--amendment", "draft", "--set", "wait=30d"]), 1);
    assert_eq!(told("", &["--amendment", "draft", "--set", "kept=3y"]), 0);
    assert_eq!(told("", &["--set", "wait=30d"]), 0);
}

#[test]
fn under_the_first_of_two_amendments_the_text_is_that_after_the_first() {
    // The second declares the value that its words show; on the days before it nothing has it.
    let text =
        r#"( articles: { "1": (heading: "一", status: carried, text: ["禁期{barred:5年}。"]) } )"#;
    let folder = measure("first_of_two", "", "");
    let first = r#"( title: "一", instrument: decision, issued: "2026-08-01", effective: "2026-10-01", applies: act,
      edits: [(at: "1", old: "5年", new: "3年", running: recount)] )"#;
    let second = r#"( title: "二", instrument: decision, issued: "2027-08-01", effective: "2027-10-01", applies: act,
      edits: [(at: "1", old: "。", new: "，不超过{seats:8}人。", runs: [declare((parameters: {
        "seats": (title: "人数", article: "1", value: count(8)) }))])] )"#;
    for (path, text) in [
        ("policy/m/policy.ron", &POLICY.replace("files: [", "files: [\"t.ron\", ")[..]),
        ("policy/m/t.ron", text),
        ("policy/m/d.ron", &DECLARED.replace(r#"title: "禁期""#, r#"title: "禁期", article: "1""#)),
        ("policy/m/amendments/first.ron", first),
        ("policy/m/amendments/second.ron", second),
    ] {
        std::fs::write(folder.join(path), text).unwrap();
    }
    std::fs::remove_file(folder.join("policy/m/amendments/draft.ron")).unwrap();
    std::fs::remove_dir_all(folder.join("scenarios/m")).unwrap();
    banfa(&folder, &["graph", "case", "--amendment", "first", "--amendment", "second"], 0);
}

/// A measure of three articles with a text, under amendments by name, and a story.
fn stalls(name: &str, amendments: &[(&str, &str)], story: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("amendments/cited").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    let text = r#"( articles: {
        "1": (heading: "申请", status: carried, text: ["申请人提出申请。"]),
        "2": (heading: "批准", status: carried, text: ["办公室批准。"]),
        "3": (heading: "撤销", status: carried, text: ["办公室撤销。"]),
    } )"#;
    let declared = r#"(
        kinds: { "person": "人" },
        events: { "go": (title: "申请", article: "1"), "grant": (title: "批准", article: "2"), "revoke": (title: "撤销", article: "3") },
        roles: { "office": (title: "办公室", article: "2"), "public": (title: "他人", article: "1", holder: anyone) },
    )"#;
    let machine = r#"( title: "件", article: "1", key: { "who": (title: "主体", type: subject) }, opened_by: "go",
        states: {
            "new": (title: "新", article: "1", transitions: [(event: "go", by: ["office"], target: "asked", article: "1")]),
            "asked": (title: "待批准", article: "2", transitions: [(event: "grant", by: ["office"], target: "granted", article: "2")]),
            "granted": (title: "已批准", article: "3", transitions: [(event: "revoke", by: ["office"], target: "gone", article: "3")]),
            "gone": (title: "已撤销", article: "3", kind: final),
        } )"#;
    let mut files = vec![
        (
            "policy/m/policy.ron".to_owned(),
            r#"( title: "摊位办法", files: ["t.ron", "d.ron", "machines/m.ron"] )"#.to_owned(),
        ),
        ("policy/m/t.ron".to_owned(), text.to_owned()),
        ("policy/m/d.ron".to_owned(), declared.to_owned()),
        ("policy/m/machines/m.ron".to_owned(), machine.to_owned()),
        ("scenarios/m/s.ron".to_owned(), format!(r#"( title: "s", {story} )"#)),
    ];
    for (of, text) in amendments {
        files.push((format!("policy/m/amendments/{of}.ron"), (*text).to_owned()));
    }
    for (path, text) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

/// An article comes in behind the first, and is cited as the second of the amended text.
fn heard(cited: &str) -> String {
    format!(
        r#"( title: "一", instrument: decision, issued: "2026-08-01", effective: "2026-10-01", applies: all, edits: [
            (insert_after: "1", heading: "听取意见", text: "批准之前听取意见。", runs: [
                declare((events: {{ "hear": (title: "听取意见", article: {cited}) }})),
                new_transition((machine: "m", state: "asked", on: (event: "hear", by: ["office"], article: {cited}))),
            ]),
        ] )"#
    )
}

const PREAMBLE: &str = r#"( title: "二", instrument: decision, issued: "2026-09-01", effective: "2026-11-01", applies: all, edits: [
    (insert_before: "1", heading: "总则", text: "摊位依本办法分配。", runs: nothing(zh: "总则", en: "general")),
] )"#;

/// A step that nobody but the office may take, tried by somebody else.
fn tried(day: &str, event: &str, cited: &str) -> String {
    format!(
        r#"(date: "{day}", by: "public", event: "{event}", instance: "m/a", refused: [{cited}], because: ["role"]),"#
    )
}

#[test]
fn what_an_amendment_inserts_is_cited_as_new_and_printing_tells_the_numbers_of_the_day() {
    let begun = r#"(date: "2026-09-25", by: "office", event: "go", instance: "m/a"),"#;
    let story = |amendments: &str, steps: &[String]| {
        let subjects = r#"subjects: { "a": (kind: "person") }"#;
        let steps = steps.concat();
        format!("assume: (amendments: [{amendments}]), {subjects}, story: [{begun} {steps}]")
    };
    // 1, new 2, 2 → 3, 3 → 4 from October on.
    let steps = [
        tried("2026-09-28", "grant", r#""2""#),
        tried("2026-10-02", "grant", r#""2""#),
        tried("2026-10-03", "hear", r#"new("2")"#),
    ];
    let one = heard(r#"new("2")"#);
    let folder = stalls("one", &[("one", &one)], &story(r#""one""#, &steps));
    banfa(&folder, &["run"], 0);
    let said = banfa(&folder, &["explain", "scenarios/m/s.ron"], 0);
    let (before, after) = said.split_at(said.find("takes effect today").unwrap());
    assert!(!before.contains("before: Art."), "{before}");
    has(before, &["Art. 2"]);
    has(after, &["Art. 3 (before: Art. 2)"]);
    // Behind the title of a new event stands its number alone.
    let heard_on = after.split("2026-10-03").nth(1).unwrap();
    assert!(heard_on.contains("Art. 2") && !heard_on.contains("before:"), "{heard_on}");

    // A second amendment moves all by one more; stories cite the numbers after both.
    let steps = [
        tried("2026-10-03", "hear", r#"new("3")"#),
        tried("2026-11-02", "grant", r#""2""#),
        tried("2026-11-03", "hear", r#"new("3")"#),
    ];
    let folder =
        stalls("two", &[("one", &one), ("two", PREAMBLE)], &story(r#""one", "two""#, &steps));
    banfa(&folder, &["run"], 0);
    let said = banfa(&folder, &["explain", "scenarios/m/s.ron"], 0);
    let october = said.split("2026-10-03").nth(1).unwrap().split("2026-11").next().unwrap();
    has(october, &["Art. 2"]);
    has(&said, &["Art. 4 (before: Art. 2)"]);
    has(said.split("2026-11-03").nth(1).unwrap(), &["Art. 3"]);
}

#[test]
fn a_citation_that_neither_text_has_is_told() {
    // The amended text has four articles; its third is the second of the text before.
    for cited in [r#"new("9")"#, r#"new("3")"#, r#""4""#] {
        let folder = stalls("wrong", &[("one", &heard(cited))], "story: []");
        has(&banfa(&folder, &["check", "policy/m"], 1), &["no-such-article"]);
    }
}

#[test]
fn stages_in_another_order_say_where_the_cases_under_way_go_on() {
    let draft = |more: &str| {
        format!(
            r#"( title: "一", instrument: decision, issued: "2026-08-01", effective: "2026-10-01", applies: all, edits: [
                (silence: "无", runs: [order("m", ["granted", "asked"])]{more}),
            ] )"#
        )
    };
    let folder = stalls("order", &[("one", &draft(""))], "story: []");
    let said = banfa(&folder, &["check", "policy/m"], 1);
    has(&said, &["no-answer", "`asked`", "`granted`"]);
    let answered = draft(r#", cases_in: { "asked": stay, "granted": to("asked") }"#);
    // In order: asked, granted, gone; from October on granted, asked, gone.
    let story = r#"assume: (amendments: ["one"]), subjects: { "a": (kind: "person"), "b": (kind: "person") }, story: [
        (date: "2026-09-25", by: "office", event: "go", instance: "m/a"),
        (date: "2026-09-26", expect: (states: { "m/a": "asked" })),
        (date: "2026-10-02", by: "office", event: "go", instance: "m/b"),
        (date: "2026-10-02", expect: (states: { "m/a": "asked", "m/b": "granted" })),
        (date: "2026-10-03", by: "office", event: "revoke", instance: "m/b"),
        (date: "2026-10-04", by: "office", event: "grant", instance: "m/b"),
        (date: "2026-10-04", expect: (states: { "m/b": "gone" })),
    ]"#;
    let folder = stalls("answered", &[("one", &answered)], story);
    banfa(&folder, &["check", "policy/m"], 0);
    banfa(&folder, &["run"], 0);
}

#[test]
fn an_amendment_is_laid_on_those_of_several_bundles_that_have_it() {
    let story = r#"subjects: { "a": (kind: "person") }, story: [
        (date: "2026-10-02", by: "office", event: "go", instance: "m/a"),
        (date: "2026-10-03", by: "public", event: "grant", instance: "m/a", refused: ["2"], because: ["role"]),
    ]"#;
    let folder = stalls("several", &[("one", &heard(r#"new("2")"#))], story);
    for (from, to) in [("policy/m", "policy/n"), ("scenarios/m", "scenarios/n")] {
        for file in ["policy.ron", "t.ron", "d.ron", "machines/m.ron", "s.ron"] {
            if let Ok(text) = std::fs::read(folder.join(from).join(file)) {
                let path = folder.join(to).join(file);
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(path, text).unwrap();
            }
        }
    }
    let said = banfa(&folder, &["run", "--amendment", "one"], 0);
    has(&said, &["policy/n has no amendment `one`"]);
    has(&banfa(&folder, &["run", "--amendment", "none"], 2), &["`none`"]);
}

#[test]
fn a_refusal_names_the_rule_that_is_asked_in_the_place_of_another() {
    let folder = measure(
        "asked_instead",
        &runs(r#"rule("outer", "never")"#, ""),
        r#"(date: "2026-10-02", event: "again", instance: "season/2026/case/a", refused: true, because: ["not_met"]),"#,
    );
    let said = banfa(&folder, &["explain", "scenarios/m/s.ron"], 0);
    let refusal = said.lines().find(|line| line.contains("not met")).unwrap_or("").to_owned();
    assert!(refusal.contains("never") && !refusal.contains("outer"), "{said}");
}

#[test]
fn a_version_is_known_by_all_that_runs_in_it() {
    let bundle = load(&shipped().join("policy/changning-2023")).written.expect("it reads");
    let name = bundle.parameters[0].0.clone();
    let mut same = bundle.clone();
    same.articles.clear();
    same.uses.clear();
    same.sources = Default::default();
    assert!(same.runs_as(&bundle), "words, files and places of pieces run nothing");
    type Otherwise = fn(&mut Bundle, Name);
    let otherwise: [(&str, Otherwise); 25] = [
        ("manifest", |bundle, _| bundle.manifest.main = !bundle.manifest.main),
        ("choices", |bundle, _| bundle.choices.truncate(1)),
        ("kinds", |bundle, _| bundle.kinds.clear()),
        ("parameters", |bundle, _| bundle.parameters[0].1.values.clear()),
        ("facts", |bundle, _| bundle.facts.truncate(1)),
        ("findings", |bundle, _| bundle.findings.clear()),
        ("events", |bundle, _| bundle.events.truncate(1)),
        ("roles", |bundle, _| bundle.roles.truncate(1)),
        ("registers", |bundle, _| bundle.registers.clear()),
        ("accounts", |bundle, _| bundle.accounts.clear()),
        ("obligations", |bundle, _| bundle.obligations.clear()),
        ("records", |bundle, _| bundle.records.clear()),
        ("groups", |bundle, _| bundle.groups.clear()),
        ("readings", |bundle, _| bundle.readings.truncate(1)),
        ("rule_swaps", |bundle, name| bundle.rule_swaps.push((name.clone(), name))),
        ("rule_swaps_under", |bundle, name| {
            bundle.rule_swaps_under.push((name.clone(), name, Under::ALL));
        }),
        ("versions", |bundle, _| bundle.versions.held.push(1)),
        ("recounted", |bundle, name| bundle.recounted.push((name, bundle.manifest.counting))),
        ("meant", |bundle, name| bundle.meant.push((name.span.file, Default::default()))),
        ("gone", |bundle, name| {
            bundle.gone.push(Gone { kind: Phrase::Rule, name: name.value, at: name.span });
        }),
        ("stages", |bundle, name| {
            let (machine, stage) = (name.value.clone(), name.value);
            let (asked, names) = (Vec::new(), Vec::new());
            bundle.stages.push(Staged { at: name.span, machine, stage, asked, names });
        }),
        ("selections", |bundle, _| bundle.selections.clear()),
        ("machines", |bundle, _| bundle.machines[0].root.states.clear()),
        ("rule_files", |bundle, _| bundle.rule_files.truncate(1)),
        ("calendar", |bundle, _| bundle.calendar = Table::clone(&bundle.calendar).waiting().into()),
    ];
    for (field, change) in otherwise {
        let mut other = bundle.clone();
        change(&mut other, name.clone());
        assert!(!other.runs_as(&bundle), "{field} runs otherwise");
    }
}

/// Another file of the measure.
fn rewrite(folder: &Path, path: &str, text: &str) {
    std::fs::write(folder.join("policy/m").join(path), text).unwrap();
}

#[test]
fn a_warning_that_an_amendment_brings_is_told_once_and_what_stood_before_is_not() {
    // All cases between filing and passing are counted; from October on one of them may be heard.
    let machine = |heard: &str| {
        format!(
            r#"new_transition((machine: "case", state: "filed", on: (event: "hear", target: "{heard}"))),
            states((machine: "case", after: "filed", add: {{ "heard": (transitions: [(event: "pass", target: "passed")]) }}))"#
        )
    };
    // The registers of the measure are read by nothing: those warnings stand without an amendment.
    let closing = r#"( key: { "year": count }, opened_by: "open",
      states: { "start": (transitions: [(event: "open", target: "on")]), "on": (transitions: [(event: "pass", when: ["none_left"], target: "over")]), "over": (kind: final) } )"#;
    let counts = "fn never() { false }\nfn inner() { true }\nfn outer() { inner() }\nfn none_left() { count(\"case\", \"filed\", \"passed\") == 0 }\n";
    let measure = |name: &str, edits: &str| {
        let folder = measure(name, edits, "");
        rewrite(&folder, "machines/season.ron", closing);
        rewrite(&folder, "r.rhai", counts);
        folder
    };
    let told = |folder: &Path| banfa(folder, &["check", "policy/m"], 0);
    let none = measure("brought/none", &runs(r#"parameter("kept", years(3))"#, ", running: keep"));
    let before = told(&none);
    assert!(!before.contains("states-left-out"), "{before}");
    let stood = before.matches("warning[").count();
    // Two parts, so that three versions have the state; it is told once, where the list stands.
    let other =
        r#"(silence: "无", applies: machine("season"), runs: [parameter("kept", years(3))])"#;
    let edits = [runs(&machine("heard"), ""), other.to_owned()].join(",");
    let said = told(&measure("brought/between", &edits));
    has(
        &said,
        &[
            "states-left-out",
            "heard",
            "policy/m/r.rhai:4",
            "amendments/draft.ron",
            "where this amendment applies",
        ],
    );
    assert_eq!(said.matches("warning[").count(), stood + 1, "{said}");
    // What the amendment itself declares and nothing uses is told; what only the measure as published
    // uses is used by it still.
    let idle = runs(
        r#"declare((events: { "idle": "闲" })), transition((machine: "case", state: "filed", event: "hold", remove: true))"#,
        "",
    );
    let said = told(&measure("brought/idle", &idle));
    has(&said, &["the event `idle` is never used"]);
    assert_eq!(said.matches("warning[").count(), stood + 1, "{said}");
}

#[test]
fn a_step_that_only_another_version_hears_is_refused_with_the_amendment_and_its_day() {
    let subjects = r#"subjects: { "a": (kind: "person"), "b": (kind: "person") }"#;
    let told = |name: &str, draft: &str, cited: &str, steps: &str| {
        let begun = r#"(date: "2026-09-25", by: "office", event: "go", instance: "m/a"),"#;
        let story =
            format!(r#"assume: (amendments: ["one"]), {subjects}, story: [{begun} {steps}]"#);
        let folder = stalls(&format!("version/{name}"), &[("one", draft)], &story);
        banfa(&folder, &["run"], 0);
        let said = banfa(&folder, &["explain", "scenarios/m/s.ron"], 0);
        let json = banfa(&folder, &["run", "--format", "json"], 0);
        has(&json, &[r#""amendment": "one""#, r#""from": "2026-10-01""#, cited]);
        said
    };
    // The hearing comes with the amendment, from its day on.
    let tried = |day: &str, instance: &str, event: &str, cited: &str| {
        format!(
            r#"(date: "{day}", by: "office", event: "{event}", instance: "{instance}", refused: [{cited}], because: ["not_expected"]),"#
        )
    };
    let early = tried("2026-09-30", "m/a", "hear", r#"new("2")"#);
    let heard_then = r#"(date: "2026-10-01", by: "office", event: "hear", instance: "m/a"),"#;
    let said = told("early", &heard(r#"new("2")"#), "[Art. 2 as amended]", &(early + heard_then));
    has(&said, &["this step comes with the 一, in force from 2026-10-01", "[Art. 2 as amended]"]);
    // For what is opened from that day on: for one opened before, the provisions before it apply.
    let later = heard(r#"new("2")"#).replace("applies: all", r#"applies: machine("m")"#);
    let steps = [
        tried("2026-10-05", "m/a", "hear", r#"new("2")"#),
        r#"(date: "2026-10-06", by: "office", event: "go", instance: "m/b"),"#.to_owned(),
        r#"(date: "2026-10-07", by: "office", event: "hear", instance: "m/b"),"#.to_owned(),
    ];
    let said = told("later", &later, "[Art. 2]", &steps.concat());
    has(&said, &["comes with the 一, in force from 2026-10-01; here the provisions before it"]);
    // What an amendment takes away is heard no more, and another is tried where nothing hears it yet.
    let gone = r#"( title: "一", instrument: decision, issued: "2026-08-01", effective: "2026-10-01", applies: all, edits: [
        (silence: "无", runs: [transition((machine: "m", state: "granted", event: "revoke", remove: true))]),
    ] )"#;
    let steps = [
        tried("2026-10-02", "m/a", "revoke", r#""3""#),
        r#"(date: "2026-10-02", by: "office", event: "grant", instance: "m/a"),"#.to_owned(),
        tried("2026-10-03", "m/a", "revoke", r#""3""#),
    ];
    let said = told("gone", gone, "[Art. 3]", &steps.concat());
    assert_eq!(
        said.matches("by the 一, in force from 2026-10-01, there is no such step").count(),
        2,
        "{said}"
    );
}

#[test]
fn a_rule_that_adds_a_period_to_a_day_heeds_what_becomes_of_what_had_begun() {
    // Five years after 2021-10-03 end on 2026-10-03; three are over; six end on 2027-10-03. Three years
    // from the day of effect on end on 2029-10-01.
    let measure = |name: &str, length: u8, running: &str, story: &str| {
        let more = format!(", running: {running}");
        let edit = runs(&format!(r#"parameter("barred", years({length}))"#), &more);
        let folder = measure(&format!("added/{name}"), &edit, story);
        let rule = "fn inner() { today <= date(\"2021-10-03\") + param.barred }";
        rewrite(&folder, "r.rhai", &RULES.replace("fn inner() { true }", rule));
        banfa(&folder, &["run"], 0);
    };
    let again = |day: &str, more: &str| {
        format!(r#"(date: "{day}", event: "again", instance: "season/2026/case/a"{more}),"#)
    };
    let met = |day: &str| again(day, "");
    let over = |day: &str| again(day, r#", refused: true, because: ["not_met"]"#);
    measure("keep", 3, "keep", &[met("2026-10-03"), over("2026-10-04")].concat());
    measure("recount", 3, "recount", &[met("2026-09-30"), over("2026-10-01")].concat());
    measure("anew", 3, "anew", &met("2026-10-04"));
    measure("longer_kept", 6, "keep", &[met("2026-10-03"), over("2026-10-04")].concat());
    measure("longer", 6, "recount", &met("2026-10-04"));
}

#[test]
fn a_rule_that_does_not_tell_from_which_day_cannot_keep_what_had_begun() {
    let measure = |name: &str, more: &str| {
        let edit = runs(r#"parameter("barred", years(3))"#, more);
        let folder = measure(&format!("reach/{name}"), &edit, "");
        let rule = "fn inner() { within(date(\"2021-10-03\"), param.barred, today) }";
        rewrite(&folder, "r.rhai", &RULES.replace("fn inner() { true }", rule));
        folder
    };
    for running in ["keep", "anew"] {
        let folder = measure(running, &format!(", running: {running}"));
        let said = banfa(&folder, &["check", "policy/m"], 1);
        has(&said, &["running-out-of-reach", "`barred`", "policy/m/r.rhai:3", "used here"]);
    }
    for (name, more) in [
        ("recount", ", running: recount"),
        ("event", r#", running: keep, applies: event("file")"#),
        ("opened", r#", applies: machine("season")"#),
    ] {
        banfa(&measure(name, more), &["check", "policy/m"], 0);
    }
    // Nor where nothing waits by it at all.
    let folder = measure("rule_alone", ", running: keep");
    let case = CASE.replace(r#"to: "today + param.barred""#, r#"to: "today""#);
    rewrite(&folder, "machines/case.ron", &case);
    has(&banfa(&folder, &["check", "policy/m"], 1), &["running-out-of-reach"]);
}

#[test]
fn what_is_only_called_otherwise_stands_beside_what_it_was() {
    // One thing of each kind; nothing runs otherwise, and nothing of it cannot be had in two ways.
    let called = [
        ("choice", "tier"),
        ("kind", "person"),
        ("parameter", "cycle"),
        ("fact", "operating_since"),
        ("finding", "compliance"),
        ("event", "open_call"),
        ("role", "review_office"),
        ("register", "ban"),
        ("account", "prize"),
        ("obligation", "correction"),
        ("record", "application_file"),
    ];
    let edits: Vec<String> = called
        .iter()
        .map(|(kind, name)| {
            runs(&format!(r#"titled({kind}, "{name}", (zh: "另称", en: "called otherwise"))"#), "")
        })
        .collect();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("amendments/called");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("draft.ron");
    std::fs::write(&path, draft("2024-06-01", &edits)).unwrap();
    let wishes =
        Wishes { amendments: vec![path.to_str().unwrap().to_owned()], ..Wishes::default() };
    let loaded = load_with(&shipped().join("policy/changning-2023"), &wishes);
    let told = loaded.problems.clone().errors_only().sorted();
    assert!(loaded.program.is_some() && told.is_empty(), "{told:#?}");
    // Each is told to stay called as it is until the amendment is adopted.
    let stays = loaded.problems.iter().filter(|found| found.problem == Problem::TitleStays);
    assert_eq!(stays.count(), called.len());
}

#[test]
fn a_meaning_that_is_laid_over_an_amendment_and_hides_it_is_told() {
    // The amendment counts the mayor's places together, three of them; so does the meaning, two of them. That
    // of the base year touches nothing of it.
    let hides = |reading: &str| {
        let amendments = vec!["mayor-places-together".to_owned()];
        let wishes = Wishes { amendments, readings: vec![reading.to_owned()], ..Wishes::default() };
        let loaded = load_with(&shipped().join("policy/changning-2023"), &wishes);
        loaded.problems.iter().any(|found| found.problem == Problem::HidesEdit)
    };
    assert!(hides("A1=together"));
    assert!(!hides("A2=odd_years"));
}

/// The measure under an amendment whose rule asks for a fact and for what the event carries, neither of
/// which the published measure has.
fn supplied(name: &str, assume: &str, subject: &str, story: &str) -> PathBuf {
    let edits = runs(
        r#"declare((facts: { "insured": (title: "有保险", of: ["person"], type: flag) })),
            event((event: "again", add: { "copies": (title: "份数", type: count) })), rule("outer", "complete")"#,
        "",
    );
    let folder = measure(&format!("supplied/{name}"), &edits, story);
    let draft = folder.join("policy/m/amendments/draft.ron");
    let text = std::fs::read_to_string(&draft).unwrap();
    let head = format!(r#"applies: act, rules: ["d.rhai"], assume: ({assume}),"#);
    std::fs::write(&draft, text.replace("applies: act,", &head)).unwrap();
    rewrite(&folder, "amendments/d.rhai", "fn complete() { insured && event.copies >= 2 }\n");
    let path = folder.join("scenarios/m/s.ron");
    let text = std::fs::read_to_string(&path).unwrap();
    let told = format!(r#""a": (kind: "person"{subject})"#);
    std::fs::write(&path, text.replace(r#""a": (kind: "person")"#, &told)).unwrap();
    folder
}

#[test]
fn what_only_the_amended_measure_asks_is_supplied_where_a_story_does_not_tell_it() {
    let again = |day: &str, more: &str| {
        format!(r#"(date: "{day}", event: "again", instance: "season/2026/case/a"{more}),"#)
    };
    let all = r#"facts: { "insured": true }, data: { "again": { "copies": 2 } }"#;
    // Before the day of effect nobody asks; from then on it is unknown, or as the amendment assumes.
    let before = again("2026-09-30", "");
    let unknown = again("2026-10-02", r#", refused: true, because: ["unknown"]"#);
    banfa(&supplied("none", "", "", &[before.clone(), unknown.clone()].concat()), &["run"], 0);
    let fact_alone = r#"facts: { "insured": true }"#;
    banfa(&supplied("fact", fact_alone, "", &[before.clone(), unknown].concat()), &["run"], 0);
    let folder = supplied("all", all, "", &[before, again("2026-10-02", "")].concat());
    banfa(&folder, &["run"], 0);
    // It is told first, with how often: two persons, and both times that the event comes.
    let said = banfa(&folder, &["explain", "scenarios/m/s.ron"], 0);
    has(&said, &["(\"改\" assumes 有保险: yes, in 2 places", "assumes 份数: 2, in 2 places"]);
    has(&banfa(&folder, &["check", "policy/m"], 0), &["assumes-untold", "`insured` to be true"]);
    has(&banfa(&folder, &["unasked", "draft"], 0), &["assumes-untold"]);
    has(&banfa(&folder, &["timeline", "draft"], 0), &["assumes-untold"]);
    has(&banfa(&folder, &["compare", "draft"], 0), &["assumes-untold"]);
    let text = banfa(&folder, &["text", "--amendment", "draft"], 0);
    has(&text, &["情景没有说明的照修改案假定：insured、again.copies"]);
    // What a story tells holds.
    let no = again("2026-10-02", r#", refused: true, because: ["not_met"]"#);
    let told = r#", facts: { "insured": false }"#;
    banfa(&supplied("told", all, told, &no), &["run"], 0);
    let one =
        again("2026-10-02", r#", data: { "copies": 1 }, refused: true, because: ["not_met"]"#);
    banfa(&supplied("written", all, "", &one), &["run"], 0);
}

#[test]
fn what_an_amendment_supplies_is_asked_by_the_amended_measure_alone() {
    for (name, assume, code) in [
        ("unknown", r#"facts: { "insurd": true }"#, "`insured`"),
        ("type", r#"facts: { "insured": 3 }"#, "wrong-shape"),
        ("field", r#"data: { "again": { "copy": 2 } }"#, "copies"),
        ("event", r#"data: { "agan": { "copies": 2 } }"#, "`again`"),
    ] {
        let folder = supplied(&format!("wrong/{name}"), assume, "", "");
        has(&banfa(&folder, &["check", "policy/m"], 1), &[code]);
    }
    // Asked before too, and asked by nobody.
    let declared = DECLARED.replace("facts: {", "").replace(
        "kinds: {",
        r#"facts: { "old": (title: "旧", of: ["person"], type: flag), "idle": (title: "闲", of: ["person"], type: flag) }, kinds: {"#,
    );
    for (fact, code) in [("old", "assumes-what-was-asked"), ("idle", "assumes-unasked")] {
        let assume = format!(r#"facts: {{ "{fact}": true }}"#);
        let folder = supplied(&format!("wrong/{fact}"), &assume, "", "");
        rewrite(&folder, "d.ron", &declared);
        rewrite(&folder, "r.rhai", &RULES.replace("fn inner() { true }", "fn inner() { old }"));
        has(&banfa(&folder, &["check", "policy/m"], 1), &[code]);
    }
}

/// The second speaks of the text, the title, the values and the states that the first one makes.
#[test]
fn each_amendment_speaks_of_what_the_one_before_it_makes() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("amendments/stacked");
    std::fs::create_dir_all(&folder).unwrap();
    let draft = |name: &str, edits: &str| {
        let path = folder.join(format!("{name}.ron"));
        let text = format!(
            r#"( title: "改", instrument: decision, issued: "2026-08-01", effective: "2026-10-01", applies: act, edits: [{edits}] )"#
        );
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    // Five years become three and then two; the title is another, and a word of it yet another.
    let amendments = vec![
        draft(
            "first",
            r#"(at: "35", old: "5年内不接受", new: "3年内不接受", running: keep), (rename: (zh: "甲办法", en: "A"))"#,
        ),
        draft(
            "second",
            r#"(at: "35", old: "3年内不接受", new: "2年内不接受", running: keep), (at: "title", old: "甲", new: "乙")"#,
        ),
    ];
    let wishes = Wishes { amendments, ..Wishes::default() };
    let loaded = load_with(&shipped().join("policy/changning-2023"), &wishes);
    let wrong: Vec<_> = loaded.problems.clone().sorted();
    assert!(!loaded.problems.has_errors(), "{wrong:#?}");
    let last = loaded.rewritten.last().unwrap();
    assert_eq!(last.title.zh, "乙办法");
    let shown: Vec<_> =
        last.articles.iter().flat_map(|one| &one.paragraphs).flat_map(|one| one.texts()).collect();
    assert!(shown.iter().any(|text| text.value.contains("{grave_matter_ban:2年}内不接受")));
}

/// Where another rule is asked under the amendment, a condition of an action that cannot be decided is
/// refused for that rule, and one that was weighed is told by it.
#[test]
fn the_condition_of_an_action_is_told_by_the_rule_that_is_asked() {
    let story = r#"
      (date: "2026-10-02", event: "pass", instance: "season/2026/case/a", because: ["unknown"], asks: ["heard"]),
      (date: "2026-10-03", learn: "a", facts: { "heard": true }),
      (date: "2026-10-03", event: "pass", instance: "season/2026/case/a"),"#;
    let folder = measure("action_rule", &runs(r#"rule("outer", "other")"#, ""), story);
    let facts = r#"facts: { "heard": (title: (zh: "听过", en: "heard"), type: flag) }, kinds:"#;
    let weighed = r#"(event: "pass", target: "passed", actions: [oblige(obligation: "report", due: "today", when: "outer")])"#;
    let rules = format!(
        "{}/// - 原来的\n/// en: the former\nfn outer() {{ true }}\n/// - 另一个\n/// en: the other\nfn other() {{ heard }}\n",
        RULES.replace("fn outer() { inner() }\n", "")
    );
    for (path, text) in [
        ("policy/m/d.ron", DECLARED.replacen("kinds:", facts, 1)),
        (
            "policy/m/machines/case.ron",
            CASE.replace(r#"(event: "pass", target: "passed")"#, weighed),
        ),
        ("policy/m/r.rhai", rules),
    ] {
        std::fs::write(folder.join(path), text).unwrap();
    }
    banfa(&folder, &["run"], 0);
    let said = banfa(&folder, &["explain", "scenarios/m/s.ron"], 0);
    has(&said, &["the other"]);
    assert!(!said.contains("the former"), "{said}");
    let path = folder.join("scenarios/m/s.ron");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace(r#"assume: (amendments: ["draft"]),"#, "")).unwrap();
    let wishes = Wishes { amendments: vec!["draft".to_owned()], ..Wishes::default() };
    let program = load_with(&folder.join("policy/m"), &wishes).program.unwrap();
    let plan = banfa::pipeline::plan_file(&path, &program).unwrap().plan.unwrap();
    let played = banfa::scenario::play_explained(plan, &program);
    let weighed = played.journal.entries.iter().filter_map(|entry| match &entry.what {
        What::Weighed { guards, .. } => Some(program.rules[guards[0].rule].name.as_str()),
        _ => None,
    });
    assert_eq!(weighed.collect::<Vec<_>>(), ["other"]);
}
