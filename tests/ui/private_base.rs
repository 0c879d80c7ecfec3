//! A base, or an action's types, that are more private than the type itself.
use entity_core::{Action, DynamicProperties, Entity, OneOf, Prop};

mod types {
    use super::*;

    #[derive(Clone, Debug, Default, PartialEq, Entity)]
    #[entity("contoso.entity")]
    struct Root {
        #[prop("id")]
        id: Prop<String>,
        #[dynamic]
        dynamic: DynamicProperties,
    }

    #[derive(Clone, Debug, Default, PartialEq, Entity)]
    #[entity("contoso.call")]
    pub struct Call {
        #[base]
        root: Root, //~
    }

    #[derive(Clone, Debug, PartialEq, OneOf)]
    #[one_of(base = Root)] //~
    #[allow(private_interfaces)]
    pub enum AnyCall {
        Call(Call),
        #[other]
        Other(Root),
    }

    #[derive(Clone, Debug, Default, PartialEq, Action)]
    #[action("get", on = Root, returns = Option<Root>)] //~~
    pub struct Get {
        #[dynamic]
        dynamic: DynamicProperties,
    }
}

fn main() {
    let _ = types::AnyCall::from(types::Call::default());
}
