//! `banfa articles`: article by article, what carries it and which stories exercise it.

use std::path::PathBuf;

use clap::ArgMatches;
use serde_json::{Value as Json, json};

use super::article::cited;
use super::chosen::loaded;
use super::exit::Exit;
use super::terminal::Terminal;
use crate::analysis::{Carrier, Coverage, carriers};
use crate::lang::{Lang, Phrase, Word};
use crate::pipeline::{self, Loaded, Story};
use crate::policy::{Article, ArticleNumber, ArticleRef, Bundle, Name, Reading, Status};
use crate::program::Program;
use crate::report::{html_text, markdown_text, rendered_text, table};
use crate::scenario::play_explained;
use crate::source::Disk;
use crate::workbench::each;

/// Runs the command.
pub fn articles(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    let (folder, loaded) = match loaded(matches, out) {
        Ok(found) => found,
        Err(exit) => return exit,
    };
    let (Some(bundle), Some(program)) = (&loaded.bundle, &loaded.program) else {
        return Exit::CannotRun;
    };
    let wanted = match cited(matches, program, out) {
        Ok(article) => article.map(|article| article.article),
        Err(exit) => return exit,
    };
    let carried = carriers(bundle, program);
    let files = pipeline::scenarios_of(&folder);
    let coverage = cover(&files, &loaded, program);
    if let Some(number) = wanted {
        return tell_one(number, (bundle, program, &carried), (&files, &coverage), matches, out);
    }
    let mut exit = Exit::Well;
    let mut told = Vec::new();
    let (mut done, mut covered) = (0, 0);
    for article in program.articles.iter() {
        let number = article.number.value;
        let own: Vec<&Carrier> =
            carried.iter().filter(|carrier| carrier.article.article == number).collect();
        let stories = coverage.articles.get(&number).map_or(0, std::collections::BTreeSet::len);
        if is_settled(article, &own) {
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
            tell_all(&told, done, bundle, out);
            return exit;
        }
        format => tell_rows(format, &heads, &rows, out),
    }
    let all = program.articles.len();
    let args = [
        ("done", Word::from(done.to_string())),
        ("all", all.to_string().into()),
        ("covered", covered.to_string().into()),
        ("stories", files.len().to_string().into()),
    ];
    out.line(&Phrase::ArticlesSummary.with(lang, &args));
    if let Some(of) = &program.continues {
        out.line(&Phrase::TextContinues.with(lang, &[("of", of.as_str().into())]));
    }
    tell_coverage(program, &coverage, matches, out);
    exit
}

/// All articles as JSON, each with how many stories exercise it.
fn tell_all(
    told: &[(&Article, Vec<&Carrier>, usize)],
    done: usize,
    bundle: &Bundle,
    out: &mut Terminal,
) {
    let articles = told.iter().map(|(article, own, stories)| {
        let mut told = article_json(article, own, bundle, out.lang);
        if let Some(fields) = told.as_object_mut() {
            fields.insert("stories".into(), (*stories).into());
        }
        told
    });
    let articles: Vec<Json> = articles.collect();
    let whole =
        json!({ "format": "banfa-articles", "version": 1, "settled": done, "articles": articles });
    out.text(&serde_json::to_string_pretty(&whole).unwrap_or_default());
}

/// Whether what is said of an article holds.
fn is_settled(article: &Article, own: &[&Carrier]) -> bool {
    match &article.status {
        Status::Carried => !own.is_empty(),
        Status::Declaratory(reason) => !reason.is_empty(),
        Status::Pending => false,
        Status::Repealed(_) => own.is_empty(),
    }
}

/// One article alone.
fn tell_one(
    number: ArticleNumber,
    (bundle, program, carried): (&Bundle, &Program, &[Carrier]),
    (files, coverage): (&[PathBuf], &Coverage),
    matches: &ArgMatches,
    out: &mut Terminal,
) -> Exit {
    let story = |at: &usize| files.get(*at).map(|file| file.to_string_lossy().into_owned());
    let stories = coverage.articles.get(&number).into_iter().flatten();
    let stories: Vec<String> = stories.filter_map(story).collect();
    let Some(article) = program.articles.iter().find(|one| one.number.value == number) else {
        return Exit::CannotRun;
    };
    let one = One { article, bundle, program, carried, stories };
    match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => one.tell_json(out),
        Some(format @ ("md" | "html")) => {
            let args = vec![("value", format.into())];
            out.complain(Phrase::NotForOneArticle, args);
            return Exit::CannotRun;
        }
        _ => one.tell(out),
    }
    Exit::Well
}

/// The table, as it is asked for.
fn tell_rows(format: Option<&str>, heads: &[String], rows: &[Vec<String>], out: &mut Terminal) {
    match format {
        Some("md") => {
            out.line(&format!("| {} |", heads.join(" | ")));
            out.line("|---|---|---|---|");
            for row in rows {
                let cells: Vec<String> = row.iter().map(|cell| markdown_text(cell)).collect();
                out.line(&format!("| {} |", cells.join(" | ")));
            }
        }
        Some("html") => {
            out.line("<!doctype html><meta charset=\"utf-8\"><table border=\"1\">");
            for row in std::iter::once(heads).chain(rows.iter().map(Vec::as_slice)) {
                let cells: String =
                    row.iter().map(|cell| format!("<td>{}</td>", html_text(cell))).collect();
                out.line(&format!("<tr>{cells}</tr>"));
            }
            out.line("</table>");
        }
        _ => out.lines(table(heads, rows, out.width())),
    }
}

/// A plain number as such, another address as it is written.
fn number_json(number: ArticleNumber) -> serde_json::Value {
    if number == ArticleNumber::article(number.number) {
        return number.number.into();
    }
    number.to_string().into()
}

/// Plays all stories on all cores, each under what it assumes.
fn cover(files: &[PathBuf], loaded: &Loaded, program: &Program) -> Coverage {
    let played = each(files, |file| {
        let story = Story::read(&Disk, file, &loaded.sources).ok()?;
        let (planned, own) = loaded.plan(&story);
        let played = play_explained(planned.plan?, own.as_deref().unwrap_or(program));
        Some((played, own))
    });
    let mut coverage = Coverage::default();
    for (at, (played, own)) in
        played.iter().enumerate().filter_map(|(at, one)| Some((at, one.as_ref()?)))
    {
        match own {
            Some(own) => coverage.add_own(program, own, played, at),
            None => coverage.add(program, played, at),
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
        Status::Repealed(reason) if reason.is_empty() => {
            Phrase::RepealedText.plain(lang).to_owned()
        }
        Status::Repealed(reason) => Phrase::RepealedBy.with(lang, &[("reason", reason.into())]),
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

/// One article with what carries it, the readings of its words and the stories that touch it.
struct One<'a> {
    article: &'a Article,
    bundle: &'a Bundle,
    program: &'a Program,
    carried: &'a [Carrier],
    stories: Vec<String>,
}

impl One<'_> {
    fn own(&self) -> Vec<&Carrier> {
        let number = self.article.number.value;
        self.carried.iter().filter(|carrier| carrier.article.article == number).collect()
    }

    /// The readings whose words stand in the article.
    fn readings(&self) -> impl Iterator<Item = &(Name, Reading)> {
        let number = self.article.number.value;
        self.bundle.readings.iter().filter(move |(_, reading)| {
            reading.origin.articles.iter().any(|article| article.value.article == number)
        })
    }

    fn texts(&self) -> impl Iterator<Item = String> {
        let texts = self.article.paragraphs.iter().flat_map(|paragraph| paragraph.texts());
        texts.map(|text| rendered_text(text, self.program, None))
    }

    fn tell(&self, out: &mut Terminal) {
        let lang = out.lang;
        let name = ArticleRef::whole(self.article.number.value).cite(lang);
        let heading = self.article.heading.get(lang);
        let args = [("name", name.into()), ("heading", heading.into())];
        out.line(&Phrase::ArticleHead.with(lang, &args));
        for text in self.texts() {
            let width = out.width();
            out.lines(crate::lang::wrap(&text, width));
        }
        let own = self.own();
        out.line("");
        if !matches!(self.article.status, Status::Carried) {
            out.line(&status_text(self.article, &own, lang));
        }
        for carrier in &own {
            let what = carrier.what.say(lang);
            let cited = carrier.article.cite(lang);
            out.line(&format!("  {cited}  {what}  {}", bundle_place(self.bundle, carrier)));
        }
        for (at, (name, reading)) in self.readings().enumerate() {
            if at == 0 {
                out.line("");
            }
            let args = [
                ("name", Word::from(name.value.as_str())),
                ("question", (&reading.question).into()),
                ("chosen", chosen_title(reading, lang).into()),
            ];
            let width = out.width();
            out.lines(crate::lang::wrap(&Phrase::OpenReading.with(lang, &args), width));
        }
        out.line("");
        out.lines(self.stories.iter().map(|story| format!("  {story}")));
    }

    fn tell_json(&self, out: &mut Terminal) {
        let lang = out.lang;
        let mut article = article_json(self.article, &self.own(), self.bundle, lang);
        if let Some(fields) = article.as_object_mut() {
            let readings = self.readings().map(|(name, reading)| {
                json!({
                    "reading": name.value,
                    "question": reading.question.get(lang),
                    "chosen": reading.chosen.value,
                    "title": chosen_title(reading, lang),
                })
            });
            fields.insert("heading".into(), self.article.heading.get(lang).into());
            fields.insert("text".into(), self.texts().collect::<Vec<_>>().into());
            fields.insert("readings".into(), readings.collect::<Vec<_>>().into());
            fields.insert("stories".into(), self.stories.clone().into());
        }
        let whole = json!({ "format": "banfa-article", "version": 1, "article": article });
        out.text(&serde_json::to_string_pretty(&whole).unwrap_or_default());
    }
}

/// The title of the meaning that is chosen.
fn chosen_title(reading: &Reading, lang: Lang) -> &str {
    let chosen = reading.options.iter().find(|(name, _)| name.value == reading.chosen.value);
    chosen.map_or(Phrase::LeftOpen.plain(lang), |(_, option)| option.title.get(lang))
}

/// An article with what carries it, as data.
fn article_json(article: &Article, own: &[&Carrier], bundle: &Bundle, lang: Lang) -> Json {
    json!({
        "number": number_json(article.number.value),
        "status": match article.status {
            Status::Carried => "carried",
            Status::Declaratory(_) => "declaratory",
            Status::Pending => "pending",
            Status::Repealed(_) => "repealed",
        },
        "carried_by": own.iter().map(|carrier| json!({
            "article": carrier.article.to_string(),
            "what": carrier.what.say(lang),
            "at": bundle_place(bundle, carrier),
        })).collect::<Vec<_>>(),
    })
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
