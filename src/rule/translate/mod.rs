//! rhai's tree to ours. The only folder that knows rhai's tree, which may change with any release;
//! what rules may not use is told here, all of it and not only the first.

mod expression;
mod statement;

use rhai::{AST, ASTNode, Position, Stmt};

use super::place::Places;
use super::problem::{Construct, Problem, ProblemKind};
use super::syntax::{Node, NodeKind};
use crate::source::{Span, Spanned};

/// A function of rhai's tree.
pub(super) struct RhaiFunction<'a> {
    pub(super) name: &'a str,
    pub(super) parameters: Vec<&'a str>,
    /// Whether it is declared for values of one type.
    pub(super) is_typed: bool,
    /// Where its body begins.
    pub(super) from: Position,
    pub(super) statements: Vec<Stmt>,
}

/// The functions of a tree in the order in which they stand; rhai's own is that of its hashes.
pub(super) fn functions_of(tree: &AST) -> Vec<RhaiFunction<'_>> {
    // rhai does not name the type of a body, so its statements are reached by the walk over all:
    // those that lie in nothing else are the tree's own, then those of the functions.
    let mut roots: Vec<Stmt> = Vec::new();
    tree.walk(&mut |path: &[ASTNode<'_>]| {
        if let [ASTNode::Stmt(statement)] = path {
            roots.push((*statement).clone());
        }
        true
    });
    let mut functions: Vec<RhaiFunction<'_>> = tree
        .iter_fn_def()
        .map(|function| RhaiFunction {
            name: function.name.as_str(),
            parameters: function.params.iter().map(rhai::ImmutableString::as_str).collect(),
            is_typed: function.this_type.is_some(),
            from: function.body.start_position(),
            statements: Vec::new(),
        })
        .collect();
    functions.sort_by_key(|function| function.from);
    for statement in roots.into_iter().skip(tree.statements().len()) {
        let at = statement.position();
        let following = functions.partition_point(|function| function.from <= at);
        if let Some(index) = following.checked_sub(1)
            && let Some(function) = functions.get_mut(index)
        {
            function.statements.push(statement);
        }
    }
    functions
}

/// Translates one text.
pub(super) struct Translator<'p, 't> {
    places: &'p Places<'t>,
    problems: Vec<Problem>,
}

impl<'p, 't> Translator<'p, 't> {
    /// For the text of these places.
    pub(super) const fn new(places: &'p Places<'t>) -> Self {
        Self { places, problems: Vec::new() }
    }
    /// All problems, in the order in which they were met.
    pub(super) fn finish(self) -> Vec<Problem> {
        self.problems
    }
    /// Keeps a problem.
    pub(super) fn problem(&mut self, span: Span, kind: ProblemKind) {
        self.problems.push(Problem { span, kind });
    }
    fn forbidden(&mut self, span: Span, construct: Construct) -> Node {
        self.problem(span, ProblemKind::Forbidden(construct));
        Node { span, kind: NodeKind::Refused }
    }
    fn name(&self, name: &str, at: Position) -> Spanned<String> {
        Spanned::new(name.to_owned(), self.places.token_span(at))
    }
    /// From the token at the position to the end of its brackets.
    fn bracketed(&self, at: Position) -> Span {
        let (start, _) = self.places.token(at);
        self.places.span(start, self.places.end_of_brackets(start))
    }
    fn cover_all(&self, first: Span, nodes: &[Node]) -> Span {
        nodes.iter().fold(first, |span, node| self.places.cover(span, node.span))
    }
}
