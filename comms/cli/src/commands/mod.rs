//! The program's commands, a module for each.

pub(crate) mod completions;
pub(crate) mod drift;
pub(crate) mod inspect;
pub(crate) mod replay;
pub(crate) mod roundtrip;
pub(crate) mod scaffold;
