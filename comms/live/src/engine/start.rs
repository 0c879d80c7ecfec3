//! Starts: intent, request, answer. Each runs in a task of its own, so that a caller who goes away leaves nothing half done.

use super::Engine;
use super::apply::{Act, NoStart, PLACE, Reply};
use crate::graph::{Answer, SendError};
use crate::live::StartError;
use crate::store::StoreError;
use crate::{CallKey, OperationKey};
use comms::tracker::Input;
use comms::{AnyCommsOperation, Call, CreateCall, Outcome};
use entity_core::{AnswerError, Request, Target};
use std::sync::Arc;
use std::time::Duration;

/// Attempts to store an answer: without it the operation is found by its context alone.
const ATTEMPTS: u32 = 5;

/// Makes the request to a call.
type MakeRequest = dyn Fn(&Target<Call>) -> Request + Send + Sync;

/// Reads the operation in an answer.
type ReadAnswer = dyn Fn(&Answer) -> Result<Option<AnyCommsOperation>, AnswerError> + Send + Sync;

/// A request that starts an operation, but for its call's id.
pub(crate) struct Prepared {
    pub(crate) name: &'static str,
    pub(crate) context: String,
    pub(crate) request: Box<MakeRequest>,
    pub(crate) read: Box<ReadAnswer>,
}

impl Engine {
    /// Starts an operation, and returns its key.
    pub(crate) async fn start(self: &Arc<Self>, key: CallKey, prepared: Prepared) -> Result<OperationKey, StartError> {
        let engine = Arc::clone(self);
        let running = self.running.begin().ok_or(StartError::ShuttingDown)?;
        let task = tokio::spawn(async move {
            let result = engine.run(key, prepared).await;
            drop(running);
            result
        });
        task.await.unwrap_or_else(|error| Err(StartError::Store(StoreError::Work(error.to_string()))))
    }

    async fn run(&self, key: CallKey, prepared: Prepared) -> Result<OperationKey, StartError> {
        // Before the intent is stored, so that no other node thinks that it may still be sent.
        let deadline = self.clock.instant() + self.settings.deadline;
        let context = prepared.context;
        let reply = self.change(key, Act::Intent { context: context.clone() }).await?;
        let start = match reply.start {
            Some(Ok(start)) => start,
            Some(Err(reason)) => return Err(refusal(key, reason)),
            None => return Err(StartError::NoSuchCall(key)),
        };
        let operation = OperationKey { call: key, number: start.number };
        if !start.is_new {
            return Ok(operation);
        }
        let close = Input::Closed { operation: start.number, outcome: Outcome::Failed };
        let tenant = match self.tenant_of(&reply) {
            Ok(tenant) => tenant,
            Err(error) => {
                self.record_answer(key, close).await?;
                return Err(error);
            }
        };
        let target = Call::at(reply.call_id.as_deref().unwrap_or_default());
        tracing::debug!(%operation, action = prepared.name, "starts");
        match self.graph.send(&tenant, &(prepared.request)(&target), false, deadline).await {
            Ok(answer) => {
                let answered = match (prepared.read)(&answer) {
                    Ok(operation) => operation,
                    Err(error) => {
                        tracing::warn!(%operation, %error, "the operation has started, but its answer cannot be read");
                        None
                    }
                };
                let answered = Input::Answered { context, operation: answered };
                self.record_answer(key, answered).await.map_err(|_| StartError::Unknown(operation))?;
                Ok(operation)
            }
            // The caller gets the reason, even if it cannot be stored: the operation then waits for the end of its call.
            Err(SendError::Refused(error)) => {
                let _ = self.record_answer(key, Input::Refused { context, error: error.clone() }).await;
                Err(StartError::Refused(error))
            }
            Err(SendError::NotSent(reason)) => {
                let _ = self.record_answer(key, close).await;
                Err(StartError::NotSent(reason))
            }
            Err(SendError::Unknown(fate)) => {
                tracing::warn!(%operation, %fate, "the fate of a request is unknown");
                Err(StartError::Unknown(operation))
            }
        }
    }

    /// Places a call. The key is known before the request is sent.
    pub(crate) async fn place_call(
        self: &Arc<Self>,
        key: CallKey,
        tenant: String,
        request: Request,
        fingerprint: Option<u64>,
    ) -> Result<(), StartError> {
        if !self.settings.accepts(&tenant, true) {
            return Err(StartError::Tenant(tenant));
        }
        let engine = Arc::clone(self);
        let running = self.running.begin().ok_or(StartError::ShuttingDown)?;
        let task = tokio::spawn(async move {
            let result = engine.run_call(key, tenant, &request, fingerprint).await;
            drop(running);
            result
        });
        task.await.unwrap_or_else(|error| Err(StartError::Store(StoreError::Work(error.to_string()))))
    }

    async fn run_call(
        &self,
        key: CallKey,
        tenant: String,
        request: &Request,
        fingerprint: Option<u64>,
    ) -> Result<(), StartError> {
        let deadline = self.clock.instant() + self.settings.deadline;
        let reply = self.change(key, Act::Place { tenant: tenant.clone(), fingerprint }).await?;
        let start = match reply.start {
            Some(Ok(start)) => start,
            Some(Err(reason)) => return Err(refusal(key, reason)),
            None => return Err(StartError::NoSuchCall(key)),
        };
        let operation = OperationKey { call: key, number: start.number };
        if !start.is_new {
            return self.placed_before(operation).await;
        }
        match self.graph.send(&tenant, request, false, deadline).await {
            Ok(answer) => {
                let call = CreateCall::answer(answer.status(), &answer.headers(), answer.body());
                let call = call.unwrap_or_else(|error| {
                    tracing::warn!(%key, %error, "the call is placed, but its answer cannot be read");
                    Call::default()
                });
                let placed = Act::Placed(Box::new(call));
                self.store_answer(key, placed).await.map_err(|_| StartError::Unknown(operation))
            }
            Err(SendError::Refused(error)) => {
                let refused = Input::Refused { context: PLACE.to_owned(), error: error.clone() };
                let _ = self.record_answer(key, refused).await;
                Err(StartError::Refused(error))
            }
            Err(SendError::NotSent(reason)) => {
                let _ = self.store_answer(key, Act::Unsent { operation: start.number }).await;
                Err(StartError::NotSent(reason))
            }
            Err(SendError::Unknown(fate)) => {
                tracing::warn!(%key, %fate, "the fate of a call is unknown");
                Err(StartError::Unknown(operation))
            }
        }
    }

    /// Returns what became of a request that placed the call earlier.
    async fn placed_before(&self, operation: OperationKey) -> Result<(), StartError> {
        match self.record(operation.call).await? {
            Some(record) if record.call_id.is_some() => Ok(()),
            Some(record) if record.ended.is_some() => Err(StartError::CallEnded(operation.call)),
            _ => Err(StartError::Unknown(operation)),
        }
    }

    /// The tenant in whose name requests about the call are sent.
    pub(crate) fn tenant_of(&self, reply: &Reply) -> Result<String, StartError> {
        let tenant = reply.tenant.clone().unwrap_or_default();
        let is_accepted = !tenant.is_empty() && self.settings.accepts(&tenant, reply.is_placed);
        if is_accepted { Ok(tenant) } else { Err(StartError::Tenant(tenant)) }
    }

    async fn record_answer(&self, key: CallKey, input: Input) -> Result<(), StoreError> {
        self.store_answer(key, Act::Tracked(Box::new(input))).await
    }

    /// Stores an answer, again if the store fails for a while.
    async fn store_answer(&self, key: CallKey, act: Act) -> Result<(), StoreError> {
        let mut pause = Duration::from_millis(50);
        for attempt in 1.. {
            let act = match self.change(key, act.clone()).await {
                Err(StoreError::CallIdTaken(other)) => {
                    // A notification without the key came first.
                    tracing::warn!(%key, %other, "two records have one call's id");
                    return self.unindexed(key, act.clone()).await;
                }
                Err(error) if attempt >= ATTEMPTS => {
                    tracing::error!(%key, %error, "an answer could not be stored");
                    return Err(error);
                }
                Err(error) => error,
                Ok(_) => return Ok(()),
            };
            tracing::warn!(%key, error = %act, "an answer could not be stored yet");
            self.clock.sleep(pause).await;
            pause *= 3;
        }
        Ok(())
    }

    /// Stores an answer with a record that leaves the call's id to another one.
    async fn unindexed(&self, key: CallKey, act: Act) -> Result<(), StoreError> {
        let nothing = Act::Notified { items: Arc::default(), which: Vec::new(), is_indexed: false };
        self.change(key, nothing).await?;
        self.change(key, act).await.map(drop)
    }
}

fn refusal(key: CallKey, reason: NoStart) -> StartError {
    match reason {
        NoStart::NoCallId => StartError::NoCallId(key),
        NoStart::Ended => StartError::CallEnded(key),
        NoStart::OtherRequest => StartError::OtherRequest(key),
        NoStart::Pending => StartError::Limit("too many operations of the call are pending"),
        NoStart::Events => StartError::Limit("too many events of the call are not acknowledged"),
    }
}
