//! Amendments of the texts at hand.

mod chapters;
mod operations;
mod property;
mod refusals;

use std::path::{Path, PathBuf};

use super::{Mark, Rewritten, rewrite};
use crate::diagnostic::{Problems, Style, render};
use crate::lang::{Lang, Problem, Severity};
use crate::policy::read::{read_amendment, read_bundle};
use crate::policy::{ArticleRef, Bundle};
use crate::source::{Disk, Door, Memory, Sources};

/// The folders of all measures at hand.
fn measures() -> Vec<PathBuf> {
    let policy = Path::new(env!("CARGO_MANIFEST_DIR")).join("policy");
    let listed = Disk.list(&policy).unwrap().folders;
    let found: Vec<PathBuf> =
        listed.into_iter().filter(|folder| Disk.is_file(&folder.join("policy.ron"))).collect();
    assert!(found.len() >= 7, "{found:?}");
    found
}

thread_local! {
    /// What was read, since a bundle is asked for many times.
    static READ: std::cell::RefCell<std::collections::BTreeMap<PathBuf, Bundle>> =
        const { std::cell::RefCell::new(std::collections::BTreeMap::new()) };
}

fn bundle_in(folder: &Path) -> Bundle {
    let known = READ.with_borrow(|read| read.get(folder).cloned());
    known.unwrap_or_else(|| {
        let bundle = read_in(folder);
        READ.with_borrow_mut(|read| read.insert(folder.to_owned(), bundle.clone()));
        bundle
    })
}

fn read_in(folder: &Path) -> Bundle {
    let (bundle, _, problems) = read_bundle(&Disk, folder, Sources::default());
    assert!(!problems.has_errors());
    bundle.unwrap()
}

fn first() -> Bundle {
    bundle_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("policy/changning-2023"))
}

/// What an amendment of these edits does, with all that is told.
fn amended_with(bundle: &Bundle, head: &str, edits: &str) -> (Rewritten, Vec<String>, Problems) {
    let text = format!("(title: \"t\", {head}, edits: [{edits}])");
    let (door, path) = (Memory::default(), Path::new("b/amendments/a.ron"));
    door.write(path, &text).unwrap();
    let mut bundle = bundle.clone();
    let mut problems = Problems::default();
    let read = read_amendment(&door, Path::new("b"), path, &mut bundle.sources, &mut problems);
    let style = Style { lang: Lang::Zh, color: false, width: 100 };
    let amendment = read.unwrap_or_else(|| {
        let all = problems.clone().sorted();
        panic!(
            "{:?}",
            all.iter().map(|one| render(one, &bundle.sources, style)).collect::<Vec<_>>()
        )
    });
    let found = rewrite(&bundle, &amendment, &mut problems);
    let told = problems.clone().sorted();
    let told = told.iter().map(|one| render(one, &found.sources, style)).collect();
    (found, told, problems)
}

const HEAD: &str =
    "instrument: decision, issued: \"2026-08-28\", effective: \"2026-10-01\", applies: all";

/// What an amendment does that is in order.
#[track_caller]
fn amended(bundle: &Bundle, edits: &str) -> Rewritten {
    let (found, told, problems) = amended_with(bundle, HEAD, edits);
    assert_eq!(problems.count(Severity::Error), 0, "{}", told.join("\n"));
    found
}

/// What is told of an amendment: each kind of problem with its line and column.
fn told(bundle: &Bundle, edits: &str) -> Vec<(Problem, String)> {
    let (found, _, problems) = amended_with(bundle, HEAD, edits);
    let place = |one: &crate::diagnostic::Diagnostic| {
        let at = one.at.unwrap();
        found.sources.text(at).to_owned()
    };
    problems.sorted().iter().map(|one| (one.problem, place(one))).collect()
}

/// The text of a place after the amendment, as printed.
#[track_caller]
fn after(found: &Rewritten, place: &str) -> String {
    let place = ArticleRef::parse(place).unwrap();
    let article = found.articles.iter().find(|one| one.number.value == place.article).unwrap();
    let texts = article.texts_of(place);
    let plain = texts.iter().map(|text| super::printed::printed(&text.value, None));
    plain.collect::<Vec<_>>().join("\n")
}

/// The text of a place as it is written.
#[track_caller]
fn written(found: &Rewritten, place: &str) -> String {
    let place = ArticleRef::parse(place).unwrap();
    let article = found.articles.iter().find(|one| one.number.value == place.article).unwrap();
    article.texts_of(place).iter().map(|text| text.value.as_str()).collect::<Vec<_>>().join("\n")
}

/// Marks as people note them: `每[-两年-]{+五年+}`.
fn noted(marks: &[Mark]) -> String {
    use super::MarkKind as K;
    let of = |mark: &Mark| match mark.kind {
        K::Same => mark.text.clone(),
        K::Gone => format!("[-{}-]", mark.text),
        K::Come => format!("{{+{}+}}", mark.text),
    };
    marks.iter().map(of).collect()
}

/// The marks of a place, by its number after.
#[track_caller]
fn marks(found: &Rewritten, place: &str) -> String {
    let place = ArticleRef::parse(place);
    let texts = found.marked.iter().flat_map(|article| &article.texts);
    let text = texts.into_iter().find(|text| text.becomes == place).unwrap();
    noted(&text.marks)
}
