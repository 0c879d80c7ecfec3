//! Entity types that navigate to each other in a cycle, alone and through collections: each more often than the compiler follows
//! functions of one name into each other, which is 128.
//!
//! `cargo run -p tests --bin schemas -- row=300 cycle=300 lists=300` builds and runs programs like this for a schema.

use entity_core::{DynamicProperties, Entity, Linked, Prop, json};
use std::collections::HashSet;
use std::panic::{RefUnwindSafe, UnwindSafe};

/// Pairs of types: the first navigates to the second, the second to many of the next pair's first.
macro_rules! cycle {
    ($($one:ident $two:ident $next:ident,)*) => {$(
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Entity)]
        #[entity("tests.one")]
        struct $one {
            #[prop("id")]
            id: Prop<String>,
            #[prop("two")]
            two: Prop<Linked<$two>>,
            #[dynamic]
            dynamic: DynamicProperties,
        }

        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Entity)]
        #[entity("tests.two")]
        struct $two {
            #[prop("next")]
            next: Prop<Linked<Vec<$next>>>,
            #[dynamic]
            dynamic: DynamicProperties,
        }
    )*};
}

cycle! {
    A0 B0 A1, A1 B1 A2, A2 B2 A3, A3 B3 A4, A4 B4 A5, A5 B5 A6, A6 B6 A7, A7 B7 A8, A8 B8 A9, A9 B9 A10, A10 B10 A11,
    A11 B11 A12, A12 B12 A13, A13 B13 A14, A14 B14 A15, A15 B15 A16, A16 B16 A17, A17 B17 A18, A18 B18 A19,
    A19 B19 A20, A20 B20 A21, A21 B21 A22, A22 B22 A23, A23 B23 A24, A24 B24 A25, A25 B25 A26, A26 B26 A27,
    A27 B27 A28, A28 B28 A29, A29 B29 A30, A30 B30 A31, A31 B31 A32, A32 B32 A33, A33 B33 A34, A34 B34 A35,
    A35 B35 A36, A36 B36 A37, A37 B37 A38, A38 B38 A39, A39 B39 A40, A40 B40 A41, A41 B41 A42, A42 B42 A43,
    A43 B43 A44, A44 B44 A45, A45 B45 A46, A46 B46 A47, A47 B47 A48, A48 B48 A49, A49 B49 A50, A50 B50 A51,
    A51 B51 A52, A52 B52 A53, A53 B53 A54, A54 B54 A55, A55 B55 A56, A56 B56 A57, A57 B57 A58, A58 B58 A59,
    A59 B59 A60, A60 B60 A61, A61 B61 A62, A62 B62 A63, A63 B63 A64, A64 B64 A65, A65 B65 A66, A66 B66 A67,
    A67 B67 A68, A68 B68 A69, A69 B69 A70, A70 B70 A71, A71 B71 A72, A72 B72 A73, A73 B73 A74, A74 B74 A75,
    A75 B75 A76, A76 B76 A77, A77 B77 A78, A78 B78 A79, A79 B79 A80, A80 B80 A81, A81 B81 A82, A82 B82 A83,
    A83 B83 A84, A84 B84 A85, A85 B85 A86, A86 B86 A87, A87 B87 A88, A88 B88 A89, A89 B89 A90, A90 B90 A91,
    A91 B91 A92, A92 B92 A93, A93 B93 A94, A94 B94 A95, A95 B95 A96, A96 B96 A97, A97 B97 A98, A98 B98 A99,
    A99 B99 A100, A100 B100 A101, A101 B101 A102, A102 B102 A103, A103 B103 A104, A104 B104 A105, A105 B105 A106,
    A106 B106 A107, A107 B107 A108, A108 B108 A109, A109 B109 A110, A110 B110 A111, A111 B111 A112, A112 B112 A113,
    A113 B113 A114, A114 B114 A115, A115 B115 A116, A116 B116 A117, A117 B117 A118, A118 B118 A119, A119 B119 A120,
    A120 B120 A121, A121 B121 A122, A122 B122 A123, A123 B123 A124, A124 B124 A125, A125 B125 A126, A126 B126 A127,
    A127 B127 A128, A128 B128 A129, A129 B129 A130, A130 B130 A131, A131 B131 A0,
}

/// Objects inside each other, to that depth.
fn body(depth: usize) -> String {
    (0..depth)
        .rev()
        .fold(r#"{"id":"end"}"#.to_owned(), |inside, at| format!(r#"{{"id":"{at}","two":{{"next":[{inside}]}}}}"#))
}

fn has_auto_traits<T: Send + Sync + Unpin + UnwindSafe + RefUnwindSafe>() {}

#[test]
fn values_in_a_long_cycle_are_values_like_any_other() {
    has_auto_traits::<A0>();
    let text = body(40);
    let mut value: A0 = json::from_str(&text).expect("a value");
    assert_eq!(value.two().expect("one").next()[0].id(), Some("1"));
    assert_eq!(serde_json::from_str::<A0>(&text).expect("a value"), value);
    let copy = value.clone();
    assert_eq!(copy, value);
    assert_eq!(HashSet::from([copy.clone(), value.clone()]).len(), 1);
    assert!(format!("{value:?}").contains("\"39\""), "{value:?}");

    value.set_two(json::from_str::<B0>(r#"{"next":[{},{"id":"2"}]}"#).expect("a value"));
    value.two_mut().expect("one").next_mut().remove(0);
    assert_ne!(copy, value);
    let written = std::thread::spawn(move || json::to_string(&value)).join().expect("written");
    assert_eq!(written, r#"{"id":"0","two":{"next":[{"id":"2"}]}}"#);
    assert_eq!(json::to_string(&copy), text);
}
