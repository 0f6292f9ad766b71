//! The results of a run: a line a scenario, its differences, the summary.

use crate::lang::{Lang, Phrase, Word, pad_right};
use crate::scenario::{Mismatch, Played};
use crate::source::Sources;

/// `通过  scenarios/…  题目`.
pub fn scenario_line(path: &str, title: &str, passed: bool, lang: Lang) -> String {
    let word = if passed { Phrase::Passed } else { Phrase::Failed };
    format!("{}  {path}  {title}", pad_right(word.plain(lang), 6)).trim_end().to_owned()
}

/// The differences of a scenario, each at its own line.
pub fn mismatch_lines(played: &Played, sources: &Sources, lang: Lang) -> Vec<String> {
    played.mismatches.iter().flat_map(|mismatch| one(mismatch, sources, lang)).collect()
}

fn one(mismatch: &Mismatch, sources: &Sources, lang: Lang) -> Vec<String> {
    let place = sources.location(mismatch.at);
    let line = sources.line_column(mismatch.at).line;
    let file = sources.file(mismatch.at.file);
    let text = file.text.lines().nth(line.saturating_sub(1)).unwrap_or("").trim();
    let said = mismatch.what.plain(lang);
    let mut lines = vec![format!("  {place}  {said}"), format!("    {line} | {text}")];
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
