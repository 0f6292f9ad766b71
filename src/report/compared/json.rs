//! A comparison as data.

use serde_json::{Value as Json, json};

use super::parts::Comparison;
use super::words::element_title;
use crate::compare::{By, Elements, Group, Lacks, Sum, Titled, Untested, Versus};
use crate::lang::Lang;
use crate::report::differences::changed_json;

impl Comparison<'_> {
    /// The whole as data.
    pub fn json(&self, lang: Lang) -> Json {
        let whole = self.whole;
        let operations = self.operations.iter().enumerate().map(|(at, operation)| {
            let untested = whole.untested.iter().find(|untested| untested.operation == at);
            json!({
                "name": operation.name,
                "title": operation.title,
                "values": operation.values.iter().map(|(what, old, new)| json!({
                    "what": what, "before": old, "after": new,
                })).collect::<Vec<_>>(),
                "words": operation.words.iter().map(|(article, old, new)| json!({
                    "article": article.to_string(), "before": old, "after": new,
                })).collect::<Vec<_>>(),
                "untested": untested.map(|untested| self.untested_json(untested, lang)),
                "runs_otherwise": !whole.silent.contains(&at),
                "loads_alone": !whole.dependent.contains(&at),
                "hidden_by_others": whole.covered.contains(&at),
                "scopes": operation.scopes,
            })
        });
        let stories = whole.stories.iter().enumerate().filter(|(_, one)| !one.turns().is_empty());
        json!({
            "format": "banfa-compare",
            "version": 1,
            "compared": self.name,
            "operations": operations.collect::<Vec<_>>(),
            "unasked": whole.unasked.iter().map(|unasked| json!({
                "articles": unasked.articles.iter().map(ToString::to_string).collect::<Vec<_>>(),
                "operations": unasked.by,
                "words": unasked.told.say(lang),
            })).collect::<Vec<_>>(),
            "scenarios": self.stories.len(),
            "reached": whole.played(),
            "changed": whole.changed(),
            "left_out": whole.untold().map(|at| self.file(at)).collect::<Vec<_>>(),
            "conflicts": whole.conflicting().map(|at| self.conflict_json(at)).collect::<Vec<_>>(),
            "assume_it": whole.own().map(|at| self.file(at)).collect::<Vec<_>>(),
            "hidden": self.hidden().iter().map(|(elements, stories)| json!({
                "elements": self.elements(elements, lang),
                "paths": stories.iter().map(|at| self.file(*at)).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
            "causes": whole.groups.iter().map(|group| self.group_json(group, lang)).collect::<Vec<_>>(),
            "taken_back": whole.undone.iter().map(|group| self.group_json(group, lang)).collect::<Vec<_>>(),
            "stories": stories.map(|(at, versus)| self.story_json(at, versus, lang)).collect::<Vec<_>>(),
            "turned_by": self.bisected.map(|(at, operation)| json!({
                "path": self.file(at), "operation": operation,
            })),
        })
    }

    fn conflict_json(&self, at: usize) -> Json {
        let why = self.reasons.iter().find(|(story, _)| *story == at);
        json!({ "path": self.file(at), "why": why.map(|(_, why)| why) })
    }

    fn untested_json(&self, untested: &Untested, lang: Lang) -> Json {
        let (lacks, at) = match &untested.lacks {
            Lacks::Nothing => ("use", None),
            Lacks::ToReach(state, event) => ("to_reach", Some((state, event))),
            Lacks::ToDiffer(state, event) => ("to_differ", Some((state, event))),
        };
        json!({
            "nearest": untested.nearest.map(|at| self.file(at)),
            "lacks": lacks,
            "state": at.map(|(state, _)| state.name.clone()),
            "event": at.and_then(|(_, event)| event.as_ref().map(|event| event.name.clone())),
            "title": at.map(|(state, _)| state.title.get(lang)),
        })
    }

    fn elements(&self, elements: &Elements, lang: Lang) -> Vec<Json> {
        let told = elements.iter().map(|element| {
            json!({
                "kind": element.kind(),
                "name": element.name(),
                "title": element_title(element, self.before, self.after, lang),
            })
        });
        told.collect()
    }

    fn group_json(&self, group: &Group, lang: Lang) -> Json {
        let turn = &group.example;
        json!({
            "first": changed_json(std::slice::from_ref(&turn.first), lang),
            "line": turn.at().line,
            "by": by_json(&group.by),
            "articles": turn.articles.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "elements": self.elements(&turn.elements, lang),
            "paths": group.stories.iter().map(|at| self.file(*at)).collect::<Vec<_>>(),
            "subjects": group.subjects,
            "follow": group.folded,
            "earliest": group.day.to_string(),
            "days": group.days.map(|(least, most)| json!({ "least": least, "most": most })),
            "money": group.money.iter().map(sum_json).collect::<Vec<_>>(),
        })
    }

    fn story_json(&self, at: usize, versus: &Versus, lang: Lang) -> Json {
        let title = self.stories.get(at).map_or("", |(_, title)| title.get(lang));
        let turns = versus.turns().iter().map(|turn| {
            json!({
                "first": changed_json(std::slice::from_ref(&turn.first), lang),
                "line": turn.at().line,
                "date": turn.at().day.to_string(),
                "articles": turn.articles.iter().map(ToString::to_string).collect::<Vec<_>>(),
                "elements": self.elements(&turn.elements, lang),
                "follow": turn.folded,
                "money": turn.money.iter().map(|(who, account, sum)| json!({
                    "subject": who.name, "account": account.name,
                    "owed": sum.owed.to_string(), "paid": sum.paid.to_string(),
                })).collect::<Vec<_>>(),
            })
        });
        json!({
            "path": self.file(at),
            "title": title,
            "turns": turns.collect::<Vec<_>>(),
            "differences": changed_json(versus.differences(), lang),
        })
    }
}

fn by_json(by: &By) -> Json {
    let (kind, all) = match by {
        By::One(at) => ("one", vec![*at]),
        By::Each(all) => ("each", all.clone()),
        By::Together(all) => ("together", all.clone()),
    };
    json!({ "kind": kind, "operations": all })
}

fn sum_json((account, sum): (&Titled, &Sum)) -> Json {
    json!({
        "account": account.name, "owed": sum.owed.to_string(), "paid": sum.paid.to_string(),
    })
}
