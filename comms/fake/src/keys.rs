//! The keys that sign notifications: the document that publishes them, their rollover, and the tokens.

use crate::clock::unix;
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io;
use std::time::{Duration, SystemTime};

/// The issuer that the fake's notifications name.
pub(crate) const ISSUER: &str = "https://api.botframework.com";

/// RSA keys for tests alone, published with this crate: making one takes a second without optimization. A rollover past
/// the last takes the first again, under a new id.
const KEYS: [&[u8]; 3] = [
    include_bytes!("../keys/test-only-1.der"),
    include_bytes!("../keys/test-only-2.der"),
    include_bytes!("../keys/test-only-3.der"),
];

/// Tokens kept for reuse; beyond this all are made again.
const TOKENS: usize = 1_000;
/// The time that a notification's token is valid, and the time for which one is reused.
const VALID: Duration = Duration::from_secs(3600);
const REUSED: Duration = Duration::from_secs(300);

struct Key {
    id: String,
    private: EncodingKey,
    published: Value,
}

impl Key {
    fn make(nth: usize) -> io::Result<Self> {
        let private = EncodingKey::from_rsa_der(KEYS[nth % KEYS.len()]);
        let id = uuid::Uuid::new_v4().simple().to_string();
        let public = Jwk::from_encoding_key(&private, Algorithm::RS256).map_err(io::Error::other)?;
        let mut published = serde_json::to_value(public)?;
        for (name, value) in [("use", "sig"), ("kid", &id), ("x5t", &id)] {
            published[name] = value.into();
        }
        published["endorsements"] = json!(["msteams"]);
        Ok(Self { id, private, published })
    }

    fn sign(&self, claims: &Value) -> String {
        let id = Some(self.id.clone());
        let header = Header { kid: id.clone(), x5t: id, ..Header::new(Algorithm::RS256) };
        // Fails for keys that are none; these signed before. An empty token would be refused by whoever checks it.
        jsonwebtoken::encode(&header, claims, &self.private).unwrap_or_default()
    }
}

struct Made {
    token: String,
    until: Duration,
}

/// The key that signs, the one before it, and tokens made lately.
pub(crate) struct Keys {
    current: Key,
    previous: Option<Key>,
    rolled: usize,
    tokens: HashMap<(String, String), Made>,
}

impl Keys {
    pub(crate) fn new() -> io::Result<Self> {
        // A program in which two providers are compiled has none until one is chosen; one chosen already stays.
        let _ = jsonwebtoken::crypto::aws_lc::DEFAULT_PROVIDER.install_default();
        Ok(Self { current: Key::make(0)?, previous: None, rolled: 0, tokens: HashMap::new() })
    }

    /// Signs with a new key from now on. The old one stays published until the next rollover.
    pub(crate) fn roll(&mut self) {
        // A key was made before, so a failure here would leave the old one in force.
        if let Ok(next) = Key::make(self.rolled + 1) {
            self.rolled += 1;
            self.previous = Some(std::mem::replace(&mut self.current, next));
            self.tokens.clear();
        }
    }

    pub(crate) fn document(&self) -> Value {
        let keys = std::iter::once(&self.current).chain(&self.previous).map(|key| &key.published).collect::<Vec<_>>();
        json!({ "keys": keys })
    }

    pub(crate) fn sign(&self, claims: &Value) -> String {
        self.current.sign(claims)
    }

    /// A notification's token. It is valid by real time and by the fake's clock, however far that was pushed.
    pub(crate) fn token(&mut self, app: &str, tenant: &str, now: Duration, wall: SystemTime) -> String {
        let key = (app.to_owned(), tenant.to_owned());
        if let Some(made) = self.tokens.get(&key).filter(|made| now < made.until) {
            return made.token.clone();
        }
        if self.tokens.len() >= TOKENS {
            self.tokens.clear();
        }
        let from = unix(SystemTime::now());
        let claims = json!({
            "iss": ISSUER,
            "aud": app,
            "tid": tenant,
            "iat": from,
            "nbf": from,
            "exp": unix(wall).saturating_add(VALID.as_secs()),
        });
        let token = self.current.sign(&claims);
        self.tokens.insert(key, Made { token: token.clone(), until: now.saturating_add(REUSED) });
        token
    }
}
