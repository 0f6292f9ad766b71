//! From a rule as written to the typed tree: every name is resolved, every type checked. All
//! problems are kept, not the first alone; a rule with a problem is never made.

mod scope;
mod expression;
mod operator;
mod statement;
mod native;
mod call;

use super::expr::{Expr, ExprKind, Function, Rule};
use super::library::{Definition, Library, Snippet};
use super::names::Names;
use super::problem::{Problem, ProblemKind};
use super::syntax::Node;
use super::types::{Static, Type};
use super::value::{Pool, Value};
use crate::source::Span;
use scope::Frame;

/// How deep the nodes of a rule may lie in one another, those of the functions it calls counted;
/// so deep the stack goes when it is compiled or evaluated.
const DEEPEST: usize = 320;

/// An expression and what it is known to be.
type Lowered<N> = (Tree<N>, Static);
type Tree<N> = Expr<<N as Names>::Slot, <N as Names>::Query>;
/// A compiled rule, or all that is wrong with it.
type Compiled<N> = Result<Rule<<N as Names>::Slot, <N as Names>::Query>, Vec<Problem>>;

/// What is wanted of an expression.
#[derive(Clone, Copy)]
enum Want<'t> {
    /// That it does something.
    Effect,
    /// A value; of this type, where that is known, so that a literal can be read as a choice.
    Value(Option<&'t Type>),
}

/// Compiles a function without parameters.
///
/// # Errors
/// All problems of the function and of those that it calls, by place.
pub fn compile_rule<N: Names>(
    library: &Library,
    definition: &Definition,
    names: &N,
    pool: &mut Pool,
    expected: Option<&Type>,
) -> Compiled<N> {
    let mut lowering = Lowering::new(library, names, pool);
    lowering.calling.push(definition.name.value.clone());
    if !definition.parameters.is_empty() {
        let kind = ProblemKind::RuleHasParameters(definition.parameters.len());
        lowering.problem(definition.name.span, kind);
        return Err(lowering.problems);
    }
    lowering.check_name(&definition.name);
    lowering.finish(&definition.body, expected)
}

/// Compiles an expression that stands in another file.
///
/// # Errors
/// All problems of the expression and of the functions that it calls, by place.
pub fn compile_expression<N: Names>(
    library: &Library,
    snippet: &Snippet<'_>,
    names: &N,
    pool: &mut Pool,
    expected: Option<&Type>,
) -> Compiled<N> {
    let node = library.expression(snippet)?;
    Lowering::new(library, names, pool).finish(&node, expected)
}

/// A function for the types with which it was called.
struct Instance {
    name: String,
    arguments: Vec<Static>,
    /// Its position among the functions.
    index: usize,
    result: Static,
}

/// Lowers one rule and what it calls.
struct Lowering<'a, N: Names> {
    library: &'a Library,
    names: &'a N,
    pool: &'a mut Pool,
    problems: Vec<Problem>,
    functions: Vec<Function<N::Slot, N::Query>>,
    depths: Vec<usize>,
    instances: Vec<Instance>,
    /// The functions that are being lowered, outermost first.
    calling: Vec<String>,
    frame: Frame,
    nesting: usize,
    reads: Vec<(N::Slot, Span)>,
    queries: Vec<(N::Query, Span)>,
}

impl<'a, N: Names> Lowering<'a, N> {
    fn new(library: &'a Library, names: &'a N, pool: &'a mut Pool) -> Self {
        Self {
            library,
            names,
            pool,
            problems: Vec::new(),
            functions: Vec::new(),
            depths: Vec::new(),
            instances: Vec::new(),
            calling: Vec::new(),
            frame: Frame::default(),
            nesting: 0,
            reads: Vec::new(),
            queries: Vec::new(),
        }
    }

    fn problem(&mut self, span: Span, kind: ProblemKind) {
        let problem = Problem { span, kind };
        // A function that is called with several types tells its problems once.
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// Keeps a problem and answers what stands for the expression that has it.
    fn fail(&mut self, span: Span, kind: ProblemKind) -> Lowered<N> {
        self.problem(span, kind);
        Self::unclear(span)
    }

    const fn unclear(span: Span) -> Lowered<N> {
        (Expr { span, kind: ExprKind::Constant(Value::Bool(false)) }, Static::Unclear)
    }

    fn finish(mut self, body: &Node, expected: Option<&Type>) -> Compiled<N> {
        let (body, found) = self.function_body(body, expected);
        let ty = match (found, expected) {
            (Static::Value(ty), None) => Some(ty),
            (Static::Value(ty), Some(expected)) => {
                if ty != *expected {
                    let kind = ProblemKind::TypeExpected {
                        expected: vec![Static::Value(expected.clone())],
                        found: Static::Value(ty.clone()),
                    };
                    self.problem(body.span, kind);
                }
                Some(ty)
            }
            // It never answers; its budget ends it.
            (Static::Never, _) => Some(expected.cloned().unwrap_or(Type::Bool)),
            (Static::Row(_) | Static::Elapsed(_) | Static::Nothing | Static::Unclear, _) => None,
        };
        if body.depth(&self.depths) > DEEPEST {
            self.problem(body.span, ProblemKind::TooDeep);
        }
        match ty {
            Some(ty) if self.problems.is_empty() => Ok(Rule {
                body,
                locals: self.frame.size(),
                functions: self.functions,
                ty,
                reads: self.reads,
                queries: self.queries,
            }),
            _ => {
                if self.problems.is_empty() {
                    self.problem(body.span, ProblemKind::NoValue);
                }
                self.problems.sort_by_key(|problem| problem.span);
                Err(self.problems)
            }
        }
    }

    /// The body of a function, and what it answers over all its ways.
    fn function_body(&mut self, node: &Node, expected: Option<&Type>) -> Lowered<N> {
        self.frame.expected = expected.cloned();
        let (body, found) = self.lower(node, Want::Value(expected));
        let (body, found) = self.settled((body, found));
        let mut result = found;
        for (returned, span) in std::mem::take(&mut self.frame.returns) {
            result = self.joined(result, returned, span);
        }
        if result == Static::Nothing {
            self.problem(body.span, ProblemKind::NoValue);
            result = Static::Unclear;
        }
        (body, result)
    }

    /// What two ways have in common; `span` is the second.
    fn joined(&mut self, one: Static, other: Static, span: Span) -> Static {
        match (one, other) {
            (Static::Unclear, _) | (_, Static::Unclear) => Static::Unclear,
            (Static::Never, known) | (known, Static::Never) => known,
            (one, other) if one == other => one,
            (Static::Nothing, _) => Static::Nothing,
            (one, other) => {
                let kind = match other {
                    Static::Nothing => ProblemKind::NoValue,
                    found => ProblemKind::TypeExpected { expected: vec![one], found },
                };
                self.problem(span, kind);
                Static::Unclear
            }
        }
    }
}
