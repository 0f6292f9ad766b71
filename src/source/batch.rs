//! Several files written or taken away as one: what is to be done is listed first, in a file beside
//! them, and then done; who is killed in between leaves the list, and the next one ends what it says.
//! Two that write at once wait for each other.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::disk::Bare;
use super::door::{Door, Kind, ReadError};
use super::shipped::Backed;

/// The name of the list in its folder.
const LIST: &str = ".banfa-batch";
/// What stands behind a list that was written to its end.
const END: &str = "\nend\n";
/// How a file is called until it is put in its place.
const HALF: &str = ".banfa-half";

/// What is to be done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    changes: Vec<Change>,
}

/// A file and its new text; none takes it away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Change {
    path: PathBuf,
    text: Option<String>,
}

/// What was found of one who was interrupted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rest {
    /// Nothing had been done yet, and nothing was.
    Undone,
    /// What it had listed was done to its end: these files.
    Finished(Vec<PathBuf>),
}

impl Batch {
    /// A file gets this text.
    pub fn write(&mut self, path: PathBuf, text: String) {
        self.changes.push(Change { path, text: Some(text) });
    }
    /// A file is taken away.
    pub fn remove(&mut self, path: PathBuf) {
        self.changes.push(Change { path, text: None });
    }
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
    /// The files that get a text, and those that are taken away.
    pub fn files(&self) -> (Vec<&Path>, Vec<&Path>) {
        let of = |gone: bool| {
            let all = self.changes.iter().filter(move |change| change.text.is_none() == gone);
            all.map(|change| change.path.as_path()).collect()
        };
        (of(false), of(true))
    }

    /// Does it, whole; before it what another left undone in the same folder.
    ///
    /// # Errors
    /// The file that cannot be written or taken away, and why; what was listed stays listed then.
    pub fn carry_out(&self) -> Result<Option<Rest>, (PathBuf, ReadError)> {
        if self.is_empty() {
            return Ok(None);
        }
        let folder = self.folder();
        for change in &self.changes {
            may_stand(&change.path).map_err(|error| (change.path.clone(), error))?;
        }
        let mut list = List::open(&folder, true).map_err(|error| (folder.join(LIST), error))?;
        let before = list.as_mut().map(List::finish).transpose()?.flatten();
        if let Some(mut list) = list {
            list.note(self)?;
            list.carry_out(self)?;
            list.close()?;
        }
        Ok(before)
    }

    /// The innermost folder in which all files lie.
    fn folder(&self) -> PathBuf {
        let mut folders = self.changes.iter().map(|change| beside(&change.path));
        let mut common: PathBuf = folders.next().unwrap_or(Path::new(".")).to_owned();
        for folder in folders {
            while !folder.starts_with(&common) {
                if !common.pop() {
                    return PathBuf::from(".");
                }
            }
        }
        match common.as_os_str().is_empty() {
            true => PathBuf::from("."),
            false => common,
        }
    }
}

/// Ends what one who was interrupted left undone in a folder.
///
/// # Errors
/// The file that cannot be written or taken away, and why.
pub fn finish(folder: &Path) -> Result<Option<Rest>, (PathBuf, ReadError)> {
    let path = folder.join(LIST);
    if Bare.lies(&path) != Some(Kind::File) {
        return Ok(None);
    }
    let opened = List::open(folder, false).map_err(|error| (path, error))?;
    let Some(mut list) = opened else { return Ok(None) };
    let found = list.finish()?;
    list.close()?;
    Ok(found)
}

/// Whether somebody was interrupted in a folder, or still writes there.
pub fn is_unfinished(folder: &Path) -> bool {
    Bare.lies(&folder.join(LIST)).is_some()
}

fn beside(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The list, open and locked: as long as it is held nobody else writes here. The lock goes with who
/// holds it, however that ends.
struct List {
    file: File,
    folder: PathBuf,
}

impl List {
    /// Opens the list of a folder, once nobody else holds it; none where it is not there and is not to be
    /// made.
    fn open(folder: &Path, make: bool) -> Result<Option<Self>, ReadError> {
        let path = folder.join(LIST);
        loop {
            if matches!(Bare.lies(&path), Some(kind) if kind != Kind::File) {
                return Err(ReadError::NotPlain);
            }
            let opened = OpenOptions::new().read(true).write(true).create(make).open(&path);
            let file = match opened {
                Err(error) if error.kind() == ErrorKind::NotFound && !make => return Ok(None),
                opened => opened?,
            };
            file.lock()?;
            // Who held it before may have taken it away meanwhile.
            if is_still(&file, &path) {
                return Ok(Some(Self { file, folder: folder.to_owned() }));
            }
        }
    }

    fn path(&self) -> PathBuf {
        self.folder.join(LIST)
    }

    fn fails(&self) -> impl Fn(std::io::Error) -> (PathBuf, ReadError) + use<> {
        let path = self.path();
        move |error| (path.clone(), error.into())
    }

    /// Does what stands in it; none where nothing does and nothing was begun.
    fn finish(&mut self) -> Result<Option<Rest>, (PathBuf, ReadError)> {
        let fails = self.fails();
        let mut text = String::new();
        self.file.seek(SeekFrom::Start(0)).map_err(&fails)?;
        let read = self.file.read_to_string(&mut text);
        if text.is_empty() && read.is_ok() {
            return Ok(None);
        }
        let listed = text.strip_suffix(END).and_then(|list| serde_json::from_str(list).ok());
        let changes: Option<Vec<Change>> = listed.filter(|_| read.is_ok());
        let of =
            |change: Change| Some(Change { path: inside(&self.folder, &change.path)?, ..change });
        let changes = changes.and_then(|all| all.into_iter().map(of).collect());
        let Some(changes) = changes else { return Ok(Some(Rest::Undone)) };
        let batch = Batch { changes };
        self.carry_out(&batch)?;
        let done = batch.changes.into_iter().map(|change| change.path).collect();
        Ok(Some(Rest::Finished(done)))
    }

    /// Lists what is to be done.
    fn note(&mut self, batch: &Batch) -> Result<(), (PathBuf, ReadError)> {
        let fails = self.fails();
        let inner = |change: &Change| {
            let path = change.path.strip_prefix(&self.folder).unwrap_or(&change.path).to_owned();
            Change { path, text: change.text.clone() }
        };
        let inner: Vec<Change> = batch.changes.iter().map(inner).collect();
        let text = serde_json::to_string(&inner).unwrap_or_default() + END;
        self.file.set_len(0).map_err(&fails)?;
        self.file.seek(SeekFrom::Start(0)).map_err(&fails)?;
        self.file.write_all(text.as_bytes()).map_err(&fails)?;
        self.file.sync_all().map_err(&fails)
    }

    fn carry_out(&self, batch: &Batch) -> Result<(), (PathBuf, ReadError)> {
        for change in &batch.changes {
            let done = match &change.text {
                Some(text) => put(&change.path, text),
                None => take_away(&change.path),
            };
            done.map_err(|error| (change.path.clone(), error))?;
        }
        Ok(())
    }

    /// Takes the list away: all is done.
    fn close(self) -> Result<(), (PathBuf, ReadError)> {
        let path = self.path();
        Bare.remove(&path).map_err(|error| (path, error))
    }
}

/// Whether a plain file may stand at a path.
fn may_stand(path: &Path) -> Result<(), ReadError> {
    Backed(Bare).may_write(path)?;
    match Bare.lies(path) {
        None | Some(Kind::File) => Ok(()),
        Some(Kind::Folder) => Err(ReadError::WrongKind),
        Some(Kind::Link) => Err(ReadError::Link),
        Some(Kind::Other) => Err(ReadError::NotPlain),
    }
}

/// Where a file lies that a list names: inside its folder, behind no link. Who wrote the list is not
/// known.
fn inside(folder: &Path, named: &Path) -> Option<PathBuf> {
    let mut path = folder.to_owned();
    let mut parts = named.components().peekable();
    while let Some(part) = parts.next() {
        let Component::Normal(name) = part else { return None };
        path.push(name);
        if parts.peek().is_some() && Bare.lies(&path) != Some(Kind::Folder) {
            return None;
        }
    }
    Some(path)
}

/// Puts a text in its place: first beside it, under a name that the next one knows.
fn put(path: &Path, text: &str) -> Result<(), ReadError> {
    may_stand(path)?;
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(HALF);
    let half = path.with_file_name(name);
    take_away(&half)?;
    let mut file = OpenOptions::new().write(true).create_new(true).open(&half)?;
    let mut written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    if let (Ok(()), Ok(meta)) = (&written, std::fs::metadata(path)) {
        written = file.set_permissions(meta.permissions());
    }
    let placed = written.and_then(|()| std::fs::rename(&half, path));
    if placed.is_err() {
        take_away(&half)?;
    }
    Ok(placed?)
}

fn take_away(path: &Path) -> Result<(), ReadError> {
    match Bare.remove(path) {
        Err(ReadError::NotFound) | Ok(()) => Ok(()),
        Err(error) => Err(error),
    }
}

#[cfg(unix)]
fn is_still(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let same = |one: std::fs::Metadata, other: std::fs::Metadata| {
        (one.dev(), one.ino()) == (other.dev(), other.ino())
    };
    let pair = file.metadata().ok().zip(std::fs::metadata(path).ok());
    pair.is_some_and(|(one, other)| same(one, other))
}

#[cfg(not(unix))]
fn is_still(_: &File, path: &Path) -> bool {
    path.is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("banfa-batch-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(path.join("in")).unwrap();
        std::fs::write(path.join("a"), "old").unwrap();
        std::fs::write(path.join("in/gone"), "old").unwrap();
        path
    }

    fn batch(folder: &Path) -> Batch {
        let mut batch = Batch::default();
        batch.write(folder.join("a"), "new".to_owned());
        batch.remove(folder.join("in/gone"));
        batch.write(folder.join("in/b"), "made".to_owned());
        batch
    }

    fn all(folder: &Path) -> Vec<String> {
        let mut found = Vec::new();
        for folder in [folder.to_owned(), folder.join("in")] {
            for entry in std::fs::read_dir(folder).unwrap().flatten() {
                if entry.path().is_file() {
                    let text = std::fs::read_to_string(entry.path()).unwrap();
                    found.push(format!("{}={text}", entry.file_name().to_string_lossy()));
                }
            }
        }
        found.sort();
        found
    }

    #[test]
    fn all_is_done_and_nothing_else_is_left() {
        let folder = folder("whole");
        assert_eq!(batch(&folder).carry_out(), Ok(None));
        assert_eq!(all(&folder), ["a=new", "b=made"]);
    }

    /// Killed at each place: the list is written, and some of what it says is done.
    #[test]
    fn who_comes_after_one_that_was_killed_ends_what_it_listed() {
        for done in 0..=3 {
            let folder = folder(&format!("killed-{done}"));
            let batch = batch(&folder);
            let mut list = List::open(&folder, true).unwrap().unwrap();
            list.note(&batch).unwrap();
            let first = Batch { changes: batch.changes[..done].to_vec() };
            list.carry_out(&first).unwrap();
            std::fs::write(folder.join(".a.banfa-half"), "n").unwrap();
            drop(list);
            let Ok(Some(Rest::Finished(files))) = finish(&folder) else { panic!("not finished") };
            assert_eq!(files.len(), 3);
            assert_eq!(all(&folder), ["a=new", "b=made"]);
            assert_eq!(finish(&folder), Ok(None));
        }
    }

    /// Killed while it wrote the list: nothing had been done.
    #[test]
    fn half_a_list_is_undone() {
        let folder = folder("half");
        let mut list = List::open(&folder, true).unwrap().unwrap();
        list.note(&batch(&folder)).unwrap();
        let length = std::fs::metadata(folder.join(LIST)).unwrap().len();
        list.file.set_len(length - 1).unwrap();
        drop(list);
        assert_eq!(finish(&folder), Ok(Some(Rest::Undone)));
        assert_eq!(all(&folder), ["a=old", "gone=old"]);
    }

    /// A list that somebody else left there leads nowhere else.
    #[test]
    fn a_list_does_not_lead_out_of_its_folder() {
        for named in ["../stolen", "/tmp/banfa-stolen", "link/stolen"] {
            let folder = folder("out");
            #[cfg(unix)]
            std::os::unix::fs::symlink("/tmp", folder.join("link")).unwrap();
            let list = format!("[{{\"path\":\"{named}\",\"text\":\"x\"}}]{END}");
            std::fs::write(folder.join(LIST), list).unwrap();
            assert_eq!(finish(&folder), Ok(Some(Rest::Undone)));
            assert!(!folder.join(named).exists());
        }
    }

    #[test]
    fn two_that_write_at_once_wait_for_each_other() {
        let folder = folder("two");
        let held = List::open(&folder, true).unwrap().unwrap();
        let other = {
            let folder = folder.clone();
            std::thread::spawn(move || batch(&folder).carry_out())
        };
        std::thread::sleep(std::time::Duration::from_millis(50));
        assert!(!other.is_finished());
        held.close().unwrap();
        assert_eq!(other.join().unwrap(), Ok(None));
        assert_eq!(all(&folder), ["a=new", "b=made"]);
    }

    #[test]
    fn a_link_is_not_written_through() {
        let folder = folder("link");
        std::fs::remove_file(folder.join("a")).unwrap();
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("in/gone", folder.join("a")).unwrap();
            let failed = batch(&folder).carry_out();
            assert_eq!(failed, Err((folder.join("a"), ReadError::Link)));
        }
    }
}
