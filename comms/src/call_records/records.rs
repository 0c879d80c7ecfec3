//! Call records, their sessions and segments, and who took part.

use super::{AnyEndpoint, Media};
use crate::types::registry;
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

/// A call or meeting that has ended. It is there within minutes of the end, and grows as reports from the endpoints
/// come in.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.callRecords.callRecord")]
pub struct CallRecord {
    #[base]
    entity: GraphEntity,
    /// Grows each time that the record changes; a higher one knows more.
    #[prop("version", non_null)]
    version: Prop<i64>,
    /// What kind of call it was.
    #[prop("type", non_null)]
    r#type: Prop<CallType>,
    /// What was exchanged, over the whole call.
    #[prop("modalities", non_null)]
    modalities: Prop<Vec<Modality>>,
    /// When the first one joined, in UTC.
    #[prop("startDateTime", non_null)]
    start_date_time: Prop<DateTimeOffset>,
    /// When the last one left, in UTC.
    #[prop("endDateTime", non_null)]
    end_date_time: Prop<DateTimeOffset>,
    /// When the record was made or last changed, in UTC.
    #[prop("lastModifiedDateTime", non_null)]
    last_modified_date_time: Prop<DateTimeOffset>,
    /// The meeting's address, where the call was one.
    #[prop("joinWebUrl")]
    join_web_url: Prop<String>,
    /// Who organized it, or called. Only a request that expands it gets it.
    #[prop("organizer_v2")]
    organizer_v2: Prop<Organizer>,
    /// All who took part. Only a request that expands it gets it.
    #[prop("participants_v2")]
    participants_v2: Prop<Vec<Participant>>,
    /// Who organized it, or called; an empty set where absent. `organizer_v2` takes its place.
    #[prop("organizer", default)]
    organizer: Prop<AnyIdentitySet>,
    /// Who took part, at most 130 of them. `participants_v2` takes its place.
    #[prop("participants")]
    participants: Prop<Vec<AnyIdentitySet>>,
    /// The connections that the call was made of: one between two people, at least one each in a group. Only a request
    /// that expands it gets it.
    #[prop("sessions")]
    sessions: Prop<Vec<Session>>,
}

/// What kind of call it was.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.callRecords.callType")]
#[non_exhaustive]
pub enum CallType {
    /// It is not known.
    Unknown,
    /// Of more than two, such as a meeting.
    GroupCall,
    /// Of two.
    PeerToPeer,
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// What can be exchanged in a call.
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
    /// Keeps the enumeration open; not sent.
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
    /// The endpoint that set up the session; empty where absent.
    #[prop("caller", default)]
    caller: Prop<AnyEndpoint>,
    /// The endpoint that it connected to; empty where absent.
    #[prop("callee", default)]
    callee: Prop<AnyEndpoint>,
    /// What was exchanged.
    #[prop("modalities", non_null)]
    modalities: Prop<Vec<Modality>>,
    /// When the first one joined, in UTC.
    #[prop("startDateTime", non_null)]
    start_date_time: Prop<DateTimeOffset>,
    /// When the last one left, in UTC.
    #[prop("endDateTime", non_null)]
    end_date_time: Prop<DateTimeOffset>,
    /// Why the session failed; empty where absent, as when it did not.
    #[prop("failureInfo", default)]
    failure_info: Prop<FailureInfo>,
    /// Whether it was a test call.
    #[prop("isTest")]
    is_test: Prop<bool>,
    /// The parts of the session, one after another. Only a request that expands it gets it.
    #[prop("segments")]
    segments: Prop<Vec<Segment>>,
}

/// A part of a session, in which the same two endpoints exchanged the same media.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.callRecords.segment")]
pub struct Segment {
    #[base]
    entity: GraphEntity,
    /// The endpoint that set up the segment; empty where absent.
    #[prop("caller", default)]
    caller: Prop<AnyEndpoint>,
    /// The endpoint that it connected to; empty where absent.
    #[prop("callee", default)]
    callee: Prop<AnyEndpoint>,
    /// When it started, in UTC.
    #[prop("startDateTime", non_null)]
    start_date_time: Prop<DateTimeOffset>,
    /// When it ended, in UTC.
    #[prop("endDateTime", non_null)]
    end_date_time: Prop<DateTimeOffset>,
    /// The media exchanged.
    #[prop("media")]
    media: Prop<Vec<Media>>,
    /// Why the segment failed; empty where absent, as when it did not.
    #[prop("failureInfo", default)]
    failure_info: Prop<FailureInfo>,
}

/// Why a call failed.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.callRecords.failureInfo")]
pub struct FailureInfo {
    /// When it failed.
    #[prop("stage", non_null)]
    stage: Prop<FailureStage>,
    /// What went wrong, in words.
    #[prop("reason")]
    reason: Prop<String>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// When a call failed.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.callRecords.failureStage")]
#[non_exhaustive]
pub enum FailureStage {
    /// It is not known.
    Unknown,
    /// Before the call was set up.
    CallSetup,
    /// After that.
    Midcall,
    /// Keeps the enumeration open; not sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// Somebody's part in a call.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.callRecords.participantBase", abstract)]
pub struct ParticipantBase {
    #[base]
    entity: GraphEntity,
    /// Who it is; an empty set where absent.
    #[prop("identity", default)]
    identity: Prop<CommunicationsIdentitySet>,
    /// The administrative units that they belong to.
    #[prop("administrativeUnitInfos")]
    administrative_unit_infos: Prop<Vec<AdministrativeUnitInfo>>,
}

/// Who organized a call, or called.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.callRecords.organizer")]
pub struct Organizer {
    #[base]
    participant: ParticipantBase,
}

/// Somebody who took part in a call.
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
