//! A change laid over a bundle: what a reading, a command or a later text says otherwise.

use super::Name;
use super::applies::Applies;
use super::declarations::{
    ChoiceChange, Declarations, FieldsChange, ObligationChange, RoleChange, Section, Titled,
};
use super::declare::{Group, GroupMember};
use super::machine::{Action, Floor, State, Transition};
use super::parameter::ParameterValue;
use super::selection::{Quota, Selection};
use super::stage::{NewTransition, StageChange, StatesChange};
use crate::calendar::{Counting, Day};
use crate::lang::Text;
use crate::source::{Span, Spanned};

/// One change, with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Where it is written.
    pub at: Span,
    /// What it changes.
    pub kind: ChangeKind,
}

impl Change {
    /// The states whose waiting cases it concerns, each with its machine and whether it is gone:
    /// those that it takes away, those before which a stage comes in, and those that come in
    /// another order, where a stage may be met twice or never.
    pub fn moves_cases(&self) -> Vec<(&Name, &Name, bool)> {
        match &self.kind {
            ChangeKind::RemoveState { machine, state, .. } => vec![(machine, state, true)],
            ChangeKind::Stage(stage) if stage.place.before => {
                vec![(&stage.machine, &stage.place.other, false)]
            }
            ChangeKind::Order { machine, stages } => {
                stages.iter().map(|stage| (machine, stage, false)).collect()
            }
            _ => Vec::new(),
        }
    }
    /// The machine whose course it changes.
    pub fn machine(&self) -> Option<&str> {
        let named = match &self.kind {
            ChangeKind::Transition(change) => &change.machine,
            ChangeKind::State(change) => &change.machine,
            ChangeKind::States(change) => &change.machine,
            ChangeKind::NewTransition(change) => &change.machine,
            ChangeKind::Stage(change) => &change.machine,
            ChangeKind::RemoveState { machine, .. } | ChangeKind::Order { machine, .. } => machine,
            _ => return None,
        };
        Some(&named.value)
    }

    /// Whether a rule or group of that name is asked once the change is laid, or where it is not.
    pub fn asks(&self, rule: &str) -> bool {
        let is_named = |name: &Name| name.value == rule;
        let of_actions = |actions: &[Action]| actions_ask(actions, rule);
        let of_quota = |quota: &Quota| quota_asks(quota, rule);
        match &self.kind {
            ChangeKind::Rule { name, by } => is_named(name) || is_named(by),
            ChangeKind::Group { add, .. } => add.iter().any(|member| member_asks(member, rule)),
            ChangeKind::Declare(declared) => declaration_asks(declared, rule),
            ChangeKind::States(change) => change.add.iter().any(|state| state_asks(state, rule)),
            ChangeKind::Stage(change) => state_asks(&change.state, rule),
            ChangeKind::NewTransition(change) => transition_asks(&change.on, rule),
            ChangeKind::Quotas { quotas, .. } => quotas.iter().any(of_quota),
            ChangeKind::Selection(change) => {
                change.add.iter().chain(&change.replace).any(of_quota)
                    || change.add_each.iter().any(is_named)
            }
            ChangeKind::Transition(change) => {
                change.when.iter().flatten().chain(&change.add).any(is_named)
                    || change.actions.as_ref().is_some_and(|actions| of_actions(actions))
            }
            ChangeKind::State(change) => {
                let lists = [&change.on_entry, &change.on_exit];
                lists.into_iter().flatten().any(|actions| of_actions(actions))
            }
            ChangeKind::Parameter { .. }
            | ChangeKind::Values { .. }
            | ChangeKind::Row { .. }
            | ChangeKind::Members { .. }
            | ChangeKind::Counting { .. }
            | ChangeKind::Remove(_)
            | ChangeKind::Choice(_)
            | ChangeKind::Fields(_)
            | ChangeKind::Role(_)
            | ChangeKind::Obligation(_)
            | ChangeKind::Applies { .. }
            | ChangeKind::NewRow { .. }
            | ChangeKind::RowOut { .. }
            | ChangeKind::RemoveState { .. }
            | ChangeKind::Order { .. }
            | ChangeKind::Reading { .. }
            | ChangeKind::Title { .. }
            | ChangeKind::WaitForTheCalendar => false,
        }
    }
}

fn actions_ask(actions: &[Action], rule: &str) -> bool {
    actions.iter().flat_map(|action| &action.when).any(|name| name.value == rule)
}

fn quota_asks(quota: &Quota, rule: &str) -> bool {
    quota.except.as_ref().is_some_and(|name| name.value == rule)
}

fn member_asks(member: &GroupMember, rule: &str) -> bool {
    member.rule.value == rule || member.only_if.as_ref().is_some_and(|name| name.value == rule)
}

fn transition_asks(transition: &Transition, rule: &str) -> bool {
    transition.when.iter().any(|name| name.value == rule) || actions_ask(&transition.actions, rule)
}

fn state_asks(state: &State, rule: &str) -> bool {
    let lists = [&state.on_initial, &state.on_entry, &state.on_exit];
    lists.into_iter().any(|actions| actions_ask(actions, rule))
        || state.transitions.iter().any(|transition| transition_asks(transition, rule))
        || state.states.iter().any(|child| state_asks(child, rule))
}

fn selection_asks(selection: &Selection, rule: &str) -> bool {
    selection.each.iter().chain(&selection.floor).any(|name| name.value == rule)
        || selection.quotas.iter().any(|quota| quota_asks(quota, rule))
}

fn declaration_asks(declared: &Declarations, rule: &str) -> bool {
    let of_group =
        |(_, group): &(Name, Group)| group.members.iter().any(|member| member_asks(member, rule));
    declared.groups.iter().any(of_group)
        || declared.selections.iter().any(|(_, selection)| selection_asks(selection, rule))
        || declared.machines.iter().any(|machine| state_asks(&machine.root, rule))
}

/// What is changed.
#[derive(Clone, Debug, PartialEq)]
pub enum ChangeKind {
    /// A parameter has this value, from its first day on or from a later one.
    Parameter {
        /// The parameter.
        name: Name,
        /// Its value.
        value: Spanned<ParameterValue>,
        /// The day from which it has it.
        from: Option<Day>,
    },
    /// A parameter has these values, each from a day on.
    Values {
        /// The parameter.
        name: Name,
        /// Its values in order.
        values: Vec<(Option<Day>, Spanned<ParameterValue>)>,
    },
    /// One row of a table has this value.
    Row {
        /// The parameter.
        name: Name,
        /// A value of each choice.
        keys: Vec<Name>,
        /// The value.
        value: Spanned<ParameterValue>,
        /// The day from which it has it.
        from: Option<Day>,
    },
    /// A set has members more or less.
    Members {
        /// The parameter.
        parameter: Name,
        /// Values that belong to it as well.
        add: Vec<Name>,
        /// Values that do not.
        without: Vec<Name>,
    },
    /// Wherever a rule is asked, another is asked instead.
    Rule {
        /// The rule.
        name: Name,
        /// The other.
        by: Name,
    },
    /// A group has members more or less.
    Group {
        /// The group.
        group: Name,
        /// Members that it has as well.
        add: Vec<GroupMember>,
        /// Members that it has not.
        without: Vec<Name>,
    },
    /// Days are counted otherwise.
    Counting {
        /// The periods that are so counted; none named means all.
        of: Vec<Name>,
        /// The way of counting.
        counting: Counting,
    },
    /// A selection has these limits.
    Quotas {
        /// The selection.
        selection: Name,
        /// All its limits.
        quotas: Vec<Quota>,
    },
    /// A selection has limits or rules more, less or otherwise.
    Selection(Box<SelectionChange>),
    /// A transition is otherwise.
    Transition(Box<TransitionChange>),
    /// A state does otherwise when it is entered or left.
    State(Box<StateChange>),
    /// New things are declared, as in the files of a bundle.
    Declare(Box<Declarations>),
    /// Declared things are taken away.
    Remove(Vec<(Section, Name)>),
    /// A choice has values more or less.
    Choice(Box<ChoiceChange>),
    /// An event, a register, an account or the data of a machine has fields more or less.
    Fields(Box<FieldsChange>),
    /// A role is held by somebody else.
    Role(RoleChange),
    /// A duty is otherwise.
    Obligation(Box<ObligationChange>),
    /// Another day decides which values of a parameter apply.
    Applies {
        /// The parameter.
        parameter: Name,
        /// The day.
        applies: Applies,
    },
    /// A table has one row more.
    NewRow {
        /// The parameter.
        name: Name,
        /// A value of each choice.
        keys: Vec<Name>,
        /// What the row gives.
        value: Spanned<ParameterValue>,
    },
    /// A table has one row less.
    RowOut {
        /// The parameter.
        name: Name,
        /// A value of each choice.
        keys: Vec<Name>,
    },
    /// A machine has states more.
    States(Box<StatesChange>),
    /// A machine has a state less, and what led to it leads to another.
    RemoveState {
        /// The machine.
        machine: Name,
        /// The state.
        state: Name,
        /// The other.
        to: Name,
    },
    /// A state has a transition more.
    NewTransition(Box<NewTransition>),
    /// A machine has a stage more on its way.
    Stage(Box<StageChange>),
    /// The stages of a machine come in another order.
    Order {
        /// The machine.
        machine: Name,
        /// The stages in their new order.
        stages: Vec<Name>,
    },
    /// Another meaning of a reading is followed.
    Reading {
        /// The reading.
        number: Name,
        /// The meaning.
        meaning: Name,
    },
    /// Something is called otherwise.
    Title {
        /// What it is.
        of: Titled,
        /// Its name; of a part, that of the whole before it.
        path: Vec<Name>,
        /// What people call it.
        title: Text,
    },
    /// A count that a later notice of the calendar may still move is not made before the notice.
    WaitForTheCalendar,
}

/// Which selection, and how its limits and rules are otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct SelectionChange {
    /// The selection.
    pub selection: Name,
    /// Limits that it has as well.
    pub add: Vec<Quota>,
    /// Limits of the same names that hold instead.
    pub replace: Vec<Quota>,
    /// Limits that it has not.
    pub without: Vec<Name>,
    /// Rules that each placed candidate must satisfy as well.
    pub add_each: Vec<Name>,
    /// Rules that it need not.
    pub without_each: Vec<Name>,
}

/// Which state, and what it does; what is not given stays.
#[derive(Clone, Debug, PartialEq)]
pub struct StateChange {
    /// The machine.
    pub machine: Name,
    /// The state.
    pub state: Name,
    /// What it does when it is entered.
    pub on_entry: Option<Vec<Action>>,
    /// What it does when it is left.
    pub on_exit: Option<Vec<Action>>,
    /// What it did and does no longer, by kind and name: `keep case_file`.
    pub without_actions: Vec<Name>,
}

/// Which transition, and how it is otherwise; what is not given stays.
#[derive(Clone, Debug, PartialEq)]
pub struct TransitionChange {
    /// The machine.
    pub machine: Name,
    /// The state that it leaves.
    pub state: Name,
    /// Its event, or the name or the period of its timer.
    pub trigger: Name,
    /// Whether it is taken away.
    pub remove: bool,
    /// The roles that may set it off.
    pub by: Option<Vec<Name>>,
    /// Roles that may set it off as well.
    pub add_by: Vec<Name>,
    /// Roles that may no longer.
    pub without_by: Vec<Name>,
    /// The rules that must hold.
    pub when: Option<Vec<Name>>,
    /// Rules that must hold as well.
    pub add: Vec<Name>,
    /// Rules that need no longer hold.
    pub without: Vec<Name>,
    /// Before which day it may not be taken.
    pub not_before: Option<Floor>,
    /// What it does.
    pub actions: Option<Vec<Action>>,
    /// What it did and does no longer, by kind and name.
    pub without_actions: Vec<Name>,
    /// Where it leads.
    pub target: Option<Vec<Name>>,
}
