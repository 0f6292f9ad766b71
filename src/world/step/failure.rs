//! Why a step could not be done.

use crate::rule::Fault;
use crate::world::refusal::{Cause, Reason};

/// Why a step could not be done.
pub enum Failure {
    /// It is refused.
    Refused(Vec<Reason>),
    /// A rule is at fault.
    Fault(Fault),
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}
impl From<Reason> for Failure {
    fn from(reason: Reason) -> Self {
        Self::Refused(vec![reason])
    }
}
impl Failure {
    pub(in crate::world) fn causes(causes: Vec<Cause>) -> Self {
        Reason::Unknown { transition: None, rule: None, causes }.into()
    }
    pub(super) fn reasons(self) -> Vec<Reason> {
        match self {
            Self::Refused(reasons) => reasons,
            Self::Fault(fault) => vec![Reason::Fault { at: fault.span(), fault }],
        }
    }
}
