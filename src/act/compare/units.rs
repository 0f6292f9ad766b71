//! Paragraphs, items and points put beside one another in their order.

use super::Spot;
use super::grams::{Grams, alike, folded, grams};
use crate::act::ActArticle;
use crate::lang::Opening;
use crate::policy::ArticleRef;

/// A paragraph, an item or a point.
pub(super) struct Unit {
    pub(super) spot: Spot,
    level: usize,
    pub(super) text: String,
    /// How long its number is.
    pub(super) mark: usize,
    body: String,
    key: String,
    grams: Grams,
}

/// The number with which a text begins, and the rest.
pub(super) fn body(text: &str) -> (&str, &str) {
    let mark = match Opening::of(text) {
        Some(Opening::Numbered { rest, .. }) => rest,
        _ => 0,
    };
    text.split_at(mark)
}

impl Unit {
    pub(super) fn of(spot: Spot, level: usize, text: &str) -> Self {
        // Only an item and a point begin with a number of their own.
        let mark = if level == 0 { 0 } else { body(text).0.len() };
        let own = folded(text.get(mark..).unwrap_or(""));
        Self {
            spot,
            level,
            text: text.to_owned(),
            mark,
            key: folded(text),
            grams: grams(&own),
            body: own,
        }
    }
    /// The text as it is compared.
    pub(super) fn key(&self) -> &str {
        &self.key
    }
    /// Its number as it is written, and the rest.
    pub(super) fn parts(&self) -> (&str, &str) {
        self.text.split_at(self.mark)
    }
}

/// The paragraphs, items and points of an article; the only paragraph is cited by the article alone.
pub(super) fn units_of(article: &ActArticle) -> Vec<Unit> {
    let mut found = Vec::new();
    let is_single = article.paragraphs.len() == 1;
    let count = |at: usize| u16::try_from(at + 1).unwrap_or(u16::MAX);
    for (at, paragraph) in article.paragraphs.iter().enumerate() {
        let whole = ArticleRef {
            paragraph: Some(count(at)).filter(|_| !is_single),
            ..ArticleRef::whole(article.number)
        };
        if !paragraph.text.is_empty() {
            found.push(Unit::of(Spot::Text(whole), 0, &paragraph.text.text));
        }
        for (at, item) in paragraph.items.iter().enumerate() {
            let own = ArticleRef { item: Some(count(at)), ..whole };
            found.push(Unit::of(Spot::Text(own), 1, &item.text.text));
            for (at, point) in item.points.iter().enumerate() {
                let own = ArticleRef { point: Some(count(at)), ..own };
                found.push(Unit::of(Spot::Text(own), 2, &point.text));
            }
        }
    }
    found
}

/// Two units put beside each other, by their positions; one of either side may stand alone.
pub(super) struct Pairing {
    pub(super) old: Option<usize>,
    pub(super) new: Option<usize>,
}

/// How alike two units are that are taken for one another, in thousandths.
const ALIKE: usize = 200;
/// The most pairs that are looked at; of longer texts only what is the same is taken for it.
const MOST: usize = 1_000_000;

/// Puts units beside one another in their order, as much as possible of what is alike.
pub(super) fn paired(old: &[Unit], new: &[Unit]) -> Vec<Pairing> {
    let (rows, columns) = (old.len() + 1, new.len() + 1);
    let few = rows.saturating_mul(columns) <= MOST;
    let fixed = if few { best(old, new) } else { same(old, new) };
    let mut found = Vec::new();
    let (mut at, mut to) = (0, 0);
    for (was, becomes) in fixed.into_iter().chain([(old.len(), new.len())]) {
        // One that is left on either side was written anew.
        let level = |all: &[Unit], at: usize| all.get(at).map(|unit| unit.level);
        if was == at + 1 && becomes == to + 1 && level(old, at) == level(new, to) {
            found.push(Pairing { old: Some(at), new: Some(to) });
        } else {
            found.extend((at..was).map(|at| Pairing { old: Some(at), new: None }));
            found.extend((to..becomes).map(|to| Pairing { old: None, new: Some(to) }));
        }
        if was < old.len() && becomes < new.len() {
            found.push(Pairing { old: Some(was), new: Some(becomes) });
        }
        (at, to) = (was + 1, becomes + 1);
    }
    found
}

fn best(old: &[Unit], new: &[Unit]) -> Vec<(usize, usize)> {
    let columns = new.len() + 1;
    let mut sums = vec![0_usize; (old.len() + 1) * columns];
    let score = |old: &Unit, new: &Unit| {
        if old.level != new.level {
            return 0;
        }
        let alike = if old.body == new.body { 1000 } else { alike(&old.grams, &new.grams) };
        if alike >= ALIKE { alike } else { 0 }
    };
    let sum =
        |sums: &[usize], at: usize, to: usize| sums.get(at * columns + to).copied().unwrap_or(0);
    let mut scores = vec![0_usize; old.len() * new.len()];
    for (at, was) in old.iter().enumerate().rev() {
        for (to, becomes) in new.iter().enumerate().rev() {
            let own = score(was, becomes);
            let joined = if own > 0 { own + sum(&sums, at + 1, to + 1) } else { 0 };
            let most = joined.max(sum(&sums, at + 1, to)).max(sum(&sums, at, to + 1));
            if let (Some(place), Some(known)) =
                (sums.get_mut(at * columns + to), scores.get_mut(at * new.len() + to))
            {
                (*place, *known) = (most, own);
            }
        }
    }
    let mut found = Vec::new();
    let (mut at, mut to) = (0, 0);
    while at < old.len() && to < new.len() {
        let own = scores.get(at * new.len() + to).copied().unwrap_or(0);
        let here = sum(&sums, at, to);
        if own > 0 && here == own + sum(&sums, at + 1, to + 1) {
            found.push((at, to));
            (at, to) = (at + 1, to + 1);
        } else if here == sum(&sums, at + 1, to) {
            at += 1;
        } else {
            to += 1;
        }
    }
    found
}

fn same(old: &[Unit], new: &[Unit]) -> Vec<(usize, usize)> {
    let keys = |units: &[Unit]| units.iter().map(|unit| unit.body.clone()).collect::<Vec<_>>();
    let ops = similar::capture_diff_slices(similar::Algorithm::Patience, &keys(old), &keys(new));
    let of = |op: similar::DiffOp| match op {
        similar::DiffOp::Equal { old_index, new_index, len } => {
            (0..len).map(|at| (old_index + at, new_index + at)).collect()
        }
        _ => Vec::new(),
    };
    ops.into_iter().flat_map(of).collect()
}
