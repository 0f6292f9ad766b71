//! What is told: both sides as they were found, and what is drawn of them.

use crate::analysis::timeline::{Asked, Happened, Years};
use crate::calendar::Day;
use crate::lang::Lang;
use crate::program::Program;

/// A measure along the years, before and after.
pub struct Sheet<'a> {
    /// What is said to be laid: amendments, values, readings.
    pub laid: Vec<String>,
    /// Before, and after.
    pub programs: [&'a Program; 2],
    /// What was asked.
    pub asked: Asked,
    /// The first day that is shown.
    pub from: Day,
    /// The last day that is shown.
    pub until: Day,
    /// Before, and after.
    pub years: [Years; 2],
    /// What a story's journals say, before and after, with its title.
    pub story: Option<(String, [Vec<Happened>; 2])>,
}

/// What is told and drawn.
#[derive(Clone, Debug, Default)]
pub struct Drawn {
    /// What it is a timeline of.
    pub title: String,
    /// What it rests on.
    pub notes: Vec<String>,
    /// The tables.
    pub sections: Vec<Section>,
    /// The picture.
    pub lanes: Vec<Lanes>,
    /// Days on which something begins to have effect.
    pub marks: Vec<(Day, String)>,
}

/// A table under a heading.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// The heading.
    pub heading: String,
    /// The heads.
    pub heads: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
    /// What is said under it.
    pub notes: Vec<String>,
}

/// Lanes under a heading.
#[derive(Clone, Debug)]
pub struct Lanes {
    /// The heading.
    pub heading: String,
    /// The lanes.
    pub lanes: Vec<Lane>,
}

/// What lies along the years, before and after.
#[derive(Clone, Debug)]
pub struct Lane {
    /// What it is.
    pub label: String,
    /// Before, and after.
    pub sides: [Vec<Span>; 2],
}

/// A stretch of days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub from: Day,
    /// The last; none where it is that day alone.
    pub to: Option<Day>,
    /// The day until which somebody waits beyond it.
    pub waits: Option<Day>,
    /// Whether it lies where no text is in force.
    pub faint: bool,
    /// What is written at it.
    pub label: String,
}

impl Sheet<'_> {
    /// What is told and drawn, in a language.
    pub fn drawn(&self, lang: Lang) -> Drawn {
        match &self.story {
            Some((title, sides)) => self.of_story(title, sides, lang),
            None => self.of_years(lang),
        }
    }
}
