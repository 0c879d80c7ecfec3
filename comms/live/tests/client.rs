//! The client against a server that fails in every way: each fault with the requests counted.

mod support;

use comms_live::graph::{GetError, GraphClient, NotSent, SendError, StaticToken, UnknownFate};
use comms_live::{Clock as _, Cloud, SystemClock};
use entity_core::{Request, json};
use futures_util::StreamExt as _;
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant, UNIX_EPOCH};
use support::{Received, Reply, Server, SkippingClock};

const TENANT: &str = "contoso.com";
const GRAPH_UNAVAILABLE: &str = r#"{"error": {"code": "serviceUnavailable", "message": "later"}}"#;

/// A client of the server, with a token that is always good.
fn client(server: &Server) -> (GraphClient, Arc<SkippingClock>) {
    client_at(&server.url("/v1.0"))
}

fn client_at(graph: &str) -> (GraphClient, Arc<SkippingClock>) {
    let clock = Arc::new(SkippingClock::default());
    let cloud = Cloud::custom(graph, "http://127.0.0.1:9/login");
    let credential = Arc::new(StaticToken::new("the-token"));
    (GraphClient::new(&cloud, "app", credential, Arc::clone(&clock) as _).unwrap(), clock)
}

async fn send(server: &Server, idempotent: bool) -> (Result<String, SendError>, Arc<SkippingClock>) {
    let (client, clock) = client(server);
    let request = Request::post("/communications/calls/7/playPrompt", Some("{}".to_owned()));
    let deadline = clock.instant() + Duration::from_secs(10);
    let answer = client.send(TENANT, &request, idempotent, deadline).await;
    (answer.map(|answer| String::from_utf8_lossy(answer.body()).into_owned()), clock)
}

/// The fault first, success from then on.
async fn once(fault: Reply) -> Server {
    let mut faults = vec![fault];
    Server::start(move |_| faults.pop().unwrap_or_else(|| Reply::ok(r#"{"id": "1"}"#))).await
}

#[tokio::test]
async fn a_request_carries_its_token_and_an_id_of_its_own() {
    let server = Server::start(|_| Reply::with(202, ("request-id", "r1"), r#"{"id": "1"}"#)).await;
    let (client, clock) = client(&server);
    let deadline = clock.instant() + Duration::from_secs(10);
    let request = Request::post("/communications/calls/7/mute", Some(r#"{"clientContext":"c"}"#.to_owned()));
    for _ in 0..2 {
        let answer = client.send(TENANT, &request, false, deadline).await.unwrap();
        assert_eq!((answer.status(), answer.header("Request-Id")), (202, Some("r1")));
        assert!(answer.headers().contains(&("request-id", "r1")));
    }
    let requests = server.requests();
    assert_eq!((&*requests[0].method, &*requests[0].path), ("POST", "/v1.0/communications/calls/7/mute"));
    assert_eq!(requests[0].body, r#"{"clientContext":"c"}"#);
    assert_eq!(requests[0].header("authorization"), Some("Bearer the-token"));
    assert_eq!(requests[0].header("content-type"), Some("application/json"));
    let ids: Vec<_> = requests.iter().map(|request| request.header("client-request-id").unwrap().len()).collect();
    assert_eq!(ids, [36, 36]);
    assert_ne!(requests[0].header("client-request-id"), requests[1].header("client-request-id"));
}

/// Each fault once, then success: how often the server sees the request, and the result.
#[tokio::test]
async fn each_fault_is_repeated_only_if_that_is_safe() {
    let json_503 = Reply::with(503, ("x", "y"), GRAPH_UNAVAILABLE);
    let table = [
        // fault, requests if it may run twice, requests if not, kind of the error if it is not repeated
        (Reply::status(429), 2, 2, "answered"),
        (Reply::status(503), 2, 1, "unknown"),
        (json_503, 2, 1, "refused"),
        (Reply::status(504), 2, 1, "unknown"),
        (Reply::Reset, 2, 1, "unknown"),
        (Reply::Half(200), 2, 1, "unknown"),
        (Reply::Half(503), 2, 1, "unknown"),
        (Reply::status(500), 1, 1, "unknown"),
        (Reply::status(502), 1, 1, "unknown"),
        (Reply::status(400), 1, 1, "refused"),
        (Reply::Half(400), 1, 1, "refused"),
        (Reply::status(401), 1, 1, "refused"),
        (Reply::status(404), 1, 1, "refused"),
        (Reply::status(408), 1, 1, "refused"),
        (Reply::status(501), 1, 1, "refused"),
        (Reply::with(200, ("x", "y"), GRAPH_UNAVAILABLE), 1, 1, "refused"),
        (Reply::Promise(1 << 40), 2, 1, "unknown"),
    ];
    for (fault, repeated, single, kind) in table {
        let server = once(fault.clone()).await;
        let (answer, _) = send(&server, true).await;
        assert_eq!(server.count("/"), repeated, "{fault:?}");
        assert_eq!(answer.is_ok(), repeated == 2, "{fault:?}: {answer:?}");

        let server = once(fault.clone()).await;
        let (answer, _) = send(&server, false).await;
        assert_eq!(server.count("/"), single, "{fault:?}");
        let result = match answer {
            Ok(_) => "answered",
            Err(SendError::Refused(_)) => "refused",
            Err(SendError::Unknown(_)) => "unknown",
            Err(other) => panic!("{fault:?}: {other}"),
        };
        assert_eq!(result, kind, "{fault:?}");
    }
}

#[tokio::test]
async fn retry_after_is_honoured_as_seconds_and_as_a_date() {
    let server = once(Reply::with(429, ("retry-after", "7"), "")).await;
    let (answer, clock) = send(&server, false).await;
    assert!(answer.is_ok());
    assert_eq!(clock.slept(), [Duration::from_secs(7)]);

    // A date of whole seconds: the pause is up to a second shorter.
    let mut faults = 1;
    let (sender, receiver) = std::sync::mpsc::channel::<String>();
    let server = Server::start(move |_| {
        faults -= 1;
        if faults == 0 { Reply::with(503, ("retry-after", &receiver.recv().unwrap()), "") } else { Reply::ok("{}") }
    })
    .await;
    let (client, clock) = client(&server);
    let date = clock.now().duration_since(UNIX_EPOCH).unwrap().as_secs() + 5;
    sender.send(http_date(date)).unwrap();
    let deadline = clock.instant() + Duration::from_secs(10);
    client.send(TENANT, &Request::get("/me"), true, deadline).await.unwrap();
    let [pause] = clock.slept()[..] else { panic!("one pause") };
    assert!((Duration::from_secs(4)..=Duration::from_secs(5)).contains(&pause), "{pause:?}");
}

fn http_date(seconds: u64) -> String {
    httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(seconds))
}

#[tokio::test]
async fn no_attempt_starts_after_the_deadline() {
    // The pause asked for is too long: the answer is the throttling itself, at once.
    let server = Server::start(|_| Reply::with(429, ("retry-after", "60"), "")).await;
    let (answer, clock) = send(&server, true).await;
    let error = answer.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(60)));
    assert!(error.is_retryable() && clock.slept().is_empty());
    assert_eq!(server.count("/"), 1);

    // A pause beyond all time is only too long.
    let server = Server::start(|_| Reply::with(429, ("retry-after", "18446744073709551615"), "")).await;
    assert!(send(&server, true).await.0.unwrap_err().is_retryable());

    // Throttled for ever: repeated with growing pauses, which end before the deadline.
    let server = Server::start(|_| Reply::status(429)).await;
    let (answer, clock) = send(&server, false).await;
    assert!(matches!(answer, Err(SendError::Refused(error)) if error.status() == 429));
    assert!(server.count("/") >= 3);
    assert_eq!(server.count("/"), clock.slept().len() + 1);
    assert!(clock.slept().iter().sum::<Duration>() < Duration::from_secs(10));

    // Too late from the start: nothing is sent.
    let (client, clock) = client(&server);
    let before = server.count("/");
    let answer = client.send(TENANT, &Request::get("/me"), true, clock.instant()).await;
    assert!(matches!(answer, Err(SendError::NotSent(NotSent::Deadline))), "{answer:?}");
    assert_eq!(server.count("/"), before);
}

#[tokio::test]
async fn a_connection_that_is_never_made_is_tried_again_and_nothing_is_in_doubt() {
    let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (client, clock) = client_at(&format!("http://{}/v1.0", closed.local_addr().unwrap()));
    drop(closed);
    let deadline = clock.instant() + Duration::from_secs(10);
    let answer = client.send(TENANT, &Request::post("/communications/calls", None), false, deadline).await;
    let error = answer.unwrap_err();
    assert!(matches!(error, SendError::NotSent(NotSent::Connection(_))), "{error}");
    assert!(error.is_retryable());
    assert!(clock.slept().len() >= 3);
}

#[tokio::test]
async fn a_doubt_stays_if_later_attempts_are_not_even_sent() {
    let server = Server::start(|_| Reply::ResetAndStop).await;
    let (answer, clock) = send(&server, true).await;
    assert!(matches!(answer, Err(SendError::Unknown(UnknownFate::NoAnswer(_)))), "{answer:?}");
    assert!(clock.slept().len() >= 3);
    assert_eq!(server.count("/"), 1);
}

#[tokio::test]
async fn a_request_that_may_run_twice_is_given_up_at_the_deadline() {
    let server = Server::start(|_| Reply::Hang).await;
    let cloud = Cloud::custom(server.url("/v1.0"), server.url(""));
    let client = GraphClient::new(&cloud, "app", Arc::new(StaticToken::new("t")), Arc::new(SystemClock)).unwrap();
    let deadline = Instant::now() + Duration::from_millis(500);
    let answer = client.send(TENANT, &Request::get("/me"), true, deadline).await;
    assert!(matches!(answer, Err(SendError::Unknown(_))), "{answer:?}");
    assert_eq!(server.count("/"), 1);
}

#[tokio::test]
async fn the_token_goes_to_graph_alone() {
    let elsewhere = Server::start(|_| Reply::ok("{}")).await;
    let there = elsewhere.url("/v1.0/me");
    let server = Server::start(move |_| Reply::with(302, ("location", &there), "")).await;
    let (client, clock) = client(&server);
    let deadline = clock.instant() + Duration::from_secs(10);
    let answer = client.send(TENANT, &Request::get("/me"), true, deadline).await;
    assert!(matches!(answer, Err(SendError::Refused(error)) if error.status() == 302));
    for path in ["me", "", "/..", "/../other", "@example.com/", "/%2e%2e/other"] {
        let answer = client.send(TENANT, &Request::get(path), true, deadline).await;
        assert!(matches!(answer, Err(SendError::NotSent(NotSent::Invalid(_)))), "{path}: {answer:?}");
    }
    assert_eq!((server.count("/"), elsewhere.count("/")), (1, 0));
}

#[tokio::test]
async fn what_is_read_has_a_type() {
    let server = Server::start(|request: &Received| match &*request.path {
        "/v1.0/communications/calls/7" => Reply::ok(r#"{"id": "7", "state": "established"}"#),
        "/v1.0/broken" => Reply::ok(r#"{"id": 7,,}"#),
        "/v1.0/nothing" => Reply::status(204),
        _ => Reply::with(404, ("request-id", "r"), r#"{"error": {"code": "8522", "message": "gone"}}"#),
    })
    .await;
    let (client, clock) = client(&server);
    let deadline = clock.instant() + Duration::from_secs(10);
    let call: comms::Call = client.get(TENANT, "/communications/calls/7", deadline).await.unwrap();
    assert_eq!(call.id(), Some("7"));
    let nothing: Option<comms::Call> = client.get(TENANT, "/nothing", deadline).await.unwrap();
    assert!(nothing.is_none());
    let broken = client.get::<comms::Call>(TENANT, "/broken", deadline).await;
    assert!(matches!(broken, Err(GetError::Unreadable(error)) if error.column() == 10));
    let gone = client.get::<comms::Call>(TENANT, "/gone", deadline).await.unwrap_err();
    let GetError::Send(SendError::Refused(error)) = gone else { panic!("{gone}") };
    assert_eq!((error.status(), error.code(), error.request_id()), (404, "8522", Some("r")));
}

#[tokio::test]
async fn pages_are_fetched_one_by_one_from_the_same_host() {
    let server = Server::start(|request: &Received| {
        let host = request.header("host").unwrap().to_owned();
        match &*request.path {
            "/v1.0/calls" => Reply::ok(&format!(
                r#"{{"value": [{{"id": "1"}}], "@odata.nextLink": "http://{host}/v1.0/calls?$skiptoken=2"}}"#
            )),
            "/v1.0/calls?$skiptoken=2" => Reply::ok(r#"{"value": [{"id": "2"}], "@odata.nextLink": "/v1.0/calls?3"}"#),
            "/v1.0/calls?3" => Reply::ok(r#"{"value": []}"#),
            "/v1.0/foreign" => Reply::ok(r#"{"value": [], "@odata.nextLink": "http://127.0.0.2/v1.0/calls"}"#),
            _ => Reply::ok(r#"{"error": {"code": "x"}}"#),
        }
    })
    .await;
    let (client, _) = client(&server);
    let read = |path: &'static str| client.pages::<comms::Call>(TENANT, path, Duration::from_secs(10));

    let mut pages = pin!(read("/calls"));
    let first = pages.next().await.unwrap().unwrap();
    assert_eq!(json::to_string(&first.value()[0]), r#"{"id":"1"}"#);
    assert_eq!(server.count("/"), 1);
    let rest: Vec<_> = pages.collect().await;
    assert_eq!(rest.iter().map(|page| page.as_ref().unwrap().value().len()).collect::<Vec<_>>(), [1, 0]);
    assert_eq!(server.count("/"), 3);

    let pages: Vec<_> = read("/foreign").collect().await;
    assert!(matches!(&pages[..], [Ok(_), Err(GetError::ForeignLink)]));
    let pages: Vec<_> = read("/error").collect().await;
    assert!(matches!(&pages[..], [Err(GetError::Send(SendError::Refused(_)))]));
    let pages: Vec<_> = read("no-slash").collect().await;
    assert!(matches!(&pages[..], [Err(GetError::Send(SendError::NotSent(NotSent::Invalid(_))))]));
}
