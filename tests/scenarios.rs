//! Every scenario of the repository as one named test: it meets what it expects, and its journal is
//! the approved one beside it. `INSTA_UPDATE=new` writes what differs as `X.snap.new`.

#![allow(clippy::expect_used, reason = "a test says what is missing by failing")]

use std::path::{Path, PathBuf};

use banfa::lang::Lang;
use banfa::pipeline::{self, Story};
use banfa::report::verdict_lines;
use banfa::snapshot::snapshot_text;
use banfa::source::Disk;
use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::env::set_current_dir(root).expect("the repository");
    let arguments = Arguments::from_args();
    let files = pipeline::scenario_files(Path::new("scenarios")).expect("scenarios");
    let mut trials: Vec<Trial> = files
        .iter()
        .cloned()
        .map(|file| {
            let name = file.with_extension("").to_string_lossy().replace('\\', "/");
            Trial::test(name, move || check(&file))
        })
        .collect();
    trials.push(Trial::test("no_snapshot_without_its_scenario", orphans));
    libtest_mimic::run(&arguments, trials).exit();
}

fn check(file: &Path) -> Result<(), Failed> {
    let bundle = pipeline::bundle_of(file).ok_or("no bundle")?;
    let loaded = pipeline::load(&bundle);
    let program = loaded.program.as_ref().ok_or("the bundle does not load")?;
    let story = Story::read(&Disk, file, &loaded.sources).map_err(|error| format!("{error:?}"))?;
    let told = loaded.tell(&story, false);
    for one in &told {
        let problems: Vec<_> = one.problems.iter().map(|problem| format!("{problem:?}")).collect();
        let played = one.played.as_ref().ok_or_else(|| problems.join("\n"))?;
        if !played.plan.expects {
            return Err("it expects nothing".into());
        }
        if !played.verdict().is_well() {
            return Err(verdict_lines(played, &one.sources, Lang::Zh).join("\n").into());
        }
    }
    let text = snapshot_text(program, &told).ok_or("it is malformed")?;
    let mut settings = insta::Settings::clone_current();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(file.parent().unwrap_or(Path::new("")));
    settings.set_snapshot_path(folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let compared = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        settings.bind(|| insta::assert_snapshot!(name, text));
    }));
    compared.map_err(|_| Failed::from("the journal differs from the approved one"))
}

fn orphans() -> Result<(), Failed> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|kind| kind == "snap")
                && !path.with_extension("ron").is_file()
            {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(Path::new("scenarios"), &mut found);
    if found.is_empty() { Ok(()) } else { Err(format!("{found:?}").into()) }
}
