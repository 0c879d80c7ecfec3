//! Bodies and connections that nobody should send, and a fake that is gone.

use crate::support::{APP, Bot, CALLBACK, TENANT, placing, prompt};
use comms_fake::{FakeError, FakeGraph, Faults};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

#[tokio::test]
async fn odd_bodies_are_refused() {
    let bot = Bot::start().await;
    let call = bot.call().await;
    let deep = "[".repeat(500) + &"]".repeat(500);
    for body in [
        "",
        "null",
        "[]",
        "7",
        "{",
        "{\"prompts\": 7}",
        "{\"prompts\": [7]}",
        "\u{0}",
        deep.as_str(),
        "{\"clientContext\": 7}",
    ] {
        for path in
            ["calls".to_owned(), format!("calls/{call}/playPrompt"), format!("calls/{call}/participants/invite")]
        {
            let url = format!("{}/communications/{path}", bot.graph.base_url());
            let answer = bot.http.post(url).bearer_auth(&bot.token).body(body.to_owned()).send().await.unwrap();
            assert_eq!(answer.status().as_u16(), 400, "{path}: {body:.40}");
            let error: Value = answer.json().await.unwrap();
            assert!(error["error"]["message"].as_str().is_some_and(|message| !message.is_empty()));
        }
    }
    for (name, value) in
        [("targets", json!([])), ("callbackUri", json!("http://bot.example.com")), ("mediaConfig", Value::Null)]
    {
        let mut body = placing();
        body[name] = value;
        let (status, error) = bot.post("/communications/calls", body).await;
        assert_eq!(status, 400);
        assert!(error["error"]["message"].as_str().unwrap().contains(name), "{error}");
    }
    let context = "x".repeat(257);
    assert_eq!(bot.act(&call, "playPrompt", prompt(&context)).await.0, 400);
    assert_eq!(bot.graph.started("playPrompt"), 0);
}

#[tokio::test]
async fn odd_connections_are_survived() {
    let graph = FakeGraph::start().await.unwrap();
    for bytes in [
        &b"\x16\x03\x01\x02\x00"[..],
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST /x/oauth2/v2.0/token HTTP/1.1\r\ncontent-length: 9\r\n\r\nx",
        b"",
    ] {
        let mut stream = TcpStream::connect(graph.address()).await.unwrap();
        stream.write_all(bytes).await.unwrap();
        stream.shutdown().await.unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer).await;
    }
    let url = format!("http://{}/nowhere", graph.address());
    assert_eq!(reqwest::get(url).await.unwrap().status().as_u16(), 401);
    assert_eq!(reqwest::get(graph.openid_url()).await.unwrap().status().as_u16(), 200);
}

#[tokio::test]
async fn what_a_test_gets_wrong_is_said() {
    let graph = FakeGraph::start().await.unwrap();
    let address = graph.address();
    assert_eq!(
        graph.route("http://bot.example.com", address),
        Err(FakeError::NotHttps("http://bot.example.com".to_owned()))
    );
    assert!(graph.register(APP, "bot").is_err());
    assert_eq!(graph.pick_up("7"), Err(FakeError::NoCall("7".to_owned())));
    assert_eq!(graph.end_operation("7", "8", 200, 0), Err(FakeError::NoOperation("8".to_owned())));
    assert!(graph.operations("7").is_empty() && graph.calls().is_empty() && graph.requests().is_empty());
    assert_eq!(graph.post(CALLBACK, APP, TENANT, "{}").await, Err(FakeError::NoRoute(CALLBACK.to_owned())));
}

#[tokio::test]
async fn a_dropped_fake_is_gone() {
    let bot = Bot::start().await;
    bot.call().await;
    let address = bot.graph.address();
    let mut open = TcpStream::connect(address).await.unwrap();
    drop(bot);
    let gone = async {
        while TcpStream::connect(address).await.is_ok() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let _ = open.read(&mut [0; 16]).await;
    };
    tokio::time::timeout(Duration::from_secs(10), gone).await.expect("neither the port nor a connection stays open");
}

#[tokio::test(flavor = "multi_thread")]
async fn many_calls_under_all_faults_come_to_rest() {
    let bot = Bot::start().await;
    bot.graph.set(|settings| settings.delivery_backoff = Duration::from_millis(20));
    bot.graph.set_faults(Faults::mixed(42));
    let story = async |nth: usize| {
        let Ok((201, call)) = bot.send("POST", "/communications/calls", placing()).await else { return };
        tokio::time::sleep(Duration::from_millis(100)).await;
        let path = format!("/communications/calls/{}", call["id"].as_str().unwrap());
        for step in 0..5 {
            let _ = bot.send("POST", &format!("{path}/playPrompt"), prompt(&format!("{nth}-{step}"))).await;
        }
        let _ = bot.send("DELETE", &path, Value::Null).await;
    };
    let tasks = (0..40).map(story);
    let all = async {
        for task in tasks {
            task.await;
        }
    };
    tokio::time::timeout(Duration::from_secs(120), all).await.unwrap();
    bot.idle().await;
    assert!(bot.graph.repeated().is_empty());
    assert!(bot.graph.started("playPrompt") > 100, "{}", bot.graph.started("playPrompt"));
    assert!(bot.graph.deliveries().iter().any(|delivery| delivery.error.is_some()));
}
