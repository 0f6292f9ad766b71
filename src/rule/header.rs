//! The lines of documentation above a function: its source, its titles, its anchor.

use crate::diagnostic::near;
use crate::source::{Span, Spanned};

/// What stands above a function.
///
/// ```text
/// /// 16(1), A6 开业三年以上
/// /// en: open for at least three years
/// /// as_of: filed_on
/// /// reading: A6
/// /// concern: fair_competition
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// All of it.
    pub span: Span,
    /// The sources cited in the first line, as written; none where `-` stands.
    pub cites: Vec<Spanned<String>>,
    /// The Chinese title: the rest of the first line.
    pub zh: Spanned<String>,
    /// The English title.
    pub en: Option<Spanned<String>>,
    /// The anchor at whose date facts are read.
    pub as_of: Option<Spanned<String>>,
    /// The readings that the function follows.
    pub readings: Vec<Spanned<String>>,
    /// What whoever changes the function must have reviewed.
    pub concerns: Vec<Spanned<String>>,
    /// Why the function fills a silence of the text.
    pub silence: Option<Bilingual>,
    /// Why the function is needed for technical reasons.
    pub technical: Option<Bilingual>,
}

/// A reason in Chinese and, after a `|`, in English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bilingual {
    /// Chinese.
    pub zh: Spanned<String>,
    /// English, where it is given.
    pub en: Option<Spanned<String>>,
}

/// What is wrong with a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeaderProblem {
    /// The first line cites nothing and has no `-` either.
    NoCites,
    /// The first line has no title.
    NoTitle,
    /// No such key.
    UnknownKey {
        /// The key.
        key: String,
        /// The nearest, best first.
        nearest: Vec<String>,
        /// All of them.
        known: Vec<String>,
    },
    /// A line after the first without a key.
    NoKey,
    /// A key for the second time.
    Twice(String),
    /// A key with nothing behind it.
    Empty(String),
}

/// The keys of the lines after the first.
const KEYS: [&str; 6] = ["en", "as_of", "reading", "concern", "silence", "technical"];

/// The header in the given lines, each `///` with its place in the file; nothing without lines.
pub(super) fn read_header(
    lines: &[Spanned<&str>],
    problems: &mut Vec<(Span, HeaderProblem)>,
) -> Option<Header> {
    let (first, rest) = lines.split_first()?;
    let last = rest.last().unwrap_or(first);
    let (cites, zh) = read_first(content(first), problems);
    let mut header = Header {
        span: Span { end: last.span.end, ..first.span },
        cites,
        zh,
        en: None,
        as_of: None,
        readings: Vec::new(),
        concerns: Vec::new(),
        silence: None,
        technical: None,
    };
    for line in rest {
        let line = content(line);
        if !line.value.is_empty() {
            read_line(&mut header, line, problems);
        }
    }
    Some(header)
}

/// What stands behind `///`.
fn content<'a>(line: &Spanned<&'a str>) -> Spanned<&'a str> {
    trimmed(part(line, 3, line.value.len()))
}

/// The bytes `from..to` of a text.
fn part<'a>(text: &Spanned<&'a str>, from: usize, to: usize) -> Spanned<&'a str> {
    let value = text.value.get(from..to).unwrap_or("");
    Spanned::new(value, text.span.part(from.min(text.value.len()), value.len()))
}

fn trimmed(text: Spanned<&str>) -> Spanned<&str> {
    let start = text.value.len() - text.value.trim_start().len();
    part(&text, start, start + text.value.trim().len())
}

fn owned(text: Spanned<&str>) -> Spanned<String> {
    text.map(str::to_owned)
}

/// The parts of a list between commas.
fn listed(text: &Spanned<&str>) -> Vec<Spanned<String>> {
    let mut start = 0;
    let mut items = Vec::new();
    for item in text.value.split(',') {
        let found = trimmed(part(text, start, start + item.len()));
        if !found.value.is_empty() {
            items.push(owned(found));
        }
        start += item.len() + 1;
    }
    items
}

fn read_first(
    line: Spanned<&str>,
    problems: &mut Vec<(Span, HeaderProblem)>,
) -> (Vec<Spanned<String>>, Spanned<String>) {
    // The cites go on over blanks as long as a comma comes before them.
    let mut end = 0;
    loop {
        let rest = line.value.get(end..).unwrap_or("");
        let blank = rest.len() - rest.trim_start().len();
        let word = rest.trim_start().split(char::is_whitespace).next().unwrap_or("");
        end += blank + word.len();
        if word.is_empty() || !word.ends_with(',') {
            break;
        }
    }
    let cited = part(&line, 0, end);
    let title = trimmed(part(&line, end, line.value.len()));
    let is_source = |item: &Spanned<String>| {
        item.value.starts_with(|first: char| first.is_ascii_alphanumeric())
    };
    let cites = if cited.value == "-" { Vec::new() } else { listed(&cited) };
    if cited.value != "-" && (cites.is_empty() || !cites.iter().all(is_source)) {
        problems.push((cited.span, HeaderProblem::NoCites));
        return (Vec::new(), owned(title));
    }
    if title.value.is_empty() {
        problems.push((line.span, HeaderProblem::NoTitle));
    }
    (cites, owned(title))
}

fn read_line(header: &mut Header, line: Spanned<&str>, problems: &mut Vec<(Span, HeaderProblem)>) {
    let Some(colon) = line.value.find(':') else {
        problems.push((line.span, HeaderProblem::NoKey));
        return;
    };
    let key = trimmed(part(&line, 0, colon));
    let rest = trimmed(part(&line, colon + 1, line.value.len()));
    let known = || KEYS.iter().map(|&key| key.to_owned()).collect::<Vec<_>>();
    if !KEYS.contains(&key.value) {
        let (name, known) = (key.value.to_owned(), known());
        let nearest = near(&name, &known);
        problems.push((key.span, HeaderProblem::UnknownKey { key: name, nearest, known }));
        return;
    }
    if rest.value.is_empty() {
        problems.push((line.span, HeaderProblem::Empty(key.value.to_owned())));
        return;
    }
    let twice = match key.value {
        "en" => header.en.replace(owned(rest)).is_some(),
        "as_of" => header.as_of.replace(owned(rest)).is_some(),
        "silence" => header.silence.replace(bilingual(&rest)).is_some(),
        "technical" => header.technical.replace(bilingual(&rest)).is_some(),
        "concern" => {
            header.concerns.extend(listed(&rest));
            false
        }
        _ => {
            header.readings.extend(listed(&rest));
            false
        }
    };
    if twice {
        problems.push((key.span, HeaderProblem::Twice(key.value.to_owned())));
    }
}

fn bilingual(text: &Spanned<&str>) -> Bilingual {
    match text.value.find('|') {
        Some(bar) => Bilingual {
            zh: owned(trimmed(part(text, 0, bar))),
            en: Some(owned(trimmed(part(text, bar + 1, text.value.len())))),
        },
        None => Bilingual { zh: owned(text.clone()), en: None },
    }
}
