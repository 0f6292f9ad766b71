//! A suite in the forms that machines read: our own data, JUnit, SARIF 2.1.0, Code Climate's issues (which
//! GitLab reads), and the commands by which GitHub's runners annotate a change.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use serde_json::{Value as Json, json};

use super::finding::{Finding, RULES, findings};
use super::meaning::Meaning;
use super::tested::{Fate, Tested};
use super::{Suite, shown};
use crate::lang::Lang;

/// Our own data: every story, what came out otherwise by meaning, what was written.
pub fn json(suite: &Suite) -> Json {
    let story = |(at, story): (usize, &Tested)| {
        let approved = suite.approved.contains(&at);
        let turns = suite.meanings.iter().find_map(|meaning| meaning.of_story.get(&at));
        json!({
            "path": shown(&story.file),
            "bundle": story.bundle.as_deref().map(shown),
            "title": { "zh": story.title.zh, "en": story.title.en },
            "fate": if approved { "approved" } else { story.fate.name() },
            "wrong": story.wrong.as_ref().map(|wrong| json!({
                "what": wrong.what,
                "expected": wrong.expected,
                "actual": wrong.actual,
                "path": wrong.place.as_ref().map(|place| place.0.as_str()),
                "line": wrong.place.as_ref().map(|place| place.1),
            })),
            "turns": turns.map(|lines| lines.iter().map(|line| line.trim()).collect::<Vec<_>>()),
            "approved": story.approved,
            "outcome": if story.fate == Fate::Passed { None } else { story.text.as_ref() },
        })
    };
    let counts = Fate::ALL.iter().map(|fate| (fate.name().to_owned(), suite.count(*fate).into()));
    let paths =
        |paths: &[std::path::PathBuf]| paths.iter().map(|path| shown(path)).collect::<Vec<_>>();
    let meaning = |meaning: &Meaning| {
        json!({
            "bundle": shown(&meaning.bundle),
            "since": meaning.since,
            "unfelt": meaning.unfelt,
            "compared": meaning.json,
        })
    };
    json!({
        "format": "banfa-test",
        "version": 1,
        "passed": suite.is_well(),
        "counts": counts.collect::<serde_json::Map<_, _>>(),
        "stories": suite.stories.iter().enumerate().map(story).collect::<Vec<_>>(),
        "meanings": suite.meanings.iter().map(meaning).collect::<Vec<_>>(),
        "reworded": suite.reworded.iter().map(|group| json!({
            "stories": group.stories,
            "gone": group.gone,
            "came": group.came,
            "more": group.more,
        })).collect::<Vec<_>>(),
        "orphans": paths(&suite.orphans),
        "removed": paths(&suite.removed),
        "pending": paths(&suite.pending),
        "seed": suite.seed,
        "unreached": suite.unreached,
        "stopped": suite.stopped,
    })
}

/// JUnit: a suite for each folder, a case for each story. No times: what is told of a bundle does not
/// depend on the day.
pub fn junit(suite: &Suite, lang: Lang) -> String {
    let mut report = Report::new("banfa");
    let found = findings(suite, lang);
    let folder = |story: &Tested| story.file.parent().map(shown).unwrap_or_default();
    let mut folders: Vec<String> = suite.stories.iter().map(folder).collect();
    folders.sort();
    folders.dedup();
    for name in folders {
        let mut cases = TestSuite::new(name.as_str());
        for (at, story) in suite.stories.iter().enumerate().filter(|(_, one)| folder(one) == name) {
            let finding = found.iter().find(|finding| finding.story == Some(at));
            cases.add_test_case(case(suite, story, finding, lang));
        }
        report.add_test_suite(cases);
    }
    let mut orphans = TestSuite::new("snapshots");
    for finding in found.iter().filter(|finding| finding.story.is_none()) {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status.set_type(finding.rule).set_message(finding.message.as_str());
        orphans.add_test_case(TestCase::new(finding.path.as_str(), status));
    }
    if found.iter().any(|finding| finding.story.is_none()) {
        report.add_test_suite(orphans);
    }
    report.to_string().unwrap_or_default()
}

fn case(suite: &Suite, story: &Tested, finding: Option<&Finding>, lang: Lang) -> TestCase {
    let name = story.file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let status = match (finding, story.fate) {
        (None, Fate::NotReached) => {
            let mut status = TestCaseStatus::skipped();
            status.set_message(Fate::NotReached.phrase().plain(lang));
            status
        }
        (None, _) => TestCaseStatus::success(),
        (Some(finding), fate) => {
            let kind = match fate {
                Fate::Unread | Fate::TimedOut => NonSuccessKind::Error,
                _ => NonSuccessKind::Failure,
            };
            let mut status = TestCaseStatus::non_success(kind);
            status.set_type(finding.rule).set_message(finding.message.as_str());
            let mut told = story.lines.clone();
            let at = finding.story;
            let turns = suite.meanings.iter().filter_map(|one| one.of_story.get(&at?));
            told.extend(turns.flatten().cloned());
            status.set_description(told.join("\n"));
            status
        }
    };
    let mut case = TestCase::new(name, status);
    let folder = story.file.parent().map(shown).unwrap_or_default();
    case.set_classname(folder);
    case.add_property(("file", shown(&story.file).as_str()));
    if let Some(finding) = finding {
        case.add_property(("line", finding.line.to_string().as_str()));
    }
    case.add_property(("title", story.title.get(lang)));
    case
}

/// SARIF 2.1.0. Columns are counted in characters, and paths are those that were given.
pub fn sarif(suite: &Suite, lang: Lang) -> Json {
    let rules = RULES.iter().map(
        |(id, phrase)| json!({ "id": id, "shortDescription": { "text": phrase.plain(lang) } }),
    );
    let results = findings(suite, lang).into_iter().map(|finding| {
        let at = RULES.iter().position(|(id, _)| *id == finding.rule);
        json!({
            "ruleId": finding.rule,
            "ruleIndex": at,
            "level": if finding.is_error { "error" } else { "warning" },
            "message": { "text": finding.message },
            "locations": [{ "physicalLocation": {
                "artifactLocation": { "uri": uri(&finding.path) },
                "region": { "startLine": finding.line },
            } }],
            "partialFingerprints": { "primaryLocationLineHash": finding.fingerprint() },
        })
    });
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "banfa",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Vec<_>>(),
        }],
    })
}

/// A path as the reference of a place: what is no plain letter of an address is written as its bytes.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        let is_plain = byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
        match is_plain {
            true => uri.push(char::from(byte)),
            false => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

/// Code Climate's issues.
pub fn code_quality(suite: &Suite, lang: Lang) -> Json {
    let issues = findings(suite, lang).into_iter().map(|finding| {
        json!({
            "description": finding.message,
            "check_name": finding.rule,
            "fingerprint": finding.fingerprint(),
            "severity": if finding.is_error { "major" } else { "minor" },
            "location": { "path": finding.path, "lines": { "begin": finding.line } },
        })
    });
    issues.collect()
}

/// The commands by which GitHub's runners annotate a change.
pub fn github(suite: &Suite, lang: Lang) -> String {
    let commands = findings(suite, lang).into_iter().map(|finding| {
        let kind = if finding.is_error { "error" } else { "warning" };
        let (path, title) = (property(&finding.path), property(finding.rule));
        let line = finding.line;
        format!("::{kind} file={path},line={line},title={title}::{}\n", data(&finding.message))
    });
    commands.collect()
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
