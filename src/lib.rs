//! banfa (办法) runs government measures that are written as data.

pub mod ident;
pub mod source;
pub mod lang;
pub mod diagnostic;
pub mod calendar;
pub mod policy;
pub mod rule;
pub mod chart;
pub mod program;
pub mod world;
pub mod scenario;
pub mod report;
pub mod snapshot;
pub mod pipeline;
pub mod cli;
