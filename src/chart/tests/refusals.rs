//! What the builder refuses: each error with the smallest chart that has it.

use crate::chart::{
    Builder, ChartError, EventId, Kind, Origin, StateId, TransitionDraft, TransitionId, Trigger,
};
use crate::ident::Id;

fn draft(source: StateId, targets: Vec<StateId>) -> TransitionDraft {
    TransitionDraft { source, trigger: Trigger::Any, targets, internal: false, exclusive: false }
}

fn default_of(history: StateId, targets: Vec<StateId>) -> TransitionDraft {
    TransitionDraft { trigger: Trigger::Eventless, ..draft(history, targets) }
}

fn stranger() -> StateId {
    StateId::new(99)
}

#[track_caller]
fn refused(builder: Builder, errors: &[ChartError]) {
    assert_eq!(builder.build().expect_err("it is refused"), errors);
}

/// A compound state with two atomic children.
fn pair(builder: &mut Builder) -> [StateId; 3] {
    let parent = builder.state(builder.root(), Kind::Compound);
    let first = builder.state(parent, Kind::Atomic);
    let second = builder.state(parent, Kind::Atomic);
    [parent, first, second]
}

/// A parallel state with two compound regions of one atomic child each.
fn regions(builder: &mut Builder) -> [StateId; 5] {
    let parallel = builder.state(builder.root(), Kind::Parallel);
    let one = builder.state(parallel, Kind::Compound);
    let below_one = builder.state(one, Kind::Atomic);
    let two = builder.state(parallel, Kind::Compound);
    let below_two = builder.state(two, Kind::Atomic);
    [parallel, one, below_one, two, below_two]
}

/// A compound state with a history state and an atomic child, and an atomic state beside it.
fn with_history(builder: &mut Builder) -> [StateId; 4] {
    let parent = builder.state(builder.root(), Kind::Compound);
    let history = builder.state(parent, Kind::DeepHistory);
    let child = builder.state(parent, Kind::Atomic);
    let beside = builder.state(builder.root(), Kind::Atomic);
    [parent, history, child, beside]
}

#[test]
fn a_state_out_of_document_order() {
    let mut builder = Builder::new();
    let parent = builder.state(builder.root(), Kind::Compound);
    builder.state(builder.root(), Kind::Atomic);
    let state = builder.state(parent, Kind::Atomic);
    let other = builder.state(stranger(), Kind::Atomic);
    refused(
        builder,
        &[
            ChartError::NotInDocumentOrder { state, parent },
            ChartError::NotInDocumentOrder { state: other, parent: stranger() },
        ],
    );
}

#[test]
fn a_child_of_what_has_no_children() {
    for kind in [Kind::Atomic, Kind::Final] {
        let mut builder = Builder::new();
        let parent = builder.state(builder.root(), kind);
        let child = builder.state(parent, Kind::Atomic);
        refused(builder, &[ChartError::ChildOfLeaf { parent, child }]);
    }
}

#[test]
fn a_composite_state_without_children() {
    refused(Builder::new(), &[ChartError::NoChild { state: StateId::new(0) }]);
    for kind in [Kind::Compound, Kind::Parallel] {
        let mut builder = Builder::new();
        let state = builder.state(builder.root(), kind);
        // A history state alone is no child that could be active.
        let history = builder.state(state, Kind::ShallowHistory);
        builder.transition(default_of(history, vec![history]));
        refused(
            builder,
            &[
                ChartError::NoChild { state },
                ChartError::HistoryDefaultOutside { history, target: history },
            ],
        );
    }
}

#[test]
fn a_final_state_in_a_parallel_one() {
    let mut builder = Builder::new();
    let parallel = builder.state(builder.root(), Kind::Parallel);
    let state = builder.state(parallel, Kind::Final);
    refused(builder, &[ChartError::FinalInParallel { state }]);
}

#[test]
fn a_history_state_in_the_root() {
    let mut builder = Builder::new();
    let history = builder.state(builder.root(), Kind::ShallowHistory);
    let child = builder.state(builder.root(), Kind::Atomic);
    builder.transition(default_of(history, vec![child]));
    refused(builder, &[ChartError::HistoryInRoot { history }]);
}

#[test]
fn an_initial_transition_where_none_can_be() {
    let mut builder = Builder::new();
    let [parallel, one, ..] = regions(&mut builder);
    builder.initial(parallel, vec![one]);
    refused(builder, &[ChartError::InitialOfNonCompound { state: parallel }]);
}

#[test]
fn an_initial_transition_that_leads_nowhere_or_out() {
    let mut builder = Builder::new();
    let [state, ..] = pair(&mut builder);
    builder.initial(state, vec![]);
    refused(builder, &[ChartError::InitialTargetless { state }]);

    let mut builder = Builder::new();
    let [state, ..] = pair(&mut builder);
    let target = builder.state(builder.root(), Kind::Atomic);
    builder.initial(state, vec![target]);
    refused(builder, &[ChartError::InitialOutside { state, target }]);

    let mut builder = Builder::new();
    let [state, ..] = pair(&mut builder);
    builder.initial(state, vec![state]);
    refused(builder, &[ChartError::InitialOutside { state, target: state }]);
}

#[test]
fn a_done_event_of_what_is_never_done() {
    let mut builder = Builder::new();
    let [_, leaf, _] = pair(&mut builder);
    let root = builder.root();
    builder.done_event(leaf, EventId::new(0));
    builder.done_event(root, EventId::new(0));
    refused(
        builder,
        &[ChartError::NeverDone { state: leaf }, ChartError::NeverDone { state: root }],
    );
}

#[test]
fn states_that_the_chart_does_not_have() {
    let mut builder = Builder::new();
    let [parent, leaf, _] = pair(&mut builder);
    builder.initial(stranger(), vec![leaf]);
    builder.initial(parent, vec![stranger()]);
    builder.done_event(stranger(), EventId::new(0));
    let from = builder.transition(draft(stranger(), vec![leaf]));
    let to = builder.transition(draft(leaf, vec![stranger()]));
    let unknown = |origin| ChartError::UnknownState { origin, state: stranger() };
    refused(
        builder,
        &[
            unknown(Origin::Initial(stranger())),
            unknown(Origin::Initial(parent)),
            unknown(Origin::DoneEvent(stranger())),
            unknown(Origin::Transition(from)),
            unknown(Origin::Transition(to)),
        ],
    );
}

#[test]
fn the_root_as_target_or_source() {
    let mut builder = Builder::new();
    let [_, leaf, _] = pair(&mut builder);
    let root = builder.root();
    let to = builder.transition(draft(leaf, vec![root]));
    let from = builder.transition(draft(root, vec![leaf]));
    refused(
        builder,
        &[
            ChartError::RootAsTarget { origin: Origin::Transition(to) },
            ChartError::TransitionOfRoot { transition: from },
        ],
    );
}

#[test]
fn targets_that_cannot_be_active_together() {
    // Different children of one compound state; one above the other; one and the same.
    let mut builder = Builder::new();
    let [parent, first, second] = pair(&mut builder);
    let illegal = |transition, first, second| {
        let origin = Origin::Transition(TransitionId::new(transition));
        ChartError::IllegalTargets { origin, first, second }
    };
    builder.transition(draft(first, vec![first, second]));
    builder.transition(draft(first, vec![parent, second]));
    builder.transition(draft(first, vec![second, parent]));
    builder.transition(draft(first, vec![first, first]));
    builder.initial(parent, vec![first, second]);
    refused(
        builder,
        &[
            ChartError::IllegalTargets { origin: Origin::Initial(parent), first, second },
            illegal(0, first, second),
            illegal(1, parent, second),
            illegal(2, second, parent),
            illegal(3, first, first),
        ],
    );
}

#[test]
fn a_history_state_counts_as_its_parent_among_targets() {
    let mut builder = Builder::new();
    let parallel = builder.state(builder.root(), Kind::Parallel);
    let history = builder.state(parallel, Kind::DeepHistory);
    let one = builder.state(parallel, Kind::Atomic);
    let two = builder.state(parallel, Kind::Atomic);
    builder.transition(default_of(history, vec![one]));
    let lawful = builder.clone();
    let transition = builder.transition(draft(one, vec![history, two]));
    let origin = Origin::Transition(transition);
    refused(builder, &[ChartError::IllegalTargets { origin, first: history, second: two }]);
    assert!(lawful.build().is_ok());
}

#[test]
fn targets_in_different_regions_are_lawful() {
    let mut builder = Builder::new();
    let [parallel, one, below_one, two, below_two] = regions(&mut builder);
    let root = builder.root();
    builder.initial(root, vec![below_one, two]);
    builder.transition(draft(parallel, vec![below_two, one]));
    assert!(builder.build().is_ok());
}

#[test]
fn a_transition_of_a_final_state() {
    let mut builder = Builder::new();
    let state = builder.state(builder.root(), Kind::Final);
    let transition = builder.transition(draft(state, vec![]));
    refused(builder, &[ChartError::TransitionOfFinal { state, transition }]);
}

#[test]
fn a_transition_that_waits_for_no_event_at_all() {
    let mut builder = Builder::new();
    let state = builder.state(builder.root(), Kind::Atomic);
    let trigger = Trigger::Events(vec![]);
    let transition = builder.transition(TransitionDraft { trigger, ..draft(state, vec![]) });
    refused(builder, &[ChartError::NoEvent { transition }]);
}

#[test]
fn a_history_state_without_a_default_or_with_two() {
    let mut builder = Builder::new();
    let [_, history, child, _] = with_history(&mut builder);
    let mut twice = builder.clone();
    refused(builder, &[ChartError::HistoryWithoutDefault { history }]);
    twice.transition(default_of(history, vec![child]));
    let second = twice.transition(default_of(history, vec![child]));
    refused(twice, &[ChartError::HistoryWithTwoDefaults { history, second }]);
}

#[test]
fn a_default_with_an_event_or_without_a_target() {
    let mut builder = Builder::new();
    let [_, history, child, _] = with_history(&mut builder);
    let mut targetless = builder.clone();
    let transition = builder.transition(draft(history, vec![child]));
    refused(builder, &[ChartError::HistoryDefaultWithEvent { history, transition }]);
    let transition = targetless.transition(default_of(history, vec![]));
    refused(targetless, &[ChartError::HistoryDefaultTargetless { history, transition }]);
}

#[test]
fn a_default_that_leads_out_of_the_parent() {
    for choose in [0, 1, 3] {
        let mut builder = Builder::new();
        let states = with_history(&mut builder);
        let (history, target) = (states[1], states[choose]);
        builder.transition(default_of(history, vec![target]));
        refused(builder, &[ChartError::HistoryDefaultOutside { history, target }]);
    }
}
