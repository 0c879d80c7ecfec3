//! `#[complex_type]`, misused.
use entity_core::{ComplexType, DynamicProperties};

#[derive(Default, ComplexType)]
struct Missing { //~
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, ComplexType)]
#[entity("contoso.identity")] //~
struct OfAnotherDerive {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, ComplexType)]
#[complex_type("contoso.identity")]
#[action("identify", on = Missing)] //~
struct AndOfAnotherDerive {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, ComplexType)]
#[complex_type(7)] //~
struct NameOfWrongType {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, ComplexType)]
#[complex_type("contoso..identity")] //~
struct NameWithEmptyPart {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, ComplexType)]
#[complex_type("contoso.identity", abstrct, base = Other)] //~~
struct UnknownKeys {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, ComplexType)]
#[complex_type("contoso.identity", open, open)] //~
struct GivenTwice {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, ComplexType)]
#[complex_type("contoso.identity", abstract = "yes")] //~
struct WrongType {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, ComplexType)]
#[complex_type] //~
struct Bare {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, ComplexType)]
#[complex_type(abstract)] //~
struct WithoutName {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, ComplexType)]
#[complex_type("contoso.identity", "contoso.user")] //~
struct TwoNames {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, ComplexType)]
#[complex_type("contoso.identity")]
#[complex_type("contoso.identity")] //~
struct AttributeTwice {
    #[dynamic]
    dynamic: DynamicProperties,
}

fn main() {}
