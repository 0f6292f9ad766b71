//! What a rule says where nothing is known but a place, what goes with it, and the measure's own
//! values.

use crate::calendar::{Day, Period};
use crate::program::{Guard, ParameterMeaning, Program, Query, RuleId, Slot};
use crate::rule::{self, Budget, ListId, Outcome, ParamId, Reader, Value};

/// The operations that one rule may take.
const OPERATIONS: u64 = 100_000;

/// What is known. Everything else is unknown, and so is not held against anybody.
pub(super) struct Known<'a, Means> {
    /// The program.
    pub(super) program: &'a Program,
    /// What a parameter means.
    pub(super) means: &'a Means,
    /// The place.
    pub(super) place: Option<Value>,
    /// Attributes, by where they are read.
    pub(super) attributes: Vec<(Slot, Value)>,
}

impl<'p, Means: Fn(ParamId) -> Option<&'p ParameterMeaning>> Known<'_, Means> {
    /// Whether a guard is not met, whatever else may be.
    pub(super) fn refuses(&mut self, guard: &Guard) -> bool {
        let applies = guard.only_if.iter().all(|&rule| self.says(rule) == Some(true));
        applies && self.says(guard.rule) == Some(false)
    }

    /// What a rule says, where it says something.
    fn says(&mut self, rule: RuleId) -> Option<bool> {
        let tree = &self.program.rules[rule].tree;
        match rule::evaluate(tree, self, &mut Budget::new(OPERATIONS)) {
            Ok(Outcome::Known(Value::Bool(yes))) => Some(yes),
            Ok(_) | Err(_) => None,
        }
    }

    fn parameter(&self, id: ParamId) -> Option<&'p ParameterMeaning> {
        (self.means)(id)
    }
}

impl<'p, Means: Fn(ParamId) -> Option<&'p ParameterMeaning>> Reader for Known<'_, Means> {
    type Slot = Slot;
    type Query = Query;
    type Cause = ();

    fn read(&mut self, slot: &Slot) -> Result<Value, ()> {
        let attribute = self.attributes.iter().find(|(known, _)| known == slot);
        match (slot, attribute) {
            (_, Some((_, value))) => Ok(*value),
            (Slot::Place, None) => self.place.ok_or(()),
            (Slot::Param(id), None) => match self.parameter(*id) {
                Some(ParameterMeaning::Single(value)) => Ok(*value),
                Some(ParameterMeaning::Table(_) | ParameterMeaning::Open) | None => Err(()),
            },
            (_, None) => Err(()),
        }
    }

    fn rows(&self, list: ListId) -> &[Vec<Option<Value>>] {
        self.program.pool.rows(list)
    }

    fn missing_column(&mut self, _list: ListId, _row: usize, _column: usize) {}

    fn lookup(&mut self, slot: &Slot, keys: &[Value]) -> Result<Value, ()> {
        let Slot::Param(id) = slot else { return Err(()) };
        match self.parameter(*id) {
            Some(ParameterMeaning::Table(rows)) => {
                let row = rows.iter().find(|(known, _)| known == keys);
                row.map(|(_, value)| *value).ok_or(())
            }
            Some(ParameterMeaning::Single(_) | ParameterMeaning::Open) | None => Err(()),
        }
    }

    fn query(&mut self, _query: &Query, _columns: &[Value]) -> Result<Value, ()> {
        Err(())
    }

    fn add_period(&mut self, _day: Day, _period: Period) -> Result<Day, ()> {
        Err(())
    }

    fn subtract_period(&mut self, _day: Day, _period: Period) -> Result<Day, ()> {
        Err(())
    }

    fn elapse(&mut self, _day: Day, _period: Period) -> Result<Day, ()> {
        Err(())
    }
}
