//! Call records, with their sessions, segments and participants.

use super::{AnyEndpoint, Media};
use crate::registry::registry;
use crate::{AnyIdentitySet, CommunicationsIdentitySet, GraphEntity, Identity};
use entity_core::edm::DateTimeOffset;
use entity_core::{ComplexType, DynamicProperties, Entity, EnumType, Prop, Registry};

pub(crate) static TYPES: Registry = registry![
    CallRecord,
    Session,
    Segment,
    FailureInfo,
    ParticipantBase,
    Organizer,
    Participant,
    AdministrativeUnitInfo,
    UserIdentity,
];

/// The record of a call or meeting that has ended.
///
/// It exists within minutes of the end, and grows as the endpoints report.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.callRecords.callRecord")]
pub struct CallRecord {
    #[base]
    entity: GraphEntity,
    /// The version, which grows with each change of the record.
    #[prop("version", non_null)]
    version: Prop<i64>,
    /// The kind of call.
    #[prop("type", non_null)]
    r#type: Prop<CallType>,
    /// The modalities of the whole call.
    #[prop("modalities", non_null)]
    modalities: Prop<Vec<Modality>>,
    /// The time at which the first participant joined, in UTC.
    #[prop("startDateTime", non_null)]
    start_date_time: Prop<DateTimeOffset>,
    /// The time at which the last participant left, in UTC.
    #[prop("endDateTime", non_null)]
    end_date_time: Prop<DateTimeOffset>,
    /// The time of creation or of the last change of the record, in UTC.
    #[prop("lastModifiedDateTime", non_null)]
    last_modified_date_time: Prop<DateTimeOffset>,
    /// The URL to join the meeting, if the call was one.
    #[prop("joinWebUrl")]
    join_web_url: Prop<String>,
    /// The organizer or caller. Only in a response to a request that expands it.
    #[prop("organizer_v2")]
    organizer_v2: Prop<Box<Organizer>>,
    /// All participants. Only in a response to a request that expands them.
    #[prop("participants_v2")]
    participants_v2: Prop<Vec<Participant>>,
    /// The organizer or caller; an empty set if absent. `organizer_v2` replaces it.
    #[prop("organizer", default)]
    organizer: Prop<Box<AnyIdentitySet>>,
    /// The participants, at most 130. `participants_v2` replaces it.
    #[prop("participants")]
    participants: Prop<Vec<AnyIdentitySet>>,
    /// The connections of the call: one between two people, at least one for each participant of a group.
    /// Only in a response to a request that expands them.
    #[prop("sessions")]
    sessions: Prop<Vec<Session>>,
}

/// The kind of call.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.callRecords.callType")]
#[non_exhaustive]
pub enum CallType {
    /// Unknown.
    Unknown,
    /// More than two participants, as in a meeting.
    GroupCall,
    /// Two participants.
    PeerToPeer,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// A modality of a call.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.callRecords.modality")]
#[non_exhaustive]
pub enum Modality {
    /// Sound.
    Audio,
    /// Pictures from a camera.
    Video,
    /// A screen, sent as video.
    VideoBasedScreenSharing,
    /// A screen, sent as remote desktop.
    ScreenSharing,
    /// Data.
    Data,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// A connection between two endpoints: of two people, or of one and the service.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.callRecords.session")]
pub struct Session {
    #[base]
    entity: GraphEntity,
    /// The endpoint that set up the session; empty if absent.
    #[prop("caller", default)]
    caller: Prop<Box<AnyEndpoint>>,
    /// The endpoint that it connected to; empty if absent.
    #[prop("callee", default)]
    callee: Prop<Box<AnyEndpoint>>,
    /// The modalities.
    #[prop("modalities", non_null)]
    modalities: Prop<Vec<Modality>>,
    /// The time at which the first participant joined, in UTC.
    #[prop("startDateTime", non_null)]
    start_date_time: Prop<DateTimeOffset>,
    /// The time at which the last participant left, in UTC.
    #[prop("endDateTime", non_null)]
    end_date_time: Prop<DateTimeOffset>,
    /// The failure of the session; empty if it did not fail.
    #[prop("failureInfo", default)]
    failure_info: Prop<FailureInfo>,
    /// True for a test call.
    #[prop("isTest")]
    is_test: Prop<bool>,
    /// The parts of the session in order. Only in a response to a request that expands them.
    #[prop("segments")]
    segments: Prop<Vec<Segment>>,
}

/// A part of a session, in which the same two endpoints exchanged the same media.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.callRecords.segment")]
pub struct Segment {
    #[base]
    entity: GraphEntity,
    /// The endpoint that set up the segment; empty if absent.
    #[prop("caller", default)]
    caller: Prop<Box<AnyEndpoint>>,
    /// The endpoint that it connected to; empty if absent.
    #[prop("callee", default)]
    callee: Prop<Box<AnyEndpoint>>,
    /// The start, in UTC.
    #[prop("startDateTime", non_null)]
    start_date_time: Prop<DateTimeOffset>,
    /// The end, in UTC.
    #[prop("endDateTime", non_null)]
    end_date_time: Prop<DateTimeOffset>,
    /// The media exchanged.
    #[prop("media")]
    media: Prop<Vec<Media>>,
    /// The failure of the segment; empty if it did not fail.
    #[prop("failureInfo", default)]
    failure_info: Prop<FailureInfo>,
}

/// The failure of a call.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.callRecords.failureInfo")]
pub struct FailureInfo {
    /// The stage of the call at the failure.
    #[prop("stage", non_null)]
    stage: Prop<FailureStage>,
    /// The reason in words.
    #[prop("reason")]
    reason: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// The stage of a call at which it failed.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.callRecords.failureStage")]
#[non_exhaustive]
pub enum FailureStage {
    /// Unknown.
    Unknown,
    /// Before the call was set up.
    CallSetup,
    /// After the call was set up.
    Midcall,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// A participant in a call record.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.callRecords.participantBase", abstract)]
pub struct ParticipantBase {
    #[base]
    entity: GraphEntity,
    /// The participant's identities; an empty set if absent.
    #[prop("identity", default)]
    identity: Prop<Box<CommunicationsIdentitySet>>,
    /// The administrative units that they belong to.
    #[prop("administrativeUnitInfos")]
    administrative_unit_infos: Prop<Vec<AdministrativeUnitInfo>>,
}

/// The organizer or caller of a call.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.callRecords.organizer")]
pub struct Organizer {
    #[base]
    participant: ParticipantBase,
}

/// A person who took part in a call.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.callRecords.participant")]
pub struct Participant {
    #[base]
    participant: ParticipantBase,
}

/// An administrative unit of the directory.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.callRecords.administrativeUnitInfo")]
pub struct AdministrativeUnitInfo {
    /// Its id.
    #[prop("id")]
    id: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// A user in a call record.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.callRecords.userIdentity", open)]
pub struct UserIdentity {
    #[base]
    identity: Identity,
    /// The name that the user signs in with.
    #[prop("userPrincipalName")]
    user_principal_name: Prop<String>,
}
