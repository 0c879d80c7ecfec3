//! The database's URL, and TLS by it.

use crate::store::StoreError;
use rustls::{ClientConfig, RootCertStore};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;
use rustls_platform_verifier::BuilderVerifierExt as _;
use std::sync::Arc;
use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;

/// The parameter of libpq that names a file of certificates. The settings of `tokio_postgres` do not know it.
const ROOTS: &str = "sslrootcert=";

/// Reads a URL, or `key=value` pairs: the settings, and TLS if it is to be used.
pub(super) fn read_url(url: &str) -> Result<(Config, Option<MakeRustlsConnect>), StoreError> {
    let (url, roots) = without_roots(url);
    // The error names a part of the URL, never the password.
    let error = |error| StoreError::Io(format!("the database's URL: {error}"));
    let mut config: Config = url.parse().map_err(error)?;
    // An address is what is connected to, if there is one.
    let is_local =
        config.get_hosts().iter().all(is_local) && config.get_hostaddrs().iter().all(std::net::IpAddr::is_loopback);
    match config.get_ssl_mode() {
        SslMode::Disable => return Ok((config, None)),
        SslMode::Prefer if is_local && roots.is_none() => {
            config.ssl_mode(SslMode::Disable);
            return Ok((config, None));
        }
        // With less, a machine in between could have the connection without TLS.
        _ => config.ssl_mode(SslMode::Require),
    };
    Ok((config, Some(MakeRustlsConnect::new(client(roots.as_deref())?))))
}

/// A socket of this machine, or a loopback address.
fn is_local(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => {
            name == "localhost" || name.parse().is_ok_and(|address: std::net::IpAddr| address.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

/// Cuts the file of certificates out of the URL, or out of `key=value` pairs.
fn without_roots(url: &str) -> (String, Option<String>) {
    let is_url = url.contains("://");
    let (separator, start) = if is_url { ('&', url.find('?').map_or(url.len(), |at| at + 1)) } else { (' ', 0) };
    let (head, parameters) = url.split_at(start);
    let mut roots = None;
    let others = parameters.split(separator).filter(|parameter| {
        let found = parameter.strip_prefix(ROOTS);
        roots = found.map(|value| unescape(value, is_url)).or(roots.take());
        found.is_none()
    });
    let others = others.collect::<Vec<_>>().join(&separator.to_string());
    (format!("{head}{others}"), roots)
}

fn unescape(value: &str, is_url: bool) -> String {
    if !is_url {
        return value.trim_matches('\'').to_owned();
    }
    // A form decodes `+` as a space, which a path in a URL is not.
    let value = value.replace('+', "%2B");
    form_urlencoded::parse(value.as_bytes()).next().map(|(text, _)| text.into_owned()).unwrap_or_default()
}

/// Checks the server's certificate by the file's, or else by the system's.
fn client(roots: Option<&str>) -> Result<ClientConfig, StoreError> {
    let fault = |error: &dyn std::fmt::Display| StoreError::Io(format!("TLS to the database: {error}"));
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let builder = ClientConfig::builder_with_provider(provider);
    let builder = builder.with_safe_default_protocol_versions().map_err(|error| fault(&error))?;
    let Some(file) = roots else {
        let builder = builder.with_platform_verifier().map_err(|error| fault(&error))?;
        return Ok(builder.with_no_client_auth());
    };
    let fault = |error: &dyn std::fmt::Display| fault(&format_args!("{file}: {error}"));
    let mut store = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(file).map_err(|error| fault(&error))? {
        let certificate = certificate.map_err(|error| fault(&error))?;
        store.add(certificate).map_err(|error| fault(&error))?;
    }
    if store.is_empty() {
        return Err(fault(&"no certificate"));
    }
    Ok(builder.with_root_certificates(store).with_no_client_auth())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uses_tls(url: &str) -> bool {
        read_url(url).unwrap().1.is_some()
    }

    #[test]
    fn other_machines_are_reached_by_tls_unless_the_url_forbids_it() {
        for url in ["postgres://db.example.com/calls", "host=10.0.0.7", "postgres://localhost/x?sslmode=require"] {
            assert!(uses_tls(url), "{url}");
        }
        for url in [
            "postgres://db.example.com/calls?sslmode=disable",
            "host=/run/postgresql",
            "postgres://[::1]:5432/x",
            "host=localhost",
        ] {
            assert!(!uses_tls(url), "{url}");
        }
        // One host of several is elsewhere, or the address is.
        assert!(uses_tls("host=localhost,db.example.com"));
        assert!(uses_tls("postgres:///calls?hostaddr=10.0.0.7") && uses_tls("host=localhost hostaddr=10.0.0.7"));
        assert!(!uses_tls("host=localhost hostaddr=127.0.0.1"));
    }

    #[test]
    fn a_file_of_certificates_is_cut_out_of_the_url() {
        for (url, rest, file) in [
            ("postgres://h/d?sslrootcert=/a%20b+c.pem&sslmode=require", "postgres://h/d?sslmode=require", "/a b+c.pem"),
            ("postgres://h/d?sslrootcert=a.pem", "postgres://h/d?", "a.pem"),
            ("host=h sslrootcert='a.pem' user=u", "host=h user=u", "a.pem"),
        ] {
            assert_eq!(without_roots(url), (rest.to_owned(), Some(file.to_owned())));
        }
        assert_eq!(
            without_roots("postgres://u:sslrootcert=x@h/d"),
            ("postgres://u:sslrootcert=x@h/d".to_owned(), None)
        );
        let error = read_url("postgres://u:hunter2@h/d?sslrootcert=/none.pem").err().unwrap().to_string();
        assert!(error.contains("/none.pem") && !error.contains("hunter2"), "{error}");
    }
}
