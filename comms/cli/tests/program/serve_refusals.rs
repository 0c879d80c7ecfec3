//! Requests that the admin side of `comms serve` refuses, and options that it does not start with.

use crate::running::Run;
use crate::service::{Folder, Service, TOKEN, answer, call, command, prompt};
use comms_fake::{FakeGraph, Fault};
use reqwest::Method;
use serde_json::{Value, json};

fn code(answer: &(u16, Value)) -> (u16, &str) {
    (answer.0, answer.1["error"]["code"].as_str().unwrap_or_default())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_is_refused() {
    let (graph, folder) = (FakeGraph::start().await.unwrap(), Folder::new("strangers"));
    let token_file = folder.0.join("token");
    std::fs::write(&token_file, format!("{TOKEN}\n")).unwrap();
    let mut service = Service::start(
        &graph,
        command(&graph, &folder.0).args(["--admin-token-file".as_ref(), token_file.as_os_str()]),
    );
    let with = async |name: &str, value: &str| {
        let request = service.request(Method::GET, "/api/calls").header("authorization", format!("Bearer {TOKEN}"));
        answer(request.header(name, value).send().await.unwrap()).await
    };
    assert_eq!(with("accept", "*/*").await.0, 200);
    assert_eq!(code(&with("host", "evil.example").await), (421, "wrongHost"));
    assert_eq!(code(&with("origin", "http://evil.example").await), (403, "wrongOrigin"));
    assert_eq!(code(&with("origin", "null").await), (403, "wrongOrigin"));
    assert_eq!(code(&with("sec-fetch-site", "cross-site").await), (403, "wrongOrigin"));
    for token in [None, Some("wrong"), Some(""), Some("made-up-admin-toke"), Some("made-up-admin-token2")] {
        service.token = token;
        for path in ["/api/calls", "/api/events", "/metrics", "/api/openapi.json", "/api/nothing"] {
            assert_eq!(code(&service.get(path).await), (401, "token"), "{token:?} {path}");
        }
        assert_eq!(code(&service.post("/api/calls", &call()).await), (401, "token"));
    }
    assert_eq!(graph.received("createCall"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_and_queries_that_cannot_be_are_refused() {
    let (graph, folder) = (FakeGraph::start().await.unwrap(), Folder::new("bodies"));
    let service = Service::start(&graph, &mut command(&graph, &folder.0));
    let send = async |body: String, type_: &str| {
        let request = service.request(Method::POST, "/api/calls").header("content-type", type_);
        answer(request.body(body).send().await.unwrap()).await
    };
    assert_eq!(code(&send(call().to_string(), "text/plain").await), (415, "unsupported"));
    for text in ["", "[]", "{", "null", "{\"subject\": 1, \"subject\": 2}"] {
        assert_eq!(code(&send(text.to_owned(), "application/json").await), (400, "badRequest"), "{text}");
    }
    for path in [
        "/api/calls?limit=0",
        "/api/calls?limit=101",
        "/api/calls?after=x",
        "/api/calls?page=2",
        "/api/operations?state=all",
        "/api/operations?from=1",
    ] {
        assert_eq!(code(&service.get(path).await), (400, "badRequest"), "{path}");
    }
    assert_eq!(code(&service.get("/api/nothing").await), (404, "noSuchRoute"));
    assert_eq!(code(&service.get("/api/operations/7").await), (404, "noSuchOperation"));
    assert_eq!(code(&service.post("/api/events", &json!({})).await), (405, "wrongMethod"));
    assert_eq!(code(&service.post("/api/events/7/ack", &json!({})).await), (404, "noSuchEvent"));
    assert_eq!(graph.received("createCall"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn actions_that_fail_say_why() {
    let (graph, folder) = (FakeGraph::start().await.unwrap(), Folder::new("actions"));
    let service = Service::start(&graph, &mut command(&graph, &folder.0));
    let key = service.call().await;
    let post = async |path: &str, body: Value| service.post(&format!("/api/calls/{path}"), &body).await;
    let unknown = "6a1b2c3d-5fa4-42ca-bae8-6a692b15d4b8";
    assert_eq!(code(&post(&format!("{unknown}/mute"), json!({})).await), (404, "noSuchCall"));
    assert_eq!(code(&post("7/mute", json!({})).await), (404, "noSuchCall"));
    assert_eq!(code(&post(&format!("{key}/dance"), json!({})).await), (404, "noSuchAction"));
    assert_eq!(code(&post(&format!("{key}/startHoldMusic"), json!({})).await), (405, "notBoundHere"));

    let none = post(&format!("{key}/playPrompt"), json!({"prompts": []})).await;
    assert_eq!(code(&none), (422, "invalid"));
    assert_eq!(none.1["error"]["violations"][0]["path"], "/prompts");
    let mistyped = post(&format!("{key}/recordResponse"), json!({"maxRecordDurationInSeconds": "long"})).await;
    assert_eq!(mistyped.1["error"]["violations"][0]["path"], "/maxRecordDurationInSeconds", "{}", mistyped.1);
    let tag = post(&format!("{key}/keepAlive"), json!({"@odata.type": 7})).await;
    assert_eq!(tag.1["error"]["violations"][0]["path"], "/@odata.type", "{}", tag.1);
    let own = post(&format!("{key}/answer"), json!({"callbackUri": "https://elsewhere.example"})).await;
    assert_eq!(own.1["error"]["violations"][0]["path"], "/callbackUri");
    let mut elsewhere = call();
    elsewhere["callbackUri"] = json!("https://elsewhere.example");
    assert_eq!(code(&service.post("/api/calls", &elsewhere).await), (422, "invalid"));
    let mut tenant = call();
    tenant["tenantId"] = json!(unknown);
    assert_eq!(code(&service.post("/api/calls", &tenant).await), (422, "otherTenant"));

    graph.next_on("playPrompt", Fault::ResetAfter);
    let lost = post(&format!("{key}/playPrompt"), prompt("lost")).await;
    assert_eq!(code(&lost), (504, "unknownFate"));
    let operation = lost.1["error"]["operation"].as_str().unwrap();
    let (_, ended) = service.get(&format!("/api/operations/{operation}?wait=10")).await;
    assert_eq!(ended["outcome"], "succeeded", "its notification shows what happened");

    graph.next_on("createCall", Fault::Unavailable { retry_after: None });
    let refused = service.post("/api/calls", &call()).await;
    assert_eq!((code(&refused), &refused.1["error"]["graph"]["status"]), ((502, "refused"), &json!(503)));
    graph.next_on("createCall", Fault::ResetAfter);
    let lost = service.post("/api/calls", &call()).await;
    assert!(code(&lost) == (504, "unknownFate") && lost.1["error"]["call"].is_string(), "{}", lost.1);

    service.request(Method::DELETE, &format!("/api/calls/{key}")).send().await.unwrap();
    for _ in 0..100 {
        if service.get(&format!("/api/calls/{key}")).await.1["endedAt"].is_string() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert_eq!(code(&post(&format!("{key}/mute"), json!({})).await), (409, "callEnded"));
}

#[tokio::test(flavor = "multi_thread")]
async fn options_that_are_not_safe_or_cannot_work_are_refused() {
    let (graph, folder) = (FakeGraph::start().await.unwrap(), Folder::new("options"));
    let refuse = |arguments: &[&str], code: i32, reason: &str| {
        let run = Run::from(command(&graph, &folder.0).args(arguments).output().unwrap());
        assert!(run.code == Some(code) && run.err.contains(reason), "{arguments:?}: {:?} {}", run.code, run.err);
        assert!(!run.err.contains("hush") && run.out.is_empty(), "{}{}", run.out, run.err);
    };
    let missing = folder.0.join("missing");
    let missing = missing.to_str().unwrap();
    let without_store = |arguments: &[&str]| {
        let mut command = crate::running::program();
        command.args(["serve", "--app-id", "a", "--tenant", "t", "--callback", "https://bot.example.com"]);
        Run::from(command.env("COMMS_SECRET", "hush").args(arguments).output().unwrap())
    };
    refuse(&["--admin-token-file", missing], 1, "cannot read");
    refuse(&["--tls-cert", missing], 2, "--tls-key");
    let run = without_store(&["--store", "postgres://bot:hush@127.0.0.1:1/calls"]);
    assert!(run.code == Some(2) && run.err.contains("COMMS_STORE") && !run.err.contains("hush"), "{}", run.err);
    let run = without_store(&["--store", "host=db password=hush"]);
    assert!(run.code == Some(2) && run.err.contains("postgres://") && !run.err.contains("hush"), "{}", run.err);
    let run = without_store(&["--admin", "0.0.0.0:0"]);
    assert!(run.code == Some(2) && run.err.contains("needs a token"), "{}", run.err);
    let run = without_store(&["--cloud", "moon"]);
    assert!(run.code == Some(2) && run.err.contains("us-gov-dod"), "{}", run.err);
    let run = without_store(&["--secret-file", "a", "--certificate", "b"]);
    assert_eq!(run.code, Some(2), "{}", run.err);
    let run = Run::from(crate::running::program().arg("serve").output().unwrap());
    assert!(run.code == Some(2) && run.err.contains("--app-id"), "{}", run.err);
}
