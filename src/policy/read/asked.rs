//! What the readers ask of each structure. It is noted in tests only, which hold the reference of
//! the format against it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::panic::Location;

use crate::lang::Phrase;
use crate::source::Span;

/// A structure that a reader opened.
#[derive(Clone, Debug)]
pub(crate) struct Opened {
    /// The reader: the line of the source that opened it, and what it took it for.
    pub(crate) reader: (&'static str, u32, String),
    /// The place of the structure.
    pub(crate) span: Span,
    /// The fields that it was asked for, each with whether it had to be given.
    pub(crate) asked: BTreeMap<&'static str, bool>,
}

thread_local! {
    static NOTED: RefCell<Vec<Opened>> = const { RefCell::new(Vec::new()) };
}

/// All structures that this thread opened since it was last asked, in order.
pub(crate) fn noted() -> Vec<Opened> {
    NOTED.with(RefCell::take)
}

/// Notes that a structure was opened.
pub(super) fn opened(what: Phrase, span: Span, at: &'static Location<'static>) {
    let reader = (at.file(), at.line(), format!("{what:?}"));
    NOTED.with_borrow_mut(|noted| noted.push(Opened { reader, span, asked: BTreeMap::new() }));
}

/// Notes that a structure was asked for a field.
pub(super) fn asked(what: Phrase, span: Span, name: &'static str, required: bool) {
    let what = format!("{what:?}");
    NOTED.with_borrow_mut(|noted| {
        let same = |known: &&mut Opened| known.span == span && known.reader.2 == what;
        if let Some(opened) = noted.iter_mut().rev().find(same) {
            *opened.asked.entry(name).or_default() |= required;
        }
    });
}

/// The words of which a reader takes one, each with what it is.
pub(crate) fn words() -> impl Iterator<Item = (Phrase, &'static str)> {
    use super::{action, change, declare, parameter};
    let actions = action::KNOWN.into_iter().chain([action::DECIDE]);
    let values = parameter::KINDS.into_iter().chain([parameter::UNKNOWN, parameter::TABLE]);
    let of = |kind: Phrase| move |word| (kind, word);
    actions
        .map(of(Phrase::Action))
        .chain(values.map(of(Phrase::Value)))
        .chain(change::words().map(of(Phrase::Change)))
        .chain(declare::TYPES.into_iter().map(of(Phrase::TypeWord)))
}
