//! `banfa articles`: article by article, what carries it and which stories exercise it.

use std::path::PathBuf;

use clap::ArgMatches;
use serde_json::json;

use super::chosen::opened;
use super::exit::Exit;
use super::terminal::Terminal;
use super::text::escape;
use crate::analysis::{Carrier, Coverage, carriers};
use crate::lang::{Lang, Phrase, Word};
use crate::pipeline;
use crate::policy::{Article, ArticleRef, Bundle, Status};
use crate::program::Program;
use crate::report::{rendered_text, table};
use crate::scenario::play_explained;
use crate::workbench::each;

/// Runs the command.
pub fn articles(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    let (folder, bundle, program) = match opened(matches, out) {
        Ok(found) => found,
        Err(exit) => return exit,
    };
    let carried = carriers(&bundle, &program);
    let files = pipeline::scenarios_of(&folder);
    let coverage = cover(&files, &program);
    if let Some(text) = matches.get_one::<String>("article") {
        let Some(article) = ArticleRef::parse(text) else {
            out.complain(Phrase::NoSuchArticleArgument, vec![("name", text.into())]);
            return Exit::CannotRun;
        };
        return one(article.article, &bundle, &program, &carried, &coverage, &files, out);
    }
    let mut exit = Exit::Well;
    let mut told = Vec::new();
    let (mut done, mut covered) = (0, 0);
    for article in program.articles.iter() {
        let number = article.number.value;
        let own: Vec<&Carrier> =
            carried.iter().filter(|carrier| carrier.article.article == number).collect();
        let stories = coverage.articles.get(&number).map_or(0, std::collections::BTreeSet::len);
        let settled = match &article.status {
            Status::Carried => !own.is_empty(),
            Status::Declaratory(reason) => !reason.is_empty(),
            Status::Pending => false,
        };
        if settled {
            done += 1;
        } else {
            exit = Exit::FallsShort;
        }
        if stories > 0 {
            covered += 1;
        }
        told.push((article, own, stories));
    }
    let lang = out.lang;
    let rows: Vec<Vec<String>> = told
        .iter()
        .map(|(article, own, stories)| {
            vec![
                ArticleRef::whole(article.number.value).cite(lang),
                article.heading.get(lang).to_owned(),
                status_text(article, own, lang),
                if *stories == 0 { String::new() } else { stories.to_string() },
            ]
        })
        .collect();
    let heads = [Phrase::Article, Phrase::CellHeading, Phrase::CellCarried, Phrase::CellStories];
    let heads = heads.map(|head| head.plain(lang).to_owned());
    match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => {
            let articles: Vec<_> = told
                .iter()
                .map(|(article, own, stories)| {
                    json!({
                        "number": article.number.value,
                        "status": match article.status {
                            Status::Carried => "carried",
                            Status::Declaratory(_) => "declaratory",
                            Status::Pending => "pending",
                        },
                        "carried_by": own.iter().map(|carrier| json!({
                            "article": carrier.article.to_string(),
                            "what": carrier.what.say(lang),
                            "at": bundle_place(&bundle, carrier),
                        })).collect::<Vec<_>>(),
                        "stories": stories,
                    })
                })
                .collect();
            let whole = json!({ "format": "banfa-articles", "version": 1, "settled": done, "articles": articles });
            out.text(&serde_json::to_string_pretty(&whole).unwrap_or_default());
            return exit;
        }
        Some("md") => {
            out.line(&format!("| {} |", heads.join(" | ")));
            out.line("|---|---|---|---|");
            for row in &rows {
                out.line(&format!("| {} |", row.join(" | ").replace('\n', "<br>")));
            }
        }
        Some("html") => {
            out.line("<!doctype html><meta charset=\"utf-8\"><table border=\"1\">");
            for row in std::iter::once(&heads.to_vec()).chain(&rows) {
                let cells: String =
                    row.iter().map(|cell| format!("<td>{}</td>", escape(cell))).collect();
                out.line(&format!("<tr>{cells}</tr>"));
            }
            out.line("</table>");
        }
        _ => out.lines(table(&heads, &rows, out.width())),
    }
    let all = program.articles.len();
    let args = [
        ("done", Word::from(done.to_string())),
        ("all", all.to_string().into()),
        ("covered", covered.to_string().into()),
        ("stories", files.len().to_string().into()),
    ];
    out.line(&Phrase::ArticlesSummary.with(lang, &args));
    tell_coverage(&program, &coverage, matches, out);
    exit
}

/// Plays all stories on all cores.
fn cover(files: &[PathBuf], program: &Program) -> Coverage {
    let played = each(files, |file| {
        let plan = pipeline::plan_file(file, program).ok()?.plan?;
        Some(play_explained(plan, program))
    });
    let mut coverage = Coverage::default();
    for (at, played) in played.iter().enumerate() {
        if let Some(played) = played {
            coverage.add(program, played, at);
        }
    }
    coverage
}

fn bundle_place(bundle: &Bundle, carrier: &Carrier) -> String {
    bundle.sources.location(carrier.at)
}

fn status_text(article: &Article, own: &[&Carrier], lang: Lang) -> String {
    match &article.status {
        Status::Declaratory(reason) => {
            Phrase::DeclaratoryText.with(lang, &[("reason", reason.into())])
        }
        Status::Pending => Phrase::PendingText.plain(lang).to_owned(),
        Status::Carried => {
            let mut names: Vec<String> = Vec::new();
            for carrier in own {
                let name = carrier.what.say(lang);
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            let shown = names.iter().take(4).cloned().collect::<Vec<_>>();
            let shown = shown.join(lang.list_separator());
            if names.len() > 4 {
                let args = [("names", shown.into()), ("count", names.len().to_string().into())];
                Phrase::AndMore.with(lang, &args)
            } else {
                shown
            }
        }
    }
}

fn one(
    number: u16,
    bundle: &Bundle,
    program: &Program,
    carried: &[Carrier],
    coverage: &Coverage,
    files: &[PathBuf],
    out: &mut Terminal,
) -> Exit {
    let lang = out.lang;
    let Some(article) = program.articles.iter().find(|article| article.number.value == number)
    else {
        out.complain(Phrase::NoSuchArticleArgument, vec![("name", number.to_string().into())]);
        return Exit::CannotRun;
    };
    let name = ArticleRef::whole(number).cite(lang);
    let heading = article.heading.get(lang);
    let head =
        Phrase::ArticleHead.with(lang, &[("name", name.into()), ("heading", heading.into())]);
    out.line(&head);
    for paragraph in &article.paragraphs {
        for text in std::iter::once(&paragraph.text).chain(&paragraph.items) {
            let width = out.width();
            out.lines(crate::lang::wrap(&rendered_text(text, program, None), width));
        }
    }
    let own: Vec<&Carrier> =
        carried.iter().filter(|carrier| carrier.article.article == number).collect();
    out.line("");
    if !matches!(article.status, Status::Carried) {
        out.line(&status_text(article, &own, lang));
    }
    for carrier in &own {
        let what = carrier.what.say(lang);
        let cited = carrier.article.cite(lang);
        out.line(&format!("  {cited}  {what}  {}", bundle.sources.location(carrier.at)));
    }
    let readings: Vec<_> = bundle
        .readings
        .iter()
        .filter(|(_, reading)| {
            reading.origin.articles.iter().any(|article| article.value.article == number)
        })
        .collect();
    if !readings.is_empty() {
        out.line("");
        for (name, reading) in readings {
            let chosen =
                reading.options.iter().find(|(name, _)| name.value == reading.chosen.value);
            let left_open = Phrase::LeftOpen.plain(lang);
            let chosen = chosen.map_or(left_open, |(_, option)| option.title.get(lang));
            let args = [
                ("name", Word::from(name.value.as_str())),
                ("question", (&reading.question).into()),
                ("chosen", chosen.into()),
            ];
            let width = out.width();
            out.lines(crate::lang::wrap(&Phrase::OpenReading.with(lang, &args), width));
        }
    }
    out.line("");
    for &at in coverage.articles.get(&number).into_iter().flatten() {
        if let Some(file) = files.get(at) {
            out.line(&format!("  {}", file.to_string_lossy()));
        }
    }
    Exit::Well
}

/// Transitions never taken and rules seen one way only.
fn tell_coverage(program: &Program, coverage: &Coverage, matches: &ArgMatches, out: &mut Terminal) {
    let lang = out.lang;
    let (mut all, mut taken) = (0, 0);
    let mut missing = Vec::new();
    for (id, machine) in program.machines.enumerated() {
        for (transition, info) in machine.transitions.enumerated() {
            if machine.chart.kind(machine.chart.source(transition)).is_history() {
                continue;
            }
            all += 1;
            if coverage.transitions.contains(&(id, transition)) {
                taken += 1;
            } else {
                missing.push(format!("  {}", program.sources.location(info.at)));
            }
        }
    }
    let (mut rules, mut both) = (0, 0);
    for (id, rule) in program.rules.enumerated() {
        rules += 1;
        match (coverage.met.contains(&id), coverage.not_met.contains(&id)) {
            (true, true) => both += 1,
            (met, not_met) => {
                let phrase = match (met, not_met) {
                    (true, _) => Phrase::NeverFalse,
                    (_, true) => Phrase::NeverTrue,
                    _ => Phrase::NeverAsked,
                };
                let name = phrase.with(lang, &[("name", rule.name.as_str().into())]);
                missing.push(format!("  {}  {name}", program.sources.location(rule.at)));
            }
        }
    }
    let args = [
        ("taken", Word::from(taken.to_string())),
        ("all", all.to_string().into()),
        ("both", both.to_string().into()),
        ("rules", rules.to_string().into()),
    ];
    out.line(&Phrase::CoverageSummary.with(lang, &args));
    if matches.get_flag("missing") {
        out.lines(missing);
    }
}
