//! Memory of the listener. One thread does all, so that each allocation is counted.

mod support;

use std::sync::Arc;
use support::bench::Bench;

#[test]
fn memory_stays_bounded_whatever_200_senders_send() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let bench = Arc::new(runtime.block_on(Bench::new()));
    let objects = r#"{"resourceData":{}},"#.repeat(9_900);
    let costly = format!(r#"{{"value":[{objects}{{}}]}}"#);
    let many = format!(r#"{{"value":[{}]}}"#, vec!["{}"; 349_000].join(","));
    let large = format!(r#"{{"value":[],"x":"{}"}}"#, "a".repeat(1024 * 1024 - 100));
    let bodies = [costly, many, large].map(Arc::<str>::from);
    let taken = allocation_counter::measure(|| {
        let posts = (0..200).map(|n| {
            let (bench, body) = (Arc::clone(&bench), Arc::clone(&bodies[n % 3]));
            runtime.spawn(async move { bench.post(&*body).await.status })
        });
        for status in runtime.block_on(futures_util::future::join_all(posts.collect::<Vec<_>>())) {
            assert!(matches!(status.unwrap(), 202 | 413 | 503));
        }
    });
    // The budget of bodies, and the senders. An allocator may keep as much again of what was freed.
    assert!((1..48 * 1024 * 1024).contains(&taken.bytes_max), "{} bytes at once", taken.bytes_max);
}
