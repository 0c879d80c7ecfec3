//! The registry of every declared type, for programs that learn a type's name at run time.
//!
//! Each module lists the types that it declares, in a `TYPES` of its own. This one joins the lists.

#[cfg(feature = "beta")]
use crate::beta;
use crate::{
    actions, attendance, call_records, calls, cloud, devices, engagement, entity, events, identities, identity_sets,
    media, meeting_settings, meetings, notifications, onenote, operations, participants, presence, recordings, values,
};
use entity_core::Registry;

/// Every structured type that this crate declares, by qualified name; requests too, as
/// `microsoft.graph.call/playPrompt`.
///
/// ```
/// let value = comms::TYPES.read(br##"{"@odata.type": "#microsoft.graph.recordOperation", "status": "running"}"##)?;
/// assert!(value.downcast_ref::<comms::RecordOperation>().is_some());
/// # Ok::<(), entity_core::ReadError>(())
/// ```
///
/// A registry of your own can include it:
/// `static TYPES: Registry = Registry::including(&[&comms::TYPES], &[Registered::of::<CaptionOperation>()]);`
pub static TYPES: Registry = Registry::including(
    &[
        &entity::TYPES,
        &operations::TYPES,
        &onenote::TYPES,
        &notifications::TYPES,
        &cloud::TYPES,
        &calls::TYPES,
        &media::TYPES,
        &recordings::TYPES,
        &devices::TYPES,
        &participants::TYPES,
        &identities::TYPES,
        &identity_sets::TYPES,
        &meetings::TYPES,
        &meeting_settings::TYPES,
        &events::TYPES,
        &attendance::TYPES,
        &presence::TYPES,
        &values::TYPES,
        &engagement::TYPES,
        &call_records::TYPES,
        &actions::TYPES,
        #[cfg(feature = "beta")]
        &beta::TYPES,
    ],
    &[],
);
