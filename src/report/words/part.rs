//! A part of a condition before it is asked, in words: what is compared with what.

use super::clause::source;
use super::teller::Teller;
use crate::lang::{Args, Phrase, Word};
use crate::program::{Query, Slot};
use crate::rule::{Arithmetic, Builtin, Comparison, Expr, ExprKind, MachineId};

impl Teller<'_> {
    /// A part of a condition.
    pub fn part(&self, part: &Expr<Slot, Query>, machine: Option<MachineId>) -> String {
        let term = |part| self.operand(part, machine);
        match &part.kind {
            ExprKind::Compare(comparison, sides) => {
                let args = vec![
                    ("left", Word::from(term(&sides[0]))),
                    ("sign", comparison.sign().into()),
                    ("right", term(&sides[1]).into()),
                ];
                self.say(Phrase::ClauseCompare, args)
            }
            ExprKind::CompareElapsed(comparison, _, parts) => {
                let phrase = match comparison {
                    Comparison::GreaterOrEqual => Phrase::ClauseAtLeast,
                    Comparison::Greater => Phrase::ClauseMore,
                    Comparison::LessOrEqual => Phrase::ClauseAtMost,
                    Comparison::Less => Phrase::ClauseFewer,
                    Comparison::Equal => Phrase::ClauseExactly,
                    Comparison::NotEqual => Phrase::ClauseOther,
                };
                let [from, to, period] = &**parts;
                self.say(phrase, elapsed(term(from), term(to), term(period)))
            }
            ExprKind::Builtin(Builtin::Within, parts) => match &**parts {
                [from, period, to] => {
                    self.say(Phrase::ClauseWithin, elapsed(term(from), term(to), term(period)))
                }
                _ => source(self, part.span),
            },
            ExprKind::OneOf(item, values) => {
                let values = values.iter().map(|&value| Word::Plain(self.value(value)));
                let args = vec![
                    ("item", Word::from(term(item))),
                    ("values", Word::List(values.collect())),
                ];
                self.say(Phrase::ClauseOneOf, args)
            }
            ExprKind::InSet(pair) => {
                let args =
                    vec![("item", Word::from(term(&pair[0]))), ("values", term(&pair[1]).into())];
                self.say(Phrase::ClauseOneOf, args)
            }
            ExprKind::Given(of) => {
                self.say(Phrase::ClauseGiven, vec![("item", Word::from(term(of)))])
            }
            _ => term(part),
        }
    }

    /// What is compared: by its title, or as it is written where it has none.
    fn operand(&self, part: &Expr<Slot, Query>, machine: Option<MachineId>) -> String {
        match &part.kind {
            ExprKind::Read(slot) | ExprKind::Lookup(slot, _) => self.slot(slot, machine),
            ExprKind::Query(query, _) => self.query(query, machine),
            ExprKind::Constant(value) => self.value(*value),
            ExprKind::Arithmetic(operation, sides) => {
                let sign = match operation {
                    Arithmetic::Add => "+",
                    Arithmetic::Subtract => "−",
                    Arithmetic::Multiply => "×",
                    Arithmetic::Divide => "÷",
                    Arithmetic::Remainder => "%",
                };
                let (left, right) =
                    (self.operand(&sides[0], machine), self.operand(&sides[1], machine));
                format!("{left} {sign} {right}")
            }
            _ => source(self, part.span),
        }
    }
}

fn elapsed(from: String, to: String, period: String) -> Args {
    vec![("from", from.into()), ("to", to.into()), ("period", period.into())]
}
