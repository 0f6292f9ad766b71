//! Expressions: literals, names, Kleene's operators, membership.

use super::{DEEPEST, Lowered, Lowering, Tree, Want};
use crate::calendar::Unit;
use crate::diagnostic::near;
use crate::rule::expr::{Builtin, Expr, ExprKind};
use crate::rule::names::Names;
use crate::rule::problem::{Construct, ProblemKind};
use crate::rule::syntax::{Node, NodeKind};
use crate::rule::types::{ChoiceId, Static, Type};
use crate::rule::value::Value;
use crate::source::{Span, Spanned};

type Kind<N> = ExprKind<<N as Names>::Slot, <N as Names>::Query>;

impl<N: Names> Lowering<'_, N> {
    /// An expression or a statement.
    pub(super) fn lower(&mut self, node: &Node, want: Want<'_>) -> Lowered<N> {
        self.nesting += 1;
        let (tree, found) = if self.nesting > DEEPEST {
            self.fail(node.span, ProblemKind::TooDeep)
        } else {
            self.lower_kind(node, want)
        };
        self.nesting -= 1;
        let is_idle = matches!(found, Static::Value(_) | Static::Row(_) | Static::Elapsed(_));
        if is_idle && matches!(want, Want::Effect) {
            self.problem(node.span, ProblemKind::UnusedValue);
        }
        (tree, found)
    }

    fn lower_kind(&mut self, node: &Node, want: Want<'_>) -> Lowered<N> {
        let span = node.span;
        let made = |kind| Expr { span, kind };
        let hint = match want {
            Want::Effect => None,
            Want::Value(hint) => hint,
        };
        match &node.kind {
            NodeKind::Bool(value) => (made(ExprKind::Constant(Value::Bool(*value))), Static::BOOL),
            NodeKind::Integer(value) => {
                (made(ExprKind::Constant(Value::Count(*value))), Static::COUNT)
            }
            NodeKind::Text(text) => self.text(text, span, hint),
            NodeKind::List(_) => self.fail(span, ProblemKind::Forbidden(Construct::List)),
            NodeKind::Map(_) => self.fail(span, ProblemKind::Forbidden(Construct::Map)),
            NodeKind::Path(path) => self.path(path, span),
            NodeKind::Part(of, name) => {
                let of = self.lower(of, Want::Value(None));
                self.part(of, name, span)
            }
            NodeKind::Call { name, arguments, method } => self.call(name, arguments, *method, span),
            NodeKind::Not(operand) => {
                let (operand, clear) = self.typed(operand, &Type::Bool);
                (made(ExprKind::Not(Box::new(operand))), Self::if_clear(clear, Type::Bool))
            }
            NodeKind::And(items) => self.junction(items, span, ExprKind::And),
            NodeKind::Or(items) => self.junction(items, span, ExprKind::Or),
            NodeKind::Negate(operand) => self.negate(operand, span),
            NodeKind::Binary(operator, pair) => self.binary(*operator, pair, span),
            NodeKind::In(pair) => self.membership(&pair[0], &pair[1], span),
            NodeKind::Block(_)
            | NodeKind::If { .. }
            | NodeKind::While(..)
            | NodeKind::For { .. }
            | NodeKind::Let(..)
            | NodeKind::Assign(..)
            | NodeKind::Return(_)
            | NodeKind::Break
            | NodeKind::Continue => self.statement(node, want),
            NodeKind::Refused => Self::unclear(span),
        }
    }

    /// The type, where nothing was unclear.
    pub(super) fn if_clear(clear: bool, ty: Type) -> Static {
        if clear { Static::Value(ty) } else { Static::Unclear }
    }

    /// An expression that has to give a value.
    pub(super) fn value(&mut self, node: &Node, hint: Option<&Type>) -> Lowered<N> {
        let lowered = self.lower(node, Want::Value(hint));
        let (tree, found) = self.settled(lowered);
        match found {
            Static::Nothing | Static::Never => self.fail(node.span, ProblemKind::NoValue),
            Static::Row(_) => self.fail(node.span, ProblemKind::ValueExpected(found)),
            Static::Value(_) | Static::Elapsed(_) | Static::Unclear => (tree, found),
        }
    }

    /// Refuses elapsed time, which is a value only where it is compared or counted.
    pub(super) fn settled(&mut self, (tree, found): Lowered<N>) -> Lowered<N> {
        match found {
            Static::Elapsed(_) => self.fail(tree.span, ProblemKind::ElapsedMustBeCompared),
            found => (tree, found),
        }
    }

    /// An expression that has to give a value of this type; whether it is clear that it does.
    pub(super) fn typed(&mut self, node: &Node, expected: &Type) -> (Tree<N>, bool) {
        let (tree, found) = self.value(node, Some(expected));
        let fits = found.value() == Some(expected);
        if !fits && !found.is_unclear() {
            let expected = vec![Static::Value(expected.clone())];
            self.problem(node.span, ProblemKind::TypeExpected { expected, found });
        }
        (tree, fits)
    }

    fn text(&mut self, text: &str, span: Span, hint: Option<&Type>) -> Lowered<N> {
        if let Some(Type::Choice(choice)) = hint {
            return match self.choice(*choice, text, span) {
                Some(value) => {
                    let tree = Expr { span, kind: ExprKind::Constant(value) };
                    (tree, Static::Value(Type::Choice(*choice)))
                }
                None => Self::unclear(span),
            };
        }
        let value = self.pool.text_value(text);
        (Expr { span, kind: ExprKind::Constant(value) }, Static::Value(Type::Text))
    }

    /// The value that a literal text names.
    pub(super) fn choice(&mut self, choice: ChoiceId, name: &str, span: Span) -> Option<Value> {
        let value = self.names.choice_value(choice, name);
        if value.is_none() {
            let known = self.names.choice_names(choice);
            let nearest = near(name, &known);
            let name = name.to_owned();
            self.problem(span, ProblemKind::UnknownChoice { name, nearest, known });
        }
        value
    }

    fn path(&mut self, path: &[Spanned<String>], span: Span) -> Lowered<N> {
        if let Some((first, rest)) = path.split_first()
            && let Some(variable) = self.frame.find(&first.value).cloned()
        {
            let row = match variable.holds {
                Static::Row(record) => Some(record),
                _ => None,
            };
            let (mut lowered, rest) = match (row, rest.split_first()) {
                (Some(record), Some((name, rest))) => {
                    let columns = self.names.record(record);
                    let found = columns.iter().position(|(column, _)| *column == name.value);
                    let column = found.and_then(|at| columns.get(at).map(|(_, ty)| (at, ty)));
                    let Some((at, ty)) = column else {
                        let known = columns.iter().map(|(column, _)| column.clone()).collect();
                        return self.no_part(variable.holds, name, known);
                    };
                    let column = u16::try_from(at).unwrap_or(u16::MAX);
                    let holds = Static::Value(ty.clone());
                    let kind = ExprKind::Column(variable.index, column);
                    ((Expr { span, kind }, holds), rest)
                }
                (Some(_), None) => {
                    let kind = ExprKind::Row(variable.index);
                    ((Expr { span, kind }, variable.holds), rest)
                }
                (None, _) => {
                    let kind = ExprKind::Local(variable.index);
                    ((Expr { span, kind }, variable.holds), rest)
                }
            };
            for name in rest {
                lowered = self.part(lowered, name, span);
            }
            return lowered;
        }
        let words: Vec<&str> = path.iter().map(|part| part.value.as_str()).collect();
        if let Some(lowered) = self.read(&words, span) {
            return lowered;
        }
        if let (Some((_, before)), Some(last)) = (words.split_last(), path.last())
            && let Some(lowered) = self.read(before, span)
        {
            return self.part(lowered, last, span);
        }
        self.unknown_path(path, &words, span)
    }

    fn read(&mut self, words: &[&str], span: Span) -> Option<Lowered<N>> {
        let (slot, ty) = self.names.resolve(words)?;
        self.note_read(&slot, span);
        let found = Static::Value(ty);
        if matches!(found, Static::Value(Type::Table { .. })) {
            return Some(self.fail(span, ProblemKind::ValueExpected(found)));
        }
        Some((Expr { span, kind: ExprKind::Read(slot) }, found))
    }

    pub(super) fn note_read(&mut self, slot: &N::Slot, span: Span) {
        if !self.reads.iter().any(|(known, _)| known == slot) {
            self.reads.push((slot.clone(), span));
        }
    }

    pub(super) fn unknown_path(
        &mut self,
        path: &[Spanned<String>],
        words: &[&str],
        span: Span,
    ) -> Lowered<N> {
        let mut known = Vec::new();
        let mut at = 0;
        while at < words.len() {
            known = self.names.known(words.get(..at).unwrap_or(&[]));
            if at == 0 {
                known.extend(self.frame.names().cloned());
            }
            if !words.get(at).is_some_and(|word| known.iter().any(|name| name == word)) {
                break;
            }
            at += 1;
        }
        if at == words.len() {
            known = self.names.known(words);
        }
        let (span, near) = match path.get(at) {
            Some(part) => (part.span, near(&part.value, &known)),
            None => (span, Vec::new()),
        };
        let path = words.iter().map(|&word| word.to_owned()).collect();
        self.fail(span, ProblemKind::UnknownName { path, at, nearest: near, known })
    }

    /// A part of a value: the number of units of a period.
    fn part(&mut self, of: Lowered<N>, name: &Spanned<String>, span: Span) -> Lowered<N> {
        let (tree, holds) = of;
        let made = |kind| (Expr { span, kind }, Static::COUNT);
        let builtin = |which| made(ExprKind::Builtin(which, Box::new([tree.clone()])));
        match (&holds, name.value.as_str()) {
            (Static::Unclear, _) => Self::unclear(span),
            (Static::Elapsed(_), "count") => made(tree.kind),
            (Static::Value(Type::Period), "count") => builtin(Builtin::CountOf),
            (Static::Value(Type::Period), "years") => builtin(Builtin::CountIn(Unit::Years)),
            (Static::Value(Type::Period), "months") => builtin(Builtin::CountIn(Unit::Months)),
            (Static::Value(Type::Period), "days") => builtin(Builtin::CountIn(Unit::Days)),
            (Static::Value(Type::Period), _) => {
                let known = ["count", "years", "months", "days"].map(str::to_owned).to_vec();
                self.no_part(holds, name, known)
            }
            (Static::Elapsed(_), _) => self.no_part(holds, name, vec!["count".to_owned()]),
            (Static::Value(_) | Static::Row(_) | Static::Nothing | Static::Never, _) => {
                self.no_part(holds, name, Vec::new())
            }
        }
    }

    fn no_part(&mut self, of: Static, name: &Spanned<String>, known: Vec<String>) -> Lowered<N> {
        let nearest = near(&name.value, &known);
        let kind = ProblemKind::UnknownColumn { name: name.value.clone(), of, nearest, known };
        self.fail(name.span, kind)
    }

    fn junction(
        &mut self,
        items: &[Node],
        span: Span,
        kind: fn(Box<[Tree<N>]>) -> Kind<N>,
    ) -> Lowered<N> {
        let mut clear = true;
        let mut trees = Vec::with_capacity(items.len());
        for item in items {
            let (tree, fits) = self.typed(item, &Type::Bool);
            clear &= fits;
            trees.push(tree);
        }
        let kind = kind(trees.into_boxed_slice());
        (Expr { span, kind }, Self::if_clear(clear, Type::Bool))
    }

    fn membership(&mut self, item: &Node, list: &Node, span: Span) -> Lowered<N> {
        if let NodeKind::List(items) = &list.kind {
            return self.one_of(item, items, list.span, span);
        }
        let (set, found) = self.value(list, None);
        let choice = match found {
            Static::Value(Type::Set(choice)) => choice,
            Static::Unclear => {
                self.value(item, None);
                return Self::unclear(span);
            }
            found => {
                self.value(item, None);
                let kind = ProblemKind::SetExpected(found);
                return self.fail(list.span, kind);
            }
        };
        let (item, fits) = self.typed(item, &Type::Choice(choice));
        let kind = ExprKind::InSet(Box::new([item, set]));
        (Expr { span, kind }, Self::if_clear(fits, Type::Bool))
    }

    fn one_of(&mut self, item: &Node, items: &[Node], list: Span, span: Span) -> Lowered<N> {
        let (tree, found) = self.value(item, None);
        let choice = match found {
            Static::Value(Type::Choice(choice)) => Some(choice),
            Static::Value(Type::Text) => None,
            Static::Unclear => return Self::unclear(span),
            found => {
                let expected = vec![Static::Value(Type::Text)];
                return self.fail(item.span, ProblemKind::TypeExpected { expected, found });
            }
        };
        let mut clear = !items.is_empty();
        if items.is_empty() {
            self.problem(list, ProblemKind::EmptyList);
        }
        let mut values = Vec::with_capacity(items.len());
        for item in items {
            let value = match (&item.kind, choice) {
                (NodeKind::Text(text), Some(choice)) => self.choice(choice, text, item.span),
                (NodeKind::Text(text), None) => Some(self.pool.text_value(text)),
                (NodeKind::Refused, _) => None,
                _ => {
                    self.problem(item.span, ProblemKind::TextExpected);
                    None
                }
            };
            clear &= value.is_some();
            values.extend(value);
        }
        let kind = ExprKind::OneOf(Box::new(tree), values.into_boxed_slice());
        (Expr { span, kind }, Self::if_clear(clear, Type::Bool))
    }
}
