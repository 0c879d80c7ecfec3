//! The keys that sign notifications, from a cloud's key documents.

use crate::http::{self, address};
use crate::{Clock, Cloud, ConfigError};
use futures_util::future::join_all;
use jsonwebtoken::DecodingKey;
use reqwest::{Client, Url};
use serde_json::Value;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// Pause between two fetches in the background.
const REFRESH: Duration = Duration::from_secs(2 * 60 * 60);
/// Pause after a fetch in the background that failed; doubles up to [`SLOWEST`].
const RETRY: Duration = Duration::from_secs(10);
const SLOWEST: Duration = Duration::from_secs(10 * 60);
/// Least time between two fetches for keys that are not known.
const ON_DEMAND: Duration = Duration::from_secs(10);
/// Longest wait for one document.
const TIMEOUT: Duration = Duration::from_secs(5);
/// Largest document, in bytes.
const LIMIT: usize = 1024 * 1024;

/// A key with its name.
type Named = (String, Arc<DecodingKey>);

/// The keys of all documents.
pub(super) struct Keys {
    documents: Vec<Document>,
    http: Client,
    clock: Arc<dyn Clock>,
    /// The time of the last fetch for an unknown key. Locked while a fetch runs.
    asked: Arc<Mutex<Option<Instant>>>,
}

/// An OpenID document, and the keys that it led to when it was last read. Strict discovery would refuse the document: its
/// issuer does not match its URL.
struct Document {
    url: Url,
    keys: RwLock<Vec<Named>>,
}

/// The reason why a key was not found.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NoKey {
    /// All documents were read just now, and none has it.
    Unknown,
    /// It may be there, but no fetch is allowed before that time, or not all documents could be read.
    NotNow(Duration),
}

impl Keys {
    pub(super) fn new(cloud: &Cloud, clock: Arc<dyn Clock>) -> Result<Self, ConfigError> {
        let document = |url| Ok(Document { url: address(url)?, keys: RwLock::default() });
        let documents = cloud.key_documents().map(document).collect::<Result<Vec<_>, _>>()?;
        if documents.is_empty() {
            return Err(ConfigError::Missing("the key document"));
        }
        let http = http::document_client(documents.iter().all(|document| document.url.scheme() == "http"))?;
        Ok(Self { documents, http, clock, asked: Arc::default() })
    }

    pub(super) fn any(&self) -> bool {
        self.documents.iter().any(|document| !document.read().is_empty())
    }

    /// The keys of that name that are known.
    fn find(&self, kid: &str) -> Vec<Arc<DecodingKey>> {
        let mut found = Vec::new();
        for document in &self.documents {
            let keys = document.read();
            found.extend(keys.iter().filter(|(name, _)| name == kid).map(|(_, key)| Arc::clone(key)));
        }
        found
    }

    /// The keys of that name: those known, else after a fetch, if one is allowed.
    pub(super) async fn find_or_fetch(self: &Arc<Self>, kid: &str) -> Result<Vec<Arc<DecodingKey>>, NoKey> {
        let found = self.find(kid);
        if !found.is_empty() {
            return Ok(found);
        }
        // Those who wait here for a fetch share its result.
        let mut asked = Arc::clone(&self.asked).lock_owned().await;
        let found = self.find(kid);
        if !found.is_empty() {
            return Ok(found);
        }
        let now = self.clock.instant();
        let since = asked.map(|last| now.saturating_duration_since(last));
        if let Some(left) = since.and_then(|since| ON_DEMAND.checked_sub(since)).filter(|left| !left.is_zero()) {
            return Err(NoKey::NotNow(left));
        }
        *asked = Some(now);
        // In a task of its own: a sender that goes away must not spend the one fetch that is allowed.
        let keys = Arc::clone(self);
        let fetch = tokio::spawn(async move {
            let complete = keys.fetch().await;
            drop(asked);
            complete
        });
        let complete = fetch.await.unwrap_or(false);
        let found = self.find(kid);
        if !found.is_empty() {
            Ok(found)
        } else if complete {
            Err(NoKey::Unknown)
        } else {
            Err(NoKey::NotNow(ON_DEMAND))
        }
    }

    /// Fetches for ever.
    pub(super) async fn refresh(&self) {
        let mut retry = RETRY;
        loop {
            let pause = if self.fetch().await {
                retry = RETRY;
                REFRESH
            } else {
                let pause = retry;
                retry = (retry * 2).min(SLOWEST);
                pause
            };
            self.clock.sleep(pause).await;
        }
    }

    /// Reads all documents. Returns whether each gave keys; one that did not keeps those it had.
    async fn fetch(&self) -> bool {
        let fetched = join_all(self.documents.iter().map(|document| document.fetch(&self.http))).await;
        fetched.into_iter().all(|read| read)
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let urls = self.documents.iter().map(|document| document.url.as_str());
        f.debug_list().entries(urls).finish()
    }
}

impl Document {
    fn read(&self) -> std::sync::RwLockReadGuard<'_, Vec<Named>> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner)
    }

    async fn fetch(&self, http: &Client) -> bool {
        let keys = keys_behind(http, &self.url).await;
        let result = if keys.is_ok() { "ok" } else { "error" };
        metrics::counter!("comms_key_fetches_total", "result" => result).increment(1);
        match keys {
            Ok(keys) => {
                tracing::debug!(document = %self.url, keys = keys.len(), "keys read");
                *self.keys.write().unwrap_or_else(PoisonError::into_inner) = keys;
                true
            }
            Err(reason) => {
                tracing::warn!(document = %self.url, reason, "no keys: those read before stay good");
                false
            }
        }
    }
}

async fn keys_behind(http: &Client, document: &Url) -> Result<Vec<Named>, String> {
    let body = json_at(http, document).await?;
    let uri = body.get("jwks_uri").and_then(Value::as_str).ok_or("the document has no jwks_uri")?;
    let uri = address(uri).map_err(|error| error.to_string())?;
    let body = json_at(http, &uri).await?;
    let keys = body.get("keys").and_then(Value::as_array).ok_or("no keys in the key set")?;
    let keys: Vec<Named> = keys.iter().filter_map(key).collect();
    if keys.is_empty() { Err("no RSA key in the key set".to_owned()) } else { Ok(keys) }
}

async fn json_at(http: &Client, url: &Url) -> Result<Value, String> {
    let response = http.get(url.clone()).timeout(TIMEOUT).send().await.map_err(http::explain)?;
    if !response.status().is_success() {
        return Err(format!("status {}", response.status().as_u16()));
    }
    let body = http::read(response, LIMIT).await.map_err(|cut| format!("{cut:?}"))?;
    serde_json::from_slice(&body).map_err(|error| error.to_string())
}

/// A key of a set, if it is one that signs with RS256.
fn key(key: &Value) -> Option<Named> {
    let text = |name| key.get(name).and_then(Value::as_str);
    let fits = text("kty") == Some("RSA")
        && text("use").is_none_or(|usage| usage == "sig")
        && text("alg").is_none_or(|algorithm| algorithm == "RS256");
    if !fits {
        return None;
    }
    let decoding = DecodingKey::from_rsa_components(text("n")?, text("e")?).ok()?;
    Some((text("kid")?.to_owned(), Arc::new(decoding)))
}
