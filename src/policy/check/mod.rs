//! What must hold across the files of a bundle. Each check looks at the whole bundle, whatever
//! else is wrong with it, and knows nothing of what the others found.

mod article;
mod beyond;
mod bound;
mod citation;
mod effective;
mod element;
mod moved;
mod reading;
mod event;
mod shown;
mod slot;
mod source;
mod title;

use super::Bundle;
use crate::diagnostic::Problems;

pub(crate) use citation::{cite, no_such_article, no_such_reading, repealed};
pub(crate) use element::{Element, elements};
pub(crate) use reading::plain;
pub use reading::quoted;
pub(crate) use title::missing as missing_language;

/// A check: what it is given, and where it tells what it finds.
type Check = fn(&Bundle, &mut Problems);

/// What lies between the text and those who cite it.
const OF_CITATIONS: &[Check] = &[
    citation::every_citation_exists,
    citation::nothing_repealed_is_cited,
    moved::titles_are_those_of_what_is_cited,
    reading::every_reading_quotes_the_text,
    shown::every_number_is_shown,
];

/// All other checks.
const CHECKS: &[Check] = &[
    article::numbers,
    citation::every_reading_exists,
    source::every_effect_has_a_source,
    slot::words_are_those_of_the_values,
    shown::every_number_is_bound,
    beyond::no_length_is_nothing,
    event::no_event_is_called_as_the_chart_s_own,
    effective::every_day_has_a_value,
    title::everything_read_has_a_title,
];

/// Everything that is wrong across the files of `bundle`.
pub fn check(bundle: &Bundle) -> Problems {
    all(bundle, OF_CITATIONS.iter().chain(CHECKS))
}

/// The same under another text than that which is cited.
pub fn check_amended(bundle: &Bundle) -> Problems {
    all(bundle, CHECKS.iter())
}

fn all<'c>(bundle: &Bundle, checks: impl Iterator<Item = &'c Check>) -> Problems {
    let mut problems = Problems::default();
    for check in checks {
        check(bundle, &mut problems);
    }
    problems
}
