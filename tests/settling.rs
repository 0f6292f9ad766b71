//! Settling (DESIGN 8.4): what waits for no event but for a condition, when it is asked, and what a
//! step may do in all. `docs/settling.md` tells it; its example is played here.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]

mod small;

use small::{holds, played};

/// The places in a journal at which texts first stand are in that order.
#[track_caller]
fn in_order(journal: &str, texts: &[impl AsRef<str> + std::fmt::Debug]) {
    let places: Vec<_> = texts
        .iter()
        .map(AsRef::as_ref)
        .map(|text| journal.find(text).unwrap_or_else(|| panic!("no `{text}` in\n{journal}")))
        .collect();
    assert!(places.is_sorted(), "not in the order {texts:?}:\n{journal}");
}

// ── when it is asked ──

/// An edition tells its cases what became of them, and ends by itself when none is left waiting.
const EDITION: &str = r#"( opened_by: ["go"], states: {
  "start": (transitions: [(event: "go", target: "open")]),
  "open": (transitions: [(event: "tell", target: "told", actions: [send(event: "lost", to: children("case"))])]),
  "told": (transitions: [(when: ["none_waits"], target: "over")]),
  "over": (kind: final),
} )"#;
const CASE: &str = r#"( owner: "edition", key: { "n": count }, opened_by: ["go"], states: {
  "start": (transitions: [(event: "go", target: "filed")]),
  "filed": (transitions: [(event: "lost", target: "waits")]),
  "waits": (transitions: [(event: "leave", target: "gone")]),
  "gone": (kind: final),
} )"#;
const NONE_WAITS: &str = "/// - none waits\nfn none_waits() { count(\"case\", \"waits\") == 0 }\n";

/// The rule is asked when the cases have been told: one waits, so the edition does not end. While the
/// event that tells them is under way none waits, and that would be the wrong moment to ask.
#[test]
fn what_asks_about_others_is_asked_when_all_that_was_sent_has_arrived() {
    holds(
        "told",
        r#"events: { "go": "go", "tell": "tell", "lost": "lost", "leave": "leave" }"#,
        &[("edition", EDITION), ("case", CASE)],
        NONE_WAITS,
        r#"( title: "x", story: [
      (date: "2024-01-01", event: "go", instance: "edition"), (event: "go", instance: "edition/case/1"),
      (date: "2024-01-02", event: "tell", instance: "edition"),
      (expect: (states: { "edition": "told", "edition/case/1": "waits" })),
      (date: "2024-01-03", event: "leave", instance: "edition/case/1"),
    ], expect: (states: { "edition": "over" }) )"#,
    );
}

/// Without others to ask about, a chart does in one macrostep what SCXML says: eventless transitions
/// before internal events, all before the next event.
#[test]
fn what_asks_about_itself_alone_is_asked_at_once() {
    let machine = r#"( opened_by: ["go"], data: { "n": count }, states: {
      "start": (on_entry: [set({ "n": "0" })], transitions: [(event: "go", target: "a", actions: [raise("inner")])]),
      "a": (transitions: [(when: ["zero"], target: "b"), (event: "inner", target: "wrong")]),
      "b": (transitions: [(event: "inner", target: "right")]),
      "right": (), "wrong": (),
    } )"#;
    holds(
        "own",
        r#"events: { "go": "go", "inner": "inner" }"#,
        &[("m", machine)],
        "/// - zero\nfn zero() { n == 0 }\n",
        r#"( title: "x", story: [(date: "2024-01-01", event: "go", instance: "m")], expect: (states: { "m": "right" }) )"#,
    );
}

/// Not yet asked stops the search as an unknown does: the transition without a condition behind it
/// would otherwise win before the rule was asked.
#[test]
fn what_is_not_yet_asked_hides_what_comes_after_it() {
    let child = r#"( owner: "m", key: { "n": count }, states: {
      "start": (transitions: [(event: "poke", target: "yes")]), "yes": () } )"#;
    let machine = r#"( opened_by: ["go"], states: {
      "start": (transitions: [(event: "go", target: "a", actions: [spawn(machine: "child", key: { "n": "1" }), send(event: "poke", to: children("child"))])]),
      "a": (transitions: [(when: ["one"], target: "right"), (target: "wrong")]),
      "right": (), "wrong": (),
    } )"#;
    holds(
        "hides",
        r#"events: { "go": "go", "poke": "poke" }"#,
        &[("child", child), ("m", machine)],
        "/// - one\nfn one() { count(\"child\", \"yes\") == 1 }\n",
        r#"( title: "x", story: [(date: "2024-01-01", event: "go", instance: "m")], expect: (states: { "m": "right" }) )"#,
    );
}

/// One event calls a and c. In the same round a calls b, who comes before c: b is asked before c, and
/// sees what a has done. Then c calls the first of all, whose turn in this round is over: he is asked
/// in the next.
#[test]
fn a_later_one_sees_in_the_same_round_what_an_earlier_one_has_done() {
    let waiter = r#"( key: { "who": subject }, opened_by: ["go"], states: {
      "start": (transitions: [(event: "go", target: "waits")]),
      "waits": (transitions: [(when: ["called"], target: "passed", actions: [enter(register: "line", subject: "calls")])]),
      "passed": (kind: final),
    } )"#;
    let caller = r#"( key: { "who": subject, "other": subject }, opened_by: ["enter"], states: {
      "start": (transitions: [(event: "enter", target: "done", actions: [
        enter(register: "line", subject: "key.who"), enter(register: "line", subject: "key.other")])]),
      "done": (kind: final),
    } )"#;
    let journal = holds(
        "rounds",
        r#"registers: { "line": (title: "line") }, events: { "go": "go", "enter": "enter" },
           facts: { "calls": (title: "calls", type: subject) }"#,
        &[("waiter", waiter), ("caller", caller)],
        "/// - called\nfn called() { has_entry(\"line\") }\n",
        r#"( title: "x", subjects: {
        "first": (title: "first", facts: { "calls": "first" }), "a": (title: "a", facts: { "calls": "b" }),
        "b": (title: "b", facts: { "calls": "b" }), "c": (title: "c", facts: { "calls": "first" }) },
      story: [
        (date: "2024-01-01", event: "go", instance: "waiter/first"), (event: "go", instance: "waiter/a"),
        (event: "go", instance: "waiter/b"), (event: "go", instance: "waiter/c"),
        (date: "2024-01-02", event: "enter", instance: "caller/a/c"),
      ], expect: (states: { "waiter/first": "passed", "waiter/a": "passed", "waiter/b": "passed", "waiter/c": "passed" }) )"#,
    );
    let passed = |who: &str| format!("waiter/{who}：waits ⇒ passed");
    in_order(&journal, &["a", "b", "c", "first"].map(passed));
}

/// A move that fails is undone alone: the event stands, and it is told why.
#[test]
fn a_move_that_fails_is_undone_alone_and_the_event_stands() {
    let machine = r#"( key: { "who": subject }, opened_by: ["go"], states: {
      "start": (transitions: [(event: "go", target: "waits")]),
      "waits": (transitions: [(when: ["called"], target: "paid", actions: [pay("fee")]), (event: "owe", actions: [owe(account: "fee", amount: "money(`5元`)")])]),
      "paid": (kind: final),
    } )"#;
    let journal = holds(
        "hindered",
        r#"accounts: { "fee": (title: "fee") }, facts: { "ready": (title: "ready", type: flag) }, events: { "go": "go", "owe": "owe" }"#,
        &[("m", machine)],
        "/// - called\nfn called() { ready }\n",
        r#"( title: "x", subjects: { "a": (title: "A") }, story: [
        (date: "2024-01-01", event: "go", instance: "m/a"),
        (date: "2024-01-02", learn: "a", facts: { "ready": true }),
        (expect: (states: { "m/a": "waits" })),
        // What hindered it is gone: it is asked whenever anybody is.
        (date: "2024-01-03", event: "owe", instance: "m/a"),
      ], expect: (states: { "m/a": "paid" }) )"#,
    );
    in_order(&journal, &["2024-01-02", "没有可办的款项", "2024-01-03", "waits ⇒ paid"]);
}

/// An automatic transition whose rule cannot be computed says so, with the place.
#[test]
fn a_fault_of_a_rule_that_is_waited_for_is_told() {
    let machine = r#"( key: { "who": subject }, opened_by: "go", states: {
      "start": (transitions: [(event: "go", target: "wait")]),
      "wait": (transitions: [(when: "ok", target: "done")]),
      "done": (kind: final) } )"#;
    let journal = holds(
        "fault",
        r#"facts: { "n": (title: "n", type: count) }, events: { "go": "go" }"#,
        &[("m", machine)],
        "/// - ok\nfn ok() { 10 / n > 1 }\n",
        r#"( title: "x", subjects: { "a": (title: "A") }, story: [
        (date: "2024-01-02", event: "go", instance: "m/a"), (date: "2024-01-03", learn: "a", facts: { "n": 0 }),
        (date: "2024-01-04", learn: "a", facts: { "n": 2 }),
      ], expect: (states: { "m/a": "done" }) )"#,
    );
    in_order(&journal, &["2024-01-03", "除数为零", "r.rhai:2:11", "2024-01-04", "wait ⇒ done"]);
}

// ── what wakes it: each ground by itself ──

/// Whoever waits for an owner's state, an owner's datum, a finding, a fact of the party named by the
/// key, or the number of instances is asked when just that changes.
#[test]
fn each_thing_that_is_waited_for_wakes() {
    let owner = r#"( opened_by: ["go"], data: { "level": count }, states: {
      "start": (on_entry: [set({ "level": "0" })], transitions: [(event: "go", target: "low")]),
      "low": (transitions: [(event: "raise_it", actions: [set({ "level": "level + 1" })]), (event: "next", target: "high")]),
      "high": (),
    } )"#;
    let waiter = |name: &str, rule: &str| {
        let text = format!(
            r#"( owner: "owner", key: {{ "who": subject }}, opened_by: ["go"], states: {{
              "start": (transitions: [(event: "go", target: "waits")]),
              "waits": (transitions: [(when: ["{rule}"], target: "passed")]),
              "passed": (),
            }} )"#
        );
        (name.to_owned(), text)
    };
    let other = r#"( key: { "n": count }, opened_by: ["go"], states: {
      "start": (transitions: [(event: "go", target: "there")]), "there": () } )"#;
    let party = r#"( key: { "who": subject, "office": subject }, opened_by: ["go"], states: {
      "start": (transitions: [(event: "go", target: "waits")]),
      "waits": (transitions: [(when: ["party_is_ready"], target: "passed")]), "passed": () } )"#;
    let waiters = [
        waiter("by_state", "is_high"),
        waiter("by_datum", "is_two"),
        waiter("by_fact", "is_ready"),
        waiter("by_finding", "is_found"),
    ];
    let mut machines: Vec<(&str, &str)> =
        waiters.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    machines.push(("owner", owner));
    machines.push(("other", other));
    machines.push(("by_party", party));
    holds(
        "grounds",
        r#"facts: { "ready": (title: "ready", type: flag) }, findings: { "found": (question: "found?", about: "by_finding", by: []) },
           events: { "go": "go", "raise_it": "raise", "next": "next" }"#,
        &machines,
        "/// - high\nfn is_high() { owner_in(\"high\") }\n/// - two\nfn is_two() { owner.level == 2 }\n\
         /// - ready\nfn is_ready() { ready }\n/// - the party\nfn party_is_ready() { key.office.ready }\n/// - found\nfn is_found() { finding.found }\n",
        r#"( title: "x", subjects: { "a": (title: "A"), "o": (title: "O") }, story: [
        (date: "2024-01-01", event: "go", instance: "owner"), (event: "go", instance: "by_party/a/o"),
        (event: "go", instance: "owner/by_state/a"), (event: "go", instance: "owner/by_datum/a"),
        (event: "go", instance: "owner/by_fact/a"), (event: "go", instance: "owner/by_finding/a"),
        (date: "2024-01-02", event: "raise_it", instance: "owner"),
        (expect: (states: { "owner/by_datum/a": "waits" })),
        (date: "2024-01-03", event: "raise_it", instance: "owner"),
        (expect: (states: { "owner/by_datum/a": "passed", "owner/by_state/a": "waits" })),
        (date: "2024-01-04", event: "next", instance: "owner"),
        (expect: (states: { "owner/by_state/a": "passed", "owner/by_fact/a": "waits" })),
        (date: "2024-01-05", learn: "a", facts: { "ready": true }),
        (expect: (states: { "owner/by_fact/a": "passed", "owner/by_finding/a": "waits", "by_party/a/o": "waits" })),
        (learn: "o", facts: { "ready": true }),
        (expect: (states: { "by_party/a/o": "passed" })),
        (date: "2024-01-06", finding: "found", answer: yes, about: "owner/by_finding/a", reason: "x"),
      ], expect: (states: { "owner/by_finding/a": "passed" }) )"#,
    );
}

/// On a new day whoever waits for something that is true from that day on, or to the day before, is
/// asked: a fact of his own, of the one whom a fact names, of the one whom the key names; a line of
/// his own register, of anyone's, one that begins, runs out or was ended the day before.
#[test]
fn what_changes_of_itself_on_a_morning_wakes() {
    let waits = |name: &str| {
        let text = format!(
            r#"( key: {{ "who": subject, "other": subject }}, opened_by: ["go"], states: {{
              "start": (transitions: [(event: "go", target: "waits")]),
              "waits": (transitions: [(when: ["{name}"], target: "passed")]), "passed": () }} )"#
        );
        (name.to_owned(), text)
    };
    let rules = [
        ("own", "ready"),
        ("linked", "friend.ready"),
        ("keyed", "key.other.ready"),
        ("no_more", "!busy"),
        ("begun", "has_entry(\"list\")"),
        ("run_out", "!has_entry(\"bars\")"),
        ("of_other", "!has_entry(\"bars\", #{ subject: key.other })"),
    ];
    let ended = r#"( key: { "who": subject }, opened_by: ["go"], states: {
      "s": (transitions: [(event: "go"), (event: "lift", actions: [end(register: "bars", subject: "key.who")])]) } )"#;
    let machines: Vec<_> = rules.iter().map(|(name, _)| waits(name)).collect();
    let mut machines: Vec<(&str, &str)> =
        machines.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    machines.push(("ended", ended));
    let functions: String = rules
        .iter()
        .map(|(name, body)| format!("/// - {name}\nfn {name}() {{ {body} }}\n"))
        .collect();
    let states = |passed: &[&str]| {
        let names = rules.iter().map(|(name, _)| *name).chain(["lifted"]);
        let stands = names.map(|name| {
            let at = if passed.contains(&name) { "passed" } else { "waits" };
            match name {
                "lifted" => format!("\"run_out/c/c\": \"{at}\""),
                _ => format!("\"{name}/a/b\": \"{at}\""),
            }
        });
        format!("states: {{ {} }}", stands.collect::<Vec<_>>().join(", "))
    };
    let opened: String = rules
        .iter()
        .map(|(name, _)| format!("(event: \"go\", instance: \"{name}/a/b\"), "))
        .collect();
    let story = format!(
        r#"( title: "x", subjects: {{ "a": (facts: {{ "friend": "d" }}), "b": (), "c": (), "d": () }},
      before: [(register: "bars", subject: "a", from: "2023-01-01", to: "2024-03-10"),
        (register: "bars", subject: "b", from: "2023-01-01", to: "2024-03-11"),
        (register: "bars", subject: "c", from: "2023-01-01"),
        (register: "list", subject: "a", from: "2024-03-12")],
      story: [
        (date: "2024-03-01", learn: "a", facts: {{ "ready": true }}, true_from: "2024-03-05"),
        (learn: "d", facts: {{ "ready": true }}, true_from: "2024-03-06"),
        (learn: "b", facts: {{ "ready": true }}, true_from: "2024-03-07"),
        (learn: "a", facts: {{ "busy": false }}), (learn: "a", facts: {{ "busy": true }}, true_to: "2024-03-08"),
        (event: "go", instance: "ended/c"), (event: "go", instance: "run_out/c/c"), {opened}
        (date: "2024-03-04", expect: ({})), (date: "2024-03-05", expect: ({})),
        (date: "2024-03-06", expect: ({})), (date: "2024-03-07", expect: ({})),
        (date: "2024-03-08", expect: ({})), (date: "2024-03-09", expect: ({})),
        (date: "2024-03-10", expect: ({})), (date: "2024-03-11", expect: ({})),
        (date: "2024-03-12", event: "lift", instance: "ended/c"), (expect: ({})), (date: "2024-03-13", expect: ({})),
      ] )"#,
        states(&[]),
        states(&["own"]),
        states(&["own", "linked"]),
        states(&["own", "linked", "keyed"]),
        states(&["own", "linked", "keyed"]),
        states(&["own", "linked", "keyed", "no_more"]),
        states(&["own", "linked", "keyed", "no_more"]),
        states(&["own", "linked", "keyed", "no_more", "run_out"]),
        states(&["own", "linked", "keyed", "no_more", "run_out", "of_other", "begun"]),
        states(&["own", "linked", "keyed", "no_more", "run_out", "of_other", "begun", "lifted"]),
    );
    holds(
        "mornings",
        r#"events: { "go": "go", "lift": "lift" }, registers: { "bars": (title: "bars"), "list": (title: "list") },
           facts: { "ready": (title: "r", type: flag), "busy": (title: "b", type: flag), "friend": (title: "f", type: subject) }"#,
        &machines,
        &functions,
        &story,
    );
}

/// What hindered a move may be a value of the day: on a new day it is tried again, though nothing
/// has changed of what the condition asks.
#[test]
fn what_was_hindered_is_tried_again_on_a_new_day() {
    let machine = r#"( key: { "who": subject }, opened_by: ["go"], data: { "n": count }, states: {
      "start": (transitions: [(event: "go", target: "waits")]),
      "waits": (transitions: [(when: ["called"], target: "passed", actions: [set({ "n": "10 / (param.part - 1)" })])]),
      "passed": (kind: final) } )"#;
    holds(
        "hindered_by_the_day",
        r#"facts: { "ready": (title: "ready", type: flag) }, events: { "go": "go" },
           parameters: { "part": (applies: (by: act), values: [(from: "2020-01-01", value: count(1)), (from: "2024-02-01", value: count(3))]) }"#,
        &[("m", machine)],
        "/// - called\nfn called() { ready }\n",
        r#"( title: "x", subjects: { "a": (title: "A") }, story: [
        (date: "2024-01-01", event: "go", instance: "m/a"),
        (date: "2024-01-02", learn: "a", facts: { "ready": true }), (expect: (states: { "m/a": "waits" })),
        (date: "2024-02-01", expect: (states: { "m/a": "passed" })),
      ] )"#,
    );
}

// ── what a step may do in all ──

/// The states that follow one another are named with the places of their transitions.
#[test]
fn an_endless_chain_names_its_states_and_places() {
    let machine = r#"( opened_by: "go", states: {
      "a": (transitions: [(event: "go", target: "b")]),
      "b": (transitions: [(target: "c")]),
      "c": (transitions: [(target: "b")]) } )"#;
    let journal = holds(
        "endless",
        r#"events: { "go": "go" }"#,
        &[("m", machine)],
        "",
        r#"( title: "x", story: [(date: "2024-01-01", event: "go", instance: "m", refused: true, because: ["endless"])], expect: (missing: ["m"]) )"#,
    );
    let journal: String = journal.split_whitespace().collect();
    in_order(&journal, &["b（", "m.ron:3:27）⇒c（", "m.ron:4:27）⇒b"]);
}

/// The work of all rules within one step is limited together, not each rule and the number of sends
/// by themselves: this would be a hundred thousand sends of a hundred thousand operations.
#[test]
fn what_rules_compute_and_what_is_sent_come_from_one_purse() {
    let machine = r#"( opened_by: "go", states: { "a": (transitions: [(event: "go"),
      (event: "e", when: "spin", actions: [send(event: "e", to: itself)])]) } )"#;
    let journal = holds(
        "purse",
        r#"events: { "go": "go", "e": "e" }"#,
        &[("m", machine)],
        "/// - spin\nfn spin() { let i = 0; while i < 100000 { i += 1; } true }\n",
        r#"( title: "x", story: [(date: "2024-01-01", event: "go", instance: "m"),
        (date: "2024-01-02", event: "e", instance: "m", refused: true, because: ["endless"])], expect: (states: { "m": "a" }) )"#,
    );
    assert!(journal.contains("发给 m 的“e”（当时处于a）"), "{journal}");
}

/// Each arrival sends two more for a later day. What is sent for a morning shares one purse, and when
/// it is empty what is still on its way is dropped: it would do the same.
#[test]
fn events_that_double_for_later_days_are_stopped() {
    let machine = r#"( opened_by: "go", states: { "a": (
      on_entry: [send(event: "e", to: itself, delay: "five"), send(event: "e", to: itself, delay: "five")],
      transitions: [(event: "go"), (event: "e", target: "a")]) } )"#;
    let played = played(
        "doubling",
        r#"parameters: { "five": (value: days(5)) }, events: { "go": "go", "e": "e" }"#,
        &[("m", machine)],
        "",
        r#"( title: "x", story: [(date: "2024-01-01", event: "go", instance: "m")], until: "2024-12-31" )"#,
    );
    use banfa::world::journal::What;
    let entries = &played.journal.entries;
    let refused: Vec<_> =
        entries.iter().filter(|entry| matches!(entry.what, What::Refused { .. })).collect();
    assert_eq!(refused.len(), 1, "told once");
    assert_eq!(played.world.timers().count(), 0, "nothing is on its way any more");
}

/// Two that wait set each other going for ever: each round is whole, and in the end it is told.
#[test]
fn those_that_set_each_other_going_are_stopped() {
    let owner = r#"( opened_by: ["go"], states: {
      "start": (transitions: [(event: "go", target: "a", actions: [spawn(machine: "child", key: { "n": "1" })])]),
      "a": (transitions: [(when: ["child_is_up"], target: "b")]),
      "b": (transitions: [(when: ["child_is_down"], target: "a")]),
    } )"#;
    let child = r#"( owner: "owner", key: { "n": count }, states: {
      "down": (transitions: [(when: ["owner_is_a"], target: "up")]),
      "up": (transitions: [(when: ["owner_is_b"], target: "down")]),
    } )"#;
    let journal = holds(
        "see_saw",
        r#"events: { "go": "go" }"#,
        &[("child", child), ("owner", owner)],
        "/// - up\nfn child_is_up() { count(\"child\", \"up\") == 1 }\n/// - down\nfn child_is_down() { count(\"child\", \"down\") == 1 }\n\
         /// - a\nfn owner_is_a() { owner_in(\"a\") }\n/// - b\nfn owner_is_b() { owner_in(\"b\") }\n",
        r#"( title: "x", story: [(date: "2024-01-01", event: "go", instance: "owner")], expect: () )"#,
    );
    assert!(journal.contains("没有尽头"), "{}", &journal[journal.len().saturating_sub(2000)..]);
}

// ── money ──

/// Nobody is owed less than nothing.
#[test]
fn a_sum_below_zero_is_a_fault_with_its_place() {
    let machine = r#"( key: { "s": subject }, opened_by: "go", states: {
      "idle": (transitions: [(event: "go", target: "x")]),
      "x": (transitions: [(event: "settle", target: "y", actions: [owe(account: "a", amount: "money(`0元`) - money(`5元`)")])]),
      "y": () } )"#;
    let journal = holds(
        "below_zero",
        r#"accounts: { "a": (title: "account") }, events: { "go": "go", "settle": "settle" }"#,
        &[("m", machine)],
        "",
        r#"( title: "x", subjects: { "p": (title: "A") }, story: [(date: "2024-03-01", event: "go", instance: "m/p"),
        (date: "2024-03-02", event: "settle", instance: "m/p", refused: true, because: ["fault"])], expect: (states: { "m/p": "x" }) )"#,
    );
    assert!(journal.contains("小于零") && journal.contains("m.ron:3:"), "{journal}");
}

/// Where no money was ever owed there is nothing to claim back, and the title still goes.
#[test]
fn reversing_where_nothing_is_owed_is_noted_and_the_rest_is_done() {
    let machine = r#"( key: { "s": subject }, opened_by: "go", states: {
      "idle": (transitions: [(event: "go", target: "held")]),
      "held": (transitions: [(event: "revoke", target: "revoked", actions: [reverse("prize")])]),
      "revoked": (kind: final) } )"#;
    let journal = holds(
        "nothing_to_reverse",
        r#"accounts: { "prize": (title: "prize") }, events: { "go": "go", "revoke": "revoke" }"#,
        &[("m", machine)],
        "",
        r#"( title: "x", subjects: { "p": (title: "A") }, story: [(date: "2024-03-01", event: "go", instance: "m/p"),
        (date: "2024-03-02", event: "revoke", instance: "m/p")], expect: (states: { "m/p": "revoked" }) )"#,
    );
    assert!(journal.contains("从未应付"), "{journal}");
}

/// Two sums that are each a number and together are none: the second is refused, and nothing is
/// booked that no total could hold.
#[test]
fn sums_that_no_total_could_hold_are_refused() {
    let machine = r#"( key: { "s": subject }, opened_by: "go", states: {
      "idle": (transitions: [(event: "go", target: "x")]),
      "x": (transitions: [(event: "settle", target: "y", actions: [owe(account: "a", amount: "param.much")])]),
      "y": () } )"#;
    let journal = holds(
        "great",
        r#"accounts: { "a": (title: "account") }, events: { "go": "go", "settle": "settle" },
           parameters: { "much": (title: "much", value: money("79228162514264337593543950335元")) }"#,
        &[("m", machine)],
        "",
        r#"( title: "x", subjects: { "p": (title: "A"), "q": (title: "B") }, story: [
        (date: "2024-03-01", event: "go", instance: "m/p"), (event: "go", instance: "m/q"),
        (date: "2024-03-02", event: "settle", instance: "m/p"),
        (event: "settle", instance: "m/q", refused: true, because: ["fault"]),
      ], expect: (states: { "m/p": "y", "m/q": "x" }) )"#,
    );
    assert!(journal.contains("数值溢出"), "{journal}");
}

// ── what was undone ──

/// A refusal by an instance that was undone with the step is counted and told without it.
#[test]
fn a_refusal_by_what_was_undone_is_covered_without_it() {
    let machine = r#"( key: { "n": count }, opened_by: "go", states: {
      "start": (transitions: [(event: "go", target: "wait")]),
      "wait": (transitions: [(event: "go", actions: [spawn(machine: "child", key: { "k": "1" }), send(event: "poke", to: children("child"))])]) } )"#;
    let child = r#"( owner: "m", key: { "k": count }, states: {
      "start": (transitions: [(event: "go", target: "other")]),
      "other": (transitions: [(event: "poke", target: "start")]) } )"#;
    let (program, played) = small::program_and_played(
        "undone",
        r#"events: { "go": "go", "poke": "poke" }"#,
        &[("child", child), ("m", machine)],
        "",
        r#"( title: "x", story: [(date: "2024-01-02", event: "go", instance: "m/1"), (date: "2024-01-03", event: "go", instance: "m/1", refused: true)],
      expect: (states: { "m/1": "wait" }) )"#,
    );
    let mut coverage = banfa::analysis::Coverage::default();
    coverage.add(&program, &played, 0);
    assert!(!coverage.transitions.is_empty());
}

// ── the page ──

/// The example of `docs/settling.md` runs, and its journal is what the page shows.
#[test]
fn the_example_of_the_page_runs() {
    let page = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/settling.md");
    let page = std::fs::read_to_string(page).expect("docs/settling.md");
    let blocks = page.split("\n```").skip(1).step_by(2);
    let mut files = Vec::new();
    let mut shown = None;
    for block in blocks {
        let (language, text) = block.split_once('\n').expect("a block has lines");
        match language {
            "text" => shown = Some(text),
            _ => {
                let named = text.lines().next().and_then(|line| line.strip_prefix("// "));
                files.push((named.expect("each file is named"), text));
            }
        }
    }
    let (mismatches, journal) = small::tell_files("page", &files, "story.ron");
    assert!(mismatches.is_empty(), "{}", mismatches.join("\n"));
    assert_eq!(shown.expect("a journal is shown").trim(), journal.trim());
}

// ── the conditions of actions ──

/// A condition of an action is asked, and both its answers are covered though no transition has it.
#[test]
fn the_conditions_of_actions_are_covered() {
    let machine = r#"( key: { "who": subject }, opened_by: "go", states: {
      "a": (transitions: [(event: "go", target: "b", actions: [
        enter(register: "big", when: ["is_big"]), enter(register: "small", when: ["is_small"])])]),
      "b": () } )"#;
    let folder = small::written(
        "weighed",
        &[
            (
                "policy.ron",
                "( title: \"x\", legal_text: false, files: [\"d.ron\", \"machines/m.ron\", \"r.rhai\"] )",
            ),
            (
                "d.ron",
                r#"( kinds: { "p": "p" }, events: { "go": (title: "go", data: { "size": count }) },
                  registers: { "big": (title: "big", columns: {}), "small": (title: "small", columns: {}) } )"#,
            ),
            ("machines/m.ron", machine),
            (
                "r.rhai",
                "/// - big\nfn is_big() { event.size >= 3 }\n/// - small\nfn is_small() { event.size < 3 }\n",
            ),
            (
                "x.ron",
                r#"( title: "x", subjects: { "ann": (kind: "p") }, story: [(date: "2024-01-02", event: "go", instance: "m/ann", data: { "size": 5 })],
                  expect: (states: { "m/ann": "b" }) )"#,
            ),
        ],
    );
    let loaded = banfa::pipeline::load(&folder);
    let program = loaded.program.expect("it loads");
    let planned = banfa::pipeline::plan_file(&folder.join("x.ron"), &program).expect("it is read");
    let played = banfa::scenario::play_explained(planned.plan.expect("a plan"), &program);
    let mut coverage = banfa::analysis::Coverage::default();
    coverage.add(&program, &played, 0);
    // Five are three or more, and not less than three.
    let named = |rules: &std::collections::BTreeSet<banfa::program::RuleId>| -> Vec<String> {
        rules.iter().map(|rule| program.rules[*rule].name.to_string()).collect()
    };
    assert_eq!(named(&coverage.met), ["is_big"]);
    assert_eq!(named(&coverage.not_met), ["is_small"]);
}
