//! Meanings and values laid on a bundle: what is chosen runs, what conflicts is named, what changes
//! one thing moves nothing else. Told by the built command.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]

mod command;

use std::path::{Path, PathBuf};

use serde_json::Value as Json;

use command::{banfa, has, shipped};

/// A folder of a test's own with these files.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("variants").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    for (path, text) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

const POLICY: &str =
    r#"( title: "x", legal_text: false, files: ["d.ron", "machines/m.ron", "r.rhai"] )"#;
const RULES: &str = "fn ok() { true }\nfn never() { false }\nfn again() { 1 == 1 }\n";
const MACHINE: &str = r#"( key: { "n": count }, opened_by: "go",
  states: { "a": (transitions: [(event: "go", when: ["ok"], target: "b")]), "b": (kind: final) } )"#;
const STORY: &str = r#"( title: "s", story: [(date: "2024-01-02", event: "go", instance: "m/1")],
  expect: (states: { "m/1": "b" }) )"#;

/// A bundle with one rule and these readings, and a story in which the rule holds.
fn with_readings(name: &str, readings: &str) -> PathBuf {
    let declared = format!("( events: {{ \"go\": \"go\" }}, readings: {{ {readings} }} )");
    folder(
        name,
        &[
            ("policy/c/policy.ron", POLICY),
            ("policy/c/d.ron", &declared),
            ("policy/c/machines/m.ron", MACHINE),
            ("policy/c/r.rhai", RULES),
            ("scenarios/c/a.ron", STORY),
        ],
    )
}

#[test]
fn what_is_chosen_is_what_runs() {
    let readings = |chosen: &str| {
        format!(
            r#""R": (question: "q", words: "w", chosen: "{chosen}", why: "y", options: {{
              "plain": (title: "plain"), "closed": (title: "closed", changes: [rule("ok", "never")]) }})"#
        )
    };
    let plain = with_readings("chosen_plain", &readings("plain"));
    has(&banfa(&plain, &["run"], 0), &["1 passed"]);
    let closed = with_readings("chosen_closed", &readings("closed"));
    has(&banfa(&closed, &["run"], 1), &["1 failed"]);
    // The other meaning is compared with the chosen one: under it the step is accepted.
    let told = banfa(&closed, &["readings", "--format", "json"], 0);
    let told: Json = serde_json::from_str(&told).unwrap();
    assert_eq!(told["alternatives"][0]["reading"], "R=plain");
    assert_eq!(told["alternatives"][0]["accepted_now"], 1);
}

#[test]
fn of_two_changes_of_one_rule_the_later_holds() {
    let readings = |first: &str, second: &str| {
        format!(
            r#""R": (question: "q", words: "w", chosen: "both", why: "y", options: {{
              "both": (title: "both", changes: [rule("ok", "{first}"), rule("ok", "{second}")]) }})"#
        )
    };
    let folder = with_readings("later_never", &readings("again", "never"));
    banfa(&folder, &["run"], 1);
    let folder = with_readings("later_again", &readings("never", "again"));
    banfa(&folder, &["run"], 0);
}

#[test]
fn meanings_that_make_one_element_otherwise_conflict_by_name_unless_they_say_how_they_join() {
    let readings = |joined: &str| {
        format!(
            r#""R1": (question: "q", words: "w", chosen: "plain", why: "y", options: {{
              "plain": (title: "plain"), "one": (title: "one", changes: [rule("ok", "never")]{joined}) }}),
            "R2": (question: "q", words: "w", chosen: "plain", why: "y", options: {{
              "plain": (title: "plain"), "two": (title: "two", changes: [rule("ok", "again")]) }})"#
        )
    };
    let both = ["run", "--reading", "R1=one", "--reading", "R2=two"];
    let apart = with_readings("conflict", &readings(""));
    let said = banfa(&apart, &both, 2);
    has(&said, &["R1=one and R2=two", "`rule.ok`", "d.ron:4:74", "the other change is here"]);
    // Tried as a pair they are told as such; that is no fault of the bundle.
    let said = banfa(&apart, &["readings", "--pairs"], 0);
    has(&said, &["not together"]);
    let joined = r#", joined: { "R2=two": [rule("ok", "again")] }"#;
    let joined = with_readings("joined", &readings(joined));
    has(&banfa(&joined, &both, 0), &["0 come out otherwise"]);
    // What is joined with a meaning that there is not is told.
    let wrong = r#", joined: { "R2=too": [rule("ok", "again")] }"#;
    let wrong = with_readings("joined_wrong", &readings(wrong));
    has(&banfa(&wrong, &["check"], 1), &["`too`", "nearest is `two`"]);
}

#[test]
fn a_limit_that_the_bundle_adds_holds_under_another_reading_too() {
    // One limit more, that leaves no place at all: A1 speaks of the mayor's places only.
    let root = folder("new_limit", &[]);
    let _ = std::fs::remove_dir_all(&root);
    let stories = "scenarios/changning-2023";
    let copied = ["policy".to_owned(), format!("{stories}/selection"), format!("{stories}/pieces")];
    copied.iter().for_each(|path| copy(&shipped().join(path), &root.join(path)));
    let edit = |path: &str, before: &str, after: &str| {
        let path = root.join(path);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(before));
        std::fs::write(path, text.replacen(before, after, 1)).unwrap();
    };
    edit(
        "policy/changning-2023/selections.ron",
        "      quotas: {\n",
        "      quotas: {\n        \"all\": (title: (zh: \"总数\", en: \"all\"), article: \"3.2\", max: \"all_quota\", hard: true),\n",
    );
    edit(
        "policy/changning-2023/parameters.ron",
        "  parameters: {\n",
        "  parameters: {\n    \"all_quota\": (title: (zh: \"总名额\", en: \"all\"), article: \"3.2\", value: count(0)),\n",
    );
    let refused = |more: &[&str]| {
        let words = [&["run", "scenarios/changning-2023/selection", "--format", "json"], more];
        let said = banfa(&root, &words.concat(), i32::from(more.is_empty()));
        serde_json::from_str::<Json>(&said).unwrap()
    };
    assert!(refused(&[])["failed"].as_u64().unwrap() > 0, "no place is left");
    // Under A1 no list is accepted that the limit refuses.
    let told = refused(&["--reading", "A1=together"]);
    for changed in told["changed"].as_array().unwrap() {
        for difference in changed["differences"].as_array().unwrap() {
            assert_ne!(difference["after"]["accepted"], true, "{difference}");
        }
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            std::fs::copy(from, to).unwrap();
        }
    }
}

#[test]
fn one_name_has_one_meaning_and_one_value() {
    let twice = ["run", "--reading", "A17=day_of_posting", "--reading", "A17=day_after"];
    has(&banfa(shipped(), &twice, 2), &["wish-twice", "`A17` is given twice"]);
    let twice = ["run", "--set", "cycle=5y", "--set", "cycle=3y"];
    has(&banfa(shipped(), &twice, 2), &["`cycle` is given twice"]);
    // What is no value is shown where it stands.
    has(
        &banfa(shipped(), &["run", "--set", "cycle=soon (perhaps"], 2),
        &["bad-wish-value", "soon"],
    );
}

#[test]
fn a_value_that_nothing_uses_is_told() {
    // Under A1 together one limit stands for both, and reads the number of models.
    let stories = "scenarios/changning-2023/selection";
    let words = ["run", stories, "--reading", "A1=together", "--set", "mayor_achievement_quota=5"];
    has(&banfa(shipped(), &words, 0), &["wish-without-use", "`mayor_achievement_quota`"]);
    let plan = ["plan", "edition/2026", "--from", "2026-05-06"];
    let wish = ["--reading", "A1=together", "--set", "mayor_achievement_quota=5"];
    has(&banfa(shipped(), &[&plan[..], &wish].concat(), 0), &["wish-without-use"]);
    let used = banfa(shipped(), &["run", stories, "--set", "mayor_achievement_quota=5"], 0);
    assert!(!used.contains("wish-without-use"), "{used}");
}

#[test]
fn the_day_of_posting_counts_for_notices_only() {
    // The day of posting is a question of notices: no story outside them comes out otherwise.
    let run = |stories: &str| {
        let words = ["run", stories, "--reading", "A17=day_of_posting", "--format", "json"];
        let told: Json = serde_json::from_str(&banfa(shipped(), &words, 0)).unwrap();
        // The first day after a notice moves wherever there is one; what is decided need not.
        let changed = told["changed"].as_array().unwrap().iter();
        let all = changed.flat_map(|changed| changed["differences"].as_array().unwrap());
        all.filter(|difference| difference["matter"]["kind"] != "first_day").count()
    };
    for stories in ["conditions", "bans", "tracking"] {
        assert_eq!(run(&format!("scenarios/changning-2023/{stories}")), 0, "{stories}");
    }
    assert!(run("scenarios/changning-2023/notices") > 0);
}

#[test]
fn a_value_does_not_reach_behind_its_first_day_and_may_begin_later() {
    // Two years are in force from 2023-11-15 on; the stories of the expiry begin a day before.
    let stories = "scenarios/changning-2023/expiry";
    has(&banfa(shipped(), &["run", stories, "--set", "cycle=2y"], 0), &["0 come out otherwise"]);
    // Article 26.2: the prizes of 2024 are owed in 2024, before a value of 2025 (three stories, 2
    // of which differ from the first day on).
    let prize = |more: &[&str]| {
        let words = ["run", "scenarios/changning-2023/money", "--set", "prize.mayor.model=60万元"];
        banfa(shipped(), &[&words, more].concat(), 0)
    };
    has(&prize(&[]), &["2 come out otherwise"]);
    has(&prize(&["--from", "2025-06-01"]), &["0 come out otherwise"]);
    let alone = banfa(shipped(), &["run", stories, "--from", "2025-06-01"], 2);
    has(&alone, &["--set"]);
    has(&banfa(shipped(), &["text", "3", "--from", "soon", "--set", "cycle=2y"], 2), &["soon"]);
}

#[test]
fn a_comparison_is_data_too_and_tells_what_it_left_out() {
    let prize = ["run", "scenarios/changning-2023/money", "--set", "prize.mayor.model=60万元"];
    let told = banfa(shipped(), &[&prize[..], &["--format", "json"]].concat(), 0);
    let told: Json = serde_json::from_str(&told).unwrap();
    assert_eq!((&told["format"], &told["compared"]), (&"banfa-comparison".into(), &3.into()));
    assert_eq!(told["money"], "300000");
    assert_eq!(told["changed"].as_array().unwrap().len(), 2);
    // A story that cannot be read was not compared: that is told, and is no success.
    let broken = with_readings(
        "left_out",
        r#""R": (question: "q", words: "w", chosen: "plain", why: "y", options: {
          "plain": (title: "plain"), "closed": (title: "closed", changes: [rule("ok", "never")]) })"#,
    );
    std::fs::write(broken.join("scenarios/c/b.ron"), "( title: \"s\", story: [").unwrap();
    let said = banfa(&broken, &["run", "--reading", "R=closed"], 1);
    has(&said, &["FAILED  scenarios/c/b.ron", "b.ron:1", "1 come out otherwise", "1 scenario"]);
    let said = banfa(&broken, &["run", "--reading", "R=closed", "--format", "json"], 1);
    let told: Json = serde_json::from_str(&said).unwrap();
    assert_eq!(told["left_out"][0]["path"], "scenarios/c/b.ron");
}

/// The differences of the only story of a folder.
#[track_caller]
fn differences(folder: &Path, more: &[&str]) -> Vec<Json> {
    let words = [&["run", "--format", "json"], more].concat();
    let told: Json = serde_json::from_str(&banfa(folder, &words, 0)).unwrap();
    let changed = told["changed"].as_array().unwrap();
    assert_eq!(changed.len(), 1, "{told:#}");
    changed[0]["differences"].as_array().unwrap().clone()
}

const PLAIN: &str = r#"( title: "x", legal_text: false, files: ["d.ron", "machines/m.ron"] )"#;

#[test]
fn a_step_is_its_line_in_the_story() {
    // Five days after 01-02 the ping is heard on 01-08; fifteen days after, on 01-18, `b` hears
    // none: that is refused, and the later lines come out alike.
    let machine = r#"( key: { "n": count }, opened_by: "go", states: {
        "start": (transitions: [(event: "go", target: "a", actions: [send(event: "ping", to: itself, delay: "d")])]),
        "a": (transitions: [(event: "ping"), (event: "move", target: "b")]),
        "b": (transitions: [(event: "tick")]) } )"#;
    let story = r#"( title: "s", story: [
        (date: "2024-01-02", event: "go", instance: "m/1"), (date: "2024-01-12", event: "move", instance: "m/1"),
        (date: "2024-01-22", event: "tick", instance: "m/1"), (date: "2024-02-02", event: "tick", instance: "m/1") ],
      expect: (states: { "m/1": "b" }) )"#;
    let declared = r#"( parameters: { "d": (value: days(5)) },
        events: { "go": "go", "ping": "ping", "move": "move", "tick": "tick" } )"#;
    let folder = folder(
        "later_steps",
        &[
            ("policy/c/policy.ron", PLAIN),
            ("policy/c/d.ron", declared),
            ("policy/c/machines/m.ron", machine),
            ("scenarios/c/a.ron", story),
        ],
    );
    let told = differences(&folder, &["--set", "d=15d"]);
    assert_eq!(told.len(), 1, "{told:#?}");
    assert_eq!(told[0]["matter"]["kind"], "delivery");
    assert_eq!(told[0]["matter"]["date"], "2024-01-18");
    assert_eq!((&told[0]["before"], &told[0]["after"]["accepted"]), (&Json::Null, &false.into()));
}

#[test]
fn a_refusal_cites_the_article_of_the_receiver_that_was_undone() {
    // The poke to the child comes before the child's five days (Article 2) are over; afterwards
    // another instance takes the number that the undone child had.
    let declared = r#"( articles: {
        "1": (heading: "one", status: carried, text: ["甲。"]), "2": (heading: "two", status: carried, text: ["乙{d:5日}。"]) },
      parameters: { "d": (title: "d", article: "2", value: days(5)), "k": (title: "k", article: "1", value: count(1)) },
      events: { "go": (title: "go", article: "1"), "poke": (title: "poke", article: "2"), "hit": (title: "hit", article: "1") } )"#;
    let machine = r#"( title: "case", key: { "n": (title: "n", type: count) }, opened_by: "go", states: {
        "start": (title: "start", transitions: [(event: "go", target: "wait", article: "1")]),
        "wait": (title: "wait", transitions: [(event: "hit", article: "1", when: "small", actions: [
          spawn(machine: "child", key: { "k": 1 }), send(event: "poke", to: children("child"))])]) } )"#;
    let child = r#"( title: "child", owner: "m", key: { "k": (title: "k", type: count) }, states: {
        "start": (title: "start", transitions: [
          (event: "poke", target: "other", article: "2", not_before: (from: "today", period: "d"))]),
        "other": (title: "other") } )"#;
    let story = r#"( title: "s", story: [
        (date: "2024-01-02", event: "go", instance: "m/1"),
        (date: "2024-01-03", event: "hit", instance: "m/1", refused: ["2"]),
        (date: "2024-01-03", event: "go", instance: "m/2") ], expect: (states: { "m/1": "wait" }) )"#;
    let policy = r#"( title: "x", legal_text: false, files: ["d.ron", "machines/m.ron", "machines/child.ron", "r.rhai"] )"#;
    let folder = folder(
        "undone_receiver",
        &[
            ("policy/c/policy.ron", policy),
            ("policy/c/d.ron", declared),
            ("policy/c/machines/m.ron", machine),
            ("policy/c/machines/child.ron", child),
            ("policy/c/r.rhai", "/// 1 一\n/// en: one\nfn small() { param.k < 2 }\n"),
            ("scenarios/c/a.ron", story),
        ],
    );
    let told = differences(&folder, &["--set", "k=2"]);
    assert_eq!(told[0]["before"]["articles"], serde_json::json!(["2"]));
    // The day of the event is not counted: five whole days after 01-03 are over on 01-09.
    assert_eq!(told[0]["before"]["from"], "2024-01-09");
    assert_eq!(told[0]["after"]["articles"], serde_json::json!(["1"]));
}

#[test]
fn first_and_last_days_are_outcomes() {
    // A notice of five days from 01-02, that nobody ends: its first day after moves from 01-08 to
    // 01-11; the term of ten days ends on 01-12, of twenty on 01-22.
    let machine = r#"( key: { "n": count }, opened_by: "go", data: { "since": date }, states: {
        "start": (transitions: [(event: "go", target: "a", actions: [set({ "since": "today" })])]),
        "a": (transitions: [(event: "move", target: "b", not_before: (from: "since", period: "notice")),
                            (after: "term", target: "b")]),
        "b": (kind: final) } )"#;
    let story = r#"( title: "s", story: [(date: "2024-01-02", event: "go", instance: "m/1")],
      expect: (states: { "m/1": "a" }) )"#;
    let declared = r#"( parameters: { "notice": (title: "notice", value: days(5)), "term": (title: "term", value: days(10)) },
        events: { "go": "go", "move": "move" } )"#;
    let folder = folder(
        "days",
        &[
            ("policy/c/policy.ron", PLAIN),
            ("policy/c/d.ron", declared),
            ("policy/c/machines/m.ron", machine),
            ("scenarios/c/a.ron", story),
        ],
    );
    let told = differences(&folder, &["--set", "notice=8d"]);
    assert_eq!(told.len(), 1, "{told:#?}");
    assert_eq!(told[0]["before"]["from"], "2024-01-08");
    assert_eq!(told[0]["after"]["from"], "2024-01-11");
    let told = differences(&folder, &["--set", "term=20d"]);
    assert_eq!(told.len(), 1, "{told:#?}");
    assert_eq!(told[0]["before"]["until"], "2024-01-12");
    assert_eq!(told[0]["after"]["until"], "2024-01-22");
}

/// What the only refusal of a run asks for, and its words.
#[track_caller]
fn refused(told: &str) -> (Json, String) {
    let told: Json = serde_json::from_str(told).unwrap();
    let journal = told["scenarios"][0]["journal"].as_array().unwrap();
    let refused = journal.iter().find(|entry| entry["kind"] == "refused").unwrap();
    let reason = &refused["reasons"][0];
    assert_eq!(reason["kind"], "unknown", "{refused:#}");
    (reason["asks"].clone(), reason["text"].as_str().unwrap().to_owned())
}

#[test]
fn an_undecided_reading_is_unknown_to_whoever_needs_it() {
    let readings = r#""R": (question: "may one go", words: "w", chosen: "undecided", ask: ["court"], why: "y", options: {
      "plain": (title: "plain"), "closed": (title: "closed", changes: [rule("ok", "never")]) })"#;
    let declared = format!(
        "( events: {{ \"go\": \"go\" }}, roles: {{ \"court\": (title: \"the court\") }}, readings: {{ {readings} }} )"
    );
    let refusal = r#"( title: "s", story: [(date: "2024-01-02", event: "go", instance: "m/1", because: ["unknown"], asks: ["R"])],
      expect: (missing: ["m/1"]) )"#;
    let folder = folder(
        "undecided",
        &[
            ("policy/c/policy.ron", POLICY),
            ("policy/c/d.ron", &declared),
            ("policy/c/machines/m.ron", MACHINE),
            ("policy/c/r.rhai", RULES),
            ("scenarios/c/a.ron", refusal),
        ],
    );
    banfa(&folder, &["check"], 0);
    let (asks, text) = refused(&banfa(&folder, &["run", "--format", "json"], 0));
    assert_eq!(asks, serde_json::json!(["R"]));
    has(&text, &["may one go", "the court", "[R]"]);
    // A command may follow either meaning.
    let told = differences(&folder, &["--reading", "R=plain"]);
    assert!(told.iter().any(|one| one["after"]["accepted"] == true), "{told:#?}");
    let told = differences(&folder, &["--reading", "R=closed"]);
    assert!(told.iter().any(|one| one["after"]["kinds"] == serde_json::json!(["not_met"])));
}

/// The rule stands in Article 1; what is not decided is how the words of Article 2 are read, and that
/// is what a refusal cites.
#[test]
fn what_is_left_undecided_cites_the_article_of_the_reading() {
    let declared = r#"( articles: {
        "1": (heading: "one", status: carried, text: ["甲。"]), "2": (heading: "two", status: carried, text: ["乙。"]) },
      events: { "go": (title: "go", article: "1") },
      readings: { "R": (question: "q", words: "乙", article: "2", chosen: "undecided", why: "y", options: {
        "plain": (title: "plain"), "closed": (title: "closed", changes: [rule("ok", "never")]) }) } )"#;
    let machine = r#"( title: "m", key: { "n": (title: "n", type: count) }, opened_by: "go", states: {
        "start": (title: "start", transitions: [(event: "go", when: "ok", target: "on", article: "1")]), "on": (title: "on") } )"#;
    let story = r#"( title: "s", story: [
        (date: "2024-01-02", event: "go", instance: "m/1", refused: ["2"], because: ["unknown"], asks: ["R"]) ],
      expect: (missing: ["m/1"]) )"#;
    let rules =
        "/// 1 甲\n/// en: a\nfn ok() { true }\n/// 1 乙\n/// en: b\nfn never() { false }\n";
    let folder = folder(
        "undecided_cites",
        &[
            ("policy/c/policy.ron", POLICY),
            ("policy/c/d.ron", declared),
            ("policy/c/machines/m.ron", machine),
            ("policy/c/r.rhai", rules),
            ("scenarios/c/a.ron", story),
        ],
    );
    banfa(&folder, &["run"], 0);
}

/// What is not known by its number is told, and what is known is not.
#[test]
fn a_reading_that_there_is_not_is_told_by_its_number() {
    let money = "scenarios/changning-2023/money";
    let said = banfa(shipped(), &["run", money, "--reading", "A991=together"], 2);
    has(&said, &["unknown-name", "`A991`"]);
    let said = banfa(shipped(), &["run", money, "--reading", "A1=together"], 0);
    assert!(!said.contains("unknown-name"), "{said}");
}

#[test]
fn what_an_undecided_meaning_would_make_otherwise_is_not_done() {
    // One reading for each kind of change: limits (A1), a role (A5), a rule (A6), the counting of
    // notices (A17), what a state does on entry (A19) and on exit (A27). Of the three stories of
    // money each needs what is left open, so none comes to its prize.
    for reading in ["A1", "A5", "A6", "A17", "A19", "A27"] {
        let undecided = format!("{reading}=undecided");
        let words =
            ["run", "scenarios/changning-2023/money", "--format", "json", "--reading", &undecided];
        let told: Json = serde_json::from_str(&banfa(shipped(), &words, 0)).unwrap();
        let changed = told["changed"].as_array().unwrap();
        assert_eq!(changed.len(), 3, "{reading}");
        for changed in changed {
            let differences = changed["differences"].as_array().unwrap();
            let asked = differences.iter().any(|one| {
                one["after"]["kinds"].as_array().is_some_and(|all| all.contains(&"unknown".into()))
            });
            assert!(asked, "{reading}: {changed:#}");
        }
    }
}

#[test]
fn a_value_that_the_measure_leaves_open_is_asked_for() {
    let declared = r#"( events: { "go": "go" }, roles: { "court": (title: "the court") },
      parameters: { "most": (title: "the most", value: unknown(type: count, ask: ["court"])) } )"#;
    let folder = folder(
        "left_open",
        &[
            ("policy/c/policy.ron", POLICY),
            ("policy/c/d.ron", declared),
            ("policy/c/machines/m.ron", MACHINE),
            ("policy/c/r.rhai", "fn ok() { param.most > 2 }"),
            ("scenarios/c/a.ron", STORY),
        ],
    );
    let (asks, text) = refused(&banfa(&folder, &["run", "--format", "json"], 1));
    assert_eq!(asks, serde_json::json!(["most"]));
    has(&text, &["the most", "the court"]);
    let told = differences(&folder, &["--set", "most=3"]);
    assert!(told.iter().any(|one| one["after"]["accepted"] == true), "{told:#?}");
    // It is a whole number: nothing else can be assumed.
    has(&banfa(&folder, &["run", "--set", "most=2y"], 2), &["type-mismatch"]);
}

#[test]
fn a_story_may_assume_what_is_left_open() {
    let readings = r#""R": (question: "may one go", words: "w", chosen: "undecided", why: "y", options: {
      "plain": (title: "plain"), "closed": (title: "closed", changes: [rule("ok", "never")]) })"#;
    let declared = format!(
        "( events: {{ \"go\": \"go\" }}, parameters: {{ \"most\": (title: \"most\", value: unknown(type: count)) }},
           readings: {{ {readings} }} )"
    );
    let story = |assumed: &str, refused: &str, expect: &str| {
        format!(
            "( title: \"s\", assume: ({assumed}),
               story: [(date: \"2024-01-02\", event: \"go\", instance: \"m/1\"{refused})], expect: ({expect}) )"
        )
    };
    let open = story(
        r#"readings: { "R": "plain" }, values: { "most": "3" }"#,
        "",
        r#"states: { "m/1": "b" }"#,
    );
    let shut = story(
        r#"readings: { "R": "closed" }, values: { "most": "3" }"#,
        r#", because: ["not_met"]"#,
        r#"missing: ["m/1"]"#,
    );
    let rules = "fn ok() { param.most > 2 }\nfn never() { false }\n";
    let folder = folder(
        "assumed",
        &[
            ("policy/c/policy.ron", POLICY),
            ("policy/c/d.ron", &declared),
            ("policy/c/machines/m.ron", MACHINE),
            ("policy/c/r.rhai", rules),
            ("scenarios/c/open.ron", &open),
            ("scenarios/c/shut.ron", &shut),
        ],
    );
    has(&banfa(&folder, &["run"], 0), &["2 passed"]);
    has(&banfa(&folder, &["explain", "scenarios/c/open.ron"], 0), &["m/1"]);
    banfa(&folder, &["test", "--accept"], 0);
    banfa(&folder, &["test"], 0);
    // What a story assumes is laid last: over what a command wishes too.
    has(&banfa(&folder, &["run", "--reading", "R=closed"], 0), &["0 come out otherwise"]);
    // A mistake in it is told in its line.
    let wrong = story(r#"readings: { "R": "plane" }"#, "", r#"states: { "m/1": "b" }"#);
    std::fs::write(folder.join("scenarios/c/open.ron"), wrong).unwrap();
    has(&banfa(&folder, &["run"], 1), &["open.ron:1", "`plane`", "nearest is `plain`"]);
}

#[test]
fn who_may_can_be_left_open() {
    let declared =
        r#"( events: { "go": "go", "end": "end" }, roles: { "office": (title: "the office") } )"#;
    let machine = r#"( key: { "n": count }, opened_by: "go", states: {
      "a": (transitions: [(event: "go", target: "b")]),
      "b": (transitions: [(event: "end", by: [], silence: (zh: "没有写由谁了结", en: "it is not said who ends it"), target: "c")]),
      "c": (kind: final) } )"#;
    let story = r#"( title: "s", story: [(date: "2024-01-02", event: "go", instance: "m/1"),
      (date: "2024-01-03", by: "office", event: "end", instance: "m/1", because: ["unknown"], asks: ["who_m_b_0"])],
      expect: (states: { "m/1": "b" }) )"#;
    let folder = folder(
        "who_may",
        &[
            ("policy/c/policy.ron", PLAIN),
            ("policy/c/d.ron", declared),
            ("policy/c/machines/m.ron", machine),
            ("scenarios/c/a.ron", story),
        ],
    );
    let (_, text) = refused(&banfa(&folder, &["run", "--format", "json"], 0));
    has(&text, &["it is not said who ends it"]);
    banfa(&folder, &["check"], 0);
}

/// Whoever tries is asked who may; he is not told that he may not. That the text is silent is the only
/// source of the question, and the step stands inside another state.
#[test]
fn who_may_can_be_left_open_inside_a_state_of_a_legal_text() {
    let declared = r#"( articles: { "1": (heading: "one", status: carried, text: ["甲。"]) },
      events: { "go": (title: (zh: "始", en: "go"), article: "1"), "end": (title: (zh: "终", en: "end"), article: "1") },
      roles: { "office": (title: (zh: "办公室", en: "the office"), article: "1") } )"#;
    let machine = r#"( title: (zh: "事", en: "matter"), article: "1", key: { "n": (title: (zh: "号", en: "number"), type: count) }, opened_by: "go", states: {
      "a": (title: (zh: "甲", en: "a"), transitions: [(event: "go", by: ["office"], target: "b", article: "1")]),
      "b": (title: (zh: "乙", en: "b"), states: {
        "inner": (title: (zh: "内", en: "inner"), transitions: [
          (event: "end", by: [], silence: (zh: "没有写由谁了结", en: "it is not said who ends it"), target: "c")]) }),
      "c": (title: (zh: "丙", en: "c"), kind: final) } )"#;
    let story = r#"( title: "s", story: [(date: "2024-01-02", by: "office", event: "go", instance: "m/1"),
      (date: "2024-01-03", by: "office", event: "end", instance: "m/1", because: ["unknown"], asks: ["who_m_inner_0"])],
      expect: (states: { "m/1": "inner" }) )"#;
    let folder = folder(
        "who_may_inside",
        &[
            (
                "policy/c/policy.ron",
                r#"( title: (zh: "办法", en: "measure"), files: ["d.ron", "machines/m.ron"] )"#,
            ),
            ("policy/c/d.ron", declared),
            ("policy/c/machines/m.ron", machine),
            ("scenarios/c/a.ron", story),
        ],
    );
    let (_, text) = refused(&banfa(&folder, &["run", "--format", "json"], 0));
    has(&text, &["it is not said who ends it"]);
    has(&banfa(&folder, &["check"], 0), &["0 errors"]);
}

/// What a command wishes and what a story assumes are both laid where they speak of different things; of one
/// reading that both name the story's meaning is followed.
#[test]
fn what_a_story_assumes_is_laid_upon_what_a_command_wishes() {
    let readings = r#""R": (question: "may one go", words: "w", chosen: "plain", why: "y", options: {
      "plain": (title: "plain"), "closed": (title: "closed", changes: [rule("ok", "never")]) }),
      "S": (question: "how many", words: "w", chosen: "few", why: "y", options: {
      "few": (title: "few"), "many": (title: "many", changes: [parameter("most", count(9))]) })"#;
    let declared = format!(
        "( events: {{ \"go\": \"go\" }}, parameters: {{ \"most\": (title: \"most\", value: count(1)), \"least\": (title: \"least\", value: count(0)) }},
           readings: {{ {readings} }} )"
    );
    let story = |assumed: &str| {
        format!(
            "( title: \"s\", assume: ({assumed}), story: [(date: \"2024-01-02\", event: \"go\", instance: \"m/1\")],
               expect: (states: {{ \"m/1\": \"b\" }}) )"
        )
    };
    let rules = "fn ok() { param.most > 2 && param.least > 2 }\nfn never() { false }\n";
    let folder = folder(
        "laid_upon",
        &[
            ("policy/c/policy.ron", POLICY),
            ("policy/c/d.ron", &declared),
            ("policy/c/machines/m.ron", MACHINE),
            ("policy/c/r.rhai", rules),
            ("scenarios/c/a.ron", &story("")),
        ],
    );
    let run = |assumed: &str, wishes: &[&str]| {
        std::fs::write(folder.join("scenarios/c/a.ron"), story(assumed)).unwrap();
        let told = banfa(&folder, &[&["run", "--format", "json"], wishes].concat(), 0);
        let told: Json = serde_json::from_str(&told).unwrap();
        told["changed"].as_array().unwrap().len()
    };
    // Nine and nine are more than two: only with both may one go, which the story as it stands may not.
    banfa(&folder, &["run"], 1);
    let least = ["--set", "least=9"];
    assert_eq!(run(r#"readings: { "S": "many" }"#, &least), 1);
    assert_eq!(run("", &least), 0);
    assert_eq!(run(r#"values: { "most": "9" }"#, &least), 1);
    assert_eq!(run(r#"values: { "least": "9" }"#, &["--reading", "S=many"]), 1);
    // Of one reading that both name the story's is followed, and of one value too.
    let few = ["--reading", "S=few", "--set", "least=9"];
    assert_eq!(run(r#"readings: { "S": "many" }, values: { "most": "9" }"#, &few), 1);
    assert_eq!(run(r#"readings: { "S": "many" }, values: { "least": "1" }"#, &few), 0);
}

/// A meaning that is not followed has to hold as well: what it asks must be there.
#[test]
fn a_meaning_that_asks_a_rule_that_there_is_not_is_told() {
    let readings = |by: &str| {
        format!(
            r#""R": (question: "q", words: "w", chosen: "plain", why: "y", options: {{
              "plain": (title: "plain"), "other": (title: "other", changes: [rule("ok", "{by}")]) }})"#
        )
    };
    let folder = with_readings("asks_nothing", &readings("nowhere"));
    has(&banfa(&folder, &["check"], 1), &["unknown-name", "`nowhere`"]);
    let folder = with_readings("asks_something", &readings("never"));
    banfa(&folder, &["check"], 0);
}
