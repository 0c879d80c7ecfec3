//! A mistaken base whose type is known: uses of inherited accessors and of a `OneOf` are not errors too.
use entity_core::{DynamicProperties, Entity, OneOf, Prop};

#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.entity")]
struct Root {
    #[prop("id", max_len = 5)]
    id: Prop<String>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.boxed")]
struct Boxed {
    #[base]
    root: Box<Root>, //~
    #[prop("seats", range = 0..=5)]
    seats: Prop<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.property")]
struct Property {
    #[base]
    root: Prop<Root>, //~
}

#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.optional")]
struct Optional {
    #[base]
    root: Option<Box<Root>>, //~
}

#[derive(Clone, Debug, PartialEq, Entity)]
#[entity("contoso.borrowed")]
struct Borrowed {
    #[base]
    root: &'static Root, //~
}

#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.without")]
struct Without {
    root: Root, //~
    #[prop("seats")]
    seats: Prop<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.itself")]
struct Itself {
    #[base]
    root: Box<Itself>, //~
}

#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = Root)]
enum AnyRoot {
    Boxed(Boxed),
    Property(Property),
    Optional(Optional),
    Borrowed(Borrowed),
    Without(Without),
    #[other]
    Other(Root),
}

fn id(root: &mut Root) -> Result<Option<&str>, entity_core::Violation> {
    root.set_id("a")?;
    Ok(root.id())
}

fn main() {
    let mut boxed = Boxed::default();
    let _ = (boxed.id().is_some(), id(&mut boxed).is_ok(), boxed.set_seats(3));
    let _ = (Property::default().id(), Optional::default().id(), Without::default().id());
    let _: AnyRoot = boxed.into();
}
