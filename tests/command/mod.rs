//! The built command, called in a folder, and what it says held against what it should.

#![allow(dead_code, reason = "each test takes what it needs")]

use std::path::Path;
use std::process::{Command, Stdio};

/// What the tester's own terminal or a runner of tests sets, and the command listens to.
const SURROUNDINGS: [&str; 9] = [
    "LANG",
    "LANGUAGE",
    "LC_ALL",
    "LC_MESSAGES",
    "COLUMNS",
    "NO_COLOR",
    "CLICOLOR_FORCE",
    "CI",
    "GITHUB_STEP_SUMMARY",
];

/// The built command, as where nothing is set and nothing is typed; in the repository.
pub fn program() -> Command {
    plain(env!("CARGO_BIN_EXE_banfa"))
}

/// Another program in the same surroundings.
pub fn plain(program: &str) -> Command {
    let mut command = Command::new(program);
    for name in SURROUNDINGS {
        command.env_remove(name);
    }
    command.current_dir(shipped()).stdin(Stdio::null());
    command
}

/// Runs the command in a folder; its output and complaints, where it ends with `code`.
#[track_caller]
pub fn banfa(folder: &Path, words: &[&str], code: i32) -> String {
    let mut command = program();
    command.current_dir(folder).args(words).args(["--lang", "en"]);
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
