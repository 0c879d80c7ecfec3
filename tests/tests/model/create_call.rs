//! Placing a call: the request, and what the service refuses.

use comms::{Call, CreateCall, Request};
use entity_core::{AnswerError, Violations, json};
use serde_json::{Value, json};
use tests::corpus::bodies;

fn broken(result: Result<(), Violations>) -> Vec<String> {
    let violations = result.err().into_iter().flatten();
    violations.map(|violation| format!("{} {}", violation.path(), violation.rule())).collect()
}

fn read(body: &Value) -> CreateCall {
    json::from_value::<Call>(body.clone()).expect("a call").into()
}

/// With a callback, so that nothing is missing.
fn called_back(mut create: CreateCall) -> CreateCall {
    create.set_callback_uri("https://bot.example.com/calls").expect("https");
    create
}

#[test]
fn each_way_to_place_a_call_may_be_sent_once_it_has_a_callback() {
    let ways = [
        CreateCall::to_user("tenant", "ada"),
        CreateCall::to_users("tenant", ["ada", "grace"]),
        CreateCall::to_phone("tenant", "instance", "+12345678901"),
        CreateCall::join_meeting("tenant", "19:meeting@thread.v2", "ada"),
        CreateCall::join_meeting_by_id("tenant", "123456789", Some("secret")),
    ];
    for create in ways {
        assert_eq!(broken(create.validate()), ["/callbackUri required"], "{create:?}");
        called_back(create).validate().expect("nothing is missing");
    }
}

#[test]
fn the_request_is_a_post_of_the_call() {
    let create = called_back(CreateCall::to_phone("tenant", "instance", "+12345678901"));
    let Request { method, path, body } = create.request();
    assert_eq!((method, path.as_str()), ("POST", "/communications/calls"));
    let body: Value = serde_json::from_str(&body.expect("a body")).expect("JSON");
    let identity = |kind: &str, id: &str| json!({kind: {"@odata.type": "#microsoft.graph.identity", "id": id}});
    assert_eq!(
        body,
        json!({
            "tenantId": "tenant",
            "callbackUri": "https://bot.example.com/calls",
            "source": {"identity": identity("applicationInstance", "instance")},
            "targets": [{"identity": identity("phone", "+12345678901")}],
            "requestedModalities": ["audio"],
            "mediaConfig": {"@odata.type": "#microsoft.graph.serviceHostedMediaConfig"},
        })
    );
    let placed = CreateCall::answer(201, &[], br#"{"id": "7", "state": "establishing"}"#).expect("a call");
    assert_eq!(placed.id(), Some("7"));
    let refused = CreateCall::answer(403, &[], br#"{"error": {"code": "7504"}}"#);
    assert!(matches!(refused, Err(AnswerError::Refused(error)) if error.code() == "7504"));
    assert_eq!(create.into_call().targets().len(), 1);
}

/// Asserts that a call which may be placed breaks these rules once it has these members.
fn assert_refused(changes: &[(Value, &[&str])]) {
    let good = json!({
        "callbackUri": "https://bot.example.com/calls",
        "targets": [{"identity": {"user": {"id": "7"}}}],
        "requestedModalities": ["audio"],
        "mediaConfig": {"@odata.type": "#microsoft.graph.serviceHostedMediaConfig"},
    });
    read(&good).validate().expect("nothing is missing");
    for (change, expected) in changes {
        let mut body = good.clone();
        body.as_object_mut().expect("an object").extend(change.as_object().expect("an object").clone());
        assert_eq!(broken(read(&body).validate()), *expected, "{change}");
    }
    println!("{} calls are refused", changes.len());
}

#[test]
fn a_call_that_the_documentation_says_is_refused_breaks_a_rule() {
    let user = json!({"identity": {"user": {"id": "7"}}});
    let phone = json!({"identity": {"phone": {"id": "+12345678901"}}});
    assert_refused(&[
        (json!({"callbackUri": null}), &["/callbackUri non_null", "/callbackUri required"]),
        (json!({"callbackUri": "http://bot.example.com"}), &["/callbackUri check"]),
        (json!({"callbackUri": ""}), &["/callbackUri check"]),
        (json!({"targets": []}), &["/targets required"]),
        (json!({"targets": null}), &["/targets required"]),
        (json!({"targets": [{}]}), &["/targets/0/identity identified"]),
        (json!({"targets": [user, {"identity": {}}]}), &["/targets/1/identity identified"]),
        (json!({"targets": [{"identity": {"user": {"displayName": "Ada"}}}]}), &["/targets/0/identity identified"]),
        (json!({"targets": [{"identity": {"user": {"id": ""}}}]}), &["/targets/0/identity identified"]),
        (json!({"targets": [phone]}), &["/source/identity/applicationInstance required", "/tenantId required"]),
        (
            json!({"targets": [{"identity": {"phone": {"id": "2345678901"}}}], "tenantId": "t", "source": {"identity": {"applicationInstance": {"id": "7"}}}}),
            &["/targets/0/identity dialable"],
        ),
        (
            json!({"targets": [phone], "tenantId": "t", "source": {"identity": {"application": {"id": "7"}}}}),
            &["/source/identity/applicationInstance required"],
        ),
        (
            json!({"targets": [phone], "tenantId": " ", "source": {"identity": {"applicationInstance": {"id": "7"}}}}),
            &["/tenantId required"],
        ),
        (json!({"requestedModalities": []}), &["/requestedModalities required"]),
        (json!({"requestedModalities": null}), &["/requestedModalities required"]),
        (json!({"requestedModalities": ["audio", "data"]}), &["/requestedModalities/1 modality"]),
        (json!({"mediaConfig": null}), &["/mediaConfig required"]),
        (json!({"mediaConfig": {}}), &["/mediaConfig hosted"]),
        (json!({"mediaConfig": {"@odata.type": "#microsoft.graph.appHostedMediaConfig"}}), &["/mediaConfig hosted"]),
    ]);
    assert_eq!(
        broken(CreateCall::from(Call::default()).validate()),
        ["/callbackUri required", "/targets required", "/requestedModalities required", "/mediaConfig required"]
    );
}

#[test]
fn a_meeting_that_the_documentation_says_cannot_be_joined_breaks_a_rule() {
    let organizer =
        |id: &str| json!({"@odata.type": "#microsoft.graph.organizerMeetingInfo", "organizer": {"user": {"id": id}}});
    let token = |token: &str| json!({"@odata.type": "#microsoft.graph.tokenMeetingInfo", "token": token});
    let thread = json!({"threadId": "19:meeting@thread.v2"});
    assert_refused(&[
        (json!({"meetingInfo": organizer("7"), "chatInfo": thread, "tenantId": "t"}), &["/targets one_of"]),
        (json!({"targets": null, "meetingInfo": organizer("7"), "tenantId": "t"}), &["/chatInfo/threadId required"]),
        (
            json!({"targets": null, "meetingInfo": organizer("7"), "chatInfo": {"threadId": " "}, "tenantId": "t"}),
            &["/chatInfo/threadId required"],
        ),
        (json!({"targets": null, "meetingInfo": organizer("7"), "chatInfo": thread}), &["/tenantId required"]),
        (
            json!({"targets": null, "meetingInfo": organizer(""), "chatInfo": thread, "tenantId": "t"}),
            &["/meetingInfo/organizer identified"],
        ),
        (json!({"targets": null, "meetingInfo": token(""), "tenantId": "t"}), &["/meetingInfo/token required"]),
        (
            json!({"targets": null, "meetingInfo": {"@odata.type": "#microsoft.graph.joinMeetingIdMeetingInfo"}, "tenantId": "t"}),
            &["/meetingInfo/joinMeetingId required"],
        ),
        (json!({"targets": null, "meetingInfo": {}, "tenantId": "t"}), &["/meetingInfo typed"]),
        (
            json!({"targets": null, "meetingInfo": {"@odata.type": "#microsoft.graph.meetingInfo"}, "tenantId": "t"}),
            &["/meetingInfo typed"],
        ),
    ]);
}

#[test]
fn the_documentations_own_calls_may_be_placed() {
    let Some(bodies) = bodies("corpus/comms") else { return };
    let of_page = bodies
        .iter()
        .filter(|body| body.file.contains("__application-post-calls__") && body.file.ends_with("__request.json"));
    let mut count = 0;
    for body in of_page {
        let create: CreateCall = json::from_str::<Call>(&body.text).expect(&body.file).into();
        assert_eq!(broken(create.validate()), [""; 0], "{}", body.file);
        count += 1;
    }
    assert!(count >= 4, "{count}");
}
