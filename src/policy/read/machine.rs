//! A machine: one statechart a file.

use super::action::actions;
use super::declare::fields_of;
use super::fields::{self, Fields};
use crate::calendar::{Counting, Roll};
use crate::diagnostic::Problems;
use crate::lang::Phrase;
use crate::policy::{
    Clock, Floor, Machine, Name, State, StateKind, Timer, TimerLength, Transition, Trigger, Under,
};
use crate::source::{Node, Shape, Spanned};

/// Reads the machine that a file describes; its name is the file's.
pub fn machine(name: Name, node: &Node, problems: &mut Problems) -> Option<Machine> {
    let mut fields = Fields::open(node, Phrase::Machine, problems)?;
    let title = fields.title(problems);
    let origin = fields.origin(problems);
    let owner = fields.optional("owner").and_then(|node| fields::name(node, problems));
    let key = fields.optional("key").map(|node| fields_of(node, problems)).unwrap_or_default();
    let opened_by = fields.names("opened_by", problems);
    let outside_validity = fields.flag("outside_validity", false, problems);
    let data = fields.optional("data").map(|node| fields_of(node, problems)).unwrap_or_default();
    let written = fields.required("states", problems);
    let root = State {
        under: Under::ALL,
        name: Spanned::new(String::new(), name.span),
        title: title.clone(),
        origin: origin.clone(),
        kind: StateKind::Plain,
        initial: fields.names("initial", problems),
        on_initial: actions(&mut fields, "on_initial", problems),
        on_entry: Vec::new(),
        on_exit: Vec::new(),
        transitions: transitions(&mut fields, problems),
        states: states(written, problems),
    };
    fields.close(problems);
    written?;
    Some(Machine { name, title, origin, owner, key, opened_by, outside_validity, data, root })
}

/// States by their names.
pub(super) fn states(node: Option<&Node>, problems: &mut Problems) -> Vec<State> {
    let Some(node) = node else { return Vec::new() };
    let entries = fields::map(node, Phrase::State, problems);
    entries.into_iter().filter_map(|(name, node)| state(name, node, problems)).collect()
}

/// One state.
pub(super) fn state(name: Name, node: &Node, problems: &mut Problems) -> Option<State> {
    const KINDS: [&str; 5] = ["plain", "parallel", "final", "history", "deep_history"];
    let name = super::clean_name(name, problems)?;
    let mut fields = Fields::open(node, Phrase::State, problems)?;
    let kind = match fields.optional("kind") {
        None => StateKind::Plain,
        Some(node) => match fields::word(node, Phrase::State, &KINDS, problems)? {
            "parallel" => StateKind::Parallel,
            "final" => StateKind::Final,
            "history" => StateKind::History,
            "deep_history" => StateKind::DeepHistory,
            _ => StateKind::Plain,
        },
    };
    let state = State {
        under: Under::ALL,
        name,
        title: fields.title(problems),
        origin: fields.origin(problems),
        kind,
        initial: fields.names("initial", problems),
        on_initial: actions(&mut fields, "on_initial", problems),
        states: states(fields.optional("states"), problems),
        on_entry: actions(&mut fields, "on_entry", problems),
        on_exit: actions(&mut fields, "on_exit", problems),
        transitions: transitions(&mut fields, problems),
    };
    fields.close(problems);
    Some(state)
}

fn transitions(fields: &mut Fields<'_>, problems: &mut Problems) -> Vec<Transition> {
    let Some(node) = fields.optional("transitions") else { return Vec::new() };
    let items = fields::list(node, Phrase::Transition, problems);
    items.iter().filter_map(|item| transition(item, problems)).collect()
}

/// One transition.
pub(super) fn transition(node: &Node, problems: &mut Problems) -> Option<Transition> {
    let mut fields = Fields::open(node, Phrase::Transition, problems)?;
    let title = fields.title(problems);
    let origin = fields.origin(problems);
    let events = fields.names("event", problems);
    let after = fields.optional("after").and_then(|node| after(node, problems));
    let until = fields.optional("at").and_then(|node| until(node, problems));
    fields.one_only(&["event", "after", "at"], problems);
    let trigger = match after.or(until) {
        Some(timer) => Trigger::Timer(Box::new(timer)),
        None if events.is_empty() => Trigger::Eventless,
        None => Trigger::Events(events),
    };
    // An empty list with its silence leaves open who may; without one nobody outside may.
    let is_given = fields.optional("by").is_some();
    let by = fields.names("by", problems);
    let by_is_open = is_given && by.is_empty() && origin.silence.is_some();
    let transition = Transition {
        under: Under::ALL,
        at: node.span,
        title,
        origin,
        trigger,
        by,
        by_is_open,
        when: fields.names("when", problems),
        not_before: fields.optional("not_before").and_then(|node| floor(node, problems)),
        target: fields.names("target", problems),
        internal: fields.flag("internal", false, problems),
        exclusive: fields.flag("exclusive", false, problems),
        actions: actions(&mut fields, "actions", problems),
    };
    fields.close(problems);
    Some(transition)
}

/// `after: "parameter"`, `after: days(3)` in a plain chart, or
/// `after: (period: "parameter", from: "expression", name: "x", counting: …)`.
fn after(node: &Node, problems: &mut Problems) -> Option<Timer> {
    let at = node.span;
    match &node.shape {
        Shape::Text { .. } => {
            let parameter = fields::name(node, problems)?;
            let length = TimerLength::Period { parameter, from: None, counting: None };
            Some(Timer { name: None, length, at })
        }
        Shape::Struct(_) => {
            let mut fields = Fields::open(node, Phrase::Timer, problems)?;
            let parameter =
                fields.required("period", problems).and_then(|node| fields::name(node, problems));
            let from = fields.expression("from", problems);
            let counting = fields.optional("counting").and_then(|node| clock(node, problems));
            let name = fields.optional("name").and_then(|node| fields::new_name(node, problems));
            fields.close(problems);
            let length = TimerLength::Period { parameter: parameter?, from, counting };
            Some(Timer { name, length, at })
        }
        _ => {
            let period = super::period_shape(node, problems)?;
            Some(Timer { name: None, length: TimerLength::Plain(period), at })
        }
    }
}

/// `at: "expression"` or `at: (last_day: "expression", name: "x")`.
fn until(node: &Node, problems: &mut Problems) -> Option<Timer> {
    let at = node.span;
    if !matches!(node.shape, Shape::Struct(_)) {
        let day = fields::expression(node, problems)?;
        return Some(Timer { name: None, length: TimerLength::Until(day), at });
    }
    let mut fields = Fields::open(node, Phrase::Timer, problems)?;
    let day =
        fields.required("last_day", problems).and_then(|node| fields::expression(node, problems));
    let name = fields.optional("name").and_then(|node| fields::new_name(node, problems));
    fields.close(problems);
    Some(Timer { name, length: TimerLength::Until(day?), at })
}

/// `not_before`.
pub(super) fn floor(node: &Node, problems: &mut Problems) -> Option<Floor> {
    let mut fields = Fields::open(node, Phrase::Timer, problems)?;
    let from =
        fields.required("from", problems).and_then(|node| fields::expression(node, problems));
    let period = fields.required("period", problems).and_then(|node| fields::name(node, problems));
    let counting = fields.optional("counting").and_then(|node| clock(node, problems));
    fields.close(problems);
    Some(Floor { from: from?, period: period?, counting, at: node.span })
}

/// `counting`: a way of counting with its sources.
pub(super) fn clock(node: &Node, problems: &mut Problems) -> Option<Clock> {
    let mut fields = Fields::open(node, Phrase::Timer, problems)?;
    let counting = counting(&mut fields, problems);
    let origin = fields.origin(problems);
    fields.close(problems);
    Some(Clock { counting, origin })
}

/// `include_start` and `roll`.
pub(super) fn counting(fields: &mut Fields<'_>, problems: &mut Problems) -> Counting {
    const ROLLS: [&str; 4] =
        ["none", "next_day_after_holiday", "next_workday", "extend_by_holidays"];
    let include_start = fields.flag("include_start", false, problems);
    let roll = fields.optional("roll").and_then(|node| {
        match fields::word(node, Phrase::Timer, &ROLLS, problems)? {
            "next_day_after_holiday" => Some(Roll::NextDayAfterHoliday),
            "next_workday" => Some(Roll::NextWorkday),
            "extend_by_holidays" => Some(Roll::ExtendByHolidays),
            _ => Some(Roll::None),
        }
    });
    Counting { include_start, roll: roll.unwrap_or(Roll::None) }
}

/// Whether a transition as written is set off by the event of that name, or by the timer of that name or
/// period.
pub(crate) fn trigger_is(node: &Node, name: &str) -> bool {
    if !matches!(node.shape, Shape::Struct(_)) {
        return false;
    }
    let read = transition(node, &mut Problems::default());
    read.is_some_and(|read| read.trigger.is_called(name))
}
