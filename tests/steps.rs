//! What a step keeps, and what it takes back when it is refused: one story for each thing that
//! would otherwise go wrong in silence.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]

mod small;

use banfa::ident::Id as _;
use banfa::rule::Value;
use banfa::world::journal::{Journal, What};
use banfa::world::{Engine, Reason};
use small::{holds, program_and_played, tell_files};

// ── a refused step leaves nothing ──

/// What `fails` does comes after what `what` does, and refuses the whole: nobody expects the event
/// that it sends.
fn failing(what: &str) -> String {
    format!(r#"(event: "fails", actions: [{what}, send(event: "unheard", to: itself)])"#)
}

/// The line that the refused step would have ended runs on: it still covers a day two months later.
#[test]
fn a_refused_step_does_not_end_a_line() {
    let machine = format!(
        r#"( key: {{ "who": subject }}, opened_by: ["go"], states: {{ "s": (transitions: [
          (event: "go", actions: [enter(register: "bar", to: "date(`2024-12-31`)")]),
          {},
          (event: "ask", when: ["barred"], target: "still"),
        ]), "still": () }} )"#,
        failing(r#"end(register: "bar")"#)
    );
    holds(
        "line",
        r#"registers: { "bar": (title: "bar") }, events: { "go": "go", "fails": "fails", "unheard": "unheard", "ask": "ask" }"#,
        &[("m", &machine)],
        "/// - barred\nfn barred() { has_entry(\"bar\") }\n",
        r#"( title: "x", subjects: { "a": (title: "A") }, story: [
        (date: "2024-01-01", event: "go", instance: "m/a"),
        (date: "2024-02-01", event: "fails", instance: "m/a", refused: true, because: ["sent", "not_expected"]),
        (date: "2024-04-01", event: "ask", instance: "m/a"),
      ], expect: (states: { "m/a": "still" }, entries: [(register: "bar", subject: "a", from: "2024-01-01", to: "2024-12-31")]) )"#,
    );
}

/// The duty that the refused step would have fulfilled is still owed.
#[test]
fn a_refused_step_does_not_fulfil_a_duty() {
    let machine = format!(
        r#"( key: {{ "who": subject }}, opened_by: ["go"], states: {{ "s": (transitions: [
          (event: "go", actions: [oblige(obligation: "d")]), {} ]) }} )"#,
        failing(r#"fulfil("d")"#)
    );
    holds(
        "duty",
        r#"obligations: { "d": (title: "d") }, events: { "go": "go", "fails": "fails", "unheard": "unheard" }"#,
        &[("m", &machine)],
        "",
        r#"( title: "x", subjects: { "a": (title: "A") }, story: [
        (date: "2024-01-01", event: "go", instance: "m/a"),
        (date: "2024-02-01", event: "fails", instance: "m/a", refused: true, because: ["sent", "not_expected"]),
      ], expect: (obligations: [(obligation: "d", subject: "a", status: open)]) )"#,
    );
}

/// A timer that the refused step would have set running stands still, and one that it would have
/// stopped runs: of ten days from 01-01, held from 01-05, six are left; run on from 03-01, the last is
/// 03-07.
#[test]
fn a_refused_step_neither_starts_nor_stops_a_timer() {
    let machine = format!(
        r#"( opened_by: ["go"], states: {{
          "out": (transitions: [(event: "go", target: "s")]),
          "s": (transitions: [
            (after: (period: "ten", name: "t"), target: "late"),
            (event: "hold", actions: [suspend("t")]), (event: "run", actions: [resume("t")]), {}, {} ]),
          "late": () }} )"#,
        failing(r#"resume("t")"#),
        failing(r#"suspend("t")"#).replace("fails", "fails_to_hold"),
    );
    let journal = holds(
        "timer",
        r#"parameters: { "ten": (title: "t", value: days(10)) },
           events: { "go": "go", "hold": "hold", "run": "run", "fails": "fails", "fails_to_hold": "fails to hold", "unheard": "unheard" }"#,
        &[("m", &machine)],
        "",
        r#"( title: "x", story: [
        (date: "2024-01-01", event: "go", instance: "m"),
        (date: "2024-01-05", event: "hold", instance: "m"),
        (date: "2024-01-06", event: "fails", instance: "m", refused: true),
        (date: "2024-02-01", expect: (states: { "m": "s" })),
        (date: "2024-03-01", event: "run", instance: "m"),
        (date: "2024-03-02", event: "fails_to_hold", instance: "m", refused: true),
        (date: "2024-03-07", expect: (states: { "m": "s" })),
        (date: "2024-03-08", expect: (states: { "m": "late" })),
      ] )"#,
    );
    assert!(journal.contains("至 2024-03-07"), "{journal}");
}

/// A timer that is left behind without history is over: to run it on later sets nothing going.
#[test]
fn a_timer_that_stands_still_ends_with_its_state() {
    let machine = r#"( opened_by: ["go"], states: {
      "out": (transitions: [(event: "go", target: "b1")]),
      "b1": (transitions: [(after: (period: "ten", name: "t"), target: "late"),
        (event: "hold", actions: [suspend("t")]), (event: "next", target: "b2")]),
      "b2": (transitions: [(event: "run", actions: [resume("t")])]),
      "late": () } )"#;
    let journal = holds(
        "dropped",
        r#"parameters: { "ten": (title: "t", value: days(10)) }, events: { "go": "go", "hold": "hold", "run": "run", "next": "next" }"#,
        &[("m", machine)],
        "",
        r#"( title: "x", story: [
        (date: "2024-01-01", event: "go", instance: "m"), (date: "2024-01-05", event: "hold", instance: "m"),
        (date: "2024-01-06", event: "next", instance: "m"), (date: "2024-01-07", event: "run", instance: "m"),
        (date: "2024-03-01", expect: (states: { "m": "b2" })),
      ] )"#,
    );
    assert!(!journal.contains("恢复") && !journal.contains("未引起变动"), "{journal}");
}

/// A refused step leaves no line, no sum, no finding and nothing learnt: not for whom it was about, and
/// none for him where another's stands in its place afterwards.
#[test]
fn a_refused_step_leaves_no_line_no_sum_no_finding_and_nothing_learnt() {
    let does = |amount: &str| {
        format!(
            r#"enter(register: "bar"), owe(account: "fee", amount: "money(`{amount}元`)"),
               find(finding: "sound", answer: "true"), learn(fact: "licensed", value: "true")"#
        )
    };
    let machine = format!(
        r#"( key: {{ "who": subject }}, opened_by: ["go"], states: {{ "s": (transitions: [
          (event: "go"), {}, (event: "does", actions: [{}]),
          (event: "is_barred", when: ["barred"]), (event: "owes_seven", when: ["seven"]),
          (event: "is_sound", when: ["sound"]), (event: "is_licensed", when: ["has_licence"]) ]) }} )"#,
        failing(&does("5")),
        does("7"),
    );
    let journal = holds(
        "all_taken_back",
        r#"registers: { "bar": (title: "bar") }, accounts: { "fee": (title: "fee") }, facts: { "licensed": (title: "licensed", type: flag) },
           findings: { "sound": (question: "sound?", about: "m", by: []) },
           events: { "go": "go", "fails": "fails", "unheard": "unheard", "does": "does", "is_barred": "barred?", "owes_seven": "seven?", "is_sound": "sound?", "is_licensed": "licensed?" }"#,
        &[("m", &machine)],
        "/// - barred\nfn barred() { has_entry(\"bar\") }\n/// - seven\nfn seven() { owed(\"fee\") == money(\"7元\") }\n\
         /// - sound\nfn sound() { finding.sound }\n/// - licensed\nfn has_licence() { licensed }\n",
        r#"( title: "x", subjects: { "a": (title: "A"), "b": (title: "B") }, story: [
        (date: "2024-01-01", event: "go", instance: "m/a"), (event: "go", instance: "m/b"),
        (date: "2024-02-01", event: "fails", instance: "m/a", refused: true, because: ["sent", "not_expected"]),
        (expect: (no_entries: [(register: "bar", subject: "a")], ledger: [(account: "fee", owed: "0")], findings_owed: { "m/a": ["sound"] })),
        (date: "2024-02-02", event: "does", instance: "m/b"),
        (date: "2024-02-03", event: "is_barred", instance: "m/a", refused: true, because: ["not_met"]),
        (event: "owes_seven", instance: "m/a", refused: true, because: ["not_met"]),
        (event: "is_sound", instance: "m/a", asks: ["sound"]), (event: "is_licensed", instance: "m/a", asks: ["licensed"]),
        (event: "is_barred", instance: "m/b"), (event: "owes_seven", instance: "m/b"),
        (event: "is_sound", instance: "m/b"), (event: "is_licensed", instance: "m/b"),
        (date: "2024-02-04", event: "does", instance: "m/a"),
        (event: "owes_seven", instance: "m/a"), (event: "is_sound", instance: "m/a"),
      ], expect: (ledger: [(account: "fee", owed: "14"), (account: "fee", subject: "a", owed: "7")]) )"#,
    );
    // The journal tells what a machine has found and learnt, once for each time.
    for told in ["认定 m/b", "认定 m/a", "得知B的licensed", "得知A的licensed"] {
        assert_eq!(journal.matches(told).count(), 1, "{told}:\n{journal}");
    }
}

/// The sum that the refused step would have booked takes no room from a later one: each is as great
/// as a sum can be.
#[test]
fn a_refused_step_takes_no_room_in_the_ledger() {
    let machine = format!(
        r#"( key: {{ "who": subject }}, opened_by: ["go"], states: {{ "s": (transitions: [
          (event: "go"), {}, (event: "does", target: "t", actions: [owe(account: "fee", amount: "param.much")]) ]), "t": () }} )"#,
        failing(r#"owe(account: "fee", amount: "param.much")"#),
    );
    holds(
        "room",
        r#"accounts: { "fee": (title: "fee") }, events: { "go": "go", "fails": "fails", "unheard": "unheard", "does": "does" },
           parameters: { "much": (title: "much", value: money("79228162514264337593543950335元")) }"#,
        &[("m", &machine)],
        "",
        r#"( title: "x", subjects: { "a": (title: "A") }, story: [
        (date: "2024-01-01", event: "go", instance: "m/a"),
        (date: "2024-02-01", event: "fails", instance: "m/a", refused: true, because: ["sent", "not_expected"]),
        (date: "2024-02-02", event: "does", instance: "m/a"),
      ], expect: (states: { "m/a": "t" }) )"#,
    );
}

/// A receiver that expects no such event may be left out; one that has begun to act on it and cannot
/// go through with it refuses the whole.
#[test]
fn an_optional_event_that_fails_half_way_refuses_the_step() {
    let sender = r#"( opened_by: ["go"], states: {
      "s": (transitions: [(event: "go", target: "t", actions: [spawn(machine: "child", key: { "n": "1" })])]),
      "t": (transitions: [
        (event: "poke_all", target: "done", actions: [send(event: "poke", to: children("child"), optional: true)]),
        (event: "nudge_all", target: "done", actions: [send(event: "nudge", to: children("child"), optional: true)]),
      ]), "done": () } )"#;
    let child = r#"( owner: "m", key: { "n": count }, states: {
      "a": (transitions: [(event: "poke", target: "b", actions: [pay("fee")])]), "b": () } )"#;
    holds(
        "optional",
        r#"accounts: { "fee": (title: "fee") },
           events: { "go": "go", "poke_all": "poke all", "nudge_all": "nudge all", "poke": "poke", "nudge": "nudge" }"#,
        &[("child", child), ("m", sender)],
        "",
        r#"( title: "x", story: [
        (date: "2024-01-01", event: "go", instance: "m"),
        (date: "2024-01-02", event: "poke_all", instance: "m", refused: true, because: ["sent", "nothing_owed"]),
        (expect: (states: { "m": "t", "m/child/1": "a" })),
        (date: "2024-01-03", event: "nudge_all", instance: "m"),
      ], expect: (states: { "m": "done", "m/child/1": "a" }) )"#,
    );
}

/// What a program opens and cannot start leaves the world and the journal as they were.
#[test]
fn what_is_opened_and_cannot_begin_leaves_nothing() {
    let machine = r#"( key: { "n": count }, opened_by: ["go"], states: {
      "s": (on_entry: [set({ "twice": "key.n + lots" })], transitions: [(event: "go")]) }, data: { "twice": count, "lots": (type: count, optional: true) } )"#;
    let fine = r#"( key: { "n": count }, opened_by: ["go"], states: { "s": (transitions: [(event: "go")]) } )"#;
    let (program, played) = program_and_played(
        "opened",
        r#"events: { "go": "go" }"#,
        &[("fails", machine), ("fine", fine)],
        "",
        r#"( title: "x", story: [(date: "2024-01-01", event: "go", instance: "fine/1")], expect: (states: { "fine/1": "s" }) )"#,
    );
    let engine = Engine { program: &program, cast: &played.plan.cast };
    let (mut world, mut journal) = (played.world.clone(), Journal::default());
    let key = |n: i64| std::iter::once(Value::Count(n)).collect();
    let fails = program.machine("fails").unwrap();
    let told = engine.open(&mut world, None, fails, key(1), &mut journal).unwrap_err();
    assert_eq!(told.undone.len(), 1);
    assert!(!told.reasons.is_empty());
    assert!(world == played.world && journal.entries.is_empty());
    let fine = program.machine("fine").unwrap();
    let opened = engine.open(&mut world, None, fine, key(2), &mut journal).unwrap();
    assert_eq!(world.instance_count(), 2);
    assert_eq!(opened.index(), 1);
    assert!(matches!(journal.entries[0].what, What::Opened(id) if id == opened));
    // There is one already.
    let again = engine.open(&mut world, None, fine, key(2), &mut journal).unwrap_err();
    assert!(matches!(again.reasons[..], [Reason::Exists { instance, .. }] if instance == opened));
}

// ── what is over is over ──

/// Nothing opens any more under an owner that has ended.
#[test]
fn nothing_opens_under_an_owner_that_has_ended() {
    let owner = r#"( opened_by: ["go"], states: {
      "s": (transitions: [(event: "go"), (event: "close", target: "over")]), "over": (kind: final) } )"#;
    let child = r#"( owner: "m", key: { "n": count }, opened_by: ["file"], states: {
      "new": (transitions: [(event: "file", target: "filed")]), "filed": () } )"#;
    holds(
        "ended_owner",
        r#"events: { "go": "go", "close": "close", "file": "file" }"#,
        &[("child", child), ("m", owner)],
        "",
        r#"( title: "x", story: [
        (date: "2024-01-01", event: "go", instance: "m"), (event: "file", instance: "m/child/1"),
        (date: "2024-01-02", event: "close", instance: "m"),
        (date: "2024-01-03", event: "file", instance: "m/child/2", refused: true),
      ], expect: (missing: ["m/child/2"], states: { "m/child/1": "filed" }) )"#,
    );
}

/// A finding that a machine records is about the owner for which the finding is declared.
#[test]
fn a_finding_of_a_machine_is_about_the_owner_that_it_is_declared_for() {
    let owner = r#"( opened_by: ["go"], states: {
      "s": (transitions: [(event: "go"), (event: "ask", when: ["sound"], target: "t")]), "t": () } )"#;
    let child = r#"( owner: "m", key: { "n": count }, opened_by: ["look"], states: {
      "new": (transitions: [(event: "look", target: "done", actions: [find(finding: "sound", answer: "true")])]), "done": () } )"#;
    holds(
        "found_above",
        r#"findings: { "sound": (question: "sound?", about: "m", by: []) }, events: { "go": "go", "look": "look", "ask": "ask" }"#,
        &[("child", child), ("m", owner)],
        "/// - sound\nfn sound() { finding.sound }\n",
        r#"( title: "x", story: [
        (date: "2024-01-01", event: "go", instance: "m"), (event: "ask", instance: "m", asks: ["sound"]),
        (date: "2024-01-02", event: "look", instance: "m/child/1"), (event: "ask", instance: "m"),
      ], expect: (states: { "m": "t" }) )"#,
    );
}

/// Whoever says in which role he acts acts in no other: the clerk's hat does not open what only the
/// chief may, though one person wears both.
#[test]
fn only_the_role_that_is_named_counts() {
    let machine = r#"( opened_by: ["go"], states: { "s": (transitions: [
      (event: "go"), (event: "sign", by: ["chief"], target: "signed")]), "signed": () } )"#;
    holds(
        "hats",
        r#"roles: { "chief": (title: "chief", holder: actor), "clerk": (title: "clerk", holder: actor) }, events: { "go": "go", "sign": "sign" }"#,
        &[("m", machine)],
        "",
        r#"( title: "x", actors: { "li": (title: "Li", roles: ["chief", "clerk"]) }, story: [
        (date: "2024-01-01", event: "go", instance: "m"),
        (date: "2024-01-02", by: "li", role: "clerk", event: "sign", instance: "m", refused: true, because: ["role"]),
        (date: "2024-01-03", by: "li", role: "chief", event: "sign", instance: "m"),
      ], expect: (states: { "m": "signed" }) )"#,
    );
}

/// What was sent for a later day and is not expected then is a refusal; where it was optional it is
/// but noted.
#[test]
fn an_optional_event_of_a_later_day_may_come_to_nothing() {
    let machine = |optional: bool| {
        format!(
            r#"( opened_by: ["go"], states: {{
              "s": (transitions: [(event: "go", target: "t", actions: [send(event: "late", to: itself, delay: "week", optional: {optional})])]),
              "t": () }} )"#
        )
    };
    let journal = |name: &str, optional: bool| {
        holds(
            name,
            r#"parameters: { "week": (title: "week", value: days(7)) }, events: { "go": "go", "late": "late" }"#,
            &[("m", &machine(optional))],
            "",
            r#"( title: "x", story: [ (date: "2024-01-01", event: "go", instance: "m"),
               (date: "2024-02-01", expect: (states: { "m": "t" })) ] )"#,
        )
    };
    let (optional, needed) = (journal("optional_late", true), journal("needed_late", false));
    assert!(!optional.contains("不予受理"), "{optional}");
    assert!(needed.contains("2024-01-09  late → m，不予受理"), "{needed}");
}

/// A line that was ended is not ended again: its last day stays the first one.
#[test]
fn a_line_is_ended_once() {
    let machine = r#"( key: { "who": subject }, opened_by: ["go"], states: { "s": (transitions: [
      (event: "go", actions: [enter(register: "bar")]), (event: "lift", actions: [end(register: "bar")])]) } )"#;
    let journal = holds(
        "once",
        r#"registers: { "bar": (title: "bar") }, events: { "go": "go", "lift": "lift" }"#,
        &[("m", machine)],
        "",
        r#"( title: "x", subjects: { "a": (title: "A") }, story: [
        (date: "2024-01-01", event: "go", instance: "m/a"),
        (date: "2024-02-01", event: "lift", instance: "m/a"), (date: "2024-03-01", event: "lift", instance: "m/a"),
      ], expect: (entries: [(register: "bar", subject: "a", from: "2024-01-01", to: "2024-02-01")]) )"#,
    );
    assert_eq!(journal.matches("注销").count(), 1, "{journal}");
}

/// A last day that is over already when the state is entered expires on the next morning: not on a
/// morning that has been, and not never.
#[test]
fn a_last_day_that_is_over_expires_on_the_next_morning() {
    let machine = r#"( opened_by: ["go"], states: {
      "out": (transitions: [(event: "go", target: "s")]),
      "s": (transitions: [(after: (period: "ten", from: "date(`2024-01-01`)"), target: "late")]),
      "late": () } )"#;
    let journal = holds(
        "over",
        r#"parameters: { "ten": (title: "t", value: days(10)) }, events: { "go": "go" }"#,
        &[("m", machine)],
        "",
        r#"( title: "x", story: [
        (date: "2024-03-01", event: "go", instance: "m"), (expect: (states: { "m": "s" })),
        (date: "2024-03-02", expect: (states: { "m": "late" })),
      ] )"#,
    );
    assert!(journal.contains("\n2024-03-02"), "{journal}");
}

/// A state that is kept while its children change was entered once.
#[test]
fn a_state_that_is_kept_was_entered_on_its_first_day() {
    let run = r#"( opened_by: ["go"], states: {
      "out": (transitions: [(event: "go", target: "whole")]),
      "whole": (states: { "one": (transitions: [(event: "next", target: "two")]), "two": () }) } )"#;
    let asker = r#"( opened_by: ["ask"], data: { "n": count }, states: {
      "s": (transitions: [(event: "ask", actions: [set({ "n": "entered_since(`run`, `whole`, #{ since: date(`2024-01-15`) })" })])]) } )"#;
    holds(
        "kept_state",
        r#"events: { "go": "go", "next": "next", "ask": "ask" }"#,
        &[("run", run), ("asker", asker)],
        "",
        r#"( title: "x", story: [
        (date: "2024-01-01", event: "go", instance: "run"), (date: "2024-02-01", event: "next", instance: "run"),
        (date: "2024-02-02", event: "ask", instance: "asker"),
      ], expect: (data: { "asker": { "n": 0 } }) )"#,
    );
}

/// Of several states whoever is in two of them counts once; who left and came back counts from the
/// day of coming back; who was undone with a step that failed counts as if nothing had been.
#[test]
fn whoever_is_in_one_of_several_states_is_counted_once() {
    let run = r#"( key: { "n": count }, opened_by: ["go"], states: {
      "out": (transitions: [(event: "go", target: "both"), (event: "again", target: "both")]),
      "both": (kind: parallel, transitions: [(event: "leave", target: "out"), (event: "end", target: "over"), (event: "fail", target: "over", actions: [set({ "x": "1 / 0" })])],
        states: { "left": (states: { "l": () }), "right": (states: { "r": () }) }),
      "over": () }, data: { "x": count } )"#;
    let asked = |states: &str| {
        format!("\"entered_since(`run`, {states}, #{{ since: date(`2024-01-10`) }})\"")
    };
    let asker = format!(
        r#"( opened_by: ["ask"], data: {{ "nested": count, "beside": count, "apart": count }}, states: {{
      "s": (transitions: [(event: "ask", actions: [set({{ "nested": {}, "beside": {}, "apart": {} }})])]) }} )"#,
        asked("`both`, `l`"),
        asked("`l`, `r`"),
        asked("`l`, `over`"),
    );
    holds(
        "several_states",
        r#"events: { "go": "go", "leave": "leave", "again": "again", "end": "end", "fail": "fail", "ask": "ask" }"#,
        &[("run", run), ("asker", &asker)],
        "",
        r#"( title: "x", story: [
        (date: "2024-01-10", event: "go", instance: "run/1"),
        (date: "2024-01-11", event: "go", instance: "run/2"), (event: "go", instance: "run/3"),
        (event: "ask", instance: "asker"), (expect: (data: { "asker": { "nested": 2, "beside": 2, "apart": 2 } })),
        (date: "2024-01-12", event: "end", instance: "run/2"), (event: "fail", instance: "run/3", refused: true, because: ["fault"]),
        (event: "ask", instance: "asker"), (expect: (data: { "asker": { "nested": 1, "beside": 1, "apart": 2 } })),
        (date: "2024-01-13", event: "leave", instance: "run/1"), (event: "ask", instance: "asker"),
        (expect: (data: { "asker": { "nested": 1, "beside": 1, "apart": 2 } })),
        (date: "2024-01-14", event: "again", instance: "run/1"), (event: "ask", instance: "asker"),
      ], expect: (data: { "asker": { "nested": 2, "beside": 2, "apart": 3 } }) )"#,
    );
}

// ── how the measure counts ──

/// The measure counts the first day: ten days from 01-01 end on 01-10, not on 01-11.
#[test]
fn the_term_of_a_duty_is_counted_as_the_measure_counts() {
    let files = [
        (
            "policy.ron",
            r#"( title: "x", legal_text: false, counting: (include_start: true), files: ["names.ron", "machines/m.ron"] )"#,
        ),
        ("names.ron", r#"( obligations: { "d": (title: "d") }, events: { "go": "go" } )"#),
        (
            "machines/m.ron",
            r#"( key: { "who": subject }, opened_by: ["go"], states: { "s": (transitions: [
              (event: "go", actions: [oblige(obligation: "d", due: "today + days(10)")])]) } )"#,
        ),
        (
            "x.ron",
            r#"( title: "x", subjects: { "a": (title: "A") }, story: [
              (date: "2024-01-01", event: "go", instance: "m/a"),
              (date: "2024-01-10", expect: (obligations: [(obligation: "d", subject: "a", status: open)])),
              (date: "2024-01-11", expect: (obligations: [(obligation: "d", subject: "a", status: overdue)])),
            ] )"#,
        ),
    ];
    let (mismatches, journal) = tell_files("term", &files, "x.ron");
    assert!(mismatches.is_empty(), "{}\n{journal}", mismatches.join("\n"));
    assert!(journal.contains("至 2024-01-10"), "{journal}");
}

/// Of several bars the longest governs, and one without end is the longest.
#[test]
fn the_bar_without_end_governs() {
    let machine = r#"( key: { "who": subject }, opened_by: ["go"], states: { "s": (transitions: [
      (event: "go", actions: [enter(register: "bar"), enter(register: "bar", to: "date(`2024-06-30`)")]),
      (event: "ask", when: ["for_good"], target: "barred")]), "barred": () } )"#;
    holds(
        "longest",
        r#"registers: { "bar": (title: "bar") }, events: { "go": "go", "ask": "ask" }"#,
        &[("m", machine)],
        "/// - for good\nfn for_good() { entry_until(\"bar\") > date(\"2099-12-31\") }\n",
        r#"( title: "x", subjects: { "a": (title: "A") }, story: [
        (date: "2024-01-01", event: "go", instance: "m/a"), (date: "2024-02-01", event: "ask", instance: "m/a"),
      ], expect: (states: { "m/a": "barred" }) )"#,
    );
}
