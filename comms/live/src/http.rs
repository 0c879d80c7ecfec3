//! The HTTP client that requests, tokens and key documents share: addresses that may be used, and bodies of limited size.

use crate::ConfigError;
use bytes::{Bytes, BytesMut};
use reqwest::{Client, Response, Url, redirect};
use std::time::Duration;

/// Longest wait for a connection, TLS included.
pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// Idle connections are closed earlier than a service closes them, so that few requests meet a closed one.
const IDLE_TIMEOUT: Duration = Duration::from_secs(30);

/// Reads an address: absolute, `https` (or `http` to a loopback address), without credentials, query or fragment.
pub(crate) fn address(text: &str) -> Result<Url, ConfigError> {
    let fault = |reason| ConfigError::Url { url: text.to_owned(), reason };
    let url = Url::parse(text).map_err(|_| fault("not an absolute URL"))?;
    match url.scheme() {
        "https" => {}
        "http" if is_loopback(&url) => {}
        "http" => return Err(fault("http is for loopback addresses alone")),
        _ => return Err(fault("neither https nor http")),
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(fault("has credentials in it"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(fault("has a query or a fragment"));
    }
    Ok(url)
}

/// Returns whether the host is this machine.
fn is_loopback(url: &Url) -> bool {
    match url.host_str() {
        Some("localhost") => true,
        Some(host) => host.trim_matches(['[', ']']).parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback()),
        None => false,
    }
}

/// Makes a client that repeats nothing and follows no redirect.
///
/// `plain` is for `http` addresses alone, which are on this machine: no proxy is asked, and no root certificates are loaded, so
/// that tests run on a machine that has none.
pub(crate) fn client(plain: bool) -> Result<Client, ConfigError> {
    build(plain, redirect::Policy::none())
}

/// Makes a client for public documents, which may have moved: it follows up to 3 redirects, to addresses that are allowed.
pub(crate) fn document_client(plain: bool) -> Result<Client, ConfigError> {
    let policy = redirect::Policy::custom(move |attempt| {
        let may_go = attempt.previous().len() <= 3
            && (attempt.url().scheme() == "https" || (plain && is_loopback(attempt.url())));
        if may_go { attempt.follow() } else { attempt.stop() }
    });
    build(plain, policy)
}

fn build(plain: bool, redirects: redirect::Policy) -> Result<Client, ConfigError> {
    let builder = Client::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        .pool_idle_timeout(IDLE_TIMEOUT)
        .redirect(redirects)
        .retry(reqwest::retry::never())
        .referer(false)
        .user_agent(concat!("comms-live/", env!("CARGO_PKG_VERSION")));
    let builder = if plain { builder.no_proxy().tls_certs_only([]) } else { builder };
    builder.build().map_err(|error| ConfigError::Http(causes(&error)))
}

/// A body that was not read to its end.
#[derive(Debug)]
pub(crate) enum Cut {
    /// More bytes than the limit.
    TooLarge,
    /// The connection broke or the time was over.
    Broken(String),
}

/// Reads a body of at most `limit` bytes.
pub(crate) async fn read(mut response: Response, limit: usize) -> Result<Bytes, Cut> {
    let too_large = |length: u64| usize::try_from(length).map_or(true, |length| length > limit);
    if response.content_length().is_some_and(too_large) {
        return Err(Cut::TooLarge);
    }
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| Cut::Broken(explain(error)))? {
        if body.len() + chunk.len() > limit {
            return Err(Cut::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

/// An error with its causes in one line, and without the URL, which may hold names.
pub(crate) fn explain(error: reqwest::Error) -> String {
    causes(&error.without_url())
}

fn causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn addresses_are_https_or_loopback() {
        for good in
            ["https://graph.microsoft.com/v1.0", "http://127.0.0.1:80/v1.0", "http://[::1]:1", "http://localhost"]
        {
            assert!(address(good).is_ok(), "{good}");
        }
        for bad in [
            "http://graph.microsoft.com",
            "http://127.0.0.1.example.com",
            "http://128.0.0.1",
            "ftp://127.0.0.1",
            "/v1.0",
            "https://user:word@example.com",
            "https://example.com/?a=b",
            "https://example.com/#a",
        ] {
            assert!(address(bad).is_err(), "{bad}");
        }
    }
}
