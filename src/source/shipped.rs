//! What the program brings along: calendars, shared pieces, measures and their stories. It lies
//! behind the own files of a door: a measure is seen where the folder has none of its name, a calendar
//! or a shared piece where it has no file of that name. What is brought along cannot be written to.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::disk::{Bare, absolute};
use super::door::{Door, Kind, Listed, ReadError};
use super::memory::plain;
use super::root::{POLICY, ROOMS, root};

/// The texts that are brought along, each with its path below the root, sorted by path.
pub type Shipped = Vec<(&'static str, &'static str)>;

/// The folders of [`POLICY`] that all bundles share: what is missing there is looked for file by file.
const SHARED: [&str; 2] = ["calendars", "library"];

/// Who unpacks them when they are first asked for, and what that gave.
struct Brought {
    unpack: fn() -> Shipped,
    files: OnceLock<Shipped>,
}

static SHIPPED: OnceLock<Brought> = OnceLock::new();

/// Brings files along, for the whole of the program. Only the first who does is heard.
pub fn bring(unpack: fn() -> Shipped) {
    let _ = SHIPPED.set(Brought { unpack, files: OnceLock::new() });
}

fn shipped() -> &'static [(&'static str, &'static str)] {
    SHIPPED.get().map_or(&[], |brought| brought.files.get_or_init(brought.unpack))
}

/// A door with what is brought along behind it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Backed<D>(pub D);

/// The disk, with what is brought along behind it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl Disk {
    /// The path from the root of all files; as it is where that cannot be told.
    pub fn absolute(path: &Path) -> PathBuf {
        absolute(path)
    }
}

/// The files below a path that are brought along.
fn below(key: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let files = shipped();
    let from = files.partition_point(|(path, _)| *path < key);
    let room = format!("{key}/");
    // What follows a name in the order may be another name that begins so: `a-b` before `a/b`.
    let begins = key.to_owned();
    let near = files.get(from..).unwrap_or_default().iter();
    let near = near.take_while(move |(path, _)| path.starts_with(&begins));
    near.filter(move |(path, _)| path.starts_with(&room)).copied()
}

/// The text that is brought along under a path.
fn text_at(key: &str) -> Option<&'static str> {
    let files = shipped();
    let at = files.binary_search_by_key(&key, |(path, _)| path).ok()?;
    files.get(at).map(|(_, text)| *text)
}

/// The text that is brought along under a path below the root, whatever lies before it.
pub fn shipped_text(path: &Path) -> Option<&'static str> {
    text_at(path.to_str()?)
}

fn kind_at(key: &str) -> Option<Kind> {
    match text_at(key) {
        Some(_) => Some(Kind::File),
        None => below(key).next().map(|_| Kind::Folder),
    }
}

/// A place below a root: the root, the room, what lies directly in it, and all of it as it is
/// called among what is brought along.
struct Place {
    root: PathBuf,
    room: String,
    unit: String,
    key: String,
}

impl Place {
    fn is_shared(&self) -> bool {
        self.room == POLICY && SHARED.contains(&self.unit.as_str())
    }
    /// The measure to which it belongs; what holds measures has none of its own.
    fn measure(&self) -> String {
        let mut folder = POLICY.to_owned();
        let mut parts = self.key.split('/').skip(1);
        let is_measure = |part: &&str| {
            folder.extend(["/", part]);
            text_at(&format!("{folder}/policy.ron")).is_some()
        };
        parts.find(is_measure).unwrap_or(&self.unit).to_owned()
    }
}

impl<D: Door> Backed<D> {
    /// Where a path lies below a root, if it does: in a folder that has own bundles or stories, or that
    /// is the root of all. The rooms themselves are the folder's own: what is brought along is there for
    /// whoever names it, and never mixed with what somebody has.
    fn place(&self, path: &Path) -> Option<Place> {
        if shipped().is_empty() {
            return None;
        }
        let path = plain(&absolute(path));
        let parts: Vec<&str> =
            path.components().map(|part| part.as_os_str().to_str().unwrap_or("\0")).collect();
        let rooms = parts.iter().enumerate().rev().filter(|(_, part)| ROOMS.contains(part));
        for (at, room) in rooms {
            let Some((unit, inner)) = parts.get(at + 1..).and_then(<[&str]>::split_first) else {
                continue;
            };
            let above: PathBuf = parts.iter().take(at).collect();
            let is_root = || ROOMS.iter().any(|room| self.0.is_folder(&above.join(room)));
            if !is_root() && above != plain(&absolute(&root().join("."))) {
                continue;
            }
            let mut key = format!("{room}/{unit}");
            inner.iter().for_each(|part| key.extend(["/", part]));
            let (room, unit) = ((*room).to_owned(), (*unit).to_owned());
            return Some(Place { root: above, room, unit, key });
        }
        None
    }

    /// What is brought along there, if it is to be seen: a measure of one's own hides the other with
    /// its stories.
    fn behind(&self, path: &Path) -> Option<(Kind, Place)> {
        let place = self.place(path)?;
        let kind = kind_at(&place.key)?;
        let own = |room: &str| self.0.lies(&place.root.join(room).join(&place.unit)).is_some();
        let hidden = !place.is_shared() && (own(&place.room) || own(POLICY));
        (!hidden && self.0.lies(path).is_none()).then_some((kind, place))
    }

    /// Whether nothing that is brought along is in the way of writing there.
    pub(super) fn may_write(&self, path: &Path) -> Result<(), ReadError> {
        let Some(place) = self.place(path).filter(|place| !place.is_shared()) else {
            return Ok(());
        };
        let unit = place.root.join(&place.room).join(&place.unit);
        match self.behind(&unit) {
            Some(_) => Err(ReadError::Shipped { name: place.measure() }),
            None => Ok(()),
        }
    }
}

/// Whether what a path leads to is brought along, and no file of somebody's own.
pub fn is_shipped(path: &Path) -> bool {
    Backed(Bare).behind(path).is_some()
}

/// The folders that are brought along in the room of bundles, as far as they are to be seen; what is
/// shared is no bundle.
pub fn shipped_folders() -> Vec<PathBuf> {
    let room = root().join(POLICY);
    let mut units: Vec<&str> =
        below(POLICY).filter_map(|(path, _)| path.split('/').nth(1)).collect();
    units.dedup();
    let units = units.into_iter().filter(|unit| !SHARED.contains(unit));
    units.map(|unit| room.join(unit)).filter(|folder| is_shipped(folder)).collect()
}

impl<D: Door> Door for Backed<D> {
    fn lies(&self, path: &Path) -> Option<Kind> {
        self.0.lies(path).or_else(|| self.behind(path).map(|(kind, _)| kind))
    }
    fn leads_to(&self, path: &Path) -> Option<Kind> {
        self.0.leads_to(path).or_else(|| self.behind(path).map(|(kind, _)| kind))
    }
    fn read(&self, path: &Path) -> Result<String, ReadError> {
        match self.0.read(path) {
            Err(ReadError::NotFound) => match self.behind(path) {
                Some((Kind::Folder, _)) => Err(ReadError::WrongKind),
                Some((_, place)) => Ok(text_at(&place.key).unwrap_or_default().to_owned()),
                None => Err(ReadError::NotFound),
            },
            read => read,
        }
    }
    fn read_bytes(&self, path: &Path) -> Result<Vec<u8>, ReadError> {
        match self.0.read_bytes(path) {
            Err(ReadError::NotFound) => self.read(path).map(String::into_bytes),
            read => read,
        }
    }
    fn list(&self, folder: &Path) -> Result<Listed, ReadError> {
        let own = self.0.list(folder);
        let place = match &own {
            Err(ReadError::NotFound) => self.behind(folder).map(|(_, place)| place),
            // What bundles share is one's own and what is brought along, side by side.
            Ok(_) => self.place(folder).filter(|place| place.is_shared()),
            Err(_) => None,
        };
        let Some(place) = place else { return own };
        if text_at(&place.key).is_some() {
            return Err(ReadError::WrongKind);
        }
        let mut listed = own.unwrap_or_default();
        for (path, _) in below(&place.key) {
            let inner = path.get(place.key.len() + 1..).unwrap_or_default();
            let (name, is_folder) =
                inner.split_once('/').map_or((inner, false), |(at, _)| (at, true));
            let found = if is_folder { &mut listed.folders } else { &mut listed.files };
            found.push(folder.join(name));
        }
        for found in [&mut listed.folders, &mut listed.files] {
            found.sort();
            found.dedup();
        }
        Ok(listed)
    }
    fn write_bytes(&self, path: &Path, bytes: &[u8]) -> Result<(), ReadError> {
        self.may_write(path)?;
        self.0.write_bytes(path, bytes)
    }
    fn write_folder(&self, path: &Path, files: &[(PathBuf, String)]) -> Result<(), ReadError> {
        self.may_write(path)?;
        self.0.write_folder(path, files)
    }
    fn make_folder(&self, path: &Path) -> Result<(), ReadError> {
        self.may_write(path)?;
        self.0.make_folder(path)
    }
    fn remove(&self, path: &Path) -> Result<(), ReadError> {
        self.may_write(path)?;
        self.0.remove(path)
    }
    fn remove_folder(&self, path: &Path) -> Result<(), ReadError> {
        self.may_write(path)?;
        self.0.remove_folder(path)
    }
}

impl Door for Disk {
    fn lies(&self, path: &Path) -> Option<Kind> {
        Backed(Bare).lies(path)
    }
    fn leads_to(&self, path: &Path) -> Option<Kind> {
        Backed(Bare).leads_to(path)
    }
    fn read(&self, path: &Path) -> Result<String, ReadError> {
        Backed(Bare).read(path)
    }
    fn read_bytes(&self, path: &Path) -> Result<Vec<u8>, ReadError> {
        Backed(Bare).read_bytes(path)
    }
    fn list(&self, folder: &Path) -> Result<Listed, ReadError> {
        Backed(Bare).list(folder)
    }
    fn write_bytes(&self, path: &Path, bytes: &[u8]) -> Result<(), ReadError> {
        Backed(Bare).write_bytes(path, bytes)
    }
    fn write_folder(&self, path: &Path, files: &[(PathBuf, String)]) -> Result<(), ReadError> {
        Backed(Bare).write_folder(path, files)
    }
    fn make_folder(&self, path: &Path) -> Result<(), ReadError> {
        Backed(Bare).make_folder(path)
    }
    fn remove(&self, path: &Path) -> Result<(), ReadError> {
        Backed(Bare).remove(path)
    }
    fn remove_folder(&self, path: &Path) -> Result<(), ReadError> {
        Backed(Bare).remove_folder(path)
    }
}
