//! Rules: what a bundle computes. They are written as rhai functions; rhai's parser reads them,
//! and nothing else of rhai is used: banfa checks the tree against the declared names and types,
//! lowers it to a small typed tree, and evaluates that with Kleene's three values.
//!
//! The way of a rule:
//!
//! | step | file | what it holds |
//! |---|---|---|
//! | text to rhai's tree | `sandbox` | the only engine, its limits, syntax errors as data |
//! | rhai's tree to ours | `translate` | the only folder that knows rhai's tree; refuses what rules may not use |
//! | definitions | `library`, `header` | functions by name, the lines of documentation above them |
//! | names and types | `lower` | every name resolved, every type checked, every problem kept |
//! | the typed tree | `expr` | what is evaluated and explained |
//! | the answer | `evaluate` | known, unknown with its causes, or a fault |
//! | why | `clause` | what the same interpreter tells clause by clause, for explanations |
//!
//! What a name stands for is asked of [`Names`] when a rule is compiled and of [`Reader`] when it
//! is evaluated; this folder knows neither facts nor machines. Deliberately absent: rounding,
//! rhai's own evaluation (the tests use it as a second opinion), and sentences for people.
//!
//! Decisions that a reader might not expect:
//! - `&&` and `||` look at both sides always, so that the order of clauses changes neither the
//!   answer nor its causes; a fault on either side is a fault of the whole.
//! - `years(from, to)` is elapsed time. It is compared with a period exactly, by laying the period
//!   on its first day: at three and a half years, `years(a, b) <= years(3)` is false. Whole units
//!   are asked for by name: `years(a, b).count`.
//! - An unknown condition of an `if` that is a statement makes the answer of its function unknown.

mod types;
mod value;
mod problem;
mod names;
mod place;
mod header;
mod sandbox;
mod syntax;
mod translate;
mod library;
mod expr;
mod clause;
mod verdict;
mod builtin;
mod lower;
mod evaluate;

pub use clause::{Clause, ClauseKind, Form, Gap, Term};
pub use evaluate::{evaluate, explain};
pub use expr::{
    Arithmetic, Builtin, Comparison, Expr, ExprKind, Function, LocalIndex, Quantifier, Rule,
};
pub use header::{Bilingual, Header, HeaderProblem};
pub use library::{Definition, Library, Snippet, parse_rules};
pub use lower::{compile_expression, compile_rule};
pub use names::{CompiledQuery, Names, QueryPart, QueryProblem, Reader};
pub use problem::{Construct, Problem, ProblemKind, SyntaxProblem};
pub use syntax::Otherwise;
pub use types::{
    AccountId, ChoiceId, FactId, FindingId, InstanceId, KindId, ListId, MachineId, ParamId,
    RecordId, RegisterId, Static, SubjectId, Type,
};
pub use value::{Pool, Value};
pub use verdict::{Budget, Fault, Outcome};

#[cfg(test)]
mod tests;
