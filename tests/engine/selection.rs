//! Selections in small bundles: who is asked what at which place, and what stops a list.

use super::{holds, tell};

/// Seats of a course in two tiers; a candidate has points, of one kind or another, or none yet.
const COURSE: &str = r#"( opened_by: ["go"], states: {
  "s": (transitions: [(event: "go", target: "t")]),
  "t": (transitions: [(event: "go", target: "full", actions: [decide(selection: "intake")]),
    (event: "list", target: "full", actions: [decide(selection: "intake", places: "event.places")]),
    (event: "draft", actions: [propose(selection: "intake", places: "event.places")])]),
  "full": () } )"#;
const SEAT: &str = r#"( owner: "course", key: { "who": subject }, opened_by: ["apply"],
  data: { "marks": (title: "m", type: count, optional: true), "kind": (title: "k", type: choice("kind"), optional: true) }, states: {
  "x": (transitions: [
    (event: "apply", actions: [set({ "marks": "event.points", "kind": "event.kind" })]),
    (event: "taken", when: "is_upper", target: "upper"), (event: "taken", target: "lower"), (event: "not_taken", target: "out")]),
  "upper": (), "lower": (), "out": () } )"#;
const RULES: &str = r#"
/// - upper
fn is_upper() { event.place == "upper" }
/// - lower
fn is_lower() { place == "lower" }
/// - honest
fn is_honest() { honest }
/// - good enough for the place
fn good_enough() { marks >= 80 || place == "lower" }
/// - honest, or in the lower tier
fn honest_or_lower() { place == "lower" || honest }
"#;

/// What is declared, with the inside of the selection.
fn declared(parameters: &str, selection: &str) -> String {
    format!(
        r#"choices: {{ "tier": (title: "t", values: {{ "upper": "upper", "lower": "lower" }}), "kind": (title: "k", values: {{ "one": "one", "two": "two" }}) }},
        parameters: {{ {parameters} }}, facts: {{ "honest": (type: flag), "first": (type: count), "second": (type: count) }},
        events: {{ "go": "go", "not_taken": "n", "taken": (title: "t", data: {{ "place": choice("tier") }}),
          "apply": (title: "a", data: {{ "points": count, "kind": choice("kind") }}),
          "list": (title: "l", data: {{ "places": places((of: "seat", at: "tier")) }}),
          "draft": (title: "d", data: {{ "places": places((of: "seat", at: "tier")) }}) }},
        selections: {{ "intake": (title: "i", of: "seat", candidates: "x", place: "tier", placed: "taken", not_placed: "not_taken",
          attributes: {{ "kind": "kind" }}, {selection}) }}"#
    )
}

const ONE_UPPER: &str = r#""one": (value: count(1)), "many": (value: count(5))"#;
const UPPER_AND_LOWER: &str = r#"order: [(by: "marks")], quotas: {
  "u": (title: "u", places: "upper", max: "one"), "l": (title: "l", places: "lower", max: "many") }"#;

/// Candidates who file in this order: name, points, kind.
fn story(subjects: &str, filed: &[(&str, i64, &str)], then: &str) -> String {
    let filed = filed.iter().map(|(who, points, kind)| {
        format!(
            r#"(date: "2024-02-02", event: "apply", instance: "course/seat/{who}", data: {{ "points": {points}, "kind": "{kind}" }}),"#
        )
    });
    let filed: String = filed.collect();
    format!(
        r#"( title: "x", subjects: {{ {subjects} }}, story: [ (date: "2024-02-01", event: "go", instance: "course"), {filed} {then} )"#
    )
}

#[track_caller]
fn selects(name: &str, parameters: &str, selection: &str, story: &str) -> String {
    let name = format!("select_{name}");
    let machines = [("course", COURSE), ("seat", SEAT)];
    holds(&name, &declared(parameters, selection), &machines, RULES, story)
}

const AB: &str = r#""a": (title: "A"), "b": (title: "B")"#;

#[test]
fn equals_of_other_kinds_tie_whoever_filed_first() {
    // 90 points each, one upper place for both kinds: nothing says who has it.
    let then = r#"(date: "2024-03-01", event: "go", instance: "course", refused: true, because: ["tie"]) ],
      expect: (states: { "course": "t" })"#;
    for (name, filed) in
        [("ab", [("a", 90, "one"), ("b", 90, "two")]), ("ba", [("b", 90, "two"), ("a", 90, "one")])]
    {
        selects(name, ONE_UPPER, UPPER_AND_LOWER, &story(AB, &filed, then));
    }
}

#[test]
fn equals_whom_limits_of_their_own_kind_place_are_no_tie() {
    // One upper place for each kind, for `two` none: both get what their kind allows.
    let own = r#"order: [(by: "marks")], quotas: {
      "u1": (title: "u", places: "upper", among: { "kind": "one" }, max: "one"),
      "u2": (title: "u", places: "upper", among: { "kind": "two" }, max: "none"),
      "l": (title: "l", places: "lower", max: "many") }"#;
    let parameters =
        r#""one": (value: count(1)), "none": (value: count(0)), "many": (value: count(5))"#;
    let then = r#"(date: "2024-03-01", event: "go", instance: "course") ],
      expect: (states: { "seat/a": "upper", "seat/b": "lower" })"#;
    for (name, filed) in [
        ("own_ab", [("a", 90, "one"), ("b", 90, "two")]),
        ("own_ba", [("b", 90, "two"), ("a", 90, "one")]),
    ] {
        selects(name, parameters, own, &story(AB, &filed, then));
    }
}

#[test]
fn an_unknown_rule_is_asked_where_it_decides_and_nobody_is_left_out() {
    let selection = r#"each: "is_honest", order: [(by: "marks")], quotas: { "u": (title: "u", places: "upper", max: "one"), "l": (title: "l", places: "lower", max: "none") }"#;
    let parameters = r#""one": (value: count(1)), "none": (value: count(0))"#;
    let subjects = r#""a": (title: "A"), "b": (title: "B", facts: { "honest": true })"#;
    // A leads and nobody knows whether it is honest.
    let then = r#"(date: "2024-03-01", event: "go", instance: "course", refused: true, because: ["unknown"], asks: ["honest"]) ],
      expect: (states: { "course": "t", "seat/b": "x" })"#;
    let filed = [("a", 95, "one"), ("b", 60, "one")];
    selects("unknown_first", parameters, selection, &story(subjects, &filed, then));
    // Behind B it gets nothing, honest or not.
    let then = r#"(date: "2024-03-01", event: "go", instance: "course") ],
      expect: (states: { "seat/a": "out", "seat/b": "upper" })"#;
    let filed = [("a", 50, "one"), ("b", 60, "one")];
    selects("unknown_last", parameters, selection, &story(subjects, &filed, then));
}

#[test]
fn an_unknown_floor_drops_nobody() {
    let selection =
        r#"floor: "is_honest", order: [(by: "marks")], quotas: { "u": (title: "u", max: "one") }"#;
    let subjects = r#""a": (title: "A"), "b": (title: "B", facts: { "honest": true })"#;
    let then = r#"(date: "2024-03-01", event: "go", instance: "course", refused: true, because: ["unknown"], asks: ["honest"]) ],
      expect: (states: { "course": "t" })"#;
    let filed = [("a", 95, "one"), ("b", 60, "one")];
    selects("unknown_floor", ONE_UPPER, selection, &story(subjects, &filed, then));
}

#[test]
fn a_second_key_is_not_asked_where_the_first_decides() {
    let selection = r#"order: [(by: "first"), (by: "second")], quotas: { "u": (title: "u", places: "upper", max: "one"), "l": (title: "l", places: "lower", max: "none") }"#;
    let parameters = r#""one": (value: count(1)), "none": (value: count(0))"#;
    let filed = [("a", 1, "one"), ("b", 1, "one")];
    let subjects = r#""a": (title: "A", facts: { "first": 91 }), "b": (title: "B", facts: { "first": 90, "second": 2 })"#;
    let then = r#"(date: "2024-03-01", event: "go", instance: "course") ], expect: (states: { "seat/a": "upper", "seat/b": "out" })"#;
    selects("second_key", parameters, selection, &story(subjects, &filed, then));
    // Of equals it is; and told is whom it lacks.
    let subjects = r#""a": (title: "A", facts: { "first": 90 }), "b": (title: "B", facts: { "first": 90, "second": 2 })"#;
    let then = r#"(date: "2024-03-01", event: "go", instance: "course", refused: true, because: ["unknown"], asks: ["second"]) ], expect: (states: { "course": "t" })"#;
    selects("second_key_asked", parameters, selection, &story(subjects, &filed, then));
    // Where both get the same place it is not asked, and their ranks are left open.
    let both = r#""one": (value: count(2)), "none": (value: count(0))"#;
    let then = r#"(date: "2024-03-01", event: "go", instance: "course") ], expect: (states: { "seat/a": "upper", "seat/b": "upper" })"#;
    let journal = selects("second_key_open", both, selection, &story(subjects, &filed, then));
    assert_eq!(journal.matches("名次未定").count(), 2, "{journal}");
}

#[test]
fn exceptions_floors_and_conditions_are_asked_at_the_place_in_question() {
    // Lower places count for nothing: A upper, B and C lower beyond the limit of one.
    let selection = r#"order: [(by: "marks")], quotas: { "all": (title: "a", max: "one", except: "is_lower") }"#;
    let subjects = r#""a": (title: "A"), "b": (title: "B"), "c": (title: "C")"#;
    let filed = [("a", 90, "one"), ("b", 80, "one"), ("c", 70, "one")];
    let then = r#"(date: "2024-03-01", event: "go", instance: "course", ranked: ["seat/a", "seat/b", "seat/c"], used: { "all": 1 }, exceeds: []) ],
      expect: (states: { "seat/a": "upper", "seat/b": "lower", "seat/c": "lower" }, counts: { "seat": { "upper": 1, "lower": 2, "x": 0 } })"#;
    let journal = selects("except_at_place", ONE_UPPER, selection, &story(subjects, &filed, then));
    assert!(journal.contains("1/1"), "{journal}");
    // Too weak for the upper tier, C is good enough for the lower one.
    let selection = r#"order: [(by: "marks")], floor: "good_enough", quotas: { "all": (title: "a", max: "many") }"#;
    let then = r#"(date: "2024-03-01", event: "go", instance: "course") ],
      expect: (states: { "seat/a": "upper", "seat/b": "upper", "seat/c": "lower" })"#;
    selects("floor_at_place", ONE_UPPER, selection, &story(subjects, &filed, then));
    // Nobody knows whether B is honest; for the lower tier that is no matter.
    let selection = r#"each: "honest_or_lower", order: [(by: "marks")], quotas: {
      "u": (title: "u", places: "upper", max: "one"), "l": (title: "l", places: "lower", max: "many") }"#;
    let subjects = r#""a": (title: "A", facts: { "honest": true }), "b": (title: "B"), "c": (title: "C", facts: { "honest": false })"#;
    let then = r#"(date: "2024-03-01", event: "go", instance: "course") ],
      expect: (states: { "seat/a": "upper", "seat/b": "lower", "seat/c": "lower" })"#;
    selects("each_at_place", ONE_UPPER, selection, &story(subjects, &filed, then));
}

#[test]
fn a_limit_without_a_value_on_the_day_refuses_and_is_never_no_limit() {
    // The number is in force from 2025; the list is of 2024.
    let later =
        r#""one": (values: [(from: "2025-01-01", value: count(1))]), "many": (value: count(5))"#;
    let refused = r#"refused: true, because: ["unknown"], asks: ["one"]"#;
    let then = format!(
        r#"(date: "2024-03-01", event: "go", instance: "course", {refused}),
        (date: "2024-03-01", event: "draft", instance: "course", data: {{ "places": {{ "seat/a": "lower" }} }}, {refused}),
        (date: "2024-03-01", event: "list", instance: "course", data: {{ "places": {{ "seat/a": "lower" }} }}, {refused}) ],
        expect: (states: {{ "course": "t" }})"#
    );
    let filed = [("a", 90, "one")];
    selects("limit_gone", later, UPPER_AND_LOWER, &story(AB, &filed, &then));
}

#[test]
fn nobody_is_written_twice_in_a_list() {
    // By a short address and by the whole one: still the same seat.
    let then = r#"(date: "2024-03-01", event: "list", instance: "course", data: { "places": { "seat/a": "lower", "course/seat/a": "upper" } },
        refused: true, because: ["twice_placed"]),
      (date: "2024-03-01", event: "list", instance: "course", data: { "places": { "seat/a": "lower" } }) ],
      expect: (states: { "seat/a": "lower", "seat/b": "out" })"#;
    let filed = [("a", 90, "one"), ("b", 90, "one")];
    selects("twice", ONE_UPPER, UPPER_AND_LOWER, &story(AB, &filed, then));
}

#[test]
fn what_is_unknown_of_a_list_is_asked_where_a_limit_hangs_on_it() {
    // Whether A counts is unknown. With room for both that is no matter; else it is.
    let selection =
        r#"quotas: { "u": (title: "u", places: "upper", max: "one", except: "is_honest") }"#;
    let list = r#"event: "list", instance: "course", data: { "places": { "seat/a": "upper", "seat/b": "upper" } }"#;
    let subjects = r#""a": (title: "A"), "b": (title: "B", facts: { "honest": false })"#;
    let filed = [("a", 90, "one"), ("b", 90, "one")];
    let then = format!(
        r#"(date: "2024-03-01", event: "draft", instance: "course", data: {{ "places": {{ "seat/a": "upper", "seat/b": "upper" }} }}),
        (date: "2024-03-01", {list}, refused: true, because: ["unknown"], asks: ["honest"]) ], expect: (states: {{ "course": "t" }})"#
    );
    let journal = selects("except_unknown", ONE_UPPER, selection, &story(subjects, &filed, &then));
    assert!(journal.contains("1–2/1"), "{journal}");
    let two = r#""one": (value: count(2)), "many": (value: count(5))"#;
    let then = format!(
        r#"(date: "2024-03-01", {list}) ], expect: (states: {{ "seat/a": "upper", "seat/b": "upper" }})"#
    );
    selects("except_no_matter", two, selection, &story(subjects, &filed, &then));
    // A soft limit asks nobody.
    let soft = r#"quotas: { "u": (title: "u", places: "upper", max: "one", except: "is_honest", hard: false) }"#;
    selects("except_soft", ONE_UPPER, soft, &story(subjects, &filed, &then));
}

#[test]
fn limits_are_exceeded_by_name_whether_they_refuse_or_warn() {
    let list = r#"(date: "2024-03-01", event: "list", instance: "course", data: { "places": { "seat/a": "upper", "seat/b": "upper" } }"#;
    let filed = [("a", 90, "one"), ("b", 90, "one")];
    let then = format!(
        r#"{list}, refused: true, because: ["quota"], exceeds: ["u"]) ], expect: (states: {{ "course": "t" }})"#
    );
    selects("exceeds_hard", ONE_UPPER, UPPER_AND_LOWER, &story(AB, &filed, &then));
    let soft = r#"quotas: { "u": (title: "u", places: "upper", max: "one", hard: false), "l": (title: "l", places: "lower", max: "many") }"#;
    let then = format!(
        r#"{list}, exceeds: ["u"], used: {{ "u": 2, "l": 0 }}) ], expect: (counts: {{ "seat": {{ "upper": 2 }} }})"#
    );
    selects("exceeds_soft", ONE_UPPER, soft, &story(AB, &filed, &then));
}

#[test]
fn equals_may_be_named_in_either_order_and_an_open_rank_in_none() {
    let selection =
        r#"order: [(by: "first"), (by: "second")], quotas: { "all": (title: "a", max: "many") }"#;
    let filed = [("a", 1, "one"), ("b", 1, "one")];
    for ranked in [r#"["seat/a", "seat/b"]"#, r#"["seat/b", "seat/a"]"#] {
        let subjects = r#""a": (title: "A", facts: { "first": 90, "second": 1 }), "b": (title: "B", facts: { "first": 90, "second": 1 })"#;
        let then = format!(
            r#"(date: "2024-03-01", event: "go", instance: "course", ranked: {ranked}) ], expect: (states: {{ "course": "full" }})"#
        );
        selects("equal_ranks", ONE_UPPER, selection, &story(subjects, &filed, &then));
        // Who is second of two equals is not known while one second key is not.
        let subjects = r#""a": (title: "A", facts: { "first": 90 }), "b": (title: "B", facts: { "first": 90, "second": 1 })"#;
        let machines = [("course", COURSE), ("seat", SEAT)];
        let declared = declared(ONE_UPPER, selection);
        let told = story(subjects, &filed, &then);
        let (differs, _) = tell("select_open_ranks", &declared, &machines, RULES, &told);
        assert!(differs.iter().any(|line| line.contains("another ranking")), "{differs:?}");
    }
}
