//! The instance that an address means in a world.

use super::address::PlannedAddress;
use crate::program::Program;
use crate::rule::InstanceId;
use crate::world::{Address, World};

/// An address that was resolved, or why it could not be.
pub type Resolved = Result<InstanceId, Vec<InstanceId>>;

/// The instance at an address; for a short one the only instance that it can mean.
///
/// # Errors
/// The instances that it could mean; none where there is none.
pub fn resolve(program: &Program, world: &World, planned: &PlannedAddress) -> Resolved {
    if planned.whole {
        return world.at_address(&planned.address).ok_or_else(Vec::new);
    }
    let found = short(program, world, &planned.address);
    match found.as_slice() {
        [only] => Ok(*only),
        _ => Err(found),
    }
}

/// All instances whose address ends so, in the order of their creation.
fn short(program: &Program, world: &World, address: &Address) -> Vec<InstanceId> {
    let Some(first) = address.parts.first() else { return Vec::new() };
    let below =
        |owner| address.parts.iter().try_fold(owner, |at, part| world.find(at, part).map(Some));
    // Only those that may own the first are asked, not everyone for his whole address.
    let mut found: Vec<InstanceId> = match program.machines[first.machine].owner {
        Some(owner) => {
            world.instances_of(owner).filter_map(|(owner, _)| below(Some(owner))?).collect()
        }
        None => below(None).flatten().into_iter().collect(),
    };
    found.sort_unstable();
    found
}
