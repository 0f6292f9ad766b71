//! Remembering, and opening other instances.

use smallvec::SmallVec;

use crate::chart::Configuration;
use crate::program::Tree;
use crate::rule::{MachineId, Value};
use crate::world::address::Part;
use crate::world::journal::{Recorder, What};
use crate::world::refusal::Reason;
use crate::world::step::delivery::Pending;
use crate::world::step::failure::Failure;
use crate::world::step::stepper::Stepper;

impl<R: Recorder> Stepper<'_, '_, R> {
    pub(super) fn set(
        &mut self,
        fields: &[(u16, Tree)],
        own: &Configuration,
    ) -> Result<(), Failure> {
        for (index, tree) in fields {
            let value = self.known(tree, own)?;
            self.world.instances.set_datum(self.engine.program, self.instance, *index, value);
            let (instance, index) = (self.instance, *index);
            self.effect(|| What::Set { instance, index, value });
        }
        Ok(())
    }

    pub(super) fn spawn(
        &mut self,
        machine: MachineId,
        key: &[Tree],
        data: &[(u16, Tree)],
        own: &Configuration,
    ) -> Result<(), Failure> {
        let mut parts: SmallVec<[Value; 2]> = SmallVec::new();
        for tree in key {
            parts.push(self.known(tree, own)?);
        }
        let mut values = Vec::with_capacity(data.len());
        for (index, tree) in data {
            values.push((*index, self.known(tree, own)?));
        }
        let part = Part { machine, key: parts };
        let owned = self.engine.program.machines[machine].owner;
        let owner = owned.map(|_| self.instance);
        if let Some(found) = self.world.find(owner, &part) {
            return Err(Reason::Exists { machine, instance: found }.into());
        }
        // What nobody owns still comes from here: it may outlive this instance.
        let under = owned.is_none().then_some(self.instance);
        let id = self.engine.create(self.world, owner, under, &part);
        for (index, value) in values {
            self.world.instances.set_datum(self.engine.program, id, index, value);
        }
        self.effect(|| What::Opened(id));
        self.queue.push_back(Pending::Start(id));
        Ok(())
    }
}
