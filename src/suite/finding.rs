//! What is not as it has to be, one finding a file, for the forms that machines read.

use sha2::{Digest, Sha256};

use super::human::place;
use super::tested::{Fate, Tested};
use super::{Suite, shown};
use crate::lang::{Lang, Phrase};

/// One finding.
pub(super) struct Finding {
    /// What kind of finding it is; stays as it is from version to version.
    pub(super) rule: &'static str,
    /// Whether the story falls short, and not only its approval.
    pub(super) is_error: bool,
    /// In one line.
    pub(super) message: String,
    /// The file.
    pub(super) path: String,
    /// The line, counted from 1.
    pub(super) line: usize,
    /// The story, by its position; none for an orphan.
    pub(super) story: Option<usize>,
}

/// The rules, each with what it says.
pub(super) const RULES: [(&str, Phrase); 7] = [
    ("story-failed", Phrase::RuleFailed),
    ("story-timed-out", Phrase::FateTimedOut),
    ("story-unread", Phrase::FateUnread),
    ("outcome-changed", Phrase::FateChanged),
    ("outcome-new", Phrase::FateNew),
    ("outcome-missing", Phrase::FateMissing),
    ("outcome-orphan", Phrase::FateOrphan),
];

impl Finding {
    /// By what the same finding is known again, whatever line it has come to.
    pub(super) fn fingerprint(&self) -> String {
        let digest = Sha256::digest(format!("{}\n{}", self.rule, self.path));
        digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }
}

/// All findings, in the order of the stories.
pub(super) fn findings(suite: &Suite, lang: Lang) -> Vec<Finding> {
    let stories = suite.stories.iter().enumerate();
    let open = stories.filter(|(at, one)| !one.fate.is_well() && !suite.approved.contains(at));
    let mut found: Vec<Finding> = open.map(|(at, story)| finding(suite, at, story, lang)).collect();
    found.extend(suite.orphans.iter().map(|orphan| {
        let args = [("path", shown(orphan).into())];
        Finding {
            rule: "outcome-orphan",
            is_error: true,
            message: Phrase::OrphanSnapshot.with(lang, &args),
            path: shown(orphan),
            line: 1,
            story: None,
        }
    }));
    found
}

fn finding(suite: &Suite, at: usize, story: &Tested, lang: Lang) -> Finding {
    let rule = match story.fate {
        Fate::TimedOut => "story-timed-out",
        Fate::Unread => "story-unread",
        Fate::Changed => "outcome-changed",
        Fate::New => "outcome-new",
        Fate::Missing => "outcome-missing",
        Fate::Failed | Fate::Passed | Fate::NotReached => "story-failed",
    };
    let place = place(story);
    let (path, line) = match place.rsplit_once(':') {
        Some((path, line)) if line.parse::<usize>().is_ok() => {
            (path.to_owned(), line.parse().unwrap_or(1))
        }
        _ => (place, 1),
    };
    let message = message(suite, at, story, lang);
    let is_error = matches!(story.fate, Fate::Failed | Fate::TimedOut | Fate::Unread);
    Finding { rule, is_error, message, path, line, story: Some(at) }
}

/// In one line: where the course turns first, else what is wrong.
fn message(suite: &Suite, at: usize, story: &Tested, lang: Lang) -> String {
    let turn = suite.meanings.iter().find_map(|meaning| meaning.of_story.get(&at));
    let turn = turn.and_then(|lines| lines.first()).map(|line| line.trim().to_owned());
    let mut parts = Vec::new();
    if let Some(wrong) = &story.wrong {
        parts.push(wrong.what.clone());
        if !wrong.expected.is_empty() || !wrong.actual.is_empty() {
            let args = [
                ("expected", wrong.expected.as_str().into()),
                ("actual", wrong.actual.as_str().into()),
            ];
            parts.push(Phrase::TestFailedHow.with(lang, &args).trim().to_owned());
        }
    }
    parts.extend(turn);
    if parts.is_empty() {
        parts.push(story.fate.phrase().plain(lang).to_owned());
    }
    let title = story.title.get(lang);
    if !title.is_empty() {
        parts.insert(0, title.to_owned());
    }
    parts.join(lang.clause_separator())
}
