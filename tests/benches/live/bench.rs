//! The candidates and what is measured.

use crate::disk::{percentile, sync_times};
use crate::load::{Load, paced, rushed};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use comms_fake::FakeGraph;
use comms_live::graph::ClientSecret;
use comms_live::store::Sqlite;
use comms_live::{CallKey, Cloud, Live};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;

const APP: &str = "app";
const CONNECTIONS: usize = 64;
const CALLS: usize = 512;
/// The rate at which waits are measured.
const RATE: u32 = 2_000;

#[derive(serde::Deserialize)]
#[allow(dead_code, reason = "parsed for the sake of the time")]
struct Notifications {
    value: Vec<Notification>,
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "parsed for the sake of the time")]
struct Notification {
    change_type: String,
    resource_url: String,
    resource_data: serde_json::Map<String, serde_json::Value>,
}

type Map = Arc<Mutex<HashMap<String, Notifications>>>;

async fn keep(State(map): State<Map>, Path(key): Path<String>, Json(body): Json<Notifications>) -> StatusCode {
    map.lock().unwrap().insert(key, body);
    StatusCode::ACCEPTED
}

async fn serve(router: axum::Router) -> SocketAddr {
    let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = tcp.local_addr().unwrap();
    tokio::spawn(axum::serve(tcp, router).into_future());
    address
}

#[tokio::main]
pub(crate) async fn main() {
    let quick = std::env::args().any(|argument| argument == "--quick");
    let (rounds, time) = if quick { (1, Duration::from_millis(500)) } else { (5, Duration::from_secs(3)) };
    let parent = std::env::args().skip_while(|argument| argument != "--folder").nth(1);
    let parent = parent.map_or_else(|| PathBuf::from(env!("CARGO_TARGET_TMPDIR")), PathBuf::from);
    let folder = parent.join(format!("bench-live-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let graph = FakeGraph::start().await.unwrap();
    let cloud = Cloud::custom(graph.base_url(), graph.login_url());
    let live = Live::builder(cloud.key_document(graph.openid_url()).issuer(graph.issuer()), APP)
        .credential(ClientSecret::new("secret"))
        .callback("https://bot.example.com/graph")
        .store(Sqlite::open(folder.join("calls.db")).unwrap())
        .build()
        .await
        .unwrap();
    let ours = serve(live.router()).await;
    let map = serve(axum::Router::new().route("/graph/{key}", post(keep)).with_state(Map::default())).await;
    let keys: Vec<_> = (0..CALLS).map(|_| CallKey::random().to_string()).collect();
    let load = Load { keys: keys.into(), prefix: "call", token: graph.notification_token(APP, "tenant").into() };

    // The first requests create the calls and wait for the keys of tokens.
    rushed(ours, &load, CONNECTIONS, Duration::from_secs(1)).await;
    let mut rates: [Vec<f64>; 2] = Default::default();
    for _ in 0..rounds {
        for (address, rates) in [ours, map].into_iter().zip(&mut rates) {
            rates.push(rushed(address, &load, CONNECTIONS, time).await);
        }
    }
    let median = |rates: &mut Vec<f64>| {
        rates.sort_by(f64::total_cmp);
        rates[rates.len() / 2]
    };
    let [ours_rate, map_rate] = [median(&mut rates[0]), median(&mut rates[1])];
    println!("live acknowledged comms-live {ours_rate:.0}");
    println!("live acknowledged map {map_rate:.0}");
    println!("live ratio {:.2}", ours_rate / map_rate);
    let mut syncs = sync_times(&folder);
    println!("live sync-ms p50 {:.1}", percentile(&mut syncs, 50));
    println!("live sync-ms p90 {:.1}", percentile(&mut syncs, 90));
    let mut waits = paced(ours, &load, CONNECTIONS, RATE, time * 2).await;
    println!("live wait-ms-at-{RATE} p50 {:.1}", percentile(&mut waits, 50));
    println!("live wait-ms-at-{RATE} p99 {:.1}", percentile(&mut waits, 99));
    live.shutdown().await;
    std::fs::remove_dir_all(folder).unwrap();
}
