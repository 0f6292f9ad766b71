//! Who holds which role towards whom.

use smallvec::SmallVec;

use super::failure::Failure;
use crate::program::{RoleHolder, RoleId};
use crate::rule::{Outcome, Value};
use crate::world::cast::ActorId;
use crate::world::look::{Look, Noting};

/// Whether an actor holds one of the roles towards the instance of a look; where he says in which
/// role he acts, only that one counts.
pub(super) fn holds_role(
    look: &Look<'_>,
    actor: ActorId,
    acting: Option<RoleId>,
    roles: &[RoleId],
) -> Result<bool, Failure> {
    let info = &look.cast.actors[actor];
    for &role in roles.iter().filter(|&&role| acting.is_none_or(|acting| acting == role)) {
        let holds = match &look.program.roles[role].holder {
            RoleHolder::Anyone => true,
            RoleHolder::Office | RoleHolder::Actor => info.roles.contains(&role),
            RoleHolder::Party(trees) => {
                let machine = look.world.machine_of(look.instance);
                match trees.iter().find(|(of, _)| *of == machine) {
                    None => false,
                    Some((_, tree)) => {
                        let (reads, asked, noting) = (Vec::new(), Vec::new(), Noting::Nothing);
                        let lists = SmallVec::new();
                        let mut inner = Look { reads, asked, noting, lists, ..*look };
                        match inner.value(tree)? {
                            Outcome::Known(Value::Subject(party)) => info.subject == Some(party),
                            Outcome::Known(_) | Outcome::Unknown(_) => false,
                        }
                    }
                }
            }
        };
        if holds {
            return Ok(true);
        }
    }
    Ok(false)
}
