//! What a machine learns and records as found.

use crate::chart::Configuration;
use crate::program::Tree;
use crate::rule::{FactId, FindingId, SubjectId, Value};
use crate::world::journal::{Recorder, What};
use crate::world::refusal::Reason;
use crate::world::step::failure::Failure;
use crate::world::step::stepper::Stepper;
use crate::world::store::{FactVersion, FindingMade};

impl<R: Recorder> Stepper<'_, '_, R> {
    pub(super) fn learn(&mut self, subject: SubjectId, fact: FactId, value: Value) {
        let (today, by) = (self.world.today(), self.delivered.actor);
        let known_from = Some(today);
        let (true_from, true_to, value) = (None, None, Some(value));
        let told = FactVersion { subject, fact, value, true_from, true_to, known_from, by };
        self.world.learn(self.engine.program, self.engine.cast, told);
        self.effect(|| What::Learnt(told));
    }

    /// The finding is about this instance or the owner that it is declared for.
    pub(super) fn find(
        &mut self,
        finding: FindingId,
        answer: &Tree,
        own: &Configuration,
    ) -> Result<(), Failure> {
        let answer = self.known(answer, own)? == Value::Bool(true);
        let about = self.engine.program.findings[finding].about;
        let mut instance = Some(self.instance);
        while let Some(at) = instance
            && self.world.machine_of(at) != about
        {
            instance = self.world.instance(at).owner;
        }
        let instance = instance.ok_or(Reason::NoInstance(None))?;
        let (day, by, reason) = (self.world.today(), self.delivered.actor, None);
        let made = FindingMade { instance, finding, answer, day, by, reason };
        let finding = self.world.findings.add(made);
        self.effect(|| What::Found { finding });
        Ok(())
    }
}
