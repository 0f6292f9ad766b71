//! What a drafter reads when a bundle is wrong. Each folder `tests/diagnostics/CODE/CASE` is a
//! small bundle with that problem; beside its files stand `expected.zh.txt` and `expected.en.txt`,
//! the whole of what is printed. The bundles under `accepted` look strange and are right.

#![allow(clippy::expect_used, reason = "a case that cannot be read fails its test")]

use std::path::{Path, PathBuf};

use banfa::diagnostic::{Problems, Style, render};
use banfa::lang::{Lang, Problem};
use banfa::pipeline::{Wishes, load_with};
use banfa::source::Sources;

/// Problems that no bundle can have.
const WITHOUT_A_CASE: &[(Problem, &str)] = &[
    (Problem::BadScenario, "only a scenario can have it"),
    (Problem::DateBackwards, "only a scenario can have it"),
    (Problem::NotAssumed, "only a scenario or a command's own words have it"),
    (Problem::NoExpectation, "only a scenario can have it"),
    (Problem::UntilWhen, "only a scenario can have it"),
    (Problem::BadWish, "only a command's own words have it"),
    (Problem::BadWishValue, "only a command's own words have it"),
    (Problem::AssumesOtherwise, "only a scenario can have it"),
    (Problem::HidesEdit, "only a scenario or a command's own words have it; tests/amendments.rs"),
    (Problem::WishTwice, "only a command's own words have it"),
    (Problem::TooManyVersions, "seven parts for different cases; tests/amendments.rs has them"),
    (Problem::WishWithoutUse, "only a command's own words have it"),
    (Problem::TextEmpty, "only a published text has it; src/act/tests.rs"),
    (Problem::TextControl, "only a published text has it; src/act/tests.rs"),
    (Problem::TextTwice, "only a published text has it; src/act/tests.rs"),
    (Problem::TextGap, "only a published text has it; src/act/tests.rs"),
    (Problem::TextUnnumbered, "only a published text has it; src/act/tests.rs"),
    (Problem::TextBrace, "only a published text has it; src/act/tests.rs"),
    (Problem::NotDocx, "only a published text has it; src/act/tests.rs"),
    (Problem::SentenceUnwritten, "only a decision that is laid has it; tests/decision.rs"),
    (Problem::SentenceUnread, "only a decision that is read has it; tests/decision.rs"),
    (Problem::NoticeFails, "only a notice of holidays has it; tests/notices.rs has it"),
    (Problem::CannotAdopt, "only adopting an amendment has it; tests/adopt.rs has it"),
];

/// All cases: the code, or `accepted`, and the folder relative to the folder of all.
fn cases() -> Vec<(String, PathBuf)> {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics");
    // Paths in what is printed begin where the user stands.
    std::env::set_current_dir(&all).expect("the folder of all cases");
    let mut found = Vec::new();
    for code in folders(Path::new(".")) {
        for case in folders(&code) {
            let short = case.strip_prefix(".").expect("a relative path").to_owned();
            found.push((name(&code), short));
        }
    }
    found
}

/// The folders in a folder that are cases or hold them; calendars lie beside bundles.
fn folders(path: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(path).expect("a folder").map(|entry| entry.expect("an entry"));
    let mut found: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.is_dir() && name(path) != "calendars")
        .collect();
    found.sort();
    found
}

fn name(path: &Path) -> String {
    path.file_name().expect("a name").to_string_lossy().into_owned()
}

/// All problems of the bundle in `folder`, as `banfa check` finds them.
fn problems_of(folder: &Path) -> (Problems, Sources) {
    let wishes = Wishes { checks_readings: true, ..Wishes::default() };
    let loaded = load_with(folder, &wishes);
    (loaded.problems, loaded.sources)
}

/// What is printed, by language.
fn printed(folder: &Path, lang: Lang) -> String {
    let (problems, sources) = problems_of(folder);
    let style = Style { lang, color: false, width: 100 };
    let texts: Vec<String> =
        problems.sorted().iter().map(|problem| render(problem, &sources, style) + "\n").collect();
    texts.join("\n")
}

#[test]
fn each_case_prints_what_its_drafter_should_read() {
    let mut wrong = Vec::new();
    for (_, case) in cases() {
        for (lang, file) in [(Lang::Zh, "expected.zh.txt"), (Lang::En, "expected.en.txt")] {
            let expected = std::fs::read_to_string(case.join(file)).unwrap_or_default();
            let found = printed(&case, lang);
            // Kept to be looked at, and compared with what is expected.
            let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join("diagnostics").join(&case);
            std::fs::create_dir_all(&kept).expect("a folder for what is printed");
            std::fs::write(kept.join(file), &found).expect("what is printed");
            if expected != found || !case.join(file).exists() {
                wrong.push(format!("── {}/{file}\n{found}", case.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn each_problem_has_a_case() {
    let cases = cases();
    for problem in Problem::ALL {
        let code = problem.code();
        let reason = WITHOUT_A_CASE.iter().find(|(known, _)| known == problem);
        let its_own = cases.iter().filter(|(of, _)| of == code);
        let count = its_own.count();
        assert_eq!(count == 0, reason.is_some(), "{code}: {count} cases, {reason:?}");
    }
    for (code, case) in &cases {
        let (problems, _) = problems_of(case);
        let codes: Vec<&str> = problems.iter().map(|found| found.problem.code()).collect();
        match code.as_str() {
            "accepted" => assert!(codes.is_empty(), "{}: {codes:?}", case.display()),
            code => assert!(codes.contains(&code), "{}: {codes:?}", case.display()),
        }
    }
}
