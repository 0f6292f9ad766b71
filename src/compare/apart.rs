//! The operations of a comparison, each laid alone and all but it. What cannot be laid without another
//! is one operation with it.

use super::change::Asked;
use super::whole::Laid;
use crate::pipeline::Loaded;
use crate::workbench::{Workbench, each};

/// A change that cannot be laid without others is tried with as many of them as this.
const TRIED: usize = 16;

/// The operations: for each the changes that it holds, by their positions, and where it was laid. With
/// a single one nothing more is to be laid than all.
pub fn apart(bench: &Workbench<'_>, asked: &Asked) -> (Vec<Vec<usize>>, Vec<Laid>) {
    let count = asked.changes.len();
    if count < 2 {
        return ((0..count).map(|at| vec![at]).collect(), Vec::new());
    }
    let loads = |some: &[usize]| {
        let laid = bench.trial(&asked.laid(some));
        laid.filter(|loaded| loaded.program.is_some())
    };
    let positions: Vec<usize> = (0..count).collect();
    let alone = each(&positions, |&at| loads(&[at]));
    let groups = grouped(&alone, &asked.bound, &loads);
    if groups.len() < 2 {
        return (groups, Vec::new());
    }
    let mut alone: Vec<Option<Loaded>> = alone;
    let own: Vec<Option<Loaded>> = groups
        .iter()
        .map(|group| match group.as_slice() {
            [at] => alone.get_mut(*at).and_then(Option::take),
            _ => None,
        })
        .collect();
    let others = |group: &Vec<usize>| -> Vec<usize> {
        positions.iter().copied().filter(|at| !group.contains(at)).collect()
    };
    // Of two, all but the one is the other alone.
    let more = each(&groups, |group| {
        let joined = (group.len() > 1).then(|| loads(group)).flatten();
        (joined, loads(&others(group)))
    });
    let laid = own.into_iter().zip(more);
    let laid = laid.map(|(own, (joined, without))| Laid { alone: own.or(joined), without });
    (groups, laid.collect())
}

/// The changes in groups: one that cannot be laid alone is joined with the first others with which it
/// can; where none is found it stays by itself and is not laid alone.
fn grouped(
    alone: &[Option<Loaded>],
    bound: &[(usize, usize)],
    loads: &(impl Fn(&[usize]) -> Option<Loaded> + Sync),
) -> Vec<Vec<usize>> {
    let mut of: Vec<usize> = (0..alone.len()).collect();
    let needy = alone.iter().enumerate().filter(|(_, loaded)| loaded.is_none());
    for (at, _) in needy.take(TRIED) {
        let others: Vec<usize> = (0..alone.len()).filter(|other| *other != at).collect();
        let with = |other: &usize| {
            let mut both = [at, *other];
            both.sort_unstable();
            loads(&both).is_some()
        };
        let fits = each(&others, with);
        let one = others.iter().zip(&fits).find(|(_, fits)| **fits).map(|(other, _)| vec![*other]);
        // Else the fewest before it, all of which it may need.
        let needed = one.or_else(|| {
            let before: Vec<usize> = (0..=at).collect();
            loads(&before).map(|_| (0..at).collect())
        });
        needed.into_iter().flatten().for_each(|other| join(&mut of, (other, at)));
    }
    bound.iter().for_each(|&pair| join(&mut of, pair));
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); alone.len()];
    for (at, group) in of.iter().enumerate() {
        groups.get_mut(*group).into_iter().for_each(|group| group.push(at));
    }
    groups.retain(|group| !group.is_empty());
    groups
}

/// Joins the groups of two changes.
fn join(of: &mut [usize], (one, other): (usize, usize)) {
    let (Some(&one), Some(&other)) = (of.get(one), of.get(other)) else { return };
    let (least, most) = (one.min(other), one.max(other));
    of.iter_mut().filter(|group| **group == most).for_each(|group| *group = least);
}
