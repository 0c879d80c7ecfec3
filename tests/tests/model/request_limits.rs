//! Limits of requests, asked by setters.

use crate::actions::{invited, prompts, registered};
use comms::actions::*;
use comms::prelude::*;
use entity_core::edm::Duration;
use entity_core::{Prop, Violation, json};
use serde_json::json;

#[test]
fn a_client_context_has_at_most_256_characters() {
    let mut count = 0;
    for type_ in registered().filter(|type_| type_.structured_type().property("clientContext").is_some()) {
        let mut request = type_.empty();
        request.set_property("clientContext", json!("é".repeat(256))).expect("256 code points");
        let refused = request.set_property("clientContext", json!("é".repeat(257))).expect_err("one too many");
        assert_eq!((refused.rule(), refused.path()), ("max_len", "/clientContext"), "{type_:?}");
        count += 1;
    }
    assert_eq!(count, 14);
}

/// The rule that refuses it.
#[track_caller]
fn refused(result: Result<(), Violation>) -> &'static str {
    result.expect_err("too much or too little").rule()
}

#[test]
fn prompts_and_recordings_have_limits() {
    let mut play = call::PlayPrompt::default();
    play.set_prompts(prompts(20)).expect("20 prompts");
    assert_eq!(refused(play.set_prompts(prompts(21))), "max_items");
    assert_eq!(refused(play.set_prompts(Prop::Null)), "required");
    assert_eq!(play.prompts().len(), 20, "unchanged");

    let mut record = call::RecordResponse::default();
    record.set_prompts(prompts(1)).expect("one");
    assert_eq!(refused(record.set_prompts(prompts(2))), "max_items");
    for seconds in [1, 120] {
        record.set_initial_silence_timeout_in_seconds(seconds).expect("within");
        record.set_max_silence_timeout_in_seconds(seconds).expect("within");
        record.set_max_record_duration_in_seconds(seconds).expect("within");
    }
    for seconds in [i32::MIN, 0, 121] {
        assert_eq!(refused(record.set_initial_silence_timeout_in_seconds(seconds)), "range");
        assert_eq!(refused(record.set_max_silence_timeout_in_seconds(seconds)), "range");
        assert_eq!(refused(record.set_max_record_duration_in_seconds(seconds)), "range");
    }
    record.validate().expect("nothing else is required");
}

#[test]
fn redirects_invitations_and_queries_have_limits() {
    let many = |count: usize| vec![invited("8d1b"); count];
    let mut redirect = call::Redirect::default();
    redirect.set_targets(many(25)).expect("25 targets");
    assert_eq!(refused(redirect.set_targets(many(26))), "max_items");
    for seconds in [15, 90] {
        redirect.set_timeout(seconds).expect("within");
    }
    for seconds in [14, 91] {
        assert_eq!(refused(redirect.set_timeout(seconds)), "range");
    }

    let mut invite = participant::Invite::default();
    invite.set_participants(many(5)).expect("5 participants");
    assert_eq!(refused(invite.set_participants(many(6))), "max_items");
    let mut replacing = many(2);
    replacing[1].set_replaces_call_id("7");
    assert_eq!(refused(invite.set_participants(replacing.clone())), "check");
    invite.set_participants(vec![replacing.remove(1)]).expect("one that replaces a call");

    let mut presences = cloud_communications::GetPresencesByUserId::default();
    presences.set_ids(vec!["7".to_owned(); 650]).expect("650 ids");
    assert_eq!(refused(presences.set_ids(vec!["7".to_owned(); 651])), "max_items");
}

#[test]
fn callbacks_are_https() {
    let mut answer = call::Answer::default();
    for url in ["https://bot.example.com", "HTTPS://bot.example.com/x?token=1"] {
        answer.set_callback_uri(url).expect("https");
        call::Redirect::default().set_callback_uri(url).expect("https");
        call::Reject::default().set_callback_uri(url).expect("https");
    }
    for url in ["http://bot.example.com", "https:", "https://", "bot.example.com", "", "ftp://https://x"] {
        assert_eq!(refused(answer.set_callback_uri(url)), "check", "{url}");
        assert_eq!(refused(call::Redirect::default().set_callback_uri(url)), "check", "{url}");
        assert_eq!(refused(call::Reject::default().set_callback_uri(url)), "check", "{url}");
    }
    let error = answer.set_callback_uri("http://x?token=hush").expect_err("not https");
    assert!(!error.to_string().contains("hush"));
    call::Reject::default().validate().expect("the bot's general URI if absent");
}

#[test]
fn a_presence_holds_from_5_minutes_to_4_hours() {
    let mut presence = presence::SetPresence::default();
    for within in [Duration::from_mins(5), Duration::from_hours(4)] {
        presence.set_expiration_duration(within).expect("within");
    }
    for beyond in [Duration::from_secs(299), Duration::from_secs(4 * 3600 + 1), Duration::from_mins(-5)] {
        assert_eq!(refused(presence.set_expiration_duration(beyond)), "check");
    }
    let read: presence::SetPresence = json::from_str(
        r#"{"sessionId": "7", "availability": "Busy", "activity": "InACall", "expirationDuration": "P1D"}"#,
    )
    .expect("read");
    assert_eq!(
        read.validate().expect_err("too long").to_string(),
        "/expirationDuration: PT24H is not within PT5M to PT4H (check)"
    );
    presence::SetUserPreferredPresence::default()
        .set_expiration_duration(Duration::from_hours(24 * 7))
        .expect("a week");
}
