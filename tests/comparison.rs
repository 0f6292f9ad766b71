//! What a comparison goes by: what came of a story, as facts with whom they concern, worked out by
//! hand; and which stories tell days beforehand that a change does not reach.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]

mod small;

use std::path::PathBuf;

use banfa::calendar::Day;
use banfa::compare::{
    Element, Found, Matter, Outcome, Outcomes, Titled, Told, Touched, Uses, Who, differences, kept,
    outcome,
};
use banfa::lang::Text;
use banfa::pipeline::{Wishes, load, load_with, plan_file};
use banfa::workbench::Workbench;
use banfa::world::{DutyStatus, RefusalKind};
use small::written;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn titled(name: &str) -> Titled {
    Titled::new(name, &Text::default())
}

const NAMES: &str = r#"( parameters: { "wait": (title: "wait", value: days(3)), "term": (title: "term", value: days(10)) },
  registers: { "bar": (title: "bar") }, accounts: { "fee": (title: "fee") }, obligations: { "duty": (title: "duty") }, records: { "slip": (title: "slip") },
  findings: { "sound": (question: "sound?", about: "m", by: []) },
  events: { "go": "go", "sign": "sign", "again": "again", "note": "note", "ping": "ping" } )"#;

const MACHINE: &str = r#"( key: { "who": subject }, opened_by: ["go"], data: { "since": (type: date, optional: true) }, states: {
  "new": (transitions: [(event: "go", target: "s", actions: [
    set({ "since": "today" }), owe(account: "fee", amount: "money(`5元`)"), enter(register: "bar", to: "today + days(30)"),
    oblige(obligation: "duty", due: "today + days(7)"), send(event: "ping", to: itself, delay: "wait")])]),
  "s": (transitions: [
    (event: "sign", not_before: (from: "since", period: "wait"), target: "t", actions: [
      pay("fee"), fulfil("duty"), keep(record: "slip", until: "today + days(20)"), keep(record: "slip", until: "today + days(40)")]),
    (event: "again", target: "s", actions: [set({ "since": "today" })]), (event: "note", target: "s"),
    (after: (period: "term"), target: "late")]),
  "t": (), "late": () } )"#;

const POLICY: &str = r#"( title: "x", legal_text: false, files: ["names.ron", "machines/m.ron"] )"#;

/// What came of a story of the bundle.
fn came(name: &str, story: &str) -> Outcomes {
    came_of(name, NAMES, story)
}

fn came_of(name: &str, names: &str, story: &str) -> Outcomes {
    let files = [
        ("policy.ron", POLICY),
        ("names.ron", names),
        ("machines/m.ron", MACHINE),
        ("x.ron", story),
    ];
    let folder = written(name, &files);
    let program = load(&folder).program.expect("it loads");
    let planned = plan_file(&folder.join("x.ron"), &program).unwrap();
    let texts: Vec<String> =
        planned.problems.iter().map(|problem| format!("{problem:?}")).collect();
    let plan = planned.plan.unwrap_or_else(|| panic!("{}", texts.join("\n")));
    outcome(plan, &program, &Uses::of(&program)).outcomes
}

/// Three days from 03-01 end on 03-04, ten on 03-11, thirty on 03-31; what was sent for 03-04 arrives on
/// 03-05 and nobody expects it.
#[test]
fn what_came_of_a_story_is_told_with_whom_it_concerns() {
    let found = came(
        "whole",
        r#"( title: "x", subjects: { "b": (title: "B"), "a": (title: "A") }, story: [
          (date: "2024-03-01", event: "go", instance: "m/a"),
          (date: "2024-03-02", event: "sign", instance: "m/a", refused: true),
          (date: "2024-03-03", event: "again", instance: "m/a"), (event: "note", instance: "m/a"), (event: "note", instance: "m/a"),
          (date: "2024-03-07", event: "sign", instance: "m/a"),
          (date: "2024-03-10", finding: "sound", answer: yes, about: "m/a", reason: "x"),
          (date: "2024-03-20", event: "go", instance: "m/b"),
        ], until: "2024-04-10", expect: (states: { "m/b": "late" }) )"#,
    );
    let (a, b) = (Who { place: 2, name: "a".into() }, Who { place: 1, name: "b".into() });
    let address = |who: &Who| format!("m/{}", who.name);
    let mut wanted = Outcomes::new();
    let mut add = |who: &Who, matter: Matter, came: Outcome| {
        let found = Found { outcome: came, trail: Vec::new() };
        assert!(wanted.insert((who.clone(), matter), found).is_none());
    };
    let step = |at: usize, on: &str, what: &str, who: &Who| {
        Matter::Step(at, day(on), titled(what), Told(address(who)))
    };
    let too_early =
        Outcome::Refused(Vec::new(), vec![RefusalKind::TooEarly], Some(day("2024-03-05")));
    let unheard = Outcome::Refused(Vec::new(), vec![RefusalKind::NotExpected], None);
    add(&a, step(1, "2024-03-01", "go", &a), Outcome::Accepted);
    add(&a, step(2, "2024-03-02", "sign", &a), too_early);
    add(&a, step(3, "2024-03-03", "again", &a), Outcome::Accepted);
    add(&a, step(4, "2024-03-03", "note", &a), Outcome::Accepted);
    add(&a, step(5, "2024-03-03", "note", &a), Outcome::Accepted);
    add(&a, step(6, "2024-03-07", "sign", &a), Outcome::Accepted);
    add(&a, step(7, "2024-03-10", "sound", &a), Outcome::Accepted);
    add(&b, step(8, "2024-03-20", "go", &b), Outcome::Accepted);
    let sent = |on: &str, who: &Who| Matter::Delivery(day(on), titled("ping"), address(who), 0);
    add(&a, sent("2024-03-05", &a), unheard.clone());
    add(&b, sent("2024-03-24", &b), unheard);
    // Each change of the first day once: from 03-01, then from 03-03.
    let first = |who: &Who, nth| Matter::FirstDay(titled("sign"), address(who), nth);
    add(&a, first(&a, 0), Outcome::From(day("2024-03-05")));
    add(&a, first(&a, 1), Outcome::From(day("2024-03-07")));
    add(&b, first(&b, 0), Outcome::From(day("2024-03-24")));
    // The term begins anew with each entry: once on 03-01, three times on 03-03.
    let term = |who: &Who, nth| Matter::LastDay(titled("term"), address(who), nth);
    add(&a, term(&a, 0), Outcome::Until(day("2024-03-11")));
    for nth in 1..4 {
        add(&a, term(&a, nth), Outcome::Until(day("2024-03-13")));
    }
    add(&b, term(&b, 0), Outcome::Until(day("2024-03-30")));
    let stands = |state: &str, on: &str| Outcome::States(vec![titled(state)], Some(day(on)));
    add(&a, Matter::State("m/a".into()), stands("t", "2024-03-07"));
    add(&b, Matter::State("m/b".into()), stands("late", "2024-03-31"));
    add(&a, Matter::Money(titled("fee")), Outcome::Sums(5.into(), 5.into(), 0.into()));
    add(&b, Matter::Money(titled("fee")), Outcome::Sums(5.into(), 0.into(), 0.into()));
    let entry = || Matter::Entry(titled("bar"), Vec::new(), 0);
    add(&a, entry(), Outcome::Days(day("2024-03-01"), Some(day("2024-03-31"))));
    add(&b, entry(), Outcome::Days(day("2024-03-20"), Some(day("2024-04-19"))));
    let duty = |who: &Who| Matter::Duty(titled("duty"), address(who), 0);
    add(&a, duty(&a), Outcome::Duty(DutyStatus::Fulfilled, Some(day("2024-03-08"))));
    add(&b, duty(&b), Outcome::Duty(DutyStatus::Overdue, Some(day("2024-03-27"))));
    let slip = |nth| Matter::Record(titled("slip"), "m/a".into(), nth);
    add(&a, slip(0), Outcome::Until(day("2024-03-27")));
    add(&a, slip(1), Outcome::Until(day("2024-04-16")));
    for (key, came) in &wanted {
        let found = found.get(key).map(|found| &found.outcome);
        assert_eq!(found, Some(&came.outcome), "{key:?}");
    }
    // A step is told with the address of its instance.
    for ((_, found), (_, wanted)) in found.keys().zip(wanted.keys()) {
        if let (Matter::Step(.., Told(found)), Matter::Step(.., Told(wanted))) = (found, wanted) {
            assert_eq!(found, wanted);
        }
    }
    let more: Vec<_> = found.keys().filter(|key| !wanted.contains_key(*key)).collect();
    assert!(more.is_empty(), "{more:?}");
    assert!(differences(&found, &wanted).is_empty());
    // Whoever stands first in the story is told first, and of each what came step by step.
    let order: Vec<&str> = found.keys().map(|(who, _)| who.name.as_str()).collect();
    assert!(order.is_sorted_by(|one, other| one >= other), "{order:?}");
    assert!(titled("a") < titled("b") && titled("b") > titled("a"));
}

/// The name alone tells one from another; what has no title is called by its name.
#[test]
fn what_has_no_title_is_called_by_its_name() {
    let text = |zh: &str, en: &str| Text { zh: zh.to_owned(), en: en.to_owned() };
    assert_eq!(titled("file").title, text("file", "file"));
    let named = Titled::new("file", &text("申报", "application"));
    assert_eq!(named.title, text("申报", "application"));
    assert!(named == titled("file") && named != titled("pass"));
}

/// Days that stories tell beforehand are written: a change of what such days are counted by does not
/// reach them. Told are the registers that hang on what has changed, and in how many stories.
#[test]
fn lines_told_beforehand_are_counted_by_story_where_the_change_would_reach_their_days() {
    let machine = |to: &str| {
        format!(
            r#"( key: {{ "who": subject }}, opened_by: ["go"], states: {{ "s": (transitions: [(event: "go", target: "t", actions: [
              enter(register: "bar", to: "{to}"), enter(register: "list", to: "today + param.term"), enter(register: "roll")])]),
              "t": (on_entry: [enter(register: "entry", to: "today + param.ban")], on_exit: [enter(register: "exit", to: "today + param.ban")], transitions: [(event: "go", target: "s")]) }} )"#
        )
    };
    let names = r#"( parameters: { "ban": (title: "ban", value: days(30)), "more": (title: "more", value: days(2)), "term": (title: "term", value: days(10)) },
      registers: { "bar": (title: "bar"), "list": (title: "list"), "roll": (title: "roll"), "entry": (title: "entry"), "exit": (title: "exit") }, events: { "go": "go" } )"#;
    let story = |lines: &[(&str, &str)]| {
        let line = |(register, to): &(&str, &str)| {
            format!(r#"(register: "{register}", subject: "a", from: "2023-01-01"{to})"#)
        };
        let lines: Vec<String> = lines.iter().map(line).collect();
        format!(
            r#"( title: "x", subjects: {{ "a": (title: "A") }}, before: [{}], story: [(date: "2024-01-01", event: "go", instance: "m/a")], expect: (states: {{ "m/a": "t" }}) )"#,
            lines.join(", ")
        )
    };
    let to = r#", to: "2024-06-30""#;
    let stories = [
        story(&[("bar", to), ("bar", r#", to: "2024-07-31""#), ("list", to)]),
        story(&[("bar", to), ("roll", to)]),
        story(&[("bar", ""), ("entry", to), ("exit", to)]),
        story(&[("list", to)]),
    ];
    let bundle = |name: &str, names: &str, to: &str| {
        let machine = machine(to);
        let mut files = vec![
            ("policy.ron", POLICY),
            ("names.ron", names),
            ("machines/m.ron", machine.as_str()),
        ];
        let paths: Vec<String> = (0..stories.len()).map(|at| format!("stories/{at}.ron")).collect();
        files.extend(paths.iter().map(String::as_str).zip(stories.iter().map(String::as_str)));
        let folder = written(name, &files);
        let paths: Vec<PathBuf> = paths.iter().map(|path| folder.join(path)).collect();
        (folder, paths)
    };
    let (folder, paths) = bundle("kept", names, "today + param.ban + param.more");
    let base = load(&folder);
    let bench = Workbench::new(&base, &paths);
    let told = |changed: &banfa::pipeline::Loaded| -> Vec<(String, usize)> {
        let told = kept(&bench.stories, &base, changed);
        told.into_iter().map(|kept| (kept.register.en, kept.stories)).collect()
    };
    let under = |value: &str| {
        let values = vec![value.to_owned()];
        told(&load_with(&folder, &Wishes { values, ..Wishes::default() }))
    };
    let of = |told: &[(&str, usize)]| -> Vec<(String, usize)> {
        told.iter().map(|&(name, stories)| (name.to_owned(), stories)).collect()
    };
    assert_eq!(under("ban=60d"), of(&[("bar", 2), ("entry", 1), ("exit", 1)]));
    assert_eq!(under("more=5d"), of(&[("bar", 2)]));
    assert_eq!(under("term=20d"), of(&[("list", 2)]));
    assert_eq!(told(&base), of(&[]));
    // What they were counted by has another name in the other version: that is a change too.
    let renamed = names.replace("\"more\"", "\"yet_more\"");
    let (other, _) = bundle("kept_renamed", &renamed, "today + param.ban + param.yet_more");
    assert_eq!(told(&load(&other)), of(&[("bar", 2)]));
}

/// A first and a last day, and a step that is too early, are told with the length by which they are so and
/// its article.
#[test]
fn days_are_told_with_the_length_that_makes_them() {
    let names = NAMES
        .replace(r#""wait": (title: "wait","#, r#""wait": (title: "wait", article: "1","#)
        .replace(r#""term": (title: "term","#, r#""term": (title: "term", article: "2","#)
        .replacen('(', r#"( articles: { "1": (heading: "h", status: carried, text: ["甲。"]), "2": (heading: "h", status: carried, text: ["乙。"]) },"#, 1);
    let found = came_of(
        "lengths",
        &names,
        r#"( title: "x", subjects: { "a": (title: "A") }, story: [
          (date: "2024-03-01", event: "go", instance: "m/a"),
          (date: "2024-03-02", event: "sign", instance: "m/a", refused: true),
        ], expect: (states: { "m/a": "s" }) )"#,
    );
    let by = |is_it: &dyn Fn(&Matter) -> bool| {
        let (_, found) = found.iter().find(|((_, matter), _)| is_it(matter)).unwrap();
        let [trace] = found.trail.as_slice() else { panic!("{found:?}") };
        let articles: Vec<String> =
            trace.grounds.articles.iter().map(ToString::to_string).collect();
        let names = trace.grounds.elements.iter().filter_map(|one| match one {
            Element::Parameter(name) => Some(name.clone()),
            _ => None,
        });
        (names.collect::<Vec<_>>(), articles)
    };
    let told = |name: &str, article: &str| (vec![name.to_owned()], vec![article.to_owned()]);
    assert_eq!(by(&|one| matches!(one, Matter::FirstDay(..))), told("wait", "1"));
    assert_eq!(by(&|one| matches!(one, Matter::LastDay(..))), told("term", "2"));
    assert_eq!(by(&|one| matches!(one, Matter::Step(2, ..))), told("wait", "1"));
}

/// Whatever a selection goes by makes it another: what it is asked, its limits, the attributes by which
/// they choose, the order, who is good enough, who is a candidate.
#[test]
fn a_selection_is_another_by_whatever_it_goes_by() {
    const SEAT: &str = r#"( owner: "course", key: { "who": subject }, opened_by: ["apply"], data: { "marks": count, "age": count }, states: {
      "x": (transitions: [(event: "apply", actions: [set({ "marks": "1", "age": "2" })]),
        (event: "taken", target: "t"), (event: "not_taken", target: "t"), (event: "go", target: "y")]),
      "y": (transitions: [(event: "taken", target: "t"), (event: "not_taken", target: "t")]), "t": () } )"#;
    const COURSE: &str = r#"( opened_by: ["go"], states: {
      "s": (transitions: [(event: "go", target: "e", actions: [decide(selection: "intake")])]), "e": () } )"#;
    const RULES: &str = "/// - good\nfn good() { marks > 1 }\n/// - old\nfn old() { age > 1 }\n";
    let program = |name: &str, inside: &str| {
        let names = format!(
            r#"( parameters: {{ "one": (title: "o", value: count(1)), "two": (title: "t", value: count(2)) }},
              choices: {{ "tier": (title: "t", values: {{ "up": "up", "low": "low" }}) }},
              events: {{ "go": "go", "apply": "a", "not_taken": "n", "taken": (title: "t", data: {{ "place": choice("tier") }}) }},
              selections: {{ "intake": (title: "i", of: "seat", place: "tier", placed: "taken", not_placed: "not_taken", {inside}) }} )"#
        );
        let policy = r#"( title: "x", legal_text: false, files: ["names.ron", "machines/seat.ron", "machines/course.ron", "r.rhai"] )"#;
        let files = [
            ("policy.ron", policy),
            ("names.ron", &names),
            ("machines/seat.ron", SEAT),
            ("machines/course.ron", COURSE),
            ("r.rhai", RULES),
        ];
        load(&written(&format!("selection_{name}"), &files)).program.expect("it loads")
    };
    let inside = |each: &str, attribute: &str, max: &str, order: &str, floor: &str, from: &str| {
        format!(
            r#"candidates: "{from}", each: "{each}", attributes: {{ "a": "{attribute}" }}, floor: "{floor}",
               order: [(by: "{order}")], quotas: {{ "q": (title: "q", max: "{max}") }}"#
        )
    };
    let before = program("before", &inside("good", "marks", "one", "marks", "good", "x"));
    let selection = Element::Selection("intake".to_owned());
    assert!(!Touched::between(&before, &before).elements.contains(&selection));
    for (name, after) in [
        ("each", inside("old", "marks", "one", "marks", "good", "x")),
        ("attribute", inside("good", "age", "one", "marks", "good", "x")),
        ("quota", inside("good", "marks", "two", "marks", "good", "x")),
        ("order", inside("good", "marks", "one", "age", "good", "x")),
        ("floor", inside("good", "marks", "one", "marks", "old", "x")),
        ("candidates", inside("good", "marks", "one", "marks", "good", "y")),
    ] {
        let touched = Touched::between(&before, &program(name, &after));
        assert!(touched.elements.contains(&selection), "{name}: {:?}", touched.elements);
        assert!(!touched.wide, "{name}");
    }
}

/// Whatever a step goes by makes it another: who may take it, its conditions, its floor, where it leads,
/// what it does; and whatever a state does makes that another.
#[test]
fn a_step_is_another_by_whatever_it_goes_by() {
    const RULES: &str = "/// - one\nfn one() { years > 1 }\n/// - two\nfn two() { years > 2 }\n";
    let program = |name: &str, from: &str, to: &str| {
        let machine = r#"( key: { "who": subject }, opened_by: ["go"], data: { "years": count, "on": date, "then": date }, states: {
          "new": (transitions: [(event: "go", target: "s", actions: [set({ "years": "5", "on": "today", "then": "today" })])]),
          "s": (transitions: [
            (event: "sign", by: ["clerk"], when: ["one"], not_before: (from: "on", period: "wait"), target: "t",
             actions: [oblige(obligation: "duty", due: "today")])]),
          "t": (kind: final), "u": (kind: final, on_entry: [oblige(obligation: "duty", due: "today")]) } )"#;
        assert!(from.is_empty() || machine.contains(from), "{from}");
        let machine = if from.is_empty() { machine.to_owned() } else { machine.replace(from, to) };
        let names = r#"( roles: { "clerk": (title: "c"), "chief": (title: "h") }, events: { "go": "go", "sign": "sign" },
          parameters: { "wait": (title: "w", value: days(3)), "pause": (title: "p", value: days(5)) },
          obligations: { "duty": (title: "d"), "other": (title: "o") } )"#;
        let policy = r#"( title: "x", legal_text: false, files: ["names.ron", "machines/m.ron", "r.rhai"] )"#;
        let files = [
            ("policy.ron", policy),
            ("names.ron", names),
            ("machines/m.ron", machine.as_str()),
            ("r.rhai", RULES),
        ];
        load(&written(&format!("step_{name}"), &files)).program.expect("it loads")
    };
    let before = program("before", "", "");
    let (m, s) = ("m".to_owned(), "s".to_owned());
    let step = Element::Transition(m.clone(), s, "sign".to_owned());
    let state = Element::State(m, "u".to_owned());
    for (name, from, to, expected) in [
        ("by", r#"by: ["clerk"]"#, r#"by: ["chief"]"#, &step),
        ("when", r#"when: ["one"]"#, r#"when: ["two"]"#, &step),
        ("floor", r#"period: "wait""#, r#"period: "pause""#, &step),
        ("from", r#"(from: "on""#, r#"(from: "then""#, &step),
        ("target", r#"target: "t""#, r#"target: "u""#, &step),
        ("action", r#"due: "today")])]"#, r#"due: "today + days(1)")])]"#, &step),
        (
            "entry",
            r#"on_entry: [oblige(obligation: "duty""#,
            r#"on_entry: [oblige(obligation: "other""#,
            &state,
        ),
    ] {
        let touched = Touched::between(&before, &program(name, from, to));
        // What it asks no more, and asks now, may be another too.
        let of_machine =
            |one: &&Element| matches!(one, Element::Transition(..) | Element::State(..));
        let found = touched.elements.iter().filter(of_machine);
        let found: Vec<&Element> = found.collect();
        assert_eq!(found, [expected], "{name}");
    }
}
