//! Pieces: parts of a bundle that are written once and used in several places, or by several
//! bundles. `use("notice", { "office": "review_office" })` stands for what the piece gives, with each
//! `"$office"` in it replaced by what stands behind the name, and each `${office}` inside a longer
//! text by its letters. What is wrong is told where it is written: in the piece, or where it is used.
//!
//! A piece is looked for in `pieces/` of the bundle, then in `library/` beside the bundles.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::fields::{self, Fields};
use super::shared::{beside, first_inside};
use super::tree::{read_error, read_tree};
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem, Severity, Word};
use crate::source::{Door, FileId, Node, ReadError, Shape, Sources, Span, Spanned};

/// How deep pieces may use one another.
const DEEPEST: usize = 8;

/// How often pieces may be used in one bundle, those in pieces included.
const MOST_USES: usize = 10_000;

/// The word that uses a piece.
const USE: &str = "use";
/// The key in a map behind which a piece gives several entries.
const ALL: &str = "*";

/// A piece as it is written.
struct Piece {
    /// What it takes: each name with what stands for it where it is not given.
    takes: Vec<(String, Option<Node>)>,
    /// What it gives.
    gives: Node,
}

/// The pieces that a bundle can use.
pub struct Pieces<'d> {
    door: &'d dyn Door,
    folders: Vec<PathBuf>,
    /// The file of each piece with the place of each of its uses.
    pub uses: Vec<(FileId, Span)>,
    known: BTreeMap<String, Option<Rc<Piece>>>,
    /// Whether it was told that there are too many.
    full: bool,
}

/// What the names of a piece stand for at one use.
type Given = BTreeMap<String, Node>;

/// The word that stands for nothing: a field that would hold it is left out.
const NOTHING: &str = "nothing";

impl<'d> Pieces<'d> {
    /// The pieces at hand for the bundle in a folder.
    pub fn of(door: &'d dyn Door, folder: &Path) -> Self {
        let mut folders = vec![folder.join("pieces")];
        folders.extend(beside(folder, "library"));
        Self { door, folders, uses: Vec::new(), known: BTreeMap::new(), full: false }
    }

    /// Whether a piece was used.
    pub fn used_piece(&self, name: &str) -> bool {
        self.known.contains_key(name)
    }

    /// A tree with each use of a piece replaced by what it gives.
    pub fn expand(&mut self, node: Node, sources: &mut Sources, problems: &mut Problems) -> Node {
        if uses(&node) {
            return self.used(node, 0, sources, problems);
        }
        node
    }

    fn used(
        &mut self,
        node: Node,
        depth: usize,
        sources: &mut Sources,
        problems: &mut Problems,
    ) -> Node {
        let Node { span, shape } = node;
        let mut each = |node| self.used(node, depth, sources, problems);
        let shape = match shape {
            Shape::Variant(word, inner) if word.value == USE => {
                return self.given(span, &word, *inner, depth, sources, problems);
            }
            Shape::Variant(word, inner) => Shape::Variant(word, Box::new(each(*inner))),
            Shape::Tuple(items) => Shape::Tuple(items.into_iter().map(each).collect()),
            Shape::Struct(fields) => {
                Shape::Struct(fields.into_iter().map(|(name, node)| (name, each(node))).collect())
            }
            // A piece that gives a list stands for its items, one that gives a map for its entries.
            Shape::List(items) => {
                let mut all = Vec::with_capacity(items.len());
                for item in items {
                    let is_use = is_use(&item);
                    match (is_use, each(item)) {
                        (true, Node { shape: Shape::List(inner), .. }) => all.extend(inner),
                        // What is wrong with it was told.
                        (true, Node { shape: Shape::Unit, .. }) => {}
                        (_, node) => all.push(node),
                    }
                }
                Shape::List(all)
            }
            Shape::Map(entries) => {
                let mut all = Vec::with_capacity(entries.len());
                for (key, value) in entries {
                    let is_use = is_use(&value);
                    let spread = is_use && text_of(&key) == Some(ALL);
                    match (spread, each(value)) {
                        (true, Node { shape: Shape::Map(inner), .. }) => all.extend(inner),
                        (_, Node { shape: Shape::Unit, .. }) if is_use => {}
                        (_, node) => all.push((key, node)),
                    }
                }
                Shape::Map(all)
            }
            other => other,
        };
        Node { span, shape }
    }

    /// What a use stands for; nothing at its place where it stands for nothing.
    fn given(
        &mut self,
        span: Span,
        word: &Spanned<String>,
        inner: Node,
        depth: usize,
        sources: &mut Sources,
        problems: &mut Problems,
    ) -> Node {
        let nothing = Node { span, shape: Shape::Unit };
        let (name, given) = match inner.shape {
            Shape::Tuple(items) if items.len() <= 2 => {
                let mut items = items.into_iter();
                (items.next(), items.next())
            }
            Shape::Tuple(_) => {
                fields::wrong_shape(&inner, Phrase::Piece, Phrase::ShapeTuple.into(), problems);
                return nothing;
            }
            _ => (Some(inner), None),
        };
        let Some(name) = name.and_then(|node| fields::name(&node, problems)) else {
            return nothing;
        };
        if depth >= DEEPEST {
            let args = vec![("kind", Phrase::Piece.into()), ("name", name.value.as_str().into())];
            problems.add(Problem::RuleCycle, word.span, args);
            return nothing;
        }
        let Some(piece) = self.piece(&name, sources, problems) else { return nothing };
        let entries = match &given {
            None => Vec::new(),
            Some(node) => fields::map(node, Phrase::Piece, problems),
        };
        let mut stands = Given::new();
        for (name, node) in &entries {
            stands.insert(name.value.clone(), (*node).clone());
        }
        let mut is_whole = true;
        for (known, otherwise) in &piece.takes {
            if stands.contains_key(known) {
                continue;
            }
            match otherwise {
                // What stands for it may name what was given or came before.
                Some(node) => {
                    let node = fill(node, &stands, problems);
                    stands.insert(known.clone(), node);
                }
                None => {
                    is_whole = false;
                    let what = Word::Phrase(
                        Phrase::Named,
                        vec![("kind", Phrase::Piece.into()), ("name", name.value.as_str().into())],
                    );
                    let args = vec![("what", what), ("name", known.as_str().into())];
                    problems.add(Problem::MissingField, name.span, args);
                }
            }
        }
        for (given, _) in &entries {
            if piece.takes.iter().all(|(known, _)| *known != given.value) {
                let args =
                    vec![("what", Phrase::Piece.into()), ("name", given.value.as_str().into())];
                let wrong = Diagnostic::new(Problem::UnknownField, given.span, args);
                let known = piece.takes.iter().map(|(known, _)| known.as_str());
                let missing =
                    known.filter(|known| entries.iter().all(|(given, _)| given.value != *known));
                problems.push(wrong.with_nearest(&given.value, missing));
            }
        }
        // What would follow from what is missing need not be told.
        if !is_whole {
            return nothing;
        }
        if self.uses.len() >= MOST_USES {
            if !self.full {
                let args = vec![("count", MOST_USES.to_string().into())];
                problems.add(Problem::TooManyPieces, word.span, args);
                self.full = true;
            }
            return Node { span, shape: Shape::List(Vec::new()) };
        }
        self.uses.push((piece.gives.span.file, word.span));
        let filled = fill(&piece.gives, &stands, problems);
        self.used(filled, depth + 1, sources, problems)
    }

    /// The piece of that name.
    fn piece(
        &mut self,
        name: &Spanned<String>,
        sources: &mut Sources,
        problems: &mut Problems,
    ) -> Option<Rc<Piece>> {
        if let Some(known) = self.known.get(&name.value) {
            return known.clone();
        }
        // A piece is called by its name, never by a path.
        let found = match name.value.contains(['/', '\\', '.']) {
            true => Err(ReadError::NotFound),
            false => first_inside(self.door, &self.folders, &format!("{}.ron", name.value)),
        };
        let found = match found {
            Err(ReadError::NotFound) => {
                let args =
                    vec![("name", name.value.as_str().into()), ("kind", Phrase::Piece.into())];
                let names = self.names();
                let wrong = Diagnostic::new(Problem::UnknownName, name.span, args);
                problems.push(wrong.with_nearest(&name.value, names.iter().map(String::as_str)));
                None
            }
            found => read(self.door, found, name, sources, problems),
        };
        let found = found.map(Rc::new);
        self.known.insert(name.value.clone(), found.clone());
        found
    }

    /// The names of all pieces at hand.
    fn names(&self) -> Vec<String> {
        let files = self.folders.iter().filter_map(|folder| self.door.list(folder).ok());
        let files = files.flat_map(|listed| listed.files);
        let ron = files.filter(|file| file.extension().is_some_and(|kind| kind == "ron"));
        ron.filter_map(|file| Some(file.file_stem()?.to_str()?.to_owned())).collect()
    }
}

fn read(
    door: &dyn Door,
    found: Result<PathBuf, ReadError>,
    name: &Spanned<String>,
    sources: &mut Sources,
    problems: &mut Problems,
) -> Option<Piece> {
    let read = found.and_then(|path| {
        let text = door.read(&path)?;
        Ok((path, text))
    });
    let file = match read {
        Ok((path, text)) => sources.add(path.to_string_lossy().into_owned(), text),
        Err(error) => {
            let shown = Word::from(name.value.as_str());
            let args = vec![("path", shown), ("why", read_error(&error))];
            problems.add(Problem::CannotRead, name.span, args);
            return None;
        }
    };
    let node = read_tree(sources, file, problems)?;
    let mut fields = Fields::open(&node, Phrase::Piece, problems)?;
    fields.title(problems);
    let mut takes = Vec::new();
    if let Some(node) = fields.optional("takes") {
        for (name, node) in fields::map(node, Phrase::Piece, problems) {
            // `(zh: …, en: …, otherwise: …)` tells what it is for, and what stands for it.
            let Some(mut inner) = Fields::open(node, Phrase::Piece, problems) else { continue };
            for language in ["zh", "en"] {
                let text = inner.required(language, problems);
                text.and_then(|node| fields::text(node, Phrase::Piece, problems));
            }
            let otherwise = inner.optional("otherwise").cloned();
            inner.close(problems);
            takes.push((name.value, otherwise));
        }
    }
    let gives = fields.required("gives", problems).cloned();
    fields.close(problems);
    let gives = gives?;
    let known: Vec<&str> = takes.iter().map(|(name, _)| name.as_str()).collect();
    let before = problems.count(Severity::Error);
    known_names(&gives, &known, problems);
    // What stands for a name may use those before it, and those that are always given.
    for (at, (_, otherwise)) in takes.iter().enumerate() {
        let Some(otherwise) = otherwise else { continue };
        let before = takes.iter().enumerate();
        let before = before.filter(|(other, (_, default))| *other < at || default.is_none());
        let before: Vec<&str> = before.map(|(_, (name, _))| name.as_str()).collect();
        known_names(otherwise, &before, problems);
    }
    (problems.count(Severity::Error) == before).then_some(Piece { takes, gives })
}

/// Every name that a piece gives back is one that it takes.
fn known_names(node: &Node, known: &[&str], problems: &mut Problems) {
    let mut wrong = |name: &str| {
        if !known.contains(&name) {
            let args = vec![("name", name.into()), ("kind", Phrase::PieceName.into())];
            let wrong = Diagnostic::new(Problem::UnknownName, node.span, args);
            problems.push(wrong.with_nearest(name, known.iter().copied()));
        }
    };
    match &node.shape {
        Shape::Text { text, .. } => match whole_name(text) {
            Some(name) => wrong(name),
            None => {
                let inner = text.split("${").skip(1).filter_map(|rest| rest.split_once('}'));
                inner.for_each(|(name, _)| wrong(name));
            }
        },
        Shape::Variant(_, inner) => known_names(inner, known, problems),
        Shape::Tuple(items) | Shape::List(items) => {
            items.iter().for_each(|item| known_names(item, known, problems));
        }
        Shape::Struct(fields) => {
            fields.iter().for_each(|(_, node)| known_names(node, known, problems));
        }
        Shape::Map(entries) => {
            for (key, node) in entries {
                known_names(key, known, problems);
                known_names(node, known, problems);
            }
        }
        _ => {}
    }
}

/// Whether a tree uses a piece anywhere.
fn uses(node: &Node) -> bool {
    is_use(node)
        || match &node.shape {
            Shape::Variant(_, inner) => uses(inner),
            Shape::Tuple(items) | Shape::List(items) => items.iter().any(uses),
            Shape::Struct(fields) => fields.iter().any(|(_, node)| uses(node)),
            Shape::Map(entries) => entries.iter().any(|(_, node)| uses(node)),
            _ => false,
        }
}

fn is_use(node: &Node) -> bool {
    matches!(&node.shape, Shape::Variant(word, _) if word.value == USE)
}

fn text_of(node: &Node) -> Option<&str> {
    match &node.shape {
        Shape::Text { text, .. } => Some(text),
        _ => None,
    }
}

/// What a piece gives, with what its names stand for.
fn fill(node: &Node, given: &Given, problems: &mut Problems) -> Node {
    let mut each = |node: &Node| fill(node, given, problems);
    let shape = match &node.shape {
        Shape::Text { text, .. } => return filled_text(node, text, given, problems),
        Shape::Variant(word, inner) => Shape::Variant(word.clone(), Box::new(each(inner))),
        Shape::Tuple(items) => Shape::Tuple(items.iter().map(each).collect()),
        Shape::Struct(fields) => Shape::Struct(
            fields
                .iter()
                .map(|(name, node)| (name.clone(), each(node)))
                .filter(|(_, node)| !is_nothing(node))
                .collect(),
        ),
        Shape::List(items) => {
            let mut all = Vec::with_capacity(items.len());
            for item in items {
                let replaced = text_of(item).is_some_and(|text| whole_name(text).is_some());
                match (replaced, each(item)) {
                    (true, Node { shape: Shape::List(inner), .. }) => all.extend(inner),
                    (_, node) => all.push(node),
                }
            }
            Shape::List(all)
        }
        Shape::Map(entries) => {
            Shape::Map(entries.iter().map(|(key, node)| (each(key), each(node))).collect())
        }
        other => other.clone(),
    };
    Node { span: node.span, shape }
}

fn is_nothing(node: &Node) -> bool {
    matches!(&node.shape, Shape::Word(word) if word == NOTHING)
}

/// The name that a whole text is: `$office`.
fn whole_name(text: &str) -> Option<&str> {
    let name = text.strip_prefix('$')?;
    let is_name =
        !name.is_empty() && name.chars().all(|part| part == '_' || part.is_alphanumeric());
    is_name.then_some(name)
}

fn filled_text(node: &Node, text: &str, given: &Given, problems: &mut Problems) -> Node {
    if let Some(name) = whole_name(text) {
        // A name that was not given was told where it is used.
        return given.get(name).unwrap_or(node).clone();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            out.push_str("${");
            rest = after;
            continue;
        };
        match given.get(name).map(|node| &node.shape) {
            Some(Shape::Text { text, .. } | Shape::Word(text)) => out.push_str(text),
            Some(Shape::Integer(number)) => out.push_str(&number.to_string()),
            Some(_) => {
                if let Some(node) = given.get(name) {
                    let expected = Phrase::ShapeText.into();
                    fields::wrong_shape(node, Phrase::Piece, expected, problems);
                }
            }
            None => {}
        }
        rest = tail;
    }
    if out.is_empty() && rest.len() == text.len() {
        return node.clone();
    }
    out.push_str(rest);
    Node { span: node.span, shape: Shape::Text { text: out, verbatim: false } }
}
