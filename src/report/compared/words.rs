//! The words of an operation: what was so and is otherwise, with the sentence of the text that shows
//! it before and after.

use crate::calendar::Day;
use crate::compare::{Element, Touched, transition_name};
use crate::lang::{Lang, Phrase, display_width};
use crate::policy::{ArticleRef, Piece, pieces};
use crate::program::{ParameterInfo, ParameterMeaning, Program};
use crate::report::measure::rendered_text;
use crate::report::words::Teller;
use crate::rule::Value;
use crate::world::{Cast, World};

/// An operation in words.
#[derive(Clone, Debug, Default)]
pub struct Operation {
    /// As it was asked for: `cycle=5y`, an edit's number.
    pub name: String,
    /// What it says, where it has words of its own: the meaning of a reading.
    pub title: Option<String>,
    /// For whom and from which day on.
    pub scopes: Vec<String>,
    /// What is otherwise: the parameter, the rule, the transition; with its value before and after.
    pub values: Vec<(String, String, String)>,
    /// The words of the text before and after, each with its article.
    pub words: Vec<(ArticleRef, String, String)>,
}

/// The operation that a variant is, in words.
pub fn operation(name: &str, before: &Program, after: &Program, lang: Lang) -> Operation {
    let touched = Touched::between(before, after);
    let mut values = Vec::new();
    for element in &touched.elements {
        match element {
            Element::Parameter(name) => {
                let (old, new) = (parameter(before, name), parameter(after, name));
                values.extend(revalued((before, old), (after, new), name, lang));
            }
            other => {
                let title = element_title(other, before, after, lang);
                let word = |phrase: Phrase| phrase.plain(lang).to_owned();
                let (old, new) = match (stands(other, before), stands(other, after)) {
                    (false, true) => (word(Phrase::NothingWord), word(Phrase::ComparedComes)),
                    (true, false) => (word(Phrase::ComparedStood), word(Phrase::NothingWord)),
                    _ => (String::new(), String::new()),
                };
                values.push((title, old, new));
            }
        }
    }
    let words = sentences(&touched, before, after);
    Operation { name: name.to_owned(), title: None, scopes: Vec::new(), values, words }
}

/// Whether a program has an element.
fn stands(element: &Element, program: &Program) -> bool {
    match element {
        Element::Parameter(name) => parameter(program, name).is_some(),
        Element::Rule(name) => program.rules.find(|rule| rule.name == *name).is_some(),
        Element::Selection(name) => program.selections.find(|one| one.name == *name).is_some(),
        Element::State(machine, state) => program.machine(machine).is_some_and(|machine| {
            program.machines[machine].states.find(|info| info.name == *state).is_some()
        }),
        Element::Transition(machine, ..) => program.machine(machine).is_some_and(|machine| {
            let machine = &program.machines[machine];
            let mut all = machine.chart.transitions();
            all.any(|id| transition_name(program, machine, id) == *element)
        }),
    }
}

/// What people call an element.
pub fn element_title(element: &Element, before: &Program, after: &Program, lang: Lang) -> String {
    let titled = |title: &crate::lang::Text, name: &str| {
        let said = title.get(lang);
        if said.is_empty() { name.to_owned() } else { said.to_owned() }
    };
    let find = |program: &Program| match element {
        Element::Parameter(name) => {
            parameter(program, name).map(|info| titled(&info.title, &info.name))
        }
        Element::Rule(name) => {
            let rule = program.rules.find(|rule| rule.name == *name);
            rule.map(|(_, rule)| titled(&rule.title, &rule.name))
        }
        Element::Selection(name) => {
            let found = program.selections.find(|one| one.name == *name);
            found.map(|(_, one)| titled(&one.title, &one.name))
        }
        Element::State(machine, state) | Element::Transition(machine, state, _) => {
            let machine = &program.machines[program.machine(machine)?];
            let (_, info) = machine.states.find(|info| info.name == *state)?;
            let state = titled(&info.title, &info.name);
            let Element::Transition(_, _, trigger) = element else { return Some(state) };
            let event = program.event(trigger).map(|event| &program.events[event]);
            let event = event.map(|event| titled(&event.title, &event.name));
            let event = event.or_else(|| {
                let mut all = machine.chart.transitions();
                let own = all.find(|id| transition_name(program, machine, *id) == *element)?;
                let title = machine.transitions[own].title.get(lang);
                (!title.is_empty()).then(|| title.to_owned())
            });
            let event = event.unwrap_or_else(|| match parameter(program, trigger) {
                Some(period) => {
                    let period = titled(&period.title, &period.name);
                    Phrase::ComparedRunsOut.with(lang, &[("period", period.into())])
                }
                None if trigger == "auto" => Phrase::ComparedByItself.plain(lang).to_owned(),
                None => trigger.clone(),
            });
            let args = [("state", state.into()), ("event", event.into())];
            Some(Phrase::ComparedTransition.with(lang, &args))
        }
    };
    find(after).or_else(|| find(before)).unwrap_or_else(|| element.name())
}

fn parameter<'p>(program: &'p Program, name: &str) -> Option<&'p ParameterInfo> {
    program.parameters.find(|info| info.name == name).map(|(_, info)| info)
}

/// The values of a parameter that became others, each row by itself.
fn revalued(
    (before, old): (&Program, Option<&ParameterInfo>),
    (after, new): (&Program, Option<&ParameterInfo>),
    name: &str,
    lang: Lang,
) -> Vec<(String, String, String)> {
    let title = new.or(old).map_or(name, |info| match info.title.get(lang) {
        "" => info.name.as_str(),
        title => title,
    });
    let old = old.map(|info| rows(before, info, lang)).unwrap_or_default();
    let new = new.map(|info| rows(after, info, lang)).unwrap_or_default();
    let none = || Phrase::NothingWord.plain(lang).to_owned();
    let mut keys: Vec<&(String, String)> = old.iter().chain(&new).map(|(key, _)| key).collect();
    let mut seen = std::collections::BTreeSet::new();
    keys.retain(|key| seen.insert(*key));
    let value = |all: &[((String, String), String)], key: &(String, String)| {
        let found = all.iter().find(|(known, _)| known == key);
        found.map(|(_, value)| value.clone())
    };
    let changed = keys.into_iter().filter(|key| value(&old, key) != value(&new, key));
    let told = changed.map(|key| {
        let (row, from) = key;
        let said = [title, row, from].into_iter().filter(|part| !part.is_empty());
        let said: Vec<&str> = said.collect();
        let (old, new) = (value(&old, key), value(&new, key));
        (said.join(" "), old.unwrap_or_else(none), new.unwrap_or_else(none))
    });
    let told: Vec<_> = told.collect();
    match told.is_empty() {
        true => vec![(title.to_owned(), String::new(), String::new())],
        false => told,
    }
}

/// Each value with its row and its first day.
fn rows(program: &Program, info: &ParameterInfo, lang: Lang) -> Vec<((String, String), String)> {
    // Under amendments it is what it comes to when all of them have effect.
    let info = info.under(program.versions.of(u64::MAX));
    let (cast, world) = (Cast::new(program), World::new(Day::MIN));
    let teller = Teller { program, cast: &cast, world: &world, undone: &[], day: None, lang };
    let value = |value: &Value| teller.value(*value);
    let mut found = Vec::new();
    for (from, meaning) in &info.values {
        let from = from.map(|day| day.to_string()).unwrap_or_default();
        match meaning {
            ParameterMeaning::Single(single) => {
                found.push(((String::new(), from), value(single)));
            }
            ParameterMeaning::Table(rows) => {
                found.extend(rows.iter().map(|(keys, of)| {
                    let keys: Vec<String> = keys.iter().map(value).collect();
                    ((keys.join(" "), from.clone()), value(of))
                }));
            }
            ParameterMeaning::Open => {
                let open = Phrase::NoValueThen.plain(lang).to_owned();
                found.push(((String::new(), from), open));
            }
        }
    }
    found
}

/// The sentences of the text that read otherwise, each cut to what surrounds the change.
fn sentences(
    touched: &Touched,
    before: &Program,
    after: &Program,
) -> Vec<(ArticleRef, String, String)> {
    let mut found = Vec::new();
    let binds = |text: &str| {
        pieces(text).iter().any(|piece| match piece {
            Piece::Slot(slot) => slot.bound.iter().any(|bound| {
                touched.elements.contains(&Element::Parameter(bound.name().to_owned()))
            }),
            Piece::Words(_) => false,
        })
    };
    for article in before.articles.iter() {
        for text in article.paragraphs.iter().flat_map(|paragraph| paragraph.texts()) {
            if binds(text) {
                let old = rendered_text(text, before, None);
                let new = rendered_text(text, after, None);
                if let Some((old, new)) = parted(&old, &new) {
                    found.push((ArticleRef::whole(article.number.value), old, new));
                }
            }
        }
    }
    found
}

/// How many columns are shown on either side of what differs.
const AROUND: usize = 10;

/// Two texts cut to where they differ; nothing where they do not.
pub fn parted(old: &str, new: &str) -> Option<(String, String)> {
    if old == new {
        return None;
    }
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let head = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let rest = old.len().min(new.len()) - head;
    let tails = old.iter().rev().zip(new.iter().rev()).take(rest);
    let tail = tails.take_while(|(one, other)| one == other).count();
    let cut = |text: &[char]| {
        let from = head.saturating_sub(AROUND);
        let to = (text.len() - tail + AROUND).min(text.len());
        let middle: String = text.get(from..to).unwrap_or_default().iter().collect();
        let begin = if from > 0 { "…" } else { "" };
        let end = if to < text.len() { "…" } else { "" };
        format!("{begin}{middle}{end}")
    };
    Some((cut(&old), cut(&new)))
}

/// A text cut to so many columns.
pub fn clip(text: &str, columns: usize) -> String {
    if display_width(text) <= columns {
        return text.to_owned();
    }
    let mut cut = String::new();
    for character in text.chars() {
        if display_width(&cut) + display_width(character.encode_utf8(&mut [0; 4])) + 1 > columns {
            break;
        }
        cut.push(character);
    }
    cut.push('…');
    cut
}
