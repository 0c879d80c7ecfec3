//! Rules of requests, from the documentation of each action: what the service refuses. Limits of one property that an attribute can
//! say are attributes.

use crate::{
    AnyIdentitySet, AnyMediaConfig, AnyPrompt, BodyType, DateTimeTimeZone, InvitationParticipantInfo, ItemBody,
    Modality, ParticipantInfo, RecordingStatus,
};
use entity_core::edm::DateTimeOffset;
use entity_core::{Entity, EnumType};
use serde_json::Value;

type Kept = Result<(), String>;

/// The rule is kept, or broken with this message.
fn keep(kept: bool, message: impl FnOnce() -> String) -> Kept {
    if kept { Ok(()) } else { Err(message()) }
}

/// Checks a callback URL: the service demands `https` (documentation of `answer`, `redirect`, `reject` and creating a call).
pub(crate) fn https(uri: &str) -> Kept {
    // The message does not show the URL, which may carry a token.
    keep(has_host(uri, &["https"]), || "not an https URL".to_owned())
}

/// Returns whether the text is a URL of one of the schemes, with a host and without white space.
fn has_host(uri: &str, schemes: &[&str]) -> bool {
    uri.split_once("://").is_some_and(|(scheme, rest)| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        schemes.iter().any(|known| scheme.eq_ignore_ascii_case(known))
            && !host.is_empty()
            && !uri.contains(|char: char| char.is_whitespace() || char.is_control())
    })
}

/// Checks a URL that the service fetches.
pub(crate) fn fetchable(uri: &str) -> Kept {
    keep(has_host(uri, &["https", "http"]), || "not an http or https URL".to_owned())
}

/// Checks that a text has visible characters.
pub(crate) fn visible(text: &str) -> Kept {
    keep(!is_blank(text), || "is blank".to_owned())
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// Checks that the member is one that can be sent.
pub(crate) fn sendable<E: EnumType>(member: &E) -> Kept {
    let is_placeholder = member.member().eq_ignore_ascii_case("unknownFutureValue");
    keep(!is_placeholder, || "`unknownFutureValue` is never sent".to_owned())
}

/// Checks the modality of a call to place or to answer: audio, video or a shared screen.
pub(crate) fn modality(modality: &Modality) -> Kept {
    keep(!matches!(modality, Modality::Data | Modality::UnknownFutureValue), || {
        format!("`{}` is not `audio`, `video` or `videoBasedScreenSharing`", modality.member())
    })
}

/// Checks that the participant has an identity with an id.
pub(crate) fn identified(participant: &InvitationParticipantInfo) -> Kept {
    keep(has_identity(participant.identity()), || "has no identity with an id".to_owned())
}

/// Checks that the participant, whom a call is transferred from, has an identity with an id.
pub(crate) fn identified_transferee(participant: &ParticipantInfo) -> Kept {
    let is_named = participant.participant_id().is_some_and(|id| !is_blank(id));
    keep(is_named || has_identity(participant.identity()), || "has no identity with an id".to_owned())
}

/// Checks that a telephone to call has a number in E.164 (documentation of `communicationsPhoneIdentity`).
pub(crate) fn dialable(participant: &InvitationParticipantInfo) -> Kept {
    has_number(participant.identity())
}

/// Like [`dialable`], for a participant whom a call is transferred from.
pub(crate) fn dialable_transferee(participant: &ParticipantInfo) -> Kept {
    has_number(participant.identity())
}

/// Checks the number of the telephone, if the identities have one: `+` and at most 15 digits, the first of which is not 0.
pub(crate) fn has_number(identities: &AnyIdentitySet) -> Kept {
    let is_number = |id: &str| {
        let digits = id.strip_prefix('+').unwrap_or_default();
        matches!(digits.len(), 2..=15) && !digits.starts_with('0') && digits.bytes().all(|digit| digit.is_ascii_digit())
    };
    let kept = ids(identities).all(|(kind, id)| kind != "phone" || is_number(&id));
    keep(kept, || "the id of `phone` is not a number in E.164, such as `+12345678901`".to_owned())
}

/// Returns whether one of the identities, declared or not, has an id.
pub(crate) fn has_identity(identities: &AnyIdentitySet) -> bool {
    ids(identities).next().is_some()
}

/// Returns the name and the id of each identity that has one.
pub(crate) fn ids(identities: &AnyIdentitySet) -> impl Iterator<Item = (String, String)> {
    identities.properties().into_iter().filter_map(|(name, identity)| {
        let id = identity.get("id").and_then(Value::as_str).filter(|id| !is_blank(id))?;
        Some((name, id.to_owned()))
    })
}

/// Checks that the media have a host: the service, or the bot with the text that describes its session.
pub(crate) fn hosted(config: &AnyMediaConfig) -> Kept {
    match config {
        AnyMediaConfig::ServiceHosted(_) => Ok(()),
        AnyMediaConfig::AppHosted(config) => {
            let blob = config.blob().is_some_and(|blob| !is_blank(blob.expose()));
            keep(blob, || "is hosted by the bot, and has no `blob`".to_owned())
        }
        AnyMediaConfig::Other(config) => has_type(config, "`serviceHostedMediaConfig`"),
    }
}

/// Checks that the value has a type of its own, because its declared type is abstract.
fn has_type(value: &impl Entity, types: &str) -> Kept {
    let own = value.structured_type().name();
    keep(value.dynamic().type_name().is_some_and(|name| name != own), || format!("has no type, such as {types}"))
}

/// Checks that the prompt is one that can be played: a recording.
pub(crate) fn playable(prompt: &AnyPrompt) -> Kept {
    match prompt {
        AnyPrompt::Media(_) => Ok(()),
        AnyPrompt::Other(prompt) => has_type(prompt, "`mediaPrompt`"),
    }
}

/// Checks that the tone is a key of a telephone.
pub(crate) fn key(tone: &str) -> Kept {
    let is_key = tone.len() == 1 && tone.bytes().all(|key| b"0123456789*#ABCDabcd".contains(&key));
    keep(is_key, || "is not a key of a telephone: `0` to `9`, `*`, `#`, `A` to `D`".to_owned())
}

/// Checks the states of a recording that a bot can report.
pub(crate) fn reportable(status: &RecordingStatus) -> Kept {
    let known = !matches!(status, RecordingStatus::Unknown | RecordingStatus::UnknownFutureValue);
    keep(known, || format!("`{}`: only `notRecording`, `recording` and `failed` can be reported", status.member()))
}

/// Checks that a status message is plain text.
pub(crate) fn plain(message: &ItemBody) -> Kept {
    let is_text = message.content_type().is_none_or(|kind| *kind == BodyType::Text);
    keep(is_text, || "is not plain text: its `contentType` is not `text`".to_owned())
}

/// Checks that the time has no zone in its text, because it has one beside it.
pub(crate) fn without_offset(time: &DateTimeTimeZone) -> Kept {
    let text = time.date_time().unwrap_or_default();
    let clock = text.split_once('T').map_or("", |(_, clock)| clock);
    let has_offset = clock.contains(['Z', 'z', '+', '-']);
    keep(!has_offset, || "has a time zone inside `dateTime`, and not only in `timeZone`".to_owned())
}

/// Checks that a range of time does not end before it starts.
pub(crate) fn in_order(from: Option<DateTimeOffset>, to: Option<DateTimeOffset>) -> Kept {
    let (Some(from), Some(to)) = (from, to) else { return Ok(()) };
    keep(from <= to, || "ends before it starts".to_owned())
}

/// Checks a range of time that the documentation limits to so many days.
pub(crate) fn within_days(from: Option<DateTimeOffset>, to: Option<DateTimeOffset>, days: i64) -> Kept {
    in_order(from, to)?;
    let (Some(from), Some(to)) = (from, to) else { return Ok(()) };
    let seconds = to.as_second() - from.as_second();
    keep(seconds <= days * 86_400, || format!("is longer than {days} days"))
}
