//! The listener on a socket: the order of its checks, bodies of every bad kind, and what reaches the sink.

mod support;

use comms_live::listener::{self, Limits, SinkError, Trace, Verifier};
use comms_live::{CallKey, Cloud, ConfigError, ManualClock};
use std::sync::Arc;
use std::time::Duration;
use support::bench::{Answer, Bench, Kept, NOTIFICATION};
use support::signer::{APP, Signer};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

const MIB: usize = 1024 * 1024;
#[tokio::test]
async fn what_is_good_is_taken_with_its_key_and_its_ids() {
    let bench = Bench::new().await;
    let key = CallKey::random();
    let ids = "X-Microsoft-Skype-Chain-ID: chain\r\nx-microsoft-skype-message-id: message\r\nScenario-Id: scenario\r\n";
    let length = NOTIFICATION.len();
    for path in ["/graph".to_owned(), format!("/graph/{key}"), "/graph/no-key".to_owned()] {
        let head = bench.head(&format!("{ids}content-length: {length}\r\n")).replace("/graph", &path);
        let answer = bench.exchange(&head, NOTIFICATION.as_bytes()).await;
        assert_eq!((answer.status, &*answer.body), (202, ""), "{path}");
        assert_eq!(answer.header("content-length"), Some("0"));
    }
    let taken = bench.sink.taken.lock().unwrap().clone();
    assert_eq!(taken.iter().map(|(key, ..)| *key).collect::<Vec<_>>(), [None, Some(key), None]);
    let text = |text: &str| Some(text.to_owned());
    let trace = Trace { chain_id: text("chain"), message_id: text("message"), scenario_id: text("scenario") };
    assert!(taken.iter().all(|(_, given, body)| *given == trace && body == NOTIFICATION));
    // In chunks, and more than one on a connection.
    let mut stream = bench.connect().await;
    for _ in 0..3 {
        let chunked =
            format!("{}{length:x}\r\n{NOTIFICATION}\r\n0\r\n\r\n", bench.head("transfer-encoding: chunked\r\n"));
        stream.write_all(chunked.as_bytes()).await.unwrap();
        assert_eq!(Answer::read(&mut stream).await.status, 202);
    }
    assert_eq!(bench.taken(), 6);
    // Only POST, only there.
    let get = bench.sized(0).replace("POST", "GET");
    assert_eq!(bench.exchange(&get, b"").await.status, 405);
    let elsewhere = bench.sized(0).replace("/graph", "/other");
    assert_eq!(bench.exchange(&elsewhere, b"").await.status, 404);
}

#[tokio::test]
async fn each_check_comes_before_the_next() {
    let bench = Bench::new().await;
    let without = |head: String| head.replace("authorization: Bearer", "x-nothing:");
    let bad = |head: String| head.replace("Bearer ", "Bearer x");
    // The size in the headers comes first, then the token; the body is not even sent.
    assert_eq!(bench.exchange(&without(bench.sized(MIB + 1)), b"").await.refusal(), (413, "tooLarge".to_owned()));
    let huge = bench.head("content-length: 9999999999999999\r\n");
    assert_eq!(bench.exchange(&huge, b"").await.refusal(), (413, "tooLarge".to_owned()));
    let answer = bench.exchange(&without(bench.sized(10)), b"").await;
    assert_eq!(
        (answer.refusal(), answer.header("www-authenticate")),
        ((401, "tokenMissing".to_owned()), Some("bearer"))
    );
    assert_eq!(bench.exchange(&bad(bench.sized(10)), b"").await.refusal(), (403, "tokenRefused".to_owned()));
    // Unknown key, out of reach: to be sent again.
    bench.keys.publish(None);
    let answer = bench.exchange(&bench.sized(10), b"").await;
    assert_eq!((answer.refusal(), answer.header("retry-after")), ((503, "keysMissing".to_owned()), Some("10")));
    bench.keys.publish(Some(vec![Signer::first().jwk()]));
    bench.clock.push(Duration::from_secs(10));
    // Compressed, before the body.
    for encoding in ["gzip", "deflate", "br", "identity, gzip"] {
        let head = bench.head(&format!("content-encoding: {encoding}\r\ncontent-length: 10\r\n"));
        assert_eq!(bench.exchange(&head, b"").await.refusal(), (415, "compressed".to_owned()), "{encoding}");
    }
    // A store that is broken is not asked about what is not JSON.
    *bench.sink.fault.lock().unwrap() = Some(SinkError::Store("secret path".to_owned()));
    assert_eq!(bench.post("{").await.status, 400);
    let answer = bench.post(NOTIFICATION).await;
    assert_eq!((answer.refusal(), answer.header("retry-after")), ((503, "store".to_owned()), Some("1")));
    assert!(!answer.body.contains("secret"));
    *bench.sink.fault.lock().unwrap() = Some(SinkError::Busy(Duration::from_millis(2500)));
    let answer = bench.post(NOTIFICATION).await;
    assert_eq!((answer.refusal(), answer.header("retry-after")), ((503, "busy".to_owned()), Some("3")));
    assert_eq!(bench.taken(), 0);
    *bench.sink.fault.lock().unwrap() = None;
    assert_eq!(bench.post(NOTIFICATION).await.status, 202);
}

#[tokio::test]
async fn bad_bodies_are_refused_clearly() {
    let bench = Bench::new().await;
    let deep = format!("{}{}", r#"{"value":[{"x":"#.repeat(60), "1".to_owned() + &"}]}".repeat(60));
    let empty_objects = format!(r#"{{"value":[{}]}}"#, vec!["{}"; 349_000].join(","));
    let table: [(&str, &[u8], u16, &str); 9] = [
        ("empty", b"", 400, "empty"),
        ("blank", b" \r\n\t", 400, "empty"),
        ("not JSON", b"value=1", 400, "unreadable"),
        ("half", br#"{"value": [{"changeType": "upd"#, 400, "unreadable"),
        ("not UTF-8", b"{\"value\": \"\xff\"}", 400, "unreadable"),
        ("a list", b"[]", 400, "unreadable"),
        ("deep", deep.as_bytes(), 400, "unreadable"),
        ("many empty objects", empty_objects.as_bytes(), 413, "tooLarge"),
        ("gzip without saying so", b"\x1f\x8b\x08\0\0\0\0\0", 400, "unreadable"),
    ];
    for (name, body, status, code) in table {
        assert_eq!(bench.post(body).await.refusal(), (status, code.to_owned()), "{name}");
    }
    let error = bench.post("{\"value\": [\n {\"changeType\": 1,,}]}").await.error();
    assert_eq!((&error["pointer"], &error["line"], &error["column"]), (&"/value/0".into(), &2.into(), &19.into()));
    assert_eq!(bench.taken(), 0);

    // Exactly the limit is taken; a byte more is not, declared or in chunks.
    let whole = format!("{}{NOTIFICATION}", " ".repeat(MIB - NOTIFICATION.len()));
    assert_eq!(bench.post(&whole).await.status, 202);
    assert_eq!(bench.post(format!(" {whole}")).await.refusal(), (413, "tooLarge".to_owned()));
    let head = bench.head("transfer-encoding: chunked\r\n");
    let chunks = format!("{:x}\r\n {whole}\r\n0\r\n\r\n", MIB + 1);
    assert_eq!(bench.exchange(&head, chunks.as_bytes()).await.refusal(), (413, "tooLarge".to_owned()));
    assert_eq!(bench.taken(), 1);
}

#[tokio::test]
async fn a_body_has_to_arrive_in_time_and_whole() {
    let bench = Bench::with(Limits { time: Duration::from_millis(300), ..Limits::default() }).await;
    // One byte after the other: too slow in all, though each comes soon.
    let mut stream = bench.connect().await;
    stream.write_all(bench.sized(NOTIFICATION.len()).as_bytes()).await.unwrap();
    let (mut reading, mut writing) = stream.into_split();
    let writer = tokio::spawn(async move {
        for byte in NOTIFICATION.bytes() {
            tokio::time::sleep(Duration::from_millis(20)).await;
            if writing.write_all(&[byte]).await.is_err() {
                break;
            }
        }
        writing
    });
    let mut answer = vec![0; 12];
    reading.read_exact(&mut answer).await.unwrap();
    assert_eq!(answer, b"HTTP/1.1 408");
    writer.abort();
    // Half, and gone: nothing is stored, and nothing is held.
    for _ in 0..5 {
        let mut stream = bench.connect().await;
        stream.write_all(bench.sized(NOTIFICATION.len()).as_bytes()).await.unwrap();
        stream.write_all(&NOTIFICATION.as_bytes()[..20]).await.unwrap();
    }
    assert_eq!(bench.post(NOTIFICATION).await.status, 202);
    assert_eq!(bench.taken(), 1);
}

#[tokio::test]
async fn bodies_share_a_budget_and_give_it_back() {
    let bench = Bench::with(Limits { reading: 20_000, ..Limits::default() }).await;
    let padded = format!("{}{NOTIFICATION}", " ".repeat(6000 - NOTIFICATION.len()));
    // The first declares 6,000 bytes and sends none yet: its share is taken once its head was read.
    let mut first = bench.connect().await;
    first.write_all(bench.sized(6000).as_bytes()).await.unwrap();
    let mut refused = None;
    for _ in 0..500 {
        let answer = bench.post(&padded).await;
        if answer.status == 503 {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("beyond the budget");
    assert_eq!((refused.refusal(), refused.header("retry-after")), ((503, "busy".to_owned()), Some("1")));
    // A small one still fits.
    assert_eq!(bench.post(NOTIFICATION).await.status, 202);
    first.write_all(padded.as_bytes()).await.unwrap();
    assert_eq!(Answer::read(&mut first).await.status, 202);
    assert_eq!(bench.post(&padded).await.status, 202);
    // A body alone beyond the budget never fits; one that was cut gives its share back.
    assert_eq!(bench.post(" ".repeat(10_001)).await.status, 503);
    let mut cut = bench.connect().await;
    cut.write_all(bench.sized(6000).as_bytes()).await.unwrap();
    drop(cut);
    let mut statuses = Vec::new();
    for _ in 0..500 {
        statuses.push(bench.post(&padded).await.status);
        if statuses.last() == Some(&202) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(statuses.last(), Some(&202));
}

#[tokio::test]
async fn health_is_that_of_keys_and_store() {
    let bench = Bench::new().await;
    let health = async || {
        let mut stream = bench.connect().await;
        stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
        let answer = Answer::read(&mut stream).await;
        (answer.status, answer.body)
    };
    assert_eq!(health().await, (503, r#"{"keys":false,"store":true}"#.to_owned()));
    assert_eq!(bench.post(NOTIFICATION).await.status, 202);
    assert_eq!(health().await, (200, r#"{"keys":true,"store":true}"#.to_owned()));
    *bench.sink.fault.lock().unwrap() = Some(SinkError::Busy(Duration::ZERO));
    assert_eq!(health().await, (503, r#"{"keys":true,"store":false}"#.to_owned()));
}

#[tokio::test]
async fn a_callback_at_the_root_has_keys_too_and_bad_paths_are_refused() {
    let cloud = Cloud::custom("https://graph.example", "https://login.example");
    let cloud = cloud.key_document("https://keys.example/").issuer("https://graph.microsoft.com");
    let verifier = Arc::new(Verifier::new(&cloud, APP, Arc::new(ManualClock::new())).unwrap());
    let make = |path| listener::router(path, Arc::<Kept>::default(), Arc::clone(&verifier), Limits::default());
    for good in ["/", "/graph", "/a/b/", "/with%20space"] {
        assert!(make(good).is_ok(), "{good}");
    }
    for bad in ["", "graph", "/{key}", "/*rest", "/:key", "/a?b", "/a#b"] {
        assert!(matches!(make(bad), Err(ConfigError::Url { .. })), "{bad}");
    }
    // No limit panics.
    let none = Limits { body: 0, objects: 0, reading: usize::MAX, time: Duration::MAX };
    assert!(listener::router("/graph", Arc::<Kept>::default(), verifier, none).is_ok());
}
