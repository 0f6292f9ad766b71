//! The outcome of a story by meaning: what was accepted, where each instance stands, who is owed
//! what, who stands in which register until when.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::calendar::Day;
use crate::ident::Id;
use crate::lang::Text;
use crate::policy::ArticleRef;
use crate::program::Program;
use crate::rule::{InstanceId, MachineId, SubjectId, Value};
use crate::scenario::{Played, address_text, value_name};
use crate::world::journal::{Origin, What};
use crate::world::{DutyStatus, Reason, Sums, World};

/// A name with what people call it. The name alone tells one from another.
#[derive(Clone, Debug)]
pub struct Titled {
    /// The name.
    pub name: String,
    /// What people call it.
    pub title: Text,
}

impl Titled {
    fn new(name: &str, title: &Text) -> Self {
        // A plain chart need not have titles.
        let title = match title.is_empty() {
            true => Text { zh: name.to_owned(), en: name.to_owned() },
            false => title.clone(),
        };
        Self { name: name.to_owned(), title }
    }
}

impl PartialEq for Titled {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Titled {}

impl PartialOrd for Titled {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Titled {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.name.cmp(&other.name)
    }
}

/// What an outcome is about. The order is that of a report.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// A line of the story: its position among the lines that do something, the day, the event, the
    /// address of the instance.
    Step(usize, Day, Titled, String),
    /// Where an instance stands at the end.
    State(String),
    /// The sums of an account.
    Money(Titled),
    /// The last day of a line of a register: the register, its columns, and which of several such.
    Entry(Titled, Vec<Titled>, usize),
    /// How a duty stands: the duty, the instance, and which of several such.
    Duty(Titled, String, usize),
    /// Until when a record of an instance is kept, and which of several such.
    Record(Titled, String, usize),
}

/// What an outcome is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The step was accepted.
    Accepted,
    /// It was refused, under these articles, for these kinds of reasons, and lawful from a day on.
    Refused(Vec<ArticleRef>, Vec<&'static str>, Option<Day>),
    /// The innermost states, and the day on which the last of them was entered.
    States(Vec<Titled>, Option<Day>),
    /// Owed and not cancelled, paid, claimed back.
    Sums(Decimal, Decimal, Decimal),
    /// From a day to another.
    Days(Day, Option<Day>),
    /// How a duty stands, and its last day.
    Duty(DutyStatus, Option<Day>),
    /// Until a day.
    Until(Day),
}

/// Whom an outcome concerns. The order is that of the story.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Who {
    /// The place among the story's subjects, counted from 1; 0 where it concerns none.
    pub place: usize,
    /// The subject's name; empty where it concerns none.
    pub name: String,
}

/// For each subject, what came of each matter.
pub type Outcomes = BTreeMap<(Who, Matter), Outcome>;

/// The outcome of a story.
pub fn outcome(program: &Program, played: &Played) -> Outcomes {
    let Played { plan, journal, world, .. } = played;
    let cast = &plan.cast;
    let titled = |value: Value| {
        let name = value_name(program, cast, world, value);
        let title = match value {
            Value::Choice(choice, at) => {
                program.choices[choice].values.get(usize::from(at)).map(|(_, title)| title.clone())
            }
            _ => None,
        };
        let title = title.unwrap_or_else(|| Text { zh: name.clone(), en: name.clone() });
        Titled { name, title }
    };
    let who = |subject: Option<SubjectId>| {
        subject.map_or_else(Who::default, |subject| Who {
            place: subject.index() + 1,
            name: cast.subjects[subject].name.clone(),
        })
    };
    let mut found = Outcomes::new();
    let mut step = 0;
    let mut moved: BTreeMap<InstanceId, Day> = BTreeMap::new();
    for entry in &journal.entries {
        if let What::Moved { instance, entered, .. } = &entry.what
            && !entered.is_empty()
        {
            moved.insert(*instance, entry.day);
        }
        let (event, address, came) = match &entry.what {
            What::Event { event, instance, origin: Origin::Story, .. } => {
                (*event, world.address(program, *instance), Outcome::Accepted)
            }
            What::Refused { event, address, reasons, .. } => {
                let machine = address.parts.last().map(|part| part.machine);
                let (mut articles, mut kinds) = (Vec::new(), Vec::new());
                why(reasons, machine, program, world, &mut articles, &mut kinds);
                articles.sort();
                articles.dedup();
                kinds.dedup();
                let earliest = reasons.iter().find_map(|reason| match reason {
                    crate::world::Reason::TooEarly { earliest, .. } => Some(*earliest),
                    _ => None,
                });
                (*event, address.clone(), Outcome::Refused(articles, kinds, earliest))
            }
            _ => continue,
        };
        step += 1;
        let subject =
            address.parts.iter().flat_map(|part| &part.key).find_map(|value| match value {
                Value::Subject(subject) => Some(*subject),
                _ => None,
            });
        let event = Titled::new(&program.events[event].name, &program.events[event].title);
        let address = address_text(program, cast, &address);
        let matter = Matter::Step(step, entry.day, event, address);
        found.insert((who(subject), matter), came);
    }
    for (id, instance) in world.instances() {
        let machine = &program.machines[instance.machine];
        let states = instance.chart.iter().flat_map(|chart| {
            let atomic = chart.configuration().atomic_states(&machine.chart);
            atomic
                .map(|state| Titled::new(&machine.states[state].name, &machine.states[state].title))
        });
        let states = states.collect();
        let subject = instance.subject;
        let who = who(subject);
        let address = address_text(program, cast, &world.address(program, id));
        let since = moved.get(&id).copied();
        found.insert((who, Matter::State(address)), Outcome::States(states, since));
    }
    for (account, info) in program.accounts.enumerated() {
        for subject in cast.subjects.ids() {
            let own = world
                .ledger()
                .iter()
                .filter(|entry| entry.account == account && entry.subject == subject);
            let sums = Sums::of(own);
            if sums != Sums::default() {
                let came = Outcome::Sums(
                    sums.owed.saturating_sub(sums.cancelled),
                    sums.paid,
                    sums.reversed,
                );
                found.insert(
                    (who(Some(subject)), Matter::Money(Titled::new(&info.name, &info.title))),
                    came,
                );
            }
        }
    }
    for entry in world.entries() {
        let register = &program.registers[entry.register];
        let columns: Vec<Titled> =
            entry.columns.iter().flatten().map(|&value| titled(value)).collect();
        let register = Titled::new(&register.name, &register.title);
        let matter = |nth| Matter::Entry(register.clone(), columns.clone(), nth);
        let came = Outcome::Days(entry.from, entry.to);
        insert(&mut found, &who(Some(entry.subject)), matter, came);
    }
    for duty in world.duties() {
        let info = &program.obligations[duty.obligation];
        let titled = Titled::new(&info.name, &info.title);
        let address = address_text(program, cast, &world.address(program, duty.instance));
        let matter = |nth| Matter::Duty(titled.clone(), address.clone(), nth);
        insert(&mut found, &who(duty.subject), matter, Outcome::Duty(duty.status, duty.due));
    }
    for kept in world.records() {
        let subject = world.instance(kept.instance).subject;
        let info = &program.record_kinds[kept.record];
        let titled = Titled::new(&info.name, &info.title);
        let address = address_text(program, cast, &world.address(program, kept.instance));
        let matter = |nth| Matter::Record(titled.clone(), address.clone(), nth);
        insert(&mut found, &who(subject), matter, Outcome::Until(kept.until));
    }
    found
}

/// Adds what came of one of several matters that are called the same.
fn insert(found: &mut Outcomes, who: &Who, matter: impl Fn(usize) -> Matter, came: Outcome) {
    let free = (0..).find(|&nth| !found.contains_key(&(who.clone(), matter(nth))));
    found.insert((who.clone(), matter(free.unwrap_or(0))), came);
}

/// The articles and the kinds of reasons, those of receivers included.
fn why(
    reasons: &[Reason],
    machine: Option<MachineId>,
    program: &Program,
    world: &World,
    articles: &mut Vec<ArticleRef>,
    kinds: &mut Vec<&'static str>,
) {
    for reason in reasons {
        if let Reason::Sent { to, reasons, .. } = reason {
            let receiver = to.and_then(|to| world.instances().find(|(id, _)| *id == to));
            let machine = receiver.map(|(_, instance)| instance.machine);
            why(reasons, machine, program, world, articles, kinds);
        } else {
            articles.extend(reason.cited(program, machine).articles);
            kinds.push(reason.kind());
        }
    }
}
