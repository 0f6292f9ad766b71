//! All mutants of a program, in their order.

use super::finder::{Finder, Mutant};
use super::{deeds, joining, rules, selecting, steps, values};
use crate::program::Program;

/// All mutants of a program; without words where they are only looked up by their names.
pub fn mutants(program: &Program, words: bool) -> Vec<Mutant> {
    let mut finder = Finder::new(program, words);
    values::find(&mut finder);
    rules::find(&mut finder);
    steps::find(&mut finder);
    deeds::find(&mut finder);
    selecting::find(&mut finder);
    joining::articles(&mut finder);
    joining::transitions(&mut finder);
    finder.found
}
