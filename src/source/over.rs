//! A folder in memory over another door: what is written into it is not on the disk yet, and everything
//! else is read as it lies there.

use std::path::{Path, PathBuf};

use super::door::{Door, Kind, Listed, ReadError};
use super::memory::Memory;

/// A folder that is held in memory before a door.
pub struct Over<'d> {
    door: &'d dyn Door,
    root: PathBuf,
    memory: Memory,
}

impl<'d> Over<'d> {
    /// The folder `root`, empty as yet, before a door.
    pub fn new(door: &'d dyn Door, root: PathBuf) -> Self {
        Self { door, root, memory: Memory::default() }
    }
    /// Who answers for a path.
    fn of(&self, path: &Path) -> &dyn Door {
        if path.starts_with(&self.root) { &self.memory } else { self.door }
    }
}

impl Door for Over<'_> {
    fn lies(&self, path: &Path) -> Option<Kind> {
        self.of(path).lies(path)
    }
    fn leads_to(&self, path: &Path) -> Option<Kind> {
        self.of(path).leads_to(path)
    }
    fn read(&self, path: &Path) -> Result<String, ReadError> {
        self.of(path).read(path)
    }
    fn read_bytes(&self, path: &Path) -> Result<Vec<u8>, ReadError> {
        self.of(path).read_bytes(path)
    }
    fn list(&self, folder: &Path) -> Result<Listed, ReadError> {
        self.of(folder).list(folder)
    }
    fn write_bytes(&self, path: &Path, bytes: &[u8]) -> Result<(), ReadError> {
        match path.starts_with(&self.root) {
            true => self.memory.write_bytes(path, bytes),
            // What lies on the disk stays as it is.
            false => Err(ReadError::Outside),
        }
    }
    fn write_folder(&self, path: &Path, files: &[(PathBuf, String)]) -> Result<(), ReadError> {
        match path.starts_with(&self.root) {
            true => self.memory.write_folder(path, files),
            false => Err(ReadError::Outside),
        }
    }
    fn make_folder(&self, path: &Path) -> Result<(), ReadError> {
        match path.starts_with(&self.root) {
            true => self.memory.make_folder(path),
            false => Err(ReadError::Outside),
        }
    }
    fn remove(&self, path: &Path) -> Result<(), ReadError> {
        match path.starts_with(&self.root) {
            true => self.memory.remove(path),
            false => Err(ReadError::Outside),
        }
    }
    fn remove_folder(&self, path: &Path) -> Result<(), ReadError> {
        match path.starts_with(&self.root) {
            true => self.memory.remove_folder(path),
            false => Err(ReadError::Outside),
        }
    }
}
