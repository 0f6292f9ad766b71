//! Actions: a closed vocabulary, each with its own fields and the common `when` and sources.

use super::fields::{self, Fields, wrong_shape};
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem, Word};
use crate::policy::{Action, ActionKind, Expression, Name, Origin, SendTarget, Under};
use crate::source::{Node, Shape};

pub(super) const KNOWN: [&str; 21] = [
    "set", "raise", "send", "spawn", "cancel", "suspend", "resume", "enter", "end", "owe", "pay",
    "reverse", "return", "oblige", "fulfil", "breach", "keep", "learn", "find", "open", "propose",
];
/// `decide` stands beside the list above, whose length it would exceed on one line.
pub(super) const DECIDE: &str = "decide";

/// The actions under a field; none where it is left out.
pub fn actions(
    fields: &mut Fields<'_>,
    name: &'static str,
    problems: &mut Problems,
) -> Vec<Action> {
    let Some(node) = fields.optional(name) else { return Vec::new() };
    let items = fields::list(node, Phrase::Action, problems);
    items.iter().filter_map(|item| action(item, problems)).collect()
}

/// The actions that a list, or a single one, says; what is none is left out.
pub(crate) fn written_actions(node: &Node) -> Vec<Action> {
    let mut problems = Problems::default();
    match &node.shape {
        Shape::List(items) => items.iter().filter_map(|item| action(item, &mut problems)).collect(),
        _ => action(node, &mut problems).into_iter().collect(),
    }
}

fn action(node: &Node, problems: &mut Problems) -> Option<Action> {
    let Shape::Variant(word, inner) = &node.shape else {
        let names = Word::Plain(format!("{}(…) / {DECIDE}(…)", KNOWN.join("(…) / ")));
        let expected = Word::Phrase(Phrase::ShapeOneOf, vec![("names", names)]);
        wrong_shape(node, Phrase::Action, expected, problems);
        return None;
    };
    let word_name = word.value.as_str();
    let brief = |problems: &mut Problems| match &inner.shape {
        Shape::Tuple(_) => {
            fields::only(inner, problems).and_then(|item| fields::name(item, problems))
        }
        _ => None,
    };
    // `set({ … })` and `raise("x")` are the brief forms of what has a single argument.
    if let Shape::Tuple(_) = &inner.shape {
        let kind = match word_name {
            "set" => fields::only(inner, problems)
                .map(|item| ActionKind::Set(fields::expressions(item, Phrase::Action, problems))),
            "raise" => brief(problems).map(ActionKind::Raise),
            "cancel" => brief(problems).map(ActionKind::Cancel),
            "suspend" => brief(problems).map(ActionKind::Suspend),
            "resume" => brief(problems).map(|timer| ActionKind::Resume { timer, from: None }),
            "pay" => brief(problems).map(ActionKind::Pay),
            "reverse" => brief(problems).map(ActionKind::Reverse),
            "return" => brief(problems).map(ActionKind::Return),
            "fulfil" => brief(problems).map(ActionKind::Fulfil),
            "breach" => brief(problems).map(ActionKind::Breach),
            "oblige" => brief(problems).map(|obligation| ActionKind::Oblige {
                obligation,
                due: None,
                on: None,
            }),
            "open" => brief(problems).map(ActionKind::Open),
            known if known == DECIDE || KNOWN.contains(&known) => {
                wrong_shape(inner, Phrase::Action, Phrase::ShapeStruct.into(), problems);
                None
            }
            unknown => {
                unknown_action(unknown, word.span, problems);
                None
            }
        }?;
        return Some(Action {
            at: node.span,
            under: Under::ALL,
            when: Vec::new(),
            origin: Origin::default(),
            kind,
        });
    }
    let mut fields = Fields::open(inner, Phrase::Action, problems)?;
    let kind = full(word_name, &mut fields, problems);
    if kind.is_none() && word_name != DECIDE && !KNOWN.contains(&word_name) {
        unknown_action(word_name, word.span, problems);
        return None;
    }
    let when = fields.names("when", problems);
    let origin = fields.origin(problems);
    fields.close(problems);
    Some(Action { at: node.span, under: Under::ALL, when, origin, kind: kind? })
}

fn unknown_action(name: &str, at: crate::source::Span, problems: &mut Problems) {
    problems.push(
        Diagnostic::new(
            Problem::UnknownName,
            at,
            vec![("name", name.into()), ("kind", Phrase::Action.into())],
        )
        .with_nearest(name, KNOWN.iter().copied().chain([DECIDE])),
    );
}

/// The full form `word(field: …, when: […], article: "…")`.
fn full(word: &str, fields: &mut Fields<'_>, problems: &mut Problems) -> Option<ActionKind> {
    let needed = |fields: &mut Fields<'_>, name: &'static str, problems: &mut Problems| {
        fields.required(name, problems).and_then(|node| fields::name(node, problems))
    };
    let asked = |fields: &mut Fields<'_>, name: &'static str, problems: &mut Problems| {
        fields.required(name, problems).and_then(|node| fields::expression(node, problems))
    };
    Some(match word {
        "set" => ActionKind::Set(pairs(fields, "fields", problems)),
        "raise" => ActionKind::Raise(needed(fields, "event", problems)?),
        "send" => {
            let event = needed(fields, "event", problems);
            let to = fields.required("to", problems).and_then(|node| target(node, problems));
            let data = pairs(fields, "data", problems);
            let delay = fields.optional("delay").and_then(|node| fields::name(node, problems));
            let id = fields.optional("id").and_then(|node| fields::new_name(node, problems));
            let optional = fields.flag("optional", false, problems);
            ActionKind::Send { event: event?, to: to?, data, delay, id, optional }
        }
        "spawn" => {
            let machine = needed(fields, "machine", problems);
            let key = pairs(fields, "key", problems);
            let data = pairs(fields, "data", problems);
            ActionKind::Spawn { machine: machine?, key, data }
        }
        "cancel" => ActionKind::Cancel(needed(fields, "id", problems)?),
        "suspend" => ActionKind::Suspend(needed(fields, "timer", problems)?),
        "resume" => {
            let timer = needed(fields, "timer", problems);
            let from = fields.expression("from", problems);
            ActionKind::Resume { timer: timer?, from }
        }
        "enter" => {
            let register = needed(fields, "register", problems);
            let subject = fields.expression("subject", problems);
            let columns = pairs(fields, "columns", problems);
            let from = fields.expression("from", problems);
            let to = fields.expression("to", problems);
            ActionKind::Enter { register: register?, subject, columns, from, to }
        }
        "end" => {
            let register = needed(fields, "register", problems);
            let subject = fields.expression("subject", problems);
            let columns = pairs(fields, "columns", problems);
            ActionKind::End { register: register?, subject, columns }
        }
        "owe" => {
            let account = needed(fields, "account", problems);
            let to = fields.expression("to", problems);
            let amount = asked(fields, "amount", problems);
            let columns = pairs(fields, "columns", problems);
            ActionKind::Owe { account: account?, to, amount: amount?, columns }
        }
        "pay" => ActionKind::Pay(needed(fields, "account", problems)?),
        "reverse" => ActionKind::Reverse(needed(fields, "account", problems)?),
        "return" => ActionKind::Return(needed(fields, "account", problems)?),
        "oblige" => {
            let obligation = needed(fields, "obligation", problems);
            let due = fields.expression("due", problems);
            let on = fields.expression("on", problems);
            ActionKind::Oblige { obligation: obligation?, due, on }
        }
        "fulfil" => ActionKind::Fulfil(needed(fields, "obligation", problems)?),
        "breach" => ActionKind::Breach(needed(fields, "obligation", problems)?),
        "keep" => {
            let record = needed(fields, "record", problems);
            let until = asked(fields, "until", problems);
            ActionKind::Keep { record: record?, until: until? }
        }
        "learn" => {
            let fact = needed(fields, "fact", problems);
            let subject = fields.expression("subject", problems);
            let value = asked(fields, "value", problems);
            ActionKind::Learn { fact: fact?, subject, value: value? }
        }
        "find" => {
            let finding = needed(fields, "finding", problems);
            let answer = asked(fields, "answer", problems);
            ActionKind::Find { finding: finding?, answer: answer? }
        }
        "open" => ActionKind::Open(needed(fields, "selection", problems)?),
        "propose" => {
            let selection = needed(fields, "selection", problems);
            let places = asked(fields, "places", problems);
            ActionKind::Propose { selection: selection?, places: places? }
        }
        DECIDE => {
            let selection = needed(fields, "selection", problems);
            let places = fields.expression("places", problems);
            ActionKind::Decide { selection: selection?, places }
        }
        _ => return None,
    })
}

fn pairs(
    fields: &mut Fields<'_>,
    name: &'static str,
    problems: &mut Problems,
) -> Vec<(Name, Expression)> {
    fields
        .optional(name)
        .map(|node| fields::expressions(node, Phrase::Action, problems))
        .unwrap_or_default()
}

/// `itself`, `owner`, `children("m")`, `children((machine: "m", in: ["s"]))`, `instance("expression")`.
fn target(node: &Node, problems: &mut Problems) -> Option<SendTarget> {
    const TARGETS: [&str; 4] = ["itself", "owner", "children", "instance"];
    let word = fields::one_of(node, Phrase::Instance, &TARGETS, problems)?;
    let inner = match &node.shape {
        Shape::Variant(_, inner) => Some(fields::only(inner, problems)?),
        _ => None,
    };
    match (word, inner) {
        ("itself", None) => Some(SendTarget::Itself),
        ("owner", None) => Some(SendTarget::Owner),
        ("instance", Some(node)) => fields::expression(node, problems).map(SendTarget::Instance),
        ("children", Some(node)) if matches!(node.shape, Shape::Struct(_)) => {
            let mut fields = Fields::open(node, Phrase::Instance, problems)?;
            let machine =
                fields.required("machine", problems).and_then(|node| fields::name(node, problems));
            let states = fields.names("in", problems);
            fields.close(problems);
            Some(SendTarget::Children { machine: machine?, states })
        }
        ("children", Some(node)) => fields::name(node, problems)
            .map(|machine| SendTarget::Children { machine, states: Vec::new() }),
        _ => {
            wrong_shape(node, Phrase::Instance, Word::Plain(format!("{word}(…)")), problems);
            None
        }
    }
}
