//! All that a running chart is.

use super::configuration::Configuration;
use super::history::History;
use super::set::StateSet;
use super::state::StateId;

/// One running chart: its configuration, what its history states have recorded, and whether it ended.
/// The host's own data and the internal queue, empty between macrosteps, are not part of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Snapshot {
    pub(super) configuration: Configuration,
    pub(super) history: History,
    pub(super) ended: bool,
}

impl Snapshot {
    /// The active states; of an ended chart those that it ended in.
    pub fn configuration(&self) -> &Configuration {
        &self.configuration
    }
    /// What `history`, a history state, has recorded, where its parent has been left before.
    pub fn history(&self, history: StateId) -> Option<&StateSet> {
        self.history.value(history)
    }
    /// All that is recorded, in document order of the history states.
    pub fn histories(&self) -> impl Iterator<Item = (StateId, &StateSet)> {
        self.history.iter()
    }
    /// Whether a final child of the root was reached. Nothing happens from there on.
    pub fn ended(&self) -> bool {
        self.ended
    }
}
