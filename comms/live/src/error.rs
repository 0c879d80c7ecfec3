//! Errors of a configuration, found before anything is sent or received.

/// A setting that cannot work.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// A URL that is not absolute, not `https` (`http` is for loopback addresses alone), or that has credentials in it.
    #[error("{url}: {reason}")]
    Url {
        /// The URL as it was given.
        url: String,
        /// The reason, in a few words.
        reason: &'static str,
    },
    /// A list or a text that must not be empty.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// A certificate or its private key that cannot be used.
    #[error("certificate: {0}")]
    Certificate(String),
    /// The HTTP client cannot be set up, mostly because the system has no root certificates.
    #[error("HTTP client: {0}")]
    Http(String),
}
