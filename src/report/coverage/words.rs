//! Elements, reasons and what to change, in words: titles, never names.

use std::collections::BTreeMap;

use crate::analysis::coverage::{
    Element, Gap, Kind, Near, Of, Outcome, Step, Why, asked_of, atom_at,
};
use crate::calendar::Day;
use crate::chart::{StateId, TransitionId};
use crate::lang::{Arg, Lang, Phrase, Text, Word};
use crate::program::{Program, RoleId, RuleId};
use crate::report::words::Teller;
use crate::rule::MachineId;
use crate::world::{Cast, World};

use super::sheet::{Sheet, share};

/// What an element is called.
pub fn element_words(sheet: &Sheet<'_>, element: &Element) -> String {
    Say::new(sheet).element(element)
}

/// Tells elements of a program.
pub(super) struct Say<'a> {
    program: &'a Program,
    lang: Lang,
    cast: Cast,
    world: World,
    /// The questions of the readings.
    questions: BTreeMap<&'a str, &'a Text>,
}

impl<'a> Say<'a> {
    pub fn new(sheet: &Sheet<'a>) -> Self {
        let (program, lang) = (sheet.program, sheet.lang);
        let cast = Cast::new(program);
        let world = World::under(program, Day::MIN);
        let readings = sheet.bundle.readings.iter();
        let questions =
            readings.map(|(name, reading)| (name.as_str(), &reading.question)).collect();
        Self { program, lang, cast, world, questions }
    }

    fn teller(&self) -> Teller<'_> {
        let (program, cast, world) = (self.program, &self.cast, &self.world);
        Teller { program, cast, world, undone: &[], day: None, lang: self.lang }
    }

    /// The measure, how many stories, how much of it they cover.
    pub fn head(&self, sheet: &Sheet<'_>) -> String {
        let total = sheet.total();
        let args = [
            ("title", Word::from(sheet.program.title.get(sheet.lang))),
            ("stories", sheet.covered.stories.to_string().into()),
            ("share", share(total.share()).into()),
            ("seen", total.seen.to_string().into()),
            ("all", total.all.to_string().into()),
        ];
        self.with(Phrase::CoverageHead, &args)
    }

    pub fn with(&self, phrase: Phrase, args: &[Arg]) -> String {
        phrase.with(self.lang, args)
    }

    pub fn plain(&self, phrase: Phrase) -> &'static str {
        phrase.plain(self.lang)
    }

    fn title(&self, title: &'a Text, name: &'a str) -> &'a str {
        match title.get(self.lang) {
            "" => name,
            said => said,
        }
    }

    fn machine(&self, machine: MachineId) -> &'a str {
        let info = &self.program.machines[machine];
        self.title(&info.title, &info.name)
    }

    fn state(&self, machine: MachineId, state: StateId) -> String {
        self.teller().state(machine, state)
    }

    fn place(&self, machine: MachineId, state: StateId) -> String {
        if state == self.program.machines[machine].chart.root() {
            return self.machine(machine).to_owned();
        }
        let args = [
            ("machine", Word::from(self.machine(machine))),
            ("state", self.state(machine, state).into()),
        ];
        self.with(Phrase::CoverAt, &args)
    }

    pub fn transition(&self, machine: MachineId, id: TransitionId) -> String {
        let source = self.program.machines[machine].chart.source(id);
        self.of(&self.place(machine, source), &self.teller().transition(machine, id))
    }

    fn of(&self, what: &str, part: &str) -> String {
        self.with(Phrase::CoverOf, &[("what", what.into()), ("part", part.into())])
    }

    fn rule(&self, rule: RuleId) -> String {
        self.teller().rule(rule)
    }

    fn rules(&self, rules: &[RuleId]) -> String {
        let said: Vec<String> = rules.iter().map(|rule| self.rule(*rule)).collect();
        said.join(self.lang.list_separator())
    }

    fn roles(&self, roles: &[RoleId]) -> String {
        let title = |role: &RoleId| {
            let info = &self.program.roles[*role];
            self.title(&info.title, &info.name)
        };
        roles.iter().map(title).collect::<Vec<_>>().join(self.lang.list_separator())
    }

    /// What an element is called.
    pub fn element(&self, element: &Element) -> String {
        let program = self.program;
        match &element.of {
            Of::Article(number) => {
                let article = program.articles.iter().find(|one| one.number.value == *number);
                article.map_or_else(|| element.name.clone(), |article| article.head(self.lang))
            }
            Of::Item(part) => part.cite(self.lang),
            Of::State(machine, state) => self.place(*machine, *state),
            Of::Transition(machine, id) | Of::Role(machine, id) => self.transition(*machine, *id),
            Of::Guard(Some((machine, id)), rule) => {
                self.of(&self.transition(*machine, *id), &self.rule(*rule))
            }
            Of::Guard(None, rule) => {
                let machine = element.machine.map_or("", |machine| self.machine(machine));
                self.of(machine, &self.rule(*rule))
            }
            Of::Clause(_) | Of::Boundary(_) => self.clause(element),
            Of::Floor(machine, id) => {
                let floor = program.machines[*machine].transitions[*id].floor.as_ref();
                let period = floor.map(|floor| self.teller().parameter(floor.period));
                let args = [
                    ("what", Word::from(self.transition(*machine, *id))),
                    ("period", period.unwrap_or_default().into()),
                ];
                self.with(Phrase::CoverFloor, &args)
            }
            Of::Timer(machine, id) => {
                self.with(Phrase::CoverTimer, &[("what", self.transition(*machine, *id).into())])
            }
            Of::Later(machine, event) => {
                let args = [
                    ("machine", Word::from(self.machine(*machine))),
                    ("event", self.teller().event(*event).into()),
                ];
                self.with(Phrase::CoverLater, &args)
            }
            Of::Finder(finding) => {
                let question = program.findings[*finding].question.get(self.lang);
                self.with(Phrase::CoverFinder, &[("question", question.into())])
            }
            Of::Quota(selection, quota) => {
                let info = &program.selections[*selection];
                let quota = info.quotas.get(*quota);
                let quota = quota.map_or("", |quota| self.title(&quota.title, &quota.name));
                self.of(self.title(&info.title, &info.name), quota)
            }
            Of::Duty(duty) => {
                let info = &program.obligations[*duty];
                self.title(&info.title, &info.name).to_owned()
            }
            Of::Register(register) => {
                let info = &program.registers[*register];
                self.title(&info.title, &info.name).to_owned()
            }
            Of::Reading(name) => match self.questions.get(name.as_str()) {
                Some(question) => self.of(name, question.get(self.lang)),
                None => name.clone(),
            },
        }
    }

    /// A part of a condition: the condition, and what it says.
    fn clause(&self, element: &Element) -> String {
        let Some(rule) = element.rule else { return element.name.clone() };
        let within = element.name.split_once(": ").map_or("", |(within, _)| within);
        let named = self.program.rules.find(|known| known.name == within);
        let shown = self.rule(named.map_or(rule, |(named, _)| named));
        let tree = &self.program.rules[rule].tree;
        let part = element.at.and_then(|at| atom_at(tree, at));
        let said = part.map(|part| self.teller().part(part, element.machine));
        // What says nothing but its condition's name is told once.
        match said.filter(|said| *said != shown) {
            Some(said) => self.of(&shown, &said),
            None => shown,
        }
    }

    /// An element, and what never came of it.
    pub fn gap(&self, element: &Element, outcome: Outcome) -> String {
        self.of(&self.element(element), self.never(element, outcome))
    }

    /// That something never came of an element.
    pub fn never(&self, element: &Element, outcome: Outcome) -> &'static str {
        let quota = element.kind() == Kind::Quota;
        let floor = matches!(element.of, Of::Floor(..));
        self.plain(match (outcome, element.kind()) {
            (Outcome::Happened, Kind::State) => Phrase::NeverHappenedState,
            (Outcome::Happened, Kind::Transition) => Phrase::NeverHappenedTransition,
            (Outcome::Happened, _) => Phrase::NeverHappenedArticle,
            (Outcome::Holds, _) => Phrase::NeverHolds,
            (Outcome::Fails, _) => Phrase::NeverFails,
            (Outcome::Unknown, _) => Phrase::NeverUnknown,
            (Outcome::Decides, _) => Phrase::NeverDecides,
            (Outcome::Fires, _) => Phrase::NeverFires,
            (Outcome::Cancelled, _) => Phrase::NeverCancelled,
            (Outcome::Refused, _) => Phrase::NeverRefused,
            (Outcome::Below, _) if quota => Phrase::NeverFewer,
            (Outcome::Below, _) if floor => Phrase::NeverEarly,
            (Outcome::Below, _) => Phrase::NeverBelow,
            (Outcome::At, _) if quota => Phrase::NeverFull,
            (Outcome::At, _) if floor => Phrase::NeverFirst,
            (Outcome::At, _) => Phrase::NeverAt,
            (Outcome::Above, _) if quota => Phrase::NeverOver,
            (Outcome::Above, _) => Phrase::NeverAbove,
            (Outcome::Fulfilled, _) => Phrase::NeverFulfilled,
            (Outcome::Missed, _) => Phrase::NeverMissed,
            (Outcome::Entered, _) => Phrase::NeverEnteredLine,
            (Outcome::Used, _) => Phrase::NeverUsedLine,
            (Outcome::Ended, _) => Phrase::NeverEndedLine,
        })
    }

    /// Why it was never seen.
    pub fn why(&self, gap: &Gap) -> String {
        if let Some(reason) = &gap.declared {
            return self.with(Phrase::WhyDeclared, &[("reason", reason.into())]);
        }
        let plain = |phrase: Phrase| self.plain(phrase).to_owned();
        match &gap.why {
            Why::NeverOpened(machine) => {
                let machine = self.machine(*machine);
                self.with(Phrase::WhyNeverOpened, &[("machine", machine.into())])
            }
            Why::NeverReached(machine, state) => {
                let state = self.state(*machine, *state);
                self.with(Phrase::WhyNeverReached, &[("state", state.into())])
            }
            Why::NoEvent(machine, state) => {
                let state = self.place(*machine, *state);
                self.with(Phrase::WhyNoEvent, &[("state", state.into())])
            }
            Why::NotMet(rules) => {
                self.with(Phrase::WhyNotMet, &[("rules", self.rules(rules).into())])
            }
            Why::Shadowed(machine, by) => {
                let by = self.teller().transition(*machine, *by);
                self.with(Phrase::WhyShadowed, &[("by", by.into())])
            }
            Why::Declaratory(reason) => {
                self.with(Phrase::WhyDeclaratory, &[("reason", reason.into())])
            }
            Why::Repealed(reason) => self.with(Phrase::WhyRepealed, &[("reason", reason.into())]),
            Why::NotEntitled => plain(Phrase::WhyNotEntitled),
            Why::TooEarly(_) => plain(Phrase::WhyTooEarly),
            Why::CameToNothing => plain(Phrase::WhyCameToNothing),
            Why::NeverAsked => plain(Phrase::WhyNeverAsked),
            Why::NeverSo(_) => plain(Phrase::WhyNeverSo),
            Why::Elsewhere => plain(Phrase::WhyElsewhere),
            Why::NotWaited => plain(Phrase::WhyNotWaited),
            Why::NeverLeft => plain(Phrase::WhyNeverLeft),
            Why::AlwaysEntitled => plain(Phrase::WhyAlwaysEntitled),
            Why::NeverDecided => plain(Phrase::WhyNeverDecided),
            Why::NeverLaid => plain(Phrase::WhyNeverLaid),
            Why::NeverDone => plain(Phrase::WhyNeverDone),
            Why::NeverMissed => plain(Phrase::WhyNeverMissed),
            Why::NeverEntered => plain(Phrase::WhyNeverEntered),
            Why::LinesOnly => plain(Phrase::WhyLinesOnly),
            Why::NothingHappened => plain(Phrase::WhyNothingHappened),
            Why::Uncited => plain(Phrase::WhyUncited),
            Why::Pending => plain(Phrase::WhyPending),
        }
    }

    /// The nearest story, and on which day it came near.
    pub fn nearest(&self, sheet: &Sheet<'_>, near: &Near) -> String {
        let when = match (near.day, &near.instance) {
            (Some(day), Some(instance)) => {
                let args =
                    [("day", Word::from(day.to_string())), ("instance", instance.as_str().into())];
                self.with(Phrase::NearWhere, &args)
            }
            (Some(day), None) => self.with(Phrase::NearWhen, &[("day", day.to_string().into())]),
            (None, _) => String::new(),
        };
        let args = [("path", Word::from(sheet.path(near.story))), ("when", when.into())];
        self.with(Phrase::NearestStory, &args)
    }

    /// What a condition or its part asks that may be left open.
    fn asks(&self, element: &Element) -> Vec<String> {
        let Some(rule) = element.rule else { return Vec::new() };
        let tree = &self.program.rules[rule].tree;
        let own = element.at.filter(|_| element.kind() == Kind::Clause);
        let part = own.and_then(|at| atom_at(tree, at)).unwrap_or(&tree.body);
        let slots = asked_of(self.program, tree, part, element.machine);
        slots.iter().map(|slot| self.teller().slot(slot, element.machine)).collect()
    }

    /// How a condition or its part has to come out.
    fn turn(&self, element: &Element, outcome: Outcome) -> String {
        let asks = self.asks(element);
        let phrase = match outcome {
            Outcome::Fails => Phrase::NearTurnFails,
            Outcome::Unknown if !asks.is_empty() => {
                let asks = asks.join(self.lang.list_separator());
                return self.with(Phrase::NearTurnUntold, &[("asks", asks.into())]);
            }
            Outcome::Unknown => Phrase::NearTurnUnknown,
            Outcome::Decides => Phrase::NearTurnDecides,
            _ => Phrase::NearTurnHolds,
        };
        self.plain(phrase).to_owned()
    }

    /// What to change in it.
    pub fn change(&self, element: &Element, near: &Near) -> String {
        let on = |phrase: Phrase, day: Day| self.with(phrase, &[("day", day.to_string().into())]);
        match &near.step {
            Step::Open(machine) => {
                self.with(Phrase::NearOpen, &[("machine", self.machine(*machine).into())])
            }
            Step::Lead(machine, from, to) => {
                let args = [
                    ("from", Word::from(self.state(*machine, *from))),
                    ("to", self.state(*machine, *to).into()),
                ];
                self.with(Phrase::NearLead, &args)
            }
            Step::Send(machine, state, events) => {
                let events: Vec<String> =
                    events.iter().map(|event| self.teller().event(*event)).collect();
                let args = [
                    ("state", Word::from(self.place(*machine, *state))),
                    ("events", events.join(self.lang.list_separator()).into()),
                ];
                self.with(Phrase::NearSend, &args)
            }
            Step::Stay(machine, state) => {
                self.with(Phrase::NearStay, &[("state", self.place(*machine, *state).into())])
            }
            Step::Wait(day) => on(Phrase::NearWait, *day),
            Step::Leave(day) => on(Phrase::NearLeave, *day),
            Step::On(day) => on(Phrase::NearOn, *day),
            Step::Hold(rules) => {
                self.with(Phrase::NearHold, &[("rules", self.rules(rules).into())])
            }
            Step::As(roles) => self.with(Phrase::NearAs, &[("roles", self.roles(roles).into())]),
            Step::Without(roles) => {
                self.with(Phrase::NearWithout, &[("roles", self.roles(roles).into())])
            }
            Step::Turn(outcome) => self.turn(element, *outcome),
            Step::Value(distance, to) => {
                let teller = self.teller();
                let args = [
                    ("value", Word::from(teller.value(distance.value))),
                    ("bound", teller.value(distance.bound).into()),
                    ("to", teller.value(*to).into()),
                ];
                self.with(Phrase::NearValue, &args)
            }
            Step::Place(count) => {
                let phrase =
                    if *count < 0 { Phrase::NearPlaceFewer } else { Phrase::NearPlaceMore };
                self.with(phrase, &[("count", count.unsigned_abs().to_string().into())])
            }
            Step::Duty(duty, done) => {
                let info = &self.program.obligations[*duty];
                let title = self.title(&info.title, &info.name);
                let phrase = if *done { Phrase::NearDutyDone } else { Phrase::NearDutyMissed };
                self.with(phrase, &[("duty", title.into())])
            }
            Step::Line(register, outcome) => {
                let info = &self.program.registers[*register];
                let title = self.title(&info.title, &info.name);
                let phrase = match outcome {
                    Outcome::Ended => Phrase::NearLineEnded,
                    _ => Phrase::NearLineUsed,
                };
                self.with(phrase, &[("register", title.into())])
            }
            Step::Past(machine, by) => {
                let by = self.teller().transition(*machine, *by);
                self.with(Phrase::NearPast, &[("by", by.into())])
            }
        }
    }
}
