//! One problem, and the collection of all that were found.

use std::collections::BTreeSet;

use unicode_script::{Script, UnicodeScript};

use crate::ident::{Lookalike, lookalike};
use crate::lang::{Args, Phrase, Problem, Severity, Word};
use crate::source::{Span, Spanned};

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
    /// A name that was given before, at `first`.
    pub fn duplicate(name: &Spanned<String>, first: Span) -> Self {
        let args = vec![("name", name.value.as_str().into())];
        Self::new(Problem::Duplicate, name.span, args).with_related(first, Phrase::FirstGivenHere)
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
            return match lookalike(wanted, name) {
                Some(found) => self.with_lookalike(name, &found),
                None => self.with_help(Phrase::Nearest, vec![("name", name.into())]),
            };
        }
        let all: Vec<&str> = names.into_iter().collect();
        if all.is_empty() || all.len() > 24 {
            return self;
        }
        self.with_help(Phrase::Existing, vec![("names", all.join(", ").into())])
    }

    /// The same with how a right name differs that looks just like the wrong one.
    #[must_use]
    pub fn with_lookalike(self, name: &str, found: &Lookalike) -> Self {
        match found {
            Lookalike::Composed { written, meant } => {
                let args = vec![
                    ("name", name.into()),
                    ("written", code_points(written).into()),
                    ("meant", code_points(meant).into()),
                ];
                self.with_help(Phrase::LookalikeComposed, args)
            }
            Lookalike::Letter { written, meant } => {
                let args = vec![
                    ("name", name.into()),
                    ("written", code_points(&written.to_string()).into()),
                    ("script", script(*written)),
                    ("meant", code_points(&meant.to_string()).into()),
                    ("other", script(*meant)),
                ];
                self.with_help(Phrase::LookalikeLetter, args)
            }
        }
    }
}

/// A letter by its numbers: U+0065 U+0301.
fn code_points(letter: &str) -> String {
    let numbers: Vec<_> =
        letter.chars().map(|character| format!("U+{:04X}", u32::from(character))).collect();
    numbers.join(" ")
}

/// The script to which a letter belongs.
fn script(letter: char) -> Word {
    match letter.script() {
        Script::Latin => Phrase::ScriptLatin.into(),
        Script::Cyrillic => Phrase::ScriptCyrillic.into(),
        Script::Greek => Phrase::ScriptGreek.into(),
        Script::Han => Phrase::ScriptHan.into(),
        Script::Hiragana => Phrase::ScriptHiragana.into(),
        Script::Katakana => Phrase::ScriptKatakana.into(),
        other => other.full_name().into(),
    }
}

/// The problems found so far, in the order of finding.
#[derive(Clone, Debug, Default)]
pub struct Problems {
    found: Vec<Diagnostic>,
    /// Every place at which something was found: what lies at a new one was not found before.
    places: BTreeSet<Option<Span>>,
}

impl Problems {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self.places.insert(diagnostic.at) || !self.found.contains(&diagnostic) {
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
    /// Whether one of them keeps the bundle from running. A number that the text does not show is
    /// wrong as law; what it does can still be tried.
    pub fn forbid_running(&self) -> bool {
        let forbids = |found: &Diagnostic| {
            found.problem.severity() == Severity::Error && found.problem != Problem::NumberNotShown
        };
        self.found.iter().any(forbids)
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
    /// The errors among them.
    pub fn errors_only(self) -> Self {
        let errors = |found: &Diagnostic| found.problem.severity() == Severity::Error;
        Self { found: self.found.into_iter().filter(errors).collect(), places: self.places }
    }
    /// Those of another kind.
    #[must_use]
    pub fn without(mut self, kind: Problem) -> Self {
        self.found.retain(|found| found.problem != kind);
        self
    }
    /// Adds to each that lies in a place the other place that belongs to it.
    pub fn relate(&mut self, related: impl Fn(Span) -> Option<(Span, Phrase)>) {
        for found in &mut self.found {
            if let Some(other) = found.at.and_then(&related)
                && !found.related.contains(&other)
            {
                found.related.push(other);
            }
        }
    }
    /// Takes out those that are meant, in the order of finding.
    pub fn take(&mut self, is_meant: impl Fn(&Diagnostic) -> bool) -> Vec<Diagnostic> {
        let (taken, kept) = std::mem::take(&mut self.found).into_iter().partition(is_meant);
        self.found = kept;
        taken
    }
    /// All of them as found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.found.iter()
    }
    /// Takes over what a later stage found, without what may only follow from the errors found so
    /// far: where something could not be read, its name is unknown everywhere; and warnings wait
    /// until there is no error, since what seems unused may be used by what could not be read.
    pub fn append_later(&mut self, later: Self) {
        let mut independent = Self::default();
        let warnings_wait = self.forbid_running() || later.forbid_running();
        let gaps = self.found.iter().chain(&later.found).any(|found| leaves_a_gap(found.problem));
        for diagnostic in later.found {
            let is_warning = diagnostic.problem.severity() == Severity::Warning;
            let mut earlier = self.found.iter().map(|found| found.problem);
            let echoes = earlier.any(|earlier| may_echo(diagnostic.problem, earlier));
            let waits = is_warning && warnings_wait && (gaps || !of_the_text(diagnostic.problem));
            if !(echoes || waits) {
                independent.push(diagnostic);
            }
        }
        self.append(independent);
    }
    /// Whether it was found already, whatever else belongs to it.
    pub fn holds(&self, one: &Diagnostic) -> bool {
        self.found.iter().any(|found| {
            found.problem == one.problem && found.at == one.at && found.args == one.args
        })
    }
    /// Takes over what was not found yet, each with what `told` adds to it.
    pub fn append_new(&mut self, other: Self, told: impl Fn(Diagnostic) -> Diagnostic) {
        for diagnostic in other.found {
            if !self.holds(&diagnostic) {
                self.push(told(diagnostic));
            }
        }
    }
    /// Takes over those of another collection.
    pub fn append(&mut self, other: Self) {
        for diagnostic in other.found {
            self.push(diagnostic);
        }
    }
}

/// Whether a warning is of the text and what cites it, which stand whatever else is wrong.
const fn of_the_text(problem: Problem) -> bool {
    matches!(
        problem,
        Problem::HeadingElsewhere
            | Problem::WordsNotInText
            | Problem::CitesRepealed
            | Problem::SlotDisagrees
            | Problem::SlotValuesPart
            | Problem::ValueWithoutSense
    )
}

/// Whether what has such a problem may be left out of the bundle, with all that it declares.
const fn leaves_a_gap(problem: Problem) -> bool {
    matches!(
        problem,
        Problem::Syntax
            | Problem::RuleSyntax
            | Problem::RuleProblem
            | Problem::CannotRead
            | Problem::NoCalendar
            | Problem::WrongShape
            | Problem::MissingField
            | Problem::RuleCycle
            | Problem::UnknownName
            | Problem::BadName
            | Problem::BadDate
            | Problem::BadMoney
            | Problem::BadNumber
            | Problem::BadPeriod
    )
}

/// Whether a problem may be no more than the echo of an earlier one.
const fn may_echo(later: Problem, earlier: Problem) -> bool {
    match later {
        Problem::UnknownName
        | Problem::NotCarried
        | Problem::NoSuchArticle
        | Problem::NoText
        | Problem::ArticleOrder => leaves_a_gap(earlier),
        Problem::NoSource => leaves_a_gap(earlier) || matches!(earlier, Problem::BadArticle),
        _ => false,
    }
}
