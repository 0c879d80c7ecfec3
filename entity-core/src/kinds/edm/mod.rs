//! Edm's primitive types that need a crate, each behind a feature.

#[cfg(feature = "binary")]
mod binary;
#[cfg(feature = "date-time")]
mod date_time;
#[cfg(feature = "decimal")]
mod decimal;
#[cfg(feature = "guid")]
mod guid;
pub(crate) mod rows;

#[cfg(feature = "binary")]
pub use binary::*;
#[cfg(feature = "date-time")]
pub use date_time::*;
#[cfg(feature = "decimal")]
pub use decimal::*;
#[cfg(feature = "guid")]
pub use guid::*;
