//! Readings and changes laid over a bundle: bundle → bundle. The bundle beneath is not touched.

mod apply;

pub use apply::{Overlay, lay};
