//! The one door to files. Whoever reads, lists or writes asks here; behind it lies the disk, or a
//! memory. What a bundle or a story names is untrusted: it is looked for inside a folder only, and
//! never through a link.

use std::path::{Component, Path, PathBuf};

/// The largest file that is read, in bytes: far above any measure, far below what would exhaust a
/// small machine.
pub const LARGEST_FILE: u64 = 8 * 1024 * 1024;
/// How deep folders are walked.
pub const DEEPEST: usize = 32;
/// How many files a walk may find.
pub const MOST_FILES: usize = 100_000;

/// Why a file could not be read or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// There is nothing at this path.
    NotFound,
    /// It is a folder where a file was expected, or the other way round.
    WrongKind,
    /// It is no plain file: a device or a pipe, which would be waited for or written over.
    NotPlain,
    /// It is a link, or lies behind one, where none is followed.
    Link,
    /// Its path leads out of the folder to which it belongs.
    Outside,
    /// It belongs to a measure that the program brings along, which cannot be changed.
    Shipped {
        /// The name of the measure.
        name: String,
    },
    /// It is larger than the limit; both in bytes.
    TooLarge {
        /// Its size.
        size: u64,
        /// The largest that is read.
        limit: u64,
    },
    /// Folders lie deeper in one another than the limit.
    TooDeep {
        /// The limit.
        limit: usize,
    },
    /// There are more files than the limit.
    TooMany {
        /// The limit.
        limit: usize,
    },
    /// It is not UTF-8; the first byte that is not.
    NotUtf8 {
        /// Counted from 0.
        at: usize,
    },
    /// The system refused; its own words.
    Refused(String),
}

impl ReadError {
    /// Whether a limit of this program stopped it, not what the file says.
    pub const fn is_limit(&self) -> bool {
        matches!(self, Self::TooLarge { .. } | Self::TooDeep { .. } | Self::TooMany { .. })
    }
}

/// What lies at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A plain file.
    File,
    /// A folder.
    Folder,
    /// A link to somewhere else.
    Link,
    /// A device, a pipe.
    Other,
}

/// What lies directly in a folder, each sorted by name. What is hidden, and what is neither a plain
/// file nor a folder (a link, a pipe, an editor's lock), is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// The folders.
    pub folders: Vec<PathBuf>,
    /// The plain files.
    pub files: Vec<PathBuf>,
}

/// The door to files.
pub trait Door: Sync {
    /// What lies at a path itself.
    fn lies(&self, path: &Path) -> Option<Kind>;

    /// What a path leads to: where a person names a link, what lies behind it is meant.
    fn leads_to(&self, path: &Path) -> Option<Kind>;

    /// The text of a plain file, without a byte order mark.
    ///
    /// # Errors
    /// Why it cannot be read.
    fn read(&self, path: &Path) -> Result<String, ReadError>;

    /// What a plain file holds, where it is no text: a document, a workbook.
    ///
    /// # Errors
    /// Why it cannot be read.
    fn read_bytes(&self, path: &Path) -> Result<Vec<u8>, ReadError> {
        self.read(path).map(String::into_bytes)
    }

    /// What lies directly in a folder.
    ///
    /// # Errors
    /// Why it cannot be read.
    fn list(&self, folder: &Path) -> Result<Listed, ReadError>;

    /// Writes a file, whole or not at all. What is there and is no plain file is left as it is.
    ///
    /// # Errors
    /// Why it cannot be written.
    fn write(&self, path: &Path, text: &str) -> Result<(), ReadError> {
        self.write_bytes(path, text.as_bytes())
    }
    /// Writes what is no text: a workbook.
    ///
    /// # Errors
    /// As of `write`; and where the door holds texts only.
    fn write_bytes(&self, path: &Path, bytes: &[u8]) -> Result<(), ReadError>;

    /// Makes a folder with these files in it, whole or not at all. Nothing may be there yet.
    ///
    /// # Errors
    /// Why it cannot be written.
    fn write_folder(&self, path: &Path, files: &[(PathBuf, String)]) -> Result<(), ReadError>;

    /// Makes a folder with all above it; one that is there already stays as it is.
    ///
    /// # Errors
    /// Why it cannot be made; that something else is there.
    fn make_folder(&self, path: &Path) -> Result<(), ReadError>;

    /// Takes a file away.
    ///
    /// # Errors
    /// Why it cannot be taken away.
    fn remove(&self, path: &Path) -> Result<(), ReadError>;

    /// Takes a folder away with all that is in it.
    ///
    /// # Errors
    /// Why it cannot be taken away.
    fn remove_folder(&self, path: &Path) -> Result<(), ReadError>;

    /// Whether a path leads to a plain file.
    fn is_file(&self, path: &Path) -> bool {
        self.leads_to(path) == Some(Kind::File)
    }

    /// Whether a path leads to a folder.
    fn is_folder(&self, path: &Path) -> bool {
        self.leads_to(path) == Some(Kind::Folder)
    }

    /// Where a file lies that is named inside a folder by one who is not trusted: `named` may not lead
    /// out of the folder, and no link lies on the way.
    ///
    /// # Errors
    /// Why nothing can be read there.
    fn inside(&self, folder: &Path, named: &str) -> Result<PathBuf, ReadError> {
        let mut path = folder.to_owned();
        let mut kind = Kind::Folder;
        for part in Path::new(named).components() {
            match part {
                Component::CurDir => continue,
                Component::Normal(name) => path.push(name),
                _ => return Err(ReadError::Outside),
            }
            if kind != Kind::Folder {
                return Err(ReadError::NotFound);
            }
            kind = self.lies(&path).ok_or(ReadError::NotFound)?;
            if kind == Kind::Link {
                return Err(ReadError::Link);
            }
        }
        match kind {
            Kind::File => Ok(path),
            Kind::Folder => Err(ReadError::WrongKind),
            Kind::Link | Kind::Other => Err(ReadError::NotPlain),
        }
    }

    /// All plain files under a folder, sorted by path; `enters` chooses the folders. No link is
    /// followed, so that each folder is entered once.
    ///
    /// # Errors
    /// Why it cannot be walked.
    fn walk(
        &self,
        folder: &Path,
        enters: &dyn Fn(&Path) -> bool,
    ) -> Result<Vec<PathBuf>, ReadError> {
        let mut found = Vec::new();
        let mut waiting = vec![(folder.to_owned(), 0)];
        while let Some((folder, depth)) = waiting.pop() {
            if depth > DEEPEST {
                return Err(ReadError::TooDeep { limit: DEEPEST });
            }
            let Listed { folders, files } = self.list(&folder)?;
            found.extend(files);
            if found.len() > MOST_FILES {
                return Err(ReadError::TooMany { limit: MOST_FILES });
            }
            let inner = folders.into_iter().filter(|folder| enters(folder));
            waiting.extend(inner.map(|folder| (folder, depth + 1)));
        }
        found.sort();
        Ok(found)
    }
}

/// Whether a name is one that a listing shows: editors' locks and the system's own files begin with
/// a full stop.
pub(super) fn is_shown(path: &Path) -> bool {
    path.file_name().is_some_and(|name| !name.to_string_lossy().starts_with('.'))
}

/// The text of bytes that were read, without a byte order mark.
pub(super) fn text_of(bytes: Vec<u8>) -> Result<String, ReadError> {
    let text = String::from_utf8(bytes)
        .map_err(|error| ReadError::NotUtf8 { at: error.utf8_error().valid_up_to() })?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}
