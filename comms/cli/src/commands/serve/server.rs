//! Serves a router on an address: connections within limits, TLS, and an end that finishes what was taken.

use crate::failure::Failure;
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;

/// The longest time for a TLS handshake, and for the head of a request.
const HEAD: Duration = Duration::from_secs(10);

/// An address that is listened on.
pub(super) struct Server {
    tcp: TcpListener,
    address: SocketAddr,
    tls: Option<TlsAcceptor>,
}

impl Server {
    pub(super) async fn bind(address: SocketAddr, tls: Option<Arc<ServerConfig>>) -> Result<Self, Failure> {
        let failed = |error| Failure::io(&format!("cannot listen on {address}"), &error);
        let tcp = TcpListener::bind(address).await.map_err(failed)?;
        let address = tcp.local_addr().map_err(failed)?;
        Ok(Self { tcp, address, tls: tls.map(TlsAcceptor::from) })
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("http{}://{}{path}", if self.tls.is_some() { "s" } else { "" }, self.address)
    }

    /// Serves until `ending` is true, and then until all connections have their answers.
    pub(super) async fn serve(self, router: Router, most: usize, mut ending: watch::Receiver<bool>) {
        let mut connections = JoinSet::new();
        loop {
            tokio::select! {
                accepted = self.tcp.accept(), if connections.len() < most => match accepted {
                    Ok((stream, _)) => {
                        let served = connection(stream, self.tls.clone(), router.clone(), ending.clone());
                        connections.spawn(served);
                    }
                    Err(error) => {
                        // Out of descriptors, or a peer that is gone: both pass.
                        tracing::warn!(%error, "a connection was not accepted");
                        tokio::time::sleep(Duration::from_millis(50)).await;
                    }
                },
                Some(_) = connections.join_next() => {}
                () = over(&mut ending) => break,
            }
        }
        drop(self.tcp);
        while connections.join_next().await.is_some() {}
    }
}

async fn connection(tcp: TcpStream, tls: Option<TlsAcceptor>, router: Router, ending: watch::Receiver<bool>) {
    let _ = tcp.set_nodelay(true);
    let Some(tls) = tls else { return talk(tcp, router, ending).await };
    match tokio::time::timeout(HEAD, tls.accept(tcp)).await {
        Ok(Ok(stream)) => talk(stream, router, ending).await,
        Ok(Err(error)) => tracing::debug!(%error, "no TLS"),
        Err(_) => tracing::debug!("no TLS in time"),
    }
}

async fn talk(stream: impl AsyncRead + AsyncWrite + Unpin, router: Router, mut ending: watch::Receiver<bool>) {
    let service = TowerToHyperService::new(router);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD);
    let mut connection = pin!(http.serve_connection(TokioIo::new(stream), service));
    let served = tokio::select! {
        served = connection.as_mut() => served,
        () = over(&mut ending) => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = served {
        tracing::debug!(%error, "a connection broke");
    }
}

/// Returns once the value is true, or nobody can change it.
pub(super) async fn over(ending: &mut watch::Receiver<bool>) {
    let _ = ending.wait_for(|is_over| *is_over).await;
}
