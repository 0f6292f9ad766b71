//! Stories as files: what they expect is really compared, what is no story is left alone, and nothing
//! that a bundle or a story names leads out of its folder.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]

mod command;

use std::path::{Path, PathBuf};
use std::process::Command;

use command::program;

/// What a call of the command said, and how it ended.
struct Said {
    out: String,
    err: String,
    code: i32,
}

/// Calls the command in a folder, in English.
#[track_caller]
fn banfa(folder: &Path, words: &[&str]) -> Said {
    let mut command = program();
    command.current_dir(folder).args(words).args(["--lang", "en"]);
    let output = command.output().expect("the command runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it says UTF-8");
    let (out, err) = (text(output.stdout), text(output.stderr));
    assert!(!err.contains("panicked"), "{err}");
    Said { out, err, code: output.status.code().expect("it was not killed") }
}

/// A folder of a test's own, empty at first.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("stories").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    std::fs::write(path, text).expect("a file");
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A bundle of a name without a machine in a folder, and a story of it.
fn little(root: &Path, name: &str, story: &str) {
    let bundle = root.join("policy").join(name);
    write(&bundle.join("policy.ron"), r#"( title: "t", legal_text: false, files: ["m/m.ron"] )"#);
    write(&bundle.join("m/m.ron"), "()");
    write(&root.join("scenarios").join(name).join("s.ron"), story);
}

/// A story of a bundle without a machine that expects something.
const STORY: &str = r#"( title: "t", story: [], until: "2024-01-01", expect: () )"#;

#[track_caller]
fn has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "`{part}` is not in:\n{text}");
    }
}

/// For each kind of expectation there is a story that falls short of it; what is then said was
/// written by hand. Whoever switches a comparison off makes one of them pass.
#[test]
fn every_kind_of_expectation_is_compared() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expectations");
    let mut stories: Vec<PathBuf> = ["seats", "tools"]
        .iter()
        .flat_map(|bundle| {
            std::fs::read_dir(root.join("scenarios").join(bundle)).expect("a folder")
        })
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "ron"))
        .collect();
    stories.sort();
    assert!(stories.len() >= 18, "a kind of expectation has no story that falls short of it");
    let said = banfa(&root, &["run"]);
    assert_eq!((said.code, said.err.as_str()), (1, ""));
    let mut wanted = String::new();
    for story in &stories {
        let name = story.strip_prefix(&root).unwrap().to_string_lossy();
        let title = read(story);
        let title = title.split("en: \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        wanted.push_str(&format!("FAILED  {name}  {title}\n"));
        wanted.push_str(&read(&story.with_extension("txt")));
    }
    let all = stories.len();
    wanted.push_str(&format!("{all} scenarios: 0 passed, {all} failed\n"));
    for (line, (said, wanted)) in said.out.lines().zip(wanted.lines()).enumerate() {
        assert_eq!(said, wanted, "line {} of what is said", line + 1);
    }
    assert_eq!(said.out, wanted);
}

#[test]
fn what_expects_nothing_says_so_and_what_names_nothing_is_a_mistake() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expectations");
    let bundle = root.join("policy/tools").to_string_lossy().into_owned();
    let shop = folder("nothing_expected");
    let story = |name: &str, rest: &str| {
        let cast = r#"subjects: { "ann": (title: "Ann", facts: { "years": 40 }) }, "#;
        let ask = r#"(date: "2024-03-01", by: "ann", event: "ask", instance: "loan/ann", data: { "tool": "saw" }"#;
        let text = format!("( title: \"{name}\", {cast}story: [\n{ask}{rest} )");
        write(&shop.join(format!("{name}.ron")), &text);
        banfa(&shop, &["run", &format!("{name}.ron"), "--bundle", &bundle])
    };
    for (name, expect) in [
        ("none", "),]"),
        ("empty", "),], expect: ()"),
        ("maps", "),], expect: (states: {}, missing: [])"),
        ("fields", "),], expect: (data: { \"loan/ann\": {} })"),
        ("line", "), (expect: ())]"),
    ] {
        let said = story(name, expect);
        assert_eq!(said.code, 0, "{}{}", said.out, said.err);
        let all = format!("{}{}", said.out, said.err);
        assert_eq!(all.matches("no-expectation").count(), 1, "{name}: {all}");
    }
    // A single empty one among others is told at its own place.
    let said = story("one", "), (expect: ())], expect: (states: { \"loan/ann\": \"asked\" })");
    has(&said.out, &["no-expectation", "one.ron:2:", "passed"]);
    let expects = |what: &str| format!("), (expect: ({what}))]");
    for (name, what, says) in [
        ("machine", r#"counts: { "loa": { "asked": 1 } }"#, "nearest is `loan`"),
        ("counted", r#"counts: { "loan": { "aske": 1 } }"#, "nearest is `asked`"),
        (
            "duty",
            r#"obligations: [(obligation: "give_bak", subject: "ann", status: "open")]"#,
            "nearest is `give_back`",
        ),
        (
            "status",
            r#"obligations: [(obligation: "give_back", subject: "ann", status: "opem")]"#,
            "nearest is `open`",
        ),
        ("whose", r#"obligations: [(obligation: "give_back", status: "open")]"#, "`instance`"),
        (
            "duty_field",
            r#"obligations: [(obligation: "give_back", subject: "ann", status: "open", dew: "2024-03-15")]"#,
            "nearest is `due`",
        ),
        ("account", r#"ledger: [(account: "fee", owed: "5")]"#, "nearest is `fees`"),
        (
            "record",
            r#"records: [(record: "slips", instance: "loan/ann", until: "2024-04-09")]"#,
            "nearest is `slip`",
        ),
        ("finding", r#"findings_owed: { "loan/ann": ["sund"] }"#, "nearest is `sound`"),
        ("event", r#"earliest: { "loan/ann": { "len": "2024-03-05" } }"#, "nearest is `lend`"),
    ] {
        let said = story(name, &expects(what));
        assert_eq!(said.code, 1, "{name}: {}", said.out);
        has(&said.out, &[says, &format!("{name}.ron:2:")]);
    }
    for (name, rest, says) in [
        ("refused", ", refused: [])]", "`refused: []` names no article"),
        ("because", ", because: [])]", "`because: []` names no reason"),
        ("reason", ", because: [\"nt_met\"])]", "nearest is `not_met`"),
        ("limit", ", exceeds: [\"al\"])]", "no quota named `al`"),
        ("sums", "), (expect: (ledger: [(account: \"fees\")]))]", "names no sum to compare"),
        (
            "ends",
            ")], expect: (entries: [(register: \"banned\", subject: \"ann\", from: \"2024-06-01\", to: \"2024-01-01\")])",
            "it ends on 2024-01-01, before it begins on 2024-06-01",
        ),
        (
            "before",
            ")], before: [(register: \"banned\", subject: \"ann\", from: \"2024-06-01\", to: \"2024-01-01\")]",
            "it ends on 2024-01-01, before it begins on 2024-06-01",
        ),
    ] {
        let said = story(name, rest);
        assert_eq!(said.code, 1, "{name}: {}", said.out);
        let out = said.out.split_whitespace().collect::<Vec<_>>().join(" ");
        has(&out, &[says, &format!("{name}.ron:2:")]);
    }
}

#[test]
fn a_mistake_in_writing_is_told_once_with_what_to_write() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let story = read(&root.join("scenarios/examples/roles/who_may.ron"));
    let bundle = root.join("policy/examples/roles").to_string_lossy().into_owned();
    let shop = folder("mistakes");
    let run = |text: &str| {
        write(&shop.join("s.ron"), text);
        banfa(&shop, &["run", "s.ron", "--bundle", &bundle]).out
    };
    let dates = story.matches("\"2024-03-01\"").count();
    assert!(dates > 0);
    let said = run(&story.replace("2024-03-01", "2024-3-1"));
    has(&said, &["`2024-3-1` is not a date", "write it as 2024-03-01"]);
    assert_eq!(said.matches("error[").count(), dates, "each date once:\n{said}");
    let said = run(&story.replacen("(date: ", "(date:\u{3000}", 1));
    has(&said, &["U+3000"]);
    let said = run(&story.replacen("event: \"submit\"", "event: \"提交\"", 1));
    has(&said, &["no event named `提交`", "`submit`"]);
    let said = banfa(&shop, &["run", "s", "--bundle", &bundle]);
    assert_eq!(said.code, 2);
    has(&said.err, &["no such file", "`s.ron`"]);
}

#[test]
fn a_bundle_with_errors_is_not_told_as_missing() {
    let shop = folder("broken");
    little(&shop, "r", STORY);
    write(&shop.join("policy/r/m/m.ron"), "( evnets: {} )");
    for command in ["run", "test"] {
        let said = banfa(&shop, &[command]);
        assert_eq!(said.code, 1);
        has(&said.out, &["the bundle `policy/r` has errors"]);
        assert!(!said.out.contains("put it under scenarios"), "{}", said.out);
    }
    let said = banfa(&shop, &["run", "--format", "json"]);
    has(&said.out, &["the bundle `policy/r` has errors", "\"broken\"", "unknown-field", "evnets"]);
}

#[test]
fn a_bundle_names_no_file_outside_of_its_folder_and_the_library() {
    let shop = folder("outside");
    little(&shop, "x", STORY);
    write(&shop.join("secret.ron"), "( precious: \"do not tell\" )");
    let secret = shop.join("secret.ron").to_string_lossy().into_owned();
    write(&shop.join("policy/library/shared.ron"), "( events: { \"go\": \"go\" } )");
    let listed = |path: &str| {
        let text = format!("( title: \"t\", legal_text: false, files: [\"{path}\"] )");
        write(&shop.join("policy/x/policy.ron"), &text);
        banfa(&shop, &["check", "policy/x"])
    };
    assert_eq!(listed("library/shared.ron").code, 0);
    for path in
        [&secret, "../../secret.ron", &format!("library/{secret}"), "library/../../secret.ron"]
    {
        let said = listed(path);
        assert_eq!(said.code, 1, "{path}: {}", said.out);
        has(&said.err, &["cannot-read"]);
        assert!(!said.err.contains("precious"), "{path}: {}", said.err);
    }
    let text =
        "( title: \"t\", legal_text: false, files: [\"m/m.ron\"], calendar: \"../../secret\" )";
    write(&shop.join("policy/x/policy.ron"), text);
    let said = banfa(&shop, &["check", "policy/x"]);
    has(&said.err, &["secret", "lies outside"]);
    assert!(!said.err.contains("precious"), "{}", said.err);
    // A story names a bundle beside it.
    write(&shop.join("elsewhere/policy.ron"), "( precious: 1 )");
    let elsewhere = shop.join("elsewhere").to_string_lossy().into_owned();
    write(&shop.join("b/scenarios/s.ron"), &format!("( bundle: \"{elsewhere}\", story: [] )"));
    let said = banfa(&shop.join("b"), &["run"]);
    assert_eq!(said.code, 1);
    assert!(!said.err.contains("precious"), "{}", said.err);
}

#[test]
fn a_snapshot_of_any_title_agrees_with_itself() {
    let shop = folder("lines");
    for (name, title) in
        [("a", "a\\r\\nb"), ("b", "a\\rb"), ("c", "a\\u{1b}[2Kb"), ("d", "---\\n---")]
    {
        little(&shop, name, &STORY.replace("\"t\"", &format!("\"{title}\"")));
    }
    banfa(&shop, &["test", "--accept"]);
    let said = banfa(&shop, &["test"]);
    assert_eq!(said.code, 0, "{}", said.out);
    has(&said.out, &["4 passed"]);
}

#[test]
fn a_snapshot_without_its_story_is_told() {
    let shop = folder("orphan");
    little(&shop, "o", STORY);
    banfa(&shop, &["test", "--accept"]);
    let stories = shop.join("scenarios/o");
    std::fs::rename(stories.join("s.ron"), stories.join("renamed.ron")).expect("renamed");
    for words in [&["test"][..], &["test", "--accept"]] {
        let said = banfa(&shop, words);
        has(&said.out, &["s.snap", "belongs to no scenario"]);
    }
}

/// A story of the lending of tools, with pieces beside it.
fn with_pieces(name: &str, story: &str, pieces: &[(&str, &str)]) -> Said {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expectations");
    let bundle = root.join("policy/tools").to_string_lossy().into_owned();
    let shop = folder(name);
    for (piece, text) in pieces {
        write(&shop.join(format!("scenarios/tools/pieces/{piece}.ron")), text);
    }
    write(&shop.join("scenarios/tools/theme/s.ron"), story);
    banfa(&shop, &["run", "--bundle", &bundle])
}

const NEIGHBOUR: &str = r#"( takes: { "called": (zh: "名", en: "name"), "age": (zh: "年龄", en: "age", otherwise: 40) },
  gives: (title: (zh: "$called", en: "$called"), facts: { "years": "$age" }) )"#;
const ASKED: &str = r#"( takes: { "who": (zh: "谁", en: "who") },
  gives: [each({ "who": "$who" }, (date: "2024-03-01", by: "$who", event: "ask", instance: "loan/${who}", data: { "tool": "saw" }))] )"#;

#[test]
fn a_story_begins_with_what_stories_share_and_tells_the_same_of_each() {
    let story = r#"( title: "t",
  subjects: { "bo": use("neighbour", { "called": "Bo" }),
    "*": each({ "who": ["ann", "cy"], "called": ["Ann", "Cy"] }, { "$who": use("neighbour", { "called": "$called" }) }) },
  story: [
    use("asked", { "who": ["ann", "bo", "cy"] }),
    each({ "who": ["ann", "bo"] }, (date: "2024-03-02", by: "keeper", finding: "sound", answer: yes, about: "loan/${who}")),
  ],
  expect: (states: { "*": each({ "who": ["ann", "bo", "cy"] }, { "loan/${who}": "asked" }) },
    findings_owed: { "loan/ann": [], "loan/bo": [], "loan/cy": ["sound"] }) )"#;
    let said = with_pieces("shared", story, &[("neighbour", NEIGHBOUR), ("asked", ASKED)]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    // What stories share is no story itself.
    has(&said.out, &["1 scenario: 1 passed"]);
}

#[test]
fn what_is_wrong_with_what_stories_share_is_told_where_it_stands() {
    let pieces = [("neighbour", NEIGHBOUR), ("asked", ASKED)];
    let cast = r#"( title: "t", subjects: { "bo": use("neighbour", { "called": "Bo", "age": 17 }) }, story: ["#;
    // Refused by what a piece tells: the place in the piece, and the one that uses it.
    let story = format!(
        "{cast}\n use(\"asked\", {{ \"who\": [\"bo\"] }}) ], expect: (missing: [\"loan/bo\"]) )"
    );
    let said = with_pieces("refused", &story, &pieces);
    assert_eq!(said.code, 1);
    has(
        &said.out,
        &[
            "scenarios/tools/pieces/asked.ron:2:35  refused, though the scenario expects it to be accepted",
            "scenarios/tools/theme/s.ron:2:2  used here",
            "→ loan/bo",
            "not_met [1.1]",
        ],
    );
    for (name, lines, says) in [
        ("no_piece", r#"use("askd", { "who": ["bo"] })"#, "the nearest is `asked`"),
        ("not_given", r#"use("asked")"#, "lacks the field `who`"),
        ("no_such_name", r#"use("asked", { "who": ["bo"], "whom": [] })"#, "`whom`"),
        ("lengths", r#"each({ "a": [1, 2], "b": [1] }, (expect: ()))"#, "a list of 2 items"),
        (
            "unbound",
            r#"each({ "a": ["bo"] }, (date: "2024-03-01", by: "$b", event: "ask", instance: "loan/bo"))"#,
            "`b`",
        ),
        ("shape", r#"each({ "a": [1] })"#, "what is told of each"),
        ("path", r#"use("../../secret")"#, "../../secret"),
    ] {
        let said = with_pieces(name, &format!("{cast}\n {lines} ] )"), &pieces);
        assert_eq!(said.code, 1, "{name}: {}", said.out);
        has(&said.out, &[says, "s.ron:2:"]);
    }
    // A mistake in a piece is told in the piece, with the place that uses it.
    let wrong =
        [("neighbour", NEIGHBOUR), ("asked", &ASKED.replace("event: \"ask\"", "event: \"aks\""))];
    let said = with_pieces(
        "mistake",
        &format!("{cast}\n use(\"asked\", {{ \"who\": [\"bo\"] }}) ] )"),
        &wrong,
    );
    has(&said.out, &["no event named `aks`", "pieces/asked.ron:2:", "used here", "s.ron:2:"]);
}

#[test]
fn a_cohort_of_cohorts_ends() {
    let ten = "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]";
    let mut lines = "(expect: ())".to_owned();
    for name in ["a", "b", "c", "d", "e", "f", "g"] {
        lines = format!("each({{ \"{name}\": {ten} }}, [{lines}])");
    }
    let said = with_pieces("bomb", &format!("( title: \"t\", story: [{lines}] )"), &[]);
    assert_eq!(said.code, 1);
    has(&said.out, &["too-many-pieces"]);
}

/// What pieces of a story put together is limited for the whole story: each of the uses is right by
/// itself, with 2 to the power of 17 values in the last name and as many in all before it.
#[test]
fn what_pieces_put_together_is_limited_for_a_story() {
    let mut takes = r#""a0": (zh: "一", en: "a", otherwise: ["x"]),"#.to_owned();
    for at in 1..=17 {
        let before = at - 1;
        takes +=
            &format!(r#""a{at}": (zh: "一", en: "a", otherwise: ["$a{before}", "$a{before}"]),"#);
    }
    let piece = format!("( takes: {{ {takes} }}, gives: [] )");
    let twice = |uses: &str| {
        let story =
            format!("( title: \"t\", story: [\n{uses}], until: \"2024-03-01\", expect: () )");
        with_pieces("large", &story, &[("p", &piece)])
    };
    let once = twice("use(\"p\")");
    assert!(!once.out.contains("pieces-too-large"), "{}", once.out);
    let said = twice("each({ \"n\": [1, 2] }, [use(\"p\")]),\nuse(\"p\")");
    assert_eq!(said.code, 1);
    has(&said.out, &["pieces-too-large", "more than 500000 values", "s.ron:2:"]);
}

/// What a story tells as data grows with what happens in it, not with all that there is.
#[test]
fn a_moment_tells_what_changed_and_not_all_that_stands() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expectations");
    let bundle = root.join("policy/tools").to_string_lossy().into_owned();
    let shop = folder("moments");
    let many: Vec<String> = (0..60).map(|at| format!("\"a{at}\"")).collect();
    let many = many.join(", ");
    let cast = format!(
        "\"*\": each({{ \"who\": [{many}] }}, {{ \"$who\": (title: \"A\", facts: {{ \"years\": 40 }}) }})"
    );
    let ask = r#"(date: "2024-03-01", by: "$who", event: "ask", instance: "loan/${who}", data: { "tool": "saw" })"#;
    let story = format!(
        "( title: \"t\", subjects: {{ {cast} }}, story: [each({{ \"who\": [{many}] }}, {ask})], expect: (states: {{ \"loan/a0\": \"asked\" }}) )"
    );
    write(&shop.join("s.ron"), &story);
    let said = banfa(&shop, &["run", "s.ron", "--bundle", &bundle, "--format", "json"]);
    let whole: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    let told = &whole["scenarios"][0];
    let moments = told["moments"].as_array().expect("moments");
    let changed = moments.iter().map(|moment| moment["changed"].as_object().expect("a map").len());
    assert_eq!((moments.len(), changed.sum::<usize>()), (60, 60));
    assert_eq!(told["configurations"].as_object().expect("a map").len(), 60);
}

/// Nothing assumes by itself, and what is published is not assumed.
#[test]
fn a_story_says_which_years_it_assumes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let bundle = root.join("policy/changning-2023").to_string_lossy().into_owned();
    let story = |assume: &str| {
        let shop = folder("assumed");
        let lines = r#"(date: "2028-11-01", expect: (missing: ["edition/2028"]))"#;
        write(&shop.join("s.ron"), &format!("( title: \"t\", {assume} story: [{lines}] )"));
        banfa(&shop, &["explain", "s.ron", "--bundle", &bundle])
    };
    assert!(!story("").out.contains("assuming"));
    let said = story(r#"assume: (calendar: { "2028": "statutory_days_only" }),"#);
    assert_eq!(said.code, 0, "{}", said.err);
    has(&said.out, &["(assuming a calendar for 2028: 只计法定节假日及其补假"]);
    for (assume, says) in [
        (r#""2026": "statutory_days_only""#, "the calendar of 2026 is published"),
        (
            r#""2048": "statutory_days_only""#,
            "the calendar `statutory_days_only` does not have 2048",
        ),
        (r#""2028": "statutory""#, "statutory"),
        (r#""2028": "../../secret""#, "secret"),
        (r#""next": "statutory_days_only""#, "next"),
    ] {
        let said = story(&format!("assume: (calendar: {{ {assume} }}),"));
        assert_eq!(said.code, 1, "{}{}", said.out, said.err);
        let err = said.err.split_whitespace().collect::<Vec<_>>().join(" ");
        has(&err, &[says, "s.ron:1:"]);
    }
}

/// A command assumes for all that it plays; what a story assumes is laid last.
#[test]
fn a_command_may_assume_a_year_too() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let story = "scenarios/changning-2023/notices/notice_into_2027_waits_for_the_calendar.ron";
    let assume = "2027=statutory_days_only";
    // The notice of 25 December 2026 (a Friday): 28 to 31 December are four working days, the fifth is
    // 4 January 2027, since 1 January is a holiday and 2 and 3 a weekend; so 5 January at the earliest.
    let said = banfa(root, &["explain", story, "--assume", assume]);
    has(&said.out, &["(assuming a calendar for 2027:", "2027-01-05 (by an assumed calendar)"]);
    let said = banfa(root, &["run", story, "--assume", assume]);
    assert_eq!(said.code, 1, "it waits no longer: {}", said.out);
    let said = banfa(root, &["run", story, "--assume", assume, "--format", "json"]);
    has(&said.out, &["\"assumed\": true", "(assuming a calendar for 2027:"]);
    assert_eq!(banfa(root, &["run", story]).code, 0, "nothing assumes by itself");
    for (wrong, says) in [
        ("2027", "--assume:1:1"),
        ("2026=statutory_days_only", "the calendar of 2026 is published"),
        ("2027=none", "`none`"),
        ("soon=statutory_days_only", "`soon`"),
    ] {
        let said = banfa(root, &["run", story, "--assume", wrong]);
        assert_eq!(said.code, 2, "{wrong}: {}", said.err);
        has(&said.err, &[says]);
    }
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::symlink;

    use super::*;

    fn mkfifo(path: &Path) {
        let made = Command::new("mkfifo").arg(path).status().expect("mkfifo");
        assert!(made.success());
    }

    #[test]
    fn pipes_and_locks_among_stories_are_left_out() {
        let shop = folder("pipes");
        little(&shop, "p", STORY);
        let stories = shop.join("scenarios/p");
        mkfifo(&stories.join("f.ron"));
        symlink("nobody@host.1", stories.join(".#s.ron")).expect("linked");
        symlink("nobody@host.1", stories.join("lock.ron")).expect("linked");
        let said = banfa(&shop, &["run"]);
        has(&said.out, &["1 scenario: 1 passed"]);
        let said = banfa(&shop, &["run", "scenarios/p/f.ron"]);
        assert_eq!(said.code, 2);
        has(&said.err, &["no plain file"]);
    }

    #[test]
    fn links_in_a_circle_are_not_walked_and_lead_nowhere() {
        let shop = folder("circle");
        little(&shop, "b", STORY);
        let bundle = shop.join("policy/b");
        symlink(".", bundle.join("l1")).expect("linked");
        symlink(".", bundle.join("l2")).expect("linked");
        assert_eq!(banfa(&shop, &["check"]).code, 0);
        write(&shop.join("secret"), "precious");
        symlink("../../secret", bundle.join("s.ron")).expect("linked");
        let text = "( title: \"t\", legal_text: false, files: [\"s.ron\"] )";
        write(&bundle.join("policy.ron"), text);
        let said = banfa(&shop, &["check"]);
        assert_eq!(said.code, 1);
        has(&said.err, &["it is a link"]);
        assert!(!said.err.contains("precious"), "{}", said.err);
    }

    #[test]
    fn what_is_written_goes_through_no_link_and_replaces_no_pipe() {
        let shop = folder("output");
        little(&shop, "b", STORY);
        let stories = shop.join("scenarios/b");
        write(&shop.join("victim"), "precious");
        // The name that a temporary file once had: that of the process.
        let link = "ln -s ../../victim scenarios/b/s.snap.$$.tmp; exec \"$0\" test --accept";
        let mut command = command::plain("sh");
        command.current_dir(&shop).args(["-c", link]).arg(program().get_program());
        assert!(command.output().expect("it runs").status.success());
        assert_eq!(read(&shop.join("victim")), "precious");
        assert!(stories.join("s.snap").is_file());
        mkfifo(&shop.join("out"));
        symlink("victim", shop.join("link")).expect("linked");
        for out in ["out", "link", "/dev/null"] {
            let said = banfa(&shop, &["explain", "scenarios/b/s.ron", "-o", out]);
            assert_eq!(said.code, 2, "{out}: {}", said.err);
        }
        use std::os::unix::fs::FileTypeExt;
        let kind = shop.join("out").symlink_metadata().expect("it is there").file_type();
        assert!(kind.is_fifo());
        assert_eq!(read(&shop.join("victim")), "precious");
        assert!(Path::new("/dev/null").symlink_metadata().unwrap().file_type().is_char_device());
    }
}
