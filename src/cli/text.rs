//! `banfa text`: the measure as it reads now.

use clap::ArgMatches;

use super::article::cited;
use super::chosen::opened;
use super::exit::Exit;
use super::terminal::Terminal;
use crate::calendar::Day;
use crate::lang::{Lang, Phrase, wrap};
use crate::policy::ArticleRef;
use crate::report::{Rendered, rendered};

/// Runs the command.
pub fn text(matches: &ArgMatches, out: &mut Terminal) -> Exit {
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
            "md" => format!("# {title}\n"),
            "html" => format!("<h1>{}</h1>", escape(title)),
            _ => format!("{title}\n"),
        });
    }
    for article in program.articles.iter() {
        if wanted.is_some_and(|wanted| wanted != article.number.value) {
            continue;
        }
        let name = ArticleRef::whole(article.number.value).cite(Lang::Zh);
        let heading = article.heading.get(Lang::Zh);
        let head = Phrase::ArticleHead
            .with(Lang::Zh, &[("name", name.into()), ("heading", heading.into())]);
        out.line(&match format.as_str() {
            "md" => format!("## {head}\n"),
            "html" => format!("<h2>{}</h2>", escape(&head)),
            _ => head,
        });
        for paragraph in &article.paragraphs {
            for text in std::iter::once(&paragraph.text).chain(&paragraph.items) {
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
    for piece in pieces {
        match (&piece.parameter, marks, format) {
            (Some(path), true, "html") => {
                text += &format!("<mark title=\"{}\">{}</mark>", escape(path), escape(&piece.text));
            }
            (Some(path), true, "md") => text += &format!("**{}**`{path}`", piece.text),
            (Some(path), true, _) => {
                text += &Phrase::MarkedSlot
                    .with(out.lang, &[("text", piece.text.as_str().into()), ("path", path.into())]);
            }
            (_, _, "html") => text += &escape(&piece.text),
            _ => text += &piece.text,
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
}

/// Text in HTML.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
