//! The whole folder: `policy.ron`, then the files that it lists, in their order.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::{Path, PathBuf};

use super::fields::Fields;
use super::piece::Pieces;
use super::shared::{beside, first_inside};
use super::tree::{read_error, read_tree};
use super::{article, calendar, chapter, machine, manifest, reading, relation, section, uncovered};
use crate::calendar::Table;
use crate::diagnostic::{Diagnostic, Problems};
use crate::ident::check_name;
use crate::lang::{Phrase, Problem, Word};
use crate::policy::{Bundle, Name, RuleFile, each_section, number_chapters};
use crate::source::{Door, FileId, Node, ReadError, Sources, Span, Spanned};

/// How the name of a file begins that bundles share.
pub(crate) const SHARED: &str = "library/";

/// The file of a bundle that lists the others.
pub const MANIFEST: &str = "policy.ron";

/// The file of a bundle that says which of its mutants are known.
pub const MUTANTS: &str = "mutants.ron";

/// Reads the bundle in `folder` through a door. What could be read is returned with all problems found; nothing
/// is returned where there is no `policy.ron` that can be read.
pub fn read_bundle(
    door: &dyn Door,
    folder: &Path,
    sources: Sources,
) -> (Option<Bundle>, Sources, Problems) {
    let problems = Problems::default();
    let (pieces, declared) = (Pieces::of(door, folder), BTreeMap::new());
    let mut reader = Reader { door, folder, sources, problems, pieces, declared };
    let bundle = reader.bundle();
    let Reader { sources, problems, pieces, .. } = reader;
    let uses = pieces.uses.into();
    let bundle = bundle.map(|bundle| Bundle { sources: sources.clone(), uses, ..bundle });
    (bundle, sources, problems)
}

/// Whether the bundle in a folder says that commands mean it where none is named.
pub fn is_main(door: &dyn Door, folder: &Path) -> bool {
    let Ok(path) = door.inside(folder, MANIFEST) else { return false };
    let Ok(text) = door.read(&path) else { return false };
    let mut sources = Sources::default();
    let file = sources.add(String::new(), text);
    let mut ignored = Problems::default();
    let node = read_tree(&sources, file, &mut ignored);
    let manifest = node.and_then(|node| manifest::manifest("", &node, &mut ignored));
    manifest.is_some_and(|manifest| manifest.main)
}

struct Reader<'a> {
    door: &'a dyn Door,
    folder: &'a Path,
    sources: Sources,
    problems: Problems,
    pieces: Pieces<'a>,
    /// Where each name of a section was declared first.
    declared: BTreeMap<(&'static str, String), Span>,
}

impl Reader<'_> {
    fn bundle(&mut self) -> Option<Bundle> {
        let file = self.read(MANIFEST, self.door.inside(self.folder, MANIFEST), None)?;
        let node = read_tree(&self.sources, file, &mut self.problems)?;
        let id =
            self.folder.file_name().map_or(String::new(), |name| name.to_string_lossy().into());
        let manifest = manifest::manifest(&id, &node, &mut self.problems)?;
        self.continues(manifest.continues.as_ref());
        let calendar = self.calendar(manifest.calendar.as_ref());
        let files = manifest.files.clone();
        let mut bundle = Bundle::bare(manifest, calendar);
        for listed in &files {
            self.file(listed, &mut bundle);
        }
        self.unlisted(&files);
        Some(bundle)
    }

    /// The bundle of the text before this one lies beside it.
    fn continues(&mut self, name: Option<&Name>) {
        let Some(name) = name else { return };
        let around = self.folder.parent().unwrap_or(Path::new("."));
        let plain = Path::new(&name.value).components().count() == 1;
        if plain && self.door.is_file(&around.join(&name.value).join(MANIFEST)) {
            return;
        }
        let listed = self.door.list(around).map(|listed| listed.folders).unwrap_or_default();
        let others = listed.iter().filter(|folder| folder.file_name() != self.folder.file_name());
        let own = others.filter(|folder| self.door.is_file(&folder.join(MANIFEST)));
        let names = own.filter_map(|folder| folder.file_name()?.to_str()).collect::<Vec<_>>();
        let args = vec![("name", name.value.as_str().into())];
        let wrong = Diagnostic::new(Problem::ContinuesUnknown, name.span, args);
        self.problems.push(wrong.with_nearest(&name.value, names.iter().copied()));
    }

    /// Reads a file that is named so and was found there.
    fn read(
        &mut self,
        named: &str,
        found: Result<PathBuf, ReadError>,
        listed: Option<Span>,
    ) -> Option<FileId> {
        let read = found.and_then(|path| {
            let text = self.door.read(&path)?;
            Ok((path, text))
        });
        match read {
            Ok((path, text)) => Some(self.sources.add(path.to_string_lossy().into_owned(), text)),
            Err(error) => {
                let shown = match error {
                    // It is no path of the bundle.
                    ReadError::Outside => named.to_owned(),
                    _ => self.folder.join(named).to_string_lossy().into_owned(),
                };
                let args = vec![("path", Word::from(shown)), ("why", read_error(&error))];
                self.problems.push(match listed {
                    Some(at) => Diagnostic::new(Problem::CannotRead, at, args),
                    None => Diagnostic::placeless(Problem::CannotRead, args),
                });
                None
            }
        }
    }

    /// The calendar lies beside the bundles: `policy/calendars/NAME.ron`.
    fn calendar(&mut self, name: Option<&Name>) -> Table {
        let Some(name) = name else { return Table::default() };
        let (sources, problems) = (&mut self.sources, &mut self.problems);
        calendar::beside(self.door, self.folder, name, sources, problems).unwrap_or_default()
    }

    fn file(&mut self, listed: &Name, bundle: &mut Bundle) {
        let found = self.path_of(&listed.value);
        let Some(file) = self.read(&listed.value, found, Some(listed.span)) else { return };
        if listed.ends_with(".rhai") {
            bundle.rule_files.push(RuleFile { file, listed: listed.clone() });
            return;
        }
        let Some(node) = read_tree(&self.sources, file, &mut self.problems) else { return };
        let node = self.pieces.expand(node, &mut self.sources, &mut self.problems);
        let in_machines = Path::new(&listed.value).parent() == Some(Path::new("machines"));
        if in_machines {
            let stem = Path::new(&listed.value).file_stem().unwrap_or_default().to_string_lossy();
            if check_name(&stem).is_err() {
                let args = vec![("name", Word::from(&*stem))];
                self.problems.add(Problem::BadName, listed.span, args);
                return;
            }
            let name = Spanned::new(stem.into_owned(), node.span.begin());
            if let Some(machine) = machine::machine(name, &node, &mut self.problems) {
                bundle.machines.push(machine);
            }
        } else {
            self.sections(&node, bundle);
        }
    }

    /// Where a listed file lies: in the bundle, or, where its name begins so, in the library that
    /// bundles share.
    fn path_of(&self, listed: &str) -> Result<PathBuf, ReadError> {
        let own = self.door.inside(self.folder, listed);
        match listed.strip_prefix(SHARED) {
            Some(rest) if own == Err(ReadError::NotFound) => {
                match first_inside(self.door, &beside(self.folder, "library"), rest) {
                    Err(ReadError::NotFound) => own,
                    shared => shared,
                }
            }
            _ => own,
        }
    }

    /// Any other file holds sections; a section may be spread over files.
    fn sections(&mut self, node: &Node, bundle: &mut Bundle) {
        let (problems, declared) = (&mut self.problems, &mut self.declared);
        let Some(mut fields) = Fields::open(node, Phrase::Bundle, problems) else { return };
        let found = section::declarations(&mut fields, problems);
        // A name declared before is a duplicate.
        let mut is_new = |section, name: &Name, problems: &mut Problems| match declared
            .entry((section, name.value.clone()))
        {
            Entry::Occupied(first) => {
                problems.push(Diagnostic::duplicate(name, *first.get()));
                false
            }
            Entry::Vacant(place) => {
                place.insert(name.span);
                true
            }
        };
        macro_rules! take {
            ($( $field:ident $kind:ident $word:literal, )*) => {
                $( for (name, thing) in found.$field {
                    if is_new(stringify!($field), &name, problems) {
                        bundle.$field.push((name, thing));
                    }
                } )*
            };
        }
        each_section!(take);
        if let Some(node) = fields.optional("readings") {
            for (name, reading) in reading::readings(node, problems) {
                if is_new("readings", &name, problems) {
                    bundle.readings.push((name, reading));
                }
            }
        }
        if let Some(node) = fields.optional("chapters") {
            bundle.chapters.extend(chapter::chapters(node, problems));
            number_chapters(&mut bundle.chapters);
        }
        if let Some(node) = fields.optional("relations") {
            for (name, relation) in relation::relations(node, problems) {
                if is_new("relations", &name, problems) {
                    bundle.relations.push((name, relation));
                }
            }
        }
        if let Some(node) = fields.optional("articles") {
            bundle.articles.extend(article::articles(node, problems));
        }
        if let Some(node) = fields.optional("uncovered") {
            bundle.uncovered.extend(uncovered::uncovered(node, problems));
        }
        fields.close(problems);
    }

    /// A file that lies in the folder and is not listed is most likely forgotten.
    fn unlisted(&mut self, files: &[Name]) {
        let found = self.door.walk(self.folder, &|_| true).unwrap_or_default();
        for path in found {
            let Ok(short) = path.strip_prefix(self.folder) else { continue };
            let short = short.to_string_lossy().replace('\\', "/");
            let ours = (short.ends_with(".ron") || short.ends_with(".rhai"))
                && !short.starts_with("pieces/")
                && !short.starts_with("amendments/")
                && short != MUTANTS;
            // A piece is not listed but used.
            let piece = short.strip_prefix("pieces/").and_then(|name| name.strip_suffix(".ron"));
            if piece.is_some_and(|name| !self.pieces.used_piece(name)) {
                let args = vec![("path", short.as_str().into())];
                self.problems.push(Diagnostic::placeless(Problem::Unlisted, args));
            }
            if ours && short != "policy.ron" && !files.iter().any(|name| name.value == short) {
                let args = vec![("path", short.into())];
                self.problems.push(Diagnostic::placeless(Problem::Unlisted, args));
            }
        }
    }
}
