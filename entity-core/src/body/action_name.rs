//! For the derives: the start of an object of an action's type, `{"@odata.type":"#microsoft.graph.call/playPrompt"`.

use crate::body::action::Action;
use crate::body::target::Binding;
use crate::model::node::Declared;
use crate::model::table::{Category, OPENING, StructuredType};

#[doc(hidden)]
pub const fn bound_to<A: Action>() -> &'static StructuredType {
    let on = <<A::On as Binding>::Item as Declared>::TYPE;
    assert!(matches!(on.category, Category::Entity), "an action is bound to an entity type, or a `OneOf` over one");
    on
}

#[doc(hidden)]
pub const fn action_opening_len(on: &StructuredType, name: &str) -> usize {
    OPENING.len() + on.name.len() + name.len() + 2
}

#[doc(hidden)]
pub const fn action_opening<const N: usize>(on: &StructuredType, name: &str) -> [u8; N] {
    let mut opening = [b'"'; N];
    let parts = [OPENING.as_bytes(), on.name.as_bytes(), b"/", name.as_bytes()];
    let (mut at, mut next) = (0, 0);
    while next < parts.len() {
        let mut byte = 0;
        while byte < parts[next].len() {
            opening[at] = parts[next][byte];
            at += 1;
            byte += 1;
        }
        next += 1;
    }
    opening
}

#[doc(hidden)]
pub const fn action_opening_text(opening: &'static [u8]) -> &'static str {
    match std::str::from_utf8(opening) {
        Ok(text) => text,
        Err(_) => panic!("names are text"),
    }
}

#[doc(hidden)]
pub const fn action_name(opening: &'static [u8]) -> &'static str {
    let (_, name) = action_opening_text(opening).split_at(OPENING.len());
    name.split_at(name.len() - 1).0
}
