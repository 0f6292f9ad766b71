//! A count shown day by day, for explanations. It is recorded by the counting itself, so that what
//! is shown cannot differ from what was counted.

use super::counting::{Counting, end, natural_end};
use super::day::Day;
use super::look::{CountError, Look, Step};
use super::period::{Period, Unit};
use super::table::{DayKind, Table};

/// The most days a walk lists. Of a longer one it keeps the first half and the last half of them.
pub const LISTED: usize = 60;

/// One day of a walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WalkedDay<'t> {
    /// The day.
    pub day: Day,
    /// What it is, with the name of its festival. None where the table does not have its year,
    /// which only a count that does not need the table can reach.
    pub kind: Option<DayKind<'t>>,
    /// What it does in the count.
    pub step: Step,
    /// How many entries were left out just before this one, where the walk was too long to list.
    pub left_out: usize,
}

/// The count behind [`last_day`](super::last_day): every day of a period in working days; of a
/// period in days, weeks, months or years the day that completes each of them, every one found from
/// `start` (so that 31 January, 28 February, 31 March shows why months are not chained); then the
/// days of the roll. Its last entry is the last day. It begins with `start` unless that is counted.
///
/// # Errors
/// As [`last_day`](super::last_day).
pub fn walk(
    start: Day,
    period: Period,
    counting: Counting,
    table: &Table,
) -> Result<Vec<WalkedDay<'_>>, CountError> {
    let mut tail = Vec::new();
    end(start, period, counting, &mut Look::new(table), &mut |day, step| tail.push((day, step)))?;

    let mut steps = Vec::new();
    if !counting.include_start || period.count == 0 {
        steps.push((start, Step::Start));
    }
    if period.unit != Unit::Workdays {
        // The last of these days exists, for `end` has found it; so all before it do.
        steps.extend((1..=period.count).filter_map(|count| {
            let day = natural_end(start, Period { count, ..period }, counting)?;
            Some((day, Step::Counted(count)))
        }));
    }
    steps.append(&mut tail);

    let left_out = steps.len().saturating_sub(LISTED);
    let resume = LISTED / 2 + left_out;
    let listed = steps
        .into_iter()
        .enumerate()
        .filter(|&(place, _)| left_out == 0 || place < LISTED / 2 || place >= resume);
    Ok(listed
        .map(|(place, (day, step))| WalkedDay {
            day,
            kind: table.kind(day).ok(),
            step,
            left_out: if place == resume { left_out } else { 0 },
        })
        .collect())
}
