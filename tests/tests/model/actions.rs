//! Requests: the actions and functions with their parameters, their paths, bodies, rules and answers.
//!
//! Rules of the types inside a request are tested with those types.

use comms::actions::*;
use comms::call_records::CallRecord;
use comms::prelude::*;
use comms::{
    AdhocCall, AnyMediaConfig, AnyPrompt, Call, CallRecording, CloudCommunications, IdentitySet,
    InvitationParticipantInfo, MediaPrompt, Modality, OnlineMeeting, Participant, Presence, ScreenSharingRole,
    ServiceHostedMediaConfig, Tone,
};
use entity_core::edm::Duration;
use entity_core::{
    Action, Binding, Declared, DynamicProperties, Page, Prop, Registered, Request, Rule, Single, Target, Violation,
    json,
};
use std::collections::BTreeSet;
use tests::{faithful, shared};

/// Parameters that the schema leaves out at will, and the documentation does not.
const DOCUMENTED: [(&str, &str); 16] = [
    ("answer", "acceptedModalities"),
    ("setPresence", "sessionId"),
    ("clearPresence", "sessionId"),
    ("setStatusMessage", "statusMessage"),
    ("sendVirtualAppointmentSms", "messageType"),
    ("sendVirtualAppointmentSms", "attendees"),
    ("sendVirtualAppointmentReminderSms", "remindBeforeTimeInMinutesType"),
    ("sendVirtualAppointmentReminderSms", "attendees"),
    ("getAllRecordings", "meetingOrganizerUserId"),
    ("getAllTranscripts", "meetingOrganizerUserId"),
    ("getAllRecordings", "userId"),
    ("getAllTranscripts", "userId"),
    ("getDirectRoutingCalls", "fromDateTime"),
    ("getDirectRoutingCalls", "toDateTime"),
    ("getPstnCalls", "fromDateTime"),
    ("getPstnCalls", "toDateTime"),
];

/// Method, name and parameters (`!` is required by the schema, `+` by the documentation, `?` is untyped in the schema), and the answer.
fn line<A: Action>() -> String {
    let parameters: Vec<_> = A::TYPE
        .properties()
        .map(|property| {
            let required = property.rules().iter().any(|rule| matches!(rule, Rule::Required));
            let documented = DOCUMENTED.contains(&(A::NAME, property.name()));
            let mark = if !required {
                ""
            } else if documented {
                "+"
            } else {
                "!"
            };
            let open = if property.is_dynamic() { "?" } else { "" };
            format!("{}{open}:{:?}{mark}", property.name(), property.value_type()).replace("microsoft.graph.", "")
        })
        .collect();
    let answer: String = std::any::type_name::<A::Answer>()
        .split_inclusive(['<', '>', ','])
        .map(|part| part.rsplit("::").next().unwrap_or_default())
        .collect();
    let name = A::TYPE.name().strip_prefix("microsoft.graph.").expect("its namespace");
    assert_eq!(name.rsplit('/').next(), Some(A::NAME));
    assert!(name.starts_with(<A::On as Binding>::Item::TYPE.name().trim_start_matches("microsoft.graph.")));
    format!("{} {name}({}) -> {answer}", A::METHOD, parameters.join(", "))
}

macro_rules! lines {
    ($($module:ident: $($action:ident)*;)*) => { vec![$($(line::<$module::$action>()),*),*] };
}

fn all() -> Vec<String> {
    lines! {
        call: Answer Redirect Reject Transfer KeepAlive PlayPrompt RecordResponse SendDtmfTones SubscribeToTone
            CancelMediaProcessing Mute Unmute AddLargeGalleryView ChangeScreenSharingRole UpdateRecordingStatus
            LogTeleconferenceDeviceQuality;
        participant: Invite StartHoldMusic StopHoldMusic Mute;
        presence: SetPresence ClearPresence SetUserPreferredPresence ClearUserPreferredPresence SetStatusMessage
            SetAutomaticLocation SetManualLocation ClearAutomaticLocation ClearLocation;
        cloud_communications: GetPresencesByUserId GetAllOnlineMeetingMessages;
        online_meeting: CreateOrGet SendVirtualAppointmentSms SendVirtualAppointmentReminderSms
            GetVirtualAppointmentJoinWebUrl GetAllRecordings GetAllTranscripts;
        adhoc_call: GetAllRecordings GetAllTranscripts;
        call_recording: Delta;
        call_transcript: Delta;
        call_record: GetDirectRoutingCalls GetPstnCalls;
    }
}

#[test]
fn there_are_33_actions_and_10_functions() {
    let expected = "\
POST call/answer(callbackUri:Edm.String!, mediaConfig:mediaConfig!, acceptedModalities:Collection(modality)+, participantCapacity:Edm.Int32, callOptions:incomingCallOptions) -> ()
POST call/redirect(targets:Collection(invitationParticipantInfo)!, timeout:Edm.Int32, callbackUri:Edm.String) -> ()
POST call/reject(reason:rejectReason, callbackUri:Edm.String) -> ()
POST call/transfer(transferTarget:invitationParticipantInfo!, transferee:participantInfo, clientContext?:Edm.String) -> ()
POST call/keepAlive() -> ()
POST call/playPrompt(prompts:Collection(prompt)!, clientContext:Edm.String) -> Option<PlayPromptOperation>
POST call/recordResponse(prompts:Collection(prompt), bargeInAllowed:Edm.Boolean, initialSilenceTimeoutInSeconds:Edm.Int32, maxSilenceTimeoutInSeconds:Edm.Int32, maxRecordDurationInSeconds:Edm.Int32, playBeep:Edm.Boolean, stopTones:Collection(Edm.String), clientContext:Edm.String) -> Option<RecordOperation>
POST call/sendDtmfTones(tones:Collection(tone)!, delayBetweenTonesMs:Edm.Int32, clientContext:Edm.String) -> Option<SendDtmfTonesOperation>
POST call/subscribeToTone(clientContext:Edm.String) -> Option<SubscribeToToneOperation>
POST call/cancelMediaProcessing(clientContext:Edm.String) -> Option<CancelMediaProcessingOperation>
POST call/mute(clientContext:Edm.String) -> Option<MuteParticipantOperation>
POST call/unmute(clientContext:Edm.String) -> Option<UnmuteParticipantOperation>
POST call/addLargeGalleryView(clientContext:Edm.String) -> Option<AddLargeGalleryViewOperation>
POST call/changeScreenSharingRole(role:screenSharingRole!) -> ()
POST call/updateRecordingStatus(status:recordingStatus!, clientContext:Edm.String) -> Option<UpdateRecordingStatusOperation>
POST call/logTeleconferenceDeviceQuality(quality:teleconferenceDeviceQuality!) -> ()
POST participant/invite(participants:Collection(invitationParticipantInfo)!, clientContext:Edm.String) -> Option<InviteParticipantsOperation>
POST participant/startHoldMusic(customPrompt:prompt, clientContext:Edm.String) -> Option<StartHoldMusicOperation>
POST participant/stopHoldMusic(clientContext:Edm.String) -> Option<StopHoldMusicOperation>
POST participant/mute(clientContext:Edm.String) -> Option<MuteParticipantOperation>
POST presence/setPresence(sessionId:Edm.String+, availability:Edm.String!, activity:Edm.String!, expirationDuration:Edm.Duration) -> ()
POST presence/clearPresence(sessionId:Edm.String+) -> ()
POST presence/setUserPreferredPresence(availability:Edm.String!, activity:Edm.String!, expirationDuration:Edm.Duration) -> ()
POST presence/clearUserPreferredPresence() -> ()
POST presence/setStatusMessage(statusMessage:presenceStatusMessage+) -> ()
POST presence/setAutomaticLocation(workLocationType:workLocationType!, placeId:Edm.String) -> ()
POST presence/setManualLocation(workLocationType:workLocationType!, placeId:Edm.String) -> ()
POST presence/clearAutomaticLocation() -> ()
POST presence/clearLocation() -> ()
POST cloudCommunications/getPresencesByUserId(ids:Collection(Edm.String)!) -> Page<Presence>
GET cloudCommunications/getAllOnlineMeetingMessages() -> Page<AnyEngagementConversationMessage>
POST onlineMeeting/createOrGet(externalId:Edm.String!, subject:Edm.String, startDateTime:Edm.DateTimeOffset, endDateTime:Edm.DateTimeOffset, chatInfo:chatInfo, participants:meetingParticipants) -> OnlineMeeting
POST onlineMeeting/sendVirtualAppointmentSms(messageType:virtualAppointmentMessageType+, attendees:Collection(attendeeNotificationInfo)+) -> ()
POST onlineMeeting/sendVirtualAppointmentReminderSms(remindBeforeTimeInMinutesType:remindBeforeTimeInMinutesType+, attendees:Collection(attendeeNotificationInfo)+) -> ()
GET onlineMeeting/getVirtualAppointmentJoinWebUrl() -> Single<String>
GET onlineMeeting/getAllRecordings(meetingOrganizerUserId:Edm.String+, startDateTime:Edm.DateTimeOffset, endDateTime:Edm.DateTimeOffset) -> Page<CallRecording>
GET onlineMeeting/getAllTranscripts(meetingOrganizerUserId:Edm.String+, startDateTime:Edm.DateTimeOffset, endDateTime:Edm.DateTimeOffset) -> Page<CallTranscript>
GET adhocCall/getAllRecordings(userId:Edm.String+, startDateTime:Edm.DateTimeOffset, endDateTime:Edm.DateTimeOffset) -> Page<CallRecording>
GET adhocCall/getAllTranscripts(userId:Edm.String+, startDateTime:Edm.DateTimeOffset, endDateTime:Edm.DateTimeOffset) -> Page<CallTranscript>
GET callRecording/delta() -> Page<CallRecording>
GET callTranscript/delta() -> Page<CallTranscript>
GET callRecords.callRecord/getDirectRoutingCalls(fromDateTime:Edm.DateTimeOffset+, toDateTime:Edm.DateTimeOffset+) -> Page<DirectRoutingLogRow>
GET callRecords.callRecord/getPstnCalls(fromDateTime:Edm.DateTimeOffset+, toDateTime:Edm.DateTimeOffset+) -> Page<PstnCallLogRow>";
    let all = all();
    assert_eq!(all.join("\n"), expected);
    assert_eq!(all.iter().filter(|line| line.starts_with("POST")).count(), 33);
    assert_eq!(all.iter().filter(|line| line.starts_with("GET")).count(), 10);
}

/// The requests in the registry.
pub(crate) fn registered() -> impl Iterator<Item = &'static Registered> {
    comms::TYPES.iter().filter(|type_| type_.structured_type().is_action())
}

#[test]
fn all_requests_are_in_the_registry_and_read_by_name() {
    let names: BTreeSet<_> = registered().map(|type_| type_.structured_type().name()).collect();
    assert_eq!(names.len(), 43);
    for line in all() {
        let name = line.split([' ', '(']).nth(1).expect("a name");
        assert!(names.contains(format!("microsoft.graph.{name}").as_str()), "{name}");
    }
    let body = r#"{"prompts": [], "clientContext": "greeting", "mood": 1.50}"#;
    let read = comms::TYPES.read_as("microsoft.graph.CALL/playPrompt", body.as_bytes()).expect("a request");
    assert_eq!(read.downcast_ref::<call::PlayPrompt>().and_then(call::PlayPrompt::client_context), Some("greeting"));
    assert_eq!(faithful(&json::to_string(&read)), faithful(body));
}

/// The list taken from the schema has kind, bound type, name, parameters and answer.
#[test]
fn requests_agree_with_the_schema() {
    let Some(path) = shared("csdl/communications-actions.tsv") else { return };
    let text = std::fs::read_to_string(path).expect("a list");
    let parameters = |text: &str| -> BTreeSet<String> {
        let all = text.split(", ").filter(|parameter| !parameter.is_empty());
        all.map(|parameter| parameter.trim_end_matches('+').to_owned()).collect()
    };
    let mut declared: BTreeSet<_> = all()
        .iter()
        .map(|line| {
            let (request, answer) = line.split_once(" -> ").expect("an answer");
            let (head, rest) = request.split_once('(').expect("parameters");
            let all = parameters(&rest[..rest.len() - 1]);
            (head.to_owned(), all.into_iter().filter(|it| !it.contains('?')).collect::<BTreeSet<_>>(), returned(answer))
        })
        .collect();
    let mut rows = 0;
    for row in text.lines().skip(1) {
        let cells: Vec<_> = row.split('\t').collect();
        let [kind, bound, name, list, returns] = cells[..] else { panic!("{row}") };
        let method = if kind == "Action" { "POST" } else { "GET" };
        let returns = returns.replace("microsoft.graph.callRecords.", "").replace("graph.", "");
        let row = (format!("{method} {bound}/{name}"), parameters(list), returns);
        assert!(declared.remove(&row), "{row:?}");
        rows += 1;
    }
    assert_eq!(rows, 43);
    assert_eq!(declared, BTreeSet::new());
}

/// An answer's type as the schema writes it.
fn returned(answer: &str) -> String {
    let inner = |prefix: &str| answer.strip_prefix(prefix).and_then(|rest| rest.strip_suffix('>'));
    let lower = |name: &str| name[..1].to_lowercase() + &name[1..];
    match answer {
        "()" => "None".to_owned(),
        "Single<String>" => "Edm.String".to_owned(),
        _ => match (inner("Option<"), inner("Page<")) {
            (Some(one), _) => lower(one),
            (_, Some(item)) => format!("Collection({})", lower(item.trim_start_matches("Any"))),
            _ => lower(answer),
        },
    }
}

pub(crate) fn invited(id: &str) -> InvitationParticipantInfo {
    let mut identity = IdentitySet::default();
    identity.user_mut().set_id(id);
    let mut info = InvitationParticipantInfo::default();
    info.set_identity(identity_of(identity)).expect("not null");
    info
}

fn identity_of(set: IdentitySet) -> comms::AnyIdentitySet {
    comms::AnyIdentitySet::Other(set)
}

pub(crate) fn prompts(count: usize) -> Vec<AnyPrompt> {
    vec![MediaPrompt::of("https://cdn.example.com/greeting.wav").into(); count]
}

#[test]
fn an_action_is_posted_under_the_resource_it_is_bound_to() {
    let mut play = call::PlayPrompt::default();
    play.set_prompts(prompts(1)).expect("one");
    play.set_client_context("greeting").expect("short");
    assert_eq!((call::PlayPrompt::METHOD, call::PlayPrompt::NAME), ("POST", "playPrompt"));
    let request = play.request(&Call::at("7"));
    assert_eq!((request.method, request.path.as_str()), ("POST", "/communications/calls/7/playPrompt"));
    assert_eq!(
        request.body.as_deref(),
        Some(
            r##"{"prompts":[{"@odata.type":"#microsoft.graph.mediaPrompt","mediaInfo":{"uri":"https://cdn.example.com/greeting.wav"}}],"clientContext":"greeting"}"##
        ),
        "a subtype has its tag, the request has none"
    );

    let mut invite = participant::Invite::default();
    invite.set_participants(vec![invited("8d1b")]).expect("one");
    let request = invite.request(&Call::at("7"));
    assert_eq!(request.path, "/communications/calls/7/participants/invite");
    assert_eq!(request, invite.request(&Participant::all(&Call::at("7"))));
    assert_eq!(request.body.as_deref(), Some(r#"{"participants":[{"identity":{"user":{"id":"8d1b"}}}]}"#));

    let mut answer = call::Answer::default();
    answer.set_callback_uri("https://bot.example.com/calls").expect("https");
    answer.set_media_config(AnyMediaConfig::from(ServiceHostedMediaConfig::default())).expect("there");
    answer.set_accepted_modalities(vec![Modality::Audio]).expect("one");
    assert_eq!(answer, call::Answer::at("https://bot.example.com/calls"));
    assert_eq!(
        answer.request(&Call::at("7")).body.as_deref(),
        Some(
            r##"{"callbackUri":"https://bot.example.com/calls","mediaConfig":{"@odata.type":"#microsoft.graph.serviceHostedMediaConfig"},"acceptedModalities":["audio"]}"##
        )
    );
    answer.validate().expect("everything required");

    let mut presence = presence::SetPresence::default();
    presence.set_availability("Busy").expect("there");
    presence.set_activity("InACall").expect("there");
    presence.set_expiration_duration(Duration::from_hours(1)).expect("within");
    assert_eq!(
        presence.request(&Presence::mine()).body.as_deref(),
        Some(r#"{"availability":"Busy","activity":"InACall","expirationDuration":"PT1H"}"#)
    );

    let mut tones = call::SendDtmfTones::default();
    tones.set_tones(vec![Tone::Tone1, Tone::Pound]).expect("there");
    assert_eq!(tones.request(&Call::at("7")).body.as_deref(), Some(r#"{"tones":["tone1","pound"]}"#));
    let mut role = call::ChangeScreenSharingRole::default();
    role.set_role(ScreenSharingRole::Sharer).expect("there");
    assert_eq!(role.request(&Call::at("7")).body.as_deref(), Some(r#"{"role":"sharer"}"#));
}

#[test]
fn an_action_without_parameters_has_no_body() {
    let call = Call::at("7");
    assert_eq!(call::KeepAlive::default().request(&call).body, None);
    assert_eq!(presence::ClearLocation::default().request(&Presence::mine()).body, None);
    assert_eq!(call::Mute::default().request(&call).body.as_deref(), Some("{}"), "its parameter is absent");
    let mut keep = call::KeepAlive::default();
    keep.dynamic_mut().insert("reason", "a parameter of a later version");
    assert_eq!(keep.request(&call).body.as_deref(), Some(r#"{"reason":"a parameter of a later version"}"#));
}

#[test]
fn a_target_is_typed_and_its_ids_are_encoded() {
    let path = |request: Request| request.path;
    let keep = call::KeepAlive::default();
    for (target, expected) in [
        (Call::at("7/8?#%"), "/communications/calls/7%2F8%3F%23%25/keepAlive"),
        (Call::at("é b"), "/communications/calls/%C3%A9%20b/keepAlive"),
        (Call::at(".."), "/communications/calls('..')/keepAlive"),
        (Call::at("."), "/communications/calls('.')/keepAlive"),
        (Call::at(""), "/communications/calls('')/keepAlive"),
        (Call::at("..."), "/communications/calls/.../keepAlive"),
        (Target::at("/communications/calls('7')"), "/communications/calls('7')/keepAlive"),
        (Target::at("/app/calls/7/?$select=id#x"), "/app/calls/7/keepAlive"),
        (Target::at("https://example.com/v1.0/app/calls/7"), "https://example.com/v1.0/app/calls/7/keepAlive"),
    ] {
        assert_eq!(path(keep.request(&target)), expected);
    }
    let in_call = Target::<Call>::at("/communications/calls('7')");
    let participant = Participant::at(&in_call, "8(9)");
    assert_eq!(
        path(participant::Mute::default().request(&participant)),
        "/communications/calls('7')/participants/8%289%29/mute"
    );
    assert_eq!(
        path(participant::Invite::default().request(&in_call)),
        "/communications/calls('7')/participants/invite"
    );
    let quality = call::LogTeleconferenceDeviceQuality::default();
    assert_eq!(path(quality.request(&Call::all())), "/communications/calls/logTeleconferenceDeviceQuality");
    let clear = presence::ClearPresence::default();
    assert_eq!(path(clear.request(&Presence::of_user("a@b.example"))), "/users/a%40b.example/presence/clearPresence");
    assert_eq!(path(clear.request(&Presence::mine())), "/me/presence/clearPresence");
    let ids = cloud_communications::GetPresencesByUserId::default();
    assert_eq!(path(ids.request(&CloudCommunications::root())), "/communications/getPresencesByUserId");
    let create = online_meeting::CreateOrGet::default();
    assert_eq!(path(create.request(&OnlineMeeting::of_user("7"))), "/users/7/onlineMeetings/createOrGet");
    assert_eq!(path(create.request(&OnlineMeeting::mine())), "/me/onlineMeetings/createOrGet");
    let sms = online_meeting::SendVirtualAppointmentSms::default();
    assert_eq!(path(sms.request(&OnlineMeeting::at("7", "8"))), "/users/7/onlineMeetings/8/sendVirtualAppointmentSms");
    let transcripts = adhoc_call::GetAllTranscripts::default();
    assert_eq!(path(transcripts.request(&AdhocCall::of_user("7"))), "/users/7/adhocCalls/getAllTranscripts()");
    let pstn = call_record::GetPstnCalls::default();
    assert_eq!(path(pstn.request(&CallRecord::all())), "/communications/callRecords/getPstnCalls()");
    assert_eq!(Call::at("7").to_string(), "/communications/calls/7");
    assert_eq!(
        (Call::at("7"), format!("{:?}", Call::at("7"))),
        (Target::at("/communications/calls/7/"), r#"Target("/communications/calls/7")"#.to_owned())
    );
}

#[test]
fn a_function_has_its_parameters_in_the_path() {
    assert_eq!(
        call_recording::Delta::default()
            .request(&Target::<Vec<CallRecording>>::at("/users/7/onlineMeetings/8/recordings"))
            .path,
        "/users/7/onlineMeetings/8/recordings/delta()"
    );
    let mut recordings = online_meeting::GetAllRecordings::default();
    let meetings = Target::<Vec<OnlineMeeting>>::at("/m");
    assert_eq!(recordings.request(&meetings), Request::get("/m/getAllRecordings()"));
    recordings.set_meeting_organizer_user_id("o'neill & söhne/7?").expect("visible");
    recordings
        .set_start_date_time("2026-08-01T00:00:00Z".parse::<entity_core::edm::DateTimeOffset>().expect("a moment"));
    assert_eq!(
        recordings.request(&OnlineMeeting::of_user("7")).path,
        "/users/7/onlineMeetings/getAllRecordings(meetingOrganizerUserId='o''neill%20%26%20s%C3%B6hne%2F7%3F',startDateTime=2026-08-01T00:00:00Z)"
    );
    assert_eq!(online_meeting::GetAllRecordings::METHOD, "GET");

    recordings.set_start_date_time(Prop::Null);
    assert!(recordings.request(&meetings).path.ends_with(",startDateTime=null)"));
}

/// A function with a parameter of each kind.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("find", on = Call, returns = Option<Page<CallRecording>>, function)]
struct Find {
    #[prop("text")]
    text: Prop<String>,
    #[prop("count")]
    count: Prop<i64>,
    #[prop("ratio")]
    ratio: Prop<f64>,
    #[prop("is")]
    is: Prop<bool>,
    #[prop("span")]
    span: Prop<Duration>,
    #[prop("key")]
    key: Prop<entity_core::edm::Guid>,
    #[prop("bytes")]
    bytes: Prop<entity_core::edm::Binary>,
    #[prop("tone")]
    tone: Prop<Tone>,
    #[prop("ids")]
    ids: Prop<Vec<String>>,
    #[prop("moment")]
    moment: Prop<entity_core::edm::DateTimeOffset>,
    #[dynamic]
    dynamic: DynamicProperties,
}

fn find(json: &str) -> String {
    json::from_str::<Find>(json).expect("a request").request(&Target::<Call>::at("")).path
}

#[test]
fn a_parameter_in_a_path_is_a_literal_of_odata() {
    assert_eq!(Find::TYPE.name(), "microsoft.graph.call/find");
    for (json, expected) in [
        (r#"{"text": ""}"#, "text=''"),
        (r#"{"text": "a\u0027b\"\\%é"}"#, "text='a''b%22%5C%25%C3%A9'"),
        (r#"{"text": "𝄞+~-_."}"#, "text='%F0%9D%84%9E%2B~-_.'"),
        (r#"{"text": 5}"#, "text=5"),
        (r#"{"count": -5, "is": true}"#, "count=-5,is=true"),
        (r#"{"count": "5"}"#, "count=5"),
        (r#"{"ratio": 1.5e10}"#, "ratio=1.5e10"),
        (r#"{"ratio": "-INF"}"#, "ratio=-INF"),
        (r#"{"span": "PT1H30M"}"#, "span=duration'PT1H30M'"),
        (r#"{"key": "0FE0623F-d628-42ed-b4bd-8ac290072cc5"}"#, "key=0FE0623F-d628-42ed-b4bd-8ac290072cc5"),
        (r#"{"bytes": "+/8="}"#, "bytes=binary'-_8%3D'"),
        (r#"{"tone": "Tone1"}"#, "tone=microsoft.graph.tone'Tone1'"),
        (r#"{"moment": "2026-08-01T00:00:00.50+02:00"}"#, "moment=2026-08-01T00:00:00.50%2B02:00"),
        (r#"{"moment": null}"#, "moment=null"),
        (r#"{"more": "a b", "@odata.type": "x", "text@note": 1}"#, "more='a%20b'"),
    ] {
        assert_eq!(find(json), format!("/find({expected})"), "{json}");
    }
    assert_eq!(
        find(r#"{"ids": ["a b", "c"], "count": 1, "more": {"x": 1}}"#),
        "/find(count=1,ids=@ids,more=@more)?@ids=%5B%22a%20b%22%2C%22c%22%5D&@more=%7B%22x%22:%201%7D"
    );
    assert_eq!(
        find(r#"{"text": "\ud800"}"#),
        "/find(text=@text)?@text=%22%5Cud800%22",
        "a lone surrogate is sent as JSON"
    );
}

#[test]
fn an_answer_is_read_as_the_type_that_the_request_returns() {
    let pending = |answer: Option<comms::PlayPromptOperation>| answer.finality() == Finality::Pending;
    for body in [&br#"{"id": "0fe0623f", "status": "Running"}"#[..], b"", b"null"] {
        assert!(pending(call::PlayPrompt::answer(200, &[], body).expect("running, or nothing yet")));
    }
    let mute = participant::Mute::answer(
        200,
        &[],
        br##"{"@odata.type": "#microsoft.graph.muteParticipantOperation", "status": "completed"}"##,
    );
    assert_eq!(mute.expect("over").finality(), Finality::Final(Outcome::Succeeded));

    for body in [&b""[..], b"null", b"{}", br#"{"@odata.context": "x"}"#, b"Accepted"] {
        call::KeepAlive::answer(200, &[], body).expect("any body");
    }
    let page: Page<Presence> = cloud_communications::GetPresencesByUserId::answer(
        200,
        &[],
        br#"{"value": [{"id": "7", "availability": "Busy"}], "@odata.nextLink": "https://example.com/2"}"#,
    )
    .expect("a page");
    assert_eq!((page.value()[0].id(), page.next_link()), (Some("7"), Some("https://example.com/2")));
    let delta =
        call_recording::Delta::answer(200, &[], br#"{"value": [], "@odata.deltaLink": "https://example.com/d"}"#);
    assert_eq!(delta.expect("a page").delta_link(), Some("https://example.com/d"));

    let body = r#"{"@odata.context":"x","value":"https://example.com/join"}"#;
    let url: Single<String> =
        online_meeting::GetVirtualAppointmentJoinWebUrl::answer(200, &[], body.as_bytes()).expect("a URL");
    assert_eq!(url.value().map(String::as_str), Some("https://example.com/join"));
    assert_eq!(faithful(&json::to_string(&url)), faithful(body));
    assert_eq!(url.into_value().as_deref(), Some("https://example.com/join"));
    let none: Single<i32> = json::from_str(r#"{"value": null}"#).expect("null");
    assert_eq!((none.value(), Single::<i32>::default().value()), (None, None));
    assert_eq!(json::to_string(&Single::new(5)), r#"{"value":5}"#);
    let meeting =
        online_meeting::CreateOrGet::answer(200, &[], br#"{"id": "9", "subject": "stand-up"}"#).expect("a meeting");
    assert_eq!(meeting.id(), Some("9"));
}

#[test]
fn an_empty_request_breaks_its_required_rules_alone() {
    let mut count = 0;
    for line in all() {
        let (request, _) = line.split_once(") -> ").expect("an answer");
        let (head, parameters) = request.split_once('(').expect("parameters");
        let name = head.split(' ').nth(1).expect("a name");
        let expected: BTreeSet<_> = parameters
            .split(", ")
            .filter(|parameter| parameter.ends_with(['!', '+']))
            .map(|parameter| format!("/{}", parameter.split(':').next().unwrap_or_default()))
            .collect();
        let request = comms::TYPES.find(&format!("microsoft.graph.{name}")).expect("registered").empty();
        let found: BTreeSet<_> = match request.validate() {
            Ok(()) => BTreeSet::new(),
            Err(violations) => violations.into_iter().map(|it| format!("{}{}", it.path(), rule_mark(&it))).collect(),
        };
        count += found.len();
        assert_eq!(found, expected, "{name}");
    }
    assert_eq!(count, 34);
}

fn rule_mark(violation: &Violation) -> &'static str {
    if violation.rule() == "required" { "" } else { " by another rule" }
}
