//! From the files of a folder to a [`Bundle`](super::Bundle): every mistake in its own line, all
//! of them at once.

mod action;
mod amendment;
mod applies;
mod article;
#[cfg(test)]
pub(crate) mod asked;
mod budget;
mod bundle;
mod calendar;
mod change;
mod chapter;
mod chapter_edit;
mod declare;
mod edit;
pub mod fields;
mod fill;
mod declaring;
mod machine;
mod milder;
mod manifest;
mod named;
mod new_article;
mod parameter;
mod piece;
mod reading;
mod relation;
mod section;
mod selection;
mod shared;
mod staging;
mod tree;
mod uncovered;

pub(crate) use action::written_actions;
pub use amendment::{AMENDMENTS, read_amendment};
pub(crate) use bundle::SHARED;
pub use bundle::{MANIFEST, MUTANTS, is_main, read_bundle};
pub(crate) use calendar::{
    assume as assume_year, beside as read_calendar_beside, table as read_calendar,
    within as read_calendar_within,
};
pub(crate) use declare::clean_name;
pub(crate) use fill::{ALL, USE, is_use};
pub(crate) use machine::trigger_is;
pub(crate) use named::parameter as parameter_change;
pub(crate) use parameter::{money, period_shape, plain_value, share};
pub(crate) use piece::{PIECES, Pieces};
pub(crate) use shared::{beside, first_inside};
pub(crate) use tree::{read_error, read_tree};
