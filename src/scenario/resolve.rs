//! The instance that an address means in a world.

use super::address::PlannedAddress;
use crate::program::Program;
use crate::rule::InstanceId;
use crate::world::World;

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
    let wanted = planned.address.parts.as_slice();
    let found: Vec<InstanceId> = world
        .instances()
        .filter(|(id, _)| world.address(program, *id).parts.ends_with(wanted))
        .map(|(id, _)| id)
        .collect();
    match found.as_slice() {
        [only] => Ok(*only),
        _ => Err(found),
    }
}
