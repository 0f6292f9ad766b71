//! The values that actions are given.

use rust_decimal::{Decimal, RoundingStrategy};
use smallvec::SmallVec;

use crate::calendar::Day;
use crate::chart::Configuration;
use crate::program::{FieldId, Tree};
use crate::rule::{SubjectId, Value};
use crate::world::journal::Recorder;
use crate::world::refusal::Cause;
use crate::world::step::delivery::Data;
use crate::world::step::failure::Failure;
use crate::world::step::floor::date;
use crate::world::step::stepper::Stepper;

impl<R: Recorder> Stepper<'_, '_, R> {
    /// What an event carries; an optional value that is unknown is left out.
    pub(super) fn data(
        &mut self,
        written: &[(FieldId, Tree)],
        own: &Configuration,
    ) -> Result<Data, Failure> {
        let mut data = Data::new();
        for (field, tree) in written {
            data.push((*field, self.known(tree, own)?));
        }
        Ok(data)
    }

    pub(super) fn subject(
        &mut self,
        tree: Option<&Tree>,
        own: &Configuration,
    ) -> Result<SubjectId, Failure> {
        let value = match tree {
            Some(tree) => self.known(tree, own)?,
            None => {
                let subject = self.world.instance(self.instance).subject;
                Value::Subject(subject.ok_or_else(|| Failure::causes(vec![Cause::NoSubject]))?)
            }
        };
        match value {
            Value::Subject(subject) => Ok(subject),
            _ => Err(Failure::causes(vec![Cause::NoSubject])),
        }
    }

    pub(super) fn day(
        &mut self,
        tree: Option<&Tree>,
        own: &Configuration,
    ) -> Result<Option<Day>, Failure> {
        match tree {
            Some(tree) => date(self.known(tree, own)?).map(Some),
            None => Ok(None),
        }
    }

    pub(super) fn columns(
        &mut self,
        written: &[(u16, Tree)],
        count: usize,
        own: &Configuration,
    ) -> Result<SmallVec<[Option<Value>; 4]>, Failure> {
        let mut columns: SmallVec<[Option<Value>; 4]> = SmallVec::from_elem(None, count);
        for (index, tree) in written {
            let value = self.known(tree, own)?;
            if let Some(column) = columns.get_mut(usize::from(*index)) {
                *column = Some(value);
            }
        }
        Ok(columns)
    }

    pub(super) fn money(&mut self, tree: &Tree, own: &Configuration) -> Result<Decimal, Failure> {
        match self.known(tree, own)? {
            // Half away from zero, once for each line (DESIGN 8.16).
            Value::Money(sum) => {
                Ok(sum.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
            }
            _ => Err(Failure::causes(vec![Cause::OutOfRange])),
        }
    }
}
