//! The bundle as it is written: one type for each thing that a drafter declares, every name and
//! value with its place. [`read`] makes these from RON; nothing is resolved yet.

mod amendment;
mod applies;
mod article;
mod assume;
mod bundle;
mod change;
mod chapter;
pub mod check;
mod concern;
mod declarations;
mod declare;
mod instrument;
mod machine;
mod milder;
mod origin;
mod parameter;
pub mod read;
mod reading;
pub mod reference;
mod relation;
mod selection;
mod shared;
mod size;
mod slot;
mod stage;
mod uncovered;
mod under;
mod validity;
mod version;

pub use amendment::{
    Address, Amendment, Answer, ChapterEdit, Edit, NewArticle, Runs, Side, Whom, Wording,
};
pub use applies::Applies;
pub use article::{Article, ArticleNumber, ArticleRef, Item, Paragraph, Series, Status};
pub use assume::{Assume, Assumed};
pub use bundle::{Bundle, Gone, Manifest, RuleFile};
pub use change::{Change, ChangeKind, SelectionChange, StateChange, TransitionChange};
pub use chapter::{
    Chapter, ChapterRef, articles_within, chapter_of_section, innermost, number_chapters,
};
pub use concern::Concern;
pub(crate) use declarations::each_section;
pub use declarations::{
    ChoiceChange, Declarations, FieldsChange, ObligationChange, Place, RoleChange, Section, Titled,
    add,
};
pub use declare::{
    Account, Choice, Event, Fact, Field, Finding, Group, GroupMember, Holder, Kind, Obligation,
    Record, Register, Role, TypeName,
};
pub use instrument::{AmendedBy, Instrument};
pub use machine::{
    Action, ActionKind, Clock, Floor, Machine, SendTarget, State, StateKind, Timer, TimerLength,
    Transition, Trigger,
};
pub use milder::{Better, Milder};
pub use origin::{Cited, Origin};
pub use parameter::{Parameter, ParameterValue, TableRow, UnknownType};
pub use reading::{Reading, ReadingOption, UNDECIDED};
pub use relation::{Counted, Holds, Relation};
pub use selection::{Order, Quota, Selection};
pub use shared::Shared;
pub use slot::{Bound, Piece, Slot, pieces, read_like, slots, written_like};
pub use stage::{Meant, NewTransition, StageChange, Staged, StatesChange};
pub use uncovered::{KINDS as UNCOVERED_KINDS, OUTCOMES, Uncovered};
pub use under::{Under, Version};
pub use validity::Validity;
pub use version::{Move, Part, Renumbered, Running, Versions};

use crate::source::Spanned;

/// A name as written, with its place.
pub type Name = Spanned<String>;
/// An expression of the rule language as written, with the place of its text.
pub type Expression = Spanned<String>;
/// Declared things in the order of their writing.
pub type Declared<T> = Vec<(Name, T)>;
