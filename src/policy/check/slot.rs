//! What stands in braces in the measure's text is a parameter and how it is written there.

use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem};
use crate::policy::Bundle;
use crate::policy::slot::{Piece, VALIDITY, pieces};
use crate::source::Spanned;

/// Tells of slots that name no parameter, and of braces that make no slot.
pub(super) fn every_slot_names_a_parameter(bundle: &Bundle, problems: &mut Problems) {
    for paragraph in bundle.articles.iter().flat_map(|article| &article.paragraphs) {
        std::iter::once(&paragraph.text).chain(&paragraph.items).for_each(|text| {
            slots(text, bundle, problems);
        });
    }
}

fn slots(text: &Spanned<String>, bundle: &Bundle, problems: &mut Problems) {
    // The quotation mark comes before the text.
    let part = |at: usize, len: usize| text.span.part(at + 1, len);
    let mut at = 0;
    for piece in pieces(&text.value) {
        match piece {
            Piece::Words(words) => {
                if let Some(brace) = words.find(['{', '}']) {
                    problems.add(Problem::LoneBrace, part(at + brace, 1), Vec::new());
                }
                at += words.len();
            }
            Piece::Slot { path, sample, at: begins } => {
                at = begins + path.len() + 1 + sample.len() + 1;
                let name = path.split('.').next().unwrap_or(path);
                let mut known = bundle.parameters.iter().map(|(name, _)| name.value.as_str());
                if VALIDITY.contains(&path) || known.any(|known| known == name) {
                    continue;
                }
                let args = vec![("name", name.into()), ("kind", Phrase::Parameter.into())];
                let wrong = Diagnostic::new(Problem::UnknownName, part(begins, name.len()), args);
                let named = Spanned::new(name.to_owned(), part(begins, name.len()));
                let known = bundle.parameters.iter().map(|(name, _)| name.value.as_str());
                problems.push(wrong.with_nearest(&named, known.chain(VALIDITY)));
            }
        }
    }
}
