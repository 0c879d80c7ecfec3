//! An action among names that mean something else.

use comms::Call;
use entity_core::{Action, Target};

/// The names in the derive's code mean something else here.
mod foreign_names {
    #![deny(missing_docs, unused_qualifications, clippy::pedantic)]
    #![allow(dead_code, reason = "only their names matter")]
    use entity_core::{Action, DynamicProperties, Prop};

    struct Option;
    struct String;
    type Result = ();

    /// A request.
    #[derive(Clone, Debug, Default, PartialEq, Action)]
    #[action("shadow", on = comms::Call, function)]
    pub(crate) struct Shadow {
        /// A parameter.
        #[prop("type", max_len = 3)]
        r#type: Prop<std::string::String>,
        #[cfg(any())]
        #[prop("never")]
        never: Prop<i32>,
        #[dynamic]
        dynamic: DynamicProperties,
    }
}

#[test]
fn the_derive_works_among_shadowed_names() {
    let mut shadow = foreign_names::Shadow::default();
    shadow.set_type("a").expect("short");
    assert_eq!(shadow.request(&Target::<Call>::at("/x")).path, "/x/shadow(type='a')");
}
