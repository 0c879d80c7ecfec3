//! Memory of the listener, in a process of its own.

mod support;

use std::sync::Arc;
use support::bench::Bench;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn memory_stays_bounded_whatever_200_senders_send() {
    let bench = Arc::new(Bench::new().await);
    let objects = r#"{"resourceData":{}},"#.repeat(9_900);
    let costly = format!(r#"{{"value":[{objects}{{}}]}}"#);
    let many = format!(r#"{{"value":[{}]}}"#, vec!["{}"; 349_000].join(","));
    let large = format!(r#"{{"value":[],"x":"{}"}}"#, "a".repeat(1024 * 1024 - 100));
    let bodies = [costly, many, large].map(Arc::<str>::from);
    let before = peak_memory();
    let posts = (0..200).map(|n| {
        let (bench, body) = (Arc::clone(&bench), Arc::clone(&bodies[n % 3]));
        tokio::spawn(async move { bench.post(&*body).await.status })
    });
    for status in futures_util::future::join_all(posts.collect::<Vec<_>>()).await {
        assert!(matches!(status.unwrap(), 202 | 413 | 503));
    }
    let (Some(before), Some(after)) = (before, peak_memory()) else { return };
    // The senders' own buffers are in it too.
    assert!(after - before < 56 * 1024, "{before} kB before, {after} kB after");
}

/// The most memory that the process had, in kB, if the system has that number.
fn peak_memory() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
