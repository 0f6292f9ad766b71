//! The published table: which days are worked in the years for which the State Council has issued
//! its notice. A year without a notice is no answer at all, never Monday to Friday.

use super::day::{Day, Weekday};

/// The published years, each with its notice and its irregular days.
///
/// Every other day of a published year is worked, unless its weekday is one of the weekly rest
/// days (国务院关于职工工作时间的规定 第七条: Saturday and Sunday).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    version: String,
    /// One bit a weekday, Monday lowest.
    rest_weekdays: u8,
    /// INVARIANT: ascending, no year twice.
    years: Vec<Entry>,
    /// Whether what is provisional counts as not published.
    waits: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    year: i32,
    notice: String,
    /// INVARIANT: ascending, no day twice, all of this year.
    days: Vec<IrregularDay>,
    /// One bit a day of the year: whether it is worked.
    worked: [u64; 6],
    /// Whether no notice gives the year, but a story or a command assumes it.
    assumed: bool,
}

/// What an answer about days rests on, the weakest last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rests {
    /// On the notices, or on no table at all.
    #[default]
    Published,
    /// On a day that a later notice may still change ([`Table::provisional`]).
    Provisional,
    /// On a year that is assumed.
    Assumed,
}

/// What a notice gives for one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedYear {
    /// The year whose days these are.
    pub year: i32,
    /// The notice or notices they rest on: number, title, date.
    pub notice: String,
    /// The days that are not what their weekday says, or that have a name; in any order.
    pub days: Vec<IrregularDay>,
}

/// A day of a notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IrregularDay {
    /// The day.
    pub day: Day,
    /// Free or worked.
    pub kind: Irregular,
    /// The festival, as the notice names it.
    pub name: String,
}

/// How a notice changes a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Irregular {
    /// Free: a statutory holiday, or a day moved or joined to one (全国年节及纪念日放假办法 第七条).
    Holiday,
    /// A weekly rest day that is worked in exchange (调休上班).
    MakeUp,
}

/// What a day is, with the name of its festival where a notice gives one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DayKind<'t> {
    /// Worked, as its weekday says.
    Workday,
    /// Free, as its weekday says.
    Weekend,
    /// Free by the notice, whatever its weekday.
    Holiday(&'t str),
    /// Worked by the notice although a weekly rest day.
    MakeUp(&'t str),
}

impl<'t> DayKind<'t> {
    /// Whether the day is worked.
    pub const fn is_workday(self) -> bool {
        match self {
            Self::Workday | Self::MakeUp(_) => true,
            Self::Weekend | Self::Holiday(_) => false,
        }
    }
    /// The festival of the notice.
    pub const fn name(self) -> Option<&'t str> {
        match self {
            Self::Workday | Self::Weekend => None,
            Self::Holiday(name) | Self::MakeUp(name) => Some(name),
        }
    }
}

/// The table does not have this year, so nothing about its working days is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unpublished {
    /// The year.
    pub year: i32,
}

/// Why a year cannot be assumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAssumed {
    /// It is published.
    Published,
    /// The other table does not have it.
    Missing,
}

/// What is wrong with the data of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableError {
    /// A year outside 1900 to 2200.
    YearOutOfRange {
        /// The year.
        year: i32,
    },
    /// A year is given twice.
    YearTwice {
        /// The year.
        year: i32,
    },
    /// A day is given under another year than its own.
    OutsideItsYear {
        /// The year under which it stands.
        year: i32,
        /// The day.
        day: Day,
    },
    /// A day is given twice.
    DayTwice {
        /// The day.
        day: Day,
    },
    /// A make-up workday is worked anyway: its weekday is not a weekly rest day.
    MakeUpNotOnRestDay {
        /// The day.
        day: Day,
        /// Its weekday.
        weekday: Weekday,
    },
}

impl Table {
    /// The table of these years, in any order, with `weekend` as the weekly rest days.
    ///
    /// # Errors
    /// Everything that is wrong with the data, in the order of the data. A year with a fault is
    /// never half kept: there is no table then.
    pub fn new(
        version: impl Into<String>,
        weekend: &[Weekday],
        years: Vec<PublishedYear>,
    ) -> Result<Self, Vec<TableError>> {
        let rest_weekdays = weekend.iter().fold(0, |set, &weekday| set | bit(weekday));
        let mut table =
            Self { version: version.into(), rest_weekdays, years: Vec::new(), waits: false };
        let mut errors = Vec::new();
        for year in years {
            table.add(year, &mut errors);
        }
        if errors.is_empty() { Ok(table) } else { Err(errors) }
    }

    fn add(&mut self, published: PublishedYear, errors: &mut Vec<TableError>) {
        let PublishedYear { year, notice, days } = published;
        let mut entry = Entry {
            year,
            notice,
            days: Vec::with_capacity(days.len()),
            worked: [0; 6],
            assumed: false,
        };
        let Some(first) = Day::ymd(year, 1, 1) else {
            errors.push(TableError::YearOutOfRange { year });
            return;
        };
        let mut day = Some(first);
        while let Some(of_this_year) = day.filter(|day| day.year() == year) {
            entry.set_worked(of_this_year, !self.is_weekly_rest(of_this_year));
            day = of_this_year.plus_days(1);
        }
        for irregular in days {
            let IrregularDay { day, kind, .. } = irregular;
            if day.year() != year {
                errors.push(TableError::OutsideItsYear { year, day });
            } else if kind == Irregular::MakeUp && !self.is_weekly_rest(day) {
                errors.push(TableError::MakeUpNotOnRestDay { day, weekday: day.weekday() });
            } else {
                match entry.position(day) {
                    Ok(_) => errors.push(TableError::DayTwice { day }),
                    Err(place) => {
                        entry.set_worked(day, kind == Irregular::MakeUp);
                        entry.days.insert(place, irregular);
                    }
                }
            }
        }
        match self.position(year) {
            Ok(_) => errors.push(TableError::YearTwice { year }),
            Err(place) => self.years.insert(place, entry),
        }
    }

    /// The version of the data, which a receipt of a run records: the table itself is amended
    /// within a year, as in January 2020.
    pub fn version(&self) -> &str {
        &self.version
    }
    /// The published years, ascending.
    pub fn years(&self) -> impl DoubleEndedIterator<Item = i32> {
        self.years.iter().map(|entry| entry.year)
    }
    /// The last published year; none where the table is empty.
    pub fn last_published(&self) -> Option<i32> {
        self.years().next_back()
    }
    /// Whether the table has this year.
    pub fn is_published(&self, year: i32) -> bool {
        self.position(year).is_ok()
    }
    /// The notice on which the days of `year` rest.
    ///
    /// # Errors
    /// The table does not have the year.
    pub fn notice(&self, year: i32) -> Result<&str, Unpublished> {
        self.entry(year).map(|entry| entry.notice.as_str())
    }
    /// The irregular days of `year`, ascending.
    ///
    /// # Errors
    /// The table does not have the year.
    pub fn irregular_days(&self, year: i32) -> Result<&[IrregularDay], Unpublished> {
        self.entry(year).map(|entry| entry.days.as_slice())
    }

    /// What `day` is.
    ///
    /// # Errors
    /// The table does not have the day's year.
    pub fn kind(&self, day: Day) -> Result<DayKind<'_>, Unpublished> {
        let entry = self.entry_of(day)?;
        let irregular = entry.position(day).ok().and_then(|place| entry.days.get(place));
        Ok(match irregular {
            Some(IrregularDay { kind: Irregular::Holiday, name, .. }) => DayKind::Holiday(name),
            Some(IrregularDay { kind: Irregular::MakeUp, name, .. }) => DayKind::MakeUp(name),
            None if self.is_weekly_rest(day) => DayKind::Weekend,
            None => DayKind::Workday,
        })
    }
    /// Whether `day` is worked.
    ///
    /// # Errors
    /// The table does not have the day's year.
    pub fn is_workday(&self, day: Day) -> Result<bool, Unpublished> {
        self.entry_of(day).map(|entry| entry.is_worked(day))
    }
    /// Whether a later notice may still change `day`: one of 28 to 31 December of a published year
    /// whose next year is not published yet. The notices for 2006, 2007, 2008, 2012, 2019 and 2023
    /// each set days of the December before, all of them among these four.
    pub fn provisional(&self, day: Day) -> bool {
        day.month() == 12
            && day.day() >= 28
            && self.is_published(day.year())
            && self.entry(day.year() + 1).map_or(true, |next| next.assumed)
    }

    /// What the answer about `day` rests on.
    pub fn rests(&self, day: Day) -> Rests {
        match self.entry(day.year()) {
            Ok(entry) if entry.assumed => Rests::Assumed,
            _ if self.provisional(day) => Rests::Provisional,
            _ => Rests::Published,
        }
    }

    /// The table with a year assumed as another table has it, instead of an earlier assumption. What
    /// is published is never assumed.
    ///
    /// # Errors
    /// Why the year cannot be assumed.
    pub fn assuming(mut self, year: i32, other: &Self) -> Result<Self, NotAssumed> {
        if self.entry(year).is_ok_and(|there| !there.assumed) {
            return Err(NotAssumed::Published);
        }
        let entry = other.entry(year).map_err(|_| NotAssumed::Missing)?;
        self.years.retain(|there| there.year != year);
        let place = self.years.partition_point(|there| there.year < year);
        self.years.insert(place, Entry { assumed: true, ..entry.clone() });
        Ok(self)
    }
    /// The years that are assumed, ascending.
    pub fn assumed(&self) -> impl Iterator<Item = i32> {
        self.years.iter().filter(|entry| entry.assumed).map(|entry| entry.year)
    }

    /// The table with each year so many years later, where each falls on the same weekdays there and
    /// is as long; none where one does not, or lies outside the years that there are.
    pub fn moved(&self, years: i32) -> Option<Self> {
        let moved = |entry: &Entry| {
            let year = entry.year.checked_add(years)?;
            let first = Day::ymd(entry.year, 1, 1)?;
            let days = first.days_until(Day::ymd(year, 1, 1)?);
            let last = Day::ymd(entry.year, 12, 31)?.plus_days(days)?;
            if days % 7 != 0 || Day::ymd(year, 12, 31) != Some(last) {
                return None;
            }
            let irregular = entry.days.iter().map(|irregular| {
                Some(IrregularDay { day: irregular.day.plus_days(days)?, ..irregular.clone() })
            });
            Some(Entry { year, days: irregular.collect::<Option<Vec<_>>>()?, ..entry.clone() })
        };
        let years = self.years.iter().map(moved).collect::<Option<Vec<_>>>()?;
        Some(Self { years, ..self.clone() })
    }

    /// The table as one reads it who makes no count before the notice that could still change it:
    /// what is [provisional](Self::provisional) is not published.
    pub fn waiting(mut self) -> Self {
        self.waits = true;
        self
    }

    fn is_weekly_rest(&self, day: Day) -> bool {
        self.rest_weekdays & bit(day.weekday()) != 0
    }
    fn entry_of(&self, day: Day) -> Result<&Entry, Unpublished> {
        if self.waits && self.provisional(day) {
            return Err(Unpublished { year: day.year() + 1 });
        }
        self.entry(day.year())
    }
    fn position(&self, year: i32) -> Result<usize, usize> {
        self.years.binary_search_by_key(&year, |entry| entry.year)
    }
    fn entry(&self, year: i32) -> Result<&Entry, Unpublished> {
        self.position(year).ok().and_then(|place| self.years.get(place)).ok_or(Unpublished { year })
    }
}

impl Entry {
    fn position(&self, day: Day) -> Result<usize, usize> {
        self.days.binary_search_by_key(&day, |irregular| irregular.day)
    }
    fn set_worked(&mut self, day: Day, worked: bool) {
        let (word, bit) = (day.of_year() / 64, 1 << (day.of_year() % 64));
        if let Some(word) = self.worked.get_mut(word) {
            *word = if worked { *word | bit } else { *word & !bit };
        }
    }
    fn is_worked(&self, day: Day) -> bool {
        let word = self.worked.get(day.of_year() / 64).copied().unwrap_or(0);
        word >> (day.of_year() % 64) & 1 == 1
    }
}

const fn bit(weekday: Weekday) -> u8 {
    1 << weekday as u8
}
