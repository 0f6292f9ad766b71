//! What is known of subjects, with when it is true and since when it is known, and the findings of
//! people.

use crate::calendar::Day;
use crate::ident::Symbol;
use crate::rule::{FactId, FindingId, InstanceId, SubjectId, Value};
use crate::world::ActorId;

/// One assertion of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FactVersion {
    /// About whom.
    pub subject: SubjectId,
    /// The fact.
    pub fact: FactId,
    /// The value.
    pub value: Value,
    /// The day from which it is true; none means always.
    pub true_from: Option<Day>,
    /// The day from which it is known; none means from the beginning.
    pub known_from: Option<Day>,
    /// Who asserted it.
    pub by: Option<ActorId>,
}

/// One finding. Later ones supersede earlier ones, which are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FindingMade {
    /// About which instance.
    pub instance: InstanceId,
    /// The question.
    pub finding: FindingId,
    /// The answer.
    pub answer: bool,
    /// When.
    pub day: Day,
    /// By whom; none where a machine recorded it.
    pub by: Option<ActorId>,
    /// Why, in the person's words.
    pub reason: Option<Symbol>,
}

/// The value in force: among what is true on `as_of` and known on `today`, what became true last;
/// among those, what was learnt last.
pub(super) fn in_force(
    versions: &[FactVersion],
    subject: SubjectId,
    fact: FactId,
    as_of: Day,
    today: Day,
) -> Option<Value> {
    let from =
        versions.partition_point(|version| (version.subject, version.fact) < (subject, fact));
    let mut best: Option<&FactVersion> = None;
    for version in versions.get(from..).unwrap_or(&[]) {
        if (version.subject, version.fact) != (subject, fact) {
            break;
        }
        let applies = version.true_from.is_none_or(|day| day <= as_of)
            && version.known_from.is_none_or(|day| day <= today);
        let later = best.is_none_or(|best| {
            (version.true_from, version.known_from) >= (best.true_from, best.known_from)
        });
        if applies && later {
            best = Some(version);
        }
    }
    best.map(|version| version.value)
}
