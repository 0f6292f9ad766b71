//! `banfa compare OLD.txt NEW.docx`: two published texts, or one and a bundle.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::chosen::folder_of;
use super::exit::Exit;
use super::terminal::Terminal;
use crate::act::compare::{Scope, compare};
use crate::act::{Act, open, read};
use crate::diagnostic::Problems;
use crate::lang::{Lang, Phrase, defined_names};
use crate::pipeline;
use crate::policy::read::MANIFEST;
use crate::report::{Form, Texts, rendered_text};
use crate::source::{Disk, Door, Sources};

/// Whether a word names a text: a file that ends so.
fn is_text(word: &str) -> bool {
    let kind = Path::new(word).extension().and_then(|kind| kind.to_str()).unwrap_or("");
    ["txt", "docx", "doc"].iter().any(|known| kind.eq_ignore_ascii_case(known))
}

/// What is asked of a comparison that texts cannot answer.
const NOT_OF_TEXTS: [&str; 10] = [
    "bundle",
    "set",
    "set-from",
    "reading",
    "with",
    "git",
    "scenarios",
    "fixed-dates",
    "story",
    "bisect",
];

/// Compares two texts, where the arguments name any.
pub fn compare_texts(matches: &ArgMatches, out: &mut Terminal) -> Option<Exit> {
    let sides: Vec<String> =
        matches.get_many("sides").map(|all| all.cloned().collect()).unwrap_or_default();
    if !sides.iter().any(|side| is_text(side)) {
        return None;
    }
    Some(match compared(&sides, matches, out) {
        Ok(exit) | Err(exit) => exit,
    })
}

fn compared(sides: &[String], matches: &ArgMatches, out: &mut Terminal) -> Result<Exit, Exit> {
    let [first, second] = sides else {
        out.complain(Phrase::TextsTwo, Vec::new());
        return Err(Exit::CannotRun);
    };
    let given =
        |name: &&&str| matches.value_source(name) == Some(clap::parser::ValueSource::CommandLine);
    if let Some(option) = NOT_OF_TEXTS.iter().find(given) {
        let option = if *option == "set-from" { "from" } else { option };
        out.complain(Phrase::TextsNotThis, vec![("option", format!("--{option}").into())]);
        return Err(Exit::CannotRun);
    }
    let form = matches.get_one::<String>("format").map_or("human", String::as_str);
    let fail_on = matches.get_one::<String>("fail-on").map(String::as_str);
    let refused = match (form, fail_on) {
        ("xlsx", _) => Some("--format xlsx"),
        (_, Some("untested")) => Some("--fail-on untested"),
        (_, Some("unasked")) => Some("--fail-on unasked"),
        _ => None,
    };
    if let Some(option) = refused {
        out.complain(Phrase::TextsNotThis, vec![("option", option.into())]);
        return Err(Exit::CannotRun);
    }
    let mut sources = Sources::default();
    let old = side(first, &mut sources, out)?;
    let new = side(second, &mut sources, out)?;
    let mut names: Vec<String> =
        [&old, &new].into_iter().flat_map(|side| side.names.clone()).collect();
    names.sort();
    names.dedup();
    let scope = if old.is_bundle || new.is_bundle { Scope::Articles } else { Scope::All };
    let found = compare(&old.act, &new.act, &names, scope);
    let texts = Texts {
        paths: [first.as_str(), second.as_str()],
        acts: [&old.act, &new.act],
        found: &found,
    };
    tell(&texts, form, matches, out)?;
    Ok(if fail_on == Some("any") && !found.is_same() { Exit::FallsShort } else { Exit::Well })
}

fn tell(
    texts: &Texts<'_>,
    form: &str,
    matches: &ArgMatches,
    out: &mut Terminal,
) -> Result<(), Exit> {
    let lang = out.lang;
    let path = matches.get_one::<String>("out");
    let text = match form {
        "json" => serde_json::to_string_pretty(&texts.json()).unwrap_or_default() + "\n",
        "md" => texts.page(Form::Markdown, lang),
        "html" => texts.page(Form::Html, lang),
        _ => {
            let lines = texts.human(out.width(), matches.get_flag("all"), lang);
            if path.is_none() {
                out.lines(lines);
                return Ok(());
            }
            lines.join("\n") + "\n"
        }
    };
    out.give(path, &text)
}

/// A side with the names that are never taken apart.
struct Side {
    act: Act,
    names: Vec<String>,
    is_bundle: bool,
}

fn side(word: &str, sources: &mut Sources, out: &mut Terminal) -> Result<Side, Exit> {
    let folder = folder_of(word);
    if !is_text(word) && Disk.is_file(&folder.join(MANIFEST)) {
        return of_bundle(&folder, sources, out);
    }
    let mut problems = Problems::default();
    let act = open(&Disk, &PathBuf::from(word), sources, &mut problems);
    out.problems(&problems.sorted(), sources);
    let Some(act) = act else { return Err(Exit::CannotRun) };
    let texts = act.articles.iter().flat_map(crate::act::ActArticle::texts);
    let names = texts.flat_map(|text| defined_names(&text.text)).map(str::to_owned).collect();
    Ok(Side { act, names, is_bundle: false })
}

/// The text of a bundle, as it prints it.
fn of_bundle(folder: &Path, sources: &mut Sources, out: &mut Terminal) -> Result<Side, Exit> {
    let loaded = pipeline::load(folder);
    let (Some(program), Some(written)) = (&loaded.program, &loaded.written) else {
        return Err(out.bundle_fails(folder, &loaded.problems, &loaded.sources));
    };
    let mut text = format!("{}\n", program.title.get(Lang::Zh));
    for article in program.articles.iter() {
        for chapter in program.chapters.iter().filter(|one| one.from.value == article.number.value)
        {
            text += &format!("{}\n", chapter.head(Lang::Zh));
        }
        let head = article.head(Lang::Zh);
        text += &format!("{head}\n");
        for words in article.paragraphs.iter().flat_map(crate::policy::Paragraph::texts) {
            text += &format!("{}\n", rendered_text(words, program, None));
        }
    }
    let file = sources.add(folder.to_string_lossy().into_owned(), text);
    let mut problems = Problems::default();
    let Some(act) = read(file, sources, &mut problems) else {
        out.problems(&problems.sorted(), sources);
        return Err(Exit::CannotRun);
    };
    Ok(Side { act, names: written.names(), is_bundle: true })
}
