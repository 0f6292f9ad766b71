//! Versions that hold: what was checked and compiled for one variant of a bundle, and was found
//! without fault, is not checked and compiled again for another that has it as well; and the laws that
//! stories assume, each compiled once for all stories that assume the same.

use std::sync::{Arc, Mutex, PoisonError};

use crate::amend::{Overlay, Wishes};
use crate::diagnostic::Diagnostic;
use crate::lang::Severity;
use crate::policy::{Amendment, Bundle};
use crate::program::Program;

/// The versions known so far.
pub struct Known {
    /// How many are kept: a variant of a large stack has many that no other asks for.
    most: usize,
    versions: Mutex<Vec<Holds>>,
}

/// A version that was found without fault.
struct Holds {
    version: Bundle,
    program: Arc<Program>,
    asked: Asked,
}

/// What was asked of a version.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    /// Whether all that is asked of the measure as published: of a later version it is not asked what
    /// lies between its text and those who cite it.
    pub(super) as_published: bool,
    /// The least problems that were looked for.
    pub(super) down_to: Severity,
}

impl Asked {
    /// Whether all of that was asked.
    fn holds(self, wanted: Self) -> bool {
        (self.as_published || !wanted.as_published) && self.down_to >= wanted.down_to
    }
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
    /// The program of a version that runs as this one, of which as much was asked.
    pub(super) fn find(&self, version: &Bundle, wanted: Asked) -> Option<Arc<Program>> {
        let versions = self.versions.lock().unwrap_or_else(PoisonError::into_inner);
        let is_enough = |known: &&Holds| known.asked.holds(wanted);
        let found = versions.iter().filter(is_enough).find(|known| known.version.runs_as(version));
        found.map(|known| Arc::clone(&known.program))
    }
    /// Keeps a version that was found without fault, where there is room.
    pub(super) fn keep(&self, version: &Bundle, program: &Arc<Program>, asked: Asked) -> bool {
        let mut versions = self.versions.lock().unwrap_or_else(PoisonError::into_inner);
        let has_room = versions.len() < self.most;
        if has_room {
            let (version, program) = (version.clone(), Arc::clone(program));
            versions.push(Holds { version, program, asked });
        }
        has_room
    }
}

/// The laws that stories of a bundle assume, known so far.
#[derive(Default)]
pub(super) struct Laws {
    known: Mutex<Vec<Law>>,
}

/// What stories assume, and what it comes to.
struct Law {
    wishes: Wishes,
    amendments: Vec<Amendment>,
    laid: Overlay,
    program: Arc<Program>,
    told: Vec<Diagnostic>,
}

impl Laws {
    /// How many are kept: of a large room most are assumed by one story each.
    const MOST: usize = 64;

    /// The program of a law, and what is told of it. Places count too: what is told of a law is told at
    /// the words of the story, and another's words may stand elsewhere.
    pub(super) fn find(
        &self,
        wishes: &Wishes,
        (amendments, laid): (&[Amendment], &Overlay),
    ) -> Option<(Arc<Program>, Vec<Diagnostic>)> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let is_it =
            |law: &&Law| law.amendments == amendments && law.laid == *laid && law.wishes == *wishes;
        let found = known.iter().find(is_it);
        found.map(|law| (Arc::clone(&law.program), law.told.clone()))
    }
    /// Keeps a law, where there is room.
    pub(super) fn keep(
        &self,
        wishes: &Wishes,
        (amendments, laid): (&[Amendment], &Overlay),
        program: &Arc<Program>,
        told: &[Diagnostic],
    ) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() < Self::MOST {
            known.push(Law {
                wishes: wishes.clone(),
                amendments: amendments.to_vec(),
                laid: laid.clone(),
                program: Arc::clone(program),
                told: told.to_vec(),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::pipeline::load;

    #[test]
    fn what_was_asked_less_is_not_known_as_published() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("policy/examples/lifecycle");
        let loaded = load(&folder);
        let (Some(bundle), Some(program)) = (loaded.written, loaded.program) else {
            panic!("the example loads");
        };
        let (known, program) = (Known::of_story(), Arc::new(program));
        let asked = |as_published, down_to| Asked { as_published, down_to };
        let (errors, all) = (Severity::Error, Severity::Warning);
        known.keep(&bundle, &program, asked(false, errors));
        assert!(known.find(&bundle, asked(true, errors)).is_none());
        assert!(known.find(&bundle, asked(false, all)).is_none());
        assert!(known.find(&bundle, asked(false, errors)).is_some());
        known.keep(&bundle, &program, asked(true, all));
        assert!(known.find(&bundle, asked(true, all)).is_some());
        // No more than so many are kept.
        assert!((0..9).any(|_| !known.keep(&bundle, &program, asked(true, all))));
        assert_eq!(known.versions.lock().map(|all| all.len()).ok(), Some(known.most));
    }
    /// The same amendments, and one edit left out of them by a wish: another law.
    #[test]
    fn a_law_is_known_under_the_same_wishes_only() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("policy/examples/lifecycle");
        let program = Arc::new(load(&folder).program.expect("the example loads"));
        let (laws, laid) = (Laws::default(), Overlay::default());
        let (plain, without) =
            (Wishes::default(), Wishes { without: vec![(0, 1)], ..Wishes::default() });
        laws.keep(&plain, (&[], &laid), &program, &[]);
        assert!(laws.find(&plain, (&[], &laid)).is_some());
        assert!(laws.find(&without, (&[], &laid)).is_none());
        for _ in 0..=Laws::MOST {
            laws.keep(&without, (&[], &laid), &program, &[]);
        }
        assert_eq!(laws.known.lock().map(|all| all.len()).ok(), Some(Laws::MOST));
    }
}
