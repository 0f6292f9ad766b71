//! A suite for people: on one screen what came out otherwise and why, cause first; everything where it
//! is asked for.

use std::collections::BTreeMap;

use similar::{ChangeTag, TextDiff};

use super::meaning::Meaning;
use super::tested::{Fate, Tested, Wrong};
use super::wording::Reworded;
use super::{Suite, shown};
use crate::lang::{Lang, Phrase, Word, wrap};
use crate::report::scenario_line;

/// How much is shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Show {
    /// Every story that is not as it has to be, in full.
    pub all: bool,
    /// The lines that went and came.
    pub diff: bool,
    /// The columns.
    pub width: usize,
}

/// The most lines of what was edited.
const OF_EDITS: usize = 6;
/// The most causes that are told of a bundle, where not all are asked for.
const OF_CAUSES: usize = 5;
/// The most kinds of what is not as expected.
const OF_WRONG: usize = 4;
/// The most kinds of what cannot be read.
const OF_UNREAD: usize = 2;
/// The most files that are named of one kind.
const OF_FILES: usize = 3;
/// The most lines of what would be approved.
const OF_NEW: usize = 8;

/// The lines.
pub fn human(suite: &Suite, show: Show, lang: Lang) -> Vec<String> {
    let mut page = Page { suite, show, lang, lines: Vec::new() };
    page.meanings();
    page.reworded();
    page.wrong();
    page.newcomers();
    page.named(Fate::Missing);
    page.named(Fate::TimedOut);
    page.unread();
    page.orphans();
    page.approved();
    if show.all || show.diff {
        page.each();
    }
    page.pending();
    page.summary();
    page.lines
}

/// A story in full: what is wrong, where its courses turn, and, where it is asked for, the lines that
/// went and came.
pub fn story_lines(suite: &Suite, at: usize, diff: bool, lang: Lang) -> Vec<String> {
    let Some(story) = suite.stories.get(at) else { return Vec::new() };
    let title = story.title.get(lang);
    let mut lines = vec![scenario_line(&shown(&story.file), title, story.fate.phrase(), lang)];
    lines.extend(story.lines.iter().cloned());
    let turns = suite.meanings.iter().filter_map(|meaning| meaning.of_story.get(&at));
    lines.extend(turns.flatten().cloned());
    if suite.meanings.iter().any(|meaning| meaning.worded.contains(&at)) {
        lines.push(format!("  {}", Phrase::TestWorded.plain(lang)));
    }
    if let Some(text) = &story.text
        && story.fate.is_open()
        && story.approved.is_none()
    {
        lines.extend(text.lines().map(|line| format!("  + {line}")));
    }
    if let (Some(approved), Some(text)) = (&story.approved, &story.text)
        && (diff || turned(suite, at))
    {
        lines.extend(differing(approved, text));
    }
    lines
}

/// Whether nothing can be told of how a story differs but its words.
fn turned(suite: &Suite, at: usize) -> bool {
    suite.reworded.iter().any(|group| group.stories.contains(&at))
}

/// The lines that went and came.
fn differing(approved: &str, text: &str) -> Vec<String> {
    let diff = TextDiff::from_lines(approved, text);
    let signed = diff.iter_all_changes().filter_map(|change| {
        let sign = match change.tag() {
            ChangeTag::Delete => "-",
            ChangeTag::Insert => "+",
            ChangeTag::Equal => return None,
        };
        Some(format!("  {sign} {}", change.value().trim_end()))
    });
    signed.collect()
}

struct Page<'s> {
    suite: &'s Suite,
    show: Show,
    lang: Lang,
    lines: Vec<String>,
}

fn count(number: usize) -> Word {
    Word::from(number.to_string())
}

impl Page<'_> {
    fn say(&mut self, phrase: Phrase, args: &[(&'static str, Word)]) {
        let text = phrase.with(self.lang, args);
        self.push(&text);
    }

    /// A line folded to the width, those that follow behind the same blanks.
    fn push(&mut self, line: &str) {
        let text = line.trim_start();
        let blanks = " ".repeat(line.len() - text.len());
        let width = self.show.width.saturating_sub(blanks.len()).max(20);
        self.lines.extend(wrap(text, width).into_iter().map(|part| format!("{blanks}{part}")));
    }

    /// At most so many of some lines; how many are left is told.
    fn some<'l>(&mut self, lines: impl IntoIterator<Item = &'l String>, most: usize) {
        let lines: Vec<&String> = lines.into_iter().collect();
        let most = if self.show.all { lines.len() } else { most };
        lines.iter().take(most).for_each(|line| self.push(line));
        if lines.len() > most {
            self.say(Phrase::TestMore, &[("count", count(lines.len() - most))]);
        }
    }

    /// The files of some stories, the first of many.
    fn files(&self, stories: &[usize]) -> String {
        let files = stories.iter().filter_map(|at| self.suite.stories.get(*at));
        let files: Vec<String> = files.map(|story| shown(&story.file)).collect();
        match files.len() {
            0..=OF_FILES => files.join(self.lang.list_separator()),
            all => {
                let first = files.first().cloned().unwrap_or_default();
                let args = [("file", first.into()), ("count", count(all))];
                Phrase::TestSuchAs.with(self.lang, &args)
            }
        }
    }

    fn with(&self, fate: Fate) -> Vec<usize> {
        let all = self.suite.stories.iter().enumerate();
        let all = all.filter(|(at, story)| story.fate == fate && !self.suite.approved.contains(at));
        all.map(|(at, _)| at).collect()
    }

    fn meanings(&mut self) {
        let suite = self.suite;
        for meaning in &suite.meanings {
            let args = [
                ("name", Word::from(shown(&meaning.bundle))),
                ("since", meaning.since.as_str().into()),
                ("stories", count(meaning.told.len())),
            ];
            let phrase = match meaning.told.is_empty() {
                true => Phrase::TestNobodyFeels,
                false => Phrase::TestMeaning,
            };
            self.say(phrase, &args);
            self.some(&meaning.edits, OF_EDITS);
            meaning.summary.iter().for_each(|line| self.push(line));
            self.causes(meaning);
            if !meaning.worded.is_empty() {
                self.say(Phrase::TestWordedCount, &[("count", count(meaning.worded.len()))]);
                self.words(&meaning.words);
            }
            if !meaning.unfelt.is_empty() && !meaning.told.is_empty() {
                let what = meaning.unfelt.join(self.lang.list_separator());
                self.say(Phrase::TestUnfelt, &[("what", what.into())]);
            }
        }
    }

    fn causes(&mut self, meaning: &Meaning) {
        let most = if self.show.all { meaning.groups.len() } else { OF_CAUSES };
        for group in meaning.groups.iter().take(most) {
            group.iter().for_each(|line| self.push(line));
        }
        if meaning.groups.len() > most {
            self.say(Phrase::ComparedMore, &[("count", count(meaning.groups.len() - most))]);
        }
    }

    fn reworded(&mut self) {
        let suite = self.suite;
        let all: usize = suite.reworded.iter().map(|group| group.stories.len()).sum();
        if all == 0 {
            return;
        }
        self.say(Phrase::TestReworded, &[("count", count(all))]);
        self.words(&suite.reworded);
    }

    /// Outcomes by how they part, each way once.
    fn words(&mut self, groups: &[Reworded]) {
        let most = if self.show.all { groups.len() } else { OF_CAUSES };
        for Reworded { stories, gone, came, more } in groups.iter().take(most) {
            let args = [("count", count(stories.len())), ("files", self.files(stories).into())];
            self.say(Phrase::TestRewordedGroup, &args);
            for (sign, lines) in [("-", gone), ("+", came)] {
                let first = lines.iter().take(2);
                first.for_each(|line| self.push(&format!("  {sign} {line}")));
            }
            if *more > 0 {
                self.say(Phrase::TestRewordedMore, &[("count", count(*more))]);
            }
        }
        if groups.len() > most {
            self.say(Phrase::ComparedMore, &[("count", count(groups.len() - most))]);
        }
    }

    /// What is not as expected: what is wrong alike is told once.
    fn wrong(&mut self) {
        let failed = self.with(Fate::Failed);
        if failed.is_empty() {
            return;
        }
        self.say(Phrase::TestFailed, &[("count", count(failed.len()))]);
        let mut kinds: BTreeMap<&str, Vec<(usize, &Wrong)>> = BTreeMap::new();
        for at in failed {
            let wrong = self.suite.stories.get(at).and_then(|one| one.wrong.as_ref());
            let Some(wrong) = wrong else { continue };
            kinds.entry(wrong.what.as_str()).or_default().push((at, wrong));
        }
        let mut kinds: Vec<_> = kinds.into_iter().collect();
        kinds.sort_by_key(|(what, stories)| (std::cmp::Reverse(stories.len()), *what));
        let most = if self.show.all { kinds.len() } else { OF_WRONG };
        for (what, stories) in kinds.iter().take(most) {
            let Some((at, wrong)) = stories.first() else { continue };
            let place = self.suite.stories.get(*at).map(place).unwrap_or_default();
            let mut how = String::new();
            if !wrong.expected.is_empty() || !wrong.actual.is_empty() {
                let args = [
                    ("expected", wrong.expected.as_str().into()),
                    ("actual", wrong.actual.as_str().into()),
                ];
                how = Phrase::TestFailedHow.with(self.lang, &args);
            }
            let args = [
                ("count", count(stories.len())),
                ("what", (*what).into()),
                ("place", place.into()),
                ("how", how.into()),
            ];
            self.say(Phrase::TestFailedGroup, &args);
        }
        if kinds.len() > most {
            self.say(Phrase::ComparedMore, &[("count", count(kinds.len() - most))]);
        }
    }

    /// New stories, each with what would be approved.
    fn newcomers(&mut self) {
        let new = self.with(Fate::New);
        if new.is_empty() {
            return;
        }
        let args = [("count", count(new.len())), ("files", self.files(&new).into())];
        self.say(Phrase::TestNew, &args);
        if let ([only], false) = (new.as_slice(), self.show.all) {
            let text = self.suite.stories.get(*only).and_then(|story| story.text.clone());
            let lines: Vec<String> =
                text.unwrap_or_default().lines().map(|line| format!("  + {line}")).collect();
            self.some(&lines, OF_NEW);
        }
    }

    fn named(&mut self, fate: Fate) {
        let all = self.with(fate);
        if !all.is_empty() {
            let phrase = match fate {
                Fate::Missing => Phrase::TestMissing,
                _ => Phrase::TestTimedOut,
            };
            let args = [("count", count(all.len())), ("files", self.files(&all).into())];
            self.say(phrase, &args);
        }
    }

    /// What cannot be read: what is wrong alike is shown once.
    fn unread(&mut self) {
        let mut kinds: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for at in self.with(Fate::Unread) {
            let wrong = self.suite.stories.get(at).and_then(|one| one.wrong.as_ref());
            kinds.entry(wrong.map_or("", |wrong| wrong.what.as_str())).or_default().push(at);
        }
        let mut kinds: Vec<Vec<usize>> = kinds.into_values().collect();
        kinds.sort_by_key(|stories| (std::cmp::Reverse(stories.len()), stories.clone()));
        let most = if self.show.all { kinds.len() } else { OF_UNREAD };
        for stories in kinds.iter().take(most) {
            let args = [("count", count(stories.len())), ("files", self.files(stories).into())];
            self.say(Phrase::TestUnread, &args);
            let first = stories.first().and_then(|at| self.suite.stories.get(*at));
            let lines = first.map(|story| story.lines.join("\n")).unwrap_or_default();
            self.lines.extend(lines.lines().map(str::to_owned));
        }
        let rest: usize = kinds.iter().skip(most).map(Vec::len).sum();
        if rest > 0 {
            self.say(Phrase::TestUnreadMore, &[("count", count(rest))]);
        }
    }

    fn orphans(&mut self) {
        for path in &self.suite.orphans {
            self.say(Phrase::OrphanSnapshot, &[("path", shown(path).into())]);
        }
        for path in &self.suite.removed {
            self.say(Phrase::OrphanRemoved, &[("path", shown(path).into())]);
        }
    }

    fn approved(&mut self) {
        for at in &self.suite.approved {
            let Some(story) = self.suite.stories.get(*at) else { continue };
            let title = story.title.get(self.lang);
            let path = shown(&story.file);
            self.lines.push(format!("{}  {path}  {title}", Phrase::Approved.plain(self.lang)));
        }
    }

    fn each(&mut self) {
        for (at, story) in self.suite.stories.iter().enumerate() {
            if self.suite.approved.contains(&at) || story.fate == Fate::Passed {
                continue;
            }
            let lines = story_lines(self.suite, at, self.show.diff, self.lang);
            self.lines.extend(lines);
        }
    }

    /// The files that were written and wait.
    fn pending(&mut self) {
        let mut folders: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for path in &self.suite.pending {
            let folder = path.parent().map(shown).unwrap_or_default();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let stem = name.strip_suffix(".snap.new").unwrap_or(&name).to_owned();
            folders.entry(folder).or_default().push(stem);
        }
        if folders.is_empty() {
            return;
        }
        self.say(Phrase::TestPending, &[("count", count(self.suite.pending.len()))]);
        let whole = folders.into_iter().map(|(folder, names)| match names.as_slice() {
            [only] => format!("  {folder}/{only}.snap.new"),
            [..] if names.len() <= 4 || self.show.all => {
                format!("  {folder}/{{{}}}.snap.new", names.join(","))
            }
            [..] => {
                let args = [("folder", folder.into()), ("count", count(names.len()))];
                Phrase::TestPendingFolder.with(self.lang, &args)
            }
        });
        let lines: Vec<String> = whole.collect();
        self.some(&lines, OF_FILES);
    }

    fn summary(&mut self) {
        let suite = self.suite;
        if let Some(seed) = suite.seed {
            self.say(Phrase::TestSeed, &[("seed", seed.to_string().into())]);
        }
        if suite.stopped {
            self.say(Phrase::TestStopped, &[]);
        }
        let said = |phrase: Phrase, number: usize| {
            (number > 0).then(|| phrase.with(self.lang, &[("count", count(number))]))
        };
        let passed =
            Phrase::CountPassed.with(self.lang, &[("count", count(suite.count(Fate::Passed)))]);
        let mut parts = vec![passed];
        parts.extend(said(Phrase::CountNotReached, suite.count(Fate::NotReached)));
        parts.extend(said(Phrase::CountChanged, suite.count(Fate::Changed)));
        parts.extend(said(Phrase::CountNew, suite.count(Fate::New)));
        parts.extend(said(Phrase::CountMissing, suite.count(Fate::Missing)));
        parts.push(
            Phrase::CountFailed.with(self.lang, &[("count", count(suite.count(Fate::Failed)))]),
        );
        parts.extend(said(Phrase::CountTimedOut, suite.count(Fate::TimedOut)));
        parts.extend(said(Phrase::CountUnread, suite.count(Fate::Unread)));
        parts.extend(said(Phrase::CountOrphans, suite.orphans.len()));
        parts.extend(said(Phrase::CountUnreached, suite.unreached));
        parts.extend(said(Phrase::CountApproved, suite.approved.len()));
        let parts = parts.join(self.lang.clause_separator());
        let args = [("all", count(suite.stories.len())), ("parts", parts.into())];
        self.say(Phrase::TestSummary, &args);
        let open = suite.stories.iter().enumerate();
        let open = open.filter(|(at, one)| one.fate.is_open() && !suite.approved.contains(at));
        if open.count() > 0 {
            self.say(Phrase::TestNext, &[]);
        }
        let unapproved =
            suite.stories.iter().filter(|story| story.fate == Fate::Failed && story.is_changed());
        let unapproved = unapproved.count();
        if unapproved > 0 {
            self.say(Phrase::TestNotApproved, &[("count", count(unapproved))]);
        }
    }
}

/// Where a story is wrong: the file and the line.
pub(super) fn place(story: &Tested) -> String {
    match story.wrong.as_ref().and_then(|wrong: &Wrong| wrong.place.as_ref()) {
        Some((file, line)) => format!("{}:{line}", file.replace('\\', "/")),
        None => shown(&story.file),
    }
}
