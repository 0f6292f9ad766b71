//! What a running chart asks of the world around it, and how a macrostep can stop short.

use super::configuration::Configuration;
use super::event::EventId;
use super::state::{StateId, TransitionId};

/// What a guard says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Answer {
    /// It holds.
    Yes,
    /// It does not hold.
    No,
    /// What it needs is not known. The transition is not enabled, and neither its later siblings nor
    /// its ancestors' transitions are tried: a catch-all must not profit from what nobody knows.
    Unknown,
}

/// The world around a chart. Each method is told the configuration as it is at that moment: on exit
/// with the state left still in it, on entry with the state entered already in it.
pub trait Host {
    /// Why a guard could not be asked or content could not be run.
    type Error;

    /// Whether the guard of `transition` holds on `event`, none for an eventless transition. Asked
    /// at most once in one selection. It may not change what other guards say.
    fn guard(
        &mut self,
        transition: TransitionId,
        event: Option<EventId>,
        configuration: &Configuration,
    ) -> Result<Answer, Self::Error>;

    /// Runs what `state` does on exit.
    fn on_exit(&mut self, state: StateId, configuration: &Configuration)
    -> Result<(), Self::Error>;

    /// Runs the content of `transition`.
    fn on_transition(
        &mut self,
        transition: TransitionId,
        configuration: &Configuration,
    ) -> Result<(), Self::Error>;

    /// Runs what `state` does on entry.
    fn on_entry(
        &mut self,
        state: StateId,
        configuration: &Configuration,
    ) -> Result<(), Self::Error>;

    /// Runs the content of the initial transition of `state`, right after its entry. The root has no
    /// such content in SCXML and is never told.
    fn on_initial(
        &mut self,
        state: StateId,
        configuration: &Configuration,
    ) -> Result<(), Self::Error> {
        let _ = (state, configuration);
        Ok(())
    }

    /// Runs the content of the default transition of `history`, right after its parent's entry.
    fn on_history_default(
        &mut self,
        history: StateId,
        configuration: &Configuration,
    ) -> Result<(), Self::Error> {
        let _ = (history, configuration);
        Ok(())
    }

    /// Appends a done event to the internal queue. Content appends what it raises by itself.
    fn raise(&mut self, event: EventId);

    /// Takes the first event from the internal queue. What is left there when a chart ends or stops
    /// is the host's to drop.
    fn next_internal(&mut self) -> Option<EventId>;

    /// Told before each microstep: the transitions that are taken, in the order in which their
    /// content runs, and each conflict as (winner, loser).
    fn microstep(
        &mut self,
        enabled: &[TransitionId],
        preempted: &[(TransitionId, TransitionId)],
        configuration: &Configuration,
    ) {
        let _ = (enabled, preempted, configuration);
    }

    /// Told before the first state of a microstep is left: what is active below one of `domains` is
    /// left by it.
    fn leaving(&mut self, domains: &[Option<StateId>]) {
        let _ = domains;
    }
}

/// How much one macrostep may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most microsteps of one macrostep.
    pub microsteps: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { microsteps: 1000 }
    }
}

/// Why a macrostep did not come to its end. The snapshot may stand half-way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stopped<E> {
    /// The host failed.
    Host(E),
    /// More microsteps than allowed.
    Endless {
        /// The transitions of the part that repeats, in the order in which they were taken; of all
        /// that was seen last, where nothing repeats.
        cycle: Vec<TransitionId>,
    },
    /// Two transitions of one state are enabled, and one of them is exclusive.
    Ambiguous {
        /// The one that document order would select.
        first: TransitionId,
        /// The other.
        second: TransitionId,
    },
}
