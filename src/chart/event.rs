//! Events, and which of them a transition names.

use crate::ident::id_type;

id_type!(
    /// An event's name, as the caller numbers it.
    EventId
);

/// What enables a transition, its guard apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// No event: it is tried whenever a microstep ends.
    Eventless,
    /// Every event (`*`).
    Any,
    /// These events: those that the transition's descriptors match.
    Events(Vec<EventId>),
}

/// Whether an event `descriptor` matches the event `name` (SCXML 3.12.1): it equals it token for
/// token, or is a prefix of whole tokens. `*` matches every name; a trailing `.*` changes nothing.
/// `error` matches `error.send` and not `errors`.
pub fn descriptor_matches(descriptor: &str, name: &str) -> bool {
    if descriptor == "*" {
        return true;
    }
    let prefix = descriptor.strip_suffix(".*").unwrap_or(descriptor);
    match name.strip_prefix(prefix) {
        // An empty descriptor names no event; it is not the prefix of all.
        Some(rest) => !prefix.is_empty() && (rest.is_empty() || rest.starts_with('.')),
        None => false,
    }
}
