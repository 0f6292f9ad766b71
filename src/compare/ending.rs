//! How things stand at the end of a story: states, money, registers, duties, records.

use std::collections::BTreeMap;

use super::outcome::{Matter, Outcome, Titled};
use super::telling::Telling;
use crate::calendar::Day;
use crate::lang::Text;
use crate::rule::{InstanceId, Value};
use crate::scenario::value_name;
use crate::world::Sums;
use crate::world::journal::What;

/// Adds how everything stands at the end.
pub(super) fn ending(telling: &mut Telling<'_>) {
    states(telling);
    money(telling);
    entries(telling);
    duties_and_records(telling);
}

/// The day of each instance's last move.
fn moved(telling: &Telling<'_>) -> BTreeMap<InstanceId, Day> {
    let mut moved = BTreeMap::new();
    for entry in &telling.journal.entries {
        if let What::Moved { instance, entered, .. } = &entry.what
            && !entered.is_empty()
        {
            moved.insert(*instance, entry.day);
        }
    }
    moved
}

fn states(telling: &mut Telling<'_>) {
    let moved = moved(telling);
    for (id, instance) in telling.world.instances() {
        let machine = &telling.program.machines[instance.machine];
        let states = instance.chart.iter().flat_map(|chart| {
            let atomic = chart.configuration().atomic_states(&machine.chart);
            atomic
                .map(|state| Titled::new(&machine.states[state].name, &machine.states[state].title))
        });
        let states = states.collect();
        let matter = Matter::State(telling.address(id));
        let came = Outcome::States(states, moved.get(&id).copied());
        telling.add(instance.subject, matter, came);
    }
}

fn money(telling: &mut Telling<'_>) {
    for (account, info) in telling.program.accounts.enumerated() {
        for subject in telling.cast.subjects.ids() {
            let ledger = telling.world.ledger().iter();
            let own = ledger.filter(|entry| entry.account == account && entry.subject == subject);
            let sums = Sums::of(own);
            if sums != Sums::default() {
                let owed = sums.owed.saturating_sub(sums.cancelled);
                let matter = Matter::Money(Titled::new(&info.name, &info.title));
                telling.add(Some(subject), matter, Outcome::Sums(owed, sums.paid, sums.reversed));
            }
        }
    }
}

fn entries(telling: &mut Telling<'_>) {
    for entry in telling.world.entries() {
        let register = &telling.program.registers[entry.register];
        let columns: Vec<Titled> =
            entry.columns.iter().flatten().map(|&value| titled(telling, value)).collect();
        let register = Titled::new(&register.name, &register.title);
        let matter = |nth| Matter::Entry(register.clone(), columns.clone(), nth);
        telling.add_nth(Some(entry.subject), matter, Outcome::Days(entry.from, entry.to));
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

fn duties_and_records(telling: &mut Telling<'_>) {
    for duty in telling.world.duties() {
        let info = &telling.program.obligations[duty.obligation];
        let titled = Titled::new(&info.name, &info.title);
        let address = telling.address(duty.instance);
        let matter = |nth| Matter::Duty(titled.clone(), address.clone(), nth);
        telling.add_nth(duty.subject, matter, Outcome::Duty(duty.status, duty.due));
    }
    for kept in telling.world.records() {
        let subject = telling.world.instance(kept.instance).subject;
        let info = &telling.program.record_kinds[kept.record];
        let titled = Titled::new(&info.name, &info.title);
        let address = telling.address(kept.instance);
        let matter = |nth| Matter::Record(titled.clone(), address.clone(), nth);
        telling.add_nth(subject, matter, Outcome::Until(kept.until));
    }
}
