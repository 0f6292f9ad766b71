//! Who appears in a story: subjects and actors, and the texts and lists of its values. It lies
//! beside the program and does not change during a step.

use std::collections::HashMap;
use std::sync::Arc;

use crate::calendar::{Day, Table};
use crate::ident::{Id, IdVec, id_type};
use crate::lang::Text;
use crate::program::{Program, RoleHolder, RoleId};
use crate::rule::{KindId, Pool, SubjectId};

id_type!(
    /// Someone who acts.
    ActorId
);

/// A subject.
#[derive(Clone, Debug)]
pub struct SubjectInfo {
    /// Its name in the story.
    pub name: String,
    /// What people call it.
    pub title: Text,
    /// Its kind.
    pub kind: KindId,
}

/// Someone who acts.
#[derive(Clone, Debug)]
pub struct ActorInfo {
    /// The name in the story.
    pub name: String,
    /// What people call him.
    pub title: Text,
    /// The roles that he holds by the story or by being that office.
    pub roles: Vec<RoleId>,
    /// The subject that he is.
    pub subject: Option<SubjectId>,
}

/// The cast of a story.
#[derive(Clone, Debug)]
pub struct Cast {
    /// The subjects.
    pub subjects: IdVec<SubjectId, SubjectInfo>,
    /// The actors: first the offices, by the program's roles, then others.
    pub actors: IdVec<ActorId, ActorInfo>,
    /// Texts and lists.
    pub pool: Pool,
    /// The last day of the measure, where the story assumes another than the text's.
    pub valid_to: Option<Day>,
    /// The calendar: the program's, with the years that the story assumes.
    pub calendar: Arc<Table>,
    /// Who bears each name: it is only asked, never walked.
    named: HashMap<String, Named>,
}

/// Who bears a name; of several the first.
#[derive(Clone, Copy, Debug)]
struct Named {
    actor: ActorId,
    subject: Option<SubjectId>,
}

impl Cast {
    /// Nobody but the offices of the program. Offices are actors of their own name; a role that
    /// anyone holds is also an actor, for stories that do not care who.
    pub fn new(program: &Program) -> Self {
        let (pool, calendar) = (program.pool.clone(), program.calendar.clone());
        let mut cast = Self {
            subjects: IdVec::new(),
            actors: IdVec::new(),
            pool,
            valid_to: None,
            calendar,
            named: HashMap::new(),
        };
        for (id, role) in program.roles.enumerated() {
            let roles = match role.holder {
                RoleHolder::Office | RoleHolder::Anyone | RoleHolder::Actor => vec![id],
                RoleHolder::Party(_) => Vec::new(),
            };
            let (name, title) = (role.name.clone(), role.title.clone());
            cast.add_actor(ActorInfo { name, title, roles, subject: None });
        }
        cast
    }
    /// Adds someone who acts.
    pub fn add_actor(&mut self, info: ActorInfo) -> ActorId {
        let (name, subject) = (info.name.clone(), info.subject);
        let actor = self.actors.push(info);
        let named = self.named.entry(name).or_insert(Named { actor, subject });
        named.subject = named.subject.or(subject);
        actor
    }
    /// Adds a subject, who is an actor too.
    pub fn add_subject(&mut self, name: String, title: Text, kind: KindId) -> SubjectId {
        let subject =
            self.subjects.push(SubjectInfo { name: name.clone(), title: title.clone(), kind });
        self.add_actor(ActorInfo { name, title, roles: Vec::new(), subject: Some(subject) });
        subject
    }
    /// The actor of that name.
    pub fn actor(&self, name: &str) -> Option<ActorId> {
        self.named.get(name).map(|named| named.actor)
    }
    /// The subject of that name.
    pub fn subject(&self, name: &str) -> Option<SubjectId> {
        self.named.get(name)?.subject
    }
    /// The office that a role is.
    pub fn office(&self, role: RoleId) -> ActorId {
        ActorId::new(role.index())
    }
}
