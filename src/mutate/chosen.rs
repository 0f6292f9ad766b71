//! Which mutants are judged: some by lot, or one share of several.

use super::stage::Stage;

/// Some of the mutants by lot, in their order: the same for the same seed, whatever else there is.
pub fn sample(stage: &Stage, chosen: &[usize], count: usize, seed: u64) -> Vec<usize> {
    let lot = |at: &usize| {
        let name = stage.mutants.get(*at).map_or("", |mutant| mutant.name.as_str());
        (drawn(name, seed), *at)
    };
    let mut lots: Vec<(u64, usize)> = chosen.iter().map(lot).collect();
    lots.sort_unstable();
    let mut kept: Vec<usize> = lots.into_iter().take(count).map(|(_, at)| at).collect();
    kept.sort_unstable();
    kept
}

/// One share of several: each mutant is in one of them.
pub fn shard(chosen: &[usize], number: usize, of: usize) -> Vec<usize> {
    let own =
        chosen.iter().enumerate().filter(|(at, _)| at % of.max(1) == number.saturating_sub(1));
    own.map(|(_, mutant)| *mutant).collect()
}

/// A number that depends on the letters of a name and on the seed (FNV-1a, mixed).
fn drawn(name: &str, seed: u64) -> u64 {
    let first = 0xcbf2_9ce4_8422_2325 ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = name
        .bytes()
        .fold(first, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    (mixed ^ (mixed >> 31)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

/// `2/3`: the second of three shares.
pub fn share(text: &str) -> Option<(usize, usize)> {
    let (number, of) = text.split_once('/')?;
    let (number, of): (usize, usize) = (number.parse().ok()?, of.parse().ok()?);
    (number >= 1 && number <= of).then_some((number, of))
}
