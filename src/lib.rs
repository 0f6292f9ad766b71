//! banfa (办法) runs government measures that are written as data: statecharts in RON, rules in
//! rhai, the text by article. It is made for those who draft such measures.
//!
//! The way of the data, which is also the order in which folders may use one another:
//!
//! ```text
//! files ──read──▶ Bundle ──compile──▶ Program (immutable, shared)
//! scenario ──plan──▶ Plan ──play──▶ World + Journal ──▶ reports, snapshots
//! ```
//!
//! | folder | what it is for |
//! |---|---|
//! | [`ident`] | names, interned texts, typed ids |
//! | [`source`] | files and places in them; RON as a tree with places; the only door to the disk |
//! | [`lang`] | every sentence in Chinese and English, as data |
//! | [`diagnostic`] | problems as data, and their printing |
//! | [`calendar`] | legal time: days, working days, periods, ways of counting |
//! | [`policy`] | the bundle as written, its reading |
//! | [`act`] | a published text, read from a file of text or of Word |
//! | [`amend`] | meanings and values wished otherwise, laid on a bundle |
//! | [`rule`] | rules: rhai's syntax, typed and lowered, evaluated over three values |
//! | [`chart`] | statecharts as SCXML defines them |
//! | [`program`] | what a bundle compiles to |
//! | [`selection`] | candidates ranked or listed, placed under limits; what they can cost |
//! | [`world`] | clock, instances, registers, ledger, and the one step by which all changes |
//! | [`scenario`] | stories: read, planned, played, compared with what they expect |
//! | [`pipeline`] | the one place that calls the stages in order |
//! | [`workbench`] | one bundle and its stories in memory, for trying variants |
//! | [`analysis`] | what a bundle carries, what its scenarios exercise |
//! | [`compare`] | what differs between two versions, and for whom |
//! | [`relations`] | relations between outcomes that a bundle declares, tried by varying stories |
//! | [`adopt`] | a bundle of its own out of one under amendments, its files edited as text |
//! | [`report`] | journals in words and as JSON, drawings |
//! | [`generate`] | stories made from stories: what would flip a refusal, what shows what none shows |
//! | [`papers`] | the documents of an amendment, written from its operations |
//! | [`snapshot`] | the approved outcome of a scenario |
//! | [`mutate`] | a bundle changed one thing at a time: whether a story notices |
//! | [`cli`] | the command line |

#![forbid(unsafe_code)]

pub mod ident;
pub mod source;
pub mod lang;
pub mod diagnostic;
pub mod calendar;
pub mod policy;
pub mod act;
pub mod amend;
pub mod rule;
pub mod chart;
pub mod program;
pub mod selection;
pub mod world;
pub mod scenario;
pub mod pipeline;
pub mod workbench;
pub mod analysis;
pub mod compare;
pub mod relations;
pub mod adopt;
pub mod report;
pub mod generate;
pub mod papers;
pub mod snapshot;
pub mod suite;
pub mod mutate;
pub mod cli;
