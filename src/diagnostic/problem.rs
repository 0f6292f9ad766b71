//! One problem, and the collection of all that were found.

use crate::lang::{Args, Phrase, Problem, Severity};
use crate::source::Span;

/// What to do about a problem: a phrase with its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    /// The phrase.
    pub phrase: Phrase,
    /// Its arguments.
    pub args: Args,
}

/// A problem with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of problem it is.
    pub problem: Problem,
    /// The arguments of its sentence.
    pub args: Args,
    /// The place; none where there is no file to show.
    pub at: Option<Span>,
    /// Other places that belong to it, each with a phrase.
    pub related: Vec<(Span, Phrase)>,
    /// What to do.
    pub help: Vec<Help>,
}

impl Diagnostic {
    /// A problem of that kind at that place.
    pub fn new(problem: Problem, at: Span, args: Args) -> Self {
        Self { problem, args, at: Some(at), related: Vec::new(), help: Vec::new() }
    }
    /// A problem without a place.
    pub fn placeless(problem: Problem, args: Args) -> Self {
        Self { problem, args, at: None, related: Vec::new(), help: Vec::new() }
    }
    /// The same with one more piece of advice.
    #[must_use]
    pub fn with_help(mut self, phrase: Phrase, args: Args) -> Self {
        self.help.push(Help { phrase, args });
        self
    }
    /// The same with another place that belongs to it.
    #[must_use]
    pub fn with_related(mut self, at: Span, phrase: Phrase) -> Self {
        self.related.push((at, phrase));
        self
    }
    /// The same with the nearest of `names`; where none is near and they are few, with all of them.
    #[must_use]
    pub fn with_nearest<'a>(
        self,
        wanted: &str,
        names: impl IntoIterator<Item = &'a str> + Clone,
    ) -> Self {
        if let Some(name) = super::nearest::nearest(wanted, names.clone()) {
            return self.with_help(Phrase::Nearest, vec![("name", name.into())]);
        }
        let all: Vec<&str> = names.into_iter().collect();
        if all.is_empty() || all.len() > 24 {
            return self;
        }
        self.with_help(Phrase::Existing, vec![("names", all.join(", ").into())])
    }
}

/// The problems found so far, in the order of finding.
#[derive(Clone, Debug, Default)]
pub struct Problems {
    found: Vec<Diagnostic>,
}

impl Problems {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if !self.found.contains(&diagnostic) {
            self.found.push(diagnostic);
        }
    }
    /// Adds one of that kind at that place.
    pub fn add(&mut self, problem: Problem, at: Span, args: Args) {
        self.push(Diagnostic::new(problem, at, args));
    }
    /// Whether any of them is an error.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }
    /// How many have that weight.
    pub fn count(&self, severity: Severity) -> usize {
        self.found.iter().filter(|found| found.problem.severity() == severity).count()
    }
    /// All of them, ordered by place: file, then byte.
    pub fn sorted(mut self) -> Vec<Diagnostic> {
        self.found.sort_by_key(|found| found.at);
        self.found
    }
    /// All of them as found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.found.iter()
    }
    /// Takes over those of another collection.
    pub fn append(&mut self, other: Self) {
        for diagnostic in other.found {
            self.push(diagnostic);
        }
    }
}
