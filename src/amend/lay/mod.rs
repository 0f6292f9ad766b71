//! Laying changes on a bundle, one after the other: first what the followed meanings say, then how
//! meanings join, then what a command wishes.

mod declare;
mod list;
mod machine;
mod order;
mod parameter;
mod selection;
mod stage;
mod state;
mod title;

use super::conflict::{Made, conflicts};
use super::open::{leave_open, leave_roles_open};
use crate::calendar::Table;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem};
use crate::policy::{Bundle, Change, ChangeKind, Name, Reading, ReadingOption, UNDECIDED};
use crate::source::Span;

/// What is laid over a bundle.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overlay {
    /// Readings by number, each with the option to follow; the others follow the chosen one.
    pub readings: Vec<(Name, Name)>,
    /// Changes, laid after the readings.
    pub changes: Vec<Change>,
}

impl Overlay {
    /// Whether nothing is laid but what is chosen.
    pub fn is_empty(&self) -> bool {
        self.readings.is_empty() && self.changes.is_empty()
    }
    /// Lays another over this one: of a reading that both name the other's meaning is followed.
    pub fn append(&mut self, other: &Self) {
        let named =
            |number: &Name| other.readings.iter().any(|(name, _)| name.value == number.value);
        self.readings.retain(|(number, _)| !named(number));
        self.readings.extend(other.readings.iter().cloned());
        self.changes.extend(other.changes.iter().cloned());
    }
}

/// The meanings that changes choose; what a command or a story itself follows is laid over them.
fn chosen(overlay: &Overlay) -> Overlay {
    let mut chosen = Overlay::default();
    for change in &overlay.changes {
        if let ChangeKind::Reading { number, meaning } = &change.kind {
            chosen.append(&Overlay {
                readings: vec![(number.clone(), meaning.clone())],
                changes: Vec::new(),
            });
        }
    }
    chosen.append(overlay);
    chosen
}

/// The bundle under an overlay. What is chosen is laid like any other meaning.
pub fn lay(bundle: &Bundle, overlay: &Overlay, problems: &mut Problems) -> Bundle {
    let overlay = &chosen(overlay);
    let followed = followed(bundle, overlay, problems);
    let mut made = Vec::new();
    for (number, name, option) in &followed {
        let by = vec![meaning(number, name)];
        made.extend(option.changes.iter().map(|change| Made { change, by: by.clone() }));
    }
    for (number, name, option) in &followed {
        for (other, changes) in &option.joined {
            let holds = |(number, name, _): &Followed<'_>| meaning(number, name) == other.value;
            if followed.iter().any(holds) {
                let by = vec![meaning(number, name), other.value.clone()];
                made.extend(changes.iter().map(|change| Made { change, by: by.clone() }));
            }
        }
    }
    conflicts(bundle, &made, problems);
    let mut laid = bundle.clone();
    leave_roles_open(&mut laid);
    for (number, reading) in undecided(bundle, overlay) {
        leave_open(&mut laid, number, reading, problems);
    }
    for made in &made {
        parameter::keeps_later_values(bundle, made.change, problems);
        if let ChangeKind::Reading { .. } = made.change.kind {
            let what = Phrase::MeaningChooses.into();
            problems.add(Problem::ChangeOutOfPlace, made.change.at, vec![("what", what)]);
        }
    }
    for change in made.iter().map(|made| made.change).chain(&overlay.changes) {
        apply(&mut laid, bundle, change, problems);
    }
    laid
}

/// The readings of which no meaning is followed.
fn undecided<'b>(
    bundle: &'b Bundle,
    overlay: &'b Overlay,
) -> impl Iterator<Item = (&'b Name, &'b Reading)> {
    bundle.readings.iter().map(|(number, reading)| (number, reading)).filter(|(number, reading)| {
        let wished = overlay.readings.iter().find(|(known, _)| known.value == number.value);
        wished.map_or(&reading.chosen, |(_, wanted)| wanted).value == UNDECIDED
    })
}

/// A reading's number with the meaning of it that is followed.
type Followed<'b> = (&'b str, &'b str, &'b ReadingOption);

/// `A12=whole_programme`
fn meaning(number: &str, name: &str) -> String {
    format!("{number}={name}")
}

fn followed<'b>(
    bundle: &'b Bundle,
    overlay: &'b Overlay,
    problems: &mut Problems,
) -> Vec<Followed<'b>> {
    for (number, _) in &overlay.readings {
        if bundle.readings.iter().all(|(name, _)| name.value != number.value) {
            let names = bundle.readings.iter().map(|(name, _)| name.value.as_str());
            unknown(number, Phrase::Reading, names, problems);
        }
    }
    let option = |reading: &'b Reading, wanted: &Name| {
        reading.options.iter().find(|(name, _)| name.value == wanted.value)
    };
    let mut found = Vec::new();
    for (number, reading) in &bundle.readings {
        let wished = overlay.readings.iter().find(|(known, _)| known.value == number.value);
        // What is chosen and is none of the meanings was told where it was read.
        let wanted = wished.map_or(&reading.chosen, |(_, wanted)| wanted);
        match option(reading, wanted) {
            Some((name, option)) => {
                found.push((number.value.as_str(), name.value.as_str(), option))
            }
            None if wished.is_some() && wanted.value != UNDECIDED => {
                let names = reading.options.iter().map(|(name, _)| name.value.as_str());
                if wanted.value.is_empty() {
                    let args = vec![("text", number.value.as_str().into())];
                    let names: Vec<&str> = names.chain([UNDECIDED]).collect();
                    let at = wished.map_or(number.span, |(number, _)| number.span);
                    problems.push(
                        Diagnostic::new(Problem::BadWish, at, args)
                            .with_nearest("", names.iter().copied()),
                    );
                    continue;
                }
                unknown(wanted, Phrase::Reading, names, problems);
            }
            None => {}
        }
    }
    found
}

fn apply(bundle: &mut Bundle, original: &Bundle, change: &Change, problems: &mut Problems) {
    match &change.kind {
        ChangeKind::Parameter { name, value, from } => {
            parameter::value(bundle, change.at, name, value, *from, problems);
        }
        ChangeKind::Values { name, values } => parameter::values(bundle, name, values, problems),
        ChangeKind::Row { name, keys, value, from } => {
            parameter::row(bundle, name, keys, value, *from, problems);
        }
        ChangeKind::Members { parameter, add, without } => {
            parameter::members(bundle, parameter, add, without, problems);
        }
        ChangeKind::Rule { name, by } => {
            // Of two changes of one rule the later holds.
            bundle.rule_swaps.retain(|(known, _)| known.value != name.value);
            bundle.rule_swaps.push((name.clone(), by.clone()));
        }
        ChangeKind::Group { group, add, without } => {
            selection::group(bundle, original, group, add, without, problems);
        }
        ChangeKind::Counting { of, counting } if of.is_empty() => {
            bundle.manifest.counting = *counting;
        }
        ChangeKind::Counting { of, counting } => {
            machine::counting(bundle, of, *counting, problems);
        }
        ChangeKind::Quotas { selection, quotas } => {
            selection::quotas(bundle, change.at, selection, quotas, problems);
        }
        ChangeKind::Selection(change) => selection::selection(bundle, original, change, problems),
        ChangeKind::Transition(inner) => {
            machine::transition(bundle, original, change.at, inner, problems);
        }
        ChangeKind::State(inner) => machine::state(bundle, change.at, inner, problems),
        ChangeKind::WaitForTheCalendar => {
            bundle.calendar = Table::clone(&bundle.calendar).waiting().into()
        }
        kind => apply_more(bundle, original, change.at, kind, problems),
    }
}

/// Changes that declare, take away, put in or set in another order.
fn apply_more(
    bundle: &mut Bundle,
    original: &Bundle,
    at: Span,
    kind: &ChangeKind,
    problems: &mut Problems,
) {
    match kind {
        ChangeKind::Declare(declared) => declare::declare(bundle, declared, problems),
        ChangeKind::Remove(removed) => declare::remove(bundle, original, removed, problems),
        ChangeKind::Choice(change) => declare::choice(bundle, change, problems),
        ChangeKind::Fields(change) => declare::fields(bundle, change, problems),
        ChangeKind::Role(change) => declare::role(bundle, change, problems),
        ChangeKind::Obligation(change) => declare::obligation(bundle, change, problems),
        ChangeKind::Applies { parameter, applies } => {
            declare::applies(bundle, parameter, applies, problems);
        }
        ChangeKind::NewRow { name, keys, value } => {
            parameter::new_row(bundle, name, keys, value, problems);
        }
        ChangeKind::RowOut { name, keys } => parameter::row_out(bundle, name, keys, problems),
        ChangeKind::States(change) => state::add(bundle, change, problems),
        ChangeKind::RemoveState { machine, state, to } => {
            state::remove(bundle, original, (machine, state, to), problems);
        }
        ChangeKind::NewTransition(change) => state::transition(bundle, change, problems),
        ChangeKind::Stage(change) => stage::stage(bundle, at, change, problems),
        ChangeKind::Order { machine, stages } => {
            order::order(bundle, at, machine, stages, problems);
        }
        ChangeKind::Title { of, path, title } => title::title(bundle, *of, path, title, problems),
        // Which meanings are followed is known before anything is laid.
        _ => {}
    }
}

/// A name that a change gives and the bundle does not know.
fn unknown<'n>(
    name: &Name,
    kind: Phrase,
    names: impl IntoIterator<Item = &'n str>,
    problems: &mut Problems,
) {
    let names: Vec<&str> = names.into_iter().collect();
    let args = vec![("name", name.value.as_str().into()), ("kind", kind.into())];
    let diagnostic = Diagnostic::new(Problem::UnknownName, name.span, args);
    problems.push(diagnostic.with_nearest(name, names.iter().copied()));
}
