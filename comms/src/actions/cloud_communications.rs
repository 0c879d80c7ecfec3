//! What is bound to communications as a whole.
//!
//! Sent to `/communications`.

use crate::types::registry;
use crate::{AnyEngagementConversationMessage, CloudCommunications, Presence};
use entity_core::{Action, DynamicProperties, Page, Prop, Registry};

pub(crate) static TYPES: Registry = registry![GetPresencesByUserId, GetAllOnlineMeetingMessages];

/// Asks for the presence of many users at once.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("getPresencesByUserId", on = CloudCommunications, returns = Page<Presence>)]
pub struct GetPresencesByUserId {
    /// The users' ids: at most 650.
    #[prop("ids", required, max_items = 650)]
    ids: Prop<Vec<String>>,
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// Lists the messages of the conversations in online meetings.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("getAllOnlineMeetingMessages", on = CloudCommunications, returns = Page<AnyEngagementConversationMessage>, function)]
pub struct GetAllOnlineMeetingMessages {
    /// Parameters this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}
