//! A run as JSON: a documented, versioned form, for other programs. See `docs/json.md`.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value as Json;

use super::line::Detail;
use super::story::{Story, assumed_lines, story_lines};
use super::tell::{Dated, LedgerLine, RegisterLine, ledger_kind};
use super::words::Teller;
use crate::lang::Lang;
use crate::program::Program;
use crate::scenario::{Mismatch, Moment, Played, StoryKind, Verdict, configurations, status_name};
use crate::source::Sources;
use crate::world::{LedgerEntry, Obliged};

/// The version of the form; it changes when a field changes its meaning or goes.
pub const FORMAT_VERSION: u32 = 2;

/// A run as it is written on the way: what is known beforehand, the scenarios one after the other,
/// how many there were. Laid out as the whole object would be.
pub struct Frame {
    passed: usize,
    failed: usize,
}

impl Frame {
    /// Begins with the bundles that were loaded and those that were not.
    pub fn open(receipts: &[impl Serialize], broken: &[Json]) -> (Self, String) {
        let head = serde_json::json!({
            "broken": broken,
            "format": "banfa-run",
            "receipts": receipts,
            "version": FORMAT_VERSION,
        });
        let head = pretty(&head, 0);
        let head = head.strip_suffix("\n}").unwrap_or(&head);
        (Self { passed: 0, failed: 0 }, format!("{head},\n  \"scenarios\": ["))
    }
    /// The text of one scenario within the list; any thread may make it.
    pub fn within(scenario: &Json) -> String {
        pretty(scenario, 4)
    }
    /// What goes before the text of the next scenario, which is counted.
    pub fn next(&mut self, passed: bool) -> &'static str {
        let is_first = self.passed + self.failed == 0;
        *(if passed { &mut self.passed } else { &mut self.failed }) += 1;
        if is_first { "\n    " } else { ",\n    " }
    }
    /// The end, with the counts.
    pub fn close(&self) -> String {
        let Self { passed, failed } = self;
        let end = if passed + failed == 0 { "]" } else { "\n  ]" };
        format!("{end},\n  \"passed\": {passed},\n  \"failed\": {failed}\n}}\n")
    }
}

/// A value over several lines, all but the first of them indented.
fn pretty(value: &Json, indent: usize) -> String {
    // Texts hold no bare line ends, so every one of them begins a line of the layout.
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    if indent == 0 { text } else { text.replace('\n', &format!("\n{}", " ".repeat(indent))) }
}

/// One scenario that was played.
pub fn run_json(
    path: &str,
    program: &Program,
    played: &Played,
    sources: &Sources,
    lang: Lang,
) -> Json {
    let teller = &Teller {
        program,
        cast: &played.plan.cast,
        world: &played.world,
        undone: &[],
        day: Some(played.world.today()),
        lang,
    };
    let story = Story { program, played, detail: Detail::Full, only: None };
    let world = &played.world;
    let mismatches = played.mismatches.iter().map(|one| Unlike::of(one, sources, lang));
    let told = Scenario {
        path,
        title: Titles { zh: &played.plan.title.zh, en: &played.plan.title.en },
        bundle: &program.id,
        assumed: assumed_lines(&story, lang),
        kind: kind_name(played.plan.kind),
        verdict: verdict_name(played.verdict()),
        passed: played.verdict().is_well(),
        mismatches: mismatches.collect(),
        moments: played.moments.iter().map(|moment| After::of(teller, moment)).collect(),
        configurations: configurations(program, world)
            .into_iter()
            .map(|(id, states)| (teller.instance(id), states))
            .collect(),
        journal: played
            .journal
            .entries
            .iter()
            .filter_map(|entry| Dated::of(teller, entry))
            .collect(),
        registers: world
            .entries()
            .iter()
            .map(|entry| RegisterLine::of(teller, entry, entry.to))
            .collect(),
        ledger: world.ledger().iter().map(|entry| Booked::of(teller, entry)).collect(),
        obligations: world.duties().iter().map(|duty| Duty::of(teller, duty)).collect(),
        text: story_lines(&story, lang),
    };
    // Names and texts alone: there is no key that JSON could not hold.
    serde_json::to_value(told).unwrap_or_default()
}

#[derive(Serialize)]
struct Scenario<'a> {
    path: &'a str,
    title: Titles<'a>,
    bundle: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    assumed: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    verdict: &'static str,
    passed: bool,
    mismatches: Vec<Unlike<'a>>,
    moments: Vec<After<'a>>,
    configurations: BTreeMap<String, Vec<String>>,
    journal: Vec<Dated>,
    registers: Vec<RegisterLine>,
    ledger: Vec<Booked>,
    obligations: Vec<Duty<'a>>,
    text: Vec<String>,
}

/// How a story that is not simply required is called in its file.
const fn kind_name(kind: StoryKind) -> Option<&'static str> {
    match kind {
        StoryKind::Required => None,
        StoryKind::Optional => Some("optional"),
        StoryKind::Forbidden => Some("forbidden"),
    }
}

/// What became of a story, as a word for programs.
pub const fn verdict_name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Passed => "passed",
        Verdict::NotReached => "not_reached",
        Verdict::Failed => "failed",
        Verdict::CameAbout => "came_about",
        Verdict::Open => "open",
    }
}

#[derive(Serialize)]
struct Titles<'a> {
    zh: &'a str,
    en: &'a str,
}

/// What came out otherwise than expected.
#[derive(Serialize)]
struct Unlike<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    what: &'static str,
    expected: String,
    actual: String,
}

impl<'a> Unlike<'a> {
    fn of(mismatch: &Mismatch, sources: &'a Sources, lang: Lang) -> Self {
        let place = sources.line_column(mismatch.at);
        Self {
            file: &sources.file(mismatch.at.file).path,
            line: place.line,
            column: place.column,
            what: mismatch.what.plain(lang),
            expected: mismatch.expected.say(lang),
            actual: mismatch.actual.say(lang),
        }
    }
}

/// What had changed after a line of the story.
#[derive(Serialize)]
struct After<'a> {
    line: usize,
    date: String,
    accepted: Option<bool>,
    journal_entries: usize,
    changed: BTreeMap<String, &'a [String]>,
}

impl<'a> After<'a> {
    fn of(teller: &Teller<'_>, moment: &'a Moment) -> Self {
        let stood = moment.changed.iter();
        Self {
            line: moment.line,
            date: moment.day.to_string(),
            accepted: moment.accepted,
            journal_entries: moment.entries,
            changed: stood.map(|(id, states)| (teller.instance(*id), states.as_slice())).collect(),
        }
    }
}

#[derive(Serialize)]
struct Booked {
    date: String,
    kind: &'static str,
    #[serde(flatten)]
    line: LedgerLine,
}

impl Booked {
    fn of(teller: &Teller<'_>, entry: &LedgerEntry) -> Self {
        Self {
            date: entry.day.to_string(),
            kind: ledger_kind(entry.kind),
            line: LedgerLine::of(teller, entry),
        }
    }
}

#[derive(Serialize)]
struct Duty<'a> {
    obligation: &'a str,
    instance: String,
    subject: Option<&'a str>,
    since: String,
    due: Option<String>,
    status: &'static str,
}

impl<'a> Duty<'a> {
    fn of(teller: &Teller<'a>, duty: &Obliged) -> Self {
        let (program, cast) = (teller.program, teller.cast);
        Self {
            obligation: &program.obligations[duty.obligation].name,
            instance: teller.instance(duty.instance),
            subject: duty.subject.map(|subject| cast.subjects[subject].name.as_str()),
            since: duty.since.to_string(),
            due: duty.due.map(|due| due.to_string()),
            status: status_name(duty.status),
        }
    }
}
