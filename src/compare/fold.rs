//! The turns of all stories in groups: the same cause is told once, with how many it concerns, since
//! when, and the sums.

use std::collections::{BTreeMap, BTreeSet};

use super::cause::{Sum, Turn};
use super::element::Elements;
use super::operation::By;
use super::outcome::{Matter, Outcome, Titled};
use crate::calendar::Day;
use crate::policy::ArticleRef;

/// Turns with one cause.
#[derive(Clone, Debug)]
pub struct Group {
    /// The earliest of them, which stands for all.
    pub example: Turn,
    /// The story in which it stands, by its position.
    pub story: usize,
    /// By which operations.
    pub by: By,
    /// The stories, by their positions.
    pub stories: BTreeSet<usize>,
    /// How many subjects it concerns, each counted in each story.
    pub subjects: usize,
    /// How many differences only follow.
    pub folded: usize,
    /// The earliest day.
    pub day: Day,
    /// By how many days it moves, from the least to the most; none where it is no day that moves.
    pub days: Option<(i64, i64)>,
    /// What is owed and paid more or less in all.
    pub money: BTreeMap<Titled, Sum>,
}

/// What is the same in one group: the kind of what turns, what it is called, how it turns, the
/// elements, the articles, the operations.
type Key = (u8, Titled, (u8, u8), Elements, Vec<ArticleRef>, By);

/// Groups the turns of stories: most stories first, then the earliest.
pub fn groups<'t>(turns: impl IntoIterator<Item = (usize, &'t Turn, By)>) -> Vec<Group> {
    let mut found: BTreeMap<Key, Group> = BTreeMap::new();
    for (story, turn, by) in turns {
        let day = turn.at().day;
        let days = turn.days();
        let group = found.entry(key(turn, &by)).or_insert_with(|| Group {
            example: turn.clone(),
            story,
            by,
            stories: BTreeSet::new(),
            subjects: 0,
            folded: 0,
            day,
            days: days.map(|days| (days, days)),
            money: BTreeMap::new(),
        });
        if day < group.day {
            (group.example, group.story, group.day) = (turn.clone(), story, day);
        }
        group.days =
            group.days.zip(days).map(|((least, most), days)| (least.min(days), most.max(days)));
        group.stories.insert(story);
        let mut others = turn.others.clone();
        others.push(turn.first.who.clone());
        others.sort();
        others.dedup();
        group.subjects += others.iter().filter(|who| who.place > 0).count();
        group.folded += turn.folded;
        for (_, account, sum) in &turn.money {
            group.money.entry(account.clone()).or_default().add(*sum);
        }
    }
    let mut groups: Vec<Group> = found.into_values().collect();
    groups
        .sort_by(|one, other| (other.stories.len(), one.day).cmp(&(one.stories.len(), other.day)));
    groups
}

fn key(turn: &Turn, by: &By) -> Key {
    let (kind, titled) = match &turn.first.matter {
        Matter::Step(_, _, titled, _) => (0, titled.clone()),
        Matter::Delivery(_, titled, ..) => (1, titled.clone()),
        Matter::FirstDay(titled, ..) => (2, titled.clone()),
        Matter::LastDay(titled, ..) => (3, titled.clone()),
        Matter::State(_) => (4, Titled { name: String::new(), title: Default::default() }),
        Matter::Money(titled) => (5, titled.clone()),
        Matter::Entry(titled, ..) => (6, titled.clone()),
        Matter::Duty(titled, ..) => (7, titled.clone()),
        Matter::Record(titled, ..) => (8, titled.clone()),
    };
    let way = (way(turn.first.before.as_ref()), way(turn.first.after.as_ref()));
    (kind, titled, way, turn.elements.clone(), turn.articles.clone(), by.clone())
}

const fn way(outcome: Option<&Outcome>) -> u8 {
    match outcome {
        None => 0,
        Some(Outcome::Accepted) => 1,
        Some(Outcome::AcceptedOn(_)) => 2,
        Some(Outcome::Refused(..)) => 3,
        Some(_) => 4,
    }
}
