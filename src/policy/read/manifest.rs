//! `policy.ron`: what the bundle is, and which files follow.

use super::applies::applies;
use super::fields::{self, Fields};
use super::machine::clock;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem};
use crate::policy::{AmendedBy, Manifest, Name, Validity};
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
    let clock = fields.optional("counting").and_then(|node| clock(node, problems));
    let (counting, counting_origin) =
        clock.map(|clock| (clock.counting, clock.origin)).unwrap_or_default();
    let applies = applies(&mut fields, problems);
    let continues = fields.optional("continues").and_then(|node| fields::name(node, problems));
    let amended = fields.optional("amended_by");
    let amended = amended.map(|node| fields::list(node, Phrase::AmendedByDocument, problems));
    let amended_by = amended.unwrap_or_default().iter();
    let amended_by = amended_by.filter_map(|node| amended_by_one(node, problems)).collect();
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
        counting,
        counting_origin,
        applies,
        continues,
        amended_by,
        files,
        at,
    })
}

/// A document by which the text was amended.
fn amended_by_one(node: &Node, problems: &mut Problems) -> Option<AmendedBy> {
    let mut fields = Fields::open(node, Phrase::AmendedByDocument, problems)?;
    let title = fields.required("title", problems);
    let title = title.and_then(|node| fields::bilingual(node, problems));
    let instrument = fields.required("instrument", problems);
    let instrument = instrument.and_then(|node| super::amendment::instrument(node, problems));
    let issued = fields.required("issued", problems).and_then(|node| fields::day(node, problems));
    let effective = fields.required("effective", problems);
    let effective = effective.and_then(|node| fields::day(node, problems));
    let number = fields.optional("number").and_then(|node| fields::bilingual(node, problems));
    let issuer = fields.optional("issuer").and_then(|node| fields::bilingual(node, problems));
    fields.close(problems);
    Some(AmendedBy {
        title: title?,
        instrument: instrument?.value,
        issued: issued?,
        effective: effective?,
        number,
        issuer,
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
