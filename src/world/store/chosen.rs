//! Which of two versions was taken for an instance, where the milder one applies.

use std::collections::BTreeMap;

use super::log::Log;
use crate::rule::InstanceId;

/// The parts that were decided upon for each instance, and those of them that were taken: a bit for
/// each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::world) struct Chosen {
    of: BTreeMap<InstanceId, (u64, u64)>,
    log: Log<(InstanceId, Option<(u64, u64)>)>,
}

impl Chosen {
    /// Whether a part was taken for an instance; none where nobody has decided yet.
    pub(in crate::world) fn get(&self, id: InstanceId, part: u64) -> Option<bool> {
        let (decided, taken) = self.of.get(&id)?;
        (decided & part != 0).then_some(taken & part != 0)
    }
    /// For an instance a part is taken, or not.
    pub(in crate::world) fn set(&mut self, id: InstanceId, part: u64, taken: bool) {
        let old = self.of.get(&id).copied();
        let (decided, before) = old.unwrap_or_default();
        let after = if taken { before | part } else { before & !part };
        self.of.insert(id, (decided | part, after));
        self.log.note((id, old));
    }
    pub(in crate::world) fn begin(&mut self) {
        self.log.begin();
    }
    pub(in crate::world) fn commit(&mut self) {
        self.log.commit();
    }
    pub(in crate::world) fn rollback(&mut self) {
        while let Some((id, old)) = self.log.last() {
            match old {
                Some(old) => {
                    self.of.insert(id, old);
                }
                None => {
                    self.of.remove(&id);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ident::Id;

    #[test]
    fn what_was_taken_stays_and_is_taken_back_with_its_step() {
        let (one, other) = (InstanceId::new(0), InstanceId::new(1));
        let mut chosen = Chosen::default();
        chosen.begin();
        chosen.set(one, 0b01, true);
        chosen.set(one, 0b10, false);
        chosen.commit();
        let all = |chosen: &Chosen| {
            [(one, 0b01), (one, 0b10), (one, 0b100), (other, 0b01)]
                .map(|(id, part)| chosen.get(id, part))
        };
        assert_eq!(all(&chosen), [Some(true), Some(false), None, None]);
        let before = chosen.clone();
        chosen.begin();
        chosen.set(one, 0b01, false);
        chosen.set(other, 0b01, true);
        assert_eq!(all(&chosen), [Some(false), Some(false), None, Some(true)]);
        chosen.rollback();
        assert_eq!(chosen, before);
    }
}
