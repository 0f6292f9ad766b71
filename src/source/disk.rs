//! The disk behind the door. Only plain files are opened, so that nothing is waited for; what is
//! written is written beside it first, under a name that nobody can guess and that is made anew,
//! and then put in its place, so that a reader sees the old text or the new one.

use std::fs::Metadata;
use std::io::{Error, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use super::door::{Door, Kind, LARGEST_FILE, Listed, MOST_FILES, ReadError, is_shown, text_of};

/// The disk, and nothing behind it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bare;

impl From<Error> for ReadError {
    fn from(error: Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound => Self::NotFound,
            ErrorKind::IsADirectory | ErrorKind::NotADirectory => Self::WrongKind,
            _ => Self::Refused(error.to_string()),
        }
    }
}

fn kind_of(meta: &Metadata) -> Kind {
    match meta.file_type() {
        kind if kind.is_symlink() => Kind::Link,
        kind if kind.is_file() => Kind::File,
        kind if kind.is_dir() => Kind::Folder,
        _ => Kind::Other,
    }
}

/// The folder in which a file lies; that of a bare name is the one where the program runs.
fn beside(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The path from the root of all files; as it is where that cannot be told.
pub(super) fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

impl Door for Bare {
    fn lies(&self, path: &Path) -> Option<Kind> {
        std::fs::symlink_metadata(path).ok().as_ref().map(kind_of)
    }

    fn leads_to(&self, path: &Path) -> Option<Kind> {
        std::fs::metadata(path).ok().as_ref().map(kind_of)
    }

    fn read(&self, path: &Path) -> Result<String, ReadError> {
        text_of(self.read_bytes(path)?)
    }

    fn read_bytes(&self, path: &Path) -> Result<Vec<u8>, ReadError> {
        // Asked before it is opened: to open a pipe is to wait for who writes into it.
        let meta = std::fs::metadata(path)?;
        match kind_of(&meta) {
            Kind::File => {}
            Kind::Folder => return Err(ReadError::WrongKind),
            Kind::Link | Kind::Other => return Err(ReadError::NotPlain),
        }
        let limit = LARGEST_FILE;
        if meta.len() > limit {
            return Err(ReadError::TooLarge { size: meta.len(), limit });
        }
        let mut bytes = Vec::new();
        std::fs::File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
        // It may have grown since it was asked.
        if bytes.len() as u64 > limit {
            return Err(ReadError::TooLarge { size: bytes.len() as u64, limit });
        }
        Ok(bytes)
    }

    fn list(&self, folder: &Path) -> Result<Listed, ReadError> {
        let mut listed = Listed::default();
        for (at, entry) in std::fs::read_dir(folder)?.enumerate() {
            if at >= MOST_FILES {
                return Err(ReadError::TooMany { limit: MOST_FILES });
            }
            let path = entry?.path();
            if !is_shown(&path) {
                continue;
            }
            match self.lies(&path) {
                Some(Kind::Folder) => listed.folders.push(path),
                Some(Kind::File) => listed.files.push(path),
                _ => {}
            }
        }
        listed.folders.sort();
        listed.files.sort();
        Ok(listed)
    }

    fn write_bytes(&self, path: &Path, bytes: &[u8]) -> Result<(), ReadError> {
        let meta = match std::fs::symlink_metadata(path) {
            Ok(meta) => match kind_of(&meta) {
                Kind::File => Some(meta),
                Kind::Folder => return Err(ReadError::WrongKind),
                Kind::Link => return Err(ReadError::Link),
                Kind::Other => return Err(ReadError::NotPlain),
            },
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(error.into()),
        };
        let mut builder = tempfile::Builder::new();
        builder.prefix(".banfa-");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut file = builder.tempfile_in(beside(path))?;
        file.write_all(bytes)?;
        if let Some(meta) = meta {
            file.as_file().set_permissions(meta.permissions())?;
        }
        file.as_file().sync_all()?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    }

    fn write_folder(&self, path: &Path, files: &[(PathBuf, String)]) -> Result<(), ReadError> {
        if self.lies(path).is_some() {
            return Err(ReadError::WrongKind);
        }
        let beside = beside(path);
        std::fs::create_dir_all(beside)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(".banfa-");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
        let made = builder.tempdir_in(beside)?;
        for (inner, text) in files {
            let file = made.path().join(inner);
            if let Some(folder) = file.parent() {
                std::fs::create_dir_all(folder)?;
            }
            std::fs::write(&file, text)?;
        }
        std::fs::rename(made.path(), path)?;
        // It is no longer where it was made, so that nothing is left to take away.
        let _ = made.keep();
        Ok(())
    }

    fn make_folder(&self, path: &Path) -> Result<(), ReadError> {
        match self.leads_to(path) {
            Some(Kind::Folder) => Ok(()),
            Some(_) => Err(ReadError::WrongKind),
            None => Ok(std::fs::create_dir_all(path)?),
        }
    }

    fn remove(&self, path: &Path) -> Result<(), ReadError> {
        Ok(std::fs::remove_file(path)?)
    }

    fn remove_folder(&self, path: &Path) -> Result<(), ReadError> {
        Ok(std::fs::remove_dir_all(path)?)
    }
}
