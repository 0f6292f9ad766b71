//! The receipt: what was run, by hash and version.

use std::path::Path;

use sha2::{Digest, Sha256};

use crate::program::Program;

/// What was run: the bundle and its calendar by hash, the calendar and the engine by version.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Receipt {
    /// The bundle's name.
    pub bundle: String,
    /// SHA-256 over the names and texts of its files.
    pub bundle_sha256: String,
    /// The version that the calendar gives itself.
    pub calendar: String,
    /// The version of this program.
    pub engine: &'static str,
}

/// The receipt of a program.
pub fn receipt(program: &Program) -> Receipt {
    let mut hasher = Sha256::new();
    for (_, file) in program.sources.iter() {
        let name = Path::new(&file.path).file_name().unwrap_or_default().to_string_lossy();
        hasher.update(name.as_bytes());
        hasher.update([0]);
        hasher.update(file.text.as_bytes());
        hasher.update([0]);
    }
    let hash = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Receipt {
        bundle: program.id.clone(),
        bundle_sha256: hash,
        calendar: program.calendar.version().to_owned(),
        engine: env!("CARGO_PKG_VERSION"),
    }
}
