//! `comms roundtrip`: a body is written back with nothing lost.

use crate::running::{on, on_input, text_of};
use serde_json::Value;

#[test]
fn roundtrip_writes_back_what_it_read() {
    for (name, arguments) in [
        ("invite_running.json", &[][..]),
        ("tones_cancelled.json", &[]),
        ("notifications.json", &[]),
        ("record_with_token.json", &[]),
        ("invite_too_many.json", &[]),
        ("onenote_operation.json", &[]),
        ("untagged_operation.json", &["--as", "microsoft.graph.recordOperation"]),
        ("operations_page.json", &["--as", "Collection(microsoft.graph.commsOperation)"]),
    ] {
        let run = on(&[&["roundtrip"], arguments].concat(), name);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{name}");
        let same = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
        assert_eq!(same(&run.out), same(&text_of(name)), "{name}");
        assert_eq!(on_input(&[&["roundtrip"], arguments].concat(), text_of(name).as_bytes()).out, run.out, "{name}");
    }
    let exact = br##"{"@odata.type":"#microsoft.graph.playPromptOperation","status":"Running","x":1.50}"##;
    assert_eq!(on_input(&["roundtrip"], exact).out.trim_end().as_bytes(), exact);
}
