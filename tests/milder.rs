//! Of two versions the milder one: conduct before the day of effect on which somebody decides later.
//! A case is filed, which is the conduct, and punished: a ban and a fine. Days and sums are counted by
//! hand beside each.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]

mod command;

use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use command::{banfa, has, program};

const POLICY: &str = r#"( title: "x", legal_text: false, files: ["d.ron", "machines/case.ron", "machines/bond.ron", "r.rhai"] )"#;
const DECLARED: &str = r#"(
  kinds: { "person": "人" },
  facts: { "grave": (title: "重", type: flag) },
  events: { "file": "报", "punish": "罚", "again": "再罚", "bind": "保" },
  registers: { "ban": (title: "禁", columns: {}) },
  accounts: { "fines": (title: "罚款") },
  parameters: {
    "barred": (title: "禁期", value: years(5)),
    "fine": (title: "罚款额", value: money("1000元")),
  },
)"#;
const RULES: &str = "fn guilty() { true }\nfn freed() { false }\nfn always() { true }\nfn never() { false }\nfn if_grave() { grave }\n";
const CASE: &str = r#"( key: { "who": subject }, opened_by: "file",
  states: {
    "new": (transitions: [(event: "file", target: "filed")]),
    "filed": (transitions: [(event: "punish", when: ["guilty"], target: "punished", actions: [
      enter(register: "ban", to: "today + param.barred"), owe(account: "fines", amount: "param.fine")])]),
    "punished": (
      transitions: [(event: "again", actions: [enter(register: "ban", to: "today + param.barred")])]),
  } )"#;
/// A bond that is held until its rule frees it.
const BOND: &str = r#"( owner: "case", opened_by: "bind",
  states: {
    "new": (transitions: [(event: "bind", target: "held")]),
    "held": (transitions: [(when: ["freed"], target: "free")]),
    "free": (),
  } )"#;

const SHORTER: &str = r#"parameter("barred", years(3))"#;
const LONGER: &str = r#"parameter("barred", years(7))"#;
const DEARER: &str = r#"parameter("fine", money("2000元"))"#;

/// A measure with an amendment of 2026-10-01 of which the milder version applies, and a story.
fn measure(name: &str, better: &str, changes: &str, story: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("milder").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    let running = if changes.contains("barred") { ", running: keep" } else { "" };
    let draft = format!(
        r#"( title: "改", instrument: decision, issued: "2026-08-01", effective: "2026-10-01",
          applies: milder(conduct: event("file"), decided: ["punish"], better: [{better}]),
          edits: [(silence: "无", runs: [{changes}]{running})] )"#
    );
    let story = format!(
        r#"( title: "s", assume: (amendments: ["draft"]), subjects: {{ "a": (kind: "person"), "b": (kind: "person") }}, story: [{story}] )"#
    );
    for (path, text) in [
        ("policy/m/policy.ron", POLICY),
        ("policy/m/d.ron", DECLARED),
        ("policy/m/machines/case.ron", CASE),
        ("policy/m/machines/bond.ron", BOND),
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

fn journal(folder: &Path) -> Vec<Json> {
    let told = banfa(folder, &["run", "--format", "json"], 0);
    let told: Json = serde_json::from_str(&told).unwrap();
    told["scenarios"][0]["journal"].as_array().unwrap_or_else(|| panic!("{told:#}")).clone()
}

/// What a story expects, and which version was taken by what; none where nothing was compared.
#[track_caller]
fn came(name: &str, (better, changes): (&str, &str), story: &str) -> Option<(bool, Json, Json)> {
    let journal = journal(&measure(name, better, changes, story));
    let of_kind = |entry: &&Json| entry["kind"] == "milder";
    let told: Vec<&Json> = journal.iter().filter(of_kind).collect();
    assert!(told.len() < 2, "{told:#?}");
    let one = told.first()?;
    Some((one["taken"].as_bool().unwrap(), one["by"].clone(), one["of"].clone()))
}

fn acts(filed: &str, punished: &str) -> String {
    format!(
        r#"(date: "{filed}", event: "file", instance: "case/a"), (date: "{punished}", event: "punish", instance: "case/a"),"#
    )
}

fn until(day: &str, last: &str) -> String {
    format!(
        r#"(date: "{day}", expect: (entries: [(register: "ban", subject: "a", to: "{last}")])),"#
    )
}

fn owed(day: &str, sum: &str) -> String {
    format!(r#"(date: "{day}", expect: (ledger: [(account: "fines", owed: "{sum}")])),"#)
}

/// The conduct of 2026-05-06, the decision of 2026-11-02.
const ACROSS: (&str, &str) = ("2026-05-06", "2026-11-02");

#[test]
fn the_milder_of_both_applies_to_conduct_before_it() {
    let across = acts(ACROSS.0, ACROSS.1);
    // Three years after 2026-11-02 instead of five.
    let told = came(
        "shorter",
        (r#"sooner("ban")"#, SHORTER),
        &(across.clone() + &until("2026-11-02", "2029-11-02")),
    );
    assert_eq!(told, Some((true, json!("sooner"), json!("ban"))));
    // Seven would be harsher: five.
    let told = came(
        "longer",
        (r#"sooner("ban")"#, LONGER),
        &(across + &until("2026-11-02", "2031-11-02")),
    );
    assert_eq!(told, Some((false, json!("sooner"), json!("ban"))));
}

#[test]
fn conduct_from_the_day_of_effect_on_and_decisions_before_it_are_compared_with_nothing() {
    for (name, filed, punished, last) in [
        // The conduct on the day of effect itself: the new seven years, though five would be milder.
        ("after", "2026-10-01", "2026-11-02", "2033-11-02"),
        // Conduct and decision before it: five years.
        ("before", "2026-05-06", "2026-09-30", "2031-09-30"),
    ] {
        let story = acts(filed, punished) + &until(punished, last);
        assert_eq!(came(name, (r#"sooner("ban")"#, LONGER), &story), None, "{name}");
    }
    // On the day before its effect the conduct still is before it, and on the day itself an act is after.
    let story = acts("2026-09-30", "2026-10-01") + &until("2026-10-01", "2031-10-01");
    let told = came("edge", (r#"sooner("ban")"#, LONGER), &story);
    assert_eq!(told, Some((false, json!("sooner"), json!("ban"))));
}

/// Conduct of which no day is known may lie before: both are played, and the older five years are milder.
#[test]
fn conduct_of_which_no_day_is_known_is_compared() {
    let story = acts(ACROSS.0, ACROSS.1) + &until("2026-11-02", "2031-11-02");
    let folder = measure("no_day", r#"sooner("ban")"#, LONGER, &story);
    let path = folder.join("policy/m/amendments/draft.ron");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace(r#"event("file")"#, r#"event("again")"#)).unwrap();
    let told = journal(&folder);
    let told = told.iter().find(|entry| entry["kind"] == "milder").unwrap();
    assert_eq!((&told["taken"], &told["by"]), (&json!(false), &json!("sooner")));
}

#[test]
fn equal_in_all_that_is_better_the_older_applies() {
    // Both enter a ban: nothing else is looked at, and the five years stay, though three are less.
    let story = acts(ACROSS.0, ACROSS.1) + &until("2026-11-02", "2031-11-02");
    let told = came("equal", (r#"absent("ban")"#, SHORTER), &story);
    assert_eq!(told, Some((false, Json::Null, Json::Null)));
}

#[test]
fn one_outcome_is_taken_whole_by_the_first_that_differs() {
    let changes = format!("{SHORTER}, {DEARER}");
    let across = acts(ACROSS.0, ACROSS.1);
    // A shorter ban first: three years and the dearer fine with it.
    let story = across.clone() + &until("2026-11-02", "2029-11-02") + &owed("2026-11-02", "2000元");
    let told =
        came("ban_first", (r#"absent("ban"), sooner("ban"), less("fines")"#, &changes), &story);
    assert_eq!(told, Some((true, json!("sooner"), json!("ban"))));
    // The lesser fine first: the older version, with its five years.
    let story = across.clone() + &until("2026-11-02", "2031-11-02") + &owed("2026-11-02", "1000元");
    let told = came("fine_first", (r#"less("fines"), sooner("ban")"#, &changes), &story);
    assert_eq!(told, Some((false, json!("less"), json!("fines"))));
    // Were it a grant, more would be better.
    let story = across + &until("2026-11-02", "2029-11-02") + &owed("2026-11-02", "2000元");
    let told = came("more", (r#"more("fines"), sooner("ban")"#, &changes), &story);
    assert_eq!(told, Some((true, json!("more"), json!("fines"))));
}

#[test]
fn what_is_no_longer_punished_is_not_punished() {
    let refused = r#"(date: "2026-05-06", event: "file", instance: "case/a"),
      (date: "2026-11-02", event: "punish", instance: "case/a", refused: true, because: ["not_met"]),
      (date: "2026-11-03", expect: (states: { "case/a": "filed" })),"#;
    let changes = r#"rule("guilty", "never")"#;
    let folder = measure("repealed", r#"absent("ban")"#, changes, refused);
    let journal = journal(&folder);
    assert!(journal.iter().all(|entry| entry["kind"] != "milder"), "{journal:#?}");
    // By where it stands then: not punished is better here, and worse there.
    came("stands", (r#"stands("filed")"#, changes), refused);
    let story = acts(ACROSS.0, ACROSS.1) + &until("2026-11-02", "2031-11-02");
    let told = came("stands_not", (r#"stands("punished")"#, changes), &story);
    assert_eq!(told, Some((false, json!("stands"), json!("punished"))));
}

#[test]
fn what_is_not_known_under_one_of_them_is_refused_until_it_is_known() {
    let story = |grave: &str, then: &str| {
        format!(
            r#"(date: "2026-05-06", event: "file", instance: "case/a"),
              (date: "2026-11-02", event: "punish", instance: "case/a", because: ["unknown"], asks: ["grave"]),
              (date: "2026-11-02", expect: (states: {{ "case/a": "filed" }})),
              (date: "2026-11-03", learn: "a", facts: {{ "grave": {grave} }}), {then}"#
        )
    };
    let changes = r#"rule("guilty", "if_grave")"#;
    let punished = r#"(date: "2026-11-04", event: "punish", instance: "case/a"),"#;
    // Grave: both punish alike, and the older applies.
    let told = came("unknown_grave", (r#"absent("ban")"#, changes), &story("true", punished));
    assert_eq!(told, Some((false, Json::Null, Json::Null)));
    // Though being punished were better here, nothing is taken that could not be compared.
    let (changes, stands) = (r#"rule("guilty", "if_grave")"#, r#"stands("punished")"#);
    let told = came("unknown_better", (stands, changes), &story("false", punished));
    assert_eq!(told, Some((false, json!("stands"), json!("punished"))));
    // Not grave: the newer does not punish.
    let spared =
        r#"(date: "2026-11-04", event: "punish", instance: "case/a", because: ["not_met"]),"#;
    assert_eq!(came("unknown_not", (r#"absent("ban")"#, changes), &story("false", spared)), None);
}

#[test]
fn only_what_the_act_itself_enters_is_compared() {
    // Another was barred before, until 2031-06-01: that is no line of this act, which the newer does not
    // let happen at all.
    let story = r#"(date: "2026-05-06", event: "file", instance: "case/a"), (date: "2026-05-06", event: "file", instance: "case/b"),
      (date: "2026-06-01", event: "punish", instance: "case/b"),
      (date: "2026-11-02", event: "punish", instance: "case/a", because: ["not_met"]),"#;
    let told = came("others", (r#"absent("ban")"#, r#"rule("guilty", "never")"#), story);
    assert_eq!(told, None);
}

#[test]
fn two_edits_are_compared_each_by_its_own() {
    // The shorter ban is milder, the dearer fine is not: three years, and the fine as it was.
    let own = r#"milder(conduct: event("file"), decided: "punish", better: [less("fines")])"#;
    let both = format!(r#"{DEARER}], applies: {own}), (silence: "无", runs: [{SHORTER}"#);
    let story = acts(ACROSS.0, ACROSS.1)
        + &until("2026-11-02", "2029-11-02")
        + &owed("2026-11-02", "1000元");
    let folder = measure("two", r#"sooner("ban")"#, &both, &story);
    let told = journal(&folder);
    let told: Vec<_> = told.iter().filter(|one| one["kind"] == "milder").collect();
    let taken: Vec<_> = told.iter().map(|one| (&one["taken"], &one["by"])).collect();
    assert_eq!(taken, [(&json!(false), &json!("less")), (&json!(true), &json!("sooner"))]);
}

#[test]
fn what_belongs_to_the_case_is_under_the_version_that_was_taken_at_once() {
    // The newer frees the bond by a rule that asks nothing: on the day of the act, not later.
    let bond = r#"(date: "2026-05-07", event: "bind", instance: "case/a/bond"),"#;
    let story = acts(ACROSS.0, ACROSS.1).replacen("), ", &format!("), {bond} "), 1)
        + r#"(date: "2026-11-02", expect: (states: { "case/a/bond": "free" })),"#;
    let changes = format!(r#"{SHORTER}, rule("freed", "always")"#);
    let told = came("bond", (r#"sooner("ban")"#, &changes), &story);
    assert_eq!(told, Some((true, json!("sooner"), json!("ban"))));
    // Before the act it is held, though the amendment has begun.
    let held = r#"(date: "2026-10-30", expect: (states: { "case/a/bond": "held" })),"#;
    let story = story
        .replace(r#"(date: "2026-11-02", event"#, &format!(r#"{held} (date: "2026-11-02", event"#));
    came("bond_before", (r#"sooner("ban")"#, &changes), &story);
}

#[test]
fn what_was_taken_stays_for_the_case() {
    // Two more years later the ban is laid once more: three years again, until 2031-11-03.
    let story = acts(ACROSS.0, ACROSS.1)
        + r#"(date: "2028-11-03", event: "again", instance: "case/a"),"#
        + &until("2028-11-03", "2031-11-03");
    let told = came("stays", (r#"sooner("ban")"#, SHORTER), &story);
    assert_eq!(told, Some((true, json!("sooner"), json!("ban"))));
}

/// Nothing on a day before the day of effect is told otherwise than without the amendment.
#[test]
fn before_the_day_of_effect_nothing_differs() {
    let story = acts("2026-05-06", "2026-09-30");
    let folder = measure("nothing", r#"sooner("ban")"#, SHORTER, &story);
    let with = journal(&folder);
    let path = folder.join("scenarios/m/s.ron");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace(r#"assume: (amendments: ["draft"]),"#, "")).unwrap();
    assert_eq!(with, journal(&folder));
}

#[test]
fn the_journal_says_in_words_which_version_was_taken_and_why() {
    let story = acts(ACROSS.0, ACROSS.1);
    let folder = measure("words", r#"sooner("ban")"#, SHORTER, &story);
    let mut command = program();
    command.current_dir(&folder).args(["explain", "scenarios/m/s.ron", "--lang", "zh"]);
    let said = String::from_utf8(command.output().unwrap().stdout).unwrap();
    has(&said, &["从旧兼从轻，“禁”先届满，适用修改后的规定（改）"]);
    let folder = measure("words_old", r#"sooner("ban")"#, LONGER, &story);
    let said = banfa(&folder, &["explain", "scenarios/m/s.ron"], 0);
    has(&said, &["the milder version is the one before it", "ends sooner"]);
}
