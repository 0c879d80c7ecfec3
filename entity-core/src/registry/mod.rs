//! Registries: many types in one place, read by their names.

mod any_entity;
mod any_page;
mod error;
mod item;
pub(crate) mod named;
mod read;
mod types;

pub use any_entity::AnyEntity;
pub use error::ReadError;
pub use types::{Registered, Registry};
