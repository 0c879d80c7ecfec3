//! Mistakes in a type of each derive, and code that uses those types: it has no errors of its own.
use entity_core::{Action, ComplexType, DynamicProperties, Entity, EnumType, Flags, OneOf, Prop, Tracked, json};

#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("identity", opn)] //~~
pub struct Identity {
    /// The display name.
    #[prop("name", max_len = "5")] //~
    name: Prop<String>,
    /// The number of calls.
    #[prop("calls", range = 0..5)] //~
    calls: Prop<i32>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Clone, Debug, PartialEq, EnumType)]
#[enum_type("phase", open)] //~~
pub enum Phase {
    Running,
    #[member("running")] //~
    Started,
    Failed(u32), //~
    Unknown(String), //~
}

#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity(contoso.call)] //~
pub struct Call {
    /// The state.
    #[prop("phase", default = true)] //~
    phase: Prop<Vec<Phase>>, //~
    /// The caller.
    #[prop("caller", default, required = true)] //~
    caller: Prop<Identity>,
    /// The subject.
    #[prop("subject")]
    subject: String, //~
    /// All phases.
    #[prop("phases")]
    validate: Prop<Flags<Phase>>, //~
    /// The peers.
    pub peers: Prop<Vec<Identity>>, //~~
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.meeting")]
pub struct Meeting {
    #[base]
    call: Call,
}

#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(Call)] //~
pub enum AnyCall {
    Meeting(Option<Meeting>), //~
    #[other(Call)] //~
    Other(Call),
}

#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("contoso.ring", on = Call, return = Call)] //~~
pub struct Ring { //~
    /// The duration.
    #[prop("timeout", range = 120..=1)] //~
    timeout: Prop<i32>,
    /// The target.
    #[prop("@target", read_only)] //~~
    target: Prop<AnyCall>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut meeting: Meeting = json::from_str("{}")?;
    meeting.caller_mut().set_name("Ann")?;
    meeting.caller_mut().set_calls(5)?;
    meeting.set_caller(Identity::default())?;
    meeting.set_subject("stand-up");
    meeting.peers_mut().push(Identity::default());
    println!("{:?} {:?} {:?}", meeting.subject(), meeting.phase(), Phase::from_member("running").member());
    let any = Tracked::new(AnyCall::from(meeting.call.clone()));
    println!("{:?} {:?} {}", any.patch(), any.subject(), json::to_string(&*any));
    let mut ring = Ring::default();
    ring.set_timeout(5)?;
    println!("{:?} {:?}", ring.clone(), ring.target());
    ring.validate()?;
    Ok(())
}
