//! `Entity` and `ComplexType` on items that they do not fit.
use entity_core::{ComplexType, DynamicProperties, Entity, Prop};

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Tuple(Prop<String>, DynamicProperties); //~

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Unit; //~

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Empty {} //~

#[derive(Entity)]
#[entity("contoso.call")]
enum Enum { //~
    Running,
}

#[derive(Entity)]
#[entity("contoso.call")]
union Union { //~
    number: u32,
}

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Lifetime<'n> { //~
    #[prop("subject")]
    subject: Prop<&'n str>, //~
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Parameter<T> { //~
    #[prop("subject")]
    subject: Prop<T>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Constant<const N: usize> { //~
    #[prop("subject", max_len = 5)]
    subject: Prop<String>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, ComplexType)]
#[complex_type("contoso.identity")]
struct ComplexTuple(Prop<String>); //~

#[derive(Default, ComplexType)]
#[complex_type("contoso.identity")]
struct ComplexUnit; //~

#[derive(ComplexType)]
#[complex_type("contoso.identity")]
enum ComplexEnum {} //~

#[derive(ComplexType)]
#[complex_type("contoso.identity")]
union ComplexUnion { //~
    number: u32,
}

#[derive(Default, ComplexType)]
#[complex_type("contoso.identity")]
struct ComplexParameters<'a, T: Clone, const N: usize> //~
where
    T: Default,
{
    #[prop("subject")]
    subject: Prop<&'a [T; N]>,
    #[dynamic]
    dynamic: DynamicProperties,
}

fn main() {}
