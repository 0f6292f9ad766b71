//! Where instances are found: a table by the hash of their address, which clones as one block.

use std::hash::{Hash, Hasher};

use crate::rule::InstanceId;

/// Instances by the hash of their address, each at the first free place from where its hash points.
/// What lies at a place depends on how the table has grown, so it has no say in whether two worlds are
/// equal: that follows from the instances.
#[derive(Clone, Debug, Default)]
pub(super) struct Addresses {
    /// None at all, or a power of two of which at least a quarter is free.
    places: Vec<Option<(u32, InstanceId)>>,
    len: usize,
}

impl PartialEq for Addresses {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
impl Eq for Addresses {}
impl Hash for Addresses {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

impl Addresses {
    /// Those of that hash, in the order of their creation.
    pub(super) fn of(&self, hash: u32) -> impl Iterator<Item = InstanceId> {
        let found = self.from(hash).map_while(|place| self.places.get(place).copied().flatten());
        found.filter(move |&(known, _)| known == hash).map(|(_, id)| id)
    }

    /// All places, beginning where a hash points.
    fn from(&self, hash: u32) -> impl Iterator<Item = usize> + use<> {
        let len = self.places.len();
        let first = hash as usize;
        (first..first + len).map(move |place| place & (len - 1))
    }

    /// Adds an instance, which is younger than all others.
    pub(super) fn push(&mut self, hash: u32, id: InstanceId) {
        self.len += 1;
        if self.len * 4 > self.places.len() * 3 {
            self.grow();
        }
        self.put(hash, id);
    }

    fn put(&mut self, hash: u32, id: InstanceId) {
        let free = self.from(hash).find(|&place| self.places.get(place) == Some(&None));
        if let Some(place) = free.and_then(|free| self.places.get_mut(free)) {
            *place = Some((hash, id));
        }
    }

    fn grow(&mut self) {
        let room = (self.places.len() * 2).max(4);
        let places = std::mem::replace(&mut self.places, vec![None; room]);
        let mut known: Vec<_> = places.into_iter().flatten().collect();
        // The youngest last: it can be taken out again.
        known.sort_unstable_by_key(|&(_, id)| id);
        known.into_iter().for_each(|(hash, id)| self.put(hash, id));
    }

    /// Takes out the youngest: none was put behind it because its place was taken.
    pub(super) fn pop(&mut self, hash: u32, id: InstanceId) {
        let youngest = |&place: &usize| self.places.get(place) == Some(&Some((hash, id)));
        let found = self.from(hash).find(youngest);
        if let Some(place) = found.and_then(|found| self.places.get_mut(found)) {
            *place = None;
            self.len -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ident::Id;

    fn of(addresses: &Addresses, hash: u32) -> Vec<usize> {
        addresses.of(hash).map(Id::index).collect()
    }

    #[test]
    fn those_of_one_hash_and_of_neighbouring_hashes_are_told_apart() {
        let mut addresses = Addresses::default();
        assert!(of(&addresses, 3).is_empty());
        // 3, 4 and the place after the last point at one another's places in every small table.
        let hashes = [3, 3, 4, u32::MAX, 3, 4, 7, u32::MAX, 3 + 64];
        for (index, &hash) in hashes.iter().enumerate() {
            addresses.push(hash, InstanceId::new(index));
        }
        assert_eq!(of(&addresses, 3), [0, 1, 4]);
        assert_eq!(of(&addresses, 4), [2, 5]);
        assert_eq!(of(&addresses, 7), [6]);
        assert_eq!(of(&addresses, u32::MAX), [3, 7]);
        assert_eq!(of(&addresses, 3 + 64), [8]);
        assert!(of(&addresses, 5).is_empty());
    }

    #[test]
    fn the_youngest_go_out_again_even_where_the_table_has_grown_under_them() {
        // All hashes point at few places, so that they push each other on.
        let hash = |index: usize| (index * 7 % 5) as u32;
        let mut addresses = Addresses::default();
        for index in 0..100 {
            addresses.push(hash(index), InstanceId::new(index));
        }
        for left in (0..100).rev() {
            addresses.pop(hash(left), InstanceId::new(left));
            for wanted in 0..5 {
                let known = (0..left).filter(|&index| hash(index) == wanted);
                assert_eq!(of(&addresses, wanted), known.collect::<Vec<_>>(), "{left} left");
            }
        }
    }
}
