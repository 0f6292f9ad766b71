//! A term that is counted whenever it is asked about: where parts of amendments change its length while
//! it runs, each says what becomes of it (DESIGN 9.4).

use super::deciding;
use super::refusal::Cause;
use super::world::World;
use crate::calendar::Day;
use crate::policy::{Running, Version};
use crate::program::Program;
use crate::rule::{InstanceId, ParamId};

/// The first day after a term that began on `from` and is as long as a parameter says, and how it was
/// counted: `count` counts it from a day under a version. The parts of amendments are heeded in the
/// order of their effect.
pub(super) fn after<T>(
    (program, world): (&Program, &World),
    (instance, length): (InstanceId, ParamId),
    from: Day,
    count: impl Fn(Day, Version) -> Result<(Day, T), Cause>,
) -> Result<(Day, T), Cause> {
    let versions = &program.versions;
    let held = deciding::held(program, world, instance);
    let parts = versions.parts.iter().enumerate();
    let began = parts.filter(|(at, part)| held & (1 << at) != 0 && part.from > from);
    let changes: Vec<(u64, Day, Running)> = began
        .filter_map(|(at, part)| {
            let running = part.running.iter().find(|(of, _)| *of == length);
            running.map(|(_, running)| (1 << at, part.from, *running))
        })
        .collect();
    let later = changes.iter().fold(0, |later, (bit, ..)| later | bit);
    let mut found = count(from, versions.of(held & !later))?;
    for (bit, effect, running) in changes {
        // What was over on the day before effect stays so.
        if found.0 <= effect {
            break;
        }
        let until = versions.of(held & (bit | (bit - 1)));
        found = match running {
            Running::Keep => continue,
            Running::Recount => count(from, until)?,
            Running::Anew => count(effect, until)?,
        };
        // One that is over under its new length ended the day before.
        found.0 = found.0.max(effect);
    }
    Ok(found)
}
