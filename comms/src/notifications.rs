//! Notifications, which the service posts to the bot's callback URL.

use crate::registry::registry;
use crate::resource_url::ResourceUrl;
use crate::{
    AnyCommsOperation, Call, CallState, CommsOperation, Participant, ParticipantJoiningNotification,
    ParticipantLeftNotification, ToneInfo, finality_of,
};
use entity_core::{
    AsNode, ComplexType, Declared, DynamicProperties, EnumType, OneOf, Prop, Registered, Registry, ServiceError, json,
};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::fmt;

pub(crate) static TYPES: Registry = registry![CommsNotifications, CommsNotification];

/// The body that a callback URL receives: one or more notifications.
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

impl CommsNotifications {
    /// Reads the body that a callback URL received.
    ///
    /// Unlike [`json::from_slice`], it refuses what is not a body of notifications, so that nothing is taken for "no
    /// news".
    ///
    /// ```
    /// use comms::{CallbackError, CommsNotifications};
    ///
    /// assert!(matches!(CommsNotifications::receive(b" "), Err(CallbackError::Empty)));
    /// let error = CommsNotifications::receive(br#"{"error": {"code": "8523", "message": "Call is gone."}}"#).unwrap_err();
    /// assert_eq!(error.to_string(), "an error in place of notifications: 8523: Call is gone.");
    /// ```
    ///
    /// # Errors
    /// If the body is empty, an error of the service, not JSON, or an object without an array of notifications.
    pub fn receive(body: &[u8]) -> Result<Self, CallbackError> {
        let trimmed = body.trim_ascii();
        if trimmed.is_empty() || trimmed == b"null" {
            return Err(CallbackError::Empty);
        }
        if let Some(error) = ServiceError::from_body(body) {
            return Err(CallbackError::Refused(error));
        }
        let read: Self = json::from_slice(body)?;
        if read.is_whole() { Ok(read) } else { Err(CallbackError::Foreign) }
    }

    /// Returns whether the body has an array of notifications, and each of them is an object.
    pub fn is_whole(&self) -> bool {
        // The text is kept if an item is not an object.
        if self.received("value").is_none() && !self.value().is_empty() {
            return true;
        }
        matches!(self.property("value"), Some(Value::Array(items)) if items.len() == self.value().len())
    }
}

/// The reason that the body of a callback holds no notifications.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum CallbackError {
    /// The body is empty or null.
    Empty,
    /// The body is an error of the service.
    Refused(ServiceError),
    /// The body is JSON, but not a body of notifications: it has no array `value`, or one with an item that is not an
    /// object.
    Foreign,
    /// The body is not JSON, or not an object.
    Unreadable(json::Error),
}

impl fmt::Display for CallbackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("an empty body in place of notifications"),
            Self::Refused(error) => write!(f, "an error in place of notifications: {error}"),
            Self::Foreign => f.write_str("not a body of notifications: it has no array `value` of objects"),
            Self::Unreadable(error) => write!(f, "the notifications cannot be read: {error}"),
        }
    }
}

impl std::error::Error for CallbackError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Refused(error) => Some(error),
            Self::Unreadable(error) => Some(error),
            Self::Empty | Self::Foreign => None,
        }
    }
}

impl From<json::Error> for CallbackError {
    fn from(error: json::Error) -> Self {
        Self::Unreadable(error)
    }
}

/// One change of one resource.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("microsoft.graph.commsNotification", open)]
pub struct CommsNotification {
    /// The kind of change. An operation that has ended is `deleted`.
    #[prop("changeType", non_null)]
    change_type: Prop<ChangeType>,
    /// The URL of the resource: absolute or relative, with or without a version in front. Older bodies name it
    /// `resource`.
    #[prop("resourceUrl", non_null)]
    resource_url: Prop<String>,
    /// The resource after the change; of a call, only the properties that changed. The schema leaves it open.
    #[prop("resourceData", dynamic)]
    resource_data: Prop<ResourceData>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

impl CommsNotification {
    /// Reads the operation that the notification is about, as a type of your own and without loss; `None` if it is
    /// about something else.
    ///
    /// [`ResourceData::Operation`] holds an operation. [`ResourceData::Untyped`] holds one if the object's tag names an
    /// operation of another kind (`onenoteOperation`). It also does if this version does not know the tag, or there is
    /// none, and the URL ends in `/operations/` and an id. An object without a tag is read as `T`, or as the base of a
    /// `OneOf`. So is an object with the tag of another type, which [`deviations`](entity_core::Entity::deviations)
    /// reports.
    ///
    /// ```
    /// use comms::{AnyCommsOperation, CommsNotification, CommsOperation, prelude::*};
    /// use entity_core::{Entity, OneOf, Prop, json};
    ///
    /// #[derive(Clone, Debug, Default, PartialEq, Entity)]
    /// #[entity("contoso.captionOperation")]
    /// pub struct CaptionOperation {
    ///     #[base]
    ///     operation: CommsOperation,
    ///     #[prop("language")]
    ///     language: Prop<String>,
    /// }
    /// impl LongRunning for CaptionOperation {}
    ///
    /// #[derive(Clone, Debug, PartialEq, OneOf)]
    /// #[one_of(base = CommsOperation)]
    /// pub enum BotOperation {
    ///     Caption(CaptionOperation),
    ///     #[other]
    ///     Known(AnyCommsOperation),
    /// }
    ///
    /// let notification: CommsNotification = json::from_str(
    ///     r##"{"resourceData": {"@odata.type": "#contoso.captionOperation", "status": "running", "language": "de"}}"##,
    /// )?;
    /// let Some(BotOperation::Caption(caption)) = notification.operation_as()? else { unreachable!() };
    /// assert_eq!((caption.language(), caption.finality()), (Some("de"), Finality::Pending));
    /// # Ok::<(), json::Error>(())
    /// ```
    ///
    /// # Errors
    /// Like [`json::from_slice`], if the data has a property of `T` twice. Places are relative to the resource data.
    pub fn operation_as<T: Declared>(&self) -> Result<Option<T>, json::Error> {
        match self.resource_data() {
            Some(ResourceData::Operation(operation)) => json::from_str(&json::to_string(operation)).map(Some),
            Some(ResourceData::Untyped(data @ Value::Object(members))) if self.is_operation(members) => {
                self.reread(data).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// Reads untyped resource data as a type, from the text that was kept if the value does not reproduce it.
    fn reread<T: Declared>(&self, data: &Value) -> Result<T, json::Error> {
        self.received("resourceData").map_or_else(|| json::from_value(data.clone()), json::from_str)
    }

    /// Returns whether an untyped object is an operation: by its tag if this version knows the tag, else by its URL.
    fn is_operation(&self, members: &Map<String, Value>) -> bool {
        match known_tag(members) {
            Some(known) => known.empty().as_node().and_then(finality_of).is_some(),
            None => tag_of(members).is_some_and(is_named_operation) || self.resource().is_operation,
        }
    }

    /// Returns the id of the call that the notification is about: of the call itself, or of the call that the operation or
    /// the participant belongs to. The URL names it, else the data of a call does.
    ///
    /// ```
    /// use comms::CommsNotification;
    /// use entity_core::json;
    ///
    /// let notification: CommsNotification =
    ///     json::from_str(r#"{"resourceUrl": "/v1.0/communications/Calls('57dab8b1')/operations/0fe0623f"}"#)?;
    /// assert_eq!(notification.call_id().as_deref(), Some("57dab8b1"));
    /// # Ok::<(), json::Error>(())
    /// ```
    pub fn call_id(&self) -> Option<String> {
        let own = || self.call()?.id().filter(|id| !id.is_empty()).map(str::to_owned);
        self.resource().call.or_else(own)
    }

    /// Returns the call that the notification is about, with the properties that changed. `None` if it is about something
    /// else, or has no data.
    ///
    /// Data without a tag, or with a tag that this version does not know, is a call's if the URL is.
    ///
    /// ```
    /// use comms::{CallState, CommsNotification};
    /// use entity_core::json;
    ///
    /// let notification: CommsNotification =
    ///     json::from_str(r#"{"resourceUrl": "/communications/calls/57dab8b1", "resourceData": {"state": "terminated"}}"#)?;
    /// assert_eq!(notification.call().unwrap().state(), Some(&CallState::Terminated));
    /// assert!(notification.ends_call());
    /// # Ok::<(), json::Error>(())
    /// ```
    pub fn call(&self) -> Option<Cow<'_, Call>> {
        match self.resource_data() {
            Some(ResourceData::Call(call)) => Some(Cow::Borrowed(call)),
            Some(ResourceData::Untyped(data @ Value::Object(members)))
                if known_tag(members).is_none() && self.resource().is_call && !self.is_operation(members) =>
            {
                self.reread(data).ok().map(Cow::Owned)
            }
            _ => None,
        }
    }

    /// Returns whether the notification reports the end of a call: its state is `terminated`, or the call itself is
    /// deleted.
    pub fn ends_call(&self) -> bool {
        let is_call = match (self.resource_data(), self.call()) {
            (_, Some(call)) if call.state() == Some(&CallState::Terminated) => return true,
            (_, Some(_)) => true,
            (Some(ResourceData::Untyped(Value::Null)) | None, None) => self.resource().is_call,
            _ => false,
        };
        is_call && matches!(self.change_type(), Some(ChangeType::Deleted))
    }

    /// The resources that the URL in `resourceUrl` or, in older bodies, in `resource` names.
    pub(crate) fn resource(&self) -> ResourceUrl {
        let older = || self.dynamic().get::<String>("resource");
        let url = self.resource_url().map(ResourceUrl::parse).filter(|url| url.call.is_some() || url.last.is_some());
        url.or_else(|| Some(ResourceUrl::parse(&older()?))).unwrap_or_default()
    }
}

/// The tag of an untyped object.
fn tag_of(members: &Map<String, Value>) -> Option<&str> {
    let is_tag = |name: &str| ["@odata.type", "@type"].iter().any(|tag| tag.eq_ignore_ascii_case(name));
    let tag = members.iter().find(|(name, _)| is_tag(name)).and_then(|(_, tag)| tag.as_str());
    tag.map(|tag| tag.trim_start_matches('#'))
}

/// The type that the tag names, if this version knows it.
fn known_tag(members: &Map<String, Value>) -> Option<&'static Registered> {
    crate::TYPES.find(tag_of(members)?)
}

/// Returns whether the name of an unknown type is that of an operation.
fn is_named_operation(name: &str) -> bool {
    name.ends_with("Operation") || name.rsplit('.').next().is_some_and(|last| last.eq_ignore_ascii_case("operation"))
}

/// The kind of change of a resource.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.changeType")]
#[non_exhaustive]
pub enum ChangeType {
    /// The resource is new.
    Created,
    /// The resource changed.
    Updated,
    /// The resource is gone. An operation has ended.
    Deleted,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// The resource that a notification is about, typed by its tag. A resource without a type here is untyped JSON.
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
#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(untyped, unknown = of_unknown_type)]
#[non_exhaustive]
pub enum ResourceData {
    /// An operation on a call. An unknown type whose name ends in `Operation` is [`AnyCommsOperation::Other`];
    /// [`CommsNotification::operation_as`] reads it as a type of yours.
    Operation(AnyCommsOperation),
    /// A call, with only the properties that changed.
    Call(Box<Call>),
    /// All participants of a call, or only those that changed if `isDeltaRosterEnabled`. Recognised by the tag of the
    /// first; an empty list is untyped JSON.
    Participants(Vec<Participant>),
    /// One participant of a call.
    Participant(Box<Participant>),
    /// Somebody is about to join a call.
    ParticipantJoining(Box<ParticipantJoiningNotification>),
    /// Somebody has left a call.
    ParticipantLeft(Box<ParticipantLeftNotification>),
    /// A key that somebody pressed. It mostly comes as part of a call.
    Tone(ToneInfo),
    /// Anything else, as JSON, operations without a tag included: [`CommsNotification::operation_as`] reads those. Text that
    /// a `Value` does not reproduce (`1.50`) is kept as `received("resourceData")`.
    #[other]
    Untyped(Value),
}

/// Returns the value for an object whose tag names the type of no variant: the union's base if the type is an operation.
fn of_unknown_type(tag: &str) -> Option<ResourceData> {
    let is_operation = match crate::TYPES.find(tag) {
        Some(known) => known.structured_type().derives_from(<CommsOperation as Declared>::TYPE),
        None => is_named_operation(tag),
    };
    is_operation.then(|| ResourceData::Operation(AnyCommsOperation::default()))
}
