//! `#[entity]`, misused.
use entity_core::{DynamicProperties, Entity};

#[derive(Default, Entity)]
struct Missing { //~
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity] //~
struct Bare {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity = "contoso.call"] //~
struct Assigned {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity(open)] //~
struct WithoutName {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity(open, "contoso.call")] //~
struct NameNotFirst {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity(7)] //~
struct NameOfWrongType {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity(opne)] //~~
struct KeyMisspeltAndNameMissing {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity(contoso.call)] //~
struct NameWithoutQuotes {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity("call")] //~
struct NameNotQualified {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity("#contoso.call")] //~
struct NameAsTag {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity("Collection(contoso.call)")] //~
struct NameOfCollection {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity("contoso/call.name")] //~
struct NameWithSlash {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity("contoso-x.call,b")] //~
struct NameWithComma {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity(name = "contoso.call")] //~
struct NameAsKey {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity("contoso.call")]
#[complex_type("contoso.call")] //~
struct AndOfAnotherDerive {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity("contoso.call", Abstract, base = Root)] //~~
struct KeysOfOthers {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity("contoso.call", opne, sealed)] //~~
struct UnknownKeys {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity("contoso.call", "contoso.phone", abstract, open, abstract)] //~~
struct GivenTwice {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity("contoso.call")]
#[entity("contoso.call", open)] //~
struct AttributeTwice {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity("contoso.call", open = true, crate = "entity_core")] //~~
struct WrongTypes {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity("contoso.call", crate, abstract open)] //~~
struct ValueAndCommaMissing {
    #[dynamic]
    dynamic: DynamicProperties,
}

fn main() {}
