//! Secrets of `comms serve`: in no list of processes, log, metric, page or error.

use crate::running::{Run, program};
use crate::service::{APP, Folder, Reader, SECRET, Service, TENANT, TOKEN, command};
use comms_fake::FakeGraph;
use reqwest::Method;
use serde_json::json;
use std::process::Command;

/// The command lines of all processes that run.
fn processes() -> String {
    let all = std::fs::read_dir("/proc").unwrap().flatten();
    let lines = all.filter_map(|process| std::fs::read(process.path().join("cmdline")).ok());
    lines.map(|line| String::from_utf8_lossy(&line).replace('\0', " ") + "\n").collect()
}

/// Lets a service do all that touches secrets. Returns the secrets, and all that others can read of it.
async fn work(graph: &FakeGraph, command: &mut Command) -> (Vec<String>, String) {
    let mut service = Service::start(graph, command.args(["--log-level", "debug"]));
    service.token = Some(TOKEN);
    let mut shown = processes();
    assert!(shown.contains(APP), "the service is in the list: {shown}");
    let key = service.call().await;
    let (status, started) = service.post(&format!("/api/calls/{key}/recordResponse"), &json!({})).await;
    assert_eq!(status, 202, "{started}");
    let events = Reader::open(&service, None).await.until("end").await;
    let recording = events.last().unwrap()["body"]["recordingAccessToken"].as_str().unwrap().to_owned();
    let access = graph.request("createCall", 1).await;
    let access = access.header("authorization").unwrap().strip_prefix("Bearer ").unwrap().to_owned();
    let genuine = graph.notification_token(APP, TENANT);
    let forged = "made-up-notification-token".to_owned();

    let operation = started["operation"].as_str().unwrap();
    for path in [
        "/",
        "/page.css",
        "/page.js",
        "/metrics",
        "/healthz",
        "/api/openapi.json",
        "/api/calls",
        "/api/operations",
        "/api/timeline",
        "/api/nothing",
        &format!("/api/calls/{key}"),
        &format!("/api/operations/{operation}"),
    ] {
        shown += &service.request(Method::GET, path).send().await.unwrap().text().await.unwrap();
    }
    for token in [&genuine, &forged] {
        let answer = service.http.post(&service.listen).bearer_auth(token).body("[]").send().await.unwrap();
        assert!(!answer.status().is_success());
        shown += &answer.text().await.unwrap();
    }
    service.token = Some("made-up-guess");
    shown += &service.get("/api/calls").await.1.to_string();
    shown += &processes();
    let (code, log) = service.stop();
    assert!(code == Some(0) && log.contains("DEBUG"), "{log}");
    let secrets = [SECRET, TOKEN, "made-up-guess", &recording, &access, &genuine, &forged].map(str::to_owned);
    (secrets.into(), shown + &log)
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_are_in_nothing_that_others_read() {
    let (graph, folder) = (FakeGraph::start().await.unwrap(), Folder::new("secrets"));
    graph.expect_secret(APP, SECRET);
    let file = |name: &str, text: &str| {
        let path = folder.0.join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let mut from_environment = command(&graph, &folder.0);
    from_environment.env("COMMS_ADMIN_TOKEN", TOKEN);
    let mut from_files = command(&graph, &folder.0);
    from_files.env_remove("COMMS_SECRET").arg("--secret-file").arg(file("secret", SECRET));
    from_files.arg("--admin-token-file").arg(file("token", TOKEN));
    for command in [&mut from_environment, &mut from_files] {
        let (secrets, shown) = work(&graph, command).await;
        for secret in secrets {
            let found = shown.find(&secret).map(|at| &shown[at.saturating_sub(200)..at]);
            assert_eq!(found, None, "{secret} is shown behind this");
        }
    }
}

#[test]
fn a_secret_cannot_be_an_argument_and_is_not_repeated() {
    for arguments in [
        &["--secret=hush"][..],
        &["--client-secret=hush"],
        &["--admin-token=hush"],
        &["--secret", "hush"],
        &["--store", "postgres://bot:hush@127.0.0.1:1/calls"],
        &["--store", "postgres://127.0.0.1:1/calls?password=hush"],
    ] {
        let mut command = program();
        command.args(["serve", "--app-id", "a", "--tenant", "t", "--callback", "https://bot.example.com"]);
        let run = Run::from(command.env("COMMS_SECRET", "other").args(arguments).output().unwrap());
        assert!(run.code == Some(2) && run.out.is_empty(), "{arguments:?}: {:?} {}", run.code, run.err);
        assert!(!run.err.contains("hush"), "{}", run.err);
    }
}

/// The password of the database comes from the environment, and is not in the reason of a failure.
#[test]
fn the_password_of_the_database_is_not_in_errors() {
    for url in
        ["postgres://bot:hush@127.0.0.1:1/calls", "postgres://127.0.0.1:1/calls?user=bot&password=hush&sslmode=odd"]
    {
        let mut command = program();
        command.args(["serve", "--app-id", "a", "--tenant", "t", "--callback", "https://bot.example.com"]);
        let run = Run::from(command.env("COMMS_SECRET", "other").env("COMMS_STORE", url).output().unwrap());
        assert!(run.code == Some(1) && run.out.is_empty(), "{:?} {}", run.code, run.err);
        assert!(run.err.contains("127.0.0.1") && !run.err.contains("hush"), "{}", run.err);
    }
}
