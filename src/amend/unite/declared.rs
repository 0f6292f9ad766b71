//! Declared things that several versions have otherwise: what can be joined is, and the rest cannot
//! stand side by side.

use super::{Joined, Variants, list};
use crate::lang::Phrase;
use crate::policy::{
    Account, Choice, Event, Fact, Field, Finding, Group, GroupMember, Kind, Name, Obligation,
    Parameter, Record, Register, Role, Selection, Under, Version,
};

/// What the versions make of one declared thing.
pub(super) struct Declared<'v, T> {
    /// Each differing one with the versions that have it.
    pub(super) variants: Variants<'v, T>,
    /// Whether some version does not have it at all.
    pub(super) absent: bool,
}

impl<T> Declared<'_, T> {
    fn others(&self) -> impl Iterator<Item = &T> {
        self.variants.iter().skip(1).map(|(_, thing)| *thing)
    }
    /// What it is under other versions than the first that has it.
    fn otherwise(&self) -> Vec<(Under, T)>
    where
        T: Clone,
    {
        self.variants.iter().skip(1).map(|(under, thing)| (*under, (*thing).clone())).collect()
    }
}

/// Fields of all versions; one that some version does not ask for may be left out.
fn fields(joined: &mut Vec<(Name, Field)>, others: &[&Vec<(Name, Field)>], absent: bool) -> bool {
    let mut fits = true;
    let first = joined.clone();
    for (name, field) in others.iter().flat_map(|fields| fields.iter()) {
        match joined.iter().find(|(known, _)| known.value == name.value) {
            Some((_, known)) => fits &= known.ty.value == field.ty.value,
            None => joined.push((name.clone(), field.clone())),
        }
    }
    for (name, field) in joined {
        let all = std::iter::once(&first).chain(others.iter().copied());
        let mut lacks = all.map(|fields| {
            let found = fields.iter().find(|(known, _)| known.value == name.value);
            found.is_none_or(|(_, field)| field.optional)
        });
        field.optional |= absent || lacks.any(|lacks| lacks);
    }
    fits
}

impl Joined for Choice {
    const KIND: Phrase = Phrase::Choice;
    fn join(&mut self, with: &Declared<'_, Self>) -> bool {
        let joined = self;
        for (name, title) in with.others().flat_map(|other| &other.values) {
            if joined.values.iter().all(|(known, _)| known.value != name.value) {
                joined.values.push((name.clone(), title.clone()));
            }
        }
        // Values that are compared by their order keep the order of each version.
        let position = |name: &str| joined.values.iter().position(|(known, _)| known.value == name);
        with.others().all(|other| {
            let mut places = other.values.iter().filter_map(|(name, _)| position(name));
            let mut before = places.next();
            places.all(|place| before.replace(place).is_some_and(|before| before < place))
        })
    }
}

impl Joined for Fact {
    const KIND: Phrase = Phrase::Fact;
    fn join(&mut self, with: &Declared<'_, Self>) -> bool {
        let joined = self;
        for other in with.others() {
            if joined.ty.value != other.ty.value || joined.dated != other.dated {
                return false;
            }
            for (list, more) in [(&mut joined.of, &other.of), (&mut joined.from, &other.from)] {
                for name in more {
                    if list.iter().all(|known| known.value != name.value) {
                        list.push(name.clone());
                    }
                }
            }
        }
        true
    }
}

impl Joined for Finding {
    const KIND: Phrase = Phrase::Finding;
    fn join(&mut self, with: &Declared<'_, Self>) -> bool {
        let joined = self;
        let names =
            |names: &[Name]| names.iter().map(|name| name.value.clone()).collect::<Vec<_>>();
        let mut others = with.others();
        others.all(|other| {
            joined.about.value == other.about.value && names(&joined.by) == names(&other.by)
        })
    }
}

impl Joined for Event {
    const KIND: Phrase = Phrase::Event;
    fn join(&mut self, with: &Declared<'_, Self>) -> bool {
        let joined = self;
        let others: Vec<_> = with.others().map(|other| &other.data).collect();
        fields(&mut joined.data, &others, with.absent && !others.is_empty())
    }
}

impl Joined for Role {
    const KIND: Phrase = Phrase::Role;
    fn join(&mut self, with: &Declared<'_, Self>) -> bool {
        let joined = self;
        with.others().all(|other| joined.holder == other.holder)
    }
}

impl Joined for Register {
    const KIND: Phrase = Phrase::Register;
    fn join(&mut self, with: &Declared<'_, Self>) -> bool {
        let joined = self;
        let others: Vec<_> = with.others().map(|other| &other.columns).collect();
        fields(&mut joined.columns, &others, false)
    }
}

impl Joined for Account {
    const KIND: Phrase = Phrase::Account;
    fn join(&mut self, with: &Declared<'_, Self>) -> bool {
        let joined = self;
        let others: Vec<_> = with.others().map(|other| &other.columns).collect();
        fields(&mut joined.columns, &others, false)
    }
}

impl Joined for Group {
    const KIND: Phrase = Phrase::RuleOrGroup;
    fn join(&mut self, with: &Declared<'_, Self>) -> bool {
        let joined = self;
        if with.others().any(|other| joined.all != other.all) {
            return false;
        }
        let all = |under: Under| (0..64).map(Version).filter(move |version| under.holds(*version));
        let mut lists: Vec<(Version, &[GroupMember])> = Vec::new();
        for (under, group) in &with.variants {
            lists.extend(all(*under).map(|version| (version, group.members.as_slice())));
        }
        lists.sort_by_key(|(version, _)| *version);
        let members = list::merged(&lists, |one, other| one == other);
        joined.members = members
            .into_iter()
            .map(|(under, member)| GroupMember { under, ..member.clone() })
            .collect();
        true
    }
}

impl Joined for Obligation {
    const KIND: Phrase = Phrase::Obligation;
    fn join(&mut self, with: &Declared<'_, Self>) -> bool {
        let joined = self;
        joined.otherwise = with.otherwise();
        if with.absent {
            // Where no version says otherwise, it is laid only under those that have it.
            let has = with.variants.iter().fold(Under::NONE, |has, (under, _)| has.or(*under));
            let (opens, fulfilled_by, reported) = (Vec::new(), Vec::new(), Vec::new());
            let none = Obligation {
                opens,
                fulfilled_by,
                reported,
                otherwise: Vec::new(),
                ..joined.clone()
            };
            joined.otherwise.push((has.not(), none));
        }
        with.others().all(|other| joined.by == other.by)
    }
}

impl Joined for Parameter {
    const KIND: Phrase = Phrase::Parameter;
    fn join(&mut self, with: &Declared<'_, Self>) -> bool {
        let joined = self;
        joined.otherwise = with.otherwise();
        true
    }
}

impl Joined for Selection {
    const KIND: Phrase = Phrase::Selection;
    fn join(&mut self, with: &Declared<'_, Self>) -> bool {
        let joined = self;
        joined.otherwise = with.otherwise();
        with.others().all(|other| joined.of.value == other.of.value)
    }
}

impl Joined for Kind {
    const KIND: Phrase = Phrase::Kind;
    fn join(&mut self, _: &Declared<'_, Self>) -> bool {
        true
    }
}

impl Joined for Record {
    const KIND: Phrase = Phrase::Record;
    fn join(&mut self, _: &Declared<'_, Self>) -> bool {
        true
    }
}
