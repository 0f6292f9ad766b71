//! Under which versions something stands, told by the parts of amendments that make it so: what a part
//! does not touch reads the same with it and without it.

use std::collections::BTreeSet;

use crate::policy::Under;
use crate::program::{Applies, MilderInfo, PartInfo, Program};

/// The versions of a program.
pub(super) struct Standing<'p> {
    program: &'p Program,
    /// What each part is called.
    parts: Vec<String>,
}

impl<'p> Standing<'p> {
    /// Those of a program.
    pub fn of(program: &'p Program) -> Self {
        let parts = program.versions.parts.iter().map(|part| name(program, part)).collect();
        Self { program, parts }
    }
    /// By which parts something stands that stands under these versions; nothing where it does under
    /// each.
    pub fn said(&self, under: Under) -> String {
        let table = &self.program.versions;
        if under.is_all() || table.is_single() {
            return String::new();
        }
        let holds = |set: u64| under.holds(table.of(set));
        let bit = |at: usize| 1_u64 << (at % 64);
        // With a part and without it: the version that holds the others still.
        let decides = |at: usize| {
            let mut with = table.held.iter().filter(|set| **set & bit(at) != 0);
            with.any(|set| holds(*set) != holds(*set & !bit(at)))
        };
        let deciding: Vec<usize> = (0..self.parts.len()).filter(|at| decides(*at)).collect();
        if deciding.is_empty() {
            return if holds(0) { String::new() } else { "@never".to_owned() };
        }
        let sets = table.held.iter().filter(|set| holds(**set)).map(|set| {
            let within = deciding.iter().filter(|at| set & bit(**at) != 0);
            within.filter_map(|at| self.parts.get(*at).map(String::as_str)).collect::<Vec<_>>()
        });
        let sets: BTreeSet<Vec<&str>> = sets.collect();
        format!("@{sets:?}")
    }
    /// What each part is called, with it.
    pub fn parts(&self) -> impl Iterator<Item = (&'p PartInfo, &str)> {
        self.program.versions.parts.iter().zip(self.parts.iter().map(String::as_str))
    }
}

/// By what the better outcome is known, by the names.
fn better(program: &Program, milder: &MilderInfo) -> Vec<(&'static str, String)> {
    let all = milder.better.iter();
    all.map(|one| (one.word(), one.name(program).to_owned())).collect()
}

/// A part by its amendment, its day and whom it concerns; machines and events by their names, since
/// two programs count them apart.
fn name(program: &Program, part: &PartInfo) -> String {
    let whom = match &part.applies {
        Applies::Outermost => "outermost".to_owned(),
        Applies::Machine(machine) => program.machines[*machine].name.clone(),
        Applies::Events(events) => {
            let names: Vec<&str> =
                events.iter().map(|event| program.events[*event].name.as_str()).collect();
            names.join(" ")
        }
        Applies::Act => "act".to_owned(),
    };
    let milder = part.milder.as_ref().map(|milder| {
        let names = milder.decided.iter().map(|event| program.events[*event].name.as_str());
        format!(" milder {} {:?}", names.collect::<Vec<_>>().join(" "), better(program, milder))
    });
    format!("{} {} {whom}{}", part.amendment, part.from, milder.unwrap_or_default())
}
