//! Microsoft Graph's cloud communications, typed: calls, the long-running operations that actions on them start, and
//! the notifications that tell what becomes of them.
//!
//! The types of `microsoft.graph` stand at the root, `entity` as [`GraphEntity`], all others by their own names;
//! another namespace is a module ([`call_records`]); requests stand in [`actions`]. They are declared with
//! [`entity_core`]'s derives, so each has the methods of [`Entity`](entity_core::Entity). The feature `beta`, off by
//! default, adds the operations of Graph's beta endpoint.
//!
//! ```
//! use comms::{AnyCommsOperation, prelude::*};
//! use entity_core::json;
//!
//! let operation: AnyCommsOperation = json::from_slice(br##"{
//!     "@odata.type": "#microsoft.graph.playPromptOperation",
//!     "id": "0fe0623f-d628-42ed-b4bd-8ac290072cc5",
//!     "status": "Running",
//!     "clientContext": "d45324c1-fcb5-430a-902c-f20af696537c"
//! }"##)?;
//!
//! assert_eq!(operation.finality(), Finality::Pending);
//! assert_eq!(operation.client_context(), Some("d45324c1-fcb5-430a-902c-f20af696537c"));
//! # Ok::<(), json::Error>(())
//! ```
#![forbid(unsafe_code)]

pub mod actions;
mod attendance;
#[cfg(feature = "beta")]
pub mod beta;
pub mod call_records;
mod calls;
mod cloud;
mod devices;
mod engagement;
mod entity;
mod events;
mod finality;
mod identities;
mod media;
mod meeting_settings;
mod meetings;
mod notifications;
mod onenote;
mod operations;
mod participants;
mod presence;
mod recordings;
pub mod tracker;
mod types;
mod values;

pub use attendance::*;
pub use calls::*;
pub use cloud::*;
pub use devices::*;
pub use engagement::*;
pub use entity::GraphEntity;
pub use events::*;
pub use finality::{Finality, LongRunning, Outcome, finality_of};
pub use identities::*;
pub use media::*;
pub use meeting_settings::*;
pub use meetings::*;
pub use notifications::*;
pub use onenote::*;
pub use operations::*;
pub use participants::*;
pub use presence::*;
pub use recordings::*;
pub use types::TYPES;
pub use values::*;

/// All traits for their methods, and what an operation's end can be.
pub mod prelude {
    pub use crate::{Finality, LongRunning, Outcome};
    pub use entity_core::prelude::*;
}
