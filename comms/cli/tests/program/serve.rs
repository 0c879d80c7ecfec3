//! `comms serve` as a bot in any language uses it.

use crate::service::{Folder, Reader, SECRET, Service, TOKEN, answer, call, command, prompt};
use comms_fake::{FakeGraph, Fault};
use reqwest::Method;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_places_a_call_plays_a_prompt_and_hears_of_its_end() {
    let (graph, folder) = (FakeGraph::start().await.unwrap(), Folder::new("journey"));
    let service = Service::start(&graph, &mut command(&graph, &folder.0));
    let mut events = Reader::open(&service, None).await;
    let key = service.call().await;
    let (_, shown) = service.get(&format!("/api/calls/{key}")).await;
    assert_eq!((&shown["key"], &shown["pending"], &shown["endedAt"]), (&json!(key), &json!(0), &Value::Null));
    let before = events.until("call").await;
    assert_eq!(before[0]["call"], json!(key));

    let (status, started) = service.post(&format!("/api/calls/{key}/playPrompt"), &prompt("hello")).await;
    assert_eq!(status, 202, "{started}");
    let operation = started["operation"].as_str().unwrap();
    let (status, ended) = service.get(&format!("/api/operations/{operation}?wait=10")).await;
    assert_eq!(status, 200, "{ended}");
    assert_eq!((&ended["state"], &ended["outcome"]), (&json!("ended"), &json!("succeeded")));
    assert_eq!((&ended["clientContext"], &ended["operationId"]), (&json!("hello"), &started["id"]));
    let seen = events.until("end").await;
    let end = seen.last().unwrap();
    for member in ["id", "call", "callId", "kind", "operation", "operationId", "clientContext", "outcome", "at", "body"]
    {
        assert_eq!(end[member], ended[member], "{member}");
    }
    // Repeated with its context, it starts nothing.
    let again = service.post(&format!("/api/calls/{key}/playPrompt"), &prompt("hello")).await;
    assert_eq!((again.0, &again.1["operation"], &again.1["status"]), (202, &started["operation"], &json!("completed")));
    assert_eq!(graph.started("playPrompt"), 1);

    let invite = json!({"participants": [{"identity": {"user": {"id": "6a1b2c3d-5fa4-42ca-bae8-6a692b15d4b8"}}}]});
    let (status, invited) = service.post(&format!("/api/calls/{key}/participants/invite"), &invite).await;
    assert_eq!(status, 202, "{invited}");
    let target = json!({"transferTarget": {"identity": {"user": {"id": "6a1b2c3d-5fa4-42ca-bae8-6a692b15d4b8"}}}});
    assert_eq!(service.post(&format!("/api/calls/{key}/transfer"), &target).await, (200, Value::Null));

    let hung_up = service.request(Method::DELETE, &format!("/api/calls/{key}")).send().await.unwrap();
    assert_eq!(hung_up.status(), 204);
    let (status, listed) = service.get(&format!("/api/operations?call={key}&state=ended&limit=1")).await;
    assert_eq!((status, &listed["value"][0]["operation"]), (200, &json!(operation)));
    assert!(graph.repeated().is_empty());
    drop(events);
    let (code, text) = service.stop();
    assert_eq!(code, Some(0), "{text}");
    assert!(!text.contains(SECRET), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn events_come_until_they_are_acknowledged_and_a_stream_resumes() {
    let (graph, folder) = (FakeGraph::start().await.unwrap(), Folder::new("events"));
    let service = Service::start(&graph, &mut command(&graph, &folder.0));
    let key = service.call().await;
    for context in ["one", "two"] {
        let (_, started) = service.post(&format!("/api/calls/{key}/playPrompt"), &prompt(context)).await;
        service.get(&format!("/api/operations/{}?wait=10", started["operation"].as_str().unwrap())).await;
    }
    let mut reader = Reader::open(&service, None).await;
    let first = reader.until("end").await;
    let last = reader.until("end").await;
    let ids = |events: &[Value]| events.iter().map(|event| event["id"].clone()).collect::<Vec<_>>();
    let all = [ids(&first), ids(&last)].concat();

    // The connection breaks after the first end: what came behind it comes again.
    let resumed_after = first.last().unwrap()["id"].as_str().unwrap();
    let mut resumed = Reader::open(&service, Some(resumed_after)).await;
    assert_eq!(ids(&resumed.until("end").await), ids(&last));
    assert!(reader.next().await.is_none(), "the stream that was resumed is over");

    // A new reader begins with all that is not acknowledged, in order.
    for id in &ids(&first) {
        let path = format!("/api/events/{}/ack", id.as_str().unwrap());
        for _ in 0..2 {
            let acked = service.request(Method::POST, &path).send().await.unwrap();
            assert_eq!(acked.status(), 204);
        }
    }
    let nobody = service.post(&format!("/api/events/{key}-999/ack"), &json!({})).await;
    assert_eq!((nobody.0, &nobody.1["error"]["code"]), (404, &json!("noSuchEvent")));
    drop(resumed);
    let mut fresh = Reader::open(&service, None).await;
    assert_eq!(ids(&fresh.until("end").await), ids(&last));
    assert!(fresh.is_quiet().await);

    // Readers share the events: each goes to one of them.
    let mut second = Reader::open(&service, None).await;
    let (_, started) = service.post(&format!("/api/calls/{key}/playPrompt"), &prompt("three")).await;
    service.get(&format!("/api/operations/{}?wait=10", started["operation"].as_str().unwrap())).await;
    let (fresh, second) = tokio::join!(fresh.is_quiet(), second.is_quiet());
    assert!(fresh != second, "one of them has it");
    assert!(all.len() >= 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_that_comes_back_often_while_it_works_gets_no_event_again() {
    let (graph, folder) = (FakeGraph::start().await.unwrap(), Folder::new("returns"));
    let service = Service::start(&graph, &mut command(&graph, &folder.0));
    service.call().await;
    graph.idle().await;
    let mut seen = Vec::new();
    let mut reader = Reader::open(&service, None).await;
    while let Ok(event) = tokio::time::timeout(Duration::from_millis(400), reader.next()).await {
        seen.push(event.unwrap()["id"].clone());
    }
    for _ in 0..12 {
        let mut again = Reader::open(&service, seen.last().unwrap().as_str()).await;
        assert!(again.is_quiet().await);
    }
    // They are not taken to be lost, as ten deliveries would have it.
    let mut fresh = Reader::open(&service, None).await;
    for id in &seen {
        assert_eq!(fresh.next().await.unwrap()["id"], *id);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sigterm_finishes_what_was_taken_and_ends_with_0() {
    let (graph, folder) = (FakeGraph::start().await.unwrap(), Folder::new("sigterm"));
    let service = Service::start(&graph, &mut command(&graph, &folder.0));
    let key = service.call().await;
    let mut events = Reader::open(&service, None).await;
    events.until("call").await;
    graph.next_on("playPrompt", Fault::DelayAnswer(Duration::from_millis(700)));
    graph.set(|settings| settings.operation = Duration::from_secs(60));
    let start = service.request(Method::POST, &format!("/api/calls/{key}/playPrompt"));
    let start = start.header("content-type", "application/json").body(prompt("slow").to_string());
    let start = tokio::spawn(start.send());
    graph.request("playPrompt", 1).await;
    let stopped = tokio::task::spawn_blocking(move || service.stop());
    // The stream ends, with what was stored before.
    while events.next().await.is_some() {}
    let (status, started) = answer(start.await.unwrap().unwrap()).await;
    assert_eq!(status, 202, "{started}");
    let (code, text) = stopped.await.unwrap();
    assert_eq!(code, Some(0), "{text}");

    // All of it is there after a restart. A wait is answered when its time is over.
    let service = Service::start(&graph, &mut command(&graph, &folder.0));
    let operation = started["operation"].as_str().unwrap();
    let since = Instant::now();
    let (status, pending) = service.get(&format!("/api/operations/{operation}?wait=1")).await;
    assert_eq!((status, &pending["state"], &pending["outcome"]), (200, &json!("pending"), &Value::Null));
    assert!(since.elapsed() >= Duration::from_secs(1));
    let (_, page) = service.get("/api/operations?state=pending").await;
    assert_eq!(page["value"][0]["operation"], started["operation"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_is_placed_once_with_an_idempotency_key() {
    let (graph, folder) = (FakeGraph::start().await.unwrap(), Folder::new("once"));
    let service = Service::start(&graph, &mut command(&graph, &folder.0));
    let post = async |key: &str, body: Value| {
        let request = service.request(Method::POST, "/api/calls").header("content-type", "application/json");
        answer(request.header("idempotency-key", key).body(body.to_string()).send().await.unwrap()).await
    };
    let first = post("order 7", call()).await;
    assert_eq!(first.0, 201, "{}", first.1);
    assert_eq!(post("order 7", call()).await, first);
    let mut other = call();
    other["subject"] = json!("another");
    let refused = post("order 7", other).await;
    assert_eq!((refused.0, &refused.1["error"]["code"]), (422, &json!("otherRequest")));
    assert_ne!(post("order 8", call()).await.1["key"], first.1["key"]);
    assert_eq!(graph.started("createCall"), 2);
    let (_, calls) = service.get("/api/calls?limit=1").await;
    let next = calls["next"].as_str().unwrap();
    let (_, rest) = service.get(&format!("/api/calls?after={next}")).await;
    assert_eq!((rest["value"].as_array().unwrap().len(), &rest["next"]), (1, &Value::Null));
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_look_after_it_see_health_metrics_and_a_check() {
    let (graph, folder) = (FakeGraph::start().await.unwrap(), Folder::new("observe"));
    let output = command(&graph, &folder.0).arg("--check").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{text}");
    for part in ["✓ configuration\n", "calls.db: 0 calls\n", "✓ token for tenant", "✓ keys of notifications: http://"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    graph.expect_secret(crate::service::APP, "another");
    let output = command(&graph, &folder.0).arg("--check").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.code() == Some(1) && text.contains("✗ token for tenant"), "{text}");
    assert!(!text.contains(SECRET), "{text}");
    graph.expect_secret(crate::service::APP, SECRET);

    let mut service = Service::start(&graph, command(&graph, &folder.0).env("COMMS_ADMIN_TOKEN", TOKEN));
    assert_eq!(service.get("/metrics").await.0, 401);
    assert_eq!(service.get("/").await.0, 200);
    service.token = Some(TOKEN);
    service.call().await;
    let (status, health) = service.get("/healthz").await;
    assert_eq!((status, health), (200, json!({"keys": true, "store": true})));
    let (_, metrics) = service.get("/metrics").await;
    let metrics = metrics.as_str().unwrap();
    for line in ["comms_calls 1\n", "comms_graph_requests_total{action=\"calls\",status=\"201\"} 1\n", "_bucket{"] {
        assert!(metrics.contains(line), "{line}: {metrics}");
    }
    assert!(!metrics.contains(SECRET) && !metrics.contains(TOKEN));
    let (code, text) = service.stop();
    assert!(code == Some(0) && !text.contains(TOKEN) && !text.contains(SECRET), "{text}");
    for line in text.lines().filter(|line| !line.is_empty()) {
        assert!(serde_json::from_str::<Value>(line).is_ok(), "the log is JSON: {line}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_look_on_hear_of_changes_and_take_no_events() {
    let (graph, folder) = (FakeGraph::start().await.unwrap(), Folder::new("changes"));
    let service = Service::start(&graph, &mut command(&graph, &folder.0));
    let mut watcher = service.request(Method::GET, "/api/changes").send().await.unwrap();
    let key = service.call().await;
    let message = watcher.chunk().await.unwrap().unwrap();
    assert_eq!(std::str::from_utf8(&message).unwrap(), format!("data: {{\"call\":\"{key}\"}}\n\n"));
    let mut reader = Reader::open(&service, None).await;
    assert_eq!(reader.until("call").await[0]["call"], json!(key));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_listener_speaks_tls_with_its_own_certificate() {
    let (graph, folder) = (FakeGraph::start().await.unwrap(), Folder::new("tls"));
    let own = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let [certificate, key] = ["certificate.pem", "key.pem"].map(|name| folder.0.join(name));
    std::fs::write(&certificate, own.cert.pem()).unwrap();
    std::fs::write(&key, own.signing_key.serialize_pem()).unwrap();
    let options = ["--tls-cert".as_ref(), certificate.as_os_str(), "--tls-key".as_ref(), key.as_os_str()];
    let service = Service::start(&graph, command(&graph, &folder.0).args(options));
    let address = service.listen.strip_prefix("https://").and_then(|rest| rest.strip_suffix("/graph")).unwrap();
    let trusted = reqwest::Certificate::from_pem(own.cert.pem().as_bytes()).unwrap();
    let client = reqwest::Client::builder().no_proxy().tls_certs_only([trusted]);
    let client = client.resolve("localhost", address.parse().unwrap()).build().unwrap();
    let url = format!("https://localhost:{}/graph", address.rsplit(':').next().unwrap());
    let (status, refused) = answer(client.post(url).body("{}").send().await.unwrap()).await;
    assert_eq!((status, &refused["error"]["code"]), (401, &json!("tokenMissing")));
    assert_eq!(service.stop().0, Some(0));

    // A key that is not the certificate's.
    let other = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    std::fs::write(&key, other.signing_key.serialize_pem()).unwrap();
    let output = command(&graph, &folder.0).args(options).output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(1) && err.contains("certificate.pem: "), "{err}");
}
