//! The documents of an amendment: the table of changes, the marked-up text, the clean text, the
//! document that makes the change, and what goes with them. All of them come from the amendment's
//! operations, so that they cannot say anything but what runs.

mod act;
mod akn;
mod book;
mod chapter_sentence;
mod comparison;
mod docx;
mod dossier;
mod html;
mod instrument;
mod markdown;
mod note;
mod paper;
mod redraft;
mod sentence;
mod tables;
mod xml;

pub use akn::{act_xml, amending_xml};
pub use book::leaves;
pub use comparison::comparison;
pub use docx::{Author, docx};
pub use dossier::Dossier;
pub use html::html;
pub use instrument::instrument;
pub use markdown::{markdown, plain};
pub use note::note;
pub use paper::{Paper, Paragraph};
pub use redraft::{clean, redraft};
pub use tables::{Findings, effects, impact, joining, questions, schedule};
