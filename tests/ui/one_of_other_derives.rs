//! `#[other]` holds the base itself: members read before a late tag are carried over from it.
use entity_core::{ComplexType, DynamicProperties, OneOf, Prop};

#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("contoso.root")]
struct Root {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("contoso.middle")]
struct Middle {
    #[base]
    root: Root,
    #[prop("m")]
    m: Prop<i32>,
}

#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = Root)]
enum AnyRoot {
    #[other]
    Other(Middle), //~
}

fn main() {}
