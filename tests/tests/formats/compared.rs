//! The same struct by serde's own derive: both write the same, and each reads what the other writes.

use crate::{Article, cbor, from_cbor};
use entity_core::json;
use serde::{Deserialize, Serialize};
use serde_core::de::DeserializeOwned;

/// Like `Article`, by serde's derive.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Plain {
    stock: i32,
    weight: f64,
    made: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    opens: Option<String>,
    labels: Vec<String>,
    part: Inner,
    more: (bool, u64, f64),
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Inner {
    weight: f64,
}

fn plain() -> Plain {
    Plain {
        stock: -3,
        weight: 1e-7,
        made: "2024-05-06".to_owned(),
        opens: None,
        labels: vec!["5".to_owned(), "null".to_owned(), "a\nb: \"c\"".to_owned()],
        part: Inner { weight: 2.0 },
        more: (true, 1 << 62, 0.5),
    }
}

fn article() -> Article {
    json::from_str(
        r#"{"stock": -3, "weight": 1e-7, "made": "2024-05-06", "labels": ["5", "null", "a\nb: \"c\""], "part": {"weight": 2.0},
        "more": [true, 4611686018427387904, 0.5]}"#,
    )
    .expect("readable")
}

/// Each reads what the other wrote.
#[allow(clippy::needless_pass_by_value, reason = "closures made at the call")]
fn assert_alike<B: ?Sized + AsRef<[u8]>>(
    format: &str,
    [ours, plain]: [Box<B>; 2],
    read: (impl Fn(&B) -> Article, impl Fn(&B) -> Plain),
) {
    assert_eq!(String::from_utf8_lossy((*ours).as_ref()), String::from_utf8_lossy((*plain).as_ref()), "{format}");
    assert_eq!((read.0)(&plain), article(), "{format}");
    assert_eq!((read.1)(&ours), self::plain(), "{format}");
}

fn named(value: &impl Serialize) -> Box<[u8]> {
    rmp_serde::to_vec_named(value).expect("writable").into()
}

fn unpacked<T: DeserializeOwned>(bytes: &[u8]) -> T {
    rmp_serde::from_slice(bytes).expect("readable")
}

#[test]
fn formats_write_an_entity_as_a_struct_of_serde_s() {
    let (ours, plain) = (article(), plain());
    assert_alike(
        "JSON",
        [serde_json::to_vec(&ours).expect("writable").into(), serde_json::to_vec(&plain).expect("writable").into()],
        (
            |it: &[u8]| serde_json::from_slice(it).expect("readable"),
            |it: &[u8]| serde_json::from_slice(it).expect("readable"),
        ),
    );
    assert_alike("MessagePack", [named(&ours), named(&plain)], (unpacked, unpacked));
    assert_alike(
        "CBOR",
        [cbor(&ours).into(), cbor(&plain).into()],
        (|it: &[u8]| from_cbor(it).expect("readable"), |it: &[u8]| from_cbor(it).expect("readable")),
    );
    assert_alike(
        "YAML",
        [
            serde_saphyr::to_string(&ours).expect("writable").into(),
            serde_saphyr::to_string(&plain).expect("writable").into(),
        ],
        (
            |it: &str| serde_saphyr::from_str(it).expect("readable"),
            |it: &str| serde_saphyr::from_str(it).expect("readable"),
        ),
    );
    assert_alike(
        "TOML",
        [toml::to_string(&ours).expect("writable").into(), toml::to_string(&plain).expect("writable").into()],
        (|it: &str| toml::from_str(it).expect("readable"), |it: &str| toml::from_str(it).expect("readable")),
    );
}
