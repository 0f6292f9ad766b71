//! What several bundles hold in common: a variant differs from its bundle in little, and the rest is
//! not copied.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// A value that is copied only where it is changed while another holds it as well.
#[derive(Clone, Debug, Default)]
pub struct Shared<T>(Arc<T>);

impl<T: PartialEq> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        self.is_one_with(other) || *self.0 == *other.0
    }
}

impl<T> Shared<T> {
    /// Whether both hold one value: then it is equal, without a look at it.
    pub fn is_one_with(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
    /// The value for a holder that never changes it.
    pub fn held(&self) -> Arc<T> {
        Arc::clone(&self.0)
    }
}

impl<T> From<T> for Shared<T> {
    fn from(value: T) -> Self {
        Self(Arc::new(value))
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Clone> DerefMut for Shared<T> {
    fn deref_mut(&mut self) -> &mut T {
        Arc::make_mut(&mut self.0)
    }
}

impl<'s, T> IntoIterator for &'s Shared<Vec<T>> {
    type Item = &'s T;
    type IntoIter = std::slice::Iter<'s, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'s, T: Clone> IntoIterator for &'s mut Shared<Vec<T>> {
    type Item = &'s mut T;
    type IntoIter = std::slice::IterMut<'s, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

impl<T> FromIterator<T> for Shared<Vec<T>> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::from(Vec::from_iter(items))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_reaches_the_one_that_is_changed_alone() {
        let before: Shared<Vec<u8>> = vec![1].into();
        let mut after = before.clone();
        after.push(2);
        assert_eq!((&*before, &*after), (&vec![1], &vec![1, 2]));
    }
}
