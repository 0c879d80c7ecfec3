//! Registries: types looked up by name, values read by their root's tag.

use super::tags::{MEMBERS, assert_kept, other_types, tagged};
use comms::prelude::*;
use comms::{AnyCommsOperation, SendDtmfTonesOperation};
use entity_core::{AnyEntity, ReadError, json};

mod two_cases {
    use entity_core::{ComplexType, DynamicProperties, Registered, Registry};

    #[derive(Clone, Debug, Default, PartialEq, ComplexType)]
    #[complex_type("x.op")]
    pub(super) struct Lower {
        #[dynamic]
        dynamic: DynamicProperties,
    }

    #[derive(Clone, Debug, Default, PartialEq, ComplexType)]
    #[complex_type("x.OP")]
    pub(super) struct Upper {
        #[dynamic]
        dynamic: DynamicProperties,
    }

    pub(super) static TYPES: Registry = Registry::new(&[Registered::of::<Lower>(), Registered::of::<Upper>()]);
}

#[test]
fn the_exact_name_is_found_before_one_in_another_case() {
    for (asked, found) in [("#x.OP", "x.OP"), ("x.op", "x.op"), ("X.Op", "x.op")] {
        assert_eq!(two_cases::TYPES.find(asked).map(|it| it.structured_type().name()), Some(found));
        let value = two_cases::TYPES.read(format!(r#"{{"@odata.type": "{asked}"}}"#).as_bytes()).expect("an object");
        assert_eq!(value.structured_type().name(), found);
    }
}

#[test]
fn invalid_json_is_refused_as_such_before_its_type_is_looked_up() {
    let error = comms::TYPES.read(br##"{"@odata.type": "#contoso.unknown", oops"##).unwrap_err();
    assert!(error.to_string().starts_with("expected a member's name"), "{error}");
    let error = comms::TYPES.read(br#"{"value": 1, "Value": 2}"#).unwrap_err();
    assert!(matches!(error, ReadError::NoTag), "{error}");
}

#[test]
fn a_tag_that_is_unknown_or_of_another_family_is_refused() {
    let refused = |name: &str, body: &str| comms::TYPES.read_as(name, body.as_bytes()).expect_err(body);
    for body in tagged(&MEMBERS, "microsoft.graph.identity") {
        assert!(matches!(refused("microsoft.graph.commsOperation", &body), ReadError::Unrelated { .. }), "{body}");
    }
    for body in tagged(&MEMBERS, "microsoft.graph.recordOperation") {
        assert!(matches!(refused("microsoft.graph.playPromptOperation", &body), ReadError::Unrelated { .. }), "{body}");
    }
    for body in tagged(&MEMBERS, "microsoft.graph.ofTomorrowOperation") {
        match comms::TYPES.read(body.as_bytes()) {
            Err(ReadError::UnknownType(name)) => assert_eq!(name, "microsoft.graph.ofTomorrowOperation"),
            other => panic!("{body}: {other:?}"),
        }
        let as_base = comms::TYPES
            .read_as("microsoft.graph.commsOperation", body.as_bytes())
            .expect("an operation of an unknown type");
        assert_kept(&as_base, &body);
        assert_eq!((as_base.structured_type().name(), other_types(&as_base)), ("microsoft.graph.commsOperation", 1));
    }
    for body in tagged(&MEMBERS, "microsoft.graph.entity") {
        let record = comms::TYPES
            .read_as("microsoft.graph.recordOperation", body.as_bytes())
            .expect("its base is of its family");
        assert_kept(&record, &body);
        assert_eq!(record.structured_type().name(), "microsoft.graph.recordOperation");
    }
    assert!(matches!(comms::TYPES.read(br#"{"id": "1"}"#), Err(ReadError::NoTag)));
    assert!(matches!(refused("microsoft.graph.nothing", "{}"), ReadError::UnknownType(_)));
    assert!(matches!(comms::TYPES.read(b"{"), Err(ReadError::Json(_))));
}

#[test]
fn a_boxed_value_is_written_like_the_value_it_is_made_of() {
    let tones = SendDtmfTonesOperation::default();
    assert_eq!(json::to_string(&AnyEntity::from(tones.clone())), "{}");
    let any = AnyCommsOperation::from(tones);
    assert_eq!(json::to_string(&AnyEntity::from(any.clone())), json::to_string(&any));
    assert!(json::to_string(&any).contains(super::tags::TONES));
}
