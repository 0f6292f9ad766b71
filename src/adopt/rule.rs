//! A rule that is asked instead of another: its name stands wherever the other's stood.

use std::collections::BTreeMap;
use std::ops::Range;

use super::draft::{Draft, Why};
use super::edit::{Edit, edited, range};
use crate::policy::{Action, Bundle, Name, State};
use crate::rule::parse_rules;
use crate::source::{Node, Shape, Sources};

impl Draft<'_> {
    /// Wherever a rule is asked another is asked instead, but not by that other itself; a rule that nobody
    /// names any more goes.
    pub(super) fn instead(&self, bundle: &Bundle, old: &str, new: &str) -> Result<(), Why> {
        let mut by_file: BTreeMap<String, Vec<Edit>> = BTreeMap::new();
        for name in asked(bundle).into_iter().filter(|name| name.value == old) {
            let path = &bundle.sources.file(name.span.file).path;
            let Some(file) = self.name_of(path) else { continue };
            let edits = by_file.entry(file).or_default();
            let edit = (range(name.span), new.to_owned());
            if bundle.sources.text(name.span) == old && !edits.contains(&edit) {
                edits.push(edit);
            }
        }
        for (file, edits) in by_file {
            let page = self.page(&file)?;
            self.keep(&page, edits)?;
        }
        for file in self.listed()? {
            let Some(text) = self.text(&file) else { continue };
            let places = match file.ends_with(".rhai") {
                true => called(&text, old, new),
                false => self.page(&file).map(|page| called_in(&page.text, &page.tree, old))?,
            };
            if !places.is_empty() {
                let edits = places.into_iter().map(|at| (at, new.to_owned())).collect();
                self.write(&file, &edited(&text, edits))?;
            }
        }
        self.forget(old)
    }

    /// Takes a rule out that nothing names.
    fn forget(&self, old: &str) -> Result<(), Why> {
        let mut named = 0;
        let mut own = None;
        for (file, text) in self.files() {
            named += words(&text, old).len();
            if file.ends_with(".rhai")
                && let Some(at) = definition(&text, old)
            {
                own = Some((file, text, at));
            }
        }
        match own {
            Some((file, text, at)) if named == 1 => {
                self.write(&file, &edited(&text, vec![(at, String::new())]))
            }
            _ => Ok(()),
        }
    }
}

/// The places of a word in a text.
pub(super) fn words(text: &str, word: &str) -> Vec<Range<usize>> {
    let is_part = |letter: char| letter == '_' || letter.is_alphanumeric();
    let all = text.match_indices(word).filter(|(at, _)| {
        let before = text.get(..*at).and_then(|before| before.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    });
    all.map(|(at, _)| at..at + word.len()).collect()
}

/// Where a function is called in a file of rules, but by the function `except`.
fn called(text: &str, name: &str, except: &str) -> Vec<Range<usize>> {
    let own = definition(text, except);
    let is_call = |at: &Range<usize>| {
        let after = text.get(at.end..).unwrap_or("").trim_start();
        let before = text.get(..at.start).unwrap_or("").trim_end();
        let line = text.get(..at.start).and_then(|before| before.rsplit('\n').next()).unwrap_or("");
        after.starts_with('(')
            && !before.ends_with("fn")
            && !line.contains("//")
            && own.as_ref().is_none_or(|own| !own.contains(&at.start))
    };
    words(text, name).into_iter().filter(is_call).collect()
}

/// Where a function is called in the expressions of a file.
fn called_in(text: &str, node: &Node, name: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    each(node, &mut |node| {
        if let Shape::Text { verbatim: true, .. } = node.shape {
            let span = range(node.span);
            let own = text.get(span.clone()).unwrap_or("");
            let calls = words(own, name).into_iter().filter(|at| {
                own.get(at.end..).is_some_and(|after| after.trim_start().starts_with('('))
            });
            all.extend(calls.map(|at| at.start + span.start..at.end + span.start));
        }
    });
    all
}

/// Calls for a node and all that it holds.
pub(super) fn each<'n>(node: &'n Node, tell: &mut impl FnMut(&'n Node)) {
    tell(node);
    match &node.shape {
        Shape::Variant(_, inner) => each(inner, tell),
        Shape::Tuple(items) | Shape::List(items) => items.iter().for_each(|item| each(item, tell)),
        Shape::Struct(fields) => fields.iter().for_each(|(_, node)| each(node, tell)),
        Shape::Map(entries) => entries.iter().for_each(|(key, node)| {
            each(key, tell);
            each(node, tell);
        }),
        _ => {}
    }
}

/// The whole of a function with its heading and the blank line behind it.
fn definition(text: &str, name: &str) -> Option<Range<usize>> {
    let mut sources = Sources::default();
    let file = sources.add(String::new(), text.to_owned());
    let (found, _) = parse_rules(file, sources.file(file));
    let own = found.iter().find(|one| one.name.value == name)?;
    let start = own.header.as_ref().map_or(own.span.start, |header| header.span.start) as usize;
    let from = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
    let close = own.span.end as usize;
    let mut to = text.get(close..)?.find('\n').map_or(text.len(), |at| close + at + 1);
    if text.get(to..).is_some_and(|rest| rest.starts_with('\n')) {
        to += 1;
    }
    Some(from..to)
}

/// The names of rules wherever one is asked.
fn asked(bundle: &Bundle) -> Vec<&Name> {
    let mut all: Vec<&Name> = Vec::new();
    for (_, group) in &bundle.groups {
        for member in &group.members {
            all.push(&member.rule);
            all.extend(&member.only_if);
        }
    }
    for (_, selection) in &bundle.selections {
        all.extend(selection.each.iter().chain(&selection.floor));
        all.extend(selection.quotas.iter().filter_map(|quota| quota.except.as_ref()));
    }
    for machine in &bundle.machines {
        of_state(&machine.root, &mut all);
    }
    all
}

fn of_state<'b>(state: &'b State, all: &mut Vec<&'b Name>) {
    let acts = |actions: &'b [Action], all: &mut Vec<&'b Name>| {
        all.extend(actions.iter().flat_map(|action| &action.when));
    };
    for actions in [&state.on_initial, &state.on_entry, &state.on_exit] {
        acts(actions, all);
    }
    for transition in &state.transitions {
        all.extend(&transition.when);
        acts(&transition.actions, all);
    }
    state.states.iter().for_each(|child| of_state(child, all));
}
