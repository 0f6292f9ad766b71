//! Actions: the closed vocabulary, carried out.

mod values;
mod instance;
mod send;
mod timer;
mod register;
mod money;
mod duty;
mod know;
mod perform;
