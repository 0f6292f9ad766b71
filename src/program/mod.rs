//! What a bundle compiles to: every name resolved to an id, every rule typed and lowered, every
//! machine a chart. A [`Program`] never changes and is shared between threads; each element keeps
//! its title, its sources and its place, so that a journal of ids can be told in full.

mod applies;
pub mod check;
mod compile;
mod depends;
mod element;
mod ids;
mod machine;
#[allow(clippy::module_inception, reason = "the program itself")]
mod program;
mod slot;
mod version;
mod walk;
mod nearest;
mod ways;

pub use applies::Applies;
pub use compile::{compile, compile_asking};
pub use depends::{Depends, Ground};
pub use element::{
    AccountInfo, ChoiceInfo, CompiledRule, EventInfo, FactInfo, FieldInfo, FindingInfo, KindInfo,
    ObligationInfo, ParameterInfo, ParameterKind, ParameterMeaning, RecordKindInfo, RegisterInfo,
    RoleHolder, RoleInfo, RowInfo, Tree,
};
pub use ids::{FieldId, ObligationId, RecordKindId, RoleId, RuleId};
pub use machine::{
    CompiledAction, CompiledFloor, CompiledKind, CompiledMachine, CompiledSelection, CompiledState,
    CompiledTarget, CompiledTimer, CompiledTransition, Guard, QuotaInfo, RankKey, SelectionId,
    SubjectPath, TimerSpan,
};
pub use nearest::{Nearest, concerned, hearers, nearest};
pub use program::{DONE_PREFIX, Program};
pub use slot::{Query, QueryColumn, Slot};
pub use version::{BetterInfo, MilderInfo, MoveInfo, PartInfo, VersionTable};
pub use walk::{constants, trees_of};
