//! The command `banfa`: parse, call, print, exit.

#![forbid(unsafe_code)]

use std::io::IsTerminal;
use std::process::ExitCode;

use banfa::cli::Ways;
use banfa::source::Shipped;
use include_dir::{Dir, include_dir};

/// What the program brings along.
static ROOMS: [(&str, Dir<'_>); 2] = [
    (banfa::source::POLICY, include_dir!("$CARGO_MANIFEST_DIR/policy")),
    (banfa::source::SCENARIOS, include_dir!("$CARGO_MANIFEST_DIR/scenarios")),
];

/// Laws are laid, compiled and dropped by the thousand: a third of the time of `banfa papers` went to the
/// system's allocator, half of which this one saves.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let (mut stdout, mut stderr) = (std::io::stdout(), std::io::stderr());
    let chosen = std::env::var("COLUMNS").ok().and_then(|text| text.parse().ok());
    let chosen = chosen.filter(|&columns: &usize| columns > 0);
    let measured = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let columns = chosen.or(measured);
    let terminal = (stdout.is_terminal(), columns);
    let locale = |name: &str| std::env::var(name).ok();
    let mut keys = || key(std::io::stdin().is_terminal());
    let mut answers = answer;
    let ways =
        Ways { said: &mut stdout, complained: &mut stderr, keys: &mut keys, answers: &mut answers };
    banfa::source::bring(unpacked);
    let exit = banfa::cli::main(std::env::args_os(), locale, terminal, ways);
    ExitCode::from(exit.code())
}

/// The texts that are brought along, by path; nothing that waits for approval, nothing hidden.
fn unpacked() -> Shipped {
    fn collect(room: &'static str, folder: &'static Dir<'static>, files: &mut Shipped) {
        for file in folder.files() {
            let path = file.path().to_str().filter(|path| !path.ends_with(".new"));
            let shown = path.filter(|path| !path.split('/').any(|name| name.starts_with('.')));
            // Windows has another sign between folders; the paths are kept for the whole run.
            let name = shown.map(|path| format!("{room}/{}", path.replace('\\', "/")).leak());
            files.extend(name.zip(file.contents_utf8()).map(|(name, text)| (&*name, text)));
        }
        folder.dirs().for_each(|folder| collect(room, folder, files));
    }
    let mut files = Shipped::new();
    ROOMS.iter().for_each(|(room, folder)| collect(room, folder, &mut files));
    files.sort_unstable();
    files
}

/// A key of the terminal; elsewhere the first letter of the next line.
fn key(is_terminal: bool) -> Option<char> {
    if is_terminal {
        return console::Term::stdout().read_char().ok();
    }
    // An empty line is a key that means nothing.
    answer().map(|line| line.trim().chars().next().unwrap_or(' '))
}

/// The next line that is typed.
fn answer() -> Option<String> {
    let mut line = String::new();
    match std::io::stdin().read_line(&mut line) {
        Ok(0) | Err(_) => None,
        Ok(_) => Some(line),
    }
}
