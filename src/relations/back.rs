//! The outcomes of a variation told in the terms of the story: lines where they stood, days and
//! years back, names as they were.

use std::collections::BTreeMap;

use crate::calendar::Day;
use crate::compare::{Found, Matter, Outcome, Outcomes, Titled, Told, Who};
use crate::program::Program;
use crate::rule::Type;

/// The way back.
#[derive(Default)]
pub(super) struct Back<'a> {
    /// Where each line of the variation stood, both counted from 0; none where it is new. Empty
    /// where lines stand as they stood.
    pub lines: Vec<Option<usize>>,
    /// By how many days all is later.
    pub days: i64,
    /// By how many years what counts years is later.
    pub years: i32,
    /// What counts years.
    pub year_names: &'a [String],
    /// What is called otherwise, and what it was called.
    pub names: BTreeMap<String, String>,
    /// The position of each subject of the story.
    pub places: BTreeMap<String, usize>,
    /// Who is new: what comes of him is left out.
    pub without: Option<String>,
}

impl Back<'_> {
    /// The outcomes in the terms of the story.
    pub(super) fn all(&self, outcomes: &Outcomes, program: &Program) -> Outcomes {
        let mut back = Outcomes::new();
        for ((who, matter), found) in outcomes {
            let is_new = |text: &str| {
                self.without.as_deref().is_some_and(|new| text.split('/').any(|part| part == new))
            };
            if is_new(&who.name) || address_in(matter).is_some_and(is_new) {
                continue;
            }
            let Some(matter) = self.matter(matter, program) else { continue };
            let name = self.name(&who.name);
            let place = self.places.get(&name).copied().unwrap_or(0);
            let mut found = Found { outcome: self.outcome(&found.outcome), ..found.clone() };
            for trace in &mut found.trail {
                // What comes after the last line stays there.
                let line = self.line(trace.at.line.saturating_sub(1));
                trace.at.line = line.map_or(trace.at.line, |line| line + 1);
                trace.at.day = self.day(trace.at.day);
                if self.days != 0 {
                    trace.sign.clear();
                }
            }
            back.insert((Who { place, name }, matter), found);
        }
        back
    }

    fn day(&self, day: Day) -> Day {
        day.plus_days(-self.days).unwrap_or(day)
    }

    fn line(&self, line: usize) -> Option<usize> {
        match self.lines.get(line) {
            Some(stood) => *stood,
            None => Some(line),
        }
    }

    fn name(&self, name: &str) -> String {
        self.names.get(name).cloned().unwrap_or_else(|| name.to_owned())
    }

    fn year(&self, name: &str, text: &str) -> String {
        match text.parse::<i64>() {
            Ok(year) if self.year_names.iter().any(|known| known == name) => {
                (year - i64::from(self.years)).to_string()
            }
            _ => text.to_owned(),
        }
    }

    /// A written value of a type.
    fn value(&self, name: &str, ty: &Type, text: &str, program: &Program) -> String {
        match ty {
            Type::Count => self.year(name, text),
            Type::Date => match Day::parse(text) {
                Some(day) => self.day(day).to_string(),
                None => text.to_owned(),
            },
            Type::Subject | Type::Text => self.name(text),
            Type::Instance(_) => self.address(text, program),
            _ => text.to_owned(),
        }
    }

    /// A written address.
    fn address(&self, text: &str, program: &Program) -> String {
        let mut words: Vec<String> = Vec::new();
        let mut rest = text.split('/');
        while let Some(word) = rest.next() {
            words.push(word.to_owned());
            let machine = program.machine(word);
            for field in machine.into_iter().flat_map(|id| &program.machines[id].key) {
                let part =
                    rest.next().map(|part| self.value(&field.name, &field.ty, part, program));
                words.extend(part);
            }
        }
        words.join("/")
    }

    fn matter(&self, matter: &Matter, program: &Program) -> Option<Matter> {
        let address = |text: &String| self.address(text, program);
        Some(match matter {
            Matter::Step(line, day, event, Told(at)) => {
                let line = self.line(line.saturating_sub(1))? + 1;
                Matter::Step(line, self.day(*day), event.clone(), Told(address(at)))
            }
            Matter::Delivery(day, event, at, nth) => {
                Matter::Delivery(self.day(*day), event.clone(), address(at), *nth)
            }
            Matter::FirstDay(event, at, nth) => Matter::FirstDay(event.clone(), address(at), *nth),
            Matter::LastDay(term, at, nth) => Matter::LastDay(term.clone(), address(at), *nth),
            Matter::State(at) => Matter::State(address(at)),
            Matter::Money(account) => Matter::Money(account.clone()),
            Matter::Entry(register, columns, nth) => {
                Matter::Entry(register.clone(), self.columns(register, columns, program), *nth)
            }
            Matter::Duty(duty, at, nth) => Matter::Duty(duty.clone(), address(at), *nth),
            Matter::Record(record, at, nth) => Matter::Record(record.clone(), address(at), *nth),
        })
    }

    /// The columns of a line of a register. Where one is open it is not known which; then each is
    /// taken for what it looks like.
    fn columns(&self, register: &Titled, columns: &[Titled], program: &Program) -> Vec<Titled> {
        let info = program.register(&register.name).map(|id| &program.registers[id].columns);
        let fields = info.filter(|fields| fields.len() == columns.len());
        let one = |(at, titled): (usize, &Titled)| {
            let field = fields.and_then(|fields| fields.get(at));
            let name = match field {
                Some(field) => self.value(&field.name, &field.ty, &titled.name, program),
                None => {
                    self.guessed(&titled.name, info.map(Vec::as_slice).unwrap_or_default(), program)
                }
            };
            match name == titled.name {
                true => titled.clone(),
                false => Titled::new(&name, &crate::lang::Text::default()),
            }
        };
        columns.iter().enumerate().map(one).collect()
    }

    fn guessed(
        &self,
        text: &str,
        fields: &[crate::program::FieldInfo],
        program: &Program,
    ) -> String {
        if Day::parse(text).is_some() {
            return self.value("", &Type::Date, text, program);
        }
        if text.contains('/') {
            return self.address(text, program);
        }
        let year = fields.iter().find(|field| self.year_names.contains(&field.name));
        match (year, text.parse::<i64>()) {
            (Some(field), Ok(_)) => self.year(&field.name, text),
            _ => self.name(text),
        }
    }

    fn outcome(&self, outcome: &Outcome) -> Outcome {
        let day = |day: &Option<Day>| day.map(|day| self.day(day));
        match outcome {
            Outcome::Accepted => Outcome::Accepted,
            Outcome::AcceptedOn(on) => Outcome::AcceptedOn(self.day(*on)),
            Outcome::Refused(articles, kinds, from) => {
                Outcome::Refused(articles.clone(), kinds.clone(), day(from))
            }
            Outcome::States(states, since) => Outcome::States(states.clone(), day(since)),
            Outcome::Sums(owed, paid, reversed) => Outcome::Sums(*owed, *paid, *reversed),
            Outcome::Days(from, to) => Outcome::Days(self.day(*from), day(to)),
            Outcome::Duty(status, due) => Outcome::Duty(*status, day(due)),
            Outcome::Until(last) => Outcome::Until(self.day(*last)),
            Outcome::From(first) => Outcome::From(self.day(*first)),
        }
    }
}

/// The address of what a matter is about.
fn address_in(matter: &Matter) -> Option<&str> {
    match matter {
        Matter::Step(_, _, _, Told(at))
        | Matter::Delivery(_, _, at, _)
        | Matter::FirstDay(_, at, _)
        | Matter::LastDay(_, at, _)
        | Matter::State(at)
        | Matter::Duty(_, at, _)
        | Matter::Record(_, at, _) => Some(at),
        Matter::Money(_) | Matter::Entry(..) => None,
    }
}
