//! For kinds of property that are read in parts, as an entity is, and that no derive writes. A leaf is a [`Primitive`](crate::Primitive).
//!
//! Such a kind is its own [`Access`]: `impl Kind for T { type Access = Self; }` and `impl Access<Self> for T`.

mod collection;
pub mod edm;
pub(crate) mod enumeration;
pub(crate) mod flags;
pub(crate) mod primitive;
mod scalar;
pub(crate) mod structured;
pub(crate) mod text;

pub use crate::model::kind::{Access, Incoming, Items, Kind, Leaf, View, ViewMut, view, view_mut};
pub use crate::model::node::Choice;
pub use crate::model::value_type::ValueType;
pub use crate::syntax::token::Token;
