//! Versions that hold: what was checked and compiled for one variant of a bundle, and was found
//! without fault, is not checked and compiled again for another that has it as well.

use std::sync::{Arc, Mutex, PoisonError};

use crate::policy::Bundle;
use crate::program::Program;

/// The versions known so far.
pub struct Known {
    /// How many are kept: a variant of a large stack has many that no other asks for.
    most: usize,
    versions: Mutex<Vec<(Bundle, Arc<Program>)>>,
}

impl Known {
    /// None so far, of a bundle and all its variants.
    pub(super) fn of_bundle() -> Arc<Self> {
        Arc::new(Self { most: 64, versions: Mutex::default() })
    }
    /// None so far, of the bundle under what a story assumes.
    pub(super) fn of_story() -> Self {
        Self { most: 4, versions: Mutex::default() }
    }
    /// The program of a version that runs as this one.
    pub(super) fn find(&self, version: &Bundle) -> Option<Arc<Program>> {
        let versions = self.versions.lock().unwrap_or_else(PoisonError::into_inner);
        let found = versions.iter().find(|(known, _)| known.runs_as(version));
        found.map(|(_, program)| Arc::clone(program))
    }
    /// Keeps a version that was found without fault.
    pub(super) fn keep(&self, version: &Bundle, program: &Arc<Program>) {
        let mut versions = self.versions.lock().unwrap_or_else(PoisonError::into_inner);
        if versions.len() < self.most {
            versions.push((version.clone(), Arc::clone(program)));
        }
    }
}
