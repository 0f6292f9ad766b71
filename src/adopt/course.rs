//! Where the transitions of a machine lead, and the order of its states.

use super::draft::{Draft, Page, Why, not_there};
use super::edit::{Edit, entry, field, quoted, range, set};
use super::find::Step;
use super::machine::There;
use super::piece::Stands;
use crate::lang::Phrase;
use crate::policy::read::is_use;
use crate::policy::{Bundle, Machine, Name, State};
use crate::source::{Node, Shape};

impl Draft<'_> {
    /// Where the transitions of a machine lead and what is entered first are written as they are there.
    pub(super) fn led(&self, after: &Machine) -> Result<(), Why> {
        for _ in 0..MOST {
            let (bundle, ..) = self.read();
            let bundle = bundle.ok_or_else(|| not_there(&after.name))?;
            let found = bundle.machines.iter().find(|known| known.name.value == after.name.value);
            let now = found.ok_or_else(|| not_there(&after.name))?;
            let Some(other) = otherwise(now, after) else { return Ok(()) };
            let there = self.state(&bundle, &now.name, other.state)?;
            let Some(at) = other.transition else {
                let (page, node) = self.find(&there.file, &there.steps, other.state)?;
                let edit = set(&page.text, &node, "initial", &list_of(other.new), 0);
                self.keep(&page, vec![edit])?;
                continue;
            };
            if !self.given_target(&bundle, now, &other, at)? {
                self.lead(&there, at, other.old, other.new)?;
            }
        }
        Err(Phrase::AdoptPiece.into())
    }

    /// Writes where a transition leads at the very place from which it has it, which may be what a use gives
    /// to a piece; answers whether that changes this and nothing else.
    fn given_target(
        &self,
        bundle: &Bundle,
        now: &Machine,
        other: &Otherwise<'_>,
        at: usize,
    ) -> Result<bool, Why> {
        let ([old], [new]) = (other.old, other.new) else { return Ok(false) };
        let file = self.machine(&now.name)?;
        let path = &bundle.sources.file(old.span.file).path;
        if self.name_of(path).as_deref() != Some(file.as_str())
            || bundle.sources.text(old.span) != old.value
        {
            return Ok(false);
        }
        let page = self.page(&file)?;
        self.keep(&page, vec![(range(old.span), new.value.clone())])?;
        let (read, ..) = self.read();
        let machines = read.iter().flat_map(|read| &read.machines);
        let again = machines.into_iter().find(|known| known.name.value == now.name.value);
        let is_it = again.is_some_and(|again| {
            let mut wanted = ways(now);
            let own = wanted.iter_mut().find(|way| way.0 == other.state && way.1 == Some(at));
            own.into_iter().for_each(|way| way.2 = vec![new.value.as_str()]);
            wanted == ways(again)
        });
        if !is_it {
            self.write(&file, &page.text)?;
        }
        Ok(is_it)
    }

    /// One transition of a state leads elsewhere.
    fn lead(&self, there: &There, at: usize, old: &[Name], new: &[Name]) -> Result<(), Why> {
        let name = new.first().map_or("", |name| name.value.as_str());
        let mut steps = there.then(&[Step::Field("transitions")]);
        steps.push(Step::Written);
        for _ in 0..100 {
            let (page, list) = self.find(&there.file, &steps, name)?;
            let Shape::List(items) = &list.shape else { return Err(Phrase::AdoptPiece.into()) };
            // Uses before it give several.
            let mut seen = 0;
            let mut found = None;
            for item in items {
                let count = match is_use(item) {
                    true => match self.expanded(item).shape {
                        Shape::List(inner) => inner.len(),
                        _ => 1,
                    },
                    false => 1,
                };
                if seen + count > at {
                    found = Some(item);
                    break;
                }
                seen += count;
            }
            let item = found.ok_or_else(|| not_there(name))?;
            if is_use(item) {
                self.unfold(&page, item, &Stands::Item)?;
                continue;
            }
            let target = field(item, "target").map(|(_, node)| node);
            let edits = match (target, old, new) {
                (Some(target), [_], [new]) if matches!(target.shape, Shape::Text { .. }) => {
                    vec![(range(target.span), quoted(new))]
                }
                _ => vec![set(&page.text, item, "target", &list_of(new), 0)],
            };
            return self.keep(&page, edits);
        }
        Err(Phrase::AdoptPiece.into())
    }

    /// The states of a machine stand in the order of another.
    pub(super) fn stand(&self, bundle: &Bundle, machine: &Machine) -> Result<(), Why> {
        let mut all = Vec::new();
        each(&machine.root, &mut |state| all.push(state));
        for state in all.into_iter().filter(|state| state.states.len() > 1) {
            let there = self.state(bundle, &machine.name, &state.name)?;
            let steps = there.then(&[Step::Field("states")]);
            let Some((page, map)) = self.seek(&there.file, &steps)? else { continue };
            let Shape::Map(entries) = &map.shape else { continue };
            let key = |node: &Node| match &node.shape {
                Shape::Text { text, .. } => text.clone(),
                _ => String::new(),
            };
            let now: Vec<String> = entries.iter().map(|(name, _)| key(name)).collect();
            let wanted: Vec<&String> = state.states.iter().map(|child| &child.name.value).collect();
            if now.iter().collect::<Vec<_>>() == wanted {
                continue;
            }
            self.keep(&page, swapped(&page, &map, &wanted)?)?;
        }
        Ok(())
    }
}

/// Each entry of a map at the place of the one that stands there now.
fn swapped(page: &Page, map: &Node, wanted: &[&String]) -> Result<Vec<Edit>, Why> {
    let places = super::edit::parts(map);
    if places.len() != wanted.len() {
        return Err(Phrase::AdoptPiece.into());
    }
    let mut edits = Vec::new();
    for (place, name) in places.iter().zip(wanted) {
        let (at, _) = entry(map, name).ok_or_else(|| not_there(name))?;
        let text = places.get(at).and_then(|own| page.text.get(own.clone()));
        edits.push((place.clone(), text.unwrap_or("").to_owned()));
    }
    Ok(edits)
}

/// How often one machine is set right.
const MOST: usize = 200;

/// Where a state or one of its transitions leads otherwise.
struct Otherwise<'m> {
    state: &'m str,
    /// The transition, by its position; what is entered first where there is none.
    transition: Option<usize>,
    old: &'m [Name],
    new: &'m [Name],
}

/// The first thing that leads otherwise in the second of two machines.
fn otherwise<'m>(now: &'m Machine, after: &'m Machine) -> Option<Otherwise<'m>> {
    let mut all = Vec::new();
    each(&now.root, &mut |state| all.push(state));
    for old in all {
        let Some(new) = named(&after.root, &old.name) else { continue };
        let state = old.name.value.as_str();
        if names(&old.initial) != names(&new.initial) {
            return Some(Otherwise {
                state,
                transition: None,
                old: &old.initial,
                new: &new.initial,
            });
        }
        for (at, (old, new)) in old.transitions.iter().zip(&new.transitions).enumerate() {
            if names(&old.target) != names(&new.target) {
                let (old, new) = (&old.target, &new.target);
                return Some(Otherwise { state, transition: Some(at), old, new });
            }
        }
    }
    None
}

/// Where everything in a machine leads: the state, the transition, the targets.
fn ways(machine: &Machine) -> Vec<(&str, Option<usize>, Vec<&str>)> {
    let mut all = Vec::new();
    each(&machine.root, &mut |state| {
        let name = state.name.value.as_str();
        all.push((name, None, names(&state.initial)));
        let transitions = state.transitions.iter().enumerate();
        all.extend(transitions.map(|(at, one)| (name, Some(at), names(&one.target))));
    });
    all
}

fn names(names: &[Name]) -> Vec<&str> {
    names.iter().map(|name| name.value.as_str()).collect()
}

/// One name, or a list of several.
fn list_of(names: &[Name]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    match quoted.as_slice() {
        [only] => only.clone(),
        _ => format!("[{}]", quoted.join(", ")),
    }
}

fn each<'s>(state: &'s State, tell: &mut impl FnMut(&'s State)) {
    tell(state);
    state.states.iter().for_each(|child| each(child, tell));
}

/// The state of that name; the machine itself has none.
fn named<'s>(root: &'s State, name: &str) -> Option<&'s State> {
    if root.name.value == name {
        return Some(root);
    }
    root.states.iter().find_map(|child| named(child, name))
}
