//! `#[base]` and `#[dynamic]`, misused or missing.
use entity_core::{ComplexType, DynamicProperties, Entity, Prop};

#[derive(Default, Entity)]
#[entity("contoso.entity")]
struct Root {
    #[prop("id")]
    id: Prop<String>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct WithoutEither { //~
    #[prop("subject")]
    subject: Prop<String>,
}

#[derive(Default, ComplexType)]
#[complex_type("contoso.identity")]
struct ComplexWithoutEither { //~
    #[prop("subject")]
    subject: Prop<String>,
}

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct TwoBases {
    #[base]
    root: Root,
    #[base]
    more: Root, //~
}

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct BaseAndDynamic {
    #[base]
    root: Root,
    #[dynamic]
    dynamic: DynamicProperties, //~
}

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct TwoDynamics {
    #[dynamic]
    dynamic: DynamicProperties,
    #[dynamic]
    more: DynamicProperties, //~
}

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct BaseWithArguments {
    #[base(Root)] //~
    root: Root,
}

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct DynamicWithArguments {
    #[dynamic = "more"] //~
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct BaseTwice {
    #[base]
    #[base] //~
    root: Root,
}

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct DynamicTwice {
    #[dynamic]
    #[dynamic] //~
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct DynamicOfWrongType {
    #[dynamic]
    dynamic: Prop<String>, //~
}

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct BaseThatIsNoEntity {
    #[base]
    root: String, //~
}

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct BaseInAProp {
    #[base]
    root: Prop<Root>, //~
}

#[derive(Entity)]
#[entity("contoso.call")]
struct BaseByReference {
    #[base]
    root: &'static Root, //~
}

#[derive(Entity)]
#[entity("contoso.call")]
struct BaseInABox {
    #[base]
    root: Box<Root>, //~
}

#[derive(Entity)]
#[entity("contoso.call")]
struct BaseAndDynamicAtOnce {
    #[base]
    #[dynamic] //~
    root: Root,
}

#[derive(Entity)]
#[entity("contoso.call")]
struct DynamicInAnOption {
    #[dynamic]
    dynamic: Option<DynamicProperties>, //~
}

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct BaseThatIsNothing {
    #[base]
    root: Plain, //~
    #[prop("subject", max_len = 5)]
    subject: Prop<String>,
}

#[derive(Default)]
struct Plain;

fn main() {}
