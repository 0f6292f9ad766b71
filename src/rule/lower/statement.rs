//! Statements, blocks and loops.

use super::{Lowered, Lowering, Want};
use crate::rule::expr::{Branch, Expr, ExprKind};
use crate::rule::names::Names;
use crate::rule::problem::ProblemKind;
use crate::rule::syntax::{Node, NodeKind, Operator};
use crate::rule::types::{Static, Type};
use crate::source::{Span, Spanned};

impl<N: Names> Lowering<'_, N> {
    pub(super) fn statement(&mut self, node: &Node, want: Want<'_>) -> Lowered<N> {
        let span = node.span;
        let made = |kind, found| (Expr { span, kind }, found);
        match &node.kind {
            NodeKind::Block(nodes) => self.block(nodes, span, want),
            NodeKind::If { condition, then, otherwise } => {
                self.branch(condition, then, otherwise.as_deref(), span, want)
            }
            NodeKind::While(condition, body) => {
                let condition = condition
                    .as_ref()
                    .map(|condition| Box::new(self.typed(condition, &Type::Bool).0));
                self.frame.loops.push(false);
                let body = Box::new(self.scoped(body).0);
                let breaks = self.frame.loops.pop().unwrap_or(true);
                let ends = condition.is_some() || breaks;
                let found = if ends { Static::Nothing } else { Static::Never };
                made(ExprKind::While(condition, body), found)
            }
            NodeKind::For { name, list, body } => self.loop_over(name, list, body, span),
            NodeKind::Let(name, value) => {
                let (value, holds) = self.value(value, None);
                self.check_name_of_variable(name);
                let index = self.frame.declare(&name.value, holds, true);
                made(ExprKind::Set(index, Box::new(value)), Static::Nothing)
            }
            NodeKind::Assign(target, operator, value) => {
                self.assign(target, *operator, value, span)
            }
            NodeKind::Return(value) => {
                let Some(value) = value else {
                    return self.fail(span, ProblemKind::NoValue);
                };
                let expected = self.frame.expected.clone();
                let (tree, found) = self.value(value, expected.as_ref());
                self.frame.returns.push((found, value.span));
                made(ExprKind::Return(Box::new(tree)), Static::Never)
            }
            NodeKind::Break => {
                if let Some(breaks) = self.frame.loops.last_mut() {
                    *breaks = true;
                }
                made(ExprKind::Break, Static::Never)
            }
            NodeKind::Continue => made(ExprKind::Continue, Static::Never),
            _ => Self::unclear(span),
        }
    }

    /// A body whose variables end with it.
    fn scoped(&mut self, body: &Node) -> Lowered<N> {
        let entered = self.frame.enter();
        let lowered = self.lower(body, Want::Effect);
        self.frame.leave(entered);
        lowered
    }

    fn block(&mut self, nodes: &[Node], span: Span, want: Want<'_>) -> Lowered<N> {
        let entered = self.frame.enter();
        let mut trees = Vec::with_capacity(nodes.len());
        let mut found = Static::Nothing;
        for (at, node) in nodes.iter().enumerate() {
            let want = if at + 1 == nodes.len() { want } else { Want::Effect };
            let lowered = self.lower(node, want);
            let (tree, last) = self.settled(lowered);
            trees.push(tree);
            found = last;
        }
        self.frame.leave(entered);
        // What is unused was told where it stands.
        if matches!(want, Want::Effect) && found != Static::Never {
            found = Static::Nothing;
        }
        let kind = ExprKind::Block(trees.into_boxed_slice());
        (Expr { span, kind }, found)
    }

    fn branch(
        &mut self,
        condition: &Node,
        then: &Node,
        otherwise: Option<&Node>,
        span: Span,
        want: Want<'_>,
    ) -> Lowered<N> {
        let (condition, _) = self.typed(condition, &Type::Bool);
        let first = self.frame.next();
        let way = |lowering: &mut Self, node: &Node, want: Want<'_>| {
            let entered = lowering.frame.enter();
            let lowered = lowering.lower(node, want);
            let settled = lowering.settled(lowered);
            lowering.frame.leave(entered);
            settled
        };
        let (then_tree, then_found) = way(self, then, want);
        let wanted = match want {
            Want::Value(None) => Want::Value(then_found.value()),
            want => want,
        };
        let otherwise = otherwise.map(|node| (way(self, node, wanted), node.span));
        let mut found = match (&otherwise, want) {
            (Some(((_, other), place)), Want::Value(_)) => {
                if then_found == Static::Nothing && other.value().is_some() {
                    self.fail(then.span, ProblemKind::NoValue).1
                } else {
                    self.joined(then_found.clone(), other.clone(), *place)
                }
            }
            (Some(((_, Static::Never), _)), Want::Effect) if then_found == Static::Never => {
                Static::Never
            }
            _ => Static::Nothing,
        };
        if let Static::Row(_) = found {
            let kind = ProblemKind::ValueExpected(found);
            found = self.fail(span, kind).1;
        }
        let otherwise = otherwise.map(|((tree, _), _)| tree);
        let chooses = found.value().is_some()
            && then_tree.is_pure(first)
            && otherwise.as_ref().is_some_and(|tree| tree.is_pure(first));
        let branch = Branch { condition, then: then_tree, otherwise, chooses };
        (Expr { span, kind: ExprKind::If(Box::new(branch)) }, found)
    }

    fn loop_over(
        &mut self,
        name: &Spanned<String>,
        list: &Node,
        body: &Node,
        span: Span,
    ) -> Lowered<N> {
        let (tree, row) = self.rows(list);
        let holds = row.unwrap_or(Static::Unclear);
        let entered = self.frame.enter();
        self.check_name_of_variable(name);
        let index = self.frame.declare(&name.value, holds, false);
        self.frame.loops.push(false);
        let body = self.scoped(body).0;
        self.frame.loops.pop();
        self.frame.leave(entered);
        (Expr { span, kind: ExprKind::For(index, Box::new([tree, body])) }, Static::Nothing)
    }

    /// Refuses a variable that would hide a declared name.
    pub(super) fn check_name_of_variable(&mut self, name: &Spanned<String>) {
        if self.names.begins(&name.value) || self.names.resolve(&[&name.value]).is_some() {
            self.problem(name.span, ProblemKind::Shadows(name.value.clone()));
        }
    }

    fn assign(
        &mut self,
        target: &Node,
        operator: Option<Operator>,
        value: &Node,
        span: Span,
    ) -> Lowered<N> {
        let variable = match &target.kind {
            NodeKind::Path(path) => match path.as_slice() {
                [name] => self.frame.find(&name.value).filter(|variable| variable.is_let).cloned(),
                _ => None,
            },
            _ => None,
        };
        let hint = variable.as_ref().and_then(|variable| variable.holds.value().cloned());
        let given = self.value(value, hint.as_ref());
        let Some(variable) = variable else {
            let name = match &target.kind {
                NodeKind::Path(path) => {
                    path.iter().map(|part| part.value.as_str()).collect::<Vec<_>>().join(".")
                }
                NodeKind::Refused => return Self::unclear(span),
                _ => String::new(),
            };
            return self.fail(target.span, ProblemKind::NotAVariable(name));
        };
        let (tree, found) = match operator {
            None => given,
            Some(operator) => {
                let kind = ExprKind::Local(variable.index);
                let old = (Expr { span: target.span, kind }, variable.holds.clone());
                self.compute_in_place(operator, old, given, span)
            }
        };
        let unclear = found.is_unclear() || variable.holds.is_unclear();
        if !unclear && found != variable.holds {
            let kind = ProblemKind::TypeExpected { expected: vec![variable.holds], found };
            return self.fail(value.span, kind);
        }
        (Expr { span, kind: ExprKind::Set(variable.index, Box::new(tree)) }, Static::Nothing)
    }
}
