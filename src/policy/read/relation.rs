//! The section `relations`.

use super::fields::{self, Fields, wrong_shape};
use crate::diagnostic::Problems;
use crate::lang::{Phrase, Word};
use crate::policy::{Counted, Declared, Holds, Name, Relation};
use crate::source::{Node, Shape};

/// How each is written.
const FORMS: &str = "more(…) / refused(…) / same_day / same_day(…) / cycles(…) / renamed";

/// `relations`
pub fn relations(node: &Node, problems: &mut Problems) -> Declared<Relation> {
    let entries = fields::map(node, Phrase::Relation, problems);
    entries
        .into_iter()
        .filter_map(|(name, node)| {
            let name = super::clean_name(name, problems)?;
            relation(node, problems).map(|relation| (name, relation))
        })
        .collect()
}

fn relation(node: &Node, problems: &mut Problems) -> Option<Relation> {
    let mut fields = Fields::open(node, Phrase::Relation, problems)?;
    let title = fields.title(problems);
    let origin = fields.origin(problems);
    let of = fields.required("holds", problems);
    let holds = of.and_then(|node| holds(node, problems));
    let at = of.map_or(node.span, |node| node.span);
    fields.close(problems);
    Some(Relation { title, origin, holds: holds?, at })
}

fn holds(node: &Node, problems: &mut Problems) -> Option<Holds> {
    let ways = ["more", "refused", "same_day", "cycles", "renamed"];
    let way = fields::one_of(node, Phrase::Relation, &ways, problems)?;
    match (way, &node.shape) {
        ("more", Shape::Variant(_, inner)) => more(inner, problems),
        ("refused", Shape::Variant(_, inner)) => refused(inner, problems),
        ("same_day", Shape::Variant(_, inner)) => same_day(inner, problems),
        ("same_day", Shape::Word(_)) => Some(Holds::SameDay { events: Vec::new() }),
        ("cycles", Shape::Variant(_, inner)) => cycles(inner, problems),
        ("renamed", Shape::Word(_)) => Some(Holds::Renamed),
        _ => {
            let names = Word::from(FORMS);
            let expected = Word::Phrase(Phrase::ShapeOneOf, vec![("names", names)]);
            wrong_shape(node, Phrase::Relation, expected, problems);
            None
        }
    }
}

fn needed(fields: &mut Fields<'_>, name: &'static str, problems: &mut Problems) -> Option<Name> {
    fields.required(name, problems).and_then(|node| fields::name(node, problems))
}

fn more(node: &Node, problems: &mut Problems) -> Option<Holds> {
    let mut fields = Fields::open(node, Phrase::Relation, problems)?;
    let fact = fields.optional("fact").and_then(|node| fields::name(node, problems));
    fields.one_only(&["fact", "event"], problems);
    let of = match fact {
        Some(fact) => {
            fields.one_only(&["fact", "data"], problems);
            Some(Counted::Fact(fact))
        }
        None => {
            let event = needed(&mut fields, "event", problems);
            event
                .zip(needed(&mut fields, "data", problems))
                .map(|(event, data)| Counted::Event(event, data))
        }
    };
    let selection = needed(&mut fields, "selection", problems);
    fields.close(problems);
    Some(Holds::More { of: of?, selection: selection? })
}

fn refused(node: &Node, problems: &mut Problems) -> Option<Holds> {
    let mut fields = Fields::open(node, Phrase::Relation, problems)?;
    let event = needed(&mut fields, "event", problems);
    let by = fields.optional("by").and_then(|node| fields::name(node, problems));
    let ends = fields.names("ends", problems);
    fields.close(problems);
    Some(Holds::Refused { event: event?, by, ends })
}

fn same_day(node: &Node, problems: &mut Problems) -> Option<Holds> {
    let mut fields = Fields::open(node, Phrase::Relation, problems)?;
    let node = fields.required("events", problems);
    let events = node.map(|node| fields::names(node, problems)).unwrap_or_default();
    // No event at all is no limit that anybody could mean.
    if let Some(node) = node.filter(|_| events.is_empty()) {
        wrong_shape(node, Phrase::Relation, Phrase::ShapeText.into(), problems);
    }
    fields.close(problems);
    Some(events).filter(|events| !events.is_empty()).map(|events| Holds::SameDay { events })
}

fn cycles(node: &Node, problems: &mut Problems) -> Option<Holds> {
    let mut fields = Fields::open(node, Phrase::Relation, problems)?;
    let cycle = needed(&mut fields, "cycle", problems);
    let years = fields.names("years", problems);
    fields.close(problems);
    Some(Holds::Cycles { cycle: cycle?, years })
}
