//! Why an event is not heard where an instance stands: nothing there hears it, or what hears it stands
//! under another version of the measure (DESIGN 8.2, 9.1).

use smallvec::SmallVec;

use super::engine::Engine;
use crate::chart::{self, EventId, Snapshot, TransitionId};
use crate::program::hearers;
use crate::rule::InstanceId;
use crate::world::deciding;
use crate::world::refusal::Reason;
use crate::world::world::World;

impl Engine<'_> {
    /// Why nothing hears an event; none where something does.
    pub(super) fn unheard(
        &self,
        world: &World,
        id: InstanceId,
        snapshot: &Snapshot,
        event: EventId,
    ) -> Option<Reason> {
        let chart = &self.program.machines[world.machine_of(id)].chart;
        let here: SmallVec<[TransitionId; 2]> =
            chart::candidates(chart, snapshot.configuration(), Some(event)).collect();
        let other = match here.is_empty() {
            true => self.other_version(world, id, hearers(chart, event).into_iter().collect()),
            false if self.stands_any(world, id, &here) => return None,
            false => self.other_version(world, id, here),
        };
        Some(other.unwrap_or_else(|| {
            let states = snapshot.configuration().atomic_states(chart).collect();
            Reason::NotExpected { event, states }
        }))
    }

    fn stands_any(&self, world: &World, id: InstanceId, transitions: &[TransitionId]) -> bool {
        let all = &self.program.machines[world.machine_of(id)].transitions;
        transitions.iter().any(|&one| deciding::stands(self.program, world, id, all[one].under))
    }

    /// That transitions stand under other versions only: the parts of amendments that bring or take
    /// away the one that is nearest. None where one stands, or where there is none.
    fn other_version(
        &self,
        world: &World,
        id: InstanceId,
        transitions: SmallVec<[TransitionId; 2]>,
    ) -> Option<Reason> {
        let versions = &self.program.versions;
        if versions.is_single() || self.stands_any(world, id, &transitions) {
            return None;
        }
        let all = &self.program.machines[world.machine_of(id)].transitions;
        let held = deciding::held(self.program, world, id);
        let apart = transitions.iter().filter_map(|&one| versions.apart(held, all[one].under));
        let (needs, without) =
            apart.min_by_key(|(needs, without)| needs.count_ones() + without.count_ones())?;
        let mut transitions = transitions;
        transitions.retain(|one| versions.apart(held, all[*one].under) == Some((needs, without)));
        Some(Reason::OtherVersion { transitions, needs, without })
    }
}
