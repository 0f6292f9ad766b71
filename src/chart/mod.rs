//! Statecharts, as the W3C's SCXML defines them (appendix D, the algorithm for interpretation).
//! Knows no files, no clock, no rules: whatever a chart's content does, and whether a guard holds,
//! is asked of a [`Host`].
//!
//! A [`Builder`] makes a [`Chart`], which never changes; a [`Snapshot`] is one running chart. The
//! algorithm is three functions: [`start`] enters the initial states, [`handle`] gives one external
//! event, [`settle`] lets eventless transitions and internal events run when something outside the
//! chart has changed. Each runs a whole macrostep.
//!
//! Beyond the standard stand three things: a guard may be [`Answer::Unknown`], which ends the search
//! (see `select`); a transition may be exclusive, and is an error where another is enabled beside it;
//! and a macrostep that does not end is stopped with the transitions that it repeats.
//!
//! In two places the pseudo-code is not followed to the letter, where it would reach configurations that
//! the standard itself forbids, or enter what was not left. Both need a transition to a history state
//! from within that state's parent: a transition's domain is asked for once in a microstep (see
//! `microstep`), and nothing outside it is entered (see `entry`).
//!
//! Deliberately absent: `invoke`, `donedata`, the data model, delayed events (all of them a host's
//! matter), and event names, which a caller turns into [`EventId`]s with [`descriptor_matches`].

mod state;
mod set;
mod draft;
mod builder;
mod check;
mod compile;
mod configuration;
mod conflict;
mod cycle;
mod domain;
mod entry;
mod error;
mod event;
mod history;
mod host;
mod macrostep;
mod microstep;
mod reach;
mod relocate;
mod select;
mod snapshot;
mod structure;

pub use builder::Builder;
pub use configuration::Configuration;
pub use draft::TransitionDraft;
pub use error::{ChartError, Origin};
pub use event::{EventId, Trigger, descriptor_matches};
pub use host::{Answer, Host, Limits, Stopped};
pub use macrostep::{handle, may_go_on, settle, start};
pub use reach::{Reach, reached};
pub use select::candidates;
pub use set::StateSet;
pub use snapshot::Snapshot;
pub use state::{Kind, StateId, TransitionId};
pub use structure::Chart;

#[cfg(test)]
mod tests;
