//! Whoever runs a program's worlds.

use smallvec::SmallVec;

use crate::program::Program;
use crate::rule::InstanceId;
use crate::world::cast::Cast;
use crate::world::journal::Reads;
use crate::world::look::{Look, Noting};
use crate::world::world::World;

/// Runs a program's worlds.
#[derive(Clone, Copy, Debug)]
pub struct Engine<'p> {
    /// The program.
    pub program: &'p Program,
    /// The cast.
    pub cast: &'p Cast,
}

impl Engine<'_> {
    /// What a rule of an instance sees today, without an event.
    pub fn look<'l>(&'l self, world: &'l World, instance: InstanceId) -> Look<'l> {
        Look {
            program: self.program,
            cast: self.cast,
            world,
            instance,
            own: None,
            data: &[],
            actor: None,
            place: None,
            as_of: world.today(),
            noting: Noting::Nothing,
            reads: Reads::new(),
            asked: Vec::new(),
            purse: None,
            lists: SmallVec::new(),
        }
    }
}
