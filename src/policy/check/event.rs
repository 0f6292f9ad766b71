//! Names of events that the chart itself uses.

use crate::diagnostic::Problems;
use crate::lang::Problem;
use crate::policy::Bundle;

/// What SCXML keeps for itself (3.12.1): `done.state.X` when a state ends, `error.…`.
const RESERVED: [&str; 2] = ["done", "error"];

/// Tells of events that are called as those are which a chart raises by itself.
pub(super) fn no_event_is_called_as_the_chart_s_own(bundle: &Bundle, problems: &mut Problems) {
    for (name, _) in &bundle.events {
        let first = name.value.split('.').next().unwrap_or_default();
        if RESERVED.contains(&first) {
            let args = vec![("name", name.value.as_str().into()), ("prefix", first.into())];
            problems.add(Problem::ReservedEvent, name.span, args);
        }
    }
}
