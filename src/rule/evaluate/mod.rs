//! Evaluation with Kleene's three values: known, and for yes or no also false or true in spite of
//! something unknown.
//!
//! An expression answers `Some` where it is known and `None` where it is not. The causes of what
//! is unknown lie in one list that grows to the right.
//! INVARIANT: an expression that is known leaves the list as long as it found it; one that is
//! unknown leaves its own causes at the end. So `false` in `x && false` forgets the causes of `x`
//! by shortening the list.

mod lists;
mod values;

use smallvec::SmallVec;

use super::expr::{Branch, Expr, ExprKind, Function, LocalIndex, Rule};
use super::names::Reader;
use super::types::ListId;
use super::value::Value;
use super::verdict::{Budget, Fault, Outcome};
use crate::source::Span;

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
    let mut run = Run {
        reader,
        budget,
        functions: &rule.functions,
        causes: Vec::new(),
        held: Vec::new(),
        locals: Vec::new(),
        frame: 0,
        base: 0,
    };
    run.locals.resize(rule.locals, Local::Unknown(0, 0));
    let answer = match run.value(&rule.body) {
        Ok(answer) | Err(Exit::Return(answer)) => answer,
        Err(Exit::Fault(fault)) => return Err(fault),
        // The parser lets neither stand outside of a loop.
        Err(Exit::Break | Exit::Continue) => return Err(Fault::WrongValue(rule.body.span)),
    };
    Ok(match answer {
        Some(value) => Outcome::Known(value),
        None => Outcome::Unknown(without_repetition(run.causes)),
    })
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

/// How an expression ends other than with a value.
enum Exit {
    Fault(Fault),
    Return(Option<Value>),
    Break,
    Continue,
}

type Step<T> = Result<T, Exit>;

/// What a variable holds.
#[derive(Clone, Copy)]
enum Local {
    Known(Value),
    /// The causes lie in [`Run::held`], from the first to before the second.
    Unknown(u32, u32),
    Row(ListId, u32),
}

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
}

impl<R: Reader> Run<'_, R> {
    fn spend(&mut self, operations: u64, span: Span) -> Step<()> {
        match self.budget.operations.checked_sub(operations) {
            Some(left) => {
                self.budget.operations = left;
                Ok(())
            }
            None => Err(Exit::Fault(Fault::Budget(span))),
        }
    }

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
        self.spend(1, tree.span)?;
        Ok(match &tree.kind {
            ExprKind::Constant(value) => Some(*value),
            ExprKind::Read(slot) => {
                let answer = self.reader.read(slot);
                self.known(answer)
            }
            ExprKind::Local(local) => self.read_local(*local),
            ExprKind::Column(row, column) => self.read_column(*row, *column),
            ExprKind::Not(operand) => match self.value(operand)? {
                Some(value) => Some(Value::Bool(!yes(value, tree.span)?)),
                None => None,
            },
            ExprKind::And(items) => self.junction(items, false)?,
            ExprKind::Or(items) => self.junction(items, true)?,
            ExprKind::Compare(comparison, sides) => match self.pair(&sides[0], &sides[1])? {
                Some((left, right)) => {
                    Some(Value::Bool(values::compare(*comparison, left, right, tree.span)?))
                }
                None => None,
            },
            ExprKind::Arithmetic(operation, sides) => match self.pair(&sides[0], &sides[1])? {
                Some((left, right)) => self.arithmetic(*operation, left, right, tree.span)?,
                None => None,
            },
            ExprKind::If(branch) => self.branch(branch)?,
            _ => self.rare(tree)?,
        })
    }

    /// What a plain guard seldom holds, apart so that the common way stays short.
    #[inline(never)]
    fn rare(&mut self, tree: &Expr<R::Slot, R::Query>) -> Step<Option<Value>> {
        let span = tree.span;
        Ok(match &tree.kind {
            ExprKind::CompareElapsed(comparison, unit, parts) => {
                self.compare_elapsed(*comparison, *unit, parts, span)?
            }
            ExprKind::CountElapsed(unit, days) => match self.pair(&days[0], &days[1])? {
                Some((from, to)) => Some(values::count_elapsed(*unit, from, to, span)?),
                None => None,
            },
            ExprKind::Negate(operand) => match self.value(operand)? {
                Some(value) => Some(values::negate(value, span)?),
                None => None,
            },
            ExprKind::OneOf(item, values) => {
                let item = self.value(item)?;
                item.map(|item| Value::Bool(values.contains(&item)))
            }
            ExprKind::InSet(pair) => self.in_set(&pair[0], &pair[1], span)?,
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
                let mut given: SmallVec<[Local; 4]> = SmallVec::new();
                let held = self.held.len();
                for argument in arguments {
                    given.push(self.local_of(argument)?);
                }
                let answer = self.call(*index, &given, span);
                self.held.truncate(held);
                answer?
            }
            ExprKind::Quantify(which, list, predicate) => {
                self.quantify(*which, list, *predicate, span)?
            }
            ExprKind::Sum(list, column, zero) => self.sum(list, *column, *zero, span)?,
            ExprKind::Given(of) => {
                let mark = self.causes.len();
                let answer = self.value(of)?;
                self.causes.truncate(mark);
                Some(Value::Bool(answer.is_some()))
            }
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
            // The rest is what `value` evaluates itself; a row is no value.
            _ => return Err(Exit::Fault(Fault::WrongValue(span))),
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

    /// Kleene's and (`decisive` false), Kleene's or (`decisive` true): one decisive value decides,
    /// whatever the others are, and all are looked at.
    fn junction(
        &mut self,
        items: &[Expr<R::Slot, R::Query>],
        decisive: bool,
    ) -> Step<Option<Value>> {
        let mark = self.causes.len();
        let (mut is_decided, mut is_known) = (false, true);
        for item in items {
            match self.value(item)? {
                Some(value) => is_decided |= yes(value, item.span)? == decisive,
                None => is_known = false,
            }
        }
        if is_decided {
            self.causes.truncate(mark);
            return Ok(Some(Value::Bool(decisive)));
        }
        Ok(is_known.then_some(Value::Bool(!decisive)))
    }

    fn branch(&mut self, branch: &Branch<R::Slot, R::Query>) -> Step<Option<Value>> {
        let mark = self.causes.len();
        let way = match self.value(&branch.condition)? {
            Some(value) if yes(value, branch.condition.span)? => Some(&branch.then),
            Some(_) => branch.otherwise.as_ref(),
            None if branch.chooses => return self.either(branch, mark),
            None => return Err(self.leave(mark, None)),
        };
        match way {
            Some(way) => self.value(way),
            None => Ok(Some(Value::Bool(true))),
        }
    }

    /// The answer under an unknown condition: what both ways agree on.
    fn either(&mut self, branch: &Branch<R::Slot, R::Query>, mark: usize) -> Step<Option<Value>> {
        let one = self.perhaps(&branch.then)?;
        let other = match &branch.otherwise {
            Some(way) => self.perhaps(way)?,
            None => None,
        };
        if one.is_some() && one == other {
            self.causes.truncate(mark);
            return Ok(one);
        }
        Ok(None)
    }

    /// The value of a way that may not be the one taken: a fault in it is no fault of the rule.
    fn perhaps(&mut self, way: &Expr<R::Slot, R::Query>) -> Step<Option<Value>> {
        let mark = self.causes.len();
        match self.value(way) {
            Err(Exit::Fault(
                Fault::Overflow(_) | Fault::DivisionByZero(_) | Fault::UnitsDiffer(_),
            )) => {
                self.causes.truncate(mark);
                Ok(None)
            }
            answer => answer,
        }
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

    /// Whether a loop goes on.
    fn holds(&mut self, condition: Option<&Expr<R::Slot, R::Query>>) -> Step<bool> {
        let Some(condition) = condition else { return Ok(true) };
        let mark = self.causes.len();
        match self.value(condition)? {
            Some(value) => yes(value, condition.span),
            None => Err(self.leave(mark, None)),
        }
    }

    /// Ends the running function: of its causes, only those since `mark` belong to the answer.
    fn leave(&mut self, mark: usize, answer: Option<Value>) -> Exit {
        let first = if answer.is_some() { self.causes.len() } else { mark };
        self.causes.drain(self.base..first);
        Exit::Return(answer)
    }

    fn read_local(&mut self, local: LocalIndex) -> Option<Value> {
        match self.locals.get(self.frame + usize::from(local.0)) {
            Some(Local::Known(value)) => Some(*value),
            Some(Local::Unknown(from, to)) => {
                let range = *from as usize..*to as usize;
                self.causes.extend(self.held.get(range).unwrap_or(&[]).iter().cloned());
                None
            }
            Some(Local::Row(..)) | None => None,
        }
    }

    fn set(&mut self, local: LocalIndex, value: Local) {
        if let Some(place) = self.locals.get_mut(self.frame + usize::from(local.0)) {
            *place = value;
        }
    }

    /// The value of an expression, to be kept in a variable.
    fn local_of(&mut self, tree: &Expr<R::Slot, R::Query>) -> Step<Local> {
        if let ExprKind::Row(local) = &tree.kind {
            self.spend(1, tree.span)?;
            let held = self.locals.get(self.frame + usize::from(local.0)).copied();
            return held.ok_or(Exit::Fault(Fault::WrongValue(tree.span)));
        }
        let mark = self.causes.len();
        Ok(match self.value(tree)? {
            Some(value) => Local::Known(value),
            None => {
                let index = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
                let from = index(self.held.len());
                // Each once, or `x = x + x` in a loop would double them with each turn.
                let first = self.held.len();
                for cause in self.causes.drain(mark..) {
                    if !self.held.get(first..).is_some_and(|held| held.contains(&cause)) {
                        self.held.push(cause);
                    }
                }
                let cost = u64::try_from(self.held.len() - first).unwrap_or(u64::MAX);
                self.spend(cost, tree.span)?;
                Local::Unknown(from, index(self.held.len()))
            }
        })
    }

    /// Calls a function with what its parameters hold.
    fn call(&mut self, index: usize, given: &[Local], span: Span) -> Step<Option<Value>> {
        let functions = self.functions;
        let Some(function) = functions.get(index) else {
            return Err(Exit::Fault(Fault::WrongValue(span)));
        };
        let outer = (self.frame, self.base, self.held.len());
        self.frame = self.locals.len();
        self.base = self.causes.len();
        self.locals.extend_from_slice(given);
        self.locals.resize(self.frame + function.locals, Local::Unknown(0, 0));
        let answer = self.value(&function.body);
        self.locals.truncate(self.frame);
        let held;
        (self.frame, self.base, held) = outer;
        self.held.truncate(held);
        match answer {
            Ok(answer) | Err(Exit::Return(answer)) => Ok(answer),
            Err(exit) => Err(exit),
        }
    }
}

/// What a condition says.
fn yes(value: Value, span: Span) -> Step<bool> {
    match value {
        Value::Bool(value) => Ok(value),
        _ => Err(Exit::Fault(Fault::WrongValue(span))),
    }
}
