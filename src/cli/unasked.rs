//! `banfa unasked NAME`: what an amendment brings that nobody asked for.

use clap::ArgMatches;
use serde_json::json;

use super::chosen::{assuming, chosen};
use super::exit::Exit;
use super::terminal::{Terminal, fold};
use crate::amend::chosen as laid;
use crate::analysis::{Checked, Draft, Operation, Unasked, checklist, unasked};
use crate::lang::{Phrase, Word};
use crate::policy::Amendment;
use crate::report::markdown_text;

/// Runs the command.
pub fn run(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    let folder = match chosen(matches, "bundle", out) {
        Ok(folder) => folder,
        Err(exit) => return exit,
    };
    let Some(loaded) = assuming(&folder, matches, out) else { return Exit::CannotRun };
    let (Some(program), Some(written)) = (&loaded.program, &loaded.written) else {
        return out.bundle_fails(&folder, &loaded.problems, &loaded.sources);
    };
    out.problems(&loaded.of_wishes(), &loaded.sources);
    let amendments = laid(&loaded.amendments, &loaded.wishes);
    let draft = Draft { program, written, amendments: &amendments, rewritten: &loaded.rewritten };
    if matches.get_flag("checklist") {
        let form = matches.get_one::<String>("format").map(String::as_str);
        listed(&checklist(&draft), &amendments, form, out);
        return Exit::Well;
    }
    let found = unasked(&draft);
    match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => json_of(&found, &amendments, out),
        _ => told(&found, &amendments, out),
    }
    Exit::Well
}

fn told(found: &[Unasked], amendments: &[Amendment], out: &mut Terminal) {
    let lang = out.lang;
    if found.is_empty() {
        out.line(Phrase::UnaskedNothing.plain(lang));
        return;
    }
    let count = found.len().to_string();
    out.line(&Phrase::UnaskedHead.with(lang, &[("count", count.into())]));
    for one in found {
        let mut places: Vec<String> = Vec::new();
        for article in &one.articles {
            let cited = article.cite(lang);
            if !places.contains(&cited) {
                places.push(cited);
            }
        }
        let by = one.operation.and_then(|by| Some((amendments.get(by.amendment)?, by.edit)));
        let by = by.map(|(amendment, edit)| {
            let edit = (edit + 1).to_string();
            let args = [("name", Word::from(&amendment.name)), ("edit", edit.into())];
            Phrase::UnaskedBy.with(lang, &args)
        });
        out.lines(fold(&format!("- {}", one.told.say(lang)), out.width()));
        let places = Some(places.join(lang.list_separator())).filter(|places| !places.is_empty());
        let beside: Vec<String> = places.into_iter().chain(by).collect();
        if !beside.is_empty() {
            let beside = beside.join(lang.clause_separator());
            out.lines(fold(&format!("    {beside}"), out.width()));
        }
    }
}

fn json_of(found: &[Unasked], amendments: &[Amendment], out: &mut Terminal) {
    let lang = out.lang;
    let unasked: Vec<serde_json::Value> = found
        .iter()
        .map(|one| {
            let by = one.operation.and_then(|by| operation(by, amendments));
            let articles: Vec<String> = one.articles.iter().map(ToString::to_string).collect();
            json!({
                "kind": one.kind.name(),
                "articles": articles,
                "operation": by,
                "words": one.told.say(lang),
            })
        })
        .collect();
    let told = json!({ "unasked": unasked });
    out.text(&serde_json::to_string_pretty(&told).unwrap_or_default());
}

/// An edit in data: its amendment and its number.
fn operation(by: Operation, amendments: &[Amendment]) -> Option<serde_json::Value> {
    let amendment = amendments.get(by.amendment)?;
    Some(json!({ "amendment": amendment.name, "edit": by.edit + 1 }))
}

/// The questions with what comes of each.
fn listed(all: &[Checked], amendments: &[Amendment], form: Option<&str>, out: &mut Terminal) {
    let lang = out.lang;
    let told = |one: &Checked| one.told.iter().map(|word| word.say(lang)).collect::<Vec<_>>();
    if form == Some("json") {
        let items = all.iter().map(|one| {
            let by = one.operations.iter().filter_map(|by| operation(*by, amendments));
            json!({
                "item": one.item.name(),
                "standing": one.standing.name(),
                "operations": by.collect::<Vec<_>>(),
                "words": told(one),
            })
        });
        let whole = json!({ "checklist": items.collect::<Vec<_>>() });
        out.text(&serde_json::to_string_pretty(&whole).unwrap_or_default());
        return;
    }
    for (at, one) in all.iter().enumerate() {
        let (name, stands) = (one.item.question().plain(lang), one.standing.said().plain(lang));
        if form == Some("md") {
            let told: Vec<String> = told(one).iter().map(|text| markdown_text(text)).collect();
            out.line(&format!("{}. **{name}**: {stands}", at + 1));
            told.iter().for_each(|text| out.line(&format!("   - {text}")));
            continue;
        }
        out.line(&format!("{}  {name}: {stands}", at + 1));
        for text in told(one) {
            out.lines(fold(&format!("   - {text}"), out.width()));
        }
    }
}
