//! The types of an edition 2021 crate at work, and its macro in another crate.

use edition2021::odata::{json, prelude::*};
use edition2021::{AnyOperation, Identity, Note, Phase, Recording};

edition2021::declare! {
    /// Declared by another crate's macro.
    Letter = "contoso.letter", text at most 5
}

#[test]
fn read_change_write() -> Result<(), Box<dyn std::error::Error>> {
    let text = r##"{"@odata.type":"#contoso.recording","phase":"running","gen":5,"next":{}}"##;
    let mut any: AnyOperation = json::from_str(text)?;
    assert_eq!(any.phase(), Some(&Phase::Running));
    let AnyOperation::Recording(recording) = &mut any else { return Err("no recording".into()) };
    assert_eq!(recording.gen(), Some(5));
    assert!(recording.set_gen(10).is_err());
    recording.who_mut().set_name("Ann")?;
    assert_eq!(recording.validate().unwrap_err().to_string(), "/next/next: is required, but absent (required)");
    assert!(json::to_string(&any).contains(r#""who":{"name":"Ann"}"#));
    assert_eq!(Recording::default().who(), &Identity::default());
    Ok(())
}

#[test]
fn declared_by_the_macro() {
    assert!(Note::default().set_number(4).is_err());
    assert!(Letter::default().set_number(-5).is_ok());
    assert!(Letter::default().set_text("too long").is_err());
}
