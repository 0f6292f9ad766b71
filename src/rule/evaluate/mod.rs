//! Evaluation with Kleene's three values: known, and for yes or no also false or true in spite of
//! something unknown.
//!
//! An expression answers `Some` where it is known and `None` where it is not. The causes of what
//! is unknown lie in one list that grows to the right.
//! INVARIANT: an expression that is known leaves the list as long as it found it; one that is
//! unknown leaves its own causes at the end. So `false` in `x && false` forgets the causes of `x`
//! by shortening the list.

mod truth;
mod trace;
mod kleene;
mod exact;
mod values;
mod lists;
mod variables;

use smallvec::SmallVec;

use super::clause::Clause;
use super::expr::{Arithmetic, Expr, ExprKind, Function, Rule};
use super::names::Reader;
use super::types::Type;
use super::value::Value;
use super::verdict::{Budget, Fault, Outcome};
use crate::source::Span;
use kleene::is_clause;
use trace::{Silent, Telling};
use truth::Truth;
use variables::Local;

/// The answer of a rule for what the reader knows.
///
/// # Errors
/// The first fault: an overflow, a division by zero, periods without a common measure, a spent
/// budget.
pub fn evaluate<R: Reader>(
    rule: &Rule<R::Slot, R::Query>,
    reader: &mut R,
    budget: &mut Budget,
) -> Result<Outcome<R::Cause>, Fault> {
    let mut run = Run::new(rule, reader, budget);
    if rule.ty != Type::Bool {
        let answer = run.value(&rule.body);
        return run.outcome(answer);
    }
    // The common guard: known, and its truth fits a register.
    match run.truth::<Silent>(&rule.body) {
        Ok((Truth::Yes, _)) => Ok(Outcome::Known(Value::Bool(true))),
        Ok((Truth::No, _)) => Ok(Outcome::Known(Value::Bool(false))),
        Ok((Truth::Unknown, _)) => run.outcome(Ok(None)),
        Err(exit) => run.outcome(Err(exit)),
    }
}

/// The same with a rule that is yes or no told clause by clause; nothing is told where it returns
/// before its end.
///
/// # Errors
/// As for [`evaluate`].
pub fn explain<R: Reader>(
    rule: &Rule<R::Slot, R::Query>,
    reader: &mut R,
    budget: &mut Budget,
) -> Result<(Outcome<R::Cause>, Option<Clause>), Fault> {
    let mut run = Run::new(rule, reader, budget);
    let (answer, told) = match run.truth::<Telling>(&rule.body) {
        Ok((truth, told)) => (Ok(truth.value()), told),
        Err(exit) => (Err(exit), None),
    };
    Ok((run.outcome(answer)?, told.map(|told| *told)))
}

fn without_repetition<C: Eq>(causes: Vec<C>) -> Vec<C> {
    let mut kept: Vec<C> = Vec::new();
    for cause in causes {
        if !kept.contains(&cause) {
            kept.push(cause);
        }
    }
    kept
}

/// How an expression ends other than with a value. What comes with it lies in [`Run`], so that the
/// common way is not slowed down by copying.
#[derive(Clone, Copy)]
enum Exit {
    /// [`Run::fault`] tells which.
    Fault,
    /// With [`Run::returned`].
    Return,
    Break,
    Continue,
}

type Step<T> = Result<T, Exit>;

/// One evaluation.
struct Run<'r, R: Reader> {
    reader: &'r mut R,
    budget: &'r mut Budget,
    functions: &'r [Function<R::Slot, R::Query>],
    causes: Vec<R::Cause>,
    /// The causes of unknown variables: they count where the variable is read, not where it is set.
    held: Vec<R::Cause>,
    locals: Vec<Local>,
    /// Where the variables of the running function begin.
    frame: usize,
    /// How many causes there were when the running function began.
    base: usize,
    /// What `return` gave.
    returned: Option<Value>,
    /// What went wrong.
    fault: Fault,
}

impl<'r, R: Reader> Run<'r, R> {
    fn new(rule: &'r Rule<R::Slot, R::Query>, reader: &'r mut R, budget: &'r mut Budget) -> Self {
        let mut run = Self {
            reader,
            budget,
            functions: &rule.functions,
            causes: Vec::new(),
            held: Vec::new(),
            locals: Vec::new(),
            frame: 0,
            base: 0,
            returned: None,
            fault: Fault::WrongValue(rule.body.span),
        };
        if rule.locals > 0 {
            run.locals.resize(rule.locals, Local::Unknown(0, 0));
        }
        run
    }

    /// What comes of the whole.
    fn outcome(self, answer: Step<Option<Value>>) -> Result<Outcome<R::Cause>, Fault> {
        let answer = match answer {
            Ok(answer) => answer,
            Err(Exit::Return) => self.returned,
            // The parser lets neither of the last two stand outside of a loop.
            Err(Exit::Fault | Exit::Break | Exit::Continue) => return Err(self.fault),
        };
        Ok(match answer {
            Some(value) => Outcome::Known(value),
            None => Outcome::Unknown(without_repetition(self.causes)),
        })
    }
}

impl<R: Reader> Run<'_, R> {
    #[cold]
    const fn fault(&mut self, fault: Fault) -> Exit {
        self.fault = fault;
        Exit::Fault
    }

    #[cold]
    const fn wrong(&mut self, span: Span) -> Exit {
        self.fault(Fault::WrongValue(span))
    }

    fn computed<T>(&mut self, result: Result<T, Fault>) -> Step<T> {
        result.map_err(|fault| self.fault(fault))
    }

    #[inline]
    fn spend(&mut self, operations: u64, span: Span) -> Step<()> {
        match self.budget.operations.checked_sub(operations) {
            Some(left) => {
                self.budget.operations = left;
                Ok(())
            }
            None => Err(self.fault(Fault::Budget(span))),
        }
    }

    #[inline]
    fn known(&mut self, answer: Result<Value, R::Cause>) -> Option<Value> {
        match answer {
            Ok(value) => Some(value),
            Err(cause) => {
                self.causes.push(cause);
                None
            }
        }
    }

    /// Evaluates an expression. A statement without a value answers anything known.
    fn value(&mut self, tree: &Expr<R::Slot, R::Query>) -> Step<Option<Value>> {
        match &tree.kind {
            ExprKind::Constant(value) => {
                self.spend(1, tree.span)?;
                Ok(Some(*value))
            }
            ExprKind::Read(slot) => {
                self.spend(1, tree.span)?;
                let answer = self.reader.read(slot);
                Ok(self.known(answer))
            }
            kind if is_clause(kind) => Ok(self.truth::<Silent>(tree)?.0.value()),
            _ => {
                self.spend(1, tree.span)?;
                self.rare(tree)
            }
        }
    }

    /// What a plain guard seldom holds, apart so that the common way stays short.
    fn rare(&mut self, tree: &Expr<R::Slot, R::Query>) -> Step<Option<Value>> {
        let span = tree.span;
        Ok(match &tree.kind {
            ExprKind::Local(local) => self.read_local(*local),
            ExprKind::Column(row, column) => self.read_column(*row, *column),
            ExprKind::If(branch) => self.branch(branch)?,
            ExprKind::Arithmetic(operation, sides) => match self.pair(&sides[0], &sides[1])? {
                Some((Value::Date(day), Value::Period(period)))
                    if let (Arithmetic::Add, ExprKind::Read(slot)) =
                        (operation, &sides[1].kind) =>
                {
                    let day = self.reader.add_read(day, slot, period);
                    self.known(day.map(Value::Date))
                }
                Some((left, right)) => self.arithmetic(*operation, left, right, span)?,
                None => None,
            },
            ExprKind::CountElapsed(unit, days) => match self.pair(&days[0], &days[1])? {
                Some((from, to)) => {
                    Some(self.computed(values::count_elapsed(*unit, from, to, span))?)
                }
                None => None,
            },
            ExprKind::Negate(operand) => match self.value(operand)? {
                Some(value) => Some(self.computed(values::negate(value, span))?),
                None => None,
            },
            ExprKind::Block(items) => self.block(items)?,
            ExprKind::Set(local, value) => {
                let held = self.local_of(value)?;
                self.set(*local, held);
                Some(Value::Bool(true))
            }
            ExprKind::While(condition, body) => {
                while self.holds(condition.as_deref())? {
                    match self.statement(body) {
                        Ok(()) | Err(Exit::Continue) => {}
                        Err(Exit::Break) => break,
                        Err(exit) => return Err(exit),
                    }
                }
                Some(Value::Bool(true))
            }
            ExprKind::For(local, parts) => self.for_each_row(*local, &parts[0], &parts[1], span)?,
            ExprKind::Return(value) => {
                let mark = self.causes.len();
                let answer = self.value(value)?;
                return Err(self.leave(mark, answer));
            }
            ExprKind::Break => return Err(Exit::Break),
            ExprKind::Continue => return Err(Exit::Continue),
            ExprKind::Call(index, arguments) => {
                let held = self.held.len();
                let given = self.given(arguments)?;
                let answer = self.call(*index, &given, span);
                self.held.truncate(held);
                answer?
            }
            ExprKind::Quantify(_, list, predicate) => self.count(list, *predicate, span)?,
            ExprKind::Sum(list, column, zero) => self.sum(list, *column, *zero, span)?,
            ExprKind::Lookup(slot, keys) => match self.all(keys)? {
                Some(keys) => {
                    let answer = self.reader.lookup(slot, &keys);
                    self.known(answer)
                }
                None => None,
            },
            ExprKind::Query(query, columns) => match self.all(columns)? {
                Some(columns) => {
                    let answer = self.reader.query(query, &columns);
                    self.known(answer)
                }
                None => None,
            },
            ExprKind::Builtin(builtin, arguments) => match self.all(arguments)? {
                Some(arguments) => self.builtin(*builtin, &arguments, span)?,
                None => None,
            },
            // A row is no value; the rest is evaluated elsewhere.
            ExprKind::Row(_)
            | ExprKind::Constant(_)
            | ExprKind::Read(_)
            | ExprKind::Not(_)
            | ExprKind::And(_)
            | ExprKind::Or(_)
            | ExprKind::Compare(..)
            | ExprKind::CompareElapsed(..)
            | ExprKind::OneOf(..)
            | ExprKind::InSet(_)
            | ExprKind::Given(_) => return Err(self.wrong(span)),
        })
    }

    /// Both of two, or nothing where one is unknown; both are looked at.
    fn pair(
        &mut self,
        left: &Expr<R::Slot, R::Query>,
        right: &Expr<R::Slot, R::Query>,
    ) -> Step<Option<(Value, Value)>> {
        let left = self.value(left)?;
        let right = self.value(right)?;
        Ok(left.zip(right))
    }

    /// All of them, or nothing where one is unknown; all are looked at.
    fn all(&mut self, items: &[Expr<R::Slot, R::Query>]) -> Step<Option<SmallVec<[Value; 4]>>> {
        let mark = self.causes.len();
        let mut found = SmallVec::new();
        let mut is_known = true;
        for item in items {
            match self.value(item)? {
                Some(value) => found.push(value),
                None => is_known = false,
            }
        }
        debug_assert!(!is_known || self.causes.len() == mark, "a known value left causes");
        Ok(is_known.then_some(found))
    }

    fn block(&mut self, items: &[Expr<R::Slot, R::Query>]) -> Step<Option<Value>> {
        let Some((last, before)) = items.split_last() else { return Ok(Some(Value::Bool(true))) };
        for item in before {
            self.statement(item)?;
        }
        self.value(last)
    }

    /// A statement: nothing comes of its value, nor of its causes.
    fn statement(&mut self, tree: &Expr<R::Slot, R::Query>) -> Step<()> {
        let mark = self.causes.len();
        self.value(tree)?;
        self.causes.truncate(mark);
        Ok(())
    }
}
