//! Generates the code from a checked model. Decides nothing, only quotes.
//!
//! After mistakes it generates as much as it can, so that they are the only errors. A constant that cannot be computed has
//! the `compile_error!`s as its value: constants computed from it then fail without an error of their own.

mod accessors;
mod action;
mod docs;
mod enum_type;
mod index;
mod one_of;
mod proof;
mod property;
mod serde;
mod shared;
mod structured;
mod untyped;

pub(crate) use enum_type::enum_type;
pub(crate) use one_of::one_of;
pub(crate) use structured::structured;
pub(crate) use untyped::untyped;
