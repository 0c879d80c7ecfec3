//! The HTTP client of the bot, and the server behind its callback URL: for any HTTP library of your choice.

use super::bot::{Bot, Done};
use axum::Router;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::routing::post;
use comms::{AnswerError, Request};
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A client of Graph with an access token.
pub(crate) struct Http {
    pub(crate) client: reqwest::Client,
    pub(crate) base: String,
    pub(crate) token: String,
}

/// Reads an answer: `A::answer` of an action.
pub(crate) type Read<T> = fn(u16, &[(&str, &str)], &[u8]) -> Result<T, AnswerError>;

impl Http {
    /// Sends a request, once, and reads the answer.
    ///
    /// # Errors
    /// The connection broke: the fate of the request is unknown.
    pub(crate) async fn send<T>(&self, request: Request, read: Read<T>) -> Done<Result<T, AnswerError>> {
        let url = format!("{}{}", self.base, request.path);
        let mut sending = self.client.request(request.method.parse()?, url).bearer_auth(&self.token);
        if let Some(body) = request.body {
            sending = sending.header("content-type", "application/json").body(body);
        }
        let answer = sending.send().await?;
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let headers: Vec<_> =
            headers.iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?))).collect();
        Ok(read(status, &headers, &answer.bytes().await?))
    }
}

/// Passes each body that the callback URL receives to the bot. Check the token in the `Authorization` header here.
pub(crate) fn serve(tcp: TcpListener, bot: Arc<Bot>) -> JoinHandle<()> {
    let take = async move |body: Bytes| StatusCode::from_u16(bot.callback(&body)).unwrap_or_default();
    let router = Router::new().route("/graph", post(take));
    tokio::spawn(async move { axum::serve(tcp, router).await.unwrap_or_default() })
}
