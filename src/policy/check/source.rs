//! Every effect has a source: an article, a reading, a silence of the text, a technical need.

use super::element::elements;
use crate::diagnostic::Problems;
use crate::lang::Problem;
use crate::policy::Bundle;

/// Tells of what has an effect and names no source, where the bundle carries a legal text.
pub(super) fn every_effect_has_a_source(bundle: &Bundle, problems: &mut Problems) {
    if !bundle.manifest.legal_text {
        return;
    }
    for element in elements(bundle) {
        if element.has_effect && element.origin.is_some_and(|origin| origin.is_empty()) {
            problems.add(Problem::NoSource, element.at, vec![("what", element.word())]);
        }
    }
}
