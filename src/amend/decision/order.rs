//! The numbers that articles have where a decision says no more than that their order is adjusted.

use std::collections::BTreeMap;

use super::operation::{Kind, Operation, Position};
use super::place::{Place, level};
use crate::lang::amending::Numbered;
use crate::policy::{ArticleNumber, ArticleRef};

/// What the operations on one act do to the numbers of its articles.
#[derive(Default)]
pub(super) struct Order {
    /// Numbers that are given, from before to after.
    given: BTreeMap<u16, u16>,
    /// Articles that go.
    gone: Vec<u16>,
    /// Articles that become several, with how many more.
    more: Vec<(u16, u16)>,
    /// Numbers after, of those that come.
    come: Vec<u16>,
}

const fn whole(place: &Place) -> Option<u16> {
    match place {
        Place::Part(part)
            if part.article.inserted == 0 && matches!(level(*part), Numbered::Article) =>
        {
            Some(part.article.number)
        }
        _ => None,
    }
}

impl Order {
    /// Takes what an operation does.
    pub(super) fn take(&mut self, operation: &Operation) {
        let to: &[Place] = match &operation.position {
            Some(Position::At(places)) => places,
            _ => &[],
        };
        let own = operation.target.first().and_then(whole);
        let new = to.first().and_then(whole);
        match (operation.kind, own, new) {
            (Kind::Renumber, Some(old), Some(new)) => {
                self.given.insert(old, new);
            }
            (Kind::Insert | Kind::Move, None, Some(new)) => self.come.push(new),
            (Kind::Delete, Some(old), _) if operation.old.is_none() => self.gone.push(old),
            (Kind::Move, Some(old), _) => self.gone.push(old),
            (Kind::Split, Some(old), _) => {
                let more = u16::try_from(to.len().max(2) - 1).unwrap_or(1);
                self.more.push((old, more));
            }
            (Kind::Join, ..) => self.gone.extend(operation.target.iter().skip(1).filter_map(whole)),
            _ => {}
        }
    }
    /// Takes articles that go with their chapter, and numbers of those that come with theirs.
    pub(super) fn with_chapters(&mut self, gone: &[ArticleNumber], come: &[ArticleNumber]) {
        let own = |all: &[ArticleNumber]| -> Vec<u16> {
            all.iter().filter(|one| one.inserted == 0).map(|one| one.number).collect()
        };
        self.gone.extend(own(gone));
        self.come.extend(own(come));
    }
    /// The number after of an article.
    pub(super) fn after(&self, old: u16) -> u16 {
        if let Some(new) = self.given.get(&old) {
            return *new;
        }
        let (from, base) =
            self.given.range(..old).next_back().map_or((0, 0), |(old, new)| (*old, *new));
        let gone = self.gone.iter().filter(|gone| (from..old).contains(*gone)).count();
        let more: u16 =
            self.more.iter().filter(|(at, _)| (from..old).contains(at)).map(|(_, more)| more).sum();
        let gone = u16::try_from(gone).unwrap_or(0);
        let mut new = (base + (old - from) + more).saturating_sub(gone);
        let mut come: Vec<u16> = self.come.iter().copied().filter(|come| *come > base).collect();
        come.sort_unstable();
        for come in come {
            new += u16::from(come <= new);
        }
        new
    }
}

/// Gives what comes into an article the number which that article has then, where the order is adjusted.
pub(super) fn order<'o>(operations: impl Iterator<Item = &'o mut Operation>) {
    let mut of_act: BTreeMap<Option<String>, Vec<&mut Operation>> = BTreeMap::new();
    for operation in operations {
        of_act.entry(operation.act.clone()).or_default().push(operation);
    }
    for own in of_act.into_values() {
        let adjusted =
            own.iter().any(|one| one.kind == Kind::Renumber && one.target == [Place::Act]);
        if !adjusted {
            continue;
        }
        let mut order = Order::default();
        own.iter().for_each(|one| order.take(one));
        for operation in own {
            place_in(operation, &order);
        }
    }
}

fn place_in(operation: &mut Operation, order: &Order) {
    let (Kind::Insert, [Place::Part(target)]) = (operation.kind, operation.target.as_slice())
    else {
        return;
    };
    let Some(Position::At(places)) = &mut operation.position else { return };
    let [Place::Part(to)] = places.as_mut_slice() else { return };
    if to.article == target.article && to.article.inserted == 0 {
        let article = ArticleNumber::article(order.after(to.article.number));
        *to = ArticleRef { article, ..*to };
    }
}
