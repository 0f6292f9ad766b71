//! What a chart that is not well formed is told as, with its place.

use super::machine::Compiler;
use crate::chart::{ChartError, StateId};
use crate::ident::Id;
use crate::lang::{Phrase, Problem, Word};

impl Compiler<'_, '_> {
    pub(super) fn chart_error(&mut self, error: &ChartError) {
        let (state, phrase) = match *error {
            ChartError::NoChild { state } if state == StateId::new(0) => {
                (None, Phrase::ChartNoState)
            }
            ChartError::NotInDocumentOrder { state, .. }
            | ChartError::NoChild { state }
            | ChartError::InitialTargetless { state }
            | ChartError::NeverDone { state } => (Some(state), Phrase::ChartNoChild),
            ChartError::ChildOfLeaf { parent, .. } => (Some(parent), Phrase::ChartChildOfLeaf),
            ChartError::FinalInParallel { state } => (Some(state), Phrase::ChartFinalInParallel),
            ChartError::HistoryInRoot { history } => (Some(history), Phrase::ChartHistoryInRoot),
            ChartError::InitialOfNonCompound { state } => (Some(state), Phrase::ChartInitialOfLeaf),
            ChartError::InitialOutside { state, .. } => (Some(state), Phrase::ChartInitialOutside),
            ChartError::UnknownState { .. } | ChartError::RootAsTarget { .. } => {
                (None, Phrase::ChartIllegalTargets)
            }
            ChartError::IllegalTargets { second, .. } => {
                (Some(second), Phrase::ChartIllegalTargets)
            }
            ChartError::TransitionOfRoot { .. } => (None, Phrase::ChartTransitionOfRoot),
            // Its events are not declared, which was told where they are named.
            ChartError::NoEvent { .. } => return,
            ChartError::TransitionOfFinal { state, .. } => (Some(state), Phrase::ChartFinalLeft),
            ChartError::HistoryWithoutDefault { history }
            | ChartError::HistoryWithTwoDefaults { history, .. }
            | ChartError::HistoryDefaultWithEvent { history, .. }
            | ChartError::HistoryDefaultTargetless { history, .. }
            | ChartError::HistoryDefaultOutside { history, .. } => {
                (Some(history), Phrase::ChartHistoryDefault)
            }
        };
        let of_transition = match *error {
            ChartError::TransitionOfRoot { transition }
            | ChartError::TransitionOfFinal { transition, .. } => {
                self.transitions.get(transition).map(|transition| transition.at.part(0, 1))
            }
            _ => None,
        };
        let of_state = state.and_then(|state| self.places.get(state.index())).copied();
        let at = of_transition.or(of_state).unwrap_or(self.machine.name.span);
        let name = self.env.heads[self.id].states.get(state.unwrap_or(StateId::new(0)));
        let name = name.map_or(String::new(), Clone::clone);
        let what = Word::Phrase(phrase, vec![("name", name.into())]);
        self.problems.add(Problem::BadChart, at, vec![("what", what)]);
    }
}
