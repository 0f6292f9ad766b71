//! Changes that declare, take away, put in, set in another order or rename: each laid on a small
//! bundle as the meaning of a reading, with a story that feels it, and what is refused.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]

mod small;

use banfa::diagnostic::{Style, render};
use banfa::lang::{Lang, Problem};
use banfa::pipeline::{Loaded, Wishes, load_with, plan_file};
use banfa::program::Program;
use banfa::report::mismatch_lines;
use banfa::scenario::play;

const POLICY: &str =
    r#"( title: "x", legal_text: false, files: ["d.ron", "machines/m.ron", "r.rhai"] )"#;

const DECLARED: &str = r#"
  choices: { "size": (title: "size", values: { "small": "small", "large": "large" }) },
  kinds: { "person": "person" },
  facts: { "clean": (title: "clean", of: "person", type: flag) },
  events: { "file": "file", "pass": "pass", "list": "list", "refuse": "refuse", "end": "end",
    "note": (title: "note", data: { "words": text }) },
  roles: { "office": (title: "office"), "keeper": (title: "keeper") },
  registers: { "ban": (title: "ban", columns: { "ground": text }) },
  accounts: { "fee": (title: "fee", columns: { "size": choice("size") }) },
  records: { "papers": (title: "papers") },
  parameters: { "price": (title: "price", value: table(by: ["size"], rows: { "small": money("10元"), "large": money("20元") })),
    "term": (title: "term", value: days(5)) },
  groups: { "conditions": (title: "conditions", all: ["ok"]) },
  obligations: { "report": (title: "report", of: "m", opens: ["granted"], fulfilled_by: ["end"], reported: ["closed"]) },
"#;

const MACHINE: &str = r#"( key: { "subject": subject }, opened_by: "file", data: { "size": choice("size") }, states: {
  "start": (transitions: [(event: "file", target: "filed", actions: [set({ "size": "`small`" })])]),
  "filed": (transitions: [(event: "pass", target: "checked"), (event: "refuse", target: "refused")]),
  "checked": (transitions: [(event: "list", when: ["conditions"], target: "granted"), (event: "refuse", target: "refused")]),
  "granted": (transitions: [(event: "end", target: "closed", actions: [
    owe(account: "fee", amount: "lookup(param.price, size)", columns: { "size": "size" })])]),
  "refused": (kind: final),
  "closed": (kind: final),
} )"#;

const RULES: &str =
    "fn ok() { true }\nfn waits() { in_state(\"checked\") }\nfn never() { false }\n";

/// The bundle with these changes as the meaning `changed` of the reading `R`, and a file of a story.
fn laid(name: &str, changes: &str, story: &str) -> (Loaded, std::path::PathBuf) {
    with(name, DECLARED, MACHINE, changes, story)
}

fn with(
    name: &str,
    declared: &str,
    machine: &str,
    changes: &str,
    story: &str,
) -> (Loaded, std::path::PathBuf) {
    let declared = format!(
        r#"( {declared} readings: {{ "R": (question: "q", words: "w", chosen: "plain", why: "y", options: {{
             "plain": (title: "plain"),
             "other": (title: "other", changes: [rule("ok", "never")]),
             "changed": (title: "changed", changes: [
{changes}
             ]) }}) }} )"#
    );
    let folder = small::written(
        name,
        &[
            ("policy.ron", POLICY),
            ("d.ron", &declared),
            ("machines/m.ron", machine),
            ("r.rhai", RULES),
            (
                "pieces/passed_on.ron",
                r#"( title: "p", takes: { "event": (zh: "e", en: "e"), "to": (zh: "t", en: "t") }, gives: (
               title: "passed on", transitions: [(event: "$event", target: "$to")]) )"#,
            ),
            ("story.ron", story),
        ],
    );
    let readings = vec!["R=changed".to_owned()];
    let wishes = Wishes { readings, ..Wishes::default() };
    let loaded = load_with(&folder, &wishes);
    (loaded, folder.join("story.ron"))
}

/// A change that can be laid: its program.
#[track_caller]
fn program(name: &str, changes: &str) -> Program {
    let (loaded, _) = laid(name, changes, "");
    let told = told(&loaded);
    loaded.program.unwrap_or_else(|| panic!("{told}"))
}

fn told(loaded: &Loaded) -> String {
    let style = Style { lang: Lang::En, color: false, width: 100 };
    let sorted = loaded.problems.clone().errors_only().sorted();
    let texts: Vec<String> =
        sorted.iter().map(|problem| render(problem, &loaded.sources, style)).collect();
    texts.join("\n")
}

/// The days of a story follow one another from 2024-01-02 on: each word is an event.
fn story(events: &str, expect: &str) -> String {
    let lines = events.split_whitespace().enumerate().map(|(at, event)| {
        let (event, refused) = match event.strip_prefix('!') {
            Some(event) => (event, ", refused: true"),
            None => (event, ""),
        };
        let day = at + 2;
        format!(
            "(date: \"2024-01-{day:02}\", event: \"{event}\", instance: \"m/acme\"{refused}),\n"
        )
    });
    let lines: String = lines.collect();
    format!(
        "( title: \"s\", subjects: {{ \"acme\": (kind: \"person\") }}, story: [{lines}], expect: ({expect}) )"
    )
}

/// Under the changes the story comes out as it expects.
#[track_caller]
fn plays(name: &str, changes: &str, events: &str, state: &str) {
    plays_in(name, MACHINE, changes, events, state);
}

#[track_caller]
fn plays_in(name: &str, machine: &str, changes: &str, events: &str, state: &str) {
    let expect = format!("states: {{ \"m/acme\": \"{state}\" }}");
    expects(name, machine, changes, events, &expect);
}

#[track_caller]
fn expects(name: &str, machine: &str, changes: &str, events: &str, expect: &str) {
    let (loaded, file) = with(name, DECLARED, machine, changes, &story(events, expect));
    let told = told(&loaded);
    let program = loaded.program.unwrap_or_else(|| panic!("{told}"));
    let planned = plan_file(&file, &program).unwrap();
    let style = Style { lang: Lang::En, color: false, width: 100 };
    let wrong = planned.problems.sorted();
    let wrong: Vec<String> =
        wrong.iter().map(|problem| render(problem, &planned.sources, style)).collect();
    let plan = planned.plan.unwrap_or_else(|| panic!("{}", wrong.join("\n")));
    let played = play(plan, &program, false);
    let mismatches = mismatch_lines(&played, &planned.sources, Lang::En);
    let journal = banfa::snapshot::played_text(&program, &played);
    assert!(mismatches.is_empty(), "{}\n{journal}", mismatches.join("\n"));
}

/// A change that cannot be laid: the problem, once, and what is said of it.
#[track_caller]
fn refused(name: &str, changes: &str, problem: Problem, parts: &[&str]) {
    let (loaded, _) = laid(name, changes, "");
    refuses(&loaded, problem, parts);
}

#[track_caller]
fn refuses(loaded: &Loaded, problem: Problem, parts: &[&str]) {
    let told = told(loaded);
    assert!(loaded.program.is_none(), "it runs");
    let all: Vec<Problem> =
        loaded.problems.clone().errors_only().iter().map(|found| found.problem).collect();
    assert_eq!(all, [problem], "{told}");
    for part in parts {
        assert!(told.contains(part), "`{part}` is not in:\n{told}");
    }
}

#[test]
fn the_bundle_itself_runs() {
    plays("plain", r#"titled(state, "m.filed", "filed")"#, "file pass list end", "closed");
}

#[test]
fn new_things_are_declared_as_in_the_files() {
    let changes = r#"declare((
        events: { "appeal": (title: "appeal", data: { "why": text }) }, records: { "appeals": (title: "appeals") },
        parameters: { "stay": (title: "stay", value: days(3)) }, roles: { "court": (title: "court") },
        machines: { "hearing": (title: "hearing", key: { "n": count }, opened_by: "appeal", states: {
          "begun": (transitions: [(event: "appeal", target: "open")]),
          "open": (transitions: [(after: "stay", target: "over")]), "over": (kind: final) }) },
      ))"#;
    let program = program("declared", changes);
    let machines: Vec<&str> = program.machines.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(machines, ["m", "hearing"]);
    assert!(program.roles.iter().any(|role| role.name == "court"));
    // A name that there is already is told with both places.
    let again = r#"declare((events: { "file": "again" }, roles: { "office": (title: "again") }))"#;
    let (loaded, _) = laid("declared_twice", again, "");
    let told = told(&loaded);
    assert_eq!(told.matches("error[duplicate]").count(), 2, "{told}");
    for part in ["`file`", "`office`", "first given here", " 5 |", " 7 |"] {
        assert!(told.contains(part), "`{part}` is not in:\n{told}");
    }
}

#[test]
fn what_is_taken_away_may_be_named_nowhere() {
    let gone = program("removed", r#"remove((records: ["papers"], obligations: ["report"]))"#);
    assert!(gone.record_kinds.is_empty() && gone.obligations.is_empty());
    // The event stands in two transitions, the parameter in an action: one error for each, at the
    // change, with every place.
    refused(
        "removed_event",
        r#"remove((events: ["refuse"]))"#,
        Problem::StillNamed,
        &["the event `refuse`", "d.ron:19", "m.ron:3", "m.ron:4"],
    );
    refused(
        "removed_parameter",
        r#"remove((parameters: ["price"]))"#,
        Problem::StillNamed,
        &["the parameter `price`", "places: 1", "m.ron:6"],
    );
    refused(
        "removed_unknown",
        r#"remove((roles: ["ofice"]))"#,
        Problem::UnknownName,
        &["`ofice`", "nearest is `office`"],
    );
}

#[test]
fn a_choice_has_a_value_more_where_the_change_says() {
    let values = |name: &str, changes: &str| -> Vec<String> {
        let program = program(name, changes);
        let choice = program.choices.iter().find(|choice| choice.name == "size").unwrap();
        choice.values.iter().map(|(name, _)| name.clone()).collect()
    };
    let rows = r#", row("price.middle", money("15元"))"#;
    let middle = format!(
        r#"choice((choice: "size", add: {{ "middle": "middle" }}, before: "large")){rows}"#
    );
    assert_eq!(values("choice_before", &middle), ["small", "middle", "large"]);
    let middle =
        format!(r#"choice((choice: "size", add: {{ "middle": "middle" }}, after: "large")){rows}"#);
    assert_eq!(values("choice_after", &middle), ["small", "large", "middle"]);
    // Where it stands decides how it ranks: that is never guessed.
    refused(
        "choice_nowhere",
        &format!(r#"choice((choice: "size", add: {{ "middle": "middle" }})){rows}"#),
        Problem::MissingField,
        &["`after`"],
    );
    refused(
        "choice_unknown",
        r#"choice((choice: "size", add: { "m": "m" }, after: "larg"))"#,
        Problem::UnknownName,
        &["nearest is `large`"],
    );
    refused(
        "choice_value_used",
        r#"choice((choice: "size", without: ["small"])), row_out("price.small")"#,
        Problem::StillNamed,
        &["`small`", "m.ron:2"],
    );
}

#[test]
fn a_table_has_rows_more_and_less() {
    let before = r#"choice((choice: "size", add: { "huge": "huge" }, after: "large")),
      row("price.huge", money("90元")), "#;
    let huge = format!(
        r#"{before} transition((machine: "m", state: "start", event: "file", without_actions: ["set size"],
          actions: [set({{ "size": "`huge`" }})]))"#
    );
    let expect = r#"ledger: [(account: "fee", owed: "90元")]"#;
    expects("row", MACHINE, &huge, "file pass list end", expect);
    refused("row_twice", r#"row("price.small", money("1元"))"#, Problem::Duplicate, &["`small`"]);
    refused(
        "row_of_other_kind",
        r#"choice((choice: "size", add: { "huge": "huge" }, after: "large")), row("price.huge", days(3))"#,
        Problem::TypeMismatch,
        &["d.ron"],
    );
    refused("row_out_unknown", r#"row_out("price.huge")"#, Problem::UnknownName, &["`huge`"]);
    refused("row_of_none", r#"row_out("price")"#, Problem::WrongShape, &["table.key"]);
    refused(
        "row_of_no_table",
        r#"row_out("term.small")"#,
        Problem::TypeMismatch,
        &["a table is needed"],
    );
}

#[test]
fn events_registers_accounts_have_fields_more_and_less() {
    let changes = r#"event((event: "note", add: { "day": date }, without: ["words"])),
      register((register: "ban", add: { "until": date })), account((account: "fee", add: { "year": count }))"#;
    let program = program("fields", changes);
    let ban = program.registers.iter().find(|one| one.name == "ban").unwrap();
    let columns: Vec<&str> = ban.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(columns, ["ground", "until"]);
    refused(
        "fields_column_used",
        r#"account((account: "fee", without: ["size"]))"#,
        Problem::StillNamed,
        &["`size`", "m.ron:6"],
    );
    refused(
        "fields_twice",
        r#"event((event: "note", add: { "words": text }))"#,
        Problem::Duplicate,
        &["first given here"],
    );
    let unknown = r#"register((register: "bans", add: { "x": text }))"#;
    refused("fields_unknown", unknown, Problem::UnknownName, &["nearest is `ban`"]);
}

#[test]
fn roles_and_duties_are_otherwise_and_facts_stay() {
    let program = program(
        "duty",
        r#"role((role: "office", holder: actor)),
           obligation((obligation: "report", by: ["office"], opens: ["checked"], without: ["granted"]))"#,
    );
    let report = program.obligations.iter().find(|one| one.name == "report").unwrap();
    assert_eq!(report.by.len(), 1);
    let duty = r#"obligation((obligation: "report", opens: ["filed"], without: ["granted"]))"#;
    // Filed on 01-02 and never reported.
    expects(
        "duty_open",
        MACHINE,
        duty,
        "file",
        r#"obligations: [(obligation: "report", subject: "acme", status: open)]"#,
    );
    refused(
        "duty_leaves_out",
        r#"obligation((obligation: "report", opens: ["filed"]))"#,
        Problem::ListLeavesOut,
        &["`granted`"],
    );
    let fact = r#"fact((fact: "clean", type: count))"#;
    refused("fact", fact, Problem::FactStays, &["`clean`", "declare"]);
    let unknown = r#"role((role: "ofice", holder: actor))"#;
    refused("role_unknown", unknown, Problem::UnknownName, &["nearest is `office`"]);
    let applies = r#"applies((parameter: "price", by: act))"#;
    let (loaded, _) = laid("applies", applies, "");
    let bundle = loaded.bundle.unwrap();
    let price = bundle.parameters.iter().find(|(name, _)| name.value == "price").unwrap();
    assert_eq!(price.1.applies, Some(banfa::policy::Applies::Act));
}

#[test]
fn what_people_call_things_is_changed() {
    let changes = r#"titled(state, "m.granted", (zh: "已授", en: "given")), titled(value, "size.small", "tiny"),
      titled(role, "office", "the bureau"), titled(machine, "m", "matter")"#;
    let program = program("titles", changes);
    let machine = program.machines.iter().next().unwrap();
    assert_eq!(machine.title.en, "matter");
    let granted = machine.states.iter().find(|state| state.name == "granted").unwrap();
    assert_eq!((granted.title.zh.as_str(), granted.title.en.as_str()), ("已授", "given"));
    let size = program.choices.iter().find(|choice| choice.name == "size").unwrap();
    assert_eq!(size.values[0].1.en, "tiny");
    refused(
        "titles_unknown",
        r#"titled(state, "m.grant", "x")"#,
        Problem::UnknownName,
        &["`grant`", "nearest is `granted`"],
    );
    refused(
        "titles_path",
        r#"titled(state, "granted", "x")"#,
        Problem::WrongShape,
        &["machine.state"],
    );
}

#[test]
fn states_and_transitions_are_put_in() {
    let changes = r#"declare((events: { "withdraw": "withdraw" })),
      states((machine: "m", add: { "withdrawn": (kind: final) }, before: "start")),
      new_transition((machine: "m", state: "filed", before: "pass", on: (event: "withdraw", target: "withdrawn")))"#;
    // Put first, it is still not what is entered first.
    plays("states", changes, "file withdraw", "withdrawn");
    refused(
        "states_twice",
        r#"states((machine: "m", add: { "filed": () }))"#,
        Problem::Duplicate,
        &["`filed`", "m.ron:3"],
    );
    // Of two transitions that hear one event the first is taken.
    let first = r#"new_transition((machine: "m", state: "filed", before: "pass", on: (event: "pass", target: "refused")))"#;
    plays("transition_first", first, "file pass", "refused");
    let last = r#"new_transition((machine: "m", state: "filed", after: "pass", on: (event: "pass", when: ["never"], target: "refused")))"#;
    plays("transition_after", last, "file pass", "checked");
    refused(
        "transition_nowhere",
        r#"new_transition((machine: "m", state: "filed", before: "passed", on: (event: "end")))"#,
        Problem::UnknownName,
        &["nearest is `pass`"],
    );
}

#[test]
fn a_state_goes_and_what_led_to_it_leads_elsewhere() {
    let changes = r#"remove_state((machine: "m", state: "checked", to: "granted"))"#;
    plays("state_out", changes, "file pass end", "closed");
    // The duty opens in it.
    refused(
        "state_out_named",
        r#"remove_state((machine: "m", state: "granted", to: "closed"))"#,
        Problem::StillNamed,
        &["the state `granted`", "14 |"],
    );
    refused(
        "state_out_to_itself",
        r#"remove_state((machine: "m", state: "checked", to: "checked"))"#,
        Problem::UnknownName,
        &["`checked`"],
    );
    // The first state goes: what is entered first is the other.
    plays_in(
        "state_out_first",
        &MACHINE.replace(
            "\"start\": (",
            "\"idle\": (transitions: [(target: \"start\")]), \"start\": (",
        ),
        r#"remove_state((machine: "m", state: "idle", to: "start"))"#,
        "file pass",
        "checked",
    );
}

const DEFENCE: &str = r#"declare((events: { "defend": "defend" })),"#;

#[test]
fn a_stage_is_put_before_a_state() {
    let stage = |more: &str| {
        format!(
            r#"{DEFENCE} stage((machine: "m", before: "granted", name: "defence",
              from: use("passed_on", {{ "event": "defend", "to": "granted" }}), {more}))"#
        )
    };
    let named = stage(r#"names: { "granted": stay }"#);
    plays("stage", &named, "file pass list defend end", "closed");
    plays("stage_waits", &named, "file pass list !end", "defence");
    // The duty opens in `granted`; nobody said whether the defence is meant too.
    refused(
        "stage_unanswered",
        &stage(""),
        Problem::StageUnanswered,
        &["`defence`", "`granted`", "14 |", "stay"],
    );
    let also = stage(r#"names: { "granted": to("defence") }"#);
    expects(
        "stage_to",
        MACHINE,
        &also,
        "file pass list",
        r#"obligations: [(obligation: "report", subject: "acme", status: open)]"#,
    );
    refused(
        "stage_answer_for_nothing",
        &stage(r#"names: { "granted": stay, "filed": stay }"#),
        Problem::UnknownName,
        &["`filed`"],
    );
    // What goes on as it went.
    let except = stage(r#"except: ["checked.list"], names: { "granted": stay }"#);
    refused(
        "stage_not_entered",
        &except,
        Problem::StageImpossible,
        &["nothing leads to `granted`"],
    );
    let elsewhere = format!(
        r#"{DEFENCE} stage((machine: "m", before: "granted", name: "defence",
          from: use("passed_on", {{ "event": "defend", "to": "closed" }}), names: {{ "granted": stay }}))"#
    );
    refused(
        "stage_elsewhere",
        &elsewhere,
        Problem::StageImpossible,
        &["no transition of the new stage"],
    );
    let twice = stage("").replace("name: \"defence\"", "name: \"filed\"");
    refused("stage_twice", &twice, Problem::Duplicate, &["`filed`"]);
}

#[test]
fn a_rule_that_names_a_neighbour_of_a_new_stage_is_asked() {
    // `waits` asks whether the case is in `checked`, before which the stage is put.
    let machine = MACHINE.replace("when: [\"conditions\"]", "when: [\"conditions\", \"waits\"]");
    let stage = |names: &str| {
        format!(
            r#"{DEFENCE} stage((machine: "m", before: "checked", name: "defence",
              from: (transitions: [(event: "defend", target: "checked"), (event: "list", when: ["waits"], target: "granted")]),
              names: {{ {names} }}))"#
        )
    };
    let (loaded, _) = with("rule_asked", DECLARED, &machine, &stage(""), "");
    refuses(&loaded, Problem::StageUnanswered, &["`checked`", "r.rhai:2"]);
    // The same rule, asked in the new stage: it holds there where the answer says so.
    plays_in(
        "rule_stays",
        &machine,
        &stage(r#""checked": stay"#),
        "file pass !list defend list",
        "granted",
    );
    plays_in(
        "rule_also",
        &machine,
        &stage(r#""checked": also("defence")"#),
        "file pass list",
        "granted",
    );
    plays_in(
        "rule_to",
        &machine,
        &stage(r#""checked": to("defence")"#),
        "file pass defend !list",
        "checked",
    );
    let (loaded, _) =
        with("rule_wrong", DECLARED, &machine, &stage(r#""checked": also("defense")"#), "");
    let told = told(&loaded);
    assert!(told.contains("nearest is `defence`"), "{told}");
}

#[test]
fn a_stage_is_put_after_a_state() {
    let stage = |on: &str, to: &str| {
        format!(
            r#"{DEFENCE} stage((machine: "m", after: "filed", on: ["{on}"], name: "defence",
              from: use("passed_on", {{ "event": "defend", "to": "{to}" }})))"#
        )
    };
    plays("after", &stage("pass", "checked"), "file pass defend list end", "closed");
    plays("after_other_way", &stage("pass", "checked"), "file refuse", "refused");
    refused("after_elsewhere", &stage("pass", "closed"), Problem::StageImpossible, &["`checked`"]);
    refused(
        "after_unknown",
        &stage("past", "checked"),
        Problem::UnknownName,
        &["nearest is `pass`"],
    );
    let idle = stage("pass", "checked").replace("after: \"filed\"", "before: \"checked\"");
    refused("after_idle", &idle, Problem::StageImpossible, &["`on` belongs"]);
}

#[test]
fn nothing_slips_into_a_state_past_a_stage() {
    let machine = r#"( key: { "subject": subject }, opened_by: "file", data: { "size": choice("size") }, states: {
      "start": (transitions: [(event: "file", target: "filed", actions: [set({ "size": "`small`" })])]),
      "filed": (transitions: [(event: "pass", target: "granted"), (event: "list", target: "late")]),
      "granted": (initial: "early", states: { "early": (), "late": () }, transitions: [(event: "end", target: "closed"), (event: "refuse", target: "granted")]),
      "closed": (kind: final) } )"#;
    let stage = |except: &str| {
        format!(
            r#"{DEFENCE} stage((machine: "m", before: "granted", name: "defence", {except}
              from: use("passed_on", {{ "event": "defend", "to": "granted" }}), names: {{ "granted": stay }}))"#
        )
    };
    let (loaded, _) = with("past", DECLARED, machine, &stage(""), "");
    refuses(&loaded, Problem::StageImpossible, &["`late`", "m.ron:3"]);
    let except = stage(r#"except: ["filed.list"],"#);
    plays_in("past_except", machine, &except, "file list", "late");
    plays_in("past_before", machine, &except, "file pass defend", "early");
    // What is in the state already and enters it anew has been through the stage.
    plays_in("past_again", machine, &except, "file pass defend refuse", "early");
}

#[test]
fn a_plain_chain_is_set_in_another_order() {
    let changes = r#"order("m", ["checked", "filed"])"#;
    plays("order", changes, "file list pass end", "closed");
    plays("order_refused", changes, "file !pass list", "filed");
    plays("order_same", r#"order("m", ["filed", "checked"])"#, "file pass list end", "closed");
    let three = r#"order("m", ["granted", "filed", "checked"])"#;
    plays("order_three", three, "file end pass list", "closed");
    // `granted` follows `checked`, not `filed`.
    let apart = r#"order("m", ["granted", "filed"])"#;
    refused(
        "order_apart",
        apart,
        Problem::NotAChain,
        &["another order", "leads to 0 of the others"],
    );
    refused(
        "order_one",
        r#"order("m", ["filed", "filed"])"#,
        Problem::NotAChain,
        &["at least two"],
    );
    let unknown = r#"order("m", ["filed", "chekced"])"#;
    refused("order_unknown", unknown, Problem::UnknownName, &["nearest is `checked`"]);
    // Something enters the second from outside.
    let machine = MACHINE.replace(
        "\"refused\": (kind: final)",
        "\"refused\": (transitions: [(event: \"note\", target: \"checked\")])",
    );
    let (loaded, _) = with("order_entered", DECLARED, &machine, changes, "");
    refuses(&loaded, Problem::NotAChain, &["this enters `checked`", "m.ron:7"]);
}

#[test]
fn two_changes_of_one_element_conflict_with_both_places() {
    let both = |first: &str, second: &str| {
        let declared = format!(
            r#"( {DECLARED} readings: {{
              "R1": (question: "q", words: "w", chosen: "one", why: "y", options: {{ "one": (title: "one", changes: [{first}]) }}),
              "R2": (question: "q", words: "w", chosen: "two", why: "y", options: {{ "two": (title: "two", changes: [{second}]) }}) }} )"#
        );
        let files = [
            ("policy.ron", POLICY),
            ("d.ron", declared.as_str()),
            ("machines/m.ron", MACHINE),
            ("r.rhai", RULES),
        ];
        let loaded = load_with(&small::written("both", &files), &Wishes::default());
        let all = loaded.problems.iter().map(|found| found.problem);
        let conflict = all.filter(|found| *found == Problem::ReadingsConflict).count();
        let text = told(&loaded);
        assert_eq!(text.contains("the other change is here"), conflict > 0, "{text}");
        conflict
    };
    let stage = |name: &str| {
        format!(
            r#"stage((machine: "m", before: "checked", name: "{name}", from: (transitions: [(event: "note", target: "checked")])))"#
        )
    };
    let out =
        |state: &str| format!(r#"remove_state((machine: "m", state: "{state}", to: "refused"))"#);
    let pairs = [
        (stage("x"), stage("y"), 1),
        (stage("x"), out("checked"), 1),
        (
            out("filed"),
            r#"transition((machine: "m", state: "filed", event: "pass", remove: true))"#.to_owned(),
            1,
        ),
        (
            r#"declare((records: { "x": (title: "x") }))"#.into(),
            r#"declare((records: { "x": (title: "y") }))"#.into(),
            1,
        ),
        (r#"titled(role, "office", "x")"#.into(), r#"titled(role, "office", "y")"#.into(), 1),
        (r#"row_out("price.small")"#.into(), r#"parameter("price.small", money("1元"))"#.into(), 1),
        (r#"order("m", ["checked", "filed"])"#.into(), stage("x"), 1),
        (
            r#"remove((events: ["note"]))"#.into(),
            r#"event((event: "note", add: { "x": text }))"#.into(),
            1,
        ),
        (
            r#"obligation((obligation: "report", due: "today"))"#.into(),
            r#"obligation((obligation: "report", due: none))"#.into(),
            1,
        ),
        (
            r#"obligation((obligation: "report", due: "today"))"#.into(),
            r#"obligation((obligation: "report", fulfilled_by: ["note"]))"#.into(),
            0,
        ),
        // Whether what leads to `checked` now goes through the stage would hang on the order.
        (
            stage("x"),
            r#"transition((machine: "m", state: "granted", event: "end", target: "checked"))"#.into(),
            1,
        ),
        (
            stage("x"),
            r#"new_transition((machine: "m", state: "granted", on: (event: "note", target: "checked")))"#.into(),
            1,
        ),
        (
            r#"transition((machine: "m", state: "granted", event: "end", target: "refused"))"#.into(),
            r#"transition((machine: "m", state: "checked", event: "list", target: "refused"))"#.into(),
            0,
        ),
        // What touches nothing in common, or says the same, does not conflict.
        (stage("x"), r#"titled(role, "office", "y")"#.into(), 0),
        (r#"titled(role, "office", "x")"#.into(), r#"titled(role, "office", "x")"#.into(), 0),
        (r#"row_out("price.small")"#.into(), r#"parameter("price.large", money("1元"))"#.into(), 0),
    ];
    for (first, second, expected) in pairs {
        assert_eq!(both(&first, &second), expected, "{first}\n{second}");
    }
}

#[test]
fn a_meaning_that_adds_cannot_be_left_undecided_and_chooses_no_other() {
    let (loaded, _) =
        with("undecided", DECLARED, MACHINE, r#"order("m", ["checked", "filed"])"#, "");
    let folder = loaded.sources.iter().next().map(|(_, file)| file.path.clone()).unwrap();
    let folder = std::path::Path::new(&folder).parent().unwrap().to_owned();
    let readings = vec!["R=undecided".to_owned()];
    let loaded = load_with(&folder, &Wishes { readings, ..Wishes::default() });
    refuses(&loaded, Problem::ChangeOutOfPlace, &["cannot be left undecided"]);
    refused("chooses", r#"reading("R", "other")"#, Problem::ChangeOutOfPlace, &["cannot choose"]);
}

/// Each kind of change, once; in quotes the names of what there is stand between back-quotes.
const EACH: [&str; 20] = [
    r#"remove((records: ["`papers`"]))"#,
    r#"choice((choice: "`size`", add: { "huge": "huge" }, after: "`large`")), row("price.huge", money("1元"))"#,
    r#"event((event: "`note`", add: { "day": date }, without: ["`words`"]))"#,
    r#"register((register: "`ban`", add: { "until": date }, without: ["`ground`"]))"#,
    r#"account((account: "`fee`", add: { "year": count }))"#,
    r#"account((account: "fee", add: { "year": choice("`size`") }))"#,
    r#"role((role: "`office`", holder: actor))"#,
    r#"obligation((obligation: "`report`", by: ["`office`"], opens: ["`checked`"], fulfilled_by: ["`list`"], without: ["`granted`", "`end`"]))"#,
    r#"applies((parameter: "`price`", by: machine("`m`")))"#,
    r#"parameter("`price`.`small`", money("11元"))"#,
    r#"titled(state, "`m`.`filed`", "x"), titled(value, "`size`.`small`", "x"), titled(event, "`file`", "x")"#,
    r#"states((machine: "`m`", add: { "more": () }, under: "`granted`"))"#,
    r#"states((machine: "`m`", add: { "more": () }, after: "`granted`"))"#,
    r#"remove_state((machine: "`m`", state: "`checked`", to: "`granted`"))"#,
    r#"new_transition((machine: "`m`", state: "`filed`", after: "`pass`", on: (event: "`note`", when: ["`ok`"], target: "`refused`")))"#,
    r#"stage((machine: "`m`", before: "`checked`", name: "more", except: ["`filed`.`refuse`"], from: (transitions: [(event: "`note`", target: "`checked`")])))"#,
    r#"stage((machine: "`m`", after: "`filed`", name: "more", on: ["`pass`"], from: (transitions: [(event: "`note`", target: "`checked`")])))"#,
    r#"stage((machine: "m", before: "granted", name: "more", from: (transitions: [(event: "note", target: "granted")]), names: { "`granted`": also("`more`") }))"#,
    r#"order("`m`", ["`checked`", "`filed`"])"#,
    r#"row_out("`price`.`large`")"#,
];

#[test]
fn a_name_of_nothing_is_an_error_in_every_change() {
    for (at, written) in EACH.iter().enumerate() {
        let plain = written.replace('`', "");
        let (loaded, _) = laid(&format!("each_{at}"), &plain, "");
        // A row less leaves the price of one size out: that is said, and the change can be laid.
        assert!(loaded.program.is_some(), "{plain}\n{}", told(&loaded));
        let names = written.matches('`').count() / 2;
        for which in 0..names {
            let parts: Vec<&str> = written.split('`').collect();
            let mut wrong = String::new();
            for (part, text) in parts.iter().enumerate() {
                wrong.push_str(if part == 2 * which + 1 { "nowhere" } else { text });
            }
            let (loaded, _) = laid(&format!("each_{at}"), &wrong, "");
            let told = told(&loaded);
            assert!(loaded.program.is_none(), "{wrong}");
            // A stage that leads to what there is not does not lead on.
            assert!(
                told.contains("`nowhere`") || told.contains("no transition of the new stage"),
                "{wrong}\n{told}"
            );
        }
    }
}

#[test]
fn what_is_laid_is_the_same_each_time() {
    use banfa::amend::{Overlay, lay};
    use banfa::diagnostic::Problems;
    for (at, written) in EACH.iter().enumerate() {
        let (loaded, _) = laid(&format!("same_{at}"), &written.replace('`', ""), "");
        let bundle = loaded.written.unwrap();
        let changes = bundle.readings[0].1.options[2].1.changes.clone();
        let overlay = Overlay { readings: Vec::new(), changes };
        let once = || {
            let mut problems = Problems::default();
            let laid = lay(&bundle, &overlay, &mut problems);
            let machines: Vec<_> = laid.machines.iter().map(|machine| &machine.root).collect();
            format!("{machines:?} {:?} {:?} {problems:?}", laid.obligations, laid.parameters)
        };
        assert_eq!(once(), once(), "{written}");
    }
}

#[test]
fn another_meaning_is_laid_in_the_place_of_the_chosen_one() {
    use banfa::amend::{Overlay, lay};
    use banfa::diagnostic::Problems;
    use banfa::policy::{Bundle, Change};
    let declared = format!(
        r#"( {DECLARED} readings: {{
          "R1": (question: "q", words: "w", chosen: "one", why: "y", options: {{
            "one": (title: "one", changes: [parameter("term", days(6))]), "two": (title: "two", changes: [parameter("term", days(7))]),
            "to_two": (title: "x", changes: [reading("R1", "two")]), "to_nine": (title: "x", changes: [reading("R1", "nine")]) }}) }} )"#
    );
    let files = [
        ("policy.ron", POLICY),
        ("d.ron", declared.as_str()),
        ("machines/m.ron", MACHINE),
        ("r.rhai", RULES),
    ];
    let bundle = load_with(&small::written("reading", &files), &Wishes::default()).written.unwrap();
    let changes = |option: usize| bundle.readings[0].1.options[option].1.changes.clone();
    let laid = |changes: Vec<Change>| -> (Bundle, Problems) {
        let mut problems = Problems::default();
        let overlay = Overlay { readings: Vec::new(), changes };
        (lay(&bundle, &overlay, &mut problems), problems)
    };
    let term = |bundle: &Bundle| {
        let found = bundle.parameters.iter().find(|(name, _)| name.value == "term").unwrap();
        format!("{:?}", found.1.values)
    };
    let (chosen, _) = laid(Vec::new());
    let (other, problems) = laid(changes(2));
    assert!(!problems.has_errors());
    assert!(term(&chosen).contains('6') && term(&other).contains('7'), "{}", term(&other));
    let (_, problems) = laid(changes(3));
    assert!(problems.has_errors());
}

/// `one` is what is entered first in `outer`, by its place or by name.
fn nested(initial: &str) -> String {
    format!(
        r#"( key: {{ "subject": subject }}, opened_by: "file", data: {{ "size": choice("size") }}, states: {{
          "start": (transitions: [(event: "file", target: "outer", actions: [set({{ "size": "`small`" }})])]),
          "outer": ({initial} states: {{
            "one": (transitions: [(event: "pass", target: "two")]),
            "two": (transitions: [(event: "list", when: ["conditions"], target: "granted")]) }}),
          "granted": (transitions: [(event: "end", target: "closed")]), "closed": (kind: final) }} )"#
    )
}

#[test]
fn what_is_entered_first_follows_the_order_and_the_stage() {
    let order = r#"order("m", ["two", "one"])"#;
    let stage = format!(
        r#"{DEFENCE} stage((machine: "m", before: "one", name: "defence",
          from: use("passed_on", {{ "event": "defend", "to": "one" }})))"#
    );
    for (name, initial) in [("by_place", ""), ("by_name", "initial: \"one\",")] {
        let machine = nested(initial);
        plays_in(&format!("first_{name}"), &machine, order, "file !pass list pass", "granted");
        plays_in(
            &format!("staged_{name}"),
            &machine,
            &stage,
            "file !pass defend pass list",
            "granted",
        );
    }
    // What a state begins with is entered past the stage where it lies inside the state.
    let inside =
        nested("initial: \"one\",").replace("target: \"outer\"", "target: \"around\"").replace(
            "\"granted\":",
            "\"around\": (initial: \"two\", states: { \"hall\": () }), \"granted\":",
        );
    let past = format!(
        r#"{DEFENCE} stage((machine: "m", before: "outer", name: "defence",
          from: use("passed_on", {{ "event": "defend", "to": "outer" }})))"#
    );
    let (loaded, _) = with("first_past", DECLARED, &inside, &past, "");
    let told = told(&loaded);
    assert!(loaded.program.is_none() && told.contains("past the new stage"), "{told}");
}
