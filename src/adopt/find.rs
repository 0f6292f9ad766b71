//! Where something stands in the files of the new folder: by the names of fields, keys and states. A use of
//! a piece on the way is written out, and only one that holds what is looked for.

use super::draft::{Draft, Page, Why, not_there};
use super::edit::{entry, field, range};
use super::piece::{Stands, giver};
use crate::lang::Phrase;
use crate::policy::read::{is_use, trigger_is};
use crate::policy::{Bundle, State};
use crate::source::{Node, Shape};

/// One step on the way to a value.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// The field of a structure.
    Field(&'static str),
    /// The entry of a map.
    Key(String),
    /// The transition of a list that an event or a timer of that name sets off.
    Transition(String),
    /// The value itself, written out where it is a use.
    Written,
}

/// How a step goes on.
enum Way<'n> {
    To(&'n Node),
    /// A use has to be written out first.
    Through(&'n Node, Stands),
    Nowhere,
}

/// How often uses are written out on the way to one value.
const MOST: usize = 100;

impl Draft<'_> {
    /// The value at the end of some steps in a file; none where there is no such thing.
    pub(super) fn seek(&self, file: &str, steps: &[Step]) -> Result<Option<(Page, Node)>, Why> {
        for _ in 0..MOST {
            let page = self.page(file)?;
            let mut at = &page.tree;
            let mut through = None;
            let mut found = true;
            for step in steps {
                match self.step(at, step) {
                    Way::To(next) => at = next,
                    Way::Through(used, stands) => {
                        through = Some((used, stands));
                        break;
                    }
                    Way::Nowhere => {
                        found = false;
                        break;
                    }
                }
            }
            match through {
                Some((used, stands)) => self.unfold(&page, used, &stands)?,
                None if !found => return Ok(None),
                None => {
                    let node = at.clone();
                    return Ok(Some((page, node)));
                }
            }
        }
        Err(Phrase::AdoptPiece.into())
    }

    /// The same, where it must be there.
    pub(super) fn find(&self, file: &str, steps: &[Step], name: &str) -> Result<(Page, Node), Why> {
        self.seek(file, steps)?.ok_or_else(|| not_there(name))
    }

    fn step<'n>(&self, at: &'n Node, step: &Step) -> Way<'n> {
        if is_use(at) {
            return Way::Through(at, Stands::Alone);
        }
        let to = |found: Option<&'n Node>| found.map_or(Way::Nowhere, Way::To);
        match step {
            Step::Written => Way::To(at),
            Step::Field(name) => to(field(at, name).map(|(_, node)| node)),
            Step::Key(name) => match (entry(at, name), giver(self, at, name)) {
                (Some((_, node)), _) => Way::To(node),
                (None, Some((key, used))) => {
                    Way::Through(used, Stands::Entries(range(key.span).start))
                }
                (None, None) => Way::Nowhere,
            },
            Step::Transition(name) => {
                let Shape::List(items) = &at.shape else { return Way::Nowhere };
                for item in items {
                    if !is_use(item) {
                        if trigger_is(item, name) {
                            return Way::To(item);
                        }
                        continue;
                    }
                    let given = self.expanded(item);
                    let inside = match &given.shape {
                        Shape::List(items) => items.iter().any(|item| trigger_is(item, name)),
                        _ => trigger_is(&given, name),
                    };
                    if inside {
                        return Way::Through(item, Stands::Item);
                    }
                }
                Way::Nowhere
            }
        }
    }

    /// The file and the steps to something that is declared in a section; the file that holds the section
    /// last where there is no such thing yet.
    pub(super) fn declared(
        &self,
        section: &'static str,
        name: &str,
    ) -> Result<Option<(String, Vec<Step>)>, Why> {
        for file in self.sections()? {
            let page = self.page(&file)?;
            let Some((_, map)) = field(&page.tree, section) else { continue };
            if entry(map, name).is_some() || giver(self, map, name).is_some() {
                return Ok(Some((file, vec![Step::Field(section), Step::Key(name.to_owned())])));
            }
        }
        Ok(None)
    }

    /// The same, where it must be there, and a field of it.
    pub(super) fn declared_at(
        &self,
        section: &'static str,
        name: &str,
        rest: &[Step],
    ) -> Result<(Page, Node), Why> {
        let (file, mut steps) = self.declared(section, name)?.ok_or_else(|| not_there(name))?;
        steps.push(Step::Written);
        self.find(&file, &steps, name)?;
        steps.pop();
        steps.extend(rest.iter().cloned());
        self.find(&file, &steps, name)
    }
}

/// The steps to a state of a machine; of the machine itself where none is named.
pub(super) fn to_state(bundle: &Bundle, machine: &str, state: &str) -> Result<Vec<Step>, Why> {
    let found = bundle.machines.iter().find(|known| known.name.value == machine);
    let root = &found.ok_or_else(|| not_there(machine))?.root;
    let mut names = Vec::new();
    if !state.is_empty() && !path_to(root, state, &mut names) {
        return Err(not_there(state));
    }
    let mut steps = Vec::new();
    for name in names {
        steps.push(Step::Field("states"));
        steps.push(Step::Key(name));
    }
    steps.push(Step::Written);
    Ok(steps)
}

fn path_to(state: &State, wanted: &str, names: &mut Vec<String>) -> bool {
    for child in &state.states {
        names.push(child.name.value.clone());
        if child.name.value == wanted || path_to(child, wanted, names) {
            return true;
        }
        names.pop();
    }
    false
}
