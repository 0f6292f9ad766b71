//! Names of states that have a new neighbour: what they mean now, and where nothing says it.

use super::environment::Environment;
use crate::chart::StateId;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem};
use crate::policy::{Meant, Name};
use crate::rule::MachineId;
use crate::source::Span;

impl Environment {
    /// The states that a name used outside the chart itself means; a problem names the nearest.
    pub fn states_meant(
        &self,
        machine: MachineId,
        name: &Name,
        problems: &mut Problems,
    ) -> Vec<StateId> {
        match self.meant(machine, &name.value, name.span) {
            Some(states) => states,
            None => self.state(machine, name, problems).into_iter().collect(),
        }
    }

    /// The same, without a complaint; that the name is used is noted.
    pub(super) fn meant(&self, machine: MachineId, name: &str, at: Span) -> Option<Vec<StateId>> {
        let head = &self.heads[machine];
        let mut names = vec![name];
        for staged in &head.staged {
            if !staged.asked.iter().any(|asked| asked == name) {
                continue;
            }
            match staged.names.iter().find(|(known, _)| known.value == name) {
                Some((_, Meant::Also(other))) => names.push(other.value.as_str()),
                Some((_, Meant::To(other))) => {
                    names.retain(|known| *known != name);
                    names.push(other.value.as_str());
                }
                Some((_, Meant::Stay)) => {}
                None => head.beside.borrow_mut().push((name.to_owned(), at)),
            }
        }
        names.into_iter().map(|name| head.named.get(name).copied()).collect()
    }

    /// Tells of each state beside a new stage that something names, where nothing says what that
    /// means now.
    pub(super) fn unanswered(&self, problems: &mut Problems) {
        for head in self.heads.iter() {
            for staged in &head.staged {
                for (_, answer) in &staged.names {
                    if let Meant::Also(other) | Meant::To(other) = answer {
                        let machine =
                            self.heads.enumerated().find(|(_, one)| one.name == head.name);
                        machine.map(|(id, _)| self.state(id, other, problems));
                    }
                }
                let is_answered =
                    |state: &str| staged.names.iter().any(|(known, _)| known.value == state);
                for state in staged.asked.iter().filter(|state| !is_answered(state)) {
                    let named = head.beside.borrow();
                    let mut places: Vec<Span> =
                        named.iter().filter(|(name, _)| name == state).map(|(_, at)| *at).collect();
                    places.sort();
                    places.dedup();
                    if places.is_empty() {
                        continue;
                    }
                    let (state, stage) = (state.as_str(), staged.stage.as_str());
                    let args = vec![
                        ("state", state.into()),
                        ("stage", stage.into()),
                        ("count", places.len().to_string().into()),
                    ];
                    let told = Diagnostic::new(Problem::StageUnanswered, staged.at, args)
                        .with_help(
                            Phrase::AnswerNames,
                            vec![("state", state.into()), ("stage", stage.into())],
                        );
                    let told = places
                        .into_iter()
                        .fold(told, |told, place| told.with_related(place, Phrase::StillNamedHere));
                    problems.push(told);
                }
            }
        }
    }
}
