//! A bot for the tests: it places calls, asks for actions, and keeps the notifications that it gets.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use comms_fake::FakeGraph;
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

pub(crate) const APP: &str = "2891555a-92ff-42e6-80fa-6e1300c6b5c6";
pub(crate) const TENANT: &str = "632899f8-2ea1-4604-8413-27bd2892079f";
pub(crate) const CALLBACK: &str = "https://bot.example.com/graph";

/// A notification as it came to the callback.
#[derive(Clone, Debug)]
pub(crate) struct Got {
    pub(crate) headers: HeaderMap,
    pub(crate) item: Value,
}

impl Got {
    pub(crate) fn data(&self) -> &Value {
        &self.item["resourceData"]
    }

    pub(crate) fn is_operation(&self) -> bool {
        self.data()["@odata.type"].as_str().is_some_and(|tag| tag.ends_with("Operation"))
    }
}

#[derive(Clone, Default)]
struct Inbox {
    got: Arc<Mutex<Vec<Got>>>,
    /// Statuses of the next answers; 202 afterwards.
    answers: Arc<Mutex<VecDeque<u16>>>,
}

pub(crate) struct Bot {
    pub(crate) graph: FakeGraph,
    pub(crate) http: reqwest::Client,
    pub(crate) token: String,
    inbox: Inbox,
}

async fn take(State(inbox): State<Inbox>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let status = inbox.answers.lock().unwrap().pop_front().unwrap_or(202);
    let body: Value = serde_json::from_slice(&body).unwrap();
    for item in body["value"].as_array().unwrap() {
        inbox.got.lock().unwrap().push(Got { headers: headers.clone(), item: item.clone() });
    }
    StatusCode::from_u16(status).unwrap()
}

impl Bot {
    pub(crate) async fn start() -> Self {
        let graph = FakeGraph::start().await.unwrap();
        let inbox = Inbox::default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        graph.route("https://bot.example.com", listener.local_addr().unwrap()).unwrap();
        let app = axum::Router::new().fallback(take).with_state(inbox.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        let token = graph.token(APP, TENANT);
        Self { graph, http: reqwest::Client::new(), token, inbox }
    }

    /// Sends a request; an empty body is none.
    pub(crate) async fn send(&self, method: &str, path: &str, body: Value) -> reqwest::Result<(u16, Value)> {
        let url = format!("{}{path}", self.graph.base_url());
        let mut request = self.http.request(method.parse().unwrap(), url).bearer_auth(&self.token);
        if !body.is_null() {
            request = request.json(&body);
        }
        let answer = request.send().await?;
        let status = answer.status().as_u16();
        Ok((status, serde_json::from_slice(&answer.bytes().await?).unwrap_or_default()))
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        self.send("POST", path, body).await.unwrap()
    }

    /// Starts an action on a call.
    pub(crate) async fn act(&self, call: &str, action: &str, body: Value) -> (u16, Value) {
        self.post(&format!("/communications/calls/{call}/{action}"), body).await
    }

    /// Places a call and waits until it is established.
    pub(crate) async fn call(&self) -> String {
        let (status, call) = self.post("/communications/calls", placing()).await;
        assert_eq!(status, 201, "{call}");
        self.idle().await;
        call["id"].as_str().unwrap().to_owned()
    }

    /// A call that comes in, and waits for an answer.
    pub(crate) async fn incoming(&self) -> String {
        self.graph.register(APP, CALLBACK).unwrap();
        let id = self.graph.incoming(comms::Call::default()).unwrap();
        self.idle().await;
        id
    }

    pub(crate) async fn idle(&self) {
        tokio::time::timeout(Duration::from_secs(20), self.graph.idle()).await.expect("the fake comes to rest");
    }

    /// Answers the next notifications with these statuses.
    pub(crate) fn answer(&self, statuses: &[u16]) {
        self.inbox.answers.lock().unwrap().extend(statuses);
    }

    pub(crate) fn got(&self) -> Vec<Got> {
        self.inbox.got.lock().unwrap().clone()
    }

    /// Forgets what came so far.
    pub(crate) fn clear(&self) {
        self.inbox.got.lock().unwrap().clear();
    }

    /// The operations' ends that came.
    pub(crate) fn ends(&self) -> Vec<Value> {
        self.got().iter().filter(|got| got.is_operation()).map(|got| got.data().clone()).collect()
    }

    /// The states of calls that came.
    pub(crate) fn states(&self) -> Vec<String> {
        let got = self.got();
        let state = |got: &Got| got.data()["state"].as_str().map(str::to_owned);
        got.iter().filter_map(state).collect()
    }
}

/// A call that can be placed.
pub(crate) fn placing() -> Value {
    json!({
        "@odata.type": "#microsoft.graph.call",
        "callbackUri": CALLBACK,
        "targets": [target("112f7296-5fa4-42ca-bae8-6a692b15d4b8")],
        "requestedModalities": ["audio"],
        "mediaConfig": {"@odata.type": "#microsoft.graph.serviceHostedMediaConfig"},
        "tenantId": TENANT,
    })
}

pub(crate) fn target(user: &str) -> Value {
    json!({
        "@odata.type": "#microsoft.graph.invitationParticipantInfo",
        "identity": {
            "@odata.type": "#microsoft.graph.identitySet",
            "user": {"@odata.type": "#microsoft.graph.identity", "id": user},
        },
    })
}

pub(crate) fn prompt(context: &str) -> Value {
    json!({
        "prompts": [{
            "@odata.type": "#microsoft.graph.mediaPrompt",
            "mediaInfo": {"uri": "https://cdn.example.com/greeting.wav", "resourceId": "4ad2b5c6-3a55-4d57-a9b6-1c34f7b4c2f1"},
        }],
        "clientContext": context,
    })
}
