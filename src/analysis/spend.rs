//! The most that a selection can cost: the places that its limits leave, each at the sum that a
//! table of money gives it.
//!
//! What counts is what the measure itself says in numbers: limits, and a table with the places
//! among its keys that a sum owed is looked up in; where sums are decided by people, a table of
//! ceilings. A row that a rule for each who is placed refuses, whoever it is, is filled by nobody.
//! What a limit counts by something that the table does not know limits nothing here, so that the
//! answer is never too small.

use rust_decimal::Decimal;

use super::known::Known;
use crate::policy::Version;
use crate::program::{
    CompiledAction, CompiledKind, CompiledSelection, ParameterMeaning, Program, QuotaInfo, RuleId,
    SelectionId, Slot, Tree,
};
use crate::rule::{ChoiceId, Expr, ExprKind, ParamId, Type, Value};
use crate::selection::{Bound, Dearest, dearest, greatest};

/// The most rows that are searched; attributes that would make more are left out.
const MOST_ROWS: usize = 64;

/// A row of the table that is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The keys of the row.
    pub keys: Vec<Value>,
    /// How many are placed so.
    pub count: i64,
    /// The sum for each.
    pub each: Decimal,
}

impl Cell {
    /// What all of them cost; none beyond what a sum of money can be.
    pub fn sum(&self) -> Option<Decimal> {
        self.each.checked_mul(Decimal::from(self.count))
    }
}

/// The most that a selection can cost.
#[derive(Clone, Debug)]
pub struct Spend {
    /// The selection.
    pub selection: SelectionId,
    /// The table of sums.
    pub table: ParamId,
    /// Whether the sums are ceilings, and not what is owed.
    pub ceiling: bool,
    /// The rows that cost most together.
    pub cells: Cells,
    /// The rules for which members take no place: what they may cost is not counted.
    pub free: Vec<RuleId>,
}

/// What came of looking for the rows that cost most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cells {
    /// These.
    Most(Vec<Cell>),
    /// Some row that costs something has no limit.
    NoLimit,
    /// There were too many ways to try, or the sum is beyond what money can be.
    TooMany,
    /// A limit or the table has no value on that day.
    NotYet(ParamId),
}

impl Spend {
    /// The sum, where there is a limit.
    pub fn sum(&self) -> Option<Decimal> {
        let Cells::Most(cells) = &self.cells else { return None };
        let mut sum = Decimal::ZERO;
        for cell in cells {
            sum = sum.checked_add(cell.sum()?)?;
        }
        Some(sum)
    }
}

/// The most that each selection can cost under a version, for each table of sums, of which each
/// parameter means what is told.
pub fn greatest_spend<'p>(
    program: &'p Program,
    version: Version,
    means: impl Fn(ParamId) -> Option<&'p ParameterMeaning>,
) -> Vec<Spend> {
    let (owed, computed) = (owed_tables(program), computed_tables(program));
    let mut found = Vec::new();
    let bases = program.selections.enumerated().filter(|(_, info)| info.of_base.is_none());
    for (selection, info) in bases {
        let selection = info.under(version).unwrap_or(selection);
        let info = &program.selections[selection];
        let mut tables: Vec<(ParamId, bool)> = tables_for(program, info.place)
            .into_iter()
            .filter(|table| !computed.contains(table))
            .map(|table| (table, !owed.contains(&table)))
            .collect();
        // Ceilings matter only where no sum is owed by a table.
        if tables.iter().any(|(_, ceiling)| !ceiling) {
            tables.retain(|(_, ceiling)| !ceiling);
        }
        for (table, ceiling) in tables {
            let Some(cells) = most(program, info, table, &means) else { continue };
            let mut free: Vec<RuleId> = Vec::new();
            for rule in info.quotas.iter().filter_map(|quota| quota.except) {
                if !free.contains(&rule) {
                    free.push(rule);
                }
            }
            found.push(Spend { selection, table, ceiling, cells, free });
        }
    }
    found
}

/// The tables of money that have a choice among their keys.
fn tables_for(program: &Program, place: ChoiceId) -> Vec<ParamId> {
    let has_place = |ty: &Type| match ty {
        Type::Table { by, of } => by.contains(&place) && **of == Type::Money,
        _ => false,
    };
    program
        .parameters
        .enumerated()
        .filter(|(_, info)| has_place(&info.ty))
        .map(|(id, _)| id)
        .collect()
}

/// The tables of which a row itself is owed: a sum that is more than what the table says cannot be
/// told from it.
fn owed_tables(program: &Program) -> Vec<ParamId> {
    let computed = computed_tables(program);
    let owed = actions(program).filter_map(|action| match &action.kind {
        CompiledKind::Owe { amount, .. } => match &amount.body.kind {
            ExprKind::Lookup(Slot::Param(id), _) => Some(*id),
            _ => None,
        },
        _ => None,
    });
    owed.filter(|table| !computed.contains(table)).collect()
}

/// What is done in any state or transition.
fn actions(program: &Program) -> impl Iterator<Item = &CompiledAction> {
    program.machines.iter().flat_map(|machine| {
        let of_states = machine
            .states
            .iter()
            .flat_map(|state| state.on_entry.iter().chain(&state.on_exit).chain(&state.on_initial));
        of_states.chain(machine.transitions.iter().flat_map(|transition| &transition.actions))
    })
}

/// The tables of which something else than a row itself is owed.
fn computed_tables(program: &Program) -> Vec<ParamId> {
    fn visit(part: &Expr<Slot, crate::program::Query>, found: &mut Vec<ParamId>) {
        if let ExprKind::Lookup(Slot::Param(id), _) = &part.kind {
            found.push(*id);
        }
        part.for_each_part(&mut |inner| visit(inner, found));
    }
    let mut found = Vec::new();
    for action in actions(program) {
        if let CompiledKind::Owe { amount, .. } = &action.kind
            && !matches!(amount.body.kind, ExprKind::Lookup(..))
        {
            visit(&amount.body, &mut found);
            amount.functions.iter().for_each(|function| visit(&function.body, &mut found));
        }
    }
    found
}

/// The rows that cost most together.
fn most<'p>(
    program: &'p Program,
    selection: &CompiledSelection,
    table: ParamId,
    means: &impl Fn(ParamId) -> Option<&'p ParameterMeaning>,
) -> Option<Cells> {
    let rows = match means(table) {
        Some(ParameterMeaning::Table(rows)) => rows,
        Some(ParameterMeaning::Single(_)) => return None,
        Some(ParameterMeaning::Open) | None => return Some(Cells::NotYet(table)),
    };
    let mut rows: Vec<(Vec<Value>, Decimal)> = rows
        .iter()
        .filter_map(|(keys, value)| match value {
            Value::Money(sum) if *sum > Decimal::ZERO => Some((keys.clone(), *sum)),
            _ => None,
        })
        .collect();
    rows.sort_by_key(|(_, sum)| std::cmp::Reverse(*sum));
    // Each row for every value of the attributes that limits ask for and the table does not have.
    let known = rows.first().map(|(keys, _)| keys.len()).unwrap_or_default();
    for choice in missing(program, selection, &rows) {
        let values =
            (0..program.choices[choice].values.len()).filter_map(|at| u16::try_from(at).ok());
        let values: Vec<Value> = values.map(|at| Value::Choice(choice, at)).collect();
        if rows.len().saturating_mul(values.len()) > MOST_ROWS {
            continue;
        }
        rows = rows
            .into_iter()
            .flat_map(|(keys, sum)| {
                values.iter().map(move |&value| {
                    let longer = keys.iter().copied().chain([value]).collect();
                    (longer, sum)
                })
            })
            .collect();
    }
    rows.retain(|(keys, _)| may_be_filled(program, selection, keys, means));
    let mut bounds: Vec<Bound> = Vec::new();
    for quota in selection.quotas.iter().filter(|quota| quota.hard) {
        let left = match greatest(quota, means(quota.max)) {
            Ok(max) => max,
            Err(parameter) => return Some(Cells::NotYet(parameter)),
        };
        if let Some(members) = members(selection, quota, &rows) {
            bounds.push(Bound { members, left });
        }
    }
    let sums: Vec<Decimal> = rows.iter().map(|(_, sum)| *sum).collect();
    let counts = match dearest(&sums, &bounds) {
        Dearest::Counts(counts) => counts,
        Dearest::NoLimit => return Some(Cells::NoLimit),
        Dearest::TooMany => return Some(Cells::TooMany),
    };
    let mut cells: Vec<Cell> = Vec::new();
    for ((mut keys, each), count) in rows.into_iter().zip(counts).filter(|(_, count)| *count > 0) {
        keys.truncate(known);
        match cells.iter_mut().find(|cell| cell.keys == keys) {
            Some(cell) => cell.count += count,
            None => cells.push(Cell { keys, count, each }),
        }
    }
    let beyond = cells.iter().any(|cell| cell.sum().is_none());
    Some(if beyond { Cells::TooMany } else { Cells::Most(cells) })
}

/// The choices of attributes that limits or rules ask for and that are no keys of the table.
fn missing(
    program: &Program,
    selection: &CompiledSelection,
    rows: &[(Vec<Value>, Decimal)],
) -> Vec<ChoiceId> {
    let limited = selection.quotas.iter().flat_map(|quota| &quota.among);
    let limited =
        limited.filter_map(|(attribute, _)| match selection.attributes.get(*attribute)?.1.ty {
            Type::Choice(choice) => Some(choice),
            _ => None,
        });
    let asked = told(selection).into_iter().filter(|(slot, _)| {
        selection.each.iter().any(|guard| reads(program, guard.rule).any(|read| read == slot))
    });
    let choices = limited.chain(asked.map(|(_, choice)| choice));
    let mut found = Vec::new();
    for choice in choices {
        let is_key = rows.first().is_some_and(|(keys, _)| {
            keys.iter().any(|key| matches!(key, Value::Choice(of, _) if *of == choice))
        });
        if !is_key && !found.contains(&choice) {
            found.push(choice);
        }
    }
    found
}

/// The attributes of which a row of the table tells the value: each is read from one place, and no
/// other is of its choice.
fn told(selection: &CompiledSelection) -> Vec<(Slot, ChoiceId)> {
    let choices = |(_, tree): &(String, Tree)| match (&tree.body.kind, &tree.ty) {
        (ExprKind::Read(slot), Type::Choice(choice)) => Some((*slot, *choice)),
        _ => None,
    };
    let alone = |(_, choice): &(Slot, ChoiceId)| {
        let alike =
            selection.attributes.iter().filter(|(_, tree)| tree.ty == Type::Choice(*choice));
        *choice != selection.place && alike.count() == 1
    };
    selection.attributes.iter().filter_map(choices).filter(alone).collect()
}

fn reads(program: &Program, rule: RuleId) -> impl Iterator<Item = &Slot> {
    program.rules[rule].tree.reads.iter().map(|(slot, _)| slot)
}

/// Whether somebody may be placed as a row says: no rule for each who is placed refuses it, whoever
/// it is.
fn may_be_filled<'p>(
    program: &'p Program,
    selection: &CompiledSelection,
    keys: &[Value],
    means: &impl Fn(ParamId) -> Option<&'p ParameterMeaning>,
) -> bool {
    let value_of = |choice: ChoiceId| {
        keys.iter().copied().find(|key| matches!(key, Value::Choice(of, _) if *of == choice))
    };
    let mut known =
        Known { program, means, place: value_of(selection.place), attributes: Vec::new() };
    for (slot, choice) in told(selection) {
        known.attributes.extend(value_of(choice).map(|value| (slot, value)));
    }
    !selection.each.iter().any(|guard| known.refuses(guard))
}

/// The rows that a limit counts; none where it asks for an attribute that the table does not have.
fn members(
    selection: &CompiledSelection,
    quota: &QuotaInfo,
    rows: &[(Vec<Value>, Decimal)],
) -> Option<Vec<usize>> {
    let value_of = |keys: &[Value], choice: ChoiceId| {
        keys.iter().copied().find(|key| matches!(key, Value::Choice(of, _) if *of == choice))
    };
    let mut found = Vec::new();
    for (at, (keys, _)) in rows.iter().enumerate() {
        let Some(Value::Choice(_, place)) = value_of(keys, selection.place) else { continue };
        let mut counts = quota.places.is_empty() || quota.places.contains(&place);
        for (attribute, values) in &quota.among {
            let (_, tree) = selection.attributes.get(*attribute)?;
            let Type::Choice(choice) = tree.ty else { return None };
            // Where two things are of one choice, the table does not say which of them its key is.
            let alike =
                selection.attributes.iter().filter(|(_, tree)| tree.ty == Type::Choice(choice));
            if choice == selection.place || alike.count() > 1 {
                return None;
            }
            counts = counts && values.contains(&value_of(keys, choice)?);
        }
        if counts {
            found.push(at);
        }
    }
    Some(found)
}
