//! The work of each row: a bundle and a story of that size, and the words of the command.

use std::fmt::Write as _;

/// Files below the root, and the words of the command.
pub struct Given {
    pub files: Vec<(&'static str, String)>,
    pub words: Vec<&'static str>,
}

/// One thing that is doubled.
pub struct Row {
    pub name: &'static str,
    /// How the command may end.
    pub codes: &'static [i32],
    pub given: fn(usize) -> Given,
}

/// All rows.
pub fn rows() -> Vec<Row> {
    let row = |name, given| Row { name, codes: &[0], given };
    vec![
        row("events of one instance", events),
        row("events, told as JSON", events_as_json),
        row("instances", instances),
        row("instances with subjects, told as JSON", subjects_as_json),
        row("instances that wait for a fact", waiting),
        row("mornings with those that wait for a fact", mornings),
        row("instances that wait for others", waiting_for_others),
        row("timers, stopped in reverse", timers),
        row("timers that fire in one morning", timers_that_fire),
        row("children of one owner", children),
        row("children, by their own names alone", children_by_name),
        row("instances that ask how many came before", entered_since),
        row("values of one fact, each asked for", values_of_a_fact),
        row("lines of a register, one for each", register_lines),
        row("lines of a register, all of one", register_of_one),
        row("payments on one account", payments),
        row("states", states),
        row("parameters, each with its rule", parameters),
        Row { name: "problems on one line", codes: &[1], given: problems },
        row("text to wrap, one word after another", text_to_wrap),
        row("RON, size in one list", ron_size),
        row("RON, twenty levels deep", ron_depth),
        row("stories", stories),
        row("may: steps told of an instance", may),
        row("explain", explain),
        row("graph: states in a row, as dot", graph),
    ]
}

const POLICY: (&str, &str) = (
    "policy/x/policy.ron",
    r#"( title: "x", legal_text: false, files: ["d.ron", "machines/m.ron", "r.rhai"] )"#,
);

fn bundle(declared: &str, machine: &str, rules: &str) -> Vec<(&'static str, String)> {
    vec![
        (POLICY.0, POLICY.1.to_owned()),
        ("policy/x/d.ron", declared.to_owned()),
        ("policy/x/machines/m.ron", machine.to_owned()),
        ("policy/x/r.rhai", rules.to_owned()),
    ]
}

fn with_story(
    mut files: Vec<(&'static str, String)>,
    story: String,
    words: &[&'static str],
) -> Given {
    files.push(("scenarios/x/s.ron", story));
    Given { files, words: words.to_vec() }
}

fn story(before: &str, lines: impl Iterator<Item = String>, expect: &str) -> String {
    let mut text = format!("( title: \"many\", {before}\n  story: [\n");
    lines.for_each(|line| {
        let _ = writeln!(text, "    {line},");
    });
    let _ = write!(text, "  ],\n  expect: ({expect}) )");
    text
}

const SIMPLE: &str = r#"( events: { "go": "go", "e": "e", "stop": "stop" } )"#;
const TO_AND_FRO: &str = r#"( key: { "n": count }, opened_by: "go",
  states: {
    "start": (transitions: [(event: "go", target: "a")]),
    "a": (transitions: [(event: "e", target: "b")]),
    "b": (transitions: [(event: "e", target: "a"), (event: "stop", target: "end")]),
    "end": (kind: final),
  } )"#;

fn of_one(n: usize) -> String {
    let opens = std::iter::once(r#"(date: "2024-01-01", event: "go", instance: "m/0")"#.to_owned());
    let moves = (0..n).map(|_| r#"(date: "2024-01-02", event: "e", instance: "m/0")"#.to_owned());
    let ends = if n.is_multiple_of(2) { "a" } else { "b" };
    story("", opens.chain(moves), &format!(r#"states: {{"m/0": "{ends}"}}"#))
}

fn events(n: usize) -> Given {
    with_story(bundle(SIMPLE, TO_AND_FRO, ""), of_one(n), &["run"])
}

fn events_as_json(n: usize) -> Given {
    with_story(bundle(SIMPLE, TO_AND_FRO, ""), of_one(n), &["run", "--format", "json"])
}

fn instances(n: usize) -> Given {
    let open = |i| format!(r#"(date: "2024-01-01", event: "go", instance: "m/{i}")"#);
    let told = story("", (0..n).map(open), r#"states: {"m/0": "a"}"#);
    with_story(bundle(SIMPLE, TO_AND_FRO, ""), told, &["run"])
}

/// So many subjects with one fact each.
fn subjects(n: usize, fact: bool) -> String {
    let mut text = String::from("subjects: {");
    for i in 0..n {
        let facts = if fact { r#", facts: {"n": 1}"# } else { "" };
        let _ = write!(text, "\"a{i}\": (title: \"A{i}\"{facts}), ");
    }
    text.push_str("},");
    text
}

const WITH_A_FACT: &str =
    r#"( facts: { "n": (title: "n", type: count) }, events: { "go": "go", "e": "e" } )"#;

fn subjects_as_json(n: usize) -> Given {
    let machine = r#"( key: { "s": subject }, opened_by: "go",
      states: { "start": (transitions: [(event: "go", target: "a")]), "a": (kind: final) } )"#;
    let open = |i| format!(r#"(date: "2024-01-01", event: "go", instance: "m/a{i}")"#);
    let told = story(&subjects(n, true), (0..n).map(open), r#"states: {"m/a0": "a"}"#);
    with_story(bundle(WITH_A_FACT, machine, ""), told, &["run", "--format", "json"])
}

/// All wait for a fact; it is learnt of one after the other.
fn waiting(n: usize) -> Given {
    let machine = r#"( key: { "s": subject }, opened_by: "go",
      states: {
        "start": (transitions: [(event: "go", target: "wait")]),
        "wait": (transitions: [(when: "ok", target: "done")]),
        "done": (kind: final),
      } )"#;
    let open = (0..n).map(|i| format!(r#"(date: "2024-01-01", event: "go", instance: "m/a{i}")"#));
    let learn =
        (0..n).map(|i| format!(r#"(date: "2024-01-02", learn: "a{i}", facts: {{ "n": 1 }})"#));
    let told = story(&subjects(n, false), open.chain(learn), r#"states: {"m/a0": "done"}"#);
    with_story(bundle(WITH_A_FACT, machine, "/// - ok\nfn ok() { n > 0 }\n"), told, &["run"])
}

/// All wait for a fact; every day one event comes to another instance.
fn mornings(n: usize) -> Given {
    let machine = r#"( key: { "s": subject }, opened_by: "go",
      states: {
        "start": (transitions: [(event: "go", target: "wait")]),
        "wait": (transitions: [(when: "ok", target: "done"), (event: "e")]),
        "done": (kind: final),
      } )"#;
    let open = (0..n).map(|i| format!(r#"(date: "2024-01-01", event: "go", instance: "m/a{i}")"#));
    let day = |i: usize| format!("{}-{:02}-{:02}", 2025 + i / 336, i % 336 / 28 + 1, i % 28 + 1);
    let go_on = (0..n).map(|i| format!(r#"(date: "{}", event: "e", instance: "m/a0")"#, day(i)));
    let told = story(&subjects(n, false), open.chain(go_on), r#"states: {"m/a0": "wait"}"#);
    with_story(bundle(WITH_A_FACT, machine, "/// - ok\nfn ok() { n > 0 }\n"), told, &["run"])
}

/// Half of them values of one fact, half events that ask for the last.
fn values_of_a_fact(n: usize) -> Given {
    let machine = r#"( key: { "s": subject }, opened_by: "go",
      states: { "start": (transitions: [(event: "go", target: "a")]),
        "a": (transitions: [(event: "e", when: "ok")]) } )"#;
    let open = std::iter::once(r#"(date: "2024-01-01", event: "go", instance: "m/a0")"#.to_owned());
    let learn = (0..n).flat_map(|i| {
        let told = format!(r#"(date: "2024-01-02", learn: "a0", facts: {{ "n": {} }})"#, i + 1);
        [told, r#"(date: "2024-01-02", event: "e", instance: "m/a0")"#.to_owned()]
    });
    let told = story(&subjects(1, false), open.chain(learn), r#"states: {"m/a0": "a"}"#);
    with_story(bundle(WITH_A_FACT, machine, "/// - ok\nfn ok() { n > 0 }\n"), told, &["run"])
}

/// Each asks how many came to its state before.
fn entered_since(n: usize) -> Given {
    let machine = r#"( key: { "n": count }, opened_by: "go",
      states: { "start": (transitions: [(event: "go", when: "ok", target: "a")]), "a": () } )"#;
    let rules = "/// - ok\nfn ok() { entered_since(\"m\", \"a\", #{ since: date(\"2020-01-01\") }) >= 0 }\n";
    let open = |i| format!(r#"(date: "2024-01-01", event: "go", instance: "m/{i}")"#);
    let told = story("", (0..n).map(open), r#"states: {"m/0": "a"}"#);
    with_story(bundle(SIMPLE, machine, rules), told, &["run"])
}

/// All wait for a child that none of them has; events go on meanwhile.
fn waiting_for_others(n: usize) -> Given {
    let machine = r#"( key: { "n": count }, opened_by: "go",
      states: {
        "start": (transitions: [(event: "go", target: "wait")]),
        "wait": (transitions: [(when: "one_is_there", target: "done"), (event: "e")]),
        "done": (kind: final),
      } )"#;
    let rules = "/// - one is there\nfn one_is_there() { count(\"c\", \"a\") > 0 }\n";
    let open = (0..n).map(|i| format!(r#"(date: "2024-01-01", event: "go", instance: "m/{i}")"#));
    let go_on = (0..n).map(|i| format!(r#"(date: "2024-01-02", event: "e", instance: "m/{i}")"#));
    let told = story("", open.chain(go_on), r#"states: {"m/0": "wait"}"#);
    with_story(with_a_child(machine, rules), told, &["run"])
}

/// The machine as an owner of another, `c`.
fn with_a_child(machine: &str, rules: &str) -> Vec<(&'static str, String)> {
    let mut files = bundle(SIMPLE, machine, rules);
    files[0].1 = files[0].1.replace("\"machines/m.ron\"", "\"machines/m.ron\", \"machines/c.ron\"");
    let child = r#"( owner: "m", key: { "n": count }, opened_by: "go",
      states: { "start": (transitions: [(event: "go", target: "a")]), "a": (kind: final) } )"#;
    files.push(("policy/x/machines/c.ron", child.to_owned()));
    files
}

const WITH_A_TERM: &str =
    r#"( parameters: { "d": (value: days(300)) }, events: { "go": "go", "stop": "stop" } )"#;
const TERM: &str = r#"( key: { "n": count }, opened_by: "go",
  states: {
    "start": (transitions: [(event: "go", target: "a")]),
    "a": (transitions: [(after: "d", target: "late"), (event: "stop", target: "end")]),
    "late": (kind: final), "end": (kind: final),
  } )"#;

fn timers(n: usize) -> Given {
    let open = (0..n).map(|i| format!(r#"(date: "2024-01-02", event: "go", instance: "m/{i}")"#));
    let stop =
        (0..n).rev().map(|i| format!(r#"(date: "2024-01-03", event: "stop", instance: "m/{i}")"#));
    let told = story("", open.chain(stop), r#"states: {"m/0": "end"}"#);
    with_story(bundle(WITH_A_TERM, TERM, ""), told, &["run"])
}

fn timers_that_fire(n: usize) -> Given {
    let open = (0..n).map(|i| format!(r#"(date: "2024-01-02", event: "go", instance: "m/{i}")"#));
    let told = story(r#"until: "2025-06-01","#, open, r#"states: {"m/0": "late"}"#);
    with_story(bundle(WITH_A_TERM, TERM, ""), told, &["run"])
}

fn children(n: usize) -> Given {
    let files = with_a_child(TO_AND_FRO, "");
    let opens = std::iter::once(r#"(date: "2024-01-01", event: "go", instance: "m/0")"#.to_owned());
    let open =
        (0..n).map(|i| format!(r#"(date: "2024-01-02", event: "go", instance: "m/0/c/{i}")"#));
    let told = story("", opens.chain(open), r#"states: {"m/0/c/0": "a"}"#);
    with_story(files, told, &["run"])
}

/// Their events find them by their own names, without that of their owner.
fn children_by_name(n: usize) -> Given {
    let mut given = children(n);
    let (_, story) = given.files.last_mut().unwrap();
    *story = story.replace("\"m/0/c/", "\"c/");
    given
}

const WITH_A_REGISTER: &str =
    r#"( registers: { "bars": (title: "bars") }, events: { "go": "go", "e": "e" } )"#;
const BARRED: &str = r#"( key: { "s": subject, "n": count }, opened_by: "go",
  states: {
    "start": (transitions: [(event: "go", when: "free", target: "a")]),
    "a": (kind: final),
  } )"#;
const FREE: &str = "/// - free\nfn free() { !has_entry(\"bars\") }\n";

fn register_lines(n: usize) -> Given {
    let mut lines = subjects(n, false);
    lines.push_str("before: [");
    for i in 0..n {
        let _ = write!(
            lines,
            "(register: \"bars\", subject: \"a{i}\", from: \"2020-01-01\", to: \"2021-01-01\"), "
        );
    }
    lines.push_str("],");
    let open = |i| format!(r#"(date: "2024-01-01", event: "go", instance: "m/a{i}/0")"#);
    let told = story(&lines, (0..n).map(open), r#"states: {"m/a0/0": "a"}"#);
    with_story(bundle(WITH_A_REGISTER, BARRED, FREE), told, &["run"])
}

/// Half of them lines of one subject, half events that ask for them.
fn register_of_one(n: usize) -> Given {
    let mut lines = subjects(1, false);
    lines.push_str("before: [");
    for _ in 0..n {
        lines.push_str(
            r#"(register: "bars", subject: "a0", from: "2020-01-01", to: "2021-01-01"), "#,
        );
    }
    lines.push_str("],");
    let open = |i| format!(r#"(date: "2024-01-01", event: "go", instance: "m/a0/{i}")"#);
    let told = story(&lines, (0..20).map(open), r#"states: {"m/a0/0": "a"}"#);
    with_story(bundle(WITH_A_REGISTER, BARRED, FREE), told, &["run"])
}

fn payments(n: usize) -> Given {
    let declared = r#"( parameters: { "sum": (value: money("5元")) },
      accounts: { "a": (title: "a") }, events: { "go": "go", "e": "e" } )"#;
    let machine = r#"( key: { "s": subject }, opened_by: "go",
      states: {
        "start": (transitions: [(event: "go", target: "a")]),
        "a": (transitions: [(event: "e", actions: [owe(account: "a", to: "key.s", amount: "param.sum")])]),
      } )"#;
    let opens =
        std::iter::once(r#"(date: "2024-01-01", event: "go", instance: "m/a0")"#.to_owned());
    let owe = (0..n).map(|_| r#"(date: "2024-01-02", event: "e", instance: "m/a0")"#.to_owned());
    let told = story(&subjects(1, false), opens.chain(owe), r#"states: {"m/a0": "a"}"#);
    with_story(bundle(declared, machine, ""), told, &["run"])
}

/// So many states in a row.
fn row_of_states(n: usize) -> String {
    let mut machine = String::from("( key: { \"n\": count }, opened_by: \"e\", states: {\n");
    for i in 0..n {
        let _ =
            writeln!(machine, "\"s{i}\": (transitions: [(event: \"e\", target: \"s{}\")]),", i + 1);
    }
    let _ = write!(machine, "\"s{n}\": (kind: final) }} )");
    machine
}

fn states(n: usize) -> Given {
    let declared = r#"( events: { "e": "e" } )"#;
    Given { files: bundle(declared, &row_of_states(n), ""), words: vec!["check", "policy/x"] }
}

fn graph(n: usize) -> Given {
    let declared = r#"( events: { "e": "e" } )"#;
    Given {
        // A drawing has its limit; the text has none.
        files: bundle(declared, &row_of_states(n), ""),
        words: vec!["graph", "m", "--bundle", "policy/x", "--format", "dot"],
    }
}

/// Rhai lets a file define about a thousand functions, so the rules are spread over several.
fn parameters(n: usize) -> Given {
    const OF_A_FILE: usize = 1_000;
    let mut declared = String::from(
        "( events: { \"go\": \"go\", \"e\": \"e\", \"stop\": \"stop\" }, parameters: {\n",
    );
    let mut rules = vec![String::new(); n.div_ceil(OF_A_FILE)];
    for i in 0..n {
        let _ = writeln!(declared, "\"p{i}\": (value: count({i})),");
        let _ = writeln!(rules[i / OF_A_FILE], "/// - r{i}\nfn r{i}() {{ param.p{i} >= 0 }}");
    }
    declared.push_str("} )");
    let mut files = bundle(&declared, TO_AND_FRO, "");
    let mut listed = String::new();
    for (i, text) in rules.into_iter().enumerate() {
        let _ = write!(listed, ", \"r{i}.rhai\"");
        files.push((Box::leak(format!("policy/x/r{i}.rhai").into_boxed_str()), text));
    }
    files[0].1 = files[0].1.replace(", \"r.rhai\"", &format!(", \"r.rhai\"{listed}"));
    Given { files, words: vec!["check", "policy/x"] }
}

fn problems(n: usize) -> Given {
    let facts: Vec<String> = (0..n).map(|i| format!("\"f{i}\": (type: nope)")).collect();
    let declared = format!("( facts: {{{}}} )", facts.join(", "));
    let files = vec![
        (
            "policy/x/policy.ron",
            r#"( title: "x", legal_text: false, files: ["d.ron"] )"#.to_owned(),
        ),
        ("policy/x/d.ron", declared),
    ];
    Given { files, words: vec!["check", "policy/x"] }
}

fn text_to_wrap(n: usize) -> Given {
    let words: Vec<&str> = (0..n).map(|_| "办法 rule").collect();
    let text = format!(
        "( articles: {{ \"1\": (heading: \"one\", status: declaratory(\"long\"), text: [\"{}\"]) }} )",
        words.join(" ")
    );
    let files = vec![
        ("policy/x/policy.ron", r#"( title: "x", files: ["text.ron"] )"#.to_owned()),
        ("policy/x/text.ron", text),
    ];
    Given { files, words: vec!["text", "1", "--bundle", "policy/x"] }
}

fn ron_size(n: usize) -> Given {
    let mut declared = String::from(
        "( events: { \"go\": \"go\", \"e\": \"e\", \"stop\": \"stop\" }, choices: { \"c\": (title: \"c\", values: {\n",
    );
    for i in 0..n {
        let _ = writeln!(declared, "\"v{i}\": \"v{i}\",");
    }
    declared.push_str("}) } )");
    Given { files: bundle(&declared, TO_AND_FRO, ""), words: vec!["check", "policy/x"] }
}

/// States in states: each level is a level of RON for all that lies in it.
fn ron_depth(n: usize) -> Given {
    const DEEP: usize = 20;
    let mut machine = String::from("( key: { \"n\": count }, opened_by: \"e\", states: {\n");
    for i in 0..n / DEEP {
        for level in 0..DEEP {
            let _ = write!(machine, "\"s{i}_{level}\": (");
            if level + 1 < DEEP {
                machine.push_str("states: {");
            }
        }
        let _ = write!(machine, "transitions: [(event: \"e\", target: \"s{}_0\")]", i + 1);
        machine.push_str(&")}".repeat(DEEP - 1));
        machine.push_str("),\n");
    }
    let _ = write!(machine, "\"s{}_0\": (kind: final) }} )", n / DEEP);
    let declared = r#"( events: { "e": "e" } )"#;
    Given { files: bundle(declared, &machine, ""), words: vec!["check", "policy/x"] }
}

fn stories(n: usize) -> Given {
    let mut files = bundle(SIMPLE, TO_AND_FRO, "");
    let open = std::iter::once(r#"(date: "2024-01-01", event: "go", instance: "m/0")"#.to_owned());
    let text = story("", open, r#"states: {"m/0": "a"}"#);
    for i in 0..n / 10 {
        let path: &'static str = Box::leak(format!("scenarios/x/s{i}.ron").into_boxed_str());
        files.push((path, text.clone()));
    }
    Given { files, words: vec!["run"] }
}

fn may(n: usize) -> Given {
    let mut given = instances(n);
    given.words = vec!["may", "scenarios/x/s.ron", "m/0", "--on", "2024-01-05"];
    given
}

fn explain(n: usize) -> Given {
    with_story(bundle(SIMPLE, TO_AND_FRO, ""), of_one(n), &["explain", "scenarios/x/s.ron"])
}
