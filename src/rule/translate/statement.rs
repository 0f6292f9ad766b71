//! Statements and blocks.

use rhai::{ASTFlags, Expr, FlowControl, Ident, Position, Stmt, StmtBlock};

use super::{RhaiFunction, Translator};
use crate::rule::problem::Construct;
use crate::rule::syntax::{Node, NodeKind, Operator};
use crate::source::Span;

impl Translator<'_, '_> {
    /// The body of a function.
    pub(in crate::rule) fn body(&mut self, function: &RhaiFunction<'_>) -> Node {
        let start = self.places.byte(function.from);
        let span = self.places.span(start, self.places.end_of_brackets(start));
        self.sequence(&function.statements, span)
    }

    /// Statements one after the other.
    pub(in crate::rule) fn sequence(&mut self, statements: &[Stmt], span: Span) -> Node {
        let mut nodes: Vec<Node> = statements
            .iter()
            .filter(|statement| !matches!(statement, Stmt::Noop(_)))
            .map(|statement| self.statement(statement))
            .collect();
        // A single expression is no block: explanations show it, not its brackets.
        match nodes.pop() {
            Some(only) if nodes.is_empty() && !is_declaration(&only) => only,
            Some(last) => {
                nodes.push(last);
                Node { span, kind: NodeKind::Block(nodes) }
            }
            None => Node { span, kind: NodeKind::Block(nodes) },
        }
    }

    fn block(&mut self, block: &StmtBlock) -> Node {
        let span = self.bracketed(block.position());
        self.sequence(block.statements(), span)
    }

    /// A block where an expression may stand; rhai wraps `if` and loops in one without brackets.
    pub(super) fn inner_block(&mut self, block: &StmtBlock) -> Node {
        match block.statements() {
            [only] if block.end_position().is_none() => self.statement(only),
            _ => self.block(block),
        }
    }

    /// A statement.
    pub(in crate::rule) fn statement(&mut self, statement: &Stmt) -> Node {
        match statement {
            Stmt::Noop(at) => {
                let span = self.places.token_span(*at);
                Node { span, kind: NodeKind::Block(Vec::new()) }
            }
            Stmt::Expr(expression) => self.expression(expression),
            Stmt::FnCall(call, at) => self.call(call, *at),
            Stmt::Block(block) => self.block(block),
            Stmt::If(flow, at) => self.branch(flow, *at),
            Stmt::While(flow, at) => {
                let condition = match &flow.expr {
                    Expr::Unit(at) if at.is_none() => None,
                    condition => Some(Box::new(self.expression(condition))),
                };
                let body = self.block(&flow.body);
                let span = self.from(*at, body.span);
                Node { span, kind: NodeKind::While(condition, Box::new(body)) }
            }
            Stmt::For(parts, at) => self.loop_over(&parts.0, parts.1.as_ref(), &parts.2, *at),
            Stmt::Var(parts, _, at) => {
                let name = self.name(parts.0.as_str(), parts.0.pos);
                if matches!(&parts.1, Expr::Unit(at) if at.is_none()) {
                    let span = self.from(*at, name.span);
                    return self.forbidden(span, Construct::EmptyLet);
                }
                let value = self.expression(&parts.1);
                let span = self.from(*at, value.span);
                Node { span, kind: NodeKind::Let(name, Box::new(value)) }
            }
            Stmt::Assignment(parts) => {
                let (assignment, sides) = &**parts;
                let target = self.expression(&sides.lhs);
                let value = self.expression(&sides.rhs);
                let span = self.places.cover(target.span, value.span);
                let operator = match assignment.get_op_assignment_info() {
                    None => None,
                    Some((.., text)) => match Operator::parse(text) {
                        Some(operator) => Some(operator),
                        None => {
                            return self.forbidden(span, Construct::Operator(format!("{text}=")));
                        }
                    },
                };
                let kind = NodeKind::Assign(Box::new(target), operator, Box::new(value));
                Node { span, kind }
            }
            Stmt::Return(value, flags, at) => {
                let value = value.as_ref().map(|value| Box::new(self.expression(value)));
                let span =
                    self.from(*at, value.as_ref().map_or(self.places.token_span(*at), |v| v.span));
                if flags.contains(ASTFlags::BREAK) {
                    return self.forbidden(span, Construct::Throw);
                }
                Node { span, kind: NodeKind::Return(value) }
            }
            Stmt::BreakLoop(value, flags, at) => {
                let span = self.places.token_span(*at);
                match (value, flags.contains(ASTFlags::BREAK)) {
                    (Some(_), _) => self.forbidden(span, Construct::BreakValue),
                    (None, true) => Node { span, kind: NodeKind::Break },
                    (None, false) => Node { span, kind: NodeKind::Continue },
                }
            }
            Stmt::TryCatch(_, at) => self.refuse(*at, Construct::Try),
            Stmt::Switch(_, at) => self.refuse(*at, Construct::Switch),
            Stmt::Do(_, _, at) => self.refuse(*at, Construct::Do),
            other => self.refuse(other.position(), Construct::Other),
        }
    }

    fn refuse(&mut self, at: Position, construct: Construct) -> Node {
        let span = self.places.token_span(at);
        self.forbidden(span, construct)
    }

    fn from(&self, at: Position, end: Span) -> Span {
        self.places.cover(self.places.token_span(at), end)
    }

    fn branch(&mut self, flow: &FlowControl, at: Position) -> Node {
        let condition = Box::new(self.expression(&flow.expr));
        let then = Box::new(self.block(&flow.body));
        let mut span = self.from(at, self.bracketed(flow.body.position()));
        let otherwise = match flow.branch.statements() {
            // Without `else`, rhai leaves a block at no place.
            [] if flow.branch.position().is_none() => None,
            // `else if` is a block without brackets of its own.
            [chained @ Stmt::If(_, place)] if *place == flow.branch.position() => {
                Some(self.statement(chained))
            }
            _ => {
                span = self.places.cover(span, self.bracketed(flow.branch.position()));
                Some(self.block(&flow.branch))
            }
        };
        if let Some(node) = &otherwise {
            span = self.places.cover(span, node.span);
        }
        let otherwise = otherwise.map(Box::new);
        Node { span, kind: NodeKind::If { condition, then, otherwise } }
    }

    fn loop_over(
        &mut self,
        name: &Ident,
        counter: Option<&Ident>,
        flow: &FlowControl,
        at: Position,
    ) -> Node {
        let name = self.name(name.as_str(), name.pos);
        let list = Box::new(self.expression(&flow.expr));
        let body = Box::new(self.block(&flow.body));
        let span = self.from(at, body.span);
        if let Some(counter) = counter {
            let span = self.places.token_span(counter.pos);
            self.forbidden(span, Construct::LoopCounter);
        }
        Node { span, kind: NodeKind::For { name, list, body } }
    }
}

/// Whether a node means something only to what follows it in its block.
const fn is_declaration(node: &Node) -> bool {
    matches!(node.kind, NodeKind::Let(..))
}
