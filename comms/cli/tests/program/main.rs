//! The `comms` program as a user runs it: output, errors and exit codes.

#[cfg(feature = "live")]
mod bot;
#[cfg(feature = "live")]
mod browser;
mod demo;
#[cfg(feature = "live")]
mod deploy;
mod drift;
mod help;
mod inspect;
mod large;
mod output;
#[cfg(feature = "live")]
mod page;
mod recognized;
mod refusals;
mod replay;
mod roundtrip;
mod running;
mod scaffold;
mod schema;
mod secrets;
#[cfg(feature = "live")]
mod serve;
#[cfg(all(feature = "live", target_os = "linux"))]
mod serve_limits;
#[cfg(feature = "live")]
mod serve_openapi;
#[cfg(feature = "live")]
mod serve_readme;
#[cfg(feature = "live")]
mod serve_refusals;
#[cfg(all(feature = "live", target_os = "linux"))]
mod serve_secrets;
#[cfg(feature = "live")]
mod service;
mod terminal;
#[cfg(feature = "live")]
mod timeline;
