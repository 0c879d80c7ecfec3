//! The options of `comms serve`, each also from the environment.

use clap::{Args, ValueEnum};
use std::net::SocketAddr;
use std::path::PathBuf;
use tracing::Level;

/// Start actions on calls and hear of their ends, over HTTP and server-sent events, for a bot in any language.
#[derive(Args)]
#[command(
    after_help = "Secrets come from files or the environment alone: COMMS_SECRET (the client secret), COMMS_ADMIN_TOKEN, and COMMS_STORE \
for a URL with a password.

  comms serve --app-id 0d3a7f5c-5e0f-4c4b-9a21-5a8d2ed33c11 --tenant 72f988bf-86f1-41af-91ab-2d7cd011db47 \\
      --secret-file secret.txt --callback https://bot.example.com/graph

Example: comms serve --openapi"
)]
pub(crate) struct Serve {
    /// Id of the bot's app registration.
    #[arg(
        long,
        env = "COMMS_APP_ID",
        value_name = "ID",
        required_unless_present = "openapi",
        default_value = "",
        hide_default_value = true
    )]
    pub(super) app_id: String,
    /// Tenant in whose name requests are sent; several by commas. No other tenant is accepted.
    #[arg(long, env = "COMMS_TENANT", value_name = "ID", value_delimiter = ',', required_unless_present = "openapi")]
    pub(super) tenant: Vec<String>,
    /// File with the app's client secret.
    #[arg(long, env = "COMMS_SECRET_FILE", value_name = "FILE", conflicts_with = "certificate")]
    pub(super) secret_file: Option<PathBuf>,
    /// File with the app's certificate and its RSA key, in PEM.
    #[arg(long, env = "COMMS_CERTIFICATE", value_name = "FILE")]
    pub(super) certificate: Option<PathBuf>,
    /// URL at which the listener is reached from outside: https.
    #[arg(
        long,
        env = "COMMS_CALLBACK",
        value_name = "URL",
        required_unless_present = "openapi",
        default_value = "",
        hide_default_value = true
    )]
    pub(super) callback: String,
    // Read from the environment elsewhere: a password may come from there, and not from an argument.
    #[arg(
        long,
        value_name = "FILE|URL",
        help = "Store: a SQLite file for one node, or a postgres:// URL for many [env: COMMS_STORE=] [default: calls.db]"
    )]
    pub(super) store: Option<String>,
    /// Address that notifications come to.
    #[arg(long, env = "COMMS_LISTEN", value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub(super) listen: SocketAddr,
    /// File with the certificate chain of the listener, in PEM. Without one, it is plain HTTP, for a proxy in front.
    #[arg(long, env = "COMMS_TLS_CERT", value_name = "FILE", requires = "tls_key")]
    pub(super) tls_cert: Option<PathBuf>,
    /// File with the private key of that certificate, in PEM.
    #[arg(long, env = "COMMS_TLS_KEY", value_name = "FILE", requires = "tls_cert")]
    pub(super) tls_key: Option<PathBuf>,
    /// Address of the admin side. One that is not loopback needs a token.
    #[arg(long, env = "COMMS_ADMIN", value_name = "ADDR", default_value = "127.0.0.1:8081")]
    pub(super) admin: SocketAddr,
    /// File with the token that requests to the admin side carry.
    #[arg(long, env = "COMMS_ADMIN_TOKEN_FILE", value_name = "FILE")]
    pub(super) admin_token_file: Option<PathBuf>,
    /// Name by which the admin side is reached, beside addresses and `localhost`; several by commas.
    #[arg(long, env = "COMMS_ADMIN_HOST", value_name = "NAME", value_delimiter = ',')]
    pub(super) admin_host: Vec<String>,
    /// Cloud: public, us-gov, us-gov-dod or china.
    #[arg(long, env = "COMMS_CLOUD", value_name = "NAME", default_value = "public")]
    pub(super) cloud: String,
    /// Base URL of Graph in another cloud, with its version.
    #[arg(long, env = "COMMS_GRAPH", value_name = "URL", requires_all = ["login", "keys", "issuer"])]
    pub(super) graph: Option<String>,
    /// URL of the login in another cloud.
    #[arg(long, env = "COMMS_LOGIN", value_name = "URL", requires = "graph")]
    pub(super) login: Option<String>,
    /// OpenID document that leads to the keys of notifications; several by commas. Added to those of the cloud.
    #[arg(long, env = "COMMS_KEYS", value_name = "URL", value_delimiter = ',')]
    pub(super) keys: Vec<String>,
    /// Issuer of notifications' tokens; several by commas. Added to those of the cloud.
    #[arg(long, env = "COMMS_ISSUER", value_name = "ISS", value_delimiter = ',')]
    pub(super) issuer: Vec<String>,
    /// Time after which the service is asked about a pending operation. [default: 300]
    #[arg(long, env = "COMMS_OVERDUE", value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub(super) overdue: Option<u64>,
    /// Time after a call's end for the ends of its operations. [default: 60]
    #[arg(long, env = "COMMS_GRACE", value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(0..=86_400))]
    pub(super) grace: Option<u64>,
    /// Time that a call is kept after its end. [default: 86400]
    #[arg(long, env = "COMMS_RETENTION", value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=31_536_000))]
    pub(super) retention: Option<u64>,
    /// Form of the log, on standard error.
    #[arg(long, env = "COMMS_LOG", value_name = "FORM", value_enum, default_value = "text")]
    pub(super) log: Log,
    /// Least level that is logged: error, warn, info or debug.
    #[arg(long, env = "COMMS_LOG_LEVEL", value_name = "LEVEL", default_value = "info")]
    pub(super) log_level: Level,
    /// Check the configuration, the store, the token and the keys, and end.
    #[arg(long)]
    pub(super) check: bool,
    /// Print the OpenAPI document of the admin side, and end.
    #[arg(long)]
    pub(super) openapi: bool,
}

/// The form of the log.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Log {
    /// Lines for people.
    Text,
    /// An object for each line.
    Json,
}

impl Serve {
    /// Starts the log. A log that another part of the process has started stays.
    pub(super) fn start_log(&self) {
        let log =
            tracing_subscriber::fmt().with_max_level(self.log_level).with_writer(std::io::stderr).with_target(false);
        let _ = match self.log {
            Log::Text => log.with_ansi(false).try_init(),
            Log::Json => log.json().flatten_event(true).try_init(),
        };
    }
}
