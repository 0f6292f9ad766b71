//! `banfa text --amendment NAME`: the measure as it would read, and the list of what changes.

use std::path::Path;

use clap::ArgMatches;

use super::chosen::chosen;
use super::exit::Exit;
use super::terminal::Terminal;
use crate::amend::amendment_path;
use crate::amend::words::{Mark, MarkedArticle, MarkedChapters, Rewritten, composed, rewrite};
use crate::calendar::Day;
use crate::diagnostic::Problems;
use crate::lang::{Lang, Phrase, Text, Word, display_width, inner_title, pad_right, wrap};
use crate::pipeline;
use crate::policy::read::read_amendment;
use crate::policy::{Amendment, ArticleRef, Bundle};
use crate::program::Program;
use crate::report::amended::{
    Form, Row, division_line, head, marked_words, renumbered, rows, words_apart,
};
use crate::report::{html_text, markdown_text};
use crate::source::Disk;

/// The amendments that a command names.
fn named(matches: &ArgMatches) -> Vec<String> {
    let names = matches.get_many::<String>("amendment");
    names.map(|names| names.cloned().collect()).unwrap_or_default()
}

/// Whether the command names any.
pub fn is_asked(matches: &ArgMatches) -> bool {
    !named(matches).is_empty()
}

/// Runs the command.
pub fn text(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    let folder = match chosen(matches, "bundle", out) {
        Ok(folder) => folder,
        Err(exit) => return exit,
    };
    let (before, amended) = match amended(&folder, &named(matches), out) {
        Ok(amended) => amended,
        Err(exit) => return exit,
    };
    let article = match matches.get_one::<String>("article").map(|text| ArticleRef::parse(text)) {
        Some(None) => {
            let name = matches.get_one::<String>("article").cloned().unwrap_or_default();
            out.complain(Phrase::NoSuchArticleArgument, vec![("name", name.into())]);
            return Exit::CannotRun;
        }
        found => found.flatten(),
    };
    let form = Form::of(matches.get_one::<String>("format").map_or("", String::as_str));
    if form == Form::Html {
        out.text("<!doctype html><meta charset=\"utf-8\"><style>body{max-width:42em;margin:2em auto;font-family:serif;line-height:1.8}del{color:#a33}ins{font-weight:bold}table{border-collapse:collapse}td,th{border:1px solid #999;padding:.4em;vertical-align:top}</style>");
    }
    if matches.get_flag("changes") {
        for (amendment, found) in &amended {
            changes(amendment, found, form, out);
        }
        return Exit::Well;
    }
    title(&amended, form, out);
    let all = amended.iter().map(|(_, found)| found.marked.clone());
    let all = all.reduce(|first, second| composed(&first, &second)).unwrap_or_default();
    let wanted = |found: &&MarkedArticle| {
        let number = |place: Option<ArticleRef>| place.map(|place| place.article);
        article.is_none_or(|wanted| number(found.becomes.or(found.was)) == Some(wanted.article))
    };
    let shown: Vec<&MarkedArticle> = all.iter().filter(wanted).collect();
    if let (true, Some(wanted)) = (shown.is_empty(), article) {
        let name = wanted.to_string();
        out.complain(Phrase::NoSuchArticleArgument, vec![("name", name.into())]);
        return Exit::CannotRun;
    }
    let chapters = MarkedChapters::of(&before, amended.iter().map(|(_, found)| found));
    let level = if chapters.all.is_empty() { 2 } else { 3 };
    for (above, found) in chapters.with(shown) {
        let above = above.into_iter().filter(|_| article.is_none());
        for chapter in above.filter_map(|at| chapters.all.get(at)) {
            out.line(&division_line(&chapter.marks(Lang::Zh), form));
        }
        whole(found, level, form, out);
    }
    Exit::Well
}

/// The text under each amendment in order, each upon the one before.
fn amended(
    folder: &Path,
    names: &[String],
    out: &mut Terminal,
) -> Result<(Bundle, Vec<(Amendment, Rewritten)>), Exit> {
    let loaded = pipeline::load(folder);
    let bundle = loaded.bundle.filter(|_| loaded.program.is_some());
    let Some(mut bundle) = bundle else {
        return Err(out.bundle_fails(folder, &loaded.problems, &loaded.sources));
    };
    let before = bundle.clone();
    let mut problems = Problems::default();
    let mut found = Vec::new();
    for name in names {
        let path = match amendment_path(&Disk, folder, name, &mut bundle.sources) {
            Ok(path) => path,
            Err(wrong) => {
                out.problems(&[wrong], &bundle.sources);
                return Err(Exit::CannotRun);
            }
        };
        let amendment = read_amendment(&Disk, folder, &path, &mut bundle.sources, &mut problems);
        let Some(amendment) = amendment.filter(|_| !problems.has_errors()) else { break };
        let rewritten = rewrite(&bundle, &amendment, &mut problems);
        if problems.has_errors() {
            break;
        }
        bundle = rewritten.onto(&bundle, &amendment);
        found.push((amendment, rewritten));
    }
    out.problems(&problems.clone().sorted(), &bundle.sources);
    if problems.has_errors() {
        out.complain(Phrase::AmendmentFails, Vec::new());
        return Err(Exit::FallsShort);
    }
    Ok((before, found))
}

/// The title, by what the text was amended, and how the marks are read.
fn title(amended: &[(Amendment, Rewritten)], form: Form, out: &mut Terminal) {
    let Some((_, last)) = amended.last() else { return };
    let title = last.title.get(Lang::Zh);
    match form {
        Form::Markdown => out.line(&format!("# {}\n", markdown_text(title))),
        Form::Html => out.line(&format!("<h1>{}</h1>", html_text(title))),
        Form::Human => out.line(title),
    }
    for (amendment, _) in amended {
        note(&by(amendment), form, out);
        assumes(amendment, form, out);
    }
    let legend = [
        ("gone", words_apart(&Mark::gone(Phrase::LegendGone.plain(out.lang)), form).into()),
        ("come", words_apart(&Mark::come(Phrase::LegendCome.plain(out.lang)), form).into()),
    ];
    let legend = Phrase::MarksLegend.with(out.lang, &legend);
    match form {
        Form::Human => out.line(&format!("{legend}\n")),
        Form::Markdown => out.line(&format!("{legend}\n")),
        Form::Html => out.line(&format!("<p><small>{legend}</small></p>")),
    }
}

/// What the amendment supplies in stories that do not tell it.
fn assumes(amendment: &Amendment, form: Form, out: &mut Terminal) {
    let facts = amendment.assume.facts.iter().map(|(name, _)| Word::from(name.value.as_str()));
    let data = amendment.assume.data.iter().flat_map(|(event, fields)| {
        fields.iter().map(|(name, _)| Word::from(format!("{}.{}", event.value, name.value)))
    });
    let names: Vec<Word> = facts.chain(data).collect();
    if !names.is_empty() {
        let args = [("names", Word::List(names))];
        note(&Phrase::TextAssumes.with(Lang::Zh, &args), form, out);
    }
}

fn by(amendment: &Amendment) -> String {
    let phrase = match amendment.reaches_back {
        Some(_) => Phrase::AmendedByBack,
        None => Phrase::AmendedBy,
    };
    said_by(phrase, &amendment.title, amendment.effective.value)
}

fn said_by(phrase: Phrase, title: &Text, effective: Day) -> String {
    let args = [
        ("title", inner_title(title.get(Lang::Zh)).into()),
        ("effective", effective.to_string().into()),
    ];
    phrase.with(Lang::Zh, &args)
}

/// What a bundle continues, and by what it was amended.
pub fn continues(program: &Program, format: &str, out: &mut Terminal) {
    let Some(of) = &program.continues else { return };
    let form = Form::of(format);
    for one in &program.amended_by {
        note(&said_by(Phrase::AmendedBy, &one.title, one.effective), form, out);
    }
    note(&Phrase::TextContinues.with(Lang::Zh, &[("of", of.as_str().into())]), form, out);
    if form == Form::Human {
        out.line("");
    }
}

fn note(text: &str, form: Form, out: &mut Terminal) {
    match form {
        Form::Human => out.lines(wrap(text, out.width())),
        Form::Markdown => out.line(&format!("{}\n", markdown_text(text))),
        Form::Html => out.line(&format!("<p><small>{}</small></p>", html_text(text))),
    }
}

/// An article with its marks.
fn whole(article: &MarkedArticle, level: usize, form: Form, out: &mut Terminal) {
    let head = head(article, form);
    match form {
        Form::Human => out.line(&head),
        Form::Markdown => out.line(&format!("{} {head}\n", "#".repeat(level))),
        Form::Html => out.line(&format!("<h{level}>{head}</h{level}>")),
    }
    for text in article.texts.iter().filter(|text| !text.marks.is_empty()) {
        let words = marked_words(&text.marks, form);
        match form {
            Form::Human => {
                let width = out.width().saturating_sub(4);
                for (at, line) in wrap(&words, width).into_iter().enumerate() {
                    let indent = if at == 0 { "    " } else { "" };
                    out.line(&format!("{indent}{line}"));
                }
            }
            Form::Markdown => out.line(&format!("{words}\n")),
            Form::Html => out.line(&format!("<p>{words}</p>")),
        }
    }
    if form == Form::Human {
        out.line("");
    }
}

/// The list of what an amendment changes.
fn changes(amendment: &Amendment, found: &Rewritten, form: Form, out: &mut Terminal) {
    let rows = rows(found);
    note(&by(amendment), form, out);
    match form {
        Form::Human => rows.iter().for_each(|row| listed(row, out)),
        Form::Markdown => {
            let heads = [Phrase::ColumnPlace, Phrase::ColumnBefore, Phrase::ColumnAfter];
            let heads: Vec<&str> = heads.iter().map(|head| head.plain(out.lang)).collect();
            out.line(&format!("| {} |\n|---|---|---|", heads.join(" | ")));
            for row in &rows {
                let cells = [&row.place, &row.old, &row.new]
                    .map(|cell| cell.lines().map(markdown_text).collect::<Vec<_>>().join("<br>"));
                out.line(&format!("| {} |", cells.join(" | ")));
            }
            out.line("");
        }
        Form::Html => {
            let heads = [Phrase::ColumnPlace, Phrase::ColumnBefore, Phrase::ColumnAfter];
            let heads = heads.map(|head| format!("<th>{}</th>", html_text(head.plain(out.lang))));
            out.line(&format!("<table><tr>{}</tr>", heads.concat()));
            for row in &rows {
                let cells = [&row.place, &row.old, &row.new].map(|cell| {
                    let lines: Vec<String> = cell.lines().map(html_text).collect();
                    format!("<td>{}</td>", lines.join("<br>"))
                });
                out.line(&format!("<tr>{}</tr>", cells.concat()));
            }
            out.line("</table>");
        }
    }
    for line in renumbered(found) {
        note(&line, form, out);
    }
    if form == Form::Human {
        out.line("");
    }
}

/// One change for the terminal: where, then both texts one under the other.
fn listed(row: &Row, out: &mut Terminal) {
    out.line(&row.place);
    let none = Phrase::NoWords.plain(out.lang);
    let (before, after) =
        (Phrase::ColumnBefore.plain(out.lang), Phrase::ColumnAfter.plain(out.lang));
    let widest = display_width(before).max(display_width(after));
    for (label, text) in [(before, &row.old), (after, &row.new)] {
        let text = if text.is_empty() { none } else { text.as_str() };
        let width = out.width().saturating_sub(widest + 4);
        let mut label = pad_right(label, widest);
        for line in text.lines().flat_map(|line| wrap(line, width)) {
            out.line(&format!("  {label}  {line}"));
            label = " ".repeat(widest);
        }
    }
}
