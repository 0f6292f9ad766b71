//! banfa (办法) runs government measures that are written as data.

pub mod source;
pub mod lang;
pub mod ident;
pub mod diagnostic;
pub mod calendar;
pub mod policy;
