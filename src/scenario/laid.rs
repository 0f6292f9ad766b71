//! `readings: { "A6": "at_filing" }, values: { "cycle": "3y" }`: what a story lays on its bundle.

use crate::amend::Overlay;
use crate::diagnostic::Problems;
use crate::lang::{Phrase, Problem};
use crate::policy::Change;
use crate::policy::read::fields::{self, Fields};
use crate::policy::read::{parameter_change, plain_value};
use crate::source::Spanned;

/// What is laid, with each as it is written: `A6=at_filing`.
pub(super) fn laid(assume: &mut Fields<'_>, problems: &mut Problems) -> (Overlay, Vec<String>) {
    let (mut overlay, mut words) = (Overlay::default(), Vec::new());
    if let Some(node) = assume.optional("readings") {
        for (number, node) in fields::map(node, Phrase::Reading, problems) {
            let Some(meaning) = fields::name(node, problems) else { continue };
            words.push(format!("{}={}", number.value, meaning.value));
            overlay.readings.push((number, meaning));
        }
    }
    if let Some(node) = assume.optional("values") {
        for (path, node) in fields::map(node, Phrase::Parameter, problems) {
            let Some(text) = fields::text(node, Phrase::Parameter, problems) else { continue };
            match plain_value(text.value.trim()) {
                Some(value) => {
                    words.push(format!("{}={}", path.value, text.value.trim()));
                    let kind = parameter_change(&path, Spanned::new(value, text.span), None);
                    overlay.changes.push(Change { at: node.span, kind });
                }
                None => {
                    let args = vec![("text", text.value.as_str().into())];
                    problems.add(Problem::BadWishValue, text.span, args);
                }
            }
        }
    }
    (overlay, words)
}
