//! The section `uncovered`.

use super::fields::{self, Fields};
use crate::diagnostic::Problems;
use crate::lang::Phrase;
use crate::policy::{OUTCOMES, UNCOVERED_KINDS, Uncovered};
use crate::source::{Node, Spanned};

/// `uncovered`
pub fn uncovered(node: &Node, problems: &mut Problems) -> Vec<Uncovered> {
    let all = fields::list(node, Phrase::Uncovered, problems);
    all.iter().filter_map(|node| one(node, problems)).collect()
}

fn one(node: &Node, problems: &mut Problems) -> Option<Uncovered> {
    let mut fields = Fields::open(node, Phrase::Uncovered, problems)?;
    let mut word = |fields: &mut Fields<'_>, name: &'static str, known: &[&str], must: bool| {
        let node = match must {
            true => fields.required(name, problems)?,
            false => fields.optional(name)?,
        };
        let word = fields::word(node, Phrase::Uncovered, known, problems)?;
        Some(Spanned::new(word.to_owned(), node.span))
    };
    let kind = word(&mut fields, "kind", &UNCOVERED_KINDS, true);
    let outcome = word(&mut fields, "outcome", &OUTCOMES, false);
    let of = fields.required("of", problems);
    let of = of.and_then(|node| fields::text(node, Phrase::Uncovered, problems));
    let why = fields.required("why", problems).and_then(|node| fields::bilingual(node, problems));
    fields.close(problems);
    Some(Uncovered { kind: kind?, of: of?, outcome, why: why?, at: node.span })
}
