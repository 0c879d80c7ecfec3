//! `#[enum_type]`, misused.
use entity_core::EnumType;

#[derive(EnumType)]
enum Missing { //~
    Running,
    #[other]
    Other(String),
}

#[derive(EnumType)]
#[enum_type] //~
enum Bare {
    Running,
    #[other]
    Other(String),
}

#[derive(EnumType)]
#[enum_type("phase")] //~
enum NameNotQualified {
    Running,
    #[other]
    Other(String),
}

#[derive(EnumType)]
#[enum_type("contoso.phase", open, crat = entity_core)] //~~
enum UnknownKeys {
    Running,
    #[other]
    Other(String),
}

#[derive(EnumType)]
#[enum_type("contoso.phase", crate = entity_core, crate = entity_core)] //~
enum GivenTwice {
    Running,
    #[other]
    Other(String),
}

#[derive(EnumType)]
#[enum_type("contoso.phase")]
#[enum_type("contoso.step")] //~
enum AttributeTwice {
    Running,
    #[other]
    Other(String),
}

#[derive(EnumType)]
#[enum_type("contoso.phase", crate = 5)] //~
enum WrongType {
    Running,
    #[other]
    Other(String),
}

#[derive(EnumType)]
#[enum_type(phase)] //~
enum NameWithoutQuotes {
    Running,
    #[other]
    Other(String),
}

#[derive(EnumType)]
#[enum_type()] //~
enum WithoutName {
    Running,
    #[other]
    Other(String),
}

#[derive(EnumType)]
#[enum_type("contoso.phase", "contoso.step")] //~
enum TwoNames {
    Running,
    #[other]
    Other(String),
}

#[derive(EnumType)]
#[enum_type("contoso.phase")]
#[one_of(base = Operation)] //~
enum AndOfAnotherDerive {
    Running,
    #[other]
    Other(String),
}

fn main() {}
