//! What must come first: the transitions that would hear an event, and the shortest way to where one
//! of them would.

use petgraph::algo::astar;

use crate::chart::{Chart, EventId, Kind, Reach, StateId, TransitionId, Trigger};
use crate::ident::Id;

/// The transitions that name an event, in document order.
pub fn hearers(chart: &Chart, event: EventId) -> Vec<TransitionId> {
    let names = |transition: &TransitionId| match chart.trigger(*transition) {
        Trigger::Events(events) => events.contains(&event),
        Trigger::Any | Trigger::Eventless => false,
    };
    chart.transitions().filter(names).collect()
}

/// What stands between where an instance is and what it should hear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Nearest {
    /// These transitions, in this order, lead to where it is heard. Guards are not asked.
    First(Vec<TransitionId>),
    /// It was heard in this state, from which the instance has moved on for good.
    Over(StateId),
    /// No way leads there, and none from there.
    Nowhere,
}

/// The shortest way from the innermost `states` to where `event` is heard; among ways of one length
/// the earlier in document order.
pub fn nearest(chart: &Chart, states: &[StateId], event: EventId) -> Nearest {
    let homes: Vec<StateId> =
        hearers(chart, event).into_iter().map(|hearer| chart.source(hearer)).collect();
    if let Some(way) = way(chart, states, &homes) {
        return Nearest::First(way);
    }
    let before = homes.iter().find(|&&home| way(chart, &[home], states).is_some());
    before.map_or(Nearest::Nowhere, |&home| Nearest::Over(home))
}

/// Those of the innermost `states` that stand in the way: not those of regions in which nothing
/// hears the event; all where that leaves none.
pub fn concerned(chart: &Chart, states: &[StateId], event: EventId) -> Vec<StateId> {
    let homes: Vec<StateId> =
        hearers(chart, event).into_iter().map(|hearer| chart.source(hearer)).collect();
    let holds =
        |outer: StateId, inner: StateId| outer == inner || chart.is_descendant(inner, outer);
    // The innermost state that holds both decides: the regions of a parallel one are strangers.
    let strangers = |state: StateId, home: StateId| {
        let around = std::iter::once(state).chain(chart.proper_ancestors(state));
        let both = around.into_iter().find(|&around| holds(around, home));
        both.is_some_and(|both| both != home && chart.kind(both) == Kind::Parallel)
    };
    let near = |state: &StateId| homes.iter().any(|&home| !strangers(*state, home));
    let found: Vec<StateId> = states.iter().copied().filter(near).collect();
    if found.is_empty() { states.to_vec() } else { found }
}

/// The fewest transitions that lead from `states` being active to one of `goals` being so.
fn way(chart: &Chart, states: &[StateId], goals: &[StateId]) -> Option<Vec<TransitionId>> {
    let mut graph = Reach::new(chart, |_| true).graph;
    let start = graph.add_node(());
    for &state in states {
        graph.add_edge(start, Reach::active(state), None);
    }
    let goal = |node| goals.iter().any(|&goal| Reach::active(goal) == node);
    // A step weighs more than any order in the document, and what follows by itself nothing.
    let most = chart.transitions().count() as u64 + 1;
    let steps = |by: Option<TransitionId>| match by.map(|by| (chart.trigger(by), by)) {
        Some((Trigger::Events(_) | Trigger::Any, by)) => most * most + by.index() as u64,
        Some((Trigger::Eventless, by)) => by.index() as u64,
        None => 0,
    };
    let (_, nodes) = astar(&graph, start, goal, |edge| steps(*edge.weight()), |_| 0)?;
    let pairs = nodes.iter().zip(nodes.iter().skip(1));
    let taken = pairs.filter_map(|(&from, &to)| {
        let edges = graph.edges_connecting(from, to);
        let by = edges.map(|edge| *edge.weight()).min_by_key(|by| steps(*by))??;
        (*chart.trigger(by) != Trigger::Eventless).then_some(by)
    });
    Some(taken.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::{Builder, TransitionDraft};

    /// Two regions: `b` of the first hears one event, `p` around both and `b` hear the other.
    #[test]
    fn a_region_in_which_nothing_hears_the_event_is_not_in_the_way() {
        let (one, other) = (EventId::new(0), EventId::new(1));
        let mut builder = Builder::new();
        let p = builder.state(builder.root(), Kind::Parallel);
        let first = builder.state(p, Kind::Compound);
        let (a, b) = (builder.state(first, Kind::Atomic), builder.state(first, Kind::Atomic));
        let second = builder.state(p, Kind::Compound);
        let c = builder.state(second, Kind::Atomic);
        for (source, event) in [(b, one), (p, other), (b, other)] {
            builder.transition(TransitionDraft {
                source,
                trigger: Trigger::Events(vec![event]),
                targets: Vec::new(),
                internal: false,
                exclusive: false,
            });
        }
        let chart = builder.build().unwrap();
        assert_eq!(concerned(&chart, &[a, c], one), [a]);
        assert_eq!(concerned(&chart, &[a, c], other), [a, c]);
        // Where nothing hears it, all stand.
        assert_eq!(concerned(&chart, &[a, c], EventId::new(2)), [a, c]);
    }
}
