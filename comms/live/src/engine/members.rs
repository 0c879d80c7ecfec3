//! Writes a JSON object member by member, each straight into one buffer.

use super::record::Time;
use serde_core::Serialize;

/// An object that is being written.
#[derive(Debug)]
pub(super) struct Members(Vec<u8>);

impl Members {
    /// An object that will have about that many bytes.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self(Vec::with_capacity(bytes))
    }

    /// Adds a member, unless the value is `None` or cannot be written.
    pub(super) fn value(&mut self, name: &str, value: Option<impl Serialize>) {
        if let Some(value) = value {
            let before = self.0.len();
            self.name(name);
            if serde_json::to_writer(&mut self.0, &value).is_err() {
                self.0.truncate(before);
            }
        }
    }

    /// Adds a member whose value is JSON already, unless it is `None`.
    pub(super) fn json(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.name(name);
            self.0.extend_from_slice(value.as_bytes());
        }
    }

    /// Adds a time, in milliseconds.
    pub(super) fn time(&mut self, name: &str, time: Option<Time>) {
        self.value(name, time.map(millis));
    }

    fn name(&mut self, name: &str) {
        self.0.extend_from_slice(if self.0.is_empty() { b"{\"" } else { b",\"" });
        self.0.extend_from_slice(name.as_bytes());
        self.0.extend_from_slice(b"\":");
    }

    /// Ends the object, which has a member at least.
    pub(super) fn end(mut self) -> Vec<u8> {
        self.0.push(b'}');
        self.0
    }
}

/// The time in milliseconds, as records and events contain it.
pub(super) fn millis(time: Time) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
