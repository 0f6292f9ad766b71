//! What a decision does, sentence by sentence.

use std::fmt::Write as _;
use std::ops::Range;

use super::place::Place;
use super::quoted::Quoted;
use crate::calendar::Day;

/// The kinds of operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Words stand instead of others.
    Substitute,
    /// A part reads otherwise.
    Replace,
    /// Something comes in.
    Insert,
    /// Something goes.
    Delete,
    /// A part has another number.
    Renumber,
    /// Several articles become one.
    Join,
    /// An article becomes several.
    Split,
    /// A part stands elsewhere.
    Move,
    /// An act or a part of it is no longer in force.
    Repeal,
    /// The act is in force for longer.
    Extend,
    /// A title or heading reads otherwise.
    Rename,
    /// The day of effect.
    Effective,
}

impl Kind {
    /// Its name in data.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Substitute => "substitute_words",
            Self::Replace => "replace",
            Self::Insert => "insert",
            Self::Delete => "delete",
            Self::Renumber => "renumber",
            Self::Join => "join",
            Self::Split => "split",
            Self::Move => "move",
            Self::Repeal => "repeal",
            Self::Extend => "extend",
            Self::Rename => "rename",
            Self::Effective => "effective",
        }
    }
}

/// Where something stands in the text after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Position {
    /// At these numbers.
    At(Vec<Place>),
    /// Right after words.
    AfterWords(String),
    /// Right before words.
    BeforeWords(String),
    /// Right after a part, where no number is given.
    AfterPart(Place),
    /// Right before a part, where no number is given.
    BeforePart(Place),
    /// At the beginning of a part.
    Start(Place),
    /// At the end.
    End,
}

impl Position {
    /// As it is written in data.
    pub fn text(&self) -> String {
        match self {
            Self::At(places) => joined(places),
            Self::AfterWords(words) => format!("after:{words}"),
            Self::BeforeWords(words) => format!("before:{words}"),
            Self::AfterPart(place) => format!("after:{place}"),
            Self::BeforePart(place) => format!("before:{place}"),
            Self::Start(place) => format!("start:{place}"),
            Self::End => "end".to_owned(),
        }
    }
}

/// What comes, where that is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// A day.
    Day(Day),
    /// The day on which the decision is made public.
    Promulgation,
    /// A length, with the letter of its unit.
    Length(u16, char),
}

impl Value {
    /// As it is written in data.
    pub fn text(self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Promulgation => "on_promulgation".to_owned(),
            Self::Length(number, unit) => format!("+{number}{unit}"),
        }
    }
}

/// One operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// What it does.
    pub kind: Kind,
    /// The clause that says so, in bytes.
    pub at: Range<usize>,
    /// Which act it amends, where that is named.
    pub act: Option<String>,
    /// On what: several where they are joined.
    pub target: Vec<Place>,
    /// The words that go.
    pub old: Option<Quoted>,
    /// The text that comes.
    pub new: Option<Quoted>,
    /// The day or length that comes.
    pub value: Option<Value>,
    /// Where it stands then.
    pub position: Option<Position>,
}

impl Operation {
    /// On what, as it is written in data.
    pub fn target_text(&self) -> String {
        joined(&self.target)
    }
    /// What comes, as it is written in data.
    pub fn new_text(&self) -> Option<String> {
        let value = self.value.map(Value::text);
        value.or_else(|| self.new.as_ref().map(Quoted::text))
    }
}

fn joined(places: &[Place]) -> String {
    let mut out = String::new();
    for place in places {
        let _ = write!(out, "{}{place}", if out.is_empty() { "" } else { "+" });
    }
    out
}
