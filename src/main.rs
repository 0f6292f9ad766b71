//! The command `banfa`: parse, call, print, exit.

#![forbid(unsafe_code)]

use std::io::{ErrorKind, IsTerminal, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let stdout = std::io::stdout();
    let chosen = std::env::var("COLUMNS").ok().and_then(|text| text.parse().ok());
    let chosen = chosen.filter(|&columns: &usize| columns > 0);
    let measured = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let columns = chosen.or(measured);
    let terminal = (stdout.is_terminal(), columns);
    let locale = |name: &str| std::env::var(name).ok();
    let (exit, said, complained) = banfa::cli::main(std::env::args_os(), locale, terminal);
    // Whoever reads may have gone away; that is no failure of ours.
    let _ = std::io::stderr().lock().write_all(complained.as_bytes());
    let mut stdout = stdout.lock();
    match stdout.write_all(said.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let _ = writeln!(std::io::stderr().lock(), "{error}");
            ExitCode::from(banfa::cli::Exit::CannotRun.code())
        }
        _ => ExitCode::from(exit.code()),
    }
}
