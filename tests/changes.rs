//! Each kind of change that a meaning can make, laid on one small bundle: under it the story comes out
//! otherwise, in what it names and in nothing else; what it names wrongly is told.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]

mod small;

use banfa::calendar::Day;
use banfa::diagnostic::{Style, render};
use banfa::lang::Lang;
use banfa::pipeline::{Loaded, Wishes, load_with, plan_file};
use banfa::report::mismatch_lines;
use banfa::scenario::play;
use small::written;

// ── the bundle: stalls of a fair; one is granted after three days, lapses after ten ──

const NAMES: &str = r#"
  choices: { "size": (title: "size", values: { "small": "small", "big": "big" }) },
  roles: { "keeper": (title: "keeper"), "chief": (title: "chief") },
  parameters: {
    "wait": (title: "wait", value: days(3)), "pause": (title: "pause", value: days(5)), "term": (title: "term", value: days(10)),
    "least": (title: "least", values: [(from: "2024-01-01", value: count(1)), (from: "2024-06-01", value: count(5))]),
    "fee": (title: "fee", value: table(by: ["size"], rows: { "small": money("1元"), "big": money("2元") })),
    "open_to": (title: "open to", value: set("size", ["small"])),
    "one": (title: "one", value: count(1)), "two": (title: "two", value: count(2)),
  },
  accounts: { "fees": (title: "fees") },
  events: {
    "call": "call", "list": "list", "taken": (title: "taken", data: { "place": choice("size") }), "not_taken": "not taken",
    "file": (title: "file", data: { "wanted": choice("size"), "points": count }), "grant": "grant", "leave": "leave",
  },
  groups: { "others": (title: "others", all: ["enough"]), "conditions": (title: "conditions", all: ["enough", "is_open"]) },
  selections: {
    "others": (title: "others", of: "stall", candidates: "gone", place: "size", order: [(by: "marks")], placed: "taken"),
    "pick": (title: "pick", of: "stall", candidates: "filed", place: "size", order: [(by: "marks")], each: ["has_points"],
      quotas: { "small": (title: "small", places: "small", max: "one"), "big": (title: "big", places: "big", max: "one") },
      placed: "taken", not_placed: "not_taken"),
  },
"#;

const RULES: &str = "/// - enough\nfn enough() { marks >= param.least }\n/// - open\nfn is_open() { wanted in param.open_to }\n\
    /// - never\nfn never() { false }\n/// - points\nfn has_points() { marks > 0 }\n/// - big\nfn only_big() { place == \"big\" }\n\
    /// - small\nfn is_small() { event.place == \"small\" }\n";

const FAIR: &str = r#"( opened_by: ["call"], states: {
  "called": (transitions: [(event: "call"), (event: "list", by: ["chief"], target: "listed", actions: [decide(selection: "pick")])]),
  "listed": () } )"#;

const STALL: &str = r#"( owner: "fair", key: { "who": subject }, opened_by: ["file"],
  data: { "wanted": (type: choice("size"), optional: true), "marks": (type: count, optional: true), "filed_on": (type: date, optional: true) },
  states: {
    "new": (transitions: [(event: "file", target: "filed", actions: [set({ "wanted": "event.wanted", "marks": "event.points", "filed_on": "today" })])]),
    "filed": (transitions: [
      (event: "grant", by: ["keeper"], when: ["conditions"], not_before: (from: "filed_on", period: "wait"), target: "granted",
        actions: [owe(account: "fees", amount: "lookup(param.fee, wanted)")]),
      (after: (period: "term"), target: "lapsed"),
      (event: "taken", when: ["is_small"], target: "small"), (event: "taken", target: "big"), (event: "not_taken", target: "out"),
    ]),
    "granted": (on_entry: [owe(account: "fees", amount: "money(`10元`)")], on_exit: [owe(account: "fees", amount: "money(`100元`)")],
      transitions: [(event: "leave", target: "gone")]),
    "lapsed": (), "gone": (), "small": (), "big": (), "out": (),
  } )"#;

/// The bundle with readings whose plain meanings are chosen: each has its name and what the other
/// meaning changes.
fn with(
    name: &str,
    readings: &[(&str, &str)],
    story: &str,
    wishes: &Wishes,
) -> (Loaded, Vec<String>) {
    let readings: Vec<String> = readings
        .iter()
        .map(|(name, changes)| {
            format!(
                r#""{name}": (question: "q", words: "w", chosen: "plain", why: "y", ask: ["chief"], options: {{
                  "plain": (title: "plain"), "other": (title: "other", changes: [{changes}]) }})"#
            )
        })
        .collect();
    let names = format!("( {NAMES} readings: {{ {} }} )", readings.join(", "));
    let policy = r#"( title: "x", legal_text: false, files: ["names.ron", "r.rhai", "machines/fair.ron", "machines/stall.ron"] )"#;
    let folder = written(
        name,
        &[
            ("b/policy.ron", policy),
            ("b/names.ron", &names),
            ("b/r.rhai", RULES),
            ("b/machines/fair.ron", FAIR),
            ("b/machines/stall.ron", STALL),
            ("x.ron", story),
        ],
    );
    let loaded = load_with(&folder.join("b"), wishes);
    let style = Style { lang: Lang::En, color: false, width: 200 };
    let texts = loaded.problems.clone().sorted();
    let texts = texts.iter().map(|problem| render(problem, &loaded.sources, style)).collect();
    (loaded, texts)
}

fn wished(readings: &[&str], values: &[&str], from: Option<&str>) -> Wishes {
    let owned = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
    let from = from.map(|day| Day::parse(day).unwrap());
    Wishes { readings: owned(readings), values: owned(values), from, ..Wishes::default() }
}

/// What comes otherwise than the story of a fair called on 03-01, where Ann asks for a small stall on
/// 03-02 with three points and Bo for a big one with two, expects.
#[track_caller]
fn told(name: &str, changes: &str, wishes: &Wishes, more: &str) -> Vec<String> {
    let story = format!(
        r#"( title: "x", subjects: {{ "ann": (title: "Ann"), "bo": (title: "Bo"), "cy": (title: "Cy") }}, story: [
          (date: "2024-03-01", event: "call", instance: "fair"),
          (date: "2024-03-02", event: "file", instance: "fair/stall/ann", data: {{ "wanted": "small", "points": 3 }}),
          (event: "file", instance: "fair/stall/bo", data: {{ "wanted": "big", "points": 2 }}), {more} ] )"#
    );
    told_whole(name, changes, wishes, &story)
}

#[track_caller]
fn told_whole(name: &str, changes: &str, wishes: &Wishes, story: &str) -> Vec<String> {
    let (loaded, problems) = with(name, &[("R", changes)], story, wishes);
    let program = loaded.program.unwrap_or_else(|| panic!("{}", problems.join("\n")));
    let story = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("changes").join(name);
    let planned = plan_file(&story.join("x.ron"), &program).unwrap();
    let texts: Vec<String> =
        planned.problems.iter().map(|problem| format!("{problem:?}")).collect();
    let plan = planned.plan.unwrap_or_else(|| panic!("{}", texts.join("\n")));
    mismatch_lines(&play(plan, &program, false), &planned.sources, Lang::En)
}

/// The story comes so under the other meaning, and not so under the plain one.
#[track_caller]
fn makes(name: &str, changes: &str, more: &str) {
    let other = told(name, changes, &wished(&["R=other"], &[], None), more);
    assert!(other.is_empty(), "{changes}\n{}", other.join("\n"));
    let plain = told(name, changes, &wished(&[], &[], None), more);
    assert!(!plain.is_empty(), "the change makes no difference: {changes}");
}

const GRANT: &str = r#"(date: "2024-03-06", by: "keeper", event: "grant", instance: "stall/ann"#;

fn granted(rest: &str, expect: &str) -> String {
    format!("{GRANT}\"{rest}), (expect: ({expect}))")
}

fn owes(sum: &str) -> String {
    granted("", &format!(r#"ledger: [(account: "fees", owed: "{sum}")]"#))
}

const BO: &str = r#"(date: "2024-03-06", by: "keeper", event: "grant", instance: "stall/bo")"#;
const NOT_MET: &str = r#", because: ["not_met"]"#;
const STATE: &str = r#"states: { "stall/ann": "#;

#[test]
fn a_group_has_members_more_and_less() {
    let refused = granted(NOT_MET, r#"states: { "stall/ann": "filed" }"#);
    makes("group_more", r#"group((group: "conditions", add: ["never"]))"#, &refused);
    makes("group_less", r#"group((group: "conditions", without: ["is_open"]))"#, BO);
    // What it has already it has once, and the rest stays.
    makes(
        "group_again",
        r#"group((group: "conditions", add: ["enough", (rule: "never", only_if: "is_open")]))"#,
        &refused,
    );
}

#[test]
fn a_transition_has_other_roles() {
    let chief = GRANT.replace("keeper", "chief") + "\")";
    let by = |what: &str| {
        format!(r#"transition((machine: "stall", state: "filed", event: "grant", {what}))"#)
    };
    makes("by", &by(r#"by: ["keeper", "chief"]"#), &chief);
    makes("by_more", &by(r#"add_by: ["chief"]"#), &chief);
    let refused = granted(r#", because: ["role"]"#, "missing: []");
    makes("by_less", &by(r#"without_by: ["keeper"], add_by: ["chief"]"#), &refused);
}

#[test]
fn a_transition_has_other_conditions_another_first_day_and_another_target() {
    let otherwise = |what: &str| {
        format!(r#"transition((machine: "stall", state: "filed", event: "grant", {what}))"#)
    };
    let refused = granted(NOT_MET, "missing: []");
    makes("when", &otherwise(r#"when: ["conditions", "never"]"#), &refused);
    makes("when_more", &otherwise(r#"add: ["never"]"#), &refused);
    makes("when_less", &otherwise(r#"without: ["conditions"]"#), BO);
    makes("when_anew", &otherwise(r#"when: ["enough"], without: ["conditions"]"#), BO);
    // Five days from 03-02 end on 03-07.
    let later = otherwise(r#"not_before: (from: "filed_on", period: "pause")"#);
    makes("floor", &later, &granted(r#", earliest: "2024-03-08""#, "missing: []"));
    makes("target", &otherwise(r#"target: "gone""#), &granted("", &format!("{STATE}\"gone\" }}")));
    makes(
        "removed",
        &otherwise("remove: true"),
        &granted(r#", because: ["not_expected"]"#, "missing: []"),
    );
    // A timer is named by its period: ten days from 03-02 end on 03-12.
    let lapsed = r#"transition((machine: "stall", state: "filed", after: "term", target: "gone"))"#;
    makes("timer", lapsed, &format!(r#"(date: "2024-03-13", expect: ({STATE}"gone" }}))"#));
}

/// What has no conditions and no roles yet may be given some.
#[test]
fn a_first_condition_and_a_first_role_are_added() {
    let leave = |what: &str| {
        format!(r#"transition((machine: "stall", state: "granted", event: "leave", {what}))"#)
    };
    let refused = |why: &str| {
        let left = format!(r#"(event: "leave", instance: "stall/ann", because: ["{why}"])"#);
        format!("{}, {left}", granted("", "missing: []"))
    };
    makes("first_condition", &leave(r#"add: ["never"]"#), &refused("not_met"));
    makes("first_role", &leave(r#"add_by: ["chief"]"#), &refused("role"));
}

#[test]
fn a_transition_and_a_state_do_otherwise() {
    let otherwise = |what: &str| {
        format!(r#"transition((machine: "stall", state: "filed", event: "grant", {what}))"#)
    };
    // As it is: 1 for a small one, 10 on entry, 100 on leaving.
    let twice = r#"actions: [owe(account: "fees", amount: "money(`3元`)"), owe(account: "fees", amount: "money(`4元`)")]"#;
    makes("actions", &otherwise(twice), &owes("17"));
    makes("actions_less", &otherwise(r#"without_actions: ["owe fees"]"#), &owes("10"));
    let state = |what: &str| format!(r#"state((machine: "stall", state: "granted", {what}))"#);
    let then = |sum: &str| {
        let left = format!(
            r#"(event: "leave", instance: "stall/ann"), (expect: (ledger: [(account: "fees", owed: "{sum}")]))"#
        );
        format!("{}, {left}", granted("", "missing: []"))
    };
    let owe = |part: &str, sum: &str| {
        format!(r#"{part}: [owe(account: "fees", amount: "money(`{sum}元`)")]"#)
    };
    makes("on_entry", &state(&owe("on_entry", "20")), &then("121"));
    makes("on_exit", &state(&owe("on_exit", "200")), &then("211"));
    makes("state_less", &state(r#"without_actions: ["owe fees"]"#), &then("1"));
}

#[test]
fn a_period_is_counted_otherwise_where_it_is_waited_for_and_nowhere_else() {
    let of = |period: &str| format!(r#"counting((of: ["{period}"], include_start: true))"#);
    // With the first day counted three days from 03-02 end on 03-04, ten on 03-11.
    let early = r#"(date: "2024-03-05", by: "keeper", event: "grant", instance: "stall/ann")"#;
    makes("wait_counted", &of("wait"), early);
    let lapsed = format!(r#"(date: "2024-03-12", expect: ({STATE}"lapsed" }}))"#);
    makes("term_counted", &of("term"), &lapsed);
    let other = told("only_term", &of("term"), &wished(&["R=other"], &[], None), early);
    assert_eq!(other.len(), 4, "{}", other.join("\n"));
}

#[test]
fn a_parameter_a_row_a_set_have_other_values() {
    let early = r#"(date: "2024-03-04", by: "keeper", event: "grant", instance: "stall/ann")"#;
    makes("value", r#"parameter("wait", days(1))"#, early);
    let both = r#"parameter("least", [(from: "2024-01-01", value: count(4)), (from: "2024-06-01", value: count(5))])"#;
    makes("values", both, &granted(NOT_MET, "missing: []"));
    makes("row", r#"parameter("fee.small", money("7元"))"#, &owes("17"));
    let other = told(
        "other_row",
        r#"parameter("fee.big", money("7元"))"#,
        &wished(&["R=other"], &[], None),
        &owes("11"),
    );
    assert!(other.is_empty(), "{}", other.join("\n"));
    makes("set_more", r#"members((parameter: "open_to", add: ["big"]))"#, BO);
    makes(
        "set_less",
        r#"members((parameter: "open_to", without: ["small"], add: ["big"]))"#,
        &granted(NOT_MET, "missing: []"),
    );
}

/// The values of the fair are those of the day of its call. Four points are asked from a day on.
#[test]
fn a_value_may_begin_later_and_is_then_all_there_is() {
    let call = |called: &str, filed: &str, decided: &str, refused: &str| {
        format!(
            r#"( title: "x", subjects: {{ "ann": (title: "Ann") }}, story: [ (date: "{called}", event: "call", instance: "fair"),
              (date: "{filed}", event: "file", instance: "fair/stall/ann", data: {{ "wanted": "small", "points": 4 }}),
              (date: "{decided}", by: "keeper", event: "grant", instance: "stall/ann"{refused}) ] )"#
        )
    };
    let march = |refused: &str| call("2024-03-01", "2024-03-02", "2024-03-06", refused);
    let july = |refused: &str| call("2024-07-01", "2024-07-02", "2024-07-06", refused);
    let said = |name: &str, value: &str, from: Option<&str>, story: &str| {
        told_whole(name, "", &wished(&[], &[value], from), story)
    };
    for (name, value, from, story) in [
        // Five are asked from June on; four are enough in March, and in July where four are asked from March on.
        ("as_it_is", "wait=3d", None, march("")),
        ("as_it_is_later", "wait=3d", None, july(NOT_MET)),
        ("four_from_march", "least=4", Some("2024-03-01"), july("")),
        ("five_from_march", "least=5", Some("2024-03-01"), march(NOT_MET)),
        ("five_from_the_day_after", "least=5", Some("2024-03-02"), march("")),
        ("six_from_june", "least=6", Some("2024-06-01"), march("")),
        ("six_from_july", "least=4", Some("2024-06-01"), july("")),
        // Before its first day a parameter has no value, under another one either: it has it from then on.
        ("four_from_before", "least=4", Some("2023-01-01"), july("")),
        ("five_from_before", "least=5", Some("2023-01-01"), march(NOT_MET)),
        ("five_for_ever", "least=5", None, march(NOT_MET)),
        // What has one value has another one from a day on, and that one before: ten days from 03-02
        // end on 03-12, later than the grant.
        ("waits_ten_days", "wait=10d", Some("2024-03-01"), march(r#", earliest: "2024-03-13""#)),
        ("waited_three_before", "wait=10d", Some("2024-03-02"), march("")),
    ] {
        let said = said(name, value, from, &story);
        assert!(said.is_empty(), "{name}: {}", said.join("\n"));
    }
    let sum = |called: &str, filed: &str, decided: &str, sum: &str| {
        call(called, filed, decided, "").replace(
            "] )",
            &format!(r#"], expect: (ledger: [(account: "fees", owed: "{sum}")]) )"#),
        )
    };
    let wish = |from: &str| wished(&[], &["fee.small=7元", "least=1"], Some(from));
    for (name, from, owed) in
        [("row_from", "2024-03-01", "17"), ("row_from_later", "2024-03-02", "11")]
    {
        let said =
            told_whole(name, "", &wish(from), &sum("2024-03-01", "2024-03-02", "2024-03-06", owed));
        assert!(said.is_empty(), "{name}: {}", said.join("\n"));
    }
}

/// A table has other rows from June on. A row that is wished from that very day is another in the
/// table of June alone, and the other rows of that table stay.
#[test]
fn a_row_may_begin_on_the_very_day_of_another_table() {
    let tables = r#"parameter("fee", [
        (from: "2024-01-01", value: table(by: ["size"], rows: { "small": money("1元"), "big": money("2元") })),
        (from: "2024-06-01", value: table(by: ["size"], rows: { "small": money("3元"), "big": money("4元") })),
      ]), members((parameter: "open_to", add: ["big"]))"#;
    // Ten yuan more are owed on entry.
    for (from, called, place, sum) in [
        ("2024-06-01", "2024-05-31", "small", "11"),
        ("2024-06-01", "2024-05-31", "big", "12"),
        ("2024-06-01", "2024-06-01", "small", "17"),
        ("2024-06-01", "2024-06-01", "big", "14"),
        // From a day between two tables on, and in every later one.
        ("2024-03-01", "2024-02-29", "small", "11"),
        ("2024-03-01", "2024-03-01", "small", "17"),
        ("2024-03-01", "2024-03-01", "big", "12"),
        ("2024-03-01", "2024-06-01", "small", "17"),
        // From a day after both on.
        ("2024-06-02", "2024-06-01", "small", "13"),
        ("2024-06-02", "2024-06-02", "small", "17"),
        ("2024-06-02", "2024-06-02", "big", "14"),
    ] {
        let wishes = wished(&["R=other"], &["fee.small=7元"], Some(from));
        let story = format!(
            r#"( title: "x", subjects: {{ "ann": (title: "Ann") }}, story: [ (date: "{called}", event: "call", instance: "fair"),
              (date: "2024-06-03", event: "file", instance: "fair/stall/ann", data: {{ "wanted": "{place}", "points": 6 }}),
              (date: "2024-06-07", by: "keeper", event: "grant", instance: "stall/ann") ],
              expect: (ledger: [(account: "fees", owed: "{sum}")]) )"#
        );
        let said = told_whole("very_day", tables, &wishes, &story);
        assert!(said.is_empty(), "{from} {called} {place}: {}", said.join("\n"));
    }
}

/// Ann has three points, Bo two, Cy none; one is placed small, one big.
#[test]
fn a_selection_has_other_limits_and_other_rules() {
    let placed = |ann: &str, bo: &str, cy: &str| {
        format!(
            r#"(event: "file", instance: "fair/stall/cy", data: {{ "wanted": "big", "points": 0 }}),
              (date: "2024-03-06", by: "chief", event: "list", instance: "fair"),
              (expect: (states: {{ "stall/ann": "{ann}", "stall/bo": "{bo}", "stall/cy": "{cy}" }}))"#
        )
    };
    let pick = |what: &str| format!(r#"selection((selection: "pick", {what}))"#);
    let plain = told("as_picked", "", &wished(&[], &[], None), &placed("small", "big", "out"));
    assert!(plain.is_empty(), "{}", plain.join("\n"));
    makes(
        "limit_more",
        &pick(r#"add: { "all": (title: "all", max: "one") }"#),
        &placed("small", "out", "out"),
    );
    let two = r#"(title: "small", places: "small", max: "two")"#;
    makes(
        "limit_otherwise",
        &pick(&format!(r#"replace: {{ "small": {two} }}"#)),
        &placed("small", "small", "out"),
    );
    makes("limit_less", &pick(r#"without: ["small"]"#), &placed("small", "small", "out"));
    makes("each_more", &pick(r#"add_each: ["only_big"]"#), &placed("big", "out", "out"));
    makes(
        "each_less",
        &pick(r#"without_each: ["has_points"], without: ["big"]"#),
        &placed("small", "big", "big"),
    );
    let anew = format!(
        r#"quotas("pick", {{ "small": {two}, "big": (title: "big", places: "big", max: "one") }})"#
    );
    makes("limits_anew", &anew, &placed("small", "small", "out"));
}

// ── what is wrong in a change ──

#[track_caller]
fn says(name: &str, changes: &str, parts: &[&str]) {
    let story = r#"( title: "x", story: [] )"#;
    let (_, told) = with(name, &[("R", changes)], story, &wished(&["R=other"], &[], None));
    // It is told once, where the change stands, and not only where it leads to something wrong.
    let at_the_change = |text: &&String| text.contains("names.ron:") && text.contains("changes: [");
    let told: Vec<&String> = told.iter().filter(at_the_change).collect();
    assert_eq!(told.len(), 1, "{changes}\n{told:?}");
    for part in parts {
        assert!(told[0].contains(part), "{changes}\n`{part}` is not in:\n{}", told[0]);
    }
}

#[test]
fn what_a_change_names_wrongly_is_told_with_the_nearest() {
    let grant = |what: &str| {
        format!(r#"transition((machine: "stall", state: "filed", event: "grant", {what}))"#)
    };
    let cases: [(String, &[&str]); 29] = [
        (
            r#"group((group: "condition", add: ["never"]))"#.to_owned(),
            &["unknown-name", "nearest is `conditions`"],
        ),
        (
            r#"group((group: "conditions", without: ["enoug"]))"#.to_owned(),
            &["unknown-name", "nearest is `enough`"],
        ),
        (r#"parameter("wai", days(1))"#.to_owned(), &["unknown-name", "nearest is `wait`"]),
        (
            r#"parameter("wait", count(1))"#.to_owned(),
            &["type-mismatch", "a period is needed here, this is a whole number"],
        ),
        (
            r#"parameter("two", money("1元"))"#.to_owned(),
            &["type-mismatch", "a whole number is needed here"],
        ),
        (
            r#"parameter("fee.smal", money("1元"))"#.to_owned(),
            &["unknown-name", "nearest is `small`"],
        ),
        (
            r#"members((parameter: "open_t", add: ["big"]))"#.to_owned(),
            &["unknown-name", "nearest is `open_to`"],
        ),
        (
            r#"members((parameter: "wait", add: ["big"]))"#.to_owned(),
            &["type-mismatch", "a set of values of a choice is needed here, this is a period"],
        ),
        (
            r#"members((parameter: "open_to", without: ["smal"]))"#.to_owned(),
            &["unknown-name", "nearest is `small`"],
        ),
        (
            r#"counting((of: ["wai"], include_start: true))"#.to_owned(),
            &["unknown-name", "nearest is `wait`"],
        ),
        (r#"quotas("pic", {})"#.to_owned(), &["unknown-name", "nearest is `pick`"]),
        (r#"quotas("pick", {})"#.to_owned(), &["list-leaves-out", "big", "small"]),
        (
            r#"selection((selection: "pic", without: ["big"]))"#.to_owned(),
            &["unknown-name", "nearest is `pick`"],
        ),
        (
            r#"selection((selection: "pick", without: ["bi"]))"#.to_owned(),
            &["unknown-name", "nearest is `big`"],
        ),
        (
            r#"selection((selection: "pick", replace: { "bi": (title: "b", max: "two") }))"#
                .to_owned(),
            &["unknown-name", "nearest is `big`"],
        ),
        (
            r#"selection((selection: "pick", without_each: ["has_point"]))"#.to_owned(),
            &["unknown-name", "nearest is `has_points`"],
        ),
        (
            r#"selection((selection: "pick", add: { "big": (title: "b", max: "two") }))"#
                .to_owned(),
            &["duplicate", "`big`"],
        ),
        (
            r#"transition((machine: "stal", state: "filed", event: "grant", remove: true))"#
                .to_owned(),
            &["unknown-name", "nearest is `stall`"],
        ),
        (
            r#"transition((machine: "stall", state: "file", event: "grant", remove: true))"#
                .to_owned(),
            &["unknown-name", "nearest is `filed`"],
        ),
        (
            r#"transition((machine: "stall", state: "filed", event: "gran", remove: true))"#
                .to_owned(),
            &["unknown-name", "nearest is `grant`"],
        ),
        (
            r#"state((machine: "stall", state: "grante", on_exit: []))"#.to_owned(),
            &["unknown-name", "nearest is `granted`"],
        ),
        (
            r#"state((machine: "stall", state: "granted", on_exit: []))"#.to_owned(),
            &["list-leaves-out", "owe fees"],
        ),
        (
            r#"state((machine: "stall", state: "granted", without_actions: ["owe fee"]))"#
                .to_owned(),
            &["unknown-name", "nearest is `owe fees`"],
        ),
        (grant(r#"without: ["condition"]"#), &["unknown-name", "nearest is `conditions`"]),
        (grant(r#"without_by: ["keepe"]"#), &["unknown-name", "nearest is `keeper`"]),
        (grant(r#"without_actions: ["owe fee"]"#), &["unknown-name", "nearest is `owe fees`"]),
        (grant(r#"by: ["chief"]"#), &["list-leaves-out", "keeper"]),
        (grant(r#"when: ["enough"]"#), &["list-leaves-out", "conditions"]),
        (grant("actions: []"), &["list-leaves-out", "owe fees"]),
    ];
    for (at, (changes, parts)) in cases.iter().enumerate() {
        says(&format!("wrong_{at}"), changes, parts);
    }
}

// ── what is left undecided ──

#[test]
fn whatever_an_undecided_meaning_would_make_otherwise_is_asked_for() {
    let undecided = wished(&["R=undecided"], &[], None);
    let grant = |what: &str| {
        format!(r#"transition((machine: "stall", state: "filed", event: "grant", {what}))"#)
    };
    let asked = |names: &str| granted(&format!(r#", asks: ["{names}"]"#), "missing: []");
    let list = |names: &str| {
        format!(
            r#"(date: "2024-03-06", by: "chief", event: "list", instance: "fair", asks: ["{names}"])"#
        )
    };
    let cases = [
        (r#"group((group: "conditions", add: ["never"]))"#.to_owned(), asked("R")),
        (r#"rule("enough", "never")"#.to_owned(), asked("R")),
        (r#"parameter("wait", days(1))"#.to_owned(), asked("wait")),
        (r#"parameter("fee.small", money("7元"))"#.to_owned(), asked("fee")),
        (r#"members((parameter: "open_to", add: ["big"]))"#.to_owned(), asked("open_to")),
        (r#"counting((of: ["wait"], include_start: true))"#.to_owned(), asked("R")),
        (grant(r#"add_by: ["chief"]"#), asked("R")),
        (r#"state((machine: "stall", state: "granted", on_entry: [], without_actions: ["owe fees"]))"#.to_owned(), asked("R")),
        (r#"selection((selection: "pick", without: ["big"]))"#.to_owned(), list("R")),
        (r#"quotas("pick", { "small": (title: "s", places: "small", max: "two"), "big": (title: "b", places: "big", max: "one") })"#.to_owned(), list("R")),
    ];
    for (at, (changes, more)) in cases.iter().enumerate() {
        let name = format!("open_{at}");
        let said = told(&name, changes, &undecided, more);
        assert!(said.is_empty(), "{changes}\n{}", said.join("\n"));
        // What is not meant goes its way.
        let elsewhere = r#"(date: "2024-03-03", event: "not_taken", instance: "stall/ann"), (expect: (states: { "stall/ann": "out" }))"#;
        let said = told(&name, changes, &undecided, elsewhere);
        assert!(said.is_empty(), "{changes}\n{}", said.join("\n"));
    }
    // Of two rules that one meaning replaces each is left open: one is asked of a grant, the other of
    // the list.
    let both = r#"rule("enough", "never"), rule("has_points", "never")"#;
    for more in [asked("R"), list("R")] {
        let said = told("open_both", both, &undecided, &more);
        assert!(said.is_empty(), "{more}\n{}", said.join("\n"));
    }
    // What is left is not known; what is entered is.
    let exit = r#"state((machine: "stall", state: "granted", on_exit: [], without_actions: ["owe fees"]))"#;
    let more = format!(
        r#"{}, (event: "leave", instance: "stall/ann", asks: ["R"])"#,
        granted("", "missing: []")
    );
    let said = told("open_exit", exit, &undecided, &more);
    assert!(said.is_empty(), "{}", said.join("\n"));
}

// ── meanings that meet ──

/// Whether two meanings are told as such that cannot both be followed, by the element.
#[track_caller]
fn meet(name: &str, first: &str, second: &str, element: Option<&str>) {
    let both = wished(&["R=other", "S=other"], &[], None);
    let readings = [("R", first), ("S", second)];
    let (_, told) = with(name, &readings, r#"( title: "x", story: [] )"#, &both);
    let told: Vec<String> = told.into_iter().filter(|text| text.contains("R=other")).collect();
    match element {
        Some(element) => {
            assert!(told.iter().any(|text| text.contains(element)), "{first} | {second}\n{told:?}");
            assert_eq!(told.len(), 1, "{first} | {second}\n{}", told.join("\n"));
        }
        None => assert!(told.is_empty(), "{first} | {second}\n{}", told.join("\n")),
    }
}

#[test]
fn meanings_meet_in_the_same_element_and_its_parts_and_nowhere_else() {
    let grant = |what: &str| {
        format!(r#"transition((machine: "stall", state: "filed", event: "grant", {what}))"#)
    };
    let pick = |what: &str| format!(r#"selection((selection: "pick", {what}))"#);
    let state = |part: &str, sum: &str| {
        format!(
            r#"state((machine: "stall", state: "granted", {part}: [owe(account: "fees", amount: "money(`{sum}元`)")]))"#
        )
    };
    let floor =
        |period: &str| grant(&format!(r#"not_before: (from: "filed_on", period: "{period}")"#));
    let owe = |sum: &str| {
        grant(&format!(r#"actions: [owe(account: "fees", amount: "money(`{sum}元`)")]"#))
    };
    let row = |row: &str, sum: &str| format!(r#"parameter("fee.{row}", money("{sum}元"))"#);
    let limit = |how: &str, name: &str, max: &str| {
        pick(&format!(r#"{how}: {{ "{name}": (title: "l", max: "{max}") }}"#))
    };
    let table = |sum: &str| {
        format!(
            r#"parameter("fee", table(by: ["size"], rows: {{ "small": money("{sum}元"), "big": money("2元") }}))"#
        )
    };
    let group = |what: &str| format!(r#"group((group: "conditions", {what}))"#);
    let members = |what: &str| format!(r#"members((parameter: "open_to", {what}))"#);
    let counted =
        |of: &str, first: bool| format!(r#"counting((of: [{of}], include_start: {first}))"#);
    let cases = [
        (row("small", "7"), row("small", "8"), Some("fee.small")),
        (row("small", "7"), row("big", "8"), None),
        (row("small", "7"), table("8"), Some("fee")),
        (members(r#"add: ["big"]"#), members(r#"without: ["big"]"#), Some("open_to.big")),
        (members(r#"add: ["big"]"#), members(r#"add: ["big"]"#), None),
        (members(r#"add: ["big"]"#), members(r#"without: ["small"]"#), None),
        (group(r#"add: ["never"]"#), group(r#"without: ["never", "enough"]"#), Some("conditions.never")),
        (group(r#"without: ["enough"]"#), group(r#"without: ["is_open"]"#), None),
        (counted(r#""wait""#, true), counted(r#""wait", "term""#, false), Some("counting.wait")),
        (counted(r#""wait""#, true), counted(r#""term""#, false), None),
        (counted("", true), counted(r#""term""#, false), Some("counting")),
        (limit("add", "all", "one"), limit("add", "all", "two"), Some("quotas.all")),
        (limit("replace", "big", "two"), pick(r#"without: ["big"]"#), Some("quotas.big")),
        (limit("replace", "big", "two"), pick(r#"without: ["small"]"#), None),
        (
            limit("add", "all", "one"),
            r#"quotas("pick", { "small": (title: "s", max: "two"), "big": (title: "b", max: "one") })"#.to_owned(),
            Some("pick.quotas"),
        ),
        (pick(r#"add_each: ["only_big"]"#), pick(r#"without_each: ["only_big", "has_points"]"#), Some("each.only_big")),
        (pick(r#"add_each: ["only_big"]"#), pick(r#"without_each: ["has_points"]"#), None),
        (grant("remove: true"), grant(r#"add: ["never"]"#), Some("transition.stall.filed")),
        (grant(r#"add: ["never"]"#), grant(r#"without: ["never", "conditions"]"#), Some("when.never")),
        (grant(r#"add_by: ["chief"]"#), grant(r#"by: ["keeper", "chief"]"#), Some(".by")),
        (grant(r#"add_by: ["chief"]"#), grant(r#"add: ["never"]"#), None),
        (grant(r#"target: "gone""#), grant(r#"target: "small""#), Some(".target")),
        (floor("pause"), floor("term"), Some("not_before")),
        (floor("pause"), floor("pause"), None),
        (owe("1"), owe("2"), Some("actions")),
        (state("on_entry", "1"), state("on_entry", "2"), Some("granted.on_entry")),
        (state("on_entry", "1"), state("on_exit", "2"), None),
    ];
    for (at, (first, second, element)) in cases.iter().enumerate() {
        meet(&format!("meet_{at}"), first, second, *element);
        meet(&format!("meet_{at}"), second, first, *element);
    }
}

#[test]
fn a_state_that_goes_is_not_offered_as_where_to_go() {
    let change = r#"remove_state((machine: "stall", state: "out", to: "out"))"#;
    let (_, said) = with("goes_to_itself", &[("R", change)], "", &wished(&["R=other"], &[], None));
    let said = said.join("\n");
    // Of the names at hand none is that of the state that goes.
    assert!(said.contains("unknown-name"), "{said}");
    assert!(!said.contains("nearest is `out`"), "{said}");
}

#[test]
fn a_time_that_is_counted_as_ever_is_not_left_open() {
    // It is left open how `pause` is counted, which nothing waits for; a grant waits for `wait`, three days
    // after 03-02, which are over on 03-06.
    let undecided = wished(&["R=undecided"], &[], None);
    let change = r#"counting((of: ["pause"], include_start: true))"#;
    let said = told(
        "open_counting",
        change,
        &undecided,
        &granted("", r#"states: { "stall/ann": "granted" }"#),
    );
    assert!(said.is_empty(), "{}", said.join("\n"));
}

#[test]
fn of_a_state_that_there_is_not_nothing_more_is_told() {
    let change = r#"remove_state((machine: "stall", state: "ou", to: "nowhere"))"#;
    let (_, said) = with("no_state", &[("R", change)], "", &wished(&["R=other"], &[], None));
    let unknown = said.iter().filter(|one| one.contains("unknown-name"));
    assert_eq!(unknown.count(), 1, "{}", said.join("\n"));
}

#[test]
fn a_state_beside_one_that_there_is_not_is_told_once_with_the_nearest() {
    let change = r#"states((machine: "stall", before: "oout", add: { "first": () }))"#;
    let (_, said) = with("no_place", &[("R", change)], "", &wished(&["R=other"], &[], None));
    let unknown: Vec<&String> = said.iter().filter(|one| one.contains("unknown-name")).collect();
    assert_eq!(unknown.len(), 1, "{}", said.join("\n"));
    assert!(unknown[0].contains("`oout`") && unknown[0].contains("`out`"), "{}", unknown[0]);
}

#[test]
fn two_meanings_that_put_a_state_at_one_place_conflict() {
    let put = |name: &str, at: &str| {
        format!(r#"states((machine: "stall", {at}, add: {{ "{name}": () }}))"#)
    };
    let said = |name: &str, at: &str| {
        let (first, second) = (put("first", r#"before: "out""#), put("second", at));
        let both = wished(&["R=other", "S=other"], &[], None);
        with(name, &[("R", &first), ("S", &second)], "", &both).1.join("\n")
    };
    // Nobody could say which of the two stands first.
    assert!(said("one_place", r#"before: "out""#).contains("readings-conflict"));
    assert!(!said("other_place", r#"before: "lapsed""#).contains("readings-conflict"));
}

#[test]
fn what_is_wrong_with_a_wish_is_shown_at_its_words() {
    for (readings, values, words) in [
        (vec![], vec!["wait=zzz"], "zzz"),
        (vec![], vec!["wayt=3d"], "wayt"),
        (vec!["R=zzz"], vec![], "zzz"),
        (vec!["Q=other"], vec![], "Q"),
    ] {
        let wishes = wished(&readings, &values, None);
        let (loaded, said) = with("wish_place", &[("R", "")], "", &wishes);
        let places = loaded.problems.iter().filter_map(|one| one.at);
        let wished = places.filter(|at| loaded.sources.file(at.file).path.starts_with("--"));
        let shown: Vec<&str> = wished.map(|at| loaded.sources.text(at)).collect();
        assert_eq!(shown, [words], "{}", said.join("\n"));
    }
}
