//! Drawings of compiled statecharts. A [`Picture`] holds what is to be seen, with every word said;
//! [`mermaid`], [`dot`] and [`svg`] write it down, always in the same bytes. The conventions are
//! those of statechart tools: a rounded box is a state, a double border its end, a dashed box a
//! region of a parallel state, a circled H or H* a history, and a number at a transition the order
//! in which those that hear one event are tried.

mod picture;
mod label;
mod mermaid;
mod dot;
mod flow;
mod route;
mod plan;
mod layout;
mod svg;
#[cfg(test)]
mod tests;

pub use dot::dot;
pub use label::Label;
pub use mermaid::mermaid;
pub use picture::{Mark, Picture, PictureEdge, PictureState, picture};
pub use svg::{MOST_LAID_OUT, svg};
