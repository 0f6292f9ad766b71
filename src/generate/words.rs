//! Changes of a story in words.

use super::change::Change;
use crate::lang::{Phrase, Text, Word};
use crate::policy::Cited;
use crate::program::Program;
use crate::report::Teller;
use crate::rule::{Clause, ClauseKind, Comparison, Value};
use crate::scenario::{Plan, PlannedWhat, address_text};

/// What a change is, with its sources: what it was, and what it is instead.
pub fn change_words(teller: &Teller<'_>, plan: &Plan, change: &Change) -> String {
    let program = teller.program;
    let number = |line: usize| Word::from((line + 1).to_string());
    let old = |value: &Option<Value>| match value {
        Some(value) => teller.value(*value),
        None => teller.plain(Phrase::FlipUntold).to_owned(),
    };
    match change {
        Change::Fact { subject, fact, old: was, new } => {
            let (info, who) = (&program.facts[*fact], &teller.cast.subjects[*subject]);
            teller.say(
                Phrase::FlipFact,
                vec![
                    ("who", teller.title(&who.title, &who.name).into()),
                    ("what", teller.title(&info.title, &info.name).into()),
                    ("old", old(was).into()),
                    ("new", teller.value(*new).into()),
                    ("cite", teller.cite(&info.cited).into()),
                ],
            )
        }
        Change::Datum { line, field, old: was, new } => {
            let event = plan.lines.get(*line).and_then(|line| match &line.what {
                PlannedWhat::Event { event, .. } => Some(*event),
                _ => None,
            });
            let field = match event {
                Some(event) => teller.event_field(event, *field),
                None => teller.field(*field),
            };
            let cited = event.map(|event| &program.events[event].cited);
            teller.say(
                Phrase::FlipDatum,
                vec![
                    ("line", number(*line)),
                    ("what", field.into()),
                    ("old", old(was).into()),
                    ("new", teller.value(*new).into()),
                    ("cite", cited.map(|cited| teller.cite(cited)).unwrap_or_default().into()),
                ],
            )
        }
        Change::Day { line, old, new } => teller.say(
            Phrase::FlipDay,
            vec![
                ("line", number(*line)),
                ("old", old.to_string().into()),
                ("new", new.to_string().into()),
            ],
        ),
        Change::Answer { line, finding, new } => {
            let (question, cited) = question(program, *finding);
            teller.say(
                Phrase::FlipAnswer,
                vec![
                    ("line", number(*line)),
                    ("question", question.get(teller.lang).into()),
                    ("old", teller.value(Value::Bool(!new)).into()),
                    ("new", teller.value(Value::Bool(*new)).into()),
                    ("cite", teller.cite(cited).into()),
                ],
            )
        }
        Change::Find { line, finding, about, by, answer } => {
            let (question, cited) = question(program, *finding);
            teller.say(
                Phrase::FlipFind,
                vec![
                    ("line", number(*line)),
                    ("by", teller.actor(Some(*by)).into()),
                    ("about", address_text(program, teller.cast, about).into()),
                    ("question", question.get(teller.lang).into()),
                    ("new", teller.value(Value::Bool(*answer)).into()),
                    ("cite", teller.cite(cited).into()),
                ],
            )
        }
    }
}

fn question(program: &Program, finding: crate::rule::FindingId) -> (&Text, &Cited) {
    let info = &program.findings[finding];
    (&info.question, &info.cited)
}

/// A line of a story: its number as played, its day, what happens, to whom.
pub fn line_words(teller: &Teller<'_>, plan: &Plan, line: usize) -> String {
    let Some(told) = plan.lines.get(line) else { return String::new() };
    let program = teller.program;
    let (what, to) = match &told.what {
        PlannedWhat::Event { event, to, .. } => (teller.event(*event), &to.address),
        PlannedWhat::Findings { findings, about, .. } => {
            let asked = findings.iter().map(|(finding, _)| {
                program.findings[*finding].question.get(teller.lang).to_owned()
            });
            let asked: Vec<String> = asked.collect();
            (asked.join(teller.lang.list_separator()), &about.address)
        }
        PlannedWhat::Learn { .. } | PlannedWhat::Expect(_) => return String::new(),
    };
    teller.say(
        Phrase::FlipLine,
        vec![
            ("line", (line + 1).to_string().into()),
            ("day", told.day.to_string().into()),
            ("what", what.into()),
            ("to", address_text(program, teller.cast, to).into()),
            ("by", teller.who(told.by)),
        ],
    )
}

/// A comparison with a bound as a person would work it out; nothing where a value is unknown.
pub(super) fn compared(teller: &Teller<'_>, clause: &Clause) -> Option<String> {
    let came = match clause.holds? {
        true => Phrase::GenHolds,
        false => Phrase::GenFails,
    };
    let came = ("came", Word::from(teller.plain(came)));
    match &clause.kind {
        ClauseKind::Compare(comparison, left, right) => {
            let sign = match comparison {
                Comparison::Less => "<",
                Comparison::LessOrEqual => "≤",
                Comparison::Greater => ">",
                Comparison::GreaterOrEqual => "≥",
                Comparison::Equal => "=",
                Comparison::NotEqual => "≠",
            };
            let args = vec![
                ("left", teller.value(left.value?).into()),
                ("sign", sign.into()),
                ("right", teller.value(right.value?).into()),
                came,
            ];
            Some(teller.say(Phrase::GenCompared, args))
        }
        ClauseKind::Elapsed { from, to, period, end, .. }
        | ClauseKind::Within { from, to, period, end } => {
            let args = vec![
                ("from", teller.value(from.value?).into()),
                ("period", teller.value(period.value?).into()),
                ("end", (*end)?.to_string().into()),
                ("to", teller.value(to.value?).into()),
                came,
            ];
            Some(teller.say(Phrase::GenCounted, args))
        }
        _ => None,
    }
}
