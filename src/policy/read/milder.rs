//! `applies: milder(conduct: …, decided: …, better: […])`: of two versions the milder one.

use super::applies::by;
use super::fields::{self, Fields, wrong_shape};
use crate::diagnostic::Problems;
use crate::lang::{Phrase, Word};
use crate::policy::{Applies, Better, Milder, Name};
use crate::source::{Node, Shape};

/// What stands behind the word.
pub(super) fn milder(node: &Node, problems: &mut Problems) -> Option<Milder> {
    let mut fields = Fields::open(node, Phrase::Milder, problems)?;
    let conduct = fields.required("conduct", problems).and_then(|node| conduct(node, problems));
    let decided = fields.required("decided", problems);
    let decided = decided.map(|node| some(fields::names(node, problems), node, problems));
    let better = fields.required("better", problems).map(|node| {
        let items = fields::list(node, Phrase::Milder, problems);
        let found: Vec<_> = items.iter().filter_map(|item| better(item, problems)).collect();
        match items.is_empty() {
            true => some(found, node, problems),
            false => found,
        }
    });
    fields.close(problems);
    Some(Milder { conduct: conduct?, decided: decided?, better: better? })
}

/// A list that may not be empty: without an act, or without what is better, nothing is decided.
fn some<T>(found: Vec<T>, node: &Node, problems: &mut Problems) -> Vec<T> {
    if found.is_empty() && matches!(&node.shape, Shape::List(items) if items.is_empty()) {
        wrong_shape(node, Phrase::Milder, Phrase::ShapeSome.into(), problems);
    }
    found
}

/// The day of the conduct: that of the act itself would be the day of the decision.
fn conduct(node: &Node, problems: &mut Problems) -> Option<Applies> {
    match by(node, &[], problems)? {
        Applies::Act => {
            let names = Word::from("machine(\"…\") / event(\"…\")");
            let expected = Word::Phrase(Phrase::ShapeOneOf, vec![("names", names)]);
            wrong_shape(node, Phrase::Milder, expected, problems);
            None
        }
        found => Some(found),
    }
}

/// `sooner("ban")`.
fn better(node: &Node, problems: &mut Problems) -> Option<(Better, Name)> {
    const KNOWN: [&str; 5] = ["absent", "sooner", "less", "more", "stands"];
    let found = match fields::one_of(node, Phrase::Milder, &KNOWN, problems)? {
        "absent" => Better::Absent,
        "sooner" => Better::Sooner,
        "less" => Better::Less,
        "more" => Better::More,
        _ => Better::Stands,
    };
    let Shape::Variant(_, inner) = &node.shape else {
        let names =
            Word::from("absent(\"…\") / sooner(\"…\") / less(\"…\") / more(\"…\") / stands(\"…\")");
        let expected = Word::Phrase(Phrase::ShapeOneOf, vec![("names", names)]);
        wrong_shape(node, Phrase::Milder, expected, problems);
        return None;
    };
    Some((found, fields::name(fields::only(inner, problems)?, problems)?))
}
