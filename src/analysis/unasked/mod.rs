//! What an amendment brings that its drafter did not ask for, found from the two versions of a measure
//! and from the words of the text after, without any story.
//!
//! Nothing here knows a measure: which period opens a new occurrence, which line of a register keeps
//! somebody out, what is counted in working days is seen in the rules of the bundle.

mod barred;
mod changed;
mod checklist;
mod concern;
mod course;
mod days;
mod draft;
mod item;
mod order;
mod reached;
mod spend;
mod wording;

pub use checklist::{Checked, checklist};
pub use draft::{Draft, Kind, Operation, Unasked};
pub use item::{Item, Standing};

/// All that was found, each kind after the other.
pub fn unasked(draft: &Draft<'_>) -> Vec<Unasked> {
    let changed = changed::changed(draft);
    let mut found = spend::spend(draft);
    found.extend(order::orders(draft, &changed));
    found.extend(barred::barred(draft, &changed));
    found.extend(barred::occurrences(draft, &changed));
    found.extend(days::notices(draft, &changed));
    found.extend(days::years(draft, &changed));
    found.extend(days::effect(draft));
    found.extend(order::scales(draft, &changed));
    found.extend(wording::shown_elsewhere(draft, &changed));
    found.extend(wording::readings_gone(draft));
    found.extend(concern::concerns(draft));
    found
}
