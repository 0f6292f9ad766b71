//! A memory behind the door: files that lie nowhere but here, for those who hold a bundle and its
//! stories themselves.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use super::door::{Door, Kind, LARGEST_FILE, Listed, ReadError, is_shown};

/// Files in memory, by their paths. A folder is there as long as a file lies in it.
#[derive(Debug, Default)]
pub struct Memory {
    files: RwLock<BTreeMap<PathBuf, String>>,
}

/// A path without `.` and with each `..` taken back.
pub(super) fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
}

impl Memory {
    fn with<T>(&self, ask: impl FnOnce(&BTreeMap<PathBuf, String>) -> T) -> T {
        // Whoever panicked while writing left whole texts behind.
        ask(&self.files.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn change<T>(&self, change: impl FnOnce(&mut BTreeMap<PathBuf, String>) -> T) -> T {
        change(&mut self.files.write().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Door for Memory {
    fn lies(&self, path: &Path) -> Option<Kind> {
        let path = plain(path);
        self.with(|files| {
            if files.contains_key(&path) {
                return Some(Kind::File);
            }
            files.keys().any(|file| file.starts_with(&path)).then_some(Kind::Folder)
        })
    }

    fn leads_to(&self, path: &Path) -> Option<Kind> {
        self.lies(path)
    }

    fn read(&self, path: &Path) -> Result<String, ReadError> {
        match self.lies(path) {
            Some(Kind::Folder) => return Err(ReadError::WrongKind),
            None => return Err(ReadError::NotFound),
            _ => {}
        }
        let text = self.with(|files| files.get(&plain(path)).cloned()).unwrap_or_default();
        let (size, limit) = (text.len() as u64, LARGEST_FILE);
        if size > limit {
            return Err(ReadError::TooLarge { size, limit });
        }
        Ok(text)
    }

    fn list(&self, folder: &Path) -> Result<Listed, ReadError> {
        match self.lies(folder) {
            Some(Kind::Folder) => {}
            Some(_) => return Err(ReadError::WrongKind),
            None => return Err(ReadError::NotFound),
        }
        let root = plain(folder);
        let mut listed = Listed::default();
        self.with(|files| {
            for file in files.keys() {
                let Ok(inner) = file.strip_prefix(&root) else { continue };
                let mut parts = inner.components();
                let Some(first) = parts.next() else { continue };
                let path = folder.join(first);
                if !is_shown(&path) {
                    continue;
                }
                match parts.next() {
                    None => listed.files.push(path),
                    Some(_) if listed.folders.last() != Some(&path) => listed.folders.push(path),
                    Some(_) => {}
                }
            }
        });
        Ok(listed)
    }

    fn write_bytes(&self, path: &Path, bytes: &[u8]) -> Result<(), ReadError> {
        if self.lies(path) == Some(Kind::Folder) {
            return Err(ReadError::WrongKind);
        }
        let text = std::str::from_utf8(bytes)
            .map_err(|error| ReadError::NotUtf8 { at: error.valid_up_to() })?;
        self.change(|files| files.insert(plain(path), text.to_owned()));
        Ok(())
    }

    fn write_folder(&self, path: &Path, files: &[(PathBuf, String)]) -> Result<(), ReadError> {
        if self.lies(path).is_some() {
            return Err(ReadError::WrongKind);
        }
        let new = files.iter().map(|(inner, text)| (plain(&path.join(inner)), text.clone()));
        self.change(|files| files.extend(new));
        Ok(())
    }

    fn make_folder(&self, path: &Path) -> Result<(), ReadError> {
        match self.lies(path) {
            Some(Kind::Folder) | None => Ok(()),
            Some(_) => Err(ReadError::WrongKind),
        }
    }

    fn remove(&self, path: &Path) -> Result<(), ReadError> {
        let gone = self.change(|files| files.remove(&plain(path)));
        gone.map(|_| ()).ok_or(ReadError::NotFound)
    }

    fn remove_folder(&self, path: &Path) -> Result<(), ReadError> {
        let path = plain(path);
        self.change(|files| files.retain(|file, _| !file.starts_with(&path)));
        Ok(())
    }
}
