//! Mutants: on small measures each is listed by hand with the story that notices it, worked out from the
//! rules, the dates and the sums beside it.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]

mod command;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use command::{banfa, has, program, shipped};

const POLICY: &str =
    r#"( title: "grants", legal_text: false, files: ["d.ron", "machines/case.ron", "r.rhai"] )"#;
const DECLARED: &str = r#"(
  kinds: { "person": "人" },
  facts: { "age": (title: "年龄", type: count), "clean": (title: "清白", type: flag) },
  parameters: {
    "least": (title: "最低年龄", value: count(18)),
    "wait": (title: "公示", value: workdays(2)),
    "grant": (title: "资助额", value: money("10.05元")),
  },
  registers: { "list": (title: "名册", columns: {}) },
  accounts: { "aid": (title: "资助", columns: {}) },
  events: { "file": "报", "pass": "过", "leave": "退" },
)"#;
const RULES: &str = "fn fit() { age >= param.least && clean }\n";
const CASE: &str = r#"( key: { "who": subject }, opened_by: "file", data: { "filed_on": date },
  states: {
    "new": (transitions: [(event: "file", target: "filed", actions: [set({ "filed_on": "today" })])]),
    "filed": (transitions: [
      (event: "pass", when: ["fit"], not_before: (from: "filed_on", period: "wait"), target: "passed",
        actions: [enter(register: "list"), owe(account: "aid", amount: "param.grant / 2")]),
      (event: "leave", target: "gone"),
    ]),
    "passed": (kind: final),
    "gone": (kind: final),
  } )"#;

/// Filed on Monday, 6 May 2024; the two working days are the 7th and the 8th, so that the 9th is the first
/// lawful day. Half of 10.05 is 5.025, which is rounded to 5.03.
const PASSES: (&str, &str) = (
    "passes",
    r#"( title: "passes", subjects: { "a": (kind: "person", facts: { "age": 18, "clean": true }) },
      story: [
        (date: "2024-05-06", event: "file", instance: "case/a"),
        (date: "2024-05-09", event: "pass", instance: "case/a"),
      ],
      expect: (states: { "case/a": "passed" }, entries: [(register: "list", subject: "a")],
        ledger: [(account: "aid", owed: "5.03元")]),
    )"#,
);
const EARLY: (&str, &str) = (
    "too_early",
    r#"( title: "early", subjects: { "b": (kind: "person", facts: { "age": 18, "clean": true }) },
      story: [
        (date: "2024-05-06", event: "file", instance: "case/b"),
        (date: "2024-05-08", event: "pass", instance: "case/b", refused: true),
      ] )"#,
);
const YOUNG: (&str, &str) = (
    "too_young",
    r#"( title: "young", subjects: { "c": (kind: "person", facts: { "age": 17, "clean": true }) },
      story: [
        (date: "2024-05-06", event: "file", instance: "case/c"),
        (date: "2024-05-09", event: "pass", instance: "case/c", refused: true),
      ] )"#,
);

/// A room with one measure and its stories.
fn room(name: &str, files: &[(&str, &str)], stories: &[(&str, &str)]) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mutate").join(name);
    let _ = std::fs::remove_dir_all(&root);
    let write = |path: PathBuf, text: &str| {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    for (path, text) in files {
        write(root.join("policy/m").join(path), text);
    }
    for (path, text) in stories {
        write(root.join("scenarios/m").join(format!("{path}.ron")), text);
    }
    let calendars = shipped().join("policy/calendars");
    for entry in std::fs::read_dir(calendars).unwrap().flatten() {
        let text = std::fs::read_to_string(entry.path()).unwrap();
        write(root.join("policy/calendars").join(entry.file_name()), &text);
    }
    root
}

fn grants(name: &str, stories: &[(&str, &str)]) -> PathBuf {
    let policy = POLICY.replace("legal_text", "calendar: \"cn\", legal_text");
    let files = [
        ("policy.ron", policy.as_str()),
        ("d.ron", DECLARED),
        ("machines/case.ron", CASE),
        ("r.rhai", RULES),
    ];
    room(name, &files, stories)
}

/// What the command tells as data.
#[track_caller]
fn told(root: &Path, more: &[&str], code: i32) -> Value {
    let words: Vec<&str> =
        ["mutate", "m", "--format", "json"].into_iter().chain(more.iter().copied()).collect();
    serde_json::from_str(&banfa(root, &words, code)).unwrap()
}

/// Of each mutant its fate, and the file of the story that notices it.
fn fates(told: &Value) -> BTreeMap<String, String> {
    let all = told["all"].as_array().unwrap().iter();
    all.map(|one| {
        let stem = |path: &str| Path::new(path).file_stem().unwrap().to_string_lossy().into_owned();
        let by = one["by"].as_str().map(stem);
        let fate = one["fate"].as_str().unwrap().to_owned();
        let fate = by.map_or(fate.clone(), |by| format!("{fate} {by}"));
        (one["name"].as_str().unwrap().to_owned(), fate)
    })
    .collect()
}

#[track_caller]
fn are(found: &BTreeMap<String, String>, expected: &[(&str, &str)]) {
    let expected: BTreeMap<String, String> =
        expected.iter().map(|(name, fate)| ((*name).to_owned(), (*fate).to_owned())).collect();
    assert_eq!(*found, expected, "{found:#?}");
}

#[test]
fn each_mutant_of_a_small_measure_is_known_with_who_notices_it() {
    let root = grants("each", &[PASSES, EARLY, YOUNG]);
    let told = told(&root, &[], 1);
    are(
        &fates(&told),
        &[
            // 18 is less than 19; 17 is not less than 17.
            ("threshold:least+1", "expectation passes"),
            ("threshold:least-1", "expectation too_young"),
            // Three working days are the 7th, 8th, 9th; after one, the 7th, the 8th is lawful.
            ("term:wait+1", "expectation passes"),
            ("term:wait-1", "expectation too_early"),
            // From a Monday two days are the same as two working days.
            ("unit:wait:days", "survived"),
            // 11.05 / 2 = 5.525, 9.05 / 2 = 4.525.
            ("threshold:grant+1", "expectation passes"),
            ("threshold:grant-1", "expectation passes"),
            ("comparison:fit:age >= param.least:>", "expectation passes"),
            ("clause-dropped:fit:age >= param.least", "expectation too_young"),
            ("clause-negated:fit:age >= param.least", "expectation passes"),
            // Nobody in the stories is not clean.
            ("clause-dropped:fit:clean", "survived"),
            ("clause-negated:fit:clean", "expectation passes"),
            ("target:case.new.file:passed", "expectation passes"),
            ("guard-dropped:case.filed.pass:fit", "expectation too_young"),
            ("guard-negated:case.filed.pass:fit", "expectation passes"),
            ("guard-dropped:case.filed.pass:not_before", "expectation too_early"),
            // With the 6th as the first day the second is the 7th: the 8th is lawful.
            ("first-day:case.filed.pass:not_before", "expectation too_early"),
            ("target:case.filed.pass:gone", "expectation passes"),
            // Nobody leaves.
            ("target:case.filed.leave:new", "survived"),
            ("undone:case.new.file:set.0", "expectation passes"),
            ("register:case.filed.pass:enter.list", "expectation passes"),
            ("undone:case.filed.pass:owe.aid", "expectation passes"),
            ("doubled:case.filed.pass:owe.aid", "expectation passes"),
            // 5.025 rounded down is 5.02.
            ("rounded:case.filed.pass:owe.aid", "expectation passes"),
        ],
    );
    assert_eq!((told["mutants"].as_u64(), told["killed"].as_u64()), (Some(24), Some(21)));
    let said = banfa(&root, &["mutate", "m"], 1);
    has(
        &said,
        &[
            "24 mutants: 21 noticed (21 by what stories expect, 0 by snapshots alone), 3 not noticed",
            "score 87.5%",
            "- “公示”: 2 days for 2 working days: no story notices",
            "nearest: m/passes, m/too_early, m/too_young",
        ],
    );
    // 80 columns, 24 lines for the first screen are for the counts and the first of the survivors.
    assert!(said.lines().position(|line| line.starts_with("- ")).unwrap() < 20, "{said}");
}

/// An hour that no expectation names stands in the snapshot: it is noticed, and counted apart.
#[test]
fn what_only_the_approved_outcome_tells_is_counted_apart() {
    let expect = PASSES.1.split("ledger").next().unwrap().trim_end().to_owned() + "), )";
    let root = grants("shown", &[("passes", &expect), EARLY, YOUNG]);
    banfa(&root, &["test", "scenarios/m/passes.ron", "--accept"], 0);
    let told = told(&root, &["--operator", "doubled,rounded,register"], 0);
    are(
        &fates(&told),
        &[
            ("doubled:case.filed.pass:owe.aid", "snapshot passes"),
            ("rounded:case.filed.pass:owe.aid", "snapshot passes"),
            ("register:case.filed.pass:enter.list", "expectation passes"),
        ],
    );
    assert_eq!(told["killed_by_expectations"].as_u64(), Some(1));
    // A snapshot that is not what comes out judges nothing.
    let snapshot = root.join("scenarios/m/passes.snap");
    let text = std::fs::read_to_string(&snapshot).unwrap();
    std::fs::write(&snapshot, format!("{text}more\n")).unwrap();
    let told = self::told(&root, &["--operator", "doubled"], 1);
    are(&fates(&told), &[("doubled:case.filed.pass:owe.aid", "survived")]);
    assert_eq!(told["stale_snapshots"].as_array().unwrap().len(), 1);
}

#[test]
fn the_gate_heeds_new_survivors_only() {
    let root = grants("gate", &[PASSES, EARLY, YOUNG]);
    let file = root.join("policy/m/mutants.ron");
    let write = |text: &str| std::fs::write(&file, text).unwrap();
    let known = r#"( equivalent: { "unit:wait:days": (zh: "公示不跨周末", en: "no weekend falls into it") },
      survivors: ["clause-dropped:fit:clean", "target:case.filed.leave:new"] )"#;
    write(known);
    // The file of mutants is no forgotten file of the bundle.
    assert!(!banfa(&root, &["check", "policy/m"], 0).contains("mutants.ron"));
    let said = banfa(&root, &["mutate", "m"], 0);
    has(&said, &["23 mutants: 21 noticed", "1 declared equivalent", "known survivors: 2"]);
    write(r#"( survivors: ["clause-dropped:fit:clean", "unit:wait:days"] )"#);
    has(
        &banfa(&root, &["mutate", "m"], 1),
        &["1 not noticed, those of weight first", "target:case.filed.leave:new"],
    );
    // What is declared to change nothing and is noticed is an error; names that nothing has are told.
    write(
        r#"( equivalent: { "threshold:least+1": (zh: "错", en: "wrong") },
          survivors: ["clause-dropped:fit:clean", "unit:wait:days", "target:case.filed.leave:new", "term:wait-1", "no:such"] )"#,
    );
    has(
        &banfa(&root, &["mutate", "m"], 1),
        &[
            "1 declared equivalent, and yet noticed",
            "“最低年龄”: 19 for 18: not equivalent",
            "noticed by m/passes",
            "`no:such` is declared, and there is no such mutant",
            "`term:wait-1` is noticed by now",
        ],
    );
    // A reason is asked for.
    write(r#"( equivalent: { "unit:wait:days": "" } )"#);
    has(&banfa(&root, &["mutate", "m"], 2), &["mutants.ron:1:"]);
    std::fs::remove_file(&file).unwrap();
    let elsewhere = root.join("known.ron");
    std::fs::write(&elsewhere, known).unwrap();
    banfa(&root, &["mutate", "m", "--baseline", "known.ron"], 0);
    has(&banfa(&root, &["mutate", "m", "--baseline", "none.ron"], 2), &["none.ron"]);
}

#[test]
fn shares_are_the_whole_and_lots_are_the_same_for_a_seed() {
    let root = grants("shares", &[PASSES, EARLY, YOUNG]);
    let whole = fates(&told(&root, &[], 1));
    let mut together = BTreeMap::new();
    for share in ["1/3", "2/3", "3/3"] {
        let words = ["mutate", "m", "--format", "json", "--shard", share];
        let said = program().current_dir(&root).args(words).output().unwrap();
        let own = fates(&serde_json::from_slice(&said.stdout).unwrap());
        assert_eq!(own.len(), 8);
        together.extend(own);
    }
    assert_eq!(together, whole);
    let lot = |seed: &str| {
        let words = ["mutate", "m", "--format", "json", "--sample", "6", "--seed", seed];
        let said = program().current_dir(&root).args(words).output().unwrap();
        fates(&serde_json::from_slice(&said.stdout).unwrap())
    };
    let first = lot("1");
    assert_eq!((first.len(), &first), (6, &lot("1")));
    assert_ne!(first, lot("2"));
    assert!(first.iter().all(|(name, fate)| whole.get(name) == Some(fate)));
    for (option, value) in [("--shard", "4/3"), ("--shard", "0/3"), ("--sample", "some")] {
        has(&banfa(&root, &["mutate", "m", option, value], 2), &[option, value]);
    }
}

/// Without the story of the 8th nothing shows that the first day is not counted. The story that is proposed
/// files on the 7th, so that the working days are the 8th and the 9th and the 10th is the first lawful day: on
/// the 9th it is refused as things stand, and accepted where the 7th counts.
#[test]
fn a_story_is_proposed_that_notices_a_survivor() {
    let root = grants("fix", &[PASSES, YOUNG]);
    let words = ["mutate", "m", "--operator", "first-day", "--fix", "proposed"];
    has(
        &banfa(&root, &words, 1),
        &["2024-05-07 for 2024-05-06", "1 story written for 1 survivors, all unreviewed"],
    );
    let file = root.join("proposed/first_day_case_filed_pass_not_before.ron");
    let text = std::fs::read_to_string(&file).unwrap();
    has(
        &text,
        &[
            "未审核",
            "\n  unreviewed: \"",
            "(date: \"2024-05-09\", event: \"pass\", instance: \"case/a\", refused: true)",
        ],
    );
    // What is there is never written over.
    std::fs::write(&file, text.replace("未审核", "已看过")).unwrap();
    has(&banfa(&root, &words, 1), &["is there already", "0 stories written for 1 survivors"]);
    has(&std::fs::read_to_string(&file).unwrap(), &["已看过"]);
    std::fs::copy(&file, root.join("scenarios/m/proposed.ron")).unwrap();
    banfa(&root, &["run", "scenarios/m/proposed.ron"], 0);
    are(
        &fates(&told(&root, &["--operator", "first-day"], 0)),
        &[("first-day:case.filed.pass:not_before", "expectation proposed")],
    );
}

#[test]
fn stories_that_fail_as_things_stand_judge_nothing_and_are_told() {
    let wrong = PASSES.1.replace("5.03", "5.02");
    let root = grants("left", &[("passes", &wrong), YOUNG]);
    let told = told(&root, &["--operator", "doubled"], 1);
    assert_eq!(told["left_out"].as_array().unwrap().len(), 1);
    // The step at which it stands is still come by, the sum is not owed by anyone.
    are(&fates(&told), &[("doubled:case.filed.pass:owe.aid", "survived")]);
}

/// Each step of the notice board has one role; each of the seven is left out and given to the next one.
#[test]
fn roles_and_articles_of_a_measure_with_a_text() {
    let words = |operator: &str| {
        let words = ["mutate", "roles", "--format", "json", "--operator", operator];
        let said = program().current_dir(shipped()).args(words).output().unwrap();
        let told: Value = serde_json::from_slice(&said.stdout).unwrap();
        fates(&told).into_keys().collect::<Vec<_>>()
    };
    assert_eq!(
        words("role-swapped"),
        [
            "role-swapped:notice.posted.report:anyone:committee",
            "role-swapped:notice.posted.take_back:author:anyone",
            "role-swapped:notice.reported.take_back:author:anyone",
            "role-swapped:notice.reported.take_down:committee:steward",
            "role-swapped:notice.submitted.post:steward:author",
            "role-swapped:notice.submitted.take_back:author:anyone",
            "role-swapped:notice.written.submit:author:anyone",
        ]
    );
    assert_eq!(words("role-dropped").len(), 7);
    // All that is done stands for one of the two articles alone.
    assert_eq!(words("article"), ["article:1", "article:2"]);
}

/// Two places in all, and two take one: a third place or only one is noticed.
#[test]
fn limits_are_one_more_and_one_less() {
    let said = program()
        .current_dir(shipped())
        .args(["mutate", "ranking", "--format", "json", "--operator", "quota"])
        .output()
        .unwrap();
    let told: Value = serde_json::from_slice(&said.stdout).unwrap();
    let names: Vec<String> = fates(&told).into_keys().collect();
    assert_eq!(names, ["quota:seats+1", "quota:seats-1"]);
}

#[test]
fn the_report_is_in_the_form_of_mutation_testing_elements() {
    let root = grants("elements", &[PASSES, EARLY, YOUNG]);
    banfa(&root, &["mutate", "m", "--format", "elements", "-o", "report.json"], 1);
    let text = std::fs::read_to_string(root.join("report.json")).unwrap();
    let report: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(report["schemaVersion"], "2");
    let files = report["files"].as_object().unwrap();
    let names: Vec<&String> = files.keys().collect();
    assert_eq!(names, ["policy/m/d.ron", "policy/m/machines/case.ron", "policy/m/r.rhai"]);
    let mut count = 0;
    for file in files.values() {
        let lines = file["source"].as_str().unwrap().lines().count() as u64;
        for one in file["mutants"].as_array().unwrap() {
            count += 1;
            let (start, end) = (&one["location"]["start"], &one["location"]["end"]);
            let at = |place: &Value| {
                (place["line"].as_u64().unwrap(), place["column"].as_u64().unwrap())
            };
            assert!((1, 1) <= at(start) && at(start) <= at(end) && at(end).0 <= lines + 1, "{one}");
            let killed = one["killedBy"].as_array().unwrap();
            let status = one["status"].as_str().unwrap();
            assert!(
                ["Killed", "Survived"].contains(&status)
                    && killed.is_empty() != (status == "Killed")
            );
            for test in killed {
                assert!(report["testFiles"][test.as_str().unwrap()]["tests"][0]["id"] == *test);
            }
        }
    }
    assert_eq!(count, 24);
}

/// The amendment takes effect on 1 October; a term of ten days that began on 25 September ends on 5 October,
/// and is counted again to twenty days: 15 October.
#[test]
fn what_an_amendment_says_of_what_is_under_way_is_changed_too() {
    let policy = r#"( title: "x", legal_text: false, files: ["d.ron", "machines/case.ron"] )"#;
    let declared = r#"( kinds: { "person": "人" }, events: { "file": "报" },
      parameters: { "term": (title: "期限", value: days(10)) } )"#;
    let case = r#"( key: { "who": subject }, opened_by: "file", states: {
      "new": (transitions: [(event: "file", target: "filed")]),
      "filed": (transitions: [(after: (period: "term"), target: "done")]),
      "done": (kind: final) } )"#;
    let draft = r#"( title: "改", instrument: decision, issued: "2026-08-01", effective: "2026-10-01", applies: act,
      edits: [(runs: [parameter("term", days(20))], running: recount, silence: "期限")] )"#;
    let story = r#"( title: "s", assume: (amendments: ["draft"]), subjects: { "a": (kind: "person") },
      story: [
        (date: "2026-09-25", event: "file", instance: "case/a"),
        (date: "2026-10-15", expect: (states: { "case/a": "filed" })),
      ],
      until: "2026-10-16", expect: (states: { "case/a": "done" }) )"#;
    let files = [
        ("policy.ron", policy),
        ("d.ron", declared),
        ("machines/case.ron", case),
        ("amendments/draft.ron", draft),
    ];
    let root = room("joining", &files, &[("s", story)]);
    let told = told(&root, &["--operator", "transition"], 1);
    are(
        &fates(&told),
        &[
            // One day later it is counted again all the same.
            ("transition:draft.1:from+1", "survived"),
            // The case was opened before: it keeps the ten days, to 5 October.
            ("transition:draft.1:applies", "expectation s"),
            ("transition:draft.1:running.term", "expectation s"),
        ],
    );
}

/// A grant of 10.05 that becomes 12 since the last commit; a notice that a draft makes longer. Only the
/// mutants of what is otherwise are tried, and none where nothing is.
#[test]
fn only_what_is_otherwise_is_tried_where_that_is_asked() {
    let root = grants("changed", &[PASSES, EARLY, YOUNG]);
    let draft = r#"( title: "改", instrument: decision, issued: "2026-08-01", effective: "2026-10-01", applies: act,
      edits: [(runs: [parameter("wait", workdays(3))], running: keep, silence: "公示")] )"#;
    std::fs::create_dir(root.join("policy/m/amendments")).unwrap();
    std::fs::write(root.join("policy/m/amendments/draft.ron"), draft).unwrap();
    let git = |words: &[&str]| {
        let mut git = command::plain("git");
        git.current_dir(&root).args(["-c", "user.name=a", "-c", "user.email=a@b.c"]);
        assert!(git.args(words).output().unwrap().status.success());
    };
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    git(&["commit", "-qm", "as approved"]);
    assert!(fates(&told(&root, &["--changed"], 0)).is_empty());
    let file = root.join("policy/m/d.ron");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("10.05元", "12元")).unwrap();
    let names = |more: &[&str]| {
        let told = program()
            .current_dir(&root)
            .args(["mutate", "m", "--format", "json"])
            .args(more)
            .output()
            .unwrap();
        let told: Value = serde_json::from_slice(&told.stdout).unwrap();
        fates(&told).into_keys().collect::<Vec<_>>()
    };
    assert_eq!(names(&["--changed"]), ["threshold:grant+1", "threshold:grant-1"]);
    let of_wait = ["term:wait+1", "term:wait-1", "unit:wait:days"];
    assert_eq!(names(&["--changed-by", "draft"]), of_wait);
    // What both name is what both have.
    assert!(names(&["--changed", "--changed-by", "draft"]).is_empty());
    has(&banfa(&root, &["mutate", "m", "--changed-by", "drfat"], 2), &["drfat", "`draft`"]);
}

/// Without a story nothing can be noticed: that is no score, and no success.
#[test]
fn without_a_story_there_is_no_score() {
    let root = grants("none", &[]);
    has(&banfa(&root, &["mutate", "m"], 2), &["there are no stories in", "scenarios/m"]);
}

/// The figures and the survivors as a page of Markdown.
#[test]
fn a_page_for_those_who_review() {
    let root = grants("page", &[PASSES, EARLY, YOUNG]);
    let said = banfa(&root, &["mutate", "m", "--format", "md"], 1);
    has(&said, &["87.5%", "2 days for 2 working days", "target:case.filed.leave:new"]);
    // Every row of a table has as many cells as its head.
    let cells = |line: &str| line.replace("\\|", "").matches('|').count();
    let rows: Vec<&str> = said.lines().filter(|line| line.starts_with('|')).collect();
    for pair in rows.windows(2) {
        assert_eq!(cells(pair[0]), cells(pair[1]), "{said}");
    }
}
