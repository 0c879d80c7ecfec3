//! Bytes → entity → bytes → entity: a value is written back with nothing lost, and reads as the same value.
#![no_main]

use comms::{AnyCommsOperation, CommsNotifications, CommsOperation};
use entity_core::{Entity, Page, ReadError, json};
use libfuzzer_sys::fuzz_target;
use std::fmt::Debug;
use tests::choices::Choices;
use tests::{ALL, Everything, faithful, generate};

fn comes_back<T: json::Read + json::Write + Entity + Clone + Debug>(bytes: &[u8], same: impl Fn(&T, &T) -> bool) {
    let Ok(value) = json::from_slice::<T>(bytes) else { return };
    let text = std::str::from_utf8(bytes).expect("it was read");
    let written = json::to_string(&value);
    assert_eq!(faithful(&written), faithful(text), "{text}");
    let again: T = json::from_str(&written).unwrap_or_else(|error| panic!("{written}: {error}"));
    assert_eq!(json::to_string(&again), written);
    assert!(written.contains("NaN") || same(&again, &value), "{again:?} is not {value:?}");
    assert_eq!(again.deviations(), value.deviations());
    assert_eq!(again.validate(), value.validate());
    let _ = (value.properties(), value.clone());
}

fn by_registry(name: &str, bytes: &[u8]) {
    let value = match ALL.read_as(name, bytes) {
        Ok(value) => value,
        Err(ReadError::UnknownType(name)) => panic!("{name} is declared"),
        Err(_) => return,
    };
    let written = json::to_string(&value);
    assert_eq!(faithful(&written), faithful(std::str::from_utf8(bytes).expect("it was read")));
    let again = ALL.read_as(name, written.as_bytes()).unwrap_or_else(|error| panic!("{written}: {error}"));
    assert_eq!(json::to_string(&again), written);
    assert_eq!(again.deviations(), value.deviations(), "{written}");
}

fn all(bytes: &[u8]) {
    comes_back::<AnyCommsOperation>(bytes, PartialEq::eq);
    comes_back::<CommsNotifications>(bytes, PartialEq::eq);
    comes_back::<Page<CommsOperation>>(bytes, PartialEq::eq);
    comes_back::<Everything>(bytes, PartialEq::eq);
    by_registry("microsoft.graph.entity", bytes);
    by_registry("Collection(microsoft.graph.commsOperation)", bytes);
}

// The first byte chooses the types; the rest is a body, or chooses one made from a type's table.
fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    if *first < 128 {
        return all(rest);
    }
    let mut choices = Choices::new(rest);
    let Some(known) = ALL.iter().nth(choices.below(ALL.iter().count())) else { return };
    let body = generate::body(&mut choices, known.structured_type());
    by_registry(known.structured_type().name(), body.as_bytes());
    all(body.as_bytes());
});
