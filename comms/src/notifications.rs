//! Notifications: what the service posts to the bot's callback URL.

use crate::{
    AnyCommsOperation, Call, CommsOperation, Participant, ParticipantJoiningNotification, ParticipantLeftNotification,
    ToneInfo,
};
use entity_core::kinds::{Choice, Fill, Kind, Start, Token, ValueType, View};
use entity_core::{ComplexType, Declared, DynamicProperties, EnumType, Prop};
use serde_json::Value;

/// The body of a notification: one or more of them at once.
///
/// ```
/// use comms::{CommsNotifications, ResourceData, prelude::*};
/// use entity_core::json;
///
/// let body: CommsNotifications = json::from_slice(br##"{
///     "@odata.type": "#microsoft.graph.commsNotifications",
///     "value": [{
///         "changeType": "deleted",
///         "resourceUrl": "/communications/calls/57dab8b1/operations/0fe0623f",
///         "resourceData": {"@odata.type": "#microsoft.graph.playPromptOperation", "status": "completed"}
///     }]
/// }"##)?;
/// for notification in body.value() {
///     if let Some(ResourceData::Operation(operation)) = notification.resource_data() {
///         assert_eq!(operation.finality(), Finality::Final(Outcome::Succeeded));
///     }
/// }
/// # Ok::<(), json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.commsNotifications")]
pub struct CommsNotifications {
    /// The notifications.
    #[prop("value")]
    value: Prop<Vec<CommsNotification>>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// One change of one resource.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.commsNotification", open)]
pub struct CommsNotification {
    /// What happened to the resource. An operation that is over is `deleted`.
    #[prop("changeType", non_null)]
    change_type: Prop<ChangeType>,
    /// Where the resource is: absolute or not, with or without a version in front. Older bodies call it `resource`.
    #[prop("resourceUrl", non_null)]
    resource_url: Prop<String>,
    /// The resource as it is now; of a call, only what changed. Typed here, left open by the schema.
    #[prop("resourceData", dynamic)]
    resource_data: Prop<ResourceData>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// What happened to a resource.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.changeType")]
#[non_exhaustive]
pub enum ChangeType {
    /// It is new.
    Created,
    /// It changed.
    Updated,
    /// It is gone; of an operation: it is over.
    Deleted,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// What a notification is about, told by its tag. What this version has no type for is untyped JSON: an object or an array.
///
/// ```
/// use comms::{CallState, CommsNotifications, ResourceData};
/// use entity_core::json;
///
/// let body: CommsNotifications = json::from_str(r##"{"value": [
///     {"resourceData": {"@odata.type": "#microsoft.graph.call", "state": "established"}},
///     {"resourceData": [{"@odata.type": "#microsoft.graph.participant", "isMuted": true}]}
/// ]}"##)?;
/// let Some(ResourceData::Call(call)) = body.value()[0].resource_data() else { unreachable!() };
/// assert_eq!(call.state(), Some(&CallState::Established));
/// let Some(ResourceData::Participants(participants)) = body.value()[1].resource_data() else { unreachable!() };
/// assert_eq!(participants[0].is_muted(), Some(true));
/// # Ok::<(), json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ResourceData {
    /// An operation on a call.
    Operation(AnyCommsOperation),
    /// A call: only what changed.
    Call(Box<Call>),
    /// All who are in a call now (those who changed, where `isDeltaRosterEnabled`), told by the tag of the first. None at
    /// all is untyped JSON.
    Participants(Vec<Participant>),
    /// One who is in a call.
    Participant(Box<Participant>),
    /// Somebody is about to join a call.
    ParticipantJoining(Box<ParticipantJoiningNotification>),
    /// Somebody has left a call.
    ParticipantLeft(Box<ParticipantLeftNotification>),
    /// A key that somebody pressed; mostly it comes in a call.
    Tone(ToneInfo),
    /// Anything else.
    Untyped(Value),
}

impl ResourceData {
    /// What an object with that tag is read as.
    fn tagged(tag: &str) -> Option<Self> {
        let mut operation = AnyCommsOperation::default();
        let base = <CommsOperation as Declared>::TYPE;
        // Only a type that the union lacks is looked up in the registry.
        if operation.choose(tag, false) || names::<CommsOperation>(tag) {
            Some(Self::Operation(operation))
        } else if names::<Call>(tag) {
            Some(Self::Call(Box::default()))
        } else if names::<Participant>(tag) {
            Some(Self::Participant(Box::default()))
        } else if names::<ParticipantJoiningNotification>(tag) {
            Some(Self::ParticipantJoining(Box::default()))
        } else if names::<ParticipantLeftNotification>(tag) {
            Some(Self::ParticipantLeft(Box::default()))
        } else if names::<ToneInfo>(tag) {
            Some(Self::Tone(ToneInfo::default()))
        } else {
            let found = crate::TYPES.find(tag)?;
            found.structured_type().derives_from(base).then_some(Self::Operation(operation))
        }
    }
}

/// Whether the tag names that type.
fn names<T: Declared>(tag: &str) -> bool {
    tag.eq_ignore_ascii_case(T::TYPE.name())
}

impl Default for ResourceData {
    fn default() -> Self {
        Self::Untyped(Value::Null)
    }
}

impl From<AnyCommsOperation> for ResourceData {
    fn from(operation: AnyCommsOperation) -> Self {
        Self::Operation(operation)
    }
}

impl From<Call> for ResourceData {
    fn from(call: Call) -> Self {
        Self::Call(Box::new(call))
    }
}

impl From<Vec<Participant>> for ResourceData {
    fn from(participants: Vec<Participant>) -> Self {
        Self::Participants(participants)
    }
}

/// Read in the same pass as what is around it: the tag says as what.
impl Kind for ResourceData {
    const VALUE: ValueType = ValueType::Open;

    fn view(&self) -> View<'_> {
        match self {
            Self::Operation(operation) => operation.view(),
            Self::Call(call) => Kind::view(call),
            Self::Participants(participants) => participants.view(),
            Self::Participant(participant) => Kind::view(participant),
            Self::ParticipantJoining(joining) => Kind::view(joining),
            Self::ParticipantLeft(left) => Kind::view(left),
            Self::Tone(tone) => tone.view(),
            Self::Untyped(value) => Kind::view(value),
        }
    }

    fn begin(start: Start<'_>) -> Option<Self> {
        match start {
            Start::Object { tag } => Self::tagged(tag?),
            Start::Array { tag } => names::<Participant>(tag?).then(|| Self::Participants(Vec::new())),
        }
    }

    fn fill(&mut self) -> Option<Fill<'_>> {
        match self {
            Self::Operation(operation) => operation.fill(),
            Self::Call(call) => Kind::fill(call),
            Self::Participants(participants) => participants.fill(),
            Self::Participant(participant) => Kind::fill(participant),
            Self::ParticipantJoining(joining) => Kind::fill(joining),
            Self::ParticipantLeft(left) => Kind::fill(left),
            Self::Tone(tone) => tone.fill(),
            Self::Untyped(_) => None,
        }
    }

    fn decode(token: &Token<'_>) -> Option<(Self, bool)> {
        <Value as Kind>::decode(token).map(|(value, exact)| (Self::Untyped(value), exact))
    }
}
