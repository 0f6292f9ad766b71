//! First and last days as outcomes: when an event may come at the earliest, when a term ends.

use std::sync::Arc;

use super::element::{Elements, Grounds};
use super::notes::Notes;
use super::outcome::{Matter, Outcome, Titled};
use super::telling::Telling;
use super::uses::{of_floor, of_timer};
use crate::program::TimerSpan;
use crate::world::journal::What;

/// Adds the first lawful days that were noted, and the last days of the terms that began.
pub(super) fn days(notes: &Notes, telling: &mut Telling<'_>) {
    for (&(id, event), days) in &notes.first_days {
        let info = &telling.program.events[event];
        let titled = Titled::new(&info.name, &info.title);
        let (subject, address) = (telling.world.instance(id).subject, telling.address(id));
        let machine = &telling.program.machines[telling.world.machine_of(id)];
        for &(day, transition, entry) in days {
            let mut elements = Elements::new();
            of_floor(telling.program, machine, transition, &mut elements);
            let written = &machine.transitions[transition];
            let mut grounds = Grounds { articles: written.cited.articles.clone(), elements };
            if let Some(floor) = &written.floor {
                grounds.add(&telling.program.parameters[floor.period].cited);
            }
            let trail = vec![telling.trace(entry, day.to_string(), Arc::new(grounds))];
            let matter = |nth| Matter::FirstDay(titled.clone(), address.clone(), nth);
            telling.add_nth(subject, matter, Outcome::From(day), trail);
        }
    }
    for (at, entry) in telling.journal.entries.iter().enumerate() {
        let What::TimerSet { instance, transition, last, .. } = &entry.what else { continue };
        let machine = &telling.program.machines[telling.world.machine_of(*instance)];
        let Some(timer) = &machine.transitions[*transition].timer else { continue };
        let titled = match (&timer.span, &timer.name) {
            (TimerSpan::Parameter(parameter, ..), _) => {
                let info = &telling.program.parameters[*parameter];
                Titled::new(&info.name, &info.title)
            }
            (_, name) => {
                let written = &machine.transitions[*transition].title;
                Titled::new(name.as_deref().unwrap_or(""), written)
            }
        };
        let subject = telling.world.instance(*instance).subject;
        let address = telling.address(*instance);
        let mut elements = Elements::new();
        of_timer(telling.program, machine, *transition, &mut elements);
        let cited = &machine.transitions[*transition].cited;
        let mut grounds = Grounds { articles: cited.articles.clone(), elements };
        if let TimerSpan::Parameter(parameter, ..) = &timer.span {
            grounds.add(&telling.program.parameters[*parameter].cited);
        }
        let trail = vec![telling.trace(at, last.to_string(), Arc::new(grounds))];
        let matter = |nth| Matter::LastDay(titled.clone(), address.clone(), nth);
        telling.add_nth(subject, matter, Outcome::Until(*last), trail);
    }
}
