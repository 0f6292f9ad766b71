//! What differs between two versions of a measure, and for whom: the same stories played under
//! both, compared by meaning and not by text.

mod element;
mod uses;
mod standing;
mod touched;
mod outcome;
mod notes;
mod telling;
mod days;
mod ending;
mod steps;
mod visited;
mod played;
mod differ;
mod stories;
mod kept;
mod cause;
mod versus;
mod operation;
mod fold;
mod untested;
mod unasked;
mod bisect;
mod whole;
mod change;
mod apart;
mod covering;

pub use apart::apart;
pub use bisect::bisect;
pub use cause::{Sum, Turn, turns};
pub use change::{Asked, Change};
pub use covering::touches;
pub use differ::{Difference, differences};
pub use element::{Element, Elements, Grounds};
pub use fold::{Group, groups};
pub use kept::{Kept, kept};
pub use operation::{By, Singled};
pub use outcome::{At, Found, Matter, Outcome, Outcomes, Titled, Told, Trace, Who};
pub use played::{Course, outcome};
pub use stories::{Came, Changed, Compared, Untold, compare, money, outcomes};
pub use touched::Touched;
pub use unasked::Unasked;
pub use untested::{Lacks, Untested};
pub use uses::Uses;
pub use versus::{Baseline, Manner, Versus, versus};
pub use whole::{Laid, Other, Whole, whole};
