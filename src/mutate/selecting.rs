//! Selections: what is asked of those who are placed. Their limits are parameters.

use super::change::Asker;
use super::finder::{About, Finder, Reach, called};
use super::steps::conditions;
use crate::compare::Element;

/// The mutants of selections.
pub fn find(finder: &mut Finder<'_>) {
    let program = finder.program;
    for (id, selection) in program.selections.enumerated() {
        let reach = Reach::Of(Element::Selection(selection.name.clone()));
        let about = About { cited: &selection.cited, at: selection.at, reach };
        let title = called(&selection.title, &selection.name);
        let asker = Asker::Selection(id);
        conditions(finder, &selection.each, asker, (&selection.name, &title, &about));
    }
}
