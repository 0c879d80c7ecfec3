//! A link is for navigation properties, by its own name.
use entity_core::json::Token;
use entity_core::{DynamicProperties, Entity, Linked, Primitive, Prop};
use std::rc::Rc;

type Next<T> = Linked<T>;

struct Plain;

struct Shared(Rc<str>);

impl Primitive for Shared {
    const NAME: &'static str = "contoso.shared";

    fn decode(token: &Token<'_>) -> Option<Self> {
        token.as_str().map(|text| Self(text.into()))
    }

    fn encode(&self, out: &mut String) {
        out.push_str(&format!("{:?}", self.0));
    }
}

#[derive(Entity)]
#[entity("contoso.thread")]
struct Thread {
    #[prop("shared")]
    shared: Prop<Shared>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Entity)]
#[entity("contoso.room")]
struct Room {
    #[prop("text")]
    text: Prop<Linked<String>>, //~
    #[prop("plain")]
    plain: Prop<Linked<Plain>>, //~
    #[prop("thread")]
    thread: Prop<Linked<Thread>>, //~~
    #[prop("rooms")]
    rooms: Prop<Linked<Vec<Room>>>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Entity)]
#[entity("contoso.alias")]
struct Alias {
    #[prop("next")]
    next: Prop<Next<Thread>>, //~
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Entity)]
#[entity("contoso.within")]
struct Within {
    #[prop("links")]
    links: Prop<Vec<Linked<Room>>>, //~
    #[dynamic]
    dynamic: DynamicProperties,
}

fn main() {}
