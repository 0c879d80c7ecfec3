//! Tests of the fake Graph, as a bot sees it.

mod actions;
mod corpus;
mod faults;
mod hostile;
mod login;
mod support;
