//! What is done: lines of registers, money, duties, what is sent; not done, or done to another.

use super::change::{Asker, Change, Edit};
use super::finder::{About, Finder, Reach, called};
use super::operator::Operator;
use super::patch::Spot;
use super::place::{Node, Place, Stand, each_action};
use super::steps::{conditions, step};
use crate::compare::{Element, transition_name};
use crate::lang::{Phrase, Word};
use crate::program::{CompiledAction, CompiledKind, Program, Slot, SubjectPath, trees_of};
use crate::rule::{Arithmetic, ExprKind, MachineId, Type};

/// The mutants of what is done.
pub fn find(finder: &mut Finder<'_>) {
    let program = finder.program;
    let mut all = Vec::new();
    each_action(program, &mut |spot, action| all.push((spot, action)));
    for (spot, action) in all {
        let (machine, element, title) = whose(program, spot);
        let key = format!("{}:{}", element.name(), object(program, action).0);
        let about = About { cited: &action.cited, at: action.at, reach: Reach::Of(element) };
        let deed = Deed { spot, machine, action, key, title, about };
        conditions(
            finder,
            &action.when,
            Asker::Action(spot),
            (&deed.key, &deed.title, &deed.about),
        );
        deed.undone(finder);
        deed.subject(finder);
        deed.money(finder);
    }
}

/// In which machine an action stands, by what it is reached, and when it is done.
fn whose(program: &Program, spot: Spot) -> (MachineId, Element, Word) {
    match spot {
        Spot::Transition(machine, id, _) => {
            let info = &program.machines[machine];
            (machine, transition_name(program, info, id), step(program, info, id))
        }
        Spot::Entry(machine, state, _)
        | Spot::Exit(machine, state, _)
        | Spot::Initial(machine, state, _) => {
            let info = &program.machines[machine];
            let named = &info.states[state];
            let phrase = match spot {
                Spot::Exit(..) => Phrase::MutateLeft,
                _ => Phrase::MutateEntered,
            };
            let title = Word::Phrase(phrase, vec![("state", called(&named.title, &named.name))]);
            (machine, Element::State(info.name.clone(), named.name.clone()), title)
        }
    }
}

/// What an action does: a word for names, and in words.
fn object(program: &Program, action: &CompiledAction) -> (String, Word) {
    let told = |verb: &str, name: &str, phrase: Phrase, title: Word| {
        (format!("{verb}.{name}"), Word::Phrase(phrase, vec![("what", title)]))
    };
    let plain = |name: &str| Word::Plain(name.to_owned());
    match &action.kind {
        CompiledKind::Enter { register, .. } => {
            let info = &program.registers[*register];
            told("enter", &info.name, Phrase::MutateDoEnter, called(&info.title, &info.name))
        }
        CompiledKind::End { register, .. } => {
            let info = &program.registers[*register];
            told("end", &info.name, Phrase::MutateDoEnd, called(&info.title, &info.name))
        }
        CompiledKind::Owe { account, .. }
        | CompiledKind::Pay(account)
        | CompiledKind::Reverse(account)
        | CompiledKind::Return(account) => {
            let info = &program.accounts[*account];
            let (verb, phrase) = match &action.kind {
                CompiledKind::Owe { .. } => ("owe", Phrase::MutateDoOwe),
                CompiledKind::Pay(_) => ("pay", Phrase::MutateDoPay),
                CompiledKind::Reverse(_) => ("reverse", Phrase::MutateDoReverse),
                _ => ("return", Phrase::MutateDoReturn),
            };
            told(verb, &info.name, phrase, called(&info.title, &info.name))
        }
        CompiledKind::Oblige { obligation, .. }
        | CompiledKind::Fulfil(obligation)
        | CompiledKind::Breach(obligation)
        | CompiledKind::Undone(obligation) => {
            let info = &program.obligations[*obligation];
            let (verb, phrase) = match &action.kind {
                CompiledKind::Oblige { .. } => ("oblige", Phrase::MutateDoOblige),
                CompiledKind::Fulfil(_) => ("fulfil", Phrase::MutateDoFulfil),
                CompiledKind::Breach(_) => ("breach", Phrase::MutateDoBreach),
                _ => ("undone", Phrase::MutateDoTell),
            };
            told(verb, &info.name, phrase, called(&info.title, &info.name))
        }
        CompiledKind::Keep { record, .. } => {
            let info = &program.record_kinds[*record];
            told("keep", &info.name, Phrase::MutateDoKeep, called(&info.title, &info.name))
        }
        CompiledKind::Send { event, .. } | CompiledKind::Raise(event) => {
            let info = &program.events[*event];
            told("send", &info.name, Phrase::MutateDoSend, called(&info.title, &info.name))
        }
        CompiledKind::Spawn { machine, .. } => {
            let info = &program.machines[*machine];
            told("spawn", &info.name, Phrase::MutateDoSpawn, called(&info.title, &info.name))
        }
        CompiledKind::Learn { fact, .. } => {
            let info = &program.facts[*fact];
            told("learn", &info.name, Phrase::MutateDoLearn, called(&info.title, &info.name))
        }
        CompiledKind::Find { finding, .. } => {
            let info = &program.findings[*finding];
            told("find", &info.name, Phrase::MutateDoFind, called(&info.question, &info.name))
        }
        CompiledKind::Open(selection)
        | CompiledKind::Propose { selection, .. }
        | CompiledKind::Decide { selection, .. } => {
            let info = &program.selections[*selection];
            told("select", &info.name, Phrase::MutateDoSelect, called(&info.title, &info.name))
        }
        CompiledKind::Cancel(name) => told("cancel", name, Phrase::MutateDoCancel, plain(name)),
        CompiledKind::Suspend(name) => told("suspend", name, Phrase::MutateDoSuspend, plain(name)),
        CompiledKind::Resume { timer, .. } => {
            told("resume", timer, Phrase::MutateDoResume, plain(timer))
        }
        CompiledKind::Set(fields) => {
            let field = fields.first().map(|(at, _)| at.to_string()).unwrap_or_default();
            told("set", &field, Phrase::MutateDoSet, Word::Plain(String::new()))
        }
    }
}

struct Deed<'p> {
    spot: Spot,
    machine: MachineId,
    action: &'p CompiledAction,
    key: String,
    title: Word,
    about: About<'p>,
}

impl<'p> Deed<'p> {
    fn undone(&self, finder: &mut Finder<'p>) {
        let operator = match self.action.kind {
            CompiledKind::Enter { .. } | CompiledKind::End { .. } => Operator::Register,
            _ => Operator::Undone,
        };
        let program = finder.program;
        finder.add(operator, &self.key, &self.about, Change::Undone(self.spot), |of| {
            let what = match &self.action.kind {
                CompiledKind::Set(fields) => set(program, self.machine, fields),
                _ => object(program, self.action).1,
            };
            let args = vec![("of", of), ("title", self.title.clone()), ("what", what)];
            Word::Phrase(Phrase::MutateUndone, args)
        });
    }

    /// Another subject than the one that is concerned: that of the instance, or one that its address names.
    fn subject(&self, finder: &mut Finder<'p>) {
        let program = finder.program;
        let own = match &self.action.kind {
            CompiledKind::Enter { subject, .. } | CompiledKind::End { subject, .. } => subject,
            CompiledKind::Owe { to, .. } => to,
            _ => return,
        };
        let info = &program.machines[self.machine];
        let names_own = own.as_ref().is_none_or(|tree| match tree.body.kind {
            ExprKind::Read(Slot::Subject) => true,
            ExprKind::Read(Slot::Key { level, index }) => {
                info.subject == Some(SubjectPath { level, index })
            }
            _ => false,
        });
        let other = match names_own {
            true => match other_subject(program, self.machine) {
                Some(slot) => Some(slot),
                None => return,
            },
            false if info.subject.is_none() => return,
            false => None,
        };
        let change = Change::Subject(self.spot, other);
        finder.add(Operator::Subject, &self.key, &self.about, change, |of| {
            let what = object(program, self.action).1;
            let args = vec![("of", of), ("title", self.title.clone()), ("what", what)];
            Word::Phrase(Phrase::MutateSubject, args)
        });
    }

    fn money(&self, finder: &mut Finder<'p>) {
        let program = finder.program;
        let CompiledKind::Owe { account, amount, .. } = &self.action.kind else { return };
        let mut at = None;
        let mut position = 0;
        trees_of(&self.action.kind, &mut |tree| {
            if std::ptr::eq(tree, amount) {
                at = Some(position);
            }
            position += 1;
        });
        let Some(at) = at else { return };
        let place = Place { stand: Stand::Action(self.spot, at), function: None };
        let mut changes = vec![(Operator::Doubled, Edit::Double, Phrase::MutateDoubled)];
        let functions = amount.functions.iter().map(|function| &function.body);
        if divides(&amount.body) || functions.into_iter().any(divides) {
            changes.push((Operator::Rounded, Edit::RoundDown, Phrase::MutateRounded));
        }
        for (operator, edit, phrase) in changes {
            let change = Change::Expression(vec![place], Vec::new(), edit);
            finder.add(operator, &self.key, &self.about, change, |of| {
                let info = &program.accounts[*account];
                let account = called(&info.title, &info.name);
                let args = vec![("of", of), ("title", self.title.clone()), ("account", account)];
                Word::Phrase(phrase, args)
            });
        }
    }
}

/// What is set, by the titles of the fields.
fn set(program: &Program, machine: MachineId, fields: &[(u16, crate::program::Tree)]) -> Word {
    let data = &program.machines[machine].data;
    let named = fields.iter().filter_map(|(at, _)| data.get(usize::from(*at)));
    let titles = named.map(|field| called(&field.title, &field.name)).collect();
    Word::Phrase(Phrase::MutateDoSet, vec![("what", Word::List(titles))])
}

/// A part of the address that names a subject other than the instance's own.
fn other_subject(program: &Program, machine: MachineId) -> Option<Slot> {
    let own = program.machines[machine].subject;
    let mut of = Some(machine);
    for level in 0_u8.. {
        let at = of?;
        let keys = program.machines[at].key.iter().zip(0_u16..);
        let mut others = keys.filter(|(field, index)| {
            let is_own = own == Some(SubjectPath { level, index: *index });
            field.ty == Type::Subject && !is_own
        });
        if let Some((_, index)) = others.next() {
            return Some(Slot::Key { level, index });
        }
        of = program.machines[at].owner;
    }
    None
}

/// Whether a sum may come out with parts of a cent: it is divided, or taken times a share.
fn divides(node: &Node) -> bool {
    if let ExprKind::Arithmetic(Arithmetic::Divide | Arithmetic::Multiply, _) = node.kind {
        return true;
    }
    let mut found = false;
    node.for_each_part(&mut |part| found = found || divides(part));
    found
}
