//! Rules and functions: comparisons, clauses, and the day at which facts are read.

use std::collections::BTreeMap;

use super::change::{Change, Edit};
use super::finder::{About, Finder, Reach, called};
use super::operator::Operator;
use super::place::{Definition, Node, Place, definitions};
use super::values::{beside, said};
use crate::compare::Element;
use crate::lang::{Phrase, Text, Word};
use crate::policy::Cited;
use crate::program::{CompiledRule, RoleHolder, RuleId};
use crate::rule::{Comparison, ExprKind};

static NO_SOURCE: Cited = Cited { articles: Vec::new(), readings: Vec::new(), silence: None };

/// The mutants of rules and of the functions that they call.
pub fn find(finder: &mut Finder<'_>) {
    let program = finder.program;
    let mut rules: BTreeMap<&str, &CompiledRule> = BTreeMap::new();
    for rule in program.rules.iter() {
        rules.entry(&rule.name).or_insert(rule);
    }
    let of_roles: Vec<&str> = program
        .roles
        .iter()
        .flat_map(|role| match &role.holder {
            RoleHolder::Party(trees) => trees.as_slice(),
            _ => &[],
        })
        .flat_map(|(_, tree)| tree.functions.iter().map(|one| one.name.value.as_str()))
        .collect();
    for Definition { name, body, places } in definitions(program) {
        let rule = rules.get(name);
        let title = rule.map(|rule| rule.title.clone()).unwrap_or_default();
        let reach = match of_roles.contains(&name) {
            true => Reach::All,
            false => Reach::Of(Element::Rule(name.to_owned())),
        };
        let cited = rule.map_or(&NO_SOURCE, |rule| &rule.cited);
        let about = About { cited, at: body.span, reach };
        let mut body_of = Body { finder, name, title: &title, about, places: &places };
        body_of.walk(body, &mut Vec::new());
    }
    as_of(finder);
}

/// A rule in which something is changed.
struct Body<'f, 'p> {
    finder: &'f mut Finder<'p>,
    name: &'p str,
    title: &'f Text,
    about: About<'p>,
    places: &'f [Place],
}

/// A comparison with the other way of treating what is equal.
const fn beside_equal(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
        Comparison::Less => Comparison::LessOrEqual,
        Comparison::LessOrEqual => Comparison::Less,
        Comparison::Greater => Comparison::GreaterOrEqual,
        Comparison::GreaterOrEqual => Comparison::Greater,
    }
}

impl<'p> Body<'_, 'p> {
    fn walk(&mut self, node: &'p Node, way: &mut Vec<usize>) {
        match &node.kind {
            ExprKind::Compare(own, parts) => {
                self.compare(node, *own, way);
                self.constants(node, parts.as_slice(), way);
            }
            ExprKind::CompareElapsed(own, _, parts) => {
                self.compare(node, *own, way);
                self.constants(node, parts.as_slice(), way);
            }
            ExprKind::And(parts) | ExprKind::Or(parts) => {
                for (at, part) in parts.iter().enumerate() {
                    self.clause(part, at, way);
                }
            }
            ExprKind::If(branch) => {
                way.push(0);
                self.negated(&branch.condition, way);
                way.pop();
            }
            _ => {}
        }
        let mut parts = Vec::new();
        node.for_each_part(&mut |part| parts.push(part));
        for (at, part) in parts.into_iter().enumerate() {
            way.push(at);
            self.walk(part, way);
            way.pop();
        }
    }

    fn add(
        &mut self,
        operator: Operator,
        key: &str,
        (way, edit): (&[usize], Edit),
        said: impl FnOnce(Word, Word) -> Word,
    ) {
        let key = format!("{}:{key}", self.name);
        let change = Change::Expression(self.places.to_vec(), way.to_vec(), edit);
        let title = called(self.title, self.name);
        self.finder.add(operator, &key, &self.about, change, |of| said(of, title));
    }

    fn compare(&mut self, node: &Node, own: Comparison, way: &[usize]) {
        let (other, words) = (beside_equal(own), self.finder.words(node.span));
        let key = format!("{words}:{}", other.sign());
        let edit = (way, Edit::Compare(other));
        self.add(Operator::Comparison, &key, edit, |of, title| {
            let (before, after) = (own.sign().into(), other.sign().into());
            let words = short(&words);
            let args = vec![
                ("of", of),
                ("title", title),
                ("words", words),
                ("before", before),
                ("after", after),
            ];
            Word::Phrase(Phrase::MutateCompare, args)
        });
    }

    /// Numbers that stand in a comparison.
    fn constants(&mut self, node: &Node, parts: &[Node], way: &[usize]) {
        let words = self.finder.words(node.span);
        for (at, part) in parts.iter().enumerate() {
            let ExprKind::Constant(own) = part.kind else { continue };
            if matches!(own, crate::rule::Value::Bool(_)) {
                continue;
            }
            let inner: Vec<usize> = way.iter().copied().chain([at]).collect();
            for (by, other) in beside(own) {
                let program = self.finder.program;
                let key = format!("{words}:{by}");
                let edit = (inner.as_slice(), Edit::Constant(other));
                self.add(Operator::Threshold, &key, edit, |of, title| {
                    let (before, after) = (said(program, own), said(program, other));
                    let args = vec![
                        ("of", of),
                        ("title", title),
                        ("words", short(&words)),
                        ("before", before),
                        ("after", after),
                    ];
                    Word::Phrase(Phrase::MutateCompare, args)
                });
            }
        }
    }

    fn clause(&mut self, part: &Node, at: usize, way: &mut Vec<usize>) {
        let words = self.finder.words(part.span);
        let edit = (way.as_slice(), Edit::Drop(at));
        self.add(Operator::ClauseDropped, &words, edit, |of, title| {
            let args = vec![("of", of), ("title", title), ("words", short(&words))];
            Word::Phrase(Phrase::MutateClauseDropped, args)
        });
        way.push(at);
        self.negated(part, way);
        way.pop();
    }

    fn negated(&mut self, part: &Node, way: &[usize]) {
        // What compares with = becomes ≠ already.
        if let ExprKind::Compare(Comparison::Equal | Comparison::NotEqual, _) = part.kind {
            return;
        }
        let words = self.finder.words(part.span);
        self.add(Operator::ClauseNegated, &words, (way, Edit::Negate), |of, title| {
            let args = vec![("of", of), ("title", title), ("words", short(&words))];
            Word::Phrase(Phrase::MutateClauseNegated, args)
        });
    }
}

/// Words of a rule, not too many.
fn short(words: &str) -> Word {
    const MOST: usize = 60;
    match words.char_indices().nth(MOST) {
        Some((end, _)) => Word::Plain(format!("{}…", words.get(..end).unwrap_or_default())),
        None => Word::Plain(words.to_owned()),
    }
}

/// The day at which facts are read becomes that of the event.
fn as_of(finder: &mut Finder<'_>) {
    let program = finder.program;
    let mut named: BTreeMap<&str, (&CompiledRule, Vec<RuleId>)> = BTreeMap::new();
    for (id, rule) in program.rules.enumerated().filter(|(_, rule)| rule.as_of.is_some()) {
        named.entry(&rule.name).or_insert_with(|| (rule, Vec::new())).1.push(id);
    }
    for (name, (rule, ids)) in named {
        let reach = Reach::Of(Element::Rule(name.to_owned()));
        let about = About { cited: &rule.cited, at: rule.at, reach };
        finder.add(Operator::AsOf, name, &about, Change::AsOf(ids, None), |of| {
            let title = called(&rule.title, name);
            Word::Phrase(Phrase::MutateAsOf, vec![("of", of), ("title", title)])
        });
    }
}
