//! The growth of time with size, in shapes meant to make it grow faster.
//!
//! `cargo run --release -p tests --bin growth [-- MEGABYTES]` prints nanoseconds a byte to read, to write and to check texts
//! from 1 kB to 100 MB.

use comms::{AnyCommsOperation, CommsOperation};
use entity_core::{Entity, Page, json};
use std::hint::black_box;
use std::time::Instant;

type Shape = (&'static str, fn(usize) -> String);

/// `before`, pieces with commas between them up to the length, then `after`. Each piece is made from its index.
fn many(len: usize, before: &str, after: &str, piece: impl Fn(usize) -> String) -> String {
    let mut text = before.to_owned();
    let mut place = 0;
    while place == 0 || text.len() + after.len() < len {
        if place > 0 {
            text.push(',');
        }
        text += &piece(place);
        place += 1;
    }
    text + after
}

const SHAPES: [Shape; 9] = [
    ("a page of operations", |len| {
        many(len, "{\"value\":[", "]}", |n| {
            format!(
                "{{\"@odata.type\":\"#microsoft.graph.playPromptOperation\",\"id\":\"{n}\",\"status\":\"running\",\"clientContext\":\"c{n}\"}}"
            )
        })
    }),
    ("one huge clientContext", |len| format!("{{\"clientContext\":\"{}\"}}", "x".repeat(len))),
    ("the same, all escapes", |len| format!("{{\"clientContext\":\"{}\"}}", "\\n".repeat(len / 2))),
    ("undeclared members", |len| many(len, "{", "}", |n| format!("\"member{n}\":{n}"))),
    ("one undeclared member over and over", |len| many(len, "{", "}", |_| "\"again\":1".to_owned())),
    ("names of one hash", |len| many(len, "{", "}", |n| format!("\"clientCo{n:020}tContext\":1"))),
    ("long names with a common start", |len| many(len, "{", "}", |n| format!("\"{}{n}\":1", "n".repeat(200)))),
    ("deep ones side by side", |len| {
        many(len, "{\"all\":[", "]}", |_| format!("{}1{}", "[".repeat(120), "]".repeat(120)))
    }),
    ("a huge number", |len| format!("{{\"resultInfo\":{{\"code\":1{}}}}}", "0".repeat(len))),
];

fn main() {
    let most = std::env::args().nth(1).map_or(100, |megabytes| megabytes.parse().expect("a number of megabytes"));
    println!("{:38} {:>12} {:>9} {:>9} {:>9}", "nanoseconds a byte", "bytes", "read", "write", "validate");
    for (name, make) in SHAPES {
        let mut len = 1_000;
        while len <= most * 1_000_000 {
            let text = make(len);
            let [read, write, validate] = if text.starts_with("{\"value\"") {
                times::<Page<AnyCommsOperation>>(&text)
            } else {
                times::<CommsOperation>(&text)
            };
            println!("{name:38} {:12} {read:9.2} {write:9.2} {validate:9.2}", text.len());
            len *= 10;
        }
    }
}

fn times<T: json::Read + json::Write + Entity>(text: &str) -> [f64; 3] {
    let value: T = json::from_str(text).expect("readable");
    [
        timed(text.len(), || drop(black_box(json::from_str::<T>(text)))),
        timed(text.len(), || drop(black_box(json::to_string(&value)))),
        timed(text.len(), || drop(black_box(value.validate()))),
    ]
}

/// The least time of some runs, for each byte.
fn timed(len: usize, run: impl Fn()) -> f64 {
    let runs = (2_000_000 / len).clamp(3, 500);
    let least = (0..runs).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64()
    });
    #[allow(clippy::cast_precision_loss, reason = "a few megabytes")]
    let len = len as f64;
    least.fold(f64::INFINITY, f64::min) * 1e9 / len
}
