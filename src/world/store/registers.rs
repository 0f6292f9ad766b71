//! Lines of registers, by whom they concern.

use std::collections::BTreeMap;

use smallvec::SmallVec;

use super::log::Log;
use super::watched::Watched;
use crate::calendar::Day;
use crate::program::FieldInfo;
use crate::rule::{InstanceId, RegisterId, SubjectId, Value};

/// A line of a register; both days included.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RegisterEntry {
    /// The register.
    pub register: RegisterId,
    /// Whom it concerns.
    pub subject: SubjectId,
    /// The columns, in the order of their declaration.
    pub columns: SmallVec<[Option<Value>; 4]>,
    /// The instance that caused it; none for what was there before the story.
    pub cause: Option<InstanceId>,
    /// The first day.
    pub from: Day,
    /// The last day; none means without end.
    pub to: Option<Day>,
    /// The day on which it was entered.
    pub entered: Day,
}

impl RegisterEntry {
    /// Whether the line holds on a day.
    pub fn covers(&self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// Whether its columns hold these values. A column that was left open may hold any, unless it
    /// was declared as one that may be left out.
    pub(in crate::world) fn agrees(
        &self,
        declared: &[FieldInfo],
        wanted: impl Iterator<Item = (usize, Value)>,
    ) -> Agreement {
        let mut agreement = Agreement::Yes;
        for (at, value) in wanted {
            match self.columns.get(at).copied().flatten() {
                Some(held) if held == value => {}
                None if declared.get(at).is_some_and(|column| !column.optional) => {
                    agreement = Agreement::Perhaps(u16::try_from(at).unwrap_or(u16::MAX));
                }
                Some(_) | None => return Agreement::No,
            }
        }
        agreement
    }
}

/// Whether a line is one that is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::world) enum Agreement {
    Yes,
    No,
    /// This column was left open, and no other says no.
    Perhaps(u16),
}

/// All lines of all registers in the order of their entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::world) struct Registers {
    lines: Vec<RegisterEntry>,
    /// Where the lines of a register on a subject stand, in the order of their entry.
    on: BTreeMap<(RegisterId, SubjectId), SmallVec<[u32; 2]>>,
    log: Log<Change>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Change {
    Entered(u32),
    Ended(u32, Option<Day>),
}

impl Registers {
    pub(in crate::world) fn all(&self) -> &[RegisterEntry] {
        &self.lines
    }
    pub(in crate::world) fn get(&self, at: u32) -> Option<&RegisterEntry> {
        self.lines.get(at as usize)
    }
    /// The lines of a register on a subject in the order of their entry, each with its position.
    pub(in crate::world) fn on(
        &self,
        register: RegisterId,
        subject: SubjectId,
    ) -> impl Iterator<Item = (u32, &RegisterEntry)> {
        let known = self.on.get(&(register, subject)).map_or(&[][..], SmallVec::as_slice);
        known.iter().filter_map(|&at| Some((at, self.get(at)?)))
    }
    /// Enters a line; answers its position.
    pub(in crate::world) fn enter(&mut self, line: RegisterEntry) -> u32 {
        let at = u32::try_from(self.lines.len()).unwrap_or(u32::MAX);
        self.on.entry((line.register, line.subject)).or_default().push(at);
        self.lines.push(line);
        self.log.note(Change::Entered(at));
        at
    }
    /// Ends a line: `to` is its last day.
    pub(in crate::world) fn end(&mut self, at: u32, to: Day) {
        if let Some(line) = self.lines.get_mut(at as usize) {
            let old = line.to.replace(to);
            self.log.note(Change::Ended(at, old));
        }
    }
    pub(in crate::world) fn begin(&mut self) {
        self.log.begin();
    }
    /// What has changed since.
    pub(in crate::world) fn touched(&self) -> impl Iterator<Item = Watched> {
        self.log.changes().iter().flat_map(|change| {
            let (Change::Entered(at) | Change::Ended(at, _)) = change;
            let line = self.get(*at);
            line.into_iter().flat_map(|line| {
                let register = line.register;
                [Watched::Register(register, line.subject), Watched::AnyRegister(register)]
            })
        })
    }
    pub(in crate::world) fn commit(&mut self) {
        self.log.commit();
    }
    pub(in crate::world) fn rollback(&mut self) {
        while let Some(change) = self.log.last() {
            match change {
                Change::Entered(_) => {
                    let Some(line) = self.lines.pop() else { continue };
                    let key = (line.register, line.subject);
                    if let Some(known) = self.on.get_mut(&key) {
                        known.pop();
                        if known.is_empty() {
                            self.on.remove(&key);
                        }
                    }
                }
                Change::Ended(at, old) => {
                    if let Some(line) = self.lines.get_mut(at as usize) {
                        line.to = old;
                    }
                }
            }
        }
    }
}
