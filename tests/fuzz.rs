//! Broken input of every kind: RON, rules, scenarios, calendars, whole bundles, arguments. Whatever
//! comes, the command ends with an exit status of its own, within a bounded time, and what it says
//! holds no character that could move a terminal's cursor.
//!
//! Every input follows from its target and its number alone, so that a failure can be had again:
//! `BANFA_FUZZ_FROM=NUMBER BANFA_FUZZ_COUNT=1 cargo test --test fuzz TARGET`. `BANFA_FUZZ_COUNT` is
//! how many inputs each target tries. For a long run: `cargo test --release --test fuzz`.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails by a panic, and tells what it tried"
)]

#[path = "fuzz/corpus.rs"]
mod corpus;
#[path = "fuzz/mutate.rs"]
mod mutate;
#[path = "fuzz/random.rs"]
mod random;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use banfa::cli::Exit;
use banfa::source::{Sources, parse};
use corpus::{Corpus, Kind, Shelf};
use mutate::mutate;
use random::Random;

/// How many inputs a target tries where nobody says otherwise: some seconds of them.
const COUNT: u64 = 120;
/// What one input may take; far more than any takes on the busiest machine, and far less than for ever.
const PATIENCE: Duration = Duration::from_secs(180);

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// Tries inputs `from..from + count`, each made from its own number.
fn each(target: &str, times: u64, mut one: impl FnMut(&mut Random) -> String) {
    let from = number("BANFA_FUZZ_FROM", 0);
    let count = number("BANFA_FUZZ_COUNT", COUNT) * times;
    let begun = Instant::now();
    for at in from..from + count {
        let mut random = Random::of(target, at);
        let start = Instant::now();
        let tried = catch_unwind(AssertUnwindSafe(|| one(&mut random)));
        let input = tried.unwrap_or_else(|_| panic!("{target}: input {at} ends in a panic"));
        assert!(start.elapsed() < PATIENCE, "{target}: input {at} takes too long:\n{input}");
    }
    println!("{target}: {count} inputs, {:.1} s", begun.elapsed().as_secs_f64());
}

/// Calls the command as `main` does.
fn banfa(words: &[String]) -> (Exit, String, String) {
    let words = std::iter::once("banfa".to_owned()).chain(words.iter().cloned());
    let (mut said, mut complained) = (Vec::new(), Vec::new());
    let (mut keys, mut answers) = (|| None, || None);
    let ways = banfa::cli::Ways {
        said: &mut said,
        complained: &mut complained,
        keys: &mut keys,
        answers: &mut answers,
    };
    let exit = banfa::cli::main(words.map(Into::into), |_| None, (false, Some(80)), ways);
    let text = |bytes| String::from_utf8(bytes).expect("what is said is UTF-8");
    (exit, text(said), text(complained))
}

/// What is said holds nothing that a terminal obeys, but the end of a line.
fn quiet(said: &str, words: &[String]) {
    let obeyed = |letter: char| {
        (letter.is_control() && letter != '\n' && letter != '\t')
            || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if let Some(at) = said.find(obeyed) {
        let from = said[..at].rfind('\n').map_or(0, |end| end + 1);
        let line = said[from..].lines().next().unwrap_or_default();
        panic!("{words:?} says {:?}", line);
    }
}

fn words(list: &[&str]) -> Vec<String> {
    list.iter().map(|word| (*word).to_owned()).collect()
}

/// Each command that reads a bundle or a story, once.
fn read_by_all(root: &Path, shelf: &Shelf, random: &mut Random) {
    let bundle = root.join(&shelf.bundle).to_string_lossy().into_owned();
    let story = root.join(random.pick(&shelf.stories)).to_string_lossy().into_owned();
    let first = words(&["check", &bundle, "--lang", *random.pick(&["zh", "en"])]);
    let run = words(&["run", &story, "--bundle", &bundle]);
    let other = match random.below(8) {
        0 => words(&["run", &story, "--bundle", &bundle, "--format", "json"]),
        1 => words(&["explain", &story, "--bundle", &bundle]),
        2 => words(&["explain", &story, "--bundle", &bundle, "--format", "html"]),
        3 => words(&["articles", "--bundle", &bundle]),
        4 => words(&["text", "--bundle", &bundle, "--marks"]),
        5 => words(&["graph", "--bundle", &bundle]),
        6 => words(&["readings", &bundle]),
        _ => words(&["may", &story, "--bundle", &bundle]),
    };
    for words in [first, run, other] {
        let (_, said, complained) = banfa(&words);
        if !words.iter().any(|word| word == "html" || word == "json") {
            quiet(&said, &words);
        }
        quiet(&complained, &words);
    }
}

/// Breaks one file of a kind on a copy of the examples, and reads it by all.
fn break_one(target: &str, kinds: &'static [Kind]) {
    let corpus = Corpus::copied(target);
    each(target, 1, |random| {
        let shelf = random.pick(&corpus.shelves);
        let files: Vec<_> = shelf.files.iter().filter(|file| kinds.contains(&file.kind)).collect();
        let Some(file) = (!files.is_empty()).then(|| random.pick(&files)) else {
            return String::new();
        };
        let broken = mutate(&file.text, &corpus.words, random);
        let path = corpus.root.join(&file.path);
        std::fs::write(&path, &broken).unwrap();
        read_by_all(&corpus.root, shelf, random);
        std::fs::write(&path, &file.text).unwrap();
        String::from_utf8_lossy(&broken).into_owned()
    });
}

#[test]
fn ron_of_any_kind_is_read_or_refused() {
    let corpus = Corpus::copied("ron");
    let texts: Vec<&[u8]> = corpus
        .shelves
        .iter()
        .flat_map(|shelf| &shelf.files)
        .filter(|file| file.kind != Kind::Rules)
        .map(|file| file.text.as_slice())
        .collect();
    each("ron", 20, |random| {
        let text: &[u8] = texts[random.below(texts.len())];
        let broken = mutate(text, &corpus.words, random);
        let text = String::from_utf8_lossy(&broken).into_owned();
        let mut sources = Sources::default();
        let file = sources.add("x.ron".to_owned(), text.clone());
        let _ = parse(file, sources.file(file));
        text
    });
}

#[test]
fn rules_of_any_kind_are_read_or_refused() {
    break_one("rules", &[Kind::Rules]);
}

#[test]
fn scenarios_of_any_kind_are_read_or_refused() {
    break_one("scenarios", &[Kind::Story]);
}

#[test]
fn calendars_of_any_kind_are_read_or_refused() {
    break_one("calendars", &[Kind::Calendar]);
}

#[test]
fn bundles_of_any_kind_are_read_or_refused() {
    break_one("bundles", &[Kind::Policy, Kind::Rules, Kind::Calendar, Kind::Story]);
}

#[test]
fn arguments_of_any_kind_are_understood_or_refused() {
    const WORDS: [&str; 46] = [
        "run",
        "check",
        "explain",
        "graph",
        "articles",
        "text",
        "readings",
        "may",
        "plan",
        "date",
        "test",
        "new",
        "--bundle",
        "--format",
        "json",
        "html",
        "md",
        "human",
        "--lang",
        "zh",
        "en",
        "xx",
        "--set",
        "--reading",
        "--on",
        "--from",
        "--like",
        "2024-05-06",
        "2024-02-30",
        "+5workdays",
        "+99999999999years",
        "=",
        "a=",
        "=b",
        "p=5",
        "A1=x",
        "",
        "-",
        "--",
        "\u{1b}[2J",
        "第十六条",
        "16(1)",
        "16(",
        "policy",
        "\u{202e}",
        "edition/2024",
    ];
    let corpus = Corpus::copied("arguments");
    let shelf = &corpus.shelves[0];
    let bundle = corpus.root.join(&shelf.bundle).to_string_lossy().into_owned();
    let story = corpus.root.join(&shelf.stories[0]).to_string_lossy().into_owned();
    each("arguments", 2, |random| {
        let mut tried: Vec<String> = Vec::new();
        for _ in 0..random.below(7) {
            tried.push(match random.below(6) {
                0 => bundle.clone(),
                1 => story.clone(),
                2 => {
                    let word = mutate(random.pick(&WORDS).as_bytes(), &corpus.words, random);
                    // No argument can hold a zero.
                    String::from_utf8_lossy(&word).replace('\0', "").chars().take(2_000).collect()
                }
                _ => (*random.pick(&WORDS)).to_owned(),
            });
        }
        // What writes, and what would read the whole repository, is tried elsewhere.
        let writes = |word: &String| {
            word.starts_with("--acc")
                || word.starts_with("-o")
                || word.starts_with("--out")
                || word == "new"
        };
        tried.retain(|word| !writes(word));
        let whole = ["run", "test", "check", "readings", "articles"];
        if tried.iter().any(|word| whole.contains(&word.as_str())) {
            tried.retain(|word| word != "policy");
            tried.push(if tried[0] == "run" || tried[0] == "test" {
                story.clone()
            } else {
                bundle.clone()
            });
        }
        let (_, said, complained) = banfa(&tried);
        quiet(&said, &tried);
        quiet(&complained, &tried);
        format!("{tried:?}")
    });
}
