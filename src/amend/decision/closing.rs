//! The sentences that amend nothing by themselves, and those on force: the lead-in, the day of effect,
//! republication, the order of articles, repeal, a longer term.

use super::operation::{Kind, Value};
use super::place::Place;
use super::token::{Placed, Token};
use crate::lang::amending::{AmendingWord as W, Numbered};

/// What a sentence says that names no words.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Closing {
    /// Which act is amended.
    LeadIn(Option<String>),
    /// It is made public again; whether its articles are put in order.
    Republish(bool),
    /// The articles are put in order.
    Order,
    /// For whom the amendment is, and what becomes of what is under way.
    Transition,
    /// Changes that are not told.
    Unstated,
    /// The day of effect.
    Effective(Value),
    /// Acts are repealed, since a day.
    Repeal(Vec<Place>, Option<Value>),
    /// A list of acts that are repealed follows.
    Repeals,
    /// Parts of an act no longer apply: from which token on they are named.
    NoLonger(usize),
    /// It is in force for longer.
    Extend(Value),
}

impl Closing {
    /// The kind of the operation.
    pub(super) const fn kind(&self) -> Option<Kind> {
        Some(match self {
            Self::LeadIn(_)
            | Self::Republish(false)
            | Self::Unstated
            | Self::Repeals
            | Self::Transition => return None,
            Self::Republish(true) | Self::Order => Kind::Renumber,
            Self::Effective(_) => Kind::Effective,
            Self::Repeal(..) | Self::NoLonger(_) => Kind::Repeal,
            Self::Extend(_) => Kind::Extend,
        })
    }
}

fn find(all: &[Placed], word: W) -> Option<usize> {
    all.iter().position(|placed| placed.token == Token::Word(word))
}

fn has(all: &[Placed], word: W) -> bool {
    find(all, word).is_some()
}

fn has_part(all: &[Placed]) -> bool {
    all.iter().any(|placed| matches!(placed.token, Token::Part(..)))
}

fn has_quote(all: &[Placed]) -> bool {
    all.iter().any(|placed| matches!(placed.token, Token::Quote(_)))
}

/// The day from which something holds: 自……起.
fn since(all: &[Placed]) -> Option<Value> {
    let from = find(all, W::From)?;
    let rest = all.get(from + 1..)?;
    let value = rest.iter().find_map(|placed| match &placed.token {
        Token::Day(day) => Some(Value::Day(*day)),
        Token::Word(W::Promulgation) => Some(Value::Promulgation),
        _ => None,
    })?;
    has(rest, W::Since).then_some(value)
}

/// Whether a line ends what a decision amends.
pub(super) fn is_closing(all: &[Placed]) -> bool {
    let first = all.first().map(|placed| &placed.token);
    let begins =
        matches!(first, Some(Token::Word(W::ThisAct | W::Also) | Token::Title(_) | Token::Act(_)));
    begins
        && matches!(
            closing(all),
            Some(Closing::Effective(_) | Closing::Republish(_) | Closing::Order)
        )
}

/// What a sentence says that names no words; none where it is no such sentence.
pub(super) fn closing(all: &[Placed]) -> Option<Closing> {
    if is_transition(all) {
        return Some(Closing::Transition);
    }
    if has_quote(all) {
        return None;
    }
    if has(all, W::Republish) {
        return Some(Closing::Republish(has(all, W::Order) || ordered(all)));
    }
    if let Some(value) = since(all)
        && has(all, W::InForce)
        && !has_part(all)
        && !has(all, W::Repeal)
        && !has(all, W::NoLonger)
    {
        return Some(Closing::Effective(value));
    }
    if let Some(value) = extended(all).filter(|_| !has_part(all)) {
        return Some(Closing::Extend(value));
    }
    if has(all, W::NoLonger) || (has(all, W::Repeal) && has_part(all)) {
        let from = all.iter().position(|one| {
            matches!(one.token, Token::Title(_) | Token::Act(_) | Token::Part(..))
        })?;
        return Some(Closing::NoLonger(from));
    }
    if has(all, W::Repeal) {
        let named = named(all);
        return match named.is_empty() {
            false => Some(Closing::Repeal(named, since(all))),
            true => colon(all).then_some(Closing::Repeals),
        };
    }
    if has_part(all) {
        return None;
    }
    if has(all, W::Order) && (has(all, W::Adjust) || has(all, W::Accordingly)) {
        return Some(Closing::Order);
    }
    amended(all)
}

/// The acts whose titles stand in a sentence.
fn named(all: &[Placed]) -> Vec<Place> {
    let title = |one: &Placed| match &one.token {
        Token::Title(title) | Token::Act(title) => Some(Place::Other(title.clone())),
        _ => None,
    };
    all.iter().filter_map(title).collect()
}

fn colon(all: &[Placed]) -> bool {
    all.last().is_some_and(|last| last.token == Token::Colon)
}

/// Acts in a list of those that are repealed: nothing but their titles.
pub(super) fn titles(all: &[Placed]) -> Option<Closing> {
    let named = named(all);
    let plain = |one: &Placed| {
        matches!(one.token, Token::Title(_) | Token::Act(_) | Token::Aside | Token::Word(W::And))
    };
    (!named.is_empty() && all.iter().all(plain)).then_some(Closing::Repeal(named, None))
}

/// Whether a sentence says for whom the amendment is, and amends no words.
pub(super) fn is_transition(all: &[Placed]) -> bool {
    let verbs = [W::Become, W::Add, W::Delete, W::Merge, W::Split, W::Move];
    has(all, W::AppliesTo) && !verbs.iter().any(|verb| has(all, *verb))
}

/// 调整条文顺序 with a word between: 对条文作相应修改并调整顺序.
fn ordered(all: &[Placed]) -> bool {
    let nouns = [Numbered::Article, Numbered::Paragraph];
    has(all, W::Adjust)
        && all.iter().any(|one| nouns.iter().any(|noun| one.token == Token::Noun(*noun)))
}

/// A longer term: 有效期延长至…….
fn extended(all: &[Placed]) -> Option<Value> {
    let at = find(all, W::Extend).filter(|_| has(all, W::Term))?;
    all.get(at..)?.iter().find_map(|placed| match placed.token {
        Token::Day(day) => Some(Value::Day(day)),
        Token::Period(number, unit) => Some(Value::Length(number, unit)),
        _ => None,
    })
}

/// The lead-in, or changes that are not told.
fn amended(all: &[Placed]) -> Option<Closing> {
    let done = has(all, W::Done);
    let amends = done || has(all, W::Amend);
    let title = all.iter().rev().find_map(|placed| match &placed.token {
        Token::Title(title) | Token::Act(title) => Some(title.clone()),
        _ => None,
    });
    if has(all, W::Become) || has(all, W::Add) || has(all, W::Delete) || !amends {
        return None;
    }
    if done {
        return Some(Closing::Unstated);
    }
    if title.is_some() || colon(all) {
        return Some(Closing::LeadIn(title));
    }
    let some = has(all, W::Some) || has(all, W::Everywhere) || has(all, W::Annex);
    match some {
        true => Some(Closing::Unstated),
        // 对部分条款予以修改, before the items that say which.
        false => has(all, W::Several).then_some(Closing::LeadIn(None)),
    }
}
