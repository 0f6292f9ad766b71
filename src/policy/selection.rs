//! Selections: candidates ranked or listed by people, placed under quotas.

use super::origin::Origin;
use super::under::Under;
use super::{Expression, Name};
use crate::lang::Text;
use crate::source::Spanned;

/// A selection.
#[derive(Clone, Debug, PartialEq)]
pub struct Selection {
    /// What people call it.
    pub title: Text,
    /// Where it comes from.
    pub origin: Origin,
    /// The machine of the candidates, children of the instance that selects.
    pub of: Name,
    /// The states in which an instance is a candidate.
    pub candidates: Vec<Name>,
    /// The choice whose values are the places.
    pub place: Name,
    /// The attributes by which quotas choose: a name and an expression over the candidate.
    pub attributes: Vec<(Name, Expression)>,
    /// Rules that each placed candidate must satisfy; they may read `place`.
    pub each: Vec<Name>,
    /// The limits.
    pub quotas: Vec<Quota>,
    /// How candidates are ranked, where they are ranked; the first key decides first.
    pub order: Vec<Order>,
    /// The lowest rank key that may still be placed, where there is one: a rule over the candidate.
    pub floor: Option<Name>,
    /// The event sent to each candidate that is placed; it carries `place`.
    pub placed: Name,
    /// The event sent to each candidate that is not.
    pub not_placed: Option<Name>,
    /// What it is under other versions.
    pub otherwise: Vec<(Under, Selection)>,
}

/// A limit over a set of results: those whose place and attributes are among the named values.
#[derive(Clone, Debug, PartialEq)]
pub struct Quota {
    /// Its name.
    pub name: Name,
    /// What people call it.
    pub title: Text,
    /// The places that count; none named means all.
    pub places: Vec<Name>,
    /// For an attribute, the values that count.
    pub among: Vec<(Name, Vec<Name>)>,
    /// A rule that tells which members count for none.
    pub except: Option<Name>,
    /// The attributes, or `place`, for each value of which there is such a limit.
    pub for_each: Vec<Name>,
    /// The values for which there is none.
    pub without: Vec<Name>,
    /// The parameter that holds the greatest number, or a row of one that is a table.
    pub max: Name,
    /// Whether more is refused; a soft quota only warns.
    pub hard: bool,
    /// Where it comes from.
    pub origin: Origin,
}

/// A key of a ranking.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// The value compared.
    pub by: Expression,
    /// Whether the greatest comes first.
    pub descending: bool,
    /// The place of the key.
    pub at: Spanned<()>,
}
