//! The typed model of `comms`: its operations, notifications and actions.

mod actions;
mod answers;
mod notifications;
mod operations;
