//! Calls and operations from start to end, against the fake Graph.

#[cfg_attr(not(feature = "sqlite"), allow(dead_code, reason = "for stores in files"))]
mod bot;
mod events;
mod faults;
mod journey;
mod lists;
mod metrics;
#[cfg(feature = "postgres")]
mod nodes;
mod outage;
#[cfg(feature = "sqlite")]
mod restart;
#[cfg(feature = "postgres")]
#[allow(dead_code, reason = "shared with the stores' tests")]
#[path = "../store/server.rs"]
mod server;
mod timeline;
mod timers;
mod types;
