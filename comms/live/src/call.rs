//! The handle of a call.

use crate::CallKey;
use crate::any_action::{Acted, AnyAction};
use crate::engine::{Act, CallRecord, Engine, Prepared, is_gone};
use crate::graph::{Answer, SendError};
use crate::info::CallInfo;
use crate::live::{EndError, StartError};
use crate::operation::{Operation, Starts};
use comms::{AnyCommsOperation, Call, CommsOperation, ResultInfo};
use entity_core::{Accepts, Action, AnswerError, Declared, Entity, Request, Target, json};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// Longest time for a request that starts no operation.
const DEADLINE: Duration = Duration::from_secs(10);

/// A call, by its key: valid in any process that opens the same store. Cheap to clone.
#[derive(Clone)]
pub struct CallHandle {
    engine: Arc<Engine>,
    key: CallKey,
}

impl fmt::Debug for CallHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CallHandle").field(&self.key).finish()
    }
}

/// The end of a call.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct CallEnd {
    /// The result that the service reported. `None` if only a question showed that the call is gone.
    pub result_info: Option<ResultInfo>,
}

impl CallHandle {
    pub(crate) fn new(engine: Arc<Engine>, key: CallKey) -> Self {
        Self { engine, key }
    }

    /// The key.
    pub fn key(&self) -> CallKey {
        self.key
    }

    /// Graph's id of the call, if it is known by now.
    ///
    /// # Errors
    /// [`EndError::Store`] if the store fails, [`EndError::Forgotten`] if the store has no such call.
    pub async fn id(&self) -> Result<Option<String>, EndError> {
        Ok(self.record().await?.call_id)
    }

    /// The name of the latest state that is known: `established`.
    ///
    /// # Errors
    /// As [`id`](Self::id).
    pub async fn state(&self) -> Result<Option<String>, EndError> {
        Ok(self.record().await?.state)
    }

    /// Starts an operation: `PlayPrompt`, `RecordResponse`, `Invite` and all others that return one.
    ///
    /// The intent is stored, then the request is sent once. A request without a `clientContext` gets one. If the call has an
    /// operation of this context already, that one is returned and nothing is sent: so a start whose result was lost can be
    /// repeated.
    ///
    /// The start goes on if the future is dropped.
    ///
    /// # Errors
    /// See [`StartError`].
    pub async fn start<A>(&self, action: A) -> Result<Operation<A>, StartError>
    where
        A: Starts + Clone + Send + Sync + 'static,
        Target<Call>: Accepts<A>,
    {
        self.start_by(action, A::request).await
    }

    /// Starts an operation of a participant of the call, by the participant's id.
    ///
    /// # Errors
    /// See [`StartError`].
    pub async fn start_on<A>(&self, participant: &str, action: A) -> Result<Operation<A>, StartError>
    where
        A: Starts<On = comms::Participant> + Clone + Send + Sync + 'static,
        Target<comms::Participant>: Accepts<A>,
    {
        let participant = participant.to_owned();
        let request = move |action: &A, call: &Target<Call>| {
            action.request(&call.property::<Vec<comms::Participant>>("participants").key(&participant))
        };
        self.start_by(action, request).await
    }

    async fn start_by<A: Starts + Send + Sync + 'static>(
        &self,
        mut action: A,
        request: impl Fn(&A, &Target<Call>) -> Request + Send + Sync + 'static,
    ) -> Result<Operation<A>, StartError> {
        let context = context_of(&mut action)?;
        action.validate().map_err(StartError::Invalid)?;
        let prepared = Prepared {
            name: A::NAME,
            context,
            request: Box::new(move |call| request(&action, call)),
            read: Box::new(read_operation::<A>),
        };
        let key = self.engine.start(self.key, prepared).await?;
        Ok(Operation::new(Arc::clone(&self.engine), key))
    }

    /// Sends an action that starts no operation: `Answer`, `Reject`, `Redirect`, `Transfer`, `ChangeScreenSharingRole`.
    ///
    /// Nothing is stored: the result is in the call's states. The `callbackUri` of `Answer` is set to the call's own URL.
    ///
    /// # Errors
    /// See [`StartError`]. [`StartError::NotSent`] and [`StartError::Refused`] mean that nothing happened.
    pub async fn send<A>(&self, mut action: A) -> Result<(), StartError>
    where
        A: Action<Answer = ()> + Send + Sync + 'static,
        Target<Call>: Accepts<A>,
    {
        if A::NAME == "answer" {
            let url = self.engine.callback_of(self.key).into();
            action.set_property("callbackUri", url).map_err(|violation| StartError::Invalid(violation.into()))?;
        }
        action.validate().map_err(StartError::Invalid)?;
        self.send_to_call(|call| action.request(call), false).await.map(drop)
    }

    /// Starts an operation, or sends an action that starts none, by the action's name at run time.
    ///
    /// ```
    /// use comms_live::{Acted, AnyAction, CallHandle};
    ///
    /// async fn mute(call: &CallHandle) -> Result<(), Box<dyn std::error::Error>> {
    ///     let mute = AnyAction::on_call("mute", br#"{"clientContext": "break"}"#)?;
    ///     if let Acted::Started(operation) = call.act(mute).await? {
    ///         println!("{}", operation.await?.outcome());
    ///     }
    ///     Ok(())
    /// }
    /// ```
    ///
    /// # Errors
    /// As [`start`](Self::start) and [`send`](Self::send).
    pub async fn act(&self, mut action: AnyAction) -> Result<Acted, StartError> {
        if !action.starts() {
            if action.name() == "answer" {
                let url = self.engine.callback_of(self.key).into();
                let set = action.parameters_mut().set_property("callbackUri", url);
                set.map_err(|violation| StartError::Invalid(violation.into()))?;
            }
            action.parameters().validate().map_err(StartError::Invalid)?;
            let answer = self.send_to_call(|call| action.request(call), false).await?;
            return Ok(Acted::Sent(answer.body().clone()));
        }
        let context = context_of(action.parameters_mut())?;
        action.parameters().validate().map_err(StartError::Invalid)?;
        let type_ = action.action_type();
        let prepared = Prepared {
            name: type_.name(),
            context,
            request: Box::new(move |call| action.request(call)),
            read: Box::new(|answer| type_.answer().map_or(Ok(None), |of| read_any(answer, of.name()))),
        };
        let key = self.engine.start(self.key, prepared).await?;
        Ok(Acted::Started(Operation::new(Arc::clone(&self.engine), key)))
    }

    /// Returns what is known of the call now.
    ///
    /// # Errors
    /// As [`id`](Self::id).
    pub async fn info(&self) -> Result<CallInfo, EndError> {
        Ok(CallInfo::of(self.key, self.record().await?))
    }

    /// Hangs up. Succeeds too if the call has ended already.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub async fn hang_up(&self) -> Result<(), StartError> {
        let sent = self.send_to_call(|call| Request::delete(call.path()), true).await;
        let act = match sent {
            Ok(_) => Act::HungUp,
            Err(StartError::Refused(error)) if is_gone(&error) => Act::Gone,
            Err(StartError::CallEnded(_)) => return Ok(()),
            Err(error) => return Err(error),
        };
        self.engine.change(self.key, act).await.map_err(StartError::Store)?;
        Ok(())
    }

    async fn send_to_call(
        &self,
        request: impl Fn(&Target<Call>) -> Request,
        idempotent: bool,
    ) -> Result<Answer, StartError> {
        let _running = self.engine.running.begin().ok_or(StartError::ShuttingDown)?;
        let deadline = self.engine.clock.instant() + DEADLINE;
        let record = self.engine.record(self.key).await.map_err(StartError::Store)?;
        let record = record.ok_or(StartError::NoSuchCall(self.key))?;
        if record.ended.is_some() {
            return Err(StartError::CallEnded(self.key));
        }
        let id = record.call_id.as_deref().ok_or(StartError::NoCallId(self.key))?;
        let tenant = record.tenant.clone().unwrap_or_default();
        if !self.engine.settings.accepts(&tenant, record.placed_by.is_some()) {
            return Err(StartError::Tenant(tenant));
        }
        let sent = self.engine.graph.send(&tenant, &request(&Call::at(id)), idempotent, deadline).await;
        sent.map_err(|error| match error {
            SendError::Refused(error) => StartError::Refused(error),
            SendError::NotSent(reason) => StartError::NotSent(reason),
            SendError::Unknown(fate) => StartError::Unanswered(fate),
        })
    }

    /// Waits until the call is established.
    ///
    /// # Errors
    /// [`EndError::CallEnded`] if it ended first.
    pub async fn established(&self) -> Result<(), EndError> {
        self.wait(|record| match record {
            record if record.is_established => Some(Ok(())),
            record if record.ended.is_some() => Some(Err(EndError::CallEnded)),
            _ => None,
        })
        .await
    }

    /// Waits until the call has ended.
    ///
    /// # Errors
    /// [`EndError::Unknown`] if nobody can know.
    pub async fn ended(&self) -> Result<CallEnd, EndError> {
        self.wait(|record| {
            record.ended?;
            let result = record.result.as_deref().and_then(|text| json::from_str(text).ok());
            Some(Ok(CallEnd { result_info: result }))
        })
        .await
    }

    async fn wait<T>(&self, look: impl Fn(&CallRecord) -> Option<Result<T, EndError>>) -> Result<T, EndError> {
        let waiter = self.engine.waiter(self.key);
        loop {
            let change = waiter.change();
            let record = self.record().await?;
            match look(&record) {
                Some(found) => return found,
                None if record.is_lost => return Err(EndError::Unknown),
                None => change.await,
            }
        }
    }

    async fn record(&self) -> Result<CallRecord, EndError> {
        self.engine.record(self.key).await?.ok_or(EndError::Forgotten)
    }
}

/// Returns the context of the request. One without a context gets one.
fn context_of(action: &mut impl Entity) -> Result<String, StartError> {
    if let Some(serde_json::Value::String(context)) = action.property("clientContext")
        && !context.is_empty()
    {
        return Ok(context);
    }
    let context = Uuid::new_v4().to_string();
    let set = action.set_property("clientContext", context.clone().into());
    set.map_err(|violation| StartError::Invalid(violation.into()))?;
    Ok(context)
}

/// Reads the answer as an operation of the action's type.
fn read_operation<A: Starts>(answer: &Answer) -> Result<Option<AnyCommsOperation>, AnswerError> {
    let operation = A::answer(answer.status(), &answer.headers(), answer.body())?;
    operation.map(|operation| tagged(&operation, <A::Operation as Declared>::TYPE.name())).transpose()
}

/// Reads the answer as an operation of this type, by its name.
fn read_any(answer: &Answer, type_name: &str) -> Result<Option<AnyCommsOperation>, AnswerError> {
    let operation: Option<CommsOperation> = entity_core::answer(answer.status(), &answer.headers(), answer.body())?;
    operation.map(|operation| tagged(&operation, type_name)).transpose()
}

/// The operation with its type's tag, which answers leave out.
fn tagged(operation: &impl json::Write, type_name: &str) -> Result<AnyCommsOperation, AnswerError> {
    let mut members: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&json::to_string(operation)).unwrap_or_default();
    members.entry("@odata.type").or_insert_with(|| format!("#{type_name}").into());
    Ok(json::from_value(members.into())?)
}
