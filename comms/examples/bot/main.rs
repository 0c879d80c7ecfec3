//! A calling bot on `comms` alone: it calls a user, plays a prompt, takes a key, records, invites and hangs up.
//!
//! `cargo run -p comms --example bot` runs it against the fake Graph. The bot is stopped while the prompt plays and started
//! again; the ends of the invitation and of the call get lost, and the end of the recording comes late. The bot still knows
//! how each request ended. `bot.rs` is the bot, `http.rs` its HTTP client and its server.
//!
//! It leaves out the check of the token in notifications, the refresh of its own token, retries, pauses between questions and
//! `KeepAlive`. `comms-live` does them all: see its example `pager`.

mod bot;
mod http;

use bot::{Bot, Done};
use comms::{Outcome, Tone};
use comms_fake::{FakeGraph, Fault};
use http::Http;
use std::path::Path;
use std::time::Duration;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Done<()> {
    let folder = std::env::temp_dir().join(format!("comms-bot-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let ends = rehearse(&folder).await;
    std::fs::remove_dir_all(&folder)?;
    ends.map(drop)
}

/// Runs the bot against the fake Graph, and returns the outcome of each request.
pub(crate) async fn rehearse(folder: &Path) -> Done<Vec<(&'static str, Option<Outcome>)>> {
    let graph = FakeGraph::start().await?;
    graph.next_on("recordResponse", Fault::LateEnd(Duration::from_secs(30)));
    graph.next_on("invite", Fault::DropNotification);
    graph.next_on("terminated", Fault::DropNotification);
    let open = async || -> Done<_> {
        let tcp = TcpListener::bind("127.0.0.1:0").await?;
        graph.route("https://bot.example.com", tcp.local_addr()?)?;
        let http =
            Http { client: reqwest::Client::new(), base: graph.base_url(), token: graph.token("my-app", "72f988bf") };
        let bot = Bot::open(http, folder.join("call.json"))?;
        Ok((http::serve(tcp, bot.clone()), bot))
    };

    println!("-- stopped while the prompt plays");
    let (server, bot) = open().await?;
    tokio::select! { done = bot.run() => done?, _ = graph.request("playPrompt", 1) => {} }
    server.abort();
    let _ = server.await;

    println!("-- started again");
    let (server, bot) = open().await?;
    let user = async {
        graph.request("subscribeToTone", 1).await;
        while graph.press(graph.calls()[0].id().unwrap_or_default(), Tone::Tone1).is_err() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::join!(bot.run(), user).0?;

    println!("-- half a minute later");
    graph.advance(Duration::from_secs(30));
    graph.idle().await;
    server.abort();
    let mut ends = Vec::new();
    for context in ["call", "prompt", "tones", "recording", "invitation", "hang up"] {
        ends.push((context, bot.end(context).await?.outcome));
    }
    if let Some(context) = graph.repeated().first() {
        return Err(format!("{context} was started twice").into());
    }
    Ok(ends)
}
