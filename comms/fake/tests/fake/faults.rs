//! Every fault, one at a time and by a seed; and notifications that a bot does not take.

use crate::support::{APP, Bot, CALLBACK, TENANT, placing, prompt};
use comms_fake::{Fault, Faults};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const SECOND: Duration = Duration::from_secs(1);

#[tokio::test]
async fn refusals_have_no_effect() {
    let bot = Bot::start().await;
    let call = bot.call().await;
    for (fault, status, after) in [
        (Fault::Throttle { retry_after: Duration::from_millis(1500) }, 429, Some("2")),
        (Fault::Unavailable { retry_after: Some(SECOND) }, 503, Some("1")),
        (Fault::Unavailable { retry_after: None }, 503, None),
        (Fault::GatewayTimeout { taken: false }, 504, None),
    ] {
        bot.graph.next(fault.clone());
        let url = format!("{}/communications/calls/{call}/playPrompt", bot.graph.base_url());
        let request =
            bot.http.post(url).bearer_auth(&bot.token).header("client-request-id", "mine").json(&prompt("refused"));
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status().as_u16(), status, "{fault:?}");
        let header = |name: &str| answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
        assert_eq!(header("retry-after").as_deref(), after, "{fault:?}");
        assert_eq!(header("client-request-id").as_deref(), Some("mine"));
        assert!(header("request-id").is_some());
        let error: Value = answer.json().await.unwrap();
        assert_eq!(error["error"]["innerError"]["client-request-id"], "mine");
    }
    assert_eq!((bot.graph.received("playPrompt"), bot.graph.started("playPrompt")), (4, 0));
}

#[tokio::test]
async fn resets_come_before_or_after_the_effect() {
    let bot = Bot::start().await;
    let call = bot.call().await;
    let path = format!("/communications/calls/{call}/playPrompt");
    bot.graph.next(Fault::ResetBefore);
    assert!(bot.send("POST", &path, prompt("before")).await.is_err());
    assert_eq!((bot.graph.received("playPrompt"), bot.graph.started("playPrompt")), (1, 0));
    bot.graph.next(Fault::ResetAfter);
    assert!(bot.send("POST", &path, prompt("after")).await.is_err());
    bot.graph.next(Fault::GatewayTimeout { taken: true });
    assert_eq!(bot.send("POST", &path, prompt("timeout")).await.unwrap().0, 504);
    assert_eq!((bot.graph.received("playPrompt"), bot.graph.started("playPrompt")), (3, 2));
    let latest = bot.graph.requests().pop().unwrap();
    assert_eq!((latest.taken, latest.status, latest.name), (true, Some(504), "playPrompt"));
    bot.idle().await;
    assert_eq!(bot.ends().len(), 2, "the ends come all the same");
    assert!(bot.graph.repeated().is_empty());
    bot.post(&path, prompt("after")).await;
    assert_eq!(bot.graph.repeated(), ["after"]);
}

#[tokio::test]
async fn a_reset_reaches_the_client_as_one() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let bot = Bot::start().await;
    bot.graph.next_on("keys", Fault::ResetBefore);
    let mut stream = tokio::net::TcpStream::connect(bot.graph.address()).await.unwrap();
    stream.write_all(b"GET /v1/.well-known/keys HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    let error = stream.read(&mut [0; 16]).await.unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset);
}

#[tokio::test]
async fn answers_come_late_null_or_after_the_end() {
    let bot = Bot::start().await;
    let call = bot.call().await;
    bot.graph.next(Fault::DelayAnswer(3600 * SECOND));
    let path = format!("/communications/calls/{call}/playPrompt");
    let late = bot.send("POST", &path, prompt("late"));
    let push = async {
        bot.graph.request("playPrompt", 1).await;
        bot.graph.advance(3601 * SECOND);
    };
    let (answer, ()) = tokio::join!(late, push);
    assert_eq!(answer.unwrap().1["clientContext"], "late");

    let bot = Bot::start().await;
    let call = bot.call().await;
    bot.graph.next(Fault::NullAnswer);
    assert_eq!(bot.act(&call, "playPrompt", prompt("null")).await, (200, Value::Null));
    bot.graph.next(Fault::NullAnswer);
    assert_eq!(bot.act(&call, "mute", json!({"clientContext": "mute"})).await, (200, Value::Null));
    bot.idle().await;
    let contexts = bot.ends().iter().map(|end| end["clientContext"].clone()).collect::<Vec<_>>();
    assert_eq!(contexts.len(), 2, "{contexts:?}");

    bot.clear();
    bot.graph.next(Fault::EndBeforeAnswer);
    let (_, answer) = bot.act(&call, "playPrompt", prompt("overtaken")).await;
    assert_eq!((&answer["status"], &bot.ends()[0]["status"]), (&json!("running"), &json!("completed")));
    bot.graph.next(Fault::EndBeforeAnswer);
    bot.act(&call, "unmute", json!({"clientContext": "unmute"})).await;
    assert_eq!(bot.ends().last().unwrap()["clientContext"], "unmute");
    bot.idle().await;
    assert_eq!(bot.ends().len(), 2, "each end comes once");
}

#[tokio::test]
async fn operations_fail_or_end_late() {
    let bot = Bot::start().await;
    let call = bot.call().await;
    bot.graph.next(Fault::FailOperation { code: 500, subcode: 8500 });
    bot.act(&call, "sendDtmfTones", json!({"tones": ["tone1"], "clientContext": "failed"})).await;
    bot.idle().await;
    assert_eq!((&bot.ends()[0]["status"], &bot.ends()[0]["resultInfo"]["code"]), (&json!("failed"), &json!(500)));
    bot.graph.next(Fault::LateEnd(60 * SECOND));
    bot.act(&call, "playPrompt", prompt("late")).await;
    bot.graph.hang_up(&call).unwrap();
    bot.graph.advance(61 * SECOND);
    bot.idle().await;
    assert_eq!(bot.ends()[1]["clientContext"], "late", "even after the call's end");
}

#[tokio::test]
async fn notifications_get_lost_doubled_late_and_out_of_order() {
    let bot = Bot::start().await;
    let call = bot.call().await;
    let contexts =
        |bot: &Bot| bot.ends().iter().map(|end| end["clientContext"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    bot.graph.drop_next_notification();
    bot.act(&call, "playPrompt", prompt("lost")).await;
    bot.idle().await;
    assert!(contexts(&bot).is_empty());
    assert!(bot.graph.deliveries().last().unwrap().error.as_deref().is_some_and(|error| error.contains("fault")));
    bot.graph.next(Fault::DuplicateNotification);
    bot.act(&call, "playPrompt", prompt("twice")).await;
    bot.idle().await;
    assert_eq!(contexts(&bot), ["twice", "twice"]);

    bot.clear();
    bot.graph.next_on("recordResponse", Fault::ReorderNotification);
    bot.act(&call, "recordResponse", json!({"clientContext": "first"})).await;
    bot.act(&call, "playPrompt", prompt("second")).await;
    bot.idle().await;
    assert_eq!(contexts(&bot), ["second", "first"]);
    bot.graph.next(Fault::ReorderNotification);
    bot.act(&call, "playPrompt", prompt("alone")).await;
    bot.idle().await;
    assert_eq!(contexts(&bot).len(), 3, "held back for a second at most");

    bot.clear();
    bot.graph.next_on("playPrompt", Fault::DelayNotification(600 * SECOND));
    bot.act(&call, "playPrompt", prompt("delayed")).await;
    bot.act(&call, "sendDtmfTones", json!({"tones": ["a"], "clientContext": "meanwhile"})).await;
    while contexts(&bot).is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    bot.graph.advance(601 * SECOND);
    bot.idle().await;
    assert_eq!(contexts(&bot), ["meanwhile", "delayed"]);
}

#[tokio::test]
async fn odd_casing_is_still_read() {
    let bot = Bot::start().await;
    let call = bot.call().await;
    bot.clear();
    bot.graph.next_on("playPrompt", Fault::OddCasing);
    bot.act(&call, "playPrompt", prompt("odd")).await;
    bot.idle().await;
    let got = &bot.got()[0];
    assert_eq!((&got.item["ChangeType"], &got.data()["status"]), (&json!("Deleted"), &json!("Completed")));
    assert!(got.item["resource"].as_str().unwrap().starts_with("/APP/CALLS/"));
    let notification: comms::CommsNotification = entity_core::json::from_value(got.item.clone()).unwrap();
    let Some(comms::ResourceData::Operation(operation)) = notification.resource_data() else { panic!("{got:?}") };
    assert!(
        !matches!(comms::prelude::Finality::Pending, finality if finality == comms::prelude::LongRunningExt::finality(operation))
    );
}

#[tokio::test]
async fn notifications_are_posted_again_until_they_are_taken() {
    let bot = Bot::start().await;
    let call = bot.call().await;
    bot.clear();
    bot.answer(&[500, 503]);
    bot.act(&call, "playPrompt", prompt("again")).await;
    bot.idle().await;
    assert_eq!(bot.ends().len(), 3);
    let delivery = bot.graph.deliveries().pop().unwrap();
    assert_eq!((delivery.attempts, delivery.status, delivery.is_taken()), (3, Some(202), true));
    let ids = bot.got().iter().map(|got| got.headers["x-microsoft-skype-message-id"].clone()).collect::<Vec<_>>();
    assert_eq!(ids[0], ids[2], "the same message");

    bot.clear();
    bot.answer(&[204]);
    bot.act(&call, "playPrompt", prompt("legacy")).await;
    bot.idle().await;
    assert!(bot.got()[0].item["resourceUrl"].is_string() && bot.got()[1].item["resource"].is_string());

    bot.clear();
    bot.answer(&[401]);
    bot.act(&call, "playPrompt", prompt("refused")).await;
    bot.idle().await;
    assert_eq!(bot.ends().len(), 1, "a refusal is final");

    // Nobody listens there.
    bot.graph.set(|settings| (settings.delivery_attempts, settings.delivery_backoff) = (3, 60 * SECOND));
    bot.graph.route("https://bot.example.com", "127.0.0.1:1".parse().unwrap()).unwrap();
    bot.act(&call, "playPrompt", prompt("nobody")).await;
    let (begun, known) = (Instant::now(), bot.graph.deliveries().len());
    for attempts in 1..=3 {
        while bot.graph.deliveries().get(known).is_none_or(|delivery| delivery.attempts < attempts) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        bot.graph.advance(121 * SECOND);
    }
    bot.idle().await;
    let delivery = bot.graph.deliveries().pop().unwrap();
    assert_eq!((delivery.attempts, delivery.is_taken()), (3, false));
    assert!(begun.elapsed() < 20 * SECOND, "waited by the fake's clock");
    assert!(bot.graph.post("https://other.example.com/", APP, TENANT, "{}").await.is_err());
    assert!(bot.graph.post(CALLBACK, APP, TENANT, "{}").await.is_err());
}

#[tokio::test]
async fn outages_pass_with_time() {
    let mut bot = Bot::start().await;
    bot.graph.outage("createCall", 3600 * SECOND);
    assert_eq!(bot.post("/communications/calls", placing()).await.0, 503);
    bot.graph.advance(3599 * SECOND);
    bot.token = bot.graph.token(APP, TENANT);
    assert_eq!(bot.post("/communications/calls", placing()).await.0, 503);
    bot.graph.advance(SECOND);
    assert_eq!(bot.post("/communications/calls", placing()).await.0, 201);
}

/// The same requests under the same faults: each status, and how many ends came of each.
async fn story(seed: u64) -> (Vec<Option<u16>>, Vec<(String, usize)>) {
    let bot = Bot::start().await;
    let call = bot.call().await;
    bot.clear();
    bot.graph.set(|settings| settings.operation = Duration::from_millis(10));
    bot.graph.set_faults(Faults::mixed(seed));
    let path = format!("/communications/calls/{call}/playPrompt");
    let mut statuses = Vec::new();
    for nth in 0..40 {
        statuses.push(bot.send("POST", &path, prompt(&nth.to_string())).await.ok().map(|(status, _)| status));
        bot.idle().await;
    }
    let ends = bot.ends();
    let count = |context: &String| ends.iter().filter(|end| end["clientContext"] == **context).count();
    let counts = (0..40).map(|nth| nth.to_string()).map(|context| (context.clone(), count(&context)));
    (statuses, counts.collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_seed_tells_the_same_story() {
    let (first, again, other) = tokio::join!(story(7), story(7), story(8));
    assert_eq!(first, again);
    assert_ne!(first, other);
    assert!(first.0.iter().any(|status| *status != Some(200)), "{first:?}");
    assert!(first.1.iter().any(|(_, ends)| *ends != 1), "{first:?}");
}
