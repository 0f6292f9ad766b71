//! `banfa new`: a bundle to begin with, copied from another, with one of its stories.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::chosen::{bundles, chosen, policy, scenarios, shipped};
use super::draft::draft;
use super::exit::Exit;
use super::from_text::from_text;
use super::stories::furthest;
use super::terminal::{Terminal, fold};
use crate::ident::check_name;
use crate::lang::{Phrase, Word};
use crate::pipeline;
use crate::policy::read::{PIECES, is_main, read_error};
use crate::source::{self, Disk, Door, ReadError, Shape, Sources};

/// Runs the command.
pub fn new(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    if let Some(name) = matches.get_one::<String>("amendment") {
        return draft(name, matches, out);
    }
    let name = matches.get_one::<String>("measure").cloned().unwrap_or_default();
    let plain = name.split('-').all(|part| check_name(&format!("_{part}")).is_ok());
    if name.is_empty() || !plain {
        out.complain(Phrase::BadBundleName, vec![("name", name.into())]);
        return Exit::CannotRun;
    }
    if let Some(file) = matches.get_one::<String>("from-text") {
        return from_text(&name, file, out);
    }
    let from = match origin(matches, out) {
        Ok(folder) => folder,
        Err(exit) => return exit,
    };
    let (bundle, stories) = (policy().join(&name), scenarios().join(&name));
    for path in [&bundle, &stories] {
        if Disk.lies(path).is_some() {
            let shown = path.to_string_lossy().into_owned();
            out.complain(Phrase::AlreadyThere, vec![("path", shown.into())]);
            return Exit::CannotRun;
        }
    }
    let loaded = pipeline::load(&from);
    let Some(program) = &loaded.program else {
        return out.bundle_fails(&from, &loaded.problems, &loaded.sources);
    };
    let files = match copied(&from, &name) {
        Ok(files) => files,
        Err((path, error)) => return cannot(Phrase::CannotReadPath, &path, &error, out),
    };
    let story = furthest(&pipeline::scenarios_of(&from), program, None);
    let story = match story.map(|path| (Disk.read(&path), path)) {
        None => None,
        Some((Ok(text), path)) => path.file_name().map(|file| (PathBuf::from(file), text)),
        Some((Err(error), path)) => return cannot(Phrase::CannotReadPath, &path, &error, out),
    };
    if let Err(error) = Disk.write_folder(&bundle, &files) {
        return cannot(Phrase::CannotWritePath, &bundle, &error, out);
    }
    let mut story: Files = story.into_iter().collect();
    if !story.is_empty() {
        let shared = pipeline::stories_of(&from).map(|folder| pieces(&folder));
        match shared.unwrap_or_else(|| Ok(Vec::new())) {
            Ok(pieces) => story.extend(pieces),
            Err((path, error)) => return cannot(Phrase::CannotReadPath, &path, &error, out),
        }
    }
    if !story.is_empty()
        && let Err(error) = Disk.write_folder(&stories, &story)
    {
        // A bundle without its story is half of what was asked for.
        let _ = Disk.remove_folder(&bundle);
        return cannot(Phrase::CannotWritePath, &stories, &error, out);
    }
    let args = [
        ("bundle", Word::from(bundle.to_string_lossy().into_owned())),
        ("count", files.len().to_string().into()),
        ("from", from.to_string_lossy().into_owned().into()),
        ("stories", stories.to_string_lossy().into_owned().into()),
        ("name", name.into()),
    ];
    for line in Phrase::NewDone.with(out.lang, &args).lines() {
        out.lines(fold(line, out.width()));
    }
    Exit::Well
}

/// The bundle that is copied: the one that is named, or that of this folder; where it has none, the main
/// one of those that the program brings along.
fn origin(matches: &ArgMatches, out: &mut Terminal) -> Result<PathBuf, Exit> {
    if !matches.contains_id("from") && bundles(&policy()).is_empty() {
        let main = shipped().into_iter().find(|folder| is_main(&Disk, folder));
        if let Some(main) = main {
            return Ok(main);
        }
    }
    chosen(matches, "from", out)
}

fn cannot(phrase: Phrase, path: &Path, error: &ReadError, out: &mut Terminal) -> Exit {
    let shown = path.to_string_lossy().into_owned();
    out.complain(phrase, vec![("path", shown.into()), ("why", read_error(error))]);
    Exit::CannotRun
}

type Files = Vec<(PathBuf, String)>;

/// The files of a bundle: `policy.ron` under another title, all that it lists, its pieces.
fn copied(from: &Path, name: &str) -> Result<Files, (PathBuf, ReadError)> {
    let read = |path: PathBuf| Disk.read(&path).map_err(|error| (path, error));
    let manifest = read(from.join("policy.ron"))?;
    let mut files: Files = Vec::new();
    for listed in listed(&manifest) {
        // What bundles share is not copied.
        if let Ok(path) = Disk.inside(from, &listed) {
            files.push((PathBuf::from(listed), read(path)?));
        }
    }
    files.extend(pieces(from)?);
    let origin = from.file_name().map(|name| name.to_string_lossy().into_owned());
    let manifest = renamed(&manifest, name, &origin.unwrap_or_default());
    files.push((PathBuf::from("policy.ron"), manifest));
    Ok(files)
}

/// The pieces of a bundle, or of stories.
fn pieces(folder: &Path) -> Result<Files, (PathBuf, ReadError)> {
    let mut files = Files::new();
    let listed = Disk.list(&folder.join(PIECES)).map(|listed| listed.files);
    for path in listed.unwrap_or_default() {
        let text = Disk.read(&path).map_err(|error| (path.clone(), error))?;
        files.extend(path.file_name().map(|file| (Path::new(PIECES).join(file), text)));
    }
    Ok(files)
}

/// The files that `policy.ron` lists.
fn listed(manifest: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (name, node) in fields(manifest) {
        let Shape::List(items) = node.shape else { continue };
        if name == "files" {
            found.extend(items.into_iter().filter_map(|item| match item.shape {
                Shape::Text { text, .. } => Some(text),
                _ => None,
            }));
        }
    }
    found
}

fn fields(manifest: &str) -> Vec<(String, source::Node)> {
    let mut sources = Sources::default();
    let file = sources.add(String::new(), manifest.to_owned());
    match source::parse(file, sources.file(file)).map(|node| node.shape) {
        Ok(Shape::Struct(fields)) => {
            fields.into_iter().map(|(name, node)| (name.value, node)).collect()
        }
        _ => Vec::new(),
    }
}

/// `policy.ron` with another title, saying where it comes from, and no longer the main one.
fn renamed(manifest: &str, name: &str, from: &str) -> String {
    let mut changes: Vec<(usize, usize, String)> = Vec::new();
    for (field, node) in fields(manifest) {
        let (start, end) = (node.span.start as usize, node.span.end as usize);
        match field.as_str() {
            "title" => changes.push((start, end, format!("(zh: \"{name}\", en: \"{name}\")"))),
            // The whole line goes, with what it says of itself.
            "main" => {
                let line = manifest.get(..start).and_then(|before| before.rfind('\n')).unwrap_or(0);
                let end = manifest.get(end..).and_then(|after| after.find('\n').map(|at| end + at));
                changes.push((line, end.unwrap_or(manifest.len()), String::new()));
            }
            _ => {}
        }
    }
    let mut text = manifest.to_owned();
    changes.sort();
    for (start, end, by) in changes.into_iter().rev() {
        text.replace_range(start..end, &by);
    }
    format!("{}\n{text}", Phrase::CopiedFrom.with(crate::lang::Lang::Zh, &[("from", from.into())]))
}
