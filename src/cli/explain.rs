//! `banfa explain`: a story told date by date.

use clap::ArgMatches;

use super::exit::Exit;
use super::opened::{Opened, open};
use super::terminal::{Terminal, fold};
use crate::lang::{Phrase, Word};
use crate::pipeline;
use crate::report::page::{Page, html, markdown, page};
use crate::report::{Detail, Story, Teller, table};
use crate::scenario::play_explained;

/// Runs the command.
pub fn explain(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    let Opened { program, plan, sources } = match open(matches, out) {
        Ok(opened) => opened,
        Err(exit) => return exit,
    };
    let program = &program;
    let played = play_explained(plan, program);
    let lang = out.lang;
    let teller = Teller::today(program, &played.plan.cast, &played.world, lang);
    let only = match matches.get_one::<String>("instance") {
        None => None,
        Some(wanted) => {
            let found = played
                .world
                .instances()
                .find(|(id, _)| {
                    let address = teller.instance(*id);
                    address == *wanted || address.ends_with(&format!("/{wanted}"))
                })
                .map(|(id, _)| id);
            if found.is_none() {
                let known: Vec<Word> = played
                    .world
                    .instances()
                    .map(|(id, _)| Word::Plain(teller.instance(id)))
                    .collect();
                let args = vec![("name", wanted.into()), ("known", Word::List(known))];
                out.complain(Phrase::NoSuchInstance, args);
                return Exit::CannotRun;
            }
            found
        }
    };
    let story = Story { program, played: &played, detail: Detail::Full, only };
    let receipt = pipeline::receipt(program);
    let args = [
        ("bundle", Word::from(receipt.bundle)),
        ("hash", receipt.bundle_sha256.into()),
        ("calendar", receipt.calendar.into()),
        ("engine", receipt.engine.into()),
    ];
    let receipt = vec![Phrase::ReceiptLine.with(lang, &args)];
    let page = page(&story, &sources, receipt, lang);
    let written = match matches.get_one::<String>("format").map(String::as_str) {
        Some("md") => Some(markdown(&page)),
        Some("html") => Some(html(&page)),
        _ => None,
    };
    let human = || human(&page, out.width());
    let fails = !page.mismatches.is_empty();
    match (written, matches.get_one::<String>("out")) {
        (None, None) => {
            let lines = human();
            out.lines(lines);
        }
        (Some(text), None) => out.text(&text),
        (written, Some(path)) => {
            let text = written.unwrap_or_else(|| human().join("\n") + "\n");
            if let Err(exit) = out.save(path, text.as_bytes()) {
                return exit;
            }
        }
    }
    if fails { Exit::FallsShort } else { Exit::Well }
}

/// The page on a terminal of a width, line by line.
fn human(page: &Page, width: usize) -> Vec<String> {
    let mut lines = fold(&page.title, width);
    lines.extend(fold(&page.measure, width));
    lines.push(String::new());
    for assumed in &page.assumed {
        lines.extend(fold(assumed, width));
    }
    let mut last = None;
    for telling in &page.told {
        for (depth, text) in &telling.lines {
            let day = match *depth == 0 || last != Some(telling.day) {
                true => telling.day.to_string(),
                false => " ".repeat(10),
            };
            last = Some(telling.day);
            lines.extend(fold(&format!("{day}  {}{text}", "  ".repeat(*depth)), width));
        }
    }
    lines.push(String::new());
    lines.push(page.until.clone());
    for (depth, text) in &page.ending {
        lines.extend(fold(&format!("{}{text}", "  ".repeat(depth + 1)), width));
    }
    if !page.money.rows.is_empty() {
        lines.push(String::new());
        lines.extend(table(&page.money.heads, &page.money.rows, width));
    }
    if !page.mismatches.is_empty() {
        lines.push(String::new());
        lines.extend(page.mismatches.iter().cloned());
    }
    lines
}
