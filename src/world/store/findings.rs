//! What people have found: the latest finding on a question holds, earlier ones are kept.

use std::collections::BTreeMap;

use smallvec::SmallVec;

use super::log::Log;
use super::watched::Watched;
use crate::calendar::Day;
use crate::ident::Symbol;
use crate::rule::{FindingId, InstanceId};
use crate::world::cast::ActorId;

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

/// All findings in the order of their making.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::world) struct Findings {
    made: Vec<FindingMade>,
    /// Where the findings on a question about an instance stand, the latest last.
    about: BTreeMap<(InstanceId, FindingId), SmallVec<[u32; 2]>>,
    log: Log<Added>,
}

/// A finding about an instance was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Added(InstanceId);

impl Findings {
    pub(in crate::world) fn all(&self) -> &[FindingMade] {
        &self.made
    }
    pub(in crate::world) fn latest(
        &self,
        instance: InstanceId,
        finding: FindingId,
    ) -> Option<&FindingMade> {
        let last = self.about.get(&(instance, finding))?.last()?;
        self.made.get(*last as usize)
    }
    /// Adds a finding; answers its position.
    pub(in crate::world) fn add(&mut self, made: FindingMade) -> u32 {
        let at = u32::try_from(self.made.len()).unwrap_or(u32::MAX);
        self.about.entry((made.instance, made.finding)).or_default().push(at);
        self.made.push(made);
        self.log.note(Added(made.instance));
        at
    }
    pub(in crate::world) fn begin(&mut self) {
        self.log.begin();
    }
    /// What has changed since.
    pub(in crate::world) fn touched(&self) -> impl Iterator<Item = Watched> {
        self.log.changes().iter().map(|&Added(instance)| Watched::Findings(instance))
    }
    pub(in crate::world) fn commit(&mut self) {
        self.log.commit();
    }
    pub(in crate::world) fn rollback(&mut self) {
        while let Some(Added(_)) = self.log.last() {
            let Some(made) = self.made.pop() else { continue };
            let about = (made.instance, made.finding);
            if let Some(known) = self.about.get_mut(&about) {
                known.pop();
                if known.is_empty() {
                    self.about.remove(&about);
                }
            }
        }
    }
}
