//! Which article of the old text is which of the new one.

use std::collections::BTreeMap;

use super::grams::{Grams, folded, grams, likeness};
use crate::act::ActArticle;

/// An article of either text or of both, by their positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) old: Option<usize>,
    pub(super) new: Option<usize>,
    pub(super) is_moved: bool,
}

/// How alike articles are that are taken for one another, in thousandths.
const ALIKE: usize = 600;
/// How alike they are at least where both stand between the same neighbours.
const REWRITTEN: usize = 150;

/// Matches articles: by their headings, then the most alike first, then what is left between the same
/// neighbours. In the order of the new text; what goes stands behind what stood before it.
pub(super) fn matched(old: &[ActArticle], new: &[ActArticle]) -> Vec<Pair> {
    let mut matching = Matching::new(old, new);
    matching.by_heading();
    matching.by_same_words();
    matching.by_words(old, new);
    matching.by_place();
    matching.pairs()
}

struct Article {
    series: u8,
    heading: String,
    text: String,
    grams: Grams,
}

impl Article {
    fn of(article: &ActArticle) -> Self {
        let text: String = article.texts().map(|one| folded(&one.text)).collect();
        let heading = folded(&article.heading.text);
        let grams = grams(&text);
        Self { series: article.number.series as u8, heading, text, grams }
    }
}

struct Matching {
    old: Vec<Article>,
    new: Vec<Article>,
    /// The new article of each old one, and the other way round.
    to: Vec<Option<usize>>,
    from: Vec<Option<usize>>,
}

impl Matching {
    fn new(old: &[ActArticle], new: &[ActArticle]) -> Self {
        Self {
            old: old.iter().map(Article::of).collect(),
            new: new.iter().map(Article::of).collect(),
            to: vec![None; old.len()],
            from: vec![None; new.len()],
        }
    }

    fn join(&mut self, old: usize, new: usize) {
        let free = self.to.get(old) == Some(&None) && self.from.get(new) == Some(&None);
        if let (Some(to), Some(from)) = (self.to.get_mut(old), self.from.get_mut(new))
            && free
        {
            (*to, *from) = (Some(new), Some(old));
        }
    }

    /// Articles whose headings stand once in each text.
    fn by_heading(&mut self) {
        self.by_key(|article| &article.heading, true);
    }

    /// Articles of the same words, in their order where these stand as often in each text.
    fn by_same_words(&mut self) {
        self.by_key(|article| &article.text, false);
    }

    fn by_key(&mut self, key: fn(&Article) -> &String, only_once: bool) {
        let listed = |articles: &[Article], taken: &[Option<usize>]| {
            let mut found: BTreeMap<(u8, String), Vec<usize>> = BTreeMap::new();
            let free = articles.iter().zip(taken).enumerate();
            let free =
                free.filter(|(_, (article, taken))| taken.is_none() && !key(article).is_empty());
            for (at, (article, _)) in free {
                found.entry((article.series, key(article).clone())).or_default().push(at);
            }
            found
        };
        let (old, new) = (listed(&self.old, &self.to), listed(&self.new, &self.from));
        for (key, was) in old {
            let becomes = new
                .get(&key)
                .filter(|all| all.len() == was.len() && (!only_once || all.len() == 1));
            for (was, becomes) in was.iter().zip(becomes.into_iter().flatten()) {
                self.join(*was, *becomes);
            }
        }
    }

    /// The most alike first; of equals those of the same number, then the first.
    fn by_words(&mut self, old: &[ActArticle], new: &[ActArticle]) {
        let mut holders: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
        let free = |all: &[Option<usize>], at: usize| all.get(at) == Some(&None);
        for (at, article) in self.new.iter().enumerate().filter(|(at, _)| free(&self.from, *at)) {
            for gram in &article.grams {
                holders.entry(*gram).or_default().push(at);
            }
        }
        let mut found = Vec::new();
        let mut shared = vec![0_usize; self.new.len()];
        for (at, article) in self.old.iter().enumerate().filter(|(at, _)| free(&self.to, *at)) {
            let mut touched = Vec::new();
            for other in article.grams.iter().filter_map(|gram| holders.get(gram)).flatten() {
                let Some(count) = shared.get_mut(*other) else { continue };
                if *count == 0 {
                    touched.push(*other);
                }
                *count += 1;
            }
            for other in touched {
                let count = shared.get_mut(other).map_or(0, std::mem::take);
                let Some(of_new) = self.new.get(other) else { continue };
                let alike = likeness(count, article.grams.len(), of_new.grams.len());
                let numbers = old.get(at).zip(new.get(other));
                let same = numbers.is_some_and(|(old, new)| old.number == new.number);
                if alike >= ALIKE && article.series == of_new.series {
                    found.push((std::cmp::Reverse(alike), !same, at, other));
                }
            }
        }
        found.sort_unstable();
        for (_, _, old, new) in found {
            self.join(old, new);
        }
    }

    /// What is left between the same neighbours was written anew, the most alike first.
    fn by_place(&mut self) {
        /// The most pairs that are looked at between two neighbours.
        const MOST: usize = 10_000;
        let last = (self.old.len(), self.new.len());
        let fixed = self.to.iter().enumerate().filter_map(|(at, to)| Some((at, (*to)?)));
        let fixed: Vec<(usize, usize)> = fixed.chain([last]).collect();
        let mut before: Option<(usize, usize)> = None;
        let mut found = Vec::new();
        for (old, new) in fixed {
            let (from_old, from_new) = before.map_or((0, 0), |(old, new)| (old + 1, new + 1));
            let few = old.saturating_sub(from_old) * new.saturating_sub(from_new) <= MOST;
            if few {
                for at in from_old..old {
                    for to in from_new..new {
                        found.extend(self.rewritten(at, to).map(|alike| (alike, at, to)));
                    }
                }
            }
            before = Some((old, new));
        }
        found.sort_unstable();
        for (_, old, new) in found {
            self.join(old, new);
        }
    }

    /// How alike two that are left are, the most alike first, if they share enough.
    fn rewritten(&self, old: usize, new: usize) -> Option<std::cmp::Reverse<usize>> {
        let free = self.to.get(old) == Some(&None) && self.from.get(new) == Some(&None);
        let (old, new) = self.old.get(old).zip(self.new.get(new)).filter(|_| free)?;
        let alike = super::grams::alike(&old.grams, &new.grams);
        (old.series == new.series && alike >= REWRITTEN).then_some(std::cmp::Reverse(alike))
    }

    fn pairs(&self) -> Vec<Pair> {
        let kept = in_order(&self.from);
        let mut gone: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
        let mut before = None;
        for (at, to) in self.to.iter().enumerate() {
            match to {
                Some(_) => before = Some(at),
                None => gone.entry(before).or_default().push(at),
            }
        }
        let goes = |after: Option<usize>| {
            let all = gone.get(&after).into_iter().flatten();
            all.map(|old| Pair { old: Some(*old), new: None, is_moved: false })
        };
        let mut found: Vec<Pair> = goes(None).collect();
        for (new, from) in self.from.iter().enumerate() {
            let is_moved = from.is_some() && !kept.contains(&new);
            found.push(Pair { old: *from, new: Some(new), is_moved });
            if from.is_some() {
                found.extend(goes(*from));
            }
        }
        found
    }
}

/// The positions whose values are the longest row that rises: what is left has moved.
fn in_order(values: &[Option<usize>]) -> std::collections::BTreeSet<usize> {
    // Of each length the position whose value is the smallest, and what stands before each.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; values.len()];
    let value = |at: usize| values.get(at).copied().flatten();
    for at in 0..values.len() {
        let Some(own) = value(at) else { continue };
        let place = ends.partition_point(|end| value(*end).is_some_and(|end| end < own));
        if let Some(slot) = before.get_mut(at) {
            *slot = place.checked_sub(1).and_then(|place| ends.get(place)).copied();
        }
        match ends.get_mut(place) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut found = std::collections::BTreeSet::new();
    let mut at = ends.last().copied();
    while let Some(own) = at {
        found.insert(own);
        at = before.get(own).copied().flatten();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_have_moved() {
        let kept = |values: &[usize]| {
            let values: Vec<_> = values.iter().map(|value| Some(*value)).collect();
            in_order(&values).into_iter().collect::<Vec<_>>()
        };
        assert_eq!(kept(&[0, 1, 2]), [0, 1, 2]);
        // The last came to the front: it alone has moved.
        assert_eq!(kept(&[3, 0, 1, 2]), [1, 2, 3]);
        assert_eq!(kept(&[]), Vec::<usize>::new());
    }
}
