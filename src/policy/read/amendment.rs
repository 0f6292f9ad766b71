//! An amendment's file: `amendments/NAME.ron` in the bundle that it changes, its rules beside it.

use std::path::Path;

use super::edit::{edit, whom};
use super::fields::{self, Fields};
use super::piece::Pieces;
use super::tree::{read_error, read_shared};
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem, Text, Word};
use crate::policy::{Amendment, Assume, Instrument, Name, RuleFile};
use crate::source::{Door, Node, Sources, Spanned};

/// The folder of a bundle's amendments.
pub const AMENDMENTS: &str = "amendments";

/// Reads the amendment in a file through a door; `folder` is that of the bundle which it changes.
/// Nothing is answered where it cannot be used at all; what is wrong with it is told.
pub fn read_amendment(
    door: &dyn Door,
    folder: &Path,
    path: &Path,
    sources: &mut Sources,
    problems: &mut Problems,
) -> Option<Amendment> {
    let text = match door.read(path) {
        Ok(text) => text,
        Err(error) => {
            let shown = path.to_string_lossy().into_owned();
            let args = vec![("path", Word::from(shown)), ("why", read_error(&error))];
            problems.push(Diagnostic::placeless(Problem::CannotRead, args));
            return None;
        }
    };
    let file = sources.add_shared(path.to_string_lossy().into_owned(), text);
    let node = read_shared(sources, file, problems)?;
    let mut pieces = Pieces::of(door, folder);
    let node = pieces.expand(node, sources, problems);
    let name = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into());
    let (mut found, rules) = amendment(name, &node, problems)?;
    let beside = path.parent().unwrap_or(Path::new(""));
    for listed in rules {
        found.rule_files.extend(rule_file(door, beside, listed, sources, problems));
    }
    found.uses = pieces.uses;
    Some(found)
}

/// A file of rules beside the amendment.
fn rule_file(
    door: &dyn Door,
    beside: &Path,
    listed: Name,
    sources: &mut Sources,
    problems: &mut Problems,
) -> Option<RuleFile> {
    let read = door.inside(beside, &listed).and_then(|path| Ok((door.read(&path)?, path)));
    match read {
        Ok((text, path)) => {
            let file = sources.add(path.to_string_lossy().into_owned(), text);
            Some(RuleFile { file, listed })
        }
        Err(error) => {
            let shown = beside.join(&listed.value).to_string_lossy().into_owned();
            let args = vec![("path", Word::from(shown)), ("why", read_error(&error))];
            problems.add(Problem::CannotRead, listed.span, args);
            None
        }
    }
}

/// The amendment, and the names of its files of rules.
fn amendment(name: String, node: &Node, problems: &mut Problems) -> Option<(Amendment, Vec<Name>)> {
    let mut fields = Fields::open(node, Phrase::Amendment, problems)?;
    let title = fields
        .required("title", problems)
        .and_then(|node| fields::bilingual(node, problems))
        .unwrap_or_default();
    let instrument =
        fields.required("instrument", problems).and_then(|node| instrument(node, problems));
    let mut day = |name, problems: &mut Problems| {
        let node = fields.required(name, problems)?;
        fields::day(node, problems).map(|day| Spanned::new(day, node.span))
    };
    let (issued, effective) = (day("issued", problems), day("effective", problems));
    let mut text = |name, problems: &mut Problems| -> Option<Text> {
        fields.optional(name).and_then(|node| fields::bilingual(node, problems))
    };
    let (number, issuer) = (text("number", problems), text("issuer", problems));
    let reaches_back = text("reaches_back", problems);
    let applies = fields.required("applies", problems).and_then(|node| whom(node, problems));
    let assume = fields.optional("assume").and_then(|node| assume(node, problems));
    let rules = fields.names("rules", problems);
    let edits = fields.required("edits", problems);
    let edits = edits.map(|node| fields::list(node, Phrase::Edit, problems)).unwrap_or_default();
    let edits = edits.iter().filter_map(|node| edit(node, problems)).collect();
    let at = fields.span();
    fields.close(problems);
    let found = Amendment {
        name,
        at,
        title,
        instrument: instrument?,
        issued: issued?,
        effective: effective?,
        number,
        issuer,
        applies: applies?,
        reaches_back,
        assume: assume.unwrap_or_default(),
        rule_files: Vec::new(),
        edits,
        uses: Vec::new(),
    };
    Some((found, rules))
}

/// What holds in stories that do not tell it.
fn assume(node: &Node, problems: &mut Problems) -> Option<Assume> {
    let mut fields = Fields::open(node, Phrase::Assumption, problems)?;
    let mut found = Assume::default();
    let named = |node: &Node, problems: &mut Problems| -> Vec<(Name, Node)> {
        let entries = fields::map(node, Phrase::Assumption, problems).into_iter();
        entries.map(|(name, node)| (name, node.clone())).collect()
    };
    if let Some(node) = fields.optional("facts") {
        found.facts = named(node, problems);
    }
    if let Some(node) = fields.optional("data") {
        let events = fields::map(node, Phrase::Assumption, problems);
        let carried = events.into_iter().map(|(event, node)| (event, named(node, problems)));
        found.data = carried.collect();
    }
    fields.close(problems);
    Some(found)
}

pub(super) fn instrument(node: &Node, problems: &mut Problems) -> Option<Spanned<Instrument>> {
    const KNOWN: [&str; 3] = ["decision", "reissue", "extension"];
    let found = match fields::word(node, Phrase::Amendment, &KNOWN, problems)? {
        "decision" => Instrument::Decision,
        "reissue" => Instrument::Reissue,
        _ => Instrument::Extension,
    };
    Some(Spanned::new(found, node.span))
}
