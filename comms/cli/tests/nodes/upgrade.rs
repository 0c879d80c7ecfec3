//! Two versions of the program on one database: a later one has changed the schema or a record while this one runs.
//!
//! Statements on the database play the later version.

use crate::Database;
use crate::bot::{Bot, prompt, send};
use crate::cluster::Cluster;
use crate::network::Network;
use crate::server::run;
use comms_fake::FakeGraph;
use reqwest::{Method, StatusCode};
use serde_json::Value;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A node, and a bot with an established call.
struct Bench {
    graph: FakeGraph,
    database: Database,
    cluster: Arc<Cluster>,
    bot: Bot,
    call: String,
}

impl Bench {
    async fn start() -> Option<Self> {
        let database = Database::start(false)?;
        let graph = FakeGraph::start().await.unwrap();
        // Until the test ends them.
        graph.set(|settings| settings.operation = Duration::MAX);
        graph.set(|settings| settings.delivery_attempts = 8);
        let cluster = Cluster::start(&graph, vec![Network::direct(database.address)], &database.name).await;
        let bot = Bot::new(Arc::clone(&cluster), Arc::default(), 0, 1);
        let call = bot.place("only").await.expect("a call");
        assert!(bot.established(&call).await);
        Some(Self { graph, database, cluster, bot, call })
    }

    async fn migrate(&self, statements: &str) {
        run(&self.database.url, statements).await;
    }

    async fn get(&self, path: &str) -> (StatusCode, Value) {
        send(&self.cluster, 0, Method::GET, path, None, None).await.expect("an answer")
    }

    async fn is_healthy(&self) -> bool {
        let (status, health) = self.get("/healthz").await;
        assert!(status == 200 || (status == 503 && health["store"] == false), "{status} {health}");
        status == 200
    }

    /// The error of an attempt to start an operation.
    async fn refusal(&self) -> (StatusCode, Value) {
        let path = format!("/api/calls/{}/playPrompt", self.call);
        let body = prompt("refused");
        let (status, answer) = send(&self.cluster, 0, Method::POST, &path, Some(&body), None).await.expect("an answer");
        (status, answer["error"].clone())
    }

    async fn start_operation(&self, context: &str) -> String {
        self.bot.start(&self.call, context).await.expect("an operation")
    }

    /// Lets the service end the operation. These are Graph's ids of the call and the operation.
    fn end(&self, ids: &(String, String)) {
        self.graph.end_operation(&ids.0, &ids.1, 200, 0).unwrap();
    }

    async fn ids(&self, operation: &str) -> (String, String) {
        let (_, info) = self.get(&format!("/api/operations/{operation}")).await;
        let text = |name: &str| info[name].as_str().expect("an id").to_owned();
        (text("callId"), text("operationId"))
    }

    /// Waits until the node has refused a notification.
    async fn wait_for_refusal(&self) {
        let since = Instant::now();
        while self.graph.deliveries().last().is_none_or(|delivery| delivery.status != Some(503)) {
            assert!(since.elapsed() < Duration::from_secs(10), "{:?}", self.graph.deliveries().last());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Checks that the operation has ended as it ended at the service, and that nothing was sent twice.
    async fn check(&self, operation: &str) {
        assert!(self.bot.ended(operation, Duration::from_secs(20)).await);
        assert_eq!(self.get(&format!("/api/operations/{operation}")).await.1["outcome"], "succeeded");
        assert!(self.is_healthy().await);
        assert_eq!(self.graph.repeated(), Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_works_on_a_schema_that_was_added_to_and_does_not_start_on_it() {
    let Some(bench) = Bench::start().await else { return };
    let before = bench.start_operation("before").await;
    bench
        .migrate(
            "ALTER TABLE calls ADD COLUMN region text; ALTER TABLE events ADD COLUMN region text;
        CREATE INDEX calls_region ON calls (region); UPDATE comms_schema SET version = 2",
        )
        .await;
    let after = bench.start_operation("after").await;
    for operation in [&before, &after] {
        bench.end(&bench.ids(operation).await);
        bench.check(operation).await;
    }
    let output = bench.cluster.command(0).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), output.stdout.len(), said.lines().count()), (Some(1), 0, 1), "{said}");
    assert!(said.contains("version 2 is later than 1, the latest that this program knows"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_refuses_all_if_the_schema_is_of_no_use_to_it_and_loses_nothing() {
    let Some(bench) = Bench::start().await else { return };
    let operation = bench.start_operation("before").await;
    let ids = bench.ids(&operation).await;
    bench.migrate("ALTER TABLE calls RENAME COLUMN tracker TO record; UPDATE comms_schema SET version = 2").await;
    let (status, error) = bench.refusal().await;
    assert_eq!((status.as_u16(), &error["code"]), (503, &Value::from("store")), "{error}");
    assert_eq!(bench.graph.started("playPrompt"), 1, "nothing is sent that cannot be stored");
    assert!(!bench.is_healthy().await);
    bench.end(&ids);
    bench.wait_for_refusal().await;
    // A step back, or a node of the later version.
    bench.migrate("ALTER TABLE calls RENAME COLUMN record TO tracker; UPDATE comms_schema SET version = 1").await;
    bench.check(&operation).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_leaves_a_record_of_a_later_version_alone() {
    let Some(bench) = Bench::start().await else { return };
    let operation = bench.start_operation("before").await;
    let ids = bench.ids(&operation).await;
    bench.migrate(&format!("UPDATE calls SET version = 2 WHERE key = '{}'", bench.call)).await;
    let (status, error) = bench.refusal().await;
    assert_eq!((status.as_u16(), &error["code"]), (503, &Value::from("newer")), "{error}");
    assert!(error["message"].as_str().unwrap().contains("version 2 is later than 1"), "{error}");
    assert_eq!(bench.graph.started("playPrompt"), 1, "nothing is sent that cannot be stored");
    bench.end(&ids);
    bench.wait_for_refusal().await;
    // Other calls go on.
    let other = bench.bot.place("other").await.expect("a call");
    assert!(bench.bot.established(&other).await && bench.is_healthy().await);
    bench.migrate("UPDATE calls SET version = 1").await;
    bench.check(&operation).await;
}
