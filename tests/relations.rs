//! Relations between outcomes, on a measure small enough to be followed by hand: three of age apply
//! on one day, alice is marked 80, bob 85, carol 90, and the two best are taken. Each relation holds
//! of it; a small change of the measure breaks each, and is found.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]

mod command;

use std::path::{Path, PathBuf};

use banfa::calendar::{Day, Irregular, IrregularDay, PublishedYear, Table, Weekday};
use serde_json::Value as Json;

use command::{banfa, has};

const POLICY: &str = r#"( title: "x", legal_text: false, validity: (from: "2024-01-01", to: "2028-12-31"),
  files: ["d.ron", "relations.ron", "machines/season.ron", "machines/seat.ron", "r.rhai"] )"#;
const DECLARED: &str = r#"(
  kinds: { "person": "人" },
  choices: { "seat_kind": (title: "席", values: { "seat": "席" }) },
  facts: { "age": (title: "年龄", type: count), "called": (title: "称呼", type: text) },
  events: {
    "open": "开", "apply": "报", "mark": (title: "评", data: { "points": count }), "close": "定", "noted": "记",
    "taken": (title: "中", data: { "place": choice("seat_kind") }), "not_taken": "不中",
  },
  parameters: {
    "cycle": (title: "周期", value: years(2)), "base": (title: "起", value: count(2024)),
    "seats": (title: "名额", values: [(from: "2024-01-01", value: count(2))]),
    "wait": (title: "等候", value: days(10)),
  },
  selections: { "intake": (
    title: "录取", of: "seat", candidates: ["marked"], place: "seat_kind", order: [(by: "marks")],
    quotas: { "room": (title: "座位", max: "seats") }, placed: "taken", not_placed: "not_taken",
  ) },
)"#;
const RELATIONS: &str = r#"( relations: {
  "more": (title: "分高不失位", holds: more(event: "mark", data: "points", selection: "intake")),
  "refused": (title: "未受理不影响他人", holds: refused(event: "apply", ends: ["rejected"])),
  "day": (title: "同日不分先后", holds: same_day(events: ["apply"])),
  "moved": (title: "整周期平移", holds: cycles(cycle: "cycle", years: ["year"])),
  "names": (title: "改名无关", holds: renamed),
} )"#;
const SEASON: &str = r#"( key: { "year": count }, opened_by: "open",
  states: {
    "start": (transitions: [(event: "open", when: ["on_cycle"], target: "on")]),
    "on": (transitions: [
      (event: "noted", target: "busy"), (event: "close", target: "full", actions: [decide(selection: "intake")]),
    ]),
    "busy": (),
    "full": (transitions: [(after: (period: "wait"), target: "over")]),
    "over": (),
  } )"#;
const SEAT: &str = r#"( owner: "season", key: { "who": subject }, opened_by: "apply",
  data: { "marks": (type: count, optional: true) },
  states: {
    "new": (transitions: [
      (event: "apply", when: ["grown", "welcome"], target: "applied"),
      (event: "apply", when: ["not_grown", "welcome"], target: "rejected"),
    ]),
    "applied": (transitions: [(event: "mark", target: "marked", actions: [set({ "marks": "event.points" })])]),
    "marked": (transitions: [(event: "taken", target: "in"), (event: "not_taken", target: "out")]),
    "in": (), "out": (), "rejected": (),
  } )"#;
const RULES: &str = r"fn on_cycle() { (key.year - param.base) % param.cycle.years == 0 }
fn grown() { given(age) && age >= 18 }
fn not_grown() { !given(age) || age < 18 }
fn welcome() { !owner_in(`busy`) }
";
const STORY: &str = r#"( title: "三人报名",
  subjects: {
    "alice": (kind: "person", facts: { "age": 30, "called": "alice" }),
    "bob": (kind: "person", facts: { "age": 31, "called": "bob" }),
    "carol": (kind: "person", facts: { "age": 32, "called": "carol" }),
  },
  story: [
    (date: "2024-03-01", event: "open", instance: "season/2024"),
    (date: "2024-05-06", event: "apply", instance: "season/2024/seat/alice"),
    (date: "2024-05-06", event: "apply", instance: "season/2024/seat/bob"),
    (date: "2024-05-06", event: "apply", instance: "season/2024/seat/carol"),
    (date: "2024-05-07", event: "mark", instance: "season/2024/seat/alice", data: { "points": 80 }),
    (date: "2024-05-08", event: "mark", instance: "season/2024/seat/bob", data: { "points": 85 }),
    (date: "2024-05-09", event: "mark", instance: "season/2024/seat/carol", data: { "points": 90 }),
    (date: "2024-05-10", event: "close", instance: "season/2024"),
  ],
  until: "2024-06-30" )"#;

/// A folder with the measure, some of its files with words replaced, and its story.
fn measure(name: &str, changes: &[(&str, &str, &str)]) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("relations").join(name);
    let _ = std::fs::remove_dir_all(&root);
    let files = [
        ("policy/m/policy.ron", POLICY),
        ("policy/m/d.ron", DECLARED),
        ("policy/m/relations.ron", RELATIONS),
        ("policy/m/machines/season.ron", SEASON),
        ("policy/m/machines/seat.ron", SEAT),
        ("policy/m/r.rhai", RULES),
        ("scenarios/m/s.ron", STORY),
    ];
    for (path, text) in files {
        let mut text = text.to_owned();
        for (file, old, new) in
            changes.iter().filter(|(file, ..)| path.rsplit('/').next() == Some(file))
        {
            assert!(text.contains(old), "{file} has no {old}");
            text = text.replace(old, new);
        }
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    root
}

fn data(root: &Path, code: i32) -> Json {
    let words = ["relations", "--samples", "20", "--format", "json"];
    // What no story can try is complained of besides.
    let said = banfa(root, &words, code);
    serde_json::Deserializer::from_str(&said).into_iter().next().unwrap().unwrap()
}

/// Of each relation on how many stories it was tried, and whether it is broken.
fn came(told: &Json) -> Vec<(&str, i64, bool)> {
    let relations = told["relations"].as_array().unwrap().iter();
    let came = relations.map(|one| {
        let number = |name: &str| one[name].as_i64().unwrap();
        (one["name"].as_str().unwrap(), number("scenarios"), number("broken") > 0)
    });
    came.collect()
}

/// The change breaks the one relation and no other; answers the story that breaks it.
#[track_caller]
fn breaks(relation: &str, changes: &[(&str, &str, &str)]) -> Json {
    let told = data(&measure(relation, changes), 1);
    let broken: Vec<&str> =
        came(&told).into_iter().filter(|(_, _, broken)| *broken).map(|(name, ..)| name).collect();
    assert_eq!(broken, [relation], "{told:#}");
    let all = told["relations"].as_array().unwrap();
    all.iter().find(|one| one["name"] == relation).unwrap()["broken_in"][0].clone()
}

/// What came out otherwise for a subject: before and when varied.
fn otherwise(broken: &Json, subject: &str, kind: &str) -> Vec<(String, String)> {
    let all = broken["differences"].as_array().unwrap().iter();
    let own = all.filter(|one| one["subject"] == subject && one["matter"]["kind"] == kind);
    let words = |one: &Json, side: &str| one[side]["words"].as_str().unwrap_or("").to_owned();
    own.map(|one| (words(one, "before"), words(one, "after"))).collect()
}

/// What holds of no story at all holds of none: a gate that has nothing to try does not pass.
#[test]
fn without_a_story_nothing_holds() {
    let root = measure("no-stories", &[]);
    std::fs::remove_file(root.join("scenarios/m/s.ron")).unwrap();
    let said = command::banfa(&root, &["relations", "m"], 2);
    assert!(said.contains("there are no stories in"), "{said}");
}

#[test]
fn all_hold_of_the_measure() {
    let told = data(&measure("all", &[]), 0);
    let all = ["more", "refused", "day", "moved", "names"].map(|name| (name, 1, false));
    assert_eq!(came(&told), all, "{told:#}");
    // The measure is in force from 2024 to 2028. 112 years earlier is 1912 to 1916, 140 earlier lies
    // before 1901; 56 later is 2080 to 2084, 84 later lies after 2099: -112, -84, -56, -28, 28, 56.
    assert_eq!(told["relations"][3]["variations"], 6, "{told:#}");
}

#[test]
fn a_ranking_that_takes_the_least_is_found() {
    // The least is taken: alice (80) and bob (85) instead of carol (90). Either loses the seat at 91
    // and not before: at 90 it is a tie with carol, which is refused.
    let broken = breaks("more", &[("d.ron", "(by: \"marks\")", "(by: \"0 - marks\")")]);
    let variation = broken["variation"].as_str().unwrap();
    assert!(variation.contains("to 91"), "{variation}");
    let who = if variation.starts_with("alice") { "alice" } else { "bob" };
    let states = otherwise(&broken, who, "state");
    assert_eq!(states.len(), 1, "{broken:#}");
    assert!(states[0].0.starts_with("in"), "{states:?}");
    assert!(states[0].1.starts_with("out"), "{states:?}");
}

#[test]
fn a_rejected_filing_that_closes_the_season_is_found() {
    let broken = breaks(
        "refused",
        &[(
            "seat.ron",
            "\"rejected\": ()",
            "\"rejected\": (on_entry: [send(event: \"noted\", to: owner)])",
        )],
    );
    // Whoever comes after it is refused: carol, the last, in any case.
    let steps = otherwise(&broken, "carol", "step");
    assert!(
        steps.iter().any(|(before, after)| before == "accepted" && after != "accepted"),
        "{broken:#}"
    );
}

#[test]
fn who_comes_first_is_found() {
    let broken = breaks(
        "day",
        &[(
            "seat.ron",
            "\"applied\": (",
            "\"applied\": (on_entry: [send(event: \"noted\", to: owner)], ",
        )],
    );
    // Only the first is heard: alice, or bob where the two are swapped. Carol comes too late always.
    let variation = broken["variation"].as_str().unwrap();
    has(variation, &["swapped", "seat/alice", "seat/bob"]);
    assert!(!variation.contains("carol"), "{variation}");
    let steps = otherwise(&broken, "alice", "step");
    assert_eq!(steps[0].0, "accepted", "{broken:#}");
    assert_eq!(otherwise(&broken, "bob", "step")[0].1, "accepted", "{broken:#}");
    assert!(otherwise(&broken, "carol", "step").is_empty(), "{broken:#}");
}

#[test]
fn another_cycle_than_the_parameter_is_found() {
    // Neither 28, 56, 84 nor 112 years are whole fives of years.
    let broken = breaks("moved", &[("r.rhai", "param.cycle.years", "5")]);
    let steps = otherwise(&broken, "", "step");
    assert_eq!(steps[0].0, "accepted", "{broken:#}");
    assert_ne!(steps[0].1, "accepted", "{broken:#}");
}

#[test]
fn a_measure_that_names_somebody_is_found() {
    let broken =
        breaks("names", &[("r.rhai", "!owner_in(`busy`)", "!given(called) || called != `alice`")]);
    // Alone to be called otherwise is enough, and she is heard then.
    let variation = broken["variation"].as_str().unwrap();
    has(variation, &["alice → "]);
    assert!(!variation.contains("bob"), "{variation}");
    assert_eq!(otherwise(&broken, "alice", "step")[0].1, "accepted", "{broken:#}");
}

#[test]
fn a_seed_gives_the_same_again() {
    let changes = [("d.ron", "(by: \"marks\")", "(by: \"0 - marks\")")];
    let root = measure("seed", &changes);
    let words = ["relations", "--seed", "5", "--samples", "20"];
    let said = banfa(&root, &words, 1);
    assert_eq!(said, banfa(&root, &words, 1));
    let path = Path::new("scenarios/m/s.ron");
    let again = "banfa relations scenarios/m/s.ron --only more --seed 5 --samples 20";
    has(&said, &["broken: 分高不失位 (`more`)", &path.to_string_lossy(), again]);
    let again: Vec<&str> = again.split(' ').skip(1).collect();
    let alone = banfa(&root, &again, 1);
    let varied = said.lines().find(|line| line.contains("varied:")).unwrap();
    has(&alone, &[varied]);
}

#[test]
fn what_cannot_be_tried_is_told() {
    let apart = [
        (
            "s.ron",
            "\"2024-05-06\", event: \"apply\", instance: \"season/2024/seat/bob\"",
            "\"2024-05-07\", event: \"apply\", instance: \"season/2024/seat/bob\"",
        ),
        (
            "s.ron",
            "\"2024-05-06\", event: \"apply\", instance: \"season/2024/seat/carol\"",
            "\"2024-05-08\", event: \"apply\", instance: \"season/2024/seat/carol\"",
        ),
        ("s.ron", "\"2024-05-07\", event: \"mark\"", "\"2024-05-09\", event: \"mark\""),
        ("s.ron", "\"2024-05-08\", event: \"mark\"", "\"2024-05-09\", event: \"mark\""),
    ];
    let root = measure("apart", &apart);
    let said = banfa(&root, &["relations"], 1);
    has(
        &said,
        &["no two lines of one day share nothing (1)", "no scenario can try the relation `day`"],
    );
    // Of the others nothing is missing; of stories that are named others may try it.
    banfa(&root, &["relations", "--only", "names"], 0);
    banfa(&root, &["relations", "scenarios/m/s.ron"], 0);
    has(&banfa(&root, &["relations", "--only", "none"], 2), &["`none`", "more", "names"]);
    let none = measure("none", &[("policy.ron", "\"relations.ron\", ", "")]);
    has(&banfa(&none, &["relations"], 2), &["declares no relations"]);
}

#[test]
fn working_days_move_to_their_weekdays() {
    // 2024-05-01 and 2052-05-01 are both Wednesdays: 28 years are 10,227 days, 1,461 weeks.
    let day = |year| Day::ymd(year, 5, 1).unwrap();
    let irregular = IrregularDay { day: day(2024), kind: Irregular::Holiday, name: "x".into() };
    let year = PublishedYear { year: 2024, notice: "n".into(), days: vec![irregular] };
    let table = Table::new("v", &[Weekday::Saturday, Weekday::Sunday], vec![year]).unwrap();
    let moved = table.moved(28).unwrap();
    assert_eq!(moved.is_workday(day(2052)), Ok(false));
    assert_eq!(moved.is_workday(Day::ymd(2052, 5, 2).unwrap()), Ok(true));
    assert_eq!(moved.is_workday(Day::ymd(2052, 5, 4).unwrap()), Ok(false));
    assert!(moved.is_workday(day(2024)).is_err());
    // A year later it is a Thursday; 84 years later the century 2100, no leap year, lies between.
    assert_eq!(table.moved(1), None);
    assert_eq!(table.moved(84), None);
    assert_eq!(table.moved(-84).unwrap().is_workday(day(1940)), Ok(false));
}
