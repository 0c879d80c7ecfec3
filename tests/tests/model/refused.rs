//! May I send this? For each request: a body that may be sent, and what is refused, with the rule and its place.

use comms::prelude::*;
use entity_core::{Registered, Rule, Violations};
use serde_json::{Map, Value};
use tests::corpus::{REQUESTS as REQUESTS_SHOWN, bodies};

/// A member, its new value (`-` removes it), and the violation: `pointer rule`.
type Refused = (&'static str, &'static str, &'static str);

struct Request {
    name: &'static str,
    /// May be sent.
    body: &'static str,
    refused: &'static [Refused],
}

const CONTEXT: &str = "CONTEXT";
const MANY: &str = "MANY";
const NO_IDENTITY: &str = r#"[{"identity": {}}]"#;
const USER: &str = r#"{"identity": {"user": {"id": "7"}}}"#;
const PLAY: &str =
    r##"{"@odata.type": "#microsoft.graph.mediaPrompt", "mediaInfo": {"uri": "https://cdn.example.com/a.wav"}}"##;

const LONG: Refused = ("clientContext", CONTEXT, "/clientContext max_len");
const EMPTY: Refused = ("clientContext", r#""""#, "/clientContext min_len");

const REQUESTS: &[Request] = &[
    Request {
        name: "call/answer",
        body: r##"{"callbackUri": "https://bot.example.com/calls", "acceptedModalities": ["audio"],
            "mediaConfig": {"@odata.type": "#microsoft.graph.serviceHostedMediaConfig"}}"##,
        refused: &[
            ("callbackUri", "-", "/callbackUri required"),
            ("callbackUri", "null", "/callbackUri required"),
            ("callbackUri", r#""""#, "/callbackUri check"),
            ("callbackUri", r#""http://bot.example.com""#, "/callbackUri check"),
            ("callbackUri", r#""https://""#, "/callbackUri check"),
            ("callbackUri", r#""https:///calls""#, "/callbackUri check"),
            ("callbackUri", r#""https://bot example.com""#, "/callbackUri check"),
            ("mediaConfig", "-", "/mediaConfig required"),
            ("mediaConfig", "null", "/mediaConfig required"),
            ("mediaConfig", "{}", "/mediaConfig hosted"),
            ("mediaConfig", r##"{"@odata.type": "#microsoft.graph.mediaConfig"}"##, "/mediaConfig hosted"),
            ("mediaConfig", r##"{"@odata.type": "#microsoft.graph.appHostedMediaConfig"}"##, "/mediaConfig hosted"),
            (
                "mediaConfig",
                r##"{"@odata.type": "#microsoft.graph.appHostedMediaConfig", "blob": " "}"##,
                "/mediaConfig hosted",
            ),
            (
                "mediaConfig",
                r##"{"@odata.type": "#microsoft.graph.serviceHostedMediaConfig", "preFetchMedia": [{"uri": "a.wav"}]}"##,
                "/mediaConfig/preFetchMedia/0/uri fetchable",
            ),
            ("acceptedModalities", "-", "/acceptedModalities required"),
            ("acceptedModalities", "[]", "/acceptedModalities min_items"),
            ("acceptedModalities", "[null]", "/acceptedModalities/0 non_null"),
            ("acceptedModalities", r#"["audio", "data"]"#, "/acceptedModalities/1 modality"),
            ("acceptedModalities", r#"["unknownFutureValue"]"#, "/acceptedModalities/0 modality"),
            ("participantCapacity", "0", "/participantCapacity range"),
            ("participantCapacity", "-1", "/participantCapacity range"),
        ],
    },
    Request {
        name: "call/redirect",
        body: r#"{"targets": [{"identity": {"application": {"id": "7"}}}], "timeout": 60}"#,
        refused: &[
            ("targets", "-", "/targets required"),
            ("targets", "null", "/targets required"),
            ("targets", "[]", "/targets min_items"),
            ("targets", MANY, "/targets max_items"),
            ("targets", "[{}]", "/targets/0 identified"),
            ("targets", NO_IDENTITY, "/targets/0 identified"),
            ("targets", r#"[{"identity": {"user": {"displayName": "Ada"}}}]"#, "/targets/0 identified"),
            ("targets", r#"[{"identity": {"user": {"id": " "}}}]"#, "/targets/0 identified"),
            ("targets", "[null]", "/targets/0 non_null"),
            ("targets", r#"[{"identity": {"phone": {"id": "12345678901"}}}]"#, "/targets/0 dialable"),
            ("timeout", "14", "/timeout range"),
            ("timeout", "91", "/timeout range"),
            ("callbackUri", r#""ftp://bot.example.com""#, "/callbackUri check"),
            ("callbackUri", r#""bot.example.com""#, "/callbackUri check"),
        ],
    },
    Request {
        name: "call/reject",
        body: r#"{"reason": "busy"}"#,
        refused: &[
            ("reason", r#""unknownFutureValue""#, "/reason sendable"),
            ("callbackUri", r#""http://bot.example.com""#, "/callbackUri check"),
        ],
    },
    Request {
        name: "call/transfer",
        body: r#"{"transferTarget": {"identity": {"user": {"id": "7"}}, "replacesCallId": "8"}}"#,
        refused: &[
            ("transferTarget", "-", "/transferTarget required"),
            ("transferTarget", "null", "/transferTarget required"),
            ("transferTarget", "{}", "/transferTarget identified"),
            ("transferTarget", r#"{"identity": {}}"#, "/transferTarget identified"),
            ("transferTarget", r#"{"identity": {"phone": {"displayName": "x"}}}"#, "/transferTarget identified"),
            ("transferTarget", r#"{"identity": null}"#, "/transferTarget/identity non_null"),
            ("transferTarget", r#"{"identity": {"phone": {"id": "+1 (234) 567-8901"}}}"#, "/transferTarget dialable"),
            ("transferee", "{}", "/transferee identified"),
            ("transferee", r#"{"identity": {"user": {}}}"#, "/transferee identified"),
            ("transferee", r#"{"identity": {"phone": {"id": "tel:+12345678901"}}}"#, "/transferee dialable"),
            LONG,
            EMPTY,
        ],
    },
    Request { name: "call/keepAlive", body: "{}", refused: &[] },
    Request {
        name: "call/playPrompt",
        body: r##"{"prompts": [{"@odata.type": "#microsoft.graph.mediaPrompt", "mediaInfo": {"uri": "https://cdn.example.com/a.wav"}}]}"##,
        refused: &[
            ("prompts", "-", "/prompts required"),
            ("prompts", "null", "/prompts required"),
            ("prompts", "[]", "/prompts min_items"),
            ("prompts", MANY, "/prompts max_items"),
            ("prompts", "[{}]", "/prompts/0 playable"),
            ("prompts", "[null]", "/prompts/0 non_null"),
            ("prompts", r##"[{"@odata.type": "#microsoft.graph.prompt"}]"##, "/prompts/0 playable"),
            ("prompts", r##"[{"@odata.type": "#microsoft.graph.mediaPrompt"}]"##, "/prompts/0/mediaInfo required"),
            (
                "prompts",
                r##"[{"@odata.type": "#microsoft.graph.mediaPrompt", "mediaInfo": {}}]"##,
                "/prompts/0/mediaInfo/uri required",
            ),
            (
                "prompts",
                r##"[{"@odata.type": "#microsoft.graph.mediaPrompt", "mediaInfo": {"uri": null}}]"##,
                "/prompts/0/mediaInfo/uri required",
            ),
            (
                "prompts",
                r##"[{"@odata.type": "#microsoft.graph.mediaPrompt", "mediaInfo": {"uri": ""}}]"##,
                "/prompts/0/mediaInfo/uri fetchable",
            ),
            (
                "prompts",
                r##"[{"@odata.type": "#microsoft.graph.mediaPrompt", "mediaInfo": {"uri": "greeting.wav"}}]"##,
                "/prompts/0/mediaInfo/uri fetchable",
            ),
            (
                "prompts",
                r##"[{"@odata.type": "#microsoft.graph.mediaPrompt", "mediaInfo": {"uri": "file:///greeting.wav"}}]"##,
                "/prompts/0/mediaInfo/uri fetchable",
            ),
            LONG,
            EMPTY,
        ],
    },
    Request {
        name: "call/recordResponse",
        body: r##"{"maxRecordDurationInSeconds": 10, "stopTones": ["#", "1", "*", "A"]}"##,
        refused: &[
            ("prompts", MANY, "/prompts max_items"),
            ("prompts", "[{}]", "/prompts/0 playable"),
            ("prompts", "[null]", "/prompts/0 non_null"),
            (
                "prompts",
                r##"[{"@odata.type": "#microsoft.graph.mediaPrompt", "mediaInfo": {}}]"##,
                "/prompts/0/mediaInfo/uri required",
            ),
            ("initialSilenceTimeoutInSeconds", "0", "/initialSilenceTimeoutInSeconds range"),
            ("initialSilenceTimeoutInSeconds", "121", "/initialSilenceTimeoutInSeconds range"),
            ("maxSilenceTimeoutInSeconds", "0", "/maxSilenceTimeoutInSeconds range"),
            ("maxSilenceTimeoutInSeconds", "121", "/maxSilenceTimeoutInSeconds range"),
            ("maxRecordDurationInSeconds", "0", "/maxRecordDurationInSeconds range"),
            ("maxRecordDurationInSeconds", "-5", "/maxRecordDurationInSeconds range"),
            ("maxRecordDurationInSeconds", "121", "/maxRecordDurationInSeconds range"),
            ("stopTones", r#"["1", "10"]"#, "/stopTones/1 key"),
            ("stopTones", r#"[""]"#, "/stopTones/0 key"),
            ("stopTones", r#"["1", null]"#, "/stopTones/1 non_null"),
            ("stopTones", r#"["tone1"]"#, "/stopTones/0 key"),
            LONG,
            EMPTY,
        ],
    },
    Request {
        name: "call/sendDtmfTones",
        body: r#"{"tones": ["tone1", "pound"], "delayBetweenTonesMs": 100}"#,
        refused: &[
            ("tones", "-", "/tones required"),
            ("tones", "null", "/tones required"),
            ("tones", "[]", "/tones min_items"),
            ("tones", "[null]", "/tones/0 non_null"),
            ("delayBetweenTonesMs", "-1", "/delayBetweenTonesMs range"),
            LONG,
            EMPTY,
        ],
    },
    Request { name: "call/subscribeToTone", body: "{}", refused: &[LONG, EMPTY] },
    Request { name: "call/cancelMediaProcessing", body: "{}", refused: &[LONG, EMPTY] },
    Request { name: "call/mute", body: "{}", refused: &[LONG, EMPTY] },
    Request { name: "call/unmute", body: "{}", refused: &[LONG, EMPTY] },
    Request { name: "call/addLargeGalleryView", body: "{}", refused: &[LONG, EMPTY] },
    Request {
        name: "call/changeScreenSharingRole",
        body: r#"{"role": "sharer"}"#,
        refused: &[
            ("role", "-", "/role required"),
            ("role", "null", "/role required"),
            ("role", r#""unknownFutureValue""#, "/role sendable"),
        ],
    },
    Request {
        name: "call/updateRecordingStatus",
        body: r#"{"status": "recording"}"#,
        refused: &[
            ("status", "-", "/status required"),
            ("status", "null", "/status required"),
            ("status", r#""unknown""#, "/status reportable"),
            ("status", r#""unknownFutureValue""#, "/status reportable"),
            LONG,
            EMPTY,
        ],
    },
    Request {
        name: "call/logTeleconferenceDeviceQuality",
        body: r##"{"quality": {"callChainId": "0622673d-9f69-49b3-9d4f-5ec64f42ecce", "participantId": "ea078406-b5d4-4d3c-b85e-90103dcec7f6",
            "mediaLegId": "bd9ee398-4b9d-42c7-8b8d-4e8efad9435f", "deviceName": "a", "deviceDescription": "b",
            "mediaQualityList": [{"@odata.type": "#microsoft.graph.teleconferenceDeviceAudioQuality", "channelIndex": 1}]}}"##,
        refused: &[
            ("quality", "-", "/quality required"),
            ("quality", "null", "/quality required"),
            ("quality/callChainId", "null", "/quality/callChainId non_null"),
            ("quality/participantId", "null", "/quality/participantId non_null"),
            ("quality/mediaLegId", "null", "/quality/mediaLegId non_null"),
            ("quality/deviceName", "null", "/quality/deviceName non_null"),
            ("quality/deviceDescription", "null", "/quality/deviceDescription non_null"),
            ("quality/mediaQualityList", "null", "/quality/mediaQualityList non_null"),
        ],
    },
    Request {
        name: "participant/invite",
        body: r#"{"participants": [{"identity": {"user": {"id": "7"}}, "replacesCallId": "8"}], "clientContext": "c"}"#,
        refused: &[
            ("participants", "-", "/participants required"),
            ("participants", "null", "/participants required"),
            ("participants", "[]", "/participants min_items"),
            ("participants", MANY, "/participants max_items"),
            ("participants", "[{}]", "/participants/0 identified"),
            ("participants", NO_IDENTITY, "/participants/0 identified"),
            ("participants", r#"[{"identity": {"application": {"id": ""}}}]"#, "/participants/0 identified"),
            ("participants", r#"[{"identity": null}]"#, "/participants/0/identity non_null"),
            ("participants", "[null]", "/participants/0 non_null"),
            ("participants", r#"[{"identity": {"phone": {"id": "+1234567890123456"}}}]"#, "/participants/0 dialable"),
            ("participants", r#"[{"identity": {"phone": {"id": "+02345678901"}}}]"#, "/participants/0 dialable"),
            ("participants", r#"[{"identity": {"phone": {"id": "+1234567890١"}}}]"#, "/participants/0 dialable"),
            (
                "participants",
                r#"[{"identity": {"user": {"id": "7"}}, "replacesCallId": "8"}, {"identity": {"user": {"id": "9"}}}]"#,
                "/participants check",
            ),
            LONG,
            EMPTY,
        ],
    },
    Request {
        name: "participant/startHoldMusic",
        body: "{}",
        refused: &[
            ("customPrompt", "{}", "/customPrompt playable"),
            (
                "customPrompt",
                r##"{"@odata.type": "#microsoft.graph.mediaPrompt"}"##,
                "/customPrompt/mediaInfo required",
            ),
            (
                "customPrompt",
                r##"{"@odata.type": "#microsoft.graph.mediaPrompt", "mediaInfo": {"uri": "music"}}"##,
                "/customPrompt/mediaInfo/uri fetchable",
            ),
            LONG,
            EMPTY,
        ],
    },
    Request { name: "participant/stopHoldMusic", body: "{}", refused: &[LONG, EMPTY] },
    Request { name: "participant/mute", body: "{}", refused: &[LONG, EMPTY] },
    Request {
        name: "presence/setPresence",
        body: r#"{"sessionId": "7", "availability": "Busy", "activity": "InACall", "expirationDuration": "PT1H"}"#,
        refused: &[
            ("sessionId", "-", "/sessionId required"),
            ("sessionId", r#"" ""#, "/sessionId visible"),
            ("availability", "-", "/availability required"),
            ("availability", "null", "/availability required"),
            ("activity", "-", "/activity required"),
            ("availability", r#""Available""#, " supported"),
            ("activity", r#""Presenting""#, " supported"),
            ("activity", r#""Golfing""#, " supported"),
            ("expirationDuration", r#""PT4M59S""#, "/expirationDuration check"),
            ("expirationDuration", r#""PT4H1S""#, "/expirationDuration check"),
            ("expirationDuration", r#""-PT1H""#, "/expirationDuration check"),
        ],
    },
    Request {
        name: "presence/clearPresence",
        body: r#"{"sessionId": "7"}"#,
        refused: &[
            ("sessionId", "-", "/sessionId required"),
            ("sessionId", "null", "/sessionId required"),
            ("sessionId", r#""""#, "/sessionId visible"),
        ],
    },
    Request {
        name: "presence/setUserPreferredPresence",
        body: r#"{"availability": "Offline", "activity": "OffWork", "expirationDuration": "P1D"}"#,
        refused: &[
            ("availability", "-", "/availability required"),
            ("activity", "null", "/activity required"),
            ("availability", r#""Busy""#, " supported"),
            ("activity", r#""Offline""#, " supported"),
            ("expirationDuration", r#""PT0S""#, "/expirationDuration positive"),
            ("expirationDuration", r#""-P1D""#, "/expirationDuration positive"),
        ],
    },
    Request { name: "presence/clearUserPreferredPresence", body: "{}", refused: &[] },
    Request {
        name: "presence/setStatusMessage",
        body: r#"{"statusMessage": {"message": {"content": "back soon", "contentType": "text"},
            "expiryDateTime": {"dateTime": "2026-12-24T18:00:00", "timeZone": "UTC"}}}"#,
        refused: &[
            ("statusMessage", "-", "/statusMessage required"),
            ("statusMessage", "null", "/statusMessage required"),
            ("statusMessage/message/contentType", r#""html""#, "/statusMessage plain"),
            ("statusMessage/expiryDateTime/dateTime", r#""2026-12-24T18:00:00Z""#, "/statusMessage plain"),
            ("statusMessage/expiryDateTime/dateTime", r#""2026-12-24T18:00:00+01:00""#, "/statusMessage plain"),
            ("statusMessage/expiryDateTime/dateTime", "null", "/statusMessage/expiryDateTime/dateTime non_null"),
            ("statusMessage/publishedDateTime", r#""2026-12-24T18:00:00Z""#, "/statusMessage plain"),
        ],
    },
    Request {
        name: "presence/setAutomaticLocation",
        body: r#"{"workLocationType": "office", "placeId": "7"}"#,
        refused: &[
            ("workLocationType", "-", "/workLocationType required"),
            ("workLocationType", r#""unknownFutureValue""#, "/workLocationType sendable"),
            ("placeId", r#""""#, "/placeId visible"),
        ],
    },
    Request {
        name: "presence/setManualLocation",
        body: r#"{"workLocationType": "remote"}"#,
        refused: &[
            ("workLocationType", "null", "/workLocationType required"),
            ("workLocationType", r#""unknownFutureValue""#, "/workLocationType sendable"),
            ("placeId", r#"" ""#, "/placeId visible"),
        ],
    },
    Request { name: "presence/clearAutomaticLocation", body: "{}", refused: &[] },
    Request { name: "presence/clearLocation", body: "{}", refused: &[] },
    Request {
        name: "cloudCommunications/getPresencesByUserId",
        body: r#"{"ids": ["7", "8"]}"#,
        refused: &[
            ("ids", "-", "/ids required"),
            ("ids", "null", "/ids required"),
            ("ids", "[]", "/ids min_items"),
            ("ids", r#"["7", ""]"#, "/ids/1 visible"),
            ("ids", r#"["7", null]"#, "/ids/1 non_null"),
            ("ids", MANY, "/ids max_items"),
        ],
    },
    Request {
        name: "onlineMeeting/createOrGet",
        body: r#"{"externalId": "7", "startDateTime": "2026-12-01T10:00:00Z", "endDateTime": "2026-12-01T11:00:00Z"}"#,
        refused: &[
            ("externalId", "-", "/externalId required"),
            ("externalId", "null", "/externalId required"),
            ("externalId", r#""""#, "/externalId visible"),
            ("startDateTime", "-", " times"),
            ("startDateTime", r#""2026-12-01T11:00:01Z""#, " times"),
        ],
    },
    Request {
        name: "onlineMeeting/sendVirtualAppointmentSms",
        body: r#"{"attendees": [{"phoneNumber": "+13125550100", "timeZone": "UTC"}], "messageType": "confirmation"}"#,
        refused: &[
            ("attendees", "-", "/attendees required"),
            ("attendees", "[]", "/attendees min_items"),
            ("attendees", "[null]", "/attendees/0 non_null"),
            ("attendees", "[{}]", "/attendees/0 reachable"),
            ("attendees", r#"[{"phoneNumber": "+13125550100"}]"#, "/attendees/0 reachable"),
            ("messageType", "-", "/messageType required"),
            ("messageType", r#""unknownFutureValue""#, "/messageType sendable"),
        ],
    },
    Request {
        name: "onlineMeeting/sendVirtualAppointmentReminderSms",
        body: r#"{"attendees": [{"phoneNumber": "+13125550100", "timeZone": "UTC"}], "remindBeforeTimeInMinutesType": "mins15"}"#,
        refused: &[
            ("attendees", "null", "/attendees required"),
            ("attendees", "[]", "/attendees min_items"),
            ("attendees", "[null]", "/attendees/0 non_null"),
            ("attendees", r#"[{"timeZone": "UTC"}]"#, "/attendees/0 reachable"),
            ("remindBeforeTimeInMinutesType", "-", "/remindBeforeTimeInMinutesType required"),
            ("remindBeforeTimeInMinutesType", r#""unknownFutureValue""#, "/remindBeforeTimeInMinutesType sendable"),
        ],
    },
    Request {
        name: "onlineMeeting/getAllRecordings",
        body: r#"{"meetingOrganizerUserId": "7", "startDateTime": "2026-11-01T00:00:00Z", "endDateTime": "2026-12-01T00:00:00Z"}"#,
        refused: &[
            ("meetingOrganizerUserId", "-", "/meetingOrganizerUserId required"),
            ("meetingOrganizerUserId", r#"" ""#, "/meetingOrganizerUserId visible"),
            ("endDateTime", r#""2026-10-01T00:00:00Z""#, " times"),
        ],
    },
    Request {
        name: "onlineMeeting/getAllTranscripts",
        body: r#"{"meetingOrganizerUserId": "7"}"#,
        refused: &[
            ("meetingOrganizerUserId", "null", "/meetingOrganizerUserId required"),
            ("meetingOrganizerUserId", r#""""#, "/meetingOrganizerUserId visible"),
        ],
    },
    Request {
        name: "adhocCall/getAllRecordings",
        body: r#"{"userId": "7"}"#,
        refused: &[("userId", "-", "/userId required"), ("userId", r#""""#, "/userId visible")],
    },
    Request {
        name: "adhocCall/getAllTranscripts",
        body: r#"{"userId": "7"}"#,
        refused: &[("userId", "null", "/userId required"), ("userId", r#"" ""#, "/userId visible")],
    },
    Request {
        name: "callRecords.callRecord/getPstnCalls",
        body: r#"{"fromDateTime": "2026-09-01T00:00:00Z", "toDateTime": "2026-11-30T00:00:00Z"}"#,
        refused: &[
            ("fromDateTime", "-", "/fromDateTime required"),
            ("toDateTime", "null", "/toDateTime required"),
            ("toDateTime", r#""2026-11-30T00:00:01Z""#, " times"),
            ("toDateTime", r#""2026-08-30T00:00:00Z""#, " times"),
        ],
    },
    Request {
        name: "callRecords.callRecord/getDirectRoutingCalls",
        body: r#"{"fromDateTime": "2026-09-01T00:00:00Z", "toDateTime": "2026-11-30T00:00:00Z"}"#,
        refused: &[
            ("fromDateTime", "null", "/fromDateTime required"),
            ("toDateTime", "-", "/toDateTime required"),
            ("toDateTime", r#""2026-12-31T00:00:00Z""#, " times"),
        ],
    },
    Request { name: "cloudCommunications/getAllOnlineMeetingMessages", body: "{}", refused: &[] },
    Request { name: "onlineMeeting/getVirtualAppointmentJoinWebUrl", body: "{}", refused: &[] },
    Request { name: "callRecording/delta", body: "{}", refused: &[] },
    Request { name: "callTranscript/delta", body: "{}", refused: &[] },
];

fn broken(result: Result<(), Violations>) -> Vec<String> {
    let violations = result.err().into_iter().flatten();
    violations.map(|violation| format!("{} {}", violation.path(), violation.rule())).collect()
}

/// The body with the member replaced or removed.
fn changed(body: &str, member: &str, value: &str, name: &str) -> Value {
    let mut body: Value = serde_json::from_str(body).expect("a body");
    let (parents, member) = member.rsplit_once('/').unwrap_or(("", member));
    let at = parents.split('/').filter(|name| !name.is_empty()).fold(&mut body, |at, name| &mut at[name]);
    let at: &mut Map<String, Value> = at.as_object_mut().expect("an object");
    match value {
        "-" => drop(at.remove(member).expect("there")),
        CONTEXT => drop(at.insert(member.to_owned(), "x".repeat(257).into())),
        MANY => {
            let (item, count) = match member {
                "ids" => (r#""7""#, 651),
                "prompts" => (PLAY, if name == "call/playPrompt" { 21 } else { 2 }),
                "targets" => (USER, 26),
                _ => (USER, 6),
            };
            let items: Vec<Value> = vec![serde_json::from_str(item).expect("an item"); count];
            at.insert(member.to_owned(), items.into());
        }
        json => drop(at.insert(member.to_owned(), serde_json::from_str(json).expect("a value"))),
    }
    body
}

fn validate(name: &str, body: &Value) -> Result<(), Violations> {
    let request = comms::TYPES.read_as(&format!("microsoft.graph.{name}"), body.to_string().as_bytes());
    request.expect("a request").validate()
}

#[test]
fn what_the_documentation_says_is_refused_breaks_a_rule() {
    let mut count = 0;
    for request in REQUESTS {
        let good: Value = serde_json::from_str(request.body).expect("a body");
        assert_eq!(broken(validate(request.name, &good)), [""; 0], "{}", request.name);
        for (member, value, expected) in request.refused {
            let bad = changed(request.body, member, value, request.name);
            let found = broken(validate(request.name, &bad));
            assert!(found.iter().any(|it| it == expected), "{} {member} {value}: {found:?}", request.name);
            count += 1;
        }
    }
    println!("{count} requests are refused");
    assert!(count >= 150, "{count}");
}

#[test]
fn every_request_is_in_the_table() {
    let actions = comms::TYPES.iter().map(Registered::structured_type).filter(|type_| type_.is_action());
    let mut names: Vec<_> = actions.map(|type_| type_.name().trim_start_matches("microsoft.graph.")).collect();
    names.retain(|name| !REQUESTS.iter().any(|request| request.name == *name));
    assert_eq!(names, [""; 0]);
    for request in REQUESTS {
        let type_ =
            comms::TYPES.find(&format!("microsoft.graph.{}", request.name)).expect("a request").structured_type();
        let is_tested = |rule: &str, path: &str| {
            let of_items = |it: &str| rule == "each" && it.starts_with(&format!("{path}/"));
            request.refused.iter().any(|(.., it)| *it == format!("{path} {rule}") || of_items(it))
        };
        for property in type_.properties() {
            let path = format!("/{}", property.name());
            let untested: Vec<_> =
                property.rules().iter().map(Rule::word).filter(|rule| !is_tested(rule, &path)).collect();
            assert_eq!(untested, [""; 0], "{} {path}", request.name);
        }
    }
}

/// The requests of the documentation that its own text forbids.
const FORBIDDEN: [(&str, &str); 2] = [
    // A placeholder in place of a URL.
    ("call-answer__b02", "/callbackUri check"),
    // Two participants, each of which replaces a call, of which the page allows one.
    ("participant-invite__b08", "/participants check"),
];

#[test]
fn the_documentations_own_requests_may_be_sent() {
    let Some(bodies) = bodies("corpus/comms") else { return };
    let (mut count, mut forbidden) = (0, 0);
    for (page, name) in REQUESTS_SHOWN {
        let shown = |file: &str| file.contains(&format!("__{page}__")) && file.ends_with("__request.json");
        for body in bodies.iter().filter(|body| shown(&body.file)) {
            let request: Value = serde_json::from_str(&body.text).expect(&body.file);
            let named = FORBIDDEN.iter().find(|(part, _)| body.file.contains(part));
            let expected: Vec<_> = named.iter().map(|(_, rule)| (*rule).to_owned()).collect();
            assert_eq!(broken(validate(name, &request)), expected, "{}", body.file);
            count += 1;
            forbidden += usize::from(named.is_some());
        }
    }
    println!("{count} requests of the documentation, {forbidden} of which its text forbids");
    assert!(count >= 25 && forbidden == FORBIDDEN.len());
}
