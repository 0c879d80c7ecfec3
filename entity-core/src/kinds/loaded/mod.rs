//! Values of types that were loaded from a schema. They show themselves as declared ones do, so that the same code reads, writes and
//! checks both.

mod content;
mod field;
mod value;

pub use value::StructuredValue;
