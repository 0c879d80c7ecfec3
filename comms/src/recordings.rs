//! What remains of a call or a meeting: its recordings and transcripts. Measured quality is in `call_records`.

use crate::types::registry;
use crate::{AnyIdentitySet, GraphEntity};
use entity_core::edm::DateTimeOffset;
use entity_core::{Entity, Prop, Registry};
use serde_json::Value;

pub(crate) static TYPES: Registry = registry![AdhocCall, CallRecording, CallTranscript];

/// A call that was not scheduled: between two, in a group, or with a telephone.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.adhocCall")]
pub struct AdhocCall {
    #[base]
    entity: GraphEntity,
    /// Its recordings. Not in the call's own body unless asked for.
    #[prop("recordings")]
    recordings: Prop<Vec<CallRecording>>,
    /// Its transcripts. Not in the call's own body unless asked for.
    #[prop("transcripts")]
    transcripts: Prop<Vec<CallTranscript>>,
}

/// A recording of a call or a meeting. All is set by the service.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.callRecording")]
pub struct CallRecording {
    #[base]
    entity: GraphEntity,
    /// The call that was recorded.
    #[prop("callId")]
    call_id: Prop<String>,
    /// The meeting that was recorded, if it was one.
    #[prop("meetingId")]
    meeting_id: Prop<String>,
    /// Who organized the meeting; empty where absent.
    #[prop("meetingOrganizer", default)]
    meeting_organizer: Prop<AnyIdentitySet>,
    /// When it began.
    #[prop("createdDateTime")]
    created_date_time: Prop<DateTimeOffset>,
    /// When it ended.
    #[prop("endDateTime")]
    end_date_time: Prop<DateTimeOffset>,
    /// What it shares with the transcript of the same time.
    #[prop("contentCorrelationId")]
    content_correlation_id: Prop<String>,
    /// Where it can be fetched.
    #[prop("recordingContentUrl")]
    recording_content_url: Prop<String>,
    /// The recording itself: a stream, fetched on its own; a body has at most annotations of it.
    #[prop("content")]
    content: Prop<Value>,
}

/// A transcript of a call or a meeting. All is set by the service.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.callTranscript")]
pub struct CallTranscript {
    #[base]
    entity: GraphEntity,
    /// The call that was transcribed.
    #[prop("callId")]
    call_id: Prop<String>,
    /// The meeting that was transcribed, if it was one.
    #[prop("meetingId")]
    meeting_id: Prop<String>,
    /// Who organized the meeting; empty where absent.
    #[prop("meetingOrganizer", default)]
    meeting_organizer: Prop<AnyIdentitySet>,
    /// When it began.
    #[prop("createdDateTime")]
    created_date_time: Prop<DateTimeOffset>,
    /// When it ended.
    #[prop("endDateTime")]
    end_date_time: Prop<DateTimeOffset>,
    /// What it shares with the recording of the same time.
    #[prop("contentCorrelationId")]
    content_correlation_id: Prop<String>,
    /// Where it can be fetched.
    #[prop("transcriptContentUrl")]
    transcript_content_url: Prop<String>,
    /// The transcript itself: a stream, fetched on its own; a body has at most annotations of it.
    #[prop("content")]
    content: Prop<Value>,
    /// When each thing was said: a stream likewise.
    #[prop("metadataContent")]
    metadata_content: Prop<Value>,
}
