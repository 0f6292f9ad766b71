//! The words at a transition: event, roles, conditions, dates and sources.

use crate::calendar::{Period, Unit};
use crate::chart::{EventId, StateId, TransitionId};
use crate::ident::Id;
use crate::lang::{Arg, Lang, Phrase, Text, Word, display_width, wrap};
use crate::program::{
    CompiledFloor, CompiledTimer, CompiledTransition, DONE_PREFIX, Guard, ParameterMeaning,
    Program, Slot, TimerSpan, Tree,
};
use crate::rule::{ExprKind, MachineId, ParamId, Value};

/// The sign of a timer.
pub(super) const CLOCK: &str = "⏱";
/// Conditions and events beyond this number are counted, not told.
const TOLD: usize = 4;

/// What stands at a transition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Its turn, where several transitions of its state hear one event.
    pub priority: Option<usize>,
    /// What sets it off.
    pub title: String,
    /// Who may set it off; nothing where nobody acts.
    pub by: Option<String>,
    /// What must hold, all of it.
    pub guards: Vec<String>,
    /// The timer, with a clock sign.
    pub timer: Option<String>,
    /// The earliest lawful day.
    pub floor: Option<String>,
    /// Articles and readings as people cite them.
    pub cited: String,
}

/// How a line of a label is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    /// What it is called.
    Title,
    /// What is said of it.
    Plain,
    /// Where it comes from.
    Faint,
}

/// One line of a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub text: String,
    pub tone: Tone,
}

impl Label {
    /// The title behind its number.
    pub fn heading(&self) -> String {
        self.priority.map_or_else(|| self.title.clone(), |turn| format!("{turn}. {}", self.title))
    }
    /// The parts of the label, few conditions for many.
    pub(super) fn parts(&self, lang: Lang) -> Vec<Line> {
        self.with_guards(TOLD, lang)
    }
    /// The whole label on one line, with every condition.
    pub fn whole(&self, lang: Lang) -> String {
        let lines = self.with_guards(usize::MAX, lang);
        let texts: Vec<String> = lines.into_iter().map(|line| line.text).collect();
        texts.join(" ")
    }
    /// The label in lines of at most so many columns.
    pub(super) fn lines(&self, lang: Lang, columns: usize) -> Vec<Line> {
        self.parts(lang).iter().flat_map(|part| part.wrapped(columns)).collect()
    }

    fn with_guards(&self, most: usize, lang: Lang) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut add = |text: String, tone| {
            if !text.is_empty() {
                lines.push(Line { text, tone });
            }
        };
        add(self.heading(), Tone::Title);
        add(self.by.clone().unwrap_or_default(), Tone::Plain);
        let count = self.guards.len();
        let told = if count > most { most.saturating_sub(1) } else { count };
        for guard in self.guards.iter().take(told) {
            add(Phrase::GraphGuard.with(lang, &[("guard", guard.into())]), Tone::Plain);
        }
        if told < count {
            let args = [("count", count.to_string().into())];
            add(Phrase::GraphInAll.with(lang, &args), Tone::Plain);
        }
        add(self.timer.clone().unwrap_or_default(), Tone::Plain);
        add(self.floor.clone().unwrap_or_default(), Tone::Plain);
        add(self.cited.clone(), Tone::Faint);
        lines
    }
}

impl Line {
    /// The line in lines of at most so many columns, as even as can be.
    pub(super) fn wrapped(&self, columns: usize) -> Vec<Self> {
        let broken = |columns| match self.tone {
            Tone::Title | Tone::Plain => wrap(&self.text, columns),
            Tone::Faint => listed(&self.text, columns),
        };
        let least = broken(columns).len();
        let even = display_width(&self.text).div_ceil(least.max(1));
        let narrowest = (even..columns).find(|&tried| broken(tried).len() <= least);
        let lines = broken(narrowest.unwrap_or(columns)).into_iter();
        lines.map(|text| Self { text, tone: self.tone }).collect()
    }
}

/// A list in lines of at most so many columns; its items stay whole where they fit.
fn listed(text: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for item in text.split_inclusive(['、', ',']) {
        match lines.last_mut() {
            Some(line) if display_width(line) + display_width(item.trim_end()) <= columns => {
                line.push_str(item);
            }
            _ => lines.extend(wrap(item.trim_start(), columns)),
        }
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

/// The title, or the name where there is none.
pub(super) fn or_name(title: &Text, name: &str, lang: Lang) -> String {
    let title = title.get(lang);
    if title.is_empty() { name.to_owned() } else { title.to_owned() }
}

/// The label of a transition.
pub(super) fn label(
    program: &Program,
    machine: MachineId,
    id: TransitionId,
    priority: Option<usize>,
    lang: Lang,
) -> Label {
    let compiled = &program.machines[machine].transitions[id];
    let history = {
        let chart = &program.machines[machine].chart;
        chart.kind(chart.source(id)).is_history()
    };
    let title = if !compiled.title.is_empty() {
        compiled.title.get(lang).to_owned()
    } else if history {
        Phrase::GraphDefault.plain(lang).to_owned()
    } else if compiled.timer.is_some() {
        Phrase::TimerRanOut.plain(lang).to_owned()
    } else if compiled.events.is_empty() {
        Phrase::Automatic.plain(lang).to_owned()
    } else {
        events(program, machine, &compiled.events, lang)
    };
    Label {
        priority,
        title,
        by: by(program, compiled, lang),
        guards: compiled.guards.iter().map(|one| guard(program, one, lang)).collect(),
        timer: compiled.timer.as_ref().map(|one| timer(program, machine, one, lang)),
        floor: compiled.floor.as_ref().map(|one| floor(program, machine, one, lang)),
        cited: compiled.cited.cite(lang),
    }
}

/// A timer behind the clock sign.
pub(super) fn timer(
    program: &Program,
    machine: MachineId,
    timer: &CompiledTimer,
    lang: Lang,
) -> String {
    let length = match &timer.span {
        TimerSpan::Parameter(id, None, _) => parameter(program, *id, lang),
        TimerSpan::Parameter(id, Some(from), _) => {
            let from = date(program, machine, from, lang);
            let period = parameter(program, *id, lang);
            Phrase::GraphFrom.with(lang, &[("from", from.into()), ("period", period.into())])
        }
        TimerSpan::Until(last) => {
            let last = date(program, machine, last, lang);
            Phrase::GraphUntil.with(lang, &[("last", last.into())])
        }
        TimerSpan::Plain(length, _) => period(*length, lang),
    };
    format!("{CLOCK} {length}")
}

fn floor(program: &Program, machine: MachineId, floor: &CompiledFloor, lang: Lang) -> String {
    let from = date(program, machine, &floor.from, lang);
    let period = parameter(program, floor.period, lang);
    Phrase::GraphNotBefore.with(lang, &[("from", from.into()), ("period", period.into())])
}

fn by(program: &Program, transition: &CompiledTransition, lang: Lang) -> Option<String> {
    let declared = |event: &EventId| {
        program.events.get(*event).is_some_and(|event| !event.name.starts_with(DONE_PREFIX))
    };
    if transition.by.is_empty() {
        // In a plain chart such an event is open to all.
        let sent = program.legal_text && transition.events.iter().any(declared);
        return sent.then(|| Phrase::GraphSent.plain(lang).to_owned());
    }
    let roles = transition.by.iter().map(|&role| {
        let role = &program.roles[role];
        Word::Plain(or_name(&role.title, &role.name, lang))
    });
    Some(Phrase::GraphBy.with(lang, &[("roles", Word::List(roles.collect()))]))
}

fn guard(program: &Program, guard: &Guard, lang: Lang) -> String {
    let title = |id| {
        let rule = &program.rules[id];
        or_name(&rule.title, &rule.name, lang)
    };
    let rule = title(guard.rule);
    if guard.only_if.is_empty() {
        return rule;
    }
    let only_if = guard.only_if.iter().map(|&id| Word::Plain(title(id)));
    let args: [Arg; 2] = [("rule", rule.into()), ("only_if", Word::List(only_if.collect()))];
    Phrase::GraphOnlyIf.with(lang, &args)
}

fn events(program: &Program, machine: MachineId, events: &[EventId], lang: Lang) -> String {
    if events.len() > 1 && events.len() >= program.declared_events {
        return Phrase::GraphAnyEvent.plain(lang).to_owned();
    }
    let titles: Vec<String> =
        events.iter().map(|&event| event_title(program, machine, event, lang)).collect();
    few(&titles, lang)
}

/// An event's title; that of a done state names the state.
fn event_title(program: &Program, machine: MachineId, event: EventId, lang: Lang) -> String {
    let event = &program.events[event];
    match event.name.strip_prefix(DONE_PREFIX) {
        Some(name) => {
            let states = &program.machines[machine].states;
            let state = states.find(|state| state.name == name).map_or_else(
                || name.to_owned(),
                |(_, state)| or_name(&state.title, &state.name, lang),
            );
            Phrase::GraphDone.with(lang, &[("state", state.into())])
        }
        None => or_name(&event.title, &event.name, lang),
    }
}

/// All of them, or the first and how many more.
fn few(texts: &[String], lang: Lang) -> String {
    if texts.len() <= TOLD {
        return texts.join(lang.list_separator());
    }
    let told = texts.iter().take(TOLD - 1).map(Word::from).collect();
    let count = texts.len();
    let args: [Arg; 3] = [
        ("told", Word::List(told)),
        ("count", count.to_string().into()),
        ("more", (count + 1 - TOLD).to_string().into()),
    ];
    Phrase::GraphFew.with(lang, &args)
}

/// The period that a parameter holds, the latest where it has several; its title where it is none.
fn parameter(program: &Program, id: ParamId, lang: Lang) -> String {
    let info = &program.parameters[id];
    match info.values.last() {
        Some((_, ParameterMeaning::Single(Value::Period(length)))) => period(*length, lang),
        Some((_, _)) | None => or_name(&info.title, &info.name, lang),
    }
}

/// A length of legal time in words.
fn period(period: Period, lang: Lang) -> String {
    let phrase = match (period.unit, period.count) {
        (Unit::Workdays, 1) => Phrase::PeriodWorkday,
        (Unit::Workdays, _) => Phrase::PeriodWorkdays,
        (Unit::Days, 1) => Phrase::PeriodDay,
        (Unit::Days, _) => Phrase::PeriodDays,
        (Unit::Weeks, 1) => Phrase::PeriodWeek,
        (Unit::Weeks, _) => Phrase::PeriodWeeks,
        (Unit::Months, 1) => Phrase::PeriodMonth,
        (Unit::Months, _) => Phrase::PeriodMonths,
        (Unit::Years, 1) => Phrase::PeriodYear,
        (Unit::Years, _) => Phrase::PeriodYears,
    };
    phrase.with(lang, &[("count", period.count.to_string().into())])
}

/// A date by the title of what holds it; a longer expression as it is written.
fn date(program: &Program, machine: MachineId, tree: &Tree, lang: Lang) -> String {
    let written = || program.sources.text(tree.body.span).trim_matches('"').to_owned();
    let ExprKind::Read(slot) = &tree.body.kind else { return written() };
    let titled = |title: &Text, name: &str| Some(or_name(title, name, lang));
    let said = match *slot {
        Slot::Data { level, index } => owner(program, machine, level)
            .and_then(|of| program.machines[of].data.get(usize::from(index)))
            .and_then(|field| titled(&field.title, &field.name)),
        Slot::Key { level, index } => owner(program, machine, level)
            .and_then(|of| program.machines[of].key.get(usize::from(index)))
            .and_then(|field| titled(&field.title, &field.name)),
        Slot::Event(field) => {
            program.fields.get(field).and_then(|field| titled(&field.title, &field.name))
        }
        Slot::Fact(fact) | Slot::LinkedFact { fact, .. } | Slot::KeyFact { fact, .. } => {
            program.facts.get(fact).and_then(|fact| titled(&fact.title, &fact.name))
        }
        Slot::Param(id) => program.parameters.get(id).and_then(|it| titled(&it.title, &it.name)),
        Slot::Today => Some(Phrase::SlotToday.plain(lang).to_owned()),
        Slot::Finding { .. }
        | Slot::AsOf
        | Slot::Subject
        | Slot::Actor
        | Slot::Place
        | Slot::ValidFrom
        | Slot::ValidTo
        | Slot::Under(_)
        | Slot::Itself => None,
    };
    said.unwrap_or_else(written)
}

/// The machine so many owners upwards.
fn owner(program: &Program, machine: MachineId, level: u8) -> Option<MachineId> {
    (0..level).try_fold(machine, |machine, _| program.machines[machine].owner)
}

/// A state's place in a drawing's own names: short, ascii, in document order.
pub(super) fn key(state: StateId) -> String {
    format!("s{}", state.index())
}
