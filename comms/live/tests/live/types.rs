//! Types of the user's own, and what can be sent between threads.

use crate::bot::{APP, Bot, ORIGIN, TENANT, within};
use comms::{Call, CommsOperation, LongRunning, Outcome, operation_type};
use comms_fake::FakeGraph;
use comms_live::store::Memory;
use comms_live::{CallHandle, End, Event, Events, Live, Operation};
use entity_core::{Action, DynamicProperties, Entity, Prop, Registry};
use std::sync::Arc;

/// The operation of a captioning service.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.captionOperation")]
struct CaptionOperation {
    #[base]
    operation: CommsOperation,
    #[prop("completionReason")]
    completion_reason: Prop<String>,
}

impl LongRunning for CaptionOperation {
    fn success_reasons(&self) -> &[&str] {
        &["speakerLeft"]
    }
}

/// An action of one's own. The fake knows it under another name.
#[derive(Clone, Debug, Default, PartialEq, Action)]
#[action("mute", on = Call, returns = Option<CaptionOperation>)]
struct StartCaptions {
    #[prop("clientContext", max_len = 256)]
    client_context: Prop<String>,
    #[dynamic]
    dynamic: DynamicProperties,
}

static TYPES: Registry = Registry::including(&[&comms::TYPES], &[operation_type::<CaptionOperation>()]);

#[tokio::test]
async fn the_success_reasons_of_own_types_hold() {
    let graph = FakeGraph::start().await.unwrap();
    graph.set(|settings| {
        settings.completes_at_once = false;
        settings.operation = std::time::Duration::MAX;
    });
    let bot = Bot::with(&graph, Arc::new(Memory::new()), |builder| builder.types(&TYPES)).await;
    let call = bot.call().await;
    let captions = call.start(StartCaptions::default()).await.unwrap();
    let (id, operation) = (call.id().await.unwrap().unwrap(), captions.id().await.unwrap().unwrap());
    let end = format!(
        r##"{{"value": [{{"changeType": "deleted", "resourceUrl": "/communications/calls/{id}/operations/{operation}",
            "resourceData": {{"@odata.type": "#contoso.captionOperation", "status": "completed",
                "completionReason": "speakerLeft"}}}}]}}"##
    );
    assert_eq!(graph.post(&format!("{ORIGIN}/graph"), APP, TENANT, &end).await.unwrap(), 202);
    let end = within(captions).await.unwrap();
    assert_eq!(end.outcome(), Outcome::Succeeded);
    assert_eq!(end.operation().unwrap().unwrap().completion_reason(), Some("speakerLeft"));
}

#[test]
fn all_can_be_sent_to_other_threads() {
    fn check<T: Send + 'static>() {}
    check::<Live>();
    check::<CallHandle>();
    check::<Operation<StartCaptions>>();
    check::<<Operation<StartCaptions> as IntoFuture>::IntoFuture>();
    check::<End<StartCaptions>>();
    check::<Events>();
    check::<Event>();
}
