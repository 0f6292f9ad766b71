//! How the time of the command grows with its work: `cargo bench --bench growth -- [WORD …] [SIZE …]`,
//! only the rows whose name holds a word, at other sizes where some are given. Each row doubles one thing from 2,000 to 32,000 and tells the
//! time of the whole command, the best of some runs, with how many times the time before it is.
//! Twice the work may take at most 2.3 times the time; a row that takes more is marked. Where a
//! limit stops the command by design, the row says so.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    missing_docs,
    reason = "a measurement prints its table, and stops where it cannot be made"
)]

#[path = "growth/given.rs"]
mod given;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use given::{Given, Row};

const SIZES: [usize; 5] = [2_000, 4_000, 8_000, 16_000, 32_000];
/// The most that twice the work may cost.
const MOST: f64 = 2.3;
/// A row that takes longer than this at one size is not asked for the next.
const PATIENCE: Duration = Duration::from_secs(20);

fn main() {
    let words: Vec<String> =
        std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let (numbers, words): (Vec<String>, Vec<String>) =
        words.into_iter().partition(|word| word.parse::<usize>().is_ok());
    let mut sizes: Vec<usize> = numbers.iter().filter_map(|word| word.parse().ok()).collect();
    if sizes.is_empty() {
        sizes.extend(SIZES);
    }
    let root = std::env::temp_dir().join(format!("banfa-growth-{}", std::process::id()));
    // What the command costs before it has anything to do.
    let empty = given::rows().first().map(|row| measured(&root, row, 1).0).unwrap_or_default();
    println!("the command with next to no work: {:.1} ms, taken off below\n", ms(empty));
    print!("{:<44}", "milliseconds");
    sizes.iter().for_each(|size| print!("{size:>16}"));
    println!();
    let mut wrong = 0;
    for row in given::rows() {
        if !words.is_empty() && !words.iter().any(|word| row.name.contains(word.as_str())) {
            continue;
        }
        print!("{:<44}", row.name);
        let mut before: Option<Duration> = None;
        for &size in &sizes {
            let (time, code) = measured(&root, &row, size);
            if !row.codes.contains(&code) {
                print!("  ends with {code}: {}", complaint(&root, &row));
                break;
            }
            let own = time.saturating_sub(empty);
            let times = before.map(|before| own.as_secs_f64() / before.as_secs_f64());
            // Below some milliseconds the machine's own noise is what is measured.
            let over = times.is_some_and(|times| times > MOST) && own > Duration::from_millis(10);
            wrong += usize::from(over);
            let told = times.map_or_else(String::new, |times| format!(" x{times:.2}"));
            print!("{:>16}", format!("{:.1}{told}{}", ms(own), if over { "!" } else { "" }));
            before = Some(own.max(Duration::from_micros(100)));
            if time > PATIENCE {
                print!("  (stopped here)");
                break;
            }
        }
        println!();
    }
    println!("\n{wrong} above {MOST} times");
    let _ = std::fs::remove_dir_all(&root);
}

/// What the command says first of the work that lies there.
fn complaint(root: &Path, row: &Row) -> String {
    let words = (row.given)(1).words;
    let output = Command::new(env!("CARGO_BIN_EXE_banfa"))
        .current_dir(root)
        .args(&words)
        .env("LANG", "en_US.UTF-8")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    String::from_utf8_lossy(&said).lines().take(6).collect::<Vec<_>>().join(" / ")
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The best of some runs of the command on the work of that size, and how it ended.
fn measured(root: &Path, row: &Row, size: usize) -> (Duration, i32) {
    let _ = std::fs::remove_dir_all(root);
    let Given { files, words } = (row.given)(size);
    for (path, text) in files {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let mut best = Duration::MAX;
    let mut code = -1;
    let begun = Instant::now();
    for _ in 0..5 {
        let start = Instant::now();
        let status = Command::new(env!("CARGO_BIN_EXE_banfa"))
            .current_dir(root)
            .args(&words)
            .env("LANG", "en_US.UTF-8")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap();
        best = best.min(start.elapsed());
        code = status.code().unwrap_or(-1);
        if begun.elapsed() > Duration::from_secs(4) {
            break;
        }
    }
    (best, code)
}
