//! The typed tree: what is evaluated, and what an explanation shows clause by clause. Every node
//! knows its place.

use super::types::Type;
use super::value::Value;
use crate::calendar::Unit;
use crate::source::{Span, Spanned};

/// The position of a variable among those of its function, parameters first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalIndex(pub u16);

/// An expression with its place. `S` is the slots' type, `Q` the queries'.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expr<S, Q> {
    /// Where it is written.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind<S, Q>,
}

/// What an expression is. Types were checked; an operator never meets another type than its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExprKind<S, Q> {
    /// A value that stands in the rule.
    Constant(Value),
    /// A value that the reader is asked for.
    Read(S),
    /// A variable or a parameter.
    Local(LocalIndex),
    /// The column, counted from 0, of the row that a variable holds.
    Column(LocalIndex, u16),
    /// A row, handed to a function.
    Row(LocalIndex),
    /// Kleene's not.
    Not(Box<Expr<S, Q>>),
    /// Kleene's and over two or more.
    And(Box<[Expr<S, Q>]>),
    /// Kleene's or over two or more.
    Or(Box<[Expr<S, Q>]>),
    /// A comparison of two values.
    Compare(Comparison, Box<[Expr<S, Q>; 2]>),
    /// The time from the first day to the second, compared with the period that is third.
    CompareElapsed(Comparison, Unit, Box<[Expr<S, Q>; 3]>),
    /// The time from the first day to the second, in whole units; negative where the second is
    /// earlier.
    CountElapsed(Unit, Box<[Expr<S, Q>; 2]>),
    /// Arithmetic on two values.
    Arithmetic(Arithmetic, Box<[Expr<S, Q>; 2]>),
    /// A number with the other sign.
    Negate(Box<Expr<S, Q>>),
    /// Whether a value is one of these.
    OneOf(Box<Expr<S, Q>>, Box<[Value]>),
    /// Whether the first is in the set that is second.
    InSet(Box<[Expr<S, Q>; 2]>),
    /// One of two.
    If(Box<Branch<S, Q>>),
    /// One after the other; its value is that of the last.
    Block(Box<[Expr<S, Q>]>),
    /// Gives a new variable its value, or an old one another.
    Set(LocalIndex, Box<Expr<S, Q>>),
    /// Again and again while the condition holds; without one, until `break`.
    While(Option<Box<Expr<S, Q>>>, Box<Expr<S, Q>>),
    /// Once for each row of a list, which the variable holds.
    For(LocalIndex, Box<[Expr<S, Q>; 2]>),
    /// Ends the function with a value.
    Return(Box<Expr<S, Q>>),
    /// Ends the loop.
    Break,
    /// Ends this turn of the loop.
    Continue,
    /// Calls the function at that position of [`Rule::functions`].
    Call(usize, Box<[Expr<S, Q>]>),
    /// Asks a function of one row for each row of a list.
    Quantify(Quantifier, Box<Expr<S, Q>>, usize),
    /// The sum of a column over the rows of a list. The value is the sum of no row.
    Sum(Box<Expr<S, Q>>, u16, Value),
    /// Whether a value is known; itself always known.
    Given(Box<Expr<S, Q>>),
    /// The value of the table in the slot for these keys.
    Lookup(S, Box<[Expr<S, Q>]>),
    /// The answer to a query with these values of its columns.
    Query(Q, Box<[Expr<S, Q>]>),
    /// A function that every rule has.
    Builtin(Builtin, Box<[Expr<S, Q>]>),
}

/// `if`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch<S, Q> {
    /// Which of the two.
    pub condition: Expr<S, Q>,
    /// Where it holds.
    pub then: Expr<S, Q>,
    /// Where it does not.
    pub otherwise: Option<Expr<S, Q>>,
    /// Whether both give a value and do nothing else, so that both can be looked at where the
    /// condition is unknown. Otherwise the answer of the function is unknown there.
    pub chooses: bool,
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Comparison {
    /// Its sign, as people write it.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "≠",
            Self::Less => "<",
            Self::LessOrEqual => "≤",
            Self::Greater => ">",
            Self::GreaterOrEqual => "≥",
        }
    }
}

/// An operation on two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Arithmetic {
    /// `+`; also a day and a period.
    Add,
    /// `-`; also a day and a period, and two days, which gives the days between them.
    Subtract,
    /// `*`
    Multiply,
    /// `/`; on whole numbers towards zero.
    Divide,
    /// `%`
    Remainder,
}

/// What is asked of all rows together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quantifier {
    /// Kleene's or.
    Any,
    /// Kleene's and.
    Every,
    /// Not any.
    None,
    /// How many.
    Count,
}

/// A function that every rule has and that only looks at its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Builtin {
    /// The year of a day.
    YearOf,
    /// The month of a day, from 1.
    MonthOf,
    /// The day of a day's month, from 1.
    DayOf,
    /// Whether the first day lies in the period, second, that ends on the day that is third.
    Within,
    /// The larger of two.
    Maximum,
    /// The smaller of two.
    Minimum,
    /// How many rows.
    Length,
    /// Whether there is no row.
    IsEmpty,
    /// How many units a period has.
    CountOf,
    /// The period of so many units.
    PeriodOf(Unit),
    /// How many of these units a period is.
    CountIn(Unit),
}

/// A function, for the types with which it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function<S, Q> {
    /// Its name and where that stands.
    pub name: Spanned<String>,
    /// How many parameters it has; they are its first variables.
    pub parameters: usize,
    /// How many variables it has, parameters included.
    pub locals: usize,
    /// What it does.
    pub body: Expr<S, Q>,
}

/// A rule or an expression, ready to be evaluated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule<S, Q> {
    /// What it does.
    pub body: Expr<S, Q>,
    /// How many variables it has.
    pub locals: usize,
    /// The functions that it calls; one never calls itself or a later one.
    pub functions: Vec<Function<S, Q>>,
    /// What its answer is.
    pub ty: Type,
    /// Every slot that it may read, once, with the first place that reads it, in order.
    pub reads: Vec<(S, Span)>,
    /// Every query that it may ask, once, with the first place, in order.
    pub queries: Vec<(Q, Span)>,
}

impl<S, Q> Expr<S, Q> {
    /// Calls `visit` with each expression that lies directly in this one, in the order written.
    pub fn for_each_part<'e>(&'e self, visit: &mut impl FnMut(&'e Self)) {
        match &self.kind {
            ExprKind::Constant(_)
            | ExprKind::Read(_)
            | ExprKind::Local(_)
            | ExprKind::Column(..)
            | ExprKind::Row(_)
            | ExprKind::Break
            | ExprKind::Continue => {}
            ExprKind::Not(part)
            | ExprKind::Negate(part)
            | ExprKind::OneOf(part, _)
            | ExprKind::Set(_, part)
            | ExprKind::Return(part)
            | ExprKind::Quantify(_, part, _)
            | ExprKind::Sum(part, ..)
            | ExprKind::Given(part) => visit(part),
            ExprKind::And(parts)
            | ExprKind::Or(parts)
            | ExprKind::Block(parts)
            | ExprKind::Call(_, parts)
            | ExprKind::Lookup(_, parts)
            | ExprKind::Query(_, parts)
            | ExprKind::Builtin(_, parts) => parts.iter().for_each(visit),
            ExprKind::Compare(_, parts)
            | ExprKind::CountElapsed(_, parts)
            | ExprKind::Arithmetic(_, parts)
            | ExprKind::InSet(parts)
            | ExprKind::For(_, parts) => parts.iter().for_each(visit),
            ExprKind::CompareElapsed(_, _, parts) => parts.iter().for_each(visit),
            ExprKind::If(branch) => {
                visit(&branch.condition);
                visit(&branch.then);
                branch.otherwise.iter().for_each(visit);
            }
            ExprKind::While(condition, body) => {
                condition.iter().for_each(|part| visit(part));
                visit(body);
            }
        }
    }

    /// The expressions that lie directly in this one, to be changed, in the order of `for_each_part`.
    pub fn parts_mut(&mut self) -> Vec<&mut Self> {
        match &mut self.kind {
            ExprKind::Constant(_)
            | ExprKind::Read(_)
            | ExprKind::Local(_)
            | ExprKind::Column(..)
            | ExprKind::Row(_)
            | ExprKind::Break
            | ExprKind::Continue => Vec::new(),
            ExprKind::Not(part)
            | ExprKind::Negate(part)
            | ExprKind::OneOf(part, _)
            | ExprKind::Set(_, part)
            | ExprKind::Return(part)
            | ExprKind::Quantify(_, part, _)
            | ExprKind::Sum(part, ..)
            | ExprKind::Given(part) => vec![part],
            ExprKind::And(parts)
            | ExprKind::Or(parts)
            | ExprKind::Block(parts)
            | ExprKind::Call(_, parts)
            | ExprKind::Lookup(_, parts)
            | ExprKind::Query(_, parts)
            | ExprKind::Builtin(_, parts) => parts.iter_mut().collect(),
            ExprKind::Compare(_, parts)
            | ExprKind::CountElapsed(_, parts)
            | ExprKind::Arithmetic(_, parts)
            | ExprKind::InSet(parts)
            | ExprKind::For(_, parts) => parts.iter_mut().collect(),
            ExprKind::CompareElapsed(_, _, parts) => parts.iter_mut().collect(),
            ExprKind::If(branch) => {
                let both = [&mut branch.condition, &mut branch.then];
                both.into_iter().chain(&mut branch.otherwise).collect()
            }
            ExprKind::While(condition, body) => {
                condition.iter_mut().map(|part| &mut **part).chain([&mut **body]).collect()
            }
        }
    }

    /// Whether it always comes to its own end and changes no variable before `first`.
    pub(super) fn is_pure(&self, first: LocalIndex) -> bool {
        match &self.kind {
            ExprKind::While(..)
            | ExprKind::For(..)
            | ExprKind::Return(_)
            | ExprKind::Break
            | ExprKind::Continue => false,
            ExprKind::Set(local, _) if *local < first => false,
            ExprKind::If(branch) if !branch.chooses => false,
            _ => {
                let mut pure = true;
                self.for_each_part(&mut |part| pure = pure && part.is_pure(first));
                pure
            }
        }
    }

    /// How deep it is, given how deep the functions are that it may call.
    pub(super) fn depth(&self, functions: &[usize]) -> usize {
        let mut deepest = match self.kind {
            ExprKind::Call(index, _) | ExprKind::Quantify(_, _, index) => {
                functions.get(index).copied().unwrap_or(0)
            }
            _ => 0,
        };
        self.for_each_part(&mut |part| deepest = deepest.max(part.depth(functions)));
        deepest + 1
    }
}
