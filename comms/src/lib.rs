//! Microsoft Graph's cloud communications, typed: calls, the long-running operations that actions on them start, and
//! the notifications that tell what becomes of them.
//!
//! The types of `microsoft.graph` stand at the root, `entity` as [`GraphEntity`], all others by their own names;
//! another namespace is a module ([`call_records`]). They are declared with [`entity_core`]'s derives, so each has the
//! methods of [`Entity`](entity_core::Entity).
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

#[cfg(feature = "beta")]
pub mod beta;
pub mod call_records;
mod entity;
mod finality;
mod identities;
mod notifications;
mod onenote;
mod operations;
mod participants;
mod types;

pub use entity::GraphEntity;
pub use finality::{Finality, LongRunning, Outcome, finality_of};
pub use identities::*;
pub use notifications::*;
pub use onenote::*;
pub use operations::*;
pub use participants::*;
pub use types::TYPES;

/// All traits for their methods, and what an operation's end can be.
pub mod prelude {
    pub use crate::{Finality, LongRunning, Outcome};
    pub use entity_core::prelude::*;
}
