//! `banfa graph`: a machine drawn.

use clap::ArgMatches;

use super::chosen::opened;
use super::exit::Exit;
use super::terminal::Terminal;
use crate::lang::{Phrase, Word};
use crate::report::graph::{MOST_LAID_OUT, dot, mermaid, picture, svg};

/// Runs the command.
pub fn graph(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    let (_, _, program) = match opened(matches, out) {
        Ok(found) => found,
        Err(exit) => return exit,
    };
    let program = &program;
    let wanted = matches.get_one::<String>("machine");
    let found = match wanted {
        Some(name) => program.machine(name),
        None => program.machines.ids().next().filter(|_| program.machines.len() == 1),
    };
    let Some(machine) = found else {
        let known: Vec<Word> =
            program.machines.iter().map(|machine| Word::Plain(machine.name.clone())).collect();
        let name = wanted.map_or(Word::Plain(String::new()), Word::from);
        out.complain(Phrase::NoSuchMachine, vec![("name", name), ("known", Word::List(known))]);
        return Exit::CannotRun;
    };
    let format = matches.get_one::<String>("format").map(String::as_str);
    let chart = &program.machines[machine].chart;
    // The root is no state of its own.
    let count = chart.states().count() - 1 + chart.transitions().count();
    if matches!(format, None | Some("svg")) && count > MOST_LAID_OUT {
        let args = vec![
            ("name", Word::from(program.machines[machine].name.as_str())),
            ("count", count.to_string().into()),
            ("most", MOST_LAID_OUT.to_string().into()),
        ];
        out.complain(Phrase::TooLargeToDraw, args);
        return Exit::CannotRun;
    }
    let drawn = picture(program, machine, out.lang);
    let text = match format {
        Some("mermaid") => mermaid(&drawn),
        Some("dot") => dot(&drawn),
        _ => svg(&drawn),
    };
    match matches.get_one::<String>("out") {
        None => out.text(&text),
        Some(path) => {
            if let Err(exit) = out.save(path, text.as_bytes()) {
                return exit;
            }
        }
    }
    Exit::Well
}
