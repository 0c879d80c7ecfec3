//! Changes of calls, for those who look on.

use crate::CallKey;
use crate::engine::Engine;
use std::fmt;
use std::sync::Arc;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

/// A reader of changes: see [`Live::changes`](crate::Live::changes).
pub struct Changes {
    engine: Arc<Engine>,
    changed: Receiver<Option<CallKey>>,
}

/// A record that changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// The record of this call.
    Call(CallKey),
    /// The record of any call: some changes were missed.
    Any,
}

impl fmt::Debug for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Changes").field("waiting", &self.changed.len()).finish_non_exhaustive()
    }
}

impl Changes {
    pub(crate) fn new(engine: Arc<Engine>) -> Self {
        let changed = engine.wakers.watch();
        Self { engine, changed }
    }

    /// Waits for the next change. `None` after [`Live::shutdown`](crate::Live::shutdown).
    pub async fn next(&mut self) -> Option<Changed> {
        tokio::select! {
            changed = self.changed.recv() => match changed {
                Ok(Some(call)) => Some(Changed::Call(call)),
                Ok(None) | Err(RecvError::Lagged(_)) => Some(Changed::Any),
                Err(RecvError::Closed) => None,
            },
            () = self.engine.running.over() => None,
        }
    }
}
