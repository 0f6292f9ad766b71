//! The command `banfa`: parse, call, print, exit.

#![forbid(unsafe_code)]

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let stdout = std::io::stdout();
    let chosen = std::env::var("COLUMNS").ok().and_then(|text| text.parse().ok());
    let measured = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let columns = chosen.or(measured);
    let terminal = (stdout.is_terminal(), columns);
    let locale = |name: &str| std::env::var(name).ok();
    let (exit, said, complained) = banfa::cli::main(std::env::args_os(), locale, terminal);
    // Whoever reads may have gone away; that is no failure of ours.
    let _ = std::io::stderr().lock().write_all(complained.as_bytes());
    let _ = stdout.lock().write_all(said.as_bytes());
    ExitCode::from(exit.code())
}
