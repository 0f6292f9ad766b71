//! What must hold across the files of a bundle. Each check looks at the whole bundle, whatever
//! else is wrong with it, and knows nothing of what the others found.

mod article;
mod beyond;
mod bound;
mod chapter;
mod citation;
mod effective;
mod element;
mod moved;
mod reading;
mod relation;
mod event;
mod shown;
mod slot;
mod source;
mod title;

use super::Bundle;
use crate::diagnostic::Problems;
use crate::lang::Severity;

pub(crate) use chapter::{name as chapter_name, no_such_chapter};
pub(crate) use citation::{cite, no_such_article, no_such_reading, repealed};
pub(crate) use element::{Element, elements};
pub(crate) use reading::plain;
pub use reading::quoted;
pub(crate) use title::missing as missing_language;

/// A check: what it is given, and where it tells what it finds.
type Check = fn(&Bundle, &mut Problems);

/// A check with the most that it finds: what finds nothing worse than warnings need not be asked where
/// only errors are of interest.
type Weighed = (Severity, Check);

/// What lies between the text and those who cite it.
const OF_CITATIONS: &[Weighed] = &[
    (Severity::Error, citation::every_citation_exists),
    (Severity::Warning, citation::nothing_repealed_is_cited),
    (Severity::Warning, moved::titles_are_those_of_what_is_cited),
    (Severity::Warning, reading::every_reading_quotes_the_text),
    (Severity::Error, shown::every_number_is_shown),
];

/// All other checks.
const CHECKS: &[Weighed] = &[
    (Severity::Error, article::numbers),
    (Severity::Error, chapter::order),
    (Severity::Error, citation::every_reading_exists),
    (Severity::Error, source::every_effect_has_a_source),
    (Severity::Error, slot::words_are_those_of_the_values),
    (Severity::Warning, shown::every_number_is_bound),
    (Severity::Warning, beyond::no_length_is_nothing),
    (Severity::Warning, event::no_event_is_called_as_the_chart_s_own),
    (Severity::Error, effective::every_day_has_a_value),
    (Severity::Error, relation::every_relation_can_be_tried),
    (Severity::Warning, title::everything_read_has_a_title),
];

/// Everything that is wrong across the files of `bundle`; where only errors are of interest, the checks
/// that find some.
pub fn check(bundle: &Bundle, down_to: Severity) -> Problems {
    all(bundle, OF_CITATIONS.iter().chain(CHECKS), down_to)
}

/// The same under another text than that which is cited.
pub fn check_amended(bundle: &Bundle, down_to: Severity) -> Problems {
    all(bundle, CHECKS.iter(), down_to)
}

fn all<'c>(
    bundle: &Bundle,
    checks: impl Iterator<Item = &'c Weighed>,
    down_to: Severity,
) -> Problems {
    let mut problems = Problems::default();
    for (most, check) in checks.filter(|(most, _)| *most <= down_to) {
        let errors = problems.count(Severity::Error);
        check(bundle, &mut problems);
        debug_assert!(*most == Severity::Error || problems.count(Severity::Error) == errors);
    }
    problems
}
