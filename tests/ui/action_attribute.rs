//! `#[action]`, misused, and fields that an action cannot have.
use entity_core::{Action, DynamicProperties, Entity, Prop};

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Call {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Action)]
struct Missing { //~
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Action)]
#[action(on = Call)] //~
struct WithoutName {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Action)]
#[action("contoso.ring", on = Call)] //~
struct NameQualified {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Action)]
#[action("ring")] //~
struct Unbound {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Action)]
#[action("ring", on = Call, return = Call, open)] //~~
struct UnknownKeys {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Action)]
#[action("ring", "sing", on = Call, on = Call, returns = Call, returns = (), function, function)] //~~~~
struct GivenTwice {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Action)]
#[action("ring", on, returns =, function = true)] //~~~
struct WrongTypes {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Action)]
#[action] //~
struct Bare {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Action)]
#[action(on = Call, "ring")] //~
struct NameNotFirst {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Action)]
#[action(ring, on = "contoso.call")] //~~
struct WithoutQuotes {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Action)]
#[action("ring", on = Call)]
#[action("ring", on = Call)] //~
struct AttributeTwice {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Action)]
#[action("ring", on = Call)]
#[entity("contoso.ring")] //~
struct AndOfAnotherDerive {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Action)]
#[action("ring", bound_to = Call, result = Call, method = "GET")] //~~~
struct OtherWords {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Action)]
#[action("ring", on = String)] //~
struct OnNoType {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Action)]
#[action("ring", on = Call, returns = String)] //~
struct ReturnsNoBody {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Action)]
#[action("ring", on = Call)]
struct WithBase {
    #[base]
    call: Call, //~
}

#[derive(Default, Action)]
#[action("ring", on = Call)]
struct Fields {
    #[prop("timeout", read_only)] //~
    timeout: Prop<i32>,
    #[prop("path")]
    request: Prop<String>, //~
    #[prop("body")]
    answer: Prop<String>, //~
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Action)]
#[action("ring", on = Call)]
struct WithoutDynamic { //~
    #[prop("timeout")]
    timeout: Prop<i32>,
}

#[derive(Action)]
#[action("ring", on = Call)]
enum Choice {} //~

/// After mistakes, what can be written is written.
fn send<A: Action>(_action: &A) {}

fn main() {
    send(&Missing::default());
    send(&Unbound::default());
    send(&NameQualified::default());
    send(&Fields::default());
    let _ = (Fields::default().timeout(), OnNoType::default());
    send(&()); //~
}
