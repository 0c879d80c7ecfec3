//! Tokens for Graph: credentials, and a cache for each tenant.

use super::error::refusal;
use crate::http::{self, Cut};
use crate::{BoxFuture, Clock};
use entity_core::{Secret, ServiceError};
use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, Url};
use serde_json::Value;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// The app's proof of its identity, which gets a token for a tenant.
///
/// [`ClientSecret`], [`ClientCertificate`](super::ClientCertificate) and [`StaticToken`] are ready to use. A credential of your
/// own, here a federated identity whose token another program keeps in a file:
///
/// ```
/// use comms_live::BoxFuture;
/// use comms_live::graph::{AccessToken, Credential, TokenError, TokenRequest};
///
/// #[derive(Debug)]
/// struct FederatedToken(std::path::PathBuf);
///
/// impl Credential for FederatedToken {
///     fn token<'a>(&'a self, request: &'a TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
///         Box::pin(async move {
///             let assertion = std::fs::read_to_string(&self.0).map_err(|error| TokenError::new(error.to_string()))?;
///             let kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
///             request.client_credentials(&[("client_assertion_type", kind), ("client_assertion", &assertion)]).await
///         })
///     }
/// }
/// ```
pub trait Credential: fmt::Debug + Send + Sync + 'static {
    /// Gets a new token. Called for each tenant when its last token is about to expire, one call at a time.
    fn token<'a>(&'a self, request: &'a TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, TokenError>>;
}

/// A request for a token: app, tenant, scope.
#[derive(Debug)]
pub struct TokenRequest<'a> {
    tenant: &'a str,
    login: &'a Login,
    now: SystemTime,
}

/// The login of a cloud, for one app.
#[derive(Debug)]
pub(crate) struct Login {
    pub(crate) http: Client,
    pub(crate) base: Url,
    pub(crate) app_id: String,
    pub(crate) scope: String,
}

/// Longest wait for a login's answer.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(10);
/// Longest answer of a login, in bytes.
const ANSWER_LIMIT: usize = 64 * 1024;

impl TokenRequest<'_> {
    /// The tenant's id or domain.
    pub fn tenant(&self) -> &str {
        self.tenant
    }

    /// The scope: `https://graph.microsoft.com/.default` in the public cloud.
    pub fn scope(&self) -> &str {
        &self.login.scope
    }

    /// The app's id.
    pub fn app_id(&self) -> &str {
        &self.login.app_id
    }

    /// The time by the client's clock.
    pub fn now(&self) -> SystemTime {
        self.now
    }

    /// The URL that gives the tenant's tokens.
    ///
    /// # Errors
    /// The tenant is not an id or a domain: letters, digits, dots and hyphens.
    pub fn url(&self) -> Result<String, TokenError> {
        let named = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-';
        // `.` and `..` would leave the tenant's place in the URL.
        if !self.tenant.bytes().any(|byte| byte.is_ascii_alphanumeric()) || !self.tenant.bytes().all(named) {
            return Err(TokenError::new(format!("{:?} is not a tenant's id or domain", self.tenant)));
        }
        let base = self.login.base.as_str().trim_end_matches('/');
        Ok(format!("{base}/{}/oauth2/v2.0/token", self.tenant))
    }

    /// Asks the login for a token by client credentials. `proof` is the form's part that proves who the app is.
    ///
    /// # Errors
    /// The login was not reached, refused the app, or gave an answer without a token.
    pub async fn client_credentials(&self, proof: &[(&str, &str)]) -> Result<AccessToken, TokenError> {
        let url = self.url()?;
        let form = form_urlencoded::Serializer::new(String::new())
            .append_pair("client_id", self.app_id())
            .append_pair("scope", self.scope())
            .append_pair("grant_type", "client_credentials")
            .extend_pairs(proof)
            .finish();
        let request = self.login.http.post(url).timeout(ANSWER_TIMEOUT);
        let response = request
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(form)
            .send()
            .await
            .map_err(|error| TokenError::transient(http::explain(error)))?;
        let (status, headers) = (response.status(), response.headers().clone());
        let body = http::read(response, ANSWER_LIMIT).await.map_err(|cut| match cut {
            Cut::TooLarge => TokenError::new("the login's answer is too large"),
            Cut::Broken(reason) => TokenError::transient(reason),
        })?;
        if let Some(error) = refusal(status.as_u16(), &headers, &body, self.now) {
            return Err(error.into());
        }
        self.read(&body).ok_or_else(|| TokenError::new("the login's answer has no token"))
    }

    fn read(&self, body: &[u8]) -> Option<AccessToken> {
        let body: Value = serde_json::from_slice(body).ok()?;
        let secret = body.get("access_token")?.as_str().filter(|token| !token.is_empty())?;
        // Older logins write the number as a text.
        let lifetime = body.get("expires_in")?;
        let lifetime = lifetime.as_u64().or_else(|| lifetime.as_str()?.parse().ok())?;
        let expires_at = self.now.checked_add(Duration::from_secs(lifetime))?;
        Some(AccessToken::new(secret, expires_at))
    }
}

/// A token and its end.
#[derive(Clone, Debug)]
pub struct AccessToken {
    secret: Secret,
    expires_at: SystemTime,
}

impl AccessToken {
    /// A token that is good until `expires_at`.
    pub fn new(secret: impl Into<Secret>, expires_at: SystemTime) -> Self {
        Self { secret: secret.into(), expires_at }
    }

    /// The token itself.
    pub fn secret(&self) -> &Secret {
        &self.secret
    }

    /// The end of the token's life.
    pub fn expires_at(&self) -> SystemTime {
        self.expires_at
    }
}

/// The reason why no token was had.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{message}")]
pub struct TokenError {
    message: String,
    code: Option<String>,
    retryable: bool,
    retry_after: Option<Duration>,
}

impl TokenError {
    /// An error that a repetition does not mend.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), code: None, retryable: false, retry_after: None }
    }

    /// An error that may go away by itself, such as a login out of reach.
    pub fn transient(message: impl Into<String>) -> Self {
        Self { retryable: true, ..Self::new(message) }
    }

    /// The login's code, such as `invalid_client`.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// Returns whether the reason may go away by itself.
    pub fn is_retryable(&self) -> bool {
        self.retryable
    }

    /// The time that the login asked to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }
}

impl From<ServiceError> for TokenError {
    fn from(error: ServiceError) -> Self {
        Self {
            message: error.to_string(),
            retryable: error.status() == 429 || error.status() >= 500,
            retry_after: error.retry_after(),
            code: Some(error.code().to_owned()).filter(|code| !code.is_empty()),
        }
    }
}

/// An app's secret, as its registration shows it once.
#[derive(Clone, Debug)]
pub struct ClientSecret(Secret);

impl ClientSecret {
    /// The credential with this secret.
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self(secret.into())
    }
}

impl Credential for ClientSecret {
    fn token<'a>(&'a self, request: &'a TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
        Box::pin(async move { request.client_credentials(&[("client_secret", self.0.expose())]).await })
    }
}

/// One token for every tenant, which never expires: for tests.
#[derive(Clone, Debug)]
pub struct StaticToken(Secret);

impl StaticToken {
    /// The credential with this token.
    pub fn new(token: impl Into<Secret>) -> Self {
        Self(token.into())
    }
}

impl Credential for StaticToken {
    fn token<'a>(&'a self, request: &'a TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
        const YEAR: Duration = Duration::from_secs(365 * 24 * 60 * 60);
        Box::pin(async move { Ok(AccessToken::new(self.0.clone(), request.now() + YEAR)) })
    }
}

/// A token is refreshed this long before it expires, or in the last fifth of a short life.
const AHEAD: Duration = Duration::from_secs(300);
/// Pause after a refresh that failed while the last token was still good.
const AFTER_FAILURE: Duration = Duration::from_secs(10);
/// Tenants whose tokens are kept. Beyond that, expired ones are dropped, then all.
const MAX_TENANTS: usize = 10_000;

/// The tokens of all tenants, each refreshed before it expires, by one call at a time.
#[derive(Debug)]
pub(crate) struct TokenCache {
    credential: Arc<dyn Credential>,
    login: Login,
    clock: Arc<dyn Clock>,
    tenants: Mutex<HashMap<String, Arc<Entry>>>,
}

/// The token of one tenant.
#[derive(Debug, Default)]
struct Entry {
    state: Mutex<State>,
    /// Held while a token is fetched.
    turn: Arc<tokio::sync::Mutex<()>>,
}

#[derive(Debug, Default)]
struct State {
    token: Option<AccessToken>,
    /// From then on, the next user of the token starts a refresh.
    refresh_at: Option<SystemTime>,
    /// Number of fetches that ended, and the error of the last.
    fetches: u64,
    error: Option<TokenError>,
}

impl TokenCache {
    pub(crate) fn new(credential: Arc<dyn Credential>, login: Login, clock: Arc<dyn Clock>) -> Self {
        Self { credential, login, clock, tenants: Mutex::default() }
    }

    /// The tenant's token: the one that is kept, or a new one. Callers that wait together share one fetch and its error.
    pub(crate) async fn token(self: &Arc<Self>, tenant: &str) -> Result<Secret, TokenError> {
        let entry = self.entry(tenant);
        let (kept, stale, fetches) = entry.look(self.clock.now());
        if let Some(token) = kept {
            // The token is good for a while yet: nobody waits for the next one.
            if stale && let Ok(turn) = Arc::clone(&entry.turn).try_lock_owned() {
                drop(self.fetch(tenant, &entry, turn));
            }
            return Ok(token);
        }
        let turn = Arc::clone(&entry.turn).lock_owned().await;
        if let (Some(token), ..) = entry.look(self.clock.now()) {
            return Ok(token);
        }
        if let Some(error) = entry.error_since(fetches) {
            return Err(error);
        }
        let task = self.fetch(tenant, &entry, turn);
        task.await.unwrap_or_else(|_| Err(TokenError::new("the credential panicked")))
    }

    /// Drops a token that was refused, unless a newer one has taken its place.
    pub(crate) fn forget(&self, tenant: &str, refused: &Secret) {
        let entry = self.entry(tenant);
        let mut state = entry.state();
        if state.token.as_ref().is_some_and(|token| token.secret == *refused) {
            state.token = None;
        }
    }

    /// Fetches in a task of its own, which ends even if its caller goes away, so that those who wait get a token.
    fn fetch(
        self: &Arc<Self>,
        tenant: &str,
        entry: &Arc<Entry>,
        turn: tokio::sync::OwnedMutexGuard<()>,
    ) -> tokio::task::JoinHandle<Result<Secret, TokenError>> {
        let (cache, tenant, entry) = (Arc::clone(self), tenant.to_owned(), Arc::clone(entry));
        tokio::spawn(async move {
            let now = cache.clock.now();
            let request = TokenRequest { tenant: &tenant, login: &cache.login, now };
            let fetched = cache.credential.token(&request).await;
            let result = if fetched.is_ok() { "ok" } else { "error" };
            metrics::counter!("comms_token_fetches_total", "result" => result).increment(1);
            if let Err(error) = &fetched {
                tracing::warn!(tenant, %error, "no token");
            }
            let fetched = entry.store(fetched, now);
            drop(turn);
            fetched
        })
    }

    fn entry(&self, tenant: &str) -> Arc<Entry> {
        let mut tenants = self.tenants.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(entry) = tenants.get(tenant) {
            return Arc::clone(entry);
        }
        if tenants.len() >= MAX_TENANTS {
            let now = self.clock.now();
            tenants.retain(|_, entry| entry.look(now).0.is_some());
            if tenants.len() >= MAX_TENANTS {
                tenants.clear();
            }
        }
        Arc::clone(tenants.entry(tenant.to_owned()).or_default())
    }
}

impl Entry {
    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The token if it is good, whether it is to be refreshed, and the number of fetches so far.
    fn look(&self, now: SystemTime) -> (Option<Secret>, bool, u64) {
        let state = self.state();
        let good = state.token.as_ref().filter(|token| now < token.expires_at).map(|token| token.secret.clone());
        (good, state.refresh_at.is_some_and(|at| at <= now), state.fetches)
    }

    /// The error of the last fetch, if one ended since.
    fn error_since(&self, fetches: u64) -> Option<TokenError> {
        let state = self.state();
        if state.fetches > fetches { state.error.clone() } else { None }
    }

    fn store(&self, fetched: Result<AccessToken, TokenError>, now: SystemTime) -> Result<Secret, TokenError> {
        let mut state = self.state();
        state.fetches += 1;
        match fetched {
            Ok(token) => {
                let lifetime = token.expires_at.duration_since(now).unwrap_or_default();
                state.refresh_at = Some(token.expires_at - AHEAD.min(lifetime / 5));
                state.error = None;
                let secret = token.secret.clone();
                state.token = Some(token);
                Ok(secret)
            }
            Err(error) => {
                state.refresh_at = Some(now + AFTER_FAILURE);
                state.error = Some(error.clone());
                Err(error)
            }
        }
    }
}
