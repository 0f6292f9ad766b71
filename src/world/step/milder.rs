//! Of two versions the milder one (从旧兼从轻, DESIGN 9.4): an act that decides on conduct before the day of
//! effect is played under both, and the better of the two outcomes is taken whole.

use rust_decimal::Decimal;

use super::engine::Engine;
use super::incoming::{Incoming, Target};
use crate::calendar::Day;
use crate::program::BetterInfo;
use crate::rule::{AccountId, InstanceId, RegisterId};
use crate::world::deciding;
use crate::world::journal::What;
use crate::world::refusal::Reason;
use crate::world::store::LedgerKind;
use crate::world::world::World;

/// Which version was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Taken {
    instance: InstanceId,
    part: u32,
    taken: bool,
    by: Option<usize>,
}

impl Taken {
    /// It is taken: whoever waits may be under another version from here on.
    pub(super) fn take(self, world: &mut World) {
        world.chosen.set(self.instance, 1_u64.checked_shl(self.part).unwrap_or(0), self.taken);
        world.waiting.ask_all();
    }
    /// What is told of it.
    pub(super) fn told(self) -> What {
        let Self { instance, part, taken, by } = self;
        What::Milder { instance, part, taken, by }
    }
}

impl Engine<'_> {
    /// The versions that are taken for the instance of an act which decides on it.
    pub(super) fn milder(&self, world: &World, incoming: &Incoming) -> Vec<Taken> {
        let mut found = Vec::new();
        let Some(instance) = self.decided_upon(world, incoming) else { return found };
        for (at, part) in self.program.versions.parts.iter().enumerate() {
            let milder = part.milder.as_ref();
            let milder = milder.filter(|milder| milder.decided.contains(&incoming.event));
            let Some(milder) = milder else { continue };
            if !deciding::is_open(self.program, world, instance, at) {
                continue;
            }
            let part = u32::try_from(at).unwrap_or(u32::MAX);
            let of = |taken, by| Taken { instance, part, taken, by };
            let played = |taken| self.played(world, incoming, &found, of(taken, None));
            let taken = match (played(false), played(true)) {
                (Some(old), Some(new)) => {
                    let known = (world.entries().len(), world.ledger().len());
                    let first = milder.better.iter().enumerate().find_map(|(nth, better)| {
                        let rank = |after: &World| Rank::of(better, after, instance, known);
                        let order = rank(&new).cmp(&rank(&old));
                        order.is_ne().then_some((nth, order.is_lt()))
                    });
                    // Equal in all, the older applies.
                    of(first.is_some_and(|(_, is_new)| is_new), first.map(|(nth, _)| nth))
                }
                // What has no outcome under one of the two cannot be compared: it is refused for what
                // hinders it there.
                (None, _) => return vec![of(false, None)],
                (_, None) => return vec![of(true, None)],
            };
            found.push(taken);
        }
        found
    }

    /// The instance that an act decides upon: it is there already.
    fn decided_upon(&self, world: &World, incoming: &Incoming) -> Option<InstanceId> {
        let mut milder = self.program.versions.parts.iter().filter_map(|part| part.milder.as_ref());
        if !milder.any(|milder| milder.decided.contains(&incoming.event)) {
            return None;
        }
        match &incoming.target {
            Target::Instance(id) => Some(*id),
            Target::Address(address) => world.at_address(address),
        }
    }

    /// The world after the act, under one of the two versions. An act that the measure does not let happen
    /// changes nothing, and that is its outcome; one that is refused for something else has none.
    fn played(
        &self,
        world: &World,
        incoming: &Incoming,
        before: &[Taken],
        own: Taken,
    ) -> Option<World> {
        let mut world = world.clone();
        before.iter().copied().chain([own]).for_each(|taken| taken.take(&mut world));
        match self.step(&mut world, incoming, &mut ()) {
            Err(told) if !told.reasons.iter().all(says_no) => None,
            _ => Some(world),
        }
    }
}

/// Whether a reason is that the measure does not let the act happen. Whatever else hinders it (what is
/// not known, who acts, the day, what is at fault) says nothing of what would come of it.
fn says_no(reason: &Reason) -> bool {
    match reason {
        Reason::NotMet { .. } | Reason::NotExpected { .. } | Reason::OtherVersion { .. } => true,
        Reason::Sent { reasons, .. } => reasons.iter().all(says_no),
        _ => false,
    }
}

/// How good an outcome is in one respect: the less the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// Whether something is so that had better not be.
    Is(bool),
    /// The last day of what was entered; nothing is better than any, and what has no end is worst.
    Until(Option<Day>),
    /// A sum.
    Sum(Decimal),
}

impl Rank {
    /// Of the world after the act, and how many lines of registers and of the ledger there were before.
    fn of(
        better: &BetterInfo,
        after: &World,
        instance: InstanceId,
        (lines, booked): (usize, usize),
    ) -> Self {
        let entered = |register: RegisterId| {
            let made = after.entries().iter().skip(lines);
            made.filter(move |line| line.register == register)
        };
        match better {
            BetterInfo::Absent(register) => Self::Is(entered(*register).next().is_some()),
            BetterInfo::Sooner(register) => {
                let last = entered(*register).map(|line| line.to.unwrap_or(Day::MAX));
                Self::Until(last.max())
            }
            BetterInfo::Less(account) => Self::Sum(given(*account, after, booked)),
            BetterInfo::More(account) => Self::Sum(-given(*account, after, booked)),
            BetterInfo::Stands(states) => {
                let (found, machine) = (after.instance(instance), after.machine_of(instance));
                let mut own = states.iter().filter(|(of, _)| *of == machine);
                Self::Is(!own.any(|(_, state)| found.is_in(*state)))
            }
        }
    }
}

/// What an act gives on an account: what is owed by it, without what it takes back.
fn given(account: AccountId, after: &World, booked: usize) -> Decimal {
    let made = after.ledger().iter().skip(booked).filter(|line| line.account == account);
    made.fold(Decimal::ZERO, |sum, line| match line.kind {
        LedgerKind::Owed => sum.saturating_add(line.amount),
        LedgerKind::Cancelled | LedgerKind::Reversed => sum.saturating_sub(line.amount),
        LedgerKind::Paid | LedgerKind::Returned => sum,
    })
}
