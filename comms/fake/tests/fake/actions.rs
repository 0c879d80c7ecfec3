//! Every action that `comms` declares, and what becomes of calls.

use crate::support::{APP, Bot, CALLBACK, TENANT, placing, prompt, target};
use comms::prelude::*;
use comms::{OperationStatus, Tone};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Duration;

/// A body for each declared action of calls and participants, and the status it is answered with.
fn bodies() -> Vec<(&'static str, Value, u16)> {
    let media = json!({"@odata.type": "#microsoft.graph.serviceHostedMediaConfig"});
    let quality = json!({"callChainId": "0622673d-9f69-49b3-9d4f-5ec64f42ecce", "deviceName": "TestAgent"});
    let context = |name: &str| json!({"clientContext": name});
    vec![
        ("call/answer", json!({"callbackUri": CALLBACK, "mediaConfig": media, "acceptedModalities": ["audio"]}), 202),
        ("call/redirect", json!({"targets": [target("8d1e6ab6")], "callbackUri": CALLBACK}), 202),
        ("call/reject", json!({"reason": "busy"}), 202),
        ("call/transfer", json!({"transferTarget": target("8d1e6ab6")}), 202),
        ("call/keepAlive", Value::Null, 200),
        ("call/playPrompt", prompt("playPrompt"), 200),
        ("call/recordResponse", json!({"maxRecordDurationInSeconds": 10, "clientContext": "recordResponse"}), 200),
        ("call/sendDtmfTones", json!({"tones": ["tone1", "pound"], "clientContext": "sendDtmfTones"}), 200),
        ("call/subscribeToTone", context("subscribeToTone"), 200),
        ("call/cancelMediaProcessing", context("cancelMediaProcessing"), 200),
        ("call/mute", context("mute"), 200),
        ("call/unmute", context("unmute"), 200),
        ("call/addLargeGalleryView", context("addLargeGalleryView"), 200),
        ("call/changeScreenSharingRole", json!({"role": "viewer"}), 202),
        ("call/updateRecordingStatus", json!({"status": "recording", "clientContext": "updateRecordingStatus"}), 200),
        ("call/logTeleconferenceDeviceQuality", json!({"quality": quality}), 202),
        ("participant/invite", json!({"participants": [target("5810cede")], "clientContext": "invite"}), 200),
        ("participant/startHoldMusic", context("startHoldMusic"), 200),
        ("participant/stopHoldMusic", context("stopHoldMusic"), 200),
        ("participant/mute", context("muteParticipant"), 200),
    ]
}

#[tokio::test]
async fn every_declared_action_is_served() {
    let declared = comms::TYPES.iter().map(|type_| type_.structured_type().name());
    let declared = declared.filter_map(|name| name.strip_prefix("microsoft.graph."));
    let declared = declared.filter(|name| name.starts_with("call/") || name.starts_with("participant/"));
    let bodies = bodies();
    let tried = bodies.iter().map(|(name, ..)| *name).collect::<BTreeSet<_>>();
    assert_eq!(declared.collect::<BTreeSet<_>>(), tried);

    let bot = Bot::start().await;
    for (name, body, expected) in bodies {
        let (on, action) = name.split_once('/').unwrap();
        let call = match action {
            "answer" | "redirect" | "reject" => bot.incoming().await,
            _ => bot.call().await,
        };
        bot.clear();
        let path = match (on, action) {
            ("participant", "invite") => "participants/invite".to_owned(),
            ("participant", _) => {
                let (_, list) =
                    bot.send("GET", &format!("/communications/calls/{call}/participants"), Value::Null).await.unwrap();
                format!("participants/{}/{action}", list["value"][1]["id"].as_str().unwrap())
            }
            _ => action.to_owned(),
        };
        let context = body["clientContext"].clone();
        let (status, answer) = bot.act(&call, &path, body).await;
        assert_eq!(status, expected, "{name}: {answer}");
        if status == 200 && action != "keepAlive" {
            assert_eq!(answer["clientContext"], context, "{name}");
            bot.idle().await;
            let operations = bot.graph.operations(&call);
            assert!(matches!(operations[0].finality(), Finality::Final(Outcome::Succeeded)), "{name}");
            // Over in the answer, or by one notification.
            let is_over = answer["status"] == "completed";
            assert_eq!(bot.ends().len(), usize::from(!is_over), "{name}");
            assert_eq!(operations[0].id(), answer["id"].as_str(), "{name}");
        }
        assert!(bot.graph.started(action) > 0, "{name}");
    }
    let path = "/communications/calls/logTeleconferenceDeviceQuality";
    let (status, _) = bot.post(path, json!({"quality": {"deviceName": "TestAgent"}})).await;
    assert_eq!(status, 204);
}

#[tokio::test]
async fn a_call_is_placed_established_and_ended() {
    let bot = Bot::start().await;
    let (status, call) = bot.post("/communications/calls", placing()).await;
    assert_eq!((status, &call["state"]), (201, &json!("establishing")));
    let id = call["id"].as_str().unwrap();
    bot.idle().await;
    assert_eq!(bot.states(), ["establishing", "established"]);
    let roster = bot.got().iter().find(|got| got.data().is_array()).unwrap().data().clone();
    assert_eq!(roster.as_array().unwrap().len(), 2);
    assert_eq!(roster[0]["info"]["identity"]["application"]["id"], APP);

    let path = format!("/communications/calls/{id}");
    let (status, call) = bot.send("GET", &path.to_uppercase(), Value::Null).await.unwrap();
    assert_eq!((status, &call["state"], &call["tenantId"]), (200, &json!("established"), &json!(TENANT)));
    let (status, _) = bot.send("DELETE", &path, Value::Null).await.unwrap();
    assert_eq!(status, 204);
    bot.idle().await;
    assert_eq!(bot.states()[2..], ["terminating", "terminated"]);
    let last = bot.got().last().unwrap().clone();
    assert_eq!((&last.item["changeType"], &last.data()["resultInfo"]["code"]), (&json!("deleted"), &json!(0)));
    for (method, path) in [("GET", path.clone()), ("POST", format!("{path}/keepAlive")), ("DELETE", path)] {
        let (status, error) = bot.send(method, &path, Value::Null).await.unwrap();
        assert_eq!((status, &error["error"]["code"]), (404, &json!("8522")), "{method} {path}");
        assert!(error["error"]["innerError"]["request-id"].is_string());
    }
}

#[tokio::test]
async fn a_call_comes_in_and_is_answered_or_not() {
    let bot = Bot::start().await;
    assert!(bot.graph.incoming(comms::Call::default()).is_err(), "no bot is registered");
    let id = bot.incoming().await;
    let got = &bot.got()[0];
    assert_eq!((&got.item["changeType"], &got.data()["state"]), (&json!("created"), &json!("incoming")));
    let (status, error) = bot.act(&id, "playPrompt", prompt("early")).await;
    assert_eq!(status, 400, "{error}");
    let media = json!({"@odata.type": "#microsoft.graph.serviceHostedMediaConfig"});
    let (status, _) = bot
        .act(
            &id,
            "answer",
            json!({"callbackUri": format!("{CALLBACK}/7"), "mediaConfig": media, "acceptedModalities": ["audio"]}),
        )
        .await;
    assert_eq!(status, 202);
    bot.idle().await;
    assert_eq!(bot.states(), ["incoming", "establishing", "established"]);
    assert_eq!(bot.graph.deliveries().last().unwrap().url, format!("{CALLBACK}/7"));

    bot.clear();
    bot.incoming().await;
    bot.graph.advance(Duration::from_secs(14));
    bot.idle().await;
    assert_eq!(bot.states(), ["incoming"]);
    bot.graph.advance(Duration::from_secs(2));
    bot.idle().await;
    assert_eq!(bot.states(), ["incoming", "terminated"]);
}

#[tokio::test]
async fn the_other_side_acts() {
    let bot = Bot::start().await;
    let call = bot.call().await;
    assert!(bot.graph.press(&call, Tone::Star).is_err(), "not subscribed");
    bot.act(&call, "subscribeToTone", json!({"clientContext": "tones"})).await;
    bot.clear();
    bot.graph.press(&call, Tone::Star).unwrap();
    bot.graph.press(&call, Tone::Tone4).unwrap();
    bot.idle().await;
    let tones = bot.got().iter().map(|got| got.data()["toneInfo"].clone()).collect::<Vec<_>>();
    assert_eq!((&tones[0]["tone"], &tones[0]["sequenceId"]), (&json!("star"), &json!(1)));
    assert_eq!((&tones[1]["tone"], &tones[1]["sequenceId"]), (&json!("tone4"), &json!(2)));

    bot.graph.set(|settings| settings.operation = Duration::MAX);
    let (_, operation) = bot.act(&call, "playPrompt", prompt("unended")).await;
    let (_, other) = bot.act(&call, "recordResponse", json!({"clientContext": "ended"})).await;
    bot.clear();
    bot.graph.hang_up(&call).unwrap();
    bot.idle().await;
    assert_eq!(bot.states(), ["terminated"]);
    assert!(bot.ends().is_empty(), "no end of the operation comes by itself");
    let id = other["id"].as_str().unwrap();
    bot.graph.end_operation(&call, id, 400, 8508).unwrap();
    assert!(bot.graph.end_operation(&call, id, 200, 0).is_err(), "ended once");
    bot.idle().await;
    assert_eq!((&bot.ends()[0]["status"], &bot.ends()[0]["resultInfo"]["subcode"]), (&json!("failed"), &json!(8508)));
    assert!(bot.graph.hang_up(&call).is_err());
    assert!(bot.graph.operations(&call).iter().any(|own| own.id() == operation["id"].as_str()));

    bot.graph.set(|settings| settings.ringing = Duration::MAX);
    let (declined, taken) = (bot.call().await, bot.call().await);
    bot.clear();
    bot.graph.pick_up(&taken).unwrap();
    bot.graph.hang_up(&declined).unwrap();
    bot.idle().await;
    assert!(bot.states().contains(&"established".to_owned()));
    let ended = bot.got().into_iter().find(|got| got.data()["state"] == "terminated").unwrap();
    assert_eq!(ended.data()["resultInfo"]["code"], 603);
}

#[tokio::test]
async fn media_follow_each_other_and_are_cancelled() {
    let bot = Bot::start().await;
    let call = bot.call().await;
    bot.graph.set(|settings| settings.operation = Duration::from_secs(60));
    bot.clear();
    bot.act(&call, "playPrompt", prompt("first")).await;
    bot.act(&call, "playPrompt", prompt("second")).await;
    bot.act(&call, "recordResponse", json!({"clientContext": "third"})).await;
    bot.graph.advance(Duration::from_secs(61));
    bot.graph.request("playPrompt", 2).await;
    while bot.ends().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(bot.ends().len(), 1);
    let (_, operation) = bot.act(&call, "cancelMediaProcessing", json!({"clientContext": "stop"})).await;
    assert_eq!(operation["status"], "completed");
    bot.idle().await;
    let ends = bot.ends();
    let seen = ends.iter().map(|end| (end["clientContext"].as_str().unwrap(), end["status"].as_str().unwrap()));
    assert_eq!(seen.collect::<Vec<_>>(), [("first", "completed"), ("second", "failed"), ("third", "failed")]);
    assert_eq!((&ends[2]["resultInfo"]["code"], &ends[2]["resultInfo"]["subcode"]), (&json!(400), &json!(8508)));
}

#[tokio::test]
async fn a_call_lives_while_it_is_kept_alive() {
    let mut bot = Bot::start().await;
    let call = bot.call().await;
    for _ in 0..4 {
        bot.graph.advance(Duration::from_secs(40 * 60));
        bot.token = bot.graph.token(APP, TENANT);
        assert_eq!(bot.act(&call, "keepAlive", Value::Null).await.0, 200);
    }
    bot.graph.advance(Duration::from_secs(46 * 60));
    bot.idle().await;
    assert_eq!(bot.states().last().unwrap(), "terminated");
}

#[tokio::test]
async fn a_transfer_ends_the_call() {
    let bot = Bot::start().await;
    let call = bot.call().await;
    bot.clear();
    bot.act(&call, "transfer", json!({"transferTarget": target("550fae72")})).await;
    bot.idle().await;
    assert_eq!(bot.states(), ["transferring", "transferAccepted", "terminated"]);
    assert_eq!(bot.got().last().unwrap().data()["resultInfo"]["subcode"], 7015);
}

#[tokio::test]
async fn participants_are_invited_muted_and_removed() {
    let bot = Bot::start().await;
    let call = bot.call().await;
    let path = format!("/communications/calls/{call}/participants");
    bot.act(&call, "participants/invite", json!({"participants": [target("ec040873")], "clientContext": "one"})).await;
    bot.idle().await;
    let (_, list) = bot.send("GET", &path, Value::Null).await.unwrap();
    let guest = list["value"][2].clone();
    assert_eq!(guest["info"]["identity"]["user"]["id"], "ec040873");
    let one = format!("{path}/{}", guest["id"].as_str().unwrap());
    let (_, operation) = bot.send("POST", &format!("{one}/mute"), json!({})).await.unwrap();
    assert_eq!(operation["status"], "completed");
    let (_, guest) = bot.send("GET", &one, Value::Null).await.unwrap();
    assert_eq!(guest["isMuted"], true);
    assert_eq!(bot.send("DELETE", &one, Value::Null).await.unwrap().0, 204);
    assert_eq!(bot.send("GET", &one, Value::Null).await.unwrap().0, 404);
    assert_eq!(bot.send("POST", &format!("{one}/mute"), json!({})).await.unwrap().0, 404);
    bot.idle().await;
    assert_eq!(bot.got().last().unwrap().data().as_array().unwrap().len(), 2);
    let operations = bot.graph.operations(&call);
    assert_eq!(operations[0].status(), Some(&OperationStatus::Completed));
}
