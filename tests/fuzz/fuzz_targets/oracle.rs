//! Bytes → `serde_json` against ours: the same is accepted, but for what the contract states, and refused at the same place.
#![no_main]

use comms::{AnyCommsOperation, CommsNotifications, CommsOperation};
use entity_core::{Declared, Page, json};
use libfuzzer_sys::fuzz_target;
use tests::Everything;
use tests::judge::judge;

fn agrees<T: Declared + serde_core::de::DeserializeOwned>(bytes: &[u8]) {
    let ours = json::from_slice::<T>(bytes);
    let bridge = std::str::from_utf8(bytes).is_ok_and(|text| serde_json::from_str::<T>(text).is_ok());
    assert_eq!(ours.is_ok(), bridge, "serde reads otherwise: {:?}", String::from_utf8_lossy(bytes));
    page::<T>(bytes, ours);
}

fn page<T: Declared>(bytes: &[u8], ours: Result<T, json::Error>) {
    if let Ok(Ok(value)) = std::str::from_utf8(bytes).map(serde_json::from_str::<serde_json::Value>) {
        // What a `Value` holds is ours to read too, unless a stated rule forbids it: in a `Value`, members stand in another order,
        // and another of two tags can then make typed data of untyped.
        if ours.is_ok()
            && let Err(error) = json::from_value::<T>(value)
        {
            assert!(error.to_string().contains("is given twice"), "{error}");
        }
    }
    judge(bytes, T::TYPE, ours.map(|value| json::to_string(&value))).unwrap_or_else(|wrong| panic!("{wrong}"));
}

fuzz_target!(|bytes: &[u8]| {
    agrees::<AnyCommsOperation>(bytes);
    agrees::<CommsNotifications>(bytes);
    agrees::<Everything>(bytes);
    page(bytes, json::from_slice::<Page<CommsOperation>>(bytes));
    for known in tests::ALL.iter().take(3) {
        let outcome = known.read(bytes).map(|value| json::to_string(&value));
        judge(bytes, known.structured_type(), outcome).unwrap_or_else(|wrong| panic!("{wrong}"));
    }
});
