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

fn main() {}
