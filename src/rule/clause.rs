//! A rule clause by clause, as it was evaluated: the parts of `&&`, `||` and `!`, the functions that
//! it asks and the rows that it looks at, each with its own verdict and values, and for a part that
//! does not hold, what is nearest to holding.

use std::ops::Range;

use super::expr::{Comparison, Quantifier};
use super::value::Value;
use crate::calendar::Day;
use crate::source::Span;

/// A clause with its verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Where it is written.
    pub span: Span,
    /// Whether it holds; nothing where that is unknown.
    pub holds: Option<bool>,
    /// What it is.
    pub kind: ClauseKind,
}

/// What a clause is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClauseKind {
    /// Kleene's and.
    All(Vec<Clause>),
    /// Kleene's or.
    Any(Vec<Clause>),
    /// Kleene's not.
    Not(Box<Clause>),
    /// What a function of the bundle says.
    Function {
        /// Its name.
        name: Box<str>,
        /// Its body.
        body: Box<Clause>,
    },
    /// `if`: the condition, known, and the way that it led to, where one is written.
    Chosen {
        /// Which way.
        condition: Box<Clause>,
        /// That way.
        way: Option<Box<Clause>>,
    },
    /// A question about all rows of a list.
    Rows {
        /// Which.
        which: Quantifier,
        /// The list.
        list: Term,
        /// Each row: what it holds, and what the predicate says of it.
        rows: Vec<(Vec<Option<Value>>, Clause)>,
    },
    /// A comparison of two values.
    Compare(Comparison, Term, Term),
    /// The time from a day to another, compared with a period that begins on the first.
    Elapsed {
        /// How it is compared.
        comparison: Comparison,
        /// The first day.
        from: Term,
        /// The other day.
        to: Term,
        /// The period.
        period: Term,
        /// The last day of the period, where it can be told.
        end: Option<Day>,
    },
    /// Whether a day lies in a period that ends on another.
    Within {
        /// The day on which the period would begin.
        from: Term,
        /// The period.
        period: Term,
        /// The day that is asked about.
        to: Term,
        /// The last day of the period, where it can be told.
        end: Option<Day>,
    },
    /// Whether a value is one of these.
    Member(Term, Vec<Value>),
    /// Whether a value is known.
    Given(Term),
    /// A value that is yes or no.
    Value(Term),
}

/// A value in a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Where it is written.
    pub span: Span,
    /// What it is.
    pub form: Form,
    /// The value, where it is known.
    pub value: Option<Value>,
    /// What the reader was asked for it, by the position in all that it was asked.
    pub reads: Range<u32>,
}

/// What a term is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// It stands in the rule as it is.
    Constant,
    /// It is what the reader was asked for.
    Read,
    /// It is computed.
    Computed,
}

/// What is missing from a clause, or too much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// The left value is too small by this.
    Short(Value),
    /// The left value is too large by this.
    Over(Value),
    /// So many days are missing: it holds from that day on.
    From(i64, Day),
    /// So many days too late: that was the last day on which it held.
    Until(i64, Day),
    /// The left day would have to be that day or later; so many days.
    NotBefore(i64, Day),
    /// The left day would have to be that day or earlier; so many days.
    NotAfter(i64, Day),
}

impl Comparison {
    /// The comparison that holds where this does not.
    pub const fn negated(self) -> Self {
        match self {
            Self::Equal => Self::NotEqual,
            Self::NotEqual => Self::Equal,
            Self::Less => Self::GreaterOrEqual,
            Self::LessOrEqual => Self::Greater,
            Self::Greater => Self::LessOrEqual,
            Self::GreaterOrEqual => Self::Less,
        }
    }
}

impl Clause {
    /// What is nearest to its being as `wanted`; nothing where it is so, is unknown, or where no
    /// distance can be told.
    pub fn gap(&self, wanted: bool) -> Option<Gap> {
        if self.holds != Some(!wanted) {
            return None;
        }
        let as_wanted =
            |comparison: Comparison| if wanted { comparison } else { comparison.negated() };
        match &self.kind {
            ClauseKind::Compare(comparison, left, right) => {
                compared(as_wanted(*comparison), left.value?, right.value?)
            }
            ClauseKind::Elapsed { comparison, to, end, .. } => {
                let (Value::Date(to), end) = (to.value?, (*end)?) else { return None };
                match as_wanted(*comparison) {
                    Comparison::GreaterOrEqual => Some(Gap::From(to.days_until(end), end)),
                    Comparison::Greater => later(to, end.next()),
                    Comparison::LessOrEqual => Some(Gap::Until(end.days_until(to), end)),
                    Comparison::Less => {
                        let last = end.previous();
                        Some(Gap::Until(last.days_until(to), last))
                    }
                    Comparison::Equal | Comparison::NotEqual => None,
                }
            }
            ClauseKind::Within { from, to, end, .. } => {
                let (Value::Date(from), Value::Date(to), end) = (from.value?, to.value?, (*end)?)
                else {
                    return None;
                };
                match wanted {
                    true if to < from => later(to, from),
                    true => Some(Gap::Until(end.days_until(to), end)),
                    false => later(to, end.next()),
                }
            }
            ClauseKind::All(_)
            | ClauseKind::Any(_)
            | ClauseKind::Not(_)
            | ClauseKind::Function { .. }
            | ClauseKind::Chosen { .. }
            | ClauseKind::Rows { .. }
            | ClauseKind::Member(..)
            | ClauseKind::Given(_)
            | ClauseKind::Value(_) => None,
        }
    }

    /// Calls `visit` with each clause that lies directly in this one.
    pub fn for_each_part<'c>(&'c self, visit: &mut impl FnMut(&'c Self)) {
        match &self.kind {
            ClauseKind::All(parts) | ClauseKind::Any(parts) => parts.iter().for_each(visit),
            ClauseKind::Not(part) | ClauseKind::Function { body: part, .. } => visit(part),
            ClauseKind::Chosen { condition, way } => {
                visit(condition);
                way.iter().for_each(|way| visit(way));
            }
            ClauseKind::Rows { rows, .. } => rows.iter().for_each(|(_, part)| visit(part)),
            ClauseKind::Compare(..)
            | ClauseKind::Elapsed { .. }
            | ClauseKind::Within { .. }
            | ClauseKind::Member(..)
            | ClauseKind::Given(_)
            | ClauseKind::Value(_) => {}
        }
    }
}

fn later(to: Day, first: Day) -> Option<Gap> {
    Some(Gap::From(to.days_until(first), first))
}

/// How far `left` is from standing so to `right`.
fn compared(comparison: Comparison, left: Value, right: Value) -> Option<Gap> {
    // Whole numbers and days have a next one; money and decimals do not.
    let step = match comparison {
        Comparison::Less | Comparison::Greater => 1,
        Comparison::LessOrEqual | Comparison::GreaterOrEqual => 0,
        Comparison::Equal | Comparison::NotEqual => return None,
    };
    let rises = matches!(comparison, Comparison::Greater | Comparison::GreaterOrEqual);
    match (left, right) {
        (Value::Count(left), Value::Count(right)) => {
            let by = if rises { right.checked_sub(left) } else { left.checked_sub(right) };
            let by = Value::Count(by?.checked_add(step)?);
            Some(if rises { Gap::Short(by) } else { Gap::Over(by) })
        }
        (Value::Money(left), Value::Money(right)) => Some(match rises {
            true => Gap::Short(Value::Money(right - left)),
            false => Gap::Over(Value::Money(left - right)),
        }),
        (Value::Decimal(left), Value::Decimal(right)) => Some(match rises {
            true => Gap::Short(Value::Decimal(right - left)),
            false => Gap::Over(Value::Decimal(left - right)),
        }),
        (Value::Date(left), Value::Date(right)) => Some(match (rises, step) {
            (true, 0) => Gap::NotBefore(left.days_until(right), right),
            (true, _) => Gap::NotBefore(left.days_until(right) + 1, right.next()),
            (false, 0) => Gap::NotAfter(right.days_until(left), right),
            (false, _) => Gap::NotAfter(right.days_until(left) + 1, right.previous()),
        }),
        _ => None,
    }
}
