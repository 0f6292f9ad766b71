//! The section `selections`.

use super::fields::{self, Fields};
use crate::diagnostic::Problems;
use crate::lang::Phrase;
use crate::policy::{Declared, Order, Quota, Selection};
use crate::source::{Node, Spanned};

/// All selections.
pub fn selections(node: &Node, problems: &mut Problems) -> Declared<Selection> {
    let entries = fields::map(node, Phrase::Selection, problems);
    entries
        .into_iter()
        .filter_map(|(name, node)| {
            let name = super::clean_name(name, problems)?;
            selection(node, problems).map(|found| (name, found))
        })
        .collect()
}

fn selection(node: &Node, problems: &mut Problems) -> Option<Selection> {
    let mut fields = Fields::open(node, Phrase::Selection, problems)?;
    let title = fields.title(problems);
    let origin = fields.origin(problems);
    let of = fields.required("of", problems).and_then(|node| fields::name(node, problems));
    let candidates = fields.names("candidates", problems);
    let place = fields.required("place", problems).and_then(|node| fields::name(node, problems));
    let attributes = fields
        .optional("attributes")
        .map(|node| fields::expressions(node, Phrase::Selection, problems))
        .unwrap_or_default();
    let each = fields.names("each", problems);
    let quotas = fields.optional("quotas").map(|node| quotas(node, problems)).unwrap_or_default();
    let order = fields
        .optional("order")
        .map(|node| fields::list(node, Phrase::Selection, problems))
        .unwrap_or_default()
        .iter()
        .filter_map(|node| order(node, problems))
        .collect();
    let floor = fields.optional("floor").and_then(|node| fields::name(node, problems));
    let placed = fields.required("placed", problems).and_then(|node| fields::name(node, problems));
    let not_placed = fields.optional("not_placed").and_then(|node| fields::name(node, problems));
    fields.close(problems);
    Some(Selection {
        otherwise: Vec::new(),
        title,
        origin,
        of: of?,
        candidates,
        place: place?,
        attributes,
        each,
        quotas,
        order,
        floor,
        placed: placed?,
        not_placed,
    })
}

/// The limits of a selection.
pub fn quotas(node: &Node, problems: &mut Problems) -> Vec<Quota> {
    let entries = fields::map(node, Phrase::Quota, problems);
    entries
        .into_iter()
        .filter_map(|(name, node)| {
            let name = super::clean_name(name, problems)?;
            let mut fields = Fields::open(node, Phrase::Quota, problems)?;
            let title = fields.title(problems);
            let origin = fields.origin(problems);
            let places = fields.names("places", problems);
            let among = fields
                .optional("among")
                .map(|node| fields::map(node, Phrase::Quota, problems))
                .unwrap_or_default()
                .into_iter()
                .map(|(name, node)| (name, fields::names(node, problems)))
                .collect();
            let except = fields.optional("except").and_then(|node| fields::name(node, problems));
            let for_each = fields.names("for_each", problems);
            let without = fields.names("without", problems);
            let max =
                fields.required("max", problems).and_then(|node| fields::name(node, problems));
            let hard = fields.flag("hard", true, problems);
            fields.close(problems);
            Some(Quota {
                name,
                title,
                places,
                among,
                except,
                for_each,
                without,
                max: max?,
                hard,
                origin,
            })
        })
        .collect()
}

fn order(node: &Node, problems: &mut Problems) -> Option<Order> {
    let mut fields = Fields::open(node, Phrase::Selection, problems)?;
    let by = fields.required("by", problems).and_then(|node| fields::expression(node, problems));
    let descending = fields.flag("descending", true, problems);
    fields.close(problems);
    Some(Order { by: by?, descending, at: Spanned::new((), node.span) })
}
