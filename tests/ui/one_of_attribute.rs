//! `#[one_of]`, misused.
use entity_core::{DynamicProperties, Entity, OneOf};

#[derive(Default, Entity)]
#[entity("contoso.operation")]
struct Operation {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(OneOf)]
enum Missing { //~
    #[other]
    Other(Operation),
}

#[derive(OneOf)]
#[one_of] //~
enum Bare {
    #[other]
    Other(Operation),
}

#[derive(OneOf)]
#[one_of("contoso.operation", base = Operation)] //~
enum WithName {
    #[other]
    Other(Operation),
}

#[derive(OneOf)]
#[one_of(crate = entity_core)] //~
enum WithoutBase {
    #[other]
    Other(Operation),
}

#[derive(OneOf)]
#[one_of(bse = Operation)] //~
enum UnknownKey {
    #[other]
    Other(Operation),
}

#[derive(OneOf)]
#[one_of(base = Operation, base = Operation)] //~
enum GivenTwice {
    #[other]
    Other(Operation),
}

#[derive(OneOf)]
#[one_of(base = Operation)]
#[one_of(base = Operation)] //~
enum AttributeTwice {
    #[other]
    Other(Operation),
}

#[derive(OneOf)]
#[one_of(base = "contoso.operation")] //~
enum BaseOfWrongType {
    #[other]
    Other(Operation),
}

#[derive(OneOf)]
#[one_of(base)] //~
enum BaseWithoutType {
    #[other]
    Other(Operation),
}

#[derive(OneOf)]
#[one_of(base = String)] //~
enum BaseThatIsNoEntity {
    #[other]
    Other(Operation),
}

#[derive(OneOf)]
#[one_of(Operation)] //~
enum BaseWithoutKey {
    #[other]
    Other(Operation),
}

#[derive(OneOf)]
#[one_of(base = Box<Operation>)] //~
enum BaseInABox {
    #[other]
    Other(Operation),
}

#[derive(OneOf)]
#[one_of(base = Operation, name = "contoso.any", crate = 5)] //~~
enum KeysOfOthers {
    #[other]
    Other(Operation),
}

#[derive(OneOf)]
#[one_of(base = Operation)]
#[enum_type("contoso.any")] //~
enum AndOfAnotherDerive {
    #[other]
    Other(Operation),
}

fn main() {}
