//! What a command wishes otherwise, as written on its line.

use std::path::Path;

use super::lay::Overlay;
use crate::calendar::Day;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem};
use crate::policy::{self, Amendment, Change, Name};
use crate::source::{Sources, Span, Spanned};

/// What a command wishes otherwise: readings (`A12=whole`) and values (`cycle=5y`), as written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wishes {
    /// Amendments, in the order in which they are laid.
    pub amendments: Vec<String>,
    /// Edits that are left out: the amendment and the edit, by their positions.
    pub without: Vec<(usize, usize)>,
    /// Readings.
    pub readings: Vec<String>,
    /// Values of parameters.
    pub values: Vec<String>,
    /// The day from which they have these values; from their first day on where none is given.
    pub from: Option<Day>,
    /// Years without a notice with the calendars that are assumed for them, as written.
    pub assumed: Vec<String>,
    /// Whether each meaning of each reading is laid over the bundle and compiled too.
    pub checks_readings: bool,
}

impl Wishes {
    /// Whether nothing is wished.
    pub fn is_empty(&self) -> bool {
        self.amendments.is_empty() && self.readings.is_empty() && self.values.is_empty()
    }
}

/// The name of an amendment that a command names by its file.
pub fn stem(named: &str) -> &str {
    Path::new(named).file_stem().and_then(|stem| stem.to_str()).unwrap_or(named)
}

/// The amendments that are wished, without the edits that are left out, in the order in which they
/// are named; nothing of an amendment of which no edit is left.
pub fn chosen(read: &[Amendment], wishes: &Wishes) -> Vec<Amendment> {
    let named = wishes.amendments.iter().enumerate().filter_map(|(at, named)| {
        let mut amendment = read.iter().find(|known| known.name == stem(named))?.clone();
        let mut number = 0..;
        amendment
            .edits
            .retain(|_| number.next().is_none_or(|edit| !wishes.without.contains(&(at, edit))));
        Some(amendment)
    });
    named.filter(|amendment| !amendment.edits.is_empty()).collect()
}

/// Reads wishes as written, so that a mistake in one is shown like one in a file.
pub fn wished(wishes: &Wishes, sources: &mut Sources, problems: &mut Problems) -> Overlay {
    let mut overlay = Overlay::default();
    let mut given: Vec<(&str, Name)> = Vec::new();
    for (option, texts) in [("--reading", &wishes.readings), ("--set", &wishes.values)] {
        for text in texts {
            let file = sources.add(option.to_owned(), text.clone());
            let whole = Span::new(file, 0, text.len());
            // A reading without a meaning is answered with its meanings.
            let bare = (option == "--reading").then_some((text.as_str(), ""));
            let Some((name, value)) = text.split_once('=').or(bare) else {
                problems.add(Problem::BadWish, whole, vec![("text", text.as_str().into())]);
                continue;
            };
            let name_at = Spanned::new(name.trim().to_owned(), whole.part(0, name.len()));
            let value_at = whole.part(name.len() + 1, value.len());
            if let Some(first) = first(&given, option, &name_at.value) {
                let args = vec![("name", name_at.value.as_str().into())];
                let twice = Diagnostic::new(Problem::WishTwice, name_at.span, args);
                problems.push(twice.with_related(first, Phrase::FirstGivenHere));
                continue;
            }
            given.push((option, name_at.clone()));
            if option == "--reading" {
                overlay.readings.push((name_at, Spanned::new(value.trim().to_owned(), value_at)));
                continue;
            }
            match policy::read::plain_value(value.trim()) {
                Some(value) => {
                    let kind = policy::read::parameter_change(
                        &name_at,
                        Spanned::new(value, value_at),
                        wishes.from,
                    );
                    overlay.changes.push(Change { at: whole, kind });
                }
                None => {
                    problems.add(Problem::BadWishValue, value_at, vec![("text", value.into())]);
                }
            }
        }
    }
    overlay
}

/// Where a name was given before under an option.
fn first(given: &[(&str, Name)], option: &str, name: &str) -> Option<Span> {
    let found = given.iter().find(|(under, known)| *under == option && known.value == name);
    found.map(|(_, known)| known.span)
}

/// What is wrong in how wishes are written, whatever bundle they are for.
pub fn miswritten(wishes: &Wishes) -> (Problems, Sources) {
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    wished(wishes, &mut sources, &mut problems);
    (problems, sources)
}
