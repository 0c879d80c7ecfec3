//! Where communications begin: the one entity at `/communications`.

use crate::types::registry;
use crate::{AdhocCall, Call, OnlineMeeting, OnlineMeetingEngagementConversation, Presence, call_records};
use entity_core::{DynamicProperties, Entity, Prop, Registry};

pub(crate) static TYPES: Registry = registry![CloudCommunications];

/// What is at `/communications`: the collections that all else is reached by. It has no id, and its body seldom more than
/// annotations; what it leads to is fetched from below it.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.cloudCommunications")]
pub struct CloudCommunications {
    /// The bot's calls.
    #[prop("calls")]
    calls: Prop<Vec<Call>>,
    /// Calls that were not scheduled, with their recordings and transcripts.
    #[prop("adhocCalls")]
    adhoc_calls: Prop<Vec<AdhocCall>>,
    /// Records of calls and meetings that are over.
    #[prop("callRecords")]
    call_records: Prop<Vec<call_records::CallRecord>>,
    /// Meetings.
    #[prop("onlineMeetings")]
    online_meetings: Prop<Vec<OnlineMeeting>>,
    /// Questions and answers in meetings.
    #[prop("onlineMeetingConversations")]
    online_meeting_conversations: Prop<Vec<OnlineMeetingEngagementConversation>>,
    /// Who is there, and who is busy.
    #[prop("presences")]
    presences: Prop<Vec<Presence>>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}
