//! Machines as written: statecharts in SCXML's words, with roles, dates and actions.

use super::declare::Field;
use super::origin::Origin;
use super::under::Under;
use super::{Declared, Expression, Name};
use crate::calendar::{Counting, Period};
use crate::lang::Text;
use crate::source::Span;

/// A statechart whose instances the world runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Machine {
    /// Its name.
    pub name: Name,
    /// What people call it.
    pub title: Text,
    /// Where it comes from.
    pub origin: Origin,
    /// The machine whose instances own its instances.
    pub owner: Option<Name>,
    /// The parts of an instance's address after the machine's name.
    pub key: Declared<Field>,
    /// The events that create an instance when they are sent to one that does not exist.
    pub opened_by: Vec<Name>,
    /// Whether an instance may begin on a day on which the measure is not in force.
    pub outside_validity: bool,
    /// What an instance remembers.
    pub data: Declared<Field>,
    /// The root state: its children are the machine's states.
    pub root: State,
}

/// The kind of a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateKind {
    /// Without children, or with children of which one is active.
    Plain,
    /// All children are active at once.
    Parallel,
    /// It ends its parent.
    Final,
    /// It stands for the child that was active when the parent was left.
    History,
    /// It stands for the leaves that were active when the parent was left.
    DeepHistory,
}

/// A state.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// Its name; unique in its machine.
    pub name: Name,
    /// Under which versions it stands.
    pub under: Under,
    /// What people call it.
    pub title: Text,
    /// Where it comes from.
    pub origin: Origin,
    /// Its kind.
    pub kind: StateKind,
    /// The states entered when it is entered; the first child where none is named.
    pub initial: Vec<Name>,
    /// Done when it is entered by default (SCXML: the content of `<initial>`).
    pub on_initial: Vec<Action>,
    /// Its children.
    pub states: Vec<State>,
    /// Done on entry.
    pub on_entry: Vec<Action>,
    /// Done on exit.
    pub on_exit: Vec<Action>,
    /// What leads out of it, in order of priority.
    pub transitions: Vec<Transition>,
}

/// What sets a transition off.
#[derive(Clone, Debug, PartialEq)]
pub enum Trigger {
    /// Events by their descriptors: exact names, dotted prefixes, `*`.
    Events(Vec<Name>),
    /// A timer that begins when the state is entered.
    Timer(Box<Timer>),
    /// Nothing: it is taken as soon as its guard holds.
    Eventless,
}

impl Trigger {
    /// Whether it is the event of that name, or the timer of that name or period.
    pub fn is_called(&self, name: &str) -> bool {
        match self {
            Self::Events(events) => events.iter().any(|event| event.value == name),
            Self::Timer(timer) => {
                let by_period = match &timer.length {
                    TimerLength::Period { parameter, .. } => parameter.value == name,
                    TimerLength::Plain(_) | TimerLength::Until(_) => false,
                };
                by_period || timer.name.as_ref().is_some_and(|known| known.value == name)
            }
            Self::Eventless => false,
        }
    }
}

/// A transition.
#[derive(Clone, Debug, PartialEq)]
pub struct Transition {
    /// Its place.
    pub at: Span,
    /// Under which versions it stands.
    pub under: Under,
    /// What people call it; empty where the event's title says enough.
    pub title: Text,
    /// Where it comes from.
    pub origin: Origin,
    /// What sets it off.
    pub trigger: Trigger,
    /// The roles that may set it off.
    pub by: Vec<Name>,
    /// Whether the measure leaves open who may: an empty list, with the silence for which it is.
    pub by_is_open: bool,
    /// The rules and groups that must hold.
    pub when: Vec<Name>,
    /// The earliest lawful day.
    pub not_before: Option<Floor>,
    /// Where it leads; none means that the state is not left.
    pub target: Vec<Name>,
    /// Whether the source is not left when the targets lie in it.
    pub internal: bool,
    /// Whether another enabled transition beside it is an error.
    pub exclusive: bool,
    /// What is done.
    pub actions: Vec<Action>,
}

/// How days are counted where a use says otherwise than the bundle.
#[derive(Clone, Debug, PartialEq)]
pub struct Clock {
    /// The way of counting.
    pub counting: Counting,
    /// Where it comes from.
    pub origin: Origin,
}

/// The length of a timer.
#[derive(Clone, Debug, PartialEq)]
pub enum TimerLength {
    /// A parameter that holds a period, counted from a date.
    Period {
        /// The parameter.
        parameter: Name,
        /// The date from which it counts; the day of entry where none is given.
        from: Option<Expression>,
        /// Another way of counting.
        counting: Option<Clock>,
    },
    /// The last day itself.
    Until(Expression),
    /// A number of days as written; only in a bundle without legal text.
    Plain(Period),
}

/// A timer: it fires on the morning after its last day.
#[derive(Clone, Debug, PartialEq)]
pub struct Timer {
    /// The name by which it is suspended and resumed.
    pub name: Option<Name>,
    /// Its length.
    pub length: TimerLength,
    /// Its place.
    pub at: Span,
}

/// An earliest lawful day: the day after a period that must have passed whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Floor {
    /// The date from which the period counts.
    pub from: Expression,
    /// The parameter that holds the period.
    pub period: Name,
    /// Another way of counting.
    pub counting: Option<Clock>,
    /// Its place.
    pub at: Span,
}

/// Whom an event is sent to.
#[derive(Clone, Debug, PartialEq)]
pub enum SendTarget {
    /// The sender.
    Itself,
    /// The owner.
    Owner,
    /// All children of a machine; with states, those in one of them.
    Children {
        /// The machine.
        machine: Name,
        /// The states.
        states: Vec<Name>,
    },
    /// The instance that an expression names.
    Instance(Expression),
}

/// Something done, on a condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// Its place.
    pub at: Span,
    /// Under which versions it is done.
    pub under: Under,
    /// The rules that must hold.
    pub when: Vec<Name>,
    /// Where it comes from; the transition's or state's sources where empty.
    pub origin: Origin,
    /// What is done.
    pub kind: ActionKind,
}

/// The closed vocabulary of actions.
#[derive(Clone, Debug, PartialEq)]
pub enum ActionKind {
    /// Remember values.
    Set(Vec<(Name, Expression)>),
    /// Put an event on the instance's own queue.
    Raise(Name),
    /// Send an event.
    Send {
        /// The event.
        event: Name,
        /// To whom.
        to: SendTarget,
        /// What it carries.
        data: Vec<(Name, Expression)>,
        /// After this period: a parameter.
        delay: Option<Name>,
        /// The name by which it is cancelled.
        id: Option<Name>,
        /// Whether a refusal by the receiver is no refusal of the whole.
        optional: bool,
    },
    /// Create an instance.
    Spawn {
        /// The machine.
        machine: Name,
        /// The parts of its key.
        key: Vec<(Name, Expression)>,
        /// What it remembers from the start.
        data: Vec<(Name, Expression)>,
    },
    /// Cancel a delayed event.
    Cancel(Name),
    /// Stop a timer, keeping the days already counted.
    Suspend(Name),
    /// Let a stopped timer run on.
    Resume {
        /// The timer.
        timer: Name,
        /// The day from which it runs on; today where it is left out.
        from: Option<Expression>,
    },
    /// Enter a line in a register.
    Enter {
        /// The register.
        register: Name,
        /// The subject; the instance's own where none is named.
        subject: Option<Expression>,
        /// The columns.
        columns: Vec<(Name, Expression)>,
        /// The first day; today where none is given.
        from: Option<Expression>,
        /// The last day; without end where none is given.
        to: Option<Expression>,
    },
    /// End the matching lines of a register today.
    End {
        /// The register.
        register: Name,
        /// The subject; the instance's own where none is named.
        subject: Option<Expression>,
        /// What the columns must be.
        columns: Vec<(Name, Expression)>,
    },
    /// Owe a sum.
    Owe {
        /// The account.
        account: Name,
        /// The payee; the instance's own subject where none is named.
        to: Option<Expression>,
        /// The sum.
        amount: Expression,
        /// The dimensions.
        columns: Vec<(Name, Expression)>,
    },
    /// Pay what this instance owes on an account.
    Pay(Name),
    /// Cancel what is unpaid and claim back what was paid.
    Reverse(Name),
    /// Note that what was claimed back came in.
    Return(Name),
    /// Lay a duty on the instance's subject.
    Oblige {
        /// The obligation.
        obligation: Name,
        /// The last day.
        due: Option<Expression>,
        /// On whom, where not on the instance's subject.
        on: Option<Expression>,
    },
    /// The duty was fulfilled.
    Fulfil(Name),
    /// The duty was breached.
    Breach(Name),
    /// Keep a record.
    Keep {
        /// The kind of record.
        record: Name,
        /// The last day.
        until: Expression,
    },
    /// Learn a fact.
    Learn {
        /// The fact.
        fact: Name,
        /// About whom; the instance's own subject where none is named.
        subject: Option<Expression>,
        /// The value.
        value: Expression,
    },
    /// Record a finding.
    Find {
        /// The finding.
        finding: Name,
        /// The answer.
        answer: Expression,
    },
    /// Open a selection: its candidates are those who are candidates now.
    Open(Name),
    /// Propose places: a quota exceeded is a warning.
    Propose {
        /// The selection.
        selection: Name,
        /// The list.
        places: Expression,
    },
    /// Decide places by a list of people: a quota exceeded refuses the whole.
    Decide {
        /// The selection.
        selection: Name,
        /// The list; none means that the ranking decides.
        places: Option<Expression>,
    },
}
