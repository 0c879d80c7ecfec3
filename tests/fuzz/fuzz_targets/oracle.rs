//! Bytes, read by `serde_json` and by entity-core: the same is accepted, except for the stated rules, and refused at the same place.
#![no_main]

use comms::{AnyCommsOperation, CommsNotifications, CommsOperation};
use entity_core::Page;
use libfuzzer_sys::fuzz_target;
use tests::judge::{typed_verdict, verdict};
use tests::{ALL, Everything};

fuzz_target!(|bytes: &[u8]| {
    let typed = [
        typed_verdict::<AnyCommsOperation>(bytes),
        typed_verdict::<CommsNotifications>(bytes),
        typed_verdict::<Everything>(bytes),
        typed_verdict::<Page<CommsOperation>>(bytes),
    ];
    for verdict in typed.into_iter().chain(ALL.iter().take(3).map(|known| verdict(known, bytes))) {
        verdict.unwrap_or_else(|wrong| panic!("{wrong}"));
    }
});
