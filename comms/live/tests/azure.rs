//! A credential of the Azure SDK: its tokens, their end, its errors.
#![cfg(feature = "azure")]

mod support;

use azure_core::credentials::{AccessToken, TokenCredential, TokenRequestOptions};
use azure_core::error::ErrorKind;
use azure_core::time::OffsetDateTime;
use comms_live::graph::{AzureCredential, GraphClient, NotSent, SendError};
use comms_live::{BoxFuture, Clock as _, Cloud};
use entity_core::Request;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use support::{Reply, Server, SkippingClock};

/// Answers by a script, and keeps the scopes that it was asked for.
#[derive(Debug)]
struct Scripted {
    answers: Mutex<Vec<azure_core::Result<AccessToken>>>,
    asked: Mutex<Vec<String>>,
}

impl TokenCredential for Scripted {
    // The trait's `async fn`, written out.
    fn get_token<'s, 'a, 'b, 'o, 'f>(
        &'s self,
        scopes: &'a [&'b str],
        _: Option<TokenRequestOptions<'o>>,
    ) -> BoxFuture<'f, azure_core::Result<AccessToken>>
    where
        's: 'f,
        'a: 'f,
        'b: 'f,
        'o: 'f,
    {
        self.asked.lock().unwrap().push(scopes.join(" "));
        Box::pin(async move { self.answers.lock().unwrap().remove(0) })
    }
}

struct Bench {
    server: Server,
    credential: Arc<Scripted>,
    clock: Arc<SkippingClock>,
    client: GraphClient,
}

impl Bench {
    async fn new(answers: impl FnOnce(&SkippingClock) -> Vec<azure_core::Result<AccessToken>>) -> Self {
        let server = Server::start(|_| Reply::ok("{}")).await;
        let clock = Arc::new(SkippingClock::default());
        let credential = Arc::new(Scripted { answers: Mutex::new(answers(&clock)), asked: Mutex::default() });
        let cloud = Cloud::custom(server.url("/v1.0"), server.url(""));
        let adapter = Arc::new(AzureCredential::new(Arc::clone(&credential) as _));
        let client = GraphClient::new(&cloud, "app", adapter, Arc::clone(&clock) as _).unwrap();
        Self { server, credential, clock, client }
    }

    async fn get(&self) -> Result<(), SendError> {
        let deadline = self.clock.instant() + Duration::from_secs(10);
        self.client.send("contoso.com", &Request::get("/me"), true, deadline).await.map(drop)
    }

    /// The tokens that the service saw.
    fn seen(&self) -> Vec<String> {
        self.server.requests().iter().map(|request| request.header("authorization").unwrap().to_owned()).collect()
    }

    fn asked(&self) -> usize {
        self.credential.asked.lock().unwrap().len()
    }
}

fn token(clock: &SkippingClock, token: &'static str, lifetime: u64) -> AccessToken {
    AccessToken::new(token, OffsetDateTime::from(clock.now() + Duration::from_secs(lifetime)))
}

fn error(kind: ErrorKind) -> azure_core::Error {
    azure_core::Error::with_message(kind, "no identity")
}

#[tokio::test]
async fn a_token_is_kept_until_shortly_before_its_end() {
    let bench = Bench::new(|clock| vec![Ok(token(clock, "first", 3600)), Ok(token(clock, "second", 9000))]).await;
    bench.get().await.unwrap();
    bench.clock.clock.push(Duration::from_secs(3000));
    bench.get().await.unwrap();
    assert_eq!((bench.seen(), bench.asked()), (vec!["Bearer first".to_owned(); 2], 1));
    bench.clock.clock.push(Duration::from_secs(1000));
    bench.get().await.unwrap();
    assert_eq!((bench.seen().pop().as_deref(), bench.asked()), (Some("Bearer second"), 2));
    let scope = format!("{}/.default", bench.server.url(""));
    assert!(bench.credential.asked.lock().unwrap().iter().all(|asked| *asked == scope));
}

#[tokio::test]
async fn a_credential_out_of_reach_is_asked_again_and_a_refusal_is_final() {
    let answers = |clock: &SkippingClock| {
        vec![Err(error(ErrorKind::Io)), Ok(token(clock, "token", 10)), Err(error(ErrorKind::Credential))]
    };
    let bench = Bench::new(answers).await;
    bench.get().await.unwrap();
    assert_eq!((bench.seen().len(), bench.asked()), (1, 2));
    bench.clock.clock.push(Duration::from_secs(60));
    let refused = bench.get().await;
    let Err(SendError::NotSent(NotSent::Token(error))) = refused else { panic!("{refused:?}") };
    assert!(error.to_string().contains("no identity") && !error.is_retryable(), "{error}");
    assert_eq!((bench.seen().len(), bench.asked()), (1, 3));
}
