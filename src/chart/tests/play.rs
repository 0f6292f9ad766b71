//! Charts written as indented text, and a few words to play them.
//!
//! A line is a state (`name` or `name: parallel|final|history|deep`), or belongs to the state that it
//! stands under: `initial x y`, `done e`, `entry raise e`, `exit raise e`, or a transition
//! `label on e f -> x y`, `label always -> x`, `label default -> x`, with `internal`, `exclusive`,
//! `raise e` and `in x` (a condition) after it. What has children is compound unless it says otherwise.

use super::spec::{Act, Failed, Spec, SpecState, SpecTransition, SpecTrigger, World, positions};
use crate::chart::{
    Answer, Chart, Kind, Limits, Snapshot, Stopped, candidates, handle, settle, start,
};
use crate::ident::Id;

#[derive(Debug)]
pub struct Play {
    states: Vec<String>,
    labels: Vec<String>,
    events: Vec<String>,
    pub chart: Chart,
    pub world: World,
    pub snapshot: Snapshot,
    pub limits: Limits,
}

#[derive(Default)]
struct Reader<'a> {
    states: Vec<&'a str>,
    labels: Vec<&'a str>,
    events: Vec<&'a str>,
    spec: Spec,
}

impl<'a> Reader<'a> {
    fn state(&self, name: &str) -> usize {
        self.states.iter().position(|known| *known == name).expect(name)
    }
    fn event(&mut self, name: &'a str) -> usize {
        self.events.iter().position(|known| *known == name).unwrap_or_else(|| {
            self.events.push(name);
            self.events.len() - 1
        })
    }
    fn transition(&mut self, source: usize, words: &[&'a str]) {
        self.labels.push(words[0]);
        let mut transition = SpecTransition {
            source,
            trigger: SpecTrigger::Eventless,
            targets: Vec::new(),
            internal: false,
            exclusive: false,
            raises: None,
            guard: vec![Answer::Yes],
            inside: None,
        };
        let mut place = "";
        for &word in &words[1..] {
            match (word, place) {
                ("on" | "->" | "raise" | "in", _) => place = word,
                ("always" | "default", _) => {}
                ("internal", _) => transition.internal = true,
                ("exclusive", _) => transition.exclusive = true,
                ("*", "on") => transition.trigger = SpecTrigger::Any,
                (name, "on") => {
                    let event = self.event(name);
                    match &mut transition.trigger {
                        SpecTrigger::Events(events) => events.push(event),
                        trigger => *trigger = SpecTrigger::Events(vec![event]),
                    }
                }
                (name, "->") => transition.targets.push(self.state(name)),
                (name, "raise") => transition.raises = Some(self.event(name)),
                (name, _) => transition.inside = Some((self.state(name), true)),
            }
        }
        self.spec.transitions.push(transition);
    }
}

fn read(text: &str) -> Reader<'_> {
    let mut reader = Reader::default();
    reader.states.push("root");
    reader.spec.states.push(SpecState::new(Kind::Compound, 0));
    let mut open = vec![0];
    let mut rest = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let depth = (line.len() - line.trim_start().len()) / 2;
        let words: Vec<&str> = line.split_whitespace().collect();
        let belongs = ["initial", "done", "entry", "exit"].contains(&words[0])
            || ["on", "always", "default"].contains(words.get(1).unwrap_or(&""));
        open.truncate(depth + 1);
        let parent = open[depth];
        if belongs {
            rest.push((parent, words));
            continue;
        }
        let kind = match words.get(1) {
            None => Kind::Atomic,
            Some(&"parallel") => Kind::Parallel,
            Some(&"final") => Kind::Final,
            Some(&"history") => Kind::ShallowHistory,
            Some(&"deep") => Kind::DeepHistory,
            Some(word) => panic!("{word} is no kind of state"),
        };
        if reader.spec.states[parent].kind == Kind::Atomic {
            reader.spec.states[parent].kind = Kind::Compound;
        }
        open.push(reader.states.len());
        reader.states.push(words[0].trim_end_matches(':'));
        reader.spec.states.push(SpecState::new(kind, parent));
    }
    for (state, words) in rest {
        match words[0] {
            "initial" => {
                let targets = words[1..].iter().map(|name| reader.state(name)).collect();
                reader.spec.states[state].initial = Some(targets);
            }
            "done" => reader.spec.states[state].done = Some(reader.event(words[1])),
            "entry" => reader.spec.states[state].entry_raises = Some(reader.event(words[2])),
            "exit" => reader.spec.states[state].exit_raises = Some(reader.event(words[2])),
            _ => reader.transition(state, &words),
        }
    }
    reader
}

impl Play {
    /// A started chart whose guards all hold.
    pub fn start(text: &str) -> Self {
        Self::start_with(text, &[])
    }
    /// A started chart; the guards named say what is given.
    pub fn start_with(text: &str, guards: &[(&str, Answer)]) -> Self {
        let Reader { states, labels, events, mut spec } = read(text);
        for (label, answer) in guards {
            let transition = labels.iter().position(|known| known == label).expect(label);
            spec.transitions[transition].guard = vec![*answer];
        }
        let chart = spec.build().expect("a lawful chart");
        let mut world = World::new(&spec);
        let limits = Limits { microsteps: 50 };
        let snapshot = start(&chart, &mut world, limits).expect("the start ends");
        let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect();
        let (states, labels, events) = (owned(states), owned(labels), owned(events));
        Self { states, labels, events, chart, world, snapshot, limits }
    }
    pub fn position(&self, label: &str) -> usize {
        self.labels.iter().position(|known| known == label).expect(label)
    }
    pub fn label(&self, transition: impl Id) -> &str {
        &self.labels[transition.index()]
    }
    pub fn state(&self, name: &str) -> usize {
        self.states.iter().position(|known| known == name).expect(name)
    }
    fn event(&self, name: &str) -> usize {
        // A name that the chart does not have is an event that it does not know.
        self.events.iter().position(|known| known == name).unwrap_or(self.events.len())
    }
    pub fn answer(&mut self, label: &str, answer: Answer) {
        let transition = self.position(label);
        self.world.spec.transitions[transition].guard = vec![answer];
    }
    pub fn send(&mut self, event: &str) -> Result<bool, Stopped<Failed>> {
        self.world.trace.clear();
        self.world.asked.clear();
        let event = Id::new(self.event(event));
        handle(&self.chart, &mut self.snapshot, event, &mut self.world, self.limits)
    }
    pub fn settle(&mut self) -> Result<(), Stopped<Failed>> {
        self.world.trace.clear();
        self.world.asked.clear();
        settle(&self.chart, &mut self.snapshot, &mut self.world, self.limits)
    }
    fn names(&self, states: &[usize]) -> String {
        states.iter().map(|&state| self.states[state].as_str()).collect::<Vec<_>>().join(" ")
    }
    pub fn active(&self) -> String {
        self.names(&positions(self.snapshot.configuration()))
    }
    pub fn recorded(&self, history: &str) -> Option<String> {
        let value = self.snapshot.history(Id::new(self.state(history)))?;
        Some(self.names(&value.iter().map(Id::index).collect::<Vec<_>>()))
    }
    /// What happened last: `-a` left, `+a` entered, a transition by its label.
    pub fn trace(&self) -> String {
        let acts = self.world.trace.iter().filter_map(|(act, _)| {
            Some(match act {
                Act::Exit(state) => format!("-{}", self.states[*state]),
                Act::Enter(state) => format!("+{}", self.states[*state]),
                Act::Take(transition) => self.labels[*transition].clone(),
                Act::Initial(state) => format!("initial({})", self.states[*state]),
                Act::HistoryDefault(state) => format!("default({})", self.states[*state]),
                Act::Raise(event) => format!("!{}", self.events[*event]),
                Act::Step { .. } => return None,
            })
        });
        acts.collect::<Vec<_>>().join(" ")
    }
    /// The conflicts of the last macrostep: `winner>loser`.
    pub fn conflicts(&self) -> String {
        let acts = self.world.trace.iter().filter_map(|(act, _)| match act {
            Act::Step { preempted, .. } => Some(preempted),
            _ => None,
        });
        let told =
            |pair: &(usize, usize)| format!("{}>{}", self.labels[pair.0], self.labels[pair.1]);
        acts.flatten().map(told).collect::<Vec<_>>().join(" ")
    }
    pub fn candidates(&self, event: &str) -> String {
        let event = Some(Id::new(self.event(event)));
        let found = candidates(&self.chart, self.snapshot.configuration(), event);
        found.map(|id| self.label(id).to_owned()).collect::<Vec<_>>().join(" ")
    }
    /// The event is taken, with this configuration and these actions.
    #[track_caller]
    pub fn takes(&mut self, event: &str, active: &str, trace: &str) {
        assert_eq!(self.send(event), Ok(true), "{event} is refused");
        assert_eq!(self.active(), active, "configuration after {event}");
        assert_eq!(self.trace(), trace, "actions on {event}");
    }
    #[track_caller]
    pub fn refuses(&mut self, event: &str) {
        let before = self.snapshot.clone();
        assert_eq!(self.send(event), Ok(false), "{event} is taken");
        assert_eq!(self.snapshot, before);
        assert_eq!(self.world.trace, []);
    }
}
