//! What carries an article: every element that cites it, with its place.

use crate::lang::Word;
use crate::policy::{ArticleRef, Bundle};
use crate::program::Program;
use crate::program::check::carrying;
use crate::source::Span;

/// Something that carries an article.
#[derive(Clone, Debug)]
pub struct Carrier {
    /// The article, paragraph or item.
    pub article: ArticleRef,
    /// What it is, with its name.
    pub what: Word,
    /// Its place.
    pub at: Span,
}

/// Everything that carries anything, in the order of the bundle; rules after that.
pub fn carriers(bundle: &Bundle, program: &Program) -> Vec<Carrier> {
    let mut found = Vec::new();
    for element in carrying(bundle, program) {
        for article in element.origin.iter().flat_map(|origin| &origin.articles) {
            found.push(Carrier { article: article.value, what: element.word(), at: element.at });
        }
    }
    let mut seen: Vec<Span> = Vec::new();
    for rule in program.rules.iter() {
        // A rule is compiled for each machine that asks it; it is one rule.
        if seen.contains(&rule.at) {
            continue;
        }
        seen.push(rule.at);
        for &article in &rule.cited.articles {
            let args = vec![
                ("kind", Word::from(crate::lang::Phrase::Rule)),
                ("name", rule.name.as_str().into()),
            ];
            let what = Word::Phrase(crate::lang::Phrase::Named, args);
            found.push(Carrier { article, what, at: rule.at });
        }
    }
    found
}
