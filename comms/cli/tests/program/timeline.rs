//! The timeline, as the page reads it.

use crate::service::{Folder, Service, call, command, prompt};
use comms_fake::{FakeGraph, Fault, Faults};
use serde_json::{Value, json};

/// The contexts of the operations that a query gives, in order.
async fn contexts(service: &Service, query: &str) -> Vec<String> {
    let (status, page) = service.get(&format!("/api/timeline?{query}")).await;
    assert_eq!(status, 200, "{page}");
    let calls = page["value"].as_array().unwrap().iter();
    let operations = calls.flat_map(|call| call["operations"].as_array().unwrap().clone());
    operations.map(|operation| operation["clientContext"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn operations_have_a_start_an_end_and_a_result_in_words() {
    let (graph, folder) = (FakeGraph::start().await.unwrap(), Folder::new("timeline"));
    let service = Service::start(&graph, &mut command(&graph, &folder.0));
    let key = service.call().await;
    let start = async |context: &str| {
        let (status, started) = service.post(&format!("/api/calls/{key}/playPrompt"), &prompt(context)).await;
        let operation = started["operation"].as_str().unwrap_or_default();
        service.get(&format!("/api/operations/{operation}?wait=10")).await;
        status
    };
    assert_eq!(start("greeting").await, 202);
    graph.next_on("playPrompt", Fault::FailOperation { code: 400, subcode: 8536 });
    assert_eq!(start("goodbye").await, 202);
    // The bot does not hear of the call's end.
    graph.set_faults(Faults::seeded(1).with(1.0, Fault::DropNotification));
    graph.hang_up(graph.calls()[0].id().unwrap()).unwrap();
    assert_eq!(start("too late").await, 502, "refused by the service");

    let (status, page) = service.get("/api/timeline").await;
    assert_eq!((status, &page["next"], &page["value"][0]["key"]), (200, &Value::Null, &json!(key)));
    let operations = page["value"][0]["operations"].as_array().unwrap();
    let member = |name: &str| operations.iter().map(|it| it[name].clone()).collect::<Vec<_>>();
    assert_eq!(member("clientContext"), ["greeting", "goodbye", "too late"]);
    assert_eq!(member("outcome"), ["succeeded", "failed", "failed"]);
    assert_eq!(member("state"), ["ended"; 3]);
    assert_eq!(member("type")[..2], ["playPromptOperation"; 2]);
    let results = member("result");
    assert_eq!(results[0], Value::Null);
    assert!(
        results[1].as_str().unwrap().starts_with("400, subcode 8536: The file could not be fetched."),
        "{results:?}"
    );
    assert!(results[2].as_str().unwrap().contains("does not exist, or no longer"), "{results:?}");
    let created = page["value"][0]["createdAt"].as_str().unwrap();
    for operation in operations {
        let time = |name: &str| operation[name].as_str().unwrap();
        assert!(time("startedAt") <= time("endedAt") && time("startedAt") >= created);
    }

    assert_eq!(contexts(&service, "state=failed").await, ["goodbye", "too late"]);
    assert_eq!(contexts(&service, "text=GREET").await, ["greeting"]);
    assert_eq!(contexts(&service, "text=playprompt").await, ["greeting", "goodbye"]);
    assert_eq!(contexts(&service, &format!("state=succeeded&text={}", &key[..9])).await, ["greeting"]);
    assert_eq!(contexts(&service, "text=nothing").await, [""; 0]);
    for refused in ["state=over", "before=x", "limit=0", "after=1"] {
        assert_eq!(service.get(&format!("/api/timeline?{refused}")).await.0, 400, "{refused}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_come_by_pages_the_latest_first() {
    let (graph, folder) = (FakeGraph::start().await.unwrap(), Folder::new("timeline-pages"));
    let service = Service::start(&graph, &mut command(&graph, &folder.0));
    let mut placed = Vec::new();
    for _ in 0..7 {
        placed.insert(0, service.post("/api/calls", &call()).await.1["key"].clone());
    }
    for filter in ["", "&text=-"] {
        let (mut listed, mut before) = (Vec::new(), String::new());
        loop {
            let (_, page) = service.get(&format!("/api/timeline?limit=3{filter}{before}")).await;
            listed.extend(page["value"].as_array().unwrap().iter().map(|call| call["key"].clone()));
            let Some(next) = page["next"].as_str() else { break };
            before = format!("&before={next}");
        }
        assert_eq!(listed, placed, "{filter}");
    }
}
