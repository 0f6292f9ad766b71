//! From RON to a scenario as it is written.

use super::branch;
use super::draft::UNREVIEWED;
use super::entry::Entry;
use super::expect::{Expect, Refused, Selected};
use super::laid::laid;
use super::notation::{dated, name_or_none, named, nodes};
use super::written::{Actor, AssumedYear, Line, Scenario, StoryKind, Subject, What};
use crate::amend::Overlay;
use crate::calendar::Day;
use crate::diagnostic::Problems;
use crate::lang::{Phrase, Problem, Text};
use crate::policy::Name;
use crate::policy::read::fields::{self, Fields};
use crate::policy::read::{Pieces, read_tree};
use crate::source::{FileId, Node, Shape, Sources, Spanned};

/// The bundle that the file of a scenario names.
pub fn named_bundle(sources: &Sources, file: FileId) -> Option<String> {
    let mut ignored = Problems::default();
    let node = read_tree(sources, file, &mut ignored)?;
    let mut fields = Fields::open(&node, Phrase::Scenario, &mut ignored)?;
    name_or_none(&mut fields, "bundle", &mut ignored).map(|name| name.value)
}

/// Reads a scenario from a file that was read; the pieces that it uses are read beside it.
pub fn read_scenario(
    pieces: &mut Pieces<'_>,
    sources: &mut Sources,
    file: FileId,
    problems: &mut Problems,
) -> Option<Scenario> {
    let node = read_tree(sources, file, problems)?;
    let node = pieces.expand(node, sources, problems);
    let mut fields = Fields::open(&node, Phrase::Scenario, problems)?;
    let title = fields.title(problems);
    let kind = fields.optional("kind").map(|node| kind(node, problems)).unwrap_or_default();
    let bundle = name_or_none(&mut fields, "bundle", problems);
    // A mark for people and for `banfa test`: which text it is matters nothing here.
    let unreviewed = fields.optional(UNREVIEWED);
    let unreviewed =
        unreviewed.map(|node| fields::text(node, Phrase::Scenario, problems)).is_some();
    let assumed = fields.optional("assume").and_then(|node| assume(node, problems));
    let Assumed { valid_to, years: assumed, laid, amendments } = assumed.unwrap_or_default();
    let subjects = named(&mut fields, "subjects", Phrase::Subject, problems, subject);
    let actors = named(&mut fields, "actors", Phrase::Role, problems, actor);
    let before =
        fields.optional("before").map(|node| Entry::read_all(node, problems)).unwrap_or_default();
    let story: Vec<Line> = fields
        .required("story", problems)
        .map(|node| fields::list(node, Phrase::StoryLine, problems))
        .unwrap_or_default()
        .iter()
        .filter_map(|node| line(node, problems))
        .collect();
    let until = fields.optional("until").and_then(|node| dated(node, problems));
    let expect = fields.optional("expect").and_then(|node| Expect::read(node, problems));
    let under = fields.optional("under").map(|node| branch::read_all(node, problems));
    let branches = under.unwrap_or_default();
    branch::check(&story, &branches, problems);
    let at = fields.span();
    fields.close(problems);
    Some(Scenario {
        title,
        kind,
        unreviewed,
        bundle,
        valid_to,
        assumed,
        laid,
        amendments,
        subjects,
        actors,
        before,
        story,
        until,
        expect,
        branches,
        at,
    })
}

fn kind(node: &Node, problems: &mut Problems) -> StoryKind {
    let known = ["required", "optional", "forbidden"];
    match fields::one_of(node, Phrase::Scenario, &known, problems) {
        Some("optional") => StoryKind::Optional,
        Some("forbidden") => StoryKind::Forbidden,
        _ => StoryKind::Required,
    }
}

/// What a story assumes.
#[derive(Default)]
struct Assumed {
    valid_to: Option<Day>,
    years: Vec<AssumedYear>,
    laid: Overlay,
    amendments: Vec<Name>,
}

/// What a story assumes: another end of the validity, calendars of years without a notice, readings
/// and values.
fn assume(node: &Node, problems: &mut Problems) -> Option<Assumed> {
    let mut fields = Fields::open(node, Phrase::Scenario, problems)?;
    let valid_to = fields.optional("valid_to").and_then(|node| fields::day(node, problems));
    let mut years = Vec::new();
    if let Some(node) = fields.optional("calendar") {
        for (name, node) in fields::map(node, Phrase::Calendar, problems) {
            let calendar = fields::name(node, problems);
            match name.value.parse::<i32>() {
                Ok(year) => years.extend(calendar.map(|calendar| {
                    let year = Spanned::new(year, name.span);
                    AssumedYear { year, calendar, table: None }
                })),
                Err(_) => {
                    let args = vec![("text", name.value.as_str().into())];
                    problems.add(Problem::BadNumber, name.span, args);
                }
            }
        }
    }
    let (laid, _) = laid(&mut fields, problems);
    let amendments = fields.names("amendments", problems);
    fields.close(problems);
    Some(Assumed { valid_to, years, laid, amendments })
}

fn subject(node: &Node, problems: &mut Problems) -> Option<Subject> {
    let mut fields = Fields::open(node, Phrase::Subject, problems)?;
    let kind = name_or_none(&mut fields, "kind", problems);
    let title = fields.title(problems);
    let facts = nodes(&mut fields, "facts", problems);
    fields.close(problems);
    Some(Subject { kind, title, facts })
}

fn actor(node: &Node, problems: &mut Problems) -> Option<Actor> {
    let mut fields = Fields::open(node, Phrase::Role, problems)?;
    let title: Text = fields.title(problems);
    let roles = fields.names("roles", problems);
    fields.close(problems);
    Some(Actor { title, roles })
}

fn line(node: &Node, problems: &mut Problems) -> Option<Line> {
    let mut fields = Fields::open(node, Phrase::StoryLine, problems)?;
    let id = name_or_none(&mut fields, "id", problems);
    let date = fields.optional("date");
    let undated = date.is_none();
    let date = date.and_then(|node| dated(node, problems));
    let by = name_or_none(&mut fields, "by", problems);
    let role = name_or_none(&mut fields, "role", problems);
    let event = name_or_none(&mut fields, "event", problems);
    let finding = name_or_none(&mut fields, "finding", problems);
    let findings = fields.optional("findings").map(|node| {
        let entries = fields::map(node, Phrase::Finding, problems);
        let answers =
            entries.into_iter().filter_map(|(name, node)| Some((name, answer(node, problems)?)));
        answers.collect::<Vec<_>>()
    });
    let single = finding.map(|finding| {
        let answer = fields.required("answer", problems).and_then(|node| answer(node, problems));
        answer.map(|answer| (finding, answer)).into_iter().collect()
    });
    let finding = findings.or(single);
    let learn = name_or_none(&mut fields, "learn", problems);
    let expected = fields.optional("expect").and_then(|node| Expect::read(node, problems));
    let what = match (event, finding, learn, expected) {
        (Some(event), None, None, None) => {
            let instance =
                fields.required("instance", problems).and_then(|node| fields::name(node, problems));
            let data = nodes(&mut fields, "data", problems);
            instance.map(|instance| What::Event { event, instance, data })
        }
        (None, Some(findings), None, None) => {
            let about =
                fields.required("about", problems).and_then(|node| fields::name(node, problems));
            let reason = name_or_none(&mut fields, "reason", problems);
            about.map(|about| What::Findings { findings, about, reason })
        }
        (None, None, Some(subject), None) => {
            let facts = nodes(&mut fields, "facts", problems);
            let true_from =
                fields.optional("true_from").and_then(|node| fields::day(node, problems));
            let true_to = fields.optional("true_to").and_then(|node| dated(node, problems));
            Some(What::Learn { subject, facts, true_from, true_to })
        }
        (None, None, None, Some(expected)) => Some(What::Expect(expected)),
        _ => {
            problems.add(
                Problem::BadScenario,
                node.span.part(0, 1),
                vec![("what", Phrase::LineOneThing.into())],
            );
            // Asked for, so that they are not reported as unknown on top.
            let own = ["instance", "data", "about", "answer", "reason"];
            for name in own.into_iter().chain(["facts", "true_from", "true_to"]) {
                fields.optional(name);
            }
            None
        }
    };
    let refused = Refused::read(&mut fields, node.span, problems);
    let list = Selected::read(&mut fields, problems);
    fields.close(problems);
    let (at, judged) = (node.span, true);
    Some(Line { at, id, judged, date, undated, by, role, what: what?, refused, list })
}

fn answer(node: &Node, problems: &mut Problems) -> Option<bool> {
    match &node.shape {
        Shape::Bool(answer) => Some(*answer),
        _ => fields::one_of(node, Phrase::Finding, &["yes", "no"], problems)
            .map(|word| word == "yes"),
    }
}
