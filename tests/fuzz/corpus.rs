//! What is broken: the small bundles of this repository with their stories, in a folder of their own.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What a file is to the bundle.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Policy,
    Rules,
    Calendar,
    Story,
}

/// A file as it is in the repository.
pub struct Whole {
    pub path: PathBuf,
    pub kind: Kind,
    pub text: Vec<u8>,
}

/// A bundle, with its stories.
pub struct Shelf {
    pub bundle: PathBuf,
    pub stories: Vec<PathBuf>,
    pub files: Vec<Whole>,
}

/// All of them, and words to put in the place of others.
pub struct Corpus {
    pub root: PathBuf,
    pub shelves: Vec<Shelf>,
    pub words: Vec<String>,
}

impl Corpus {
    /// Copied for one target.
    pub fn copied(target: &str) -> Self {
        let home = Path::new(env!("CARGO_MANIFEST_DIR"));
        let name = format!("banfa-fuzz-{target}-{}", std::process::id());
        let root = std::env::temp_dir().join(name);
        let _ = std::fs::remove_dir_all(&root);
        for folder in
            ["policy/calendars", "policy/library", "policy/examples", "scenarios/examples"]
        {
            copy(&home.join(folder), &root.join(folder));
        }
        // One whole measure beside the small ones.
        copy(&home.join("policy/jianhu-2024"), &root.join("policy/jianhu-2024"));
        copy(&home.join("scenarios/jianhu-2024"), &root.join("scenarios/jianhu-2024"));
        let mut bundles: Vec<PathBuf> = below(&root.join("policy/examples"), 1);
        bundles.push(root.join("policy/jianhu-2024"));
        let mut words = BTreeSet::new();
        let shelves: Vec<Shelf> =
            bundles.iter().filter_map(|bundle| shelf(&root, bundle, &mut words)).collect();
        assert!(shelves.len() > 10, "the examples were not found");
        Self { root, shelves, words: words.into_iter().collect() }
    }
}

impl Drop for Corpus {
    fn drop(&mut self) {
        // What lies there when a target ends in an abort is the input that did it.
        let _ = std::fs::remove_dir_all(&self.root);
    }
}

fn shelf(root: &Path, bundle: &Path, words: &mut BTreeSet<String>) -> Option<Shelf> {
    let own = bundle.strip_prefix(root.join("policy")).ok()?.to_path_buf();
    let told = root.join("scenarios").join(&own);
    let whole = |path: PathBuf, kind| {
        let text = std::fs::read(&path).ok()?;
        Some(Whole { path: path.strip_prefix(root).ok()?.to_path_buf(), kind, text })
    };
    let mut files = Vec::new();
    for path in below(bundle, 9) {
        let kind = match path.extension().and_then(|end| end.to_str()) {
            Some("ron") => Kind::Policy,
            Some("rhai") => Kind::Rules,
            _ => continue,
        };
        files.extend(whole(path, kind));
    }
    let mut stories = Vec::new();
    for path in
        below(&told, 9).into_iter().filter(|path| path.extension().is_some_and(|end| end == "ron"))
    {
        files.extend(whole(path.clone(), Kind::Story));
        stories.push(path.strip_prefix(root).ok()?.to_path_buf());
    }
    files.extend(whole(root.join("policy/calendars/cn.ron"), Kind::Calendar));
    for file in &files {
        let text = String::from_utf8_lossy(&file.text).into_owned();
        let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
        words.extend(
            text.split(|letter| !is_word(letter))
                .filter(|word| !word.is_empty())
                .map(str::to_owned),
        );
    }
    (!stories.is_empty()).then(|| Shelf {
        bundle: bundle.strip_prefix(root).map(Path::to_path_buf).unwrap_or_default(),
        stories,
        files,
    })
}

/// What lies so many folders deep at most, in the order of the names: files, or at 1 all entries.
fn below(folder: &Path, depth: usize) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    entries.sort();
    if depth == 1 {
        return entries;
    }
    entries
        .into_iter()
        .flat_map(|path| if path.is_dir() { below(&path, depth - 1) } else { vec![path] })
        .collect()
}

fn copy(from: &Path, to: &Path) {
    for path in below(from, 9) {
        let Ok(own) = path.strip_prefix(from) else { continue };
        let to = to.join(own);
        let _ = std::fs::create_dir_all(to.parent().unwrap_or(Path::new(".")));
        let _ = std::fs::copy(&path, &to);
    }
}
