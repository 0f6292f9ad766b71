//! Readings: sentences of the measure that have several defensible meanings, what each meaning
//! changes, and which one the bundle chose.

use super::change::Change;
use super::origin::Origin;
use super::{Declared, Name};
use crate::lang::Text;

/// One ambiguity.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The question that the words leave open.
    pub question: Text,
    /// The words of the measure.
    pub words: String,
    /// The articles.
    pub origin: Origin,
    /// The meaning that the bundle chose; it changes nothing.
    pub chosen: Name,
    /// Why.
    pub why: Text,
    /// The meanings.
    pub options: Declared<ReadingOption>,
}

/// One meaning.
#[derive(Clone, Debug)]
pub struct ReadingOption {
    /// What it says.
    pub title: Text,
    /// What it changes in the bundle.
    pub changes: Vec<Change>,
}
