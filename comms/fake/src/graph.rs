//! The handle that tests hold.

use crate::call::Ending;
use crate::deliver;
use crate::error::FakeError;
use crate::fault::{Fault, Faults};
use crate::log::{Delivery, Request};
use crate::server::{self, Shared};
use crate::settings::Settings;
use crate::world::{CALLS, World};
use comms::{AnyCommsOperation, Call, Tone};
use entity_core::{EnumType, json};
use serde_json::{Map, Value};
use std::borrow::Borrow;
use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A fake Microsoft Graph on a free port of 127.0.0.1; it stops when dropped.
///
/// # Names
///
/// Faults, counts and outages go by names. Of a request, an action's own (`playPrompt`, `invite`, `mute`), else `createCall`,
/// `getCall`, `deleteCall`, `listParticipants`, `getParticipant`, `deleteParticipant`, `listOperations`, `getOperation`, `token`,
/// `openId`, `keys` or `unknown`. Of a notification, the action's for an operation; `incoming`, `establishing`, `established`,
/// `transferring` or `terminated` for a call; `participants` or `tone`.
///
/// # Limits
///
/// 20,000 calls at once and 10,000 that have ended; 1,000 operations of a call; the latest 10,000 requests and notifications,
/// and 64 MiB of their bodies; bodies of 1 MiB; 1,000 connections. Counts go on beyond that.
pub struct FakeGraph {
    address: SocketAddr,
    shared: Arc<Shared>,
    tasks: [JoinHandle<()>; 2],
}

impl fmt::Debug for FakeGraph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FakeGraph").field("address", &self.address).finish_non_exhaustive()
    }
}

impl Drop for FakeGraph {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

/// Starting, addresses, settings.
impl FakeGraph {
    /// Starts on a free port of 127.0.0.1, with two tasks in the current tokio runtime.
    ///
    /// # Errors
    /// No port is free, or no RSA key could be made. Outside of a tokio runtime, too.
    pub async fn start() -> io::Result<Self> {
        let runtime = tokio::runtime::Handle::try_current().map_err(io::Error::other)?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared::new(World::new(address)?));
        let tasks = [
            runtime.spawn(server::serve(listener, Arc::clone(&shared))),
            runtime.spawn(server::work(Arc::clone(&shared))),
        ];
        Ok(Self { address, shared, tasks })
    }

    /// The address it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The base URL of requests, such as `http://127.0.0.1:4711/v1.0`.
    pub fn base_url(&self) -> String {
        format!("http://{}/v1.0", self.address)
    }

    /// The login's URL; tokens are at `/{tenant}/oauth2/v2.0/token` below it.
    pub fn login_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The URL of the document that leads to the keys of notifications.
    pub fn openid_url(&self) -> String {
        format!("http://{}/v1/.well-known/OpenIdConfiguration", self.address)
    }

    /// The issuer that notifications name.
    pub fn issuer(&self) -> &'static str {
        crate::keys::ISSUER
    }

    /// Sends notifications for callbacks of this https origin to an address, by plain HTTP with the origin's `Host`.
    ///
    /// Routes are set for good or replaced: a bot that starts again on another port is routed again.
    ///
    /// # Errors
    /// The origin is not an https URL.
    pub fn route(&self, origin: &str, to: SocketAddr) -> Result<(), FakeError> {
        let origin = deliver::origin(origin).ok_or_else(|| FakeError::NotHttps(origin.to_owned()))?;
        self.shared.change(|world| world.routes.insert(origin, to));
        Ok(())
    }

    /// Registers a bot: incoming calls for the app are posted to the callback.
    ///
    /// # Errors
    /// The callback is not an https URL.
    pub fn register(&self, app_id: &str, callback: &str) -> Result<(), FakeError> {
        deliver::origin(callback).ok_or_else(|| FakeError::NotHttps(callback.to_owned()))?;
        self.shared.change(|world| world.bots.insert(app_id.to_owned(), callback.to_owned()));
        Ok(())
    }

    /// Changes settings, from now on.
    ///
    /// ```
    /// # tokio::runtime::Runtime::new()?.block_on(async {
    /// use std::time::Duration;
    ///
    /// let graph = comms_fake::FakeGraph::start().await?;
    /// graph.set(|settings| settings.operation = Duration::MAX); // until the test ends them
    /// # Ok::<(), std::io::Error>(()) })?;
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn set(&self, change: impl FnOnce(&mut Settings)) {
        self.shared.change(|world| change(&mut world.settings));
    }

    /// Pushes the clock ahead. Whatever falls due happens at once; tokens of notifications stay valid by real time.
    pub fn advance(&self, by: Duration) {
        self.shared.change(|world| world.clock.advance(by));
    }
}

/// Tokens and keys.
impl FakeGraph {
    /// Returns an access token for the app, without a request.
    pub fn token(&self, app_id: &str, tenant: &str) -> String {
        self.shared.change(|world| {
            let until = world.clock.now().saturating_add(world.settings.token_lifetime);
            world.login.issue(app_id, tenant, until)
        })
    }

    /// Accepts only this secret for the app; any secret is accepted otherwise.
    pub fn expect_secret(&self, app_id: &str, secret: &str) {
        self.shared.change(|world| world.login.expect_secret(app_id, secret));
    }

    /// Accepts only assertions signed with this certificate's key for the app, as PEM; otherwise signatures are not checked,
    /// only what is signed.
    ///
    /// # Errors
    /// The PEM is not an RSA certificate or public key.
    pub fn expect_certificate(&self, app_id: &str, pem: &str) -> Result<(), FakeError> {
        let taken = self.shared.change(|world| world.login.expect_certificate(app_id, pem.as_bytes()));
        taken.then_some(()).ok_or(FakeError::NotACertificate)
    }

    /// Signs notifications with a new key from now on. The key before it stays published.
    pub fn roll_keys(&self) {
        self.shared.change(|world| world.keys.roll());
    }

    /// Returns the token of a genuine notification for the app.
    pub fn notification_token(&self, app_id: &str, tenant: &str) -> String {
        self.shared.change(|world| {
            let (now, wall) = (world.clock.now(), world.clock.wall());
            world.keys.token(app_id, tenant, now, wall)
        })
    }

    /// Signs any claims with the key of notifications, to test that a bot refuses a bad token.
    pub fn sign(&self, claims: &Value) -> String {
        self.shared.lock().keys.sign(claims)
    }
}

/// Faults.
impl FakeGraph {
    /// Sets the faults that come by chance; those queued stay.
    pub fn set_faults(&self, faults: Faults) {
        self.shared.change(|world| world.script.set(faults));
    }

    /// Queues a fault for the next event that it can meet, of Graph's own requests, operations and notifications.
    pub fn next(&self, fault: Fault) {
        self.shared.change(|world| world.script.queue(None, fault));
    }

    /// Queues a fault for the next event of that [name](Self#names), `token`, `openId` and `keys` included.
    pub fn next_on(&self, name: &str, fault: Fault) {
        self.shared.change(|world| world.script.queue(Some(name), fault));
    }

    /// Never sends the next notification.
    pub fn drop_next_notification(&self) {
        self.next(Fault::DropNotification);
    }

    /// Answers requests of that [name](Self#names) with 503, by the fake's clock.
    pub fn outage(&self, name: &str, lasting: Duration) {
        self.shared.change(|world| {
            let until = world.clock.now().saturating_add(lasting);
            world.outages.insert(name.to_owned(), until)
        });
    }
}

/// The other participant of a call.
impl FakeGraph {
    /// Makes a call come in and returns its id.
    ///
    /// It is for the app that its target names, or for the one registered if it is alone; it is posted to its
    /// `callbackUri`, else to the one [registered](Self::register).
    ///
    /// # Errors
    /// No app or callback is known for it, or too many calls go on.
    pub fn incoming(&self, call: impl Borrow<Call>) -> Result<String, FakeError> {
        let call = json::to_string(call.borrow());
        let call: Map<String, Value> = serde_json::from_str(&call).unwrap_or_default();
        let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
        self.shared.change(|world| {
            if world.live_calls() >= CALLS {
                return Err(FakeError::TooManyCalls);
            }
            let target = call.get("targets").and_then(|targets| targets.pointer("/0/identity/application/id"));
            let alone = || world.bots.keys().next().filter(|_| world.bots.len() == 1).cloned();
            let app = text(target).or_else(alone).ok_or(FakeError::NoBot)?;
            let callback = text(call.get("callbackUri")).or_else(|| world.bots.get(&app).cloned());
            let callback = callback.ok_or(FakeError::NoBot)?;
            Ok(world.incoming(call, app, callback))
        })
    }

    /// The other side picks up a call that is being established.
    ///
    /// # Errors
    /// No such call.
    pub fn pick_up(&self, call: &str) -> Result<(), FakeError> {
        self.on(call, World::establish)
    }

    /// The other side hangs up: declines a call that is not established yet, and ends any other.
    ///
    /// # Errors
    /// No such call.
    pub fn hang_up(&self, call: &str) -> Result<(), FakeError> {
        self.on(call, |world, id| {
            use crate::call::State;
            let ending = match world.calls.get(id).map(|call| call.state) {
                Some(State::Establishing) => Ending::new(603, 0, "The call was declined."),
                Some(State::Incoming) => Ending::new(487, 0, "The caller gave up."),
                _ => Ending::new(0, 0, "The call was ended by the other side."),
            };
            world.terminate(id, &ending);
        })
    }

    /// Somebody presses a key.
    ///
    /// # Errors
    /// No such call, or the bot has not subscribed to tones.
    pub fn press(&self, call: &str, tone: impl Borrow<Tone>) -> Result<(), FakeError> {
        let heard = self.on(call, |world, id| world.press(id, tone.borrow().member()))?;
        heard.then_some(()).ok_or_else(|| FakeError::TonesUnheard(call.to_owned()))
    }

    /// Ends a pending operation with a result code: success for 0 and 2xx. Its call may have ended.
    ///
    /// # Errors
    /// No such operation is pending.
    pub fn end_operation(&self, call: &str, operation: &str, code: i32, subcode: i32) -> Result<(), FakeError> {
        let message =
            if code == 0 || (200..300).contains(&code) { "Action completed successfully." } else { "Action failed." };
        let ending = Ending::new(code, subcode, message);
        let id = call.to_ascii_lowercase();
        let ended = self.shared.change(|world| world.end_operation(&id, operation, Some(ending), None));
        ended.then_some(()).ok_or_else(|| FakeError::NoOperation(operation.to_owned()))
    }

    fn on<T>(&self, call: &str, act: impl FnOnce(&mut World, &str) -> T) -> Result<T, FakeError> {
        self.shared.change(|world| {
            let id = world.live_call(call).map(|call| call.id.clone());
            let id = id.ok_or_else(|| FakeError::NoCall(call.to_owned()))?;
            Ok(act(world, &id))
        })
    }
}

/// The record of requests and notifications.
impl FakeGraph {
    /// Returns the latest requests, the oldest first.
    pub fn requests(&self) -> Vec<Request> {
        self.shared.lock().log.requests()
    }

    /// Returns the number of requests of that [name](Self#names), refused ones included.
    pub fn received(&self, name: &str) -> u64 {
        self.shared.lock().log.count_received(name)
    }

    /// Returns the number of requests of that [name](Self#names) that took effect, even if their answer was lost.
    pub fn started(&self, name: &str) -> u64 {
        self.shared.lock().log.count_taken(name)
    }

    /// Returns the client contexts of more than one operation: empty if no request was repeated.
    pub fn repeated(&self) -> Vec<String> {
        self.shared.lock().log.repeated()
    }

    /// Returns the latest notifications, the oldest first, including those a fault dropped.
    pub fn deliveries(&self) -> Vec<Delivery> {
        self.shared.lock().log.deliveries()
    }

    /// Returns all calls, including those that ended lately.
    pub fn calls(&self) -> Vec<Call> {
        let world = self.shared.lock();
        let mut calls = world.calls.values().collect::<Vec<_>>();
        calls.sort_by_key(|call| call.ordinal);
        calls.iter().filter_map(|call| json::from_value(call.body()).ok()).collect()
    }

    /// Returns the operations of a call, the oldest first.
    pub fn operations(&self, call: &str) -> Vec<AnyCommsOperation> {
        let world = self.shared.lock();
        let call = world.calls.get(&call.to_ascii_lowercase());
        let operations = call.into_iter().flat_map(|call| &call.operations);
        operations.filter_map(|operation| json::from_value(operation.body()).ok()).collect()
    }

    /// Waits until that many requests of that [name](Self#names) have come in all, and returns the latest.
    pub async fn request(&self, name: &str, times: u64) -> Request {
        let latest =
            |world: &World| world.log.latest(name).filter(|_| world.log.count_received(name) >= times).cloned();
        self.shared.wait_for(latest).await
    }

    /// Waits until no notification is on its way and no operation or call state is due, other than by a time limit.
    pub async fn idle(&self) {
        self.shared.wait_for(|world| world.is_idle().then_some(())).await;
    }

    /// Posts any body to a callback with a genuine token, once, and returns the answer's status.
    ///
    /// # Errors
    /// No route leads to the callback, or no answer came.
    pub async fn post(&self, callback: &str, app_id: &str, tenant: &str, body: &str) -> Result<u16, FakeError> {
        let (to, timeout) = {
            let world = self.shared.lock();
            let to = deliver::origin(callback).and_then(|origin| world.routes.get(&origin).copied());
            (to, world.settings.delivery_timeout)
        };
        let to = to.ok_or_else(|| FakeError::NoRoute(callback.to_owned()))?;
        let token = format!("Bearer {}", self.notification_token(app_id, tenant));
        let headers = [("authorization", token.as_str()), ("content-type", "application/json; charset=utf-8")];
        let sent = deliver::send(to, callback, headers.into_iter(), body.as_bytes().to_vec(), timeout).await;
        sent.map_err(FakeError::NoAnswer)
    }
}
