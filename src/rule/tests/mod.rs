//! Claims about rules. The world in which they run is that of a library that lends and inspects:
//! what its facts are stands in [`bench`].

mod bench;
mod kleene;
mod language;
mod lists;
mod refusals;
mod sandbox;
mod places;
mod headers;
mod bounds;
mod differential;
