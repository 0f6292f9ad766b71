//! banfa (办法) runs government measures that are written as data.

pub mod ident;
pub mod source;
