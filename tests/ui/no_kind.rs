//! Types that cannot be the type of a property.
use entity_core::{DynamicProperties, Entity, Prop};

struct Plain;

mod nested {
    pub struct Plain;
}

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Call {
    #[prop("plain")]
    plain: Prop<Plain>, //~
    #[prop("path")]
    path: Prop<nested::Plain>, //~
    #[prop("items")]
    items: Prop<Vec<Plain>>, //~
    #[prop("nullable", max_items = 5)]
    nullable: Prop<Vec<Option<Plain>>>, //~
    #[prop("boxed")]
    boxed: Prop<Box<Plain>>, //~
    #[prop("rows")]
    rows: Prop<Vec<Vec<i32>>>, //~
    #[prop("gaps")]
    gaps: Prop<Vec<Option<Vec<i32>>>>, //~
    #[prop("text")]
    text: Prop<&'static str>, //~
    #[prop("character", read_only)]
    character: Prop<char>, //~
    #[prop("unsigned", non_null)]
    unsigned: Prop<u64>, //~
    #[prop("pair")]
    pair: Prop<(i32, i32)>, //~
    #[prop("bytes")]
    bytes: Prop<[u8; 4]>, //~
    #[prop("map")]
    map: Prop<std::collections::HashMap<String, String>>, //~
    #[prop("count")]
    count: Prop<usize>, //~
    #[prop("seats", range = 0..=5)]
    seats: Prop<u32>, //~
    #[prop("shared", max_len = 5)]
    shared: Prop<std::sync::Arc<str>>, //~
    #[prop("props")]
    props: Prop<Vec<Prop<String>>>, //~
    #[prop("default", default)]
    default_: Prop<Plain>, //~
    #[dynamic]
    dynamic: DynamicProperties,
}

fn main() {}
