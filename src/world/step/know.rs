//! What is learnt and found, and what stood before the story.

use super::delivery::Queue;
use super::engine::Engine;
use super::role::{Standing, standing};
use crate::ident::Id;
use crate::program::RoleId;
use crate::rule::InstanceId;
use crate::world::cast::ActorId;
use crate::world::journal::{Recorder, What};
use crate::world::refusal::Reason;
use crate::world::store::{
    FactVersion, FindingMade, RegisterEntry, Timer, TimerKey, TimerRank, Watched,
};
use crate::world::world::World;

impl Engine<'_> {
    /// Something is learnt on this day.
    pub fn learn<R: Recorder>(&self, world: &mut World, version: FactVersion, recorder: &mut R) {
        world.learn_at_once(self.program, self.cast, version);
        if R::LISTENS {
            recorder.record(world.today(), What::Learnt(version));
        }
        self.settle_waiting(world, &mut Queue::default(), recorder);
    }

    /// What is known from the beginning.
    pub fn given(&self, world: &mut World, version: FactVersion) {
        let version = FactVersion { known_from: None, ..version };
        world.learn_at_once(self.program, self.cast, version);
    }

    /// A line that stood in a register before the story.
    pub fn stood(&self, world: &mut World, entry: RegisterEntry) {
        let to = entry.to;
        let lines = Watched::Register(entry.register, entry.subject);
        world.turn(entry.from, lines);
        world.begin();
        let entry = world.registers.enter(entry);
        world.commit();
        let morning = to.and_then(|to| to.plus_days(1)).filter(|morning| *morning > world.today());
        // It belongs to no instance; the first that will be created stands for the order of firing.
        let first = InstanceId::new(0);
        if let Some(morning) = morning {
            world.waiting.turn(morning, lines);
            let key = TimerKey { morning, instance: first, rank: TimerRank::Entry(entry) };
            world.timers.set(key, Timer::Mark);
        }
    }

    /// A person judges.
    ///
    /// # Errors
    /// Why the person may not.
    pub fn find<R: Recorder>(
        &self,
        world: &mut World,
        made: FindingMade,
        role: Option<RoleId>,
        recorder: &mut R,
    ) -> Result<(), Vec<Reason>> {
        let info = &self.program.findings[made.finding];
        if world.machine_of(made.instance) != info.about {
            return Err(vec![Reason::NoInstance(Some(info.about))]);
        }
        if let Some(actor) = made.by {
            self.may_find(world, &made, actor, role)?;
        }
        world.begin();
        let finding = world.findings.add(made);
        world.commit();
        if R::LISTENS {
            recorder.record(world.today(), What::Found { finding });
        }
        self.settle_waiting(world, &mut Queue::default(), recorder);
        Ok(())
    }

    fn may_find(
        &self,
        world: &World,
        made: &FindingMade,
        actor: ActorId,
        role: Option<RoleId>,
    ) -> Result<(), Vec<Reason>> {
        let look = self.look(world, made.instance);
        let (transition, allowed) = (None, &self.program.findings[made.finding].by);
        match standing(&look, actor, role, allowed) {
            Ok(Standing::Holds) => Ok(()),
            Ok(Standing::Without) => {
                let (finding, allowed) = (Some(made.finding), allowed.clone());
                Err(vec![Reason::Role { transition, finding, allowed }])
            }
            Ok(Standing::Unknown(causes)) => {
                Err(vec![Reason::Unknown { transition, rule: None, causes }])
            }
            Err(failure) => Err(failure.reasons()),
        }
    }
}
