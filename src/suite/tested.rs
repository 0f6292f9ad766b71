//! One story held against what it expects and against its approved outcome.

use std::path::{Path, PathBuf};

use crate::diagnostic::{Style, message, render};
use crate::lang::{Lang, Phrase, Text};
use crate::pipeline::{Loaded, Story, Told};
use crate::policy::read::read_error;
use crate::report::{under_line, verdict_lines};
use crate::scenario::Verdict;
use crate::snapshot::{Compared, compare, snapshot_text};
use crate::source::Disk;

/// What became of a story. The order is that of a report: what is worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It is as it expects to be, and as it was approved.
    Passed,
    /// So, but it does not come about, and need not.
    NotReached,
    /// It is as it expects to be, and nothing was approved yet.
    New,
    /// So; its approved outcome is gone.
    Missing,
    /// It is as it expects to be, and not as it was approved.
    Changed,
    /// It is not as it expects to be.
    Failed,
    /// It took longer than it may.
    TimedOut,
    /// It cannot be read or planned.
    Unread,
}

impl Fate {
    /// Every fate.
    pub const ALL: [Self; 8] = [
        Self::Passed,
        Self::NotReached,
        Self::New,
        Self::Missing,
        Self::Changed,
        Self::Failed,
        Self::TimedOut,
        Self::Unread,
    ];
    /// Whether nothing is left to be done.
    pub const fn is_well(self) -> bool {
        matches!(self, Self::Passed | Self::NotReached)
    }
    /// Whether its outcome may be approved.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::New | Self::Missing | Self::Changed)
    }
    /// For people.
    pub const fn phrase(self) -> Phrase {
        match self {
            Self::Passed => Phrase::Passed,
            Self::NotReached => Phrase::NotReachedWord,
            Self::New => Phrase::FateNew,
            Self::Missing => Phrase::FateMissing,
            Self::Changed => Phrase::FateChanged,
            Self::Failed => Phrase::Failed,
            Self::TimedOut => Phrase::FateTimedOut,
            Self::Unread => Phrase::FateUnread,
        }
    }
    /// For programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::NotReached => "not-reached",
            Self::New => "new",
            Self::Missing => "missing",
            Self::Changed => "changed",
            Self::Failed => "failed",
            Self::TimedOut => "timed-out",
            Self::Unread => "unread",
        }
    }
}

/// The first thing that is wrong with a story.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wrong {
    /// What differs, or why it cannot be told.
    pub what: String,
    /// What was expected; empty where nothing is to be said.
    pub expected: String,
    /// What came.
    pub actual: String,
    /// The file and the line, counted from 1.
    pub place: Option<(String, usize)>,
}

/// A story that was tested.
#[derive(Clone, Debug)]
pub struct Tested {
    /// Its file.
    pub file: PathBuf,
    /// The folder of its bundle.
    pub bundle: Option<PathBuf>,
    /// What it tells.
    pub title: Text,
    /// What became of it.
    pub fate: Fate,
    /// Its outcome, where it could be played.
    pub text: Option<String>,
    /// The approved outcome, where it is another.
    pub approved: Option<String>,
    /// The first thing that is wrong.
    pub wrong: Option<Wrong>,
    /// All that is wrong, in lines.
    pub lines: Vec<String>,
}

impl Tested {
    /// Whether it came out otherwise than approved, whatever it expects.
    pub fn is_changed(&self) -> bool {
        self.approved.is_some()
    }
}

/// Tests a story. `bundle` is the folder of its bundle, `had` tells whether an outcome was approved
/// once that is not there, `going` whether there is still time.
pub fn tested(
    file: &Path,
    (bundle, loaded): (Option<&Path>, Option<&Loaded>),
    had: &(dyn Fn(&Path) -> bool + Sync),
    going: &(dyn Fn() -> bool + Sync),
    lang: Lang,
) -> Tested {
    let mut tested = Tested {
        file: file.to_owned(),
        bundle: bundle.map(Path::to_owned),
        title: Text::default(),
        fate: Fate::Unread,
        text: None,
        approved: None,
        wrong: None,
        lines: Vec::new(),
    };
    let program = loaded.and_then(|loaded| Some((loaded, loaded.program.as_ref()?)));
    let Some((loaded, program)) = program else {
        let shown = |path: &Path| vec![("path", super::shown(path).into())];
        let why = match bundle {
            Some(bundle) => Phrase::BundleDoesNotLoad.with(lang, &shown(bundle)),
            None => Phrase::NoBundleFor.with(lang, &shown(file)),
        };
        return tested.unread(why);
    };
    let story = match Story::read(&Disk, file, &loaded.sources) {
        Ok(story) => story,
        Err(error) => return tested.unread(read_error(&error).say(lang)),
    };
    let Some(told) = loaded.tell_within(&story, false, going) else {
        tested.fate = Fate::TimedOut;
        tested.lines = vec![format!("  {}", Phrase::TookTooLong.plain(lang))];
        tested.wrong = Some(Wrong::of(Phrase::TookTooLong.plain(lang).to_owned()));
        return tested;
    };
    let first = told.first().and_then(|first| first.played.as_ref());
    tested.title = first.map(|played| played.plan.title.clone()).unwrap_or_default();
    let Some(text) = snapshot_text(program, &told) else { return tested.malformed(&told, lang) };
    tested.judge(&told, lang);
    let compared = match compare(file, &text) {
        Ok(compared) => compared,
        Err(error) => return tested.unread(read_error(&error).say(lang)),
    };
    tested.text = Some(text);
    let outcome = match compared {
        Compared::Same => tested.fate,
        Compared::New if had(file) => Fate::Missing,
        Compared::New => Fate::New,
        Compared::Differs(approved) => {
            tested.approved = Some(approved);
            Fate::Changed
        }
    };
    tested.fate = tested.fate.max(outcome);
    // What nobody has read was approved by nobody, whatever lies beside it.
    if story.is_unreviewed() {
        tested.fate = tested.fate.max(Fate::New);
        tested.lines.insert(0, format!("  {}", Phrase::StoryUnreviewed.plain(lang)));
    }
    tested
}

impl Wrong {
    const fn of(what: String) -> Self {
        Self { what, expected: String::new(), actual: String::new(), place: None }
    }
}

impl Tested {
    fn unread(mut self, why: String) -> Self {
        self.lines = vec![format!("  {why}")];
        self.wrong = Some(Wrong::of(why));
        self.fate = Fate::Unread;
        self
    }

    /// What is wrong in how it is written.
    fn malformed(mut self, told: &[Told], lang: Lang) -> Self {
        let style = Style { lang, color: false, width: 100 };
        for one in told.iter().filter(|one| one.played.is_none()) {
            if !one.under.is_empty() {
                self.lines.push(format!("  {}", under_line(&one.under, lang)));
            }
            for problem in &one.problems {
                let place = problem.at.map(|at| {
                    (one.sources.file(at.file).path.clone(), one.sources.line_column(at).line)
                });
                self.lines.push(render(problem, &one.sources, style));
                let wrong = Wrong::of(message(problem, lang));
                self.wrong.get_or_insert(Wrong { place, ..wrong });
            }
        }
        self
    }

    /// Whether it is as it has to be.
    fn judge(&mut self, told: &[Told], lang: Lang) {
        self.fate = Fate::Passed;
        for one in told {
            let Some(played) = &one.played else { continue };
            let verdict = played.verdict();
            let fate = match verdict {
                Verdict::Passed => Fate::Passed,
                Verdict::NotReached => Fate::NotReached,
                Verdict::Failed | Verdict::CameAbout | Verdict::Open => Fate::Failed,
            };
            self.fate = self.fate.max(fate);
            let lines = verdict_lines(played, &one.sources, lang);
            if lines.is_empty() {
                continue;
            }
            if !one.under.is_empty() {
                self.lines.push(format!("  {}", under_line(&one.under, lang)));
            }
            self.lines.extend(lines);
            if self.wrong.is_some() || verdict.is_well() {
                continue;
            }
            let first = played.mismatches.first();
            let place = first.map(|first| {
                let line = one.sources.line_column(first.at).line;
                (one.sources.file(first.at.file).path.clone(), line)
            });
            let mut wrong = match (verdict, first) {
                (Verdict::Failed, Some(first)) => Wrong {
                    what: first.what.plain(lang).to_owned(),
                    expected: first.expected.say(lang),
                    actual: first.actual.say(lang),
                    place: None,
                },
                (Verdict::Open, _) => Wrong::of(Phrase::ForbiddenOpen.plain(lang).to_owned()),
                _ => Wrong::of(Phrase::ForbiddenCameAbout.plain(lang).to_owned()),
            };
            wrong.place = place;
            self.wrong = Some(wrong);
        }
    }
}
