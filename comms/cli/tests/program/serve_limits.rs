//! More than `comms serve` takes at once: refused, with bounded memory.

use crate::service::{Folder, Service, answer, call, command, prompt};
use comms_fake::FakeGraph;
use reqwest::Method;
use std::io::Write as _;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

const MIB: usize = 1 << 20;

/// A connection of its own to the admin side, after these bytes are sent. The other side may refuse some of them.
async fn connect(service: &Service, bytes: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect(service.admin.strip_prefix("http://").unwrap()).await.unwrap();
    let _ = stream.write_all(bytes).await;
    stream
}

/// The head of the answer, in lower case.
async fn head(stream: &mut TcpStream) -> String {
    let mut read = Vec::new();
    while !read.windows(4).any(|window| window == b"\r\n\r\n") {
        let count = tokio::time::timeout(Duration::from_secs(10), stream.read_buf(&mut read)).await.expect("in time");
        assert_ne!(count.unwrap(), 0, "no answer");
    }
    String::from_utf8_lossy(&read).to_ascii_lowercase()
}

/// Returns whether a process may have so many files open.
fn may_open(files: u32) -> bool {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap();
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files")).unwrap();
    let soft = line.split_whitespace().next().unwrap();
    soft == "unlimited" || soft.parse::<u32>().unwrap() >= files
}

#[tokio::test(flavor = "multi_thread")]
async fn of_1000_streams_at_once_100_open_and_the_others_are_refused() {
    if !may_open(2000) {
        // Not by `eprintln!`, whose text the test's harness hides.
        let _ = std::io::stderr().write_all(b"SKIPPED: fewer than 2,000 open files are allowed: ulimit -n\n");
        return;
    }
    let (graph, folder) = (FakeGraph::start().await.unwrap(), Folder::new("streams"));
    let service = Service::start(&graph, &mut command(&graph, &folder.0));
    let before = service.most_memory();
    let streams = (0..1000).map(|_| connect(&service, b"GET /api/events HTTP/1.1\r\nhost: localhost\r\n\r\n"));
    let (mut open, mut refused) = (Vec::new(), Vec::new());
    for mut stream in futures_util::future::join_all(streams).await {
        let head = head(&mut stream).await;
        if head.starts_with("http/1.1 200 ") {
            open.push(stream);
        } else {
            assert!(head.starts_with("http/1.1 503 ") && head.contains("retry-after: 1\r\n"), "{head}");
            refused.push(stream);
        }
    }
    assert_eq!((open.len(), refused.len()), (100, 900));
    let grown = service.most_memory() - before;
    println!("1,000 streams take {:.1} MiB", f64::from(grown) / 1024.0);
    assert!(grown < 32 * 1024, "{grown} KiB");
    refused.clear();
    assert_eq!(service.get("/api/calls").await.0, 200);
    open.clear();
    for _ in 0..100 {
        if service.request(Method::GET, "/api/events").send().await.unwrap().status() == 200 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("closed streams make no place");
}

/// With and without a length in front.
#[tokio::test(flavor = "multi_thread")]
async fn bodies_of_10_mib_are_refused() {
    let (graph, folder) = (FakeGraph::start().await.unwrap(), Folder::new("huge"));
    let service = Service::start(&graph, &mut command(&graph, &folder.0));
    let start = "POST /api/calls HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n";
    let declared = format!("{start}content-length: {}\r\n\r\n", 10 * MIB);
    assert!(head(&mut connect(&service, declared.as_bytes()).await).await.starts_with("http/1.1 413 "));
    let before = service.most_memory();
    let chunk = format!("{MIB:x}\r\n{}\r\n", " ".repeat(MIB));
    let chunked = format!("{start}transfer-encoding: chunked\r\n\r\n{}0\r\n\r\n", chunk.repeat(10));
    let sent = (0..100).map(|_| async {
        let mut stream = connect(&service, chunked.as_bytes()).await;
        // The connection is closed, which may overtake the answer if not all was read.
        let mut read = [0; 13];
        let is_answered = stream.read_exact(&mut read).await.is_ok();
        assert!(!is_answered || &read == b"HTTP/1.1 413 ", "{}", String::from_utf8_lossy(&read));
        is_answered
    });
    let answered = futures_util::future::join_all(sent).await.into_iter().filter(|answered| *answered).count();
    let grown = service.most_memory() - before;
    println!("100 bodies of 10 MiB: {answered} answers of 413; they take {:.1} MiB", f64::from(grown) / 1024.0);
    assert!(answered > 0 && grown < 96 * 1024, "{grown} KiB");
    assert_eq!(graph.received("createCall"), 0);
    assert_eq!(answer(service.request(Method::GET, "/api/calls").send().await.unwrap()).await.0, 200);
    assert_eq!(service.post("/api/calls", &call()).await.0, 201);
}

/// Connections stay free for acks, whatever waits.
#[tokio::test(flavor = "multi_thread")]
async fn too_many_waits_are_refused() {
    let (graph, folder) = (FakeGraph::start().await.unwrap(), Folder::new("waits"));
    let service = Service::start(&graph, &mut command(&graph, &folder.0));
    graph.set(|settings| settings.operation = Duration::MAX);
    let key = service.call().await;
    let (_, started) = service.post(&format!("/api/calls/{key}/playPrompt"), &prompt("long")).await;
    let path = format!("/api/operations/{}", started["operation"].as_str().unwrap());
    let wait = || service.request(Method::GET, &format!("{path}?wait=60")).send();
    let mut waits: JoinSet<_> = (0..650).map(|_| wait()).collect();
    for _ in 0..50 {
        assert_eq!(waits.join_next().await.unwrap().unwrap().unwrap().status(), 503);
    }
    let next = tokio::time::timeout(Duration::from_millis(500), waits.join_next()).await;
    assert!(next.is_err(), "600 wait");
    drop(waits);
    assert_eq!(service.get(&path).await.0, 200);
}
