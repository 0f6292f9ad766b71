//! Printing problems: to a terminal, with the line itself, and as JSON.

use annotate_snippets::{Group, Level, Renderer, renderer::DecorStyle};

use super::excerpt::{Excerpt, Mark, excerpt};
use super::problem::Diagnostic;
use crate::lang::{Lang, Phrase, Severity, fill, marked, wrap};
use crate::source::Sources;

/// How problems are printed.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// The language.
    pub lang: Lang,
    /// Whether with colours.
    pub color: bool,
    /// The columns of the terminal.
    pub width: usize,
}

/// A problem as a person reads it, with its line and its advice.
pub fn render(diagnostic: &Diagnostic, sources: &Sources, style: Style) -> String {
    let Style { lang, color, width } = style;
    let (base, name) = match diagnostic.problem.severity() {
        Severity::Error => (Level::ERROR, Phrase::Error),
        Severity::Warning => (Level::WARNING, Phrase::Warning),
    };
    let level = base.with_name(name.plain(lang));
    let code = diagnostic.problem.code();
    let sentence = fill(diagnostic.problem.template(lang), &diagnostic.args, lang);
    let title = wrap(&marked(&sentence), width.saturating_sub(code.len() + 12)).join("\n");
    let mut group = Group::with_title(level.primary_title(title).id(code));
    let mut places = Vec::new();
    if let Some(at) = diagnostic.at {
        let related = diagnostic.related.iter();
        let related =
            related.map(|&(at, phrase)| Mark { at, is_primary: false, label: Some(phrase) });
        let (here, elsewhere): (Vec<Mark>, Vec<Mark>) =
            related.partition(|mark| mark.at.file == at.file);
        let mut marks = vec![Mark { at, is_primary: true, label: None }];
        marks.extend(here);
        let Excerpt { snippet, place } = excerpt(sources.file(at.file), &marks, lang, width);
        group = group.element(snippet);
        places.extend(place);
        for mark in elsewhere {
            let file = sources.file(mark.at.file);
            let Excerpt { snippet, place } = excerpt(file, &[mark], lang, width);
            group = group.element(snippet);
            places.extend(place);
        }
    }
    for help in &diagnostic.help {
        let text =
            wrap(&marked(&help.phrase.with(lang, &help.args)), width.saturating_sub(12)).join("\n");
        group = group.element(Level::HELP.with_name(Phrase::Help.plain(lang)).message(text));
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(width);
    let mut text = renderer.render(&[group]).to_string();
    for (cut, place) in places {
        text = text.replacen(&cut, &place, 1);
    }
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// What a problem says, without its place.
pub fn message(diagnostic: &Diagnostic, lang: Lang) -> String {
    fill(diagnostic.problem.template(lang), &diagnostic.args, lang)
}

/// Problems as JSON: code, severity, message, file, line, column, help.
pub fn summary_json(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    lang: Lang,
) -> serde_json::Value {
    let entries = diagnostics.iter().map(|diagnostic| {
        let place = diagnostic.at.map(|at| {
            let place = sources.line_column(at);
            serde_json::json!({
                "file": sources.file(at.file).path,
                "line": place.line,
                "column": place.column,
                "text": sources.text(at),
            })
        });
        serde_json::json!({
            "code": diagnostic.problem.code(),
            "severity": match diagnostic.problem.severity() {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            "message": message(diagnostic, lang),
            "at": place,
            "help": diagnostic.help.iter().map(|help| help.phrase.with(lang, &help.args)).collect::<Vec<_>>(),
        })
    });
    serde_json::Value::Array(entries.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Problem;
    use crate::source::Span;

    #[test]
    fn a_problem_far_along_a_line_is_shown_with_what_stands_around_it() {
        let mut sources = Sources::default();
        let text = format!("{}x\n", "丙 nope, ".repeat(100_000));
        let file = sources.add("a.ron".into(), text.clone());
        let style = Style { lang: Lang::Zh, color: false, width: 80 };
        let each = "丙 nope, ".len();
        let print = |count: usize| {
            let start = count * each + "丙 ".len();
            let diagnostic = Diagnostic::new(
                Problem::UnknownName,
                Span::new(file, start, start + "nope".len()),
                vec![("name", "nope".into()), ("kind", "类型".into())],
            );
            render(&diagnostic, &sources, style)
        };
        let printed = print(90_000);
        let lines: Vec<&str> = printed.lines().collect();
        // Each is eight characters long; the name is the third of its own.
        assert_eq!(lines[1], format!(" --> a.ron:1:{}", 90_000 * 8 + 3));
        assert!(lines[3].starts_with("1 | ...") && lines[3].ends_with("..."), "{printed}");
        assert_eq!(lines.len(), 5, "{printed}");
        assert!(print(0).contains("a.ron:1:3\n"), "{}", print(0));
    }

    #[test]
    fn marks_stand_under_chinese_text() {
        let mut sources = Sources::default();
        let text = "( 题目: \"甲乙\", after: \"notice_day\" )\n";
        let file = sources.add("a.ron".into(), text.into());
        let start = text.find("notice_day").unwrap();
        let diagnostic = Diagnostic::new(
            Problem::UnknownName,
            Span::new(file, start, start + "notice_day".len()),
            vec![("name", "notice_day".into()), ("kind", "参数".into())],
        )
        .with_nearest("notice_day", ["notice_days"]);
        let style = Style { lang: Lang::Zh, color: false, width: 80 };
        let printed = render(&diagnostic, &sources, style);
        // The columns before the mark: `1 | ` and 22 columns of text, of which 题目甲乙 take 8.
        let expected = [
            "错误[unknown-name]: 没有名为 `notice_day` 的参数",
            " --> a.ron:1:21",
            "  |",
            "1 | ( 题目: \"甲乙\", after: \"notice_day\" )",
            "  |                         ^^^^^^^^^^",
            "  |",
            "  = 建议: 最接近的是 `notice_days`",
        ]
        .join("\n");
        assert_eq!(printed, expected);
    }
}
