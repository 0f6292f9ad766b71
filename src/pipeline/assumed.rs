//! What amendments supply where a story does not tell it: it must be asked by the amended measure, and
//! by that alone; what is supplied is told first.

use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Args, Phrase, Problem};
use crate::policy::{Amendment, Name};
use crate::program::Program;
use crate::program::check::asks_for;
use crate::rule::Type;
use crate::scenario::typed;
use crate::source::Node;
use crate::world::Cast;

/// Tells what is supplied, and what cannot be.
pub(super) fn assumed(
    published: &Program,
    amended: &Program,
    amendments: &[Amendment],
) -> Problems {
    let mut problems = Problems::default();
    let mut known: Vec<(String, &Name)> = Vec::new();
    for amendment in amendments {
        for (name, node) in &amendment.assume.facts {
            once(&mut known, name.value.clone(), name, &mut problems);
            let Some(fact) = amended.fact(name) else {
                let names = amended.facts.iter().map(|fact| fact.name.as_str());
                unknown(name, Phrase::Fact, names, &mut problems);
                continue;
            };
            let before = published.fact(name).is_some_and(|fact| asks_for(published, fact));
            let asks = (before, asks_for(amended, fact));
            one((name, node), &amended.facts[fact].ty, asks, amended, &mut problems);
        }
        for (event, fields) in &amendment.assume.data {
            let Some(id) = amended.event(event) else {
                let names = amended.events.iter().map(|event| event.name.as_str());
                unknown(event, Phrase::Event, names, &mut problems);
                continue;
            };
            for (name, node) in fields {
                once(&mut known, format!("{}.{}", event.value, name.value), name, &mut problems);
                let declared = amended.events[id].data.iter();
                let field = declared.map(|(id, _)| &amended.fields[*id]);
                let Some(field) = field.clone().find(|field| field.name == name.value) else {
                    let names = field.map(|field| field.name.as_str());
                    unknown(name, Phrase::Field, names, &mut problems);
                    continue;
                };
                let before = published.event(event).is_some_and(|event| {
                    let mut all = published.events[event].data.iter();
                    all.any(|(id, _)| published.fields[*id].name == name.value)
                });
                one((name, node), &field.ty, (before, true), amended, &mut problems);
            }
        }
    }
    problems
}

fn unknown<'n>(
    name: &Name,
    what: Phrase,
    names: impl Iterator<Item = &'n str> + Clone,
    problems: &mut Problems,
) {
    let args = vec![("name", name.value.as_str().into()), ("kind", what.into())];
    let wrong = Diagnostic::new(Problem::UnknownName, name.span, args);
    problems.push(wrong.with_nearest(name, names));
}

/// Two amendments do not supply the same.
fn once<'a>(
    known: &mut Vec<(String, &'a Name)>,
    path: String,
    name: &'a Name,
    problems: &mut Problems,
) {
    match known.iter().find(|(other, _)| *other == path) {
        Some((_, first)) => problems.push(Diagnostic::duplicate(name, first.span)),
        None => known.push((path, name)),
    }
}

/// One fact or field, with whether the published measure asks for it, and the amended one.
fn one(
    (name, node): (&Name, &Node),
    ty: &Type,
    asks: (bool, bool),
    program: &Program,
    problems: &mut Problems,
) {
    let args: Args = vec![("name", name.value.as_str().into())];
    match asks {
        (true, _) => problems.add(Problem::AssumesBefore, name.span, args),
        (false, false) => problems.add(Problem::AssumesUnasked, name.span, args),
        (false, true) => {
            let mut cast = Cast::new(program);
            if typed(node, ty, program, &mut cast, problems).is_some() {
                let value = program.sources.text(node.span).into();
                let args = vec![("name", name.value.as_str().into()), ("value", value)];
                problems.add(Problem::AssumesUntold, name.span, args);
            }
        }
    }
}
