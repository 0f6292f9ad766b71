//! Reading and writing files. A text is UTF-8 and no longer than a limit; a written file replaces
//! the old one whole or not at all.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// The largest file that is read, in bytes: far above any measure, far below what would exhaust a
/// small machine.
pub const LARGEST_FILE: u64 = 8 * 1024 * 1024;

/// Why a file could not be read or written.
#[derive(Debug, PartialEq, Eq)]
pub enum ReadError {
    /// There is nothing at this path.
    NotFound,
    /// It is a folder where a file was expected, or the other way round.
    WrongKind,
    /// It is larger than the limit; both in bytes.
    TooLarge {
        /// Its size.
        size: u64,
        /// The largest that is read.
        limit: u64,
    },
    /// It is not UTF-8; the first byte that is not.
    NotUtf8 {
        /// Counted from 0.
        at: usize,
    },
    /// The system refused; its own words.
    Refused(String),
}

impl From<std::io::Error> for ReadError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::NotFound,
            std::io::ErrorKind::IsADirectory | std::io::ErrorKind::NotADirectory => Self::WrongKind,
            _ => Self::Refused(error.to_string()),
        }
    }
}

/// The text of a file, without a byte order mark.
pub fn read_text(path: &Path) -> Result<String, ReadError> {
    let file = std::fs::File::open(path)?;
    let meta = file.metadata()?;
    if !meta.is_file() {
        return Err(ReadError::WrongKind);
    }
    if meta.len() > LARGEST_FILE {
        return Err(ReadError::TooLarge { size: meta.len(), limit: LARGEST_FILE });
    }
    let mut bytes = Vec::new();
    file.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    let text = String::from_utf8(bytes)
        .map_err(|error| ReadError::NotUtf8 { at: error.utf8_error().valid_up_to() })?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

/// What lies directly in a folder, sorted by name: folders and files apart.
pub fn list_folder(path: &Path) -> Result<(Vec<PathBuf>, Vec<PathBuf>), ReadError> {
    let (mut folders, mut files) = (Vec::new(), Vec::new());
    for entry in std::fs::read_dir(path)? {
        let path = entry?.path();
        if path.is_dir() {
            folders.push(path);
        } else {
            files.push(path);
        }
    }
    folders.sort();
    files.sort();
    Ok((folders, files))
}

/// Makes a folder with these files in it, whole or not at all: written beside it first and renamed.
/// Nothing may be there yet.
pub fn write_folder(path: &Path, files: &[(PathBuf, String)]) -> Result<(), ReadError> {
    if path.exists() {
        return Err(ReadError::WrongKind);
    }
    let mut name = path.file_name().map(std::ffi::OsStr::to_owned).ok_or(ReadError::WrongKind)?;
    name.push(format!(".{}.tmp", std::process::id()));
    let beside = path.with_file_name(name);
    let written = (|| {
        std::fs::create_dir_all(&beside)?;
        for (inner, text) in files {
            let file = beside.join(inner);
            if let Some(folder) = file.parent() {
                std::fs::create_dir_all(folder)?;
            }
            std::fs::write(&file, text)?;
        }
        std::fs::rename(&beside, path)
    })();
    if written.is_err() {
        let _ = std::fs::remove_dir_all(&beside);
    }
    Ok(written?)
}

/// Takes a folder away with all that is in it.
pub fn remove_folder(path: &Path) -> Result<(), ReadError> {
    Ok(std::fs::remove_dir_all(path)?)
}

/// Takes a file away.
pub fn remove(path: &Path) -> Result<(), ReadError> {
    Ok(std::fs::remove_file(path)?)
}

/// Replaces a file by `text`: written beside it first and renamed over it, so that a reader sees
/// the old text or the new one.
pub fn write_atomically(path: &Path, text: &str) -> Result<(), ReadError> {
    let mut name = path.file_name().map(std::ffi::OsStr::to_owned).ok_or(ReadError::WrongKind)?;
    name.push(format!(".{}.tmp", std::process::id()));
    let beside = path.with_file_name(name);
    let written = (|| {
        let mut file = std::fs::File::create(&beside)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        std::fs::rename(&beside, path)
    })();
    if written.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    Ok(written?)
}
