//! A refused filing of somebody unrelated changes nothing for the others.

use super::back::Back;
use super::base::{Base, subject_of};
use super::seed::Seed;
use super::variation::{Called, Variation, Why};
use crate::compare::{Difference, Matter, Outcome, differences, outcome};
use crate::lang::Text;
use crate::program::{Program, RoleHolder};
use crate::rule::{SubjectId, Value};
use crate::scenario::{Plan, PlannedLine, PlannedWhat, Remap};
use crate::world::{ActorId, Cast};

/// Whom nobody else is called like.
fn free_name(cast: &Cast) -> String {
    let free = |name: &String| cast.actor(name).is_none();
    let names = std::iter::once("newcomer".to_owned());
    let names = names.chain((2..).map(|number| format!("newcomer{number}")));
    let mut names = names.filter(free);
    names.next().unwrap_or_default()
}

/// Variations of a story.
pub(super) fn variations(
    base: &Base<'_>,
    event: &str,
    seed: &mut Seed,
    count: usize,
) -> Result<Vec<Variation>, Why> {
    let program = base.program;
    let id = program.event(event).ok_or(Why::Unknown)?;
    let all = base.plan.lines.iter().enumerate();
    let filings = all.filter(|(_, line)| {
        matches!(line.what, PlannedWhat::Event { event, .. } if event == id)
            && whose(line, &base.plan).is_some()
    });
    let filings: Vec<usize> = filings.map(|(at, _)| at).collect();
    if filings.is_empty() {
        return Err(Why::NobodyFiles);
    }
    let called = Called::new(&program.events[id].name, &program.events[id].title);
    let mut found: Vec<Variation> = Vec::new();
    for _ in 0..count.saturating_mul(4) {
        let Some(&like) = filings.get(seed.below(filings.len())) else { break };
        // Beside the filing that it is like as often as anywhere else.
        let before = match seed.below(2) {
            0 => like + seed.below(2),
            _ => seed.below(base.plan.lines.len() + 1),
        };
        let stranger = seed.below(3) == 0;
        let variation = Variation::Refused { like, before, event: called.clone(), stranger };
        if !found.contains(&variation) {
            found.push(variation);
        }
        if found.len() == count {
            break;
        }
    }
    Ok(found)
}

/// Whose filing a line is.
fn whose(line: &PlannedLine, plan: &Plan) -> Option<SubjectId> {
    let PlannedWhat::Event { to, .. } = &line.what else { return None };
    subject_of(&to.address).or_else(|| plan.cast.actors[line.by?].subject)
}

/// Who acts in a role: an office, an actor that holds it, or the newcomer.
fn actor_in(role: &str, program: &Program, cast: &Cast, new: ActorId) -> Option<ActorId> {
    let id = program.role(role)?;
    match program.roles[id].holder {
        RoleHolder::Office | RoleHolder::Anyone => Some(cast.office(id)),
        RoleHolder::Party(_) => Some(new),
        RoleHolder::Actor => {
            let mut actors = cast.actors.enumerated();
            actors.find(|(_, actor)| actor.roles.contains(&id)).map(|(id, _)| id)
        }
    }
}

/// Tries a variation: what came out otherwise for the others, or nothing.
pub(super) fn came(
    base: &Base<'_>,
    (by, ends): (Option<&str>, &[String]),
    (like, before, stranger): (usize, usize, bool),
) -> Result<Vec<Difference>, Why> {
    let mut plan = base.plan.clone();
    let program = base.program;
    let line = base.plan.lines.get(like).ok_or(Why::NobodyFiles)?;
    let who = whose(line, &base.plan).ok_or(Why::NobodyFiles)?;
    let name = free_name(&plan.cast);
    let title = Text { zh: name.clone(), en: name.clone() };
    let kind = plan.cast.subjects[who].kind;
    let new = plan.cast.add_subject(name.clone(), title, kind);
    let new_actor = plan.cast.actor(&name).ok_or(Why::NobodyFiles)?;
    let value = |_: &str, value: Value| match value {
        Value::Subject(subject) if subject == who => Value::Subject(new),
        other => other,
    };
    let remap = Remap { value: &value, day: &|day| day };
    let mut filed = remap.of_line(line, program, &mut plan.cast);
    let acts = line.by.map(|by| base.plan.cast.actors[by].subject == Some(who));
    filed.by = match (by, acts) {
        (Some(role), _) => actor_in(role, program, &plan.cast, new_actor),
        (None, Some(true)) => Some(new_actor),
        (None, _) => line.by,
    };
    if stranger {
        // An office that is not the one that files.
        let offices = plan.cast.actors.enumerated().take(program.roles.len());
        let mut others =
            offices.filter(|(id, actor)| Some(*id) != filed.by && !actor.roles.is_empty());
        filed.by = others.next().map(|(id, _)| id).or(filed.by);
        filed.role = None;
    }
    let days = |at: usize| base.plan.lines.get(at).map(|line| line.day);
    filed.day = before.checked_sub(1).and_then(days).or_else(|| days(before)).unwrap_or(filed.day);
    plan.lines.insert(before.min(base.plan.lines.len()), filed);
    let course = outcome(plan, program, base.uses);
    if !came_to_nothing(&course.outcomes, &name, before, ends) {
        return Err(Why::Heard);
    }
    let stood = |at: usize| match at.cmp(&before) {
        std::cmp::Ordering::Less => Some(at),
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some(at - 1),
    };
    let back = Back {
        lines: (0..=base.plan.lines.len()).map(stood).collect(),
        places: base.places(),
        without: Some(name),
        ..Back::default()
    };
    Ok(differences(&base.course.outcomes, &back.all(&course.outcomes, program)))
}

/// Whether the filing was refused, or all that it opened stands where it came to nothing.
fn came_to_nothing(
    outcomes: &crate::compare::Outcomes,
    name: &str,
    before: usize,
    ends: &[String],
) -> bool {
    let own = outcomes.iter().filter(|((who, _), _)| who.name == name);
    let mut ended = Vec::new();
    for ((_, matter), found) in own {
        match (matter, &found.outcome) {
            (Matter::Step(line, ..), Outcome::Refused(..)) if *line == before + 1 => return true,
            (Matter::State(_), Outcome::States(states, _)) => {
                ended.push(states.iter().any(|state| ends.contains(&state.name)));
            }
            _ => {}
        }
    }
    !ended.is_empty() && ended.into_iter().all(|ended| ended)
}
