//! Limits: read in one place for whoever decides, proposes, plans or reckons; whom they count; how
//! far they are used up.

use super::answer::Answer;
use super::candidate::Standing;
use crate::program::{CompiledSelection, ParameterMeaning, QuotaInfo};
use crate::rule::{ParamId, Value};

/// A limit: how many of those that count for it may be placed. Where there is none, a selection
/// has no such limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The greatest number.
    pub max: i64,
    /// Whether more is refused.
    pub hard: bool,
}

impl Limit {
    /// Whether that many are not more than it allows.
    pub fn allows(self, count: usize) -> bool {
        i64::try_from(count).is_ok_and(|count| count <= self.max)
    }
}

/// The greatest number of a limit, of which the parameter means this.
///
/// # Errors
/// The parameter that has no value, or whose table has no such row. It is never
/// taken for no limit.
pub fn greatest(quota: &QuotaInfo, means: Option<&ParameterMeaning>) -> Result<i64, ParamId> {
    let value = match means {
        Some(ParameterMeaning::Single(value)) if quota.row.is_empty() => Some(value),
        Some(ParameterMeaning::Table(rows)) => {
            rows.iter().find(|(keys, _)| *keys == quota.row).map(|(_, value)| value)
        }
        Some(ParameterMeaning::Single(_) | ParameterMeaning::Open) | None => None,
    };
    match value {
        Some(Value::Count(max)) => Ok(*max),
        _ => Err(quota.max),
    }
}

/// All limits of a selection, of which each parameter means what is told.
///
/// # Errors
/// The parameters of those that cannot be read.
pub fn read<'p>(
    selection: &CompiledSelection,
    means: impl Fn(ParamId) -> Option<&'p ParameterMeaning>,
) -> Result<Vec<Limit>, Vec<ParamId>> {
    let mut limits = Vec::with_capacity(selection.quotas.len());
    let mut missing = Vec::new();
    for quota in &selection.quotas {
        match greatest(quota, means(quota.max)) {
            Ok(max) => limits.push(Limit { max, hard: quota.hard }),
            Err(parameter) if missing.contains(&parameter) => {}
            Err(parameter) => missing.push(parameter),
        }
    }
    if missing.is_empty() { Ok(limits) } else { Err(missing) }
}

/// Whether a limit is about a place and these attributes; the rule for whom it does not count is
/// another question.
pub fn concerns<C: Clone>(
    quota: &QuotaInfo,
    place: u16,
    attributes: &[Answer<Value, C>],
) -> Answer<bool, C> {
    let mut found = Answer::Known(quota.places.is_empty() || quota.places.contains(&place));
    for (attribute, values) in &quota.among {
        let among = match attributes.get(*attribute) {
            Some(Answer::Known(value)) => Answer::Known(values.contains(value)),
            Some(Answer::Unknown(causes)) => Answer::Unknown(causes.clone()),
            None => Answer::Known(false),
        };
        found = found.and(among);
    }
    found
}

/// How far a limit is used up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use<C> {
    /// How many count for sure.
    pub count: usize,
    /// How many more of whom it is unknown.
    pub perhaps: usize,
    /// Why.
    pub causes: Vec<C>,
}

impl<C> Use<C> {
    /// Whether a limit allows it.
    pub fn within(self, limit: Limit) -> Answer<bool, C> {
        if limit.allows(self.count.saturating_add(self.perhaps)) {
            Answer::Known(true)
        } else if limit.allows(self.count) {
            Answer::Unknown(self.causes)
        } else {
            Answer::Known(false)
        }
    }
}

/// How far each of so many limits is used up by those who are placed.
pub fn usage<C: Clone>(limits: usize, placed: &[&Standing<C>]) -> Vec<Use<C>> {
    let of = |limit: usize| {
        let mut used = Use { count: 0, perhaps: 0, causes: Vec::new() };
        for counts in placed.iter().filter_map(|standing| standing.counts.get(limit)) {
            match counts {
                Answer::Known(true) => used.count += 1,
                Answer::Known(false) => {}
                Answer::Unknown(causes) => {
                    used.perhaps += 1;
                    used.causes.extend(causes.iter().cloned());
                }
            }
        }
        used
    };
    (0..limits).map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(counts: &[Option<bool>], why: char) -> Standing<char> {
        let answer =
            |is: &Option<bool>| is.map_or_else(|| Answer::Unknown(vec![why]), Answer::Known);
        Standing { may: Answer::Known(true), counts: counts.iter().map(answer).collect() }
    }

    #[test]
    fn a_limit_includes_its_number() {
        // 不超过2个: two are within it, three are not (民法典 1259).
        let two = Limit { max: 2, hard: true };
        assert!(two.allows(0) && two.allows(2) && !two.allows(3));
        assert!(!Limit { max: -1, hard: true }.allows(0));
    }

    #[test]
    fn whoever_is_unknown_counts_only_perhaps() {
        let all = [
            standing(&[Some(true), Some(false)], 'a'),
            standing(&[Some(true), None], 'b'),
            standing(&[None, None], 'c'),
        ];
        let placed: Vec<&Standing<char>> = all.iter().collect();
        let used = usage(2, &placed);
        let wanted = [
            Use { count: 2, perhaps: 1, causes: vec!['c'] },
            Use { count: 0, perhaps: 2, causes: vec!['b', 'c'] },
        ];
        assert_eq!(used, wanted);
        // Two for sure and one perhaps: three are allowed, of two it is unknown, one is exceeded.
        let [first, _] = wanted;
        let within = |max| first.clone().within(Limit { max, hard: true });
        assert_eq!(within(3), Answer::Known(true));
        assert_eq!(within(2), Answer::Unknown(vec!['c']));
        assert_eq!(within(1), Answer::Known(false));
    }

    #[test]
    fn a_no_forgets_what_is_unknown() {
        let unknown = |why| Answer::<bool, char>::Unknown(vec![why]);
        assert_eq!(unknown('a').and(Answer::Known(false)), Answer::Known(false));
        assert_eq!(Answer::Known(false).and(unknown('a')), Answer::Known(false));
        assert_eq!(unknown('a').and(Answer::Known(true)), unknown('a'));
        assert_eq!(Answer::Known(true).and(unknown('a')), unknown('a'));
        assert_eq!(unknown('a').and(unknown('b')), Answer::Unknown(vec!['a', 'b']));
        assert_eq!(unknown('a').negated(), unknown('a'));
        assert_eq!(Answer::<bool, char>::Known(true).negated(), Answer::Known(false));
    }
}
