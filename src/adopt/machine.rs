//! Machines: transitions, what states do, states that come and go, and where transitions lead.

use super::draft::{Draft, Why, not_there};
use super::edit::{cut, entry, field, put, quoted, set};
use super::find::{Step, to_state};
use super::value::changed_names;
use super::written::{Snippet, Written};
use crate::amend::action_name;
use crate::lang::Phrase;
use crate::policy::read::{is_use, trigger_is, written_actions};
use crate::policy::{
    Bundle, Name, NewTransition, Place, StateChange, StatesChange, TransitionChange,
};
use crate::source::{Node, Shape};

/// A state in the files, with the way to it.
pub(super) struct There {
    pub(super) file: String,
    pub(super) steps: Vec<Step>,
}

impl There {
    pub(super) fn then(&self, more: &[Step]) -> Vec<Step> {
        self.steps.iter().chain(more).cloned().collect()
    }
}

impl Draft<'_> {
    pub(super) fn state(&self, bundle: &Bundle, machine: &str, state: &str) -> Result<There, Why> {
        Ok(There { file: self.machine(machine)?, steps: to_state(bundle, machine, state)? })
    }

    /// A transition is otherwise.
    pub(super) fn transition(
        &self,
        bundle: &Bundle,
        change: &TransitionChange,
        written: &Written,
    ) -> Result<(), Why> {
        let state = self.state(bundle, &change.machine, &change.state)?;
        let trigger = &change.trigger.value;
        let transitions = state.then(&[Step::Field("transitions")]);
        let own = state.then(&[Step::Field("transitions"), Step::Transition(trigger.clone())]);
        self.find(&state.file, &own, trigger)?;
        if change.remove {
            let (page, list) = self.find(&state.file, &transitions, trigger)?;
            let Shape::List(items) = &list.shape else { return Err(not_there(trigger)) };
            let at = items.iter().position(|item| trigger_is(item, trigger));
            let edit = at.and_then(|at| cut(&page.text, &list, at));
            return self.keep(&page, edit.into_iter().collect());
        }
        for name in ["by", "when", "not_before", "target"] {
            if let Some(anew) = written.field(name) {
                let (page, node) = self.find(&state.file, &own, trigger)?;
                let words = written.words(anew);
                self.keep(&page, vec![set(&page.text, &node, name, &words.text, words.indent)])?;
            }
        }
        let lists =
            [("by", &change.add_by, &change.without_by), ("when", &change.add, &change.without)];
        for (name, add, without) in lists {
            if !add.is_empty() || !without.is_empty() {
                self.names(&state.file, &own, name, add, without)?;
            }
        }
        self.acts(&state.file, &own, "actions", written, &change.without_actions)
    }

    /// A list of names under a field has members more or less.
    pub(super) fn names(
        &self,
        file: &str,
        steps: &[Step],
        name: &'static str,
        add: &[Name],
        without: &[Name],
    ) -> Result<(), Why> {
        let (page, node) = self.find(file, steps, name)?;
        let edits = match field(&node, name) {
            Some((_, list)) => changed_names(&page, list, add, without)?,
            None => {
                let names: Vec<String> = add.iter().map(|name| quoted(name)).collect();
                let list = format!("[{}]", names.join(", "));
                vec![set(&page.text, &node, name, &list, 0)]
            }
        };
        self.keep(&page, edits)
    }

    /// What is done: given anew, or without some of it.
    fn acts(
        &self,
        file: &str,
        steps: &[Step],
        name: &'static str,
        written: &Written,
        without: &[Name],
    ) -> Result<(), Why> {
        if let Some(anew) = written.field(name) {
            let (page, node) = self.find(file, steps, name)?;
            let words = written.words(anew);
            return self.keep(&page, vec![set(&page.text, &node, name, &words.text, words.indent)]);
        }
        for gone in without {
            let is_gone = |node: &Node| {
                written_actions(node).iter().any(|action| action_name(action) == gone.value)
            };
            let list: Vec<Step> = steps.iter().cloned().chain([Step::Field(name)]).collect();
            for _ in 0..1000 {
                let Some((page, found)) = self.seek(file, &list)? else { break };
                if is_use(&found) {
                    if !is_gone(&self.expanded(&found)) {
                        break;
                    }
                    let written_out: Vec<Step> =
                        list.iter().cloned().chain([Step::Written]).collect();
                    self.seek(file, &written_out)?;
                    continue;
                }
                let Shape::List(items) = &found.shape else { break };
                let inside = |item: &Node| match is_use(item) {
                    true => is_gone(&self.expanded(item)),
                    false => is_gone(item),
                };
                let Some(at) = items.iter().position(inside) else { break };
                match items.get(at).filter(|item| is_use(item)) {
                    Some(used) => self.unfold(&page, used, &super::piece::Stands::Item)?,
                    None => {
                        let edit = cut(&page.text, &found, at);
                        self.keep(&page, edit.into_iter().collect())?;
                    }
                }
            }
        }
        Ok(())
    }

    /// A state does otherwise when it is entered or left.
    pub(super) fn does(
        &self,
        bundle: &Bundle,
        change: &StateChange,
        written: &Written,
    ) -> Result<(), Why> {
        let state = self.state(bundle, &change.machine, &change.state)?;
        for name in ["on_entry", "on_exit"] {
            self.acts(&state.file, &state.steps, name, written, &change.without_actions)?;
        }
        Ok(())
    }

    /// A state has a transition more.
    pub(super) fn new_transition(
        &self,
        bundle: &Bundle,
        change: &NewTransition,
        words: &Snippet,
    ) -> Result<(), Why> {
        let state = self.state(bundle, &change.machine, &change.state)?;
        let steps = state.then(&[Step::Field("transitions")]);
        if let Some(place) = &change.place {
            let beside = state
                .then(&[Step::Field("transitions"), Step::Transition(place.other.value.clone())]);
            self.find(&state.file, &beside, &place.other)?;
        }
        let written_out: Vec<Step> = steps.iter().cloned().chain([Step::Written]).collect();
        let Some((page, list)) = self.seek(&state.file, &written_out)? else {
            let (page, node) = self.find(&state.file, &state.steps, &change.state)?;
            let list = format!("[{}]", words.text);
            return self
                .keep(&page, vec![set(&page.text, &node, "transitions", &list, words.indent)]);
        };
        let Shape::List(items) = &list.shape else { return Err(Phrase::AdoptPiece.into()) };
        let at = change.place.as_ref().and_then(|place| {
            let at = items.iter().position(|item| trigger_is(item, &place.other))?;
            Some(if place.before { at } else { at + 1 })
        });
        let edit = put(&page.text, &list, at.unwrap_or(items.len()), &words.text, words.indent);
        self.keep(&page, vec![edit])
    }

    /// Puts a state beside another.
    fn beside(
        &self,
        bundle: &Bundle,
        machine: &str,
        place: &Place,
        (name, words): (&str, &Snippet),
    ) -> Result<(), Why> {
        let mut steps = to_state(bundle, machine, &place.other)?;
        let file = self.machine(machine)?;
        // The state itself is written by its key only; what holds it has to be a map.
        steps.truncate(steps.len().saturating_sub(2));
        let all = self.find(&file, &steps, &place.other)?;
        let written_out: Vec<Step> =
            steps.iter().cloned().chain([Step::Key(place.other.value.clone())]).collect();
        self.find(&file, &written_out, &place.other)?;
        drop(all);
        let (page, map) = self.find(&file, &steps, &place.other)?;
        let (at, _) = entry(&map, &place.other).ok_or_else(|| not_there(&place.other))?;
        let at = if place.before { at } else { at + 1 };
        let words_of = format!("{}: {}", quoted(name), words.text);
        self.keep(&page, vec![put(&page.text, &map, at, &words_of, words.indent)])
    }

    /// A machine has states more.
    pub(super) fn states(
        &self,
        bundle: &Bundle,
        change: &StatesChange,
        written: &Written,
    ) -> Result<(), Why> {
        let Some(Node { shape: Shape::Map(entries), .. }) = written.field("add") else {
            return Err(Phrase::AdoptPiece.into());
        };
        let mut place = change.place.clone();
        for (key, node) in entries {
            let Shape::Text { text: name, .. } = &key.shape else { continue };
            let words = written.words(node);
            match &place {
                Some(place) => self.beside(bundle, &change.machine, place, (name, &words))?,
                None => {
                    let under = change.under.as_ref().map_or("", |under| under.value.as_str());
                    let state = self.state(bundle, &change.machine, under)?;
                    let (page, node) = self.find(&state.file, &state.steps, name)?;
                    let entry = format!("{}: {}", quoted(name), words.text);
                    let edit = match field(&node, "states") {
                        Some((_, map)) => put(&page.text, map, usize::MAX, &entry, words.indent),
                        None => {
                            let map = format!("{{ {entry} }}");
                            set(&page.text, &node, "states", &map, words.indent)
                        }
                    };
                    self.keep(&page, vec![edit])?;
                }
            }
            // The next stands behind this one where they are put behind another.
            if let Some(place) = place.as_mut().filter(|place| !place.before) {
                place.other.value.clone_from(name);
            }
        }
        Ok(())
    }

    /// A stage is put in; what leads to it is written by [`Self::led`].
    pub(super) fn stage(
        &self,
        bundle: &Bundle,
        machine: &str,
        place: &Place,
        stage: (&str, &Snippet),
    ) -> Result<(), Why> {
        self.beside(bundle, machine, place, stage)
    }

    /// A state is taken out.
    pub(super) fn no_state(&self, bundle: &Bundle, machine: &str, state: &str) -> Result<(), Why> {
        let mut steps = to_state(bundle, machine, state)?;
        let file = self.machine(machine)?;
        steps.pop();
        self.find(&file, &steps, state)?;
        steps.pop();
        let (page, map) = self.find(&file, &steps, state)?;
        let at = entry(&map, state).and_then(|(at, _)| cut(&page.text, &map, at));
        self.keep(&page, at.into_iter().collect())
    }
}
