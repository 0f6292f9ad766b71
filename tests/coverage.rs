//! What stories cover. The measure under `tests/coverage/` is small enough to be counted by hand:
//!
//! | kind | elements | outcomes |
//! |---|---|---|
//! | articles | 2, 3, 4 (1 is declaratory) | 3, and 1 excused |
//! | items | 2(1), 2(2), 3.1, 3.2 | 4 |
//! | states | new, filed, posted, granted, over, failed | 6 |
//! | transitions | file; pass, fail; grant, object; report, revoke, the timer | 8 |
//! | conditions | not_on_roll (a register is never unknown) 2; adult, settled, not_fit 3 each | 11 |
//! | parts | the roll 3 (no unknown); age, days, homeless 4 each | 15 |
//! | bounds | age 3, days 3, the floor of the notice 2 | 8 |
//! | timers | fired, cancelled | 2 |
//! | roles | file, pass, fail, grant, report, revoke (anyone may object) | 6 |
//! | duties | report: done, missed | 2 |
//! | registers | roll: entered, used, ended | 3 |
//!
//! 68 in all.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]

mod command;

use std::path::{Path, PathBuf};

use banfa::lang::display_width;
use serde_json::Value as Json;

use command::{banfa, has, program, shipped};

/// A copy of the measure with these of its stories, and with files added or replaced.
fn measure(name: &str, stories: &[&str], files: &[(&str, &str)]) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("coverage").join(name);
    let _ = std::fs::remove_dir_all(&root);
    let from = shipped().join("tests/coverage");
    let written = |path: &str, text: &str| {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let bundle = ["policy.ron", "text.ron", "d.ron", "machines/case.ron", "r.rhai"];
    let bundle = bundle.map(|file| format!("policy/stall/{file}"));
    let stories = stories.iter().map(|story| format!("scenarios/stall/{story}.ron"));
    for path in bundle.into_iter().chain(stories) {
        written(&path, &std::fs::read_to_string(from.join(&path)).unwrap());
    }
    files.iter().for_each(|(path, text)| written(path, text));
    root
}

fn data(root: &Path, words: &[&str], code: i32) -> Json {
    let words = [&["coverage"], words, &["--format", "json"]].concat();
    serde_json::from_str(&banfa(root, &words, code)).unwrap()
}

/// Of each kind what was seen, what can be, what is excused; kinds with nothing are left out.
fn counts(told: &Json) -> Vec<(String, [i64; 3])> {
    let kinds = told["kinds"].as_array().unwrap().iter();
    let counts = kinds.map(|kind| {
        let count = ["seen", "all", "excused"].map(|name| kind[name].as_i64().unwrap());
        (kind["kind"].as_str().unwrap().to_owned(), count)
    });
    counts.filter(|(_, count)| count[1] + count[2] > 0).collect()
}

#[track_caller]
fn counted(told: &Json, expected: &[(&str, [i64; 3])]) {
    let counts = counts(told);
    let counts: Vec<(&str, [i64; 3])> =
        counts.iter().map(|(kind, count)| (kind.as_str(), *count)).collect();
    assert_eq!(counts, expected);
}

/// The gap of an element and an outcome.
#[track_caller]
fn gap<'j>(told: &'j Json, kind: &str, of: &str, outcome: &str) -> &'j Json {
    let gaps = told["gaps"].as_array().unwrap();
    let found =
        gaps.iter().find(|gap| gap["kind"] == kind && gap["of"] == of && gap["outcome"] == outcome);
    found.unwrap_or_else(|| panic!("no gap {kind} {of} {outcome} in {gaps:#?}"))
}

/// Why, and what to change.
#[track_caller]
fn reason(told: &Json, kind: &str, of: &str, outcome: &str, why: &str, change: &str) {
    let gap = gap(told, kind, of, outcome);
    assert_eq!(gap["why"], why, "{gap:#}");
    assert_eq!(gap["nearest"]["change"], change, "{gap:#}");
}

#[test]
fn one_story_covers_what_was_counted_by_hand() {
    let told = data(&measure("one", &["a"], &[]), &[], 0);
    // Ann is 18, of age to the year, and has lived here for longer than 30 days: what she files is
    // passed on 4 March, granted on 8 March (posted on the 4th, three days, the last is the 7th: the
    // first lawful day), and she reports.
    counted(
        &told,
        &[
            ("article", [3, 3, 1]),
            ("item", [4, 4, 0]),
            ("state", [4, 6, 0]),
            ("transition", [4, 8, 0]),
            // not_on_roll, adult and settled hold.
            ("guard", [3, 11, 0]),
            // No line on the roll; age, days hold; homeless does not.
            ("clause", [4, 15, 0]),
            // The age is just the bound; the first lawful day is that of the grant.
            ("boundary", [2, 8, 0]),
            ("timer", [0, 2, 0]),
            ("role", [0, 6, 0]),
            ("duty", [1, 2, 0]),
            ("register", [1, 3, 0]),
        ],
    );
    // 26 of 68 is 38.23…%: rounded down.
    assert_eq!(told["percent"], "38.2");
    assert_eq!(told["gaps"].as_array().unwrap().len(), 68 - 26 + 1);
}

#[test]
fn all_stories_cover_all() {
    let root = measure("all", &["a", "b", "c"], &[]);
    let told = data(&root, &[], 0);
    for (kind, [seen, all, _]) in counts(&told) {
        assert_eq!(seen, all, "{kind}");
    }
    assert_eq!(told["percent"], "100");
    let declaratory = gap(&told, "article", "1", "happened");
    assert_eq!(
        (&declaratory["why"], &declaratory["excused"]),
        (&"declaratory".into(), &true.into())
    );
    has(&banfa(&root, &["coverage", "--min", "100"], 0), &["nothing is left uncovered"]);
}

#[test]
fn what_decides_is_seen_once_while_it_holds_and_once_while_it_does_not() {
    // In c cat fails by her home alone: the days hold. In b the days alone fail on 30 January.
    let told = data(&measure("decides", &["a", "c"], &[]), &[], 0);
    let days = "settled: days(here_since, today) >= param.min_stay";
    gap(&told, "clause", days, "decides");
    gap(&told, "clause", days, "fails");
    let told = data(&measure("decides-b", &["b", "c"], &[]), &[], 0);
    let gaps = told["gaps"].as_array().unwrap();
    assert!(gaps.iter().all(|gap| gap["kind"] != "clause"), "{gaps:#?}");
    // Without b and a nobody else shows the days holding while the home decides alone: cat does.
    let told = data(&measure("decides-c", &["c"], &[]), &[], 0);
    let gaps = told["gaps"].as_array().unwrap();
    let home = |gap: &&Json| gap["of"] == "settled: homeless";
    assert_eq!(gaps.iter().filter(home).count(), 0);
}

#[test]
fn each_gap_says_why_and_what_to_change() {
    let told = data(&measure("reasons", &["a"], &[]), &[], 0);
    let of = reason;
    of(
        &told,
        "state",
        "case.over",
        "happened",
        "never_reached",
        "it comes to granted: lead it on to over",
    );
    of(
        &told,
        "state",
        "case.failed",
        "happened",
        "never_reached",
        "it comes to filed: lead it on to refused",
    );
    of(
        &told,
        "transition",
        "case.granted.revoke",
        "happened",
        "no_event",
        "it comes to application, granted: let revoke happen there",
    );
    // Granted on 8 March, ten days: the last is the 18th.
    of(
        &told,
        "timer",
        "case.granted.term",
        "fires",
        "not_waited",
        "do nothing else, and go on until after 2024-03-18",
    );
    of(
        &told,
        "timer",
        "case.granted.term",
        "cancelled",
        "never_left",
        "leave the state by 2024-03-18",
    );
    of(&told, "guard", "case.filed.pass adult", "unknown", "never_so", "leave open: age");
    of(
        &told,
        "boundary",
        "adult: age >= param.min_age",
        "below",
        "elsewhere",
        "it was 18, the bound 18: make it 17",
    );
    // From 1 January thirty days: the last is the 31st.
    of(
        &told,
        "boundary",
        "settled: days(here_since, today) >= param.min_stay",
        "above",
        "elsewhere",
        "it was 2024-03-04, the bound 2024-01-31: make it 2024-02-01",
    );
    of(&told, "boundary", "case.posted.grant notice", "below", "elsewhere", "do it on 2024-03-07");
    of(
        &told,
        "role",
        "case.filed.pass",
        "refused",
        "always_entitled",
        "let somebody without the role try it (who may: office)",
    );
    of(
        &told,
        "duty",
        "report",
        "missed",
        "never_missed",
        "leave the duty undone, and go on until after its last day: report",
    );
    let near = &gap(&told, "guard", "case.filed.pass adult", "fails")["nearest"];
    assert_eq!(
        (&near["path"], &near["date"], &near["instance"]),
        (&"scenarios/stall/a.ron".into(), &"2024-03-04".into(), &"case/ann".into())
    );
}

#[test]
fn what_was_tried_in_vain_is_told_by_what_stood_in_its_way() {
    // Passed by nobody who may, granted a day too soon, and a pass that the age keeps back.
    let story = r#"( title: "s", subjects: {
        "ann": (kind: "person", facts: { "age": 17, "here_since": "2024-01-01", "homeless": false }),
        "eve": (kind: "person", facts: { "age": 19, "here_since": "2024-01-01", "homeless": false }) },
      story: [
        (date: "2024-03-01", by: "ann", event: "file", instance: "case/ann"),
        (date: "2024-03-04", by: "office", event: "pass", instance: "case/ann", refused: true),
      ] )"#;
    let told = data(&measure("vain", &[], &[("scenarios/stall/s.ron", story)]), &[], 0);
    reason(
        &told,
        "transition",
        "case.filed.pass",
        "happened",
        "guard_never_true",
        "let these hold: of age",
    );
    let story =
        story.replace("\"age\": 17", "\"age\": 18").replace("by: \"office\"", "by: \"ann\"");
    let told = data(&measure("vain-role", &[], &[("scenarios/stall/s.ron", &story)]), &[], 0);
    reason(
        &told,
        "transition",
        "case.filed.pass",
        "happened",
        "not_entitled",
        "let one with the role do it: office",
    );
    let story = story.replace("by: \"ann\", event: \"pass\", instance: \"case/ann\", refused: true),",
        "by: \"office\", event: \"pass\", instance: \"case/ann\"),
         (date: \"2024-03-05\", by: \"office\", event: \"grant\", instance: \"case/ann\", refused: true),");
    let told = data(&measure("vain-early", &[], &[("scenarios/stall/s.ron", &story)]), &[], 0);
    // Posted on the 4th, three days: the first lawful day is the 8th.
    reason(
        &told,
        "transition",
        "case.posted.grant",
        "happened",
        "too_early",
        "do it on 2024-03-08",
    );
    // Without a story nothing is opened.
    let nothing = r#"( title: "n", subjects: {}, story: [], until: "2024-02-01" )"#;
    let told = data(&measure("vain-none", &[], &[("scenarios/stall/s.ron", nothing)]), &[], 0);
    assert_eq!(gap(&told, "state", "case.filed", "happened")["why"], "never_opened");
}

#[test]
fn what_another_takes_first_is_shadowed() {
    let policy = "( title: \"x\", legal_text: false, files: [\"d.ron\", \"machines/m.ron\"] )";
    let machine = r#"( key: { "n": count }, opened_by: "go", states: {
        "a": (transitions: [(event: "go", target: "b"), (event: "go", target: "c")]),
        "b": (), "c": () } )"#;
    let story = r#"( title: "s", story: [(date: "2024-01-01", event: "go", instance: "m/1")] )"#;
    let files = [
        ("policy/stall/policy.ron", policy),
        ("policy/stall/d.ron", "( events: { \"go\": \"go\" } )"),
        ("policy/stall/machines/m.ron", machine),
        ("scenarios/stall/s.ron", story),
    ];
    let root = measure("shadow", &[], &files);
    for file in ["text.ron", "machines/case.ron", "r.rhai"] {
        std::fs::remove_file(root.join("policy/stall").join(file)).unwrap();
    }
    let told = data(&root, &[], 0);
    // Two transitions of one state on one event: the second is called so.
    reason(
        &told,
        "transition",
        "m.a.go #2",
        "happened",
        "shadowed",
        "keep go from taking it first",
    );
    counted(&told, &[("state", [2, 3, 0]), ("transition", [1, 2, 0])]);
}

#[test]
fn a_story_that_falls_short_counts_too() {
    let story = r#"( title: "s", subjects: { "ann": (kind: "person") },
      story: [(date: "2024-03-01", by: "ann", event: "file", instance: "case/ann", refused: true)] )"#;
    let root = measure("short", &[], &[("scenarios/stall/s.ron", story)]);
    banfa(&root, &["run"], 1);
    let told = data(&root, &[], 0);
    assert!(counts(&told).contains(&("transition".to_owned(), [1, 8, 0])));
}

#[test]
fn what_a_story_shows_under_another_law_counts_where_the_element_is_the_same() {
    let story = |under: &str| {
        format!(
            r#"( title: "s", subjects: {{ "ann": (kind: "person", facts: {{ "age": 17, "here_since": "2024-01-01", "homeless": false }}) }},
              story: [
                (date: "2024-03-01", by: "ann", event: "file", instance: "case/ann"),
                (id: "pass", date: "2024-03-04", by: "office", event: "pass", instance: "case/ann", refused: true),
              ]{under} )"#
        )
    };
    let told = |name: &str, under: &str| {
        data(&measure(name, &[], &[("scenarios/stall/s.ron", &story(under))]), &[], 0)
    };
    // At 17 she is passed only where 17 is the least age; the transition is the same in both.
    let taken = |told: &Json| counts(told).into_iter().find(|(kind, _)| kind == "transition");
    assert_eq!(taken(&told("law", "")).unwrap().1, [1, 8, 0]);
    let under = r#", under: [(values: { "min_age": "17" }, lines: { "pass": accepted })]"#;
    assert_eq!(taken(&told("law-other", under)).unwrap().1, [2, 8, 0]);
}

#[test]
fn what_is_declared_is_excused_and_held_against_the_stories() {
    let declared = r#"( uncovered: [
      (kind: transition, of: "case.posted.object", why: (zh: "没有人异议", en: "nobody objects")),
      (kind: guard, of: "case.filed.pass adult", outcome: unknown, why: (zh: "年龄必填", en: "an age is always given")),
    ] )"#;
    let policy = std::fs::read_to_string(shipped().join("tests/coverage/policy/stall/policy.ron"));
    let policy = policy.unwrap().replace("\"r.rhai\"", "\"r.rhai\", \"gaps.ron\"");
    let files =
        |gaps| [("policy/stall/policy.ron", policy.as_str()), ("policy/stall/gaps.ron", gaps)];
    let told = data(&measure("declared", &["a"], &files(declared)), &[], 0);
    let all = counts(&told);
    assert!(all.contains(&("transition".to_owned(), [4, 7, 1])), "{all:?}");
    assert!(all.contains(&("guard".to_owned(), [3, 10, 1])), "{all:?}");
    assert_eq!(
        gap(&told, "transition", "case.posted.object", "happened")["declared"],
        "nobody objects"
    );
    // c shows both: what is declared is wrong then.
    let root = measure("declared-seen", &["a", "c"], &files(declared));
    let said = banfa(&root, &["coverage"], 1);
    has(
        &said,
        &[
            "policy/stall/gaps.ron:2:7: `case.posted.object` is declared as not to be covered, and is: scenarios/stall/c.ron",
            "policy/stall/gaps.ron:3:7: `case.filed.pass adult` is declared",
        ],
    );
    let unknown = declared.replace("case.posted.object", "case.posted.objekt");
    let said = banfa(&measure("declared-unknown", &["a"], &files(&unknown)), &["coverage"], 1);
    has(&said, &["there is no `case.posted.objekt`", "the nearest is `case.posted.object`"]);
    // A kind that there is not is told by `check`, at its place.
    let wrong = declared.replace("kind: guard", "kind: gard");
    let root = measure("declared-wrong", &["a"], &files(&wrong));
    has(&banfa(&root, &["check"], 1), &["gaps.ron:3:14", "the nearest is `guard`"]);
}

#[test]
fn the_least_that_is_asked_is_held() {
    let root = measure("least", &["a"], &[]);
    banfa(&root, &["coverage", "--min", "article=100", "--min", "state=66.66"], 0);
    // Four of six states are 66.66…%; three more of eight transitions would be 87.5%.
    let said = banfa(&root, &["coverage", "--min", "state=66.67", "--min", "transition=87.5"], 1);
    has(
        &said,
        &["states: 66.6%, below 66.6% (1 missing)", "transitions: 50%, below 87.5% (3 missing)"],
    );
    // What is asked of one kind goes before what is asked of all.
    let words = ["coverage", "--min", "20", "--min", "timer=0", "--min", "role=0"];
    banfa(&root, &words, 0);
    has(&banfa(&root, &["coverage", "--min", "20"], 1), &["timers (fired, cancelled): 0%"]);
    for wrong in ["x", "stat=4", "101", "1.234", "-1"] {
        has(&banfa(&root, &["coverage", &format!("--min={wrong}")], 2), &["is no least percent"]);
    }
}

#[test]
fn only_what_an_amendment_touches_is_counted() {
    let draft = r#"( title: (zh: "关于修改《摊位办法》的决定", en: "Decision on Stalls"), instrument: decision,
      issued: "2024-05-01", effective: "2024-07-01", applies: act,
      edits: [(at: "3.2", old: "3日", new: "5日", running: keep)] )"#;
    let files = [("policy/stall/amendments/longer.ron", draft)];
    let root = measure("amended", &["a"], &files);
    let told = data(&root, &["--changed-by", "longer"], 0);
    // The notice: article 3 and its second paragraph; the transition that waits for it with the floor
    // before and on the first lawful day and its power.
    counted(
        &told,
        &[
            ("article", [1, 1, 0]),
            ("item", [1, 1, 0]),
            ("transition", [1, 1, 0]),
            ("boundary", [1, 2, 0]),
            ("role", [0, 1, 0]),
        ],
    );
    assert_eq!(told["changed_by"][0], "Decision on Stalls");
    has(&banfa(&root, &["coverage", "--changed-by", "none"], 2), &["none"]);
}

#[test]
fn paths_and_bundles_are_told_apart() {
    let root = measure("paths", &["a", "b", "c"], &[]);
    for words in [&["stall", "scenarios/stall/a.ron"][..], &["scenarios/stall/a.ron"]] {
        assert_eq!(data(&root, words, 0)["scenarios"], 1);
    }
    let said = banfa(&root, &["coverage", "stall", "policy/stall"], 2);
    has(&said, &["one bundle at a time"]);
    has(&banfa(&root, &["coverage", "nowhere"], 2), &["nowhere"]);
    let broken = measure("broken", &["a"], &[("scenarios/stall/x.ron", "( title: \"x\" )")]);
    has(&banfa(&broken, &["coverage"], 1), &["x.ron: cannot be played", "1 scenario covers 38.2%"]);
}

#[test]
fn cobertura_counts_each_line_and_its_branches() {
    let root = measure("cobertura", &["a"], &[]);
    let told = banfa(&root, &["coverage", "--format", "cobertura"], 0);
    // The age stands on line 7 of the rules: four outcomes of the part and three of its bound; it held,
    // and was just the bound.
    has(
        &told,
        &[
            "<!DOCTYPE coverage SYSTEM \"http://cobertura.sourceforge.net/xml/coverage-04.dtd\">",
            "<source>.</source>",
            "<class name=\"policy.stall.r\" filename=\"policy/stall/r.rhai\"",
            "<line number=\"7\" hits=\"1\" branch=\"true\" condition-coverage=\"28% (2/7)\">",
            // The article that is declaratory is no line; the second is one.
            "<line number=\"3\" hits=\"1\" branch=\"false\"/>",
        ],
    );
    // What the DTD asks of each element, and in which order.
    let mut open: Vec<&str> = Vec::new();
    let allowed = [
        ("coverage", ""),
        ("sources", "coverage"),
        ("source", "sources"),
        ("packages", "coverage"),
        ("package", "packages"),
        ("classes", "package"),
        ("class", "classes"),
        ("methods", "class"),
        ("lines", "class"),
        ("line", "lines"),
        ("conditions", "line"),
        ("condition", "conditions"),
    ];
    for tag in told.split('<').skip(3).map(|rest| rest.split('>').next().unwrap()) {
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name));
            continue;
        }
        let around = open.last().copied().unwrap_or("");
        assert!(allowed.contains(&(name, around)), "{name} in {around}");
        let needs: &[&str] = match name {
            "coverage" => &[
                "line-rate",
                "branch-rate",
                "lines-covered",
                "lines-valid",
                "branches-covered",
                "branches-valid",
                "complexity",
                "version",
                "timestamp",
            ],
            "package" => &["name", "line-rate", "branch-rate", "complexity"],
            "class" => &["name", "filename", "line-rate", "branch-rate", "complexity"],
            "line" => &["number", "hits"],
            "condition" => &["number", "type", "coverage"],
            _ => &[],
        };
        needs.iter().for_each(|need| assert!(tag.contains(&format!("{need}=\"")), "{tag}"));
        if !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty());
    // Twice the same.
    assert_eq!(told, banfa(&root, &["coverage", "--format", "cobertura"], 0));
}

#[test]
fn the_page_colours_the_text_and_the_drawings() {
    let root = measure("page", &["a"], &[]);
    banfa(&root, &["coverage", "--format", "html", "-o", "c.html"], 0);
    let page = std::fs::read_to_string(root.join("c.html")).unwrap();
    has(
        &page,
        &[
            "<p class=\"out\">says why</p>",
            // 3.2: its posted state and its grant happened; the object transition did not, nor the floor's eve.
            "公示不少于3日。</p>",
            // never entered, covered, in part
            "stroke=\"#c2402d\"",
            "stroke=\"#3c8d5a\"",
            "stroke=\"#b7860b\"",
        ],
    );
    assert!(!page.contains("<script") && !page.contains("http://www.w3.org/1999"));
}

#[test]
fn the_first_screen_fits() {
    for lang in ["zh", "en"] {
        let mut command = program();
        command.current_dir(shipped()).args(["coverage", "changning-2023", "--lang", lang]);
        let output = command.env("COLUMNS", "80").output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        let lines: Vec<&str> = said.lines().collect();
        assert!(lines.len() <= 24, "{said}");
        assert!(lines.iter().all(|line| display_width(line) <= 80), "{said}");
    }
}

/// Every article, state and transition of each measure is covered; of the first one every condition
/// too, or it says why not.
#[test]
fn what_is_shipped_is_covered_or_says_why_not() {
    let bundles = [
        ("changning-2023", true),
        ("baotou-2025", false),
        ("government-information-disclosure", false),
        ("guangzhou-2023", false),
        ("jianhu-2024", false),
        ("model-allocation", true),
        ("model-licence", true),
        ("model-penalty", true),
        ("model-subsidy", true),
        ("pudong-2025", false),
        ("wuhan-2021", false),
    ];
    for (bundle, with_conditions) in bundles {
        let told = data(shipped(), &[bundle], 0);
        for (kind, [seen, all, _]) in counts(&told) {
            let asked = ["article", "item", "state", "transition"].contains(&kind.as_str());
            let too = ["guard", "timer", "quota", "duty"].contains(&kind.as_str());
            if asked || with_conditions && too {
                assert_eq!(seen, all, "{bundle}: {kind}");
            }
        }
        let gaps = told["gaps"].as_array().unwrap().iter();
        for gap in gaps.filter(|gap| gap["excused"] == false) {
            assert!(!gap["reason"].as_str().unwrap().is_empty(), "{gap:#}");
        }
    }
}
