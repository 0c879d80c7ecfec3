//! Looks after records whose time has come: ends after the grace, questions about calls, `keepAlive`, retention.

use super::Engine;
use super::apply::{Act, Reply, is_gone};
use crate::CallKey;
use crate::graph::SendError;
use crate::store::StoreError;
use comms::{Call, CommsNotification};
use entity_core::{Request, json};
use futures_util::StreamExt as _;
use std::sync::Arc;
use std::time::Duration;

/// The time between two looks at the store.
const POLL: Duration = Duration::from_millis(500);
/// Records that are taken at once, and those that are worked on at once.
const BATCH: usize = 256;
const AT_ONCE: usize = 16;
/// The time for which no other node takes a record.
const LEASE: Duration = Duration::from_secs(30);
/// The longest time for a question.
const ANSWER: Duration = Duration::from_secs(10);

/// Works until the shutdown.
pub(crate) async fn run(engine: Arc<Engine>) {
    loop {
        let Some(running) = engine.running.begin() else { return };
        let more = match engine.store.due(BATCH, LEASE).await {
            Ok(keys) => {
                let count = keys.len();
                futures_util::stream::iter(keys).for_each_concurrent(AT_ONCE, |key| engine.look_after(key)).await;
                count == BATCH
            }
            Err(error) => {
                tracing::error!(%error, "due records could not be read");
                false
            }
        };
        drop(running);
        if !more {
            tokio::select! {
                () = engine.clock.sleep(POLL) => {}
                () = engine.running.over() => return,
            }
        }
    }
}

impl Engine {
    async fn look_after(&self, key: CallKey) {
        if let Err(error) = self.try_to_look_after(key).await {
            tracing::error!(%key, %error, "a due record could not be looked after");
        }
    }

    async fn try_to_look_after(&self, key: CallKey) -> Result<(), StoreError> {
        let reply = self.change(key, Act::Time).await?;
        if reply.asks {
            self.ask(key, &reply).await?;
        }
        if reply.keeps_alive {
            self.keep_alive(key, &reply).await?;
        }
        Ok(())
    }

    /// Asks the service about the call.
    async fn ask(&self, key: CallKey, reply: &Reply) -> Result<(), StoreError> {
        let (Some(id), Ok(tenant)) = (&reply.call_id, self.tenant_of(reply)) else {
            tracing::warn!(%key, "a call cannot be asked about");
            return self.change(key, Act::Lost).await.map(drop);
        };
        let request = Request::get(Call::at(id).path());
        let deadline = self.clock.instant() + ANSWER;
        let act = match self.graph.send(&tenant, &request, true, deadline).await {
            Ok(answer) => Act::Asked(answer_as_notification(id, answer.body()).map(Box::new)),
            Err(SendError::Refused(error)) if is_gone(&error) => Act::Gone,
            Err(error) => {
                tracing::warn!(%key, %error, "a call could not be asked about");
                Act::Asked(None)
            }
        };
        self.change(key, act).await.map(drop)
    }

    async fn keep_alive(&self, key: CallKey, reply: &Reply) -> Result<(), StoreError> {
        let (Some(id), Ok(tenant)) = (&reply.call_id, self.tenant_of(reply)) else {
            return self.change(key, Act::KeptAlive(false)).await.map(drop);
        };
        let request = Request::post(format!("{}/keepAlive", Call::at(id).path()), None);
        let deadline = self.clock.instant() + ANSWER;
        let act = match self.graph.send(&tenant, &request, true, deadline).await {
            Ok(_) => Act::KeptAlive(true),
            Err(SendError::Refused(error)) if is_gone(&error) => Act::Gone,
            Err(error) => {
                tracing::warn!(%key, %error, "keepAlive failed");
                Act::KeptAlive(false)
            }
        };
        self.change(key, act).await.map(drop)
    }
}

/// The service's answer about a call, as the notification that would report the same.
fn answer_as_notification(id: &str, body: &[u8]) -> Option<CommsNotification> {
    let call: Call = json::from_slice(body).ok()?;
    let mut notification = CommsNotification::default();
    notification.set_resource_url(Call::at(id).path()).ok()?;
    notification.set_resource_data(comms::ResourceData::Call(call.into()));
    Some(notification)
}
