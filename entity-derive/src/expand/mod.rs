//! Writes the code. Quotes only: what is given here has been read and checked.
//!
//! After mistakes it still writes what can be written, so that they are the only errors. A constant that cannot be
//! computed has the `compile_error!`s as its value: what is computed from it then fails without a word.

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
