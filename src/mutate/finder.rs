//! Mutants as they are found: each with a name that holds no number of a line, so that it is the same
//! after an edit elsewhere.

use std::collections::BTreeMap;

use super::change::Change;
use super::operator::Operator;
use crate::compare::Element;
use crate::lang::{Lang, Phrase, Text, Word};
use crate::policy::{ArticleRef, Cited};
use crate::program::Program;
use crate::source::Span;

/// Which stories a mutant may reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// All.
    All,
    /// Those that come by what asks or does this.
    Of(Element),
}

/// A bundle with one thing changed.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// Its name.
    pub name: String,
    /// The way of changing.
    pub operator: Operator,
    /// The articles for which the changed thing stands.
    pub articles: Vec<ArticleRef>,
    /// The place of what is changed.
    pub at: Span,
    /// Whom it may reach.
    pub reach: Reach,
    /// What is changed, in words.
    pub said: Word,
    /// The change.
    pub change: Change,
}

/// What a mutant is about.
#[derive(Clone)]
pub struct About<'p> {
    /// The sources of what is changed.
    pub cited: &'p Cited,
    /// Its place.
    pub at: Span,
    /// Whom it reaches.
    pub reach: Reach,
}

/// Who gathers mutants.
pub struct Finder<'p> {
    /// The program.
    pub program: &'p Program,
    /// Whether they are told in words: not where they are only looked up by their names.
    words: bool,
    named: BTreeMap<String, usize>,
    /// What was found.
    pub found: Vec<Mutant>,
}

impl<'p> Finder<'p> {
    /// Nothing found yet.
    pub fn new(program: &'p Program, words: bool) -> Self {
        Self { program, words, named: BTreeMap::new(), found: Vec::new() }
    }
    /// Adds a mutant; `said` gets of which articles it is.
    pub fn add(
        &mut self,
        operator: Operator,
        key: &str,
        about: &About<'p>,
        change: Change,
        said: impl FnOnce(Word) -> Word,
    ) {
        let mut name = format!("{}:{key}", operator.name());
        let count = self.named.entry(name.clone()).or_insert(0);
        *count += 1;
        if *count > 1 {
            name = format!("{name}#{count}");
        }
        let (articles, said) = match self.words {
            true => (about.cited.articles.clone(), said(of(&about.cited.articles))),
            false => (Vec::new(), Word::Plain(String::new())),
        };
        let (at, reach) = (about.at, about.reach.clone());
        self.found.push(Mutant { name, operator, articles, at, reach, said, change });
    }
    /// A text of the source on one line.
    pub fn words(&self, span: Span) -> String {
        let text = self.program.sources.text(span);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Of which articles something is: nothing where it is of none.
fn of(articles: &[ArticleRef]) -> Word {
    if articles.is_empty() {
        return Word::Plain(String::new());
    }
    let cited = articles.iter().map(|article| Word::Text(cite(*article))).collect();
    Word::Phrase(Phrase::MutateOf, vec![("articles", Word::List(cited))])
}

/// An article as it is cited.
pub fn cite(article: ArticleRef) -> Text {
    Text { zh: article.cite(Lang::Zh), en: article.cite(Lang::En) }
}

/// What people call something, or its name.
pub fn called(title: &Text, name: &str) -> Word {
    Word::Text(title.or_name(name))
}
