//! `ranked: ["seat/a", "seat/b"]`, `used: { "all": 2 }`, `exceeds: ["all"]`: the list that a line of
//! the story brings about.

use super::mismatch::{Comparison, Mismatch};
use super::refusal::flat;
use crate::diagnostic::Problems;
use crate::lang::{Phrase, Word};
use crate::policy::Name;
use crate::policy::read::fields::{self, Fields};
use crate::program::QuotaInfo;
use crate::scenario::address::PlannedAddress;
use crate::scenario::naming::Naming;
use crate::scenario::notation::named;
use crate::scenario::resolve::resolve;
use crate::scenario::value::unknown;
use crate::source::{Node, Spanned};
use crate::world::journal::SelectionReport;
use crate::world::{Engine, Reason, Told, World};

/// A list as it is written.
#[derive(Clone, Debug)]
pub struct Selected {
    ranked: Option<Spanned<Vec<Name>>>,
    used: Vec<(Name, Spanned<i64>)>,
    exceeds: Option<Spanned<Vec<Name>>>,
}

/// What is expected of a list.
#[derive(Clone, Debug)]
pub struct PlannedList {
    /// All who are ranked, the best first; equals in whatever order.
    pub ranked: Option<Spanned<Vec<PlannedAddress>>>,
    /// How many count for limits.
    pub used: Vec<(Name, Spanned<i64>)>,
    /// The limits that are exceeded, exactly.
    pub exceeds: Option<Spanned<Vec<String>>>,
}

impl Selected {
    /// What a line says of the list that it brings about.
    pub fn read(fields: &mut Fields<'_>, problems: &mut Problems) -> Option<Self> {
        let names = |node: &Node, problems: &mut Problems| {
            Spanned::new(fields::names(node, problems), node.span)
        };
        let ranked = fields.optional("ranked").map(|node| names(node, problems));
        let exceeds = fields.optional("exceeds").map(|node| names(node, problems));
        let used = named(fields, "used", Phrase::Quota, problems, |node, problems| {
            let count = fields::count(node, i64::from(u32::MAX), problems)?;
            Some(Spanned::new(count, node.span))
        });
        let nothing = ranked.is_none() && exceeds.is_none() && used.is_empty();
        (!nothing).then_some(Self { ranked, used, exceeds })
    }

    /// The list with its names looked up.
    pub fn plan(&self, naming: &mut Naming<'_>) -> PlannedList {
        let program = naming.program;
        let known = || program.selections.iter().flat_map(|selection| &selection.quotas);
        let limits = self.exceeds.iter().flat_map(|names| &names.value);
        for name in limits.chain(self.used.iter().map(|(name, _)| name)) {
            if !known().any(|limit| limit.name == name.value) {
                let known = known().map(|limit| limit.name.as_str());
                unknown(name, Phrase::Quota, known, &mut naming.problems);
            }
        }
        let ranked = self.ranked.as_ref().map(|names| {
            let all = names.value.iter().filter_map(|name| naming.address(name));
            Spanned::new(all.collect(), names.span)
        });
        let exceeds = self.exceeds.as_ref().map(|names| {
            let all = names.value.iter().map(|name| name.value.clone());
            Spanned::new(all.collect(), names.span)
        });
        PlannedList { ranked, used: self.used.clone(), exceeds }
    }
}

impl PlannedList {
    /// Compares with the list that a line brought about, or with why it was refused.
    pub fn compare(
        &self,
        engine: &Engine<'_>,
        world: &World,
        (list, told): (Option<&SelectionReport>, Option<&Told>),
        mismatches: &mut Vec<Mismatch>,
    ) {
        let mut with = Comparison { engine, world, mismatches };
        if let Some(wanted) = &self.exceeds {
            let mut wanted_names = wanted.value.clone();
            let mut found = match told {
                Some(told) => refused_limits(engine, told),
                None => list.map(|list| exceeded(engine, list)).unwrap_or_default(),
            };
            wanted_names.sort();
            found.sort();
            if wanted_names != found {
                let wanted_names = Comparison::listed(wanted_names.into_iter());
                let found = Comparison::listed(found.into_iter());
                with.differ(wanted.span, Phrase::OtherLimits, wanted_names, found);
            }
        }
        let limits = list.map(|list| &engine.program.selections[list.selection].quotas);
        for (name, wanted) in &self.used {
            let found = list.zip(limits).and_then(|(list, limits)| {
                let is = |limit: &QuotaInfo| limit.name == name.value;
                let at = limits.iter().position(is)?;
                list.quotas.iter().find(|used| used.quota == at)
            });
            let fits = found.is_some_and(|used| {
                used.perhaps == 0 && i64::try_from(used.count) == Ok(wanted.value)
            });
            if !fits {
                let found = found.map_or(Phrase::NothingWord.into(), |used| {
                    Word::Plain(match used.perhaps {
                        0 => used.count.to_string(),
                        more => format!("{}–{}", used.count, used.count.saturating_add(more)),
                    })
                });
                with.differ(wanted.span, Phrase::OtherUse, wanted.value.to_string(), found);
            }
        }
        if let Some(wanted) = &self.ranked {
            ranked(wanted, list, &mut with);
        }
    }
}

/// Compares the order of a ranking.
fn ranked(
    wanted: &Spanned<Vec<PlannedAddress>>,
    list: Option<&SelectionReport>,
    with: &mut Comparison<'_>,
) {
    let placings = list.map(|list| list.placings.as_slice()).unwrap_or_default();
    let ranked = || placings.iter().filter(|placing| !placing.keys.is_empty());
    let mut found = Vec::with_capacity(wanted.value.len());
    for address in &wanted.value {
        let id = resolve(with.engine.program, with.world, address).ok();
        found.push(id.and_then(|id| ranked().find(|placing| placing.instance == id)));
    }
    let all = found.len() == ranked().count() && found.iter().all(Option::is_some);
    let ranks: Vec<_> = found.iter().map(|placing| placing.and_then(|it| it.rank)).collect();
    let known = ranks.iter().all(Option::is_some) && ranks.is_sorted();
    let mut twice: Vec<_> = found.iter().flatten().map(|placing| placing.instance).collect();
    twice.sort();
    twice.dedup();
    if !all || !known || twice.len() != found.len() {
        let text = |address: &PlannedAddress| {
            crate::scenario::names::address_text(
                with.engine.program,
                with.engine.cast,
                &address.address,
            )
        };
        let names = Comparison::listed(wanted.value.iter().map(text));
        let shown = ranked().map(|placing| {
            let rank = placing.rank.map_or_else(|| "?".to_owned(), |rank| rank.to_string());
            let address = with.world.address(with.engine.program, placing.instance);
            let name = crate::scenario::names::address_text(
                with.engine.program,
                with.engine.cast,
                &address,
            );
            format!("{rank}. {name}")
        });
        let shown = Comparison::listed(shown);
        with.differ(wanted.span, Phrase::OtherRanking, names, shown);
    }
}

/// The limits for which a line was refused.
fn refused_limits(engine: &Engine<'_>, told: &Told) -> Vec<String> {
    let mut reasons = Vec::new();
    flat(&told.reasons, None, &mut reasons);
    let limit = |reason: &Reason| match reason {
        Reason::Quota { selection, quota, .. } => {
            let limit = engine.program.selections[*selection].quotas.get(*quota)?;
            Some(limit.name.clone())
        }
        _ => None,
    };
    reasons.iter().filter_map(|(reason, _)| limit(reason)).collect()
}

/// The limits that a list exceeds and that do not refuse it.
fn exceeded(engine: &Engine<'_>, list: &SelectionReport) -> Vec<String> {
    let limits = &engine.program.selections[list.selection].quotas;
    let over = list
        .quotas
        .iter()
        .filter(|used| i64::try_from(used.count).is_ok_and(|count| count > used.max));
    over.filter_map(|used| Some(limits.get(used.quota)?.name.clone())).collect()
}
