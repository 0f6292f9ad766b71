//! `under: [(reading: "A1=together", expect: (…))]`: the same story told under another law, with
//! expectations of its own. What the lines expect counts there only where it is said anew.

use super::expect::{Expect, Refused, Selected};
use super::laid::laid;
use super::notation::{name_or_none, named};
use super::written::{Branch, Line, Restated, Scenario, What};
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem};
use crate::policy::Name;
use crate::policy::read::fields::{self, Fields};
use crate::source::{Node, Shape, Span, Spanned};

/// The branches in a list.
pub(super) fn read_all(node: &Node, problems: &mut Problems) -> Vec<Branch> {
    let items = fields::list(node, Phrase::Branch, problems);
    items.iter().filter_map(|node| Branch::read(node, problems)).collect()
}

impl Branch {
    fn read(node: &Node, problems: &mut Problems) -> Option<Self> {
        let mut fields = Fields::open(node, Phrase::Branch, problems)?;
        let reading = name_or_none(&mut fields, "reading", problems);
        let (mut laid, mut words) = laid(&mut fields, problems);
        if let Some(reading) = reading {
            match reading.value.split_once('=') {
                Some((number, meaning)) => {
                    let part = |text: &str| Spanned::new(text.trim().to_owned(), reading.span);
                    laid.readings.push((part(number), part(meaning)));
                    words.push(reading.value.clone());
                }
                None => bad(reading.span, Phrase::BranchReading, problems),
            }
        }
        let mut amendments = fields.names("amendments", problems);
        amendments.extend(name_or_none(&mut fields, "amendment", problems));
        words.extend(amendments.iter().map(|name| name.value.clone()));
        let expect = fields.optional("expect").and_then(|node| Expect::read(node, problems));
        let lines = named(&mut fields, "lines", Phrase::StoryLine, problems, restated);
        fields.close(problems);
        if words.is_empty() {
            bad(node.span.part(0, 1), Phrase::BranchOfNothing, problems);
            return None;
        }
        if expect.is_none() && lines.is_empty() {
            problems.add(Problem::NoExpectation, node.span.part(0, 1), vec![]);
        }
        Some(Self { at: node.span, laid, amendments, words, expect, lines })
    }

    /// The story as it is told there.
    fn of(&self, scenario: &Scenario) -> Scenario {
        let mut told = scenario.clone();
        told.branches = Vec::new();
        told.laid.append(&self.laid);
        told.amendments.extend(self.amendments.iter().cloned());
        told.expect.clone_from(&self.expect);
        told.at = self.at;
        told.story = told.story.into_iter().filter_map(|line| self.line(line)).collect();
        told
    }

    fn line(&self, mut line: Line) -> Option<Line> {
        let own = line.id.as_ref();
        let own = self.lines.iter().find(|(id, _)| own.is_some_and(|own| own.value == id.value));
        match (own, &line.what) {
            (Some((_, said)), What::Expect(_)) => {
                line.what = What::Expect(said.expect.clone()?);
            }
            (None, What::Expect(_)) => return None,
            (Some((_, said)), _) => {
                line.refused.clone_from(&said.refused);
                line.list.clone_from(&said.list);
            }
            (None, _) => {
                line.judged = false;
                (line.refused, line.list) = (None, None);
            }
        }
        Some(line)
    }
}

/// `accepted`, or how it is refused, or what is expected then.
fn restated(node: &Node, problems: &mut Problems) -> Option<Restated> {
    if let Shape::Word(_) | Shape::Text { .. } = &node.shape {
        fields::one_of(node, Phrase::StoryLine, &["accepted"], problems)?;
        return Some(Restated { at: node.span, refused: None, list: None, expect: None });
    }
    let mut fields = Fields::open(node, Phrase::StoryLine, problems)?;
    let refused = Refused::read(&mut fields, node.span, problems);
    let list = Selected::read(&mut fields, problems);
    let expect = fields.optional("expect").and_then(|node| Expect::read(node, problems));
    fields.close(problems);
    if refused.is_none() && list.is_none() && expect.is_none() {
        bad(node.span.part(0, 1), Phrase::BranchLine, problems);
        return None;
    }
    Some(Restated { at: node.span, refused, list, expect })
}

/// Ids must be unique, and what a branch says must be of a line that there is, and of its kind.
pub(super) fn check(story: &[Line], branches: &[Branch], problems: &mut Problems) {
    let mut known: Vec<&Name> = Vec::new();
    for id in story.iter().filter_map(|line| line.id.as_ref()) {
        if known.iter().any(|other| other.value == id.value) {
            let args = vec![("name", id.value.as_str().into())];
            problems.add(Problem::Duplicate, id.span, args);
        }
        known.push(id);
    }
    for (id, said) in branches.iter().flat_map(|branch| &branch.lines) {
        let is_it = |line: &&Line| line.id.as_ref().is_some_and(|own| own.value == id.value);
        let Some(line) = story.iter().find(is_it) else {
            let args = vec![("name", id.value.as_str().into()), ("kind", Phrase::StoryLine.into())];
            let wrong = Diagnostic::new(Problem::UnknownName, id.span, args);
            let names = known.iter().map(|name| name.value.as_str());
            problems.push(wrong.with_nearest(id, names));
            continue;
        };
        let of_the_world = matches!(line.what, What::Expect(_));
        let learns = matches!(line.what, What::Learn { .. });
        if learns || of_the_world != said.expect.is_some() {
            bad(said.at, Phrase::BranchLineKind, problems);
        }
    }
}

fn bad(at: Span, what: Phrase, problems: &mut Problems) {
    problems.add(Problem::BadScenario, at, vec![("what", what.into())]);
}

/// A story under each of its branches, with what is laid as it is written.
pub fn branches(scenario: &Scenario) -> Vec<(Vec<String>, Scenario)> {
    let told = scenario.branches.iter();
    told.map(|branch| (branch.words.clone(), branch.of(scenario))).collect()
}
