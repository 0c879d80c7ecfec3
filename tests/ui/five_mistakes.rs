//! Five mistakes in one struct are five errors, and no others: its users compile.
use entity_core::{DynamicProperties, Entity, Prop, json};

#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.call", opne)] //~
pub struct Call {
    /// The call's subject.
    #[prop("subject", max_len = "256")] //~
    subject: Prop<String>,
    /// The number of participants.
    #[prop("seats", max_len = 8)] //~
    seats: Prop<i32>,
    /// The participants.
    peers: Prop<Vec<String>>, //~
    /// The call's state.
    #[prop("subject")] //~
    status: Prop<String>,
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Derives from what has mistakes.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.meeting")]
pub struct Meeting {
    #[base]
    call: Call,
    /// An empty call if absent.
    #[prop("next", default)]
    next: Prop<Call>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut meeting: Meeting = json::from_str("{}")?;
    meeting.set_subject("stand-up")?;
    meeting.set_seats(8)?;
    meeting.peers_mut().push("peer".to_owned());
    println!("{:?} {:?}", meeting.peers(), meeting.status());
    meeting.next_mut().set_status("running");
    meeting.validate()?;
    println!("{}", json::to_string(&meeting));
    Ok(())
}
