//! The pages that teach by example are true: each file that a page shows is written, each command
//! that it shows is run in the order of the page, and what it prints is what the page says.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]

mod command;

use std::path::{Path, PathBuf};

use command::program;

/// The folder of the repository.
fn shipped() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    std::fs::read_to_string(shipped().join(path)).unwrap()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

/// A copy of the first bundle with the pieces of its stories, and the stories of the filing.
fn workshop(name: &str) -> PathBuf {
    let shop = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages").join(name);
    let _ = std::fs::remove_dir_all(&shop);
    for folder in [
        "policy/changning-2023",
        "policy/calendars",
        "policy/library",
        "scenarios/changning-2023/pieces",
        "scenarios/changning-2023/filing",
    ] {
        copy(&shipped().join(folder), &shop.join(folder));
    }
    shop
}

/// What a command that the page shows prints, in the language of the page.
fn said(shop: &Path, words: &str) -> String {
    let mut command = program();
    command.current_dir(shop).args(words.split(' '));
    let output = command.output().unwrap();
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

/// The lines of a page stand in what is printed, one right after the other but where `…` stands.
#[track_caller]
fn shows(shown: &[&str], printed: &str) {
    let printed: Vec<&str> =
        printed.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    let mut rest = printed.as_slice();
    for (nth, run) in shown.split(|line| line.trim() == "…").enumerate() {
        let run: Vec<&str> = run.iter().copied().filter(|line| !line.is_empty()).collect();
        if run.is_empty() {
            continue;
        }
        let at = rest.windows(run.len()).position(|lines| lines == run);
        let at = at.filter(|at| nth > 0 || *at == 0);
        let Some(at) = at else {
            panic!("{run:#?}\nis not printed there:\n{}", printed.join("\n"));
        };
        rest = &rest[at + run.len()..];
    }
    let last = shown.iter().rev().find(|line| !line.trim().is_empty());
    let is_cut = last.is_some_and(|line| line.trim() == "…");
    assert!(is_cut || rest.is_empty(), "the page leaves out without saying so: {rest:#?}");
}

/// The blocks of a page with their languages.
fn blocks(page: &str) -> Vec<(&str, &str)> {
    let blocks = page.split("\n```").skip(1).step_by(2);
    blocks.map(|block| block.split_once('\n').expect("a block has lines")).collect()
}

/// Writes a file that a page shows, under the name in its first line.
fn write(shop: &Path, text: &str) -> Option<PathBuf> {
    let path = shop.join(text.lines().next()?.strip_prefix("// ")?);
    std::fs::create_dir_all(path.parent()?).unwrap();
    std::fs::write(&path, text).unwrap();
    Some(path)
}

/// Runs what a block shows; how many commands that were.
#[track_caller]
fn run(shop: &Path, text: &str) -> usize {
    let mut lines = text.lines().peekable();
    let mut count = 0;
    while let Some(line) = lines.next() {
        let Some(words) = line.strip_prefix("$ banfa ") else { continue };
        let mut shown = Vec::new();
        while let Some(line) = lines.next_if(|line| !line.starts_with("$ ")) {
            shown.push(line);
        }
        shows(&shown, &said(shop, words));
        count += 1;
    }
    count
}

#[test]
fn the_page_on_amendments_is_true() {
    let shop = workshop("amendments");
    let page = read("docs/amendments.md");
    let mut count = 0;
    for (language, text) in blocks(&page) {
        match language {
            "console" => count += run(&shop, text),
            _ => assert!(write(&shop, text).is_some(), "each file is named:\n{text}"),
        }
    }
    assert!(count >= 10, "{count} commands");
}

#[test]
fn the_last_days_of_the_page_are_those_that_run() {
    let shop = workshop("last_days");
    let page = read("docs/amendments.md");
    let file = |name: &str| {
        let found = blocks(&page)
            .into_iter()
            .find(|(_, text)| text.lines().next().is_some_and(|line| line.ends_with(name)));
        found.expect("the page shows it").1.to_owned()
    };
    let (draft, story) = (file("amendments/ban.ron"), file("page/ban.ron"));
    let rows = page.lines().filter_map(|line| {
        let mut cells = line.split('|').map(str::trim).skip(1);
        let running = cells.next()?.strip_prefix('`')?.strip_suffix('`')?;
        let day = cells.next().filter(|day| day.len() == 10 && day.starts_with("20"))?;
        Some((running, day))
    });
    let rows: Vec<(&str, &str)> = rows.collect();
    assert_eq!(rows.len(), 3);
    for (running, day) in rows {
        write(&shop, &draft.replace("running: recount", &format!("running: {running}")));
        write(&shop, &story.replace("2028-05-20", day));
        let told = said(&shop, "run scenarios/changning-2023/page/ban.ron");
        assert!(told.starts_with("通过"), "{running}: {told}");
    }
}

#[test]
fn each_error_that_the_page_names_is_one() {
    let page = read("docs/amendments.md");
    let (_, errors) = page.split_once("What errors mean").expect("a chapter on errors");
    // Up to the next chapter.
    let errors = errors.split_once("\n## ").map_or(errors, |(own, _)| own);
    let cells = errors.lines().filter(|line| line.starts_with("| `"));
    let cells = cells.filter_map(|line| line.split('|').nth(1));
    let codes: Vec<&str> = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
    assert!(codes.len() > 15);
    for code in codes {
        let told = said(shipped(), &format!("check --explain {code}"));
        assert!(told.starts_with(&format!("{code}  ")), "{told}");
    }
}

/// What the tour shows of an amendment is shipped, and printed so.
#[test]
fn the_tour_amends_the_cycle() {
    let tour = read("README.md");
    let mut seen = 0;
    for (language, text) in blocks(&tour) {
        match language {
            "console" if text.contains("--amendment") => seen += run(shipped(), text),
            "ron" => {
                let (name, text) = text.split_once('\n').unwrap();
                let file = read(name.strip_prefix("// ").expect("each file is named"));
                assert!(file.contains(text.trim()), "{name}");
                seen += 1;
            }
            _ => {}
        }
    }
    assert_eq!(seen, 3);
}
