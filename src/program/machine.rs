//! Machines and selections, compiled.

use super::depends::Depends;
use super::element::{AccountInfo, FieldInfo, Tree};
use super::ids::{FieldId, ObligationId, RecordKindId, RoleId, RuleId};
use crate::calendar::{Counting, Period};
use crate::chart::{Chart, EventId, StateId};
use crate::ident::{IdVec, id_type};
use crate::lang::Text;
use crate::policy::{Cited, Under, Version};
use crate::rule::{AccountId, ChoiceId, FactId, FindingId, MachineId, ParamId, RegisterId};
use crate::source::Span;

id_type!(
    /// A selection.
    SelectionId
);

/// Where an instance's subject is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubjectPath {
    /// Owners upwards.
    pub level: u8,
    /// The part of that instance's key.
    pub index: u16,
}

/// A condition of a transition: a rule, asked only where others hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guard {
    /// The rule.
    pub rule: RuleId,
    /// It is asked only where these hold.
    pub only_if: Vec<RuleId>,
    /// Where there are any, it holds where one of these is known not to; the rule is only its name.
    pub not_all: Vec<Guard>,
    /// Under which versions it is asked.
    pub under: Under,
}

impl Guard {
    /// A rule that is always asked.
    pub fn of(rule: RuleId) -> Self {
        Self { rule, only_if: Vec::new(), not_all: Vec::new(), under: Under::ALL }
    }
    /// Every rule that it may ask.
    pub fn rules(&self) -> Vec<RuleId> {
        let inner = self.not_all.iter().flat_map(Self::rules);
        std::iter::once(self.rule).chain(self.only_if.iter().copied()).chain(inner).collect()
    }
}

/// The length of a timer or a floor.
#[derive(Clone, Debug)]
pub enum TimerSpan {
    /// A parameter, counted from a date; the day of entry where none is given.
    Parameter(ParamId, Option<Tree>, Counting),
    /// The last day itself.
    Until(Tree),
    /// A length as written in a plain chart, counted from the day of entry.
    Plain(Period, Counting),
}

/// A timer of a state: it fires on the morning after its last day.
#[derive(Clone, Debug)]
pub struct CompiledTimer {
    /// The name by which it is suspended.
    pub name: Option<String>,
    /// Its length.
    pub span: TimerSpan,
    /// The event that stands for its firing; no other transition hears it.
    pub event: EventId,
}

/// The earliest lawful day of a transition.
#[derive(Clone, Debug)]
pub struct CompiledFloor {
    /// The date from which the period counts.
    pub from: Tree,
    /// The period.
    pub period: ParamId,
    /// How it is counted.
    pub counting: Counting,
}

/// A transition beside what the chart knows of it.
#[derive(Clone, Debug)]
pub struct CompiledTransition {
    /// What people call it; empty where the event's title says enough.
    pub title: Text,
    /// Its sources.
    pub cited: Cited,
    /// Its place.
    pub at: Span,
    /// Under which versions it stands.
    pub under: Under,
    /// The events that set it off, as declared; empty for timers and eventless ones.
    pub events: Vec<EventId>,
    /// The roles that may set it off; none means that only other machines may.
    pub by: Vec<RoleId>,
    /// What must hold.
    pub guards: Vec<Guard>,
    /// For one that waits for no event, what its condition depends on.
    pub depends: Depends,
    /// The earliest lawful day.
    pub floor: Option<CompiledFloor>,
    /// What sets it off where it is a timer.
    pub timer: Option<CompiledTimer>,
    /// What is done.
    pub actions: Vec<CompiledAction>,
}

/// A state beside what the chart knows of it.
#[derive(Clone, Debug)]
pub struct CompiledState {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub title: Text,
    /// Its sources.
    pub cited: Cited,
    /// Its place.
    pub at: Span,
    /// Under which versions it stands.
    pub under: Under,
    /// Done on entry.
    pub on_entry: Vec<CompiledAction>,
    /// Done on exit.
    pub on_exit: Vec<CompiledAction>,
    /// Done when its children are entered by default.
    pub on_initial: Vec<CompiledAction>,
    /// The transitions out of it that are timers.
    pub timers: Vec<crate::chart::TransitionId>,
}

/// A machine.
#[derive(Clone, Debug)]
pub struct CompiledMachine {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub title: Text,
    /// Its sources.
    pub cited: Cited,
    /// Its place.
    pub at: Span,
    /// The machine of its owners.
    pub owner: Option<MachineId>,
    /// The parts of its address.
    pub key: Vec<FieldInfo>,
    /// What it remembers.
    pub data: Vec<FieldInfo>,
    /// The states whose day of entry some rule asks for.
    pub dated: Vec<StateId>,
    /// The events whose day decides what applies, of those that it hears.
    pub deciding: Vec<EventId>,
    /// Whether an instance may begin on a day on which the measure is not in force.
    pub outside_validity: bool,
    /// The events that create an instance.
    pub opened_by: Vec<EventId>,
    /// Where its subject is found.
    pub subject: Option<SubjectPath>,
    /// The chart.
    pub chart: Chart,
    /// By the chart's states.
    pub states: IdVec<StateId, CompiledState>,
    /// By the chart's transitions.
    pub transitions: IdVec<crate::chart::TransitionId, CompiledTransition>,
    /// Whether some transition waits for no event but has a guard, so that it may become enabled
    /// by what happens elsewhere.
    pub waits: bool,
}

/// Whom an event is sent to.
#[derive(Clone, Debug)]
pub enum CompiledTarget {
    /// The sender.
    Itself,
    /// The owner.
    Owner,
    /// The children of a machine that are in one of the states; no states means all.
    Children(MachineId, Vec<StateId>),
    /// The instance that an expression names.
    Instance(Tree),
}

/// Something done.
#[derive(Clone, Debug)]
pub struct CompiledAction {
    /// Its place.
    pub at: Span,
    /// Under which versions it is done.
    pub under: Under,
    /// What must hold.
    pub when: Vec<Guard>,
    /// Its sources, those of its transition or state where it names none.
    pub cited: std::sync::Arc<Cited>,
    /// What is done.
    pub kind: CompiledKind,
}

/// The vocabulary of actions, compiled.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the fields are those of policy::ActionKind, resolved")]
pub enum CompiledKind {
    Set(Vec<(u16, Tree)>),
    Raise(EventId),
    Send {
        event: EventId,
        to: CompiledTarget,
        data: Vec<(FieldId, Tree)>,
        delay: Option<ParamId>,
        id: Option<String>,
        optional: bool,
    },
    Spawn {
        machine: MachineId,
        key: Vec<Tree>,
        data: Vec<(u16, Tree)>,
    },
    Cancel(String),
    Suspend(String),
    Resume {
        timer: String,
        from: Option<Tree>,
    },
    Enter {
        register: RegisterId,
        subject: Option<Tree>,
        columns: Vec<(u16, Tree)>,
        from: Option<Tree>,
        to: Option<Tree>,
    },
    End {
        register: RegisterId,
        subject: Option<Tree>,
        columns: Vec<(u16, Tree)>,
    },
    Owe {
        account: AccountId,
        to: Option<Tree>,
        amount: Tree,
        columns: Vec<(u16, Tree)>,
    },
    Pay(AccountId),
    Reverse(AccountId),
    Return(AccountId),
    /// Tells of a duty that was left undone.
    Undone(ObligationId),
    Oblige {
        obligation: ObligationId,
        due: Option<Tree>,
        on: Option<Tree>,
    },
    Fulfil(ObligationId),
    Breach(ObligationId),
    Keep {
        record: RecordKindId,
        until: Tree,
    },
    Learn {
        fact: FactId,
        subject: Option<Tree>,
        value: Tree,
    },
    Find {
        finding: FindingId,
        answer: Tree,
    },
    Open(SelectionId),
    Propose {
        selection: SelectionId,
        places: Tree,
    },
    Decide {
        selection: SelectionId,
        places: Option<Tree>,
    },
}

/// A limit over a set of results.
#[derive(Clone, Debug)]
pub struct QuotaInfo {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub title: Text,
    /// The places that count, by their position in the choice; none means all.
    pub places: Vec<u16>,
    /// For an attribute, by its position, the values that count.
    pub among: Vec<(usize, Vec<crate::rule::Value>)>,
    /// The rule that tells which members count for none.
    pub except: Option<RuleId>,
    /// The parameter that holds the greatest number.
    pub max: ParamId,
    /// Where that is a table, the row; where the table has no such row, there is no limit.
    pub row: Vec<crate::rule::Value>,
    /// Whether more is refused.
    pub hard: bool,
    /// Its sources.
    pub cited: Cited,
}

/// A key of a ranking.
#[derive(Clone, Debug)]
pub struct RankKey {
    /// The value compared.
    pub by: Tree,
    /// Whether the greatest comes first.
    pub descending: bool,
}

/// A selection.
#[derive(Clone, Debug)]
pub struct CompiledSelection {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub title: Text,
    /// Its sources.
    pub cited: Cited,
    /// Its place.
    pub at: Span,
    /// The machine of the candidates.
    pub of: MachineId,
    /// The states in which an instance is a candidate.
    pub candidates: Vec<StateId>,
    /// The choice whose values are the places.
    pub place: ChoiceId,
    /// The attributes by which quotas choose.
    pub attributes: Vec<(String, Tree)>,
    /// What each placed candidate must satisfy.
    pub each: Vec<Guard>,
    /// The limits.
    pub quotas: Vec<QuotaInfo>,
    /// The ranking.
    pub order: Vec<RankKey>,
    /// What a candidate must satisfy to be ranked at all.
    pub floor: Option<RuleId>,
    /// The event sent to those placed.
    pub placed: EventId,
    /// The event sent to the others.
    pub not_placed: Option<EventId>,
    /// What stands in its place under some versions.
    pub instead: Vec<(Under, SelectionId)>,
    /// In whose place it stands.
    pub of_base: Option<SelectionId>,
}

impl CompiledSelection {
    /// What stands in its place under a version.
    pub fn under(&self, version: Version) -> Option<SelectionId> {
        self.instead.iter().find(|(under, _)| under.holds(version)).map(|&(_, id)| id)
    }
}

impl AccountInfo {
    /// The position of a dimension.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}
