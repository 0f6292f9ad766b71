//! Calls: of functions of the bundle, once for each list of types, and of queries.

use super::{DEEPEST, Instance, Lowered, Lowering, Want};
use crate::diagnostic::near;
use crate::rule::builtin;
use crate::rule::expr::{Expr, ExprKind, Function};
use crate::rule::library::Definition;
use crate::rule::names::{Names, QueryPart};
use crate::rule::problem::ProblemKind;
use crate::rule::syntax::{Node, NodeKind};
use crate::rule::types::{Static, Type};
use crate::source::{Span, Spanned};

impl<N: Names> Lowering<'_, N> {
    pub(super) fn call(
        &mut self,
        name: &Spanned<String>,
        arguments: &[Node],
        is_method: bool,
        span: Span,
    ) -> Lowered<N> {
        if let Some(native) = builtin::native(&name.value) {
            return self.native(native, name, arguments, span);
        }
        let library = self.library;
        let queries = self.names.query_names();
        let definition = library.get(&name.value);
        if is_method && (definition.is_some() || queries.contains(&name.value.as_str())) {
            return self.fail(name.span, ProblemKind::NoMethod(name.value.clone()));
        }
        if let Some(definition) = definition {
            self.check_name(&definition.name);
            return self.call_function(definition, arguments, span);
        }
        if queries.contains(&name.value.as_str()) {
            return self.query(name, arguments, span);
        }
        for argument in arguments {
            if !matches!(argument.kind, NodeKind::Map(_) | NodeKind::List(_)) {
                self.lower(argument, Want::Value(None));
            }
        }
        let mut known: Vec<String> = builtin::native_names().map(str::to_owned).collect();
        known.extend(library.names().cloned());
        known.extend(queries.iter().map(|&query| query.to_owned()));
        let near = near(&name.value, &known);
        let kind = ProblemKind::UnknownFunction { name: name.value.clone(), nearest: near };
        self.fail(name.span, kind)
    }

    /// Refuses a function whose name a query has.
    pub(super) fn check_name(&mut self, name: &Spanned<String>) {
        if self.names.query_names().contains(&name.value.as_str()) {
            self.problem(name.span, ProblemKind::ReservedName(name.value.clone()));
        }
    }

    fn call_function(
        &mut self,
        definition: &Definition,
        arguments: &[Node],
        span: Span,
    ) -> Lowered<N> {
        let mut trees = Vec::with_capacity(arguments.len());
        let mut types = Vec::with_capacity(arguments.len());
        for argument in arguments {
            let lowered = self.lower(argument, Want::Value(None));
            let (tree, found) = self.settled(lowered);
            let found = match found {
                Static::Nothing | Static::Never => self.fail(argument.span, ProblemKind::NoValue).1,
                found => found,
            };
            trees.push(tree);
            types.push(found);
        }
        if definition.parameters.len() != arguments.len() {
            let kind = ProblemKind::ArgumentCount {
                name: definition.name.value.clone(),
                expected: vec![definition.parameters.len()],
                found: arguments.len(),
            };
            return self.fail(span, kind);
        }
        if types.contains(&Static::Unclear) {
            return Self::unclear(span);
        }
        let Some((index, result)) = self.instance(definition, types, span) else {
            return Self::unclear(span);
        };
        (Expr { span, kind: ExprKind::Call(index, trees.into_boxed_slice()) }, result)
    }

    /// The function for these types, lowered where it was not yet; nothing where it calls itself.
    pub(super) fn instance(
        &mut self,
        definition: &Definition,
        arguments: Vec<Static>,
        span: Span,
    ) -> Option<(usize, Static)> {
        let name = &definition.name.value;
        if let Some(first) = self.calling.iter().position(|calling| calling == name) {
            let mut circle = self.calling.get(first..).unwrap_or(&[]).to_vec();
            circle.push(name.clone());
            self.problem(span, ProblemKind::Recursion(circle));
            return None;
        }
        let known = self
            .instances
            .iter()
            .find(|instance| instance.name == *name && instance.arguments == arguments);
        if let Some(instance) = known {
            return Some((instance.index, instance.result.clone()));
        }
        self.calling.push(name.clone());
        let outer = std::mem::take(&mut self.frame);
        for (parameter, holds) in definition.parameters.iter().zip(&arguments) {
            self.check_name_of_variable(parameter);
            self.frame.declare(&parameter.value, holds.clone(), false);
        }
        let (body, result) = self.function_body(&definition.body, None);
        let inner = std::mem::replace(&mut self.frame, outer);
        self.calling.pop();
        let result = match result {
            Static::Row(_) => {
                let kind = ProblemKind::ValueExpected(result);
                self.fail(body.span, kind).1
            }
            result => result,
        };
        let depth = body.depth(&self.depths);
        if depth > DEEPEST {
            self.problem(definition.name.span, ProblemKind::TooDeep);
        }
        let index = self.functions.len();
        self.depths.push(depth);
        self.functions.push(Function {
            name: definition.name.clone(),
            parameters: definition.parameters.len(),
            locals: inner.size(),
            body,
        });
        let instance = Instance { name: name.clone(), arguments, index, result: result.clone() };
        self.instances.push(instance);
        Some((index, result))
    }

    /// A query: literal texts, then at most one map of columns.
    fn query(&mut self, name: &Spanned<String>, arguments: &[Node], span: Span) -> Lowered<N> {
        let (map, texts) = match arguments.split_last() {
            Some((Node { kind: NodeKind::Map(columns), .. }, texts)) => (columns.as_slice(), texts),
            _ => (&[][..], arguments),
        };
        let mut literals = Vec::with_capacity(texts.len());
        for text in texts {
            match &text.kind {
                NodeKind::Text(literal) => literals.push(Spanned::new(literal.clone(), text.span)),
                NodeKind::Refused => return Self::unclear(span),
                _ => return self.fail(text.span, ProblemKind::TextExpected),
            }
        }
        let columns: Vec<Spanned<String>> = map.iter().map(|(name, _)| name.clone()).collect();
        let compiled = match self.names.query(&name.value, &literals, &columns) {
            Ok(compiled) => compiled,
            Err(problem) => {
                let place = match problem.part {
                    QueryPart::Whole => None,
                    QueryPart::Text(at) => literals.get(at),
                    QueryPart::Column(at) => columns.get(at),
                };
                let near = place.map_or(Vec::new(), |part| near(&part.value, &problem.known));
                let kind = ProblemKind::Query {
                    name: name.value.clone(),
                    part: problem.part,
                    given: place.unwrap_or(name).value.as_str().into(),
                    texts: problem.texts,
                    nearest: near,
                    known: problem.known,
                };
                return self.fail(place.map_or(span, |part| part.span), kind);
            }
        };
        let mut clear = true;
        let mut trees = Vec::with_capacity(map.len());
        for ((_, value), expected) in map.iter().zip(&compiled.columns) {
            let (tree, fits) = self.typed(value, expected);
            clear &= fits;
            trees.push(tree);
        }
        if !self.queries.iter().any(|(known, _)| *known == compiled.query) {
            self.queries.push((compiled.query.clone(), span));
        }
        let kind = ExprKind::Query(compiled.query, trees.into_boxed_slice());
        (Expr { span, kind }, Self::if_clear(clear, compiled.result))
    }

    /// A predicate named by a literal text, for the rows of a list.
    pub(super) fn predicate(&mut self, node: &Node, row: Static) -> Option<usize> {
        let NodeKind::Text(name) = &node.kind else {
            self.problem(node.span, ProblemKind::TextExpected);
            return None;
        };
        let library = self.library;
        let Some(definition) = library.get(name) else {
            let known: Vec<String> = library.names().cloned().collect();
            let near = near(name, &known);
            let kind = ProblemKind::UnknownFunction { name: name.clone(), nearest: near };
            self.problem(node.span, kind);
            return None;
        };
        self.check_name(&definition.name);
        if definition.parameters.len() != 1 {
            let found = definition.parameters.len();
            let kind = ProblemKind::PredicateParameters { name: name.clone(), found };
            self.problem(node.span, kind);
            return None;
        }
        let (index, found) = self.instance(definition, vec![row], node.span)?;
        match found {
            Static::Value(Type::Bool) => Some(index),
            Static::Unclear => None,
            // It never answers; the budget ends it.
            Static::Never => Some(index),
            found => {
                let kind = ProblemKind::TypeExpected { expected: vec![Static::BOOL], found };
                self.problem(node.span, kind);
                None
            }
        }
    }
}
