//! The setup that options describe: checked, with secrets read from files.

use super::options::{Log, Serve};
use crate::failure::Failure;
use crate::show::plain;
use comms_live::graph::{ClientCertificate, ClientSecret};
use comms_live::store::{Postgres, Sqlite};
use comms_live::{Builder, Cloud, Live};
use entity_core::Secret;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// The settings of a node, with its secrets.
pub(super) struct Setup {
    cloud: Cloud,
    app_id: String,
    pub(super) tenants: Vec<String>,
    credential: Credential,
    callback: String,
    store: Place,
    times: [Option<Duration>; 3],
    pub(super) listen: SocketAddr,
    pub(super) tls: Option<Arc<ServerConfig>>,
    pub(super) admin: SocketAddr,
    pub(super) token: Option<Secret>,
    /// Names of the admin side, in lower case.
    pub(super) hosts: Vec<String>,
    pub(super) log: Log,
}

enum Credential {
    Secret(String),
    Certificate(PathBuf, Vec<u8>),
}

/// The place of the store.
enum Place {
    File(PathBuf),
    Database(String),
}

impl Setup {
    /// Checks the options and reads the files that they name.
    pub(super) fn read(options: &Serve) -> Result<Self, Failure> {
        let token = secret(options.admin_token_file.as_deref(), "COMMS_ADMIN_TOKEN")?;
        if token.is_none() && !options.admin.ip().is_loopback() {
            let reason =
                format!("--admin {}: an address that others reach needs a token: --admin-token-file", options.admin);
            return Err(Failure::Usage(reason));
        }
        let tls = match (&options.tls_cert, &options.tls_key) {
            (Some(certificate), Some(key)) => Some(tls(certificate, key)?),
            _ => None,
        };
        Ok(Self {
            cloud: cloud(options)?,
            app_id: options.app_id.clone(),
            tenants: options.tenant.clone(),
            credential: credential(options)?,
            callback: options.callback.clone(),
            store: place(options.store.as_deref())?,
            times: [options.overdue, options.grace, options.retention].map(|time| time.map(Duration::from_secs)),
            listen: options.listen,
            tls,
            admin: options.admin,
            token: token.map(Secret::from),
            hosts: options.admin_host.iter().map(|name| name.to_ascii_lowercase()).collect(),
            log: options.log,
        })
    }

    /// The path at which notifications come in.
    pub(super) fn callback_path(&self) -> String {
        let behind = self.callback.split_once("://").map_or("", |(_, behind)| behind);
        behind.find('/').map_or("/", |at| &behind[at..]).to_owned()
    }

    /// The settings, without the store.
    fn builder(&self) -> Result<Builder, Failure> {
        let builder = Live::builder(self.cloud.clone(), self.app_id.clone());
        let builder = match &self.credential {
            Credential::Secret(secret) => builder.credential(ClientSecret::new(secret.as_str())),
            Credential::Certificate(path, pem) => {
                let certificate = ClientCertificate::from_pem(pem);
                builder.credential(certificate.map_err(|error| refused(path, &error))?)
            }
        };
        let builder = builder.callback(self.callback.as_str()).tenants(&self.tenants);
        let [overdue, grace, retention] = self.times;
        let builder = overdue.into_iter().fold(builder, Builder::overdue);
        let builder = grace.into_iter().fold(builder, Builder::grace);
        Ok(retention.into_iter().fold(builder, Builder::retention))
    }

    /// Opens the store and starts the node's tasks.
    pub(super) async fn start(&self) -> Result<Live, Failure> {
        self.open(self.builder()?).await
    }

    /// Opens the store to look at it: no record changes.
    pub(super) async fn look(&self) -> Result<Live, Failure> {
        self.open(self.builder()?.without_reconciliation()).await
    }

    async fn open(&self, builder: Builder) -> Result<Live, Failure> {
        let failed = |error: &dyn std::fmt::Display| Failure::Input(plain(&format!("{}: {error}", self.store_name())));
        let live = match &self.store {
            Place::File(path) => builder.store(Sqlite::open(path).map_err(|error| failed(&error))?),
            Place::Database(url) => builder.store(Postgres::connect(url).await.map_err(|error| failed(&error))?),
        };
        live.build().await.map_err(|error| Failure::Input(plain(&error.to_string())))
    }

    /// The store's name for messages: a database's URL without its password.
    pub(super) fn store_name(&self) -> String {
        match &self.store {
            Place::File(path) => path.display().to_string(),
            Place::Database(url) => {
                let (scheme, rest) = url.split_once("://").unwrap_or(("postgres", url));
                let host = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
                format!("{scheme}://{}", host.split('?').next().unwrap_or_default())
            }
        }
    }

    pub(super) fn key_documents(&self) -> String {
        self.cloud.key_documents().collect::<Vec<_>>().join(", ")
    }
}

fn cloud(options: &Serve) -> Result<Cloud, Failure> {
    let cloud = match (&options.graph, &options.login) {
        (Some(graph), Some(login)) => Cloud::custom(graph, login),
        _ => Cloud::named(&options.cloud).ok_or_else(|| {
            Failure::Usage(format!("--cloud {}: not public, us-gov, us-gov-dod or china", plain(&options.cloud)))
        })?,
    };
    let cloud = options.keys.iter().fold(cloud, Cloud::key_document);
    Ok(options.issuer.iter().fold(cloud, Cloud::issuer))
}

fn credential(options: &Serve) -> Result<Credential, Failure> {
    if let Some(path) = &options.certificate {
        return Ok(Credential::Certificate(path.clone(), read(path)?));
    }
    let secret = secret(options.secret_file.as_deref(), "COMMS_SECRET")?;
    let missing = || Failure::Usage("the app's credential is missing: --secret-file or --certificate".to_owned());
    secret.map(Credential::Secret).ok_or_else(missing)
}

fn place(option: Option<&str>) -> Result<Place, Failure> {
    let is_url = |text: &str| text.starts_with("postgres://") || text.starts_with("postgresql://");
    if let Some(url) = option.filter(|text| is_url(text))
        && has_password(url)
    {
        let reason = "--store: others can read arguments; a URL with a password comes from COMMS_STORE";
        return Err(Failure::Usage(reason.to_owned()));
    }
    let text = option.map(str::to_owned).or_else(|| std::env::var("COMMS_STORE").ok());
    let text = text.unwrap_or_else(|| "calls.db".to_owned());
    if !is_url(&text) && ["host=", "password="].iter().any(|pair| text.contains(pair)) {
        let reason = "the store is given as pairs: a database is given by its URL, postgres://…";
        return Err(Failure::Usage(reason.to_owned()));
    }
    Ok(if is_url(&text) { Place::Database(text) } else { Place::File(text.into()) })
}

fn has_password(url: &str) -> bool {
    let authority = url.split_once("://").map_or("", |(_, rest)| rest);
    let user = authority.split(['/', '?']).next().and_then(|authority| authority.rsplit_once('@'));
    user.is_some_and(|(user, _)| user.contains(':')) || url.contains("password=")
}

/// Reads a secret from a file, else from the environment: without the line's end. An empty one is refused.
fn secret(file: Option<&Path>, variable: &str) -> Result<Option<String>, Failure> {
    let (name, text) = match file {
        Some(path) => {
            let text = String::from_utf8(read(path)?);
            (path.display().to_string(), text.map_err(|_| refused(path, &"not UTF-8"))?)
        }
        None => match std::env::var(variable) {
            Ok(text) => (variable.to_owned(), text),
            Err(std::env::VarError::NotPresent) => return Ok(None),
            Err(_) => return Err(Failure::Usage(format!("{variable}: not UTF-8"))),
        },
    };
    let text = text.trim_end_matches(['\r', '\n']);
    let is_usable = !text.is_empty() && !text.contains(char::is_control);
    if is_usable {
        Ok(Some(text.to_owned()))
    } else {
        Err(Failure::Usage(plain(&format!("{name}: empty, or more than one line"))))
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| Failure::io(&plain(&format!("cannot read {}", path.display())), &error))
}

fn refused(path: &Path, reason: &dyn std::fmt::Display) -> Failure {
    Failure::Input(plain(&format!("{}: {reason}", path.display())))
}

fn tls(certificate: &Path, key: &Path) -> Result<Arc<ServerConfig>, Failure> {
    let chain = CertificateDer::pem_slice_iter(&read(certificate)?).collect::<Result<Vec<_>, _>>();
    let chain = chain.map_err(|_| refused(certificate, &"not certificates in PEM"))?;
    let private = PrivateKeyDer::from_pem_slice(&read(key)?).map_err(|_| refused(key, &"no private key in PEM"))?;
    let provider = Arc::new(tokio_rustls::rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = config.and_then(|config| config.with_no_client_auth().with_single_cert(chain, private));
    let mut config = config.map_err(|error| refused(certificate, &error))?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}
