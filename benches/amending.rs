//! What an amendment costs: `cargo bench --bench amending -- [NAME …]`, by default all that are
//! shipped for the first measure. Told in processor time, all threads together, and as a ratio to one
//! run of all stories in the same process: the bundle read and compiled, the stories read, planned
//! and played.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    missing_docs,
    reason = "a measurement prints its table, and stops where it cannot be made"
)]

use std::path::{Path, PathBuf};
use std::time::Duration;

use banfa::amend::{Wishes, amendments_in, stem};
use banfa::compare::{Asked, Baseline, Manner, Other, apart, whole};
use banfa::diagnostic::Problems;
use banfa::pipeline::{self, Loaded};
use banfa::source::Disk;
use banfa::workbench::Workbench;
use rustix::time::{ClockId, clock_gettime};

const BUNDLE: &str = "policy/changning-2023";
/// How often each is measured; the least is told.
const ROUNDS: usize = 3;
/// What is asked of one variant, of one amendment against a run of all stories, and of all together.
const GOALS: (Duration, f64, Duration) = (Duration::from_millis(5), 3.0, Duration::from_secs(3));

fn main() {
    let named: Vec<String> =
        std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let folder = Path::new(BUNDLE);
    let files = pipeline::scenarios_of(folder);
    let paths = amendments_in(&Disk, folder);
    let names = paths.iter().map(|path| stem(&path.to_string_lossy()).to_owned());
    let names: Vec<String> =
        names.filter(|name| named.is_empty() || named.contains(name)).collect();
    let (run, count) = least(|| played(folder, &files));
    println!("one run of {count} stories: {} ms\n", ms(run));
    println!("{:<34}{:>12}{:>12}{:>12}{:>9}", "", "operations", "variant", "compared", "ratio");
    let (mut variants, mut all) = (Duration::ZERO, Duration::ZERO);
    for name in &names {
        let (variant, ()) = laid(folder, name);
        let (compared, operations) = least(|| compared(folder, &files, name));
        let ratio = compared.as_secs_f64() / run.as_secs_f64();
        let over = if ratio > GOALS.1 { "!" } else { "" };
        let told = (format!("{} ms", ms(variant)), format!("{} ms", ms(compared)));
        println!("{name:<34}{operations:>12}{:>12}{:>12}{ratio:>8.2}x{over}", told.0, told.1);
        variants += variant;
        all += compared;
    }
    let mean = variants / u32::try_from(names.len().max(1)).unwrap();
    println!("\none variant, in the mean: {} ms (goal {})", ms(mean), ms(GOALS.0));
    println!("all {} together: {} ms (goal {})", names.len(), ms(all), ms(GOALS.2));
}

/// All stories of the bundle, played as a run plays them.
fn played(folder: &Path, files: &[PathBuf]) -> usize {
    let loaded = pipeline::load(folder);
    let bench = Workbench::new(&loaded, files);
    Baseline::new(&loaded, &bench.stories).unwrap().came.len()
}

/// One variant of a bundle that was read: laid, checked, compiled.
fn laid(folder: &Path, name: &str) -> (Duration, ()) {
    let full = under(folder, name);
    let written = full.written.as_ref().unwrap();
    least(|| {
        let found = pipeline::laid(written, &full.amendments, Problems::default(), &full.wishes);
        assert!(found.program.is_some());
    })
}

/// An amendment against the measure as it stands, as `banfa compare` compares it; how many operations.
fn compared(folder: &Path, files: &[PathBuf], name: &str) -> usize {
    let full = under(folder, name);
    let base = full.variant(&Wishes::default()).unwrap();
    let mut asked = Asked { stack: vec![name.to_owned()], ..Asked::default() };
    asked.edits(&full);
    let bench = Workbench::new(&base, files);
    let baseline = Baseline::new(&base, &bench.stories).unwrap();
    let (operations, apart) = apart(&bench, &asked);
    let edits = asked.edits_of(&operations);
    let other = Other { all: &full, apart: &apart, edits: &edits };
    let manner = Manner { fixed_dates: false, only: None, stack: &asked.stack };
    let found = whole(&bench.stories, &baseline, &other, manner);
    assert_eq!(found.untold().count(), 0);
    operations.len()
}

/// The bundle under an amendment.
fn under(folder: &Path, name: &str) -> Loaded {
    let wishes = Wishes { amendments: vec![name.to_owned()], ..Wishes::default() };
    let full = pipeline::load_with(folder, &wishes);
    assert!(full.program.is_some(), "{name} does not load");
    full
}

/// The least processor time of some rounds, and what came of the last.
fn least<T>(mut work: impl FnMut() -> T) -> (Duration, T) {
    let mut found = (Duration::MAX, None);
    for _ in 0..ROUNDS {
        let before = processor();
        let came = work();
        found = (found.0.min(processor() - before), Some(came));
    }
    (found.0, found.1.unwrap())
}

/// The processor time of all threads so far.
fn processor() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(u64::try_from(time.tv_sec).unwrap(), u32::try_from(time.tv_nsec).unwrap())
}

fn ms(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1e3)
}
