//! The API: a builder, and the handle of everything that runs.

use crate::any_action::AnyAction;
use crate::call::CallHandle;
use crate::changes::Changes;
use crate::engine::{Engine, Settings, hash, supervise};
use crate::event::{Event, Events};
use crate::graph::{Credential, GraphClient, NotSent, UnknownFate};
use crate::info::{CallPage, OperationPage, Wanted};
use crate::listener::{self, Limits, Verifier};
use crate::operation::{Operation, Starts};
use crate::store::{Acked, Counts, EventId, Store, StoreError};
use crate::timeline::RecentCalls;
use crate::{CallKey, Clock, Cloud, ConfigError, NotAnOperationKey, OperationKey, SystemClock};
use axum::Router;
use comms::CreateCall;
use entity_core::{Registry, ServiceError, Violation, Violations, json};
use reqwest::Url;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinHandle;

/// The reason why nothing was started.
///
/// [`Invalid`](Self::Invalid) and those below it: nothing was sent. [`Refused`](Self::Refused): the service did nothing.
/// [`Unknown`](Self::Unknown) and [`Unanswered`](Self::Unanswered): it may have been done. [`Store`](Self::Store): the store failed, before or after.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The request breaks rules.
    #[error("invalid: {0}")]
    Invalid(Violations),
    /// No such call is in the store.
    #[error("no call {0}")]
    NoSuchCall(CallKey),
    /// Graph's id of the call is not known: the answer to placing it was lost, and no notification has come.
    #[error("the service's id of call {0} is not known")]
    NoCallId(CallKey),
    /// The call has ended.
    #[error("call {0} has ended")]
    CallEnded(CallKey),
    /// The call was placed by another request with the same key: see [`Live::start_call_once`].
    #[error("call {0} was placed by another request with this key")]
    OtherRequest(CallKey),
    /// A limit is reached.
    #[error("{0}")]
    Limit(&'static str),
    /// The call's tenant is not one of those that are accepted.
    #[error("the tenant `{0}` is not accepted")]
    Tenant(String),
    /// The request could not be sent.
    #[error("not sent: {0}")]
    NotSent(#[source] NotSent),
    /// [`Live::shutdown`] was called.
    #[error("shutting down")]
    ShuttingDown,
    /// The service refused the request and did nothing.
    #[error("refused: {0}")]
    Refused(#[source] ServiceError),
    /// The request was sent, and its fate is unknown, or its answer could not be stored. It is never sent again. A notification or the
    /// call's end will show what happened: wait for the operation of this key.
    #[error("sent, but its fate is unknown: operation {0}")]
    Unknown(OperationKey),
    /// The request of an action that starts no operation was sent, and its fate is unknown. It is never sent again. The call's states
    /// show what happened.
    #[error("sent, but its fate is unknown: {0}")]
    Unanswered(UnknownFate),
    /// The store failed before anything was sent, or after [`CallHandle::hang_up`], which may be repeated.
    #[error("the store failed: {0}")]
    Store(#[from] StoreError),
}

/// The reason why an end is not known.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EndError {
    /// The time was over. The operation goes on.
    #[error("not ended in time")]
    TimedOut,
    /// Nothing is kept of the operation or the call: it was never there, or its retention is over.
    #[error("nothing is kept of it")]
    Forgotten,
    /// The call ended before it was established.
    #[error("the call ended first")]
    CallEnded,
    /// Nobody can report the call's end: placing it had an unknown fate, and no notification came.
    #[error("the fate of the call is unknown")]
    Unknown,
    /// The store failed.
    #[error("the store failed: {0}")]
    Store(#[from] StoreError),
}

/// The reason why [`Builder::build`] failed.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// A setting cannot work.
    #[error("{0}")]
    Config(#[from] ConfigError),
    /// The store does not answer.
    #[error("store: {0}")]
    Store(#[from] StoreError),
}

/// Settings of a [`Live`].
#[must_use]
pub struct Builder {
    cloud: Cloud,
    app_id: String,
    credential: Option<Arc<dyn Credential>>,
    callback: Option<String>,
    store: Option<Arc<dyn Store>>,
    owns_store: bool,
    clock: Arc<dyn Clock>,
    limits: Limits,
    settings: Settings,
    reconciles: bool,
}

impl Builder {
    /// Sets the credential that tokens are asked for with. Needed.
    pub fn credential(mut self, credential: impl Credential) -> Self {
        self.credential = Some(Arc::new(credential));
        self
    }

    /// Sets the `https` URL at which [`Live::router`] is reached from outside. Needed. Each call gets a URL below it.
    pub fn callback(mut self, url: impl Into<String>) -> Self {
        self.callback = Some(url.into());
        self
    }

    /// Sets the store. Needed. [`Live::shutdown`] closes it.
    pub fn store(mut self, store: impl Store) -> Self {
        self.store = Some(Arc::new(store));
        self.owns_store = true;
        self
    }

    /// Sets a store that others use too. It is not closed.
    pub fn shared_store(mut self, store: Arc<dyn Store>) -> Self {
        self.store = Some(store);
        self.owns_store = false;
        self
    }

    /// Sets the clock, for tests. Give the store the same one.
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// Sets the registry that operations are read from by their tags: `comms::TYPES` unless your own types extend it.
    pub fn types(mut self, types: &'static Registry) -> Self {
        self.settings.types = types;
        self
    }

    /// Sets the tenants in whose name requests are sent. Without a list these are the tenants that [`Live::start_call`] names:
    /// nothing is sent about incoming calls then.
    pub fn tenants(mut self, tenants: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.settings.tenants = tenants.into_iter().map(Into::into).collect();
        self
    }

    /// Sets the time after which a pending operation is overdue, so that the service is asked about its call: 5 minutes.
    pub fn overdue(mut self, time: Duration) -> Self {
        self.settings.limits.overdue = time;
        self
    }

    /// Sets the time after a call's end for the ends of its operations: 60 s. After it they end with an unknown outcome.
    pub fn grace(mut self, time: Duration) -> Self {
        self.settings.limits.grace = time;
        self
    }

    /// Sets the time that a call is kept after its end: 24 hours. Events that are not acknowledged keep it longer.
    pub fn retention(mut self, time: Duration) -> Self {
        self.settings.retention = time;
        self
    }

    /// Sets the most pending operations of a call: 1,000. One more start is refused.
    pub fn max_pending(mut self, count: usize) -> Self {
        self.settings.limits.pending = count;
        self
    }

    /// Sets the most events of a call that are not acknowledged: 10,000. One more start is refused.
    pub fn max_unacknowledged(mut self, count: u64) -> Self {
        self.settings.unacknowledged = count;
        self
    }

    /// For a program that never reads [`Live::events`]: events are stored as acknowledged, and go with their call.
    pub fn without_events(mut self) -> Self {
        self.settings.delivers = false;
        self
    }

    /// For a program that only looks: due calls are not looked after, so nothing is asked of the service about them, and no record
    /// changes by itself.
    pub fn without_reconciliation(mut self) -> Self {
        self.reconciles = false;
        self
    }

    /// Sets the limits of notifications' bodies.
    pub fn body_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Checks the settings and the store, and starts the tasks, in the current tokio runtime.
    ///
    /// # Errors
    /// A needed setting is missing or cannot work, or the store does not answer.
    pub async fn build(self) -> Result<Live, BuildError> {
        let credential = self.credential.ok_or(ConfigError::Missing("the credential"))?;
        let store = self.store.ok_or(ConfigError::Missing("the store"))?;
        let callback = self.callback.ok_or(ConfigError::Missing("the callback"))?;
        let (callback, path) = callback_url(&callback)?;
        let verifier = Arc::new(Verifier::new(&self.cloud, &self.app_id, Arc::clone(&self.clock))?);
        let graph = GraphClient::new(&self.cloud, self.app_id, credential, Arc::clone(&self.clock))?;
        store.check().await?;
        let engine = Arc::new(Engine::new(store, graph, self.clock, self.settings, callback));
        let router = listener::router(&path, Arc::clone(&engine) as _, Arc::clone(&verifier), self.limits)?;
        let of_engine = Arc::downgrade(&engine);
        engine.store.on_change(Box::new(move |key| {
            if let Some(engine) = of_engine.upgrade() {
                engine.changed(key);
            }
        }));
        let tasks = spawn(&engine, &verifier, self.reconciles);
        Ok(Live { shared: Arc::new(Shared { engine, verifier, router, tasks, owns_store: self.owns_store }) })
    }
}

fn spawn(engine: &Arc<Engine>, verifier: &Arc<Verifier>, reconciles: bool) -> Vec<JoinHandle<()>> {
    let (engine, verifier) = (Arc::clone(engine), Arc::clone(verifier));
    let reconcile = || tokio::spawn(supervise("reconcile", move || crate::engine::reconcile(Arc::clone(&engine))));
    let keys = tokio::spawn(supervise("keys", move || {
        let verifier = Arc::clone(&verifier);
        async move { verifier.refresh().await }
    }));
    reconciles.then(reconcile).into_iter().chain([keys]).collect()
}

/// The callback without a final slash, and its path.
fn callback_url(text: &str) -> Result<(String, String), ConfigError> {
    let fault = |reason| ConfigError::Url { url: text.to_owned(), reason };
    let url = Url::parse(text).map_err(|_| fault("not an absolute URL"))?;
    if url.scheme() != "https" {
        return Err(fault("not https"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(fault("has a query or a fragment"));
    }
    Ok((text.trim_end_matches('/').to_owned(), url.path().to_owned()))
}

/// A bot's calls: starts them, acts on them, knows how each operation ended. Cheap to clone.
///
/// The tasks end with the last clone; [`shutdown`](Self::shutdown) waits for what runs.
#[derive(Clone)]
pub struct Live {
    shared: Arc<Shared>,
}

struct Shared {
    engine: Arc<Engine>,
    verifier: Arc<Verifier>,
    router: Router,
    tasks: Vec<JoinHandle<()>>,
    owns_store: bool,
}

impl Drop for Shared {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

impl fmt::Debug for Live {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Live").field("callback", &self.shared.engine.callback).finish_non_exhaustive()
    }
}

impl Live {
    /// Returns the settings for an app in a cloud.
    pub fn builder(cloud: Cloud, app_id: impl Into<String>) -> Builder {
        Builder {
            cloud,
            app_id: app_id.into(),
            credential: None,
            callback: None,
            store: None,
            owns_store: false,
            clock: Arc::new(SystemClock),
            limits: Limits::default(),
            settings: Settings::default(),
            reconciles: true,
        }
    }

    /// Returns the router that takes notifications at the callback's path. Serve it, or merge it into your own.
    pub fn router(&self) -> Router {
        self.shared.router.clone()
    }

    /// Returns a router that answers `GET` at the path: 200 if the store can be written to and keys are there, else 503.
    ///
    /// # Errors
    /// As [`listener::health`].
    pub fn health(&self, path: &str) -> Result<Router, ConfigError> {
        let Shared { engine, verifier, .. } = &*self.shared;
        listener::health(path, Arc::clone(engine) as _, Arc::clone(verifier))
    }

    /// Places a call. Its `callbackUri` is set to a URL of its own.
    ///
    /// # Errors
    /// See [`StartError`]. If the fate is unknown, [`Live::call`] with the key in the error waits for what happened.
    pub async fn start_call(&self, call: impl Into<CreateCall>) -> Result<CallHandle, StartError> {
        self.place(call.into(), |_| CallKey::random(), None).await
    }

    /// Places a call unless one was placed with this idempotency key, which is returned then: so a caller whose answer was lost can
    /// repeat the request. The key is a text of the caller's own for its tenant, and is remembered as long as the call.
    ///
    /// # Errors
    /// See [`StartError`]. A repeated request gives [`StartError::CallEnded`] if the first one was refused, and
    /// [`StartError::Unknown`] if its fate is not known yet. One that was never sent begins anew.
    pub async fn start_call_once(
        &self,
        idempotency_key: &str,
        call: impl Into<CreateCall>,
    ) -> Result<CallHandle, StartError> {
        let call = call.into();
        let fingerprint = hash(&json::to_string(&*call));
        // Tenants are compared without case.
        let key = |tenant: &str| CallKey::of([&tenant.to_ascii_lowercase(), idempotency_key]);
        self.place(call, key, Some(fingerprint)).await
    }

    async fn place(
        &self,
        mut call: CreateCall,
        key: impl FnOnce(&str) -> CallKey,
        fingerprint: Option<u64>,
    ) -> Result<CallHandle, StartError> {
        let engine = &self.shared.engine;
        let tenant = call.tenant_id().unwrap_or_default().trim().to_owned();
        let key = key(&tenant);
        if let Err(violation) = call.set_callback_uri(engine.callback_of(key)) {
            return Err(StartError::Invalid(violation.into()));
        }
        call.validate().map_err(StartError::Invalid)?;
        if tenant.is_empty() {
            let message = "is required, for the token of the requests";
            return Err(StartError::Invalid(Violation::new("/tenantId", "required", message).into()));
        }
        engine.place_call(key, tenant, call.request(), fingerprint).await?;
        Ok(self.call(key))
    }

    /// Returns the handle of a call, whether it is in the store or not.
    pub fn call(&self, key: CallKey) -> CallHandle {
        CallHandle::new(Arc::clone(&self.shared.engine), key)
    }

    /// Returns an operation by its key, as [`Operation::key`] has it: in any process, at any time.
    ///
    /// # Errors
    /// The text is not a key. Whether there is such an operation shows in its end.
    pub fn operation<A: Starts>(&self, key: &(impl fmt::Display + ?Sized)) -> Result<Operation<A>, NotAnOperationKey> {
        Ok(Operation::new(Arc::clone(&self.shared.engine), key.to_string().parse()?))
    }

    /// Returns an operation of any action by its key.
    ///
    /// # Errors
    /// As [`operation`](Self::operation).
    pub fn any_operation(&self, key: &(impl fmt::Display + ?Sized)) -> Result<Operation<AnyAction>, NotAnOperationKey> {
        Ok(Operation::new(Arc::clone(&self.shared.engine), key.to_string().parse()?))
    }

    /// Returns a page of calls after a key, in the keys' order.
    ///
    /// # Errors
    /// The store's.
    pub async fn calls(&self, after: Option<CallKey>, limit: usize) -> Result<CallPage, StoreError> {
        self.shared.engine.calls(after, limit).await
    }

    /// Returns calls with the lives of their operations, the latest call first: those before a place, if one is given.
    ///
    /// # Errors
    /// The store's.
    pub async fn recent_calls(&self, before: Option<u64>, limit: usize) -> Result<RecentCalls, StoreError> {
        self.shared.engine.recent_calls(before, limit).await
    }

    /// Returns operations, a page of them, in the order of their keys.
    ///
    /// # Errors
    /// The store's.
    pub async fn operations(&self, wanted: Wanted) -> Result<OperationPage, StoreError> {
        self.shared.engine.operations(wanted).await
    }

    /// Acknowledges an event by its id.
    ///
    /// # Errors
    /// The store's.
    pub async fn ack(&self, id: EventId) -> Result<Acked, StoreError> {
        self.shared.engine.store.ack(id).await
    }

    /// Returns whether keys are there to check notifications with.
    pub fn has_keys(&self) -> bool {
        self.shared.verifier.has_keys()
    }

    /// Returns a reader of events. Several readers share the events: each goes to one of them.
    pub fn events(&self) -> Events {
        Events::new(Arc::clone(&self.shared.engine))
    }

    /// Returns a reader of changes, for a page that shows calls: which records change on this node from now on, and on others that
    /// announce it. It takes no events.
    pub fn changes(&self) -> Changes {
        Changes::new(Arc::clone(&self.shared.engine))
    }

    /// Returns events that were delivered 10 times and never acknowledged, the oldest first. They can still be acknowledged.
    ///
    /// # Errors
    /// The store's.
    pub async fn parked(&self, limit: usize) -> Result<Vec<Event>, StoreError> {
        let parked = self.shared.engine.store.parked(limit).await?;
        Ok(parked.into_iter().map(|event| Event::new(Arc::clone(&self.shared.engine), event)).collect())
    }

    /// The client, for any other request: `get` of a declared type, pages as a stream.
    pub fn graph(&self) -> &GraphClient {
        &self.shared.engine.graph
    }

    /// Returns the numbers of calls and events in the store.
    ///
    /// # Errors
    /// The store's.
    pub async fn counts(&self) -> Result<Counts, StoreError> {
        self.shared.engine.store.counts().await
    }

    /// Returns the operations whose end is overdue. Reads every record of the store.
    ///
    /// # Errors
    /// The store's.
    pub async fn overdue(&self) -> Result<Vec<OperationKey>, StoreError> {
        self.shared.engine.overdue().await
    }

    /// Takes nothing more, waits for requests that are on their way, ends the tasks, and closes the store.
    ///
    /// Notifications are answered with 503 from then on, and readers of events end.
    pub async fn shutdown(&self) {
        self.shared.engine.running.shut_down().await;
        self.shared.engine.events.notify_waiters();
        self.shared.tasks.iter().for_each(JoinHandle::abort);
        if self.shared.owns_store {
            self.shared.engine.store.close().await;
        }
    }
}
