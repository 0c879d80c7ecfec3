//! The incident pager: calls an engineer, plays the incident, takes a key, records what the engineer says, invites a second one.
//!
//! `cargo run -p comms-live --example pager` runs it against the fake Graph, and stops it in the middle. With `APP_ID`, `APP_SECRET`,
//! `TENANT`, `ENGINEER`, `SECOND` and `CALLBACK` set, it calls by Microsoft Graph, and listens on port 8080 behind your proxy.
//! Each step has a `clientContext` of its own, so a restarted pager goes through all steps again, and starts none of them twice.

use comms::actions::call::{PlayPrompt, RecordResponse, SubscribeToTone};
use comms::actions::participant::Invite;
use comms::{Call, CreateCall, Tone};
use comms_fake::FakeGraph;
use comms_live::graph::ClientSecret;
use comms_live::store::{EventKind, Sqlite};
use comms_live::{CallHandle, Cloud, Live, StartError, Starts};
use entity_core::{Accepts, Entity, Target};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::net::TcpListener;

type Done<T> = Result<T, Box<dyn Error>>;

/// The settings of the pager, and the folder of what it keeps.
struct Pager {
    cloud: Cloud,
    app: String,
    secret: String,
    tenant: String,
    people: [String; 2],
    callback: String,
    folder: PathBuf,
}

impl Pager {
    async fn live(&self, tcp: TcpListener) -> Done<Live> {
        let live = Live::builder(self.cloud.clone(), &self.app)
            .credential(ClientSecret::new(&*self.secret))
            .callback(&self.callback)
            .store(Sqlite::open(self.folder.join("pager.db"))?)
            .build()
            .await?;
        tokio::spawn(axum::serve(tcp, live.router()).into_future());
        Ok(live)
    }

    /// The incident's call: the one of before the restart, or a new one.
    async fn call(&self, live: &Live) -> Done<CallHandle> {
        let file = self.folder.join("call.txt");
        if let Ok(key) = std::fs::read_to_string(&file) {
            return Ok(live.call(key.trim().parse()?));
        }
        let call = match live.start_call(CreateCall::to_user(&self.tenant, &*self.people[0])).await {
            Ok(call) => call,
            // It may ring all the same: a notification will show it.
            Err(StartError::Unknown(key)) => live.call(key.call),
            Err(error) => return Err(error.into()),
        };
        std::fs::write(file, call.key().to_string())?;
        Ok(call)
    }

    /// Goes through all steps.
    async fn page(&self, live: &Live) -> Done<()> {
        let call = self.call(live).await?;
        call.established().await?;
        step(&call, "incident", PlayPrompt::of(format!("{}/incident.wav", self.callback))).await?;
        step(&call, "keys", SubscribeToTone::default()).await?;
        println!("the engineer pressed {:?}", pressed(live).await?);
        step(&call, "answer", RecordResponse::lasting(30)).await?;
        step(&call, "second", Invite::user(&*self.people[1])).await?;
        call.hang_up().await?;
        call.ended().await?;
        println!("the call has ended");
        Ok(())
    }
}

/// Starts a step if it was not started before, and waits for its end.
async fn step<A>(call: &CallHandle, name: &str, mut action: A) -> Done<()>
where
    A: Starts + Clone + Send + Sync + 'static,
    Target<Call>: Accepts<A>,
{
    action.set_property("clientContext", name.into())?;
    let operation = call.start(action).await?;
    let end = operation.timeout(Duration::from_secs(60)).await?;
    println!("{name}: {}", end.outcome());
    Ok(())
}

/// Waits for a key. Events are acknowledged once they are dealt with.
async fn pressed(live: &Live) -> Done<Option<Tone>> {
    let mut events = live.events();
    while let Some(event) = events.next().await {
        let is_tone = event.kind() == EventKind::Tone;
        let tone = if is_tone { event.read::<Call>()?.tone_info().tone().cloned() } else { None };
        event.ack().await?;
        if is_tone {
            return Ok(tone);
        }
    }
    Ok(None)
}

#[tokio::main]
async fn main() -> Done<()> {
    let setting = |name: &str| std::env::var(name);
    if let Ok(app) = setting("APP_ID") {
        let [secret, tenant, engineer, second, callback] =
            ["APP_SECRET", "TENANT", "ENGINEER", "SECOND", "CALLBACK"].map(setting);
        let (secret, tenant, callback, people) = (secret?, tenant?, callback?, [engineer?, second?]);
        let pager = Pager { cloud: Cloud::PUBLIC, app, secret, tenant, people, callback, folder: ".".into() };
        return pager.page(&pager.live(TcpListener::bind("0.0.0.0:8080").await?).await?).await;
    }
    let folder = std::env::temp_dir().join(format!("comms-pager-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let paged = rehearse(&folder).await;
    std::fs::remove_dir_all(&folder)?;
    paged
}

/// The same against the fake Graph, stopped while the prompt plays.
async fn rehearse(folder: &Path) -> Done<()> {
    let graph = FakeGraph::start().await?;
    let cloud =
        Cloud::custom(graph.base_url(), graph.login_url()).key_document(graph.openid_url()).issuer(graph.issuer());
    let [app, secret, tenant, callback] =
        ["app", "secret", "tenant", "https://pager.example.com/graph"].map(str::to_owned);
    let people = ["engineer", "second"].map(str::to_owned);
    let pager = Pager { cloud, app, secret, tenant, people, callback, folder: folder.to_owned() };
    for run in ["stopped while the prompt plays", "started again"] {
        println!("-- {run}");
        let tcp = TcpListener::bind("127.0.0.1:0").await?;
        graph.route("https://pager.example.com", tcp.local_addr()?)?;
        let live = pager.live(tcp).await?;
        if run.starts_with("stopped") {
            tokio::select! { done = pager.page(&live) => done?, _ = graph.request("playPrompt", 1) => {} }
            live.shutdown().await;
            continue;
        }
        let engineer = async {
            graph.request("subscribeToTone", 1).await;
            while graph.press(graph.calls()[0].id().unwrap_or_default(), Tone::Tone1).is_err() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::join!(pager.page(&live), engineer).0?;
    }
    Ok(())
}
