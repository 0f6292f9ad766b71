//! The most that a selection can cost: the places that its limits leave, each at the sum that a
//! table of money gives it.
//!
//! What counts is what the measure itself says in numbers: limits, and a table with the places
//! among its keys that a sum owed is looked up in; where sums are decided by people, a table of
//! ceilings. What a limit counts by something that the table does not know limits nothing here, so
//! that the answer is never too small.

use rust_decimal::Decimal;

use crate::calendar::Day;
use crate::program::{
    CompiledAction, CompiledKind, CompiledSelection, ParameterMeaning, Program, QuotaInfo, RuleId,
    SelectionId, Slot,
};
use crate::rule::{ChoiceId, Expr, ExprKind, ParamId, Type, Value};

/// The most rows that are searched; attributes that would make more are left out.
const MOST_ROWS: usize = 64;

/// The most ways to fill the rows that are tried.
const MOST_TRIES: u32 = 200_000;

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

/// The most that each selection can cost, for each table of sums, as each parameter stands on the
/// day that decides it.
pub fn greatest_spend(program: &Program, on: impl Fn(ParamId) -> Day) -> Vec<Spend> {
    let (owed, computed) = (owed_tables(program), computed_tables(program));
    let mut found = Vec::new();
    for (selection, info) in program.selections.enumerated() {
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
            let Some(cells) = most(program, info, table, &on) else { continue };
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
fn most(
    program: &Program,
    selection: &CompiledSelection,
    table: ParamId,
    on: &impl Fn(ParamId) -> Day,
) -> Option<Cells> {
    let parameters = selection.quotas.iter().filter(|quota| quota.hard).map(|quota| quota.max);
    let unvalued = |id: &ParamId| program.parameters[*id].at(on(*id)).is_none();
    if let Some(id) = std::iter::once(table).chain(parameters).find(unvalued) {
        return Some(Cells::NotYet(id));
    }
    let ParameterMeaning::Table(rows) = program.parameters[table].at(on(table))? else {
        return None;
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
    for choice in missing(selection, &rows) {
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
    let mut limits: Vec<Limit> = Vec::new();
    for quota in selection.quotas.iter().filter(|quota| quota.hard) {
        let max = match program.parameters[quota.max].at(on(quota.max)) {
            Some(ParameterMeaning::Single(Value::Count(max))) => max,
            Some(ParameterMeaning::Table(rows)) => {
                match rows.iter().find(|(keys, _)| *keys == quota.row) {
                    Some((_, Value::Count(max))) => max,
                    _ => continue,
                }
            }
            _ => continue,
        };
        if let Some(members) = members(selection, quota, &rows) {
            limits.push(Limit { members, left: *max });
        }
    }
    let unlimited = |row: usize| !limits.iter().any(|limit| limit.members.contains(&row));
    if (0..rows.len()).any(unlimited) {
        return Some(Cells::NoLimit);
    }
    let sums: Vec<Decimal> = rows.iter().map(|(_, sum)| *sum).collect();
    let counts = vec![0; rows.len()];
    let mut search = Search { sums: &sums, counts, best: None, left: MOST_TRIES };
    search.from(0, &mut limits, Decimal::ZERO);
    if search.left == 0 {
        return Some(Cells::TooMany);
    }
    let (_, counts) = search.best?;
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

/// The choices of attributes that limits ask for and that are no keys of the table.
fn missing(selection: &CompiledSelection, rows: &[(Vec<Value>, Decimal)]) -> Vec<ChoiceId> {
    let asked = selection.quotas.iter().flat_map(|quota| &quota.among);
    let choices =
        asked.filter_map(|(attribute, _)| match selection.attributes.get(*attribute)?.1.ty {
            Type::Choice(choice) => Some(choice),
            _ => None,
        });
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

struct Limit {
    members: Vec<usize>,
    left: i64,
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

/// The dearest way to fill the rows under all limits: each row as full as it may be first, then
/// less; a branch that cannot beat the best found is left.
struct Search<'s> {
    sums: &'s [Decimal],
    counts: Vec<i64>,
    best: Option<(Decimal, Vec<i64>)>,
    /// How many ways may still be tried.
    left: u32,
}

impl Search<'_> {
    fn cost(&self, row: usize, count: i64) -> Decimal {
        let each = self.sums.get(row).copied().unwrap_or_default();
        each.saturating_mul(Decimal::from(count))
    }
    fn from(&mut self, row: usize, limits: &mut [Limit], sum: Decimal) {
        self.left = self.left.saturating_sub(1);
        if self.left == 0 {
            return;
        }
        if row == self.sums.len() {
            if self.best.as_ref().is_none_or(|(best, _)| sum > *best) {
                self.best = Some((sum, self.counts.clone()));
            }
            return;
        }
        let room = |row: usize, limits: &[Limit]| {
            let own = limits.iter().filter(|limit| limit.members.contains(&row));
            own.map(|limit| limit.left).min().unwrap_or(0).max(0)
        };
        let rest = row..self.sums.len();
        // At most what each row may hold by itself, and together what a limit over all of them leaves.
        let together =
            limits.iter().filter(|limit| rest.clone().all(|row| limit.members.contains(&row)));
        let mut left = together.map(|limit| limit.left).min().unwrap_or(i64::MAX);
        let mut hoped = Decimal::ZERO;
        for row in rest {
            let count = room(row, limits).min(left);
            left -= count;
            hoped = hoped.saturating_add(self.cost(row, count));
        }
        if self.best.as_ref().is_some_and(|(best, _)| sum.saturating_add(hoped) <= *best) {
            return;
        }
        // What shares no limit with a later row is as full as it may be.
        let shared = limits.iter().any(|limit| {
            limit.members.contains(&row) && limit.members.iter().any(|&other| other > row)
        });
        let most = room(row, limits);
        let least = if shared { 0 } else { most };
        for count in (least..=most).rev() {
            if self.left == 0 {
                return;
            }
            let take = |limits: &mut [Limit], by: i64| {
                limits
                    .iter_mut()
                    .filter(|limit| limit.members.contains(&row))
                    .for_each(|limit| limit.left -= by);
            };
            take(limits, count);
            if let Some(place) = self.counts.get_mut(row) {
                *place = count;
            }
            self.from(row + 1, limits, sum.saturating_add(self.cost(row, count)));
            take(limits, -count);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn most_of(sums: &[i64], limits: &[(&[usize], i64)]) -> (Decimal, Vec<i64>) {
        let sums: Vec<Decimal> = sums.iter().map(|sum| Decimal::from(*sum)).collect();
        let mut limits: Vec<Limit> = limits
            .iter()
            .map(|(members, left)| Limit { members: members.to_vec(), left: *left })
            .collect();
        let counts = vec![0; sums.len()];
        let mut search = Search { sums: &sums, counts, best: None, left: MOST_TRIES };
        search.from(0, &mut limits, Decimal::ZERO);
        search.best.unwrap()
    }

    #[test]
    fn the_dearest_is_found_under_nested_and_crossing_limits() {
        // Two dear places, ten cheaper, two cheap ones under a limit of their own: 2·50 + 10·10 + 2·2.
        let nested: [(&[usize], i64); 3] = [(&[0], 2), (&[1, 3], 10), (&[2], 2)];
        assert_eq!(most_of(&[50, 10, 2, 1], &nested), (Decimal::from(204), vec![2, 10, 2, 0]));
        // Crossing limits, where taking the dearest first is not best: 7 + 7 beats 10 + nothing.
        let crossing: [(&[usize], i64); 2] = [(&[0, 1], 1), (&[0, 2], 1)];
        assert_eq!(most_of(&[10, 7, 7], &crossing), (Decimal::from(14), vec![0, 1, 1]));
    }
}
