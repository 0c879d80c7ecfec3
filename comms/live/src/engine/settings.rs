//! Settings of the engine.

use comms::tracker::Limits;
use entity_core::Registry;
use std::time::Duration;

/// The settings that records depend on.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) limits: Limits,
    pub(crate) types: &'static Registry,
    /// The time that a record is kept after its call's end.
    pub(crate) retention: Duration,
    /// The time between two `keepAlive`.
    pub(crate) keep_alive: Duration,
    /// The time from the intent of a request to the last moment at which it may be sent.
    pub(crate) deadline: Duration,
    /// The most events of a call that are not acknowledged; one more start is refused.
    pub(crate) unacknowledged: u64,
    /// False if nobody reads events: they are stored as acknowledged.
    pub(crate) delivers: bool,
    /// The tenants that are accepted; empty if those are that calls were placed for.
    pub(crate) tenants: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        let limits = Limits {
            pending: 1_000,
            unmatched: 1_000,
            finals: 1_000,
            final_age: Duration::MAX,
            forgotten: 10_000,
            calls: 1,
            ..Limits::default()
        };
        Self {
            limits,
            types: &comms::TYPES,
            retention: Duration::from_secs(24 * 60 * 60),
            keep_alive: Duration::from_secs(15 * 60),
            deadline: Duration::from_secs(10),
            unacknowledged: 10_000,
            delivers: true,
            tenants: Vec::new(),
        }
    }
}

impl Settings {
    pub(crate) fn overdue(&self) -> Duration {
        self.limits.overdue
    }

    /// Returns whether requests may be sent in the name of the tenant.
    pub(crate) fn accepts(&self, tenant: &str, is_placed: bool) -> bool {
        let is_listed = self.tenants.iter().any(|listed| listed.eq_ignore_ascii_case(tenant));
        is_listed || (self.tenants.is_empty() && is_placed)
    }
}
