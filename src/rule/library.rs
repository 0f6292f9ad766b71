//! The functions of a bundle, by name.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::builtin;
use super::header::{Header, read_header};
use super::place::{FunctionHead, LARGEST_POSITION, Origin, Places};
use super::problem::{Construct, Problem, ProblemKind, SyntaxProblem};
use super::sandbox;
use super::syntax::{Node, Otherwise};
use super::translate::{Translator, functions_of};
use crate::source::{FileId, SourceFile, Span, Spanned};

/// A function as written.
#[derive(Clone, Debug)]
pub struct Definition {
    /// From its first word to the end of its body.
    pub span: Span,
    /// Its name.
    pub name: Spanned<String>,
    /// Its parameters.
    pub parameters: Vec<Spanned<String>>,
    /// What stands above it.
    pub header: Option<Header>,
    pub(super) body: Node,
}

/// A text that stands inside another file, a text of RON for instance.
#[derive(Clone, Copy, Debug)]
pub struct Snippet<'a> {
    /// The text, without quotes.
    pub text: &'a str,
    /// Its place, quotes included.
    pub span: Span,
    /// Whether its bytes stand in the file as they are, after one quote.
    pub verbatim: bool,
    /// The file in which it stands, which keeps its tree for all variants of a bundle.
    pub file: Option<&'a SourceFile>,
}

/// The trees of the expressions in a file, by their places; where a piece is filled in differently,
/// several texts have one place.
#[derive(Default)]
struct Trees(Mutex<BTreeMap<Span, Texts>>);

/// The texts at one place, each with its tree.
type Texts = Vec<(String, Arc<Node>)>;

impl Trees {
    fn of(&self, snippet: &Snippet<'_>) -> Result<Arc<Node>, Vec<Problem>> {
        let trees = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_it = |(text, _): &&(String, Arc<Node>)| text == snippet.text;
        let known = trees().get(&snippet.span).and_then(|all| all.iter().find(is_it).cloned());
        if let Some((_, tree)) = known {
            return Ok(tree);
        }
        let tree = Arc::new(parse_snippet(snippet)?);
        let kept = (snippet.text.to_owned(), Arc::clone(&tree));
        trees().entry(snippet.span).or_default().push(kept);
        Ok(tree)
    }
}

/// The functions of a file, in the order in which they stand, and all that is wrong with it.
pub fn parse_rules(id: FileId, file: &SourceFile) -> (Vec<Arc<Definition>>, Vec<Problem>) {
    let whole = Span::new(id, 0, 0);
    if !Places::can_be_told(file) {
        let kind = ProblemKind::FileTooLarge(LARGEST_POSITION);
        return (Vec::new(), vec![Problem { span: whole, kind }]);
    }
    let places = Places::new(file, Origin::File(id));
    let tree = match sandbox::parse_file(&file.text) {
        Ok(tree) => tree,
        Err((problem, position)) => {
            return (Vec::new(), vec![not_rhai(problem, position, &places)]);
        }
    };
    let mut translator = Translator::new(&places);
    for statement in tree.statements() {
        let span = translator.statement(statement).span;
        translator.problem(span, ProblemKind::TopLevelStatement);
    }
    let mut found = Vec::new();
    for function in functions_of(&tree) {
        let start = places.byte(function.from);
        let Some(head) = places.function_head(start) else {
            translator.problem(places.span(start, start), ProblemKind::Forbidden(Construct::Other));
            continue;
        };
        if function.is_typed {
            let span = places.span(head.begin, head.name.end);
            translator.problem(span, ProblemKind::Forbidden(Construct::TypedFunction));
        }
        let body = translator.body(&function);
        let name =
            Spanned::new(function.name.to_owned(), places.span(head.name.start, head.name.end));
        let parameters = function
            .parameters
            .iter()
            .zip(&head.parameters)
            .map(|(name, at)| Spanned::new((*name).to_owned(), places.span(at.start, at.end)))
            .collect();
        let header = header_above(&head, &places, &mut translator);
        let span = places.span(head.begin, places.end_of_brackets(start));
        found.push(Arc::new(Definition { span, name, parameters, header, body }));
    }
    let mut problems = translator.finish();
    problems.sort_by_key(|problem| problem.span);
    found.sort_by_key(|definition| definition.span);
    (found, problems)
}

/// The problem of a text that rhai's parser refuses. Whatever it misses behind the last token,
/// the text ends too soon.
fn not_rhai(problem: SyntaxProblem, position: rhai::Position, places: &Places<'_>) -> Problem {
    let ends = places.is_end(position) && problem != SyntaxProblem::LooseHeader;
    let problem = if ends { SyntaxProblem::End } else { problem };
    Problem { span: places.token_span(position), kind: ProblemKind::Syntax(problem) }
}

fn header_above(
    head: &FunctionHead,
    places: &Places<'_>,
    translator: &mut Translator<'_, '_>,
) -> Option<Header> {
    let lines: Vec<Spanned<&str>> = head
        .documentation
        .iter()
        .map(|&(start, end)| {
            Spanned::new(places.text().get(start..end).unwrap_or(""), places.span(start, end))
        })
        .collect();
    let mut found = Vec::new();
    let header = read_header(&lines, &mut found);
    for (span, problem) in found {
        translator.problem(span, ProblemKind::Header(problem));
    }
    header
}

/// The tree of an expression that stands inside another file.
fn parse_snippet(snippet: &Snippet<'_>) -> Result<Node, Vec<Problem>> {
    let text = SourceFile::new(String::new(), snippet.text.to_owned());
    if !Places::can_be_told(&text) {
        let kind = ProblemKind::FileTooLarge(LARGEST_POSITION);
        return Err(vec![Problem { span: snippet.span, kind }]);
    }
    let origin = match snippet.verbatim {
        true => Origin::Quoted(snippet.span),
        false => Origin::Somewhere(snippet.span),
    };
    let places = Places::new(&text, origin);
    let tree = sandbox::parse_expression(snippet.text)
        .map_err(|(problem, position)| vec![not_rhai(problem, position, &places)])?;
    let mut translator = Translator::new(&places);
    let node = translator.sequence(tree.statements(), places.span(0, snippet.text.len()));
    match translator.finish() {
        problems if problems.is_empty() => Ok(node),
        problems => Err(problems),
    }
}

/// All functions of a bundle: one space of names over all its files.
#[derive(Clone, Debug, Default)]
pub struct Library {
    definitions: Vec<Arc<Definition>>,
    by_name: BTreeMap<String, usize>,
    /// What is asked instead of what, in expressions too.
    instead: Vec<(String, String)>,
    /// What is asked otherwise on a condition.
    otherwise: Vec<Otherwise>,
}

impl Library {
    /// From now on asks the second of a pair wherever the first is asked; only the second itself
    /// may still ask the first.
    pub fn ask_instead(&mut self, pairs: Vec<(String, String)>) {
        for definition in self.definitions.iter_mut().filter(|_| !pairs.is_empty()) {
            let others = pairs.iter().filter(|(_, by)| *by != definition.name.value);
            let others: Vec<_> = others.cloned().collect();
            Arc::make_mut(definition).body.ask_instead(&others);
        }
        self.instead = pairs;
    }
    /// The same where a slot says so.
    pub fn ask_otherwise(&mut self, pairs: Vec<Otherwise>) {
        for definition in self.definitions.iter_mut().filter(|_| !pairs.is_empty()) {
            let others = pairs.iter().filter(|pair| pair.by != definition.name.value);
            let others: Vec<_> = others.cloned().collect();
            Arc::make_mut(definition).body.ask_otherwise(&others);
        }
        self.otherwise = pairs;
    }
    /// The tree of an expression, with what is asked instead.
    pub(super) fn expression(&self, snippet: &Snippet<'_>) -> Result<Arc<Node>, Vec<Problem>> {
        let mut node = match snippet.file {
            Some(file) => file.made(|_| Trees::default()).of(snippet)?,
            None => Arc::new(parse_snippet(snippet)?),
        };
        if !self.instead.is_empty() || !self.otherwise.is_empty() {
            let own = Arc::make_mut(&mut node);
            own.ask_instead(&self.instead);
            own.ask_otherwise(&self.otherwise);
        }
        Ok(node)
    }
    /// A library of these functions, in this order. Where two have one name, the first is kept
    /// and the second is a problem: rhai's own merging would let the last one win in silence.
    pub fn new(definitions: Vec<Arc<Definition>>) -> (Self, Vec<Problem>) {
        let mut library = Self::default();
        let mut problems = Vec::new();
        for definition in definitions {
            let name = definition.name.value.clone();
            let span = definition.name.span;
            if builtin::is_reserved(&name) {
                problems.push(Problem { span, kind: ProblemKind::ReservedName(name) });
            } else if let Some(first) = library.get(&name) {
                let other = first.name.span;
                problems
                    .push(Problem { span, kind: ProblemKind::DuplicateFunction { name, other } });
            } else {
                library.by_name.insert(name, library.definitions.len());
                library.definitions.push(definition);
            }
        }
        (library, problems)
    }
    /// The function of this name.
    pub fn get(&self, name: &str) -> Option<&Definition> {
        self.by_name.get(name).and_then(|&index| self.definitions.get(index)).map(|found| &**found)
    }
    /// The functions in the order in which they were given.
    pub fn iter(&self) -> impl Iterator<Item = &Definition> {
        self.definitions.iter().map(|one| &**one)
    }
    /// The names, sorted.
    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        self.by_name.keys()
    }
}
