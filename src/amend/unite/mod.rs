//! The versions of a measure laid side by side in one bundle: what all share stands once, what differs
//! stands once for each that has it and says under which (DESIGN 9.1). All share one table of names,
//! so that facts, registers and money are one world over all of them. A version read out of the united
//! bundle is that version again, element for element.

mod declared;
mod list;
mod machine;

use declared::Declared;

use crate::diagnostic::Problems;
use crate::lang::{Phrase, Problem};
use crate::policy::{Bundle, Name, Shared, Under, Version};
use crate::source::Span;

/// What several versions make of one thing: each differing one with the versions that have it.
type Variants<'v, T> = Vec<(Under, &'v T)>;

/// Declared things of one kind, as a bundle holds them.
type List<T> = Shared<Vec<(Name, T)>>;

/// The bundle in which the versions stand side by side; the first is the measure as published. What
/// cannot stand side by side is told at the place of the amendment.
pub fn unite(versions: &[Bundle], at: Span, problems: &mut Problems) -> Option<Bundle> {
    let (first, others) = versions.split_first()?;
    let mut united = first.clone();
    if others.is_empty() {
        return Some(united);
    }
    let mut this = Uniting { versions, at, problems };
    this.same(Phrase::Counting, |bundle| (bundle.manifest.counting, &bundle.recounted));
    this.same(Phrase::Applies, |bundle| &bundle.manifest.applies);
    united.choices = this.declared(|bundle| &bundle.choices);
    united.kinds = this.declared(|bundle| &bundle.kinds);
    united.records = this.declared(|bundle| &bundle.records);
    united.facts = this.declared(|bundle| &bundle.facts);
    united.findings = this.declared(|bundle| &bundle.findings);
    united.events = this.declared(|bundle| &bundle.events);
    united.roles = this.declared(|bundle| &bundle.roles);
    united.registers = this.declared(|bundle| &bundle.registers);
    united.accounts = this.declared(|bundle| &bundle.accounts);
    united.groups = this.declared(|bundle| &bundle.groups);
    united.obligations = this.declared(|bundle| &bundle.obligations);
    united.parameters = this.declared(|bundle| &bundle.parameters);
    united.selections = this.declared(|bundle| &bundle.selections);
    united.machines = this.machines();
    this.swaps(&mut united);
    for other in others {
        for file in &other.rule_files {
            if united.rule_files.iter().all(|known| known.file != file.file) {
                united.rule_files.push(file.clone());
            }
        }
        for used in &other.uses {
            if !united.uses.contains(used) {
                united.uses.push(*used);
            }
        }
    }
    Some(united)
}

/// The versions that are being united.
struct Uniting<'v, 'p> {
    versions: &'v [Bundle],
    at: Span,
    problems: &'p mut Problems,
}

impl<'v> Uniting<'v, '_> {
    fn each(&self) -> impl Iterator<Item = (Version, &'v Bundle)> + use<'v> {
        let numbers = (0_u8..).map(Version);
        numbers.zip(self.versions)
    }
    /// What the versions have in common throughout.
    fn same<T: PartialEq>(&mut self, what: Phrase, get: impl Fn(&'v Bundle) -> T) {
        let mut all = self.versions.iter().map(get);
        let first = all.next();
        if all.any(|other| Some(other) != first) {
            self.problems.add(Problem::SideBySide, self.at, vec![("what", what.into())]);
        }
    }
    /// The value that all versions hold in common, where they do.
    fn one_for_all<T>(&self, get: &impl Fn(&'v Bundle) -> &'v Shared<T>) -> Option<&'v Shared<T>> {
        let (first, others) = self.versions.split_first()?;
        let first = get(first);
        others.iter().all(|other| get(other).is_one_with(first)).then_some(first)
    }
    /// What cannot be had in two ways at once.
    fn refuse(&mut self, what: Phrase, name: &str) {
        let named = crate::lang::Word::Phrase(
            Phrase::Named,
            vec![("kind", what.into()), ("name", name.into())],
        );
        self.problems.add(Problem::SideBySide, self.at, vec![("what", named)]);
    }
    /// Declared things by name: the order of each version is kept, and what differs is joined.
    fn declared<T>(&mut self, get: impl Fn(&'v Bundle) -> &'v List<T>) -> List<T>
    where
        T: 'v + Clone + PartialEq + Joined,
    {
        // What no change reached is one list for all.
        if let Some(one) = self.one_for_all(&get) {
            return one.clone();
        }
        let lists: Vec<_> =
            self.each().map(|(version, bundle)| (version, get(bundle).as_slice())).collect();
        let same = |one: &(Name, T), other: &(Name, T)| one.0.value == other.0.value;
        let mut found = Vec::new();
        for (under, (name, _)) in list::merged(&lists, same) {
            let variants = variants(&lists, |(known, _)| known.value == name.value);
            let variants: Variants<'_, T> =
                variants.into_iter().map(|(under, (_, thing))| (under, thing)).collect();
            let Some((_, first)) = variants.first() else { continue };
            let mut joined = (*first).clone();
            let absent = !under.is_all();
            let several = variants.len() > 1;
            let joins = Declared { variants, absent };
            if (several || absent) && !joined.join(&joins) {
                self.refuse(T::KIND, name);
            }
            found.push((name.clone(), joined));
        }
        found.into()
    }
    /// Rules that are asked in the place of others, under some versions or under all.
    fn swaps(&self, united: &mut Bundle) {
        let mut names: Vec<&Name> = Vec::new();
        for (name, _) in self.versions.iter().flat_map(|bundle| &bundle.rule_swaps) {
            if names.iter().all(|known| known.value != name.value) {
                names.push(name);
            }
        }
        united.rule_swaps.clear();
        for name in names {
            let mut by: Vec<(Under, &Name)> = Vec::new();
            for (version, bundle) in self.each() {
                let swaps = bundle.rule_swaps.iter();
                let Some((_, other)) = swaps.rev().find(|(known, _)| known.value == name.value)
                else {
                    continue;
                };
                let only = Under::only(version);
                match by.iter_mut().find(|(_, known)| known.value == other.value) {
                    Some((under, _)) => *under = under.or(only),
                    None => by.push((only, other)),
                }
            }
            for (under, other) in by {
                if self.each().all(|(version, _)| under.holds(version)) {
                    united.rule_swaps.push((name.clone(), other.clone()));
                } else {
                    united.rule_swaps_under.push((name.clone(), other.clone(), under));
                }
            }
        }
    }
}

/// What can be had in several ways at once.
trait Joined: Sized {
    /// What it is called where it cannot.
    const KIND: Phrase;
    /// Takes in what other versions say; answers whether that can stand side by side.
    fn join(&mut self, with: &Declared<'_, Self>) -> bool;
}

/// The differing things in lists that are the one meant, each with the versions that have it.
pub(super) fn variants<'v, T: PartialEq>(
    lists: &[(Version, &'v [T])],
    is_meant: impl Fn(&T) -> bool,
) -> Variants<'v, T> {
    let mut found: Variants<'v, T> = Vec::new();
    for (version, list) in lists {
        let Some(thing) = list.iter().find(|thing| is_meant(thing)) else { continue };
        let only = Under::only(*version);
        match found.iter_mut().find(|(_, known)| *known == thing) {
            Some((under, _)) => *under = under.or(only),
            None => found.push((only, thing)),
        }
    }
    found
}
