//! The tree of a rule as written: rhai's, without what rules may not use, each node with its place
//! in bytes.

use crate::source::{Span, Spanned};

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
