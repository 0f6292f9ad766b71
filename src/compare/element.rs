//! What can be otherwise in a measure, by name: two versions count their elements apart.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::policy::{ArticleRef, Cited};

/// A part of a measure by which something comes about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Element {
    /// A parameter.
    Parameter(String),
    /// A rule.
    Rule(String),
    /// A transition: the machine, the state that it leaves, what sets it off.
    Transition(String, String, String),
    /// What a state does when it is entered or left: the machine, the state.
    State(String, String),
    /// A selection.
    Selection(String),
}

impl Element {
    /// Its kind, as data names it.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Parameter(_) => "parameter",
            Self::Rule(_) => "rule",
            Self::Transition(..) => "transition",
            Self::State(..) => "state",
            Self::Selection(_) => "selection",
        }
    }
    /// Its name; those of a machine's parts joined, as a change names them.
    pub fn name(&self) -> String {
        match self {
            Self::Parameter(name) | Self::Rule(name) | Self::Selection(name) => name.clone(),
            Self::State(machine, state) => format!("{machine}.{state}"),
            Self::Transition(machine, state, trigger) => format!("{machine}.{state}.{trigger}"),
        }
    }
}

/// Elements, each once.
pub type Elements = BTreeSet<Element>;

/// By what something came about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grounds {
    /// The articles.
    pub articles: Vec<ArticleRef>,
    /// The elements that decided it.
    pub elements: Elements,
}

impl Grounds {
    /// Grounds under these sources.
    pub(super) fn new(cited: &Cited, elements: Elements) -> Arc<Self> {
        Arc::new(Self { articles: cited.articles.clone(), elements })
    }
    /// Adds the articles that are not there yet.
    pub(super) fn add(&mut self, cited: &Cited) {
        for article in &cited.articles {
            if !self.articles.contains(article) {
                self.articles.push(*article);
            }
        }
    }
}
