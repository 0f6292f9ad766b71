//! The results of a run: a line a scenario, its differences, the summary.

use crate::lang::{Lang, Phrase, Word, marked_line, pad_right};
use crate::scenario::{Mismatch, Played, Verdict};
use crate::source::{FileId, Sources, Span};

/// `通过  scenarios/…  题目`.
pub fn scenario_line(path: &str, title: &str, word: Phrase, lang: Lang) -> String {
    format!("{}  {path}  {}", pad_right(word.plain(lang), 6), marked_line(title))
        .trim_end()
        .to_owned()
}

/// The word for what became of a story.
pub const fn verdict_word(verdict: Verdict) -> Phrase {
    match verdict {
        Verdict::Passed => Phrase::Passed,
        Verdict::NotReached => Phrase::NotReachedWord,
        Verdict::Failed | Verdict::CameAbout | Verdict::Open => Phrase::Failed,
    }
}

/// Under what a story is told besides the law of its bundle: `按 A1=together：`.
pub fn under_line(under: &[String], lang: Lang) -> String {
    Phrase::UnderLine.with(lang, &[("laws", under.join(lang.list_separator()).into())])
}

/// Why a story is not as it has to be; nothing where it is.
pub fn verdict_lines(played: &Played, sources: &Sources, lang: Lang) -> Vec<String> {
    let said = |phrase: Phrase| format!("  {}", phrase.plain(lang));
    match played.verdict() {
        Verdict::Passed => Vec::new(),
        Verdict::Failed => mismatch_lines(played, sources, lang),
        Verdict::NotReached => {
            let mut lines = vec![said(Phrase::OptionalNotReached)];
            lines.extend(first_lines(played, sources, lang));
            lines
        }
        Verdict::CameAbout => vec![said(Phrase::ForbiddenCameAbout)],
        Verdict::Open => {
            let mut lines = vec![said(Phrase::ForbiddenOpen)];
            lines.extend(first_lines(played, sources, lang));
            lines
        }
    }
}

/// The first difference: what comes later only follows from it.
fn first_lines(played: &Played, sources: &Sources, lang: Lang) -> Vec<String> {
    let first = played.mismatches.iter().take(1);
    first.flat_map(|mismatch| one(mismatch, &played.plan.uses, sources, lang)).collect()
}

/// The differences of a scenario, each at its own line.
pub fn mismatch_lines(played: &Played, sources: &Sources, lang: Lang) -> Vec<String> {
    let uses = &played.plan.uses;
    played.mismatches.iter().flat_map(|mismatch| one(mismatch, uses, sources, lang)).collect()
}

/// Where a piece is used, and where the piece that uses it is used, out to the story itself.
fn used_at(file: FileId, uses: &[(FileId, Span)]) -> Vec<Span> {
    let mut places: Vec<Span> = Vec::new();
    let mut file = file;
    while let Some(&(_, at)) = uses.iter().find(|(of, _)| *of == file) {
        if places.contains(&at) {
            break;
        }
        places.push(at);
        file = at.file;
    }
    places
}

fn one(mismatch: &Mismatch, uses: &[(FileId, Span)], sources: &Sources, lang: Lang) -> Vec<String> {
    let place = sources.location(mismatch.at);
    let line = sources.line_column(mismatch.at).line;
    let file = sources.file(mismatch.at.file);
    let text = file.text.lines().nth(line.saturating_sub(1)).unwrap_or("").trim();
    let said = mismatch.what.plain(lang);
    let mut lines = vec![format!("  {place}  {said}"), format!("    {line} | {text}")];
    for at in used_at(mismatch.at.file, uses) {
        lines.push(format!("    {}  {}", sources.location(at), Phrase::PieceUsedHere.plain(lang)));
    }
    // A line that is told of each of a cohort does not say of whom it is told.
    if let Some(whom) = mismatch.whom.as_ref().filter(|_| text.contains('$')) {
        lines.push(format!("    → {whom}"));
    }
    let empty = Word::Plain(String::new());
    if mismatch.expected != empty {
        let expected = mismatch.expected.say(lang);
        lines
            .push(format!("    {}", Phrase::ExpectedText.with(lang, &[("text", expected.into())])));
    }
    if mismatch.actual != empty {
        let actual = mismatch.actual.say(lang);
        lines.push(format!("    {}", Phrase::ActualText.with(lang, &[("text", actual.into())])));
    }
    lines
}

/// `56 个情景：通过 56，不符 0`.
pub fn summary_line(passed: usize, failed: usize, lang: Lang) -> String {
    Phrase::RunSummary.with(
        lang,
        &[
            ("all", (passed + failed).to_string().into()),
            ("passed", passed.to_string().into()),
            ("failed", failed.to_string().into()),
        ],
    )
}
