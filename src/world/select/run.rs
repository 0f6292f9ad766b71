//! A list checked or a ranking made, told to the journal and to the candidates.

use super::ask::{Seen, Weighed, reasons};
use crate::program::{CompiledSelection, SelectionId};
use crate::rule::{InstanceId, ListId, Type, Value};
use crate::selection::{Answer, Decision, Limit, Wrong, by_rank, entries, read, usage};
use crate::world::deciding;
use crate::world::journal::{Placing, QuotaUse, Recorder, SelectionReport, Verdict, What};
use crate::world::refusal::{Cause, Reason};
use crate::world::step::{Data, Failure, Pending, Stepper};

/// Everyone who was a candidate, and how far the last who is placed leads the first who is not.
#[derive(Default)]
struct List {
    rows: Vec<Row>,
    margin: Option<(usize, Value, Value)>,
}

/// One candidate with its place, and what was seen of it there.
struct Row {
    instance: InstanceId,
    place: Option<(u16, Seen)>,
    keys: Vec<Option<Value>>,
    rank: Option<usize>,
}

impl<'p, R: Recorder> Stepper<'_, 'p, R> {
    /// The selection that stands in the place of another under the version that applies.
    fn selection_now(&self, id: SelectionId) -> SelectionId {
        let (program, instance) = (self.engine.program, self.instance);
        let selection = &program.selections[id];
        if selection.instead.is_empty() {
            return id;
        }
        selection.under(deciding::version(program, self.world, instance)).unwrap_or(id)
    }

    /// The children that are candidates now.
    pub(in crate::world) fn candidates_now(&self, selection: SelectionId) -> Vec<InstanceId> {
        let selection = &self.engine.program.selections[self.selection_now(selection)];
        self.world
            .children(self.instance)
            .filter(|(_, child)| child.machine == selection.of)
            .filter(|(_, child)| {
                let chart = child.chart.as_ref();
                chart.is_some_and(|chart| {
                    selection.candidates.iter().any(|&state| chart.configuration().contains(state))
                })
            })
            .map(|(id, _)| id)
            .collect()
    }

    /// Proposes or decides places: by a list of people, or by the ranking.
    pub(in crate::world) fn select(
        &mut self,
        id: SelectionId,
        list: Option<Value>,
        decide: bool,
    ) -> Result<(), Failure> {
        let program = self.engine.program;
        // Whoever was a candidate when the selection opened and still is.
        let now = self.candidates_now(id);
        let all = match self.world.candidates(id, self.instance) {
            Some(opened) => opened.iter().copied().filter(|id| now.contains(id)).collect(),
            None => now,
        };
        let id = self.selection_now(id);
        let selection = &program.selections[id];
        // The values in force are those of whoever decides.
        let means = |parameter| deciding::meaning(program, self.world, self.instance, parameter);
        let limits = read(selection, means).map_err(|missing| {
            Failure::causes(missing.into_iter().map(Cause::NoValue).collect())
        })?;
        let mut weighed = Weighed::new();
        let list = match list {
            Some(Value::List(list)) => self.listed(id, selection, &all, list, &mut weighed)?,
            Some(_) => return Err(Failure::causes(vec![Cause::NoSubject])),
            None => self.ranked(id, selection, &all, &limits, &mut weighed)?,
        };
        let (quotas, refused) = held_against(id, &list, &limits);
        // A proposal over a quota, or of somebody who may not be placed, is a warning; a decision
        // is refused (DESIGN 8.15).
        let fails = decide && !refused.is_empty();
        let (instance, choice) = (self.instance, selection.place);
        let report = |warnings: Vec<Reason>| {
            let placings = list.rows.iter().map(|row| Placing {
                instance: row.instance,
                keys: row.keys.clone(),
                rank: row.rank,
                place: row.place.as_ref().map(|(place, _)| Value::Choice(choice, *place)),
                free: row.place.as_ref().and_then(|(_, seen)| seen.free),
            });
            let (placings, margin) = (placings.collect(), list.margin);
            let (selection, decided) = (id, decide && !fails);
            SelectionReport { selection, instance, decided, placings, quotas, warnings, margin }
        };
        if fails {
            if R::EXPLAINS {
                self.asked.lists.push(report(Vec::new()));
            }
            return Err(Failure::Refused(refused));
        }
        let warnings = refused.into_iter().filter(|reason| !matches!(reason, Reason::Quota { .. }));
        if R::LISTENS {
            let told = What::Selection(Box::new(report(warnings.collect())));
            for (instance, guards) in weighed {
                self.weighed(instance, guards);
            }
            self.effects.push(told);
        }
        if decide {
            self.tell_candidates(selection, &list);
        }
        Ok(())
    }

    fn tell_candidates(&mut self, selection: &'p CompiledSelection, list: &List) {
        let program = self.engine.program;
        let carried = program.events[selection.placed].data.iter().map(|&(field, _)| field);
        let field = carried
            .into_iter()
            .find(|&field| program.fields[field].ty == Type::Choice(selection.place));
        for row in &list.rows {
            let (event, data) = match &row.place {
                Some((place, _)) => {
                    let value = Value::Choice(selection.place, *place);
                    (
                        Some(selection.placed),
                        field.map(|field| (field, value)).into_iter().collect(),
                    )
                }
                None => (selection.not_placed, Data::new()),
            };
            if let Some(event) = event {
                let (from, to) = (self.instance, row.instance);
                self.queue.push_back(Pending::Deliver { from, to, event, data, optional: false });
            }
        }
    }

    /// A list that people made.
    fn listed(
        &self,
        id: SelectionId,
        selection: &CompiledSelection,
        all: &[InstanceId],
        list: ListId,
        weighed: &mut Weighed,
    ) -> Result<List, Failure> {
        let mut written = Vec::new();
        for row in self.engine.cast.pool.rows(list) {
            match row.as_slice() {
                [Some(Value::Instance(instance)), Some(Value::Choice(_, place))] => {
                    written.push((*instance, *place));
                }
                // Nobody is left out because a column is open.
                columns => {
                    let open = columns.iter().position(Option::is_none).unwrap_or_default();
                    let open = u16::try_from(open).unwrap_or(u16::MAX);
                    return Err(Failure::causes(vec![Cause::Column(None, open)]));
                }
            }
        }
        let entries = entries(all, &written).map_err(|wrong| {
            let reason = |wrong| match wrong {
                Wrong::NoCandidate(instance) => Reason::NoCandidate { selection: id, instance },
                Wrong::Twice(instance) => Reason::TwicePlaced { selection: id, instance },
            };
            Failure::Refused(wrong.into_iter().map(reason).collect())
        })?;
        let mut found = List::default();
        for (instance, place) in entries {
            let place = match place {
                Some(place) => Some((place, self.seen(selection, instance, place, weighed)?)),
                None => None,
            };
            found.rows.push(Row { instance, place, keys: Vec::new(), rank: None });
        }
        Ok(found)
    }

    fn ranked(
        &self,
        id: SelectionId,
        selection: &CompiledSelection,
        all: &[InstanceId],
        limits: &[Limit],
        weighed: &mut Weighed,
    ) -> Result<List, Failure> {
        let mut candidates = Vec::with_capacity(all.len());
        let mut seen = Vec::with_capacity(all.len());
        for &instance in all {
            let (candidate, at) = self.candidate(selection, instance, weighed)?;
            candidates.push(candidate);
            seen.push(at);
        }
        let descending: Vec<bool> = selection.order.iter().map(|key| key.descending).collect();
        let ranking = match by_rank(&candidates, &descending, limits) {
            Decision::Placed(ranking) => ranking,
            Decision::Tied(group) => {
                let instances = group.into_iter().filter_map(|at| all.get(at).copied()).collect();
                return Err(Reason::Tie { selection: id, instances }.into());
            }
            Decision::Open(asked) => {
                return Err(Failure::Refused(reasons(asked.into_iter().flat_map(|(_, why)| why))));
            }
        };
        let keys = |at: usize| {
            let keys = candidates.get(at).map(|candidate| candidate.keys.iter());
            keys.into_iter().flatten().map(|key| key.known().copied()).collect::<Vec<_>>()
        };
        let margin = ranking.cut.and_then(|(inside, outside)| {
            let (inside, outside) = (keys(inside), keys(outside));
            let mut keys = inside.into_iter().zip(outside).enumerate();
            let (at, (inside, outside)) = keys.find(|(_, (inside, outside))| inside != outside)?;
            Some((at, inside?, outside?))
        });
        let mut found = List { rows: Vec::with_capacity(all.len()), margin };
        for &at in &ranking.order {
            let Some(&instance) = all.get(at) else { continue };
            let place = ranking.places.get(at).copied().flatten();
            let place = place.and_then(|place| {
                let seen = seen.get_mut(at)?;
                let position = usize::from(place);
                (position < seen.len()).then(|| (place, seen.swap_remove(position)))
            });
            let rank = ranking.ranks.get(at).copied().flatten();
            found.rows.push(Row { instance, place, keys: keys(at), rank });
        }
        Ok(found)
    }
}

/// How far a list uses the limits up, and why a decision of it is refused.
fn held_against(id: SelectionId, list: &List, limits: &[Limit]) -> (Vec<QuotaUse>, Vec<Reason>) {
    let mut refused = Vec::new();
    let mut placed = Vec::new();
    for row in &list.rows {
        let Some((_, seen)) = &row.place else { continue };
        placed.push(&seen.standing);
        for (rule, verdict) in &seen.said {
            let (instance, rule) = (row.instance, *rule);
            match verdict {
                Verdict::Met | Verdict::NotApplicable => {}
                Verdict::NotMet => refused.push(Reason::Placement { instance, rule }),
                Verdict::Unknown(causes) => refused.push(Reason::Unknown {
                    transition: None,
                    rule: Some(rule),
                    causes: causes.clone(),
                }),
            }
        }
    }
    let mut quotas = Vec::with_capacity(limits.len());
    let mut doubts = Vec::new();
    for (quota, (used, &limit)) in usage(limits.len(), &placed).into_iter().zip(limits).enumerate()
    {
        let (count, perhaps, max) = (used.count, used.perhaps, limit.max);
        quotas.push(QuotaUse { quota, count, perhaps, max });
        match used.within(limit) {
            Answer::Known(false) if limit.hard => {
                refused.push(Reason::Quota { selection: id, quota, count, max });
            }
            Answer::Unknown(causes) if limit.hard => doubts.extend(causes),
            Answer::Known(_) | Answer::Unknown(_) => {}
        }
    }
    refused.extend(reasons(doubts));
    (quotas, refused)
}
