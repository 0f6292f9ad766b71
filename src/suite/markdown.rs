//! A suite as Markdown: for a review, a summary of a step.

use super::finding::findings;
use super::{Fate, Suite};
use crate::lang::{Lang, Phrase};
use crate::report::markdown_text;

/// The page: how many ended how, what came out otherwise by meaning, each file that is not as it has to
/// be.
pub fn markdown(suite: &Suite, lang: Lang) -> String {
    let mut page = format!("# {}\n\n", Phrase::TestHeading.plain(lang));
    let head = [Phrase::TestFate.plain(lang), Phrase::TestCount.plain(lang)];
    page.push_str(&format!("| {} | {} |\n|---|---:|\n", head[0], head[1]));
    let counts = Fate::ALL.iter().map(|fate| (fate.phrase(), suite.count(*fate)));
    let more =
        [(Phrase::FateOrphan, suite.orphans.len()), (Phrase::Approved, suite.approved.len())];
    for (phrase, count) in counts.chain(more).filter(|(_, count)| *count > 0) {
        page.push_str(&format!("| {} | {count} |\n", phrase.plain(lang)));
    }
    for meaning in &suite.meanings {
        let name = meaning.bundle.file_name().unwrap_or_default().to_string_lossy();
        page.push_str(&format!("\n## {}\n\n", markdown_text(&name)));
        for line in meaning.edits.iter().chain(&meaning.summary) {
            page.push_str(&format!("{}\n\n", markdown_text(line.trim())));
        }
        for group in &meaning.groups {
            let lines: Vec<String> = group
                .iter()
                .map(|line| markdown_text(line.trim().trim_start_matches('●').trim()))
                .collect();
            page.push_str(&format!("- {}\n", lines.join("<br>")));
        }
    }
    let found = findings(suite, lang);
    if !found.is_empty() {
        let heads =
            [Phrase::TestFile, Phrase::TestFate, Phrase::TestWhat].map(|head| head.plain(lang));
        page.push_str(&format!(
            "\n| {} | {} | {} |\n|---|---|---|\n",
            heads[0], heads[1], heads[2]
        ));
    }
    for finding in found {
        let fate = super::finding::RULES.iter().find(|(id, _)| *id == finding.rule);
        let fate = fate.map_or("", |(_, phrase)| phrase.plain(lang));
        let place = markdown_text(&format!("{}:{}", finding.path, finding.line));
        page.push_str(&format!("| {place} | {fate} | {} |\n", markdown_text(&finding.message)));
    }
    page
}
