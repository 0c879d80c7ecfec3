//! The check of a notification's token.

use super::keys::{Keys, NoKey};
use crate::{Clock, Cloud, ConfigError};
use aws_lc_rs::digest::{SHA256, digest};
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use jsonwebtoken::crypto::{CryptoProvider, aws_lc};
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, Validation, decode, decode_header};
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Largest difference between two clocks.
const LEEWAY: Duration = Duration::from_secs(300);
/// Longest token, in bytes.
const MAX_TOKEN: usize = 16 * 1024;
/// Tokens that are remembered. The service uses one for about an hour.
const MAX_REMEMBERED: usize = 4096;

/// The reason why a token was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TokenRefusal {
    /// A request without a bearer token: 401.
    #[error("no bearer token")]
    Missing,
    /// The token is not authentic, or not for this app: 403.
    #[error("bad token: {0}")]
    Bad(&'static str),
    /// The token may be genuine, but its key is not known now: 503, to be sent again after that time.
    #[error("the token's key is not known yet")]
    NoKeys(Duration),
}

/// Checks the tokens of notifications against a cloud's issuers and keys.
///
/// A token must be signed with RS256 by a key of the cloud, come from one of its issuers (a final slash makes no difference), be
/// for this app, have a tenant (`tid`), and be valid now, give or take 5 minutes. A token that passed is remembered by its hash
/// until it expires.
///
/// Keys are fetched when a token needs them, at most once in 10 s, and by [`refresh`](Self::refresh) in the background. Keys that
/// were good stay good while a document is out of reach.
#[derive(Debug)]
pub struct Verifier {
    validation: Validation,
    keys: Arc<Keys>,
    clock: Arc<dyn Clock>,
    remembered: Mutex<HashMap<[u8; 32], SystemTime>>,
}

impl Verifier {
    /// A verifier for tokens of the cloud that are meant for the app.
    ///
    /// # Errors
    /// The app's id is empty, the cloud has no issuer or no key document, or the address of a document cannot be used.
    pub fn new(cloud: &Cloud, app_id: &str, clock: Arc<dyn Clock>) -> Result<Self, ConfigError> {
        if app_id.is_empty() {
            return Err(ConfigError::Missing("the app's id"));
        }
        let issuers: Vec<&str> = cloud.issuers().map(|issuer| issuer.trim_end_matches('/')).collect();
        if issuers.is_empty() {
            return Err(ConfigError::Missing("the tokens' issuer"));
        }
        // Without a choice, `decode` panics in a program that has jsonwebtoken's other provider in it too.
        if CryptoProvider::try_get_default().is_none() {
            let _ = aws_lc::DEFAULT_PROVIDER.install_default();
        }
        let mut validation = Validation::new(Algorithm::RS256);
        validation.set_audience(&[app_id]);
        validation
            .set_issuer(&issuers.iter().flat_map(|one| [(*one).to_owned(), format!("{one}/")]).collect::<Vec<_>>());
        validation.set_required_spec_claims(&["exp", "iss", "aud"]);
        // Times are checked by the clock that was passed in.
        validation.validate_exp = false;
        validation.validate_nbf = false;
        let keys = Arc::new(Keys::new(cloud, Arc::clone(&clock))?);
        Ok(Self { validation, keys, clock, remembered: Mutex::default() })
    }

    /// Checks the token in the headers.
    ///
    /// # Errors
    /// See [`TokenRefusal`].
    pub async fn verify(&self, headers: &HeaderMap) -> Result<(), TokenRefusal> {
        let token = bearer(headers)?;
        let hash = hash(token);
        if self.remembers(&hash) {
            return Ok(());
        }
        let header = decode_header(token).map_err(|_| TokenRefusal::Bad("not a JWT"))?;
        // Before any key is looked for: no other algorithm may use one.
        if header.alg != Algorithm::RS256 {
            return Err(TokenRefusal::Bad("algorithm is not RS256"));
        }
        let kid = header.kid.ok_or(TokenRefusal::Bad("no kid"))?;
        let keys = self.keys.find_or_fetch(&kid).await.map_err(|error| match error {
            NoKey::Unknown => TokenRefusal::Bad("unknown kid"),
            NoKey::NotNow(after) => TokenRefusal::NoKeys(after),
        })?;
        let mut refused = TokenRefusal::Bad("unknown kid");
        // Two documents may give different keys the same name.
        for key in keys {
            match decode::<Map<String, Value>>(token, &key, &self.validation) {
                Ok(data) => {
                    let expires = self.check_claims(&data.claims)?;
                    self.remember(hash, expires);
                    return Ok(());
                }
                Err(error) => refused = TokenRefusal::Bad(reason(error.kind())),
            }
        }
        Err(refused)
    }

    /// Fetches the keys now, and again every 2 hours, sooner after a failure. Never ends: spawn it, and abort it at the end.
    pub async fn refresh(&self) {
        self.keys.refresh().await;
    }

    /// Returns whether any key is known.
    pub fn has_keys(&self) -> bool {
        self.keys.any()
    }

    /// Checks tenant and times. Returns when the token ends, leeway included.
    fn check_claims(&self, claims: &Map<String, Value>) -> Result<SystemTime, TokenRefusal> {
        if claims.get("tid").and_then(Value::as_str).is_none_or(str::is_empty) {
            return Err(TokenRefusal::Bad("no tid"));
        }
        let expires = claims.get("exp").and_then(time).ok_or(TokenRefusal::Bad("exp is not a time"))?;
        let expires = expires.checked_add(LEEWAY).ok_or(TokenRefusal::Bad("exp is not a time"))?;
        let now = self.clock.now();
        // Whole seconds, as the claims have them.
        let now_seconds = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let now = UNIX_EPOCH + Duration::from_secs(now_seconds);
        if expires < now {
            return Err(TokenRefusal::Bad("expired"));
        }
        if let Some(begins) = claims.get("nbf").filter(|begins| !begins.is_null()) {
            let begins = time(begins).ok_or(TokenRefusal::Bad("nbf is not a time"))?;
            if begins > now + LEEWAY {
                return Err(TokenRefusal::Bad("not valid yet"));
            }
        }
        Ok(expires)
    }

    fn remembers(&self, hash: &[u8; 32]) -> bool {
        let remembered = self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        remembered.get(hash).is_some_and(|expires| self.clock.now() <= *expires)
    }

    fn remember(&self, hash: [u8; 32], expires: SystemTime) {
        let mut remembered = self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        if remembered.len() >= MAX_REMEMBERED {
            let now = self.clock.now();
            remembered.retain(|_, expires| now <= *expires);
            if remembered.len() >= MAX_REMEMBERED {
                remembered.clear();
            }
        }
        remembered.insert(hash, expires);
    }
}

/// The bearer token of a request that has exactly one.
fn bearer(headers: &HeaderMap) -> Result<&str, TokenRefusal> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return Err(TokenRefusal::Missing) };
    let value = value.to_str().map_err(|_| TokenRefusal::Bad("not a JWT"))?;
    let (scheme, token) = value.split_once(' ').ok_or(TokenRefusal::Missing)?;
    let token = token.trim();
    if !scheme.eq_ignore_ascii_case("bearer") || token.is_empty() {
        return Err(TokenRefusal::Missing);
    }
    if token.len() > MAX_TOKEN { Err(TokenRefusal::Bad("too long")) } else { Ok(token) }
}

fn hash(token: &str) -> [u8; 32] {
    let mut hash = [0; 32];
    hash.copy_from_slice(digest(&SHA256, token.as_bytes()).as_ref());
    hash
}

/// A claim's seconds since 1970.
fn time(claim: &Value) -> Option<SystemTime> {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked; fractions count as nothing")]
    let seconds = claim.as_u64().or_else(|| claim.as_f64().filter(|s| *s >= 0.0 && *s < 1e15).map(|s| s as u64))?;
    UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
}

fn reason(error: &ErrorKind) -> &'static str {
    match error {
        ErrorKind::InvalidSignature => "signature",
        ErrorKind::InvalidIssuer => "issuer",
        ErrorKind::InvalidAudience => "audience",
        ErrorKind::InvalidAlgorithm => "algorithm is not RS256",
        ErrorKind::MissingRequiredClaim(claim) => match claim.as_str() {
            "exp" => "no exp",
            "iss" => "no issuer",
            _ => "no audience",
        },
        _ => "not a JWT",
    }
}
