//! Connections beside the pool's: TLS, and changes that other nodes announce.

use crate::server::{Server, connect};
use crate::support::{event, put, record, transact};
use comms_live::CallKey;
use comms_live::store::{EventKind, Postgres, Store};
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;

/// The changes that a store reports.
fn changes(store: &Postgres) -> mpsc::UnboundedReceiver<Option<CallKey>> {
    let (sender, receiver) = mpsc::unbounded_channel();
    store.on_change(Box::new(move |key| {
        let _ = sender.send(key);
    }));
    receiver
}

async fn tone(store: &Postgres) -> CallKey {
    let key = CallKey::random();
    transact(store, put(key, record(""), vec![event(EventKind::Tone, None, "1")])).await.unwrap();
    key
}

#[tokio::test]
async fn a_node_learns_of_the_events_of_others_alone() {
    let Some(server) = Server::shared() else { return };
    let url = server.database();
    let (one, two) = (Postgres::connect(&url).await.unwrap(), Postgres::connect(&url).await.unwrap());
    let (mut of_one, mut of_two) = (changes(&one), changes(&two));
    // Whatever was before each began to listen.
    assert_eq!((of_one.recv().await, of_two.recv().await), (Some(None), Some(None)));
    let key = tone(&one).await;
    assert_eq!(of_two.recv().await, Some(Some(key)));
    // Without events, nobody waits for it.
    transact(&one, put(key, record("x"), vec![])).await.unwrap();
    let key = tone(&two).await;
    assert_eq!(of_one.recv().await, Some(Some(key)));
    assert!(of_two.try_recv().is_err());
}

/// So many keys that no message holds them stand for all.
#[tokio::test]
async fn a_crowd_of_changes_is_announced_as_any() {
    let Some(server) = Server::shared() else { return };
    let url = server.database();
    let (one, two) = (Postgres::connect(&url).await.unwrap(), Postgres::connect(&url).await.unwrap());
    let (_of_one, mut of_two) = (changes(&one), changes(&two));
    assert_eq!(of_two.recv().await, Some(None));
    let works =
        (0..500).map(|n| put(CallKey::random(), record(""), vec![event(EventKind::Tone, None, &n.to_string())]));
    assert!(one.transact(works.collect()).await.iter().all(Result::is_ok));
    assert_eq!(of_two.recv().await, Some(None));
}

#[tokio::test]
async fn a_node_listens_again_after_the_server_restarts() {
    let Some(server) = Server::start() else { return };
    let url = server.database();
    let (one, two) = (Postgres::connect(&url).await.unwrap(), Postgres::connect(&url).await.unwrap());
    let (_of_one, mut of_two) = (changes(&one), changes(&two));
    assert_eq!(of_two.recv().await, Some(None));
    server.restart("INT");
    // It cannot know what it has missed.
    let again = tokio::time::timeout(Duration::from_secs(20), of_two.recv()).await;
    assert_eq!(again.unwrap(), Some(None));
    // The other node may still be without its connection.
    for _ in 0..20 {
        let key = tone(&one).await;
        let told = tokio::time::timeout(Duration::from_secs(1), of_two.recv()).await;
        if told.is_ok_and(|told| told == Some(Some(key))) {
            return;
        }
    }
    panic!("no change was announced");
}

/// Answers pass through the connection that listens, also while messages come faster than they are read.
#[tokio::test]
async fn a_flood_of_announcements_stops_no_node() {
    let Some(server) = Server::shared() else { return };
    let url = server.database();
    let (one, two) = (Postgres::connect(&url).await.unwrap(), Postgres::connect(&url).await.unwrap());
    let (mut of_one, _of_two) = (changes(&one), changes(&two));
    assert_eq!(of_one.recv().await, Some(None));
    let client = connect(&url).await;
    for _ in 0..10 {
        // While each node gathers what it announces, it reads nothing.
        tone(&one).await;
        tone(&two).await;
        let flood =
            "SELECT pg_notify('comms_changes', md5(n::text || clock_timestamp())) FROM generate_series(1, 5000) AS n";
        client.execute(flood, &[]).await.unwrap();
    }
    let key = tone(&two).await;
    let announced = async { while of_one.recv().await != Some(Some(key)) {} };
    tokio::time::timeout(Duration::from_secs(8), announced).await.expect("the nodes go on");
}

#[tokio::test]
async fn tls_is_checked_by_the_authorities_that_the_url_names() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let authority = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let other = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let server = Server::start_with(port, |folder| {
        let write = |name: &str, text: String| {
            let path = folder.join(name);
            std::fs::write(&path, text).unwrap();
            std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
            path.display().to_string()
        };
        let (certificate, key) =
            (write("server.pem", authority.cert.pem()), write("key.pem", authority.signing_key.serialize_pem()));
        vec![
            "listen_addresses=127.0.0.1".to_owned(),
            "ssl=on".to_owned(),
            format!("ssl_cert_file={certificate}"),
            format!("ssl_key_file={key}"),
        ]
    });
    let Some(_server) = server else { return };
    let folder = crate::support::Folder::new();
    let (good, bad) = (folder.path("good.pem"), folder.path("bad.pem"));
    std::fs::write(&good, authority.cert.pem()).unwrap();
    std::fs::write(&bad, other.cert.pem()).unwrap();
    let url = format!("postgres://comms@localhost:{port}/postgres");
    let open = |parameters: String| {
        let url = format!("{url}?{parameters}");
        async move { Postgres::connect(&url).await }
    };
    let store = Arc::new(open(format!("sslrootcert={}", good.display())).await.unwrap());
    tone(&store).await;
    let encrypted =
        "SELECT bool_and(ssl) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = 'comms-live'";
    let plain = format!("host=localhost port={port} user=comms dbname=postgres");
    let client = connect(&plain).await;
    let all: Option<bool> = client.query_one(encrypted, &[]).await.unwrap().get(0);
    assert_eq!(all, Some(true));
    for roots in [format!("sslrootcert={}", bad.display()), "sslmode=require".to_owned()] {
        let error = open(roots).await.unwrap_err().to_string();
        assert!(error.to_lowercase().contains("certificate"), "{error}");
    }
}
