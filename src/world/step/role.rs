//! Who holds which role towards whom.

use smallvec::SmallVec;

use super::failure::Failure;
use crate::program::{RoleHolder, RoleId, Tree};
use crate::rule::{Outcome, Value};
use crate::world::cast::ActorId;
use crate::world::journal::Reads;
use crate::world::look::{Look, Noting};
use crate::world::refusal::Cause;

/// How an actor stands towards an instance.
pub(super) enum Standing {
    /// He holds one of the roles.
    Holds,
    /// He holds none of them.
    Without,
    /// Whether he holds one is not known.
    Unknown(Vec<Cause>),
}

/// How an actor stands towards the instance of a look; where he says in which role he acts, only
/// that one counts.
pub(super) fn standing(
    look: &Look<'_>,
    actor: ActorId,
    acting: Option<RoleId>,
    roles: &[RoleId],
) -> Result<Standing, Failure> {
    let info = &look.cast.actors[actor];
    let mut unknown = Vec::new();
    for &role in roles.iter().filter(|&&role| acting.is_none_or(|acting| acting == role)) {
        let holds = match &look.program.roles[role].holder {
            RoleHolder::Anyone => true,
            RoleHolder::Office | RoleHolder::Actor => info.roles.contains(&role),
            RoleHolder::Party(trees) => {
                let machine = look.world.machine_of(look.instance);
                match trees.iter().find(|(of, _)| *of == machine) {
                    // Only a subject can be the party.
                    Some((_, tree)) if info.subject.is_some() => match party(look, tree)? {
                        Outcome::Known(Value::Subject(party)) => info.subject == Some(party),
                        Outcome::Known(_) => false,
                        Outcome::Unknown(causes) => {
                            unknown.extend(causes);
                            false
                        }
                    },
                    Some(_) | None => false,
                }
            }
        };
        if holds {
            return Ok(Standing::Holds);
        }
    }
    Ok(if unknown.is_empty() { Standing::Without } else { Standing::Unknown(unknown) })
}

/// Whom the expression of a role names.
fn party(look: &Look<'_>, tree: &Tree) -> Result<Outcome<Cause>, Failure> {
    let (reads, asked, noting) = (Reads::new(), Vec::new(), Noting::Nothing);
    let lists = SmallVec::new();
    Ok(Look { reads, asked, noting, lists, ..*look }.value(tree)?)
}
