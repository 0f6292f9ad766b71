//! `refused: ["16(1)"]`, `because`, `earliest`, `asks`: how a line of the story is refused.

use super::asked::asked_name;
use super::mismatch::{Mismatch, Weight};
use crate::calendar::Day;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem, Word};
use crate::policy::read::fields::{self, Fields};
use crate::policy::{ArticleRef, Name};
use crate::program::Program;
use crate::rule::MachineId;
use crate::scenario::naming::Naming;
use crate::scenario::notation::dated;
use crate::source::{Node, Shape, Span, Spanned};
use crate::world::{Reason, RefusalKind, Told};

/// How something is refused, as it is written.
#[derive(Clone, Debug)]
pub struct Refused {
    /// The articles of the reasons, exactly.
    pub articles: Vec<Name>,
    /// The kinds of reasons, exactly, where they are given.
    pub because: Option<Vec<Name>>,
    /// The first lawful day, where it is given.
    pub earliest: Option<Spanned<Day>>,
    /// What is asked, exactly, where it is given.
    pub asks: Option<Vec<Name>>,
    /// Its place.
    pub at: Span,
}

/// What an event or a finding is expected to be refused with.
#[derive(Clone, Debug)]
pub struct PlannedRefusal {
    /// The articles, as written.
    pub articles: Vec<String>,
    /// Whether any articles are expected at all, or only that it is refused.
    pub exact: bool,
    /// The kinds of reasons.
    pub because: Option<Vec<String>>,
    /// The first lawful day.
    pub earliest: Option<Day>,
    /// What is asked.
    pub asks: Option<Vec<String>>,
    /// Its place.
    pub at: Span,
}

impl Refused {
    /// What the line at `at` says of its refusal.
    pub fn read(fields: &mut Fields<'_>, at: Span, problems: &mut Problems) -> Option<Self> {
        let refused = fields.optional("refused").map(|node| (articles(node, problems), node.span));
        let because = fields.optional("because").map(|node| {
            let because = fields::names(node, problems);
            // Whether it was left to be filled in, or is to be refused for nothing, cannot be told.
            if because.is_empty() && matches!(node.shape, Shape::List(_)) {
                let what = vec![("what", Phrase::BecauseOfNothing.into())];
                problems.add(Problem::BadScenario, node.span, what);
            }
            because
        });
        let earliest = fields.optional("earliest").and_then(|node| dated(node, problems));
        let asks = fields.optional("asks").map(|node| fields::names(node, problems));
        if refused.is_none() && because.is_none() && earliest.is_none() && asks.is_none() {
            return None;
        }
        let (articles, at) = refused.unwrap_or((Vec::new(), at.part(0, 1)));
        Some(Self { articles, because, earliest, asks, at })
    }

    /// The refusal with its names checked.
    pub fn plan(&self, naming: &mut Naming<'_>) -> PlannedRefusal {
        for name in &self.articles {
            if ArticleRef::parse(name).is_none() {
                naming.add(Problem::BadArticle, name, vec![("name", name.value.as_str().into())]);
            }
        }
        for name in self.because.iter().flatten() {
            let known = || RefusalKind::ALL.iter().map(|kind| kind.name());
            if RefusalKind::named(name).is_none() {
                let args =
                    vec![("name", name.value.as_str().into()), ("kind", Phrase::ReasonWord.into())];
                let diagnostic = Diagnostic::new(Problem::UnknownName, name.span, args);
                naming.problems.push(diagnostic.with_nearest(name, known()));
            }
        }
        let texts =
            |names: &[Name]| names.iter().map(|name| name.value.clone()).collect::<Vec<_>>();
        PlannedRefusal {
            articles: texts(&self.articles),
            exact: !self.articles.is_empty(),
            because: self.because.as_deref().map(texts),
            earliest: self.earliest.as_ref().map(|day| day.value),
            asks: self.asks.as_deref().map(texts),
            at: self.at,
        }
    }
}

/// The articles of `refused: ["16(1)"]`; `refused: true` expects no particular one.
fn articles(node: &Node, problems: &mut Problems) -> Vec<Name> {
    match &node.shape {
        Shape::Bool(true) => Vec::new(),
        Shape::List(items) if items.is_empty() => {
            let what = vec![("what", Phrase::RefusedByNothing.into())];
            problems.add(Problem::BadScenario, node.span, what);
            Vec::new()
        }
        _ => fields::article_names(node, problems),
    }
}

/// How a line was refused, in the words of scenarios.
struct Actual {
    articles: Vec<String>,
    kinds: Vec<String>,
    asks: Vec<String>,
    earliest: Option<Day>,
}

/// The articles of reasons and their kinds, as a line names them.
pub fn refusal_words(
    reasons: &[Reason],
    machine: Option<MachineId>,
    program: &Program,
) -> (Vec<String>, Vec<String>) {
    let Actual { articles, kinds, .. } = Actual::new(reasons, machine, program);
    (articles, kinds)
}

impl Actual {
    fn new(told: &[Reason], machine: Option<MachineId>, program: &Program) -> Self {
        let mut reasons = Vec::new();
        flat(told, machine, &mut reasons);
        let mut articles: Vec<ArticleRef> = reasons
            .iter()
            .flat_map(|(reason, machine)| reason.cited(program, *machine).articles)
            .collect();
        articles.sort();
        articles.dedup();
        let articles = articles.iter().map(ToString::to_string).collect();
        let mut kinds: Vec<String> = Vec::new();
        let mut asks: Vec<String> = Vec::new();
        let mut earliest = None;
        for (reason, _) in &reasons {
            let kind = reason.kind().name().to_owned();
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
            match reason {
                Reason::Unknown { causes, .. } => {
                    for name in causes.iter().map(|cause| asked_name(cause, program)) {
                        if !asks.contains(&name) {
                            asks.push(name);
                        }
                    }
                }
                Reason::TooEarly { earliest: day, .. } => earliest = earliest.or(Some(*day)),
                _ => {}
            }
        }
        Self { articles, kinds, asks, earliest }
    }

    /// The kinds, and what people call them.
    fn glossed(&self, code: String) -> Word {
        let phrase = |kind: &String| {
            RefusalKind::named(kind).map_or(Phrase::KindUnknown, RefusalKind::phrase).into()
        };
        let words = self.kinds.iter().map(phrase).collect();
        Word::Phrase(Phrase::KindGloss, vec![("code", code.into()), ("words", Word::List(words))])
    }
}

/// Compares how the event or finding of a line came out with what the line expects of it: `machine`
/// is that of the instance that it concerns, `line` the place of the line.
pub fn compare_refusal(
    (line, machine): (Span, Option<MachineId>),
    expected: Option<&PlannedRefusal>,
    told: Option<&Told>,
    program: &Program,
    mismatches: &mut Vec<Mismatch>,
) {
    let is_open = told.is_some_and(|told| is_open(&told.reasons));
    let mut differ = |at: Span, what: Phrase, expected: Word, actual: Word| {
        let weight = match what {
            Phrase::RefusedUnexpectedly if is_open => Weight::Open,
            _ => Weight::Otherwise,
        };
        mismatches.push(Mismatch { at, what, expected, actual, whom: None, weight });
    };
    let said = |names: &[String]| match names {
        [] => Phrase::NothingWord.into(),
        names => Word::Plain(names.join(", ")),
    };
    let actual = told.map(|told| Actual::new(&told.reasons, machine, program));
    match (expected, actual) {
        (None, None) => {}
        (None, Some(actual)) => {
            let mut code = actual.kinds.join(", ");
            if !actual.articles.is_empty() {
                code.push_str(&format!(" [{}]", actual.articles.join(", ")));
            }
            let what = Phrase::RefusedUnexpectedly;
            differ(line.part(0, 1), what, Phrase::AcceptedWord.into(), actual.glossed(code));
        }
        (Some(expected), None) => {
            let wanted = Word::Plain(expected.articles.join(", "));
            differ(expected.at, Phrase::AcceptedUnexpectedly, wanted, Phrase::AcceptedWord.into());
        }
        (Some(expected), Some(actual)) => {
            let at = expected.at;
            if expected.exact && !same(&expected.articles, &actual.articles) {
                let (wanted, found) = (said(&expected.articles), said(&actual.articles));
                differ(at, Phrase::OtherArticles, wanted, found);
            }
            if let Some(because) = &expected.because
                && !same(because, &actual.kinds)
            {
                let found = actual.glossed(actual.kinds.join(", "));
                differ(at, Phrase::OtherReasons, said(because), found);
            }
            if let Some(asks) = &expected.asks
                && !same(asks, &actual.asks)
            {
                differ(at, Phrase::OtherAsks, said(asks), said(&actual.asks));
            }
            if let Some(day) = expected.earliest
                && actual.earliest != Some(day)
            {
                let told = |day: Day| Word::Plain(day.to_string());
                let found = actual.earliest.map_or(Phrase::NothingWord.into(), told);
                differ(at, Phrase::OtherEarliest, told(day), found);
            }
        }
    }
}

/// Whether something is refused only because something is unknown.
fn is_open(reasons: &[Reason]) -> bool {
    let mut all = Vec::new();
    flat(reasons, None, &mut all);
    all.retain(|(reason, _)| !matches!(reason, Reason::Sent { .. }));
    !all.is_empty() && all.iter().all(|(reason, _)| matches!(reason, Reason::Unknown { .. }))
}

/// Whether two lists hold the same names, in whatever order.
fn same(left: &[String], right: &[String]) -> bool {
    let (mut left, mut right) = (left.to_vec(), right.to_vec());
    left.sort();
    right.sort();
    left == right
}

/// All reasons with the machine of the instance that they concern, those of receivers included.
pub fn flat<'r>(
    reasons: &'r [Reason],
    machine: Option<MachineId>,
    found: &mut Vec<(&'r Reason, Option<MachineId>)>,
) {
    for reason in reasons {
        found.push((reason, machine));
        if let Reason::Sent { machine, reasons, .. } = reason {
            flat(reasons, *machine, found);
        }
    }
}
