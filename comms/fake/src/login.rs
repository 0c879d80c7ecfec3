//! The token endpoint: client credentials by secret or certificate, and the tokens that were issued.

use crate::answer::Answer;
use crate::clock::unix;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde_json::{Value, json};
use std::collections::{HashMap, VecDeque};
use std::time::{Duration, SystemTime};

/// Tokens known; beyond this the oldest is forgotten.
const TOKENS: usize = 10_000;
/// Skew that the login allows an assertion's times.
const LEEWAY: u64 = 300;

/// The app and the tenant of a token.
#[derive(Clone, Debug)]
pub(crate) struct Grant {
    pub(crate) app: String,
    pub(crate) tenant: String,
    until: Duration,
}

#[derive(Default)]
pub(crate) struct Login {
    grants: HashMap<String, Grant>,
    order: VecDeque<String>,
    secrets: HashMap<String, String>,
    certificates: HashMap<String, DecodingKey>,
}

/// A refusal in the login's own shape.
fn refused(status: u16, error: &str, number: u32, text: &str) -> Answer {
    let body = json!({
        "error": error,
        "error_description": format!("AADSTS{number}: {text}"),
        "error_codes": [number],
    });
    Answer::json(status, body)
}

impl Login {
    /// Only this secret is accepted for the app from now on.
    pub(crate) fn expect_secret(&mut self, app: &str, secret: &str) {
        self.secrets.insert(app.to_owned(), secret.to_owned());
    }

    /// Only assertions signed with this certificate's key are accepted for the app from now on.
    pub(crate) fn expect_certificate(&mut self, app: &str, pem: &[u8]) -> bool {
        let key = DecodingKey::from_rsa_pem(pem);
        key.map(|key| self.certificates.insert(app.to_owned(), key)).is_ok()
    }

    pub(crate) fn issue(&mut self, app: &str, tenant: &str, until: Duration) -> String {
        if self.order.len() == TOKENS
            && let Some(oldest) = self.order.pop_front()
        {
            self.grants.remove(&oldest);
        }
        let token = format!("fake-{}", uuid::Uuid::new_v4().simple());
        self.order.push_back(token.clone());
        self.grants.insert(token.clone(), Grant { app: app.to_owned(), tenant: tenant.to_owned(), until });
        token
    }

    /// Returns the grant of the request's `Authorization`.
    pub(crate) fn grant(&self, authorization: Option<&str>, now: Duration) -> Result<Grant, Answer> {
        let refused = |message: &str| {
            Answer::error(401, "InvalidAuthenticationToken", message).with("www-authenticate", "Bearer")
        };
        let token = authorization.and_then(|value| value.split_once(' '));
        let Some(token) = token.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")) else {
            return Err(refused("Access token is empty."));
        };
        match self.grants.get(token.1.trim()) {
            Some(grant) if now < grant.until => Ok(grant.clone()),
            Some(_) => Err(refused("Access token has expired.")),
            None => Err(refused("Access token is not known.")),
        }
    }

    /// The tenant that the app's latest token is for.
    pub(crate) fn tenant_of(&self, app: &str) -> Option<String> {
        let latest = self.order.iter().rev().filter_map(|token| self.grants.get(token)).find(|grant| grant.app == app);
        latest.map(|grant| grant.tenant.clone())
    }

    /// Answers a request for a token.
    pub(crate) fn token(&mut self, tenant: &str, body: &[u8], moment: Moment) -> Answer {
        let form = form_urlencoded::parse(body).into_owned().collect::<HashMap<String, String>>();
        let field = |name: &str| form.get(name).map(String::as_str).filter(|value| !value.is_empty());
        if field("grant_type") != Some("client_credentials") {
            return refused(400, "unsupported_grant_type", 70003, "The grant type is not supported.");
        }
        let Some(app) = field("client_id") else {
            return refused(400, "invalid_request", 900_144, "The request body must contain 'client_id'.");
        };
        if !field("scope").is_some_and(|scope| scope.ends_with("/.default")) {
            return refused(400, "invalid_scope", 70011, "The scope must end in '/.default'.");
        }
        let proof = match (field("client_secret"), field("client_assertion")) {
            (Some(secret), None) => self.check_secret(app, secret),
            (None, Some(assertion)) => {
                let kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
                if field("client_assertion_type") == Some(kind) {
                    self.check_assertion(tenant, app, assertion, moment.wall)
                } else {
                    Err("the assertion's type is not supported".to_owned())
                }
            }
            _ => Err("the request must contain a secret or an assertion".to_owned()),
        };
        if let Err(reason) = proof {
            return refused(401, "invalid_client", 7_000_215, &format!("Invalid client: {reason}."));
        }
        let until = moment.now.saturating_add(moment.lifetime);
        let token = self.issue(app, tenant, until);
        let seconds = moment.lifetime.as_secs();
        let body = json!({
            "token_type": "Bearer",
            "expires_in": seconds,
            "ext_expires_in": seconds,
            "access_token": token,
        });
        Answer::json(200, body).with("cache-control", "no-store")
    }

    fn check_secret(&self, app: &str, secret: &str) -> Result<(), String> {
        match self.secrets.get(app) {
            Some(expected) if expected != secret => Err("the secret is not the app's".to_owned()),
            _ => Ok(()),
        }
    }

    /// Checks an assertion's form, times and audience; its signature only if the app's certificate is known.
    fn check_assertion(&self, tenant: &str, app: &str, assertion: &str, wall: SystemTime) -> Result<(), String> {
        let header = jsonwebtoken::decode_header(assertion).map_err(|error| error.to_string())?;
        if !matches!(header.alg, Algorithm::PS256 | Algorithm::RS256) {
            return Err(format!("an assertion cannot be signed with {:?}", header.alg));
        }
        if header.x5t_s256.is_none() && header.x5t.is_none() {
            return Err("the assertion's header has no thumbprint".to_owned());
        }
        let claims = match self.certificates.get(app) {
            Some(key) => {
                let mut validation = Validation::new(header.alg);
                // Checked below, by the fake's clock.
                (validation.validate_exp, validation.validate_aud) = (false, false);
                validation.required_spec_claims.clear();
                jsonwebtoken::decode::<Value>(assertion, key, &validation).map(|token| token.claims)
            }
            None => jsonwebtoken::dangerous::insecure_decode::<Value>(assertion).map(|token| token.claims),
        };
        let claims = claims.map_err(|error| error.to_string())?;
        let text = |name: &str| claims.get(name).and_then(Value::as_str);
        if text("iss") != Some(app) || text("sub") != Some(app) {
            return Err("issuer and subject of the assertion must be the app".to_owned());
        }
        if !text("aud").is_some_and(|audience| audience.ends_with(&format!("/{tenant}/oauth2/v2.0/token"))) {
            return Err("the assertion's audience is not this endpoint".to_owned());
        }
        if text("jti").is_none() {
            return Err("the assertion has no id".to_owned());
        }
        let (now, time) = (unix(wall), |name: &str| claims.get(name).and_then(Value::as_u64));
        if time("exp").is_none_or(|exp| exp.saturating_add(LEEWAY) < now) {
            return Err("the assertion has expired".to_owned());
        }
        if time("nbf").is_some_and(|nbf| nbf > now.saturating_add(LEEWAY)) {
            return Err("the assertion is not valid yet".to_owned());
        }
        Ok(())
    }
}

/// The time of a request for a token, and the token's lifetime.
#[derive(Clone, Copy)]
pub(crate) struct Moment {
    pub(crate) now: Duration,
    pub(crate) wall: SystemTime,
    pub(crate) lifetime: Duration,
}
