//! The folder below which bundles and stories lie: the one that was given, else the nearest upwards
//! from where we stand that has a room for them, else the one in which we stand.

use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use super::disk::{Bare, absolute};
use super::door::Door;

/// The folder in which bundles are.
pub const POLICY: &str = "policy";
/// The folder in which stories are.
pub const SCENARIOS: &str = "scenarios";
/// The names of both.
pub(super) const ROOMS: [&str; 2] = [POLICY, SCENARIOS];

static GIVEN: RwLock<Option<PathBuf>> = RwLock::new(None);

/// Takes a folder for the root; none looks for it upwards.
pub fn stand_at(root: Option<PathBuf>) {
    *GIVEN.write().unwrap_or_else(PoisonError::into_inner) = root;
}

/// The root, as it is reached from where we stand; empty where it is this folder.
pub fn root() -> PathBuf {
    let given = GIVEN.read().unwrap_or_else(PoisonError::into_inner).clone();
    given.unwrap_or_else(|| upwards(&ROOMS))
}

/// The nearest folder upwards, from the one in which we stand, that holds a folder of one of
/// these names; empty where it is this one, or none.
fn upwards(names: &[&str]) -> PathBuf {
    let depth = absolute(Path::new(".")).components().count();
    let mut above = PathBuf::new();
    for _ in 0..depth {
        if names.iter().any(|name| Bare.is_folder(&above.join(name))) {
            return above;
        }
        above.push("..");
    }
    PathBuf::new()
}
