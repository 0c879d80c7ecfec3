//! Actions on communications as a whole: many presences at once, messages of all meetings.
//!
//! Sent to [`CloudCommunications::root`].

use super::rules::visible;
use crate::registry::actions;
use crate::{AnyEngagementConversationMessage, CloudCommunications, Presence};
use entity_core::{Action, DynamicProperties, Page, Prop, Registry};

pub(crate) static TYPES: Registry = actions![GetPresencesByUserId, GetAllOnlineMeetingMessages];

/// Gets the presence of many users at once.
///
/// - Sends: `POST /communications/getPresencesByUserId`
/// - Returns: a page of [`Presence`]; starts no operation
/// - Permission: `Presence.Read.All`
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("getPresencesByUserId", on = CloudCommunications, returns = Page<Presence>)]
pub struct GetPresencesByUserId {
    /// The ids of the users: at least 1, at most 650.
    #[prop("ids", required, min_items = 1, max_items = 650, each(non_null, check(visible = visible)))]
    ids: Prop<Vec<String>>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Lists the questions and answers of all online meetings of the organization.
///
/// - Sends: `GET /communications/getAllOnlineMeetingMessages()`
/// - Returns: a page of [`AnyEngagementConversationMessage`]; starts no operation
/// - Permission: `EngagementMeetingConversation.Read.All`
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("getAllOnlineMeetingMessages", on = CloudCommunications, returns = Page<AnyEngagementConversationMessage>, function)]
pub struct GetAllOnlineMeetingMessages {
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}
