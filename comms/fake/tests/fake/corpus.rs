//! The published requests of calls: accepted, or refused for a documented limit.

use crate::support::Bot;
use serde_json::Value;
use std::path::PathBuf;

/// Requests that are refused, by a part of their file's name, and a part of the reason.
const REFUSED: [(&str, &str); 3] = [
    // A placeholder instead of a URL.
    ("call-answer__b02", "/callbackUri"),
    // All members in one text.
    ("call-updaterecordingstatus__b02", "unknown_member"),
    // The page's own limit, broken by its example.
    ("participant-invite__b08", "`replacesCallId`"),
];

fn corpus() -> Option<PathBuf> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/comms");
    folder.join("INDEX.tsv").is_file().then_some(folder)
}

/// The action that a file's name speaks of, and what it is bound to.
fn action(file: &str) -> Option<&'static str> {
    let page = file.strip_prefix("v1.0__api__")?.split("__").next()?;
    Some(match page {
        "application-post-calls" => "",
        "call-answer" => "answer",
        "call-cancelmediaprocessing" => "cancelMediaProcessing",
        "call-changescreensharingrole" => "changeScreenSharingRole",
        "call-logteleconferencedevicequality" => "logTeleconferenceDeviceQuality",
        "call-mute" => "mute",
        "call-playprompt" => "playPrompt",
        "call-record" => "recordResponse",
        "call-redirect" => "redirect",
        "call-reject" => "reject",
        "call-subscribetotone" => "subscribeToTone",
        "call-transfer" => "transfer",
        "call-unmute" => "unmute",
        "call-updaterecordingstatus" => "updateRecordingStatus",
        "participant-invite" => "participants/invite",
        "participant-mute" => "participants/{id}/mute",
        _ => return None,
    })
}

#[tokio::test]
async fn published_requests_are_accepted_or_refused_by_the_documented_limit() {
    let Some(folder) = corpus() else {
        println!("SKIPPED: the published requests are not there");
        return;
    };
    let index = std::fs::read_to_string(folder.join("INDEX.tsv")).unwrap();
    let requests = index.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let requests =
        requests.filter(|row| row[1] == "request").filter_map(|row| Some((row[0].to_owned(), action(row[0])?)));
    let requests = requests.collect::<Vec<_>>();
    assert!(requests.len() > 20, "{} requests", requests.len());

    let bot = Bot::start().await;
    let mut wrong = Vec::new();
    for (file, action) in requests {
        let body: Value = serde_json::from_slice(&std::fs::read(folder.join(&file)).unwrap()).unwrap();
        let (status, answer) = match action {
            "" => bot.post("/communications/calls", body).await,
            "answer" | "redirect" | "reject" => bot.act(&bot.incoming().await, action, body).await,
            "participants/{id}/mute" => {
                let call = bot.call().await;
                let path = format!("/communications/calls/{call}/participants");
                let (_, list) = bot.send("GET", &path, Value::Null).await.unwrap();
                bot.act(&call, &format!("participants/{}/mute", list["value"][0]["id"].as_str().unwrap()), body).await
            }
            _ => bot.act(&bot.call().await, action, body).await,
        };
        let reason = answer["error"]["message"].as_str().unwrap_or_default();
        let refused = REFUSED.iter().find(|(part, _)| file.contains(part));
        let as_expected = match refused {
            Some((_, expected)) => status == 400 && reason.contains(expected),
            None => status < 300,
        };
        if !as_expected {
            wrong.push(format!("{file}: {status} {reason}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
