//! Notifications that come in: a router that checks who sends them, reads them within limits, and hands them to a [`Sink`].
//!
//! The order of checks is fixed, so that a stranger costs little:
//!
//! | check | answer if it fails |
//! |---|---|
//! | the size in the headers | 413 above 1 MiB |
//! | the token, before the body is read | 401 without one, 403 with a bad one, 503 if the keys to judge it are out of reach |
//! | the body's encoding | 415 if it is compressed |
//! | the body, within its limits and time | 413, 408; 400 if it is empty or breaks off; 503 if too many are being read |
//! | the sink: JSON, then the store | 400 with JSON pointer, line and column; 503 with `Retry-After` |
//!
//! 202, without a body, means that the sink has stored the notification for good. Any other status has a JSON body,
//! `{"error": {"code", "message"}}`.
//!
//! Each notification has a tracing span `notification` with its key, the ids of its [`Trace`] and the status.
//!
//! | metric | labels |
//! |---|---|
//! | `comms_notifications_total` | `status` |
//! | `comms_notification_seconds` | |
//! | `comms_key_fetches_total` | `result`: `ok`, `error`; one for each document |

mod body;
mod keys;
mod refusal;
mod token;

pub use body::Limits;
pub use token::{TokenRefusal, Verifier};

use crate::{BoxFuture, CallKey, ConfigError};
use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use bytes::Bytes;
use entity_core::json;
use refusal::Refusal;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;
use tracing::{Instrument as _, field};

/// Takes notifications that passed all checks, and stores them for good.
pub trait Sink: Send + Sync + 'static {
    /// Reads and stores a notification. `Ok` is answered with 202, so the notification must outlive a crash by then.
    ///
    /// `key` is the last segment of the callback URL, if it is the key of a call. The future is dropped if the sender goes
    /// away.
    fn take(&self, key: Option<CallKey>, trace: Trace, body: Bytes) -> BoxFuture<'_, Result<(), SinkError>>;

    /// Returns whether a notification could be stored now.
    fn health(&self) -> BoxFuture<'_, Result<(), SinkError>>;
}

/// The reason why a [`Sink`] did not take a notification.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SinkError {
    /// The body is not what it must be: answered with 400 and the place.
    #[error("not readable: {0}")]
    Unreadable(#[from] json::Error),
    /// The store is full or busy: answered with 503 and `Retry-After`.
    #[error("busy, to be repeated after {} s", .0.as_secs())]
    Busy(Duration),
    /// The store failed: answered with 503. The reason is logged, and not sent.
    #[error("the store failed: {0}")]
    Store(String),
}

/// The ids that the service gives a notification, for its support. Each is cut to 128 characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// `X-Microsoft-Skype-Chain-ID`: the same for all that belongs to one chain of events.
    pub chain_id: Option<String>,
    /// `X-Microsoft-Skype-Message-ID`: of this message.
    pub message_id: Option<String>,
    /// `Scenario-ID`.
    pub scenario_id: Option<String>,
}

impl Trace {
    /// Reads the ids from the headers.
    pub fn of(headers: &HeaderMap) -> Self {
        let id = |name| {
            let text = headers.get(name)?.to_str().ok()?;
            Some(text.chars().take(128).collect())
        };
        Self {
            chain_id: id("x-microsoft-skype-chain-id"),
            message_id: id("x-microsoft-skype-message-id"),
            scenario_id: id("scenario-id"),
        }
    }
}

/// Makes a router that takes notifications at `path`, the path of the callback URL, and below it at `{path}/{key}`.
///
/// Merge it into your own, or serve it by itself. Bodies of all its requests share one budget.
///
/// ```
/// use comms_live::listener::{self, Limits, Sink, SinkError, Trace, Verifier};
/// use comms_live::{BoxFuture, CallKey, Cloud, SystemClock};
/// use std::sync::Arc;
///
/// struct Log;
///
/// impl Sink for Log {
///     fn take(&self, key: Option<CallKey>, _: Trace, body: bytes::Bytes) -> BoxFuture<'_, Result<(), SinkError>> {
///         Box::pin(async move { Ok(println!("{key:?} {body:?}")) })
///     }
///     fn health(&self) -> BoxFuture<'_, Result<(), SinkError>> {
///         Box::pin(async { Ok(()) })
///     }
/// }
///
/// let verifier = Arc::new(Verifier::new(&Cloud::PUBLIC, "app id", Arc::new(SystemClock))?);
/// let router = listener::router("/graph", Arc::new(Log), Arc::clone(&verifier), Limits::default())?;
/// let router = router.merge(listener::health("/healthz", Arc::new(Log), verifier)?);
/// # Ok::<(), comms_live::ConfigError>(())
/// ```
///
/// # Errors
/// The path does not start with a slash, or has a character that routes give a meaning: `{`, `}`, `*`.
pub fn router(path: &str, sink: Arc<dyn Sink>, verifier: Arc<Verifier>, limits: Limits) -> Result<Router, ConfigError> {
    let path = route(path)?;
    let budget = Arc::new(Semaphore::new(limits.reading.min(Semaphore::MAX_PERMITS)));
    let listener = Arc::new(Listener { sink, verifier, limits, budget });
    let router = Router::new().route(&format!("{path}/{{key}}"), post(receive_keyed));
    let router = if path.is_empty() { router.route("/", post(receive)) } else { router.route(path, post(receive)) };
    Ok(router.with_state(listener))
}

/// Makes a router that answers `GET` at `path` (mostly `/healthz`): 200 if the store takes notifications and keys are there to check
/// tokens with, else 503. The body has both: `{"keys": true, "store": true}`.
///
/// # Errors
/// As [`router`].
pub fn health(path: &str, sink: Arc<dyn Sink>, verifier: Arc<Verifier>) -> Result<Router, ConfigError> {
    let path = route(path)?;
    let check = move || async move {
        let (keys, store) = (verifier.has_keys(), sink.health().await);
        if let Err(error) = &store {
            tracing::warn!(%error, "the store is not healthy");
        }
        let healthy = keys && store.is_ok();
        let status = if healthy { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
        refusal::json(status, &serde_json::json!({ "keys": keys, "store": store.is_ok() }))
    };
    Ok(Router::new().route(if path.is_empty() { "/" } else { path }, get(check)))
}

/// The path as a route, without a final slash: empty for `/`.
fn route(path: &str) -> Result<&str, ConfigError> {
    let fault = |reason| Err(ConfigError::Url { url: path.to_owned(), reason });
    if !path.starts_with('/') {
        return fault("the path does not start with a slash");
    }
    if path.contains(['{', '}', '*', '?', '#']) || path.contains("/:") {
        return fault("the path has a character that routes give a meaning");
    }
    Ok(path.trim_end_matches('/'))
}

struct Listener {
    sink: Arc<dyn Sink>,
    verifier: Arc<Verifier>,
    limits: Limits,
    /// Bytes that bodies may still take.
    budget: Arc<Semaphore>,
}

async fn receive(State(listener): State<Arc<Listener>>, request: Request) -> Response {
    listener.receive(None, request).await
}

async fn receive_keyed(State(listener): State<Arc<Listener>>, Path(key): Path<String>, request: Request) -> Response {
    // Even without a valid key, a notification may be known by its ids.
    listener.receive(key.parse().ok(), request).await
}

impl Listener {
    async fn receive(&self, key: Option<CallKey>, request: Request) -> Response {
        let started = Instant::now();
        let trace = Trace::of(request.headers());
        let span = tracing::info_span!(
            "notification",
            key = key.map(field::display),
            chain_id = trace.chain_id,
            message_id = trace.message_id,
            scenario_id = trace.scenario_id,
            status = field::Empty,
        );
        let taken = self.take(key, trace, request).instrument(span.clone()).await;
        let status = taken.as_ref().map_or_else(|refusal| refusal.status, |()| StatusCode::ACCEPTED);
        span.record("status", status.as_u16());
        span.in_scope(|| match &taken {
            Ok(()) => tracing::debug!("taken"),
            // Strangers must not fill the log.
            Err(refusal) if matches!(refusal.status.as_u16(), 401 | 403) => {
                tracing::info!(code = refusal.code, reason = refusal.message, "not authentic");
            }
            Err(refusal) => tracing::warn!(code = refusal.code, reason = refusal.message, "not taken"),
        });
        metrics::counter!("comms_notifications_total", "status" => status.as_u16().to_string()).increment(1);
        metrics::histogram!("comms_notification_seconds").record(started.elapsed().as_secs_f64());
        match taken {
            Ok(()) => StatusCode::ACCEPTED.into_response(),
            Err(refusal) => refusal.into_response(),
        }
    }

    async fn take(&self, key: Option<CallKey>, trace: Trace, request: Request) -> Result<(), Refusal> {
        let (head, body) = request.into_parts();
        let declared = body::declared_length(&head.headers, &self.limits)?;
        self.verifier.verify(&head.headers).await?;
        let encoding = head.headers.get(header::CONTENT_ENCODING);
        if encoding.is_some_and(|encoding| !encoding.as_bytes().eq_ignore_ascii_case(b"identity")) {
            return Err(Refusal::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "compressed",
                "a compressed body is not read",
            ));
        }
        // The share of the budget is held until the body is stored.
        let (body, _share) = body::read(body, declared, &self.limits, &self.budget).await?;
        Ok(self.sink.take(key, trace, body).await?)
    }
}
