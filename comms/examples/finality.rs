//! Reads responses, and acts on the finality of their operations.
//!
//! `cargo run -p comms --example finality`

use comms::{AnyCommsOperation, prelude::*};
use entity_core::json;

/// Responses to actions: bodies, and an empty one.
const RESPONSES: [&str; 4] = [
    r##"{"@odata.type": "#microsoft.graph.playPromptOperation", "id": "7", "status": "Running", "clientContext": "greeting"}"##,
    r##"{"@odata.type": "#microsoft.graph.sendDtmfTonesOperation", "status": "completed", "completionReason": "mediaOperationCanceled"}"##,
    r##"{"@odata.type": "#microsoft.graph.recordOperation", "status": "failed", "resultInfo": {"code": 400, "subcode": 8508}}"##,
    "",
];

fn main() -> Result<(), json::Error> {
    for response in RESPONSES {
        let operation: Option<AnyCommsOperation> = json::from_str(response)?;
        let context = operation.as_ref().and_then(|it| it.client_context()).unwrap_or("-");
        match operation.finality() {
            Finality::Pending => println!("{context}: wait for the notification"),
            Finality::Final(Outcome::Succeeded) => println!("{context}: done"),
            Finality::Final(outcome) => {
                let result = operation.as_ref().map(|it| it.result_info());
                println!("{context}: over, {outcome}, code {:?}", result.and_then(comms::ResultInfo::code));
            }
            Finality::Unknown => println!("{context}: a status that this version does not know"),
        }
    }
    Ok(())
}
