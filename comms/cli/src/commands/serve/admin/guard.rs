//! The checks in front of all routes: the host, the origin, the token.
//!
//! A page on the internet can make a browser on this machine send requests to loopback. Two ways lead there, and both are closed:
//!
//! - a request to another origin (CSRF): its `Origin` or `Sec-Fetch-Site` shows that;
//! - a name of the attacker's that leads to 127.0.0.1 (DNS rebinding): the `Host` has that name. Addresses and `localhost` are safe,
//!   because no name leads to them by the attacker's will.

use super::Shared;
use super::problem::Problem;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use entity_core::Secret;
use std::net::IpAddr;
use subtle::ConstantTimeEq as _;

/// Answers a request that passes all checks; refuses any other.
pub(super) async fn check(State(admin): State<Shared>, request: Request, next: Next) -> Response {
    let mut response = match admit(&admin, &request) {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

fn admit(admin: &super::Admin, request: &Request) -> Result<(), Problem> {
    let (headers, path) = (request.headers(), request.uri().path());
    let host = host_of(request).filter(|host| is_own(host, &admin.hosts));
    let Some(host) = host else {
        let message = "the admin side is not reached by this Host; --admin-host allows a name";
        return Err(Problem::new(StatusCode::MISDIRECTED_REQUEST, "wrongHost", message));
    };
    // A link to the page may be anywhere, and probes have no token. Neither shows anything.
    let is_open = path == "/healthz" || super::page::PATHS.contains(&path);
    if !is_open && is_foreign(headers, host) {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "wrongOrigin",
            "the request comes from a page of another origin",
        ));
    }
    match &admin.token {
        Some(token) if !is_open => check_token(headers, token),
        _ => Ok(()),
    }
}

/// The host and the port that the request names.
fn host_of(request: &Request) -> Option<&str> {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let host = hosts.next().and_then(|host| host.to_str().ok());
    let named = request.uri().authority().map(axum::http::uri::Authority::as_str);
    match (hosts.next(), named) {
        (Some(_), _) => None,
        (None, Some(named)) => Some(named),
        (None, None) => host,
    }
}

/// Returns whether the host is an address, `localhost` or one of the names.
fn is_own(host: &str, names: &[String]) -> bool {
    let Ok(authority) = host.parse::<axum::http::uri::Authority>() else { return false };
    if authority.as_str().contains('@') {
        return false;
    }
    let name = authority.host().trim_end_matches('.').to_ascii_lowercase();
    let address = name.trim_start_matches('[').trim_end_matches(']');
    name == "localhost" || address.parse::<IpAddr>().is_ok() || names.contains(&name)
}

/// Returns whether a browser sends the request for a page of another origin.
fn is_foreign(headers: &HeaderMap, host: &str) -> bool {
    let site = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
    if site.is_some_and(|site| site != b"same-origin" && site != b"none") {
        return true;
    }
    headers.get_all(header::ORIGIN).iter().any(|origin| {
        let origin = origin.to_str().ok().and_then(|origin| origin.parse::<Uri>().ok());
        let authority = origin.as_ref().and_then(Uri::authority);
        !authority.is_some_and(|authority| authority.as_str().eq_ignore_ascii_case(host))
    })
}

fn check_token(headers: &HeaderMap, token: &Secret) -> Result<(), Problem> {
    let refuse =
        |message| Problem::new(StatusCode::UNAUTHORIZED, "token", message).header(header::WWW_AUTHENTICATE, "Bearer");
    let given =
        headers.get(header::AUTHORIZATION).ok_or_else(|| refuse("the token is missing: Authorization: Bearer …"))?;
    let given = given.as_bytes();
    let is_bearer = given.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case(b"bearer "));
    let given = if is_bearer { given[7..].trim_ascii() } else { b"" };
    // In constant time, so that answers do not show how much of a guess is right.
    if bool::from(given.ct_eq(token.expose().as_bytes())) { Ok(()) } else { Err(refuse("the token is wrong")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_localhost_and_given_names_are_own() {
        let names = ["bot.internal".to_owned()];
        for own in
            ["127.0.0.1", "127.0.0.1:80", "[::1]:8081", "LOCALHOST:8081", "10.1.2.3", "bot.internal:1", "Bot.Internal."]
        {
            assert!(is_own(own, &names), "{own}");
        }
        for other in [
            "",
            "evil.example",
            "127.0.0.1.evil.example",
            "localhost.evil.example:8081",
            "a@localhost",
            "bot.internal.evil",
            "::1",
        ] {
            assert!(!is_own(other, &names), "{other}");
        }
    }

    #[test]
    fn a_page_of_another_origin_is_foreign() {
        let foreign = |name: &'static str, value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(name, HeaderValue::from_static(value));
            is_foreign(&headers, "127.0.0.1:8081")
        };
        assert!(!is_foreign(&HeaderMap::new(), "127.0.0.1:8081"));
        assert!(!foreign("origin", "http://127.0.0.1:8081"));
        for other in ["http://evil.example", "http://127.0.0.1:8080", "http://localhost:8081", "null", "", "file://"] {
            assert!(foreign("origin", other), "{other}");
        }
        assert!(!foreign("sec-fetch-site", "same-origin") && !foreign("sec-fetch-site", "none"));
        assert!(foreign("sec-fetch-site", "cross-site") && foreign("sec-fetch-site", "same-site"));
    }
}
