//! Calls and operations from start to end, against the fake Graph.

#[cfg_attr(not(feature = "sqlite"), allow(dead_code, reason = "for stores in files"))]
mod bot;
mod events;
mod faults;
mod journey;
mod outage;
#[cfg(feature = "sqlite")]
mod restart;
mod timers;
mod types;
