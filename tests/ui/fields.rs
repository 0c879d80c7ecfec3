//! Fields that are not a property: without an attribute, with two, public, of another type.
use entity_core::Prop as Renamed;
use entity_core::{DynamicProperties, Entity, Prop};

#[derive(Default, Entity)]
#[entity("contoso.entity")]
struct Root {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct WithoutAttribute {
    subject: Prop<String>, //~
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct RootWithoutAttribute {
    #[prop("subject")]
    subject: Prop<String>,
    dynamic: DynamicProperties, //~
}

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct WithTwoAttributes {
    #[base]
    #[prop("root")] //~
    root: Prop<Root>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Public {
    #[prop("subject")]
    pub subject: Prop<String>, //~
    #[prop("seats")]
    pub(crate) seats: Prop<i32>, //~
    #[dynamic]
    pub dynamic: DynamicProperties, //~
}

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct NoProps {
    #[prop("subject")]
    subject: String, //~
    #[prop("seats")]
    seats: Option<i32>, //~
    #[prop("tags")]
    tags: Vec<String>, //~
    #[prop("pair")]
    pair: (i32, i32), //~
    #[prop("text")]
    text: &'static str, //~
    #[prop("count")]
    count: usize, //~
    #[prop("optional")]
    optional: Option<Prop<String>>, //~
    #[prop("alias")]
    alias: Text, //~
    #[prop("renamed", max_len = 5)]
    renamed: Renamed<String>, //~
    #[prop("twice")]
    twice: Prop<Prop<String>>, //~
    #[prop("both")]
    both: Prop<Option<Prop<i32>>>, //~
    #[prop("inside")]
    inside: Prop<Option<i32>>, //~
    #[prop("bare")]
    bare: Prop, //~
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct RootAsProp {
    #[prop("dynamic")]
    dynamic: DynamicProperties, //~
}

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct BaseAsProp {
    #[prop("root")]
    root: Root, //~
    #[dynamic]
    dynamic: DynamicProperties,
}

type Text = Prop<String>;

fn main() {
    // The accessors are there as they will be, so that they are no mistakes too.
    let mut call = NoProps::default();
    let _ = (call.subject().map(str::len), call.count().map(i64::abs), call.set_seats(5), call.tags().len());
}
