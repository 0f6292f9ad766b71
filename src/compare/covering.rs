//! Which elements that stories can cover an amendment touches.

use std::collections::BTreeSet;

use super::element::Element;
use super::touched::Touched;
use crate::analysis::coverage::{self, Elements, Of};
use crate::policy::{
    Address, Amendment, ArticleRef, ChapterEdit, ChapterRef, Wording, articles_within,
};
use crate::program::{Program, RuleId, Slot, TimerSpan};

/// For each element, by its position, whether the amendments by which one program became another touch
/// it: what is otherwise, what reads it, and the text that they change.
pub fn touches(
    before: &Program,
    after: &Program,
    amendments: &[Amendment],
    elements: &Elements,
) -> Vec<bool> {
    let touched = Touched::between(before, after);
    let reached = Reached { before, after, touched: &touched };
    let mut found: Vec<bool> = elements.all.iter().map(|one| reached.holds(one)).collect();
    let texts: BTreeSet<ArticleRef> = amendments
        .iter()
        .flat_map(|amendment| &amendment.edits)
        .flat_map(|edit| places(&edit.words, before))
        .collect();
    for (at, element) in elements.all.iter().enumerate() {
        let own = match &element.of {
            Of::Article(number) => texts.iter().any(|text| text.article == *number),
            Of::Item(part) => texts.iter().any(|text| {
                text == part
                    || text.article == part.article
                        && text.paragraph.is_none()
                        && text.item.is_none()
            }),
            _ => false,
        };
        if let Some(found) = found.get_mut(at) {
            *found = *found || own;
        }
    }
    found
}

/// The places of the text before in which an edit changes words.
fn places(words: &Wording, before: &Program) -> Vec<ArticleRef> {
    match words {
        Wording::Substitute { at, .. } => {
            let parts = at.iter().filter_map(|one| match one.value {
                Address::Part(part) => Some(part),
                _ => None,
            });
            parts.collect()
        }
        Wording::Replace { at, .. } | Wording::Split { at, .. } => vec![at.value],
        Wording::Delete(at) | Wording::Repeal(at) => vec![at.value],
        Wording::Chapter(ChapterEdit::Delete(of)) => articles_of(of.value, before),
        Wording::Join { at, .. } => at.iter().map(|one| one.value).collect(),
        _ => Vec::new(),
    }
}

/// The articles of a chapter or a section.
fn articles_of(of: ChapterRef, before: &Program) -> Vec<ArticleRef> {
    let Some(own) = of.find(&before.chapters) else { return Vec::new() };
    let all = articles_within(&before.chapters, &before.articles, own);
    all.into_iter().map(ArticleRef::whole).collect()
}

struct Reached<'a> {
    before: &'a Program,
    after: &'a Program,
    touched: &'a Touched,
}

impl Reached<'_> {
    fn has(&self, kind: &str, name: &str) -> bool {
        self.touched.elements.iter().any(|one| one.kind() == kind && one.name() == name)
    }

    fn rule(&self, id: RuleId) -> bool {
        let rule = &self.after.rules[id];
        let own = |name: &str| self.has("rule", name);
        let reads = rule.tree.reads.iter().any(|(slot, _)| match slot {
            Slot::Param(id) => self.has("parameter", &self.after.parameters[*id].name),
            _ => false,
        });
        own(&rule.name)
            || reads
            || rule.tree.functions.iter().any(|function| own(&function.name.value))
    }

    fn holds(&self, element: &coverage::Element) -> bool {
        let after = self.after;
        let transition = |machine, id| {
            let info = &after.machines[machine];
            let way = &info.transitions[id];
            let floor = way.floor.as_ref().map(|floor| floor.period);
            let timer = way.timer.as_ref().and_then(|timer| match timer.span {
                TimerSpan::Parameter(period, ..) => Some(period),
                _ => None,
            });
            let mut periods = floor.into_iter().chain(timer);
            let Element::Transition(machine, state, trigger) =
                super::uses::transition_name(after, info, id)
            else {
                return false;
            };
            let name = format!("{machine}.{state}.{trigger}");
            self.has("transition", &name)
                || periods.any(|period| self.has("parameter", &after.parameters[period].name))
        };
        if !element.published {
            return true;
        }
        match &element.of {
            Of::State(..) => self.has("state", &element.name),
            Of::Transition(machine, id)
            | Of::Timer(machine, id)
            | Of::Role(machine, id)
            | Of::Floor(machine, id) => transition(*machine, *id),
            Of::Guard(Some((machine, id)), rule) => transition(*machine, *id) || self.rule(*rule),
            Of::Guard(None, rule) => self.rule(*rule),
            Of::Clause(_) | Of::Boundary(_) => {
                element.rule.is_some_and(|rule| self.part(element, rule))
            }
            Of::Quota(selection, quota) => {
                let info = &after.selections[*selection];
                let max = info.quotas.get(*quota).map(|quota| &after.parameters[quota.max].name);
                self.has("selection", &info.name)
                    && self.before.selections.iter().all(|known| known.name != info.name)
                    || max.is_some_and(|max| self.has("parameter", max))
            }
            Of::Duty(duty) => self.before.obligation(&after.obligations[*duty].name).is_none(),
            Of::Register(register) => {
                self.before.register(&after.registers[*register].name).is_none()
            }
            Of::Later(..) | Of::Finder(_) | Of::Reading(_) | Of::Article(_) | Of::Item(_) => false,
        }
    }

    /// A part of a condition: its own function is otherwise, or a parameter that it reads.
    fn part(&self, element: &coverage::Element, rule: RuleId) -> bool {
        let within = element.name.split_once(": ").map_or("", |(within, _)| within);
        if self.has("rule", within) {
            return true;
        }
        let tree = &self.after.rules[rule].tree;
        let part = element.at.and_then(|at| coverage::atom_at(tree, at));
        let mut found = false;
        if let Some(part) = part {
            reads(part, &mut |slot| {
                if let Slot::Param(id) = slot {
                    found = found || self.has("parameter", &self.after.parameters[*id].name);
                }
            });
        }
        found
    }
}

fn reads<'e>(
    part: &'e crate::rule::Expr<Slot, crate::program::Query>,
    visit: &mut impl FnMut(&'e Slot),
) {
    if let crate::rule::ExprKind::Read(slot) | crate::rule::ExprKind::Lookup(slot, _) = &part.kind {
        visit(slot);
    }
    part.for_each_part(&mut |inner| reads(inner, visit));
}
