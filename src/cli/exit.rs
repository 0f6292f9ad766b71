//! How a command ends.

/// The exit codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// 0: all well.
    Well,
    /// 1: the policy or a scenario falls short.
    FallsShort,
    /// 2: the command could not do its work.
    CannotRun,
}

impl Exit {
    /// The number.
    pub const fn code(self) -> u8 {
        match self {
            Self::Well => 0,
            Self::FallsShort => 1,
            Self::CannotRun => 2,
        }
    }
}
