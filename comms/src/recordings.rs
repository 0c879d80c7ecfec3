//! Recordings and transcripts of calls and meetings. Measured quality is in `call_records`.

use crate::registry::registry;
use crate::{AnyIdentitySet, GraphEntity};
use entity_core::edm::DateTimeOffset;
use entity_core::{Entity, Prop, Registry};
use serde_json::Value;

pub(crate) static TYPES: Registry = registry![AdhocCall, CallRecording, CallTranscript];

/// An unscheduled call: between two people, in a group, or with a telephone.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.adhocCall")]
pub struct AdhocCall {
    #[base]
    entity: GraphEntity,
    /// The recordings. Only in a response to a request that expands them.
    #[prop("recordings")]
    recordings: Prop<Vec<CallRecording>>,
    /// The transcripts. Only in a response to a request that expands them.
    #[prop("transcripts")]
    transcripts: Prop<Vec<CallTranscript>>,
}

/// A recording of a call or a meeting. The service sets all properties.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.callRecording")]
pub struct CallRecording {
    #[base]
    entity: GraphEntity,
    /// The id of the recorded call.
    #[prop("callId")]
    call_id: Prop<String>,
    /// The id of the recorded meeting, if it was one.
    #[prop("meetingId")]
    meeting_id: Prop<String>,
    /// The organizer of the meeting; empty if absent.
    #[prop("meetingOrganizer", default)]
    meeting_organizer: Prop<Box<AnyIdentitySet>>,
    /// The start.
    #[prop("createdDateTime")]
    created_date_time: Prop<DateTimeOffset>,
    /// The end.
    #[prop("endDateTime")]
    end_date_time: Prop<DateTimeOffset>,
    /// The id that it shares with the transcript of the same time.
    #[prop("contentCorrelationId")]
    content_correlation_id: Prop<String>,
    /// The URL to fetch it from.
    #[prop("recordingContentUrl")]
    recording_content_url: Prop<String>,
    /// The recording itself: a stream, so a body has at most its annotations.
    #[prop("content")]
    content: Prop<Value>,
}

/// A transcript of a call or a meeting. The service sets all properties.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.callTranscript")]
pub struct CallTranscript {
    #[base]
    entity: GraphEntity,
    /// The id of the transcribed call.
    #[prop("callId")]
    call_id: Prop<String>,
    /// The id of the transcribed meeting, if it was one.
    #[prop("meetingId")]
    meeting_id: Prop<String>,
    /// The organizer of the meeting; empty if absent.
    #[prop("meetingOrganizer", default)]
    meeting_organizer: Prop<Box<AnyIdentitySet>>,
    /// The start.
    #[prop("createdDateTime")]
    created_date_time: Prop<DateTimeOffset>,
    /// The end.
    #[prop("endDateTime")]
    end_date_time: Prop<DateTimeOffset>,
    /// The id that it shares with the recording of the same time.
    #[prop("contentCorrelationId")]
    content_correlation_id: Prop<String>,
    /// The URL to fetch it from.
    #[prop("transcriptContentUrl")]
    transcript_content_url: Prop<String>,
    /// The transcript itself: a stream, so a body has at most its annotations.
    #[prop("content")]
    content: Prop<Value>,
    /// The times of all utterances: a stream too.
    #[prop("metadataContent")]
    metadata_content: Prop<Value>,
}
