//! TOML values that know which file and line they came from, and typed reading of them.
//!
//! Rules, profiles, `pressgate.toml` and outlet registries are read through here, so that each fault in them can be
//! shown at its place, all faults at once, and `pressgate config` can say where every value comes from.

mod fault;
mod fields;
mod tree;

pub use fault::{Fault, Faults};
pub use fields::{Choice, Fields};
pub use tree::{File, Node, Origin, Table, Value, parse, shipped_node};
