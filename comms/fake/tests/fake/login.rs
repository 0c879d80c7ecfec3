//! Tokens: those that the login issues, those that notifications carry, and the keys that sign them.

use crate::support::{APP, Bot, TENANT, placing, prompt};
use comms_fake::FakeGraph;
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde_json::{Value, json};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

async fn login(graph: &FakeGraph, form: &[(&str, &str)]) -> (u16, Value) {
    let url = format!("{}/{TENANT}/oauth2/v2.0/token", graph.login_url());
    let answer = reqwest::Client::new().post(url).form(form).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

fn asking<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let scope = "https://graph.microsoft.com/.default";
    [&[("grant_type", "client_credentials"), ("client_id", APP), ("scope", scope)], more].concat()
}

async fn keys(graph: &FakeGraph) -> JwkSet {
    let document: Value = reqwest::get(graph.openid_url()).await.unwrap().json().await.unwrap();
    reqwest::get(document["jwks_uri"].as_str().unwrap()).await.unwrap().json().await.unwrap()
}

/// Checks a notification's token as a bot does.
fn verify(token: &str, keys: &JwkSet, issuer: &str) -> Value {
    let header = jsonwebtoken::decode_header(token).unwrap();
    let key = keys.find(header.kid.as_deref().unwrap()).expect("the key is published");
    let mut validation = Validation::new(Algorithm::RS256);
    validation.set_audience(&[APP]);
    validation.set_issuer(&[issuer]);
    validation.set_required_spec_claims(&["exp", "nbf", "aud", "iss"]);
    validation.validate_nbf = true;
    jsonwebtoken::decode(token, &DecodingKey::from_jwk(key).unwrap(), &validation).unwrap().claims
}

fn bearer(got: &crate::support::Got) -> String {
    got.headers["authorization"].to_str().unwrap().strip_prefix("Bearer ").unwrap().to_owned()
}

#[tokio::test]
async fn a_secret_gives_a_token_that_expires() {
    let graph = FakeGraph::start().await.unwrap();
    let (status, answer) = login(&graph, &asking(&[("client_secret", "s3cret")])).await;
    assert_eq!((status, &answer["token_type"], &answer["expires_in"]), (200, &json!("Bearer"), &json!(3599)));
    let ask = async || {
        let url = format!("{}/communications/calls/7", graph.base_url());
        let token = answer["access_token"].as_str().unwrap();
        reqwest::Client::new().get(url).bearer_auth(token).send().await.unwrap().status().as_u16()
    };
    assert_eq!(ask().await, 404);
    graph.advance(Duration::from_secs(3600));
    assert_eq!(ask().await, 401);
    graph.set(|settings| settings.token_lifetime = Duration::from_secs(5));
    let (_, answer) = login(&graph, &asking(&[("client_secret", "s3cret")])).await;
    assert_eq!(answer["expires_in"], 5);
    graph.expect_secret(APP, "other");
    let (status, answer) = login(&graph, &asking(&[("client_secret", "s3cret")])).await;
    assert_eq!((status, &answer["error"]), (401, &json!("invalid_client")));
    assert_eq!((graph.received("token"), graph.started("token")), (3, 2));
}

#[tokio::test]
async fn refused_logins() {
    let graph = FakeGraph::start().await.unwrap();
    let replaced = |name: &'static str, value: &'static str| {
        let mut form = asking(&[("client_secret", "s3cret")]);
        form.iter_mut().filter(|(own, _)| *own == name).for_each(|(_, own)| *own = value);
        form
    };
    for (form, status, error) in [
        (replaced("grant_type", "password"), 400, "unsupported_grant_type"),
        (replaced("scope", "User.Read"), 400, "invalid_scope"),
        (replaced("client_id", ""), 400, "invalid_request"),
        (replaced("client_secret", ""), 401, "invalid_client"),
        (asking(&[]), 401, "invalid_client"),
        (asking(&[("client_assertion", "x.y.z")]), 401, "invalid_client"),
    ] {
        let (got, body) = login(&graph, &form).await;
        assert_eq!((got, &body["error"]), (status, &json!(error)), "{form:?}");
        assert!(body["error_description"].as_str().unwrap().starts_with("AADSTS"));
    }
}

#[tokio::test]
async fn certificates_sign_assertions() {
    // The key that the certificate is for.
    let key = EncodingKey::from_rsa_der(include_bytes!("../../keys/test-only-1.der"));
    let graph = FakeGraph::start().await.unwrap();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let claims = json!({
        "aud": format!("{}/{TENANT}/oauth2/v2.0/token", graph.login_url()),
        "iss": APP, "sub": APP, "jti": "22b3bb26-e046-42df-9c96-65dbd72c1c81", "nbf": now, "exp": now + 600,
    });
    let sign = |algorithm, thumbprint: Option<&str>, change: &dyn Fn(&mut Value)| {
        let header = Header { x5t_s256: thumbprint.map(str::to_owned), ..Header::new(algorithm) };
        let mut claims = claims.clone();
        change(&mut claims);
        jsonwebtoken::encode(&header, &claims, &key).unwrap()
    };
    let send = async |assertion: String| {
        let kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
        let form = asking(&[("client_assertion_type", kind), ("client_assertion", &assertion)]);
        login(&graph, &form).await
    };
    let (good, thumbprint) = (sign(Algorithm::PS256, Some("A5xWk"), &|_| {}), Some("A5xWk"));
    assert_eq!(send(good.clone()).await.0, 200);
    for refused in [
        sign(Algorithm::RS512, thumbprint, &|_| {}),
        sign(Algorithm::PS256, None, &|_| {}),
        sign(Algorithm::PS256, thumbprint, &|claims| claims["aud"] = "https://login.example.com".into()),
        sign(Algorithm::PS256, thumbprint, &|claims| claims["iss"] = "somebody".into()),
        sign(Algorithm::PS256, thumbprint, &|claims| claims["exp"] = (now - 900).into()),
        sign(Algorithm::PS256, thumbprint, &|claims| claims["nbf"] = (now + 900).into()),
        sign(Algorithm::PS256, thumbprint, &|claims| claims["jti"] = Value::Null),
    ] {
        let (status, answer) = send(refused).await;
        assert_eq!(status, 401, "{answer}");
    }
    assert!(graph.expect_certificate(APP, "no PEM").is_err());
    graph.expect_certificate(APP, include_str!("certificate.pem")).unwrap();
    assert_eq!(send(good.clone()).await.0, 200, "signed with the certificate's key");
    let (signed, _) = good.rsplit_once('.').unwrap();
    let (_, other) = sign(Algorithm::PS256, thumbprint, &|claims| claims["jti"] = "other".into())
        .rsplit_once('.')
        .map(|(signed, signature)| (signed.to_owned(), signature.to_owned()))
        .unwrap();
    let forged = format!("{signed}.{other}");
    assert_eq!(send(forged).await.0, 401);
}

#[tokio::test]
async fn notifications_are_signed_and_keys_roll() {
    let bot = Bot::start().await;
    let call = bot.call().await;
    let got = bot.got();
    assert_eq!(got[0].headers["host"], "bot.example.com");
    let before = keys(&bot.graph).await;
    let claims = verify(&bearer(&got[0]), &before, bot.graph.issuer());
    assert_eq!((&claims["tid"], &claims["aud"]), (&json!(TENANT), &json!(APP)));

    // Valid by real time, however far the clock was pushed.
    bot.graph.advance(Duration::from_secs(30 * 60));
    bot.graph.roll_keys();
    bot.clear();
    bot.act(&call, "playPrompt", prompt("rolled")).await;
    bot.idle().await;
    let token = bearer(&bot.got()[0]);
    let after = keys(&bot.graph).await;
    verify(&token, &after, bot.graph.issuer());
    assert!(before.find(jsonwebtoken::decode_header(&token).unwrap().kid.as_deref().unwrap()).is_none());
    assert_eq!(after.keys.len(), 2, "the key before it stays published");
    verify(&bearer(&got[0]), &after, bot.graph.issuer());

    bot.graph.next(comms_fake::Fault::RollKeys);
    bot.act(&call, "playPrompt", prompt("rolled again")).await;
    bot.idle().await;
    let latest = bearer(bot.got().last().unwrap());
    assert_ne!(jsonwebtoken::decode_header(&latest).unwrap().kid, jsonwebtoken::decode_header(&token).unwrap().kid);
    let own = bot.graph.sign(&json!({"aud": "somebody"}));
    assert_eq!(jsonwebtoken::decode_header(own).unwrap().alg, Algorithm::RS256);
    verify(&bot.graph.notification_token(APP, TENANT), &keys(&bot.graph).await, bot.graph.issuer());
}

#[tokio::test]
async fn requests_need_a_token_and_their_own_call() {
    let bot = Bot::start().await;
    let call = bot.call().await;
    let url = format!("{}/communications/calls/{call}", bot.graph.base_url());
    for token in ["", "Bearer", "Bearer made-up", "Basic eA=="] {
        let answer = bot.http.get(&url).header("authorization", token).send().await.unwrap();
        assert_eq!(answer.status().as_u16(), 401, "{token}");
        let error: Value = answer.json().await.unwrap();
        assert_eq!(error["error"]["code"], "InvalidAuthenticationToken");
    }
    let other = bot.graph.token("another-app", TENANT);
    assert_eq!(bot.http.get(&url).bearer_auth(&other).send().await.unwrap().status().as_u16(), 403);
    assert_eq!(bot.http.put(&url).bearer_auth(&bot.token).send().await.unwrap().headers()["allow"], "GET, DELETE");
    let large = "x".repeat((1 << 20) + 1);
    let answer = bot.http.post(&url).bearer_auth(&bot.token).body(large).send().await;
    assert!(answer.is_err() || answer.is_ok_and(|answer| answer.status().as_u16() == 413));
    assert_eq!(bot.post("/communications/calls", placing()).await.0, 201);
}
