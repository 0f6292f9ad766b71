//! Addresses of instances: each machine's name with the parts of its key, owners first:
//! `edition/2024/case/acme`.

use std::hash::{Hash, Hasher};

use smallvec::SmallVec;

use crate::ident::{Id, Steady};
use crate::rule::{InstanceId, MachineId, Value};

/// One step of an address.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Part {
    /// The machine.
    pub machine: MachineId,
    /// Its key.
    pub key: SmallVec<[Value; 2]>,
}

impl Part {
    /// The hash of this part below an owner, the same in every process.
    pub(super) fn hash_under(&self, owner: Option<InstanceId>) -> u32 {
        let mut hasher = Steady::default();
        owner.map_or(0, |owner| owner.index() + 1).hash(&mut hasher);
        self.machine.hash(&mut hasher);
        self.key.iter().for_each(|value| value.hash(&mut hasher));
        hasher.finish() as u32
    }
}

/// Where an instance is, or would be; the outermost owner first.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Address {
    /// The steps.
    pub parts: Vec<Part>,
}

/// Instances that a step had opened before it was refused, with their addresses. They are gone, and
/// the next that is opened takes their number.
pub type Undone = Vec<(InstanceId, Address)>;
