//! A selection in a world: the candidates' values are read, a list is checked or a ranking made,
//! and the candidates are told.

use super::place::{Candidate, Limit, place_by_rank, usage};
use crate::program::{CompiledSelection, Guard, RuleId, SelectionId, Tree};
use crate::rule::{InstanceId, Outcome, Type, Value};
use crate::world::counting;
use crate::world::deciding;
use crate::world::journal::{
    GuardReport, Placing, QuotaUse, Recorder, SelectionReport, Verdict, What,
};
use crate::world::look::{Look, Noting};
use crate::world::refusal::{Cause, Reason};
use crate::world::step::{Data, Failure, Pending, Stepper};

/// What was asked about whom.
type Weighed = Vec<(InstanceId, Vec<GuardReport>)>;

type Placed = Vec<(InstanceId, Option<u16>)>;

impl<'p, R: Recorder> Stepper<'_, 'p, R> {
    /// The children that are candidates now.
    pub(in crate::world) fn candidates_now(&self, selection: SelectionId) -> Vec<InstanceId> {
        let selection = &self.engine.program.selections[selection];
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
        let selection = &self.engine.program.selections[id];
        // Whoever was a candidate when the selection opened and still is.
        let now = self.candidates_now(id);
        let all = match self.world.candidates(id, self.instance) {
            Some(opened) => opened.iter().copied().filter(|id| now.contains(id)).collect(),
            None => now,
        };
        let limits = self.limits(selection)?;
        let mut margin = None;
        let mut weighed = Weighed::new();
        let (placed, keys): (Placed, Vec<Vec<Value>>) = match list {
            Some(list) => (self.listed(id, selection, &all, list)?, Vec::new()),
            None => {
                let (placed, keys, cut) =
                    self.ranked(id, selection, &all, &limits, &mut weighed)?;
                margin = cut;
                (placed, keys)
            }
        };
        let mut refused = Vec::new();
        let mut shown: Vec<(Candidate, u16)> = Vec::new();
        let mut free: Vec<(InstanceId, RuleId)> = Vec::new();
        for &(instance, place) in &placed {
            let Some(place) = place else { continue };
            let candidate = self.candidate(selection, instance, place, false, &mut weighed)?;
            self.check_each(selection, instance, place, &mut refused, &mut weighed)?;
            let excepted = selection.quotas.iter().zip(&candidate.counts);
            let excepted = excepted.filter(|(_, counts)| !**counts);
            free.extend(excepted.filter_map(|(quota, _)| Some((instance, quota.except?))));
            shown.push((candidate, place));
        }
        let counted: Vec<(&Candidate, u16)> =
            shown.iter().map(|(candidate, place)| (candidate, *place)).collect();
        let counts = usage(&limits, &counted);
        let mut quotas = Vec::with_capacity(limits.len());
        for (quota, (limit, count)) in limits.iter().zip(counts).enumerate() {
            // A table without its row sets no limit.
            if limit.max == i64::MAX {
                continue;
            }
            quotas.push(QuotaUse { quota, count, max: limit.max });
            let exceeded = i64::try_from(count).is_ok_and(|count| count > limit.max);
            if exceeded && limit.hard {
                refused.push(Reason::Quota { selection: id, quota, count, max: limit.max });
            }
        }
        // A proposal over a quota, or of somebody who may not be placed, is a warning; a decision
        // is refused (DESIGN 8.15).
        let fails = decide && !refused.is_empty();
        let (instance, choice) = (self.instance, selection.place);
        let report = |warnings: Vec<Reason>| {
            let placings = placed.iter().enumerate().map(|(at, &(instance, place))| Placing {
                instance,
                keys: keys.get(at).cloned().unwrap_or_default(),
                place: place.map(|place| Value::Choice(choice, place)),
                free: free.iter().find(|(id, _)| *id == instance).map(|(_, rule)| *rule),
            });
            let (selection, decided, placings) = (id, decide && !fails, placings.collect());
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
            for (instance, guards) in weighed {
                self.weighed(instance, guards);
            }
            self.effects.push(What::Selection(Box::new(report(warnings.collect()))));
        }
        if decide {
            self.tell_candidates(selection, &placed);
        }
        Ok(())
    }

    fn tell_candidates(&mut self, selection: &'p CompiledSelection, placed: &Placed) {
        let program = self.engine.program;
        let carried = program.events[selection.placed].data.iter().map(|&(field, _)| field);
        let field = carried
            .into_iter()
            .find(|&field| program.fields[field].ty == Type::Choice(selection.place));
        for &(to, place) in placed {
            let (event, data) = match place {
                Some(place) => {
                    let value = Value::Choice(selection.place, place);
                    (
                        Some(selection.placed),
                        field.map(|field| (field, value)).into_iter().collect(),
                    )
                }
                None => (selection.not_placed, Data::new()),
            };
            if let Some(event) = event {
                let from = self.instance;
                self.queue.push_back(Pending::Deliver { from, to, event, data, optional: false });
            }
        }
    }

    /// A list that people made: each candidate at most once, and candidates only. Those not listed
    /// follow without a place.
    fn listed(
        &self,
        id: SelectionId,
        selection: &CompiledSelection,
        all: &[InstanceId],
        list: Value,
    ) -> Result<Placed, Failure> {
        let Value::List(list) = list else { return Err(Failure::causes(vec![Cause::NoSubject])) };
        let mut placed: Placed = Vec::new();
        let mut wrong = Vec::new();
        for row in self.engine.cast.pool.rows(list) {
            let [Some(Value::Instance(instance)), Some(Value::Choice(choice, place))] =
                row.as_slice()
            else {
                continue;
            };
            if *choice != selection.place {
                continue;
            }
            if !all.contains(instance) {
                wrong.push(Reason::NoCandidate { selection: id, instance: *instance });
            } else if placed.iter().any(|(known, _)| known == instance) {
                wrong.push(Reason::TwicePlaced { selection: id, instance: *instance });
            } else {
                placed.push((*instance, Some(*place)));
            }
        }
        if !wrong.is_empty() {
            return Err(Failure::Refused(wrong));
        }
        let rest: Vec<InstanceId> =
            all.iter().copied().filter(|id| !placed.iter().any(|(known, _)| known == id)).collect();
        placed.extend(rest.into_iter().map(|id| (id, None)));
        Ok(placed)
    }

    #[allow(
        clippy::type_complexity,
        reason = "the ranking, its keys and its margin belong together"
    )]
    fn ranked(
        &self,
        id: SelectionId,
        selection: &CompiledSelection,
        all: &[InstanceId],
        limits: &[Limit],
        weighed: &mut Weighed,
    ) -> Result<(Placed, Vec<Vec<Value>>, Option<(usize, Value, Value)>), Failure> {
        let places = self.engine.program.choices[selection.place].values.len();
        let places: Vec<u16> = (0..places).filter_map(|place| u16::try_from(place).ok()).collect();
        let mut candidates = Vec::with_capacity(all.len());
        for &instance in all {
            let mut candidate = self.candidate(selection, instance, 0, true, weighed)?;
            let below = match selection.floor {
                Some(rule) => {
                    let mut look = self.look_at(selection, instance, None);
                    let guard = Guard { rule, only_if: Vec::new() };
                    let verdict = look.guard(&guard)?;
                    let mut reports = Vec::new();
                    look.report(&guard, &verdict, &mut reports);
                    weighed.push((instance, reports));
                    verdict != Verdict::Met
                }
                None => false,
            };
            for &place in places.iter().filter(|_| !below) {
                let mut refused = Vec::new();
                self.check_each(selection, instance, place, &mut refused, weighed)?;
                if refused.is_empty() {
                    candidate.may.push(place);
                }
            }
            candidates.push(candidate);
        }
        let descending: Vec<bool> = selection.order.iter().map(|key| key.descending).collect();
        let ranked = place_by_rank(&candidates, &descending, &places, limits).map_err(|tied| {
            let instances = tied.0.into_iter().filter_map(|at| all.get(at).copied()).collect();
            Reason::Tie { selection: id, instances }
        })?;
        let keys_of = |at: usize| {
            let candidate = ranked.order.get(at).and_then(|(at, _)| candidates.get(*at));
            candidate.map(|candidate| candidate.keys.clone()).unwrap_or_default()
        };
        let margin = ranked.cut.and_then(|(inside, outside)| {
            let (inside, outside) = (keys_of(inside), keys_of(outside));
            let mut keys = inside.into_iter().zip(outside).enumerate();
            keys.find(|(_, (inside, outside))| inside != outside)
                .map(|(at, (inside, outside))| (at, inside, outside))
        });
        let keys = (0..ranked.order.len()).map(keys_of).collect();
        let placed = ranked.order.iter().filter_map(|&(at, place)| Some((*all.get(at)?, place)));
        Ok((placed.collect(), keys, margin))
    }

    fn look_at<'l>(
        &'l self,
        selection: &CompiledSelection,
        instance: InstanceId,
        place: Option<u16>,
    ) -> Look<'l> {
        let mut look = self.look(None);
        look.instance = instance;
        look.place = place.map(|place| Value::Choice(selection.place, place));
        look.noting = Noting::explaining::<R>();
        look
    }

    fn candidate(
        &self,
        selection: &CompiledSelection,
        instance: InstanceId,
        place: u16,
        ranked: bool,
        weighed: &mut Weighed,
    ) -> Result<Candidate, Failure> {
        let mut look = self.look_at(selection, instance, Some(place));
        let mut known = |tree: &Tree| -> Result<Value, Failure> {
            match look.value(tree)? {
                Outcome::Known(value) => Ok(value),
                Outcome::Unknown(causes) => Err(Failure::causes(causes)),
            }
        };
        let mut attributes = Vec::with_capacity(selection.attributes.len());
        for (_, tree) in &selection.attributes {
            attributes.push(known(tree)?);
        }
        let mut keys = Vec::new();
        if ranked {
            for key in &selection.order {
                keys.push(known(&key.by)?);
            }
        }
        let mut counts = Vec::with_capacity(selection.quotas.len());
        let mut reports = Vec::new();
        look.reads.clear();
        for quota in &selection.quotas {
            counts.push(match quota.except {
                None => true,
                Some(rule) => {
                    let guard = Guard { rule, only_if: Vec::new() };
                    let verdict = look.guard(&guard)?;
                    look.report(&guard, &verdict, &mut reports);
                    match verdict {
                        Verdict::Met => false,
                        Verdict::NotMet | Verdict::NotApplicable => true,
                        Verdict::Unknown(causes) => return Err(Failure::causes(causes)),
                    }
                }
            });
        }
        weighed.push((instance, reports));
        Ok(Candidate { keys, attributes, counts, may: Vec::new() })
    }

    fn check_each(
        &self,
        selection: &CompiledSelection,
        instance: InstanceId,
        place: u16,
        refused: &mut Vec<Reason>,
        weighed: &mut Weighed,
    ) -> Result<(), Failure> {
        let mut look = self.look_at(selection, instance, Some(place));
        let mut reports = Vec::new();
        for guard in &selection.each {
            let verdict = look.guard(guard)?;
            look.report(guard, &verdict, &mut reports);
            match verdict {
                Verdict::Met | Verdict::NotApplicable => {}
                Verdict::NotMet => refused.push(Reason::Placement { instance, rule: guard.rule }),
                Verdict::Unknown(causes) => refused.push(Reason::Unknown {
                    transition: None,
                    rule: Some(guard.rule),
                    causes,
                }),
            }
        }
        weighed.push((instance, reports));
        Ok(())
    }

    fn limits(&self, selection: &CompiledSelection) -> Result<Vec<Limit>, Failure> {
        let program = self.engine.program;
        let mut limits = Vec::with_capacity(selection.quotas.len());
        for quota in &selection.quotas {
            let deciding = deciding::day(program, self.world, self.instance, quota.max);
            let found = match quota.row.is_empty() {
                true => counting::parameter(&program.parameters, quota.max, deciding).map(Some),
                false => counting::row(&program.parameters, quota.max, &quota.row, deciding),
            };
            let max = match found {
                Ok(Some(Value::Count(max))) => max,
                // A table without the row sets no limit.
                Ok(None) => i64::MAX,
                Ok(Some(_)) => return Err(Failure::causes(vec![Cause::NoValue(quota.max)])),
                Err(cause) => return Err(Failure::causes(vec![cause])),
            };
            limits.push(Limit {
                places: quota.places.clone(),
                among: quota.among.clone(),
                max,
                hard: quota.hard,
            });
        }
        Ok(limits)
    }
}
