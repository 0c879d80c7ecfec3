//! Posts a notification: plain HTTP to the address that the callback's origin was routed to.

use crate::outbox::Post;
use http_body_util::{BodyExt, Full, Limited};
use hyper::Request;
use hyper::body::Bytes;
use hyper_util::rt::TokioIo;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpStream;

/// Bytes read of a bot's answer.
const ANSWER: usize = 64 << 10;

/// A URL's scheme and authority in lower case; `None` if it is not an https URL.
pub(crate) fn origin(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next().filter(|authority| !authority.is_empty())?;
    let authority = authority.strip_suffix(":443").unwrap_or(authority);
    scheme.eq_ignore_ascii_case("https").then(|| format!("https://{}", authority.to_ascii_lowercase()))
}

/// The URL's part that a request names: path and query.
fn target(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.find(['/', '?', '#']).map_or("", |at| &rest[at..]);
    let path = path.split('#').next().unwrap_or_default();
    if path.starts_with('/') { path.to_owned() } else { format!("/{path}") }
}

/// Posts and returns the answer's status.
pub(crate) async fn post(post: &Post) -> Result<u16, String> {
    let Some(to) = post.to else { return Err(format!("no route leads to {}", post.url)) };
    let headers = post.headers.iter().map(|(name, value)| (*name, value.as_str()));
    send(to, &post.url, headers, post.body.clone(), post.timeout).await
}

/// Posts a body to the URL at that address.
pub(crate) async fn send<'h>(
    to: SocketAddr,
    url: &str,
    headers: impl Iterator<Item = (&'h str, &'h str)>,
    body: Vec<u8>,
    timeout: Duration,
) -> Result<u16, String> {
    let host = origin(url).unwrap_or_default();
    let mut request = Request::post(target(url)).header("host", host.trim_start_matches("https://"));
    for (name, value) in headers {
        request = request.header(name, value);
    }
    let request = request.body(Full::new(Bytes::from(body))).map_err(|error| error.to_string())?;
    let exchange = async {
        let stream = TcpStream::connect(to).await.map_err(|error| error.to_string())?;
        let (mut sender, connection) =
            hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.map_err(|error| error.to_string())?;
        let answer = async {
            let answer = sender.send_request(request).await.map_err(|error| error.to_string())?;
            let status = answer.status().as_u16();
            // Read to its end, so that the bot sees no broken connection; its content is of no interest.
            let _ = Limited::new(answer.into_body(), ANSWER).collect().await;
            Ok(status)
        };
        tokio::pin!(connection, answer);
        tokio::select! {
            biased;
            status = &mut answer => status,
            // The answer may have come with the connection's end; else it fails now.
            _ = &mut connection => answer.await,
        }
    };
    tokio::time::timeout(timeout, exchange).await.unwrap_or_else(|_| Err("no answer in time".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_taken_apart() {
        for (url, from, path) in [
            ("https://Bot.example.com/graph/7?x=1#y", Some("https://bot.example.com"), "/graph/7?x=1"),
            ("https://bot.example.com:443", Some("https://bot.example.com"), "/"),
            ("https://bot.example.com?x=1", Some("https://bot.example.com"), "/?x=1"),
            ("HTTPS://bot.example.com:8443/", Some("https://bot.example.com:8443"), "/"),
            ("http://bot.example.com/", None, "/"),
            ("https://", None, "/"),
            ("bot", None, "/"),
        ] {
            assert_eq!(origin(url).as_deref(), from, "{url}");
            assert_eq!(target(url), path, "{url}");
        }
    }
}
