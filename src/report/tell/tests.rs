//! Nothing is told in a line that the JSON of the same entry does not hold.

#![allow(clippy::expect_used, reason = "a test fails by a panic")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rust_decimal::Decimal;
use serde_json::Value as Json;

use super::{Dated, Saying};
use crate::ident::Id;
use crate::lang::{Lang, Phrase, Text, Word};
use crate::pipeline;
use crate::program::Program;
use crate::report::line::Detail;
use crate::report::words::Teller;
use crate::scenario::{play, play_explained};
use crate::world::Reason;
use crate::world::journal::{Entry, What};

/// Titles taken off, so that each thing is shown by its name.
fn untitled(program: &mut Program) {
    fn named(title: &mut Text) {
        *title = Text::default();
    }
    macro_rules! untitle {
        ($($table:ident),*) => { $(
            for at in 0..program.$table.len() {
                named(&mut program.$table[Id::new(at)].title);
            }
        )* };
    }
    untitle!(choices, kinds, facts, parameters, fields, roles, registers, accounts, obligations);
    untitle!(record_kinds, rules, machines, selections, events);
    for at in 0..program.findings.len() {
        let finding = &mut program.findings[Id::new(at)];
        finding.question = Text { zh: finding.name.clone(), en: String::new() };
    }
    for at in 0..program.choices.len() {
        program.choices[Id::new(at)].values.iter_mut().for_each(|(_, title)| named(title));
    }
    for at in 0..program.events.len() {
        program.events[Id::new(at)].titles.iter_mut().for_each(named);
    }
    for at in 0..program.registers.len() {
        let columns = &mut program.registers[Id::new(at)].columns;
        columns.iter_mut().for_each(|column| named(&mut column.title));
    }
    for at in 0..program.accounts.len() {
        let columns = &mut program.accounts[Id::new(at)].columns;
        columns.iter_mut().for_each(|column| named(&mut column.title));
    }
    for at in 0..program.selections.len() {
        let quotas = &mut program.selections[Id::new(at)].quotas;
        quotas.iter_mut().for_each(|quota| named(&mut quota.title));
    }
    for at in 0..program.machines.len() {
        let machine = &mut program.machines[Id::new(at)];
        machine.data.iter_mut().for_each(|field| named(&mut field.title));
        machine.key.iter_mut().for_each(|field| named(&mut field.title));
        for at in 0..machine.transitions.len() {
            named(&mut machine.transitions[Id::new(at)].title);
        }
        for at in 0..machine.states.len() {
            named(&mut machine.states[Id::new(at)].title);
        }
    }
}

/// The texts of JSON, and its numbers and flags as texts.
fn texts(json: &Json, found: &mut Vec<String>) {
    match json {
        Json::Null => {}
        Json::String(text) => found.push(text.clone()),
        Json::Bool(_) | Json::Number(_) => found.push(json.to_string()),
        Json::Array(all) => all.iter().for_each(|one| texts(one, found)),
        Json::Object(all) => all.iter().for_each(|(name, value)| {
            found.push(name.clone());
            texts(value, found);
        }),
    }
}

/// What was put into the slots of a sentence, at whatever depth.
fn values(word: &Word, found: &mut Vec<String>) {
    match word {
        Word::Plain(text) => found.push(text.clone()),
        Word::Text(text) => found.push(text.get(Lang::Zh).to_owned()),
        Word::Phrase(_, args) => args.iter().for_each(|(_, word)| values(word, found)),
        Word::List(words) | Word::Clauses(words) => {
            words.iter().for_each(|word| values(word, found));
        }
    }
}

/// Words for values that are no names: yes and no, sums, periods, what kind of trigger it is.
fn reworded(shown: &str) -> bool {
    let phrases = [
        Phrase::Yes,
        Phrase::NothingWord,
        Phrase::No,
        Phrase::Automatic,
        Phrase::TimerRanOut,
        Phrase::DutyOpen,
        Phrase::DutyOverdue,
        Phrase::DutyFulfilled,
        Phrase::DutyBreached,
        Phrase::LedgerOwed,
        Phrase::LedgerPaid,
        Phrase::LedgerCancelled,
        Phrase::LedgerReversed,
        Phrase::LedgerReturned,
    ];
    phrases.iter().any(|phrase| phrase.plain(Lang::Zh) == shown)
        // Citations stand as `articles` and `readings`.
        || shown.starts_with('〔')
        // Sums and periods: `amount`, `period` and `left` hold the number with its unit.
        || [" 元", "个工作日", "日", "周", "个月", "年"].iter().any(|unit| {
            let number = shown.strip_suffix(unit);
            number.is_some_and(|number| {
                number.chars().all(|one| one.is_ascii_digit() || ".,".contains(one))
            })
        })
}

#[test]
fn json_holds_every_value_that_a_line_tells() {
    let mut kinds = BTreeSet::new();
    let mut wrong = Vec::new();
    let mut files = pipeline::scenario_files(Path::new("scenarios/examples")).expect("examples");
    for theme in ["duties", "editions", "money", "notices", "selection", "tracking"] {
        let folder = format!("scenarios/changning-2023/{theme}");
        files.extend(pipeline::scenario_files(Path::new(&folder)).expect("a theme of the measure"));
    }
    let mut programs = BTreeMap::new();
    for file in &files {
        let bundle = pipeline::bundle_of(file).expect("a bundle");
        let program = &*programs.entry(bundle).or_insert_with_key(|bundle| {
            let mut program = pipeline::load(bundle).program.expect("it loads");
            untitled(&mut program);
            program
        });
        for explained in [false, true] {
            let planned = pipeline::plan_file(file, program).expect("it is read");
            let Some(mut plan) = planned.plan else { continue };
            let subjects = plan.cast.subjects.len();
            (0..subjects).for_each(|at| plan.cast.subjects[Id::new(at)].title = Text::default());
            let actors = plan.cast.actors.len();
            (0..actors).for_each(|at| plan.cast.actors[Id::new(at)].title = Text::default());
            let played =
                if explained { play_explained(plan, program) } else { play(plan, program, false) };
            let (cast, world) = (&played.plan.cast, &played.world);
            // No story has a timer that comes to nothing.
            let idle = played.journal.entries.iter().filter_map(|entry| match &entry.what {
                What::TimerSet { instance, transition, .. } => {
                    let (instance, transition) = (*instance, *transition);
                    let (guards, reasons) = (Vec::new(), vec![Reason::NoInstance(None)]);
                    let undone = Vec::new();
                    let what = What::Idle { instance, transition, guards, reasons, undone };
                    Some(Entry { day: entry.day, what })
                }
                _ => None,
            });
            let idle: Vec<Entry> = idle.collect();
            let teller = Teller { program, cast, world, undone: &[], day: None, lang: Lang::Zh };
            for entry in played.journal.entries.iter().chain(&idle) {
                let Some(saying) = Saying::of(&teller, entry) else { continue };
                let json = serde_json::to_value(Dated::of(&teller, entry)).expect("JSON");
                kinds.insert(json["kind"].as_str().expect("a kind").to_owned());
                let (mut held, mut told) = (Vec::new(), Vec::new());
                texts(&json, &mut held);
                // 80.00 in a story is shown as 80.
                let numbers = held.iter().filter_map(|text| text.parse::<Decimal>().ok());
                let plain: Vec<String> =
                    numbers.map(|number| number.normalize().to_string()).collect();
                held.extend(plain);
                for detail in [Detail::Short, Detail::Full] {
                    saying.words(detail).iter().for_each(|(_, word)| values(word, &mut told));
                }
                told.retain(|shown| !shown.is_empty() && !reworded(shown));
                // A list has its own separators in words.
                let is_held = |shown: &String| {
                    held.contains(shown)
                        || shown.contains(['；', '、', ' '])
                            && shown
                                .split(['；', '、', ' '])
                                .all(|piece| held.iter().any(|text| text.contains(piece)))
                };
                for shown in told.iter().filter(|shown| !is_held(shown)) {
                    wrong.push(format!("{}: {shown} is not in {json}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // Every kind of entry there is.
    let missing: Vec<&str> = [
        "booked",
        "cancelled",
        "closed",
        "counted",
        "delayed",
        "duty",
        "ended",
        "entered",
        "event",
        "finding_refused",
        "found",
        "idle",
        "kept",
        "learnt",
        "moved",
        "obliged",
        "opened",
        "passed",
        "provisional",
        "ran_out",
        "refused",
        "released",
        "selection",
        "set",
        "timer_held",
        "timer_set",
        "unheard",
        "waits",
        "weighed",
    ]
    .into_iter()
    .filter(|kind| !kinds.contains(*kind))
    .collect();
    assert!(missing.is_empty(), "no story tells of {missing:?}");
}
