//! Claims about rules. The world in which they run is that of a library that lends and inspects:
//! what its facts are stands in [`bench`].

mod bench;
mod bounds;
mod clauses;
mod differential;
mod document;
mod headers;
mod kleene;
mod language;
mod lists;
mod places;
mod refusals;
mod sandbox;
