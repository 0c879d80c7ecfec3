//! A bot within an axum app of its own: the router of `comms-live` is merged, and a route of the app answers for calls.
//!
//! `cargo run -p comms-live --example own_app`

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use comms::CreateCall;
use comms::actions::call::PlayPrompt;
use comms_fake::FakeGraph;
use comms_live::graph::ClientSecret;
use comms_live::store::Memory;
use comms_live::{Cloud, Live, StartError};
use std::error::Error;
use std::time::Duration;

/// `POST /greet/{user}`: calls the user, plays a greeting, and answers with the outcome.
async fn greet(State(live): State<Live>, Path(user): Path<String>) -> Result<String, (StatusCode, String)> {
    let failed = |error: &dyn Error| (StatusCode::BAD_GATEWAY, error.to_string());
    let call = live.start_call(CreateCall::to_user("tenant", user)).await.map_err(|error| match error {
        StartError::Invalid(violations) => (StatusCode::UNPROCESSABLE_ENTITY, violations.to_string()),
        other => failed(&other),
    })?;
    call.established().await.map_err(|error| failed(&error))?;
    let greeting = PlayPrompt::of("https://bot.example.com/greeting.wav");
    let greeting = call.start(greeting).await.map_err(|error| failed(&error))?;
    let end = greeting.timeout(Duration::from_secs(30)).await.map_err(|error| failed(&error))?;
    call.hang_up().await.map_err(|error| failed(&error))?;
    Ok(format!("{}\n", end.outcome()))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let graph = FakeGraph::start().await?;
    let cloud = Cloud::custom(graph.base_url(), graph.login_url());
    let live = Live::builder(cloud.key_document(graph.openid_url()).issuer(graph.issuer()), "app")
        .credential(ClientSecret::new("secret"))
        .callback("https://bot.example.com/graph")
        .store(Memory::new())
        .without_events()
        .build()
        .await?;
    let app = Router::new()
        .route("/", get(|| async { "POST /greet/{user}\n" }))
        .route("/greet/{user}", post(greet))
        .with_state(live.clone())
        .merge(live.router())
        .merge(live.health("/healthz")?);

    let tcp = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = tcp.local_addr()?;
    graph.route("https://bot.example.com", address)?;
    tokio::spawn(axum::serve(tcp, app).into_future());

    let client = reqwest::Client::builder().no_proxy().tls_certs_only([]).build()?;
    let outcome = client.post(format!("http://{address}/greet/somebody")).send().await?.text().await?;
    let health = client.get(format!("http://{address}/healthz")).send().await?;
    print!("{outcome}");
    println!("{} {}", health.status(), health.text().await?);
    live.shutdown().await;
    Ok(())
}
