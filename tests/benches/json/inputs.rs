//! The inputs: made up, with the shapes and lengths of real bodies.

use super::wide::PROPERTIES;
use std::fmt::Write;

const TAG: &str = r##""@odata.type":"#microsoft.graph.recordOperation""##;

fn members(n: usize) -> String {
    format!(
        concat!(
            r#""id":"0fe0623f-d628-42ed-b4bd-{n:012x}","clientContext":"d45324c1-fcb5-430a-902c-{n:012x}","#,
            r#""resultInfo":{{"code":200,"subcode":{n},"message":"Recording completed: the caller pressed a stop tone."}},"status":"completed","#,
            r#""recordingLocation":"https://files.contoso.example/recordings/17e3b46c-f61d-4f4d-9635-{n:012x}","#,
            r#""recordingAccessToken":"yZ2hIjklMnOpQrStUvWxYz0123456789abcdefghijklmnop""#
        ),
        n = n
    )
}

/// One operation of about 0.45 kB, its tag first.
pub fn operation() -> String {
    format!("{{{TAG},{}}}", members(7))
}

/// The same, its tag last.
pub fn operation_late() -> String {
    format!("{{{},{TAG}}}", members(7))
}

/// A body of 1,000 notifications.
pub fn envelope(count: usize) -> String {
    let mut text = r##"{"@odata.type":"#microsoft.graph.commsNotifications","value":["##.to_owned();
    for n in 0..count {
        let comma = if n == 0 { "" } else { "," };
        let _ = write!(
            text,
            concat!(
                r##"{comma}{{"@odata.type":"#microsoft.graph.commsNotification","changeType":"deleted","##,
                r#""resourceUrl":"/communications/calls/57dab8b1-894c-409a-b240-bd8beae78896/operations/0fe0623f-d628-42ed-b4bd-{n:012x}","#,
                r#""resourceData":{{{tag},{members}}}}}"#
            ),
            comma = comma,
            n = n,
            tag = TAG,
            members = members(n)
        );
    }
    text + "]}"
}

/// 104 of the wide entity's 130 properties; in the order of declaration, or not.
pub fn wide(shuffled: bool) -> String {
    let mut members: Vec<String> = PROPERTIES
        .iter()
        .enumerate()
        .filter(|(n, _)| n % 5 != 4)
        .map(|(n, (name, kind))| {
            let value = match *kind {
                "bool" => (n % 2 == 0).to_string(),
                "i32" => (n * 37).to_string(),
                "f64" => format!("{n}.25"),
                "Phase" => r#""suspended""#.to_owned(),
                "Place" => format!(r#"{{"city":"Zürich","floor":{n}}}"#),
                _ => format!(r#""{name} {n}: twenty characters""#),
            };
            format!(r#""{name}":{value}"#)
        })
        .collect();
    if shuffled {
        let mut state = 7_usize;
        for n in (1..members.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            members.swap(n, (state >> 33) % (n + 1));
        }
    }
    format!("{{{}}}", members.join(","))
}

/// A call into a meeting with every structured property, its participants and an operation expanded.
pub fn call() -> String {
    let identity = |n: usize| {
        format!(
            r##"{{"@odata.type":"#microsoft.graph.communicationsIdentitySet","user":{{"id":"112f7296-5fa4-42ca-bae8-{n:012x}","displayName":"Participant {n}","tenantId":"72f988bf-86f1-41af-91ab-2d7cd011db47"}},"phone":{{"id":"+1555010{n:04}"}}}}"##
        )
    };
    let info = |n: usize| {
        format!(
            r#"{{"identity":{},"region":"westeurope","languageId":"en-US","countryCode":"NL","endpointType":"default","participantId":"{n:08x}"}}"#,
            identity(n)
        )
    };
    let participant = |n: usize| {
        format!(
            concat!(
                r#"{{"id":"7d1f8e0a-3c55-4d68-9f2e-{n:012x}","info":{info},"isInLobby":false,"isMuted":true,"#,
                r#""mediaStreams":[{{"direction":"sendReceive","mediaType":"audio","serverMuted":false,"sourceId":"{n}"}}],"#,
                r#""recordingInfo":{{"initiator":{initiator},"recordingStatus":"recording"}}}}"#
            ),
            n = n,
            info = info(n),
            initiator = identity(1)
        )
    };
    let participants: Vec<_> = (1..=4).map(participant).collect();
    format!(
        concat!(
            r##"{{"@odata.type":"#microsoft.graph.call","id":"57dab8b1-894c-409a-b240-bd8beae78896","state":"established","direction":"incoming","##,
            r#""resultInfo":{{"code":200,"subcode":0,"message":"The call was answered."}},"subject":"Weekly review","#,
            r#""callbackUri":"https://bot.contoso.example/api/notifications","tenantId":"72f988bf-86f1-41af-91ab-2d7cd011db47","#,
            r#""callChainId":"d8217646-3110-40b1-bae6-e9ac6c3a9f74","source":{source},"targets":[{{"identity":{target},"hidden":false}}],"#,
            r##""meetingInfo":{{"@odata.type":"#microsoft.graph.organizerMeetingInfo","organizer":{organizer},"allowConversationWithoutHost":true}},"##,
            r#""chatInfo":{{"threadId":"19:meeting_Win6Ydo4wsMijFjZS00ZGVjLTk5MGUtOTRjNWY2NmNkYTFm@thread.v2","messageId":"0"}},"#,
            r##""requestedModalities":["audio","video"],"mediaConfig":{{"@odata.type":"#microsoft.graph.serviceHostedMediaConfig","preFetchMedia":[]}},"##,
            r##""mediaState":{{"audio":"active"}},"callOptions":{{"@odata.type":"#microsoft.graph.incomingCallOptions","isDeltaRosterEnabled":true}},"##,
            r#""incomingContext":{{"sourceParticipantId":"7d1f8e0a-3c55-4d68-9f2e-000000000001","onBehalfOf":{behalf}}},"#,
            r#""callRoutes":[{{"original":{original},"final":{last},"routingType":"forwarded"}}],"#,
            r#""myParticipantId":"7d1f8e0a-3c55-4d68-9f2e-000000000002","toneInfo":{{"sequenceId":5,"tone":"tone3"}},"#,
            r#""transcription":{{"state":"active","lastModifiedDateTime":"2024-05-06T07:08:09Z"}},"participants":[{participants}],"#,
            r#""operations":[{{{tag},{members}}}]}}"#
        ),
        source = info(1),
        target = identity(2),
        organizer = identity(3),
        behalf = identity(4),
        original = identity(5),
        last = identity(6),
        participants = participants.join(","),
        tag = TAG,
        members = members(7)
    )
}

/// The text, indented.
pub fn pretty(text: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(text).expect("valid");
    serde_json::to_string_pretty(&value).expect("writable")
}
