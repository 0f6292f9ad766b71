//! Legal time: civil days, periods, the published table of holidays and make-up workdays, and the
//! methods by which Chinese law counts from one day to another.
//!
//! Everything here is arithmetic on values: nothing reads a file or a clock, and nothing knows a
//! measure. Two rules hold throughout. A question about working days in a year that the table does
//! not have is answered [`Unpublished`], never guessed; a question that needs no table (days,
//! weeks, months and years without a roll) is answered for any day that a [`Day`] can hold.
//!
//! | question | answer |
//! |---|---|
//! | is this day worked? | [`Table::kind`], [`Table::is_workday`] |
//! | when does a period end? | [`last_day`] |
//! | what is the first lawful day after it? | [`earliest_after`] |
//! | when must something have happened, N units before a day? | [`first_day_back`] |
//! | when must a period begin at the latest, to have ended by a day? | [`latest_start`] |
//! | how was that counted? | [`walk()`] |
//! | how much time lies between two days? | [`whole_years`], [`whole_months`], [`workdays_between`], [`census`] |

mod day;
mod period;
mod table;
mod look;
mod roll;
mod counting;
mod between;
mod walk;
mod cursor;
mod notice;
mod written;

pub use between::{Census, census, whole_months, whole_years, workdays_between};
pub use counting::{Counted, Counting, earliest_after, first_day_back, last_day, latest_start};
pub use day::{Day, Weekday};
pub use look::{CountError, Step};
pub use notice::{Notice, read_notice};
pub use period::{Period, Unit};
pub use roll::Roll;
pub use table::{
    DayKind, Irregular, IrregularDay, NotAssumed, PublishedYear, Rests, Table, TableError,
    Unpublished,
};
pub use walk::{LISTED, WalkedDay, walk};
pub use written::{notice_lines, with_notice};

#[cfg(test)]
mod tests;
