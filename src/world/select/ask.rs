//! What a selection asks: each rule about a candidate at the place in question.

use crate::program::{CompiledSelection, Guard, RuleId, Tree};
use crate::rule::{self, InstanceId, Outcome, Value};
use crate::selection::{Answer, Candidate, Standing, concerns};
use crate::world::journal::{GuardReport, Recorder, Verdict};
use crate::world::look::{Look, Noting};
use crate::world::refusal::{Cause, Reason};
use crate::world::step::{Failure, Stepper};

/// What was asked about whom.
pub(super) type Weighed = Vec<(InstanceId, Vec<GuardReport>)>;

/// Why something is unknown in a selection: the rule that cannot be decided, none where it is a
/// value, and what it would have to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Doubt {
    rule: Option<RuleId>,
    causes: Vec<Cause>,
}

/// A candidate at one place.
pub(super) struct Seen {
    /// Whether it may have the place, and for which limits it counts.
    pub(super) standing: Standing<Doubt>,
    /// What the rules for each who is placed said.
    pub(super) said: Vec<(RuleId, Verdict)>,
    /// The rule for which it takes none of the places that are limited.
    pub(super) free: Option<RuleId>,
}

/// Reasons of all that is in doubt, one for each rule.
pub(super) fn reasons(doubts: impl IntoIterator<Item = Doubt>) -> Vec<Reason> {
    let mut found: Vec<Doubt> = Vec::new();
    for doubt in doubts {
        match found.iter_mut().find(|known| known.rule == doubt.rule) {
            Some(known) => {
                for cause in doubt.causes {
                    if !known.causes.contains(&cause) {
                        known.causes.push(cause);
                    }
                }
            }
            None => found.push(doubt),
        }
    }
    let reason = |Doubt { rule, causes }| Reason::Unknown { transition: None, rule, causes };
    found.into_iter().map(reason).collect()
}

impl<R: Recorder> Stepper<'_, '_, R> {
    /// A candidate as the ranking sees it: its keys, and what holds of it at each place.
    pub(super) fn candidate(
        &self,
        selection: &CompiledSelection,
        instance: InstanceId,
        weighed: &mut Weighed,
    ) -> Result<(Candidate<Doubt>, Vec<Seen>), Failure> {
        let mut look = self.look_at(selection, instance, None);
        let mut keys = Vec::with_capacity(selection.order.len());
        for key in &selection.order {
            keys.push(value(&mut look, &key.by)?);
        }
        let mut seen = Vec::new();
        for place in 0..self.engine.program.choices[selection.place].values.len() {
            let Ok(place) = u16::try_from(place) else { continue };
            let mut here = self.seen(selection, instance, place, weighed)?;
            let floor = self.floor(selection, instance, place, weighed)?;
            here.standing.may = floor.and(here.standing.may);
            seen.push(here);
        }
        let at = seen.iter().map(|seen| seen.standing.clone()).collect();
        Ok((Candidate { keys, at }, seen))
    }

    /// A candidate at one place.
    pub(super) fn seen(
        &self,
        selection: &CompiledSelection,
        instance: InstanceId,
        place: u16,
        weighed: &mut Weighed,
    ) -> Result<Seen, Failure> {
        let mut look = self.look_at(selection, instance, Some(place));
        let mut reports = Vec::new();
        let mut may = Answer::Known(true);
        let mut said = Vec::with_capacity(selection.each.len());
        for guard in &selection.each {
            let (rule, verdict) = asked(&mut look, guard, &mut reports)?;
            may = may.and(answer(rule, &verdict));
            said.push((rule, verdict));
        }
        let mut attributes = Vec::with_capacity(selection.attributes.len());
        for (_, tree) in &selection.attributes {
            attributes.push(value(&mut look, tree)?);
        }
        look.reads.clear();
        let mut free = None;
        let mut counts = Vec::with_capacity(selection.quotas.len());
        for quota in &selection.quotas {
            let mut found = concerns(quota, place, &attributes);
            if let Some(rule) = quota.except.filter(|_| found.is_possible()) {
                let guard = Guard::of(rule);
                let (rule, verdict) = asked(&mut look, &guard, &mut reports)?;
                let excepted = answer(rule, &verdict);
                if excepted.is_sure() {
                    free = free.or(Some(rule));
                }
                found = found.and(excepted.negated());
            }
            counts.push(found);
        }
        weighed.push((instance, reports));
        Ok(Seen { standing: Standing { may, counts }, said, free })
    }

    /// Whether it is good enough to be ranked for a place.
    fn floor(
        &self,
        selection: &CompiledSelection,
        instance: InstanceId,
        place: u16,
        weighed: &mut Weighed,
    ) -> Result<Answer<bool, Doubt>, Failure> {
        let Some(rule) = selection.floor else { return Ok(Answer::Known(true)) };
        let mut look = self.look_at(selection, instance, Some(place));
        let guard = Guard::of(rule);
        let mut reports = Vec::new();
        let (rule, verdict) = asked(&mut look, &guard, &mut reports)?;
        weighed.push((instance, reports));
        Ok(answer(rule, &verdict))
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
}

/// What a condition says, and the rule that is asked for it under the version that applies.
fn asked(
    look: &mut Look<'_>,
    guard: &Guard,
    reports: &mut Vec<GuardReport>,
) -> Result<(RuleId, Verdict), rule::Fault> {
    let verdict = look.guard(guard)?;
    look.report(guard, &verdict, reports);
    Ok((look.asked_instead(guard.rule), verdict))
}

fn answer(rule: RuleId, verdict: &Verdict) -> Answer<bool, Doubt> {
    match verdict {
        Verdict::Met | Verdict::NotApplicable => Answer::Known(true),
        Verdict::NotMet => Answer::Known(false),
        Verdict::Unknown(causes) => {
            Answer::Unknown(vec![Doubt { rule: Some(rule), causes: causes.clone() }])
        }
    }
}

fn value(look: &mut Look<'_>, tree: &Tree) -> Result<Answer<Value, Doubt>, rule::Fault> {
    Ok(match look.value(tree)? {
        Outcome::Known(value) => Answer::Known(value),
        Outcome::Unknown(causes) => Answer::Unknown(vec![Doubt { rule: None, causes }]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ident::Id;

    /// A rule that is in doubt at several places is told once, with all that it would have to know.
    #[test]
    fn a_doubt_is_told_once_for_each_rule_with_all_its_causes() {
        let doubt = |rule: Option<usize>, years: &[i16]| Doubt {
            rule: rule.map(Id::new),
            causes: years.iter().map(|&year| Cause::Unpublished(year.into())).collect(),
        };
        let told = reasons([
            doubt(Some(1), &[2027]),
            doubt(Some(2), &[2027]),
            doubt(None, &[2029]),
            doubt(Some(1), &[2027, 2028]),
        ]);
        let wanted = [doubt(Some(1), &[2027, 2028]), doubt(Some(2), &[2027]), doubt(None, &[2029])];
        let wanted =
            wanted.map(|Doubt { rule, causes }| Reason::Unknown { transition: None, rule, causes });
        assert_eq!(told, wanted);
    }
}
