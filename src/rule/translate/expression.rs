//! Expressions.

use rhai::{ASTFlags, Expr, FnCallExpr, Position};

use super::Translator;
use crate::rule::builtin;
use crate::rule::problem::Construct;
use crate::rule::syntax::{Node, NodeKind, Operator};
use crate::source::Span;

/// A link of a dotted chain.
enum Link<'e> {
    Root(&'e Expr),
    Part(&'e str, Position),
    Method(&'e FnCallExpr, Position),
}

impl Translator<'_, '_> {
    /// An expression.
    pub(super) fn expression(&mut self, expression: &Expr) -> Node {
        match expression {
            Expr::BoolConstant(value, at) => self.literal(NodeKind::Bool(*value), *at),
            Expr::IntegerConstant(value, at) => self.literal(NodeKind::Integer(*value), *at),
            Expr::StringConstant(text, at) => self.literal(NodeKind::Text(text.to_string()), *at),
            Expr::FloatConstant(_, at) => self.fraction(*at),
            Expr::DynamicConstant(_, at) => self.fraction(*at),
            Expr::CharConstant(_, at) => self.forbidden_at(*at, Construct::Character),
            Expr::InterpolatedString(_, at) => self.forbidden_at(*at, Construct::InterpolatedText),
            Expr::Unit(at) => {
                let span = self.bracketed(*at);
                self.forbidden(span, Construct::Unit)
            }
            Expr::ThisPtr(at) => self.forbidden_at(*at, Construct::This),
            Expr::Array(items, at) => {
                let span = self.bracketed(*at);
                let items = items.iter().map(|item| self.expression(item)).collect();
                Node { span, kind: NodeKind::List(items) }
            }
            Expr::Map(map, at) => {
                let (start, end) = self.places.token(*at);
                let span = self.places.span(start, self.places.end_of_brackets(end));
                let columns = map
                    .0
                    .iter()
                    .map(|(key, value)| (self.name(key.as_str(), key.pos), self.expression(value)))
                    .collect();
                Node { span, kind: NodeKind::Map(columns) }
            }
            Expr::Variable(variable, _, at) => {
                let name = self.name(&variable.1, *at);
                Node { span: name.span, kind: NodeKind::Path(vec![name]) }
            }
            Expr::And(items, at) => self.junction(items, *at, NodeKind::And),
            Expr::Or(items, at) => self.junction(items, *at, NodeKind::Or),
            Expr::Coalesce(items, at) => {
                let nodes: Vec<Node> = items.iter().map(|item| self.expression(item)).collect();
                let span = self.cover_all(self.places.token_span(*at), &nodes);
                self.forbidden(span, Construct::Coalesce)
            }
            Expr::FnCall(call, at) => self.call(call, *at),
            Expr::Dot(..) => self.chain(expression),
            Expr::Index(pair, _, at) => {
                let span = self.expression(&pair.lhs).span;
                let span = self.places.cover(span, self.places.token_span(*at));
                self.forbidden(span, Construct::Index)
            }
            Expr::Stmt(block) => self.inner_block(block),
            other => self.forbidden_at(other.start_position(), Construct::Other),
        }
    }

    fn forbidden_at(&mut self, at: Position, construct: Construct) -> Node {
        let span = self.places.token_span(at);
        self.forbidden(span, construct)
    }

    fn literal(&self, kind: NodeKind, at: Position) -> Node {
        let (start, end) = self.places.token(at);
        let is_sign = matches!(self.places.text().get(start..end), Some("-" | "+"));
        let end = if is_sign { self.places.end_of_number(start) } else { end };
        Node { span: self.places.span(start, end), kind }
    }

    fn fraction(&mut self, at: Position) -> Node {
        let start = self.places.byte(at);
        let end = self.places.end_of_number(start);
        let text = self.places.text().get(start..end).unwrap_or("");
        let is_whole = text
            .chars()
            .all(|character| character.is_ascii_digit() || character == '_' || character == '-');
        let construct = if is_whole { Construct::IntegerTooLarge } else { Construct::Float };
        let span = self.places.span(start, end);
        self.forbidden(span, construct)
    }

    fn junction(&mut self, items: &[Expr], at: Position, kind: fn(Vec<Node>) -> NodeKind) -> Node {
        let nodes: Vec<Node> = items.iter().map(|item| self.expression(item)).collect();
        let span = self.cover_all(self.places.token_span(at), &nodes);
        Node { span, kind: kind(nodes) }
    }

    /// A call or an operator.
    pub(super) fn call(&mut self, call: &FnCallExpr, at: Position) -> Node {
        let (start, end) = self.places.token(at);
        let word = self.places.text().get(start..end).unwrap_or("");
        // `in` and `!in` become calls of `contains`, which can also be written as one.
        let is_membership = call.name == "contains" && word != "contains";
        if call.op_token.is_none() && !is_membership {
            return self.named_call(call, at);
        }
        let mut arguments: Vec<Node> = call.args.iter().map(|item| self.expression(item)).collect();
        let span = self.cover_all(self.places.token_span(at), &arguments);
        if is_membership {
            arguments.reverse(); // rhai puts the list first
            return match <[Node; 2]>::try_from(arguments) {
                Ok(pair) => Node { span, kind: NodeKind::In(Box::new(pair)) },
                Err(_) => self.forbidden(span, Construct::Other),
            };
        }
        let name = call.name.as_str();
        match (<[Node; 2]>::try_from(arguments), Operator::parse(name)) {
            (Ok(pair), Some(operator)) => {
                Node { span, kind: NodeKind::Binary(operator, Box::new(pair)) }
            }
            (Ok(_), None) => {
                let construct = match name {
                    ".." | "..=" => Construct::Range,
                    _ => Construct::Operator(name.to_owned()),
                };
                self.forbidden(span, construct)
            }
            (Err(mut arguments), _) => match (name, arguments.pop()) {
                ("!", Some(operand)) => Node { span, kind: NodeKind::Not(Box::new(operand)) },
                ("-", Some(operand)) => Node { span, kind: NodeKind::Negate(Box::new(operand)) },
                _ => self.forbidden(span, Construct::Operator(name.to_owned())),
            },
        }
    }

    fn named_call(&mut self, call: &FnCallExpr, at: Position) -> Node {
        let name = self.name(&call.name, at);
        let arguments: Vec<Node> = call.args.iter().map(|item| self.expression(item)).collect();
        let span = self.places.cover(name.span, self.brackets_after(at));
        if call.capture_parent_scope {
            return self.forbidden(span, Construct::CallInScope);
        }
        if builtin::is_forbidden(&name.value) {
            return self.forbidden(span, Construct::Function(name.value));
        }
        Node { span, kind: NodeKind::Call { name, arguments, method: false } }
    }

    /// The brackets that follow the name at a position.
    fn brackets_after(&self, at: Position) -> Span {
        let (_, end) = self.places.token(at);
        self.places.span(end, self.places.end_of_next_brackets(end))
    }

    /// A dotted chain. rhai nests it to the right: `a.(b.c)`.
    fn chain(&mut self, expression: &Expr) -> Node {
        let mut links = Vec::new();
        let mut refused = None;
        collect_links(expression, &mut links, &mut refused);
        let mut links = links.into_iter();
        let mut node = match links.next() {
            Some(Link::Root(root)) => self.expression(root),
            _ => return self.forbidden_at(expression.start_position(), Construct::Other),
        };
        for link in links {
            node = match link {
                Link::Part(name, at) => {
                    let name = self.name(name, at);
                    let span = self.places.cover(node.span, name.span);
                    match node.kind {
                        NodeKind::Path(mut path) => {
                            path.push(name);
                            Node { span, kind: NodeKind::Path(path) }
                        }
                        kind => {
                            let of = Node { span: node.span, kind };
                            Node { span, kind: NodeKind::Part(Box::new(of), name) }
                        }
                    }
                }
                Link::Method(call, at) => {
                    let name = self.name(&call.name, at);
                    let rest = call.args.iter().map(|item| self.expression(item));
                    let arguments: Vec<Node> = std::iter::once(node.clone()).chain(rest).collect();
                    let span = self.places.cover(node.span, name.span);
                    let span = self.places.cover(span, self.brackets_after(at));
                    if builtin::is_forbidden(&name.value) {
                        self.forbidden(span, Construct::Function(name.value))
                    } else {
                        Node { span, kind: NodeKind::Call { name, arguments, method: true } }
                    }
                }
                Link::Root(_) => self.forbidden(node.span, Construct::Other),
            };
        }
        match refused {
            Some(construct) => self.forbidden(node.span, construct),
            None => node,
        }
    }
}

fn collect_links<'e>(
    expression: &'e Expr,
    links: &mut Vec<Link<'e>>,
    refused: &mut Option<Construct>,
) {
    match expression {
        Expr::Dot(pair, flags, _) => {
            if flags.contains(ASTFlags::NEGATED) {
                *refused = Some(Construct::SafeAccess);
            }
            collect_links(&pair.lhs, links, refused);
            collect_links(&pair.rhs, links, refused);
        }
        Expr::Index(pair, _, _) if !links.is_empty() => {
            *refused = Some(Construct::Index);
            collect_links(&pair.lhs, links, refused);
        }
        Expr::Property(name, at) => links.push(Link::Part(name.2.as_str(), *at)),
        Expr::MethodCall(call, at) => links.push(Link::Method(call, *at)),
        root => links.push(Link::Root(root)),
    }
}
