//! Every refusal cites law, says where things stand and what must come first (DESIGN 8.2).

#![allow(clippy::expect_used, reason = "a test fails by a panic")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use banfa::lang::Lang;
use banfa::pipeline::{self, Loaded};
use banfa::program::Program;
use banfa::report::{Detail, Story, story_lines};
use banfa::rule::MachineId;
use banfa::scenario::{Played, play};
use banfa::source::Disk;
use banfa::world::journal::What;
use banfa::world::{Reason, RefusalKind};

/// How a story comes out, under what it assumes.
fn played(file: &Path, loaded: &Loaded) -> (Played, Option<Arc<Program>>) {
    let story = pipeline::Story::read(&Disk, file, &loaded.sources).expect("it is read");
    let (planned, assumed) = loaded.plan(&story);
    let program = assumed.as_deref().or(loaded.program.as_ref()).expect("it loads");
    let played = play(planned.plan.expect("it is planned"), program, false);
    (played, assumed)
}

/// Each reason with the machine that it is about; those of receivers in their place.
fn each<'r>(
    played: &Played,
    reasons: &'r [Reason],
    machine: Option<MachineId>,
    visit: &mut impl FnMut(&'r Reason, Option<MachineId>),
) {
    for reason in reasons {
        match reason {
            Reason::Sent { to, reasons, .. } => {
                // What the step had opened is gone with it.
                let there = to.filter(|to| played.world.instances().any(|(id, _)| id == *to));
                let machine = there.map(|to| played.world.machine_of(to));
                if machine.is_some() {
                    each(played, reasons, machine, visit);
                }
            }
            _ => visit(reason, machine),
        }
    }
}

#[test]
fn every_refusal_under_a_legal_text_cites_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::env::set_current_dir(root).expect("the repository");
    let (mut wrong, mut asked) = (Vec::new(), Vec::new());
    let mut bundles = BTreeMap::new();
    for file in pipeline::scenario_files(Path::new("scenarios")).expect("scenarios") {
        let bundle = pipeline::bundle_of(&file).expect("a bundle");
        let loaded = bundles.entry(bundle).or_insert_with_key(|bundle| pipeline::load(bundle));
        let program = loaded.program.as_ref().expect("it loads");
        if !program.legal_text {
            continue;
        }
        let (played, assumed) = played(&file, loaded);
        let program = assumed.as_deref().unwrap_or(program);
        for entry in &played.journal.entries {
            let (reasons, address) = match &entry.what {
                What::Refused { reasons, address, .. }
                | What::FindingRefused { reasons, address, .. } => (reasons, address),
                _ => continue,
            };
            let machine = address.parts.last().map(|part| part.machine);
            each(&played, reasons, machine, &mut |reason, machine| {
                asked.push(reason.kind());
                if reason.cited(program, machine).articles.is_empty() {
                    wrong.push(format!("{} {}: {reason:?}", file.display(), entry.day));
                }
            });
        }
    }
    assert!(wrong.is_empty(), "refusals without law:\n{}", wrong.join("\n"));
    for kind in [
        RefusalKind::NoInstance,
        RefusalKind::Ended,
        RefusalKind::NotExpected,
        RefusalKind::Role,
        RefusalKind::TooEarly,
        RefusalKind::NotMet,
        RefusalKind::Unknown,
        RefusalKind::Quota,
    ] {
        assert!(asked.contains(&kind), "no story is refused for {}", kind.name());
    }
}

#[test]
fn kinds_of_refusal_have_names_of_their_own() {
    let mut names: Vec<&str> = RefusalKind::ALL.iter().map(|kind| kind.name()).collect();
    assert!(RefusalKind::ALL.iter().all(|kind| RefusalKind::named(kind.name()) == Some(*kind)));
    assert!(RefusalKind::ALL.is_sorted());
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), RefusalKind::ALL.len());
}

/// A story of a little bundle, told.
fn told(name: &str, machine: &str, rules: &str, story: &str) -> Vec<String> {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("refusals").join(name);
    std::fs::create_dir_all(root.join("machines")).expect("a folder");
    let write = |file: &str, text: &str| std::fs::write(root.join(file), text).expect("a file");
    write(
        "policy.ron",
        "( title: \"x\", legal_text: false, files: [\"d.ron\", \"machines/m.ron\", \"r.rhai\"] )",
    );
    write(
        "d.ron",
        "( kinds: { \"firm\": \"firm\", \"person\": \"person\" },
           facts: { \"staff\": (title: \"staff\", type: count), \"age\": (title: \"age\", type: count) },
           events: { \"go\": \"go\", \"up\": \"up\", \"over\": \"over\", \"down\": \"down\" } )",
    );
    write("machines/m.ron", machine);
    write("r.rhai", rules);
    std::fs::write(root.with_extension("ron"), story).expect("a file");
    let loaded = pipeline::load(&root);
    let (played, _) = played(&root.with_extension("ron"), &loaded);
    let program = loaded.program.as_ref().expect("it loads");
    let story = Story { program, played: &played, detail: Detail::Short, only: None };
    story_lines(&story, Lang::En)
}

#[track_caller]
fn tells(lines: &[String], wanted: &str) {
    assert!(lines.iter().any(|line| line.contains(wanted)), "{wanted}\n{}", lines.join("\n"));
}

const STAIRS: &str = r#"( key: { "n": text }, opened_by: "go", states: { "house": (kind: parallel, states: {
    "clock": (states: { "ticking": () }),
    "stairs": (states: {
        "floor": (transitions: [(event: "go", target: "first")]),
        "first": (transitions: [(event: "up", target: "second"), (event: "over", target: "roof")]),
        "second": (transitions: [(event: "up", target: "roof")]),
        "roof": (transitions: [(event: "down", target: "gone")]),
        "gone": (kind: final),
    }),
  }) } )"#;

#[test]
fn what_must_come_first_is_the_shortest_way_and_only_its_own_region_is_told() {
    let story = r#"( title: "x", subjects: {}, story: [
        (date: "2024-03-01", event: "go", instance: "m/a"),
        (date: "2024-03-02", event: "down", instance: "m/a", refused: true),
        (date: "2024-03-03", event: "over", instance: "m/a"),
        (date: "2024-03-04", event: "up", instance: "m/a", refused: true),
        (date: "2024-03-05", event: "up", instance: "m/b", refused: true),
    ], expect: () )"#;
    let lines = told("stairs", STAIRS, "", story);
    // By `over` it is one step to the roof, by `up` two; the clock hears none of it.
    tells(&lines, "it is in \"first\", where this cannot happen; first: over");
    tells(&lines, "it is in \"roof\", where this cannot happen: \"first\" is over");
    tells(&lines, "there is no such m yet; it begins with: go");
}

#[test]
fn where_it_ended_is_told() {
    let story = r#"( title: "x", subjects: {}, story: [
        (date: "2024-03-01", event: "go", instance: "m/a"),
        (date: "2024-03-02", event: "down", instance: "m/a"),
        (date: "2024-03-03", event: "down", instance: "m/a", refused: true, because: ["ended"]),
    ], expect: () )"#;
    let machine = r#"( key: { "n": text }, opened_by: "go", states: {
        "idle": (transitions: [(event: "go", target: "roof")]),
        "roof": (transitions: [(event: "down", target: "gone")]),
        "gone": (kind: final) } )"#;
    tells(&told("ended", machine, "", story), "it has reached its end: gone");
}

#[test]
fn a_branch_that_is_shut_by_what_the_subject_is_is_not_told() {
    let machine = r#"( key: { "s": subject }, opened_by: "go", states: {
        "idle": (transitions: [
            (event: "go", when: ["is_firm", "big"], target: "x"),
            (event: "go", when: ["is_person", "grown_up"], target: "y")]),
        "x": (), "y": () } )"#;
    let rules = "/// - a firm\nfn is_firm() { is_a(\"firm\") }\n/// - a person\nfn is_person() { is_a(\"person\") }\n/// - big\nfn big() { staff >= 10 }\n/// - grown up\nfn grown_up() { age >= 18 }\n";
    let story = r#"( title: "x", subjects: { "p": (kind: "firm", title: "A", facts: { "staff": 3 }) },
        story: [(date: "2024-03-01", event: "go", instance: "m/p", refused: true, because: ["not_met"])],
        expect: () )"#;
    let lines = told("branches", machine, rules, story);
    tells(&lines, "not met: big");
    assert!(!lines.iter().any(|line| line.contains("age") || line.contains("person")), "{lines:?}");
}
