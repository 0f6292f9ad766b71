//! What is learnt and found, and what stood before the story.

use super::engine::Engine;
use super::role::holds_role;
use crate::calendar::Day;
use crate::ident::Id;
use crate::program::RoleId;
use crate::rule::{FactId, InstanceId, SubjectId, Value};
use crate::world::cast::ActorId;
use crate::world::journal::{Recorder, What};
use crate::world::refusal::Reason;
use crate::world::store::{FactVersion, FindingMade, RegisterEntry, Timer, TimerKey, TimerRank};
use crate::world::world::World;

impl Engine<'_> {
    /// Something is learnt on this day.
    pub fn learn<R: Recorder>(&self, world: &mut World, version: FactVersion, recorder: &mut R) {
        let FactVersion { subject, fact, value, true_from, by, .. } = version;
        world.facts.learn(version);
        if let Some(day) = true_from {
            world.wake(day);
        }
        if R::LISTENS {
            recorder.record(world.today(), What::Learnt { subject, fact, value, true_from, by });
        }
        self.settle_waiting(world, recorder);
    }

    /// What is known from the beginning.
    pub fn given(
        &self,
        world: &mut World,
        subject: SubjectId,
        fact: FactId,
        value: Value,
        true_from: Option<Day>,
    ) {
        let (known_from, by) = (None, None);
        world.facts.learn(FactVersion { subject, fact, value, true_from, known_from, by });
        if let Some(day) = true_from {
            world.wake(day);
        }
    }

    /// A line that stood in a register before the story.
    pub fn stood(&self, world: &mut World, entry: RegisterEntry) {
        let to = entry.to;
        world.wake(entry.from);
        let entry = world.registers.enter(entry);
        let morning = to.and_then(|to| to.plus_days(1)).filter(|morning| *morning > world.today());
        // It belongs to no instance; the first that will be created stands for the order of firing.
        let first = InstanceId::new(0);
        if let Some(morning) = morning {
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
            return Err(vec![Reason::NoInstance]);
        }
        if let Some(actor) = made.by
            && !self.may_find(world, &made, actor, role)?
        {
            return Err(vec![Reason::Role {
                transition: None,
                finding: Some(made.finding),
                allowed: info.by.clone(),
            }]);
        }
        let finding = world.findings.add(made);
        if R::LISTENS {
            recorder.record(world.today(), What::Found { finding });
        }
        self.settle_waiting(world, recorder);
        Ok(())
    }

    fn may_find(
        &self,
        world: &World,
        made: &FindingMade,
        actor: ActorId,
        role: Option<RoleId>,
    ) -> Result<bool, Vec<Reason>> {
        let look = self.look(world, made.instance);
        match holds_role(&look, actor, role, &self.program.findings[made.finding].by) {
            Ok(holds) => Ok(holds),
            Err(failure) => Err(failure.reasons()),
        }
    }
}
