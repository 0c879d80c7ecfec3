//! `comms serve`: `comms-live` as a service beside a bot in any language.
//!
//! One process has two sides. The listener takes notifications from outside; it is `comms_live`'s own router. The admin side is for the
//! bot, on loopback: it starts actions, waits for ends, and streams events. All state is in the store, so nodes can be killed and
//! added at any time.
//!
//! `options` become a [`Setup`](setup::Setup). `server` serves a router on an address, within limits. `admin` is the admin side: a
//! guard in front of all routes, and a file for each kind of route. `check` is `--check`.

mod admin;
mod check;
mod options;
mod server;
mod setup;

pub(super) use options::Serve;

use crate::failure::Failure;
use crate::output::Output;
use admin::Admin;
use metrics_exporter_prometheus::PrometheusHandle;
use server::Server;
use setup::Setup;
use std::io::Write as _;
use std::time::Duration;
use tokio::sync::watch;

/// Connections of each side at once. More wait to be accepted.
const CONNECTIONS: usize = 1_000;
/// The time between two sums of what was measured.
const UPKEEP: Duration = Duration::from_secs(5);
/// The longest time for what was taken before the end. A request to the service takes up to 40 s.
const FINISH: Duration = Duration::from_secs(45);

impl Serve {
    pub(super) fn run(&self) -> Result<Output, Failure> {
        if self.openapi {
            let document = serde_json::to_string_pretty(&admin::document()).unwrap_or_default();
            return Ok(Output::for_programs(document + "\n"));
        }
        let setup = Setup::read(self)?;
        self.start_log();
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
        let runtime = runtime.map_err(|error| Failure::io("cannot start", &error))?;
        runtime.block_on(async { if self.check { check::run(setup).await } else { run(setup).await } })
    }
}

/// Serves until a signal ends the process.
async fn run(setup: Setup) -> Result<Output, Failure> {
    let metrics = metrics_exporter_prometheus::PrometheusBuilder::new()
        .set_buckets(&[0.001, 0.005, 0.025, 0.1, 0.25, 1.0, 2.5, 10.0])
        .and_then(metrics_exporter_prometheus::PrometheusBuilder::install_recorder)
        .map_err(|error| Failure::Input(format!("metrics: {error}")))?;
    let outside = Server::bind(setup.listen, setup.tls.clone()).await?;
    let inside = Server::bind(setup.admin, None).await?;
    let (end, ending) = watch::channel(false);
    let (says, path) = (setup.log, setup.callback_path());
    let live = setup.start().await?;
    announce(says, &outside.url(&path), &inside.url("/"));
    tokio::spawn(keep_up(metrics.clone()));
    let admin = Admin::new(live.clone(), setup, metrics, ending.clone());
    let servers = async {
        tokio::join!(
            outside.serve(live.router(), CONNECTIONS, ending.clone()),
            inside.serve(admin.router()?, CONNECTIONS, ending.clone())
        );
        Ok::<(), Failure>(())
    };
    let mut servers = std::pin::pin!(servers);
    tokio::select! {
        ended = &mut servers => ended?,
        () = asked_to_end() => {}
    }
    tracing::info!("ends: takes nothing more, and finishes what it took");
    end.send_replace(true);
    if tokio::time::timeout(FINISH, servers).await.is_err() {
        tracing::warn!("some requests were not answered in time");
    }
    live.shutdown().await;
    tracing::info!("ended");
    Ok(Output::for_programs(String::new()))
}

/// Sums up what was measured, so that samples do not gather if nobody reads the metrics.
async fn keep_up(metrics: PrometheusHandle) {
    loop {
        tokio::time::sleep(UPKEEP).await;
        metrics.run_upkeep();
    }
}

/// Prints the line that scripts and people wait for.
fn announce(format: options::Log, outside: &str, inside: &str) {
    let line = match format {
        options::Log::Json => serde_json::json!({ "listen": outside, "admin": inside }).to_string(),
        options::Log::Text => format!("takes notifications at {outside}, admin side at {inside}"),
    };
    // Without a reader, the service serves all the same.
    let _ = writeln!(std::io::stdout(), "{line}");
    tracing::info!(listen = outside, admin = inside, "serves");
}

/// Waits for SIGTERM or Ctrl-C.
async fn asked_to_end() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}
