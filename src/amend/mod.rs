//! Variants of a bundle as data: the meanings that are followed and the values that are wished, as
//! changes laid on the bundle before it is compiled.

mod action;
mod cited;
mod conflict;
pub mod decision;
mod element;
mod find;
mod gone;
mod hidden;
mod file;
mod lay;
mod made;
mod open;
mod parts;
mod unite;
mod wish;
pub mod words;

pub use action::action_name;
pub use file::{amendment_path, amendments_in};
pub use find::names_in;
pub use gone::still_named;
pub use hidden::hides;
pub use lay::{Overlay, lay};
pub use parts::{Amended, amended};
pub use wish::{Wishes, chosen, miswritten, stem, wished};
