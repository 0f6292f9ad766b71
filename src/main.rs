//! The command `banfa`.
fn main() {}
