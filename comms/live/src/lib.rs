//! Microsoft Graph's cloud communications, live: requests that go out, notifications that come in.
//!
//! [`graph`] sends requests, with tokens and retries. [`listener`] receives notifications and checks their tokens. The two
//! do not know each other.
//!
//! The crate has no store and no engine yet: joining answers and notifications, and keeping them across a crash, is left to
//! the caller. The tracker of `comms` joins them in memory.
#![forbid(unsafe_code)]

mod call_key;
mod clock;
mod cloud;
mod error;
pub mod graph;
mod http;
pub mod listener;

pub use call_key::{CallKey, NotACallKey};
pub use clock::{Clock, ManualClock, SystemClock};
pub use cloud::Cloud;
pub use error::ConfigError;

/// A boxed future, as the object-safe traits of this crate return it.
pub type BoxFuture<'a, T> = std::pin::Pin<Box<dyn Future<Output = T> + Send + 'a>>;
