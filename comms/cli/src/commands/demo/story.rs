//! The story: a call, six operations, a restart, and what goes wrong.

use super::board::{Board, Checks, watch};
use axum::middleware::from_fn_with_state;
use comms::actions::call::{Mute, PlayPrompt, RecordResponse, SubscribeToTone};
use comms::actions::participant::Invite;
use comms::{Call, CreateCall, Outcome, Tone};
use comms_fake::{FakeGraph, Fault, Faults};
use comms_live::graph::ClientSecret;
use comms_live::store::{EventKind, Sqlite};
use comms_live::{CallHandle, Cloud, Live, Operation, OperationKey, StartError, Starts};
use entity_core::{Accepts, Target};
use std::collections::{HashMap, HashSet};
use std::error::Error;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::task::JoinHandle;

const APP: &str = "0d3a7f5c-5e0f-4c4b-9a21-5a8d2ed33c11";
const TENANT: &str = "72f988bf-86f1-41af-91ab-2d7cd011db47";
const ENGINEER: &str = "112f7296-5fa4-42ca-bae8-6a692b15d4b8";
const SECOND: &str = "6a1b2c3d-5fa4-42ca-bae8-6a692b15d4b8";
const ORIGIN: &str = "https://bot.example.com";
/// Time until the bot asks about a call, and until it gives up an operation of a call that has ended.
const SHORT: Duration = Duration::from_secs(1);
/// The longest wait for an end, while the call lasts.
const WAIT: Duration = Duration::from_millis(1_500);

/// The time within which the end is seen of an operation that has ended.
const SOON: Duration = Duration::from_millis(30);

type Told<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Tells the story, with faults by this seed if there is one, and returns what must hold.
pub(super) async fn tell(board: Arc<Board>, faults: Option<u64>) -> Told<Checks> {
    let graph = FakeGraph::start().await?;
    graph.set(|settings| {
        settings.ringing = Duration::from_millis(300);
        settings.operation = Duration::from_millis(600);
    });
    if let Some(seed) = faults {
        graph.set_faults(Faults::mixed(seed));
    }
    let folder = Folder::new()?;
    let mut teller = Teller { graph, board, folder, ends: Arc::default(), started: Vec::new() };
    let bot = Bot::start(&teller).await?;
    let call = teller.first_half(&bot).await?;
    let bot = teller.restart(bot).await?;
    teller.second_half(&bot, &bot.live.call(call)).await?;
    let checks = teller.check(&bot).await?;
    bot.stop().await;
    Ok(checks)
}

struct Teller {
    graph: FakeGraph,
    board: Arc<Board>,
    folder: Folder,
    /// The ids of the events that told each operation's end.
    ends: Arc<Mutex<HashMap<OperationKey, HashSet<String>>>>,
    started: Vec<(&'static str, OperationKey)>,
}

impl Teller {
    /// Places the call, plays a prompt, listens to keys. Returns the call's key.
    async fn first_half(&mut self, bot: &Bot) -> Told<comms_live::CallKey> {
        let call = self.place(bot).await?;
        let greeting = self.start(&bot.live, &call, "greeting", prompt("greeting")?).await?;
        self.wait("greeting", greeting).await;
        let mut tones = SubscribeToTone::default();
        tones.set_client_context("tones")?;
        self.start(&bot.live, &call, "tones", tones).await?;
        if let Some(id) = call.id().await?
            && self.graph.press(&id, Tone::Tone1).is_ok()
        {
            self.board.note("the engineer presses 1");
        }
        // Its end comes twice, and while the bot is down.
        self.graph.next_on("recordResponse", Fault::DuplicateNotification);
        let mut record = RecordResponse::default();
        record.set_client_context("incident")?;
        self.start(&bot.live, &call, "incident", record).await?;
        Ok(call.key())
    }

    async fn place(&self, bot: &Bot) -> Told<CallHandle> {
        loop {
            self.board.note("the bot calls an engineer");
            let call = match bot.live.start_call(CreateCall::to_user(TENANT, ENGINEER)).await {
                Ok(call) => call,
                Err(StartError::Unknown(key)) => {
                    self.board.note("no answer: the call is known by its own URL");
                    bot.live.call(key.call)
                }
                Err(error) => {
                    self.board.note(format!("{error}"));
                    continue;
                }
            };
            if let Ok(Ok(())) = tokio::time::timeout(WAIT, call.established()).await {
                self.board.note("the engineer picks up");
                return Ok(call);
            }
        }
    }

    /// Stops the bot while an operation runs, and starts it again with the same file.
    async fn restart(&self, bot: Bot) -> Told<Bot> {
        bot.stop().await;
        self.board.note("the bot is stopped; the recording ends meanwhile");
        tokio::time::sleep(Duration::from_millis(800)).await;
        let bot = Bot::start(self).await?;
        self.board.note("the bot starts again, with the same file");
        Ok(bot)
    }

    /// Awaits the recording by its key, invites, mutes, loses a notification, hangs up.
    async fn second_half(&mut self, bot: &Bot, call: &CallHandle) -> Told<()> {
        if let Some((_, key)) = self.started.iter().find(|(name, _)| *name == "incident") {
            let recording: Operation<RecordResponse> = bot.live.operation(key)?;
            self.wait("incident", Some(recording)).await;
        }
        // Its end overtakes its answer.
        self.graph.next_on("invite", Fault::EndBeforeAnswer);
        let mut invite = Invite::user(SECOND);
        invite.set_client_context("second")?;
        let invite = self.start(&bot.live, call, "second", invite).await?;
        self.board.note("a second engineer is invited: the end overtakes the answer");
        self.wait("second", invite).await;
        let mut mute = Mute::default();
        mute.set_client_context("mute")?;
        self.start(&bot.live, call, "mute", mute).await?;
        // Its end never comes.
        self.graph.next_on("playPrompt", Fault::DropNotification);
        let goodbye = self.start(&bot.live, call, "goodbye", prompt("goodbye")?).await?;
        tokio::time::sleep(SHORT + Duration::from_millis(700)).await;
        self.board.note(format!("the end of `goodbye` is overdue; asked about the call: {}", state(call).await));
        while call.hang_up().await.is_err() {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        self.board.note("the bot hangs up");
        tokio::time::timeout(SHORT * 3, call.ended()).await??;
        self.board.note("the call has ended; `goodbye` gets its grace");
        if let Some(goodbye) = goodbye
            && let Ok(end) = goodbye.timeout(SHORT * 3).await
        {
            self.board.ended("goodbye", end.outcome());
        }
        Ok(())
    }

    /// Starts an operation, whatever becomes of the request.
    async fn start<A>(
        &mut self,
        live: &Live,
        call: &CallHandle,
        name: &'static str,
        action: A,
    ) -> Told<Option<Operation<A>>>
    where
        A: Starts + Clone + Send + Sync + 'static,
        Target<Call>: Accepts<A>,
    {
        let operation = match call.start(action).await {
            Ok(operation) => operation,
            Err(StartError::Unknown(key)) => {
                self.board.note(format!("`{name}`: no answer, and no second request"));
                self.board.answered(name, None);
                self.started.push((name, key));
                return Ok(Some(live.operation(&key)?));
            }
            Err(error) => {
                self.board.note(format!("`{name}`: {error}"));
                return Ok(None);
            }
        };
        self.started.push((name, operation.key()));
        // Some actions are over with their answer, and one is by the story.
        let is_over = operation.timeout(SOON).await.is_ok();
        let status = if is_over { "completed" } else { "running" };
        self.board.answered(name, operation.id().await?.as_deref().map(|id| (id, status)));
        Ok(Some(operation))
    }

    async fn wait<A: Starts>(&self, name: &str, operation: Option<Operation<A>>) {
        let Some(operation) = operation else { return };
        match operation.timeout(WAIT).await {
            Ok(end) => {
                self.board.ended(name, end.outcome());
                if end.outcome() != Outcome::Succeeded {
                    self.board.note(format!("`{name}` {}", end.outcome()));
                }
            }
            Err(error) => self.board.note(format!("`{name}`: {error}")),
        }
    }

    /// Compares what the fake, the store and the events say.
    async fn check(&self, bot: &Bot) -> Told<Checks> {
        for (name, key) in &self.started {
            let operation: Operation<PlayPrompt> = bot.live.operation(key)?;
            if let Ok(end) = operation.timeout(SHORT * 2).await {
                self.board.ended(name, end.outcome());
            }
        }
        // Events of the last ends are on their way to their reader.
        let mut told = 0;
        for _ in 0..20 {
            told = self.told();
            if told == self.started.len() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let mut checks = Checks::default();
        let count = self.started.len();
        checks.add(
            told == count,
            format!("{told} of {count} operations have exactly one end, in the store and as an event"),
        );
        let repeated = self.graph.repeated().len();
        checks.add(repeated == 0, format!("{repeated} requests were sent twice"));
        let deliveries = self.graph.deliveries();
        let lost = deliveries.iter().filter(|delivery| !delivery.is_taken()).count();
        let again = deliveries.iter().filter(|delivery| delivery.is_taken() && delivery.attempts > 1).count();
        let (taken, known) = self.board.notifications();
        let text = format!(
            "{taken} notifications taken: {known} told a known end, {again} came after the restart; lost: {lost}"
        );
        checks.add(taken > 0, text);
        Ok(checks)
    }

    /// The number of operations with one end.
    fn told(&self) -> usize {
        let ends = self.ends.lock().unwrap_or_else(PoisonError::into_inner);
        self.started.iter().filter(|(_, key)| ends.get(key).is_some_and(|ids| ids.len() == 1)).count()
    }
}

async fn state(call: &CallHandle) -> String {
    call.state().await.ok().flatten().unwrap_or_else(|| "unknown".to_owned())
}

/// The bot: what a program of your own would do, and a watch on its notifications.
struct Bot {
    live: Live,
    tasks: [JoinHandle<()>; 2],
}

impl Bot {
    async fn start(teller: &Teller) -> Told<Self> {
        let graph = &teller.graph;
        let cloud = Cloud::custom(graph.base_url(), graph.login_url());
        let live = Live::builder(cloud.key_document(graph.openid_url()).issuer(graph.issuer()), APP)
            .credential(ClientSecret::new("secret"))
            .callback(format!("{ORIGIN}/graph"))
            .store(Sqlite::open(teller.folder.0.join("calls.db"))?)
            .overdue(SHORT)
            .grace(SHORT)
            .build()
            .await?;
        let tcp = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        graph.route(ORIGIN, tcp.local_addr()?)?;
        let router = live.router().layer(from_fn_with_state(Arc::clone(&teller.board), watch));
        let server = tokio::spawn(async move { drop(axum::serve(tcp, router).await) });
        let (mut events, ends) = (live.events(), Arc::clone(&teller.ends));
        let reader = tokio::spawn(async move {
            while let Some(event) = events.next().await {
                if let (EventKind::End, Some(key)) = (event.kind(), event.operation()) {
                    let mut ends = ends.lock().unwrap_or_else(PoisonError::into_inner);
                    ends.entry(key).or_default().insert(event.id().to_string());
                }
                if event.ack().await.is_err() {
                    return;
                }
            }
        });
        Ok(Self { live, tasks: [server, reader] })
    }

    async fn stop(self) {
        let Self { live, tasks: [server, reader] } = self;
        server.abort();
        let _ = server.await;
        live.shutdown().await;
        let _ = reader.await;
    }
}

/// A temporary folder, deleted with the value.
struct Folder(PathBuf);

impl Folder {
    fn new() -> std::io::Result<Self> {
        let path = std::env::temp_dir().join(format!("comms-demo-{}", std::process::id()));
        std::fs::create_dir_all(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn prompt(name: &str) -> Told<PlayPrompt> {
    let mut play = PlayPrompt::of(format!("{ORIGIN}/{name}.wav"));
    play.set_client_context(name)?;
    Ok(play)
}
