//! The sections that a file of a bundle and a change that declares have in common.

use super::fields::Fields;
use super::{declare, parameter, selection};
use crate::diagnostic::Problems;
use crate::policy::Declarations;

/// What is declared in the sections of a structure.
pub fn declarations(fields: &mut Fields<'_>, problems: &mut Problems) -> Declarations {
    let mut found = Declarations::default();
    macro_rules! section {
        ($name:ident, $read:path) => {
            if let Some(node) = fields.optional(stringify!($name)) {
                found.$name = $read(node, problems);
            }
        };
    }
    section!(choices, declare::choices);
    section!(kinds, declare::kinds);
    section!(parameters, parameter::parameters);
    section!(facts, declare::facts);
    section!(findings, declare::findings);
    section!(events, declare::events);
    section!(roles, declare::roles);
    section!(registers, declare::registers);
    section!(accounts, declare::accounts);
    section!(obligations, declare::obligations);
    section!(records, declare::records);
    section!(groups, declare::groups);
    section!(selections, selection::selections);
    found
}
