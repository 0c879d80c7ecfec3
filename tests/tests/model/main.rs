//! The typed model of `comms`: its operations, notifications and actions.

mod actions;
mod answers;
mod create_call;
mod finality;
mod notifications;
mod operations;
mod refused;
mod request_limits;
mod shadowed;
