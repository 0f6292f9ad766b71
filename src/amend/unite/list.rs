//! Lists of several versions in one: read under a version it is that version's list again, in its
//! order.

use crate::policy::{Under, Version};

/// The lists merged; things that are the same stand once, with the versions that have them: all
/// versions where each list has it.
pub(super) fn merged<'v, T>(
    lists: &[(Version, &'v [T])],
    same: impl Fn(&T, &T) -> bool,
) -> Vec<(Under, &'v T)> {
    let mut found: Vec<(Under, &'v T)> = Vec::new();
    for (version, list) in lists {
        let only = Under::only(*version);
        let mut from = 0;
        for thing in *list {
            let later = found.iter().skip(from).position(|(_, known)| same(known, thing));
            match later.and_then(|at| found.get_mut(from + at).map(|entry| (at, entry))) {
                Some((at, (under, _))) => {
                    *under = under.or(only);
                    from += at + 1;
                }
                None => {
                    found.insert(from, (only, thing));
                    from += 1;
                }
            }
        }
    }
    let every = lists.iter().fold(Under::NONE, |all, (version, _)| all.or(Under::only(*version)));
    for (under, _) in &mut found {
        if *under == every {
            *under = Under::ALL;
        }
    }
    found
}

/// The same of things that stand once in each list, wherever they stand in it.
pub(super) fn anywhere<'v, T>(
    lists: &[(Version, &'v [T])],
    same: impl Fn(&T, &T) -> bool,
) -> Vec<(Under, &'v T)> {
    let mut found: Vec<(Under, &'v T)> = Vec::new();
    for (under, thing) in merged(lists, &same) {
        match found.iter_mut().find(|(_, known)| same(known, thing)) {
            Some((known, _)) => *known = known.or(under),
            None => found.push((under, thing)),
        }
    }
    let every = lists.iter().fold(Under::NONE, |all, (version, _)| all.or(Under::only(*version)));
    for (under, _) in &mut found {
        if *under == every {
            *under = Under::ALL;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Whatever the versions have, each finds its own list in the merged one.
        #[test]
        fn a_version_finds_its_own_list(
            lists in proptest::collection::vec(proptest::collection::vec(0_u8..6, 0..6), 1..5)
        ) {
            let numbered: Vec<(Version, &[u8])> =
                (0_u8..).map(Version).zip(lists.iter().map(Vec::as_slice)).collect();
            let merged = merged(&numbered, |one, other| one == other);
            for (version, list) in &numbered {
                let own = merged.iter().filter(|(under, _)| under.holds(*version));
                let own: Vec<u8> = own.map(|(_, thing)| **thing).collect();
                prop_assert_eq!(&own[..], *list);
            }
        }
    }

    #[test]
    fn what_all_have_stands_once() {
        let (one, two) = ([1, 2, 3], [1, 9, 3]);
        let lists: [(Version, &[u8]); 2] = [(Version(0), &one), (Version(1), &two)];
        let merged = merged(&lists, |one, other| one == other);
        let told =
            merged.iter().map(|(under, thing)| (**thing, under.holds(Version(0)), under.is_all()));
        let told: Vec<_> = told.collect();
        assert_eq!(told, [(1, true, true), (9, false, false), (2, true, false), (3, true, true)]);
    }
}
