//! Patches judged: applied to the old body as a JSON merge patch (RFC 7396), a patch gives the new body. Makes no patches itself.

use crate::choices::Choices;
use crate::edits::{is_tag, lawful_step, typed_step};
use crate::generate;
use entity_core::{AsNode, Category, Declared, Entity, StructuredType, Tracked, ValueType, json};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// A declared type, and its patch law.
pub struct Law {
    /// The type.
    pub table: &'static StructuredType,
    /// Changes a body of the type and judges the patch: panics if it is wrong. Returns whether anything changed.
    pub run: fn(&mut Choices<'_>) -> bool,
}

macro_rules! laws {
    ($($module:path: $($name:ident)*;)*) => {
        &[$($({
            use $module as module;
            Law { table: <module::$name as Declared>::TYPE, run: patch_law::<module::$name> }
        }),*),*]
    };
}

/// The patch law of every declared type except requests, which are sent whole.
pub const LAWS: &[Law] = laws! {
    crate: Everything Spot Shape Circle Frame;
    comms:
        GraphEntity CommsOperation AddLargeGalleryViewOperation CancelMediaProcessingOperation InviteParticipantsOperation
        MuteParticipantOperation PlayPromptOperation RecordOperation SendDtmfTonesOperation StartHoldMusicOperation
        StopHoldMusicOperation SubscribeToToneOperation UnmuteParticipantOperation UpdateRecordingStatusOperation ResultInfo
        Operation OnenoteOperation OnenoteOperationError CommsNotifications CommsNotification CloudCommunications Call
        CallOptions IncomingCallOptions OutgoingCallOptions IncomingContext CallRoute CallTranscriptionInfo ToneInfo ChatInfo
        MeetingInfo OrganizerMeetingInfo TokenMeetingInfo JoinMeetingIdMeetingInfo MediaConfig ServiceHostedMediaConfig
        AppHostedMediaConfig CallMediaState Prompt MediaPrompt MediaInfo MediaStream AudioRoutingGroup ContentSharingSession
        AdhocCall CallRecording CallTranscript TeleconferenceDeviceQuality TeleconferenceDeviceMediaQuality
        TeleconferenceDeviceAudioQuality TeleconferenceDeviceVideoQuality TeleconferenceDeviceScreenSharingQuality
        InvitationParticipantInfo Participant ParticipantInfo RecordingInfo RemovedState OnlineMeetingRestricted
        ParticipantJoiningNotification ParticipantLeftNotification ParticipantJoiningResponse AcceptJoinResponse
        InviteNewBotResponse RejectJoinResponse IdentitySet AiInteractionMentionedIdentitySet ChatMessageFromIdentitySet
        ChatMessageMentionedIdentitySet ChatMessageReactionIdentitySet CommunicationsIdentitySet EngagementIdentitySet
        SharePointIdentitySet Identity AzureCommunicationServicesUserIdentity CommunicationsApplicationIdentity
        CommunicationsApplicationInstanceIdentity CommunicationsEncryptedIdentity CommunicationsGuestIdentity
        CommunicationsPhoneIdentity CommunicationsUserIdentity EmailIdentity Initiator ProvisionedIdentity
        ProvisioningServicePrincipal ProvisioningSystem ServicePrincipalIdentity SharePointGroupIdentity SharePointIdentity
        TeamworkApplicationIdentity TeamworkConversationIdentity TeamworkTagIdentity TeamworkUserIdentity UserIdentity
        DetailsInfo OnlineMeetingBase OnlineMeeting MeetingParticipants MeetingParticipantInfo OnlineMeetingInfo
        LobbyBypassSettings JoinMeetingIdSettings AudioConferencing CloudVideoInteropInfo ChatRestrictions
        WatermarkProtectionValues OnlineMeetingSensitivityLabelAssignment BroadcastMeetingSettings
        BroadcastMeetingCaptionSettings VirtualEventSession VirtualEventPresenterInfo VirtualEventPresenterDetails
        VirtualEventExternalInformation VirtualEventExternalRegistrationInformation AttendeeNotificationInfo
        MeetingAttendanceReport AttendanceRecord AttendanceInterval Presence PresenceStatusMessage OutOfOfficeSettings
        UserWorkLocation ItemBody DateTimeTimeZone Phone EngagementConversation OnlineMeetingEngagementConversation
        EngagementConversationMessage EngagementConversationDiscussionMessage EngagementConversationQuestionMessage
        EngagementConversationSystemMessage EngagementConversationMessageReaction;
    comms::call_records:
        CallRecord Session Segment FailureInfo ParticipantBase Organizer Participant AdministrativeUnitInfo UserIdentity
        Endpoint ParticipantEndpoint ServiceEndpoint UserAgent ClientUserAgent ServiceUserAgent UserFeedback FeedbackTokenSet
        Media MediaStream DeviceInfo NetworkInfo TraceRouteHop PstnCallLogRow DirectRoutingLogRow;
    comms::beta:
        AdmitAllFromLobbyOperation AdmitFromLobbyOperation RemoveFromLobbyOperation StartRecordingOperation
        StopRecordingOperation StartTranscriptionOperation StopTranscriptionOperation MuteParticipantsOperation;
};

/// Changes a body of the type, a few steps, and judges the patch. Returns whether anything changed.
///
/// # Panics
/// If the patch, applied to the old body, does not give the new value; if it names a property twice; if it contains what
/// did not change; if there is a patch without a change.
fn patch_law<T: Declared + Entity + Clone + json::Read + json::Write>(choices: &mut Choices<'_>) -> bool {
    judged_by_law::<T>(choices, lawful_step)
}

/// Like the law of a type, with changes by typed setters and `_mut`, in any depth. Returns whether anything changed.
pub fn typed_patch_law(choices: &mut Choices<'_>) -> bool {
    judged_by_law(choices, typed_step)
}

fn judged_by_law<T: Declared + Entity + Clone + json::Read + json::Write>(
    choices: &mut Choices<'_>,
    step: fn(&mut Choices<'_>, &mut T),
) -> bool {
    let old = generate::plain_body(choices, T::TYPE);
    let mut tracked = Tracked::new(json::from_str::<T>(&old).unwrap_or_else(|error| panic!("{old}: {error}")));
    assert_eq!(tracked.patch(), None, "unchanged: {old}");
    for _ in 0..choices.below(4) {
        step(choices, &mut *tracked);
    }
    let patch = tracked.patch().unwrap_or_else(|| "{}".to_owned());
    json::from_str::<T>(&patch).unwrap_or_else(|error| panic!("{patch} cannot be read: {error}"));
    let patch = parsed(&patch);
    let new = json::to_string(&*tracked);
    assert_eq!(tracked.patches().iter().any(|(path, _)| path.is_empty()), patch != parsed("{}"), "{old} {new}");
    let merged: T = patched(&old, &patch);
    let (mut merged, mut expected) = (facts(&merged), facts(&*tracked));
    let before = facts(&json::from_str::<T>(&old).unwrap_or_else(|error| panic!("{old}: {error}")));
    keep_tags(&mut expected, &before);
    leave_out_untagged(&mut merged, &mut expected, &before);
    assert_eq!(merged, expected, "\nold   {old}\nnew   {new}\npatch {patch}");
    assert!(
        is_small(&patch, &parsed(&old), &parsed(&new)),
        "more than what changed:\nold   {old}\nnew   {new}\npatch {patch}"
    );
    tracked.accept();
    assert_eq!(tracked.patch(), None, "accepted: {new}");
    patch.as_object().is_some_and(|changes| !changes.is_empty())
}

/// Gives each untyped object without a tag the one that it had: a patch cannot take a tag out, so that is no change.
fn keep_tags(new: &mut BTreeMap<String, Value>, old: &BTreeMap<String, Value>) {
    // A value of another type and a collection are sent whole, with nothing of the old one.
    let is_item = |place: &str| place.split('/').any(|step| step.parse::<usize>().is_ok());
    let retyped: Vec<_> = new
        .iter()
        .filter(|(place, type_)| place.ends_with("/@") && old.get(*place) != Some(*type_))
        .map(|(place, _)| place.trim_end_matches('@').to_owned())
        .collect();
    let is_whole = |place: &str| is_item(place) || retyped.iter().any(|start| place.starts_with(start));
    for (place, value) in new.iter_mut().filter(|(place, _)| !is_whole(place)) {
        if let Some(old) = old.get(place) {
            keep_tag(value, old);
        }
    }
}

/// Leaves out untyped JSON without a tag in place of a value of a declared type: a patch cannot say that the type is gone.
fn leave_out_untagged(
    merged: &mut BTreeMap<String, Value>,
    new: &mut BTreeMap<String, Value>,
    old: &BTreeMap<String, Value>,
) {
    for place in old.keys().filter_map(|place| place.strip_suffix("/@")) {
        if new.get(place).is_some_and(|value| value.as_object().is_some_and(|value| tag(value).is_none())) {
            let is_elsewhere = |other: &str| other != place && !other.starts_with(&format!("{place}/"));
            merged.retain(|other, _| is_elsewhere(other));
            new.retain(|other, _| is_elsewhere(other));
        }
    }
}

fn keep_tag(new: &mut Value, old: &Value) {
    let (Value::Object(new), Value::Object(old)) = (new, old) else { return };
    if let (None, Some((name, text))) = (tag(new), old.iter().find(|(name, _)| is_tag(name))) {
        new.insert(name.clone(), text.clone());
    }
    if tag(new) == tag(old) {
        for (name, value) in new {
            if let Some(old) = old.get(name) {
                keep_tag(value, old);
            }
        }
    }
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The type's name in the tag, in any spelling.
fn tag(members: &Map<String, Value>) -> Option<&str> {
    let (_, tag) = members.iter().find(|(name, _)| is_tag(name))?;
    tag.as_str()?.rsplit('#').next()
}

/// Returns whether the patch contains only what differs, and the tags of what it changes in parts.
fn is_small(patch: &Value, old: &Value, new: &Value) -> bool {
    let (Value::Object(patch), Value::Object(old), Value::Object(new)) = (patch, old, new) else {
        // A collection is sent whole, so null and absent differ in its items.
        return normal(old.clone()) != normal(new.clone());
    };
    // A value of another type is replaced whole.
    let same_type = tag(old) == tag(new);
    // The service knows a property by another name than the new value, if both were received in another case.
    let find = |members: &Map<String, Value>, name: &str| {
        let any_case =
            || members.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value.clone());
        members.get(name).cloned().or_else(any_case)
    };
    let is_patched = |name: &str| patch.keys().any(|other| other.eq_ignore_ascii_case(name));
    patch.iter().all(|(name, change)| match (find(old, name), find(new, name)) {
        _ if is_tag(name) => patch.len() > 1 || !same_type,
        _ if name.rsplit_once('@').is_some_and(|(property, _)| is_patched(property)) => {
            !is_control(name) || name.ends_with("type")
        }
        _ if is_control(name) => false,
        (Some(old), Some(new)) if same_type => is_small(change, &old, &new),
        (Some(old), None) => !old.is_null(),
        (None, None) => false,
        _ => true,
    })
}

/// Returns whether the member is control information, which does not count.
fn is_control(name: &str) -> bool {
    let term = name.rsplit_once('@').map(|(_, term)| term);
    term.is_some_and(|term| !term.contains('.') || term.starts_with("odata."))
}

/// Returns whether a property of this kind navigates to entities, which have patches of their own.
fn navigates(value: ValueType) -> bool {
    match value {
        value @ (ValueType::Structured(_) | ValueType::OneOf(_)) => {
            value.structured_type().is_some_and(|type_| type_.category() == Category::Entity)
        }
        ValueType::Collection(item) | ValueType::NullableCollection(item) => navigates(*item),
        _ => false,
    }
}

/// The decoded leaves of a value, by their pointers, without those of entities that it navigates to, and without control
/// information. Null, absent and empty are the same, because a merge patch cannot distinguish them.
pub fn facts(value: &dyn AsNode) -> BTreeMap<String, Value> {
    let mut facts = BTreeMap::new();
    let Some(root) = value.as_node() else { return facts };
    let mut structured = BTreeSet::new();
    root.walk(&mut |pointer, _| structured.extend([pointer.to_owned()]));
    let mut related: Vec<String> = Vec::new();
    let mut types = Vec::new();
    root.walk(&mut |pointer, node| {
        let is_within =
            |place: &String| pointer.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        if related.iter().any(is_within) {
            return;
        }
        for property in node.structured_type().properties() {
            let at = format!("{pointer}/{}", property.name());
            if navigates(property.value_type()) {
                related.push(at);
                continue;
            }
            // The leaves of a structured value are listed on their own.
            let within = format!("{at}/");
            let is_structured = structured.contains(&at) || structured.iter().any(|other| other.starts_with(&within));
            let text = node.json_at(&[property.name()]).filter(|_| !is_structured);
            let is_flags = holds_flags(property.value_type());
            let fact = text.and_then(|text| plain(&text)).map(|fact| if is_flags { flags(fact) } else { fact });
            facts.extend(fact.map(|fact| (at, fact)));
        }
        for (name, _) in node.dynamic_members().filter(|(name, _)| !is_control(name)) {
            let text = node.json_at(&[&name]);
            facts.extend(text.and_then(|text| Some((format!("{pointer}/{name}"), plain(&text)?))));
        }
        types.push((format!("{pointer}/"), node.structured_type().name()));
    });
    // An empty value has no type, since it is the same as an absent one.
    types.retain(|(start, _)| facts.keys().any(|place| place.starts_with(start)));
    facts.extend(types.into_iter().map(|(start, name)| (start + "@", name.into())));
    facts
}

fn holds_flags(value: ValueType) -> bool {
    match value {
        ValueType::Collection(item) | ValueType::NullableCollection(item) => holds_flags(*item),
        other => matches!(other, ValueType::Flags(_)),
    }
}

/// The members of flags, in one order and each once: others are spellings of the same value.
fn flags(fact: Value) -> Value {
    match fact {
        Value::String(text) => {
            let members: BTreeSet<&str> = text.split(',').map(str::trim).collect();
            members.into_iter().collect::<Vec<_>>().join(",").into()
        }
        Value::Array(items) => items.into_iter().map(flags).collect(),
        other => other,
    }
}

/// The number's sign, its digits and the exponent of the last, so that `1`, `1.0` and `10e-1` are equal.
fn exact(number: &str) -> String {
    let (mantissa, exponent) = number.split_once('e').unwrap_or((number, "0"));
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    let digits = all.trim_end_matches('0');
    if digits.is_empty() {
        return "0".to_owned();
    }
    let len = |text: &str| i64::try_from(text.len()).expect("a short number");
    let last = exponent.parse::<i64>().expect("an exponent") - len(fraction) + len(&all) - len(digits);
    format!("{sign}{}e{last}", digits.trim_start_matches('0'))
}

/// The text as a value with numbers by their digits and without null members; `None` if nothing is left.
fn plain(text: &str) -> Option<Value> {
    let value = without_null(normal(parsed(text)));
    let empty = value.as_object().is_some_and(Map::is_empty) || value.as_array().is_some_and(Vec::is_empty);
    (!empty && !value.is_null()).then_some(value)
}

/// The value with numbers by their digits and without control information.
fn normal(value: Value) -> Value {
    match value {
        Value::Number(number) => exact(&number.to_string()).into(),
        Value::Array(items) => items.into_iter().map(normal).collect(),
        Value::Object(members) => {
            let members = members.into_iter().filter(|(name, _)| !is_control(name) || is_tag(name));
            members.map(|(name, value)| (name, normal(value))).collect()
        }
        other => other,
    }
}

/// The body as JSON without null members: a merge patch cannot distinguish null from absent.
///
/// # Panics
/// If the written text is not JSON.
pub fn body(value: &impl json::Write) -> Value {
    without_null(serde_json::from_str(&json::to_string(value)).expect("JSON"))
}

/// The value without null members.
pub fn without_null(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.into_iter().filter(|(_, value)| !value.is_null());
            members.map(|(name, value)| (name, without_null(value))).collect()
        }
        Value::Array(items) => items.into_iter().map(without_null).collect(),
        other => other,
    }
}

/// Applies a merge patch like a service: a value whose type changed loses all that it had.
pub fn apply(target: &mut Value, patch: &Value) {
    let Value::Object(changes) = patch else {
        *target = patch.clone();
        return;
    };
    let is_retyped = |members: &Map<String, Value>| tag(changes).is_some() && tag(changes) != tag(members);
    if target.as_object().is_none_or(is_retyped) {
        *target = Value::Object(Map::new());
    }
    let Value::Object(members) = target else { return };
    for (name, change) in changes {
        if change.is_null() {
            members.remove(name);
        } else {
            apply(members.entry(name.clone()).or_insert(Value::Null), change);
        }
    }
}

/// Applies the patch to the old body and reads that as an entity.
///
/// # Panics
/// If the old body is not JSON, or the patched one cannot be read.
pub fn patched<T: json::Read>(old: &str, patch: &Value) -> T {
    let mut merged: Value = serde_json::from_str(old).expect("JSON");
    apply(&mut merged, patch);
    json::from_value(merged.clone()).unwrap_or_else(|error| panic!("{old} with {patch} is {merged}: {error}"))
}
