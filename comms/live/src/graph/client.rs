//! The client: sends a request, with a token, until it is answered or must not be repeated.

use super::error::{GetError, NotSent, SendError, UnknownFate, refusal, texts};
use super::retry;
use super::token::{Credential, Login, TokenCache, TokenError};
use crate::http::{self, Cut};
use crate::{Clock, Cloud, ConfigError};
use bytes::Bytes;
use entity_core::{Kind, Page, Request, Secret, ServiceError, json};
use futures_util::Stream;
use futures_util::stream::try_unfold;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap};
use reqwest::{Client, Method, Url};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tracing::{Instrument as _, Span, field};
use uuid::Uuid;

/// Longest answer, in bytes.
const ANSWER_LIMIT: usize = 16 * 1024 * 1024;
/// Longest wait for the answer to a request that was sent.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(30);

/// An answer with a status of success, and never an error.
#[derive(Clone, Debug)]
pub struct Answer {
    status: u16,
    headers: HeaderMap,
    body: Bytes,
}

impl Answer {
    /// The HTTP status, from 200 to 299.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The header's value, if it is present and is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The headers whose values are text.
    pub fn headers(&self) -> Vec<(&str, &str)> {
        texts(&self.headers)
    }

    /// The body; empty if the answer has none.
    pub fn body(&self) -> &Bytes {
        &self.body
    }
}

/// Sends requests to Graph. Cheap to clone; clones share connections and tokens.
///
/// ```no_run
/// use entity_core::Request;
/// use comms_live::graph::{ClientSecret, GraphClient};
/// use comms_live::{Cloud, SystemClock};
/// use std::sync::Arc;
/// use std::time::{Duration, Instant};
///
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// let credential = Arc::new(ClientSecret::new(std::env::var("APP_SECRET")?));
/// let graph = GraphClient::new(&Cloud::PUBLIC, "app id", credential, Arc::new(SystemClock))?;
///
/// let deadline = Instant::now() + Duration::from_secs(10);
/// let keep_alive = Request::post("/communications/calls/7/keepAlive", None);
/// graph.send("contoso.com", &keep_alive, true, deadline).await?;
/// let call: comms::Call = graph.get("contoso.com", "/communications/calls/7", deadline).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct GraphClient {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    http: Client,
    base: Url,
    tokens: Arc<TokenCache>,
    clock: Arc<dyn Clock>,
}

impl GraphClient {
    /// A client of the cloud for one app.
    ///
    /// # Errors
    /// An address of the cloud cannot be used, or the HTTP client cannot be set up.
    pub fn new(
        cloud: &Cloud,
        app_id: impl Into<String>,
        credential: Arc<dyn Credential>,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, ConfigError> {
        let app_id = app_id.into();
        if app_id.is_empty() {
            return Err(ConfigError::Missing("the app's id"));
        }
        let (base, login) = cloud.endpoints()?;
        let http = http::client([&base, &login].iter().all(|url| url.scheme() == "http"))?;
        let login = Login { http: http.clone(), base: login, app_id, scope: cloud.scope().to_owned() };
        let tokens = Arc::new(TokenCache::new(credential, login, Arc::clone(&clock)));
        Ok(Self { inner: Arc::new(Inner { http, base, tokens, clock }) })
    }

    /// Sends the request with the tenant's token.
    ///
    /// The request is repeated after a 429 and if no connection was made. An `idempotent` request, which does no harm if it
    /// runs twice, is also repeated after a 503, a 504 or a broken connection. A pause is as long as `Retry-After` asks, else
    /// random, up to a limit that doubles from 250 ms to 10 s.
    ///
    /// No attempt starts after the deadline. An idempotent request is given up at the deadline. Any other waits up to 30 s
    /// for its answer once it was sent, because giving up would leave its fate unknown. Connecting takes up to 5 s, so the
    /// bytes of a request leave at most 5 s after the deadline.
    ///
    /// # Errors
    /// See [`SendError`]. An answer of success whose body is an error (`{"error": …}`) is one too.
    pub async fn send(
        &self,
        tenant: &str,
        request: &Request,
        idempotent: bool,
        deadline: Instant,
    ) -> Result<Answer, SendError> {
        let target = self.target(request).map_err(SendError::NotSent)?;
        self.repeat(tenant, &target, idempotent, deadline).await
    }

    /// Gets a token for the tenant, as the next request would: to check the credential.
    ///
    /// # Errors
    /// The login's.
    pub async fn sign_in(&self, tenant: &str) -> Result<(), TokenError> {
        self.inner.tokens.token(tenant).await.map(drop)
    }

    /// Reads what is at the path, as any declared type: an entity, a [`Page`], an `Option` of them.
    ///
    /// # Errors
    /// See [`GetError`].
    pub async fn get<T: json::Read>(&self, tenant: &str, path: &str, deadline: Instant) -> Result<T, GetError> {
        let answer = self.send(tenant, &Request::get(path), true, deadline).await?;
        Ok(json::from_slice(&answer.body)?)
    }

    /// Reads a collection page by page, each within `timeout`, following `@odata.nextLink`. A page is fetched when the stream
    /// is asked for it. The stream ends after the last page or the first error.
    ///
    /// The token goes to Graph alone: a link to another host ends the stream with [`GetError::ForeignLink`].
    pub fn pages<T>(
        &self,
        tenant: &str,
        path: &str,
        timeout: Duration,
    ) -> impl Stream<Item = Result<Page<T>, GetError>> + Send + use<T>
    where
        T: Kind + Send + 'static,
    {
        let first = self.target(&Request::get(path)).map_err(|error| GetError::Send(SendError::NotSent(error)));
        let (client, tenant) = (self.clone(), tenant.to_owned());
        try_unfold(Some(first), move |next| {
            let (client, tenant) = (client.clone(), tenant.clone());
            async move {
                let Some(target) = next.transpose()? else { return Ok(None) };
                let now = client.inner.clock.instant();
                let deadline = now.checked_add(timeout).unwrap_or(now + ANSWER_TIMEOUT);
                let answer = client.repeat(&tenant, &target, true, deadline).await?;
                let page: Page<T> = json::from_slice(&answer.body)?;
                let next = page.next_link().map(|link| client.next(link));
                Ok(Some((page, next)))
            }
        })
    }

    fn target(&self, request: &Request) -> Result<Target, NotSent> {
        let invalid = || NotSent::Invalid(format!("{} {}", request.method, request.path));
        let base = &self.inner.base;
        if !request.path.starts_with('/') {
            return Err(invalid());
        }
        let url = Url::parse(&format!("{}{}", base.as_str().trim_end_matches('/'), request.path));
        // `..` must not lead out of the version's place, nor anything to another host.
        let below = format!("{}/", base.path().trim_end_matches('/'));
        let inside = |url: &Url| url.origin() == base.origin() && url.path().starts_with(&below);
        let url = url.ok().filter(inside).ok_or_else(invalid)?;
        let method = Method::from_bytes(request.method.as_bytes()).map_err(|_| invalid())?;
        Ok(Target { names: Names::of(&method, &request.path), method, url, body: request.body.clone() })
    }

    fn next(&self, link: &str) -> Result<Target, GetError> {
        let url = self.inner.base.join(link).ok().filter(|url| url.origin() == self.inner.base.origin());
        let url = url.ok_or(GetError::ForeignLink)?;
        Ok(Target { names: Names::of(&Method::GET, url.path()), method: Method::GET, url, body: None })
    }

    async fn repeat(
        &self,
        tenant: &str,
        target: &Target,
        idempotent: bool,
        deadline: Instant,
    ) -> Result<Answer, SendError> {
        let clock = &self.inner.clock;
        // The error of an attempt that may have done its work. A later attempt that was not sent does not undo that.
        let mut doubt = None;
        for attempt in 1.. {
            let error = match self.attempt(tenant, target, idempotent, deadline, attempt).await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            let pause = retry::pause(&error, idempotent, attempt, random());
            let error = match error {
                SendError::Unknown(_) => {
                    doubt = Some(error.clone());
                    error
                }
                SendError::NotSent(_) => doubt.clone().unwrap_or(error),
                error => error,
            };
            match pause {
                Some(pause) if pause < deadline.saturating_duration_since(clock.instant()) => {
                    metrics::counter!("comms_graph_retries_total", "action" => target.names.action.clone())
                        .increment(1);
                    clock.sleep(pause).await;
                }
                _ => return Err(error),
            }
        }
        Err(SendError::NotSent(NotSent::Deadline))
    }

    /// One attempt: token, deadline, request, answer.
    async fn attempt(
        &self,
        tenant: &str,
        target: &Target,
        idempotent: bool,
        deadline: Instant,
        attempt: u32,
    ) -> Result<Answer, SendError> {
        let id = Uuid::new_v4();
        let span = tracing::info_span!(
            "graph",
            action = target.names.action,
            call = target.names.call,
            method = %target.method,
            attempt,
            client_request_id = %id,
            status = field::Empty,
            request_id = field::Empty,
        );
        let work = async {
            let clock = &self.inner.clock;
            let left = deadline.saturating_duration_since(clock.instant());
            let token = tokio::time::timeout(left, self.inner.tokens.token(tenant)).await;
            let token = token
                .map_err(|_| SendError::NotSent(NotSent::Deadline))?
                .map_err(|error| SendError::NotSent(NotSent::Token(error)))?;
            let started = clock.instant();
            if started >= deadline {
                return Err(SendError::NotSent(NotSent::Deadline));
            }
            let timeout = if idempotent { ANSWER_TIMEOUT.min(deadline - started) } else { ANSWER_TIMEOUT };
            let result = self.exchange(target, &token, id, timeout).await;
            let result = result.and_then(|answer| self.judge(answer, idempotent));
            if matches!(&result, Err(error) if error.service_error().is_some_and(|error| error.status() == 401)) {
                self.inner.tokens.forget(tenant, &token);
            }
            target.observe(&span, &result, clock.instant() - started);
            result
        };
        work.instrument(span.clone()).await
    }

    /// Sends once and reads the answer, whatever its status.
    async fn exchange(
        &self,
        target: &Target,
        token: &Secret,
        id: Uuid,
        timeout: Duration,
    ) -> Result<Answer, SendError> {
        let request = self.inner.http.request(target.method.clone(), target.url.clone());
        let mut request = request
            .timeout(timeout)
            .bearer_auth(token.expose())
            .header("client-request-id", id.to_string())
            .header(ACCEPT, "application/json");
        if let Some(body) = &target.body {
            request = request.header(CONTENT_TYPE, "application/json").body(body.clone());
        }
        let response = request.send().await.map_err(|error| {
            if error.is_builder() {
                SendError::NotSent(NotSent::Invalid(http::explain(error)))
            } else if error.is_connect() {
                SendError::NotSent(NotSent::Connection(http::explain(error)))
            } else {
                SendError::Unknown(UnknownFate::NoAnswer(http::explain(error)))
            }
        })?;
        let (status, headers) = (response.status(), response.headers().clone());
        let body = match http::read(response, ANSWER_LIMIT).await {
            Ok(body) => body,
            // The status alone says that nothing was done.
            Err(_) if status.is_client_error() || status.is_redirection() => Bytes::new(),
            Err(Cut::TooLarge) => {
                return Err(SendError::Unknown(UnknownFate::NoAnswer("the answer is too large".to_owned())));
            }
            Err(Cut::Broken(reason)) => return Err(SendError::Unknown(UnknownFate::NoAnswer(reason))),
        };
        Ok(Answer { status: status.as_u16(), headers, body })
    }

    /// Decides between success, refusal and doubt.
    fn judge(&self, answer: Answer, idempotent: bool) -> Result<Answer, SendError> {
        let now = self.inner.clock.now();
        let Some(error) = refusal(answer.status, &answer.headers, &answer.body, now) else { return Ok(answer) };
        let in_doubt = !idempotent && !error.is_refused();
        Err(if in_doubt { SendError::Unknown(UnknownFate::Answered(error)) } else { SendError::Refused(error) })
    }
}

/// A request with its address.
#[derive(Clone, Debug)]
struct Target {
    method: Method,
    url: Url,
    body: Option<String>,
    names: Names,
}

impl Target {
    /// Records the result in the span and the metrics.
    fn observe(&self, span: &Span, result: &Result<Answer, SendError>, took: Duration) {
        let (status, request_id) = match result {
            Ok(answer) => (answer.status, answer.header("request-id")),
            Err(error) => {
                let answered = error.service_error();
                (answered.map_or(0, ServiceError::status), answered.and_then(ServiceError::request_id))
            }
        };
        span.record("status", status);
        if let Some(request_id) = request_id {
            span.record("request_id", request_id);
        }
        match result {
            Ok(_) => tracing::debug!("answered"),
            Err(error) => tracing::warn!(%error, "no answer of success"),
        }
        let labels = [("action", self.names.action.clone()), ("status", status.to_string())];
        metrics::counter!("comms_graph_requests_total", &labels).increment(1);
        metrics::histogram!("comms_graph_request_seconds", &labels[..1]).record(took.as_secs_f64());
    }
}

/// The names of a request in logs and metrics.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Names {
    /// The action, or the method in lower case. A metric's label, so there are few different ones.
    action: String,
    /// Graph's id of the call, if the path has one.
    call: Option<String>,
}

impl Names {
    fn of(method: &Method, path: &str) -> Self {
        let segments: Vec<&str> = path.split(['?', '#']).next().unwrap_or_default().split('/').collect();
        let named = |name: &&str| name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'.');
        let last = segments.iter().rev().find(|segment| !segment.is_empty()).filter(|name| named(name));
        let action = match last {
            Some(name) if *method == Method::POST => (*name).to_owned(),
            _ => method.as_str().to_ascii_lowercase(),
        };
        let calls = segments.iter().position(|segment| *segment == "calls");
        let call = calls.and_then(|at| segments.get(at + 1)).filter(|id| !id.is_empty());
        Self { action, call: call.map(|id| (*id).to_owned()) }
    }
}

/// A number for the jitter; 0 if the system has no random numbers.
fn random() -> u64 {
    let mut bytes = [0; 8];
    match aws_lc_rs::rand::fill(&mut bytes) {
        Ok(()) => u64::from_le_bytes(bytes),
        Err(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_few() {
        let names = |method: &Method, path| {
            let names = Names::of(method, path);
            (names.action, names.call)
        };
        let call = Some("7".to_owned());
        assert_eq!(names(&Method::POST, "/communications/calls/7/playPrompt"), ("playPrompt".to_owned(), call.clone()));
        assert_eq!(names(&Method::POST, "/communications/calls"), ("calls".to_owned(), None));
        assert_eq!(
            names(&Method::POST, "/communications/calls/7/participants/invite"),
            ("invite".to_owned(), call.clone())
        );
        assert_eq!(names(&Method::GET, "/communications/calls/7?$select=id"), ("get".to_owned(), call.clone()));
        assert_eq!(names(&Method::DELETE, "/communications/calls/7"), ("delete".to_owned(), call));
        assert_eq!(names(&Method::POST, "/users/1f2/x1"), ("post".to_owned(), None));
        assert_eq!(names(&Method::POST, ""), ("post".to_owned(), None));
    }
}
