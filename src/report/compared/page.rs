//! A comparison as a page: all parts, each under its heading.

use super::parts::Parts;
use crate::lang::{Lang, Phrase};
use crate::report::markup::{html_text, markdown_text};

impl Parts {
    /// The sections of a page: a heading, and its points.
    fn sections(&self, lang: Lang) -> Vec<(String, Vec<String>)> {
        let joined = |groups: &[Vec<String>]| -> Vec<String> {
            let join = |group: &Vec<String>| {
                let lines: Vec<&str> = group.iter().map(|line| line.trim()).collect();
                lines.join(" ")
            };
            groups.iter().map(join).collect()
        };
        let mut summary = self.summary.clone();
        if self.groups.is_empty() {
            summary.push(Phrase::ComparedNone.plain(lang).to_owned());
        }
        summary.extend(self.notes.iter().cloned());
        let heading = |phrase: Phrase| phrase.plain(lang).to_owned();
        let mut sections = vec![
            (heading(Phrase::ComparedPageWords), joined(&self.operations)),
            (heading(Phrase::ComparedPageUntested), joined(&self.untested)),
            (heading(Phrase::ComparedPageUnasked), self.unasked.clone()),
            (heading(Phrase::ComparedPageEffects), [summary, joined(&self.groups)].concat()),
            (heading(Phrase::ComparedPageUndone), joined(&self.undone)),
        ];
        for (_, name, told) in &self.stories {
            sections.push((name.clone(), told.clone()));
        }
        sections.retain(|(_, points)| !points.is_empty());
        sections
    }

    /// In Markdown.
    pub fn markdown(&self, lang: Lang) -> String {
        let mut out = format!("# {}\n", markdown_text(&self.head));
        for (heading, points) in self.sections(lang) {
            out += &format!("\n## {}\n\n", markdown_text(&heading));
            for point in points {
                out += &format!("- {}\n", markdown_text(point.trim()));
            }
        }
        out
    }

    /// In HTML.
    pub fn html(&self, lang: Lang) -> String {
        let code = match lang {
            Lang::Zh => "zh",
            Lang::En => "en",
        };
        let head = html_text(&self.head);
        let mut out = format!(
            "<!doctype html><html lang=\"{code}\"><meta charset=\"utf-8\"><title>{head}</title><style>body{{max-width:54em;margin:2em auto;font-family:sans-serif;line-height:1.6}}</style>\n<h1>{head}</h1>\n"
        );
        for (heading, points) in self.sections(lang) {
            out += &format!("<h2>{}</h2>\n<ul>\n", html_text(&heading));
            for point in points {
                out += &format!("<li>{}</li>\n", html_text(point.trim()));
            }
            out += "</ul>\n";
        }
        out + "</html>\n"
    }
}
