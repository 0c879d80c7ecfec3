//! A `OneOf` whose variants are not of its base.
use entity_core::{ComplexType, DynamicProperties, Entity, OneOf};

#[derive(Default, Entity)]
#[entity("contoso.operation")]
struct Operation {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity("contoso.recording")]
struct Recording {
    #[base]
    operation: Operation,
}

#[derive(Default, ComplexType)]
#[complex_type("contoso.identity")]
struct Identity {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity("contoso.user")]
struct User {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(OneOf)]
#[one_of(base = Operation)]
enum VariantOfAnotherFamily {
    Recording(Recording),
    User(User), //~
    #[other]
    Other(Operation),
}

#[derive(OneOf)]
#[one_of(base = Operation)]
enum OtherOfAnotherFamily {
    Recording(Recording),
    #[other]
    Other(Identity), //~
}

#[derive(OneOf)]
#[one_of(base = Operation)]
enum VariantThatIsNoEntity {
    Text(String), //~
    Plain(Plain), //~
    #[other]
    Other(Operation),
}

#[derive(OneOf)]
#[one_of(base = Operation)]
enum AnyOperation {
    Recording(Recording),
    #[other]
    Other(Operation),
}

#[derive(OneOf)]
#[one_of(base = User)]
enum OneOfWithAnotherBase {
    #[other]
    Other(AnyOperation), //~
}

struct Plain;

fn main() {}
