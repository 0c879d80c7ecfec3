//! A small server on loopback that answers by a script, and a clock whose sleeps take no time.
#![allow(dead_code, reason = "each test file uses a part")]

pub(crate) mod bench;
pub(crate) mod signer;

use comms_live::{BoxFuture, Clock, ManualClock};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// A request as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().skip(1).filter_map(|line| line.split_once(':'));
        lines.filter(|(header, _)| header.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim()).next()
    }
}

/// The reaction of the server to a request that it has read.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    /// Answers.
    Answer(u16, Vec<(String, String)>, String),
    /// Answers after a while.
    Slow(Duration, String),
    /// Closes the connection without an answer.
    Reset,
    /// The same, and takes no connection from then on.
    ResetAndStop,
    /// Promises a body and closes in the middle.
    Half(u16),
    /// Promises a body of this size, and sends none.
    Promise(u64),
    /// Never answers.
    Hang,
}

impl Reply {
    pub(crate) fn ok(body: &str) -> Self {
        Self::Answer(200, vec![], body.to_owned())
    }

    pub(crate) fn status(status: u16) -> Self {
        Self::Answer(status, vec![], String::new())
    }

    pub(crate) fn with(status: u16, header: (&str, &str), body: &str) -> Self {
        Self::Answer(status, vec![(header.0.to_owned(), header.1.to_owned())], body.to_owned())
    }
}

type Script = dyn FnMut(&Received) -> Reply + Send;

/// A server on 127.0.0.1 that keeps each request.
pub(crate) struct Server {
    addr: SocketAddr,
    requests: Arc<Mutex<Vec<Received>>>,
    task: tokio::task::JoinHandle<()>,
}

impl Server {
    pub(crate) async fn start(script: impl FnMut(&Received) -> Reply + Send + 'static) -> Self {
        let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = tcp.local_addr().unwrap();
        let requests = Arc::<Mutex<Vec<Received>>>::default();
        let script: Arc<Mutex<Box<Script>>> = Arc::new(Mutex::new(Box::new(script)));
        let kept = Arc::clone(&requests);
        let task = tokio::spawn(async move {
            let stop = Arc::new(tokio::sync::Notify::new());
            loop {
                let (stream, _) = tokio::select! {
                    accepted = tcp.accept() => accepted.unwrap(),
                    () = stop.notified() => return,
                };
                let (script, kept, stop) = (Arc::clone(&script), Arc::clone(&kept), Arc::clone(&stop));
                tokio::spawn(async move { drop(serve(stream, &script, &kept, &stop).await) });
            }
        });
        Self { addr, requests, task }
    }

    pub(crate) fn addr(&self) -> SocketAddr {
        self.addr
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.addr)
    }

    pub(crate) fn requests(&self) -> Vec<Received> {
        self.requests.lock().unwrap().clone()
    }

    /// The number of requests to a path that starts so.
    pub(crate) fn count(&self, path: &str) -> usize {
        self.requests.lock().unwrap().iter().filter(|request| request.path.starts_with(path)).count()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(
    mut stream: TcpStream,
    script: &Mutex<Box<Script>>,
    kept: &Mutex<Vec<Received>>,
    stop: &tokio::sync::Notify,
) -> std::io::Result<()> {
    loop {
        let Some(request) = read(&mut stream).await? else { return Ok(()) };
        let reply = (script.lock().unwrap())(&request);
        // Before it is kept, so that whoever sees the request finds the port closed.
        if matches!(reply, Reply::ResetAndStop) {
            stop.notify_one();
            tokio::task::yield_now().await;
        }
        kept.lock().unwrap().push(request);
        match reply {
            Reply::Answer(status, headers, body) => answer(&mut stream, status, &headers, &body).await?,
            Reply::Slow(pause, body) => {
                tokio::time::sleep(pause).await;
                answer(&mut stream, 200, &[], &body).await?;
            }
            Reply::Reset | Reply::ResetAndStop => return Ok(()),
            Reply::Half(status) => {
                let head = format!("HTTP/1.1 {status} X\r\ncontent-length: 100\r\n\r\n{{\"half");
                return stream.write_all(head.as_bytes()).await;
            }
            Reply::Promise(length) => {
                let head = format!("HTTP/1.1 200 X\r\ncontent-length: {length}\r\n\r\n");
                return stream.write_all(head.as_bytes()).await;
            }
            Reply::Hang => std::future::pending().await,
        }
    }
}

async fn answer(stream: &mut TcpStream, status: u16, headers: &[(String, String)], body: &str) -> std::io::Result<()> {
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let length = body.len();
    let text = format!("HTTP/1.1 {status} X\r\ncontent-length: {length}\r\n{headers}\r\n{body}");
    stream.write_all(text.as_bytes()).await
}

async fn read(stream: &mut TcpStream) -> std::io::Result<Option<Received>> {
    let mut bytes = Vec::new();
    let head_end = loop {
        if let Some(at) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break at;
        }
        if stream.read_buf(&mut bytes).await? == 0 {
            return Ok(None);
        }
    };
    let head = String::from_utf8_lossy(&bytes[..head_end]).into_owned();
    let mut line = head.split(' ');
    let (method, path) = (line.next().unwrap().to_owned(), line.next().unwrap().to_owned());
    let mut request = Received { method, path, head, body: String::new() };
    let length: usize = request.header("content-length").map_or(0, |length| length.parse().unwrap());
    while bytes.len() < head_end + 4 + length {
        if stream.read_buf(&mut bytes).await? == 0 {
            return Ok(None);
        }
    }
    request.body = String::from_utf8_lossy(&bytes[head_end + 4..]).into_owned();
    Ok(Some(request))
}

/// A clock whose sleeps end at once and move the time. It keeps how long they were.
#[derive(Debug, Default)]
pub(crate) struct SkippingClock {
    pub(crate) clock: ManualClock,
    slept: Mutex<Vec<Duration>>,
}

impl SkippingClock {
    pub(crate) fn slept(&self) -> Vec<Duration> {
        self.slept.lock().unwrap().clone()
    }
}

impl Clock for SkippingClock {
    fn now(&self) -> SystemTime {
        self.clock.now()
    }

    fn instant(&self) -> Instant {
        self.clock.instant()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.slept.lock().unwrap().push(duration);
        self.clock.push(duration);
        Box::pin(tokio::task::yield_now())
    }
}

/// Waits until the condition holds; panics after 5 s.
pub(crate) async fn until(mut holds: impl FnMut() -> bool) {
    for _ in 0..1000 {
        if holds() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("the condition does not hold");
}
