//! `policy.ron`: what the bundle is, and which files follow.

use super::fields::{self, Fields};
use super::machine::counting;
use crate::calendar::Counting;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem};
use crate::policy::{Manifest, Name, Origin, Validity};
use crate::source::Node;

/// Reads `policy.ron`; `id` is the name of its folder.
pub fn manifest(id: &str, node: &Node, problems: &mut Problems) -> Option<Manifest> {
    let mut fields = Fields::open(node, Phrase::Bundle, problems)?;
    let title = fields
        .required("title", problems)
        .and_then(|node| fields::bilingual(node, problems))
        .unwrap_or_default();
    let legal_text = fields.flag("legal_text", true, problems);
    let main = fields.flag("main", false, problems);
    let validity = fields.optional("validity").and_then(|node| validity(node, problems));
    let repeals = fields
        .optional("repeals")
        .map(|node| fields::list(node, Phrase::Bundle, problems))
        .unwrap_or_default()
        .iter()
        .filter_map(|node| fields::bilingual(node, problems))
        .collect();
    let calendar = fields.optional("calendar").and_then(|node| fields::name(node, problems));
    let mut way = Counting::default();
    let mut counting_origin = Origin::default();
    if let Some(node) = fields.optional("counting")
        && let Some(mut inner) = Fields::open(node, Phrase::Timer, problems)
    {
        way = counting(&mut inner, problems);
        counting_origin = inner.origin(problems);
        inner.close(problems);
    }
    let files = unique(fields.names("files", problems), problems);
    let at = fields.span();
    fields.close(problems);
    Some(Manifest {
        id: id.to_owned(),
        title,
        legal_text,
        main,
        validity,
        repeals,
        calendar,
        counting: way,
        counting_origin,
        files,
        at,
    })
}

/// A file that is listed twice is read once.
fn unique(files: Vec<Name>, problems: &mut Problems) -> Vec<Name> {
    let mut found: Vec<Name> = Vec::with_capacity(files.len());
    for file in files {
        match found.iter().find(|known| known.value == file.value) {
            Some(first) => problems.push(
                Diagnostic::new(
                    Problem::Duplicate,
                    file.span,
                    vec![("name", file.value.as_str().into())],
                )
                .with_related(first.span, Phrase::FirstGivenHere),
            ),
            None => found.push(file),
        }
    }
    found
}

fn validity(node: &Node, problems: &mut Problems) -> Option<Validity> {
    let mut fields = Fields::open(node, Phrase::Validity, problems)?;
    let from = fields.required("from", problems).and_then(|node| fields::day(node, problems));
    let to = fields.optional("to").and_then(|node| fields::day(node, problems));
    let origin = fields.origin(problems);
    fields.close(problems);
    Some(Validity { from: from?, to, origin, at: node.span.part(0, 1) })
}
