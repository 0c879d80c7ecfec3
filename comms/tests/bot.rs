//! Runs the example `bot`: each request has one outcome, through a restart, lost notifications and a late one.

#[allow(dead_code, reason = "the test has its own `main`")]
#[path = "../examples/bot/main.rs"]
mod example;

use comms::Outcome::{Succeeded, Unknown};

#[tokio::test]
async fn the_bot_knows_how_each_request_ended() {
    let folder = std::env::temp_dir().join(format!("comms-bot-test-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let ends = example::rehearse(&folder).await;
    std::fs::remove_dir_all(&folder).unwrap();
    let expected = [
        ("call", Succeeded),
        ("prompt", Succeeded),
        ("tones", Succeeded),
        ("recording", Succeeded),
        ("invitation", Unknown),
        ("hang up", Succeeded),
    ];
    assert_eq!(ends.unwrap(), expected.map(|(context, outcome)| (context, Some(outcome))));
}
