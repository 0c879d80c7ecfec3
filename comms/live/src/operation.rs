//! Operations, and their ends.

use crate::engine::Engine;
use crate::engine::body::{self, Content};
use crate::info::OperationInfo;
use crate::live::EndError;
use crate::store::StoredEvent;
use crate::{AnyAction, OperationKey};
use comms::tracker::Goal;
use comms::{AnyCommsOperation, LongRunning, Outcome, ResultInfo};
use entity_core::{Action, Declared, ServiceError, json};
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

/// An action that starts an operation: one that returns `Option` of it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` starts no operation",
    label = "use `CallHandle::send` for an action that starts none"
)]
pub trait Starts: Action<Answer = Option<Self::Operation>> {
    /// The type of the operation.
    type Operation: LongRunning + Declared;
}

#[diagnostic::do_not_recommend]
impl<A, O> Starts for A
where
    A: Action<Answer = Option<O>>,
    O: LongRunning + Declared,
{
    type Operation = O;
}

/// An operation that was started. `await` it for its end: by value or by reference, any number of times.
///
/// Dropping it, or a wait, cancels the wait alone. The operation goes on.
pub struct Operation<A> {
    engine: Arc<Engine>,
    key: OperationKey,
    action: PhantomData<fn() -> A>,
}

impl<A> Clone for Operation<A> {
    fn clone(&self) -> Self {
        Self { engine: Arc::clone(&self.engine), key: self.key, action: PhantomData }
    }
}

impl<A> fmt::Debug for Operation<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Operation").field(&self.key).finish()
    }
}

impl<A> Operation<A> {
    pub(crate) fn new(engine: Arc<Engine>, key: OperationKey) -> Self {
        Self { engine, key, action: PhantomData }
    }

    /// The key, valid in any process that opens the same store.
    pub fn key(&self) -> OperationKey {
        self.key
    }

    /// Graph's id of the operation, if it is known by now.
    ///
    /// # Errors
    /// The store's.
    pub async fn id(&self) -> Result<Option<String>, EndError> {
        let record = self.engine.record(self.key.call).await?.ok_or(EndError::Forgotten)?;
        let pending = record.tracker.pending().find(|waiting| waiting.operation == self.key.number);
        if let Some(id) = pending.and_then(|waiting| waiting.id.map(str::to_owned)) {
            return Ok(Some(id));
        }
        let end = self.engine.end_of(self.key.call, self.key.number).await?;
        Ok(end.and_then(|end| body::read(&end.body).content.operation_id))
    }

    /// Returns what is known of the operation now.
    ///
    /// # Errors
    /// [`EndError::Forgotten`] if nothing is kept of it; the store's.
    pub async fn info(&self) -> Result<OperationInfo, EndError> {
        let OperationKey { call, number } = self.key;
        // Before the ends are read: an operation that ends in between is found there.
        let record = self.engine.record(call).await?;
        if let Some(end) = self.engine.end_of(call, number).await? {
            return Ok(OperationInfo::ended(self.key, &end));
        }
        let pending = record.iter().flat_map(|record| record.tracker.pending());
        let waiting = pending.filter(|waiting| waiting.goal == Goal::Operation).find(|it| it.operation == number);
        let call_id = record.as_ref().and_then(|record| record.call_id.as_deref());
        waiting.map(|waiting| OperationInfo::pending(self.key, call_id, &waiting)).ok_or(EndError::Forgotten)
    }

    /// Waits for the end, at most for that time.
    ///
    /// # Errors
    /// [`EndError::TimedOut`]; the operation goes on, and can be waited for again.
    pub async fn timeout(&self, time: Duration) -> Result<End<A>, EndError> {
        tokio::time::timeout(time, self.end()).await.unwrap_or(Err(EndError::TimedOut))
    }

    async fn end(&self) -> Result<End<A>, EndError> {
        let OperationKey { call, number } = self.key;
        let waiter = self.engine.waiter(call);
        loop {
            let change = waiter.change();
            if let Some(end) = self.engine.end_of(call, number).await? {
                return Ok(End::read(self.key, &end));
            }
            match self.engine.record(call).await? {
                Some(record) if record.tracker.pending().any(|waiting| waiting.operation == number) => change.await,
                // It may have ended between the two reads.
                _ => match self.engine.end_of(call, number).await? {
                    Some(end) => return Ok(End::read(self.key, &end)),
                    None => return Err(EndError::Forgotten),
                },
            }
        }
    }
}

impl<A: 'static> IntoFuture for Operation<A> {
    type Output = Result<End<A>, EndError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.end().await })
    }
}

impl<'a, A> IntoFuture for &'a Operation<A> {
    type Output = Result<End<A>, EndError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.end())
    }
}

/// The end of an operation.
pub struct End<A> {
    key: OperationKey,
    content: Content,
    action: PhantomData<fn() -> A>,
}

impl<A> fmt::Debug for End<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("End").field("key", &self.key).field("outcome", &self.content.outcome).finish_non_exhaustive()
    }
}

impl<A> End<A> {
    fn read(key: OperationKey, event: &StoredEvent) -> Self {
        Self { key, content: body::read(&event.body).content, action: PhantomData }
    }

    /// The operation's key.
    pub fn key(&self) -> OperationKey {
        self.key
    }

    /// The outcome: the best that is known.
    pub fn outcome(&self) -> Outcome {
        self.content.outcome.unwrap_or(Outcome::Unknown)
    }

    /// Graph's id of the operation, if one was ever known.
    pub fn id(&self) -> Option<&str> {
        self.content.operation_id.as_deref()
    }

    /// The context that the request carried.
    pub fn client_context(&self) -> Option<&str> {
        self.content.client_context.as_deref()
    }

    /// The result that the operation reported.
    pub fn result_info(&self) -> Option<ResultInfo> {
        let operation: comms::CommsOperation = json::from_str(self.content.body.as_deref()?).ok()?;
        let result = operation.result_info();
        (*result != ResultInfo::default()).then(|| result.clone())
    }

    /// The service's error, if it refused the request or sent an error in place of the operation.
    pub fn error(&self) -> Option<&ServiceError> {
        self.content.error.as_ref()
    }
}

impl<A: Starts> End<A> {
    /// The operation, with all that its answer and its notifications had. `None` if nothing was ever received.
    ///
    /// # Errors
    /// If the received operation cannot be read as this type.
    pub fn operation(&self) -> Result<Option<A::Operation>, json::Error> {
        self.content.body.as_deref().map(json::from_str).transpose()
    }
}

impl End<AnyAction> {
    /// The operation, of the type that its tag names. `None` if nothing was ever received.
    ///
    /// # Errors
    /// If the received operation cannot be read.
    pub fn operation(&self) -> Result<Option<AnyCommsOperation>, json::Error> {
        self.content.body.as_deref().map(json::from_str).transpose()
    }
}
