//! Microsoft Graph's cloud communications, live: requests that go out, notifications that come in.
//!
//! [`graph`] sends requests, with tokens and retries. [`listener`] receives notifications and checks their tokens. [`store`]
//! keeps records and events across crashes. The three do not know each other.
//!
//! The engine that joins them is missing: joining answers and notifications is left to the caller. The tracker of `comms` joins
//! them in memory.
#![forbid(unsafe_code)]

mod call_key;
mod clock;
mod cloud;
mod error;
pub mod graph;
mod http;
pub mod listener;
pub mod store;

pub use call_key::{CallKey, NotACallKey};
pub use clock::{Clock, ManualClock, SystemClock};
pub use cloud::Cloud;
pub use error::ConfigError;

/// A boxed future, as the object-safe traits of this crate return it.
pub type BoxFuture<'a, T> = std::pin::Pin<Box<dyn Future<Output = T> + Send + 'a>>;
