//! A story as a page: what happened day by day, how it ended, the money; and the forms in which a
//! page is given away. The terminal prints the same page.

mod ending;
mod html;
mod markdown;
mod timeline;

pub use html::html;
pub use markdown::markdown;

use super::line::Lines;
use super::results::verdict_lines;
use super::story::{Story, Telling, assumed_lines, tellings};
use crate::lang::{Lang, Phrase};
use crate::source::Sources;

/// A table: its heads and its rows.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// The heads.
    pub heads: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// A story to be given away.
#[derive(Clone, Debug)]
pub struct Page {
    /// The language.
    pub lang: Lang,
    /// What the story tells.
    pub title: String,
    /// The measure.
    pub measure: String,
    /// What the story assumes.
    pub assumed: Vec<String>,
    /// What happened.
    pub told: Vec<Telling>,
    /// Until when it was told: `至 2024-07-03：`.
    pub until: String,
    /// How the instances stand, each with what they wait for under it.
    pub ending: Lines,
    /// What is owed and paid; no row where there is no money.
    pub money: Grid,
    /// What was expected otherwise.
    pub mismatches: Vec<String>,
    /// What was run, by version and hash.
    pub receipt: Vec<String>,
}

/// The page of a story.
pub fn page(story: &Story<'_>, sources: &Sources, receipt: Vec<String>, lang: Lang) -> Page {
    let played = story.played;
    let day = played.world.today().to_string();
    Page {
        lang,
        title: played.plan.title.get(lang).to_owned(),
        measure: story.program.title.get(lang).to_owned(),
        assumed: assumed_lines(story, lang),
        told: tellings(story, lang),
        until: Phrase::AtTheEnd.with(lang, &[("day", day.into())]),
        ending: ending::ending(story, lang),
        money: ending::money(story, lang),
        mismatches: verdict_lines(played, sources, lang),
        receipt,
    }
}
