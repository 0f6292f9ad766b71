//! What is looked at, and what comes of it.

use crate::amend::words::Rewritten;
use crate::calendar::Day;
use crate::lang::{Phrase, Word, money_text};
use crate::policy::{Amendment, ArticleRef, Bundle, Validity, Version};
use crate::program::{ParameterInfo, Program};
use crate::rule::{ParamId, Value};

/// A measure with its amendments laid on it.
#[derive(Clone, Copy)]
pub struct Draft<'d> {
    /// All versions side by side.
    pub program: &'d Program,
    /// The bundle as written.
    pub written: &'d Bundle,
    /// The amendments that are laid, in order.
    pub amendments: &'d [Amendment],
    /// What each makes of the words before it.
    pub rewritten: &'d [Rewritten],
}

/// What kind of thing was not asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A selection may cost another sum.
    Spend,
    /// One of two periods was the longer, and is no more.
    Order,
    /// Who is kept out stays out for another time than before.
    Barred,
    /// Another number of occurrences fits into the days on which the measure is in force.
    Occurrences,
    /// A term that was in working days ends earlier around a festival.
    Notice,
    /// A count reaches a year without a published calendar, or an assumed one.
    Calendar,
    /// Little time, or none, to learn of it before it has effect.
    Effect,
    /// Days on which no text is in force.
    Gap,
    /// A value of another order, or in another unit.
    Scale,
    /// A value shows in words that nobody amended.
    Shown,
    /// The words that a reading explains are gone.
    Reading,
    /// A rule is changed that says what must be reviewed then.
    Concern,
}

impl Kind {
    /// Its name in data.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Spend => "spend",
            Self::Order => "order",
            Self::Barred => "barred",
            Self::Occurrences => "occurrences",
            Self::Notice => "notice",
            Self::Calendar => "calendar",
            Self::Effect => "effect",
            Self::Gap => "gap",
            Self::Scale => "scale",
            Self::Shown => "shown",
            Self::Reading => "reading",
            Self::Concern => "concern",
        }
    }
}

/// An edit, by its amendment's position and its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    /// The amendment.
    pub amendment: usize,
    /// Its edit.
    pub edit: usize,
}

/// Something that nobody asked for.
#[derive(Clone, Debug)]
pub struct Unasked {
    /// What kind of thing.
    pub kind: Kind,
    /// The articles in which it shows.
    pub articles: Vec<ArticleRef>,
    /// The edit that brings it, where it is one alone.
    pub operation: Option<Operation>,
    /// What it is.
    pub told: Word,
}

impl<'d> Draft<'d> {
    /// The version as published.
    pub(super) const BEFORE: Version = Version(0);

    /// The version with everything laid on it.
    pub(super) fn after(&self) -> Version {
        self.program.versions.of(u64::MAX)
    }
    /// The first day of effect and the last.
    pub(super) fn effective(&self) -> Option<(Day, Day)> {
        let days = || self.amendments.iter().map(|amendment| amendment.effective.value);
        Some((days().min()?, days().max()?))
    }
    /// The days of validity after.
    pub(super) fn validity_after(&self) -> Option<&'d Validity> {
        let parts = self.program.versions.parts.iter().rev();
        parts.filter_map(|part| part.validity.as_ref()).next().or(self.program.validity.as_ref())
    }
    /// A parameter before, and after.
    pub(super) fn both(&self, id: ParamId) -> (&'d ParameterInfo, &'d ParameterInfo) {
        let info = &self.program.parameters[id];
        (info.under(Self::BEFORE), info.under(self.after()))
    }
    /// What a parameter is called.
    pub(super) fn title(&self, id: ParamId) -> Word {
        let info = &self.program.parameters[id];
        match info.title.zh.is_empty() {
            true => info.name.as_str().into(),
            false => (&info.title).into(),
        }
    }
    /// The only edit, where there is but one.
    pub(super) fn only(&self) -> Option<Operation> {
        match self.amendments {
            [one] if one.edits.len() == 1 => Some(Operation { amendment: 0, edit: 0 }),
            _ => None,
        }
    }
    /// A value in words.
    pub(super) fn value(&self, value: Value) -> Word {
        match value {
            Value::Period(period) => period.words(),
            Value::Money(sum) => Word::Phrase(Phrase::Yuan, vec![("sum", money_text(sum).into())]),
            Value::Count(count) => count.to_string().into(),
            Value::Decimal(number) => number.normalize().to_string().into(),
            Value::Fraction(ratio) => ratio.to_string().into(),
            Value::Date(day) => day.to_string().into(),
            Value::Bool(true) => Phrase::Yes.into(),
            Value::Bool(false) => Phrase::No.into(),
            Value::Choice(choice, at) => {
                let named = self.program.choices[choice].values.get(usize::from(at));
                named.map_or("".into(), |(_, title)| title.into())
            }
            _ => Phrase::UnaskedOtherValue.into(),
        }
    }
}
