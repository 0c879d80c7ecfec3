//! The nodes, the load balancer in front of them, and what goes wrong with them.

use crate::Database;
use crate::bot::Events;
use crate::network::{Network, State};
use crate::running::program;
use crate::server::connect;
use comms_fake::FakeGraph;
use serde_json::Value;
use std::fmt;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};

const ORIGIN: &str = "https://bot.example.com";

/// A generator of numbers (splitmix64).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound
    }
}

/// A process, and its addresses.
struct Node {
    child: Child,
    listen: SocketAddr,
    admin: String,
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) struct Cluster {
    nodes: Vec<Mutex<Option<Node>>>,
    /// Each node's way to the database.
    networks: Vec<Network>,
    /// The name of the database.
    database: String,
    /// The options of each node.
    options: Vec<String>,
    pub(crate) http: reqwest::Client,
    turn: AtomicUsize,
}

impl Cluster {
    /// Starts a node for each network, and a balancer that the fake's notifications go to.
    pub(crate) async fn start(graph: &FakeGraph, networks: Vec<Network>, database: &str) -> Arc<Self> {
        let mut options =
            vec!["serve", "--app-id", "app", "--tenant", "tenant", "--callback", "https://bot.example.com/graph"]
                .into_iter()
                .map(str::to_owned)
                .collect::<Vec<_>>();
        for (name, value) in [
            ("--graph", graph.base_url()),
            ("--login", graph.login_url()),
            ("--keys", graph.openid_url()),
            ("--issuer", graph.issuer().to_owned()),
            ("--listen", "127.0.0.1:0".to_owned()),
            ("--admin", "127.0.0.1:0".to_owned()),
            ("--overdue", "3".to_owned()),
            ("--grace", "2".to_owned()),
            ("--log", "json".to_owned()),
            ("--log-level", "error".to_owned()),
        ] {
            options.extend([name.to_owned(), value]);
        }
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let nodes = networks.iter().map(|_| Mutex::default()).collect();
        let (database, turn) = (database.to_owned(), AtomicUsize::new(0));
        let cluster = Arc::new(Self { nodes, networks, database, options, http, turn });
        for node in 0..cluster.len() {
            cluster.start_node(node);
        }
        let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
        graph.route(ORIGIN, tcp.local_addr().unwrap()).unwrap();
        tokio::spawn(Arc::clone(&cluster).balance(tcp));
        cluster
    }

    /// The command that starts a node.
    pub(crate) fn command(&self, node: usize) -> Command {
        let mut command = program();
        let store = format!("postgres://comms@{}/{}", self.networks[node].address, self.database);
        command.args(&self.options).args(["--store", &store]).env("COMMS_SECRET", "secret").stdin(Stdio::null());
        command
    }

    pub(crate) fn start_node(&self, node: usize) {
        let mut child = self.command(node).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        // A node does not start while the database restarts.
        let Ok(line) = serde_json::from_str::<Value>(&line) else {
            let _ = child.wait();
            return;
        };
        let listen = line["listen"].as_str().unwrap().split('/').nth(2).unwrap().parse().unwrap();
        let admin = line["admin"].as_str().unwrap().trim_end_matches('/').to_owned();
        *self.nodes[node].lock().unwrap() = Some(Node { child, listen, admin });
    }

    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The URL of a path on a node's admin side, if the node runs.
    pub(crate) fn url(&self, node: usize, path: &str) -> Option<String> {
        let node = self.nodes[node].lock().unwrap();
        node.as_ref().map(|node| format!("{}{path}", node.admin))
    }

    /// The address that a node takes notifications at, if the node runs.
    pub(crate) fn listener(&self, node: usize) -> Option<SocketAddr> {
        self.nodes[node].lock().unwrap().as_ref().map(|node| node.listen)
    }

    /// Kills a node as a crash does.
    pub(crate) fn kill(&self, node: usize) {
        self.nodes[node].lock().unwrap().take();
    }

    fn signal(&self, node: usize, signal: &str) {
        if let Some(node) = &*self.nodes[node].lock().unwrap() {
            let _ = Command::new("kill").args([signal, &node.child.id().to_string()]).status();
        }
    }

    pub(crate) fn wake_all(&self) {
        for node in 0..self.len() {
            self.networks[node].set(State::Whole);
            self.signal(node, "-CONT");
            if self.nodes[node].lock().unwrap().is_none() {
                self.start_node(node);
            }
        }
    }

    /// A stream of a node's events.
    pub(crate) async fn events(&self, node: usize) -> Option<Events> {
        let response = self.http.get(self.url(node, "/api/events")?).send().await.ok()?;
        response.status().is_success().then(|| Events::new(response))
    }

    /// Leads each connection to the next node that takes it.
    async fn balance(self: Arc<Self>, tcp: TcpListener) {
        while let Ok((mut from, _)) = tcp.accept().await {
            let cluster = Arc::clone(&self);
            tokio::spawn(async move {
                for _ in 0..cluster.len() {
                    let next = cluster.turn.fetch_add(1, Ordering::Relaxed) % cluster.len();
                    if let Some(address) = cluster.listener(next)
                        && let Ok(mut to) = TcpStream::connect(address).await
                    {
                        let _ = copy_bidirectional(&mut from, &mut to).await;
                        return;
                    }
                }
            });
        }
    }
}

/// The numbers of what was done to the nodes and the database.
#[derive(Default)]
pub(crate) struct Disturbances {
    kills: u32,
    pauses: u32,
    restarts: u32,
    cuts: u32,
    networks: u32,
}

impl fmt::Display for Disturbances {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kills, pauses, restarts, cuts, networks } = self;
        write!(f, "{kills} kills, {pauses} pauses, {restarts} restarts of the database, ")?;
        write!(f, "{cuts} times all connections cut, {networks} times a network slow, silent or cut")
    }
}

/// Disturbs the cluster until it is over: each kind in turn, on nodes and for times by chance.
pub(crate) async fn disturb(
    cluster: Arc<Cluster>,
    database: Database,
    mut dice: Dice,
    over: Arc<AtomicBool>,
) -> (Disturbances, Database) {
    let mut done = Disturbances::default();
    for turn in 0_u64.. {
        tokio::time::sleep(Duration::from_millis(500 + dice.below(1500))).await;
        if over.load(Ordering::SeqCst) {
            break;
        }
        let node = usize::try_from(dice.below(cluster.len() as u64)).unwrap();
        match turn % 5 {
            0 => {
                cluster.kill(node);
                done.kills += 1;
                tokio::time::sleep(Duration::from_millis(dice.below(3000))).await;
                tokio::task::block_in_place(|| cluster.start_node(node));
            }
            1 => {
                // Sometimes longer than a node's lease, which the others end then.
                let time = if dice.below(3) == 0 { 16 } else { 1 + dice.below(4) };
                cluster.signal(node, "-STOP");
                done.pauses += 1;
                tokio::time::sleep(Duration::from_secs(time)).await;
                cluster.signal(node, "-CONT");
            }
            2 => {
                database.server.restart(if dice.below(2) == 0 { "INT" } else { "QUIT" });
                done.restarts += 1;
            }
            3 => {
                let state = [State::Slow, State::Silent, State::Cut][usize::try_from(turn / 5 % 3).unwrap()];
                cluster.networks[node].set(state);
                done.networks += 1;
                // Silence is noticed after 15 s at the latest.
                tokio::time::sleep(Duration::from_secs(if dice.below(3) == 0 { 20 } else { 1 + dice.below(4) })).await;
                cluster.networks[node].set(State::Whole);
            }
            _ => {
                done.cuts += 1;
                let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()";
                if let Ok(client) = tokio::spawn({
                    let url = database.url.clone();
                    async move { connect(&url).await }
                })
                .await
                {
                    let _ = client.query(cut, &[]).await;
                }
            }
        }
        // A node that could not start while the database was away.
        tokio::task::block_in_place(|| {
            for node in (0..cluster.len()).filter(|node| cluster.url(*node, "").is_none()) {
                cluster.start_node(node);
            }
        });
    }
    (done, database)
}
