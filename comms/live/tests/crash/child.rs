//! The bot that is killed: it repeats its starts of the round before, makes new ones, and acknowledges events.

use crate::bot::{APP, ORIGIN, create_call, record};
use comms_live::graph::ClientSecret;
use comms_live::store::Sqlite;
use comms_live::{CallHandle, CallKey, Cloud, Live};
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The round that only ends what is there.
pub(crate) const LAST: u64 = u64::MAX;
/// The round that ends by itself.
pub(crate) const TRACED: u64 = u64::MAX - 1;
/// Starts in a round.
const STARTS: u64 = 6;

#[test]
#[ignore = "the process that the crash test kills"]
fn run() {
    let Ok(folder) = std::env::var("COMMS_CHILD") else { return };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(bot(&PathBuf::from(folder)));
}

async fn bot(folder: &Path) {
    let (address, issuer) = (std::env::var("COMMS_GRAPH").unwrap(), std::env::var("COMMS_ISSUER").unwrap());
    let round: u64 = std::env::var("COMMS_ROUND").unwrap().parse().unwrap();
    let cloud = Cloud::custom(format!("http://{address}/v1.0"), format!("http://{address}"))
        .key_document(format!("http://{address}/v1/.well-known/OpenIdConfiguration"))
        .issuer(issuer);
    let live = Live::builder(cloud, APP)
        .credential(ClientSecret::new("secret"))
        .callback(format!("{ORIGIN}/graph"))
        .store(Sqlite::open(folder.join("calls.db")).unwrap())
        .overdue(Duration::from_millis(300))
        .grace(Duration::from_millis(200))
        .build()
        .await
        .unwrap();
    let tcp = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("BOT port {}", tcp.local_addr().unwrap().port());
    tokio::spawn(axum::serve(tcp, live.router()).into_future());

    let reader = live.clone();
    tokio::spawn(async move {
        let mut events = reader.events();
        while let Some(event) = events.next().await {
            let operation = event.operation().map(|key| key.to_string()).unwrap_or_default();
            println!("BOT event {} {} {operation}", event.id(), event.kind());
            event.ack().await.unwrap();
        }
    });
    let calls = Calls(folder.join("calls.txt"));
    if round == LAST {
        for key in calls.keys() {
            // It may have ended, or never been placed.
            let _ = live.call(key).hang_up().await;
        }
    } else if round == TRACED {
        work(&live, &calls, 0).await;
        tokio::time::sleep(Duration::from_millis(500)).await;
        return;
    } else {
        work(&live, &calls, round).await;
    }
    std::future::pending::<()>().await;
}

async fn work(live: &Live, calls: &Calls, round: u64) {
    let mut known = calls.keys();
    let last = known.pop().map(|key| live.call(key));
    if let (Some(call), true) = (&last, round % 5 == 4) {
        let _ = call.hang_up().await;
    }
    let call = match last {
        Some(call) if !round.is_multiple_of(5) => call,
        _ => place(live, calls).await,
    };
    if call.established().await.is_err() {
        return;
    }
    let first = round.saturating_sub(1) * STARTS;
    let starts = (first..(round + 1) * STARTS).map(|number| {
        let call = call.clone();
        // Refused, unknown, or of a call that has ended: the ledger shows what came of it.
        tokio::spawn(async move { drop(call.start(record(&format!("{}-{number}", call.key()))).await) })
    });
    for start in starts.collect::<Vec<_>>() {
        start.await.unwrap();
    }
}

async fn place(live: &Live, calls: &Calls) -> CallHandle {
    loop {
        if let Ok(call) = live.start_call(create_call()).await {
            calls.add(call.key());
            return call;
        }
    }
}

/// The keys of the calls, one a line.
struct Calls(PathBuf);

impl Calls {
    fn keys(&self) -> Vec<CallKey> {
        let text = std::fs::read_to_string(&self.0).unwrap_or_default();
        text.lines().filter_map(|line| line.parse().ok()).collect()
    }

    fn add(&self, key: CallKey) {
        let mut file = OpenOptions::new().create(true).append(true).open(&self.0).unwrap();
        writeln!(file, "{key}").unwrap();
    }
}
