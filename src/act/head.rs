//! What stands before the first article: the notice by which an act was issued, its title, the notes under
//! it, the table of contents, the words that introduce it.

use super::Act;
use super::lines::Line;
use super::passage::Passage;
use crate::lang::{
    Opening, brackets_left_open, is_bracketed, is_contents, is_date, is_document_number, is_organ,
    is_title, opens_bracket,
};
use crate::source::FileId;

/// Reads these lines into an act.
pub(super) fn head(lines: &[Line<'_>], act: &mut Act) {
    let (lines, contents) = match lines.iter().position(|line| is_contents(line.text)) {
        Some(at) => lines.split_at(at),
        None => (lines, &[][..]),
    };
    let mut contents = contents;
    let mut rest: Vec<Line<'_>> = Vec::new();
    if let Some((first, listed)) = contents.split_first() {
        act.contents.push(Passage::of(act.file, first.text, first.at));
        let count = listed.iter().take_while(|line| is_listed(line)).count();
        let (listed, behind) = listed.split_at(count);
        act.contents.extend(listed.iter().map(|line| Passage::of(act.file, line.text, line.at)));
        contents = behind;
    }
    let Some(title) = title(lines) else {
        rest.extend(lines.iter().chain(contents));
        act.preamble = flow(act.file, &rest);
        return;
    };
    let (before, lines) = lines.split_at(title.start);
    let (title, behind) = lines.split_at(title.len());
    act.before = flow(act.file, before);
    for line in title {
        act.title.push(line.text, line.at);
    }
    let count = notes(behind);
    let (notes, behind) = behind.split_at(count);
    act.notes = flow(act.file, notes);
    rest.extend(behind.iter().chain(contents));
    act.preamble = flow(act.file, &rest);
}

/// Whether a line of the table of contents is a chapter; it may end in the number of a page.
fn is_listed(line: &Line<'_>) -> bool {
    let text = line.text.trim_end_matches(|letter: char| {
        letter.is_ascii_digit() || letter.is_whitespace() || matches!(letter, '.' | '…' | '·')
    });
    matches!(Opening::of(text), Some(Opening::Division { .. } | Opening::Attachment { .. }))
}

/// Whether a line stands for itself wherever it stands.
fn is_own(line: &Line<'_>) -> bool {
    is_date(line.text)
        || is_document_number(line.text)
        || is_bracketed(line.text)
        || is_contents(line.text)
        || Opening::of(line.text).is_some()
}

/// The lines of the title: the last ones that read as that of an act, otherwise the first that could be one.
fn title(lines: &[Line<'_>]) -> Option<std::ops::Range<usize>> {
    let plain = |line: &Line<'_>| !line.ends() && !is_own(line);
    let named = |(_, line): &(usize, &Line<'_>)| plain(line) && is_title(line.text);
    let found = lines.iter().enumerate().rev().find(named);
    let (last, _) = found.or_else(|| lines.iter().enumerate().find(|(_, line)| plain(line)))?;
    let mut first = last;
    // A long title is broken; what stands right above it belongs to it unless it stands for itself.
    while let (Some(line), Some(above)) =
        (lines.get(first), first.checked_sub(1).and_then(|at| lines.get(at)))
    {
        let apart = line.is_apart || is_title(above.text) || is_organ(above.text);
        if apart || !plain(above) {
            break;
        }
        first -= 1;
    }
    Some(first..last + 1)
}

/// How many lines right under the title are notes: in brackets, however many lines they take, a date, a
/// number.
fn notes(lines: &[Line<'_>]) -> usize {
    let mut open: i32 = 0;
    let count = lines.iter().take_while(|line| {
        let note = open > 0
            || opens_bracket(line.text)
            || is_date(line.text)
            || is_document_number(line.text);
        if note {
            open += brackets_left_open(line.text);
        }
        note
    });
    count.count()
}

/// Lines as passages: what a page broke is one again.
pub(super) fn flow(file: FileId, lines: &[Line<'_>]) -> Vec<Passage> {
    let mut found: Vec<Passage> = Vec::new();
    let mut last: Option<&Line<'_>> = None;
    for line in lines {
        let goes_on = last.is_some_and(|last| {
            last.is_long() && !is_title(last.text) && !last.ends() && !is_own(last) && !is_own(line)
        });
        match found.last_mut().filter(|_| goes_on) {
            Some(passage) => passage.push(line.text, line.at),
            None => found.push(Passage::of(file, line.text, line.at)),
        }
        last = Some(line);
    }
    found
}
