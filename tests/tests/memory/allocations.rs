//! Allocations of each job on the bench's inputs: exact on every machine. A change here is a change of speed.
#![allow(dead_code, missing_docs, unreachable_pub, clippy::pedantic, reason = "the bench's own modules")]

#[path = "../../benches/json/inputs.rs"]
mod inputs;
#[path = "../../benches/json/types.rs"]
mod types;
#[path = "../../benches/json/wide.rs"]
mod wide;

use comms::{AnyCommsOperation, Call, CommsNotifications};
use entity_core::json;
use entity_core::prelude::*;
use std::hint::black_box;
use wide::Wide;

fn allocations<T>(run: impl FnOnce() -> T) -> u64 {
    allocation_counter::measure(|| {
        black_box(run());
    })
    .count_total
}

/// Allocations to parse, to write, and to parse, change and write.
fn jobs<T: json::Read + json::Write>(text: &str, touch: impl Fn(&mut T)) -> [u64; 3] {
    let value: T = json::from_str(text).expect("readable");
    let modify = || {
        let mut value: T = json::from_str(text).expect("readable");
        touch(&mut value);
        json::to_vec(&value)
    };
    [
        allocations(|| json::from_str::<T>(text).expect("readable")),
        allocations(|| json::to_vec(&value)),
        allocations(modify),
    ]
}

fn touch(operation: &mut AnyCommsOperation) {
    operation.set_client_context("changed").expect("short");
}

#[test]
fn an_operation_allocates_once_for_each_text_and_once_to_write() {
    assert_eq!(jobs(&inputs::operation(), touch), [5, 1, 7], "five texts; a new one is set");
    assert_eq!(jobs(&inputs::operation_late(), touch), [6, 1, 8], "one more for the members before the tag");
}

#[test]
fn an_envelope_allocates_once_for_each_text_and_few_times_for_its_list() {
    let touch = |it: &mut CommsNotifications| it.value_mut()[0].set_resource_url("changed").expect("no limit");
    assert_eq!(jobs(&inputs::envelope(1), touch), [7, 2, 10]);
    assert_eq!(jobs(&inputs::envelope(100), touch), [605, 7, 613]);
    assert_eq!(jobs(&inputs::pretty(&inputs::envelope(100)), touch), [605, 7, 613], "white space costs none");
}

#[test]
fn a_wide_entity_allocates_once_for_each_text_in_any_order() {
    let touch = |it: &mut Wide| it.set_property(wide::PROPERTIES[0].0, "changed".into()).expect("a text");
    assert_eq!(jobs(&inputs::wide(false), touch), [60, 5, 67]);
    assert_eq!(jobs(&inputs::wide(true), touch), [60, 5, 67]);
}

#[test]
fn questions_do_not_allocate() {
    let operation: AnyCommsOperation = json::from_str(&inputs::operation()).expect("readable");
    assert_eq!(allocations(|| operation.validate().is_ok()), 0);
    assert_eq!(allocations(|| operation.deviations().len()), 0);
    assert_eq!(allocations(|| operation.client_context().map(str::len)), 0);
}

#[test]
fn a_call_with_most_of_its_properties_allocates_once_for_each_text_box_and_list() {
    let text = inputs::call();
    let call: Call = json::from_str(&text).expect("readable");
    assert!(call.deviations().is_empty() && call.participants().len() == 4, "{:?}", call.deviations());
    assert_eq!(tests::faithful(&json::to_string(&call)), tests::faithful(&text));
    assert_eq!(jobs(&text, |call: &mut Call| call.set_tenant_id("changed")), [164, 7, 172]);
}
