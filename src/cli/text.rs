//! `banfa text`: the measure as it reads now.

use clap::ArgMatches;

use super::amended;
use super::article::cited;
use super::chosen::opened;
use super::exit::Exit;
use super::terminal::Terminal;
use crate::amend::words::Mark;
use crate::calendar::Day;
use crate::lang::{Lang, Phrase, Word, wrap};
use crate::policy::Status;
use crate::report::amended::{Form, division_line};
use crate::report::{Rendered, html_text, markdown_text, rendered};

/// Runs the command.
pub fn text(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    if amended::is_asked(matches) {
        return amended::text(matches, out);
    }
    let (_, _, program) = match opened(matches, out) {
        Ok(found) => found,
        Err(exit) => return exit,
    };
    let on = match matches.get_one::<String>("on").map(|text| (Day::parse(text), text)) {
        Some((None, text)) => {
            out.complain(Phrase::BadDateArgument, vec![("text", text.into())]);
            return Exit::CannotRun;
        }
        Some((day, _)) => day,
        None => None,
    };
    let wanted = match cited(matches, &program, out) {
        Ok(article) => article.map(|article| article.article),
        Err(exit) => return exit,
    };
    let format = matches.get_one::<String>("format").cloned().unwrap_or_default();
    let marks = matches.get_flag("marks");
    if format == "html" {
        out.text("<!doctype html><meta charset=\"utf-8\"><style>body{max-width:42em;margin:2em auto;font-family:serif;line-height:1.8}mark{background:#fff2b0}</style>");
    }
    if wanted.is_none() {
        let title = program.title.get(Lang::Zh);
        out.line(&match format.as_str() {
            "md" => format!("# {}\n", markdown_text(title)),
            "html" => format!("<h1>{}</h1>", html_text(title)),
            _ => format!("{title}\n"),
        });
        amended::continues(&program, &format, out);
    }
    // Below chapters the heads of articles are a level lower.
    let level = if program.chapters.is_empty() { 2 } else { 3 };
    for article in program.articles.iter() {
        if wanted.is_some_and(|wanted| wanted != article.number.value) {
            continue;
        }
        let above = program.chapters.iter().filter(|one| one.from.value == article.number.value);
        for chapter in above.filter(|_| wanted.is_none()) {
            out.line(&division_line(&[Mark::same(&chapter.head(Lang::Zh))], Form::of(&format)));
        }
        let head = article.head(Lang::Zh);
        out.line(&match format.as_str() {
            "md" => format!("{} {}\n", "#".repeat(level), markdown_text(&head)),
            "html" => format!("<h{level}>{}</h{level}>", html_text(&head)),
            _ => head,
        });
        if let Status::Repealed(_) = article.status {
            out.line(&format!("    {}", Phrase::RepealedText.plain(Lang::Zh)));
        }
        for paragraph in &article.paragraphs {
            for text in paragraph.texts() {
                say(&rendered(text, &program, on), &format, marks, out);
            }
        }
        if format == "human" {
            out.line("");
        }
    }
    Exit::Well
}

fn say(pieces: &[Rendered], format: &str, marks: bool, out: &mut Terminal) {
    let mut text = String::new();
    let mut notes = Vec::new();
    for piece in pieces {
        let path = piece.bound.join(", ");
        match (marks && !piece.bound.is_empty(), format) {
            (true, "html") => {
                text += &format!(
                    "<mark title=\"{}\">{}</mark>",
                    html_text(&path),
                    html_text(&piece.text)
                );
            }
            (true, "md") => {
                text += &format!("**{}** ({})", markdown_text(&piece.text), markdown_text(&path));
            }
            (true, _) => {
                text += &Phrase::MarkedSlot.with(
                    out.lang,
                    &[("text", piece.text.as_str().into()), ("path", path.as_str().into())],
                );
            }
            (false, "html") => text += &html_text(&piece.text),
            (false, "md") => text += &markdown_text(&piece.text),
            (false, _) => text += &piece.text,
        }
        // Without a day the first is shown, and what becomes of it is named.
        for (day, later) in &piece.later {
            let args = [
                ("words", piece.text.as_str().into()),
                ("day", said_day(*day, out.lang)),
                ("later", later.as_str().into()),
                ("path", path.as_str().into()),
            ];
            notes.push(Phrase::SlotLater.with(out.lang, &args));
        }
    }
    match format {
        "html" => out.line(&format!("<p>{text}</p>")),
        "md" => out.line(&format!("{text}\n")),
        _ => {
            let width = out.width().saturating_sub(4);
            for (at, line) in wrap(&text, width).into_iter().enumerate() {
                let indent = if at == 0 { "    " } else { "" };
                out.line(&format!("{indent}{line}"));
            }
        }
    }
    for note in notes {
        match format {
            "html" => out.line(&format!("<p><small>{}</small></p>", html_text(&note))),
            "md" => out.line(&format!("*{}*\n", markdown_text(&note))),
            _ => out.lines(wrap(&note, out.width())),
        }
    }
}

/// A day as a note says it.
fn said_day(day: Day, lang: Lang) -> Word {
    let parts = [
        ("year", day.year().to_string()),
        ("month", day.month().to_string()),
        ("day", day.day().to_string()),
    ];
    match lang {
        Lang::Zh => {
            Phrase::ChineseDate.with(lang, &parts.map(|(name, part)| (name, part.into()))).into()
        }
        Lang::En => day.to_string().into(),
    }
}
