//! What must hold of a compiled bundle: what is cited, what is used, where its machines lead. The
//! bundle tells where things are written, the program what they mean.

mod between;
mod chart;
mod limit;
mod coverage;
mod dead;
mod hearing;
mod lookalike;
mod nobody;
mod owner;
mod rows;
mod terms;
mod unit;
mod used;

use super::Program;
use crate::diagnostic::Problems;
use crate::lang::Severity;
use crate::policy::Bundle;
use crate::rule::FactId;
pub use terms::{read_unstarted, runs_terms};

pub(crate) use coverage::carrying;

/// A check: what it is given, and where it tells what it finds.
type Check = fn(&Bundle, &Program, &mut Problems);

/// All checks, in the order in which they run, each with the most that it finds.
const CHECKS: &[(Severity, Check)] = &[
    (Severity::Error, limit::every_limit_can_be_read),
    (Severity::Error, coverage::rules_cite_what_exists),
    (Severity::Warning, coverage::what_is_carried_is_cited),
    (Severity::Warning, coverage::rules_have_titles),
    (Severity::Warning, chart::every_state_is_reached_and_left),
    (Severity::Warning, dead::every_transition_has_its_turn),
    (Severity::Warning, hearing::what_is_sent_is_heard),
    (Severity::Warning, nobody::every_event_can_be_set_off),
    (Severity::Warning, between::lists_of_states_are_whole),
    (Severity::Error, owner::only_what_is_owned_is_reached),
    (Severity::Warning, rows::every_row_that_may_be_asked_is_there),
    (Severity::Error, unit::periods_fit_their_units),
    (Severity::Warning, lookalike::names_can_be_told_apart),
    (Severity::Warning, used::what_is_declared_is_used),
    (Severity::Error, used::what_is_recounted_is_waited_for),
];

/// Everything that is wrong with `program`, which `bundle` was compiled to; where only errors are of
/// interest, the checks that find some.
pub fn check(bundle: &Bundle, program: &Program, down_to: Severity) -> Problems {
    let mut problems = Problems::default();
    for (most, check) in CHECKS.iter().filter(|(most, _)| *most <= down_to) {
        let errors = problems.count(Severity::Error);
        check(bundle, program, &mut problems);
        debug_assert!(*most == Severity::Error || problems.count(Severity::Error) == errors);
    }
    problems
}

/// Whether anything asks for a fact.
pub fn asks_for(program: &Program, fact: FactId) -> bool {
    used::asks_for(program, fact)
}

/// Whether anything that runs reads the parameter in that place of the bundle.
pub fn runs_on(program: &Program, parameter: usize) -> bool {
    used::runs_on(program, parameter)
}
