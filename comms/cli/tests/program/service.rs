//! Runs `comms serve` against a fake Graph, and talks to its admin side.

use crate::running::program;
use comms_fake::FakeGraph;
use reqwest::{Client, Method, Response};
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

pub(crate) const APP: &str = "0d3a7f5c-5e0f-4c4b-9a21-5a8d2ed33c11";
pub(crate) const TENANT: &str = "72f988bf-86f1-41af-91ab-2d7cd011db47";
pub(crate) const ORIGIN: &str = "https://bot.example.com";
pub(crate) const SECRET: &str = "made-up-client-secret";
pub(crate) const TOKEN: &str = "made-up-admin-token";

/// A folder of its own, deleted with the value.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("comms-serve-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The command with all options that it needs, on free ports.
pub(crate) fn command(graph: &FakeGraph, folder: &Path) -> Command {
    let mut command = program();
    command.arg("serve").args(["--app-id", APP, "--tenant", TENANT, "--callback", "https://bot.example.com/graph"]);
    command.args(["--graph", &graph.base_url(), "--login", &graph.login_url()]);
    command.args(["--keys", &graph.openid_url(), "--issuer", graph.issuer()]);
    command.args(["--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0"]);
    command.args(["--store".as_ref(), folder.join("calls.db").as_os_str()]).env("COMMS_SECRET", SECRET);
    command
}

/// A service that runs, and a client of its admin side.
pub(crate) struct Service {
    child: Child,
    /// The admin side's URL, without a slash at the end.
    pub(crate) admin: String,
    /// The URL that notifications come to.
    pub(crate) listen: String,
    pub(crate) http: Client,
    pub(crate) token: Option<&'static str>,
}

impl Service {
    /// Starts the program, and leads the fake's notifications to it.
    pub(crate) fn start(graph: &FakeGraph, command: &mut Command) -> Self {
        let command = command.args(["--log", "json"]).stdin(Stdio::null());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let Ok(line) = serde_json::from_str::<Value>(&line) else {
            let mut err = String::new();
            child.stderr.as_mut().unwrap().read_to_string(&mut err).unwrap();
            panic!("{line}{err}")
        };
        let url = |name: &str| line[name].as_str().unwrap().to_owned();
        let listen = url("listen");
        let address = listen.split("://").nth(1).unwrap().split('/').next().unwrap();
        graph.route(ORIGIN, address.parse().unwrap()).unwrap();
        let http = Client::builder().no_proxy().build().unwrap();
        let admin = url("admin").trim_end_matches('/').to_owned();
        Self { child, admin, listen, http, token: None }
    }

    /// The most memory that the process has had so far, in KiB.
    #[cfg(target_os = "linux")]
    pub(crate) fn most_memory(&self) -> u32 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.trim().strip_suffix(" kB").unwrap().parse().unwrap()
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.admin)).timeout(Duration::from_secs(30));
        match self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    pub(crate) async fn get(&self, path: &str) -> (u16, Value) {
        answer(self.request(Method::GET, path).send().await.unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> (u16, Value) {
        let request = self.request(Method::POST, path).header("content-type", "application/json");
        answer(request.body(body.to_string()).send().await.unwrap()).await
    }

    /// Places a call, and waits until it is established.
    pub(crate) async fn call(&self) -> String {
        let (status, body) = self.post("/api/calls", &call()).await;
        assert_eq!(status, 201, "{body}");
        let key = body["key"].as_str().unwrap().to_owned();
        for _ in 0..200 {
            if self.get(&format!("/api/calls/{key}")).await.1["state"] == "established" {
                return key;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("not established: {key}")
    }

    /// Ends the service with SIGTERM. Returns its exit code, and all that it wrote.
    pub(crate) fn stop(mut self) -> (Option<i32>, String) {
        let _ = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        let status = self.child.wait().unwrap();
        let mut text = String::new();
        self.child.stdout.as_mut().unwrap().read_to_string(&mut text).unwrap();
        self.child.stderr.as_mut().unwrap().read_to_string(&mut text).unwrap();
        (status.code(), text)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) async fn answer(response: Response) -> (u16, Value) {
    let status = response.status().as_u16();
    let text = response.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
}

/// The body of a call to a user.
pub(crate) fn call() -> Value {
    json!({
        "targets": [{"identity": {"user": {"id": "112f7296-5fa4-42ca-bae8-6a692b15d4b8"}}}],
        "requestedModalities": ["audio"],
        "mediaConfig": {"@odata.type": "#microsoft.graph.serviceHostedMediaConfig"},
    })
}

pub(crate) fn prompt(context: &str) -> Value {
    json!({
        "clientContext": context,
        "prompts": [{"@odata.type": "#microsoft.graph.mediaPrompt", "mediaInfo": {"uri": "https://cdn.example.com/a.wav"}}],
    })
}

/// A reader of events.
pub(crate) struct Reader {
    response: Response,
    text: String,
}

impl Reader {
    pub(crate) async fn open(service: &Service, last: Option<&str>) -> Self {
        let request = service.request(Method::GET, "/api/events");
        let request = last.into_iter().fold(request, |request, last| request.header("last-event-id", last));
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self { response, text: String::new() }
    }

    /// The next event. `None` at the stream's end.
    pub(crate) async fn next(&mut self) -> Option<Value> {
        loop {
            if let Some((block, rest)) = self.text.split_once("\n\n") {
                let member = |name: &str| block.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
                let (id, data) = (member("id: "), member("data: "));
                let rest = rest.to_owned();
                self.text = rest;
                if let Some(data) = data {
                    let event: Value = serde_json::from_str(&data).unwrap();
                    assert_eq!(event["id"].as_str(), id.as_deref());
                    return Some(event);
                }
                continue;
            }
            let chunk = self.response.chunk().await.ok().flatten()?;
            self.text += std::str::from_utf8(&chunk).unwrap();
        }
    }

    /// Reads on to an event of that kind, and returns it with those before.
    pub(crate) async fn until(&mut self, kind: &str) -> Vec<Value> {
        let mut events = Vec::new();
        loop {
            let next = tokio::time::timeout(Duration::from_secs(10), self.next()).await;
            let event = next.expect("an event in time").expect("an event");
            let is_it = event["kind"] == kind;
            events.push(event);
            if is_it {
                return events;
            }
        }
    }

    /// Returns whether nothing comes for a while.
    pub(crate) async fn is_quiet(&mut self) -> bool {
        tokio::time::timeout(Duration::from_millis(400), self.next()).await.is_err()
    }
}
