//! Guards: the names of rules and groups in a condition; groups are flattened into their rules.

use super::environment::Environment;
use super::rules::Rules;
use super::scope::Scope;
use crate::diagnostic::Problems;
use crate::lang::{Phrase, Problem};
use crate::policy::{Group, Name, Under};
use crate::program::element::CompiledRule;
use crate::program::ids::RuleId;
use crate::program::machine::Guard;
use crate::rule::{ChoiceId, MachineId, Type};

struct Place<'e> {
    machine: Option<MachineId>,
    place: Option<ChoiceId>,
    env: &'e Environment,
    /// The groups that are being expanded.
    open: Vec<String>,
    /// The rules on which the members depend.
    only_if: Vec<RuleId>,
    /// Under which versions the members are such.
    under: Under,
}

impl Rules<'_> {
    /// The guards that names of rules and groups stand for.
    pub fn guards(
        &mut self,
        names: &[Name],
        machine: Option<MachineId>,
        place: Option<ChoiceId>,
        env: &Environment,
        problems: &mut Problems,
    ) -> Vec<Guard> {
        let mut found = Vec::new();
        for name in names {
            let mut at = Place {
                machine,
                place,
                env,
                open: Vec::new(),
                only_if: Vec::new(),
                under: Under::ALL,
            };
            self.expand(name, &mut at, &mut found, problems);
        }
        found
    }

    fn expand(
        &mut self,
        name: &Name,
        at: &mut Place<'_>,
        found: &mut Vec<Guard>,
        problems: &mut Problems,
    ) {
        let group = self.bundle.groups.iter().find(|(known, _)| known.value == name.value);
        let Some((_, group)) = group else {
            if let Some(rule) = self.rule(name, at.machine, at.place, at.env, problems) {
                let guard =
                    Guard { only_if: at.only_if.clone(), under: at.under, ..Guard::of(rule) };
                if !found.contains(&guard) {
                    found.push(guard);
                }
            }
            return;
        };
        if at.open.contains(&name.value) {
            let from = at.open.iter().position(|open| *open == name.value).unwrap_or(0);
            let circle: Vec<&str> = at.open.iter().skip(from).map(String::as_str).collect();
            let circle = format!("{} → {}", circle.join(" → "), name.value);
            let args = vec![("kind", Phrase::Group.into()), ("name", circle.into())];
            problems.add(Problem::RuleCycle, name.span, args);
            return;
        }
        at.open.push(name.value.clone());
        if group.all {
            self.members(group, at, found, problems);
        } else {
            let only_if = std::mem::take(&mut at.only_if);
            let mut not_all = Vec::new();
            self.members(group, at, &mut not_all, problems);
            if let Some(rule) = self.named_after(name, group, at.env, problems) {
                found.push(Guard { rule, only_if: only_if.clone(), not_all, under: at.under });
            }
            at.only_if = only_if;
        }
        at.open.pop();
    }

    fn members(
        &mut self,
        group: &Group,
        at: &mut Place<'_>,
        found: &mut Vec<Guard>,
        problems: &mut Problems,
    ) {
        for member in &group.members {
            let depth = at.only_if.len();
            if let Some(only_if) = &member.only_if {
                at.only_if.extend(self.rule(only_if, at.machine, at.place, at.env, problems));
            }
            let outer = at.under;
            at.under = outer.and(member.under);
            self.expand(&member.rule, at, found, problems);
            at.under = outer;
            at.only_if.truncate(depth);
        }
    }

    /// A rule that only lends a group its title and sources.
    fn named_after(
        &mut self,
        name: &Name,
        group: &Group,
        env: &Environment,
        problems: &mut Problems,
    ) -> Option<RuleId> {
        let key = (name.value.clone(), None, None);
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let (scope, always) =
            (Scope::new(env, None, None), name.clone().map(|_| "true".to_owned()));
        let tree = self.expression(&always, Some(&Type::Bool), &scope, env, problems)?;
        let (title, cited, at) = (group.title.clone(), group.origin.cited(), name.span);
        let name = name.value.clone();
        let rule = self.compiled.push(CompiledRule {
            name,
            title,
            cited,
            tree,
            as_of: None,
            concerns: Vec::new(),
            at,
            instead: Vec::new(),
        });
        self.known.insert(key, Some(rule));
        Some(rule)
    }
}
