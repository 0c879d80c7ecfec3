//! `LISTEN` and `NOTIFY`: a node announces the calls that it has changed, so that others need not wait for their next poll.
//!
//! Announcements are sent after the commits, on a connection of their own: `NOTIFY` within a transaction makes all commits of
//! the database wait for each other. One that is lost costs a poll's time, and nothing else.

use super::error::refuse;
use crate::CallKey;
use crate::store::{OnChange, StoreError};
use std::collections::BTreeSet;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{Notify, mpsc};
use tokio_postgres::tls::{MakeTlsConnect, TlsConnect};
use tokio_postgres::{AsyncMessage, Client, Config, Notification, Socket};

/// The channel. Its messages are keys with spaces between them, or nothing, for any call.
const CHANNEL: &str = "comms_changes";
/// Keys of one message: it may have 8,000 bytes.
const KEYS: usize = 200;
/// The time in which changes are gathered for one message.
const GATHER: Duration = Duration::from_millis(25);
/// The longest that the server may take to answer.
const ANSWER: Duration = Duration::from_secs(15);
/// The time until a lost connection is made again.
const PAUSE: Duration = Duration::from_secs(1);
/// Messages that wait for the reader, at most. More are dropped.
const WAITING: usize = 1024;

/// Makes a connection. All messages of the server go to the sender, which is closed with the connection.
type Connect = Box<
    dyn Fn(mpsc::Sender<Notification>) -> Pin<Box<dyn Future<Output = Result<Client, tokio_postgres::Error>> + Send>>
        + Send
        + Sync,
>;

pub(super) struct Changes {
    connect: Connect,
    /// Calls to be announced; more than [`KEYS`] stand for all.
    pending: Mutex<BTreeSet<CallKey>>,
    has_pending: Notify,
    on_change: OnceLock<OnChange>,
    has_function: Notify,
}

impl Changes {
    pub(super) fn new<T>(config: Config, tls: T) -> Self
    where
        T: MakeTlsConnect<Socket> + Clone + Sync + Send + 'static,
        T::Stream: Sync + Send,
        T::TlsConnect: Sync + Send,
        <T::TlsConnect as TlsConnect<Socket>>::Future: Send,
    {
        let connect: Connect = Box::new(move |messages| {
            let (config, tls) = (config.clone(), tls.clone());
            Box::pin(async move {
                let (client, mut connection) = config.connect(tls).await?;
                tokio::spawn(async move {
                    while let Some(Ok(message)) = poll_fn(|context| connection.poll_message(context)).await {
                        // A reader that is behind polls. This task must go on: answers pass through it too.
                        if let AsyncMessage::Notification(notification) = message
                            && let Err(TrySendError::Closed(_)) = messages.try_send(notification)
                        {
                            return;
                        }
                    }
                });
                Ok(client)
            })
        });
        let (has_pending, has_function) = (Notify::new(), Notify::new());
        Self { connect, pending: Mutex::default(), has_pending, on_change: OnceLock::new(), has_function }
    }

    /// Sets the function for the changes of others. The first one stays: a store is one program's.
    pub(super) fn set(&self, on_change: OnChange) {
        if self.on_change.set(on_change).is_ok() {
            self.has_function.notify_one();
        }
    }

    /// Announces changes to the other nodes, soon.
    pub(super) fn announce(&self, keys: impl IntoIterator<Item = CallKey>) {
        let mut pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        for key in keys {
            if pending.len() > KEYS {
                break;
            }
            pending.insert(key);
        }
        if !pending.is_empty() {
            self.has_pending.notify_one();
        }
    }

    fn take(&self) -> BTreeSet<CallKey> {
        std::mem::take(&mut *self.pending.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn changed(&self, key: Option<CallKey>) {
        if let Some(on_change) = self.on_change.get() {
            on_change(key);
        }
    }

    /// Listens and announces, from the moment at which the function is set.
    pub(super) async fn run(&self) {
        self.has_function.notified().await;
        loop {
            if let Err(error) = self.connected().await {
                tracing::warn!(%error, "changes of other nodes are found by polls only");
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Makes a connection that listens. Returns its number too, by which its own announcements are known.
    async fn listen(&self, messages: mpsc::Sender<Notification>) -> Result<(Client, i32), tokio_postgres::Error> {
        let client = (self.connect)(messages).await?;
        // An announcement need not wait for the disk.
        client.batch_execute(&format!("SET synchronous_commit = off; LISTEN {CHANNEL}")).await?;
        let own = client.query_one("SELECT pg_backend_pid()", &[]).await?.try_get(0)?;
        Ok((client, own))
    }

    async fn connected(&self) -> Result<(), StoreError> {
        let (sender, mut messages) = mpsc::channel(WAITING);
        let (client, own) = in_time(self.listen(sender)).await?;
        let announce = in_time(client.prepare("SELECT pg_notify($1, $2)")).await?;
        // Nobody listened until now.
        self.changed(None);
        loop {
            tokio::select! {
                message = messages.recv() => match message {
                    Some(message) if message.process_id() == own => {}
                    Some(message) => self.read(message.payload()),
                    None => return Ok(()),
                },
                () = self.has_pending.notified() => {
                    tokio::time::sleep(GATHER).await;
                    in_time(client.execute(&announce, &[&CHANNEL, &write(&self.take())])).await?;
                }
            }
        }
    }

    fn read(&self, payload: &str) {
        if payload.is_empty() {
            return self.changed(None);
        }
        // A later version may write more than keys.
        for key in payload.split(' ') {
            self.changed(key.parse().ok());
        }
    }
}

async fn in_time<T>(answer: impl Future<Output = Result<T, tokio_postgres::Error>>) -> Result<T, StoreError> {
    match tokio::time::timeout(ANSWER, answer).await {
        Ok(answer) => answer.map_err(refuse),
        Err(_) => Err(StoreError::Io(format!("PostgreSQL did not answer within {} s", ANSWER.as_secs()))),
    }
}

fn write(keys: &BTreeSet<CallKey>) -> String {
    if keys.len() > KEYS {
        return String::new();
    }
    keys.iter().map(CallKey::to_string).collect::<Vec<_>>().join(" ")
}
