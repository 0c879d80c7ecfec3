//! What fuzzing and generated cases found, each as small as it can be.

use comms::AnyCommsOperation;
use comms::prelude::*;
use entity_core::{Tracked, json};
use serde_json::Value;
use tests::{AnyShape, Circle, Everything, Frame, Shape, merge};

fn read<T: json::Read>(text: &str) -> T {
    json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The patch applied to the old body, read again.
fn merged<T: json::Read>(old: &str, patch: Option<&str>) -> T {
    let mut merged: Value = read_json(old);
    merge(&mut merged, &read_json(patch.unwrap_or("{}")));
    json::from_value(merged.clone()).unwrap_or_else(|error| panic!("{merged}: {error}"))
}

fn read_json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// A shape received with that tag, replaced by another one.
fn replaced(tag: &str, new: impl Into<AnyShape>) -> Everything {
    let old = format!(r#"{{"shape": {{{tag}, "name": "n"}}}}"#);
    let mut tracked = Tracked::new(read::<Everything>(&old));
    tracked.set_shape(new.into());
    merged(&old, tracked.patch().as_deref())
}

#[test]
fn a_patch_takes_the_old_tag_out_whatever_its_name_was() {
    for name in ["@odata.type", "@type", "@ODATA.TYPE", "\\u0040odata.type"] {
        for type_ in [
            "#tests.circle",
            "tests.circle",
            "\\u0023tests.circle",
            "https://example.com#tests.circle",
            "#contoso.unknown",
            "#tests.frame",
        ] {
            let tag = format!(r#""{name}": "{type_}""#);
            assert!(matches!(replaced(&tag, Circle::default()).shape(), AnyShape::Circle(_)), "{tag}");
            assert!(matches!(replaced(&tag, Frame::default()).shape(), AnyShape::Frame(_)), "{tag}");
            assert!(matches!(replaced(&tag, Shape::default()).shape(), AnyShape::Other(_)), "{tag}");
        }
    }
    assert!(matches!(replaced(r#""@type": 5"#, Circle::default()).shape(), AnyShape::Circle(_)));
    let old = r#"{"@type": "contoso.unknown", "status": "running"}"#;
    let mut tracked = Tracked::new(read::<AnyCommsOperation>(old));
    tracked.dynamic_mut().remove("@type");
    tracked.dynamic_mut().insert("@odata.type", "#contoso.other");
    let merged: AnyCommsOperation = merged(old, tracked.patch().as_deref());
    assert_eq!(merged.dynamic().type_name().as_deref(), Some("contoso.other"));
}

#[test]
fn what_is_set_in_a_union_reads_back_equal() {
    let mut made = Everything::default();
    made.set_shape(AnyShape::from(Circle::default()));
    made.shapes_mut().push(AnyShape::from(Frame::default()));
    let written = json::to_string(&made);
    assert_eq!(written, r##"{"shape":{"@odata.type":"#tests.circle"},"shapes":[{"@odata.type":"#tests.frame"}]}"##);
    assert_eq!(read::<Everything>(&written), made, "the tag says no more than the type does");
    for tag in ["\"@type\": \"#tests.circle\"", "\"@odata.type\": \"tests.circle\""] {
        assert_eq!(read::<AnyShape>(&format!("{{{tag}}}")), AnyShape::from(Circle::default()), "{tag}");
    }
    assert_ne!(
        read::<AnyShape>(r##"{"@odata.type": "#contoso.unknown"}"##),
        AnyShape::default(),
        "a type that it is not"
    );
    assert_ne!(read::<AnyShape>(r##"{"@odata.type": "#tests.circle"}"##), AnyShape::from(Frame::default()));
}

#[test]
fn a_tag_in_another_spelling_can_be_taken_out_and_replaced() {
    for tag in [
        "\"@type\": \"tests.circle\"",
        "\"@odata.type\": \"#tests.circle\"",
        "\"@odata.type\": \"tests.circle\"",
        "\"\\u0040type\": \"tests.circle\"",
    ] {
        let mut circle: Circle = read(&format!("{{{tag}, \"more\": 1}}"));
        assert_eq!(circle.dynamic().type_name().as_deref(), Some("tests.circle"), "{tag}");
        let names: Vec<_> = circle.dynamic().iter().map(|(name, _)| name.into_owned()).collect();
        assert_eq!(names.len(), 2, "{tag}");
        circle.dynamic_mut().insert("@odata.type", "#tests.other");
        assert_eq!(json::to_string(&circle), r##"{"@odata.type":"#tests.other","more": 1}"##);
        let mut circle: Circle = read(&format!("{{{tag}, \"more\": 1}}"));
        assert!(circle.dynamic_mut().remove(&names[0]).is_some());
        assert_eq!(
            (circle.dynamic().type_name(), json::to_string(&circle)),
            (None, r#"{"more": 1}"#.to_owned()),
            "{tag}"
        );
    }
}

#[test]
fn an_empty_value_of_a_subtype_is_a_change() {
    let mut tracked = Tracked::new(Everything::default());
    tracked.set_shape(AnyShape::from(Frame::default()));
    assert_eq!(tracked.patch().as_deref(), Some(r##"{"shape":{"@odata.type":"#tests.frame"}}"##));
    tracked.set_shape(AnyShape::from(Shape::default()));
    assert_eq!(tracked.patch(), None, "as `_mut` inserts it");
}

#[test]
fn a_tag_that_is_looked_for_ahead_is_refused_where_it_is_wrong() {
    let body = "{\"value\": [{\"resourceData\": {\"@odata.type\":\"#microsoft.\ngraph\"}}]}";
    let error = json::from_str::<comms::CommsNotifications>(body).unwrap_err();
    assert_eq!(
        error.to_string(),
        "control character in a string: it must be escaped at line 1 column 56 (/value/0/resourceData/@odata.type)"
    );
}

mod look_alike {
    use entity_core::{ComplexType, DynamicProperties, Prop};

    /// A complex type that is called as one of Edm's kinds.
    #[derive(Clone, Debug, Default, PartialEq, ComplexType)]
    #[complex_type("tests.binary")]
    pub(super) struct Binary {
        #[prop("code", max_len = 2)]
        code: Prop<String>,
        #[dynamic]
        dynamic: DynamicProperties,
    }

    #[derive(Clone, Debug, Default, PartialEq, ComplexType)]
    #[complex_type("tests.holder")]
    pub(super) struct Holder {
        #[prop("held")]
        held: Prop<Binary>,
        #[prop("list")]
        list: Prop<Vec<serde_json::Value>>,
        #[prop("flag")]
        flag: Prop<bool>,
        #[dynamic]
        dynamic: DynamicProperties,
    }

    macro_rules! with_rule {
        ($name:ident, $rule:meta) => {
            #[derive(Clone, Debug, Default, PartialEq, ComplexType)]
            #[complex_type("tests.ruled")]
            pub(super) struct $name {
                #[prop("code", $rule)]
                code: Prop<String>,
                #[dynamic]
                dynamic: DynamicProperties,
            }
        };
    }
    with_rule!(Ruled, max_len = 2);
}

#[test]
fn a_type_called_as_one_of_edm_s_kinds_is_validated() {
    let holder: look_alike::Holder = read(r#"{"held": {"code": "abcdef"}}"#);
    assert_eq!(holder.validate().unwrap_err().iter().next().map(entity_core::Violation::path), Some("/held/code"));
}

#[test]
fn a_rule_that_a_macro_hands_on_is_a_rule() {
    let mut ruled = look_alike::Ruled::default();
    assert_eq!(ruled.set_code("abc").unwrap_err().rule(), "max_len");
    assert_eq!(read::<look_alike::Ruled>(r#"{"code": "abc"}"#).validate().unwrap_err().len(), 1);
}

#[test]
fn null_among_untyped_values_is_one_of_them() {
    let holder: look_alike::Holder = read(r#"{"list": [null, 1.50]}"#);
    assert_eq!(holder.list().len(), 2);
    assert_eq!(holder.deviations(), []);
}

#[test]
fn escapes_alone_make_no_other_boolean() {
    let holder: look_alike::Holder = read(r#"{"flag": "tr\u0075e"}"#);
    assert_eq!(holder.flag(), Some(true));
}

#[test]
fn a_tag_that_says_no_more_than_the_type_is_no_change() {
    let old = r##"{"shape": {"@odata.type": "#tests.shape", "name": "n"}}"##;
    let mut tracked = Tracked::new(read::<Everything>(old));
    let same: Shape = read(r#"{"name": "n"}"#);
    tracked.set_shape(AnyShape::from(same));
    assert_eq!(tracked.patch(), None);
}

#[test]
fn an_empty_value_in_place_of_a_null_is_no_change_whatever_the_null_was_called() {
    let mut tracked = Tracked::new(read::<comms::CommsOperation>(r#"{"ResultInfo": null}"#));
    tracked.result_info_mut();
    assert_eq!(tracked.patch(), None);
}

#[test]
fn what_is_no_json_is_refused_for_that_before_its_type_is_looked_up() {
    let error = comms::TYPES.read(br##"{"@odata.type": "#contoso.unknown", oops"##).unwrap_err();
    assert!(error.to_string().starts_with("expected a member's name"), "{error}");
    let error = comms::TYPES.read(br#"{"value": 1, "Value": 2}"#).unwrap_err();
    assert!(matches!(error, entity_core::ReadError::NoTag), "{error}");
}

#[test]
fn what_merely_ends_like_an_operation_is_none() {
    let body = r#"{"value": [{"resourceUrl": "/x/y/7", "resourceData": {"@odata.type": "TAG", "status": "running"}}]}"#;
    let is_operation = |tag: &str| {
        let all: comms::CommsNotifications = read(&body.replace("TAG", tag));
        all.value()[0].operation_as::<AnyCommsOperation>().expect("readable").is_some()
    };
    assert!(!is_operation("#contoso.cooperation"));
    assert!(is_operation("#contoso.captionOperation") && is_operation("#contoso.operation"));
    let odd: comms::CommsNotifications = read(
        r##"{"value": [{"resourceData": {"@OData.Type": "#microsoft.graph.onenoteOperation", "status": "running"}}]}"##,
    );
    assert!(odd.value()[0].operation_as::<AnyCommsOperation>().expect("readable").is_some());
}

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
fn a_registry_takes_the_very_name_before_one_in_another_case() {
    for (asked, found) in [("#x.OP", "x.OP"), ("x.op", "x.op"), ("X.Op", "x.op")] {
        assert_eq!(two_cases::TYPES.find(asked).map(|it| it.structured_type().name()), Some(found));
        let value = two_cases::TYPES.read(format!(r#"{{"@odata.type": "{asked}"}}"#).as_bytes()).expect("an object");
        assert_eq!(value.structured_type().name(), found);
    }
}
