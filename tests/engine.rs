//! The world under random stories, and small bundles in which something once went wrong.
//!
//! The stories are told against the first bundle: a path that leads from the call to the honours and
//! their revocation, with lines left out, repeated, done by somebody else, and events thrown in that
//! nobody expects. What holds of them holds without knowing what the measure says.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]

mod small;

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::LazyLock;

use banfa::calendar::Day;
use banfa::ident::Id;
use banfa::pipeline;
use banfa::program::Program;
use banfa::rule::{InstanceId, SubjectId, Type, Value};
use banfa::scenario::{Plan, address_text, configurations, value_name};
use banfa::world::journal::What;
use banfa::world::{
    ActorId, Address, Cast, Data, Engine, FindingMade, Incoming, Journal, Part, Target, World,
};
use proptest::prelude::*;
use small::{holds, tell, tell_file, written};

#[path = "engine/selection.rs"]
mod selection;

// ── the first bundle and its cast ──

struct Stage {
    program: Program,
    plan: Plan,
}

/// Two organisations that fill every condition, a person, and nobody who objects yet.
static STAGE: LazyLock<Stage> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let program =
        pipeline::load(&root.join("policy/changning-2023")).program.expect("the bundle loads");
    let facts = r#"facts: { "registered_in_district": true, "operating_since": "2015-01-01", "non_profit": false,
      "losses": [], "accidents": [], "complaints": [], "dishonesty": [], "city_applications": [] }"#;
    let text = format!(
        r#"( title: "x", subjects: {{ "acme": (kind: "organisation", {facts}), "beta": (kind: "organisation", {facts}),
          "carol": (kind: "person", facts: {{ "city_applications": [] }}) }}, story: [], expect: () )"#
    );
    let path = written("stage", &[("x.ron", text.as_str())]).join("x.ron");
    let plan =
        pipeline::plan_file(&path, &program).expect("it is read").plan.expect("it is planned");
    Stage { program, plan }
});

const CASES: [&str; 3] = [
    "edition/2024/case/acme/model",
    "edition/2024/case/beta/model",
    "edition/2024/case/carol/achievement",
];
const OTHERS: [&str; 6] = [
    "edition/2024",
    "edition/2026",
    "edition/2024/case/acme/model/objection/zhang",
    "edition/2024/case/beta/model/objection/li",
    "honour/acme/model/2024",
    "honour/beta/model/2024",
];
const FINDINGS: [&str; 7] = [
    "materials_complete",
    "compliance",
    "responsibility",
    "quality_record",
    "leading_business",
    "fraud",
    "grave_matter",
];

/// One thing that happens, as plain data.
#[derive(Clone, Debug)]
enum Op {
    Event { event: String, to: String, by: String, seed: u32 },
    Find { finding: String, about: String, by: String, answer: bool },
    Wait(u16),
}

fn event(event: &str, to: &str, by: &str, seed: u32) -> Op {
    Op::Event { event: event.into(), to: to.into(), by: by.into(), seed }
}

/// The path of two organisations from the call to revoked honours. Seeds choose what events carry:
/// see [`Run::carried`].
fn path() -> Vec<Op> {
    let edition = "edition/2024";
    let mut ops = vec![
        event("open_call", edition, "review_office", 60),
        event("form_team", edition, "review_office", 0),
    ];
    let cases = &CASES[..2];
    for (case, who) in cases.iter().zip(["acme", "beta"]) {
        ops.push(event("recommend", case, "recommender", 0));
        ops.push(event("file", case, who, 0));
    }
    ops.push(Op::Wait(70));
    for case in cases {
        for finding in &FINDINGS[..5] {
            for by in ["review_office", "review_team"] {
                let (finding, about) = ((*finding).into(), (*case).into());
                ops.push(Op::Find { finding, about, by: by.into(), answer: true });
            }
        }
        ops.push(event("pass", case, "review_office", 0));
        ops.push(event("post_first_notice", case, "review_office", 0));
    }
    ops.push(event("object", OTHERS[2], "public", 3));
    ops.push(Op::Wait(10));
    ops.push(event("dismiss", OTHERS[2], "review_office", 0));
    for (name, by) in [
        ("admit", "review_office"),
        ("paper_report", "review_team"),
        ("shortlist", "review_office"),
        ("site_report", "review_team"),
        ("evaluation_report", "review_team"),
    ] {
        ops.extend(cases.iter().map(|case| event(name, case, by, 0)));
    }
    for (name, by) in [
        ("propose", "review_office"),
        ("decide_list", "review_committee"),
        ("approve", "approving_authority"),
        ("post_second_notice", "review_office"),
    ] {
        ops.push(event(name, edition, by, 0));
    }
    ops.push(Op::Wait(12));
    ops.push(event("award", edition, "district_government", 0));
    ops.push(event("close", edition, "review_office", 0));
    ops.push(event("pay_prize", OTHERS[4], "district_government", 0));
    ops.push(event("urge_correction", OTHERS[5], "market_regulator", 0));
    ops.push(Op::Wait(200));
    let (finding, about) = ("fraud".into(), OTHERS[4].into());
    ops.push(Op::Find { finding, about, by: "review_office".into(), answer: true });
    ops.push(event("revoke_for_fraud", OTHERS[4], "review_office", 0));
    ops.push(event("plaque_returned", OTHERS[4], "review_office", 0));
    ops.push(event("prize_repaid", OTHERS[4], "review_office", 0));
    ops.push(Op::Wait(2000));
    ops
}

/// One telling: the world, and the cast whose lists grow with it.
#[derive(Clone)]
struct Run {
    cast: Cast,
    world: World,
}

impl Run {
    fn new() -> Self {
        let stage = &*STAGE;
        let cast = stage.plan.cast.clone();
        let mut world = World::new(Day::ymd(2024, 5, 6).expect("a day"));
        let engine = Engine { program: &stage.program, cast: &cast };
        for fact in &stage.plan.facts {
            engine.given(&mut world, fact.version(None, None));
        }
        Self { cast, world }
    }

    fn actor(&self, name: &str) -> ActorId {
        self.cast.actor(name).expect("an actor")
    }

    fn address(&mut self, text: &str) -> Address {
        let program = &STAGE.program;
        let mut words = text.split('/');
        let mut parts = Vec::new();
        while let Some(name) = words.next() {
            let machine = program.machine(name).expect("a machine");
            let mut key = smallvec::SmallVec::new();
            for part in &program.machines[machine].key {
                let word = words.next().expect("a part of the key");
                key.push(match &part.ty {
                    Type::Count => Value::Count(word.parse().expect("a number")),
                    Type::Subject => Value::Subject(self.cast.subject(word).expect("a subject")),
                    Type::Choice(choice) => {
                        let values = &program.choices[*choice].values;
                        let at = values.iter().position(|(known, _)| known == word);
                        Value::Choice(*choice, u16::try_from(at.expect("a value")).expect("few"))
                    }
                    Type::Text => self.cast.pool.text_value(word),
                    other => panic!("{other:?}"),
                });
            }
            parts.push(Part { machine, key });
        }
        Address { parts }
    }

    /// What an event carries: days ahead, choices, answers and lists by the seed.
    fn carried(&mut self, event: banfa::chart::EventId, seed: u32) -> Data {
        let program = &STAGE.program;
        let mut data = Data::new();
        for (at, &(field, optional)) in program.events[event].data.iter().enumerate() {
            let seed = seed.rotate_right(u32::try_from(at).expect("few"));
            if optional && seed.is_multiple_of(2) {
                continue;
            }
            let value = match &program.fields[field].ty {
                Type::Date => {
                    let day = self.world.today().plus_days(i64::from(seed % 90));
                    Value::Date(day.expect("a day"))
                }
                Type::Bool => Value::Bool(seed % 2 == 1),
                Type::Count => Value::Count(i64::from(seed % 5)),
                Type::Text => self.cast.pool.text_value("words"),
                Type::Choice(choice) => {
                    let count = u32::try_from(program.choices[*choice].values.len()).expect("few");
                    Value::Choice(*choice, u16::try_from(seed % count).expect("few"))
                }
                Type::Subject => Value::Subject(self.subject(seed)),
                Type::List(row) => {
                    match program.rows[*row].columns.iter().any(|(_, ty)| *ty == Type::Subject) {
                        true => self.subjects(seed),
                        false => self.list(seed),
                    }
                }
                other => panic!("{other:?}"),
            };
            data.push((field, value));
        }
        data
    }

    /// One of the two organisations.
    fn subject(&self, seed: u32) -> SubjectId {
        let name = if seed.is_multiple_of(2) { "acme" } else { "beta" };
        self.cast.subject(name).expect("a subject")
    }

    /// A list of none to two of them.
    fn subjects(&mut self, seed: u32) -> Value {
        let rows =
            (0..seed % 3).map(|at| vec![Some(Value::Subject(self.subject(seed.wrapping_add(at))))]);
        let rows = rows.collect();
        Value::List(self.cast.pool.add_list(rows))
    }

    /// The cases that there are, each placed by two bits of the seed: upper, lower, or not at all.
    fn list(&mut self, seed: u32) -> Value {
        let program = &STAGE.program;
        let case = program.machine("case").expect("case");
        let tier = program.choices.find(|choice| choice.name == "tier").expect("tier").0;
        let all = self.world.instances().filter(|(_, instance)| instance.machine == case);
        let rows = all.enumerate().filter_map(|(at, (id, _))| {
            let place = u16::try_from(seed >> (2 * at) & 3).expect("two bits");
            (place < 2).then(|| vec![Some(Value::Instance(id)), Some(Value::Choice(tier, place))])
        });
        let rows = rows.collect();
        Value::List(self.cast.pool.add_list(rows))
    }

    /// Does one thing; answers whether it was accepted.
    fn does(&mut self, op: &Op, journal: &mut Journal) -> bool {
        let stage = &*STAGE;
        match op {
            Op::Event { .. } => {
                let incoming = self.incoming(op).expect("an event");
                let engine = Engine { program: &stage.program, cast: &self.cast };
                engine.step(&mut self.world, &incoming, journal).is_ok()
            }
            Op::Find { finding, about, by, answer } => {
                let address = self.address(about);
                let by = Some(self.actor(by));
                let Some(instance) = self.world.at_address(&address) else { return false };
                let finding = stage.program.finding(finding).expect("a finding");
                let (answer, day, reason) = (*answer, self.world.today(), None);
                let made = FindingMade { instance, finding, answer, day, by, reason };
                let engine = Engine { program: &stage.program, cast: &self.cast };
                engine.find(&mut self.world, made, None, journal).is_ok()
            }
            Op::Wait(days) => {
                let day = self.world.today().plus_days(i64::from(*days)).expect("a day");
                let engine = Engine { program: &stage.program, cast: &self.cast };
                engine.advance(&mut self.world, day, journal);
                true
            }
        }
    }

    fn incoming(&mut self, op: &Op) -> Option<Incoming> {
        let Op::Event { event, to, by, seed } = op else { return None };
        let event = STAGE.program.event(event).expect("an event");
        let address = self.address(to);
        let target = match self.world.at_address(&address) {
            Some(id) => Target::Instance(id),
            None => Target::Address(address),
        };
        let data = self.carried(event, *seed);
        Some(Incoming { event, target, actor: Some(self.actor(by)), role: None, data })
    }

    /// What each instance is and remembers, and what stands in registers and ledger, by name: told
    /// so that the order in which things came about does not show.
    fn told(&self) -> BTreeMap<String, Vec<String>> {
        let program = &STAGE.program;
        let name =
            |id: InstanceId| address_text(program, &self.cast, &self.world.address(program, id));
        let value = |value| value_name(program, &self.cast, &self.world, value);
        let mut told = BTreeMap::new();
        for (id, states) in configurations(program, &self.world) {
            let machine = self.world.instance(id).machine;
            let mut lines = states;
            for (at, field) in program.machines[machine].data.iter().enumerate() {
                let datum = self.world.datum(program, id, at).map(value);
                lines.push(format!("{} = {datum:?}", field.name));
            }
            told.insert(name(id), lines);
        }
        let subject = |id| self.cast.subjects[id].name.clone();
        let mut entries: Vec<String> = self
            .world
            .entries()
            .iter()
            .map(|entry| {
                let columns: Vec<_> =
                    entry.columns.iter().map(|column| column.map(value)).collect();
                format!(
                    "{:?} {} {columns:?} {} {:?}",
                    entry.register,
                    subject(entry.subject),
                    entry.from,
                    entry.to
                )
            })
            .collect();
        entries.sort();
        told.insert("registers".into(), entries);
        let mut ledger: Vec<String> = self
            .world
            .ledger()
            .iter()
            .map(|line| {
                format!(
                    "{} {:?} {} {} {}",
                    line.day,
                    line.kind,
                    name(line.instance),
                    subject(line.subject),
                    line.amount
                )
            })
            .collect();
        ledger.sort();
        told.insert("ledger".into(), ledger);
        told
    }
}

fn hash(world: &World) -> u64 {
    let mut hasher = DefaultHasher::new();
    world.hash(&mut hasher);
    hasher.finish()
}

/// Any event to anything by anybody, a finding, or some days.
fn anything() -> impl Strategy<Value = Op> {
    let names: Vec<String> = STAGE
        .program
        .events
        .iter()
        .take(STAGE.program.declared_events)
        .map(|event| event.name.clone())
        .collect();
    let places: Vec<&str> = CASES.into_iter().chain(OTHERS).collect();
    let people: Vec<String> = STAGE
        .plan
        .cast
        .actors
        .iter()
        .filter(|actor| actor.name != "subject")
        .map(|actor| actor.name.clone())
        .collect();
    let one = (
        prop::sample::select(names),
        prop::sample::select(places),
        prop::sample::select(people.clone()),
        any::<u32>(),
    )
        .prop_map(|(event, to, by, seed)| Op::Event { event, to: to.into(), by, seed });
    let abouts: Vec<&str> = CASES.into_iter().chain([OTHERS[4], OTHERS[5]]).collect();
    let find = (
        prop::sample::select(&FINDINGS[..]),
        prop::sample::select(abouts),
        prop::sample::select(people),
        any::<bool>(),
    )
        .prop_map(|(finding, about, by, answer)| Op::Find {
            finding: finding.into(),
            about: about.into(),
            by,
            answer,
        });
    prop_oneof![8 => one, 2 => find, 1 => (0_u16..40).prop_map(Op::Wait)]
}

/// The path, with lines left out and repeated and others thrown in.
fn story() -> impl Strategy<Value = Vec<Op>> {
    let along = path();
    let length = along.len();
    let change = prop_oneof![
        40 => Just(Vec::new()),
        2 => Just(vec![None]),
        4 => anything().prop_map(|op| vec![Some(op)]),
        2 => (anything(), anything()).prop_map(|(one, two)| vec![Some(one), Some(two)]),
    ];
    prop::collection::vec(change, length).prop_map(move |changes| {
        let mut ops = Vec::new();
        for (op, change) in along.iter().zip(changes) {
            // `None` leaves the line out; whatever else there is comes before it.
            let keeps = !change.iter().any(Option::is_none);
            ops.extend(change.into_iter().flatten());
            ops.extend(keeps.then(|| op.clone()));
        }
        ops
    })
}

#[test]
fn the_path_leads_to_revoked_honours() {
    // Otherwise the properties below would hold of stories in which nothing happens.
    let mut run = Run::new();
    let mut journal = Journal::default();
    let refused: Vec<Op> = path().into_iter().filter(|op| !run.does(op, &mut journal)).collect();
    // Each finding is tried by the office and by the team; one of the two may make it.
    let events: Vec<&Op> = refused.iter().filter(|op| matches!(op, Op::Event { .. })).collect();
    assert!(events.is_empty(), "{events:#?}");
    let told = run.told();
    assert_eq!(told["honour/acme/model/2024"][0], "revoked_for_fraud");
    assert_eq!(told["honour/beta/model/2024"][0], "tracking_over");
    assert_eq!(told["edition/2024"][0..2], ["closed", "dissolved"]);
}

/// Who withdraws between the proposal and the decision used to block the decision for ever.
#[test]
fn a_case_withdrawn_after_the_proposal_does_not_block_the_list() {
    let mut run = Run::new();
    let mut journal = Journal::default();
    for op in path() {
        if matches!(&op, Op::Event { event, .. } if event == "decide_list") {
            break;
        }
        run.does(&op, &mut journal);
    }
    assert!(run.does(&event("withdraw", CASES[0], "acme", 0), &mut journal));
    // Two bits a case, the first case first: 3 leaves acme out, 0 gives beta the upper place.
    let decide = |seed| event("decide_list", "edition/2024", "review_committee", seed);
    assert!(!run.does(&decide(0b0000), &mut journal), "acme is no candidate any more");
    assert!(run.does(&decide(0b0011), &mut journal));
    assert_eq!(run.told()[CASES[0]][0], "withdrawn");
    assert_eq!(run.told()[CASES[1]][0], "listed");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    /// DESIGN 8.2: a refused event is recorded and explained, and changes nothing else.
    #[test]
    fn a_refused_event_leaves_the_world_as_it_was(ops in story()) {
        let mut run = Run::new();
        let mut journal = Journal::default();
        for op in &ops {
            let (before, entries) = (run.world.clone(), journal.entries.clone());
            if !run.does(op, &mut journal) && matches!(op, Op::Event { .. }) {
                prop_assert!(run.world == before, "{op:?}");
                prop_assert_eq!(hash(&run.world), hash(&before));
                let (last, earlier) = journal.entries.split_last().expect("it is told");
                prop_assert_eq!(earlier, entries.as_slice());
                let told = matches!(&last.what, What::Refused { reasons, .. } if !reasons.is_empty());
                prop_assert!(told, "refused without a reason: {op:?} {last:?}");
            }
        }
    }

    /// A world that was put aside and taken up again goes on as if nothing had been.
    #[test]
    fn a_story_cut_anywhere_and_continued_ends_the_same(ops in story(), cut in any::<prop::sample::Index>()) {
        let cut = cut.index(ops.len());
        let mut whole = Run::new();
        let mut journal = Journal::default();
        let mut aside = None;
        let mut told = 0;
        for (at, op) in ops.iter().enumerate() {
            if at == cut {
                aside = Some(whole.clone());
                told = journal.entries.len();
            }
            whole.does(op, &mut journal);
        }
        let mut aside = aside.expect("it was cut");
        let mut rest = Journal::default();
        for op in &ops[cut..] {
            aside.does(op, &mut rest);
        }
        prop_assert!(aside.world == whole.world);
        prop_assert_eq!(hash(&aside.world), hash(&whole.world));
        prop_assert_eq!(&rest.entries, &journal.entries[told..]);
    }

    /// Recording the journal is the caller's choice and changes nothing.
    #[test]
    fn the_silent_recorder_comes_to_the_same_world(ops in story()) {
        let mut recorded = Run::new();
        let mut journal = Journal::default();
        let mut silent = Run::new();
        for op in &ops {
            let accepted = recorded.does(op, &mut journal);
            let stage = &*STAGE;
            let same = match op {
                Op::Event { .. } => {
                    let incoming = silent.incoming(op).expect("an event");
                    let engine = Engine { program: &stage.program, cast: &silent.cast };
                    engine.step(&mut silent.world, &incoming, &mut ()).is_ok() == accepted
                }
                Op::Wait(days) => {
                    let day = silent.world.today().plus_days(i64::from(*days)).expect("a day");
                    Engine { program: &stage.program, cast: &silent.cast }.advance(&mut silent.world, day, &mut ());
                    true
                }
                Op::Find { .. } => silent.does(op, &mut Journal::default()) == accepted,
            };
            prop_assert!(same, "{op:?}");
        }
        prop_assert!(recorded.world == silent.world);
    }

    /// A day on which nothing happens makes no difference, though the clock stops on it.
    #[test]
    fn the_clock_may_stop_on_any_day_on_the_way(ops in story(), stride in 1_u16..40) {
        let mut long = Run::new();
        let mut short = Run::new();
        let (mut one, mut other) = (Journal::default(), Journal::default());
        for op in &ops {
            long.does(op, &mut one);
            match op {
                Op::Wait(days) => {
                    for _ in 0..days / stride {
                        short.does(&Op::Wait(stride), &mut other);
                    }
                    short.does(&Op::Wait(days % stride), &mut other);
                }
                op => {
                    short.does(op, &mut other);
                }
            }
        }
        prop_assert!(long.world == short.world);
        prop_assert_eq!(one, other);
    }

    /// What happens on one day to different subjects may be told in any order.
    #[test]
    fn events_of_one_day_to_different_subjects_may_be_told_in_any_order(
        days in prop::collection::vec((prop::collection::vec(0_usize..12, 0..6), prop::collection::vec(0_usize..12, 0..6)), 1..8),
        order in any::<u64>(),
    ) {
        // What can be done to a case, and to the objection against it, without the edition.
        let menu = |case: usize| -> Vec<Op> {
            let (to, objection) = (CASES[case], OTHERS[2 + case]);
            let who = ["acme", "beta"][case];
            let find = |finding: &str, by: &str| Op::Find { finding: finding.into(), about: to.into(), by: by.into(), answer: true };
            vec![
                event("recommend", to, "recommender", 0), event("file", to, who, 0), event("withdraw", to, who, 0),
                event("pass", to, "review_office", 0), event("post_first_notice", to, "review_office", 0),
                event("object", objection, "public", 3), event("dismiss", objection, "review_office", 0),
                event("uphold", objection, "review_office", 0), event("admit", to, "review_office", 0),
                event("paper_report", to, "review_team", 0), find("materials_complete", "review_office"),
                find("compliance", "review_office"),
            ]
        };
        let (first, second) = (menu(0), menu(1));
        let mut straight = Run::new();
        let mut mixed = Run::new();
        let mut nothing = Journal::default();
        for run in [&mut straight, &mut mixed] {
            run.does(&event("open_call", "edition/2024", "review_office", 10), &mut nothing);
            run.does(&event("form_team", "edition/2024", "review_office", 0), &mut nothing);
        }
        let mut bits = order;
        for (left, right) in &days {
            for &at in left {
                straight.does(&first[at], &mut nothing);
            }
            for &at in right {
                straight.does(&second[at], &mut nothing);
            }
            let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
            while left.peek().is_some() || right.peek().is_some() {
                bits = bits.rotate_left(1);
                let from_left = right.peek().is_none() || (left.peek().is_some() && bits & 1 == 1);
                let op = if from_left { left.next().map(|&at| &first[at]) } else { right.next().map(|&at| &second[at]) };
                mixed.does(op.expect("there is one"), &mut nothing);
            }
            for run in [&mut straight, &mut mixed] {
                run.does(&Op::Wait(4), &mut nothing);
            }
        }
        prop_assert_eq!(straight.told(), mixed.told());
    }
}

#[test]
fn worlds_are_equal_when_they_are_the_same_and_differ_when_they_do() {
    let run = Run::new();
    assert!(run.world == run.world.clone());
    let mut later = run.clone();
    later.does(&Op::Wait(1), &mut Journal::default());
    assert!(run.world != later.world);
    let mut called = run.clone();
    called.does(&event("open_call", "edition/2024", "review_office", 10), &mut Journal::default());
    assert!(run.world != called.world && hash(&run.world) != hash(&called.world));
    assert_eq!(called.world.instances().next().map(|(id, _)| id.index()), Some(0));
}

// ── small bundles ──

/// The name of a delayed event had no symbol in the program, so nothing was ever found to cancel.
#[test]
fn a_cancelled_event_does_not_arrive() {
    let machine = r#"( opened_by: ["go"], data: { "heard": count }, states: {
      "a": (on_entry: [set({ "heard": "0" })], transitions: [
        (event: "go", actions: [send(event: "late", to: itself, delay: "week", id: "the_one")]),
        (event: "stop", actions: [cancel("the_one")]),
        (event: "late", actions: [set({ "heard": "heard + 1" })]),
      ]) } )"#;
    let declared = r#"events: { "go": "go", "stop": "stop", "late": "late" }, parameters: { "week": (title: "w", value: days(7)) }"#;
    let journal = holds(
        "cancel",
        declared,
        &[("m", machine)],
        "",
        r#"( title: "x", story: [
      (date: "2024-01-01", event: "go", instance: "m"),
      (date: "2024-01-02", event: "stop", instance: "m"),
      (date: "2024-02-01", expect: (data: { "m": { "heard": 0 } })),
    ] )"#,
    );
    assert!(!journal.contains("2024-01-09"), "{journal}");
}

#[test]
fn a_ranking_needs_no_event_that_carries_a_list() {
    let declared = r#"choices: { "seat": (title: "s", values: { "in": "in" }) }, parameters: { "one": (title: "o", value: count(1)) },
      events: { "go": "go", "mark": (title: "m", data: { "points": count }), "taken": "taken" },
      selections: { "pick": (of: "b", candidates: ["x"], place: "seat", order: [(by: "points_of")], quotas: { "q": (max: "one") }, placed: "taken") }"#;
    let a = r#"( opened_by: ["go"], states: { "s": (transitions: [(event: "go", target: "t")]), "t": (transitions: [(event: "go", target: "u", actions: [decide(selection: "pick")])]), "u": () } )"#;
    let b = r#"( owner: "a", key: { "n": count }, opened_by: ["mark"], data: { "points_of": count }, states: {
      "x": (transitions: [(event: "mark", actions: [set({ "points_of": "event.points" })]), (event: "taken", target: "y")]), "y": () } )"#;
    holds(
        "ranking",
        declared,
        &[("a", a), ("b", b)],
        "",
        r#"( title: "x", story: [
      (event: "go", instance: "a"),
      (event: "mark", instance: "a/b/1", data: { "points": 3 }), (event: "mark", instance: "a/b/2", data: { "points": 5 }),
      (event: "go", instance: "a"),
    ], expect: (states: { "b/1": "x", "b/2": "y" }) )"#,
    );
}

// Which day decides (DESIGN 8.10). The sum is 1, from October 2026 on 2.

const DECIDING: [(&str, &str); 3] = [
    (
        "season",
        r#"( key: { "year": count }, opened_by: ["open"], data: { "seen": count }, states: { "s": (transitions: [
      (event: ["open", "look"], actions: [set({ "seen": "param.sum" })]),
      (event: "renew", actions: [spawn(machine: "season", key: { "year": "key.year + 1" })]),
    ]) } )"#,
    ),
    (
        "claim",
        r#"( owner: "season", opened_by: ["file"], data: { "seen": count }, states: { "s": (transitions: [
      (event: "file", when: ["in_order"], actions: [set({ "seen": "param.sum" })]),
      (event: "look", actions: [set({ "seen": "param.sum" })]),
      (event: "grant", actions: [spawn(machine: "title")]),
    ]) } )"#,
    ),
    (
        "title",
        r#"( data: { "seen": count }, states: { "s": (on_entry: [set({ "seen": "param.sum" })],
      transitions: [(event: "look", actions: [set({ "seen": "param.sum" })])]) } )"#,
    ),
];

#[track_caller]
fn decides(name: &str, applies: &str, story: &str) {
    let declared = format!(
        r#"events: {{ "open": "o", "look": "l", "renew": "r", "file": (title: "f", data: {{ "good": flag }}), "grant": "g" }},
        parameters: {{ "sum": (title: "s", {applies} values: [(from: "2024-01-01", value: count(1)), (from: "2026-10-01", value: count(2))]) }}"#
    );
    let scenario = format!(r#"( title: "x", story: [ {story} ] )"#);
    holds(name, &declared, &DECIDING, "fn in_order() { event.good }", &scenario);
}

/// What outlives its owner is of the day that decided for it: it never pays half old, half new.
#[test]
fn what_nobody_owns_follows_the_instance_that_opened_it() {
    let story = r#"(date: "2026-05-06", event: "open", instance: "season/1"),
      (date: "2026-09-01", event: "file", instance: "season/1/claim", data: { "good": true }),
      (date: "2026-10-19", event: "grant", instance: "season/1/claim"),
      (date: "2026-10-19", expect: (data: { "title": { "seen": SEEN } })),
      (date: "2028-01-10", event: "look", instance: "title"),
      (date: "2028-01-10", expect: (data: { "title": { "seen": SEEN } })),"#;
    decides("under", "", &story.replace("SEEN", "1"));
    decides("under_machine", r#"applies: (by: machine("season")),"#, &story.replace("SEEN", "1"));
    decides("under_event", r#"applies: (by: event("file")),"#, &story.replace("SEEN", "1"));
    decides("under_act", "applies: (by: act),", &story.replace("SEEN", "2"));
}

/// A season that opens the next one does not decide for it.
#[test]
fn a_machine_that_opens_its_own_kind_decides_for_itself() {
    let story = r#"(date: "2026-05-06", event: "open", instance: "season/1"),
      (date: "2026-10-19", event: "renew", instance: "season/1"),
      (date: "2027-01-11", event: "look", instance: "season/1"),
      (date: "2027-01-11", event: "look", instance: "season/2"),
      (date: "2027-01-11", expect: (data: { "season/1": { "seen": 1 }, "season/2": { "seen": 2 } })),"#;
    decides("own_kind", "", story);
}

/// The named event is judged under its own day and decides from then on; one that is refused does
/// not, the latest accepted does; a season that hears no filing follows the act.
#[test]
fn a_named_event_decides_from_its_acceptance_on() {
    decides(
        "filing",
        r#"applies: (by: event("file")),"#,
        r#"(date: "2026-05-06", event: "open", instance: "season/1"),
      (date: "2026-09-01", event: "file", instance: "season/1/claim", data: { "good": true }),
      (date: "2026-10-05", event: "file", instance: "season/1/claim", data: { "good": false }, refused: true),
      (date: "2026-10-06", event: "look", instance: "season/1/claim"),
      (date: "2026-10-06", event: "look", instance: "season/1"),
      (date: "2026-10-06", expect: (data: { "season/1/claim": { "seen": 1 }, "season/1": { "seen": 2 } })),
      (date: "2026-10-19", event: "file", instance: "season/1/claim", data: { "good": true }),
      (date: "2026-10-19", expect: (data: { "season/1/claim": { "seen": 2 } })),"#,
    );
}

// A group of which one must fail: `not_all`.

/// It holds where one rule is known not to, is unknown where none is and one is unknown, and does
/// not hold where all hold; a rule that does not apply says nothing.
#[test]
fn not_all_holds_where_one_is_known_to_fail() {
    let machine = r#"( key: { "who": subject }, opened_by: ["go"], states: { "a": (transitions: [
      (event: "go"), (event: "fail", when: ["a_ground"], target: "b")]), "b": () } )"#;
    let declared = r#"kinds: { "k": "k" }, facts: { "tall": (type: flag, title: "t"), "young": (type: flag, title: "y"), "asked": (type: flag, title: "a") },
      events: { "go": "go", "fail": "fail" },
      groups: { "both": (title: "b", all: ["is_tall", (rule: "is_young", only_if: "is_asked")]), "a_ground": (title: "g", not_all: ["both"]) }"#;
    let rules = "fn is_tall() { tall }\nfn is_young() { young }\nfn is_asked() { asked }";
    let fails = |facts: &str, refused: &str| {
        format!(
            r#"( title: "x", subjects: {{ "p": (kind: "k", facts: {{ {facts} }}) }}, story: [
              (date: "2024-01-01", event: "go", instance: "m/p"), (date: "2024-01-02", event: "fail", instance: "m/p"{refused}) ] )"#
        )
    };
    for (at, (facts, refused)) in [
        (r#""tall": false, "asked": true"#, ""),
        (r#""tall": true, "asked": true, "young": false"#, ""),
        (
            r#""tall": true, "asked": true, "young": true"#,
            r#", refused: true, because: ["not_met"]"#,
        ),
        (
            r#""tall": true, "asked": false, "young": false"#,
            r#", refused: true, because: ["not_met"]"#,
        ),
        (
            r#""tall": true, "asked": true"#,
            r#", refused: true, because: ["unknown"], asks: ["young"]"#,
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let name = format!("not_all_{at}");
        holds(&name, declared, &[("m", machine)], rules, &fails(facts, refused));
    }
}

/// The latest of several lines counts, where `entry_from` tells the first.
#[test]
fn the_line_that_began_last_can_be_asked() {
    let machine = r#"( key: { "who": subject }, opened_by: ["go"], states: { "a": (transitions: [
      (event: "go"), (event: "ask", when: ["three_years_ago"], target: "b")]), "b": () } )"#;
    let declared = r#"kinds: { "k": "k" }, registers: { "roll": (title: "r") }, events: { "go": "go", "ask": "ask" }"#;
    let rules = r#"fn three_years_ago() { latest_entry_from("roll", #{}) + years(3) < today && entry_from("roll", #{}) < date("2012-01-01") }"#;
    let scenario = r#"( title: "x", subjects: { "p": (kind: "k") },
      before: [(register: "roll", subject: "p", from: "2022-12-09"), (register: "roll", subject: "p", from: "2010-12-01")], story: [
      (date: "2025-01-02", event: "go", instance: "m/p"),
      (date: "2025-12-09", event: "ask", instance: "m/p", refused: true, because: ["not_met"]),
      (date: "2025-12-10", event: "ask", instance: "m/p") ] )"#;
    holds("latest_entry", declared, &[("m", machine)], rules, scenario);
}

/// A cycle that is counted on from the last season: 2024, 2026, and, every three years from 2027 on,
/// 2029. What was refused was never opened.
#[test]
fn a_cycle_counts_on_from_the_latest_other_instance() {
    let machine = r#"( key: { "year": count }, opened_by: ["call"], states: { "a": (transitions: [(event: "call", when: ["on_cycle"], target: "b")]), "b": () } )"#;
    let declared = r#"events: { "call": "c" }, parameters: { "cycle": (title: "c", values: [(from: "2020-01-01", value: years(2)), (from: "2027-01-01", value: years(3))]) }"#;
    let rules = r#"fn on_cycle() { !given(last_opened("season")) || (key.year - year(last_opened("season"))) % param.cycle.years == 0 }"#;
    let call = |year: u32, refused: &str| {
        format!(r#"(date: "{year}-05-06", event: "call", instance: "season/{year}"{refused}),"#)
    };
    let no = ", refused: true, because: [\"not_met\"]";
    let story = [(2024, ""), (2026, ""), (2027, no), (2028, no), (2029, "")];
    let story: String = story.into_iter().map(|(year, refused)| call(year, refused)).collect();
    holds(
        "cycle",
        declared,
        &[("season", machine)],
        rules,
        &format!(r#"( title: "x", story: [ {story} ] )"#),
    );
}

// Timers and history (DESIGN 8.7: cancelled on exit, begun anew on re-entry, kept by history).

const HISTORY: &str = r#"( opened_by: ["go"], states: {
  "out": (transitions: [(event: "go", target: "in"), (event: "shallow", target: "h"), (event: "deep", target: "hh")]),
  "in": (
    transitions: [(event: "leave", target: "out")],
    states: {
      "box": (states: {
        "b1": (transitions: [(event: "next", target: "b2"), (event: "hold", actions: [suspend("t")]), (event: "run", actions: [resume("t")]),
          (after: (period: "ten", name: "t"), target: "late")]),
        "b2": (transitions: [(event: "back", target: "b1")]),
      }),
      "late": (),
      "h": (kind: history, transitions: [(target: "box")]),
      "hh": (kind: deep_history, transitions: [(target: "box")]),
    },
  ),
} )"#;
const HISTORY_NAMES: &str = r#"parameters: { "ten": (title: "t", value: days(10)) }, events: { "go": "go", "shallow": "shallow", "deep": "deep",
  "leave": "leave", "next": "next", "back": "back", "hold": "hold", "run": "run" }"#;

#[track_caller]
fn history(name: &str, story: &str) -> String {
    holds(
        name,
        HISTORY_NAMES,
        &[("m", HISTORY)],
        "",
        &format!("( title: \"x\", story: [{story}] )"),
    )
}

#[test]
fn deep_history_keeps_the_days_of_a_nested_timer() {
    // Ten days to 11 January; left on the 4th with seven to go; back on 1 February: to the 8th.
    history(
        "deep",
        r#"(date: "2024-01-01", event: "go", instance: "m"), (date: "2024-01-04", event: "leave", instance: "m"),
      (date: "2024-02-01", event: "deep", instance: "m"), (date: "2024-02-08", expect: (states: { "m": "b1" })),
      (date: "2024-02-09", expect: (states: { "m": "late" }))"#,
    );
}

#[test]
fn shallow_history_enters_below_its_child_anew() {
    // `b1` is entered by default, not by history: ten whole days from 1 February, to the 11th.
    history(
        "shallow",
        r#"(date: "2024-01-01", event: "go", instance: "m"), (date: "2024-01-04", event: "leave", instance: "m"),
      (date: "2024-02-01", event: "shallow", instance: "m"), (date: "2024-02-11", expect: (states: { "m": "b1" })),
      (date: "2024-02-12", expect: (states: { "m": "late" }))"#,
    );
}

#[test]
fn a_state_left_for_its_neighbour_is_left_though_a_history_is_near() {
    // From b1 to b2 on the 4th the timer ends; the shallow history of the 5th enters b1 anew.
    let journal = history(
        "neighbour",
        r#"(date: "2024-01-01", event: "go", instance: "m"), (date: "2024-01-04", event: "next", instance: "m"),
      (date: "2024-01-05", event: "leave", instance: "m"), (date: "2024-01-05", event: "shallow", instance: "m"),
      (date: "2024-01-15", expect: (states: { "m": "b1" })), (date: "2024-01-16", expect: (states: { "m": "late" }))"#,
    );
    assert!(!journal.contains("中止"), "{journal}");
}

#[test]
fn what_was_suspended_is_still_suspended_when_history_returns() {
    // Suspended on the 4th with seven days to go, left and returned to: it stands still until 1 March,
    // and then ends on the 8th.
    history(
        "suspended",
        r#"(date: "2024-01-01", event: "go", instance: "m"), (date: "2024-01-04", event: "hold", instance: "m"),
      (date: "2024-01-05", event: "leave", instance: "m"), (date: "2024-02-01", event: "deep", instance: "m"),
      (date: "2024-03-01", expect: (states: { "m": "b1" })), (date: "2024-03-01", event: "run", instance: "m"),
      (date: "2024-03-08", expect: (states: { "m": "b1" })), (date: "2024-03-09", expect: (states: { "m": "late" }))"#,
    );
}

#[test]
fn what_was_suspended_and_left_for_a_neighbour_begins_anew() {
    history(
        "dropped",
        r#"(date: "2024-01-01", event: "go", instance: "m"), (date: "2024-01-04", event: "hold", instance: "m"),
      (date: "2024-01-05", event: "next", instance: "m"), (date: "2024-02-01", event: "back", instance: "m"),
      (date: "2024-02-11", expect: (states: { "m": "b1" })), (date: "2024-02-12", expect: (states: { "m": "late" }))"#,
    );
}

/// DESIGN 8.8: a date that was set is absolute.
#[test]
fn a_fixed_last_day_is_not_moved_by_history() {
    let machine = r#"( opened_by: ["go"], data: { "last": date }, states: {
      "out": (transitions: [(event: "go", target: "in", actions: [set({ "last": "today + param.ten" })]), (event: "deep", target: "hh")]),
      "in": (transitions: [(event: "leave", target: "out")], states: {
        "a": (transitions: [(at: "last", target: "late")]), "late": (), "hh": (kind: deep_history, transitions: [(target: "a")]) }),
    } )"#;
    holds(
        "fixed",
        HISTORY_NAMES,
        &[("m", machine)],
        "",
        r#"( title: "x", story: [
      (date: "2024-01-01", event: "go", instance: "m"), (date: "2024-01-04", event: "leave", instance: "m"),
      (date: "2024-01-08", event: "deep", instance: "m"), (date: "2024-01-11", expect: (states: { "m": "a" })),
      (date: "2024-01-12", expect: (states: { "m": "late" })),
    ] )"#,
    );
}

// Waiting.

/// The day on which a waiting transition moved used to depend on where the story stopped the clock.
#[test]
fn what_waits_moves_on_the_day_from_which_an_entry_holds() {
    let declared = r#"events: { "go": "go" }, registers: { "list": (title: "l") }"#;
    let machine = r#"( key: { "who": subject }, opened_by: ["go"], data: { "when": date }, states: {
      "s": (transitions: [(event: "go", target: "wait", actions: [enter(register: "list", from: "today + days(5)", to: "today + days(8)")])]),
      "wait": (transitions: [(when: ["listed"], target: "on", actions: [set({ "when": "today" })])]),
      "on": (transitions: [(when: ["not_listed"], target: "off", actions: [set({ "when": "today" })])]),
      "off": (),
    } )"#;
    let rules = "fn listed() { has_entry(\"list\") }\nfn not_listed() { !has_entry(\"list\") }\n";
    // From 6 to 9 January, both days included: on from the 6th, off from the 10th.
    for stop in [
        "",
        r#"(date: "2024-01-07", expect: (states: { "m/x": "on" }, data: { "m/x": { "when": "2024-01-06" } })),"#,
    ] {
        holds(
            "wake",
            declared,
            &[("m", machine)],
            rules,
            &format!(
                r#"( title: "x", subjects: {{ "x": () }}, story: [
          (date: "2024-01-01", event: "go", instance: "m/x"), {stop}
          (date: "2024-02-01", expect: (states: {{ "m/x": "off" }}, data: {{ "m/x": {{ "when": "2024-01-10" }} }})),
        ] )"#
            ),
        );
    }
}

#[test]
fn what_waits_moves_on_the_day_from_which_a_fact_is_true() {
    let declared = r#"events: { "go": "go" }, facts: { "open": (title: "o", type: flag) }"#;
    let machine = r#"( key: { "who": subject }, opened_by: ["go"], data: { "when": date }, states: {
      "s": (transitions: [(event: "go", target: "wait")]),
      "wait": (transitions: [(when: ["is_open"], target: "on", actions: [set({ "when": "today" })])]),
      "on": (),
    } )"#;
    holds(
        "true_from",
        declared,
        &[("m", machine)],
        "fn is_open() { open }\n",
        r#"( title: "x", subjects: { "x": () }, story: [
      (date: "2024-01-01", event: "go", instance: "m/x"),
      (date: "2024-01-02", learn: "x", facts: { "open": true }, true_from: "2024-01-20"),
      (date: "2024-02-01", expect: (states: { "m/x": "on" }, data: { "m/x": { "when": "2024-01-20" } })),
    ] )"#,
    );
}

// Facts: what is known, when, and for how long.

/// A flag that is asked about on the day of asking and as of the day on which the case began.
fn asked(name: &str, subjects: &str, story: &str) -> String {
    let declared =
        r#"events: { "start": "s", "ask": "a", "ask_then": "t" }, facts: { "ok": (type: flag) }"#;
    let machine = r#"( key: { "s": subject }, opened_by: "start", data: { "filed_on": date }, states: {
      "idle": (transitions: [(event: "start", target: "x", actions: [set({ "filed_on": "today" })])]),
      "x": (transitions: [(event: "ask", when: "now"), (event: "ask_then", when: "then")]) } )"#;
    let rules = "/// - now\nfn now() { ok }\n/// - then\n/// as_of: filed_on\nfn then() { ok }\n";
    let scenario = format!(
        "( title: `x`, subjects: {{ {subjects} }}, story: [ (date: `2024-03-01`, event: `start`, instance: `m/p`), {story} ] )"
    );
    holds(name, declared, &[("m", machine)], rules, &scenario.replace('`', "\""))
}

/// Of two that speak of the same day the one learnt later holds: a correction corrects, also what
/// was told with a day from which it is true. `as_of` moves what is true, never what is known.
#[test]
fn what_is_learnt_later_holds() {
    asked(
        "learnt_later",
        "`p`: ()",
        "(date: `2024-03-10`, learn: `p`, facts: { `ok`: true }, true_from: `2024-03-03`),
         (date: `2024-03-11`, event: `ask`, instance: `m/p`),
         (event: `ask_then`, instance: `m/p`, refused: true, because: [`unknown`], asks: [`ok`]),
         (date: `2024-03-14`, learn: `p`, facts: { `ok`: false }),
         (date: `2024-03-15`, event: `ask`, instance: `m/p`, refused: true, because: [`not_met`]),
         (event: `ask_then`, instance: `m/p`, refused: true, because: [`not_met`])",
    );
    asked(
        "learnt_back",
        "`p`: (facts: { `ok`: true })",
        "(date: `2024-03-14`, learn: `p`, facts: { `ok`: false }, true_from: `2024-03-14`),
         (date: `2024-03-15`, event: `ask`, instance: `m/p`, refused: true, because: [`not_met`]),
         (event: `ask_then`, instance: `m/p`),
         (date: `2024-03-16`, learn: `p`, facts: { `ok`: true }),
         (date: `2024-03-17`, event: `ask`, instance: `m/p`), (event: `ask_then`, instance: `m/p`)",
    );
}

/// A time that has an end leaves what was told before as it was, before and after; what is taken
/// back is unknown again, on those days only.
#[test]
fn what_is_told_may_end_and_may_be_taken_back() {
    let journal = asked(
        "told_until",
        "`p`: (facts: { `ok`: true })",
        "(date: `2024-03-02`, learn: `p`, facts: { `ok`: false }, true_from: `2024-03-05`, true_to: `2024-03-06`),
         (date: `2024-03-04`, event: `ask`, instance: `m/p`),
         (date: `2024-03-05`, event: `ask`, instance: `m/p`, refused: true, because: [`not_met`]),
         (date: `2024-03-06`, event: `ask`, instance: `m/p`, refused: true, because: [`not_met`]),
         (date: `2024-03-07`, event: `ask`, instance: `m/p`),
         (date: `2024-03-08`, learn: `p`, facts: { `ok`: unknown }, true_from: `2024-03-08`),
         (event: `ask`, instance: `m/p`, refused: true, because: [`unknown`], asks: [`ok`]),
         (event: `ask_then`, instance: `m/p`),
         (date: `2024-03-09`, learn: `p`, facts: { `ok`: unknown }),
         (event: `ask_then`, instance: `m/p`, refused: true, because: [`unknown`], asks: [`ok`])",
    );
    assert!(journal.contains("（2024-03-05 至 2024-03-06）"), "{journal}");
    assert!(journal.contains("：不明（自 2024-03-08 起）"), "{journal}");
}

/// Values one after the other, as a parameter's are written: before the first it is unknown.
#[test]
fn a_fact_may_be_told_with_its_dated_values() {
    asked(
        "dated_values",
        "`p`: (facts: { `ok`: (values: [(from: `2024-03-02`, value: true), (from: `2024-03-04`, value: false), (from: `2024-03-06`, value: unknown)]) })",
        "(event: `ask`, instance: `m/p`, refused: true, because: [`unknown`], asks: [`ok`]),
         (date: `2024-03-02`, event: `ask`, instance: `m/p`),
         (date: `2024-03-03`, event: `ask`, instance: `m/p`),
         (date: `2024-03-04`, event: `ask`, instance: `m/p`, refused: true, because: [`not_met`]),
         (date: `2024-03-06`, event: `ask`, instance: `m/p`, refused: true, because: [`unknown`])",
    );
}

/// Where what is learnt also covers what was told before as true later, it is asked until when.
#[test]
fn it_is_asked_until_when_something_is_true_that_covers_what_comes_later() {
    let declared = r#"( events: { "go": "go" }, facts: { "n": (type: count) } )"#;
    let machine = r#"( key: { "s": subject }, opened_by: "go", states: { "s": (transitions: [(event: "go")]) } )"#;
    let policy = r#"( title: "x", legal_text: false, files: ["names.ron", "machines/m.ron"] )"#;
    let codes = |first: &str, then: &str| {
        let scenario = format!(
            r#"( title: "x", subjects: {{ "p": () }}, expect: (missing: ["m/p"]), story: [
              (date: "2024-01-01", learn: "p", {first}), (date: "2024-01-02", learn: "p", {then}) ] )"#
        );
        let files = [
            ("policy.ron", policy),
            ("names.ron", declared),
            ("machines/m.ron", machine),
            ("x.ron", &scenario),
        ];
        let folder = written("until_when", &files);
        let program = pipeline::load(&folder).program.expect("it loads");
        let planned = pipeline::plan_file(&folder.join("x.ron"), &program).expect("it is read");
        planned.problems.iter().map(|found| found.problem.code()).collect::<Vec<_>>()
    };
    let (later, earlier) = (
        r#"facts: { "n": 2 }, true_from: "2024-06-01""#,
        r#"facts: { "n": 1 }, true_from: "2024-03-01""#,
    );
    assert_eq!(codes(later, earlier), ["until-when"]);
    assert_eq!(codes(earlier, later), [""; 0]);
    assert_eq!(codes(later, &earlier.replace("1 }", "2 }")), [""; 0]);
    assert_eq!(codes(later, &format!("{earlier}, true_to: \"2024-05-31\"")), [""; 0]);
    // Without a first day it corrects all days, which is what it says.
    assert_eq!(codes(later, r#"facts: { "n": 1 }"#), [""; 0]);
    let series = r#"facts: { "n": (values: [(from: "2024-03-01", value: 1), (from: "2024-06-01", value: 3)]) }"#;
    assert_eq!(codes(later, series), [""; 0]);
    assert_eq!(codes(later, &format!("{earlier}, true_to: \"2024-02-01\"")), ["date-backwards"]);
    assert_eq!(codes(later, &format!("{series}, true_from: \"2024-02-01\"")), ["one-only"]);
    let backwards = r#"facts: { "n": (values: [(from: "2024-03-01", value: 1), (from: "2024-03-01", value: 3)]) }"#;
    assert_eq!(codes(later, backwards), ["value-order", "until-when"]);
}

/// A row that bears a later day has not happened yet: it is not seen on the day of asking, nor as of
/// an earlier day; what waits for it moves on its day; a row of which the day is open is unknown.
#[test]
fn a_row_is_not_seen_before_the_day_that_it_bears() {
    let declared = r#"events: { "go": "go", "ask_then": "t", "ask": "a" }, facts: { "accidents": (type: list({ "date": date }), dated: "date") }"#;
    let machine = r#"( key: { "s": subject }, opened_by: "go", data: { "filed_on": date, "ahead": date, "when": date }, states: {
      "idle": (transitions: [(event: "go", target: "wait", actions: [set({ "filed_on": "today", "ahead": "today + days(60)" })])]),
      "wait": (transitions: [(event: "ask", when: ["free", "free_ahead"]), (event: "ask_then", when: "free_then"),
        (when: "hit", target: "over", actions: [set({ "when": "today" })])]),
      "over": (transitions: [(event: "ask_then", when: "free_then"), (event: "ask", when: "hit_long_ago")]) } )"#;
    let rules = "/// - a\nfn free() { len(accidents) == 0 }\n/// - e\n/// as_of: ahead\nfn free_ahead() { is_empty(accidents) }\n/// - b\n/// as_of: filed_on\nfn free_then() { is_empty(accidents) }\n/// - c\nfn hit() { len(accidents) >= 2 }\nfn old(a) { a.date < date(\"2024-01-03\") }\n/// - d\nfn hit_long_ago() { any(accidents, \"old\") }\n";
    holds(
        "dated_rows",
        declared,
        &[("m", machine)],
        rules,
        r#"( title: "x", subjects: {
        "p": (facts: { "accidents": [(date: "2024-02-10"), (date: "2024-02-03")] }),
        "q": (facts: { "accidents": [(date: unknown), (date: "2024-02-20")] }),
      }, story: [
      (date: "2024-02-01", event: "go", instance: "m/p"), (event: "ask", instance: "m/p"),
      (event: "go", instance: "m/q"), (event: "ask", instance: "m/q", refused: true, because: ["not_met"]),
      (date: "2024-02-03", event: "ask", instance: "m/p", refused: true, because: ["not_met"]),
      (event: "ask_then", instance: "m/p"),
      (date: "2024-02-09", expect: (states: { "m/p": "wait" })),
      (date: "2024-02-12", expect: (states: { "m/p": "over" }, data: { "m/p": { "when": "2024-02-10" } })),
      (event: "ask_then", instance: "m/p"),
      (date: "2024-02-21", event: "ask", instance: "m/q", refused: true, because: ["unknown"], asks: ["accidents.date"]),
      (event: "ask", instance: "m/p", refused: true, because: ["not_met"]),
      (date: "2024-02-22", learn: "p", facts: { "accidents": [(date: "2024-01-01")] }),
      (event: "ask", instance: "m/p"),
    ] )"#,
    );
}

/// Which papers are asked for is a parameter, which were handed in a fact: the list is gone through,
/// and what is not told at all is unknown, not missing.
#[test]
fn a_list_of_papers_can_be_asked_for() {
    let declared = r#"choices: { "paper": (title: "p", values: { "form": "f", "licence": "l", "report": "r" }) },
      facts: { "papers": (type: set("paper")) }, parameters: { "wanted": (value: set("paper", ["form", "licence"])) },
      events: { "file": (data: { "also": (type: set("paper"), optional: true) }) }"#;
    let machine = r#"( key: { "who": subject }, opened_by: "file", data: { "handed_in": set("paper") }, states: {
      "s": (transitions: [(event: "file", when: "complete", target: "t", actions: [set({ "handed_in": "papers" })])]), "t": () } )"#;
    let rules =
        "fn here(p) { p in papers }\n/// - c\nfn complete() { every(param.wanted, \"here\") }\n";
    holds(
        "papers",
        declared,
        &[("m", machine)],
        rules,
        r#"( title: "x", subjects: { "a": (facts: { "papers": ["form"] }), "b": (facts: { "papers": ["report", "licence", "form"] }), "c": (),
        "d": (facts: { "papers": [] }) }, story: [
      (date: "2024-01-01", event: "file", instance: "m/a", refused: true, because: ["not_met"]),
      (event: "file", instance: "m/b", data: { "also": ["form"] }),
      (event: "file", instance: "m/c", refused: true, because: ["unknown"], asks: ["papers"]),
      (event: "file", instance: "m/d", refused: true, because: ["not_met"]),
    ], expect: (states: { "m/b": "t" }, data: { "m/b": { "handed_in": ["report", "licence", "form"] } }) )"#,
    );
}

/// 三分之二以上 includes exactly two thirds, 超过 does not: 2 of 3 and 200 of 300 are two thirds, however
/// the share is written.
#[test]
fn two_thirds_are_two_thirds() {
    let declared = r#"facts: { "votes": (type: count), "members": (type: count), "part": (type: share) },
      parameters: { "majority": (value: share("2/3")), "some": (value: share("30%")) }, events: { "at_least": "a", "more": "m", "same": "s" }"#;
    let machine = r#"( key: { "who": subject }, opened_by: ["at_least", "more", "same"], states: { "s": (transitions: [
      (event: "at_least", when: "at_least"), (event: "more", when: "more"), (event: "same", when: "same")]) } )"#;
    let rules = "/// - a\nfn at_least() { votes >= param.majority * members }\n/// - m\nfn more() { votes > param.majority * members }\n/// - s\nfn same() { part == param.some }\n";
    holds(
        "two_thirds",
        declared,
        &[("m", machine)],
        rules,
        r#"( title: "x", subjects: {
        "a": (facts: { "votes": 2, "members": 3, "part": "3成" }), "b": (facts: { "votes": 200, "members": 300, "part": "3/10" }),
        "c": (facts: { "votes": 199, "members": 300, "part": "1/3" }), "d": (facts: { "votes": 201, "members": 300, "part": "0.30" }) }, story: [
      (date: "2024-01-01", event: "at_least", instance: "m/a"), (event: "at_least", instance: "m/b"), (event: "at_least", instance: "m/d"),
      (event: "at_least", instance: "m/c", refused: true, because: ["not_met"]),
      (event: "more", instance: "m/a", refused: true, because: ["not_met"]),
      (event: "more", instance: "m/b", refused: true, because: ["not_met"]),
      (event: "more", instance: "m/d"),
      (event: "same", instance: "m/a"), (event: "same", instance: "m/b"), (event: "same", instance: "m/d"),
      (event: "same", instance: "m/c", refused: true, because: ["not_met"]),
    ] )"#,
    );
}

/// The fact of another party is read at the rule's anchor too.
#[test]
fn a_fact_of_another_party_is_read_at_the_anchor() {
    let declared = r#"events: { "go": "go", "ask": "a" }, facts: { "ready": (type: flag), "employer": (type: subject) }"#;
    let machine = r#"( key: { "who": subject, "office": subject }, opened_by: "go", data: { "filed_on": date }, states: {
      "idle": (transitions: [(event: "go", target: "x", actions: [set({ "filed_on": "today" })])]),
      "x": (transitions: [(event: "ask", when: ["office_then", "employer_then"])]) } )"#;
    let rules = "/// - a\n/// as_of: filed_on\nfn office_then() { key.office.ready }\n/// - b\n/// as_of: filed_on\nfn employer_then() { employer.ready }\n";
    holds(
        "other_party_then",
        declared,
        &[("m", machine)],
        rules,
        r#"( title: "x", subjects: {
        "x": (facts: { "employer": (values: [(from: "2024-01-01", value: "o"), (from: "2024-01-03", value: "n")]) }),
        "o": (facts: { "ready": (values: [(from: "2024-01-01", value: true), (from: "2024-01-03", value: false)]) }),
        "n": (facts: { "ready": false }) }, story: [
      (date: "2024-01-02", event: "go", instance: "m/x/o"),
      (date: "2024-01-05", event: "ask", instance: "m/x/o"),
      (date: "2024-01-05", event: "go", instance: "m/x/n"),
      (event: "ask", instance: "m/x/n", refused: true, because: ["not_met"]),
    ] )"#,
    );
}

/// A rule that does not hold asks for what decides whether it applies; one that holds does not.
#[test]
fn whether_a_rule_applies_may_be_unknown() {
    let declared = r#"events: { "go": "go" }, facts: { "large": (type: flag), "tidy": (type: flag) },
      groups: { "all": (all: [(rule: "is_tidy", only_if: "is_large")]) }"#;
    let machine = r#"( key: { "s": subject }, opened_by: "go", states: {
      "s": (transitions: [(event: "go", when: "all", target: "t")]), "t": () } )"#;
    holds(
        "applies_unknown",
        declared,
        &[("m", machine)],
        "/// - a\nfn is_large() { large }\n/// - b\nfn is_tidy() { tidy }\n",
        r#"( title: "x", subjects: { "a": (facts: { "tidy": false }), "b": (facts: { "tidy": true }), "c": (facts: { "large": false }),
        "d": (facts: { "large": true, "tidy": false }), "e": () }, story: [
      (date: "2024-01-01", event: "go", instance: "m/a", refused: true, because: ["unknown"], asks: ["large"]),
      (event: "go", instance: "m/b"), (event: "go", instance: "m/c"),
      (event: "go", instance: "m/d", refused: true, because: ["not_met"]),
      (event: "go", instance: "m/e", refused: true, because: ["unknown"], asks: ["large", "tidy"]),
    ] )"#,
    );
}

/// A branch that a known value shuts is no reason, and what it asks for is not asked: what the
/// subject is, what it says that it is, what the event carries. Where nothing is open all is told.
#[test]
fn a_branch_that_is_shut_is_no_reason() {
    let declared = r#"kinds: { "firm": "f", "person": "p", "club": "c" }, choices: { "form": (title: "f", values: { "ltd": "l", "sole": "s", "other": "o" }) },
      facts: { "staff": (type: count), "age": (type: count), "form": (type: choice("form")) },
      events: { "go": "g", "come": "c", "say": (data: { "form": choice("form") }) }"#;
    let machine = r#"( key: { "s": subject }, opened_by: ["go", "come", "say"], states: { "idle": (transitions: [
      (event: "go", when: ["is_firm", "big"], target: "x"), (event: "go", when: ["is_person", "grown_up"], target: "x"),
      (event: "come", when: ["is_ltd", "big"], target: "x"), (event: "come", when: ["is_sole", "grown_up"], target: "x"),
      (event: "say", when: ["says_ltd", "big"], target: "x"), (event: "say", when: ["says_sole", "grown_up"], target: "x"),
    ]), "x": () } )"#;
    let rules = r#"fn is_firm() { is_a("firm") } fn is_person() { is_a("person") }
      fn big() { staff >= 10 } fn grown_up() { age >= 18 }
      fn is_ltd() { form == "ltd" } fn is_sole() { form == "sole" }
      fn says_ltd() { event.form == "ltd" } fn says_sole() { event.form == "sole" }"#;
    holds(
        "shut_branch",
        declared,
        &[("m", machine)],
        rules,
        r#"( title: "x", subjects: { "p": (kind: "firm", facts: { "staff": 3, "form": "ltd" }), "q": (kind: "person"), "r": (kind: "club", facts: { "staff": 3 }) }, story: [
      (date: "2024-03-01", event: "go", instance: "m/p", refused: true, because: ["not_met"]),
      (event: "go", instance: "m/q", refused: true, because: ["unknown"], asks: ["age"]),
      (event: "come", instance: "m/p", refused: true, because: ["not_met"]),
      (event: "say", instance: "m/p", data: { "form": "ltd" }, refused: true, because: ["not_met"]),
      (event: "say", instance: "m/q", data: { "form": "sole" }, refused: true, because: ["unknown"], asks: ["age"]),
      // A club is neither: what the branches ask besides is told with that.
      (event: "go", instance: "m/r", refused: true, because: ["not_met", "unknown"], asks: ["age"]),
    ], expect: (missing: ["m/p"]) )"#,
    );
}

/// An alternative is shut only where another one is open that tells the same cases apart: not by a
/// rule of its own, not by one that measures, whatever the order in which the rules ask.
#[test]
fn an_alternative_is_shut_by_another_that_tells_the_same_cases_apart() {
    let declared = r#"kinds: { "firm": "f", "person": "p" },
      choices: { "form": (title: "f", values: { "ltd": "l", "sole": "s" }), "colour": (title: "c", values: { "red": "r", "blue": "b" }) },
      facts: { "staff": (type: count), "age": (type: count), "form": (type: choice("form")), "colour": (type: choice("colour")) },
      events: { "own": "o", "within": "w", "other": "t", "itself": "i", "order": "r", "kinds": "k", "twice": "2" }"#;
    let machine = r#"( key: { "s": subject }, opened_by: ["own", "within", "other", "itself", "order", "kinds", "twice"], states: { "idle": (transitions: [
      (event: "own", when: ["is_ltd", "has_form"], target: "x"), (event: "own", when: ["grown_up"], target: "x"),
      (event: "within", when: ["small"], target: "x"), (event: "within", when: ["large", "grown_up"], target: "x"),
      (event: "other", when: ["three"], target: "x"), (event: "other", when: ["ten_or_more", "grown_up"], target: "x"),
      (event: "itself", when: ["below_ten"], target: "x"), (event: "itself", when: ["twelve", "grown_up"], target: "x"),
      (event: "order", when: ["red_ltd"], target: "x"), (event: "order", when: ["sole_blue", "grown_up"], target: "x"),
      (event: "kinds", when: ["firm_there"], target: "x"), (event: "kinds", when: ["person_here", "grown_up"], target: "x"),
      (event: "twice", when: ["is_away"], target: "x"), (event: "twice", when: ["is_here", "grown_up"], target: "x"),
    ]), "x": (), "y": () } )"#;
    let rules = r#"fn grown_up() { age >= 18 }
      fn is_ltd() { form == "ltd" } fn has_form() { form != "ltd" || form == "ltd" }
      fn small() { !(staff >= 10) } fn large() { !(staff < 10) }
      fn three() { staff == 3 } fn ten_or_more() { staff >= 10 }
      fn below_ten() { staff < 10 } fn twelve() { staff == 12 }
      fn red_ltd() { colour == "red" && form == "ltd" } fn sole_blue() { form == "sole" && colour == "blue" }
      fn firm_there() { is_a("firm") && in_state("x") } fn person_here() { in_state("idle") && is_a("person") }
      fn is_away() { in_state("x") || in_state("y") } fn is_here() { in_state("idle") }"#;
    // The age of the party is not known, so each second alternative is unknown and asks for it.
    let sent = |event: &str, because: &str| {
        format!(
            r#"(event: "{event}", instance: "m/p", refused: true, because: [{because}], asks: ["age"]),"#
        )
    };
    let both = r#""not_met", "unknown""#;
    let lines = [
        sent("own", both),
        sent("within", both),
        sent("other", both),
        sent("itself", both),
        sent("order", r#""unknown""#),
        sent("kinds", r#""unknown""#),
        sent("twice", r#""unknown""#),
    ];
    let story = format!(
        r#"( title: "x", subjects: {{ "p": (kind: "person", facts: {{ "staff": 12, "form": "sole", "colour": "blue" }}) }}, story: [
          (date: "2024-03-01", expect: (missing: ["m/p"])), {} ], expect: (missing: ["m/p"]) )"#,
        lines.concat()
    );
    holds("shut_alternative", declared, &[("m", machine)], rules, &story);
}

/// Who the party is that may act, is not known: nobody is turned away for want of the power.
#[test]
fn whether_somebody_is_the_party_may_be_unknown() {
    let declared = r#"events: { "go": "go", "sign": "s" }, facts: { "employer": (type: subject) },
      roles: { "boss": (title: "b", holder: party("employer")), "clerk": (title: "c") },
      findings: { "fit": (question: "f?", about: "m", by: "boss") }"#;
    let machine = r#"( key: { "who": subject }, opened_by: "go", states: {
      "start": (transitions: [(event: "go", target: "wait")]),
      "wait": (transitions: [(event: "sign", by: ["boss", "clerk"], target: "done")]),
      "done": () } )"#;
    holds(
        "unknown_party",
        declared,
        &[("m", machine)],
        "",
        r#"( title: "x", subjects: { "a": (), "b": (), "d": (facts: { "employer": "b" }) }, actors: { "zhang": (title: "z") }, story: [
      (date: "2024-01-02", event: "go", instance: "m/a"), (event: "go", instance: "m/d"),
      (by: "b", event: "sign", instance: "m/a", refused: true, because: ["unknown"], asks: ["employer"]),
      (by: "b", about: "m/a", finding: "fit", answer: yes, refused: true, because: ["unknown"], asks: ["employer"]),
      (by: "zhang", event: "sign", instance: "m/a", refused: true, because: ["role"]),
      (by: "a", event: "sign", instance: "m/d", refused: true, because: ["role"]),
      (by: "b", about: "m/d", finding: "fit", answer: yes),
      (by: "b", event: "sign", instance: "m/d"),
      (by: "clerk", event: "sign", instance: "m/a"),
    ], expect: (states: { "m/a": "done", "m/d": "done" }) )"#,
    );
}

/// Three years have passed on their day, though it is a Saturday, and in a year whose working days
/// nobody has published; the last day of a term of three years is moved to the Monday.
#[test]
fn elapsed_time_is_no_term_and_asks_no_calendar() {
    let policy = r#"( title: "x", legal_text: false, calendar: "mini", counting: (roll: next_workday), files: ["d.ron", "machines/m.ron", "r.rhai"] )"#;
    let declared = r#"( facts: { "since": (type: date) }, parameters: { "y": (value: years(3)) },
      events: { "passed": "p", "counted": "c", "inside": "i", "term": "t", "open": "o" } )"#;
    let machine = r#"( key: { "who": subject }, opened_by: "open", states: { "s": (transitions: [(event: "open"),
      (event: "passed", when: "passed"), (event: "counted", when: "counted"), (event: "inside", when: "inside"), (event: "term", when: "term")]) } )"#;
    let rules = "/// - a\nfn passed() { years(since, as_of) >= param.y }\n/// - b\nfn counted() { years(since, as_of).count >= 3 }\n/// - c\nfn inside() { within(since, param.y, as_of) }\n/// - d\nfn term() { as_of <= since + param.y }\n";
    let calendar = r#"( version: "mini", weekend: [saturday, sunday], years: { "2021": (notice: "x", days: {}), "2024": (notice: "x", days: {}) } )"#;
    let scenario = r#"( title: "x", subjects: { "a": (facts: { "since": "2021-05-04" }), "c": (facts: { "since": "2024-05-01" }) }, story: [
      (date: "2024-05-03", event: "open", instance: "m/a"), (event: "open", instance: "m/c"),
      (event: "passed", instance: "m/a", refused: true, because: ["not_met"]), (event: "inside", instance: "m/a"),
      (date: "2024-05-04", event: "passed", instance: "m/a"), (event: "counted", instance: "m/a"), (event: "inside", instance: "m/a"),
      (date: "2024-05-06", event: "inside", instance: "m/a", refused: true, because: ["not_met"]), (event: "term", instance: "m/a"),
      (date: "2027-05-03", event: "passed", instance: "m/c"), (event: "counted", instance: "m/c"),
      (event: "term", instance: "m/c", refused: true, because: ["unknown"], asks: ["calendar/2027"]),
    ] )"#;
    let folder = written(
        "elapsed",
        &[
            ("policy/s/policy.ron", policy),
            ("policy/s/d.ron", declared),
            ("policy/s/machines/m.ron", machine),
            ("policy/s/r.rhai", rules),
            ("policy/calendars/mini.ron", calendar),
            ("x.ron", scenario),
        ],
    );
    let (mismatches, journal) = tell_file(&folder.join("policy/s"), &folder.join("x.ron"));
    assert!(mismatches.is_empty(), "{}\n{journal}", mismatches.join("\n"));
}

// Registers.

/// A line of which a column was left open may be the one that is asked about, unless the column is
/// one that may be left out; it matters only where the answer would be another with it.
#[test]
fn a_line_with_an_open_column_may_be_the_one() {
    let declared = r#"choices: { "tier": (title: "t", values: { "a": "a", "b": "b" }) },
      registers: { "bars": (title: "b", columns: { "tier": choice("tier"), "note": (type: text, optional: true) }) },
      events: { "free": "f", "until": "u", "noted": "n", "lift": "l", "open": "o" }"#;
    let machine = r#"( key: { "who": subject }, opened_by: "open", states: { "s": (transitions: [(event: "open"),
      (event: "free", when: "free"), (event: "until", when: "ends_in_june"), (event: "noted", when: "not_noted"),
      (event: "lift", actions: [end(register: "bars", columns: { "tier": "`b`" })])]) } )"#;
    let rules = "/// - f\nfn free() { !has_entry(\"bars\", #{ tier: \"a\" }) }\n/// - u\nfn ends_in_june() { entry_until(\"bars\", #{ tier: \"b\" }) == date(\"2024-06-30\") }\n/// - n\nfn not_noted() { !has_entry(\"bars\", #{ note: \"x\" }) }\n";
    let story = |before: &str, lines: &str| {
        format!(
            r#"( title: "x", subjects: {{ "p": () }}, before: [ {before} ], story: [ (date: "2024-01-02", event: "open", instance: "m/p"), {lines} ] )"#
        )
    };
    let said = |before: &str, lines: &str| {
        holds("open_column", declared, &[("m", machine)], rules, &story(before, lines));
    };
    let open = r#"(register: "bars", subject: "p", from: "2020-01-01", to: "2024-03-31")"#;
    let unknown = |event: &str| {
        format!(
            r#"(event: "{event}", instance: "m/p", refused: true, because: ["unknown"], asks: ["bars.tier"]),"#
        )
    };
    let fine = |event: &str| format!(r#"(event: "{event}", instance: "m/p"),"#);
    said(open, &[unknown("free"), unknown("until"), unknown("lift"), fine("noted")].concat());
    // A longer one is known: the open one cannot move the last day.
    let known = r#"(register: "bars", subject: "p", columns: { "tier": "b" }, from: "2020-01-01", to: "2024-06-30")"#;
    said(&[open, known].join(", "), &[fine("until"), unknown("free")].concat());
    let longer = r#"(register: "bars", subject: "p", from: "2020-01-01")"#;
    said(&[known, longer].join(", "), &unknown("until"));
    // What holds anyway holds.
    let barred =
        r#"(register: "bars", subject: "p", columns: { "tier": "a" }, from: "2020-01-01")"#;
    let refused = r#"(event: "free", instance: "m/p", refused: true, because: ["not_met"])"#;
    said(&[open, barred].join(", "), refused);
}

/// Where bars overlap the longest governs, and one without an end is longer than any.
#[test]
fn the_longest_bar_governs() {
    let declared = r#"registers: { "bars": (title: "b") }, events: { "over": "o", "ever": "e" }"#;
    let machine = r#"( key: { "who": subject }, opened_by: ["over", "ever"], states: { "s": (transitions: [
      (event: "over", when: "ends_in_june"), (event: "ever", when: "never_ends")]) } )"#;
    let rules = "/// - o\nfn ends_in_june() { entry_until(\"bars\") == date(\"2024-06-30\") }\n/// - e\nfn never_ends() { entry_until(\"bars\") > date(\"2199-01-01\") }\n";
    let bar = |who: &str, to: &str| {
        format!(r#"(register: "bars", subject: "{who}", from: "2020-01-01"{to}),"#)
    };
    let (june, may) = (r#", to: "2024-06-30""#, r#", to: "2024-05-31""#);
    let before = [
        bar("a", june),
        bar("a", may),
        bar("b", may),
        bar("b", june),
        bar("c", ""),
        bar("c", june),
        bar("d", june),
        bar("d", ""),
    ];
    holds(
        "longest_bar",
        declared,
        &[("m", machine)],
        rules,
        &format!(
            r#"( title: "x", subjects: {{ "a": (), "b": (), "c": (), "d": () }}, before: [ {} ], story: [
          (date: "2024-01-02", event: "over", instance: "m/a"), (event: "over", instance: "m/b"),
          (event: "ever", instance: "m/c"), (event: "ever", instance: "m/d"),
        ], expect: (states: {{ "m/d": "s" }}) )"#,
            before.concat()
        ),
    );
}

// Duties, addresses, timers.

#[test]
fn a_duty_whose_last_day_has_passed_is_overdue_on_the_next_morning() {
    let declared = r#"events: { "go": "go" }, obligations: { "d": (title: "d") }"#;
    let machine = r#"( key: { "who": subject }, opened_by: ["go"], states: { "s": (transitions: [(event: "go", actions: [oblige(obligation: "d", due: "today - days(5)")])]) } )"#;
    holds(
        "past_due",
        declared,
        &[("m", machine)],
        "",
        r#"( title: "x", subjects: { "x": () }, story: [
      (date: "2024-01-10", event: "go", instance: "m/x"),
      (expect: (obligations: [(obligation: "d", subject: "x", status: open)])),
      (date: "2024-01-11", expect: (obligations: [(obligation: "d", subject: "x", status: overdue)])),
    ] )"#,
    );
}

#[test]
fn a_short_address_that_could_mean_two_is_never_nobody() {
    let declared =
        r#"events: { "go": "go" }, findings: { "f": (question: "f?", about: "b", by: []) }"#;
    let a = r#"( key: { "n": count }, opened_by: ["go"], states: { "s": (on_entry: [spawn(machine: "b")], transitions: [(event: "go")]) } )"#;
    let b = r#"( owner: "a", states: { "s": () } )"#;
    let story = |line: &str| {
        format!(
            r#"( title: "x", story: [(event: "go", instance: "a/1"), (event: "go", instance: "a/2"), {line}], expect: () )"#
        )
    };
    for line in [
        r#"(expect: (missing: ["b"]))"#,
        r#"(expect: (states: { "b": "s" }))"#,
        r#"(finding: "f", answer: yes, about: "b", refused: true)"#,
        r#"(event: "go", instance: "b", refused: true)"#,
    ] {
        let (mismatches, _) = tell("ambiguous", declared, &[("a", a), ("b", b)], "", &story(line));
        let told = mismatches.join("\n");
        assert!(told.contains("a/1/b") && told.contains("a/2/b"), "{line}: {told}");
    }
}

#[test]
fn a_timer_that_could_do_nothing_says_why() {
    let declared = r#"events: { "go": "go" }, facts: { "f": (title: "f", type: date) }"#;
    let machine = r#"( key: { "who": subject }, opened_by: ["go"], data: { "when": date }, states: {
      "s": (transitions: [(event: "go", target: "t")]),
      "t": (transitions: [(after: days(3), target: "u", actions: [set({ "when": "f" })])]), "u": () } )"#;
    let journal = holds(
        "idle",
        declared,
        &[("m", machine)],
        "",
        r#"( title: "x", subjects: { "x": () }, story: [
      (date: "2024-01-01", event: "go", instance: "m/x"), (date: "2024-02-01", expect: (states: { "m/x": "t" })),
    ] )"#,
    );
    assert!(journal.contains("x的f"), "{journal}");
}

#[test]
fn a_final_state_is_not_told_as_left() {
    let machine = r#"( opened_by: ["go"], states: { "甲": (transitions: [(event: "go", target: "乙")]), "乙": (kind: final) } )"#;
    let journal = holds(
        "ended",
        r#"events: { "go": "go" }"#,
        &[("m", machine)],
        "",
        r#"( title: "x", story: [(event: "go", instance: "m")], expect: (states: { "m": "乙" }) )"#,
    );
    assert!(journal.contains("m：甲 ⇒ 乙"), "{journal}");
}

/// Who has withdrawn since the list was opened stops nobody else from being placed.
#[test]
fn a_candidate_who_has_withdrawn_does_not_block_the_decision() {
    let declared = r#"choices: { "seat": (title: "s", values: { "in": "in" }) }, parameters: { "two": (title: "o", value: count(2)) },
      events: { "go": "go", "enrol": "enrol", "withdraw": "withdraw", "list": "list", "taken": "taken", "not_taken": "not_taken",
        "decide": (title: "d", data: { "places": places((of: "b", at: "seat")) }) },
      selections: { "pick": (of: "b", candidates: ["x"], place: "seat", quotas: { "q": (max: "two") }, placed: "taken", not_placed: "not_taken") }"#;
    let a = r#"( opened_by: ["go"], states: { "s": (transitions: [(event: "go"), (event: "list", actions: [open("pick")]),
      (event: "decide", target: "t", actions: [decide(selection: "pick", places: "event.places")])]), "t": () } )"#;
    let b = r#"( owner: "a", key: { "n": count }, opened_by: ["enrol"], states: {
      "x": (transitions: [(event: "enrol"), (event: "withdraw", target: "gone"), (event: "taken", target: "in"), (event: "not_taken", target: "out")]),
      "in": (), "out": (), "gone": (kind: final) } )"#;
    holds(
        "withdrawn",
        declared,
        &[("a", a), ("b", b)],
        "",
        r#"( title: "x", story: [
      (event: "go", instance: "a"), (event: "enrol", instance: "a/b/1"), (event: "enrol", instance: "a/b/2"), (event: "enrol", instance: "a/b/3"),
      (event: "list", instance: "a"), (event: "withdraw", instance: "a/b/2"),
      // Placed all the same, it is no candidate any more.
      (event: "decide", instance: "a", data: { "places": { "b/1": "in", "b/2": "in" } }, refused: true, because: ["no_candidate"]),
      (event: "decide", instance: "a", data: { "places": { "b/1": "in" } }),
    ], expect: (states: { "a": "t", "b/1": "in", "b/2": "gone", "b/3": "out" }) )"#,
    );
}

// What a refused step had opened.

/// The reasons named instances that were gone with the step, which was a panic, or once another had
/// taken their number, a wrong name.
#[test]
fn a_refusal_names_what_was_undone_with_it() {
    let declared = r#"events: { "go": "go", "ping": "ping", "twice": "twice" }"#;
    let a = r#"( key: { "n": count }, opened_by: ["go", "twice"], states: {
      "s": (transitions: [
        (event: "go", actions: [spawn(machine: "b", key: { "n": "1" }), spawn(machine: "c", key: { "n": "1" })], target: "t"),
        (event: "twice", actions: [spawn(machine: "b", key: { "n": "7" }), spawn(machine: "b", key: { "n": "7" })]),
      ]),
      "t": () } )"#;
    let b = r#"( owner: "a", key: { "n": count }, states: { "s": (on_entry: [send(event: "ping", to: owner)]) } )"#;
    let c = r#"( owner: "a", key: { "n": count }, states: { "s": () } )"#;
    let machines = [("a", a), ("b", b), ("c", c)];
    // `b` sends `ping` to its owner, which hears no such thing: nothing of it all is there.
    let journal = holds(
        "undone",
        declared,
        &machines,
        "",
        r#"( title: "x", story: [
      (event: "go", instance: "a/1", refused: true, because: ["sent", "not_expected"]),
      (event: "twice", instance: "a/2", refused: true, because: ["exists"]),
    ], expect: (missing: ["a/1", "a/2"]) )"#,
    );
    assert!(journal.contains("（a/1）") && journal.contains("a/2/b/7"), "{journal}");
}

#[test]
fn a_refused_opening_event_tells_what_its_rules_read() {
    let declared = r#"events: { "go": "go" }"#;
    let a = r#"( key: { "年份": (title: (zh: "年份", en: "year"), type: count) }, opened_by: ["go"], states: { "s": (transitions: [(event: "go", when: ["even"])]) } )"#;
    let rules = "fn even() { key.年份 % 2 == 0 }\n";
    let journal = holds(
        "opening",
        declared,
        &[("a", a)],
        rules,
        r#"( title: "x", story: [
      (event: "go", instance: "a/2025", refused: true, because: ["not_met"])], expect: (missing: ["a/2025"]) )"#,
    );
    assert!(journal.contains("年份：2025"), "{journal}");
}

/// A timer and a delayed event may open instances too before they come to nothing.
#[test]
fn a_timer_that_came_to_nothing_names_what_was_undone_with_it() {
    let declared = r#"events: { "go": "go", "ping": "ping", "late": "late" }, parameters: { "week": (title: "w", value: days(7)) }"#;
    let spawns = r#"actions: [spawn(machine: "b")]"#;
    let a = format!(
        r#"( opened_by: ["go"], states: {{
      "s": (transitions: [(event: "go", actions: [send(event: "late", to: itself, delay: "week")]),
        (after: days(3), target: "t", {spawns}), (event: "late", target: "t", {spawns})]),
      "t": () }} )"#
    );
    let b = r#"( owner: "a", states: { "s": (on_entry: [send(event: "ping", to: owner)]) } )"#;
    let journal = holds(
        "undone_later",
        declared,
        &[("a", a.as_str()), ("b", b)],
        "",
        r#"( title: "x", story: [
      (date: "2024-01-01", event: "go", instance: "a"), (date: "2024-02-01", expect: (states: { "a": "s" }, missing: ["a/b"]))] )"#,
    );
    // The timer on the 5th, the delayed event on the 9th.
    assert!(journal.contains("2024-01-05") && journal.contains("2024-01-09"), "{journal}");
}

// What moves by itself.

#[test]
fn what_moves_by_itself_and_cannot_be_done_says_why_once() {
    let declared = r#"events: { "go": "go", "nudge": "nudge" }, facts: { "f": (title: "f", type: date), "g": (title: "g", type: flag) }"#;
    let machine = r#"( key: { "who": subject }, opened_by: ["go"], data: { "when": date }, states: {
      "s": (transitions: [(event: "go", target: "t")]),
      "t": (transitions: [(when: ["g_holds"], target: "u", actions: [set({ "when": "f" })]), (event: "nudge")]), "u": () } )"#;
    let journal = holds(
        "by_itself",
        declared,
        &[("m", machine)],
        "fn g_holds() { g }\n",
        r#"( title: "x", subjects: { "x": () }, story: [
      (date: "2024-01-01", event: "go", instance: "m/x"),
      (date: "2024-01-02", learn: "x", facts: { "g": true }),
      (date: "2024-01-05", expect: (states: { "m/x": "t" })),
      (date: "2024-01-06", learn: "x", facts: { "f": "2023-12-31" }),
    ], expect: (states: { "m/x": "u" }, data: { "m/x": { "when": "2023-12-31" } }) )"#,
    );
    assert_eq!(
        journal.matches("x的f").count(),
        2,
        "told once when it fails, once when it is learnt: {journal}"
    );
}

#[test]
fn instances_that_set_each_other_going_for_ever_are_told() {
    let declared = r#"events: { "go": "go" }"#;
    let a = r#"( opened_by: ["go"], states: {
      "s": (on_entry: [spawn(machine: "b")], transitions: [(event: "go", target: "p")]),
      "p": (transitions: [(when: ["child_y"], target: "q")]), "q": (transitions: [(when: ["child_x"], target: "p")]) } )"#;
    let b = r#"( owner: "a", states: { "x": (transitions: [(when: ["owner_p"], target: "y")]), "y": (transitions: [(when: ["owner_q"], target: "x")]) } )"#;
    let rules = r#"fn child_y() { count("b", "y") > 0 }
fn child_x() { count("b", "x") > 0 }
fn owner_p() { owner_in("p") }
fn owner_q() { owner_in("q") }
"#;
    let journal = holds(
        "rounds",
        declared,
        &[("a", a), ("b", b)],
        rules,
        r#"( title: "x", story: [(event: "go", instance: "a")], expect: (data: { "a": {} }) )"#,
    );
    assert!(journal.contains("没有尽头"), "{}", &journal[journal.len().saturating_sub(600)..]);
}

// Questions and actions that measures of other shapes asked for.

/// Held since the first of two entries that overlap; 民法典 202: two years from 2022-05-10 end on
/// 2024-05-10. Without an entry nothing is known of its first day, and `false && unknown` is false.
#[test]
fn of_two_floors_of_one_event_the_earlier_is_its_first_day() {
    let declared = r#"events: { "go": "go", "sign": "s" },
      parameters: { "long": (title: "l", value: days(6)), "short": (title: "s", value: days(2)) }"#;
    let machine = r#"( key: { "who": subject }, opened_by: "go", data: { "since": (type: date, optional: true) }, states: {
      "new": (transitions: [(event: "go", target: "s", actions: [set({ "since": "today" })])]),
      "s": (transitions: [
        (event: "sign", not_before: (from: "since", period: "long"), target: "late"),
        (event: "sign", not_before: (from: "since", period: "short"), target: "early")]),
      "late": (), "early": () } )"#;
    // Two days after 03-01 are over on 03-04, six on 03-08: then the first of the two is taken.
    holds(
        "two_floors",
        declared,
        &[("m", machine)],
        "",
        r#"( title: "x", subjects: { "a": (title: "A"), "b": (title: "B") }, story: [
      (date: "2024-03-01", event: "go", instance: "m/a"), (event: "go", instance: "m/b"),
      (expect: (earliest: { "m/a": { "sign": "2024-03-04" } })),
      (date: "2024-03-04", event: "sign", instance: "m/a"),
      (date: "2024-03-08", event: "sign", instance: "m/b"),
    ], expect: (states: { "m/a": "early", "m/b": "late" }) )"#,
    );
}

#[test]
fn the_first_day_of_an_entry_can_be_asked() {
    let declared = r#"events: { "go": "go", "enter": (title: "e") }, registers: { "held": (title: "h") },
      parameters: { "two": (title: "t", value: years(2)) }"#;
    let machine = r#"( key: { "who": subject }, opened_by: ["go"], states: {
      "s": (transitions: [(event: "go", when: ["long_held"], target: "t")]), "t": () } )"#;
    let rules = "fn long_held() { has_entry(\"held\") && years(entry_from(\"held\"), today) >= param.two }\n";
    holds(
        "entry_from",
        declared,
        &[("m", machine)],
        rules,
        r#"( title: "x", subjects: { "x": (), "y": () },
      before: [(register: "held", subject: "x", from: "2023-01-01"), (register: "held", subject: "x", from: "2022-05-10")],
      story: [
      (date: "2024-05-09", event: "go", instance: "m/x", refused: true, because: ["not_met"]),
      (date: "2024-05-10", event: "go", instance: "m/y", refused: true, because: ["not_met"]),
      (date: "2024-05-10", event: "go", instance: "m/x"),
    ], expect: (states: { "m/x": "t" }) )"#,
    );
}

/// Instances are counted by the state in which they are and the day on which they came to it: that
/// day itself is not after it, and one that left does not count.
#[test]
fn those_that_entered_a_state_after_a_day_can_be_counted() {
    let declared = r#"events: { "go": "go", "end": "end", "drop": "drop", "ask": "ask" }"#;
    let run = r#"( key: { "n": count }, opened_by: ["go"], states: {
      "s": (transitions: [(event: "go"), (event: "end", target: "done"), (event: "drop", target: "dropped")]),
      "done": (kind: final), "dropped": (kind: final) } )"#;
    let asker = r#"( opened_by: ["ask"], data: { "n": count }, states: {
      "s": (transitions: [(event: "ask", actions: [set({ "n": "entered_since(`run`, `done`, #{ since: date(`2024-01-10`) })" })])]) } )"#;
    holds(
        "entered_since",
        declared,
        &[("run", run), ("asker", asker)],
        "",
        r#"( title: "x", story: [
      (date: "2024-01-01", event: "go", instance: "run/1"), (event: "go", instance: "run/2"),
      (event: "go", instance: "run/3"), (event: "go", instance: "run/4"),
      (date: "2024-01-10", event: "end", instance: "run/1"),
      (date: "2024-01-11", event: "end", instance: "run/2"), (event: "drop", instance: "run/3"),
      (date: "2024-01-12", event: "ask", instance: "asker"), (expect: (data: { "asker": { "n": 1 } })),
      (date: "2024-01-13", event: "end", instance: "run/4"), (event: "ask", instance: "asker"),
    ], expect: (data: { "asker": { "n": 2 } }) )"#,
    );
}

/// A fact of another party in the address, and a duty that is laid on it.
#[test]
fn another_party_is_asked_and_bound() {
    let declared = r#"events: { "go": "go" }, facts: { "ready": (title: "r", type: flag) }, obligations: { "d": (title: "d") }"#;
    let machine = r#"( key: { "who": subject, "office": subject }, opened_by: ["go"], states: {
      "s": (transitions: [(event: "go", when: ["office_ready"], target: "t", actions: [oblige(obligation: "d", on: "key.office")])]), "t": () } )"#;
    holds(
        "other_party",
        declared,
        &[("m", machine)],
        "fn office_ready() { key.office.ready }\n",
        r#"( title: "x", subjects: { "x": (facts: { "ready": false }), "o": (facts: { "ready": true }), "p": () }, story: [
      (date: "2024-01-01", event: "go", instance: "m/x/p", refused: true, asks: ["ready"]),
      (date: "2024-01-01", event: "go", instance: "m/x/o"),
    ], expect: (states: { "m/x/o": "t" }, obligations: [(obligation: "d", subject: "o", status: open)]) )"#,
    );
}

/// Ten days from 01-01 end on 01-11; held on 01-05, six of them are left, 01-06 to 01-11. Run on from
/// 01-20 they end on 01-26, from the day before on 01-25.
#[test]
fn a_held_timer_can_run_on_from_another_day() {
    let machine = |from: &str| {
        format!(
            r#"( opened_by: ["go"], states: {{
      "s": (transitions: [(event: "go"), (event: "hold", actions: [suspend("t")]), (event: "run", actions: [resume(timer: "t"{from})]),
        (after: (period: "ten", name: "t"), target: "late")]), "late": () }} )"#
        )
    };
    let story = |last: &str, late: &str| {
        format!(
            r#"( title: "x", story: [
      (date: "2024-01-01", event: "go", instance: "m"), (date: "2024-01-05", event: "hold", instance: "m"),
      (date: "2024-01-20", event: "run", instance: "m"),
      (date: "{last}", expect: (states: {{ "m": "s" }})), (date: "{late}", expect: (states: {{ "m": "late" }})),
    ] )"#
        )
    };
    let plain = story("2024-01-26", "2024-01-27");
    holds("resume_today", HISTORY_NAMES, &[("m", &machine(""))], "", &plain);
    let before = story("2024-01-25", "2024-01-26");
    let from = machine(r#", from: "today - days(1)""#);
    holds("resume_from", HISTORY_NAMES, &[("m", &from)], "", &before);
}

/// What was missing belonged to an instance that the refused step had opened: it was looked for among
/// those that there are.
#[test]
fn a_refusal_names_what_an_undone_instance_did_not_know() {
    let declared = r#"events: { "go": "go" }, registers: { "r": (title: "r") }"#;
    let machine = r#"( key: { "who": subject }, opened_by: ["go"], data: { "right": (title: "the day of the right", type: date, optional: true) }, states: {
      "s": (on_exit: [enter(register: "r", from: "right")], transitions: [(event: "go", target: "t", actions: [set({ "right": "today" })])]), "t": () } )"#;
    let journal = holds(
        "undone_cause",
        declared,
        &[("b", machine)],
        "",
        r#"( title: "x", subjects: { "z": () }, story: [(event: "go", instance: "b/z", refused: true, because: ["unknown"])], expect: (missing: ["b/z"]) )"#,
    );
    assert!(journal.contains("the day of the right"), "{journal}");
}

/// What a machine does when it begins, and its transitions in any state: after those of the states.
#[test]
fn a_machine_s_own_initial_actions_and_transitions_do_what_the_manual_says() {
    let machine = r#"( opened_by: ["begin"],
      data: { "n": (type: count, optional: true), "m": (type: count, optional: true) },
      initial: "a", on_initial: [set({ "n": "1" })],
      transitions: [(event: "leave", target: "gone"), (event: "stay", actions: [set({ "n": "n + 1" })])],
      states: {
        "a": (initial: "b", on_initial: [set({ "m": "n + 1" })], states: {
          "b": (transitions: [(event: "begin", target: "c")]), "c": (),
        }),
        "d": (transitions: [(event: "leave", target: "a")]),
        "gone": (kind: final),
      } )"#;
    let declared = r#"events: { "begin": "begin", "leave": "leave", "stay": "stay" }"#;
    holds(
        "own",
        declared,
        &[("m", machine)],
        "",
        r#"( title: "x", story: [
      (date: "2024-01-01", event: "begin", instance: "m"),
      (date: "2024-01-02", event: "stay", instance: "m"),
      (date: "2024-01-02", expect: (states: { "m": "c" }, data: { "m": { "m": 2, "n": 2 } })),
      (date: "2024-01-03", event: "leave", instance: "m"),
      (date: "2024-01-03", expect: (states: { "m": "gone" })),
    ] )"#,
    );
}

/// DESIGN 8.20: what the measure governs begins while it is in force, both days included, unless the
/// machine says that it does not ask.
#[test]
fn nothing_begins_outside_the_validity() {
    let machine = r#"( key: { "n": count }, opened_by: ["go"],
      states: { "s": (transitions: [(event: "go", target: "t")]), "t": (transitions: [(event: "on", target: "u")]), "u": (kind: final) } )"#;
    let free = r#"( key: { "n": count }, opened_by: ["go"], outside_validity: true,
      states: { "s": (transitions: [(event: "go", target: "t")]), "t": (kind: final) } )"#;
    let story = r#"( title: "x", story: [
      (date: "2023-12-31", event: "go", instance: "free/1"),
      (date: "2023-12-31", event: "go", instance: "m/1", refused: true, because: ["not_in_force"]),
      (date: "2024-01-01", event: "go", instance: "m/1"),
      (date: "2024-12-31", event: "go", instance: "m/2"),
      (date: "2025-01-01", event: "go", instance: "m/3", refused: true, because: ["not_in_force"]),
      (date: "2025-01-01", event: "on", instance: "m/1"),
    ], expect: (states: { "free/1": "t", "m/1": "u", "m/2": "t" }, missing: ["m/3"]) )"#;
    let assumed = r#"( title: "x", assume: (valid_to: "2025-06-30"), story: [
      (date: "2025-01-01", event: "go", instance: "m/3"),
    ], expect: (states: { "m/3": "t" }) )"#;
    let policy = r#"( title: "x", legal_text: false, validity: (from: "2024-01-01", to: "2024-12-31"),
      files: ["names.ron", "machines/m.ron", "machines/free.ron"] )"#;
    let files = [
        ("policy.ron", policy),
        ("names.ron", r#"( events: { "go": "go", "on": "on" } )"#),
        ("machines/m.ron", machine),
        ("machines/free.ron", free),
        ("x.ron", story),
        ("assumed.ron", assumed),
    ];
    let folder = written("validity", &files);
    for scenario in ["x.ron", "assumed.ron"] {
        let (mismatches, journal) = tell_file(&folder, &folder.join(scenario));
        assert!(mismatches.is_empty(), "{}\n{journal}", mismatches.join("\n"));
    }
}

/// Several findings are owed in whatever order they are named.
#[test]
fn findings_are_owed_in_whatever_order() {
    let machine = r#"( opened_by: ["go"], states: { "s": (transitions: [
      (event: "go"), (event: "ask", when: ["second_one"], target: "t"), (event: "say", when: ["first_one"], target: "t")]), "t": () } )"#;
    let rules = "/// - first\nfn first_one() { finding.one }\n/// - second\nfn second_one() { finding.two }\n";
    holds(
        "owed",
        r#"findings: { "one": (question: "one?", about: "m", by: []), "two": (question: "two?", about: "m", by: []) },
           events: { "go": "go", "ask": "ask", "say": "say" }"#,
        &[("m", machine)],
        rules,
        r#"( title: "x", story: [ (date: "2024-01-01", event: "go", instance: "m"),
          (expect: (findings_owed: { "m": ["one", "two"] })), (expect: (findings_owed: { "m": ["two", "one"] })) ] )"#,
    );
}

/// Instances of a machine are counted that were opened after a day: on the day itself is not after it.
#[test]
fn those_that_were_opened_after_a_day_can_be_counted() {
    let run = r#"( key: { "n": count }, opened_by: ["go"], states: { "a": (transitions: [(event: "go", target: "b")]), "b": () } )"#;
    let asker = |since: &str| {
        format!(
            r#"( opened_by: ["ask"], data: {{ "n": count }}, states: {{
              "s": (transitions: [(event: "ask", actions: [set({{ "n": "opened_since(`run`, #{{ since: date(`{since}`) }})" }})])]) }} )"#
        )
    };
    for (name, since, count) in [
        ("none", "2024-03-03", 0),
        ("one", "2024-02-02", 1),
        ("two", "2024-02-01", 2),
        ("all", "2023-12-31", 3),
    ] {
        holds(
            &format!("opened_since_{name}"),
            r#"events: { "go": "go", "ask": "ask" }"#,
            &[("run", run), ("asker", &asker(since))],
            "",
            &format!(
                r#"( title: "x", story: [
              (date: "2024-01-01", event: "go", instance: "run/1"), (date: "2024-02-02", event: "go", instance: "run/2"),
              (date: "2024-03-03", event: "go", instance: "run/3"), (date: "2024-03-04", event: "ask", instance: "asker"),
            ], expect: (data: {{ "asker": {{ "n": {count} }} }}) )"#
            ),
        );
    }
}

/// heard in February leaves the values of January, when it was.
#[test]
fn an_event_that_was_not_heard_does_not_decide() {
    let owner = r#"( opened_by: ["go"], states: { "s": (transitions: [
      (event: "go"), (event: "poke", actions: [send(event: "file", to: children("child"), optional: true)])]) } )"#;
    let child = r#"( owner: "m", key: { "n": count }, opened_by: ["file"], states: {
      "new": (transitions: [(event: "file", target: "filed")]),
      "filed": (transitions: [(event: "check", when: ["enough"], target: "done")]), "done": () } )"#;
    let holds = |name: &str, poked: &str| {
        holds(
            name,
            r#"parameters: { "least": (title: "least", applies: (by: event("file")), values: [(from: "2024-01-01", value: count(1)), (from: "2024-02-01", value: count(2))]) },
               events: { "go": "go", "poke": "poke", "file": "file", "check": "check" }"#,
            &[("child", child), ("m", owner)],
            "/// - enough\nfn enough() { 1 >= param.least }\n",
            &format!(
                r#"( title: "x", story: [ (date: "2024-01-10", event: "go", instance: "m"), (event: "file", instance: "m/child/1"), {poked}
                   (date: "2024-02-11", event: "check", instance: "m/child/1") ], expect: (states: {{ "m/child/1": "done" }}) )"#
            ),
        )
    };
    holds("decided_in_january", "");
    holds("not_heard_in_february", r#"(date: "2024-02-10", event: "poke", instance: "m"),"#);
}

/// the day before the condition.
#[test]
fn reasons_are_told_in_their_order() {
    let machine = r#"( opened_by: ["go"], data: { "since": (type: date, optional: true) }, states: {
      "out": (transitions: [(event: "go", target: "s", actions: [set({ "since": "today" })])]),
      "s": (transitions: [
        (event: "sign", by: ["chief"], when: ["never"], target: "t"),
        (event: "sign", by: ["clerk"], not_before: (from: "since", period: "wait"), target: "t")]), "t": () } )"#;
    let journal = holds(
        "order",
        r#"roles: { "chief": (title: "chief"), "clerk": (title: "clerk") }, parameters: { "wait": (title: "wait", value: days(3)) }, events: { "go": "go", "sign": "sign" }"#,
        &[("m", machine)],
        "/// - never\nfn never() { today > date(\"2030-01-01\") }\n",
        r#"( title: "x", story: [ (date: "2024-01-01", event: "go", instance: "m"),
          (date: "2024-01-02", by: "chief", event: "sign", instance: "m", because: ["role", "too_early", "not_met"]) ] )"#,
    );
    let at = |what: &str| journal.find(what).unwrap_or_else(|| panic!("`{what}`: {journal}"));
    assert!(at("无权") < at("2024-01-05") && at("2024-01-05") < at("条件不满足"), "{journal}");
}

/// When a record need no longer be kept the journal says so, on the day after the last.
#[test]
fn the_end_of_keeping_a_record_is_told() {
    let machine = r#"( opened_by: ["go"], states: { "s": (transitions: [(event: "go", actions: [keep(record: "slip", until: "today + days(10)")])]) } )"#;
    let journal = holds(
        "released",
        r#"records: { "slip": (title: "the slip") }, events: { "go": "go" }"#,
        &[("m", machine)],
        "",
        r#"( title: "x", story: [ (date: "2024-01-01", event: "go", instance: "m") ], until: "2024-02-01", expect: (states: { "m": "s" }) )"#,
    );
    assert!(journal.contains("\n2024-01-12") && !journal.contains("\n2024-01-11"), "{journal}");
}

/// first day ends in it.
#[test]
fn a_line_that_ended_before_the_story_is_not_told_as_ending_in_it() {
    let machine = r#"( opened_by: ["go"], states: { "s": (transitions: [(event: "go")]) } )"#;
    let journal = |name: &str, to: &str| {
        holds(
            name,
            r#"registers: { "bar": (title: "the bar") }, events: { "go": "go" }"#,
            &[("m", machine)],
            "",
            &format!(
                r#"( title: "x", subjects: {{ "a": (title: "A") }}, before: [(register: "bar", subject: "a", from: "2023-01-01", to: "{to}")],
                 story: [ (date: "2024-01-02", event: "go", instance: "m") ], until: "2024-02-01", expect: (states: {{ "m": "s" }}) )"#
            ),
        )
    };
    let (over, ends) = (journal("over", "2024-01-01"), journal("ends", "2024-01-02"));
    assert!(!over.contains("登记届满"), "{over}");
    assert!(ends.contains("\n2024-01-03  登记届满：the bar A"), "{ends}");
}

/// What is known to become true is read where the anchor lies ahead; what bears its day has not happened
/// before it.
#[test]
fn a_fact_is_read_at_an_anchor_that_lies_ahead() {
    let machine = r#"( key: { "who": subject }, opened_by: ["go"], data: { "deadline": date }, states: {
      "s": (on_entry: [set({ "deadline": "date(`2024-12-31`)" })], transitions: [(event: "go"), (event: "ask", when: ["in_time"], target: "t")]), "t": () } )"#;
    holds(
        "ahead",
        r#"facts: { "ready": (title: "ready", type: flag) }, events: { "go": "go", "ask": "ask" }"#,
        &[("m", machine)],
        "/// - ready in time\n/// as_of: deadline\nfn in_time() { ready }\n",
        r#"( title: "x", subjects: { "a": (title: "A", facts: { "ready": (values: [(from: "2020-01-01", value: false), (from: "2024-06-01", value: true)]) }) }, story: [
          (date: "2024-01-01", event: "go", instance: "m/a"), (date: "2024-02-01", event: "ask", instance: "m/a") ], expect: (states: { "m/a": "t" }) )"#,
    );
}

/// Of the lines that a register answers with, the one that holds longest is told last.
#[test]
fn the_line_that_holds_longest_is_told_last() {
    let machine = r#"( key: { "who": subject }, opened_by: ["go"], states: { "s": (transitions: [
      (event: "go", actions: [enter(register: "bar"), enter(register: "bar", to: "date(`2024-09-30`)"), enter(register: "bar", to: "date(`2024-06-30`)")]),
      (event: "ask", when: ["free"], target: "t")]), "t": () } )"#;
    let journal = holds(
        "longest_last",
        r#"registers: { "bar": (title: "bar") }, events: { "go": "go", "ask": "ask" }"#,
        &[("m", machine)],
        "/// - free\nfn free() { !has_entry(\"bar\") }\n",
        r#"( title: "x", subjects: { "a": (title: "A") }, story: [
        (date: "2024-01-01", event: "go", instance: "m/a"), (date: "2024-02-01", event: "ask", instance: "m/a", because: ["not_met"]) ] )"#,
    );
    let (_, refused) = journal.split_once("不予受理").unwrap_or_else(|| panic!("{journal}"));
    let at = |what: &str| refused.find(what).unwrap_or_else(|| panic!("`{what}`: {journal}"));
    assert!(at("2024-06-30") < at("2024-09-30") && at("2024-09-30") < at("无期限"), "{journal}");
}

/// Of a move that takes transitions in two regions at once the conditions of both are told.
#[test]
fn a_move_in_two_regions_tells_the_conditions_of_both() {
    let machine = r#"( opened_by: ["go"], states: {
      "new": (transitions: [(event: "go", target: "both")]),
      "both": (kind: parallel, states: {
        "left": (states: { "l": (transitions: [(event: "on", when: ["one"], target: "l_on")]), "l_on": () }),
        "right": (states: { "r": (transitions: [(event: "on", when: ["two"], target: "r_on")]), "r_on": () }) }) } )"#;
    let names = r#"( events: { "go": "go", "on": "on" } )"#;
    let rules = "/// - one\nfn one() { 1 == 1 }\n/// - two\nfn two() { 2 == 2 }\n";
    let story = r#"( title: "x", story: [(date: "2024-01-02", event: "go", instance: "m"), (date: "2024-01-03", event: "on", instance: "m")] )"#;
    let policy =
        r#"( title: "x", legal_text: false, files: ["d.ron", "machines/m.ron", "r.rhai"] )"#;
    let files = [
        ("policy.ron", policy),
        ("d.ron", names),
        ("machines/m.ron", machine),
        ("r.rhai", rules),
        ("x.ron", story),
    ];
    let folder = written("both_regions", &files);
    let program = banfa::pipeline::load(&folder).program.expect("it loads");
    let planned = banfa::pipeline::plan_file(&folder.join("x.ron"), &program).expect("it is read");
    let played = banfa::scenario::play(planned.plan.expect("it is planned"), &program, false);
    let moves = played.journal.entries.iter().filter_map(|entry| match &entry.what {
        banfa::world::journal::What::Moved { guards, transitions, .. }
            if transitions.len() == 2 =>
        {
            let rule = |report: &banfa::world::journal::GuardReport| {
                program.rules[report.rule].name.clone()
            };
            Some(guards.iter().map(rule).collect::<Vec<_>>())
        }
        _ => None,
    });
    assert_eq!(moves.collect::<Vec<_>>(), [["one", "two"]]);
}
