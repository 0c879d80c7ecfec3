//! The one entity at `/communications`.

use crate::registry::registry;
use crate::{AdhocCall, Call, OnlineMeeting, OnlineMeetingEngagementConversation, Presence, call_records};
use entity_core::{DynamicProperties, Entity, Prop, Registry};

pub(crate) static TYPES: Registry = registry![CloudCommunications];

/// The entity at `/communications`, from which all collections are reached.
///
/// It has no id, and its body seldom has more than annotations. The collections are fetched by requests of their own.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.cloudCommunications")]
pub struct CloudCommunications {
    /// The bot's calls.
    #[prop("calls")]
    calls: Prop<Vec<Call>>,
    /// Unscheduled calls, with their recordings and transcripts.
    #[prop("adhocCalls")]
    adhoc_calls: Prop<Vec<AdhocCall>>,
    /// Records of calls and meetings that have ended.
    #[prop("callRecords")]
    call_records: Prop<Vec<call_records::CallRecord>>,
    /// Meetings.
    #[prop("onlineMeetings")]
    online_meetings: Prop<Vec<OnlineMeeting>>,
    /// Questions and answers in meetings.
    #[prop("onlineMeetingConversations")]
    online_meeting_conversations: Prop<Vec<OnlineMeetingEngagementConversation>>,
    /// The presence of users.
    #[prop("presences")]
    presences: Prop<Vec<Presence>>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}
