//! What a story tells of facts: a value or `unknown`, from which day and until which it is true.

use super::naming::Naming;
use super::plan::Planner;
use super::planned::PlannedFact;
use super::value::{self, unknown_titled};
use super::written::What;
use crate::calendar::Day;
use crate::lang::{Phrase, Problem, Word};
use crate::policy::Name;
use crate::policy::read::fields::{self, Fields};
use crate::rule::{FactId, SubjectId, Value};
use crate::source::{Node, Shape, Span};

impl Planner<'_> {
    /// What a subject brings, or what is learnt of one.
    pub(super) fn facts(
        &mut self,
        subject: SubjectId,
        written: &[(Name, Node)],
    ) -> Vec<PlannedFact> {
        let mut found = Vec::new();
        for (name, node) in written {
            let Some(fact) = self.fact(subject, name) else { continue };
            match &node.shape {
                // No fact's value is a structure.
                Shape::Struct(_) => found.extend(self.series(subject, fact, node)),
                _ => {
                    let value = self.fact_value(fact, node);
                    let (true_from, true_to) = (None, None);
                    found.extend(value.map(|value| PlannedFact {
                        subject,
                        fact,
                        value,
                        true_from,
                        true_to,
                    }));
                }
            }
        }
        found
    }

    /// What is learnt in a line.
    pub(super) fn learnt(&mut self, what: &What, at: Span) -> Option<Vec<PlannedFact>> {
        let What::Learn { subject, facts: written, true_from, true_to } = what else { return None };
        if let (Some(from), Some(to)) = (*true_from, true_to)
            && to.value < from
        {
            self.backwards(to.span, to.value, from);
        }
        let dated = true_from.is_some() || true_to.is_some();
        for (_, node) in written.iter().filter(|_| dated) {
            if matches!(node.shape, Shape::Struct(_)) {
                let args = vec![("names", "`values`, `true_from`".into())];
                self.naming.problems.add(Problem::OneOnly, node.span.part(0, 1), args);
            }
        }
        let subject = self.naming.subject(subject)?;
        let mut found = self.facts(subject, written);
        for told in &mut found {
            if dated && told.true_from.is_none() {
                told.true_from = *true_from;
                told.true_to = true_to.as_ref().map(|to| to.value);
            }
            self.until_when(told, at);
        }
        found.iter().for_each(|told| self.told.add(told));
        Some(found)
    }

    /// Asks until when something is true that covers what was told before to be true later.
    fn until_when(&mut self, told: &PlannedFact, at: Span) {
        let (Some(from), None) = (told.true_from, told.true_to) else { return };
        let Some(later) = self.told.otherwise_from(told, from) else { return };
        let name = self.naming.program.facts[told.fact].name.as_str();
        let args = vec![
            ("name", Word::from(name)),
            ("from", from.to_string().into()),
            ("later", later.to_string().into()),
        ];
        self.naming.problems.add(Problem::UntilWhen, at, args);
    }

    fn fact(&mut self, subject: SubjectId, name: &Name) -> Option<FactId> {
        let Some(fact) = self.naming.program.fact(name) else {
            let facts = self.naming.program.facts.iter();
            let known = facts.map(|fact| (fact.name.as_str(), &fact.title));
            unknown_titled(name, Phrase::Fact, known, &mut self.naming.problems);
            return None;
        };
        let info = &self.naming.program.facts[fact];
        let kind = self.naming.cast.subjects[subject].kind;
        if !info.of.is_empty() && !info.of.contains(&kind) {
            let kinds =
                info.of.iter().map(|&kind| Word::from(&self.naming.program.kinds[kind].title));
            let args =
                vec![("name", name.value.as_str().into()), ("kinds", Word::List(kinds.collect()))];
            let what = Word::Phrase(Phrase::FactOfOtherKind, args);
            self.naming.problems.add(Problem::BadScenario, name.span, vec![("what", what)]);
            return None;
        }
        Some(fact)
    }

    /// A value of a fact, or that it is unknown.
    fn fact_value(&mut self, fact: FactId, node: &Node) -> Option<Option<Value>> {
        if value::is_unknown(node) {
            return Some(None);
        }
        let Naming { program, cast, problems } = &mut self.naming;
        let ty = &program.facts[fact].ty;
        let value = value::known(node, ty, program, cast, problems)?;
        value::date(value, ty, program, cast);
        Some(Some(value))
    }

    /// Values one after the other, each from its day until the next, written as a parameter's.
    fn series(&mut self, subject: SubjectId, fact: FactId, node: &Node) -> Vec<PlannedFact> {
        let mut found: Vec<PlannedFact> = Vec::new();
        let Some(mut whole) = Fields::open(node, Phrase::Fact, &mut self.naming.problems) else {
            return found;
        };
        let values = whole.required("values", &mut self.naming.problems);
        whole.close(&mut self.naming.problems);
        let items = values.map(|node| fields::list(node, Phrase::Fact, &mut self.naming.problems));
        for item in items.unwrap_or_default() {
            let Some(mut entry) = Fields::open(item, Phrase::Fact, &mut self.naming.problems)
            else {
                continue;
            };
            let from = entry.required("from", &mut self.naming.problems);
            let from = from.and_then(|node| fields::day(node, &mut self.naming.problems));
            let value = entry.required("value", &mut self.naming.problems);
            entry.close(&mut self.naming.problems);
            let value = value.and_then(|node| self.fact_value(fact, node));
            let (Some(from), Some(value)) = (from, value) else { continue };
            if let Some(before) = found.last_mut() {
                self.in_order(before, from, item.span);
            }
            let (true_from, true_to) = (Some(from), None);
            found.push(PlannedFact { subject, fact, value, true_from, true_to });
        }
        found
    }

    /// One value ends the day before the next begins.
    fn in_order(&mut self, before: &mut PlannedFact, from: Day, at: Span) {
        if let Some(earlier) = before.true_from
            && earlier >= from
        {
            let args = vec![
                ("later", Word::from(earlier.to_string())),
                ("earlier", from.to_string().into()),
            ];
            self.naming.problems.add(Problem::ValueOrder, at, args);
        }
        before.true_to = Some(from.previous());
    }
}
