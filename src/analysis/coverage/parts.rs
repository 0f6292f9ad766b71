//! The articles of a text with their paragraphs and items, and which of them something cites.

use std::collections::BTreeSet;

use crate::policy::{Article, ArticleNumber, ArticleRef, Cited};
use crate::program::{CompiledAction, CompiledMachine, Program};

/// The articles of a text and their parts.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    articles: Vec<ArticleNumber>,
    parts: Vec<Part>,
    /// What something that runs cites.
    cited: BTreeSet<ArticleRef>,
    /// The readings that something follows.
    pub(super) readings: BTreeSet<String>,
}

/// A paragraph or an item.
#[derive(Clone, Copy, Debug)]
struct Part {
    /// How it is cited.
    own: ArticleRef,
    paragraph: u16,
    item: Option<u16>,
    /// Whether its paragraph has items.
    items: u16,
}

impl Part {
    /// Whether a citation is of it, or of what lies in it.
    fn holds(&self, cited: ArticleRef) -> bool {
        if cited.is_new || cited.article != self.own.article {
            return false;
        }
        let by_item = cited.item.is_some_and(|item| item <= self.items);
        let in_paragraph = match cited.paragraph {
            Some(paragraph) => paragraph == self.paragraph,
            None => by_item,
        };
        match self.item {
            Some(_) => in_paragraph && cited.item == self.item,
            None => in_paragraph,
        }
    }
}

impl Parts {
    /// The articles.
    pub fn articles(&self) -> impl Iterator<Item = ArticleNumber> {
        self.articles.iter().copied()
    }
    /// The paragraphs, where an article has several, and the items.
    pub fn parts(&self) -> impl Iterator<Item = ArticleRef> {
        self.parts.iter().map(|part| part.own)
    }
    /// Whether something that runs cites a part.
    pub fn is_cited(&self, part: ArticleRef) -> bool {
        let own = self.parts.iter().find(|known| known.own == part);
        own.is_some_and(|own| self.cited.iter().any(|cited| own.holds(*cited)))
    }
    /// Whether something that runs cites an article or a part of it.
    pub fn is_cited_in(&self, article: ArticleNumber) -> bool {
        self.cited.iter().any(|cited| cited.article == article && !cited.is_new)
    }
    /// The parts of which a citation is.
    pub fn held(&self, cited: ArticleRef) -> impl Iterator<Item = ArticleRef> {
        self.parts.iter().filter(move |part| part.holds(cited)).map(|part| part.own)
    }
}

/// The parts of a program's text.
pub(super) fn parts(program: &Program) -> Parts {
    let mut found = Parts::default();
    for article in program.articles.iter() {
        found.articles.push(article.number.value);
        of_article(article, &mut found.parts);
    }
    each_cited(program, &mut |cited| {
        found.cited.extend(cited.articles.iter().copied());
        found.readings.extend(cited.readings.iter().cloned());
    });
    found
}

fn of_article(article: &Article, parts: &mut Vec<Part>) {
    let whole = ArticleRef::whole(article.number.value);
    let several = article.paragraphs.len() > 1;
    let number = |at: usize| u16::try_from(at + 1).unwrap_or(u16::MAX);
    for (at, written) in article.paragraphs.iter().enumerate() {
        let paragraph = number(at);
        let items = u16::try_from(written.items.len()).unwrap_or(u16::MAX);
        let own = ArticleRef { paragraph: several.then_some(paragraph), ..whole };
        if several {
            parts.push(Part { own, paragraph, item: None, items });
        }
        for at in 0..written.items.len() {
            let item = Some(number(at));
            parts.push(Part { own: ArticleRef { item, ..own }, paragraph, item, items });
        }
    }
}

/// The sources of all that can happen.
fn each_cited(program: &Program, visit: &mut impl FnMut(&Cited)) {
    for machine in program.machines.iter() {
        visit(&machine.cited);
        machine.states.iter().for_each(|state| visit(&state.cited));
        machine.transitions.iter().for_each(|transition| visit(&transition.cited));
        each_action(machine).for_each(|action| visit(&action.cited));
    }
    program.rules.iter().for_each(|one| visit(&one.cited));
    program.findings.iter().for_each(|one| visit(&one.cited));
    program.events.iter().for_each(|one| visit(&one.cited));
    program.registers.iter().for_each(|one| visit(&one.cited));
    program.accounts.iter().for_each(|one| visit(&one.cited));
    program.obligations.iter().for_each(|one| visit(&one.cited));
    program.record_kinds.iter().for_each(|one| visit(&one.cited));
    program.parameters.iter().for_each(|one| visit(&one.cited));
    program.facts.iter().for_each(|one| visit(&one.cited));
    program.roles.iter().for_each(|one| visit(&one.cited));
    for selection in program.selections.iter() {
        visit(&selection.cited);
        selection.quotas.iter().for_each(|quota| visit(&quota.cited));
    }
    visit(&program.validity_cited());
}

/// What is done in any state or transition of a machine.
pub(super) fn each_action(machine: &CompiledMachine) -> impl Iterator<Item = &CompiledAction> {
    let states = machine
        .states
        .iter()
        .flat_map(|state| state.on_entry.iter().chain(&state.on_exit).chain(&state.on_initial));
    states.chain(machine.transitions.iter().flat_map(|transition| &transition.actions))
}
