//! Pieces: parts of a bundle that are written once and used in several places, or by several
//! bundles. `use("notice", { "office": "review_office" })` stands for what the piece gives, with each
//! `"$office"` in it replaced by what stands behind the name, and each `${office}` inside a longer
//! text by its letters. What is wrong is told where it is written: in the piece, or where it is used.
//!
//! `each({ "who": ["a", "b"] }, …)` tells the same of each of a cohort, in a bundle, a story or a piece.
//!
//! A piece is looked for in `pieces/` of the bundle, then in `library/` beside the bundles;
//! one of a story in `pieces/` beside it or further up.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::budget::Budget;
use super::fields::{self, Fields};
use super::fill::{ALL, EACH, Given, USE, fill, is_use, known_names, text_of, uses};
use super::shared::{beside, first_inside};
use super::tree::{read_error, read_shared};
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem, Severity, Word};
use crate::policy::Name;
use crate::source::{Door, FileId, Node, ReadError, Shape, Sources, Span, Spanned};

/// How deep pieces may use one another.
const DEEPEST: usize = 8;

/// How often pieces may be used in one bundle, those in pieces included.
const MOST_USES: usize = 10_000;

/// The folder of the pieces of a bundle, or of its stories.
pub const PIECES: &str = "pieces";
/// How far up pieces are looked for where a story does not lie in the folder of all stories.
const FARTHEST: usize = 3;
/// The folder of all stories.
const STORIES: &str = "scenarios";

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
    /// How many things were put together.
    count: usize,
    /// What is left of what they may put together.
    budget: Budget,
    /// Whether it was told that there is too much.
    full: bool,
}

impl<'d> Pieces<'d> {
    /// The pieces at hand for the bundle in a folder.
    pub fn of(door: &'d dyn Door, folder: &Path) -> Self {
        let mut folders = vec![folder.join(PIECES)];
        folders.extend(beside(folder, "library"));
        Self::within(door, folders)
    }

    /// The pieces at hand for a story: those in `pieces/` beside it or further up, the nearest first, as
    /// far as the folder of all stories.
    pub fn of_story(door: &'d dyn Door, story: &Path) -> Self {
        let around: Vec<&Path> = story.ancestors().skip(1).collect();
        let is_root = |folder: &&Path| folder.ends_with(STORIES);
        let far = around.iter().position(is_root).unwrap_or(FARTHEST);
        let folders = around.into_iter().take(far).map(|folder| folder.join(PIECES)).collect();
        Self::within(door, folders)
    }

    fn within(door: &'d dyn Door, folders: Vec<PathBuf>) -> Self {
        let (uses, known, budget) = (Vec::new(), BTreeMap::new(), Budget::default());
        Self { door, folders, uses, known, count: 0, budget, full: false }
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
        self.budget.enter();
        let node = self.replaced(node, depth, sources, problems);
        self.budget.leave();
        node
    }

    fn replaced(
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
            Shape::Variant(word, inner) if word.value == EACH => {
                return self.repeated(span, &word, *inner, depth, sources, problems);
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
            stands.insert(name.value.clone(), Rc::new((*node).clone()));
        }
        let mut is_whole = true;
        for (known, otherwise) in &piece.takes {
            if stands.contains_key(known) {
                continue;
            }
            match otherwise {
                // What stands for it may name what was given or came before.
                Some(node) => {
                    let node = fill(node, &stands, &mut self.budget, problems);
                    stands.insert(known.clone(), Rc::new(node));
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
        not_taken(&piece, &entries, problems);
        // What would follow from what is missing need not be told.
        if !is_whole {
            return nothing;
        }
        if self.is_full(word, problems) {
            return nothing;
        }
        self.uses.push((piece.gives.span.file, word.span));
        let filled = fill(&piece.gives, &stands, &mut self.budget, problems);
        if self.is_over(word, problems) {
            return nothing;
        }
        self.used(filled, depth + 1, sources, problems)
    }

    /// Counts one thing more that is put together from others; whether there are too many.
    fn is_full(&mut self, word: &Spanned<String>, problems: &mut Problems) -> bool {
        self.count += 1;
        if self.count > MOST_USES && !self.full {
            let args = vec![("count", MOST_USES.to_string().into())];
            problems.add(Problem::TooManyPieces, word.span, args);
            self.full = true;
        }
        self.full
    }

    /// Whether more was put together than the budget allows.
    fn is_over(&mut self, word: &Spanned<String>, problems: &mut Problems) -> bool {
        let Some((what, most)) = self.budget.over() else { return false };
        if !self.full {
            let args = vec![("what", what.into()), ("count", most.to_string().into())];
            problems.add(Problem::PiecesTooLarge, word.span, args);
            self.full = true;
        }
        true
    }

    /// What is told of each of a cohort: `each({ "who": ["a", "b"] }, …)` stands for what follows, once
    /// for each of them, in their order. Several names go side by side.
    fn repeated(
        &mut self,
        span: Span,
        word: &Spanned<String>,
        inner: Node,
        depth: usize,
        sources: &mut Sources,
        problems: &mut Problems,
    ) -> Node {
        let nothing = Node { span, shape: Shape::Unit };
        let (names, told) = match &inner.shape {
            Shape::Tuple(items) if items.len() == 2 => (&items[0], &items[1]),
            _ => {
                fields::wrong_shape(&inner, Phrase::Cohort, Phrase::ShapeEach.into(), problems);
                return nothing;
            }
        };
        let names = fields::map(names, Phrase::Cohort, problems);
        let known: Vec<&str> = names.iter().map(|(name, _)| name.value.as_str()).collect();
        let before = problems.count(Severity::Error);
        known_names(told, &known, problems);
        let mut cohort: Vec<Given> = Vec::new();
        for (at, (name, node)) in names.iter().enumerate() {
            let items = fields::list(node, Phrase::Cohort, problems);
            if at == 0 {
                cohort.resize(items.len(), Given::new());
            } else if items.len() != cohort.len() {
                let args = vec![("count", cohort.len().to_string().into())];
                let expected = Word::Phrase(Phrase::ShapeListOf, args);
                fields::wrong_shape(node, Phrase::Cohort, expected, problems);
            }
            for (given, item) in cohort.iter_mut().zip(items) {
                given.insert(name.value.clone(), Rc::new(item.clone()));
            }
        }
        if problems.count(Severity::Error) > before {
            return nothing;
        }
        let (mut items, mut entries) = (Vec::new(), Vec::new());
        for given in &cohort {
            if self.is_full(word, problems) {
                return nothing;
            }
            let filled = fill(told, given, &mut self.budget, problems);
            if self.is_over(word, problems) {
                return nothing;
            }
            match self.used(filled, depth, sources, problems) {
                Node { shape: Shape::List(more), .. } => items.extend(more),
                Node { shape: Shape::Map(more), .. } => entries.extend(more),
                Node { shape: Shape::Unit, .. } => {}
                one => items.push(one),
            }
        }
        let shape = match matches!(told.shape, Shape::Map(_)) {
            true => Shape::Map(entries),
            false => Shape::List(items),
        };
        Node { span, shape }
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

/// Tells of what a use gives that the piece does not take.
fn not_taken(piece: &Piece, entries: &[(Name, &Node)], problems: &mut Problems) {
    for (given, _) in entries {
        if piece.takes.iter().all(|(known, _)| *known != given.value) {
            let args = vec![("what", Phrase::Piece.into()), ("name", given.value.as_str().into())];
            let wrong = Diagnostic::new(Problem::UnknownField, given.span, args);
            let known = piece.takes.iter().map(|(known, _)| known.as_str());
            let missing =
                known.filter(|known| entries.iter().all(|(given, _)| given.value != *known));
            problems.push(wrong.with_nearest(&given.value, missing));
        }
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
        Ok((path, text)) => sources.add_shared(path.to_string_lossy().into_owned(), text),
        Err(error) => {
            let shown = Word::from(name.value.as_str());
            let args = vec![("path", shown), ("why", read_error(&error))];
            problems.add(Problem::CannotRead, name.span, args);
            return None;
        }
    };
    let node = read_shared(sources, file, problems)?;
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
