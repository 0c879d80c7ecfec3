//! The load: bare HTTP on connections that are kept, as fast as the answers come or at a pace.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// The calls that notifications are about, and the token.
#[derive(Clone)]
pub struct Load {
    pub keys: Arc<[String]>,
    /// The prefix of the calls' ids. It must differ from that of any other load on the same store.
    pub prefix: &'static str,
    pub token: Arc<str>,
}

impl Load {
    /// The n-th request: a call is put on hold, and taken back.
    fn request(&self, number: usize) -> String {
        let (at, prefix) = (number % self.keys.len(), self.prefix);
        let state = if (number / self.keys.len()).is_multiple_of(2) { "established" } else { "hold" };
        let body = format!(
            r##"{{"@odata.type":"#microsoft.graph.commsNotifications","value":[{{"@odata.type":"#microsoft.graph.commsNotification","changeType":"updated","resourceUrl":"/communications/calls/{prefix}-{at}","resourceData":{{"@odata.type":"#microsoft.graph.call","id":"{prefix}-{at}","state":"{state}"}}}}]}}"##
        );
        format!(
            "POST /graph/{} HTTP/1.1\r\nhost: bot\r\nauthorization: Bearer {}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            self.keys[at],
            self.token,
            body.len()
        )
    }
}

/// One connection. It sends every request of its own numbers.
struct Sender {
    stream: TcpStream,
    load: Load,
    number: usize,
    step: usize,
    read: Vec<u8>,
}

impl Sender {
    async fn connect(address: SocketAddr, load: &Load, index: usize, step: usize) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream, load: load.clone(), number: index, step, read: Vec::with_capacity(1024) }
    }

    /// Sends the next request, and returns whether it was taken.
    async fn send(&mut self) -> bool {
        let request = self.load.request(self.number);
        self.number += self.step;
        self.stream.write_all(request.as_bytes()).await.unwrap();
        self.read.clear();
        loop {
            assert_ne!(self.stream.read_buf(&mut self.read).await.unwrap(), 0, "the connection is closed");
            let Some(end) = self.read.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
            let head = String::from_utf8_lossy(&self.read[..end]).to_ascii_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            if self.read.len() >= end + 4 + length.map_or(0, |length| length.parse::<usize>().unwrap()) {
                return head.starts_with("http/1.1 202");
            }
        }
    }
}

/// Sends as fast as the answers come. Returns the requests that were taken in a second.
pub async fn rushed(address: SocketAddr, load: &Load, connections: usize, time: Duration) -> f64 {
    let started = Instant::now();
    let senders = (0..connections).map(|index| {
        let load = load.clone();
        tokio::spawn(async move {
            let mut sender = Sender::connect(address, &load, index, connections).await;
            let mut taken = 0_u32;
            while started.elapsed() < time {
                taken += u32::from(sender.send().await);
            }
            taken
        })
    });
    let mut taken = 0;
    for sender in senders.collect::<Vec<_>>() {
        taken += sender.await.unwrap();
    }
    f64::from(taken) / started.elapsed().as_secs_f64()
}

/// Sends at a pace, whatever the answers. Returns the waits, counted from the moment at which each request was to be sent.
pub async fn paced(address: SocketAddr, load: &Load, connections: usize, rate: u32, time: Duration) -> Vec<Duration> {
    let started = Instant::now();
    let pause = Duration::from_secs(1) * u32::try_from(connections).unwrap() / rate;
    let senders = (0..connections).map(|index| {
        let load = load.clone();
        tokio::spawn(async move {
            let mut sender = Sender::connect(address, &load, index, connections).await;
            let mut due = started + pause * u32::try_from(index).unwrap() / u32::try_from(connections).unwrap();
            let mut waits = Vec::new();
            while due.duration_since(started) < time {
                tokio::time::sleep_until(due.into()).await;
                assert!(sender.send().await, "a request was refused");
                waits.push(due.elapsed());
                due += pause;
            }
            waits
        })
    });
    let mut waits = Vec::new();
    for sender in senders.collect::<Vec<_>>() {
        waits.extend(sender.await.unwrap());
    }
    waits
}
