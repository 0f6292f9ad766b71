//! The new folder while it is written: its files in memory, each as text and as a tree; what is shared is
//! copied into it before it is edited.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use super::edit::{Edit, edited, field};
use crate::diagnostic::Problems;
use crate::lang::{Phrase, Word};
use crate::policy::Bundle;
use crate::policy::read::{MANIFEST, PIECES, SHARED, beside, first_inside, read_bundle};
use crate::source::{Door, FileId, Node, Over, ReadError, Shape, Sources, Span, parse};

/// Why something cannot be written as text.
pub(super) type Why = Word;

/// A file as text and as a tree.
#[derive(Clone)]
pub(super) struct Page {
    /// Its path in the folder.
    pub(super) name: String,
    pub(super) text: String,
    pub(super) tree: Node,
}

impl Page {
    /// The text of a node.
    pub(super) fn of(&self, node: &Node) -> &str {
        self.text.get(super::edit::range(node.span)).unwrap_or("")
    }
}

/// The new folder.
pub(super) struct Draft<'d> {
    pub(super) over: Over<'d>,
    pub(super) folder: PathBuf,
    /// What the folder holds, as it was read since something was written last.
    read: RefCell<Option<Read>>,
}

/// A bundle that was read, with its files and what is wrong with it.
type Read = (Option<Bundle>, Sources, Problems);

impl<'d> Draft<'d> {
    /// A folder with the files of a bundle: what it lists and lies in it, and the pieces that it uses.
    pub(super) fn of(
        door: &'d dyn Door,
        from: &Path,
        folder: &Path,
        bundle: &Bundle,
    ) -> Result<Self, ReadError> {
        let over = Over::new(door, folder.to_owned());
        over.write(&folder.join(MANIFEST), &door.read(&from.join(MANIFEST))?)?;
        for listed in &bundle.manifest.files {
            // What bundles share is not copied.
            if let Ok(path) = door.inside(from, listed) {
                over.write(&folder.join(&listed.value), &door.read(&path)?)?;
            }
        }
        let own = from.join(PIECES);
        for path in door.list(&own).map(|listed| listed.files).unwrap_or_default() {
            if let Some(name) = path.file_name() {
                over.write(&folder.join(PIECES).join(name), &door.read(&path)?)?;
            }
        }
        Ok(Self { over, folder: folder.to_owned(), read: RefCell::default() })
    }

    /// The bundle that the folder holds.
    pub(super) fn read(&self) -> Read {
        let anew = || read_bundle(&self.over, &self.folder, Sources::default());
        self.read.borrow_mut().get_or_insert_with(anew).clone()
    }

    /// The text of a file of the folder, or of what bundles share under that name.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        let path = self.over.inside(&self.folder, name);
        let shared = |rest: &str| first_inside(&self.over, &beside(&self.folder, "library"), rest);
        let piece = name.strip_prefix(PIECES).and_then(|rest| rest.strip_prefix('/'));
        let path = path.or_else(|missing| match name.strip_prefix(SHARED).or(piece) {
            Some(rest) => shared(rest),
            None => Err(missing),
        });
        self.over.read(&path.ok()?).ok()
    }

    /// A file as a tree.
    pub(super) fn page(&self, name: &str) -> Result<Page, Why> {
        let text = self.text(name).ok_or_else(|| not_there(name))?;
        page(name, text).ok_or_else(|| not_there(name))
    }

    /// Writes a file.
    pub(super) fn write(&self, name: &str, text: &str) -> Result<(), Why> {
        self.read.take();
        self.over.write(&self.folder.join(name), text).map_err(|_| not_there(name))
    }

    /// Takes a file out.
    pub(super) fn take_out(&self, name: &str) {
        self.read.take();
        // What is not there is out already.
        let _ = self.over.remove(&self.folder.join(name));
    }

    /// Writes a file with these edits.
    pub(super) fn keep(&self, page: &Page, edits: Vec<Edit>) -> Result<(), Why> {
        self.write(&page.name, &edited(&page.text, edits))
    }

    /// The files that `policy.ron` lists.
    pub(super) fn listed(&self) -> Result<Vec<String>, Why> {
        let page = self.page(MANIFEST)?;
        let Some((_, files)) = field(&page.tree, "files") else { return Ok(Vec::new()) };
        Ok(texts(files).into_iter().map(|(text, _)| text).collect())
    }

    /// The files of sections, in the order in which they are listed.
    pub(super) fn sections(&self) -> Result<Vec<String>, Why> {
        let plain = |name: &String| name.ends_with(".ron") && !is_machine(name);
        Ok(self.listed()?.into_iter().filter(plain).collect())
    }

    /// The file of a machine.
    pub(super) fn machine(&self, machine: &str) -> Result<String, Why> {
        let is_it = |name: &String| {
            is_machine(name) && Path::new(name).file_stem().is_some_and(|stem| stem == machine)
        };
        self.listed()?.into_iter().find(is_it).ok_or_else(|| not_there(machine))
    }

    /// The name in the folder of a file that was read for it: its own, or what it would be as a copy of
    /// what bundles share.
    pub(super) fn name_of(&self, path: &str) -> Option<String> {
        let path = Path::new(path);
        if let Ok(own) = path.strip_prefix(&self.folder) {
            return Some(own.to_string_lossy().replace('\\', "/"));
        }
        let library = beside(&self.folder, "library");
        let rest = library.iter().find_map(|folder| path.strip_prefix(folder).ok())?;
        let rest = rest.to_string_lossy().replace('\\', "/");
        let listed = format!("{SHARED}{rest}");
        match self.listed().ok()?.contains(&listed) {
            true => Some(listed),
            false => Some(format!("{PIECES}/{rest}")),
        }
    }

    /// All files of the folder with their texts.
    pub(super) fn files(&self) -> Vec<(String, String)> {
        let all = self.over.walk(&self.folder, &|_| true).unwrap_or_default();
        let read = |path: PathBuf| {
            let name = path.strip_prefix(&self.folder).ok()?.to_string_lossy().replace('\\', "/");
            Some((name, self.over.read(&path).ok()?))
        };
        all.into_iter().filter_map(read).collect()
    }
}

/// Whether a listed file is a machine.
fn is_machine(name: &str) -> bool {
    Path::new(name).parent() == Some(Path::new("machines")) && name.ends_with(".ron")
}

/// A text as a page.
pub(super) fn page(name: &str, text: String) -> Option<Page> {
    let mut sources = Sources::default();
    let file: FileId = sources.add(name.to_owned(), text.clone());
    let tree = parse(file, sources.file(file)).ok()?;
    Some(Page { name: name.to_owned(), text, tree })
}

/// That something is not in the files.
pub(super) fn not_there(name: &str) -> Why {
    Word::Phrase(Phrase::AdoptNotThere, vec![("name", name.into())])
}

/// A text, or the texts of a list, with their places.
pub(super) fn texts(node: &Node) -> Vec<(String, Span)> {
    match &node.shape {
        Shape::Text { text, .. } => vec![(text.clone(), node.span)],
        Shape::List(items) => items.iter().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}
