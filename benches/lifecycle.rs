//! The speed of banfa on the lifecycle of `policy/examples/lifecycle`, part by part and against
//! XState 5: `cargo bench --bench lifecycle -- [RECORDS] [ROUNDS]`. Every round runs every measure once, so
//! that what else the machine does falls on all of them; medians are told. `docs/performance.md`
//! explains the measures.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::panic,
    missing_docs,
    reason = "a measurement prints its table, and stops where it cannot be made"
)]

#[path = "lifecycle/engine.rs"]
mod engine;
#[path = "lifecycle/files.rs"]
mod files;
#[path = "lifecycle/measure.rs"]
mod measure;
#[path = "lifecycle/peer.rs"]
mod peer;
#[path = "lifecycle/record.rs"]
mod record;

use std::path::Path;

use banfa::world::Journal;
use engine::{Ends, Facts, Lifecycle, entries};
use measure::{Runs, elapsed, grouped, resident, time};
use peer::Xstate;
use record::{ENDS_OF_100_000, EVENTS, record};

fn main() {
    let mut numbers = std::env::args().filter_map(|argument| argument.parse::<usize>().ok());
    let count = numbers.next().unwrap_or(100_000);
    let rounds = numbers.next().unwrap_or(5);

    let bundle = Path::new(env!("CARGO_MANIFEST_DIR")).join("policy/examples/lifecycle");
    let lifecycle = Lifecycle::load(&bundle).unwrap();
    let records: Vec<Facts> =
        (0..count as u32).map(|index| lifecycle.facts(&record(index)).unwrap()).collect();
    println!("{count} records x {} events, {rounds} rounds, medians", EVENTS.len());
    println!("in time on the processor, but for the last table\n");
    // First, while the process holds nothing else that could be used again.
    memory(&lifecycle, &records);
    clones(&lifecycle, &records, rounds);
    events(&lifecycle, &records, rounds);
    stories(rounds);
    scenario_files(rounds);
}

/// What live instances hold in memory, each with its ten facts.
fn memory(lifecycle: &Lifecycle, records: &[Facts]) {
    println!("memory, each instance after its first event");
    let Some(before) = resident() else {
        println!("  not told by this system\n");
        return;
    };
    let cast = lifecycle.cast(records.len());
    let with_cast = resident().unwrap_or(before);
    let world = lifecycle.world(&cast, records, 1, &mut ());
    let with_world = resident().unwrap_or(with_cast);
    assert_eq!(world.instance_count(), records.len());
    let each = |from: usize, to: usize| to.saturating_sub(from) as f64 / records.len() as f64;
    println!("  instance with key, chart and ten facts {:6.0} bytes", each(with_cast, with_world));
    println!("  its subject among the cast             {:6.0} bytes\n", each(before, with_cast));
}

/// What it costs to clone a world.
fn clones(lifecycle: &Lifecycle, records: &[Facts], rounds: usize) {
    println!("clone of a world, ten facts an instance, and its end");
    for size in [12, 1_600, 100_000] {
        let Some(records) = records.get(..size) else { continue };
        let cast = lifecycle.cast(size);
        let world = lifecycle.world(&cast, records, 1, &mut ());
        let times = (2_000_000 / size).max(1);
        let mut runs = Runs::default();
        for _ in 0..rounds {
            let copy = || (0..times).for_each(|_| drop(std::hint::black_box(world.clone())));
            runs.add(time(copy).0);
        }
        println!("  {:>7} instances {:>14} ns", grouped(size as f64), grouped(runs.each(times)));
    }
    println!();
}

fn check(ends: Ends, records: usize) {
    if records == 100_000 {
        assert_eq!(ends, ENDS_OF_100_000);
    }
}

/// Events in a second, against XState, and what an event is made of.
fn events(lifecycle: &Lifecycle, records: &[Facts], rounds: usize) {
    let count = records.len();
    let sent = count * EVENTS.len();
    let cast = lifecycle.cast(count);
    let begun = lifecycle.world(&cast, records, 1, &mut ());
    let answers = lifecycle.answers(&cast, &begun);
    let few = count.min(100);
    let few_cast = lifecycle.cast(few);
    let small = lifecycle.world(&few_cast, records.get(..few).unwrap_or_default(), 1, &mut ());
    let with_action = with_an_action();

    let xstate = Xstate::find();
    let mut version = String::new();
    let (mut silent, mut told) = (Runs::default(), Runs::default());
    let (mut silent_together, mut told_together) = (Runs::default(), Runs::default());
    let (mut actor, mut cohort) = (Runs::default(), Runs::default());
    let (mut known, mut guards) = (Runs::default(), Runs::default());
    let (mut selection, mut acting) = (Runs::default(), Runs::default());
    let (mut asked, mut taken, mut noted, mut all_guards) = (0, 0, 0, 0_usize);
    for _ in 0..rounds {
        let (run, ends) = time(|| lifecycle.one_by_one::<()>(records));
        check(ends, count);
        silent.add(run);
        let (run, ends) = time(|| lifecycle.one_by_one::<Journal>(records));
        check(ends, count);
        told.add(run);

        known.add(time(|| lifecycle.only_known(records)).0);
        // A small world again and again: a guard costs more where its facts have to be fetched from afar.
        let again = (count / few).max(1);
        let (run, all) = time(|| (0..again).map(|_| lifecycle.guards(&few_cast, &small)).sum());
        all_guards = all;
        guards.add(run);
        let (run, told) = time(|| lifecycle.selection(&answers));
        selection.add(run);
        (asked, taken) = (told.0, told.1);
        check(told.2, count);
        if let Some(with_action) = &with_action {
            let (run, ends) = time(|| with_action.one_by_one::<()>(records));
            check(ends, count);
            acting.add(run);
        }

        // The large ones last: what they leave to the allocator would fall on the small ones.
        let (run, ends) = time(|| lifecycle.together(&cast, records, &mut ()));
        check(ends, count);
        silent_together.add(run);
        let mut journal = Journal::default();
        let (run, ends) = time(|| lifecycle.together(&cast, records, &mut journal));
        check(ends, count);
        told_together.add(run);
        noted = entries(&journal);
        drop(journal);
        for (mode, runs) in [("actor", &mut actor), ("cohort", &mut cohort)] {
            if let Some(run) = xstate.as_ref().and_then(|xstate| xstate.run(mode, count)) {
                check(run.ends, count);
                runs.add(run.duration);
                version = run.version;
            }
        }
    }

    println!("events in a second: median (slowest to fastest round)");
    let row = |name: &str, runs: &Runs, peer: &Runs| {
        let (median, least, most) = runs.per_second(sent);
        let ratio = if peer.is_empty() {
            String::new()
        } else {
            format!("  {:5.1} x", peer.median().as_secs_f64() / runs.median().as_secs_f64())
        };
        println!(
            "  {name:<44} {:>10} ({} to {}){ratio}",
            grouped(median),
            grouped(least),
            grouped(most)
        );
    };
    row("one record after the other, no journal", &silent, &actor);
    row("one record after the other, full journal", &told, &actor);
    row("all records in one world, no journal", &silent_together, &cohort);
    row("all records in one world, one full journal", &told_together, &cohort);
    if actor.is_empty() {
        println!("  XState 5 was not found; to compare with it:");
        println!("    mkdir peer && (cd peer && npm init -y && npm i xstate@5.33.3)");
        println!("    XSTATE_DIR=$PWD/peer cargo bench --bench lifecycle");
    } else {
        row(&format!("XState {version}, one actor after the other"), &actor, &Runs::default());
        row(&format!("XState {version}, all actors alive"), &cohort, &Runs::default());
    }

    // Each part for one event sent, of one record after the other.
    let of_guards = guards.each(all_guards);
    let (whole, whole_told) = (silent.each(sent), told.each(sent));
    let parts = [
        ("facts of the record", known.each(sent)),
        ("guards", of_guards * asked as f64 / sent as f64),
        ("the chart: selection, entry and exit", selection.each(sent)),
    ];
    let rest = whole - parts.iter().map(|part| part.1).sum::<f64>();
    println!("\nnanoseconds for each event sent, one record after the other");
    for (name, part) in parts {
        println!("  {name:<44} {part:8.1}");
    }
    println!("  {:<44} {rest:8.1}", "the rest: opening, undoing, refusing");
    println!("  {:<44} {whole:8.1}", "together, no journal");
    println!("  {:<44} {:8.1}", "journal", whole_told - whole);
    println!("  {:<44} {whole_told:8.1}", "together, full journal");
    println!("\nsingly");
    println!("  {:<44} {of_guards:8.1} ns", "a guard");
    if !acting.is_empty() {
        let action = (acting.median().as_secs_f64() - silent.median().as_secs_f64()) * 1e9;
        println!("  {:<44} {:8.1} ns", "an action that sets a datum", action / taken as f64);
    }
    let entry = (whole_told - whole) * sent as f64 / noted as f64;
    println!("  {:<44} {entry:8.1} ns", "an entry of the journal");
    println!(
        "  of 100 events {:.1} set off a transition, {:.1} ask a guard; {:.1} entries\n",
        100.0 * taken as f64 / sent as f64,
        100.0 * asked as f64 / sent as f64,
        100.0 * noted as f64 / sent as f64
    );
}

/// The same lifecycle with one action on every transition, in a folder of its own.
fn with_an_action() -> Option<Lifecycle> {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("policy/examples/lifecycle");
    let folder = std::env::temp_dir().join(format!("banfa-bench-action-{}", std::process::id()));
    files::copy(&shipped, &folder).ok()?;
    let file = folder.join("machines/lifecycle.ron");
    let text = std::fs::read_to_string(&file).ok()?;
    let datum =
        r#"data: { "moved_on": (title: "moved on", type: date, optional: true) }, states: {"#;
    let text = text.replacen("states: {", datum, 1);
    let text = text.replace("target:", r#"actions: [set({ "moved_on": "today" })], target:"#);
    std::fs::write(&file, text).ok()?;
    let loaded = Lifecycle::load(&folder);
    let _ = std::fs::remove_dir_all(&folder);
    loaded
}

/// A line of a story of the shipped bundles: roles, calendar, registers, money and journal.
fn stories(rounds: usize) {
    let stories = files::Stories::read();
    let (count, lines) = stories.size();
    let mut runs = Runs::default();
    for _ in 0..rounds {
        runs.add(time(|| stories.play()).0);
    }
    println!("the {count} shipped stories, {lines} lines, planned beforehand, on one core");
    println!("  {:<44} {:8.0} ns\n", "a line, with its journal and expectations", runs.each(lines));
}

/// Scenario files in a second, over the shipped folder 25 times.
fn scenario_files(rounds: usize) {
    const TIMES: usize = 25;
    let copies = files::Copies::make(TIMES).unwrap();
    let (mut here, mut command) = (Runs::default(), Runs::default());
    for _ in 0..rounds {
        let (run, passed) = elapsed(|| copies.play_here());
        assert_eq!(passed, copies.count);
        here.add(run);
        let (run, well) = elapsed(|| copies.run_command());
        assert!(well);
        command.add(run);
    }
    println!("{} scenario files (the shipped folder {TIMES} times), on all cores", copies.count);
    for (name, runs) in [("in this process, bundles loaded too", here), ("`banfa run`", command)] {
        let (median, least, most) = runs.per_second(copies.count);
        println!(
            "  {name:<44} {:>10} a second ({} to {}), {:.0} ms",
            grouped(median),
            grouped(least),
            grouped(most),
            runs.median().as_secs_f64() * 1e3
        );
    }
}
