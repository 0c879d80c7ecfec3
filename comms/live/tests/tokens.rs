//! Tokens that go out: credentials, the cache, and nothing of them in logs.

mod support;

use aws_lc_rs::signature::{RSA_PSS_2048_8192_SHA256, UnparsedPublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use comms_live::graph::{
    AccessToken, ClientCertificate, ClientSecret, Credential, GraphClient, NotSent, SendError, TokenError, TokenRequest,
};
use comms_live::{BoxFuture, Clock as _, Cloud, ConfigError};
use entity_core::Request;
use rcgen::{CertificateParams, KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_RSA_SHA256};
use serde_json::Value;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use support::{Received, Reply, Server, SkippingClock, until};

/// A login and a Graph in one: tokens are numbered and live for an hour; Graph takes any.
async fn server() -> Server {
    let mut tokens = 0;
    Server::start(move |request: &Received| {
        if request.path.starts_with("/v1.0") {
            return Reply::ok("{}");
        }
        tokens += 1;
        let body = format!(r#"{{"access_token": "token-{tokens}", "expires_in": 3600, "token_type": "Bearer"}}"#);
        Reply::Slow(Duration::from_millis(20), body)
    })
    .await
}

fn client(server: &Server, credential: impl Credential) -> (GraphClient, Arc<SkippingClock>) {
    let clock = Arc::new(SkippingClock::default());
    let cloud = Cloud::custom(server.url("/v1.0"), server.url(""));
    (GraphClient::new(&cloud, "the-app", Arc::new(credential), Arc::clone(&clock) as _).unwrap(), clock)
}

async fn get(client: &GraphClient, clock: &SkippingClock, tenant: &str) -> Result<(), SendError> {
    let deadline = clock.instant() + Duration::from_secs(10);
    client.send(tenant, &Request::get("/me"), true, deadline).await.map(drop)
}

/// The tokens that Graph saw, in order.
fn seen(server: &Server) -> Vec<String> {
    let requests = server.requests();
    let graph = requests.iter().filter(|request| request.path.starts_with("/v1.0"));
    graph.map(|request| request.header("authorization").unwrap().to_owned()).collect()
}

fn form(request: &Received) -> Vec<(String, String)> {
    form_urlencoded::parse(request.body.as_bytes()).into_owned().collect()
}

#[tokio::test]
async fn a_secret_is_sent_as_the_login_wants_it() {
    let server = server().await;
    let (client, clock) = client(&server, ClientSecret::new("s+e&cret"));
    get(&client, &clock, "contoso.com").await.unwrap();
    let request = &server.requests()[0];
    assert_eq!((&*request.method, &*request.path), ("POST", "/contoso.com/oauth2/v2.0/token"));
    let scope = format!("{}/.default", server.url(""));
    let expected = [
        ("client_id", "the-app"),
        ("scope", &*scope),
        ("grant_type", "client_credentials"),
        ("client_secret", "s+e&cret"),
    ];
    assert_eq!(form(request), expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    assert_eq!(seen(&server), ["Bearer token-1"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_refresh_at_a_time_whoever_asks() {
    let server = server().await;
    let (client, clock) = client(&server, ClientSecret::new("secret"));
    let all_get = |tenant: &'static str, times: usize| {
        let gets = (0..times).map(|_| {
            let (client, clock) = (client.clone(), Arc::clone(&clock));
            tokio::spawn(async move { get(&client, &clock, tenant).await.unwrap() })
        });
        futures_util::future::join_all(gets.collect::<Vec<_>>())
    };
    all_get("contoso.com", 50).await;
    assert_eq!(server.count("/contoso.com"), 1);
    // Another tenant has a token of its own.
    all_get("fabrikam.com", 50).await;
    assert_eq!((server.count("/contoso.com"), server.count("/fabrikam.com")), (1, 1));

    // Not yet due.
    clock.clock.push(Duration::from_secs(3290));
    all_get("contoso.com", 10).await;
    assert_eq!(server.count("/contoso.com"), 1);
    // Due, and still good: nobody waits, one fetches.
    clock.clock.push(Duration::from_secs(11));
    let before = seen(&server).len();
    all_get("contoso.com", 50).await;
    until(|| server.count("/contoso.com") == 2).await;
    assert!(seen(&server)[before..].iter().any(|token| token == "Bearer token-1"));
    until(|| server.count("/contoso.com") == 2).await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    all_get("contoso.com", 10).await;
    assert_eq!(seen(&server).last().unwrap(), "Bearer token-3");
    // Over: all wait for one.
    clock.clock.push(Duration::from_secs(4000));
    let before = seen(&server).len();
    all_get("contoso.com", 50).await;
    assert_eq!(server.count("/contoso.com"), 3);
    assert!(seen(&server)[before..].iter().all(|token| token == "Bearer token-4"));
}

/// Fails, slowly, and counts.
#[derive(Debug)]
struct Failing(Mutex<u32>);

impl Credential for Failing {
    fn token<'a>(&'a self, _: &'a TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
        Box::pin(async move {
            *self.0.lock().unwrap() += 1;
            tokio::time::sleep(Duration::from_millis(20)).await;
            assert!(*self.0.lock().unwrap() < 2, "the second call panics");
            Err(TokenError::new("no"))
        })
    }
}

#[tokio::test]
async fn those_who_wait_together_share_an_error_and_a_panic_is_one() {
    let server = server().await;
    let (client, clock) = client(&server, Failing(Mutex::default()));
    let gets = futures_util::future::join_all((0..20).map(|_| get(&client, &clock, "contoso.com"))).await;
    for answer in gets {
        assert!(matches!(answer, Err(SendError::NotSent(NotSent::Token(error))) if error.to_string() == "no"));
    }
    let answer = get(&client, &clock, "contoso.com").await.unwrap_err();
    assert_eq!(answer.to_string(), "not sent: no token: the credential panicked");
    assert_eq!(server.requests().len(), 0);
}

#[tokio::test]
async fn a_caller_that_goes_away_does_not_spoil_the_fetch() {
    let server = server().await;
    let (client, clock) = client(&server, ClientSecret::new("secret"));
    let cut = tokio::time::timeout(Duration::from_millis(5), get(&client, &clock, "contoso.com")).await;
    assert!(cut.is_err());
    get(&client, &clock, "contoso.com").await.unwrap();
    assert_eq!(server.count("/contoso.com"), 1);
}

#[tokio::test]
async fn a_login_that_refuses_is_final_and_one_in_trouble_is_asked_again() {
    let refusal = r#"{"error": "invalid_client", "error_description": "AADSTS7000215: Invalid client secret"}"#;
    let server = Server::start(move |_| Reply::Answer(401, vec![], refusal.to_owned())).await;
    let (client_, clock) = client(&server, ClientSecret::new("wrong"));
    let Err(SendError::NotSent(NotSent::Token(error))) = get(&client_, &clock, "contoso.com").await else {
        panic!("no token")
    };
    assert_eq!((error.code(), error.is_retryable()), (Some("invalid_client"), false));
    assert_eq!(server.count("/"), 1);

    let mut faults = vec![Reply::Reset, Reply::with(429, ("retry-after", "3"), ""), Reply::status(503)];
    let server = Server::start(move |request| match faults.pop() {
        Some(fault) => fault,
        None if request.path.starts_with("/v1.0") => Reply::ok("{}"),
        None => Reply::ok(r#"{"access_token": "t", "expires_in": "3599"}"#),
    })
    .await;
    let (client_, clock) = client(&server, ClientSecret::new("secret"));
    get(&client_, &clock, "contoso.com").await.unwrap();
    assert_eq!(server.count("/contoso.com"), 4);
    assert!(clock.slept().contains(&Duration::from_secs(3)));
}

#[tokio::test]
async fn a_token_that_graph_refuses_is_dropped() {
    let mut tokens = 0;
    let server = Server::start(move |request: &Received| {
        if !request.path.starts_with("/v1.0") {
            tokens += 1;
            return Reply::ok(&format!(r#"{{"access_token": "token-{tokens}", "expires_in": 3600}}"#));
        }
        let revoked = request.header("authorization") == Some("Bearer token-1");
        if revoked { Reply::status(401) } else { Reply::ok("{}") }
    })
    .await;
    let (client, clock) = client(&server, ClientSecret::new("secret"));
    assert!(matches!(get(&client, &clock, "t").await, Err(SendError::Refused(error)) if error.status() == 401));
    get(&client, &clock, "t").await.unwrap();
    assert_eq!(seen(&server), ["Bearer token-1", "Bearer token-2"]);
}

#[tokio::test]
async fn a_tenant_is_an_id_or_a_domain() {
    let server = server().await;
    let (client, clock) = client(&server, ClientSecret::new("secret"));
    for tenant in ["", "..", "a/b", "a?b", "a b", "a#", "%2e"] {
        let answer = get(&client, &clock, tenant).await;
        assert!(matches!(answer, Err(SendError::NotSent(NotSent::Token(_)))), "{tenant}: {answer:?}");
    }
    assert_eq!(server.requests().len(), 0);
}

#[tokio::test]
async fn a_certificate_signs_what_the_login_can_check() {
    let server = server().await;
    let key = KeyPair::generate_for(&PKCS_RSA_SHA256).unwrap();
    let certificate = CertificateParams::new(vec!["bot".to_owned()]).unwrap().self_signed(&key).unwrap();
    let pem = format!("{}{}", key.serialize_pem(), certificate.pem());
    let credential = ClientCertificate::from_pem(&pem).unwrap();
    assert!(!format!("{credential:?}").contains("key"));
    let (client, clock) = client(&server, credential);
    let now = clock.now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    get(&client, &clock, "contoso.com").await.unwrap();

    let form = form(&server.requests()[0]);
    let value = |name| &form.iter().find(|(given, _)| given == name).unwrap().1;
    assert_eq!(value("client_assertion_type"), "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    let (signed, signature) = value("client_assertion").rsplit_once('.').unwrap();
    let public = UnparsedPublicKey::new(&RSA_PSS_2048_8192_SHA256, key.public_key_raw());
    public.verify(signed.as_bytes(), &URL_SAFE_NO_PAD.decode(signature).unwrap()).unwrap();
    let parts = signed.split('.').map(|part| URL_SAFE_NO_PAD.decode(part).unwrap());
    let parts: Vec<Value> = parts.map(|part| serde_json::from_slice(&part).unwrap()).collect();
    let thumbprint = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, certificate.der());
    assert_eq!(parts[0]["alg"], "PS256");
    assert_eq!(parts[0]["x5t#S256"], URL_SAFE_NO_PAD.encode(thumbprint));
    assert_eq!(parts[1]["aud"], server.url("/contoso.com/oauth2/v2.0/token"));
    assert_eq!((&parts[1]["iss"], &parts[1]["sub"]), (&"the-app".into(), &"the-app".into()));
    assert_eq!((&parts[1]["nbf"], &parts[1]["exp"]), (&now.into(), &(now + 600).into()));
    assert_eq!(parts[1]["jti"].as_str().unwrap().len(), 36);
}

#[test]
fn a_certificate_that_cannot_sign_is_refused_at_once() {
    let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
    let certificate = CertificateParams::new(vec!["bot".to_owned()]).unwrap().self_signed(&key).unwrap();
    for pem in [certificate.pem() + &key.serialize_pem(), certificate.pem(), key.serialize_pem(), String::new()] {
        let refused = ClientCertificate::from_pem(&pem);
        assert!(matches!(refused, Err(ConfigError::Certificate(_))), "{refused:?}");
    }
}

#[test]
fn settings_that_cannot_work_are_refused() {
    let credential = || Arc::new(ClientSecret::new("secret"));
    let clock = || Arc::new(SkippingClock::default());
    let make = |cloud: &Cloud, app: &str| GraphClient::new(cloud, app, credential(), clock()).map(drop);
    assert_eq!(make(&Cloud::custom("https://a.example/v1.0", "https://b.example"), "app"), Ok(()));
    assert_eq!(make(&Cloud::PUBLIC, ""), Err(ConfigError::Missing("the app's id")));
    let refused = make(&Cloud::custom("http://graph.example.com", "https://b.example"), "app").unwrap_err();
    assert_eq!(refused.to_string(), "http://graph.example.com: http is for loopback addresses alone");
}

/// Everything that spans and events say, as one text.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl tracing::field::Visit for Log {
    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn std::fmt::Debug) {
        writeln!(self.0.lock().unwrap(), "{field}={value:?}").unwrap();
    }
}

impl tracing::Subscriber for Log {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, span: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        span.record(&mut self.clone());
        tracing::span::Id::from_u64(1)
    }
    fn record(&self, _: &tracing::span::Id, values: &tracing::span::Record<'_>) {
        values.record(&mut self.clone());
    }
    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}
    fn event(&self, event: &tracing::Event<'_>) {
        event.record(&mut self.clone());
    }
    fn enter(&self, _: &tracing::span::Id) {}
    fn exit(&self, _: &tracing::span::Id) {}
}

#[tokio::test]
async fn logs_say_what_happened_and_nothing_secret() {
    let log = Log::default();
    let guard = tracing::subscriber::set_default(log.clone());
    let mut answers = vec![Reply::status(404), Reply::Reset, Reply::with(429, ("request-id", "r7"), "")];
    let server = Server::start(move |request: &Received| {
        if request.path.starts_with("/v1.0") {
            answers.pop().unwrap_or_else(|| Reply::ok("{}"))
        } else {
            Reply::ok(r#"{"access_token": "hidden-token", "expires_in": 3600}"#)
        }
    })
    .await;
    let (client, clock) = client(&server, ClientSecret::new("hidden-secret"));
    let deadline = clock.instant() + Duration::from_secs(10);
    let path = "/communications/calls/c7/playPrompt?name=hidden-query";
    let error = client.send("contoso.com", &Request::post(path, Some("hidden-body".to_owned())), false, deadline).await;
    let error = error.unwrap_err();
    drop(client.send("contoso.com", &Request::post(path, None), false, deadline).await);
    drop(guard);

    let log = log.0.lock().unwrap().clone();
    for said in ["action=\"playPrompt\"", "call=\"c7\"", "attempt=1", "attempt=2", "status=429", "status=404", "\"r7\""]
    {
        assert!(log.contains(said), "{said} in {log}");
    }
    let all = format!("{log}{client:?}{error:?}{error}");
    assert!(!all.contains("hidden"), "{all}");
}
