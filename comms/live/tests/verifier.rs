//! The check of notifications' tokens: each kind of bad one, keys that roll, documents that go.

mod support;

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use comms_live::listener::{TokenRefusal, Verifier};
use comms_live::{Clock as _, Cloud, ConfigError, ManualClock};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};
use support::signer::{APP, KeyServer, Signer, message};
use support::{Reply, Server, until};

const ISSUER: &str = "https://graph.microsoft.com";

struct Bench {
    keys: KeyServer,
    clock: Arc<ManualClock>,
    verifier: Arc<Verifier>,
}

impl Bench {
    async fn new() -> Self {
        let keys = KeyServer::start(&[Signer::first()]).await;
        let clock = Arc::new(ManualClock::new());
        let cloud = Cloud::custom("https://graph.example", "https://login.example");
        let cloud = cloud.key_document(keys.document()).issuer(ISSUER).issuer("https://api.botframework.com/");
        let verifier = Arc::new(Verifier::new(&cloud, APP, Arc::clone(&clock) as _).unwrap());
        Self { keys, clock, verifier }
    }

    fn now(&self) -> u64 {
        self.clock.now().duration_since(UNIX_EPOCH).unwrap().as_secs()
    }

    /// Claims that are good for an hour.
    fn claims(&self) -> Value {
        json!({ "iss": ISSUER, "aud": APP, "tid": "t", "nbf": self.now() - 10, "exp": self.now() + 3600 })
    }

    /// The same with one changed, or without it.
    fn claims_but(&self, name: &str, value: Option<Value>) -> Value {
        let mut claims = self.claims();
        match value {
            Some(value) => claims[name] = value,
            None => drop(claims.as_object_mut().unwrap().remove(name)),
        }
        claims
    }

    async fn check(&self, token: &str) -> Result<(), TokenRefusal> {
        self.header(&format!("Bearer {token}")).await
    }

    async fn header(&self, value: &str) -> Result<(), TokenRefusal> {
        self.verifier.verify(&HeaderMap::from_iter([(AUTHORIZATION, value.parse().unwrap())])).await
    }

    /// All at once.
    async fn check_all(&self, tokens: &[String]) -> Vec<Result<(), TokenRefusal>> {
        futures_util::future::join_all(tokens.iter().map(|token| self.check(token))).await
    }

    async fn check_claims(&self, claims: &Value) -> Result<(), TokenRefusal> {
        self.check(&Signer::first().token(claims)).await
    }
}

#[tokio::test]
async fn a_good_token_passes_with_each_issuer_and_any_scheme_case() {
    let bench = Bench::new().await;
    assert!(!bench.verifier.has_keys());
    let token = Signer::first().token(&bench.claims());
    assert_eq!(bench.check(&token).await, Ok(()));
    assert_eq!(bench.header(&format!("bEARER  {token}")).await, Ok(()));
    for issuer in ["https://graph.microsoft.com/", "https://api.botframework.com", "https://api.botframework.com/"] {
        assert_eq!(bench.check_claims(&bench.claims_but("iss", Some(issuer.into()))).await, Ok(()), "{issuer}");
    }
    assert_eq!(bench.check_claims(&bench.claims_but("aud", Some(json!(["other", APP])))).await, Ok(()));
    assert_eq!(bench.check_claims(&bench.claims_but("nbf", None)).await, Ok(()));
    assert!(bench.verifier.has_keys());
    assert_eq!(bench.keys.fetches(), 1);
}

#[tokio::test]
async fn without_a_token_is_not_the_same_as_with_a_bad_one() {
    let bench = Bench::new().await;
    assert_eq!(bench.verifier.verify(&HeaderMap::new()).await, Err(TokenRefusal::Missing));
    for header in ["", "Bearer", "Bearer ", "Basic dXNlcjp3b3Jk"] {
        assert_eq!(bench.header(header).await, Err(TokenRefusal::Missing), "{header}");
    }
    let token = format!("Bearer {}", Signer::first().token(&bench.claims()));
    let mut twice = HeaderMap::new();
    for _ in 0..2 {
        twice.append(AUTHORIZATION, token.parse().unwrap());
    }
    assert_eq!(bench.verifier.verify(&twice).await, Err(TokenRefusal::Missing));
    for token in ["x", "a.b", "..", "a.b.c", "a.b.c.d", &"x".repeat(20_000)] {
        assert!(matches!(bench.check(token).await, Err(TokenRefusal::Bad(_))), "{token}");
    }
    assert_eq!(bench.keys.fetches(), 0);
}

#[tokio::test]
async fn only_rs256_is_accepted() {
    let bench = Bench::new().await;
    assert_eq!(bench.check_claims(&bench.claims()).await, Ok(()));
    let first = Signer::first();
    let header = |algorithm: &str| json!({ "alg": algorithm, "typ": "JWT", "kid": first.kid });
    let message = |algorithm: &str| message(&header(algorithm), &bench.claims());

    // `none`, with every spelling and with or without a signature.
    for algorithm in ["none", "None", "NONE", ""] {
        for signature in ["", "AAAA"] {
            let token = format!("{}.{signature}", message(algorithm));
            assert!(matches!(bench.check(&token).await, Err(TokenRefusal::Bad(_))), "{token}");
        }
    }
    // A symmetric signature, made with the public key that everybody has.
    for secret in [first.public(), first.jwk()["n"].as_str().unwrap().into(), first.jwk().to_string().into()] {
        let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, &secret);
        let message = message("HS256");
        let signature = aws_lc_rs::hmac::sign(&key, message.as_bytes());
        let token = format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature));
        assert_eq!(bench.check(&token).await, Err(TokenRefusal::Bad("algorithm is not RS256")));
    }
    // The right key with other algorithms.
    for algorithm in ["RS384", "RS512", "PS256", "ES256", "EdDSA"] {
        let token = first.sign(&header(algorithm), &bench.claims());
        assert_eq!(bench.check(&token).await, Err(TokenRefusal::Bad("algorithm is not RS256")), "{algorithm}");
    }
}

#[tokio::test]
async fn every_bad_token_has_its_reason() {
    let bench = Bench::new().await;
    let bad = |name: &'static str, value: Option<Value>| bench.claims_but(name, value);
    let now = bench.now();
    let prefix = json!("https://graph.microsoft.com.example.com");
    let table = [
        ("issuer", bad("iss", Some(prefix))),
        ("issuer", bad("iss", Some("https://graph.microsoft.co".into()))),
        ("issuer", bad("iss", Some("https://graph.microsoft.com//".into()))),
        ("issuer", bad("iss", Some("".into()))),
        ("issuer", bad("iss", Some("HTTPS://GRAPH.MICROSOFT.COM".into()))),
        ("no issuer", bad("iss", None)),
        ("audience", bad("aud", Some("other".into()))),
        ("audience", bad("aud", Some(format!("{APP}0").into()))),
        ("audience", bad("aud", Some(json!([])))),
        ("no audience", bad("aud", None)),
        ("expired", bad("exp", Some((now - 301).into()))),
        ("expired", bad("exp", Some(0.into()))),
        ("no exp", bad("exp", None)),
        ("no exp", bad("exp", Some((-1).into()))),
        ("no exp", bad("exp", Some("soon".into()))),
        ("exp is not a time", bad("exp", Some(u64::MAX.into()))),
        ("not valid yet", bad("nbf", Some((now + 301).into()))),
        ("nbf is not a time", bad("nbf", Some("soon".into()))),
        ("nbf is not a time", bad("nbf", Some(u64::MAX.into()))),
        ("no tid", bad("tid", None)),
        ("no tid", bad("tid", Some("".into()))),
        ("no tid", bad("tid", Some(7.into()))),
    ];
    for (reason, claims) in table {
        assert_eq!(bench.check_claims(&claims).await, Err(TokenRefusal::Bad(reason)), "{claims}");
    }
    // Five minutes either way are allowed, to the second.
    for (name, time) in [("exp", now - 300), ("nbf", now + 300)] {
        assert_eq!(bench.check_claims(&bad(name, Some(time.into()))).await, Ok(()), "{name}");
    }
    // The right name, another key; the right key, other claims; no name.
    let (first, second) = (Signer::first(), Signer::second());
    let header = json!({ "alg": "RS256", "kid": first.kid });
    let forged = second.sign(&header, &bench.claims());
    assert_eq!(bench.check(&forged).await, Err(TokenRefusal::Bad("signature")));
    let good = first.token(&bench.claims());
    let (_, signature) = good.rsplit_once('.').unwrap();
    let altered = format!("{}.{signature}", message(&header, &bad("tid", Some("other".into()))));
    assert_eq!(bench.check(&altered).await, Err(TokenRefusal::Bad("signature")));
    let nameless = first.sign(&json!({ "alg": "RS256" }), &bench.claims());
    assert_eq!(bench.check(&nameless).await, Err(TokenRefusal::Bad("no kid")));
    let critical = first.sign(&json!({ "alg": "RS256", "kid": first.kid, "crit": ["x"], "x": 1 }), &bench.claims());
    assert!(matches!(bench.check(&critical).await, Err(TokenRefusal::Bad(_))));
    assert_eq!(bench.keys.fetches(), 1);
}

#[tokio::test]
async fn a_token_is_remembered_until_it_expires_and_not_longer() {
    let bench = Bench::new().await;
    let token = Signer::first().token(&bench.claims());
    assert_eq!(bench.check(&token).await, Ok(()));
    bench.clock.push(Duration::from_secs(3600 + 299));
    assert_eq!(bench.check(&token).await, Ok(()));
    bench.clock.push(Duration::from_secs(2));
    assert_eq!(bench.check(&token).await, Err(TokenRefusal::Bad("expired")));
    // A token that only begins like a good one is another.
    let token = Signer::first().token(&bench.claims());
    assert_eq!(bench.check(&token).await, Ok(()));
    assert!(bench.check(&format!("{token}A")).await.is_err());
}

#[tokio::test]
async fn keys_that_roll_are_fetched_once_for_an_unknown_name() {
    let bench = Bench::new().await;
    assert_eq!(bench.check_claims(&bench.claims()).await, Ok(()));
    bench.clock.push(Duration::from_secs(11));
    bench.keys.publish(Some(vec![Signer::second().jwk()]));
    // Fifty at once: one fetch, and all pass.
    let tokens = (0..50).map(|n| Signer::second().token(&bench.claims_but("n", Some(n.into()))));
    let tokens: Vec<_> = tokens.collect();
    let checks = bench.check_all(&tokens).await;
    assert!(checks.iter().all(Result::is_ok), "{checks:?}");
    assert_eq!(bench.keys.fetches(), 2);
    // The old key is gone from the document: what it signs anew is refused, once a fetch has confirmed that.
    bench.clock.push(Duration::from_secs(11));
    assert_eq!(bench.check_claims(&bench.claims()).await, Err(TokenRefusal::Bad("unknown kid")));
    assert_eq!(bench.keys.fetches(), 3);
}

#[tokio::test]
async fn a_flood_of_unknown_names_costs_one_fetch_in_ten_seconds() {
    let bench = Bench::new().await;
    assert_eq!(bench.check_claims(&bench.claims()).await, Ok(()));
    bench.clock.push(Duration::from_secs(10));
    let claims = bench.claims();
    let tokens = |names: std::ops::Range<u32>| {
        let header = |n| json!({ "alg": "RS256", "kid": format!("made-up-{n}") });
        names.map(|n| format!("{}.AAAA", message(&header(n), &claims))).collect::<Vec<_>>()
    };
    let checks = bench.check_all(&tokens(0..5000)).await;
    assert_eq!(bench.keys.fetches(), 2);
    // One was refused for good, after the fetch; the others may be genuine, and are to come again.
    let refused = checks.iter().filter(|check| **check == Err(TokenRefusal::Bad("unknown kid"))).count();
    let later = checks.iter().filter(|check| matches!(check, Err(TokenRefusal::NoKeys(_)))).count();
    assert_eq!((refused, later), (1, 4999));

    bench.clock.push(Duration::from_secs(9));
    let checks = bench.check_all(&tokens(5000..10_000)).await;
    assert_eq!(bench.keys.fetches(), 2);
    let one_second = Err(TokenRefusal::NoKeys(Duration::from_secs(1)));
    assert!(checks.iter().all(|check| *check == one_second));
    // Meanwhile what is known is good, and the next period has a fetch of its own.
    assert_eq!(bench.check_claims(&bench.claims()).await, Ok(()));
    bench.clock.push(Duration::from_secs(1));
    assert_eq!(bench.check_claims(&bench.claims()).await, Ok(()));
    bench.check_all(&tokens(0..10)).await;
    assert_eq!(bench.keys.fetches(), 3);
}

#[tokio::test]
async fn good_keys_stay_good_while_the_document_is_gone() {
    let bench = Bench::new().await;
    assert_eq!(bench.check_claims(&bench.claims()).await, Ok(()));
    bench.keys.publish(None);
    for _ in 0..60 {
        bench.clock.push(Duration::from_secs(60));
        assert_eq!(bench.check_claims(&bench.claims()).await, Ok(()));
    }
    // A name that is not known may be a new key.
    let fetches = bench.keys.fetches();
    let token = Signer::second().token(&bench.claims());
    assert_eq!(bench.check(&token).await, Err(TokenRefusal::NoKeys(Duration::from_secs(10))));
    assert_eq!(bench.keys.fetches(), fetches + 1);
    // A key document without a usable key does not count.
    for keys in [vec![], vec![json!({ "kty": "EC", "kid": "second" })], vec![json!(7)]] {
        bench.keys.publish(Some(keys));
        bench.clock.push(Duration::from_secs(10));
        assert_eq!(bench.check(&token).await, Err(TokenRefusal::NoKeys(Duration::from_secs(10))));
        assert_eq!(bench.check_claims(&bench.claims()).await, Ok(()));
    }
    bench.keys.publish(Some(vec![json!({ "kty": "EC" }), Signer::second().jwk()]));
    bench.clock.push(Duration::from_secs(10));
    assert_eq!(bench.check(&token).await, Ok(()));
}

#[tokio::test]
async fn without_any_key_yet_a_token_is_to_come_again() {
    let bench = Bench::new().await;
    bench.keys.publish(None);
    let claims = bench.claims();
    assert_eq!(bench.check_claims(&claims).await, Err(TokenRefusal::NoKeys(Duration::from_secs(10))));
    bench.keys.publish(Some(vec![Signer::first().jwk()]));
    bench.clock.push(Duration::from_secs(4));
    assert_eq!(bench.check_claims(&claims).await, Err(TokenRefusal::NoKeys(Duration::from_secs(6))));
    bench.clock.push(Duration::from_secs(6));
    assert_eq!(bench.check_claims(&claims).await, Ok(()));
}

#[tokio::test]
async fn keys_are_refreshed_in_the_background() {
    let bench = Bench::new().await;
    let verifier = Arc::clone(&bench.verifier);
    let refresh = tokio::spawn(async move { verifier.refresh().await });
    until(|| bench.verifier.has_keys()).await;
    let fetches = |count: usize| {
        let keys = &bench.keys;
        until(move || keys.fetches() == count)
    };
    fetches(1).await;
    // Two hours later again; after a failure sooner, and less and less often.
    bench.keys.publish(None);
    for (pushed, count) in [(7200, 2), (10, 3), (20, 4), (40, 5)] {
        tokio::time::sleep(Duration::from_millis(20)).await;
        bench.clock.push(Duration::from_secs(pushed - 1));
        tokio::time::sleep(Duration::from_millis(20)).await;
        assert_eq!(bench.keys.fetches(), count - 1);
        bench.clock.push(Duration::from_secs(1));
        fetches(count).await;
    }
    assert!(bench.verifier.has_keys());
    // A token whose key the background found needs no fetch, and the background's do not count against the flood's limit.
    bench.keys.publish(Some(vec![Signer::first().jwk()]));
    assert_eq!(bench.check_claims(&bench.claims()).await, Ok(()));
    bench.keys.publish(Some(vec![Signer::second().jwk()]));
    assert_eq!(bench.check(&Signer::second().token(&bench.claims())).await, Ok(()));
    refresh.abort();
}

#[tokio::test]
async fn several_documents_are_read_and_one_that_fails_harms_none() {
    let (first, second) = (KeyServer::start(&[Signer::first()]).await, KeyServer::start(&[Signer::second()]).await);
    let foreign = Server::start(|_| Reply::ok(r#"{"jwks_uri": "http://example.com/keys"}"#)).await;
    let moved_to = second.document();
    let moved = Server::start(move |_| Reply::with(301, ("location", &moved_to), "")).await;
    let clock = Arc::new(ManualClock::new());
    let mut cloud = Cloud::custom("https://graph.example", "https://login.example").issuer(ISSUER);
    for document in [foreign.url("/openid"), first.document(), moved.url("/openid")] {
        cloud = cloud.key_document(document);
    }
    let verifier = Verifier::new(&cloud, APP, Arc::clone(&clock) as _).unwrap();
    let now = clock.now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let claims = json!({ "iss": ISSUER, "aud": APP, "tid": "t", "exp": now + 3600 });
    for signer in [Signer::first(), Signer::second()] {
        let header = format!("Bearer {}", signer.token(&claims)).parse().unwrap();
        assert_eq!(verifier.verify(&HeaderMap::from_iter([(AUTHORIZATION, header)])).await, Ok(()));
    }
    // The first document may yet have it.
    let header = format!("Bearer {}", Signer::first().sign(&json!({ "alg": "RS256", "kid": "x" }), &claims));
    clock.push(Duration::from_secs(10));
    let check = verifier.verify(&HeaderMap::from_iter([(AUTHORIZATION, header.parse().unwrap())])).await;
    assert_eq!(check, Err(TokenRefusal::NoKeys(Duration::from_secs(10))));
}

#[test]
fn settings_that_cannot_work_are_refused() {
    let make = |cloud: Cloud, app| Verifier::new(&cloud, app, Arc::new(ManualClock::new())).map(drop);
    let cloud = || Cloud::custom("https://graph.example", "https://login.example");
    assert_eq!(make(cloud().issuer(ISSUER), APP), Err(ConfigError::Missing("the key document")));
    assert_eq!(make(cloud().key_document("http://127.0.0.1:1/"), APP), Err(ConfigError::Missing("the tokens' issuer")));
    assert_eq!(make(Cloud::PUBLIC, ""), Err(ConfigError::Missing("the app's id")));
    let refused = make(cloud().issuer(ISSUER).key_document("http://keys.example.com/"), APP);
    assert!(matches!(refused, Err(ConfigError::Url { .. })), "{refused:?}");
}
