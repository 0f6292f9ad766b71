//! The command `banfa`: parse, call, print, exit.

#![forbid(unsafe_code)]

use std::io::IsTerminal;
use std::process::ExitCode;

use banfa::cli::Ways;

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
    let exit = banfa::cli::main(std::env::args_os(), locale, terminal, ways);
    ExitCode::from(exit.code())
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
