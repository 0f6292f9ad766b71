//! `banfa test` on the built binary: what is told apart, what is written and what never is, changes told by
//! meaning, the forms that machines read. The measure is a small one of loans, written here.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]

mod command;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use command::{banfa, has, program};

const POLICY: &str = r#"( title: (zh: "借阅", en: "loans"), legal_text: false, files: ["d.ron", "machines/loan.ron", "r.rhai"] )"#;
const DECLARED: &str = r#"(
  kinds: { "person": (zh: "人", en: "person") },
  facts: { "age": (of: "person", type: count, title: (zh: "年龄", en: "age")) },
  parameters: {
    "term": (title: (zh: "借期", en: "loan period"), value: days(10)),
    "fine": (title: (zh: "罚款", en: "fine"), value: money("5元")),
    "least_age": (title: (zh: "最低年龄", en: "least age"), value: count(12)),
  },
  accounts: { "fines": (title: (zh: "罚款账", en: "fines"), ) },
  events: {
    "borrow": (title: (zh: "借出", en: "lend")),
    "bring": (title: (zh: "还书", en: "bring back")),
  },
)"#;
const LOAN: &str = r#"(
  title: (zh: "借阅", en: "loan"), key: { "subject": (title: (zh: "读者", en: "reader"), type: subject) }, opened_by: ["borrow"],
  states: {
    "asked": (title: (zh: "未借", en: "asked"), transitions: [(event: "borrow", when: ["old_enough"], target: "out")]),
    "out": (title: (zh: "借出", en: "out"),
      transitions: [(event: "bring", target: "back"), (after: "term", target: "late")]),
    "late": (title: (zh: "逾期", en: "late"),
      on_entry: [owe(account: "fines", amount: "param.fine")],
      transitions: [(event: "bring", target: "back")]),
    "back": (title: (zh: "已还", en: "back"), kind: final),
  },
)"#;
const RULES: &str = "// title: { zh: \"年龄够\", en: \"old enough\" }\nfn old_enough() {\n    age >= param.least_age\n}\n";
/// Lent on 1 July for ten days: the last day is 11 July, late on 12 July.
const IN_TIME: &str = r#"( title: (zh: "按时还", en: "in time"), subjects: { "a": (title: "甲", facts: { "age": 30 }) }, story: [
  (date: "2024-07-01", event: "borrow", instance: "loan/a"),
  (id: "bring", date: "2024-07-11", event: "bring", instance: "loan/a"),
], expect: (states: { "loan/a": "back" }) )"#;
const LATE: &str = r#"( title: (zh: "逾期", en: "late"), subjects: { "a": (title: "甲", facts: { "age": 30 }) }, story: [
  (date: "2024-07-01", event: "borrow", instance: "loan/a"),
], until: "2024-07-12", expect: (states: { "loan/a": "late" }) )"#;

/// A folder with the measure and its stories; `git` makes it a repository in which all is committed.
fn shop(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("regression").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    for (path, text) in [
        ("policy/loans/policy.ron", POLICY),
        ("policy/loans/d.ron", DECLARED),
        ("policy/loans/machines/loan.ron", LOAN),
        ("policy/loans/r.rhai", RULES),
        ("scenarios/loans/in_time.ron", IN_TIME),
        ("scenarios/loans/late.ron", LATE),
    ] {
        write(&folder.join(path), text);
    }
    folder
}

fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

fn git(folder: &Path, words: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(folder).args(["-c", "user.name=t", "-c", "user.email=t@t"]).args(words);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn edit(folder: &Path, path: &str, old: &str, new: &str) {
    let path = folder.join(path);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(old), "{text}");
    // As an editor does: beside it first, then in its place.
    let beside = path.with_extension("edited");
    std::fs::write(&beside, text.replace(old, new)).unwrap();
    std::fs::rename(beside, path).unwrap();
}

/// The same as a repository in which all is approved and committed.
fn approved(name: &str) -> PathBuf {
    let shop = shop(name);
    git(&shop, &["init", "-q"]);
    banfa(&shop, &["test", "--accept"], 0);
    git(&shop, &["add", "."]);
    git(&shop, &["commit", "-qm", "all"]);
    shop
}

/// What git sees of the stories' folder: what is new or otherwise since the commit.
fn status(shop: &Path) -> Vec<String> {
    let output = Command::new("git")
        .current_dir(shop)
        .args(["status", "--short", "-uall", "scenarios"])
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

/// Runs with keys typed and variables set.
#[track_caller]
fn typed(shop: &Path, words: &[&str], keys: &str, env: &[(&str, &str)], code: i32) -> String {
    let mut command = program();
    command.current_dir(shop).args(words).args(["--lang", "en"]).envs(env.iter().copied());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(keys.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert_eq!(output.status.code(), Some(code), "{said}");
    said
}

/// A change that no step, state, day or sum shows: what something is called.
#[test]
fn what_is_only_called_otherwise_is_told_by_its_words() {
    let shop = approved("called");
    edit(&shop, "policy/loans/machines/loan.ron", "zh: \"已还\"", "zh: \"归还\"");
    let said = banfa(&shop, &["test"], 1);
    has(&said, &["1 as before in steps, states, days, sums", "- ", "已还", "+ ", "归还"]);
}

const TERM: (&str, &str, &str) = ("policy/loans/d.ron", "days(10)", "days(12)");

#[test]
fn a_change_is_told_by_meaning_and_only_what_is_as_expected_is_approved() {
    let shop = approved("meaning");
    has(&banfa(&shop, &["test"], 0), &["2 scenarios: 2 passed; 0 failed"]);
    // Twelve days from 1 July: the last is 13 July, so that nothing is late on 12 July.
    edit(&shop, TERM.0, TERM.1, TERM.2);
    let said = banfa(&shop, &["test"], 1);
    has(
        &said,
        &[
            "policy/loans: 2 not as approved (compared with HEAD)",
            "loan period: 10 days → 12 days",
            "1 not as they expect",
            "scenarios/loans/late.ron",
            "scenarios/loans/in_time.snap.new",
            "2 scenarios: 0 passed; 1 changed; 1 failed",
            "1 of them are not as they expect",
        ],
    );
    assert!(!said.contains("+ "), "no text unless it is asked for:\n{said}");
    assert_eq!(status(&shop), ["?? scenarios/loans/in_time.snap.new"]);
    has(&banfa(&shop, &["test", "--diff"], 1), &["至 2024-07-11", "至 2024-07-13"]);
    // Accepting approves the one and says why not the other.
    let said = banfa(&shop, &["test", "--accept"], 1);
    has(
        &said,
        &[
            "approved  scenarios/loans/in_time.ron",
            "1 failed; 1 newly approved",
            "1 of them are not as they expect",
        ],
    );
    assert!(!said.contains("once read"), "{said}");
    assert_eq!(status(&shop), [" M scenarios/loans/in_time.snap"]);
    // Once the story expects what is right, accepting leaves nothing to be accepted.
    edit(&shop, "scenarios/loans/late.ron", "until: \"2024-07-12\"", "until: \"2024-07-14\"");
    banfa(&shop, &["test", "--accept"], 0);
    has(&banfa(&shop, &["test"], 0), &["2 passed"]);
    assert!(status(&shop).iter().all(|line| !line.contains(".new")), "{:?}", status(&shop));
}

#[test]
fn what_turns_is_told_cause_first_and_what_follows_is_counted() {
    let shop = approved("cause");
    edit(&shop, "policy/loans/r.rhai", "age >=", "age >");
    edit(&shop, "policy/loans/d.ron", "count(12)", "count(30)");
    // The reader is 30: more than 30 he is not.
    let said = banfa(&shop, &["test"], 1);
    has(&said, &["least age: 12 → 30", "lend, accepted → refused", "2 not as approved"]);
}

/// What no event sets off has no name of its own that people know.
#[test]
fn what_runs_by_itself_is_called_by_what_ends() {
    let shop = approved("ends");
    edit(&shop, "policy/loans/machines/loan.ron", "target: \"late\"", "target: \"back\"");
    has(&banfa(&shop, &["test"], 1), &["\"end of loan period\" in \"out\": otherwise"]);
    // One that comes, and one that goes.
    let shop = approved("comes");
    let late = "(after: \"term\", target: \"late\")";
    edit(&shop, "policy/loans/machines/loan.ron", &format!(", {late}"), "");
    has(&banfa(&shop, &["test"], 1), &["\"end of loan period\" in \"out\": there → nothing"]);
    edit(
        &shop,
        "policy/loans/machines/loan.ron",
        "\"late\": (",
        "\"kept\": (title: (zh: \"留\", en: \"kept\")), \"late\": (",
    );
    has(&banfa(&shop, &["test"], 1), &["kept: nothing → new"]);
}

#[test]
fn an_edit_that_nobody_feels_is_said() {
    let shop = approved("unfelt");
    edit(&shop, "policy/loans/d.ron", "5元", "6元");
    let said = banfa(&shop, &["test"], 1);
    has(&said, &["fine: 5", "1 not as approved"]);
    let shop = approved("unfelt-2");
    std::fs::remove_file(shop.join("scenarios/loans/late.ron")).unwrap();
    std::fs::remove_file(shop.join("scenarios/loans/late.snap")).unwrap();
    edit(&shop, "policy/loans/d.ron", "5元", "6元");
    let said = banfa(&shop, &["test"], 0);
    has(&said, &["changed since HEAD, and no outcome is otherwise for it", "fine: 5"]);
}

#[test]
fn without_a_revision_the_words_are_compared_and_alike_is_told_once() {
    let shop = shop("words");
    write(
        &shop.join("scenarios/loans/in_time_too.ron"),
        &IN_TIME.replace("\"a\":", "\"b\":").replace("loan/a", "loan/b"),
    );
    // A repository above the folder of the build would know nothing of these files.
    banfa(&shop, &["test", "--accept"], 0);
    edit(&shop, TERM.0, TERM.1, TERM.2);
    let said = banfa(&shop, &["test"], 1);
    has(&said, &["3 outcomes changed", "● 3:", "至 2024-07-11", "至 2024-07-13"]);
}

#[test]
fn new_missing_orphaned_and_unread_are_told_apart() {
    let shop = approved("apart");
    write(&shop.join("scenarios/loans/new.ron"), &IN_TIME.replace("in time", "new"));
    std::fs::remove_file(shop.join("scenarios/loans/in_time.snap")).unwrap();
    std::fs::rename(
        shop.join("scenarios/loans/late.ron"),
        shop.join("scenarios/loans/renamed.ron"),
    )
    .unwrap();
    write(&shop.join("scenarios/loans/bad.ron"), "( title: \"bad\", story: [ (event: 1) ");
    let said = banfa(&shop, &["test", "--all"], 1);
    has(
        &said,
        &[
            "2 new, to be approved: scenarios/loans/new.ron, scenarios/loans/renamed.ron",
            "1 whose approved outcome is gone: scenarios/loans/in_time.ron",
            "`scenarios/loans/late.snap` belongs to no scenario",
            "1 cannot be read: scenarios/loans/bad.ron",
            "4 scenarios: 0 passed; 2 new; 1 missing; 0 failed; 1 cannot be read; 1 orphaned",
            // What would be approved is shown.
            "+ 2024-07-11  ",
        ],
    );
    let said = banfa(&shop, &["test", "--accept"], 1);
    has(
        &said,
        &["3 newly approved", "`scenarios/loans/late.snap` belongs to no scenario and was removed"],
    );
    std::fs::remove_file(shop.join("scenarios/loans/bad.ron")).unwrap();
    has(&banfa(&shop, &["test"], 0), &["3 passed"]);
}

#[test]
fn in_ci_nothing_is_written() {
    let shop = approved("ci");
    edit(&shop, TERM.0, TERM.1, TERM.2);
    let ci = [("CI", "true")];
    has(&typed(&shop, &["test"], "", &ci, 1), &["1 changed"]);
    has(&typed(&shop, &["test", "--accept"], "", &ci, 2), &["nothing is written where CI is set"]);
    assert_eq!(status(&shop), Vec::<String>::new());
    // Nor is ended there what another left undone.
    let list = shop.join("scenarios/loans/.banfa-batch");
    write(&list, "[]\nend\n");
    has(&typed(&shop, &["test"], "", &ci, 2), &["somebody was interrupted"]);
    std::fs::remove_file(list).unwrap();
    // CI set to nothing is no CI.
    typed(&shop, &["test"], "", &[("CI", "")], 1);
    assert_eq!(status(&shop).len(), 1);
}

#[test]
fn a_review_is_asked_key_by_key() {
    let shop = approved("review");
    write(&shop.join("scenarios/loans/again.ron"), IN_TIME);
    banfa(&shop, &["test", "--accept"], 0);
    git(&shop, &["add", "."]);
    git(&shop, &["commit", "-qm", "more"]);
    edit(&shop, TERM.0, TERM.1, TERM.2);
    // One is explained and rejected, one is skipped; then one is accepted and the rest left.
    banfa(&shop, &["test"], 1);
    let said = typed(&shop, &["test", "--review"], "x\ne\nr\ns\n", &[], 1);
    has(
        &said,
        &[
            "-- 1/2 --",
            "press a, A, r, s, e or q",
            "至 2024-07-13",
            "rejected: scenarios/loans/again.ron",
            "-- 2/2 --",
            "0 passed; 2 changed; 1 failed",
        ],
    );
    assert_eq!(status(&shop), ["?? scenarios/loans/in_time.snap.new"]);
    let said = typed(&shop, &["test", "--review"], "a\nq\n", &[], 1);
    has(&said, &["1 changed; 1 failed; 1 newly approved"]);
    let said = typed(&shop, &["test", "--review"], "a\n", &[], 1);
    has(&said, &["1 newly approved"]);
    has(&banfa(&shop, &["test"], 1), &["2 passed; 1 failed"]);
    // All of one cause at once.
    git(&shop, &["checkout", "-q", "scenarios"]);
    has(&typed(&shop, &["test", "--review"], "A\n", &[], 1), &["2 newly approved"]);
}

#[test]
fn who_was_interrupted_is_ended_by_the_next_and_it_is_said() {
    let shop = approved("interrupted");
    let list = r#"[{"path":"in_time.snap","text":"old"},{"path":"late.snap.new","text":null}]"#;
    write(&shop.join("scenarios/loans/.banfa-batch"), &format!("{list}\nend\n"));
    let said = banfa(&shop, &["test"], 1);
    has(
        &said,
        &[
            "the last command was interrupted",
            "2 files",
            "scenarios/loans/in_time.snap",
            "1 changed",
        ],
    );
    write(&shop.join("scenarios/.banfa-batch"), &list[..20]);
    has(&banfa(&shop, &["test"], 1), &["interrupted before it wrote anything"]);
    has(&banfa(&shop, &["test", "--accept"], 0), &["1 newly approved"]);
    let hidden: Vec<String> =
        status(&shop).into_iter().filter(|line| line.contains(".banfa")).collect();
    assert_eq!(hidden, Vec::<String>::new());
}

#[test]
fn only_what_an_edit_reaches_is_tested_where_that_is_asked() {
    let shop = approved("reach");
    has(&banfa(&shop, &["test", "--changed"], 0), &["nothing that changed"]);
    // Only the one that is late is fined.
    edit(&shop, "policy/loans/d.ron", "5元", "6元");
    has(
        &banfa(&shop, &["test", "--changed"], 1),
        &["1 scenarios: 0 passed; 1 changed; 0 failed; 1 out of reach"],
    );
    git(&shop, &["checkout", "-q", "."]);
    edit(&shop, "scenarios/loans/in_time.ron", "in time", "in good time");
    has(&banfa(&shop, &["test", "--changed"], 0), &["1 scenarios: 1 passed"]);
    git(&shop, &["checkout", "-q", "."]);
    // A piece lies beside the folders of the stories, and a calendar beside the bundles: who uses them
    // is reached.
    let line = "(date: \"2024-07-01\", event: \"borrow\", instance: \"loan/a\")";
    let theme = LATE.replace(line, "use(\"lent\", {})").replace(
        "title: (zh: \"逾期\", en: \"late\")",
        "title: (zh: \"另\", en: \"other\"), assume: (calendar: { \"2030\": \"plain\" })",
    );
    write(&shop.join("scenarios/loans/theme/piece.ron"), &theme);
    write(
        &shop.join("scenarios/loans/pieces/lent.ron"),
        &format!("( takes: {{}}, gives: {line} )"),
    );
    write(
        &shop.join("policy/calendars/plain.ron"),
        &std::fs::read_to_string(
            command::shipped().join("policy/calendars/statutory_days_only.ron"),
        )
        .unwrap(),
    );
    banfa(&shop, &["test", "--accept"], 0);
    git(&shop, &["add", "."]);
    git(&shop, &["commit", "-qm", "piece"]);
    has(&banfa(&shop, &["test", "--changed"], 0), &["nothing that changed"]);
    edit(&shop, "scenarios/loans/pieces/lent.ron", "07-01", "07-02");
    has(
        &banfa(&shop, &["test", "--changed", "scenarios/loans/theme"], 1),
        &["scenarios/loans/theme/piece.ron"],
    );
    git(&shop, &["checkout", "-q", "."]);
    let calendar = shop.join("policy/calendars/plain.ron");
    let text = std::fs::read_to_string(&calendar).unwrap();
    std::fs::write(&calendar, format!("// edited\n{text}")).unwrap();
    has(&banfa(&shop, &["test", "--changed"], 0), &["3 scenarios: 3 passed"]);
    git(&shop, &["checkout", "-q", "."]);
    // Who stops at the first says so; who asks for a path gets it; a seed gives one order.
    edit(&shop, TERM.0, TERM.1, TERM.2);
    has(&banfa(&shop, &["test", "--fail-fast"], 1), &["1 scenarios: ", "stopped at the first"]);
    has(&banfa(&shop, &["test", "--filter", "late"], 1), &["1 scenarios: "]);
    banfa(&shop, &["test", "--filter", "nowhere"], 2);
    let first = banfa(&shop, &["test", "--shuffle", "7"], 1);
    has(&first, &["--shuffle 7"]);
    assert_eq!(first, banfa(&shop, &["test", "--shuffle", "7"], 1));
}

#[test]
fn machines_read_it() {
    let shop = approved("machines");
    edit(&shop, TERM.0, TERM.1, TERM.2);
    let plain = |form: &str| {
        let mut command = program();
        command.current_dir(&shop).args(["test", "--format", form, "--lang", "en"]).env("CI", "1");
        command.env("GITHUB_STEP_SUMMARY", shop.join("summary.md"));
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stdout).unwrap()
    };
    let json: serde_json::Value = serde_json::from_str(&plain("json")).unwrap();
    assert_eq!((&json["counts"]["changed"], &json["counts"]["failed"]), (&1.into(), &1.into()));
    assert_eq!(json["stories"][1]["wrong"]["line"], 3);
    assert_eq!(json["meanings"][0]["compared"]["changed"], 2);
    let junit = plain("junit");
    has(
        &junit,
        &[
            r#"<testsuites name="banfa" tests="2" skipped="0" failures="2" errors="0">"#,
            r#"<testcase name="late" classname="scenarios/loans">"#,
            r#"type="outcome-changed""#,
            r#"type="story-failed""#,
            r#"<property name="file" value="scenarios/loans/late.ron"/>"#,
        ],
    );
    let sarif: serde_json::Value = serde_json::from_str(&plain("sarif")).unwrap();
    let run = &sarif["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert_eq!(run["results"][1]["level"], "error");
    let place = &run["results"][1]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "scenarios/loans/late.ron");
    let rule = usize::try_from(run["results"][0]["ruleIndex"].as_u64().unwrap()).unwrap();
    assert_eq!(run["tool"]["driver"]["rules"][rule]["id"], run["results"][0]["ruleId"]);
    let quality: serde_json::Value = serde_json::from_str(&plain("codequality")).unwrap();
    assert_eq!(quality[1]["severity"], "major");
    assert_ne!(quality[0]["fingerprint"], quality[1]["fingerprint"]);
    has(
        &plain("github"),
        &[
            "::warning file=scenarios/loans/in_time.ron,line=1,title=outcome-changed::",
            "::error file=scenarios/loans/late.ron",
        ],
    );
    let page = plain("md");
    has(
        &page,
        &["# Scenarios tested", "## loans", "loan period: 10 days", "scenarios/loans/late.ron:3"],
    );
    // The summary of a step is added to: once by `github`, and not by another form.
    assert_eq!(std::fs::read_to_string(shop.join("summary.md")).unwrap(), page);
}

/// Each kind of story, with the way it goes and the other way. At 30 the reader may borrow; at 11 not.
#[test]
fn a_story_may_be_optional_or_forbidden() {
    let shop = approved("kinds");
    let story = |kind: &str, facts: &str| {
        IN_TIME
            .replace("( title", &format!("( kind: {kind}, title"))
            .replace("{ \"age\": 30 }", facts)
    };
    for (kind, facts, code, said) in [
        ("required", "{ \"age\": 30 }", 0, "passed "),
        (
            "required",
            "{ \"age\": 11 }",
            1,
            "refused, though the scenario expects it to be accepted",
        ),
        ("optional", "{ \"age\": 30 }", 0, "passed "),
        ("optional", "{ \"age\": 11 }", 0, "optional, and it does not come about"),
        ("forbidden", "{ \"age\": 11 }", 0, "passed "),
        ("forbidden", "{ \"age\": 30 }", 1, "forbidden, and it comes about"),
        // Nobody said how old he is: whether it can come about is open.
        ("forbidden", "{}", 1, "whether it can come about is open"),
    ] {
        write(&shop.join("scenarios/loans/in_time.ron"), &story(kind, facts));
        let told = banfa(&shop, &["run", "scenarios/loans/in_time.ron"], code);
        has(&told, &[said]);
        let _ = std::fs::remove_file(shop.join("scenarios/loans/in_time.snap"));
        let told = banfa(&shop, &["test", "scenarios/loans/in_time.ron", "--accept"], code);
        has(&told, &[if code == 0 { "1 newly approved" } else { "1 failed" }]);
    }
    // An ending that differs is enough.
    let other =
        IN_TIME.replace("( title", "( kind: forbidden, title").replace("\"back\"", "\"late\"");
    write(&shop.join("scenarios/loans/in_time.ron"), &other);
    banfa(&shop, &["run", "scenarios/loans/in_time.ron"], 0);
}

/// Under a term of five days the book is due on 6 July: brought on 11 July it is late, and the fine
/// is owed. Under a least age of 40 nothing is lent.
#[test]
fn a_story_may_be_told_under_other_laws_with_expectations_of_its_own() {
    let shop = approved("under");
    let under = |branch: &str| {
        let text = IN_TIME.replace(
            "expect: (states: { \"loan/a\": \"back\" }) )",
            &format!("expect: (states: {{ \"loan/a\": \"back\" }}), under: [{branch}] )"),
        );
        write(&shop.join("scenarios/loans/in_time.ron"), &text);
    };
    let run = |code: i32| banfa(&shop, &["run", "scenarios/loans/in_time.ron"], code);
    under(
        r#"(values: { "term": "5d" }, expect: (ledger: [(account: "fines", subject: "a", owed: "5元")]))"#,
    );
    run(0);
    under(
        r#"(values: { "term": "5d" }, expect: (ledger: [(account: "fines", subject: "a", owed: "6元")]))"#,
    );
    has(&run(1), &["under term=5d:", "6"]);
    // Lines are not held against what they expect, unless the branch says it.
    under(r#"(values: { "least_age": "40" }, expect: (missing: ["loan/a"]))"#);
    run(0);
    under(r#"(values: { "least_age": "40" }, lines: { "bring": (refused: true) })"#);
    run(0);
    under(r#"(values: { "least_age": "40" }, lines: { "bring": accepted })"#);
    has(
        &run(1),
        &["under least_age=40:", "refused, though the scenario expects it to be accepted"],
    );
    for (branch, wrong) in [
        ("(expect: (missing: [\"loan/a\"]))", "each branch of `under` says"),
        ("(values: { \"term\": \"5d\" }, lines: { \"brnig\": accepted })", "brnig"),
        (
            "(values: { \"term\": \"5d\" }, lines: { \"bring\": (expect: (missing: [\"loan/a\"])) })",
            "is for a line that expects",
        ),
        ("(values: { \"trem\": \"5d\" }, expect: (missing: [\"loan/a\"]))", "trem"),
        ("(reading: \"A1\", expect: (missing: [\"loan/a\"]))", "number=meaning"),
    ] {
        under(branch);
        has(&run(1), &[wrong]);
    }
    // What turns there alone is not taken for wording: five days end on 6 July, and only there is the
    // fine owed.
    under(r#"(values: { "term": "5d" }, expect: (states: { "loan/a": "back" }))"#);
    banfa(&shop, &["test", "--accept"], 0);
    git(&shop, &["add", "."]);
    git(&shop, &["commit", "-qm", "under"]);
    edit(&shop, "policy/loans/d.ron", "5元", "6元");
    let said = banfa(&shop, &["test"], 1);
    has(&said, &["1 outcomes changed", "scenarios/loans/in_time.ron", "6"]);
    assert!(!said.contains("as before in steps"), "{said}");
    git(&shop, &["checkout", "-q", "."]);
    std::fs::remove_file(shop.join("scenarios/loans/in_time.snap")).unwrap();
    // What happens there is approved too.
    under(
        r#"(values: { "term": "5d" }, expect: (ledger: [(account: "fines", subject: "a", owed: "5元")]))"#,
    );
    has(&banfa(&shop, &["test", "--diff"], 1), &["按 term=5d："]);
}

#[test]
fn a_save_is_answered() {
    use std::io::{BufRead, BufReader};
    let shop = approved("watch");
    let mut command = program();
    command.current_dir(&shop).args(["test", "--watch", "--lang", "en"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut complaints = child.stderr.take().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let (sender, more) = std::sync::mpsc::channel();
    let listening = std::thread::spawn(move || lines.for_each(|line| drop(sender.send(line))));
    let until = |part: &str| {
        let mut seen = Vec::new();
        while let Ok(line) = more.recv_timeout(Duration::from_secs(60)) {
            if line.contains(part) {
                return;
            }
            seen.push(line);
        }
        panic!("`{part}` never came after {seen:#?}")
    };
    until("waiting for a save");
    edit(&shop, TERM.0, TERM.1, TERM.2);
    until("saved: policy/loans/d.ron");
    until("1 changed; 1 failed");
    edit(&shop, "scenarios/loans/late.ron", "2024-07-12", "2024-07-14");
    until("saved: scenarios/loans/late.ron");
    until("2 changed; 0 failed");
    edit(&shop, TERM.0, TERM.2, TERM.1);
    until("2 scenarios: ");
    // A bundle that breaks says what is wrong with it, and is told again once it is mended.
    edit(&shop, "policy/loans/d.ron", "count(12)", "cuont(12)");
    until("2 cannot be read");
    edit(&shop, "policy/loans/d.ron", "cuont(12)", "count(12)");
    until("2 scenarios: ");
    // One more, and one less.
    let third = shop.join("scenarios/loans/more/third.ron");
    std::fs::create_dir(third.parent().unwrap()).unwrap();
    std::fs::copy(shop.join("scenarios/loans/in_time.ron"), &third).unwrap();
    until("saved: ");
    until("3 scenarios: 2 passed; 1 new; 0 failed");
    std::fs::remove_file(&third).unwrap();
    until("2 scenarios: 2 passed");
    // What nobody saves is not told again, however often it is read.
    let told = more.recv_timeout(Duration::from_secs(1));
    assert!(told.is_err(), "{told:?}");
    child.kill().unwrap();
    child.wait().unwrap();
    listening.join().unwrap();
    let mut complained = String::new();
    std::io::Read::read_to_string(&mut complaints, &mut complained).unwrap();
    has(&complained, &["cuont", "the bundle `policy/loans` has errors"]);
    assert_eq!(status(&shop), [" M scenarios/loans/late.ron"]);
}

/// Played at the terminal: lent on 1 July, a day that is past asked for, an age that is none asked for
/// again, brought on 11 July. What is saved runs as it was played, is new to `test`, and never lies
/// over another. To one who is 11 nothing is lent, and that is kept on request.
#[test]
fn a_story_is_recorded_at_the_terminal() {
    let shop = approved("record");
    let record = |name: &str, answers: &str, code: i32| {
        typed(&shop, &["run", "--record", name, "--bundle", "loans"], answers, &[], code)
    };
    let answers =
        "recorded\n2024-07-01\nb\nolder\nten\n30\n1\nd 2024-06-01\nd 2024-07-11\n1\n+\nw\n";
    let said = record("mine/first", answers, 0);
    has(&said, &["loan/b: lend", "loan/b: bring back", "not before the present one", "saved as"]);
    let read = |name: &str| {
        std::fs::read_to_string(shop.join(format!("scenarios/loans/mine/{name}.ron"))).unwrap()
    };
    let text = "( title: \"recorded\",\n  subjects: {\n    \"b\": (title: \"older\", facts: { \"age\": 30 }),\n  },\n  story: [\n    (date: \"2024-07-01\", event: \"borrow\", instance: \"loan/b\"),\n    (date: \"2024-07-11\", event: \"bring\", instance: \"loan/b\"),\n  ],\n  until: \"2024-07-12\",\n  expect: (states: { \"loan/b\": \"back\" }),\n)\n";
    assert_eq!(read("first"), text);
    banfa(&shop, &["run", "scenarios/loans/mine/first.ron"], 0);
    has(&banfa(&shop, &["test"], 1), &["2 passed; 1 new; 0 failed"]);
    has(&record("mine/first", "", 2), &["is there already"]);
    for name in ["../out", "/tmp/out", ""] {
        record(name, "", 2);
    }
    record("mine/young", "young\n2024-07-01\nb\n\n11\n1\ny\nw\n", 0);
    has(&read("young"), &["refused: true, because: [\"not_met\"])"]);
    banfa(&shop, &["run", "scenarios/loans/mine/young.ron"], 0);
    // Who leaves leaves nothing.
    typed(
        &shop,
        &["run", "--record", "mine/second", "--bundle", "loans"],
        "t\n2024-07-01\n",
        &[],
        0,
    );
    assert!(!shop.join("scenarios/loans/mine/second.ron").exists());
}
