//! Addresses of instances: each machine's name with the parts of its key, owners first:
//! `edition/2024/case/acme`.

use std::hash::{DefaultHasher, Hash, Hasher};

use smallvec::SmallVec;

use crate::ident::Id;
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
    /// The hash of this part below an owner, the same in every process: the standard hasher with
    /// its fixed keys.
    pub(super) fn hash_under(&self, owner: Option<InstanceId>) -> u64 {
        let mut hasher = DefaultHasher::new();
        owner.map(Id::index).hash(&mut hasher);
        self.hash(&mut hasher);
        hasher.finish()
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
