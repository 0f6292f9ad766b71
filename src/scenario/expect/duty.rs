//! `obligations`: how a duty stands, and its last day: a subject's, or one of an office, which has no
//! subject and is told by its instance.

use super::mismatch::Comparison;
use crate::calendar::Day;
use crate::diagnostic::Problems;
use crate::lang::{Phrase, Word};
use crate::policy::Name;
use crate::policy::read::fields::{self, Fields};
use crate::program::ObligationId;
use crate::rule::SubjectId;
use crate::scenario::address::PlannedAddress;
use crate::scenario::names::status_name;
use crate::scenario::naming::Naming;
use crate::scenario::notation::{dated, name};
use crate::scenario::value::{unknown, unknown_titled};
use crate::source::{Node, Span, Spanned};
use crate::world::DutyStatus;

/// How a duty can stand.
const STATUSES: [DutyStatus; 4] =
    [DutyStatus::Open, DutyStatus::Overdue, DutyStatus::Fulfilled, DutyStatus::Breached];

/// A duty as it is written.
#[derive(Clone, Debug)]
pub struct Duty {
    obligation: Name,
    subject: Option<Name>,
    instance: Option<Name>,
    status: Name,
    due: Option<Spanned<Day>>,
    at: Span,
}

/// A duty that is expected.
#[derive(Clone, Debug)]
pub struct PlannedDuty {
    /// Which.
    pub obligation: ObligationId,
    /// On whom, where it is a subject.
    pub subject: Option<SubjectId>,
    /// Of which instance.
    pub instance: Option<PlannedAddress>,
    /// How it stands.
    pub status: DutyStatus,
    /// Its last day.
    pub due: Option<Day>,
    /// Its place.
    pub at: Span,
}

impl Duty {
    pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Self> {
        let mut fields = Fields::open(node, Phrase::Obligation, problems)?;
        let obligation = name(&mut fields, "obligation", problems);
        let subject = fields.optional("subject").and_then(|node| fields::name(node, problems));
        let instance = fields.optional("instance").and_then(|node| fields::name(node, problems));
        if subject.is_none() && instance.is_none() {
            fields.required("instance", problems);
        }
        let status = name(&mut fields, "status", problems);
        let due = fields.optional("due").and_then(|node| dated(node, problems));
        fields.close(problems);
        let (obligation, status, at) = (obligation?, status?, node.span);
        Some(Self { obligation, subject, instance, status, due, at })
    }

    pub(super) fn plan(&self, naming: &mut Naming<'_>) -> Option<PlannedDuty> {
        let program = naming.program;
        let Some(obligation) = program.obligation(&self.obligation) else {
            let known = program.obligations.iter().map(|duty| (duty.name.as_str(), &duty.title));
            unknown_titled(&self.obligation, Phrase::Obligation, known, &mut naming.problems);
            return None;
        };
        let subject = self.subject.as_ref().map(|subject| naming.subject(subject));
        let instance = self.instance.as_ref().map(|instance| naming.address(instance));
        let named = |status: &DutyStatus| status_name(*status) == self.status.value;
        let status = STATUSES.into_iter().find(named);
        if status.is_none() {
            let names = STATUSES.map(status_name);
            unknown(&self.status, Phrase::Obligation, names, &mut naming.problems);
        }
        let due = self.due.as_ref().map(|day| day.value);
        // What is named and not found has been told.
        let subject = subject.map_or(Some(None), |subject| subject.map(Some))?;
        let instance = instance.map_or(Some(None), |instance| instance.map(Some))?;
        Some(PlannedDuty { obligation, subject, instance, status: status?, due, at: self.at })
    }
}

impl PlannedDuty {
    pub(super) fn compare(&self, with: &mut Comparison<'_>) {
        let instance = match self.instance.as_ref().map(|address| with.instance(address)) {
            Some(None) => return,
            Some(found) => found,
            None => None,
        };
        let found = with.world.duties().iter().rev().find(|have| {
            have.obligation == self.obligation
                && self.subject.is_none_or(|subject| have.subject == Some(subject))
                && instance.is_none_or(|instance| have.instance == instance)
        });
        let fits = found.is_some_and(|have| {
            have.status == self.status && (self.due.is_none() || have.due == self.due)
        });
        if !fits {
            let text = |status: DutyStatus, due: Option<Day>| {
                let due = due.map_or(String::new(), |due| format!(", {due}"));
                Word::Plain(format!("{}{due}", status_name(status)))
            };
            let found =
                found.map_or(Phrase::NothingWord.into(), |have| text(have.status, have.due));
            with.differ(self.at, Phrase::OtherDuty, text(self.status, self.due), found);
        }
    }
}
