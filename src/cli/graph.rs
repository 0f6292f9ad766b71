//! `banfa graph`: a machine drawn.

use clap::ArgMatches;

use super::exit::Exit;
use super::terminal::Terminal;

/// Runs the command.
pub fn graph(_matches: &ArgMatches, _out: &mut Terminal) -> Exit {
    Exit::CannotRun
}
