//! The tree of a rule as written: rhai's, without what rules may not use, each node with its place
//! in bytes.

use super::builtin::{Native, native};
use crate::source::{Span, Spanned};

/// Whether a function asks its last argument, a function's name, of each row of a list.
fn quantifies(name: &str) -> bool {
    matches!(native(name), Some(Native::Quantify(_)))
}

/// Wherever a function is asked, another is asked where a slot says so.
#[derive(Clone, Debug)]
pub struct Otherwise {
    /// The function.
    pub asked: String,
    /// The other.
    pub by: String,
    /// The slot's path.
    pub path: [String; 2],
}

/// An expression or a statement; rhai lets either stand for the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) span: Span,
    pub(super) kind: NodeKind,
}

/// What is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NodeKind {
    Bool(bool),
    Integer(i64),
    Text(String),
    List(Vec<Node>),
    Map(Vec<(Spanned<String>, Node)>),
    /// `a.b.c`
    Path(Vec<Spanned<String>>),
    /// A part of something that is not a path: `f(x).count`.
    Part(Box<Node>, Spanned<String>),
    Call {
        name: Spanned<String>,
        arguments: Vec<Node>,
        /// Whether the first argument was written before a dot.
        method: bool,
    },
    Not(Box<Node>),
    Negate(Box<Node>),
    And(Vec<Node>),
    Or(Vec<Node>),
    Binary(Operator, Box<[Node; 2]>),
    /// Item, then list.
    In(Box<[Node; 2]>),
    Block(Vec<Node>),
    If {
        condition: Box<Node>,
        then: Box<Node>,
        otherwise: Option<Box<Node>>,
    },
    /// Without a condition: `loop`.
    While(Option<Box<Node>>, Box<Node>),
    For {
        name: Spanned<String>,
        list: Box<Node>,
        body: Box<Node>,
    },
    Let(Spanned<String>, Box<Node>),
    /// With an operator: `+=`.
    Assign(Box<Node>, Option<Operator>, Box<Node>),
    Return(Option<Box<Node>>),
    Break,
    Continue,
    /// Its problem was told.
    Refused,
}

impl Node {
    /// Asks the second of a pair wherever the first is asked: in calls, and as the predicate of a
    /// list's rows.
    pub(super) fn ask_instead(&mut self, pairs: &[(String, String)]) {
        let instead = |asked: &mut String| {
            if let Some((_, by)) = pairs.iter().find(|(name, _)| name == asked) {
                by.clone_into(asked);
            }
        };
        if let NodeKind::Call { name: called, arguments, .. } = &mut self.kind {
            let predicate = arguments.last_mut().filter(|_| quantifies(&called.value));
            if let Some(NodeKind::Text(text)) = predicate.map(|last| &mut last.kind) {
                instead(text);
            }
            instead(&mut called.value);
        }
        self.for_each_part(&mut |part| part.ask_instead(pairs));
    }

    /// Asks another where a slot says so: in calls, and as the predicate of a list's rows.
    pub(super) fn ask_otherwise(&mut self, pairs: &[Otherwise]) {
        if pairs.is_empty() {
            return;
        }
        self.for_each_part(&mut |part| part.ask_otherwise(pairs));
        let NodeKind::Call { name, arguments, .. } = &self.kind else { return };
        let predicate = arguments.last().filter(|_| quantifies(&name.value));
        let predicate = predicate.and_then(|last| match &last.kind {
            NodeKind::Text(text) => Some(text),
            _ => None,
        });
        let asks = |pair: &&Otherwise| name.value == pair.asked || predicate == Some(&pair.asked);
        let asked: Vec<&Otherwise> = pairs.iter().filter(asks).collect();
        let (span, written) = (self.span, self.clone());
        for pair in asked {
            let mut then = written.clone();
            then.ask_instead(&[(pair.asked.clone(), pair.by.clone())]);
            let path = pair.path.iter().map(|part| Spanned::new(part.clone(), span)).collect();
            let condition = Box::new(Self { span, kind: NodeKind::Path(path) });
            let otherwise = Some(Box::new(self.clone()));
            self.kind = NodeKind::If { condition, then: Box::new(then), otherwise };
        }
    }

    fn for_each_part(&mut self, visit: &mut impl FnMut(&mut Self)) {
        match &mut self.kind {
            NodeKind::Bool(_)
            | NodeKind::Integer(_)
            | NodeKind::Text(_)
            | NodeKind::Path(_)
            | NodeKind::Break
            | NodeKind::Continue
            | NodeKind::Refused => {}
            NodeKind::List(parts)
            | NodeKind::And(parts)
            | NodeKind::Or(parts)
            | NodeKind::Block(parts)
            | NodeKind::Call { arguments: parts, .. } => parts.iter_mut().for_each(visit),
            NodeKind::Map(pairs) => pairs.iter_mut().for_each(|(_, part)| visit(part)),
            NodeKind::Part(part, _)
            | NodeKind::Not(part)
            | NodeKind::Negate(part)
            | NodeKind::Let(_, part) => visit(part),
            NodeKind::Binary(_, pair) | NodeKind::In(pair) => pair.iter_mut().for_each(visit),
            NodeKind::If { condition, then, otherwise } => {
                visit(condition);
                visit(then);
                otherwise.iter_mut().for_each(|part| visit(part));
            }
            NodeKind::While(condition, body) => {
                condition.iter_mut().for_each(|part| visit(part));
                visit(body);
            }
            NodeKind::For { list, body, .. } => {
                visit(list);
                visit(body);
            }
            NodeKind::Assign(place, _, value) => {
                visit(place);
                visit(value);
            }
            NodeKind::Return(value) => value.iter_mut().for_each(|part| visit(part)),
        }
    }
}

/// An operator between two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Operator {
    /// The operator that is written like this.
    pub(super) fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "+" => Self::Add,
            "-" => Self::Subtract,
            "*" => Self::Multiply,
            "/" => Self::Divide,
            "%" => Self::Remainder,
            "==" => Self::Equal,
            "!=" => Self::NotEqual,
            "<" => Self::Less,
            "<=" => Self::LessOrEqual,
            ">" => Self::Greater,
            ">=" => Self::GreaterOrEqual,
            _ => return None,
        })
    }
}
