//! Keys that sign notifications' tokens, and the documents that publish them.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex, OnceLock};

use super::{Received, Reply, Server};

pub(crate) const APP: &str = "00000000-0000-0000-0000-0000000000aa";

/// A key with its name.
pub(crate) struct Signer {
    pub(crate) kid: &'static str,
    key: RsaKeyPair,
}

impl Signer {
    /// Two keys, made once: making one takes a while.
    pub(crate) fn first() -> &'static Self {
        static SIGNER: OnceLock<Signer> = OnceLock::new();
        SIGNER.get_or_init(|| Self::new("first"))
    }

    pub(crate) fn second() -> &'static Self {
        static SIGNER: OnceLock<Signer> = OnceLock::new();
        SIGNER.get_or_init(|| Self::new("second"))
    }

    fn new(kid: &'static str) -> Self {
        Self { kid, key: RsaKeyPair::generate(KeySize::Rsa2048).unwrap() }
    }

    /// The key as a key set publishes it.
    pub(crate) fn jwk(&self) -> Value {
        let public = self.key.public_key();
        let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let modulus = public.modulus().big_endian_without_leading_zero();
        let exponent = public.exponent().big_endian_without_leading_zero();
        json!({ "kty": "RSA", "use": "sig", "kid": self.kid, "n": text(modulus), "e": text(exponent), "endorsements": [] })
    }

    /// The public key's bytes, which a forger has too.
    pub(crate) fn public(&self) -> Vec<u8> {
        self.key.public_key().as_ref().to_vec()
    }

    pub(crate) fn sign(&self, header: &Value, claims: &Value) -> String {
        let message = message(header, claims);
        let mut signature = vec![0; self.key.public_modulus_len()];
        self.key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message.as_bytes(), &mut signature).unwrap();
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    /// A token with these claims, signed as the service does.
    pub(crate) fn token(&self, claims: &Value) -> String {
        self.sign(&json!({ "alg": "RS256", "typ": "JWT", "kid": self.kid }), claims)
    }
}

pub(crate) fn message(header: &Value, claims: &Value) -> String {
    format!("{}.{}", URL_SAFE_NO_PAD.encode(header.to_string()), URL_SAFE_NO_PAD.encode(claims.to_string()))
}

/// A server with an OpenID document at `/openid` that leads to a key set at `/keys`, which can be changed or taken away.
pub(crate) struct KeyServer {
    pub(crate) server: Server,
    keys: Arc<Mutex<Option<Vec<Value>>>>,
}

impl KeyServer {
    pub(crate) async fn start(keys: &[&Signer]) -> Self {
        let keys = Arc::new(Mutex::new(Some(keys.iter().map(|signer| signer.jwk()).collect::<Vec<_>>())));
        let shared = Arc::clone(&keys);
        let server = Server::start(move |request: &Received| match (&*request.path, &*shared.lock().unwrap()) {
            (_, None) => Reply::status(500),
            ("/openid", _) => {
                let uri = format!("http://{}/keys", request.header("host").unwrap());
                Reply::ok(&json!({ "issuer": "somebody else", "jwks_uri": uri }).to_string())
            }
            (_, Some(keys)) => Reply::ok(&json!({ "keys": keys }).to_string()),
        })
        .await;
        Self { server, keys }
    }

    /// Publishes these keys, or answers with 500 from now on.
    pub(crate) fn publish(&self, keys: Option<Vec<Value>>) {
        *self.keys.lock().unwrap() = keys;
    }

    pub(crate) fn document(&self) -> String {
        self.server.url("/openid")
    }

    /// The number of times that the document was read.
    pub(crate) fn fetches(&self) -> usize {
        self.server.count("/openid")
    }
}
