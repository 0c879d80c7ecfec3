//! Calls and operations from start to end, against the fake Graph.

mod bot;
mod events;
mod faults;
mod journey;
mod timers;
mod types;
