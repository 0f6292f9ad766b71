//! The part of a file that is shown with a problem: the lines of the marked places and, of a very long
//! line, what stands around them. Printing a problem then costs the same wherever it lies.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Snippet};

use crate::lang::{Lang, Phrase};
use crate::source::{SourceFile, Span};

/// How many times the width of the terminal, in bytes, is looked at before and behind the marked
/// places: enough that nothing of what fits is cut.
const AROUND: usize = 8;
/// What a narrow terminal is taken for.
const NARROWEST: usize = 80;

/// A marked place with its label.
pub struct Mark {
    /// The place.
    pub at: Span,
    /// Whether it is where the problem lies.
    pub is_primary: bool,
    /// What is said of it.
    pub label: Option<Phrase>,
}

/// The part of a file that is printed.
pub struct Excerpt<'s> {
    /// What is printed.
    pub snippet: Snippet<'s, Annotation<'s>>,
    /// Where the marked place would be said to lie, counted from where a line was cut, and where it
    /// lies; none where no line was cut.
    pub place: Option<(String, String)>,
}

/// The part of `file` with all `marks`, which lie in it, as it is printed on `width` columns.
pub fn excerpt<'s>(file: &'s SourceFile, marks: &[Mark], lang: Lang, width: usize) -> Excerpt<'s> {
    let slack = width.max(NARROWEST) * AROUND;
    let first = marks.iter().map(|mark| mark.at.start as usize).min().unwrap_or(0);
    let Range { start: from, end: to } = around(file, marks, slack);
    let annotations = marks.iter().map(|mark| {
        let start = mark.at.start as usize;
        let end = end_of(file, mark.at, slack).max(start);
        let kind = match mark.is_primary {
            true => AnnotationKind::Primary,
            false => AnnotationKind::Context,
        };
        kind.span(start - from..end - from).label(mark.label.map(|phrase| phrase.plain(lang)))
    });
    let annotations: Vec<Annotation<'s>> = annotations.collect();
    let snippet = Snippet::source(file.text.get(from..to).unwrap_or(""))
        .line_start(file.line_column(from).line)
        .annotations(annotations)
        .path(file.path.as_str());
    let is_cut = from > file.line_start(first);
    let place = is_cut.then(|| {
        let main = marks.iter().find(|mark| mark.is_primary).or(marks.first());
        let place = file.line_column(main.map_or(first, |mark| mark.at.start as usize));
        let cut = match file.line_column(from) {
            cut if cut.line == place.line => cut.column - 1,
            _ => 0,
        };
        let said = |column| format!("{}:{}:{column}", file.path, place.line);
        (said(place.column - cut), said(place.column))
    });
    Excerpt { snippet, place }
}

/// What is printed of a file: nothing farther than `slack` bytes from its marks.
fn around(file: &SourceFile, marks: &[Mark], slack: usize) -> Range<usize> {
    let first = marks.iter().map(|mark| mark.at.start as usize).min().unwrap_or(0);
    let last = marks.iter().map(|mark| end_of(file, mark.at, slack)).max().unwrap_or(0);
    // A place behind the last line end is shown at the end of the line before it.
    let line_before = file.line_start(file.line_start(first).saturating_sub(1));
    let from = line_before.max(first.saturating_sub(slack));
    boundary(file, from)..boundary(file, last + slack)
}

/// Where a mark ends; one that runs far along its line is cut.
fn end_of(file: &SourceFile, at: Span, slack: usize) -> usize {
    let (start, end) = (at.start as usize, at.end as usize);
    if end <= start + slack || file.line_start(start) != file.line_start(end) {
        return end;
    }
    boundary(file, start + slack)
}

/// The beginning of the character in which a byte lies; the end of the text for what lies behind it.
fn boundary(file: &SourceFile, at: usize) -> usize {
    let at = at.min(file.text.len());
    (0..=at).rev().find(|&at| file.text.is_char_boundary(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    /// A thousand problems on a line of a megabyte look at a kilobyte or two each, not at the line.
    #[test]
    fn what_is_looked_at_for_a_problem_does_not_grow_with_its_line() {
        let mut sources = Sources::default();
        let id = sources.add("a.ron".into(), "丙 nope, ".repeat(100_000));
        let file = sources.file(id);
        for start in (0..1_000_000).step_by(1000) {
            let short = Mark { at: Span::new(id, start, start + 4), is_primary: true, label: None };
            let long = Mark { at: Span::new(id, start, 1_000_000), is_primary: true, label: None };
            assert!(around(file, &[short], 500).len() <= 1010);
            assert!(around(file, &[long], 500).len() <= 1510);
        }
    }

    #[test]
    fn of_short_lines_whole_lines_are_shown() {
        let mut sources = Sources::default();
        let id = sources.add("a.ron".into(), "one\ntwo\nthree\n".into());
        let file = sources.file(id);
        let mark = Mark { at: Span::new(id, 9, 10), is_primary: true, label: None };
        // The line before it is there for a mark behind the last line end.
        assert_eq!(around(file, &[mark], 500), "one\n".len()..file.text.len());
    }
}
