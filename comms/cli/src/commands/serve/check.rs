//! `comms serve --check`: tries each part that a node needs, and says what is wrong.

use super::setup::Setup;
use crate::failure::Failure;
use crate::output::Output;
use crate::show::plain;
use comms_live::{Live, graph::GraphClient};
use std::time::{Duration, Instant};

/// The longest time for each part.
const LONGEST: Duration = Duration::from_secs(15);

/// Checks the parts one by one. What one needs is checked before it.
pub(super) async fn run(setup: Setup) -> Result<Output, Failure> {
    let live = setup.look().await?;
    let mut report = Report::default();
    report.add(true, "configuration");
    let store = live.counts().await;
    let text = store.map(|counts| format!("store {}: {} calls", setup.store_name(), counts.calls));
    report.add_result(text.map_err(|error| format!("store {}: {error}", setup.store_name())));
    for tenant in &setup.tenants {
        report.add_result(token(live.graph(), tenant).await);
    }
    report.add_result(keys(&live, &setup.key_documents()).await);
    live.shutdown().await;
    Ok(Output::for_people(report.text).with_problem((report.faults > 0).then(|| format!("{} faults", report.faults))))
}

async fn token(graph: &GraphClient, tenant: &str) -> Result<String, String> {
    match tokio::time::timeout(LONGEST, graph.sign_in(tenant)).await {
        Ok(Ok(())) => Ok(format!("token for tenant {tenant}")),
        Ok(Err(error)) => Err(format!("token for tenant {tenant}: {error}")),
        Err(_) => Err(format!("token for tenant {tenant}: no answer in {} s", LONGEST.as_secs())),
    }
}

async fn keys(live: &Live, documents: &str) -> Result<String, String> {
    let since = Instant::now();
    while !live.has_keys() {
        if since.elapsed() > LONGEST {
            return Err(format!("keys of notifications: none at {documents}"));
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(format!("keys of notifications: {documents}"))
}

#[derive(Default)]
struct Report {
    text: String,
    faults: usize,
}

impl Report {
    fn add(&mut self, is_good: bool, text: &str) {
        self.faults += usize::from(!is_good);
        self.text += &format!("{} {}\n", if is_good { '✓' } else { '✗' }, plain(text));
    }

    fn add_result(&mut self, result: Result<String, String>) {
        self.add(result.is_ok(), &result.unwrap_or_else(|fault| fault));
    }
}
