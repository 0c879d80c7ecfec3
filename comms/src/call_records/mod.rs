//! The namespace `microsoft.graph.callRecords`: records of calls that have ended, with the measured quality of their
//! media.
//!
//! A [`CallRecord`] has [`Session`]s, one for each pair of connected endpoints. A session has [`Segment`]s, and a
//! segment [`Media`] with its [`MediaStream`]s, the devices and the networks at both ends. The rows of the logs of
//! calls to and from telephone networks are not in a record: [functions](crate::actions::call_record) return them.
//!
//! ```
//! use comms::call_records::{AnyUserAgent, CallRecord, CallType, ClientPlatform};
//! use comms::prelude::*;
//! use entity_core::json;
//!
//! let record: CallRecord = json::from_slice(br##"{
//!     "id": "2c9f41d8-70b3-4e6d-b1a5-93e07f5a6c20",
//!     "version": 1,
//!     "type": "peerToPeer",
//!     "modalities": ["audio"],
//!     "sessions": [{
//!         "caller": {
//!             "@odata.type": "#microsoft.graph.callRecords.participantEndpoint",
//!             "userAgent": {"@odata.type": "#microsoft.graph.callRecords.clientUserAgent", "platform": "windows"}
//!         }
//!     }]
//! }"##)?;
//!
//! assert_eq!(record.r#type(), Some(&CallType::PeerToPeer));
//! for session in record.sessions() {
//!     if let AnyUserAgent::Client(client) = session.caller().user_agent() {
//!         assert_eq!(client.platform(), Some(&ClientPlatform::Windows));
//!     }
//! }
//! # Ok::<(), json::Error>(())
//! ```

use entity_core::Registry;

mod devices;
mod endpoints;
mod logs;
mod media;
mod networks;
mod records;
pub use devices::*;
pub use endpoints::*;
pub use logs::*;
pub use media::*;
pub use networks::*;
pub use records::*;

pub(crate) static TYPES: Registry = Registry::including(
    &[&records::TYPES, &endpoints::TYPES, &media::TYPES, &devices::TYPES, &networks::TYPES, &logs::TYPES],
    &[],
);
