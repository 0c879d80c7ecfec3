//! Memory that the values of each case keep: prints `heap CASE CANDIDATE BYTES-RATIO ALLOCATIONS-RATIO`, relative to `serde`.
//!
//! With an argument, only of the cases with that text in their name. The bench `json` runs this as a program of its own,
//! because counting allocations slows them.
#![allow(dead_code, missing_docs, unreachable_pub, clippy::pedantic)]

mod inputs;
mod types;
mod wide;

use comms::{AnyCommsOperation, CommsNotifications};
use entity_core::json;
use serde::de::DeserializeOwned;
use serde_json::Value;
use types::{Envelope, OperationFlatten, OperationSerde};
use wide::{Wide, WideFlatten, WideSerde};

fn main() {
    let filter = std::env::args().nth(1).unwrap_or_default();
    let envelope = inputs::envelope(1000);
    let operation = case::<AnyCommsOperation, OperationSerde, OperationFlatten>;
    let notifications = case::<CommsNotifications, Envelope<OperationSerde>, Envelope<OperationFlatten>>;
    let wide = case::<Wide, WideSerde, WideFlatten>;
    let cases = [
        ("operation", inputs::operation(), operation as fn(&str, &[u8])),
        ("operation-late", inputs::operation_late(), operation),
        ("envelope", envelope.clone(), notifications),
        ("wide", inputs::wide(false), wide),
        ("wide-shuffled", inputs::wide(true), wide),
        ("pretty", inputs::pretty(&envelope), notifications),
    ];
    for (name, text, case) in cases.iter().filter(|(name, ..)| name.contains(&filter)) {
        case(name, text.as_bytes());
    }
}

/// Prints the memory of one case, relative to `S`.
fn case<E: json::Read, S: DeserializeOwned, F: DeserializeOwned>(case: &str, bytes: &[u8]) {
    let base = kept(|| serde_json::from_slice::<S>(bytes).expect("readable"));
    let line = |name: &str, (size, count): (f64, f64)| {
        let (sizes, counts) = (size / base.0, count / base.1);
        println!("heap {case} {name} {sizes:.3} {counts:.3}   # {size:.0} B, {count:.0} allocations");
    };
    line("entity", kept(|| json::from_slice::<E>(bytes).expect("readable")));
    line("serde", base);
    line("serde-flatten", kept(|| serde_json::from_slice::<F>(bytes).expect("readable")));
    line("value", kept(|| serde_json::from_slice::<Value>(bytes).expect("readable")));
}

/// Bytes and allocations that the value keeps.
fn kept<T>(read: impl FnOnce() -> T) -> (f64, f64) {
    let mut value = None;
    let info = allocation_counter::measure(|| value = Some(read()));
    (info.bytes_current as f64, info.count_current as f64)
}
