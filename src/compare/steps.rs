//! What came of each line of a story, and of what was sent later and refused.

use std::sync::Arc;

use super::element::{Element, Grounds};
use super::notes::{Line, Notes};
use super::outcome::{At, Matter, Outcome, Titled, Told, Trace};
use super::telling::Telling;
use super::uses::{of_floor, of_rule, transition_name};
use crate::calendar::Day;
use crate::lang::Text;
use crate::policy::ArticleRef;
use crate::scenario::{PlannedWhat, flat};
use crate::world::Reason;
use crate::world::journal::{Entry, Origin, What};

/// Adds what came of each line.
pub(super) fn steps(telling: &mut Telling<'_>, notes: &Notes) {
    for line in &notes.lines {
        let (from, to) = line.entries;
        let entries = telling.journal.entries.get(from..to).unwrap_or_default();
        let own = step(telling, line, entries);
        deliveries(telling, (from, entries), own);
    }
    // What time brought after the last line.
    let rest = telling.journal.entries.get(notes.seen..).unwrap_or_default();
    deliveries(telling, (notes.seen, rest), None);
}

/// Adds what came of a line's event or findings; answers which entry tells its refusal.
fn step(telling: &mut Telling<'_>, line: &Line, entries: &[Entry]) -> Option<usize> {
    let notes = telling.notes;
    let accepted = line.accepted?;
    let planned = telling.plan.lines.get(line.at)?;
    let refused = |entry: &Entry| match planned.what {
        PlannedWhat::Event { .. } => matches!(entry.what, What::Refused { .. }),
        _ => matches!(entry.what, What::FindingRefused { .. }),
    };
    let own = entries.iter().rposition(|entry| !accepted && refused(entry));
    let (titled, written) = match &planned.what {
        PlannedWhat::Event { event, to, .. } => {
            let info = &telling.program.events[*event];
            (Titled::new(&info.name, &info.title), &to.address)
        }
        PlannedWhat::Findings { findings, about, .. } => {
            let titles = findings.iter().map(|(finding, _)| &telling.program.findings[*finding]);
            let titles: Vec<Titled> =
                titles.map(|info| Titled::new(&info.name, &info.question)).collect();
            (together(&titles), &about.address)
        }
        PlannedWhat::Learn { .. } | PlannedWhat::Expect(_) => return None,
    };
    // A short address is told whole.
    let told = own.and_then(|at| entries.get(at)).map(|entry| &entry.what);
    let address = match told {
        Some(What::Refused { address, .. } | What::FindingRefused { address, .. }) => {
            address.clone()
        }
        _ => entries
            .iter()
            .find_map(|entry| match &entry.what {
                What::Event { instance, origin: Origin::Story, .. } => {
                    Some(telling.world.address(telling.program, *instance))
                }
                _ => None,
            })
            .unwrap_or_else(|| written.clone()),
    };
    let machine = address.parts.last().map(|part| part.machine);
    let put_off = notes.moved.iter().find(|(at, ..)| *at == line.at);
    let day = put_off.map_or(planned.day, |(_, day, _)| *day);
    let (came, grounds) = match (told, put_off) {
        (Some(What::Refused { reasons, .. } | What::FindingRefused { reasons, .. }), _) => {
            (refusal(telling, reasons, machine), refused_by(telling, reasons, machine))
        }
        (_, Some((_, day, why))) if accepted => {
            (Outcome::AcceptedOn(*day), refused_by(telling, why, machine))
        }
        _ if accepted => (Outcome::Accepted, Grounds::default()),
        _ => (Outcome::Refused(Vec::new(), Vec::new(), None), Grounds::default()),
    };
    // Whom it concerns is what is written: it is the same under every version.
    let subject = Telling::subject_in(written).or_else(|| Telling::subject_in(&address));
    let address = Told(telling.written(&address));
    let matter = Matter::Step(line.at + 1, planned.day, titled, address);
    let at = At { line: line.at + 1, day };
    let trail = vec![Trace { at, sign: format!("{came:?}"), grounds: Arc::new(grounds) }];
    telling.add(subject, matter, came, trail);
    own
}

/// Several that are told as one.
fn together(all: &[Titled]) -> Titled {
    let names: Vec<&str> = all.iter().map(|one| one.name.as_str()).collect();
    let join = |lang: crate::lang::Lang| {
        let titles: Vec<&str> = all.iter().map(|one| one.title.get(lang)).collect();
        titles.join(lang.list_separator())
    };
    let title = Text { zh: join(crate::lang::Lang::Zh), en: join(crate::lang::Lang::En) };
    Titled { name: names.join(" "), title }
}

/// Adds the refusals that are no line's own: an event that was sent for a later day.
fn deliveries(telling: &mut Telling<'_>, (from, entries): (usize, &[Entry]), own: Option<usize>) {
    for (at, entry) in entries.iter().enumerate() {
        let What::Refused { event, address, reasons, .. } = &entry.what else { continue };
        if own == Some(at) {
            continue;
        }
        let info = &telling.program.events[*event];
        let titled = Titled::new(&info.name, &info.title);
        let machine = address.parts.last().map(|part| part.machine);
        let came = refusal(telling, reasons, machine);
        let written = telling.written(address);
        let day: Day = entry.day;
        let matter = |nth| Matter::Delivery(day, titled.clone(), written.clone(), nth);
        let grounds = Arc::new(refused_by(telling, reasons, machine));
        let trail = vec![telling.trace(from + at, format!("{came:?}"), grounds)];
        telling.add_nth(Telling::subject_in(address), matter, came, trail);
    }
}

/// The articles and the kinds of reasons, those of receivers included: each of the machine that it
/// concerns, though the instance was undone with the step.
fn refusal(
    telling: &Telling<'_>,
    reasons: &[Reason],
    machine: Option<crate::rule::MachineId>,
) -> Outcome {
    let mut all = Vec::new();
    flat(reasons, machine, &mut all);
    let cited = all.iter().map(|(reason, machine)| reason.cited(telling.program, *machine));
    let mut articles: Vec<ArticleRef> = cited.flat_map(|cited| cited.articles).collect();
    articles.sort();
    articles.dedup();
    let inner = all.iter().filter(|(reason, _)| !matches!(reason, Reason::Sent { .. }));
    let mut kinds: Vec<_> = inner.map(|(reason, _)| reason.kind()).collect();
    kinds.dedup();
    let earliest = all.iter().find_map(|(reason, _)| match reason {
        Reason::TooEarly { earliest, .. } => Some(*earliest),
        _ => None,
    });
    Outcome::Refused(articles, kinds, earliest)
}

/// By what a refusal came about: the sources of its reasons, and the elements that stood in the way.
fn refused_by(
    telling: &Telling<'_>,
    reasons: &[Reason],
    machine: Option<crate::rule::MachineId>,
) -> Grounds {
    let program = telling.program;
    let mut all = Vec::new();
    flat(reasons, machine, &mut all);
    let mut grounds = Grounds::default();
    for (reason, machine) in all {
        grounds.add(&reason.cited(program, machine));
        let found = &mut grounds.elements;
        let info = machine.map(|machine| &program.machines[machine]);
        match reason {
            Reason::TooEarly { transition, .. } => {
                info.into_iter().for_each(|info| of_floor(program, info, *transition, found));
            }
            Reason::NotMet { rule, .. }
            | Reason::Unknown { rule: Some(rule), .. }
            | Reason::Placement { rule, .. } => of_rule(program, *rule, found),
            Reason::Role { transition: Some(transition), .. }
            | Reason::Unknown { transition: Some(transition), .. } => {
                found.extend(info.map(|info| transition_name(program, info, *transition)));
            }
            Reason::OtherVersion { transitions, .. } => {
                let names =
                    |info| transitions.iter().map(move |&one| transition_name(program, info, one));
                found.extend(info.into_iter().flat_map(names));
            }
            // Heard no more where it was heard: by what would hear it in these states.
            Reason::NotExpected { event, states } => {
                for (info, &state) in
                    info.iter().flat_map(|info| states.iter().map(move |s| (info, s)))
                {
                    let around = std::iter::once(state).chain(info.chart.proper_ancestors(state));
                    let event = &program.events[*event].name;
                    found.extend(around.map(|state| {
                        let state = info.states[state].name.clone();
                        Element::Transition(info.name.clone(), state, event.clone())
                    }));
                }
            }
            Reason::Quota { selection, quota, .. } => {
                let selection = &program.selections[*selection];
                found.insert(Element::Selection(selection.name.clone()));
                let max = selection.quotas.get(*quota).map(|quota| quota.max);
                let name = max.map(|max| program.parameters[max].name.clone());
                found.extend(name.map(Element::Parameter));
            }
            Reason::NoCandidate { selection, .. } | Reason::Tie { selection, .. } => {
                found.insert(Element::Selection(program.selections[*selection].name.clone()));
            }
            _ => {}
        }
    }
    grounds
}
