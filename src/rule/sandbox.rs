//! The only rhai engine of banfa, and it only parses: it has no package, no module and no function,
//! and nothing here or elsewhere evaluates a tree of rhai.

use std::sync::LazyLock;

use rhai::{AST, Engine, LexError, OptimizationLevel, ParseError, ParseErrorType, Position};

use super::problem::SyntaxProblem;

/// How deep expressions may lie in one another; each operator of a chain counts.
pub(super) const DEEPEST_EXPRESSION: usize = 100;
/// The longest text, in characters.
const LONGEST_TEXT: usize = 4096;
/// The most elements of a list or a map.
const LARGEST_COLLECTION: usize = 512;
/// The most functions of one file.
const MOST_FUNCTIONS: usize = 1024;
/// The most variables of a function.
const MOST_VARIABLES: usize = 128;

/// What the hashes of functions are computed from. Without it, rhai draws it anew in each process.
const HASHING_SEED: [u64; 4] = [1, 2, 3, 4];

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    // Set once in a process. Nothing depends on it, for functions are sorted by their places; it
    // keeps rhai's own order, and so its memory and its time, the same from run to run.
    let _ = rhai::config::hashing::set_hashing_seed(Some(HASHING_SEED));
    let mut engine = Engine::new_raw();
    // The optimiser changes what a rule means: it rewrites `x && true` to `x`.
    engine.set_optimization_level(OptimizationLevel::None);
    engine.set_max_expr_depths(DEEPEST_EXPRESSION, DEEPEST_EXPRESSION);
    engine.set_max_string_size(LONGEST_TEXT);
    engine.set_max_array_size(LARGEST_COLLECTION);
    engine.set_max_map_size(LARGEST_COLLECTION);
    engine.set_max_functions(MOST_FUNCTIONS);
    engine.set_max_variables(MOST_VARIABLES);
    engine.set_allow_anonymous_fn(false);
    engine.set_max_operations(1);
    engine.set_max_call_levels(0);
    engine
});

/// Why a text is not rhai, and rhai's place of it.
pub(super) type Refusal = (SyntaxProblem, Position);

/// The tree of a file of functions.
pub(super) fn parse_file(text: &str) -> Result<AST, Refusal> {
    ENGINE.compile(text).map_err(refusal)
}

/// The tree of one expression, which is its only statement.
pub(super) fn parse_expression(text: &str) -> Result<AST, Refusal> {
    ENGINE.compile_expression(text).map_err(refusal)
}

fn refusal(error: ParseError) -> Refusal {
    use ParseErrorType as E;
    let ParseError(kind, position) = error;
    let problem = match *kind {
        E::UnexpectedEOF => SyntaxProblem::End,
        E::BadInput(error) => lexical(error),
        E::UnknownOperator(operator) => SyntaxProblem::UnknownOperator(operator),
        E::MissingToken(token, _) => SyntaxProblem::Missing(token),
        E::Reserved(word) => SyntaxProblem::Reserved(word),
        E::ExprTooDeep => SyntaxProblem::TooDeep,
        E::LiteralTooLarge(_, most) => SyntaxProblem::TooLarge(most),
        E::TooManyFunctions => SyntaxProblem::TooManyFunctions,
        E::FnDuplicatedDefinition(name, _) => SyntaxProblem::DuplicateFunction(name),
        E::FnDuplicatedParam(_, name)
        | E::DuplicatedVariable(name)
        | E::DuplicatedProperty(name) => SyntaxProblem::DuplicateName(name),
        E::MismatchedType(..) => SyntaxProblem::WrongLiteral,
        E::WrongDocComment => SyntaxProblem::LooseHeader,
        E::WrongFnDefinition => SyntaxProblem::NestedFunction,
        E::AssignmentToConstant(_) | E::AssignmentToInvalidLHS(_) => {
            SyntaxProblem::InvalidAssignment
        }
        E::LoopBreak => SyntaxProblem::NoLoop,
        E::PropertyExpected | E::VariableExpected | E::FnMissingName => SyntaxProblem::NameExpected,
        E::FnMissingParams(_) => SyntaxProblem::Missing("(".into()),
        E::FnMissingBody(_) => SyntaxProblem::Missing("{".into()),
        other => SyntaxProblem::Other(other.to_string()),
    };
    (problem, position)
}

fn lexical(error: LexError) -> SyntaxProblem {
    match error {
        LexError::UnexpectedInput(text) => SyntaxProblem::Unexpected(text),
        LexError::UnterminatedString => SyntaxProblem::UnterminatedText,
        LexError::StringTooLong(most) => SyntaxProblem::TooLarge(most),
        LexError::MalformedEscapeSequence(text) => SyntaxProblem::Escape(text),
        LexError::MalformedNumber(text) => SyntaxProblem::MalformedNumber(text),
        LexError::MalformedChar(text)
        | LexError::MalformedIdentifier(text)
        | LexError::ImproperSymbol(text, _) => SyntaxProblem::Unexpected(text),
        other => SyntaxProblem::Other(other.to_string()),
    }
}
