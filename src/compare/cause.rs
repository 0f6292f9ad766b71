//! The first thing that comes out otherwise for each subject of a story, and by what. What only
//! follows from it is counted and not told again.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::differ::Difference;
use super::element::{Element, Elements};
use super::outcome::{At, Matter, Outcome, Titled, Who};
use super::touched::Touched;
use crate::calendar::Day;
use crate::policy::ArticleRef;

/// Where a course turns.
#[derive(Clone, Debug)]
pub struct Turn {
    /// What comes out otherwise first.
    pub first: Difference,
    /// The elements by which it does; none where no single one is found.
    pub elements: Elements,
    /// The articles of what came about on either side.
    pub articles: Vec<ArticleRef>,
    /// Others for whom something comes out otherwise only because of it.
    pub others: Vec<Who>,
    /// How many differences only follow from it.
    pub folded: usize,
    /// What is owed and paid more or less, by whom it is and by account.
    pub money: Vec<(Who, Titled, Sum)>,
}

/// Money more or less: owed, paid and not claimed back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// Owed.
    pub owed: Decimal,
    /// Paid and not claimed back.
    pub paid: Decimal,
}

impl Sum {
    /// Takes over another; what is too great for a sum stands at the greatest.
    pub fn add(&mut self, other: Self) {
        self.owed = self.owed.saturating_add(other.owed);
        self.paid = self.paid.saturating_add(other.paid);
    }
}

impl Turn {
    /// Where it stands in the story.
    pub fn at(&self) -> At {
        self.first.at.unwrap_or(At { line: 0, day: Day::MIN })
    }
    /// By how many days what is told moves; none where it does not move by days.
    pub fn days(&self) -> Option<i64> {
        let day = |outcome: &Option<Outcome>| match outcome {
            Some(Outcome::From(day) | Outcome::Until(day) | Outcome::AcceptedOn(day)) => Some(*day),
            Some(Outcome::Days(_, to)) => *to,
            Some(Outcome::Duty(_, due)) => *due,
            _ => None,
        };
        let before = match (&self.first.matter, &self.first.before) {
            (Matter::Step(_, written, ..), Some(Outcome::Accepted)) => Some(*written),
            (_, before) => day(before),
        };
        Some(before?.days_until(day(&self.first.after)?)).filter(|days| *days != 0)
    }
}

/// The turns of a story, in its order.
pub fn turns(mut differences: Vec<Difference>, touched: &Touched) -> Vec<Turn> {
    differences.retain(|difference| !is_wording(difference));
    let order = |difference: &Difference| {
        let at = difference.at.map_or((0, Day::MIN), |at| (at.line, at.day));
        (at, difference.matter.clone(), difference.who.clone())
    };
    differences.sort_by_cached_key(order);
    let mut turns: Vec<Turn> = Vec::new();
    // For each subject, its turns: its own, or that from which all follows for it.
    let mut of: BTreeMap<Who, Vec<usize>> = BTreeMap::new();
    for difference in differences {
        let mut elements = direct(&difference, touched);
        // What comes about no more, or only now, follows from what came out otherwise before it.
        let is_sole = difference.before.is_none() || difference.after.is_none();
        if is_sole && turns.iter().any(|turn: &Turn| !turn.elements.is_empty()) {
            elements.clear();
        }
        let own = of.entry(difference.who.clone()).or_default();
        let shares = |&&at: &&usize| {
            turns.get(at).is_some_and(|turn: &Turn| !turn.elements.is_disjoint(&elements))
        };
        let known = match elements.is_empty() {
            false => own.iter().find(shares),
            true => own.first(),
        };
        let sum = sum(&difference);
        let before = turns.iter().position(|turn| !turn.elements.is_empty());
        let at = match (known, before.filter(|_| elements.is_empty())) {
            (Some(&at), _) => {
                if let Some(turn) = turns.get_mut(at) {
                    turn.folded += 1;
                }
                at
            }
            (None, Some(at)) => {
                if let Some(turn) = turns.get_mut(at) {
                    turn.folded += 1;
                    turn.others.push(difference.who.clone());
                }
                own.push(at);
                at
            }
            (None, None) => {
                own.push(turns.len());
                turns.push(turn(difference.clone(), elements));
                turns.len() - 1
            }
        };
        if let (Matter::Money(account), Some(turn)) = (&difference.matter, turns.get_mut(at)) {
            turn.money.push((difference.who.clone(), account.clone(), sum));
        }
    }
    turns
}

fn turn(first: Difference, elements: Elements) -> Turn {
    let mut articles: Vec<ArticleRef> = Vec::new();
    for article in first.grounds.iter().flat_map(|grounds| &grounds.articles) {
        if !articles.contains(article) {
            articles.push(*article);
        }
    }
    Turn { first, elements, articles, others: Vec::new(), folded: 0, money: Vec::new() }
}

/// The touched elements by which something came about, on either side: what is read before what
/// reads it.
fn direct(difference: &Difference, touched: &Touched) -> Elements {
    let grounds = difference.grounds.iter().flat_map(|grounds| &grounds.elements);
    let found = grounds.filter(|element| touched.elements.contains(*element));
    let mut found: Elements = found.cloned().collect();
    if found.iter().any(|element| matches!(element, Element::Parameter(_))) {
        found.retain(|element| matches!(element, Element::Parameter(_)));
    }
    found
}

/// Whether it is only told in other words: refused before as after, for the same kinds of reasons
/// and until the same day.
fn is_wording(difference: &Difference) -> bool {
    match (&difference.before, &difference.after) {
        (
            Some(Outcome::Refused(_, kinds, from)),
            Some(Outcome::Refused(_, other_kinds, other_from)),
        ) => kinds == other_kinds && from == other_from,
        _ => false,
    }
}

fn sum(difference: &Difference) -> Sum {
    let of = |outcome: &Option<Outcome>| match outcome {
        Some(Outcome::Sums(owed, paid, reversed)) => (*owed, paid.saturating_sub(*reversed)),
        _ => (Decimal::ZERO, Decimal::ZERO),
    };
    let (before, after) = (of(&difference.before), of(&difference.after));
    Sum { owed: after.0.saturating_sub(before.0), paid: after.1.saturating_sub(before.1) }
}

/// Whether two differences of one matter are the same turn: of the same kind on both sides, and of
/// the same sums.
pub(super) fn same_turn(one: &Difference, other: &Difference) -> bool {
    let same = |one: &Option<Outcome>, other: &Option<Outcome>| match (one, other) {
        (Some(one @ Outcome::Sums(..)), Some(other @ Outcome::Sums(..))) => one == other,
        (Some(one), Some(other)) => std::mem::discriminant(one) == std::mem::discriminant(other),
        (None, None) => true,
        _ => false,
    };
    one.who == other.who
        && one.matter == other.matter
        && same(&one.before, &other.before)
        && same(&one.after, &other.after)
}
