//! The built command as a user meets it: what it says, in which language, how it ends.
//!
//! Each test runs the binary through [`Banfa`]. Files that a test needs are written into a folder of
//! its own below the build's temporary folder.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]

mod command;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use command::program;

use serde_json::Value as Json;
use unicode_width::UnicodeWidthStr;

const WHO_MAY: &str = "scenarios/examples/roles/who_may.ron";
const COMMANDS: [&str; 11] = [
    "run",
    "explain",
    "check",
    "graph",
    "adopt",
    "compare",
    "date",
    "decision",
    "mutate",
    "calendar",
    "completions",
];

/// One call of the command.
struct Banfa {
    command: Command,
}

/// What came of it.
struct Said {
    out: String,
    err: String,
    code: i32,
}

/// The command with these words, from the repository, without the tester's own locale.
fn banfa<'w>(words: impl IntoIterator<Item = &'w str>) -> Banfa {
    let mut command = program();
    command.args(words);
    Banfa { command }
}

impl Said {
    /// What it says, wherever it goes: `run` tells problems beside its results.
    fn all(&self) -> String {
        format!("{}{}", self.out, self.err)
    }
}

impl Banfa {
    fn inside(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }
    fn with(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }
    #[track_caller]
    fn says(mut self) -> Said {
        let output = self.command.output().expect("the command runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it says UTF-8");
        let (out, err) = (text(output.stdout), text(output.stderr));
        for bad in ["panicked", "RUST_BACKTRACE", "src/"] {
            assert!(!err.contains(bad), "a user is shown `{bad}`:\n{err}");
        }
        Said { out, err, code: output.status.code().expect("it was not killed") }
    }
    /// What it says, where it ends with this code.
    #[track_caller]
    fn ends(self, code: i32) -> Said {
        let said = self.says();
        assert_eq!(said.code, code, "\nout: {}\nerr: {}", said.out, said.err);
        said
    }
}

#[track_caller]
fn has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "`{part}` is not in:\n{text}");
    }
}

/// A folder of a test's own, empty at first.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli").join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).expect("the folder of a former run");
    }
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn write(path: &Path, text: impl AsRef<[u8]>) {
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    std::fs::write(path, text).expect("a file");
}

/// A bundle with one machine `m`, its rules, and one scenario; answers the scenario's path.
fn little(name: &str, machine: &str, rules: &str, scenario: &str) -> String {
    let root = folder(name);
    let bundle = root.join("policy/little");
    let policy = r#"( title: "little", legal_text: false, files: ["names.ron", "machines/m.ron", "rules.rhai"] )"#;
    write(&bundle.join("policy.ron"), policy);
    write(&bundle.join("names.ron"), r#"( events: { "go": "go" } )"#);
    write(&bundle.join("machines/m.ron"), machine);
    write(&bundle.join("rules.rhai"), rules);
    let path = root.join("scenarios/little/x.ron");
    write(&path, scenario);
    path.to_string_lossy().into_owned()
}

fn columns(line: &str) -> usize {
    line.width()
}

#[test]
fn help_fits_80_columns_in_both_languages() {
    let mut wide = String::new();
    for lang in ["zh", "en"] {
        for words in std::iter::once(vec![]).chain(COMMANDS.map(|command| vec![command])) {
            let said = banfa(words.iter().copied().chain(["--help", "--lang", lang])).ends(0);
            assert!(said.err.is_empty());
            for line in said.out.lines().filter(|line| columns(line) > 80) {
                writeln!(wide, "{words:?} {lang} {}: {line}", columns(line)).unwrap();
            }
        }
    }
    assert!(wide.is_empty(), "{wide}");
}

#[test]
fn help_keeps_to_one_language() {
    for command in COMMANDS {
        let zh = banfa([command, "--help", "--lang", "zh"]).ends(0).out;
        has(&zh, &["用法：", "参数：", "选项：", "例："]);
        for english in ["Arguments", "Options:", "Usage", "usage"] {
            assert!(!zh.contains(english), "`{english}` in Chinese help:\n{zh}");
        }
        let en = banfa([command, "--help", "--lang", "en"]).ends(0).out;
        has(&en, &["usage:", "arguments:", "options:", "examples:"]);
        let chinese = |letter: char| ('\u{4e00}'..='\u{9fff}').contains(&letter);
        assert!(!en.chars().any(chinese), "Chinese in English help:\n{en}");
    }
}

#[test]
fn the_help_of_the_whole_names_every_command_and_the_exit_codes() {
    for lang in ["zh", "en"] {
        let said = banfa(["--help", "--lang", lang]).ends(0).out;
        for command in COMMANDS {
            assert!(said.lines().any(|line| line.trim_start().starts_with(command)), "{said}");
        }
        has(&said, &["0 ", "1 ", "2 "]);
    }
}

/// A reader copies these lines: each must do what it says.
#[test]
fn the_examples_of_the_help_can_be_run() {
    let mut seen = 0;
    for command in [None].into_iter().chain(COMMANDS.map(Some)) {
        let said = banfa(command.into_iter().chain(["--help", "--lang", "en"])).ends(0).out;
        let (_, examples) = said.split_once("examples:").expect("examples");
        for line in examples.lines().filter(|line| line.trim_start().starts_with("banfa ")) {
            // After two blanks it is told what the line does.
            let line = line.trim_start().split("  ").next().expect("a line");
            let words: Vec<&str> = line.split_whitespace().skip(1).collect();
            // All scenarios are run by a test of their own; drawing writes files.
            if words == ["run"] || words.first() == Some(&"graph") || words == ["check"] {
                continue;
            }
            // Adopting writes a folder among the bundles; tests/adopt.rs does so elsewhere.
            if words.first() == Some(&"adopt") && !words.contains(&"--dry-run") {
                continue;
            }
            seen += 1;
            assert_eq!(banfa(words).says().code, 0, "{line}");
        }
    }
    assert!(seen >= 6, "{seen}");
}

#[test]
fn without_a_command_the_help_is_shown_and_nothing_was_done() {
    let said = banfa([]).ends(2);
    has(&said.err, &["用法", "run", "check"]);
}

#[test]
fn the_version_is_told() {
    let said = banfa(["--version"]).ends(0);
    let lines: Vec<&str> = said.out.lines().collect();
    let [version, revision, calendar] = lines.as_slice() else { panic!("{lines:?}") };
    assert_eq!(*version, format!("banfa {}", env!("CARGO_PKG_VERSION")));
    assert!(revision.starts_with("修订"), "{revision}");
    // The last year of `policy/calendars/cn.ron`, and its version.
    assert_eq!(*calendar, "自带日历：至 2026 年（2026-10）");
}

#[test]
fn without_a_locale_it_speaks_chinese() {
    has(&banfa(["run", WHO_MAY]).ends(0).out, &["通过", "谁能做什么"]);
}

#[test]
fn the_locale_chooses_the_language_and_the_option_overrides_it() {
    let words = ["run", WHO_MAY];
    has(&banfa(words).with("LANG", "en_US.UTF-8").ends(0).out, &["passed", "who may do what"]);
    has(&banfa(words).with("LANG", "zh_CN.UTF-8").ends(0).out, &["通过"]);
    // As everywhere, LC_ALL comes before LANG.
    let both = banfa(words).with("LANG", "zh_CN.UTF-8").with("LC_ALL", "en_GB.UTF-8");
    has(&both.ends(0).out, &["passed"]);
    let other = ["run", WHO_MAY, "--lang", "zh"];
    has(&banfa(other).with("LANG", "en_US.UTF-8").ends(0).out, &["通过"]);
    has(&banfa(["run", WHO_MAY, "--lang=en"]).ends(0).out, &["passed"]);
}

#[test]
fn an_unknown_option_is_answered_with_the_nearest() {
    let said = banfa(["run", "--fromat", "json", "--lang", "en"]).ends(2);
    has(&said.err, &["there is no option `--fromat`", "the nearest is `--format`", "--help"]);
    has(&banfa(["run", "--fromat", "json"]).ends(2).err, &["没有选项 `--fromat`", "`--format`"]);
    has(&banfa(["chek", "--lang", "en"]).ends(2).err, &["`chek`", "`check`"]);
    let said = banfa(["run", "--format", "jsn", "--lang", "en"]).ends(2);
    has(&said.err, &["`jsn`", "human", "json"]);
    has(&banfa(["explain", "--lang", "en"]).ends(2).err, &["SCENARIO"]);
}

#[test]
fn check_explains_problems_elements_and_actions() {
    let said = |name: &str, lang: &str| banfa(["check", "--explain", name, "--lang", lang]);
    has(&said("missing-field", "en").ends(0).out, &["missing-field"]);
    has(&said("owe", "en").ends(0).out, &["owe  action", "amount   expression  required", "owe("]);
    has(&said("owe", "zh").ends(0).out, &["owe  动作", "必填"]);
    // An element, and the change of it in a reading.
    has(
        &said("transition", "en").ends(0).out,
        &["transition  transition", "transition  change", "one of `event`, `after` is required"],
    );
    has(&said("weeks", "en").ends(0).out, &["weeks(2)"]);
    has(&said("selektion", "en").ends(2).err, &["`selektion`", "`selection`"]);
    has(&said("missing-fild", "en").ends(2).err, &["`missing-field`"]);
}

/// Some of what clap complains of was told in its own English.
#[test]
fn a_mistake_in_the_arguments_is_told_in_the_language() {
    for words in [
        ["run", "--format", "json", "--format", "json"].as_slice(),
        &["run", "--lang"],
        &["check", "--explain"],
        &["date", "2024-01-01", "+5d", "extra"],
    ] {
        let said = banfa(words.iter().copied()).ends(2).err;
        for english in ["error:", "Usage", "For more information", "argument"] {
            assert!(!said.contains(english), "{words:?}: `{english}` in:\n{said}");
        }
        has(&said, &["--help"]);
    }
}

#[cfg(unix)]
#[test]
fn an_argument_that_is_no_utf8_is_told_in_the_language() {
    use std::os::unix::ffi::OsStrExt;
    let mut call = banfa(["run"]);
    call.command.arg(std::ffi::OsStr::from_bytes(b"caf\xe9"));
    assert!(!call.ends(2).err.contains("error:"));
}

#[test]
fn a_file_named_twice_is_run_once() {
    let said = banfa(["run", WHO_MAY, "scenarios/examples/roles", "--lang", "en"]).ends(0).out;
    has(&said, &["2 scenarios: 2 passed"]);
}

#[test]
fn a_folder_where_a_scenario_should_be_is_told_as_such() {
    has(
        &banfa(["explain", "scenarios/examples", "--lang", "en"]).ends(2).err,
        &["it is not a file"],
    );
}

#[test]
fn a_path_that_is_not_there_cannot_be_worked_on() {
    for command in ["run", "explain", "check"] {
        let said = banfa([command, "no/such/place", "--lang", "en"]).ends(2);
        has(&said.err, &["`no/such/place`", "there is no such file"]);
        assert!(said.out.is_empty(), "{}", said.out);
    }
}

#[test]
fn an_empty_folder_cannot_be_worked_on() {
    let empty = folder("empty");
    let empty = empty.to_str().expect("UTF-8");
    has(&banfa(["run", empty]).ends(2).err, &[empty]);
    has(&banfa(["check", empty]).ends(2).err, &[empty]);
}

#[test]
fn a_file_where_a_bundle_should_be_is_told_as_such() {
    has(&banfa(["check", "Cargo.toml", "--lang", "en"]).ends(2).err, &["it is not a folder"]);
}

#[test]
fn a_mistyped_name_is_shown_in_its_line_with_the_nearest() {
    let machine = r#"( opened_by: ["go"], states: { "waiting": (transitions: [(event: "go", target: "gone")]), "gone": () } )"#;
    let scenario = "( title: \"x\",\n  story: [(event: \"go\", instance: \"m\")],\n  expect: (states: { \"m\": \"gnoe\" }),\n)\n";
    let path = little("typo", machine, "", scenario);
    let said = banfa(["run", &path, "--lang", "en"]).ends(1);
    // `gnoe` stands in line 3 behind `  expect: (states: { "m": "`, which are 27 characters.
    has(&said.all(), &["x.ron:3:28", "`gnoe`", "`gone`", "^^^^"]);
    has(&said.out, &["1 scenario: 0 passed, 1 failed"]);
    let said = banfa(["explain", &path, "--lang", "en"]).ends(1);
    has(&said.err, &["x.ron:3:28", "`gone`"]);
}

#[test]
fn carets_stand_under_chinese_letters_too() {
    let machine = r#"( opened_by: ["go"], states: { "等待": (transitions: [(event: "go", target: "完成")]), "完成": () } )"#;
    let scenario = "( title: (zh: \"题\", en: \"x\"),\n  story: [(event: \"go\", instance: \"m\")],\n  /* 说明 */ expect: (states: { \"m\": \"完城\" }),\n)\n";
    let path = little("caret", machine, "", scenario);
    let said = banfa(["run", &path]).ends(1).all();
    let lines: Vec<&str> = said.lines().collect();
    let at = lines.iter().position(|line| line.contains('^')).expect("carets");
    let before = |line: &str, mark: &str| columns(line.split(mark).next().unwrap_or(""));
    assert_eq!(before(lines[at], "^"), before(lines[at - 1], "完城"), "{said}");
    assert_eq!(lines[at].matches('^').count(), columns("完城"), "{said}");
    has(&said, &["`完成`"]);
}

#[test]
fn a_mismatch_shows_both_sides_in_its_line() {
    let machine = r#"( opened_by: ["go"], states: { "a": (transitions: [(event: "go", target: "b")]), "b": () } )"#;
    let scenario = "( title: \"x\",\n  story: [(event: \"go\", instance: \"m\")],\n  expect: (states: { \"m\": \"a\" }),\n)\n";
    let path = little("mismatch", machine, "", scenario);
    let said = banfa(["run", &path, "--lang", "en"]).ends(1);
    has(&said.out, &["x.ron:3:", "expected: a", "actual:   b", "1 failed"]);
    has(&banfa(["explain", &path, "--lang", "en"]).ends(1).out, &["expected: a"]);
}

#[test]
fn a_bundle_that_is_not_there_is_told_once() {
    let said = banfa(["run", WHO_MAY, "--bundle", "no/such/bundle", "--lang", "en"]).ends(2);
    has(&said.err, &["no/such/bundle"]);
    // That the scenario should lie elsewhere would be no help: the bundle was named.
    assert!(!said.all().contains("--bundle"), "{}", said.all());
    let path = folder("alone").join("x.ron");
    write(&path, "( title: \"x\", story: [], expect: () )");
    let said = banfa(["run", path.to_str().expect("UTF-8"), "--lang", "en"]).ends(1);
    has(&said.all(), &["--bundle"]);
}

#[test]
fn a_bundle_that_does_not_load_is_a_bundle_that_falls_short() {
    let path = little(
        "broken",
        "( states: { \"a\": (on_entry: [raise(\"og\")]) } )",
        "",
        "( title: \"x\", story: [], expect: () )",
    );
    let said = banfa(["run", &path, "--lang", "en"]).ends(1);
    has(&said.err, &["m.ron:1:", "`og`", "`go`"]);
}

#[test]
fn a_file_that_is_no_utf8_is_malformed() {
    let path = folder("latin1").join("x.ron");
    write(&path, b"( title: \"caf\xe9\", story: [] )");
    let path = path.to_str().expect("UTF-8");
    let bundle = ["--bundle", "policy/examples/roles", "--lang", "en"];
    for command in ["run", "explain"] {
        let said = banfa([command, path].into_iter().chain(bundle)).ends(1);
        // `( title: "caf` are thirteen bytes.
        has(&said.all(), &["UTF-8", "14"]);
    }
}

#[test]
fn a_file_of_50_megabytes_is_not_read() {
    let path = folder("large").join("x.ron");
    write(&path, vec![b' '; 50_000_000]);
    let path = path.to_str().expect("UTF-8");
    let bundle = ["--bundle", "policy/examples/roles", "--lang", "en"];
    for command in ["run", "explain"] {
        let began = Instant::now();
        let said = banfa([command, path].into_iter().chain(bundle)).ends(2);
        has(&said.all(), &["50000000", "8388608"]);
        assert!(began.elapsed() < Duration::from_secs(20));
    }
}

#[test]
fn brackets_without_end_are_told_and_do_not_overflow_the_stack() {
    let path = folder("deep").join("x.ron");
    write(&path, "[".repeat(1_000_000));
    let path = path.to_str().expect("UTF-8");
    let said = banfa(["run", path, "--bundle", "policy/examples/roles", "--lang", "en"]).ends(1);
    has(&said.all(), &["x.ron:1:", "syntax"]);
}

#[test]
fn a_rule_that_loops_for_ever_ends_with_what_happened() {
    let machine = r#"( opened_by: ["go"], states: { "a": (transitions: [(event: "go", when: ["never_ends"], target: "b")]), "b": () } )"#;
    let rules = "fn never_ends() { let n = 0; while true { n += 1; } n > 0 }\n";
    let scenario = "( title: \"x\", story: [(event: \"go\", instance: \"m\", refused: true, because: [\"fault\"])], expect: (missing: [\"m\"]) )";
    let path = little("endless_rule", machine, rules, scenario);
    let began = Instant::now();
    banfa(["run", &path, "--lang", "en"]).ends(0);
    let said = banfa(["explain", &path, "--lang", "en"]).ends(0);
    assert!(began.elapsed() < Duration::from_secs(60), "{:?}", began.elapsed());
    has(&said.out, &["refused", "operations"]);
}

#[test]
fn instances_that_notify_each_other_for_ever_are_refused() {
    // Each `go` sends itself another `go` at once.
    let machine = r#"( opened_by: ["go"], states: { "a": (transitions: [(event: "go", actions: [send(event: "go", to: itself)])]) } )"#;
    let scenario = "( title: \"x\", story: [(event: \"go\", instance: \"m\", refused: true, because: [\"endless\"])], expect: (missing: [\"m\"]) )";
    let path = little("endless_sends", machine, "", scenario);
    let said = banfa(["explain", &path, "--lang", "en"]).ends(0);
    has(&said.out, &["for ever"]);
}

#[test]
fn transitions_without_event_that_go_round_for_ever_are_refused() {
    let machine = r#"( opened_by: ["go"], states: {
      "a": (transitions: [(event: "go", target: "b")]),
      "b": (transitions: [(target: "c")]),
      "c": (transitions: [(target: "b")]),
    } )"#;
    let scenario = "( title: \"x\", story: [(event: \"go\", instance: \"m\", refused: true, because: [\"endless\"])], expect: (missing: [\"m\"]) )";
    let path = little("endless_chart", machine, "", scenario);
    banfa(["run", &path]).ends(0);
}

#[test]
fn into_a_pipe_go_no_colours_unless_they_are_asked_for() {
    let path = little("colours", "( states: { \"a\": () } )", "", "( title: \"x\", storry: [] )");
    let said = banfa(["run", &path]).ends(1);
    assert!(!said.all().contains('\u{1b}'), "{}", said.all());
    let said = banfa(["run", &path, "--color", "always"]).ends(1);
    assert!(said.all().contains('\u{1b}'), "{}", said.all());
    let said = banfa(["run", &path, "--color", "never"]).ends(1);
    assert!(!said.all().contains('\u{1b}'), "{}", said.all());
}

#[test]
fn explain_keeps_to_the_columns_of_the_terminal() {
    for (lang, width) in [("zh", 80), ("en", 80), ("zh", 60), ("en", 60)] {
        for path in [
            WHO_MAY,
            "scenarios/examples/ranking/a_tie_at_the_cut.ron",
            "scenarios/changning-2023/conditions/one_day_short.ron",
        ] {
            let said = banfa(["explain", path, "--lang", lang])
                .with("COLUMNS", &width.to_string())
                .ends(0);
            for line in said.out.lines() {
                assert!(columns(line) <= width, "{} columns of {width}: {line}", columns(line));
            }
        }
    }
}

/// 2021-05-11 and three years are 2024-05-11; filed on 2024-05-10, one day is missing.
#[test]
fn explain_tells_each_clause_that_fails_and_what_is_missing() {
    let path = "scenarios/changning-2023/conditions/one_day_short.ron";
    let wide = |lang| banfa(["explain", path, "--lang", lang]).with("COLUMNS", "400").ends(0).out;
    has(&wide("zh"), &["不少于组织生产经营最低年限（3年）：还差 1 天，2024-05-11 起符合"]);
    has(&wide("en"), &["1 day short; so from 2024-05-11 on", "does not apply: among the first"]);
    // A bar names the line of the register, and the day from which it is gone.
    let path =
        "scenarios/changning-2023/bans/every_running_ban_is_named_and_the_longest_governs.ron";
    has(
        &banfa(["explain", path, "--lang", "en"]).with("COLUMNS", "400").ends(0).out,
        &["2021-05-21 to 2026-05-20]: yes, should be no: that entry ends on 2026-05-20"],
    );
}

/// 民法典 and the table of 2024: posted on 02-06, five working days end on the make-up Monday 02-19.
/// A small firm: that it is no person, and what a person would need, stands in nobody's way.
#[test]
fn explain_tells_only_the_branch_that_could_apply() {
    let folder = folder("branches");
    write(
        &folder.join("policy/b/policy.ron"),
        r#"( title: "x", legal_text: false, files: ["d.ron", "machines/m.ron", "r.rhai"] )"#,
    );
    write(
        &folder.join("policy/b/d.ron"),
        r#"( kinds: { "firm": "firm", "person": "person" },
      facts: { "staff": (title: "staff", type: count), "age": (title: "age", type: count) }, events: { "go": "go", "come": "come" } )"#,
    );
    write(
        &folder.join("policy/b/machines/m.ron"),
        r#"( key: { "s": subject }, opened_by: ["go", "come"], states: { "idle": (transitions: [
      (event: "go", when: ["is_firm", "big"], target: "x"), (event: "go", when: ["is_person", "grown_up"], target: "x"),
      (event: "come", when: "fit", target: "x")]), "x": () } )"#,
    );
    write(
        &folder.join("policy/b/r.rhai"),
        r#"/// - a firm
fn is_firm() { is_a("firm") }
/// - a person
fn is_person() { is_a("person") }
/// - big
fn big() { staff >= 10 }
/// - grown up
fn grown_up() { age >= 18 }
/// - fit
fn fit() { (is_firm() && big()) || (is_person() && grown_up()) }
"#,
    );
    write(
        &folder.join("scenarios/b/a.ron"),
        r#"( title: "a small firm", subjects: { "p": (kind: "firm", title: "A", facts: { "staff": 3 }) }, story: [
      (date: "2024-03-01", event: "go", instance: "m/p", refused: true, because: ["not_met"]),
      (date: "2024-03-02", event: "come", instance: "m/p", refused: true, because: ["not_met"]) ] )"#,
    );
    let said = banfa(["explain", "scenarios/b/a.ron", "--lang", "en"]).inside(&folder).ends(0).out;
    has(&said, &["7 short"]);
    for away in ["person", "age", "grown"] {
        assert!(!said.contains(away), "`{away}` is told:\n{said}");
    }
}

#[test]
fn explain_counts_day_by_day_and_writes_pages() {
    let path = "scenarios/changning-2023/notices/notice_runs_over_spring_festival_2024.ron";
    let said = banfa(["explain", path, "--format", "md", "--lang", "zh"]).ends(0).out;
    has(
        &said,
        &[
            "# 公示跨2024年春节",
            "## 2024-02-19",
            "**评审办：进入资料评审 → edition/2024/case/acme/model，不予受理**",
            "计算：自 2024-02-06 起 5个工作日，末日 2024-02-19",
            "4      2024-02-18  周日  春节调休上班",
            "changning-2023（",
        ],
    );
    let folder = folder("pages");
    let file = folder.join("page.html");
    let target = file.to_string_lossy().into_owned();
    let money = "scenarios/changning-2023/money/a_full_edition_costs_168_wan.ron";
    let said = banfa(["explain", money, "--format", "html", "-o", &target, "--lang", "en"]).ends(0);
    assert_eq!(said.out, "");
    let page = std::fs::read_to_string(&file).expect("a page");
    has(&page, &["<html lang=\"en\">", "<svg class=\"timeline\"", "1,680,000", "Art. 26.2"]);
    for fetched in ["http://", "https://", "<script", "<link", "@import"] {
        assert!(!page.contains(fetched), "{fetched} in a page that should be complete in itself");
    }
}

/// Eleven gold winners are one too many: the refused list is shown with each limit.
#[test]
fn explain_shows_the_list_that_was_refused() {
    let path = "scenarios/changning-2023/selection/eleven_golds_are_refused_and_ten_accepted.ron";
    let said = banfa(["explain", path, "--lang", "zh"]).ends(0).out;
    has(
        &said,
        &["名额超出：质量金奖（合计） 11/10", "edition/2024/case/p5/achievement：长宁区质量金奖"],
    );
}

/// Posted on 2026-03-02, five working days are 03-03 to 03-09: admission on 03-10. Filing ends with
/// the deadline, 53 days after the call as in the story: 04-24, so the list from 04-25 on. Posted on
/// Saturday 04-25, five working days are 04-27 to 04-30 and, after Labour Day, 05-06: award on 05-07.
/// The places: 2 × 50 + 10 × 10 + 2 × 2 = 204 万元; with shared quotas 2 × 50 + 10 × 10 = 200 (A1).
#[test]
fn a_plan_under_any_change_follows_the_same_story_and_ends() {
    let plan = |set: &str| {
        let words = ["plan", "edition/2026", "--from", "2026-03-02", "--set", set, "--lang", "zh"];
        banfa(words).with("COLUMNS", "200").ends(0).out
    };
    // Two working days more: the notice from 2026-04-25 ends on 2026-05-08, a Friday; the award on
    // the Saturday after, which is worked (2026-05-09, 劳动节调休上班).
    has(&plan("second_notice=7workdays"), &["2026-05-09", "one_case_from_call_to_award"]);
    has(&plan("mayor_model_quota=9223372036854775807"), &["9223372036854775807 × 500,000"]);
    // The greatest sum that a decimal of 96 bits holds.
    let said = plan("prize.mayor.model=79228162514264337593543950335元");
    has(&said, &["最多支出没有算出（奖金）"]);
}

#[test]
fn plan_tells_the_first_day_of_each_step_and_the_greatest_spend() {
    let plan = ["plan", "edition/2026", "--from", "2026-03-02", "--lang", "zh"];
    let said = banfa(plan).with("COLUMNS", "200").ends(0).out;
    has(
        &said,
        &[
            "计算：自 2026-03-02 起 5个工作日，末日 2026-03-09〔第二十一条〕",
            "│ 2026-04-25 ┆ 评审办：提出获奖建议名单",
            "末日 2026-05-06；",
            "劳动节放假",
            "│ 2026-05-07 ┆ 区政府：发文表彰",
            "自 2026-03-02 至 2026-05-07，共 67 天",
            "最多支出（奖金）：2,040,000 元",
        ],
    );
    let together = plan.into_iter().chain(["--reading", "A1=together"]);
    has(&banfa(together).ends(0).out, &["最多支出（奖金）：2,000,000 元"]);
    // Seven working days instead of five: 05-07 and 05-08 as well, so 05-09.
    let longer = plan.into_iter().chain(["--set", "second_notice=7workdays"]);
    has(&banfa(longer).ends(0).out, &["│ 2026-05-09 ┆ 区政府：发文表彰"]);
    let late = ["plan", "edition/2026", "--from", "2026-12-20", "--lang", "en"];
    has(&banfa(late).ends(1).out, &["calendar/2027", "\"award by decision\" cannot happen"]);
    let off = ["plan", "edition/2025", "--from", "2025-03-03", "--lang", "en"];
    has(&banfa(off).ends(1).out, &["in a year of the cycle [Art. 3.1, A2]"]);
    has(&banfa(["plan", "x/1", "--from", "2025-03-03", "--lang", "en"]).ends(2).err, &["edition"]);
    // Other measures: ceilings of 50, 40 and 30 for 3, 5 and 7; six classes under a grand total.
    let most = |bundle, instance, from| {
        banfa(["plan", instance, "--from", from, "--bundle", bundle, "--lang", "en"]).ends(0).out
    };
    has(&most("pudong-2025", "edition/2026", "2026-03-02"), &["ceiling", "5,600,000 yuan"]);
    has(&most("wuhan-2021", "edition/2021", "2021-05-06"), &["25,000,000 yuan"]);
}

/// A ban told beforehand keeps its written days whatever a term is set to: "0 differences" never
/// stands alone.
#[test]
fn a_comparison_says_which_lines_told_beforehand_keep_their_days() {
    let words = ["run", "scenarios/changning-2023/bans/last_day_of_the_ban_still_bars_filing.ron"];
    let shorter = words.into_iter().chain(["--set", "same_award_ban=3y", "--lang", "zh"]);
    has(&banfa(shorter).says().out, &["有 1 个情景预先写定了“不得申报”的起止日"]);
    let another = words.into_iter().chain(["--set", "first_notice=6workdays", "--lang", "zh"]);
    assert!(!banfa(another).says().out.contains("预先写定"));
}

/// What a meaning takes away from a state is gone, also where it gives nothing anew; a notice that
/// is counted otherwise is so wherever its length is added to a day.
#[test]
fn a_meaning_changes_one_thing_wherever_it_runs() {
    let words = [
        "run",
        "scenarios/changning-2023/readings/the_certificate_comes_later.ron",
        "--lang",
        "zh",
    ];
    let bar = |reading: &str| banfa(words.into_iter().chain(["--reading", reading])).says().out;
    // 2024-10-11 the decision, 2024-10-10 the last day of the notice, 2024-12-02 the certificate.
    has(
        &bar("A48=from_the_certificate"),
        &["2024-10-12 至 2029-10-11", "2024-12-03 至 2029-12-02"],
    );
    has(&bar("A48=from_the_notice"), &["2024-10-11 至 2029-10-10"]);
    let words = [
        "run",
        "scenarios/changning-2023/objections/an_objection_after_the_notice_is_not_received.ron",
    ];
    let counted =
        banfa(words.into_iter().chain(["--reading", "A17=day_of_posting", "--lang", "zh"])).says();
    has(&counted.out, &["自 2024-10-11 起", "自 2024-10-10 起", "2024-10-10 提出异议"]);
}

#[test]
fn the_greatest_spend_fills_no_place_that_a_condition_refuses() {
    // 第一条: bronze is for the economy only, six; so thirty in all leave 2+5 gold, 3+5 silver and
    // 6 bronze: 7 × 2,000,000 + 8 × 1,000,000 + 6 × 500,000.
    let plan = ["plan", "edition/2021", "--from", "2021-04-12", "--bundle", "wuhan-2021"];
    let more = plan.into_iter().chain(["--set", "total_quota=30", "--lang", "en"]);
    let said = banfa(more).ends(0).out;
    has(&said, &["25,000,000 yuan", "7 × 2,000,000", "8 × 1,000,000", "6 × 500,000"]);
}

#[test]
fn explain_tells_one_instance_where_it_is_asked_for() {
    let path = "scenarios/examples/instances/all_or_nothing.ron";
    let said = banfa(["explain", path, "invitation/jia", "--lang", "en"]).ends(0).out;
    has(&said, &["invitation/jia"]);
    let (_, end) = said.rsplit_once("on 2000-01-01").expect("how it ended");
    assert!(!end.contains("invitation/yi"), "{end}");
    let said = banfa(["explain", path, "invitation/bing", "--lang", "en"]).ends(2);
    has(&said.err, &["invitation/bing", "meeting/1/invitation/jia"]);
}

/// What a stranger writes into a title neither moves the cursor nor acts in a page.
#[test]
fn a_title_neither_moves_the_cursor_nor_runs_in_a_page() {
    let root = folder("acting_title");
    let policy = "( title: \"x\", legal_text: false, files: [\"d.ron\"] )";
    write(&root.join("policy/b/policy.ron"), policy);
    let text = "( articles: { \"1\": (heading: \"h | <img src=x onerror=alert(1)>\", status: declaratory(\"x\"), text: [\"<script>alert(1)</script> `<b>\"]) } )";
    write(&root.join("policy/b/d.ron"), text);
    let story =
        "( title: \"ok\\r\\u{1b}[2K\\npassed \\u{202e}<b>\", story: [], expect: (missing: []) )";
    let path = root.join("scenarios/b/s.ron");
    write(&path, story);
    let path = path.to_string_lossy().into_owned();
    let bundle = root.join("policy/b").to_string_lossy().into_owned();
    let run = banfa(["run", &path, "--lang", "en"]).ends(0).out;
    has(&run, &["ok\\u{d}\\u{1b}[2K\\u{a}passed \\u{202e}<b>"]);
    for format in ["human", "md", "html"] {
        let told = banfa(["explain", &path, "--format", format, "--lang", "en"]).ends(0).out;
        has(&told, &["\\u{1b}", "\\u{202e}"]);
        assert!(!told.contains(['\u{1b}', '\u{202e}', '\r']), "{told}");
        assert!(format == "human" || !told.contains("<b>\n"), "{told}");
        for command in [&["text", "1"][..], &["articles"]] {
            let words = command.iter().copied();
            let words = words.chain(["--bundle", &bundle, "--format", format]);
            let told = banfa(words).ends(0).out;
            let acts = |sign: &str| told.replace("\\<", "").contains(sign);
            assert!(
                format == "human" || !(acts("<script") || acts("<img") || acts("<b>")),
                "{told}"
            );
        }
    }
}

fn json(words: &[&str]) -> Json {
    let said = banfa(words.iter().copied()).ends(0);
    assert!(said.err.is_empty(), "{}", said.err);
    serde_json::from_str(&said.out).expect("JSON")
}

#[test]
fn json_has_its_version_receipts_and_what_changed_after_each_line() {
    let whole = json(&["run", "scenarios/examples/roles", "--format", "json"]);
    assert_eq!(whole["format"], "banfa-run");
    assert_eq!(whole["version"], 2);
    assert_eq!((&whole["passed"], &whole["failed"]), (&2.into(), &0.into()));
    let receipts = whole["receipts"].as_array().expect("receipts");
    assert_eq!(receipts.len(), 1);
    assert_eq!(receipts[0]["bundle"], "roles");
    assert_eq!(receipts[0]["engine"], env!("CARGO_PKG_VERSION"));
    let hash = receipts[0]["bundle_sha256"].as_str().expect("a hash");
    assert!(hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()), "{hash}");
    let scenario = whole["scenarios"].as_array().expect("scenarios").iter();
    let scenario = scenario.clone().find(|one| one["path"] == WHO_MAY).expect("who_may");
    assert_eq!(scenario["passed"], true);
    assert_eq!(scenario["title"]["en"], "who may do what");
    // One after each of the eight lines of the story; the first is refused, and nothing is there.
    let moments = scenario["moments"].as_array().expect("moments");
    let states: Vec<String> =
        moments.iter().map(|moment| moment["changed"]["notice/zhang"][0].to_string()).collect();
    // What stands as it stood is not told again.
    let expected = [
        "null",
        "null",
        "\"submitted\"",
        "null",
        "\"posted\"",
        "null",
        "\"reported\"",
        "\"taken_down\"",
    ];
    assert_eq!(scenario["configurations"]["notice/zhang"][0], "taken_down");
    assert_eq!(states, expected);
    let accepted: Vec<&Json> = moments.iter().map(|moment| &moment["accepted"]).collect();
    let (yes, no, none) = (Json::from(true), Json::from(false), Json::Null);
    assert_eq!(accepted, [&no, &none, &yes, &no, &yes, &no, &yes, &yes]);
    assert_eq!(moments[0]["date"], "2024-03-01");
    let refused = scenario["journal"].as_array().expect("a journal").iter();
    let refused: Vec<&Json> = refused.filter(|entry| entry["kind"] == "refused").collect();
    assert_eq!(refused.len(), 3);
    assert_eq!(refused[0]["reasons"][0]["kind"], "role");
    assert_eq!(refused[0]["reasons"][0]["articles"][0], "1.1");
}

#[test]
fn json_of_what_happened_says_what() {
    let whole = json(&["run", "scenarios/examples/ballot", "--format", "json"]);
    let all = whole["scenarios"].as_array().expect("scenarios").iter();
    let all: Vec<&Json> = all.flat_map(|one| one["journal"].as_array().expect("one")).collect();
    let opened = all.iter().find(|entry| entry["kind"] == "opened").expect("opened");
    assert!(opened["machine"].is_string() && opened["instance"].is_string(), "{opened}");
    let set = json(&["run", "scenarios/examples/weighted_score", "--format", "json"]);
    let all = set["scenarios"].as_array().expect("scenarios").iter();
    let all: Vec<&Json> = all.flat_map(|one| one["journal"].as_array().expect("one")).collect();
    let set = all.iter().find(|entry| entry["kind"] == "set").expect("set");
    assert_eq!(set["field"], "score");
    assert!(set["value"].is_string() && set["instance"].is_string(), "{set}");
}

#[test]
fn json_of_a_malformed_scenario_is_json() {
    let path = little(
        "json",
        "( opened_by: [\"go\"], states: { \"a\": (transitions: [(event: \"go\")]) } )",
        "",
        "( title: \"x\", story: [(event: \"og\", instance: \"m\")] )",
    );
    let said = banfa(["run", &path, "--format", "json", "--lang", "en"]).ends(1);
    let whole: Json = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!((&whole["passed"], &whole["failed"]), (&0.into(), &1.into()));
    let problems = whole["scenarios"][0]["problems"].as_array().expect("problems");
    let unknown = problems.iter().find(|one| one["code"] == "unknown-name").expect("it is told");
    assert_eq!(unknown["severity"], "error");
    let check: Json = json(&["check", "policy/examples/roles", "--format", "json"]);
    assert_eq!((&check["format"], &check["version"]), (&"banfa-check".into(), &1.into()));
}

#[test]
fn the_same_run_gives_the_same_bytes() {
    for words in [
        vec!["run", "scenarios/examples", "--format", "json"],
        vec!["run", "scenarios/examples"],
        vec!["check", "policy/examples"],
        vec!["check", "policy/wuhan-2021"],
    ] {
        let once = banfa(words.iter().copied()).says();
        for _ in 0..2 {
            let again = banfa(words.iter().copied()).says();
            assert_eq!((&once.out, &once.err), (&again.out, &again.err), "{words:?}");
        }
    }
}

#[test]
fn the_order_of_files_changes_no_result() {
    let files = [
        WHO_MAY,
        "scenarios/examples/history/days_kept.ron",
        "scenarios/examples/workdays/suspended.ron",
    ];
    let told = |order: [usize; 3]| {
        let words: Vec<&str> =
            ["run", "--format", "json"].into_iter().chain(order.map(|at| files[at])).collect();
        let whole = json(&words);
        let mut scenarios = whole["scenarios"].as_array().expect("scenarios").clone();
        scenarios.sort_by_key(|one| one["path"].to_string());
        (scenarios, whole["receipts"].clone())
    };
    assert_eq!(told([0, 1, 2]), told([2, 0, 1]));
    assert_eq!(told([0, 1, 2]), told([1, 2, 0]));
}

/// What is written on the way is laid out as the whole would be.
#[test]
fn a_run_written_on_the_way_is_one_value() {
    let broken = little(
        "on_the_way",
        "( opened_by: [\"go\"], states: { \"a\": (transitions: [(event: \"go\")]) } )",
        "",
        "( title: \"x\", story: [(event: \"og\", instance: \"m\")] )",
    );
    let nowhere = folder("of_no_bundle").join("s.ron");
    write(&nowhere, "( title: \"x\", story: [] )");
    let nowhere = nowhere.to_string_lossy();
    for (words, code, counts) in [
        (vec!["scenarios/examples/roles"], 0, (2, 0)),
        (vec![broken.as_str()], 1, (0, 1)),
        (
            vec!["scenarios/examples/roles", &broken, &nowhere, "scenarios/examples/workdays"],
            1,
            (5, 2),
        ),
    ] {
        let words = words.into_iter();
        let said = banfa(["run", "--format", "json"].into_iter().chain(words)).ends(code).out;
        let whole: Json = serde_json::from_str(&said).expect("JSON");
        assert_eq!((&whole["passed"], &whole["failed"]), (&counts.0.into(), &counts.1.into()));
        let alone = |name: &str| {
            let text = serde_json::to_string_pretty(&whole[name]).expect("JSON");
            format!("\"{name}\": {}", text.replace('\n', "\n  "))
        };
        let names =
            ["broken", "format", "receipts", "version", "scenarios", "passed", "failed"].map(alone);
        assert_eq!(said, format!("{{\n  {}\n}}\n", names.join(",\n  ")));
    }
}

/// Whoever reads goes away after the first line; the last story, far behind it, falls short.
#[test]
fn the_command_ends_by_all_stories_though_nobody_reads_on() {
    let first = little("read_no_further", "( opened_by: [\"go\"], states: { \"a\": () } )", "", "");
    let folder = Path::new(&first).parent().expect("a folder");
    for number in 0..200 {
        let expected = if number == 199 { "b" } else { "a" };
        let opens = "story: [(date: \"2024-01-01\", event: \"go\", instance: \"m\")]";
        let story =
            format!("( title: \"x\", {opens}, expect: (states: {{\"m\": \"{expected}\"}}) )");
        write(&folder.join(format!("s{number:03}.ron")), &story);
    }
    std::fs::remove_file(&first).expect("it was written");
    for more in [&["--format", "json"][..], &[]] {
        let mut command = program();
        command.arg("run").arg(folder).args(more).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("it starts");
        let mut out = child.stdout.take().expect("it is piped");
        std::io::Read::read_exact(&mut out, &mut [0; 10]).expect("it says something");
        drop(out);
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        assert_eq!(output.status.code(), Some(1));
    }
}

/// `banfa run scenarios | head -1`
#[test]
fn a_reader_that_goes_away_is_no_panic() {
    for words in [["run", "scenarios/examples", "--format", "json"].as_slice(), &["--help"]] {
        let mut command = program();
        command.args(words);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("it starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        let err = String::from_utf8_lossy(&output.stderr);
        assert!(!err.contains("panicked") && !err.contains("Broken pipe"), "{err}");
        assert_eq!(output.status.code(), Some(0));
    }
}

#[test]
fn working_days_are_counted_out() {
    // 2024-09-27 was a Friday: 28 rest, 29 made up, 30, then seven days off, 8, 9, 10 October.
    let said = banfa(["date", "2024-09-27", "+5workdays", "--lang", "en"]).ends(0).out;
    has(&said, &["2024-10-10", "2024-10-11", "make-up workday"]);
    let whole = json(&["date", "2024-09-27", "+5workdays", "--format", "json"]);
    assert_eq!((&whole["day"], &whole["next"]), (&"2024-10-10".into(), &"2024-10-11".into()));
    // The 31st is missing in February: the month's last day.
    assert_eq!(json(&["date", "2026-01-31", "+1month", "--format", "json"])["day"], "2026-02-28");
}

#[test]
fn what_was_never_published_is_not_guessed() {
    has(&banfa(["date", "2027-03-01", "+5workdays", "--lang", "en"]).ends(1).err, &["2027"]);
    has(&banfa(["date", "2024-13-01", "+5days", "--lang", "en"]).ends(2).err, &["2024-13-01"]);
    has(&banfa(["date", "2024-01-01", "5x", "--lang", "en"]).ends(2).err, &["5x"]);
}

#[test]
fn every_shipped_bundle_is_without_error() {
    let said = banfa(["check", "--lang", "en"]).ends(0);
    assert!(said.out.matches(": 0 errors").count() >= 15, "{}", said.out);
}

#[test]
fn a_problem_is_explained_by_its_code() {
    for lang in ["zh", "en"] {
        has(
            &banfa(["check", "--explain", "unknown-name", "--lang", lang]).ends(0).out,
            &["unknown-name"],
        );
    }
    has(
        &banfa(["check", "--explain", "unknown-nam", "--lang", "en"]).ends(2).err,
        &["`unknown-name`"],
    );
}

/// Copies what a bundle needs to a folder of its own, but for its amendments: each is laid when the
/// bundle is checked, and they have tests of their own.
fn workshop(name: &str, bundle: &str) -> PathBuf {
    fn copy(from: &Path, to: &Path) {
        for entry in std::fs::read_dir(from).expect("a folder") {
            let path = entry.expect("an entry").path();
            let to = to.join(path.file_name().expect("a name"));
            if path.ends_with("amendments") {
                continue;
            }
            if path.is_dir() {
                copy(&path, &to);
            } else {
                write(&to, std::fs::read(&path).expect("a file"));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shop = folder(name);
    for part in ["policy/calendars", "policy/library"] {
        copy(&root.join(part), &shop.join(part));
    }
    for part in ["policy", "scenarios"] {
        copy(&root.join(part).join(bundle), &shop.join(part).join(bundle));
    }
    shop
}

#[test]
fn a_place_without_a_prize_is_refused_on_the_list_by_row() {
    // The gold award for achievements has no row any more: whoever is listed for it is named when the
    // list is decided, under 26.2, and not when the prize should be paid.
    let shop = workshop("without_prize", "changning-2023");
    for (file, old, new) in [
        (
            "parameters.ron",
            r#""model": money("10万元"), "achievement": money("1万元")"#,
            r#""model": money("10万元")"#,
        ),
        ("text.ron", "、先进质量管理成果 {prize.gold.achievement:1 万元}/名。", "。"),
    ] {
        let path = shop.join("policy/changning-2023").join(file);
        let text = std::fs::read_to_string(&path).expect("a file");
        assert!(text.contains(old), "{file}");
        std::fs::write(&path, text.replace(old, new)).expect("a file");
    }
    let story = "scenarios/changning-2023/money/a_full_edition_costs_168_wan.ron";
    let said = banfa(["run", story, "--lang", "en"]).inside(&shop).ends(1).out;
    has(&said, &["placement [26.2]"]);
    let said = banfa(["explain", story, "--lang", "zh"]).inside(&shop).says();
    has(&said.out, &["p4/achievement 不得列入：该奖项、该类别规定了奖励标准"]);
    assert!(!said.out.contains("model 不得列入"), "{}", said.out);
}

#[test]
fn a_new_bundle_runs_at_once_and_nothing_is_overwritten() {
    let shop = workshop("new", "changning-2023");
    let new =
        |name: &str| banfa(["new", name, "--from", "changning-2023", "--lang", "en"]).inside(&shop);
    has(&new("minhang-2026").ends(0).out, &["banfa check policy/minhang-2026"]);
    let check = banfa(["check", "minhang-2026", "--lang", "en"]).inside(&shop).ends(0);
    has(&check.out, &["0 errors, 0 warnings", "39 articles, 14 machines"]);
    let run = banfa(["run", "scenarios/minhang-2026", "--lang", "en"]).inside(&shop).ends(0);
    has(&run.out, &["1 scenario: 1 passed, 0 failed"]);
    let manifest = std::fs::read_to_string(shop.join("policy/minhang-2026/policy.ron"));
    let manifest = manifest.expect("a manifest");
    has(&manifest, &["(zh: \"minhang-2026\", en: \"minhang-2026\")"]);
    assert!(!manifest.contains("main:"), "{manifest}");
    // Commands that name no bundle still mean the old one.
    has(&banfa(["articles", "3", "--lang", "zh"]).inside(&shop).ends(0).out, &["每两年评选一次"]);
    has(&new("minhang-2026").ends(2).err, &["is there already"]);
    for bad in ["a/b", "..", "", "a b"] {
        assert!(!new(bad).ends(2).err.is_empty(), "{bad}");
    }
    has(&banfa(["new", "x", "--from", "nowhere", "--lang", "en"]).ends(2).err, &["nowhere"]);
}

#[test]
fn what_is_wrong_with_a_piece_is_told_where_it_is_written() {
    let shop = workshop("pieces", "wuhan-2021");
    let check = || banfa(["check", "policy/wuhan-2021", "--lang", "en"]).inside(&shop);
    check().ends(0);
    let case = shop.join("policy/wuhan-2021/machines/case.ron");
    let text = std::fs::read_to_string(&case).expect("a machine");
    let broken = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        write(&case, text.replacen(from, to, 1));
        check().ends(1).err
    };
    let said = broken("use(\"report_stage\"", "use(\"report_stag\"");
    has(&said, &["no piece named `report_stag`", "case.ron", "`report_stage`"]);
    let said = broken("\"report\": \"report_review\"", "\"raport\": \"report_review\"");
    has(&said, &["`report`", "`raport`", "case.ron"]);
    let said = broken("\"report\": \"report_review\"", "\"report\": \"raport_review\"");
    has(&said, &["raport_review", "case.ron"]);
    write(&case, &text);
    let piece = shop.join("policy/library/report_stage.ron");
    let written = std::fs::read_to_string(&piece).expect("a piece");
    write(&piece, written.replace("\"$to\"", "\"$two\""));
    has(&check().ends(1).err, &["`two`", "library/report_stage.ron", "`to`"]);
    // A piece that uses itself has no end.
    write(&piece, &written);
    let honour = shop.join("policy/wuhan-2021/machines/honour.ron");
    let machine = std::fs::read_to_string(&honour).expect("a machine");
    write(&honour, "use(\"ring\")");
    write(&shop.join("policy/wuhan-2021/pieces/ring.ron"), "(gives: use(\"ring\"))");
    has(&check().ends(1).err, &["piece `ring` is defined through itself", "pieces/ring.ron"]);
    write(&honour, machine);
    // What a piece takes is told in both languages, and what it does not use is told.
    write(&piece, written.replacen("en: \"what the stage is called\"", "n: \"x\"", 1));
    has(&check().ends(1).err, &["`en`", "`n`"]);
    write(&piece, &written);
    write(&shop.join("policy/wuhan-2021/pieces/idle.ron"), "(gives: [])");
    has(&check().says().all(), &["pieces/idle.ron"]);
}

/// A parameter that cannot be read once made the checks of the whole bundle fail.
#[test]
fn a_wrong_parameter_of_a_selection_is_only_an_error() {
    let shop = workshop("share", "examples/weighted_score");
    let declared = shop.join("policy/examples/weighted_score/declared.ron");
    let text = std::fs::read_to_string(&declared).expect("a file");
    assert!(text.contains("share(\"80\")"), "the cut");
    write(&declared, text.replace("share(\"80\")", "share(\"x\")"));
    let said = banfa(["check", "policy/examples/weighted_score", "--lang", "en"]).inside(&shop);
    has(&said.ends(1).err, &["declared.ron"]);
}

#[test]
fn a_change_of_a_rule_names_only_rules() {
    let shop = workshop("swap", "changning-2023");
    let readings = shop.join("policy/changning-2023/readings.ron");
    let text = std::fs::read_to_string(&readings).expect("readings");
    let at = text.find("rule(\"").expect("a change of a rule") + "rule(\"".len();
    write(&readings, format!("{}x{}", &text[..at], &text[at..]));
    let check = banfa(["check", "policy/changning-2023", "--lang", "en"]).inside(&shop).ends(1);
    has(&check.err, &["no rule named `x", "readings.ron"]);
}

#[test]
fn may_knows_offices_and_no_unknown_name() {
    let path = "scenarios/changning-2023/conditions/one_day_short.ron";
    let office = banfa(["may", path, "review_office", "--lang", "zh"]).ends(0).out;
    has(&office, &["通过资格审查（评审办）"]);
    assert!(!office.contains("（申报主体）"), "{office}");
    has(
        &banfa(["may", path, "nobody", "--lang", "en"]).ends(2).err,
        &["`nobody`", "acme", "review_office"],
    );
}
