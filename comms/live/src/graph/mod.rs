//! Requests to Graph: tokens, retries, typed errors.
//!
//! A `POST` that starts something is repeated only after a 429 or if no connection was made. If the connection breaks after
//! it was sent, or if a gateway answers in Graph's place, the error is [`SendError::Unknown`] and nothing is repeated: only a
//! notification or a later `GET` can show what happened. Requests that may run twice (`GET`, `keepAlive`) are repeated after
//! a 503, a 504 and a broken connection too.
//!
//! Each attempt has a tracing span `graph` with action, call, method, attempt, `client-request-id`, status and `request-id`.
//! Tokens, bodies and queries are in none.
//!
//! | metric | labels |
//! |---|---|
//! | `comms_graph_requests_total` | `action`, `status` (0 if there was no answer) |
//! | `comms_graph_request_seconds` | `action` |
//! | `comms_graph_retries_total` | `action` |
//! | `comms_token_fetches_total` | `result`: `ok`, `error` |

#[cfg(feature = "azure")]
mod azure;
mod certificate;
mod client;
mod error;
mod retry;
mod token;

#[cfg(feature = "azure")]
pub use azure::AzureCredential;
pub use certificate::ClientCertificate;
pub use client::{Answer, GraphClient};
pub use error::{GetError, NotSent, SendError, UnknownFate};
pub use token::{AccessToken, ClientSecret, Credential, StaticToken, TokenError, TokenRequest};
