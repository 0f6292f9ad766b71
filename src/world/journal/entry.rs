//! What the journal can say. Entries hold ids, not texts; reports tell them in words.

use std::sync::Arc;

use smallvec::SmallVec;

use crate::calendar::{Counted, Day, Rests};
use crate::chart::{EventId, StateId, TransitionId};
use crate::policy::Cited;
use crate::program::{FieldId, Query, RuleId, SelectionId, Slot};
use crate::rule::{AccountId, Clause, FindingId, InstanceId, Value};
use crate::world::address::{Address, Undone};
use crate::world::cast::ActorId;
use crate::world::refusal::{Cause, Count, Reason};
use crate::world::store::{DutyStatus, FactVersion, Term};

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The day.
    pub day: Day,
    /// What happened.
    pub what: What,
}

/// Where an event came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The story.
    Story,
    /// Another instance.
    Sent(InstanceId),
    /// A timer of a state.
    Timer(TransitionId),
}

/// What a value was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Read {
    /// A slot.
    Slot(Slot, Result<Value, Cause>),
    /// A question about registers, children or money, with the lines that answered it: the position
    /// of each, and its last day as it was then. It is rarer than the others, and larger.
    Query(Box<(Query, Lines)>, Result<Value, Cause>),
    /// A row of a table.
    Table(Slot, Result<Value, Cause>),
}

/// What was read, in order; most rules read one thing.
pub type Reads = SmallVec<[Read; 1]>;

/// Lines of a register: the position of each, and its last day as it was then.
pub type Lines = SmallVec<[(u32, Option<Day>); 1]>;

/// What a rule said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Met,
    /// It does not.
    NotMet,
    /// It cannot be decided.
    Unknown(Vec<Cause>),
    /// It was not asked: what it depends on does not hold.
    NotApplicable,
}

/// A rule as it was evaluated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuardReport {
    /// The rule.
    pub rule: RuleId,
    /// What it said.
    pub verdict: Verdict,
    /// The day at which facts were read.
    pub as_of: Day,
    /// What was read, in order.
    pub reads: Reads,
    /// For an explanation, the rules that were asked, clause by clause: first those on which it
    /// depends whether this one applies, then itself. Otherwise empty.
    pub asked: Vec<Asked>,
}

/// A rule clause by clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The rule.
    pub rule: RuleId,
    /// Its clauses.
    pub clause: Clause,
    /// What they read, in order; their terms tell the positions.
    pub reads: Reads,
}

/// One candidate of a selection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placing {
    /// Who.
    pub instance: InstanceId,
    /// The keys of the ranking, where it was ranked; none for what is unknown and decided nothing.
    pub keys: Vec<Option<Value>>,
    /// Its rank, equals sharing theirs; none where it was not ranked, or an unknown key leaves it
    /// open.
    pub rank: Option<usize>,
    /// Where it was placed.
    pub place: Option<Value>,
    /// The rule for which it takes none of the places that are limited.
    pub free: Option<RuleId>,
}

/// How far a quota was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuotaUse {
    /// Its position.
    pub quota: usize,
    /// How many count.
    pub count: usize,
    /// How many more may count: whether they do is unknown.
    pub perhaps: usize,
    /// How many may.
    pub max: i64,
}

/// A selection that was proposed or decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectionReport {
    /// The selection.
    pub selection: SelectionId,
    /// The instance that selects.
    pub instance: InstanceId,
    /// Whether it was decided, or only proposed.
    pub decided: bool,
    /// The candidates: in rank order where they were ranked.
    pub placings: Vec<Placing>,
    /// The quotas.
    pub quotas: Vec<QuotaUse>,
    /// For a proposal, why a decision of the same list would be refused, quotas apart.
    pub warnings: Vec<Reason>,
    /// By how much the last placed candidate led the first that was not, in the first key that
    /// tells them apart: the position of the key, and both values.
    pub margin: Option<(usize, Value, Value)>,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// An event was accepted.
    Event {
        /// The event.
        event: EventId,
        /// To whom.
        instance: InstanceId,
        /// Who acted.
        actor: Option<ActorId>,
        /// Where it came from.
        origin: Origin,
        /// What it carried.
        data: Box<[(FieldId, Value)]>,
    },
    /// An event was refused; nothing changed.
    Refused {
        /// The event.
        event: EventId,
        /// To whom, where there is such an instance.
        instance: Option<InstanceId>,
        /// To which address.
        address: Address,
        /// Who acted.
        actor: Option<ActorId>,
        /// Why.
        reasons: Vec<Reason>,
        /// The rules as they were evaluated.
        guards: Vec<GuardReport>,
        /// The lists that were not lawful, where a recorder explains.
        lists: Vec<SelectionReport>,
        /// What the step had opened.
        undone: Undone,
    },
    /// A finding was refused: the actor may not make it.
    FindingRefused {
        /// The question.
        finding: FindingId,
        /// To which address.
        address: Address,
        /// Who acted.
        actor: Option<ActorId>,
        /// Why.
        reasons: Vec<Reason>,
    },
    /// A part of an amendment came into effect, by its position.
    InEffect {
        /// The part.
        part: u32,
    },
    /// Of two versions the milder one was taken for a case, because an act decided on it.
    Milder {
        /// The instance.
        instance: InstanceId,
        /// The part of an amendment, by its position.
        part: u32,
        /// Whether the version with it was taken.
        taken: bool,
        /// By which of what is better, by its position; none where both came to the same.
        by: Option<usize>,
    },
    /// A case goes on in other states, because an amendment came into effect. Nothing was done.
    GoesOn {
        /// The instance.
        instance: InstanceId,
        /// The states in which it was.
        left: SmallVec<[StateId; 2]>,
        /// Those in which it goes on.
        entered: SmallVec<[StateId; 2]>,
    },
    /// A term was counted again, because an amendment came into effect.
    Recounted {
        /// The term.
        term: Term,
        /// Its last day; none where it cannot be counted again.
        last: Option<Day>,
    },
    /// An instance was opened.
    Opened(InstanceId),
    /// An instance reached its end.
    Closed(InstanceId),
    /// A microstep: transitions were taken together.
    Moved {
        /// The instance.
        instance: InstanceId,
        /// The transitions, one for each region concerned; none when the instance starts.
        transitions: SmallVec<[TransitionId; 2]>,
        /// The rules that held.
        guards: Vec<GuardReport>,
        /// The states left, innermost first.
        left: SmallVec<[StateId; 2]>,
        /// The states entered, outermost first.
        entered: SmallVec<[StateId; 2]>,
        /// The transitions that lost against it, where regions conflicted.
        preempted: SmallVec<[TransitionId; 1]>,
    },
    /// A step was lawful by a count that a later notice of the calendar may still move, or that rests
    /// on an assumed year.
    Provisional {
        /// The instance.
        instance: InstanceId,
        /// Its first lawful day as counted.
        earliest: Day,
        /// What that day rests on.
        rests: Rests,
    },
    /// A transition without an event waits: its condition cannot be decided.
    Waits {
        /// The instance.
        instance: InstanceId,
        /// The transition.
        transition: TransitionId,
        /// Why.
        causes: Vec<Cause>,
    },
    /// A timer fired and nothing took it.
    Idle {
        /// The instance.
        instance: InstanceId,
        /// The timer.
        transition: TransitionId,
        /// The rules as they were evaluated.
        guards: Vec<GuardReport>,
        /// Why what it would have done could not be done; empty where the transition was not enabled.
        reasons: Vec<Reason>,
        /// What it had opened.
        undone: Undone,
    },
    /// A timer began.
    TimerSet {
        /// The instance.
        instance: InstanceId,
        /// The transition that it sets off.
        transition: TransitionId,
        /// Its last day.
        last: Day,
        /// What that day rests on.
        rests: Rests,
    },
    /// A timer was suspended or resumed.
    TimerHeld {
        /// The instance.
        instance: InstanceId,
        /// The transition that it sets off.
        transition: TransitionId,
        /// The units that are left.
        left: u32,
        /// Whether these are working days.
        workdays: bool,
        /// Whether it runs again, and until when.
        resumed: Option<Counted>,
    },
    /// Something was remembered.
    Set {
        /// The instance.
        instance: InstanceId,
        /// The field.
        index: u16,
        /// The value.
        value: Value,
    },
    /// An event will be sent later.
    Delayed {
        /// The receiver.
        to: InstanceId,
        /// The event.
        event: EventId,
        /// The last day before.
        last: Day,
    },
    /// A delayed event was cancelled.
    Cancelled {
        /// The sender.
        instance: InstanceId,
        /// The event.
        event: EventId,
    },
    /// An optional event found nobody who expected it.
    Unheard {
        /// The receiver.
        to: InstanceId,
        /// The event.
        event: EventId,
        /// Why it was not taken.
        reasons: Vec<Reason>,
        /// What it had opened.
        undone: Undone,
    },
    /// A fact was learnt.
    Learnt(FactVersion),
    /// A finding was made.
    Found {
        /// Its position in the world.
        finding: u32,
    },
    /// A line was entered in a register.
    Entered {
        /// Its position.
        entry: u32,
        /// Its last day as it was then; it may be ended earlier.
        to: Option<Day>,
        /// The sources.
        cited: Arc<Cited>,
    },
    /// A line of a register was ended early.
    Ended {
        /// Its position.
        entry: u32,
        /// The sources.
        cited: Arc<Cited>,
    },
    /// A line of a register has run out.
    RanOut {
        /// Its position.
        entry: u32,
    },
    /// A line was booked.
    Booked {
        /// Its position.
        entry: u32,
        /// The sources.
        cited: Arc<Cited>,
    },
    /// Nothing was owed or paid, so that there was nothing to cancel or claim back.
    NothingToReverse {
        /// Whose account.
        instance: InstanceId,
        /// The account.
        account: AccountId,
        /// The sources.
        cited: Arc<Cited>,
    },
    /// A duty was laid.
    Obliged {
        /// Its position.
        duty: u32,
        /// Its last day as it was then; an amendment may count it again.
        due: Option<Day>,
        /// The sources.
        cited: Arc<Cited>,
    },
    /// A duty's standing changed.
    Duty {
        /// Its position.
        duty: u32,
        /// How it stands.
        status: DutyStatus,
        /// The sources.
        cited: Arc<Cited>,
    },
    /// A duty was left undone where its time was over.
    Undone {
        /// Its position.
        duty: u32,
        /// The sources.
        cited: Arc<Cited>,
    },
    /// A record is kept.
    Kept {
        /// Its position.
        record: u32,
        /// Its last day as it was then; an amendment may count it again.
        until: Day,
        /// The sources.
        cited: Arc<Cited>,
    },
    /// A record need no longer be kept.
    Released {
        /// Its position.
        record: u32,
    },
    /// Conditions of an action, of a place in a selection or of a limit were asked. Only a
    /// recorder that explains is told.
    Weighed {
        /// About whom.
        instance: InstanceId,
        /// The rules as they were evaluated.
        guards: Vec<GuardReport>,
    },
    /// A transition was not enabled. Only a recorder that explains is told.
    Passed {
        /// The instance.
        instance: InstanceId,
        /// The transition.
        transition: TransitionId,
        /// The rules as they were evaluated.
        guards: Vec<GuardReport>,
    },
    /// What was counted for a step that was not too early, or for a timer that began. Only a
    /// recorder that explains is told.
    Counted {
        /// The instance.
        instance: InstanceId,
        /// The transition.
        transition: TransitionId,
        /// What was counted.
        count: Count,
    },
    /// A selection was opened, proposed or decided.
    Selection(Box<SelectionReport>),
}
