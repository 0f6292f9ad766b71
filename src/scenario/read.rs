//! From RON to a scenario as it is written.

use super::written::{
    Actor, Duty, Entry, Expect, Ledger, Line, Record, Refused, Scenario, Subject, What,
};
use crate::calendar::Day;
use crate::diagnostic::Problems;
use crate::lang::{Phrase, Problem, Text};
use crate::policy::Name;
use crate::policy::read::fields::{self, Fields};
use crate::policy::read::{money, read_tree};
use crate::source::{FileId, Node, Shape, Sources, Spanned};

/// Reads a scenario from a file that was read.
pub fn read_scenario(sources: &Sources, file: FileId, problems: &mut Problems) -> Option<Scenario> {
    let node = read_tree(sources, file, problems)?;
    let mut fields = Fields::open(&node, Phrase::Scenario, problems)?;
    let title = fields.title(problems);
    let bundle = fields.optional("bundle").and_then(|node| fields::name(node, problems));
    let valid_to = fields.optional("assume").and_then(|node| {
        let mut assume = Fields::open(node, Phrase::Scenario, problems)?;
        let day =
            assume.required("valid_to", problems).and_then(|node| fields::day(node, problems));
        assume.close(problems);
        day
    });
    let subjects = named(&mut fields, "subjects", Phrase::Subject, problems, subject);
    let actors = named(&mut fields, "actors", Phrase::Role, problems, actor);
    let before = fields.optional("before").map(|node| entries(node, problems)).unwrap_or_default();
    let story = fields
        .required("story", problems)
        .map(|node| fields::list(node, Phrase::StoryLine, problems))
        .unwrap_or_default()
        .iter()
        .filter_map(|node| line(node, problems))
        .collect();
    let until = fields.optional("until").and_then(|node| dated(node, problems));
    let expect = fields.optional("expect").and_then(|node| expect(node, problems));
    let at = fields.span();
    fields.close(problems);
    Some(Scenario { title, bundle, valid_to, subjects, actors, before, story, until, expect, at })
}

fn dated(node: &Node, problems: &mut Problems) -> Option<Spanned<Day>> {
    fields::day(node, problems).map(|day| Spanned::new(day, node.span))
}

fn named<T>(
    fields: &mut Fields<'_>,
    name: &'static str,
    what: Phrase,
    problems: &mut Problems,
    mut one: impl FnMut(&Node, &mut Problems) -> Option<T>,
) -> Vec<(Name, T)> {
    let Some(node) = fields.optional(name) else { return Vec::new() };
    let entries = fields::map(node, what, problems);
    entries
        .into_iter()
        .filter_map(|(name, node)| one(node, problems).map(|found| (name, found)))
        .collect()
}

fn nodes(
    fields: &mut Fields<'_>,
    name: &'static str,
    problems: &mut Problems,
) -> Vec<(Name, Node)> {
    let Some(node) = fields.optional(name) else { return Vec::new() };
    let entries = fields::map(node, Phrase::Field, problems);
    entries.into_iter().map(|(name, node)| (name, node.clone())).collect()
}

fn subject(node: &Node, problems: &mut Problems) -> Option<Subject> {
    let mut fields = Fields::open(node, Phrase::Subject, problems)?;
    let kind = fields.optional("kind").and_then(|node| fields::name(node, problems));
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

fn entries(node: &Node, problems: &mut Problems) -> Vec<Entry> {
    let items = fields::list(node, Phrase::Register, problems);
    items.iter().filter_map(|node| entry(node, problems)).collect()
}

fn entry(node: &Node, problems: &mut Problems) -> Option<Entry> {
    let mut fields = Fields::open(node, Phrase::Register, problems)?;
    let register =
        fields.required("register", problems).and_then(|node| fields::name(node, problems));
    let subject =
        fields.required("subject", problems).and_then(|node| fields::name(node, problems));
    let columns = nodes(&mut fields, "columns", problems);
    let from = fields.optional("from").and_then(|node| dated(node, problems));
    let to = fields.optional("to").and_then(|node| dated(node, problems));
    let on = fields.optional("on").and_then(|node| fields::day(node, problems));
    fields.close(problems);
    Some(Entry { register: register?, subject: subject?, columns, from, to, on, at: node.span })
}

fn line(node: &Node, problems: &mut Problems) -> Option<Line> {
    let mut fields = Fields::open(node, Phrase::StoryLine, problems)?;
    let date = fields.optional("date").and_then(|node| dated(node, problems));
    let by = fields.optional("by").and_then(|node| fields::name(node, problems));
    let role = fields.optional("role").and_then(|node| fields::name(node, problems));
    let event = fields.optional("event").and_then(|node| fields::name(node, problems));
    let finding = fields.optional("finding").and_then(|node| fields::name(node, problems));
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
    let learn = fields.optional("learn").and_then(|node| fields::name(node, problems));
    let expected = fields.optional("expect").and_then(|node| expect(node, problems));
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
            let reason = fields.optional("reason").and_then(|node| fields::name(node, problems));
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
    let refused = fields.optional("refused").map(|node| (names_in(node, problems), node.span));
    let because = fields.optional("because").map(|node| fields::names(node, problems));
    let earliest = fields.optional("earliest").and_then(|node| dated(node, problems));
    let asks = fields.optional("asks").map(|node| fields::names(node, problems));
    fields.close(problems);
    let refused = match (refused, &because, &earliest, &asks) {
        (None, None, None, None) => None,
        (refused, ..) => {
            let (articles, at) = refused.unwrap_or((Vec::new(), node.span.part(0, 1)));
            Some(Refused { articles, because, earliest, asks, at })
        }
    };
    Some(Line { at: node.span, date, by, role, what: what?, refused })
}

/// The articles of `refused: ["16(1)"]`; `refused: true` expects no particular one.
fn names_in(node: &Node, problems: &mut Problems) -> Vec<Name> {
    match node.shape {
        Shape::Bool(true) => Vec::new(),
        _ => fields::names(node, problems),
    }
}

fn answer(node: &Node, problems: &mut Problems) -> Option<bool> {
    match &node.shape {
        Shape::Bool(answer) => Some(*answer),
        _ => fields::one_of(node, Phrase::Finding, &["yes", "no"], problems)
            .map(|word| word == "yes"),
    }
}

fn expect(node: &Node, problems: &mut Problems) -> Option<Expect> {
    let mut fields = Fields::open(node, Phrase::Expectation, problems)?;
    let states = named(&mut fields, "states", Phrase::State, problems, |node, problems| {
        let all = matches!(node.shape, Shape::List(_));
        Some((fields::names(node, problems), all))
    });
    let states = states.into_iter().map(|(name, (states, all))| (name, states, all)).collect();
    let missing = fields.names("missing", problems);
    let data = named(&mut fields, "data", Phrase::Field, problems, |node, problems| {
        let entries = fields::map(node, Phrase::Field, problems);
        Some(entries.into_iter().map(|(name, node)| (name, node.clone())).collect())
    });
    let lines = |fields: &mut Fields<'_>, name, problems: &mut Problems| {
        fields.optional(name).map(|node| entries(node, problems)).unwrap_or_default()
    };
    let expected = Expect {
        states,
        missing,
        data,
        entries: lines(&mut fields, "entries", problems),
        no_entries: lines(&mut fields, "no_entries", problems),
        ledger: items(&mut fields, "ledger", Phrase::Account, problems, ledger),
        obligations: items(&mut fields, "obligations", Phrase::Obligation, problems, duty),
        records: items(&mut fields, "records", Phrase::Record, problems, record),
        findings_owed: named(
            &mut fields,
            "findings_owed",
            Phrase::Finding,
            problems,
            |node, problems| Some(fields::names(node, problems)),
        ),
        earliest: named(&mut fields, "earliest", Phrase::Event, problems, |node, problems| {
            let entries = fields::map(node, Phrase::Event, problems);
            let days =
                entries.into_iter().filter_map(|(name, node)| Some((name, dated(node, problems)?)));
            Some(days.collect())
        }),
    };
    fields.close(problems);
    Some(expected)
}

fn items<T>(
    fields: &mut Fields<'_>,
    name: &'static str,
    what: Phrase,
    problems: &mut Problems,
    one: impl Fn(&Node, &mut Problems) -> Option<T>,
) -> Vec<T> {
    let Some(node) = fields.optional(name) else { return Vec::new() };
    fields::list(node, what, problems).iter().filter_map(|node| one(node, problems)).collect()
}

fn ledger(node: &Node, problems: &mut Problems) -> Option<Ledger> {
    const SUMS: [&str; 6] = ["owed", "paid", "cancelled", "reversed", "returned", "outstanding"];
    let mut fields = Fields::open(node, Phrase::Account, problems)?;
    let account =
        fields.required("account", problems).and_then(|node| fields::name(node, problems));
    let subject = fields.optional("subject").and_then(|node| fields::name(node, problems));
    let instance = fields.optional("instance").and_then(|node| fields::name(node, problems));
    let columns = nodes(&mut fields, "columns", problems);
    let mut sums = Vec::new();
    for name in SUMS {
        if let Some(node) = fields.optional(name)
            && let Some(sum) = money(node, problems)
        {
            sums.push((name, Spanned::new(sum, node.span)));
        }
    }
    fields.close(problems);
    Some(Ledger { account: account?, subject, instance, columns, sums, at: node.span })
}

fn duty(node: &Node, problems: &mut Problems) -> Option<Duty> {
    let mut fields = Fields::open(node, Phrase::Obligation, problems)?;
    let name = |fields: &mut Fields<'_>, name, problems: &mut Problems| {
        fields.required(name, problems).and_then(|node| fields::name(node, problems))
    };
    let obligation = name(&mut fields, "obligation", problems);
    let subject = name(&mut fields, "subject", problems);
    let status = name(&mut fields, "status", problems);
    let due = fields.optional("due").and_then(|node| dated(node, problems));
    fields.close(problems);
    Some(Duty { obligation: obligation?, subject: subject?, status: status?, due, at: node.span })
}

fn record(node: &Node, problems: &mut Problems) -> Option<Record> {
    let mut fields = Fields::open(node, Phrase::Record, problems)?;
    let record = fields.required("record", problems).and_then(|node| fields::name(node, problems));
    let instance =
        fields.required("instance", problems).and_then(|node| fields::name(node, problems));
    let until = fields.required("until", problems).and_then(|node| dated(node, problems));
    fields.close(problems);
    Some(Record { record: record?, instance: instance?, until: until?, at: node.span })
}
