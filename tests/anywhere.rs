//! The built command in folders that have nothing, or little, of their own: what it brings along, what
//! a folder's own files hide, where the root is. Told from outside of the repository.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]

mod command;

use std::path::Path;

use command::{banfa, has, shipped};
use tempfile::TempDir;

/// A folder with nothing in it, and no bundles above it.
fn empty() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// A bundle of one machine, in the folder of bundles `room`.
fn little(room: &Path, name: &str) {
    let folder = room.join(name);
    write(
        &folder.join("policy.ron"),
        r#"( title: "t", legal_text: false, calendar: "cn", files: ["d.ron", "machines/m.ron"] )"#,
    );
    write(&folder.join("d.ron"), r#"( events: { "go": "go" } )"#);
    write(
        &folder.join("machines/m.ron"),
        r#"( key: { "year": count }, opened_by: "go",
  states: { "a": (transitions: [(event: "go", target: "b")]), "b": () } )"#,
    );
}

const STORY: &str = r#"( title: "s", story: [(date: "2024-03-01", event: "go", instance: "m/1")],
  expect: (states: { "m/1": "b" }) )"#;

/// How many stories lie in a folder of the repository, by its files.
fn stories(folder: &str) -> usize {
    fn count(folder: &Path) -> usize {
        let entries = std::fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path());
        entries
            .map(|path| match path.is_dir() {
                true if path.ends_with("pieces") => 0,
                true => count(&path),
                false => usize::from(path.extension().is_some_and(|kind| kind == "ron")),
            })
            .sum()
    }
    count(&shipped().join(folder))
}

#[test]
fn an_empty_folder_has_all_that_is_brought_along() {
    let folder = empty();
    let here = folder.path();
    // 1 October 2026 is not counted; 2 to 7 are holidays, 8 and 9 worked, 10 made up, 11 a Sunday,
    // 12 and 13 worked: the fifth is the 13th.
    has(&banfa(here, &["date", "2026-10-01", "+5workdays"], 0), &["the last day is 2026-10-13"]);
    has(&banfa(here, &["articles", "--bundle", "changning-2023"], 0), &["39"]);
    has(&banfa(here, &["text", "3", "--bundle", "changning-2023"], 0), &["第三条"]);
    has(&banfa(here, &["check", "ranking"], 0), &["policy/examples/ranking: 0 errors"]);
    for bundle in ["government-information-disclosure", "waiting"] {
        let under = if bundle == "waiting" { "examples/" } else { "" };
        let count = stories(&format!("scenarios/{under}{bundle}"));
        assert!(count > 0, "{bundle}");
        let said = banfa(here, &["run", "--bundle", bundle], 0);
        has(&said, &[&format!("{count} passed, 0 failed")]);
    }
    // With its approved outcomes, its pieces, and by the path at which it would lie.
    let approved = "scenarios/examples/waiting";
    has(&banfa(here, &["test", approved], 0), &["0 failed"]);
    let story = "scenarios/changning-2023/conditions/one_day_short.ron";
    has(&banfa(here, &["explain", story], 0), &["2024-07-03"]);
    assert_eq!(std::fs::read_dir(here).unwrap().count(), 0, "nothing was written");
}

#[test]
fn where_none_is_named_nothing_that_is_brought_along_is_taken_for_ones_own() {
    let folder = empty();
    let here = folder.path();
    for words in [&["articles"][..], &["check"], &["coverage"], &["graph"]] {
        has(&banfa(here, words, 2), &["no bundle in `policy`", "changning-2023", "banfa new NAME"]);
    }
    for words in [&["run"][..], &["test"]] {
        let parts = ["no stories in `scenarios`", "banfa run --record", "--root", "changning-2023"];
        has(&banfa(here, words, 2), &parts);
    }
    // A bundle of one's own without stories: not those of another.
    little(&here.join("policy"), "mine");
    has(&banfa(here, &["check"], 0), &["policy/mine: 0 errors"]);
    has(&banfa(here, &["run"], 2), &["no stories in `scenarios`"]);
    has(&banfa(here, &["run", "--bundle", "mine"], 2), &["no stories in `scenarios`"]);
}

#[test]
fn a_new_measure_begins_anywhere() {
    let folder = empty();
    let here = folder.path();
    has(&banfa(here, &["new", "minhang-2026"], 0), &["policy/minhang-2026"]);
    // It is a copy of the one that says of itself that it is the main one; what is shared stays behind.
    has(&banfa(here, &["articles"], 0), &["39"]);
    has(&banfa(here, &["run"], 0), &["1 scenario: 1 passed"]);
    let mut there: Vec<_> = std::fs::read_dir(here.join("policy")).unwrap().flatten().collect();
    assert_eq!(there.pop().unwrap().file_name(), "minhang-2026");
    assert!(there.is_empty(), "{there:?}");
    // What is brought along is there as before, by its name.
    has(&banfa(here, &["articles", "3", "--bundle", "wuhan-2021"], 0), &["3"]);
    // Its name is taken.
    has(&banfa(here, &["new", "wuhan-2021"], 2), &["is there already"]);
    let other = empty();
    has(&banfa(other.path(), &["new", "x", "--from", "waiting"], 0), &["policy/x"]);
    has(&banfa(other.path(), &["run"], 0), &["1 passed"]);
}

#[test]
fn ones_own_files_hide_what_is_brought_along() {
    let folder = empty();
    let here = folder.path();
    // A measure of the same name: whole, with its stories.
    little(&here.join("policy"), "wuhan-2021");
    has(&banfa(here, &["check", "wuhan-2021"], 0), &["1 machine"]);
    has(&banfa(here, &["run", "scenarios/wuhan-2021"], 2), &["no such file"]);
    write(&here.join("scenarios/wuhan-2021/s.ron"), STORY);
    has(&banfa(here, &["run"], 0), &["1 scenario: 1 passed"]);
    // A calendar: this one file. Here the Friday of 1 March 2024 is a holiday.
    let calendar = r#"( title: "c", version: "own", weekend: ["saturday", "sunday"], years: {
  "2024": (notice: "n", days: { "2024-03-01": holiday("h") }) } )"#;
    has(&banfa(here, &["date", "2024-02-29", "+1workday"], 0), &["the last day is 2024-03-01"]);
    write(&here.join("policy/calendars/cn.ron"), calendar);
    has(&banfa(here, &["date", "2024-02-29", "+1workday"], 0), &["the last day is 2024-03-04"]);
    let other = ["date", "2027-03-01", "+1day", "--calendar"];
    let other = [&other[..], &["policy/calendars/statutory_days_only.ron"]].concat();
    has(&banfa(here, &other, 0), &["2027-03-02"]);
}

#[test]
fn a_measure_that_is_brought_along_cannot_be_written_to() {
    let folder = empty();
    let here = folder.path();
    for (words, measure) in [
        (&["new", "--amendment", "more", "--of", "changning-2023"][..], "changning-2023"),
        (&["generate", "--cover", "transitions", "--bundle", "roles"], "roles"),
    ] {
        // Without the breaks of its lines.
        let said = banfa(here, words, 2).split_whitespace().collect::<Vec<_>>().join(" ");
        let parts = [
            format!("it belongs to {measure}, which comes with the program and cannot be changed"),
            format!("`banfa new NAME --from {measure}`"),
        ];
        has(&said, &parts.each_ref().map(String::as_str));
        assert_eq!(std::fs::read_dir(here).unwrap().count(), 0, "{words:?} wrote something");
    }
    // What is approved already needs no writing.
    banfa(here, &["test", "scenarios/examples/waiting", "--accept"], 0);
    assert_eq!(std::fs::read_dir(here).unwrap().count(), 0, "nothing was written");
}

#[test]
fn the_root_is_found_upwards_or_given() {
    let folder = empty();
    let here = folder.path();
    little(&here.join("one/policy"), "mine");
    write(&here.join("one/scenarios/mine/s.ron"), STORY);
    let deep = here.join("one/notes/old");
    std::fs::create_dir_all(&deep).unwrap();
    has(&banfa(&deep, &["run"], 0), &["1 passed"]);
    has(&banfa(&deep, &["check"], 0), &["../../policy/mine: 0 errors"]);
    // The shared calendar is looked for at the root of the bundle, wherever one stands.
    let bundle = here.join("one/policy/mine");
    has(&banfa(Path::new("/"), &["check", bundle.to_str().unwrap()], 0), &["mine: 0 errors"]);
    // Elsewhere it is given; what is typed is looked for from where one stands.
    let words = ["--root", "one", "check"];
    has(&banfa(here, &words, 0), &["one/policy/mine: 0 errors"]);
    has(&banfa(here, &["run", "--root", "one"], 0), &["1 passed"]);
    has(&banfa(here, &["run", "one/scenarios/mine/s.ron", "--root", "one"], 0), &["1 passed"]);
    has(&banfa(here, &["run", "scenarios/mine/s.ron", "--root", "one"], 2), &["no such file"]);
    std::fs::create_dir(here.join("two")).unwrap();
    has(&banfa(here, &["new", "fresh", "--root", "two"], 0), &["two/policy/fresh"]);
    has(&banfa(&here.join("two"), &["run"], 0), &["1 passed"]);
    has(&banfa(here, &["check", "--root", "nowhere"], 2), &["`nowhere`", "no such folder"]);
    write(&here.join("file"), "");
    has(&banfa(here, &["check", "--root", "file"], 2), &["`file`", "not a folder"]);
}

#[test]
fn a_revision_without_calendars_of_its_own_has_those_that_are_brought_along() {
    let folder = empty();
    let here = folder.path();
    little(&here.join("policy"), "mine");
    write(&here.join("scenarios/mine/s.ron"), STORY);
    for words in [
        &["init", "-q"][..],
        &["add", "-A"],
        &["-c", "user.name=n", "-c", "user.email=e@e", "commit", "-q", "-m", "m"],
    ] {
        assert!(command::plain("git").current_dir(here).args(words).status().unwrap().success());
    }
    let said = banfa(here, &["compare", "--git", "HEAD", "HEAD"], 0);
    assert!(!said.contains("calendar"), "{said}");
}

/// The text of a file in a folder.
fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn completions_are_written_for_each_shell() {
    let folder = empty();
    for (shell, parts) in [
        ("bash", ["complete -F _banfa", "--root", "--latest"]),
        ("zsh", ["#compdef banfa", "--root", "--latest"]),
        ("fish", ["complete -c banfa", "-l root", "-l latest"]),
        ("powershell", ["Register-ArgumentCompleter", "--root", "--latest"]),
    ] {
        let said = banfa(folder.path(), &["completions", shell], 0);
        has(&said, &parts);
        assert_eq!(said, banfa(folder.path(), &["completions", shell], 0), "{shell}");
    }
    has(&banfa(folder.path(), &["completions", "tcsh"], 2), &["bash", "fish"]);
    // What bash is given is a script that bash can read.
    let script = folder.path().join("banfa.bash");
    std::fs::write(&script, banfa(folder.path(), &["completions", "bash"], 0)).unwrap();
    if let Ok(status) = std::process::Command::new("bash").arg("-n").arg(&script).status() {
        assert!(status.success());
    }
}

#[test]
fn pages_are_written_in_both_languages() {
    let folder = empty();
    let here = folder.path();
    has(&banfa(here, &["man", "--out", "man"], 0), &["pages written to man"]);
    let (en, zh) = (here.join("man/man1"), here.join("man/zh_CN/man1"));
    has(&text(&en.join("banfa.1")), &[".TH", "banfa\\-run(1)", "runs government measures"]);
    has(&text(&en.join("banfa-date.1")), &[".TH", "\\-\\-latest", "latest day to begin"]);
    has(&text(&zh.join("banfa-date.1")), &["\\-\\-latest", "最迟"]);
    let count = |folder: &Path| std::fs::read_dir(folder).unwrap().count();
    assert_eq!(count(&en), count(&zh));
    assert!(count(&en) >= 25, "one for each command");
    // The same pages, whenever they are written.
    banfa(here, &["man", "--out", "again"], 0);
    for entry in std::fs::read_dir(&en).unwrap().flatten() {
        let again = here.join("again/man1").join(entry.file_name());
        assert_eq!(text(&entry.path()), text(&again));
    }
}

#[test]
fn the_version_tells_the_revision_and_the_calendar() {
    let folder = empty();
    let said = banfa(folder.path(), &["--version"], 0);
    let version = format!("banfa {}\n", env!("CARGO_PKG_VERSION"));
    assert!(said.starts_with(&version), "{said}");
    // The last year of the table that is brought along, whatever lies in the folder.
    has(&said, &["calendar: to 2026 (", "revision"]);
    has(&banfa(shipped(), &["-V"], 0), &["calendar: to 2026 ("]);
}
