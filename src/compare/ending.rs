//! How things stand at the end of a story: states, money, registers, duties, records.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::element::{Elements, Grounds};
use super::outcome::{Matter, Outcome, Titled, Trace};
use super::telling::Telling;
use super::uses::{of_rule, transition_name};
use crate::lang::Text;
use crate::rule::{AccountId, InstanceId, SubjectId, Value};
use crate::scenario::value_name;
use crate::world::Sums;
use crate::world::journal::What;

/// Which entries of the journal brought what stands at the end.
#[derive(Default)]
struct Marks {
    /// The moves of each instance.
    moved: BTreeMap<InstanceId, Vec<usize>>,
    /// The bookings of each account for each subject.
    booked: BTreeMap<(AccountId, SubjectId), Vec<usize>>,
    /// What became of each line of a register.
    entered: BTreeMap<u32, Vec<usize>>,
    /// What became of each duty.
    duties: BTreeMap<u32, Vec<usize>>,
    /// What became of each record.
    records: BTreeMap<u32, Vec<usize>>,
}

impl Marks {
    fn of(telling: &Telling<'_>) -> Self {
        let mut marks = Self::default();
        for (at, entry) in telling.journal.entries.iter().enumerate() {
            let list = match &entry.what {
                What::Moved { instance, entered, .. } if !entered.is_empty() => {
                    marks.moved.entry(*instance).or_default()
                }
                What::Booked { entry, .. } => {
                    let Some(line) = telling.world.ledger().get(*entry as usize) else { continue };
                    marks.booked.entry((line.account, line.subject)).or_default()
                }
                What::Entered { entry, .. } | What::Ended { entry, .. } => {
                    marks.entered.entry(*entry).or_default()
                }
                What::Obliged { duty, .. } | What::Duty { duty, .. } => {
                    marks.duties.entry(*duty).or_default()
                }
                What::Kept { record, .. } => marks.records.entry(*record).or_default(),
                _ => continue,
            };
            list.push(at);
        }
        marks
    }
}

/// Adds how everything stands at the end.
pub(super) fn ending(telling: &mut Telling<'_>) {
    let marks = Marks::of(telling);
    states(telling, &marks);
    money(telling, &marks);
    entries(telling, &marks);
    duties_and_records(telling, &marks);
}

/// A move: where it led, and what held.
fn moving(telling: &Telling<'_>, at: usize) -> Option<Trace> {
    let entry = telling.journal.entries.get(at)?;
    let What::Moved { instance, transitions, guards, entered, .. } = &entry.what else {
        return None;
    };
    let machine = &telling.program.machines[telling.world.machine_of(*instance)];
    let mut elements = Elements::new();
    let mut articles = Vec::new();
    for &transition in transitions {
        elements.insert(transition_name(telling.program, machine, transition));
        articles.extend(machine.transitions[transition].cited.articles.iter().copied());
    }
    for guard in guards {
        of_rule(telling.program, guard.rule, &mut elements);
    }
    let names: Vec<&str> =
        entered.iter().map(|&state| machine.states[state].name.as_str()).collect();
    articles.dedup();
    let grounds = Arc::new(Grounds { articles, elements });
    Some(telling.trace(at, names.join(" "), grounds))
}

/// The traces of entries that cite their sources, with what the same elements decide.
fn cited(
    telling: &Telling<'_>,
    entries: Option<&Vec<usize>>,
    elements: Option<&Arc<Elements>>,
    sign: impl Fn(&What) -> String,
) -> Vec<Trace> {
    let traces = entries.into_iter().flatten().filter_map(|&at| {
        let what = &telling.journal.entries.get(at)?.what;
        let cited = match what {
            What::Booked { cited, .. }
            | What::Entered { cited, .. }
            | What::Ended { cited, .. }
            | What::Obliged { cited, .. }
            | What::Duty { cited, .. }
            | What::Kept { cited, .. } => cited,
            _ => return None,
        };
        let elements = elements.map(|elements| Elements::clone(elements)).unwrap_or_default();
        Some(telling.trace(at, sign(what), Grounds::new(cited, elements)))
    });
    traces.collect()
}

fn states(telling: &mut Telling<'_>, marks: &Marks) {
    for (id, instance) in telling.world.instances() {
        let machine = &telling.program.machines[instance.machine];
        let states = instance.chart.iter().flat_map(|chart| {
            let atomic = chart.configuration().atomic_states(&machine.chart);
            atomic
                .map(|state| Titled::new(&machine.states[state].name, &machine.states[state].title))
        });
        let states = states.collect();
        let matter = Matter::State(telling.address(id));
        let moves = marks.moved.get(&id).into_iter().flatten();
        let trail: Vec<Trace> = moves.filter_map(|&at| moving(telling, at)).collect();
        let since = trail.last().map(|last| last.at.day);
        telling.add(instance.subject, matter, Outcome::States(states, since), trail);
    }
}

fn money(telling: &mut Telling<'_>, marks: &Marks) {
    for (account, info) in telling.program.accounts.enumerated() {
        for subject in telling.cast.subjects.ids() {
            let ledger = telling.world.ledger().iter();
            let own = ledger.filter(|entry| entry.account == account && entry.subject == subject);
            let sums = Sums::of(own);
            if sums != Sums::default() {
                let owed = sums.owed.saturating_sub(sums.cancelled);
                let matter = Matter::Money(Titled::new(&info.name, &info.title));
                let elements = telling.uses.accounts.get(&account);
                let sign = |what: &What| match what {
                    What::Booked { entry, .. } => {
                        let line = telling.world.ledger().get(*entry as usize);
                        line.map(|line| format!("{:?} {}", line.kind, line.amount))
                            .unwrap_or_default()
                    }
                    _ => String::new(),
                };
                let entries = marks.booked.get(&(account, subject));
                let trail = cited(telling, entries, elements, sign);
                let came = Outcome::Sums(owed, sums.paid, sums.reversed);
                telling.add(Some(subject), matter, came, trail);
            }
        }
    }
}

fn entries(telling: &mut Telling<'_>, marks: &Marks) {
    for (position, entry) in telling.world.entries().iter().enumerate() {
        let register = &telling.program.registers[entry.register];
        let columns: Vec<Titled> =
            entry.columns.iter().flatten().map(|&value| titled(telling, value)).collect();
        let register = Titled::new(&register.name, &register.title);
        let matter = |nth| Matter::Entry(register.clone(), columns.clone(), nth);
        let position = u32::try_from(position).unwrap_or(u32::MAX);
        let elements = telling.uses.registers.get(&entry.register);
        let sign = |what: &What| match what {
            What::Entered { to, .. } => format!("{to:?}"),
            _ => String::new(),
        };
        let trail = cited(telling, marks.entered.get(&position), elements, sign);
        telling.add_nth(Some(entry.subject), matter, Outcome::Days(entry.from, entry.to), trail);
    }
}

/// A value with its name and what people call it.
fn titled(telling: &Telling<'_>, value: Value) -> Titled {
    let name = value_name(telling.program, telling.cast, telling.world, value);
    let title = match value {
        Value::Choice(choice, at) => {
            let values = &telling.program.choices[choice].values;
            values.get(usize::from(at)).map(|(_, title)| title.clone())
        }
        _ => None,
    };
    let title = title.unwrap_or_else(|| Text { zh: name.clone(), en: name.clone() });
    Titled { name, title }
}

fn duties_and_records(telling: &mut Telling<'_>, marks: &Marks) {
    for (position, duty) in telling.world.duties().iter().enumerate() {
        let info = &telling.program.obligations[duty.obligation];
        let titled = Titled::new(&info.name, &info.title);
        let address = telling.address(duty.instance);
        let matter = |nth| Matter::Duty(titled.clone(), address.clone(), nth);
        let position = u32::try_from(position).unwrap_or(u32::MAX);
        let elements = telling.uses.duties.get(&duty.obligation);
        let sign = |what: &What| match what {
            What::Duty { status, .. } => format!("{status:?}"),
            _ => format!("{:?}", duty.due),
        };
        let trail = cited(telling, marks.duties.get(&position), elements, sign);
        telling.add_nth(duty.subject, matter, Outcome::Duty(duty.status, duty.due), trail);
    }
    for (position, kept) in telling.world.records().iter().enumerate() {
        let subject = telling.world.instance(kept.instance).subject;
        let info = &telling.program.record_kinds[kept.record];
        let titled = Titled::new(&info.name, &info.title);
        let address = telling.address(kept.instance);
        let matter = |nth| Matter::Record(titled.clone(), address.clone(), nth);
        let position = u32::try_from(position).unwrap_or(u32::MAX);
        let elements = telling.uses.records.get(&kept.record);
        let sign = |_: &What| kept.until.to_string();
        let trail = cited(telling, marks.records.get(&position), elements, sign);
        telling.add_nth(subject, matter, Outcome::Until(kept.until), trail);
    }
}
