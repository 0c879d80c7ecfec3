//! An action sent to a target that it is not bound to.
use entity_core::{Accepts, Action, DynamicProperties, Entity, Target};

#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.call")]
struct Call {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.participant")]
struct Participant {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Action)]
#[action("play", on = Call)]
struct Play {
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Default, Action)]
#[action("invite", on = Vec<Participant>)]
struct Invite {
    #[dynamic]
    dynamic: DynamicProperties,
}

impl Accepts<Invite> for Target<Call> {
    const BELOW: &'static str = "/participants";
}

fn main() {
    let calls = Target::<Vec<Call>>::at("/calls");
    let participants = Target::<Vec<Participant>>::at("/calls/7/participants");
    let _ = Invite::default().request(&participants);
    let _ = Invite::default().request(&calls.key("7"));
    let _ = Invite::default().request(&participants.key("8")); //~
    let _ = Play::default().request(&calls.key("7"));
    let _ = Play::default().request(&calls); //~
    let _ = Play::default().request(&participants.key("8")); //~
    let _ = Play::default().request("/calls/7"); //~
}
