//! The credential of a certificate: an assertion, signed anew for each token.

use super::token::{AccessToken, Credential, TokenError, TokenRequest};
use crate::{BoxFuture, ConfigError};
use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{RSA_PSS_SHA256, RsaKeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use serde_json::json;
use std::fmt;
use std::time::{Duration, UNIX_EPOCH};

/// An app's certificate with its private key. The key never leaves the process: each login gets an assertion that it signs
/// (PS256, valid for 10 minutes).
pub struct ClientCertificate {
    key: RsaKeyPair,
    /// The certificate's SHA-256 hash, as `x5t#S256` has it.
    thumbprint: String,
}

/// Life of an assertion.
const LIFETIME: Duration = Duration::from_secs(600);
const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

impl ClientCertificate {
    /// Reads a certificate and its RSA private key (PKCS #8 or PKCS #1, not encrypted) from one PEM text, in any order. The
    /// first certificate is the app's; the rest of its chain is not used.
    ///
    /// # Errors
    /// The text has no certificate, no private key, or a key that is not RSA of 2048 bits or more.
    pub fn from_pem(pem: impl AsRef<[u8]>) -> Result<Self, ConfigError> {
        let pem = pem.as_ref();
        let fault = |what: &str| ConfigError::Certificate(what.to_owned());
        let certificate = CertificateDer::from_pem_slice(pem).map_err(|_| fault("no certificate in the PEM text"))?;
        let key = PrivateKeyDer::from_pem_slice(pem).map_err(|_| fault("no private key in the PEM text"))?;
        let key = match &key {
            PrivateKeyDer::Pkcs8(der) => RsaKeyPair::from_pkcs8(der.secret_pkcs8_der()),
            PrivateKeyDer::Pkcs1(der) => RsaKeyPair::from_der(der.secret_pkcs1_der()),
            _ => return Err(fault("the private key is not RSA")),
        };
        let key = key.map_err(|error| fault(&format!("the private key is refused: {error}")))?;
        Ok(Self { key, thumbprint: URL_SAFE_NO_PAD.encode(digest(&SHA256, &certificate)) })
    }

    fn assertion(&self, request: &TokenRequest<'_>) -> Result<String, TokenError> {
        let seconds = |time: Duration| time.as_secs();
        let now = request.now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let header = json!({ "alg": "PS256", "typ": "JWT", "x5t#S256": self.thumbprint });
        let claims = json!({
            "aud": request.url()?,
            "iss": request.app_id(),
            "sub": request.app_id(),
            "jti": uuid::Uuid::new_v4().to_string(),
            "iat": seconds(now),
            "nbf": seconds(now),
            "exp": seconds(now + LIFETIME),
        });
        let mut assertion = URL_SAFE_NO_PAD.encode(header.to_string());
        assertion.push('.');
        URL_SAFE_NO_PAD.encode_string(claims.to_string(), &mut assertion);
        let mut signature = vec![0; self.key.public_modulus_len()];
        self.key
            .sign(&RSA_PSS_SHA256, &SystemRandom::new(), assertion.as_bytes(), &mut signature)
            .map_err(|_| TokenError::new("the assertion cannot be signed"))?;
        assertion.push('.');
        URL_SAFE_NO_PAD.encode_string(&signature, &mut assertion);
        Ok(assertion)
    }
}

impl Credential for ClientCertificate {
    fn token<'a>(&'a self, request: &'a TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
        Box::pin(async move {
            let assertion = self.assertion(request)?;
            let proof = [("client_assertion_type", ASSERTION_TYPE), ("client_assertion", &assertion)];
            request.client_credentials(&proof).await
        })
    }
}

impl fmt::Debug for ClientCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCertificate").field("thumbprint", &self.thumbprint).finish_non_exhaustive()
    }
}
