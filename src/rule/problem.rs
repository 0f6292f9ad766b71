//! What is wrong with a rule, as data. Sentences are made elsewhere.

use super::header::HeaderProblem;
use super::names::QueryPart;
use super::types::Static;
use crate::calendar::Unit;
use crate::source::Span;

/// Something wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The place.
    pub span: Span,
    /// What it is.
    pub kind: ProblemKind,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The text is not rhai.
    Syntax(SyntaxProblem),
    /// The file has more lines, or longer ones, than places can be told for; the limit of both.
    FileTooLarge(usize),
    /// Something other than a function stands in a file of rules.
    TopLevelStatement,
    /// rhai allows it, a rule may not use it.
    Forbidden(Construct),
    /// What stands above a function is not a header.
    Header(HeaderProblem),
    /// Two functions have one name; the place of the other name.
    DuplicateFunction {
        /// The name.
        name: String,
        /// Where it was defined first.
        other: Span,
    },
    /// A function has the name of a built-in or of a query.
    ReservedName(String),
    /// A rule has parameters; how many.
    RuleHasParameters(usize),
    /// A path that stands for nothing.
    UnknownName {
        /// The path.
        path: Vec<String>,
        /// Which part of it is not known; its length where something has to follow.
        at: usize,
        /// The nearest of what may stand there, best first.
        nearest: Vec<String>,
        /// All that may stand there.
        known: Vec<String>,
    },
    /// No function, built-in or query has this name.
    UnknownFunction {
        /// The name.
        name: String,
        /// The nearest, best first.
        nearest: Vec<String>,
    },
    /// A choice has no such name.
    UnknownChoice {
        /// The name.
        name: String,
        /// The nearest, best first.
        nearest: Vec<String>,
        /// All of them.
        known: Vec<String>,
    },
    /// A row or a value has no such part.
    UnknownColumn {
        /// The name.
        name: String,
        /// What it was asked of.
        of: Static,
        /// The nearest, best first.
        nearest: Vec<String>,
        /// All of them.
        known: Vec<String>,
    },
    /// A local name would hide a declared one.
    Shadows(String),
    /// A call with too few or too many arguments.
    ArgumentCount {
        /// The function.
        name: String,
        /// The numbers that it takes.
        expected: Vec<usize>,
        /// The number that stands there.
        found: usize,
    },
    /// The two sides of an operator do not fit each other.
    OperandsDiffer {
        /// The left.
        left: Static,
        /// The right.
        right: Static,
    },
    /// Both sides are of one type, for which the operator has no meaning.
    NoSuchOperation {
        /// The operator as written.
        operator: &'static str,
        /// The type.
        on: Static,
    },
    /// Something else is wanted here.
    TypeExpected {
        /// What may stand here.
        expected: Vec<Static>,
        /// What stands here.
        found: Static,
    },
    /// A value has to stand here, and this is none: a row, a table.
    ValueExpected(Static),
    /// A list has to stand here, and this is none.
    ListExpected(Static),
    /// Literal texts in `[]` or a set have to stand here, and this is neither.
    SetExpected(Static),
    /// A table has to stand here, and this is none.
    TableExpected(Static),
    /// Periods or times of units without a common measure.
    UnitsDiffer(Unit, Unit),
    /// Elapsed time can be compared with a period or counted, nothing else.
    ElapsedMustBeCompared,
    /// Elapsed time is not asked whether it equals: it would hold on one day only.
    ElapsedEquals,
    /// A literal text has to stand here.
    TextExpected,
    /// A literal number from 0 to 4294967295 has to stand here.
    NumberExpected,
    /// Not a date of the calendar, `2024-05-06`.
    BadDate(String),
    /// Not an amount of money, `1000.00` or `50万元`.
    BadMoney(String),
    /// Not a decimal, `0.25`.
    BadDecimal(String),
    /// A list with nothing in it.
    EmptyList,
    /// A predicate has one parameter, the row; how many it has.
    PredicateParameters {
        /// The function.
        name: String,
        /// How many parameters it has.
        found: usize,
    },
    /// A function calls itself, in this circle of names.
    Recursion(Vec<String>),
    /// Expressions lie too deep in one another, calls counted.
    TooDeep,
    /// Only a variable that `let` has made can be given another value.
    NotAVariable(String),
    /// A value that nothing uses.
    UnusedValue,
    /// A value is needed, and not every way through gives one.
    NoValue,
    /// A name that has no method of this name.
    NoMethod(String),
    /// A query does not know this text or column, or another number of texts is wanted.
    Query {
        /// Which query.
        name: String,
        /// Which part.
        part: QueryPart,
        /// The text or the column as written; the query's own name for the whole.
        given: Box<str>,
        /// How many texts it takes, least and most.
        texts: (usize, usize),
        /// The nearest of what may stand there.
        nearest: Vec<String>,
        /// What may stand there.
        known: Vec<String>,
    },
}

/// Why a text is not rhai.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyntaxProblem {
    /// It ends too soon.
    End,
    /// This cannot stand here.
    Unexpected(String),
    /// This has to stand here.
    Missing(String),
    /// A word that rhai keeps for itself.
    Reserved(String),
    /// A text without its closing quote.
    UnterminatedText,
    /// An escape that rhai does not know.
    Escape(String),
    /// Not a number.
    MalformedNumber(String),
    /// Not an operator.
    UnknownOperator(String),
    /// Expressions lie too deep in one another.
    TooDeep,
    /// A literal beyond the limit on its size.
    TooLarge(usize),
    /// More functions than the limit of a file.
    TooManyFunctions,
    /// Two functions of one name in one file.
    DuplicateFunction(String),
    /// Two parameters, or two columns, of one name.
    DuplicateName(String),
    /// A literal of another type than the place needs.
    WrongLiteral,
    /// A header that stands above no function.
    LooseHeader,
    /// A function inside another.
    NestedFunction,
    /// A value is given to what is not a variable.
    InvalidAssignment,
    /// `break` or `continue` outside a loop.
    NoLoop,
    /// A name has to stand here.
    NameExpected,
    /// Something else, in rhai's own words.
    Other(String),
}

/// What rhai knows and rules do not use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Construct {
    /// `()`
    Unit,
    /// A number with a binary fraction.
    Float,
    /// A whole number beyond 64 bits, which rhai would read as a fraction.
    IntegerTooLarge,
    /// `'x'`
    Character,
    /// A text with expressions in it.
    InterpolatedText,
    /// `a[b]`
    Index,
    /// `?.`, `?[`
    SafeAccess,
    /// `??`
    Coalesce,
    /// `a..b`
    Range,
    /// A list that stands elsewhere than right of `in`.
    List,
    /// `#{}` elsewhere than as the last argument of a query.
    Map,
    /// An operator without a meaning here; its text.
    Operator(String),
    /// `this`
    This,
    /// `try`
    Try,
    /// `throw`
    Throw,
    /// `switch`
    Switch,
    /// `do`
    Do,
    /// `for (x, i) in …`
    LoopCounter,
    /// `break` with a value.
    BreakValue,
    /// `let` without a value.
    EmptyLet,
    /// A function for values of one type, `fn a.b()`.
    TypedFunction,
    /// `f!()`
    CallInScope,
    /// A function of rhai that reaches outside of the rule; its name.
    Function(String),
    /// Anything else that a later rhai may bring.
    Other,
}
