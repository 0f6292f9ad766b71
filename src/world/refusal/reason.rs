//! Why something was refused: as data, told in words by reports.

use smallvec::SmallVec;

use super::cause::{Cause, Count};
use crate::calendar::{Day, Rests};
use crate::chart::{EventId, StateId, TransitionId};
use crate::program::{RoleId, RuleId, SelectionId};
use crate::rule::{self, AccountId, FindingId, InstanceId, MachineId};
use crate::source::Span;

/// The innermost states of an instance; most often there is one.
pub type Innermost = SmallVec<[StateId; 4]>;

/// Why a transition without event is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// Its condition cannot be decided.
    Unknown,
    /// What it would do cannot be done.
    ComesToNothing,
}

/// What has no end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Endless {
    /// Transitions of one chart follow one another.
    Cycle(Vec<TransitionId>),
    /// What is sent sets off more, or takes more than a step may do: the event that was the last.
    Sent {
        /// The event.
        event: EventId,
        /// The receiver.
        to: InstanceId,
        /// Its machine.
        machine: MachineId,
        /// The innermost states in which the receiver stood.
        states: Innermost,
    },
    /// Instances that wait for a condition set each other going, or each opens the next.
    Others,
}

/// Why something was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// There is no such instance; of the machine that would have to be opened first, where that is
    /// known.
    NoInstance(Option<MachineId>),
    /// The instance, or its owner, has reached its end.
    Ended {
        /// Its machine.
        machine: MachineId,
        /// The final states.
        states: Innermost,
    },
    /// The instance expects no such event where it stands.
    NotExpected {
        /// The event.
        event: EventId,
        /// The innermost states.
        states: Innermost,
    },
    /// Where it stands the event is heard under another version of the measure only.
    OtherVersion {
        /// The transitions that would hear it.
        transitions: SmallVec<[TransitionId; 2]>,
        /// The parts of amendments that it would take, a bit for each.
        needs: u64,
        /// The parts that hold for the instance and under which it is heard no more.
        without: u64,
    },
    /// The actor's roles do not have the power.
    Role {
        /// The transition; none where it is a finding.
        transition: Option<TransitionId>,
        /// The finding; none where it is a transition.
        finding: Option<FindingId>,
        /// The roles that have it.
        allowed: Vec<RoleId>,
    },
    /// The measure is not in force on that day, and what it governs cannot begin.
    NotInForce,
    /// It is too early.
    TooEarly {
        /// The transition.
        transition: TransitionId,
        /// What has to pass first.
        count: Count,
        /// The first lawful day.
        earliest: Day,
        /// What that day rests on.
        rests: Rests,
    },
    /// A rule does not hold.
    NotMet {
        /// The transition.
        transition: Option<TransitionId>,
        /// The rule.
        rule: RuleId,
    },
    /// A rule cannot be decided.
    Unknown {
        /// The transition.
        transition: Option<TransitionId>,
        /// The rule; none where it is the day of a timer, a floor or a value of an action.
        rule: Option<RuleId>,
        /// Why.
        causes: Vec<Cause>,
    },
    /// A rule cannot be computed.
    Fault {
        /// Where in the rule.
        at: Span,
        /// What happened.
        fault: rule::Fault,
    },
    /// Two transitions that exclude each other are both enabled.
    Ambiguous(TransitionId, TransitionId),
    /// It would never settle.
    Endless(Endless),
    /// A hard quota would be exceeded.
    Quota {
        /// The selection.
        selection: SelectionId,
        /// The quota's position.
        quota: usize,
        /// How many there would be.
        count: usize,
        /// How many there may be.
        max: i64,
    },
    /// A placed instance is no candidate.
    NoCandidate {
        /// The selection.
        selection: SelectionId,
        /// The instance.
        instance: InstanceId,
    },
    /// A candidate stands twice in the list.
    TwicePlaced {
        /// The selection.
        selection: SelectionId,
        /// The candidate.
        instance: InstanceId,
    },
    /// A candidate may not be placed where the list puts it.
    Placement {
        /// The candidate.
        instance: InstanceId,
        /// The rule that does not hold.
        rule: RuleId,
    },
    /// Equal candidates would be treated differently, and no rule tells them apart.
    Tie {
        /// The selection.
        selection: SelectionId,
        /// Who.
        instances: Vec<InstanceId>,
    },
    /// Nothing is owed, so nothing can be paid or reversed.
    NothingOwed(AccountId),
    /// An instance of this address exists already.
    Exists {
        /// Its machine.
        machine: MachineId,
        /// The instance.
        instance: InstanceId,
    },
    /// What was sent to another instance was refused.
    Sent {
        /// The event.
        event: EventId,
        /// The receiver; none where there is none.
        to: Option<InstanceId>,
        /// The receiver's machine: the receiver itself may be undone with the step.
        machine: Option<MachineId>,
        /// Why.
        reasons: Vec<Reason>,
    },
}

impl Reason {
    /// The transition in whose way it stands, where it is one.
    pub fn transition(&self) -> Option<TransitionId> {
        match self {
            Self::Role { transition, .. }
            | Self::NotMet { transition, .. }
            | Self::Unknown { transition, .. } => *transition,
            Self::TooEarly { transition, .. } => Some(*transition),
            _ => None,
        }
    }
}
