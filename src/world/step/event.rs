//! An event from outside, with all that it sends at once (DESIGN 8.4).

use smallvec::SmallVec;

use super::asked::Asked;
use super::delivery::{Delivery, Queue};
use super::engine::Engine;
use super::failure::Failure;
use super::incoming::{Incoming, Target, Told};
use crate::rule::InstanceId;
use crate::world::deciding;
use crate::world::journal::{Origin, Recorder, What};
use crate::world::refusal::{Reason, order_reasons};
use crate::world::world::World;

impl Engine<'_> {
    /// Gives an event to the world, on its day. A refused event changes nothing.
    ///
    /// # Errors
    /// Why it was refused.
    pub fn step<R: Recorder>(
        &self,
        world: &mut World,
        incoming: &Incoming,
        recorder: &mut R,
    ) -> Result<(), Told> {
        let mark = recorder.mark();
        let mut asked = Asked::default();
        let known = world.instance_count();
        let milder = self.milder(world, incoming);
        world.begin();
        milder.iter().for_each(|taken| taken.take(world));
        let mut queue = Queue::default();
        let done = self.arrive(world, incoming, &mut asked, &mut queue, recorder);
        match done {
            Ok(()) => {
                if R::LISTENS {
                    milder.iter().for_each(|taken| recorder.record(world.today(), taken.told()));
                }
                world.commit();
                self.settle_waiting(world, &mut queue, recorder);
                Ok(())
            }
            Err(failure) => {
                let undone = self.opened_since(world, known);
                world.rollback();
                recorder.forget(mark);
                let mut reasons = failure.reasons();
                if queue.purse.is_empty() {
                    asked.reasons.clear();
                }
                // Most often only one of the two has any.
                if reasons.is_empty() {
                    reasons = asked.reasons;
                } else if !asked.reasons.is_empty() {
                    let new = asked.reasons.into_iter().filter(|one| !reasons.contains(one));
                    reasons.extend(new.collect::<SmallVec<[Reason; 1]>>());
                }
                order_reasons(&mut reasons);
                if R::LISTENS {
                    let (instance, address) = match &incoming.target {
                        Target::Instance(id) => (Some(*id), world.address(self.program, *id)),
                        Target::Address(address) => (world.at_address(address), address.clone()),
                    };
                    recorder.record(
                        world.today(),
                        What::Refused {
                            event: incoming.event,
                            instance,
                            address,
                            actor: incoming.actor,
                            reasons: reasons.clone(),
                            guards: asked.guards,
                            lists: asked.lists,
                            undone: undone.clone(),
                        },
                    );
                }
                Err(Told { reasons, undone })
            }
        }
    }

    fn arrive<R: Recorder>(
        &self,
        world: &mut World,
        incoming: &Incoming,
        asked: &mut Asked,
        queue: &mut Queue,
        recorder: &mut R,
    ) -> Result<(), Failure> {
        let (instance, opened) = match &incoming.target {
            Target::Instance(id) => (*id, false),
            Target::Address(address) => self.open_at(world, address, incoming.event)?,
        };
        let mut delivered = Delivery {
            event: incoming.event,
            data: &incoming.data,
            actor: incoming.actor,
            role: incoming.role,
            origin: Origin::Story,
            told: false,
        };
        if opened {
            // The event is told first; then the instance that it opens starts, and then hears it.
            delivered.tell(world, instance, recorder);
            delivered.told = true;
            if R::LISTENS {
                recorder.record(world.today(), What::Opened(instance));
            }
            self.start(world, instance, queue, recorder)?;
            self.drain(world, queue, recorder)?;
        }
        self.deliver(world, instance, &delivered, asked, queue, recorder)?;
        self.drain(world, queue, recorder)?;
        if opened && !self.may_begin(world, instance) {
            return Err(Reason::NotInForce.into());
        }
        Ok(())
    }

    /// Whether what a story has just opened may begin on this day: what belongs to another begins under
    /// that, and a machine may say that it does not ask for the validity (DESIGN 8.20).
    fn may_begin(&self, world: &World, instance: InstanceId) -> bool {
        let machine = &self.program.machines[world.machine_of(instance)];
        let Some(validity) = deciding::validity(self.program, world) else { return true };
        let (today, last) = (world.today(), self.cast.valid_to.or(validity.to));
        machine.outside_validity
            || machine.owner.is_some()
            || (validity.from <= today && last.is_none_or(|last| today <= last))
    }
}
