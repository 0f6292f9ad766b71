//! Actions: names resolved, expressions compiled against the types that they are assigned to.

use super::environment::Environment;
use super::rules::Rules;
use super::scope::Scope;
use crate::chart::EventId;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem};
use crate::policy::{Action, ActionKind, Bundle, Cited, Expression, Name, SendTarget};
use crate::program::element::{FieldInfo, Tree};
use crate::program::ids::FieldId;
use crate::program::machine::{CompiledAction, CompiledKind, CompiledTarget};
use crate::program::slot::Slot;
use crate::rule::{MachineId, ParamId, Type};
use crate::source::Span;

/// Where actions stand.
pub struct Site<'a, 'b> {
    pub bundle: &'a Bundle,
    pub env: &'a Environment,
    pub rules: &'a mut Rules<'b>,
    pub problems: &'a mut Problems,
    pub machine: MachineId,
    /// The sources of the transition or state.
    pub cited: &'a Cited,
    /// The events of the transition; none where the actions belong to a state.
    pub events: Option<&'a [EventId]>,
    /// Whether a timer sets the transition off, so that there is no event to read from.
    pub is_timed: bool,
}

/// Compiles a list of actions.
pub fn actions(written: &[Action], site: &mut Site<'_, '_>) -> Vec<CompiledAction> {
    written.iter().filter_map(|action| site.action(action)).collect()
}

/// A parameter that holds a period.
pub fn period(name: &Name, env: &Environment, problems: &mut Problems) -> Option<ParamId> {
    let id = env.parameter(name, problems)?;
    let ty = &env.tables.parameters[id].ty;
    if *ty != Type::Period {
        let args = vec![("expected", env.tell_type(&Type::Period)), ("found", env.tell_type(ty))];
        problems.add(Problem::TypeMismatch, name.span, args);
        return None;
    }
    Some(id)
}

/// A rule or an expression of a transition may read only what each of its events carries.
pub fn check_event_slot(
    slot: Slot,
    at: Span,
    events: &[EventId],
    env: &Environment,
    problems: &mut Problems,
) {
    let Slot::Event(field) = slot else { return };
    for &event in events {
        let info = &env.tables.events[event];
        if !info.data.iter().any(|&(known, _)| known == field) {
            let name = env.tables.fields[field].name.as_str();
            let carried: Vec<&str> = info
                .data
                .iter()
                .map(|&(field, _)| env.tables.fields[field].name.as_str())
                .collect();
            problems.push(
                Diagnostic::new(
                    Problem::NotCarried,
                    at,
                    vec![("event", info.name.as_str().into()), ("name", name.into())],
                )
                .with_nearest(name, carried.iter().copied()),
            );
        }
    }
}

impl<'a> Site<'a, '_> {
    fn action(&mut self, action: &Action) -> Option<CompiledAction> {
        let when =
            self.rules.guards(&action.when, Some(self.machine), None, self.env, self.problems);
        let kind = self.kind(&action.kind)?;
        let cited =
            if action.origin.is_empty() { self.cited.clone() } else { action.origin.cited() };
        Some(CompiledAction { at: action.at, under: action.under, when, cited: cited.into(), kind })
    }

    fn scope(&self) -> Scope<'a> {
        Scope::new(self.env, Some(self.machine), None)
    }

    fn expression(&mut self, text: &Expression, expected: &Type) -> Option<Tree> {
        let scope = self.scope();
        let tree = self.rules.expression(text, Some(expected), &scope, self.env, self.problems)?;
        if let Some(events) = self.events {
            for (slot, at) in &tree.reads {
                if self.is_timed
                    && let Slot::Event(field) = slot
                {
                    let name = self.env.tables.fields[*field].name.as_str().into();
                    self.problems.add(Problem::NoEvent, *at, vec![("name", name)]);
                }
                check_event_slot(*slot, *at, events, self.env, self.problems);
            }
        }
        Some(tree)
    }

    /// `Some(None)` where nothing is written.
    fn optional(&mut self, text: Option<&Expression>, expected: &Type) -> Option<Option<Tree>> {
        match text {
            None => Some(None),
            Some(text) => self.expression(text, expected).map(Some),
        }
    }

    /// Assignments to named fields.
    fn assignments(
        &mut self,
        written: &[(Name, Expression)],
        fields: &'a [FieldInfo],
        what: Phrase,
    ) -> Vec<(u16, Tree)> {
        let mut found = Vec::with_capacity(written.len());
        for (name, text) in written {
            let at = fields.iter().position(|field| field.name == name.value);
            let Some((at, field)) = at.and_then(|at| Some((at, fields.get(at)?))) else {
                self.problems.push(
                    Diagnostic::new(
                        Problem::UnknownName,
                        name.span,
                        vec![("name", name.value.as_str().into()), ("kind", what.into())],
                    )
                    .with_nearest(name, fields.iter().map(|field| field.name.as_str())),
                );
                continue;
            };
            if let (Some(tree), Ok(at)) = (self.expression(text, &field.ty), u16::try_from(at)) {
                found.push((at, tree));
            }
        }
        found
    }

    fn event_data(
        &mut self,
        event: EventId,
        written: &[(Name, Expression)],
        at: Span,
    ) -> Vec<(FieldId, Tree)> {
        let mut found: Vec<(FieldId, Tree)> = Vec::new();
        let declared = &self.env.tables.events[event].data;
        for (name, text) in written {
            let Some(field) = self.env.field(name, self.problems) else { continue };
            check_event_slot(Slot::Event(field), name.span, &[event], self.env, self.problems);
            let ty = self.env.tables.fields[field].ty.clone();
            if let Some(tree) = self.expression(text, &ty) {
                found.push((field, tree));
            }
        }
        for &(field, optional) in declared {
            let name = &self.env.tables.fields[field].name;
            if !optional && !written.iter().any(|(given, _)| given.value == *name) {
                let args = vec![("what", Phrase::Event.into()), ("name", name.as_str().into())];
                self.problems.add(Problem::MissingField, at, args);
            }
        }
        found
    }

    fn kind(&mut self, written: &ActionKind) -> Option<CompiledKind> {
        let env = self.env;
        Some(match written {
            ActionKind::Set(fields) => {
                let data = &env.heads[self.machine].data;
                CompiledKind::Set(self.assignments(fields, data, Phrase::Field))
            }
            ActionKind::Raise(event) => CompiledKind::Raise(env.event(event, self.problems)?),
            ActionKind::Send { event, to, data, delay, id, optional } => {
                let named = env.event(event, self.problems)?;
                let to = self.target(to)?;
                let data = self.event_data(named, data, event.span);
                let delay = match delay {
                    Some(delay) => Some(period(delay, env, self.problems)?),
                    None => None,
                };
                // A story finds the name again by its symbol, so it has to have one.
                let id = id.as_ref().map(|id| {
                    self.rules.pool.intern(&id.value);
                    id.value.clone()
                });
                CompiledKind::Send { event: named, to, data, delay, id, optional: *optional }
            }
            ActionKind::Spawn { machine, key, data } => {
                let id = env.machine(machine, self.problems)?;
                let head = &env.heads[id];
                let parts = self.assignments(key, &head.key, Phrase::Key);
                for (at, part) in head.key.iter().enumerate() {
                    if !parts.iter().any(|(given, _)| usize::from(*given) == at) {
                        let args =
                            vec![("what", Phrase::Key.into()), ("name", part.name.as_str().into())];
                        self.problems.add(Problem::MissingField, machine.span, args);
                        return None;
                    }
                }
                let mut parts = parts;
                parts.sort_by_key(|(at, _)| *at);
                let key = parts.into_iter().map(|(_, tree)| tree).collect();
                let data = self.assignments(data, &head.data, Phrase::Field);
                CompiledKind::Spawn { machine: id, key, data }
            }
            ActionKind::Cancel(id) => CompiledKind::Cancel(id.value.clone()),
            ActionKind::Suspend(timer) => CompiledKind::Suspend(self.timer(timer)?),
            ActionKind::Resume { timer, from } => {
                let from = self.optional(from.as_ref(), &Type::Date)?;
                CompiledKind::Resume { timer: self.timer(timer)?, from }
            }
            ActionKind::Enter { register, subject, columns, from, to } => {
                let id = env.register(register, self.problems)?;
                let subject = self.optional(subject.as_ref(), &Type::Subject)?;
                let columns =
                    self.assignments(columns, &env.tables.registers[id].columns, Phrase::Column);
                let from = self.optional(from.as_ref(), &Type::Date)?;
                let to = self.optional(to.as_ref(), &Type::Date)?;
                CompiledKind::Enter { register: id, subject, columns, from, to }
            }
            ActionKind::End { register, subject, columns } => {
                let id = env.register(register, self.problems)?;
                let subject = self.optional(subject.as_ref(), &Type::Subject)?;
                let columns =
                    self.assignments(columns, &env.tables.registers[id].columns, Phrase::Column);
                CompiledKind::End { register: id, subject, columns }
            }
            ActionKind::Owe { account, to, amount, columns } => {
                let id = env.account(account, self.problems)?;
                let to = self.optional(to.as_ref(), &Type::Subject)?;
                let amount = self.expression(amount, &Type::Money)?;
                let columns =
                    self.assignments(columns, &env.tables.accounts[id].columns, Phrase::Column);
                CompiledKind::Owe { account: id, to, amount, columns }
            }
            ActionKind::Pay(account) => CompiledKind::Pay(env.account(account, self.problems)?),
            ActionKind::Reverse(account) => {
                CompiledKind::Reverse(env.account(account, self.problems)?)
            }
            ActionKind::Return(account) => {
                CompiledKind::Return(env.account(account, self.problems)?)
            }
            ActionKind::Oblige { obligation, due, on } => {
                let id = env.obligation(obligation, self.problems)?;
                let due = self.optional(due.as_ref(), &Type::Date)?;
                let on = self.optional(on.as_ref(), &Type::Subject)?;
                CompiledKind::Oblige { obligation: id, due, on }
            }
            ActionKind::Fulfil(name) => CompiledKind::Fulfil(env.obligation(name, self.problems)?),
            ActionKind::Breach(name) => CompiledKind::Breach(env.obligation(name, self.problems)?),
            ActionKind::Keep { record, until } => {
                let id = env.record_kind(record, self.problems)?;
                CompiledKind::Keep { record: id, until: self.expression(until, &Type::Date)? }
            }
            ActionKind::Learn { fact, subject, value } => {
                let id = env.fact(fact, self.problems)?;
                let subject = self.optional(subject.as_ref(), &Type::Subject)?;
                let ty = env.tables.facts[id].ty.clone();
                CompiledKind::Learn { fact: id, subject, value: self.expression(value, &ty)? }
            }
            ActionKind::Find { finding, answer } => {
                let id = env.finding(finding, self.problems)?;
                let answer = self.expression(answer, &Type::Bool)?;
                CompiledKind::Find { finding: id, answer }
            }
            ActionKind::Open(name) => CompiledKind::Open(env.selection(name, self.problems)?),
            ActionKind::Propose { selection, places } => {
                let id = env.selection(selection, self.problems)?;
                let ty = self.places_type(selection)?;
                CompiledKind::Propose { selection: id, places: self.expression(places, &ty)? }
            }
            ActionKind::Decide { selection, places } => {
                let id = env.selection(selection, self.problems)?;
                // Without a list the ranking decides, and no event need carry one.
                let places = match places {
                    Some(list) => {
                        let ty = self.places_type(selection)?;
                        Some(self.expression(list, &ty)?)
                    }
                    None => None,
                };
                CompiledKind::Decide { selection: id, places }
            }
        })
    }

    /// The type of a list of places in a selection.
    fn places_type(&mut self, selection: &Name) -> Option<Type> {
        let declared =
            self.bundle.selections.iter().find(|(name, _)| name.value == selection.value);
        let (_, declared) = declared?;
        let machine = self.env.machine(&declared.of, self.problems)?;
        let choice = self.env.choice(&declared.place, self.problems)?;
        let rows = self.env.tables.rows.find(|row| match row.columns.as_slice() {
            [(_, candidate), (_, place)] => {
                *candidate == Type::Instance(machine) && *place == Type::Choice(choice)
            }
            _ => false,
        });
        rows.map(|(id, _)| Type::List(id)).or_else(|| {
            let args = vec![("what", Phrase::Selection.into()), ("name", "places".into())];
            self.problems.add(Problem::MissingField, selection.span, args);
            None
        })
    }

    /// A timer of this machine by its name.
    fn timer(&mut self, name: &Name) -> Option<String> {
        let machine = self.bundle.machines.get(crate::ident::Id::index(self.machine))?;
        let mut known: Vec<&str> = Vec::new();
        super::declare::each_transition(&machine.root, &mut |transition| {
            if let crate::policy::Trigger::Timer(timer) = &transition.trigger {
                known.extend(timer.name.as_ref().map(|name| name.value.as_str()));
            }
        });
        if known.contains(&name.value.as_str()) {
            return Some(name.value.clone());
        }
        self.problems.push(
            Diagnostic::new(
                Problem::UnknownName,
                name.span,
                vec![("name", name.value.as_str().into()), ("kind", Phrase::Timer.into())],
            )
            .with_nearest(name, known.iter().copied()),
        );
        None
    }

    fn target(&mut self, written: &SendTarget) -> Option<CompiledTarget> {
        Some(match written {
            SendTarget::Itself => CompiledTarget::Itself,
            SendTarget::Owner => CompiledTarget::Owner,
            SendTarget::Children { machine, states } => {
                let id = self.env.machine(machine, self.problems)?;
                let states = states
                    .iter()
                    .flat_map(|state| self.env.states_meant(id, state, self.problems))
                    .collect();
                CompiledTarget::Children(id, states)
            }
            SendTarget::Instance(text) => {
                let scope = self.scope();
                let tree = self.rules.expression(text, None, &scope, self.env, self.problems)?;
                if !matches!(tree.ty, Type::Instance(_)) {
                    let args = vec![
                        ("expected", Phrase::Instance.into()),
                        ("found", self.env.tell_type(&tree.ty)),
                    ];
                    self.problems.add(Problem::TypeMismatch, text.span, args);
                    return None;
                }
                CompiledTarget::Instance(tree)
            }
        })
    }
}
