//! Notes from which day a term is counted, where an amendment may count it again.

use super::stepper::Stepper;
use crate::calendar::{Counting, Day};
use crate::program::{Slot, Tree};
use crate::rule::ParamId;
use crate::world::counting;
use crate::world::deciding;
use crate::world::journal::Recorder;
use crate::world::store::{Term, TermOf};

impl<R: Recorder> Stepper<'_, '_, R> {
    /// A term whose length is a parameter, counted from a known day.
    pub(super) fn note_term(
        &mut self,
        of: TermOf,
        parameter: ParamId,
        (start, last): (Option<Day>, Day),
        counting: Counting,
    ) {
        if self.engine.program.versions.recounts(parameter) {
            let instance = self.instance;
            self.world.terms.note(Term { instance, of, parameter, start, last, counting });
        }
    }

    /// A term whose last day an expression gave. It was counted from one of these days, if the
    /// length of the one parameter that it reads leads from there to its end.
    pub(super) fn note_end(&mut self, of: TermOf, tree: &Tree, starts: [Day; 2], last: Day) {
        let program = self.engine.program;
        if program.versions.is_single() {
            return;
        }
        let reads = tree.reads.iter().filter_map(|(slot, _)| match slot {
            Slot::Param(parameter) => Some(*parameter),
            _ => None,
        });
        for parameter in reads.filter(|&parameter| program.versions.recounts(parameter)) {
            let counting = program.parameters[parameter].counting.unwrap_or(program.counting);
            let length = deciding::period(program, self.world, self.instance, parameter);
            let leads = |start: &Day| {
                let calendar = &self.engine.cast.calendar;
                let counted =
                    length.and_then(|length| counting::last(calendar, *start, length, counting));
                counted.is_ok_and(|counted| counted.last == last)
            };
            let start = starts.into_iter().find(leads);
            self.note_term(of, parameter, (start, last), counting);
        }
    }
}
