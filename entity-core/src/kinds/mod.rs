//! The kinds of property: scalars, Edm's primitives, enumerations, structured types, collections, links, and `OneOf`s without a base.

mod collection;
pub mod edm;
pub(crate) mod enumeration;
pub(crate) mod flags;
pub(crate) mod linked;
pub(crate) mod loaded;
pub(crate) mod primitive;
mod scalar;
pub(crate) mod structured;
pub(crate) mod text;
pub(crate) mod untyped;
