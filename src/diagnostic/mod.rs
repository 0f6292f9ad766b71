//! Problems as data, and their printing: what is wrong, where, and what to do about it.

mod excerpt;
mod nearest;
mod problem;
mod render;

pub use nearest::{near, nearest};
pub use problem::{Diagnostic, Help, Problems};
pub use render::{Style, message, render, summary_json};
