//! The listener on a socket, with a sink that keeps what it takes, and a client of bare bytes.

use super::signer::{APP, KeyServer, Signer};
use bytes::Bytes;
use comms_live::listener::{self, Limits, Sink, SinkError, Trace, Verifier};
use comms_live::{BoxFuture, CallKey, Clock as _, Cloud, ManualClock};
use entity_core::json;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::UNIX_EPOCH;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

pub(crate) const NOTIFICATION: &str =
    r#"{"value": [{"changeType": "updated", "resourceUrl": "/communications/calls/7"}]}"#;

/// Reads what it takes as the engine does, and keeps it. `fault` makes it refuse.
#[derive(Default)]
pub(crate) struct Kept {
    pub(crate) taken: Mutex<Vec<(Option<CallKey>, Trace, Bytes)>>,
    pub(crate) fault: Mutex<Option<SinkError>>,
}

impl Sink for Kept {
    fn take(&self, key: Option<CallKey>, trace: Trace, body: Bytes) -> BoxFuture<'_, Result<(), SinkError>> {
        Box::pin(async move {
            json::from_slice::<comms::CommsNotifications>(&body)?;
            if let Some(fault) = self.fault.lock().unwrap().clone() {
                return Err(fault);
            }
            // A large body is not kept: one test measures the listener's memory.
            let body = if body.len() > 64 * 1024 { Bytes::new() } else { body };
            self.taken.lock().unwrap().push((key, trace, body));
            Ok(())
        })
    }

    fn health(&self) -> BoxFuture<'_, Result<(), SinkError>> {
        Box::pin(async { self.fault.lock().unwrap().clone().map_or(Ok(()), Err) })
    }
}

pub(crate) struct Bench {
    pub(crate) addr: SocketAddr,
    pub(crate) sink: Arc<Kept>,
    pub(crate) keys: KeyServer,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) token: String,
}

impl Bench {
    pub(crate) async fn new() -> Self {
        Self::with(Limits::default()).await
    }

    pub(crate) async fn with(limits: Limits) -> Self {
        let keys = KeyServer::start(&[Signer::first()]).await;
        let clock = Arc::new(ManualClock::new());
        let cloud = Cloud::custom("https://graph.example", "https://login.example");
        let cloud = cloud.key_document(keys.document()).issuer("https://graph.microsoft.com");
        let verifier = Arc::new(Verifier::new(&cloud, APP, Arc::clone(&clock) as _).unwrap());
        let sink = Arc::<Kept>::default();
        let router = listener::router("/graph/", Arc::clone(&sink) as _, Arc::clone(&verifier), limits).unwrap();
        let router = router.merge(listener::health("/healthz", Arc::clone(&sink) as _, verifier).unwrap());
        let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = tcp.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(tcp, router).await.unwrap() });
        let now = clock.now().duration_since(UNIX_EPOCH).unwrap().as_secs();
        let claims = json!({ "iss": "https://graph.microsoft.com", "aud": APP, "tid": "t", "exp": now + 3600 });
        let token = Signer::first().token(&claims);
        Self { addr, sink, keys, clock, token }
    }

    /// A POST with a good token, as text up to the body.
    pub(crate) fn head(&self, headers: &str) -> String {
        format!("POST /graph HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\n{headers}\r\n", self.token)
    }

    pub(crate) fn sized(&self, length: usize) -> String {
        self.head(&format!("content-length: {length}\r\n"))
    }

    pub(crate) async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.addr).await.unwrap()
    }

    pub(crate) async fn post(&self, body: impl AsRef<[u8]>) -> Answer {
        let body = body.as_ref();
        self.exchange(&self.sized(body.len()), body).await
    }

    pub(crate) async fn exchange(&self, head: &str, body: &[u8]) -> Answer {
        let mut stream = self.connect().await;
        stream.write_all(head.as_bytes()).await.unwrap();
        // The answer may come, and the connection go, before the body is sent.
        let _ = stream.write_all(body).await;
        Answer::read(&mut stream).await
    }

    pub(crate) fn taken(&self) -> usize {
        self.sink.taken.lock().unwrap().len()
    }
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) async fn read(stream: &mut (impl AsyncRead + Unpin)) -> Self {
        let mut bytes = Vec::new();
        loop {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            if let Some((head, body)) = text.split_once("\r\n\r\n") {
                let head = head.to_ascii_lowercase();
                let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
                if body.len() >= length.map_or(0, |length| length.parse().unwrap()) {
                    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
                    return Self { status, head, body: body.to_owned() };
                }
            }
            assert_ne!(stream.read_buf(&mut bytes).await.unwrap_or(0), 0, "no whole answer: {text}");
        }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    pub(crate) fn error(&self) -> Value {
        serde_json::from_str::<Value>(&self.body).unwrap()["error"].take()
    }

    /// The status and the code of the error.
    pub(crate) fn refusal(&self) -> (u16, String) {
        (self.status, self.error()["code"].as_str().unwrap().to_owned())
    }
}
