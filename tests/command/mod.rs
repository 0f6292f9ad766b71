//! The built command, called in a folder, and what it says held against what it should.

#![allow(dead_code, reason = "each test takes what it needs")]

use std::path::Path;
use std::process::{Command, Stdio};

/// Runs the command in a folder; its output and complaints, where it ends with `code`.
#[track_caller]
pub fn banfa(folder: &Path, words: &[&str], code: i32) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_banfa"));
    command.current_dir(folder).args(words).args(["--lang", "en"]).stdin(Stdio::null());
    let output = command.output().unwrap();
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert_eq!(output.status.code(), Some(code), "{said}");
    said
}

/// The folder of the repository.
pub fn shipped() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Fails where one of the parts is not said.
#[track_caller]
pub fn has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "`{part}` is not in:\n{text}");
    }
}
