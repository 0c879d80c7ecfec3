//! Client and listener against the fake Graph: each fault with the requests counted, and notifications signed with keys that roll.

mod support;

use comms_fake::{FakeGraph, Fault};
use comms_live::graph::{ClientCertificate, ClientSecret, Credential, GraphClient, SendError};
use comms_live::listener::{self, Limits, Verifier};
use comms_live::{CallKey, Clock as _, Cloud, SystemClock};
use entity_core::{Request, ServiceError};
use rcgen::{CertificateParams, KeyPair, PKCS_RSA_SHA256};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use support::bench::Kept;
use support::signer::APP;
use support::{SkippingClock, until};

const TENANT: &str = "72f988bf-86f1-41af-91ab-2d7cd011db47";

fn cloud(graph: &FakeGraph) -> Cloud {
    Cloud::custom(graph.base_url(), graph.login_url()).key_document(graph.openid_url()).issuer(graph.issuer())
}

fn client(graph: &FakeGraph, credential: impl Credential) -> (GraphClient, Arc<SkippingClock>) {
    let clock = Arc::new(SkippingClock::default());
    (GraphClient::new(&cloud(graph), APP, Arc::new(credential), Arc::clone(&clock) as _).unwrap(), clock)
}

async fn post(
    (client, clock): &(GraphClient, Arc<SkippingClock>),
    path: &str,
    body: Value,
) -> Result<Value, SendError> {
    let deadline = clock.instant() + Duration::from_secs(10);
    let answer = client.send(TENANT, &Request::post(path, Some(body.to_string())), false, deadline).await?;
    Ok(serde_json::from_slice(answer.body()).unwrap_or_default())
}

fn create_call(callback: &str) -> Value {
    json!({
        "callbackUri": callback,
        "targets": [{"identity": {"user": {"id": "112f7296-5fa4-42ca-bae8-6a692b15d4b8"}}}],
        "requestedModalities": ["audio"],
        "mediaConfig": {"@odata.type": "#microsoft.graph.serviceHostedMediaConfig"},
        "tenantId": TENANT,
    })
}

#[tokio::test]
async fn no_fault_makes_a_post_run_twice() {
    let graph = FakeGraph::start().await.unwrap();
    let client = client(&graph, ClientSecret::new("secret"));
    let call = post(&client, "/communications/calls", create_call("https://bot.example.com/graph")).await.unwrap();
    let call = call["id"].as_str().unwrap().to_owned();
    graph.pick_up(&call).unwrap();
    let path = format!("/communications/calls/{call}/recordResponse");
    let seconds = Duration::from_secs;
    let table = [
        // fault, requests, those that took effect, kind of the result
        (Fault::Throttle { retry_after: seconds(3) }, 2, 1, "answered"),
        (Fault::Unavailable { retry_after: None }, 1, 0, "refused"),
        (Fault::GatewayTimeout { taken: true }, 1, 1, "unknown"),
        (Fault::GatewayTimeout { taken: false }, 1, 0, "unknown"),
        (Fault::ResetBefore, 1, 0, "unknown"),
        (Fault::ResetAfter, 1, 1, "unknown"),
        (Fault::NullAnswer, 1, 1, "answered"),
    ];
    for (n, (fault, requests, started, kind)) in table.into_iter().enumerate() {
        let before = (graph.received("recordResponse"), graph.started("recordResponse"));
        graph.next_on("recordResponse", fault.clone());
        let answer = post(&client, &path, json!({ "clientContext": format!("c{n}") })).await;
        let result = match &answer {
            Ok(_) => "answered",
            Err(SendError::Refused(error)) if !error.code().is_empty() => "refused",
            Err(SendError::Unknown(_)) => "unknown",
            Err(other) => panic!("{fault:?}: {other}"),
        };
        assert_eq!(result, kind, "{fault:?}: {answer:?}");
        let after = (graph.received("recordResponse"), graph.started("recordResponse"));
        assert_eq!((after.0 - before.0, after.1 - before.1), (requests, started), "{fault:?}");
    }
    assert!(graph.repeated().is_empty());
    assert_eq!(client.1.slept(), [seconds(3)]);

    // A request that may run twice is repeated until it is answered.
    let deadline = client.1.instant() + seconds(60);
    for fault in [Fault::Unavailable { retry_after: None }, Fault::GatewayTimeout { taken: false }, Fault::ResetAfter] {
        graph.next_on("keepAlive", fault);
    }
    let keep_alive = Request::post(format!("/communications/calls/{call}/keepAlive"), Some("{}".to_owned()));
    client.0.send(TENANT, &keep_alive, true, deadline).await.unwrap();
    graph.next_on("getCall", Fault::ResetBefore);
    let read: comms::Call = client.0.get(TENANT, &format!("/communications/calls/{call}"), deadline).await.unwrap();
    assert_eq!(read.id(), Some(&*call));
    assert_eq!((graph.received("keepAlive"), graph.received("getCall")), (4, 2));
    // A refusal has Graph's words, and a call that is gone is 404.
    let refused = post(&client, &path, json!({ "maxRecordDurationInSeconds": -1 })).await.unwrap_err();
    assert_eq!(refused.service_error().map(ServiceError::status), Some(400));
    graph.hang_up(&call).unwrap();
    let gone = client.0.send(TENANT, &keep_alive, true, deadline).await.unwrap_err();
    let gone = gone.service_error().unwrap();
    assert!(gone.status() == 404 && gone.codes().any(|code| code == "8522"));
}

#[tokio::test]
async fn the_login_takes_secrets_and_certificates_and_its_faults_pass() {
    let graph = FakeGraph::start().await.unwrap();
    let key = KeyPair::generate_for(&PKCS_RSA_SHA256).unwrap();
    let certificate = CertificateParams::new(vec!["bot".to_owned()]).unwrap().self_signed(&key).unwrap();
    graph.expect_certificate(APP, &certificate.pem()).unwrap();
    let credential = ClientCertificate::from_pem(certificate.pem() + &key.serialize_pem()).unwrap();
    let by_certificate = client(&graph, credential);
    graph.next_on("token", Fault::ResetAfter);
    graph.next_on("token", Fault::Throttle { retry_after: Duration::from_secs(2) });
    post(&by_certificate, "/communications/calls", create_call("https://bot.example.com/graph")).await.unwrap();
    assert_eq!(graph.received("token"), 3);

    graph.expect_secret(APP, "right");
    post(&client(&graph, ClientSecret::new("right")), "/communications/calls", create_call("https://b.example/"))
        .await
        .unwrap();
    let refused = post(&client(&graph, ClientSecret::new("wrong")), "/communications/calls", json!({})).await;
    assert!(matches!(refused, Err(SendError::NotSent(_))), "{refused:?}");
    assert_eq!(graph.received("createCall"), 2);
}

#[tokio::test]
async fn notifications_pass_with_their_key_whichever_key_signs_them() {
    let graph = FakeGraph::start().await.unwrap();
    let sink = Arc::<Kept>::default();
    let verifier = Arc::new(Verifier::new(&cloud(&graph), APP, Arc::new(SystemClock)).unwrap());
    let refresh = Arc::clone(&verifier);
    let refresh = tokio::spawn(async move { refresh.refresh().await });
    until(|| verifier.has_keys()).await;
    let router = listener::router("/graph", Arc::clone(&sink) as _, verifier, Limits::default()).unwrap();
    let tcp = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    graph.route("https://bot.example.com", tcp.local_addr().unwrap()).unwrap();
    tokio::spawn(async move { axum::serve(tcp, router).await.unwrap() });

    let client = client(&graph, ClientSecret::new("secret"));
    let key = CallKey::random();
    let call = create_call(&format!("https://bot.example.com/graph/{key}"));
    let call = post(&client, "/communications/calls", call).await.unwrap();
    let call = call["id"].as_str().unwrap();
    graph.idle().await;
    let established = sink.taken.lock().unwrap().len();
    assert!(established >= 1);

    graph.roll_keys();
    graph.next(Fault::DuplicateNotification);
    post(&client, &format!("/communications/calls/{call}/recordResponse"), json!({})).await.unwrap();
    graph.idle().await;
    let taken = sink.taken.lock().unwrap();
    assert!(taken.len() >= established + 2);
    assert!(taken.iter().all(|(given, ..)| *given == Some(key)));
    assert!(graph.deliveries().iter().all(comms_fake::Delivery::is_taken));
    refresh.abort();
}
