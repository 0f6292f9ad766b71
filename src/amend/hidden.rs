//! What is laid over an amendment and hides it: wishes and assumptions come last, over all versions
//! (DESIGN 9.7).

use super::element::touched;
use super::lay::Overlay;
use super::words::Rewritten;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem};
use crate::policy::{Amendment, Bundle, Change};

/// Tells of each change of an overlay that makes otherwise what an edit does, with the place of the
/// first such edit.
pub fn hides(
    bundle: &Bundle,
    overlay: &Overlay,
    amendments: &[Amendment],
    rewritten: &[Rewritten],
    problems: &mut Problems,
) {
    let options = overlay.readings.iter().filter_map(|(number, option)| {
        let (_, reading) = bundle.readings.iter().find(|(known, _)| known.value == number.value)?;
        let found = reading.options.iter().find(|(known, _)| known.value == option.value);
        // Its changes stand in the bundle; what hides is the choice.
        Some((option.span, &found?.1.changes))
    });
    let of_readings = options.flat_map(|(at, changes)| changes.iter().map(move |one| (at, one)));
    let wished = overlay.changes.iter().map(|change| (change.at, change));
    let edits: Vec<&Change> = amendments
        .iter()
        .zip(rewritten)
        .flat_map(|(amendment, after)| amendment.edits.iter().zip(&after.edits))
        .flat_map(|(edit, edited)| edited.derived.iter().chain(edit.runs.changes()))
        .collect();
    for (at, change) in of_readings.chain(wished) {
        let own = touched(bundle, change);
        let hidden = edits.iter().find_map(|edit| {
            let theirs = touched(bundle, edit);
            let meets = own.iter().find(|own| theirs.iter().any(|their| own.overlaps(their)));
            meets.map(|element| (element.path.join("."), edit.at))
        });
        if let Some((element, edit)) = hidden {
            let told = Diagnostic::new(Problem::HidesEdit, at, vec![("element", element.into())]);
            problems.push(told.with_related(edit, Phrase::HiddenHere));
        }
    }
}
