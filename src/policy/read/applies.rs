//! `applies: (by: …)`: which day decides what applies.

use super::fields::{self, Fields, wrong_shape};
use crate::diagnostic::Problems;
use crate::lang::{Phrase, Word};
use crate::policy::Applies;
use crate::source::{Node, Shape};

/// The field `applies`, where it is given.
pub(super) fn applies(fields: &mut Fields<'_>, problems: &mut Problems) -> Option<Applies> {
    let node = fields.optional("applies")?;
    let mut fields = Fields::open(node, Phrase::Applies, problems)?;
    let by = fields.required("by", problems).and_then(|node| by(node, &[], problems));
    fields.close(problems);
    by
}

/// `machine("season")`, `event("file")`, `event("grant", "renew")` or `act`; `besides` may stand there too.
pub(super) fn by(node: &Node, besides: &[&str], problems: &mut Problems) -> Option<Applies> {
    let ways: Vec<&str> = ["machine", "event", "act"].iter().chain(besides).copied().collect();
    let way = fields::one_of(node, Phrase::Applies, &ways, problems)?;
    match (way, &node.shape) {
        ("act", Shape::Word(_)) => Some(Applies::Act),
        ("machine", Shape::Variant(_, inner)) => {
            fields::name(fields::only(inner, problems)?, problems).map(Applies::Machine)
        }
        ("event", Shape::Variant(_, inner)) => {
            let names = match &inner.shape {
                Shape::Tuple(items) if !items.is_empty() => {
                    items.iter().flat_map(|item| fields::names(item, problems)).collect()
                }
                _ => fields::names(inner, problems),
            };
            Some(names).filter(|names| !names.is_empty()).map(Applies::Events)
        }
        _ => {
            let names = Word::from("machine(\"…\") / event(\"…\") / act");
            let expected = Word::Phrase(Phrase::ShapeOneOf, vec![("names", names)]);
            wrong_shape(node, Phrase::Applies, expected, problems);
            None
        }
    }
}
