//! Typed indices: an index into one table cannot be used in another.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

/// An index of one kind.
pub trait Id: Copy + Eq + Ord + fmt::Debug {
    /// The id of the `index`-th element, counted from 0.
    fn new(index: usize) -> Self;
    /// The position, counted from 0.
    fn index(self) -> usize;
}

/// Declares a typed id: a `u32` that is one more than the index, so that an `Option` of it is as
/// small as itself.
macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(std::num::NonZeroU32);

        impl $crate::ident::Id for $name {
            fn new(index: usize) -> Self {
                let number = u32::try_from(index).unwrap_or(u32::MAX - 1).saturating_add(1);
                Self(std::num::NonZeroU32::new(number).unwrap_or(std::num::NonZeroU32::MIN))
            }
            fn index(self) -> usize {
                self.0.get() as usize - 1
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), $crate::ident::Id::index(*self))
            }
        }
    };
}
pub(crate) use id_type;

/// A vector that only its own kind of id indexes.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct IdVec<I, T> {
    items: Vec<T>,
    kind: PhantomData<fn(I)>,
}

impl<I: Id, T> IdVec<I, T> {
    /// An empty table.
    pub const fn new() -> Self {
        Self { items: Vec::new(), kind: PhantomData }
    }
    /// Appends `item` and answers its id.
    pub fn push(&mut self, item: T) -> I {
        let id = I::new(self.items.len());
        self.items.push(item);
        id
    }
    /// How many there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
    /// The element, where `id` was made by this table.
    pub fn get(&self, id: I) -> Option<&T> {
        self.items.get(id.index())
    }
    /// The elements in order.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.items.iter()
    }
    /// The elements in order, each with its id.
    pub fn enumerated(&self) -> impl DoubleEndedIterator<Item = (I, &T)> {
        self.items.iter().enumerate().map(|(index, item)| (I::new(index), item))
    }
    /// The ids in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = I> + use<I, T> {
        (0..self.items.len()).map(I::new)
    }
    /// The first element that satisfies `wanted`, with its id.
    pub fn find(&self, mut wanted: impl FnMut(&T) -> bool) -> Option<(I, &T)> {
        self.enumerated().find(|(_, item)| wanted(item))
    }
    /// Shortens the table to its first `len` elements.
    pub fn truncate(&mut self, len: usize) {
        self.items.truncate(len);
    }
}

impl<I: Id, T> Default for IdVec<I, T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<I: Id, T: fmt::Debug> fmt::Debug for IdVec<I, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.items).finish()
    }
}

impl<I: Id, T> FromIterator<T> for IdVec<I, T> {
    fn from_iter<A: IntoIterator<Item = T>>(items: A) -> Self {
        Self { items: items.into_iter().collect(), kind: PhantomData }
    }
}

impl<I: Id, T> Index<I> for IdVec<I, T> {
    type Output = T;
    fn index(&self, id: I) -> &T {
        // INVARIANT: ids are made by the table that they index.
        &self.items[id.index()]
    }
}

impl<I: Id, T> IndexMut<I> for IdVec<I, T> {
    fn index_mut(&mut self, id: I) -> &mut T {
        &mut self.items[id.index()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    id_type!(
        /// A test's id.
        Probe
    );

    #[test]
    fn an_optional_id_is_no_larger_than_an_id() {
        assert_eq!(size_of::<Option<Probe>>(), size_of::<Probe>());
    }

    #[test]
    fn ids_count_from_zero() {
        let mut table: IdVec<Probe, &str> = IdVec::new();
        let first = table.push("a");
        let second = table.push("b");
        assert_eq!((first.index(), second.index(), table[second]), (0, 1, "b"));
    }
}
