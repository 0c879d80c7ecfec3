//! The operation itself: the members of its answer and its notifications, joined.

use crate::members::{Members, Null, Text, push_string};
use entity_core::{AnyEntity, Declared, Property, Registered, Registry, json};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, LazyLock};

/// The members of an operation, without its tag, its id and its context, which an entry holds beside them.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Content {
    /// The type's qualified name.
    pub(super) type_name: Option<Arc<str>>,
    /// A JSON object; `None` if it has no member.
    pub(super) members: Option<Arc<str>>,
}

impl Content {
    /// Takes the members of a JSON object. Its tag comes before `type_name`.
    pub(super) fn of(text: &str, type_name: Option<&str>) -> Self {
        let mut members = Members::of(text);
        for name in ["id", "clientcontext"] {
            members.remove(name);
        }
        let tags = ["@odata.type", "@type"].map(|name| members.remove(name));
        let tag = tags.into_iter().flatten().find_map(|tag| serde_json::from_str::<Text<'_>>(tag).ok());
        let tag = tag.as_ref().map(|Text(tag)| tag.trim_start_matches('#')).filter(|tag| !tag.is_empty());
        Self { type_name: tag.or(type_name).map(Arc::from), members: members.text().map(Arc::from) }
    }

    /// Joins two contents. A member of the first comes before that of the second, but null gives way.
    pub(super) fn before(self, second: Self) -> Self {
        let members = match (self.members, second.members) {
            (Some(first), Some(second)) if first != second => {
                let mut joined = Members::of(&first);
                joined.fill_from(Members::of(&second), Null::IsUnknown);
                joined.text().map(Arc::from)
            }
            (first, second) => first.or(second),
        };
        Self { type_name: self.type_name.or(second.type_name), members }
    }

    /// Removes the properties that its type, or any type of this crate, declares as secret.
    pub(super) fn without_secrets(self, types: &'static Registry) -> Self {
        let declared = self.type_name.as_deref().and_then(|name| types.find(name));
        let own = declared.into_iter().flat_map(secrets_of);
        let mut kept = Members::of(self.members.as_deref().unwrap_or_default());
        let removed = own.chain(SECRETS.iter().copied()).filter(|name| kept.remove(name).is_some()).count();
        if removed == 0 {
            return self;
        }
        Self { members: kept.text().map(Arc::from), ..self }
    }

    /// Returns the JSON text of the operation with its tag, its id and its context.
    pub(super) fn text(&self, id: Option<&str>, context: Option<&str>) -> String {
        let tag = self.type_name.as_deref().map(|name| Cow::Owned(format!("#{name}")));
        let named = [("@odata.type", tag), ("id", id.map(Cow::from)), ("clientContext", context.map(Cow::from))];
        let mut text = String::from("{");
        for (name, value) in named {
            if let Some(value) = value {
                push_string(&mut text, name);
                text.push(':');
                push_string(&mut text, &value);
                text.push(',');
            }
        }
        text += self.members.as_deref().map_or("}", |members| &members[1..]);
        if text.ends_with(",}") {
            text.truncate(text.len() - 2);
            text.push('}');
        }
        text
    }
}

/// The names of the secret properties of all types of this crate: an operation may lack its tag.
static SECRETS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| crate::TYPES.iter().flat_map(secrets_of).collect());

fn secrets_of(declared: &Registered) -> impl Iterator<Item = &'static str> + use<> {
    let properties = declared.structured_type().properties();
    properties.filter(|property| property.value_type().is_secret()).map(Property::name)
}

/// Shows the type alone, because the members can contain a token.
impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Content({})", self.type_name.as_deref().unwrap_or("…"))
    }
}

/// The operation that an [`Event`](super::Event) is about, as JSON text that is read on request.
///
/// It joins what the answer and the notifications said. An end comes before an earlier state, and among equals the
/// latest message before an earlier one; null gives way to any value. The id and the context are filled in if only the
/// URL or the request named them. `Debug` shows the type alone, because an operation can contain a token.
///
/// ```
/// use comms::tracker::{Limits, Tracker};
/// use comms::{CommsNotifications, RecordOperation};
/// use entity_core::json;
/// use std::time::Duration;
///
/// // The end overtakes the answer, which does not have the recording's URL.
/// let mut tracker = Tracker::new(Limits::default());
/// let end: CommsNotifications = json::from_slice(br##"{"value": [{
///     "changeType": "deleted",
///     "resourceUrl": "/communications/calls/57dab8b1/operations/0fe0623f",
///     "resourceData": {"@odata.type": "#microsoft.graph.recordOperation", "status": "completed",
///         "recordingLocation": "https://media.example.com/1"}
/// }]}"##)?;
/// let _ = tracker.notifications(Duration::ZERO, &end);
/// let answer: RecordOperation = json::from_slice(br#"{"id": "0fe0623f", "status": "running"}"#)?;
/// let events = tracker.response(Duration::ZERO, &answer, Some("order 7"));
///
/// let recorded: RecordOperation = events[0].body.as_ref().unwrap().read()?;
/// assert_eq!(recorded.recording_location(), Some("https://media.example.com/1"));
/// assert_eq!(recorded.client_context(), Some("order 7"));
/// # Ok::<(), json::Error>(())
/// ```
#[derive(Clone)]
pub struct Body {
    pub(super) text: Arc<str>,
    pub(super) types: &'static Registry,
}

impl Body {
    /// The JSON text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Reads the operation as a type, or as a `OneOf` over several.
    ///
    /// # Errors
    /// Like [`json::from_str`], if the operation has a property of `T` twice.
    pub fn read<T: Declared>(&self) -> Result<T, json::Error> {
        json::from_str(&self.text)
    }

    /// Reads the operation as the type that its tag names, from the tracker's [types](super::Tracker::with_types).
    /// `None` if the types do not contain it.
    pub fn entity(&self) -> Option<AnyEntity> {
        self.types.read(self.text.as_bytes()).ok()
    }
}

impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = Content::of(&self.text, None).type_name;
        write!(f, "Body({})", name.as_deref().unwrap_or("…"))
    }
}
