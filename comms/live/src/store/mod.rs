//! Stores: the records of calls and their events, kept across crashes.
//!
//! A [`Store`] does not know the content of a record. It applies [`Work`]s: functions from a record to its next state and new
//! events, which the store commits together. A store of your own implements the trait.
//!
//! | store | for |
//! |---|---|
//! | [`Memory`] | tests: everything is lost with the process |
//! | [`Sqlite`] | one machine: one process has the file open at a time |
//! | `Postgres` (feature `postgres`) | many machines |

mod memory;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(feature = "sqlite")]
mod sqlite;

pub use memory::Memory;
#[cfg(feature = "postgres")]
pub use postgres::Postgres;
#[cfg(feature = "sqlite")]
pub use sqlite::Sqlite;
/// The version that [`Postgres`] and [`Store::ack_in`] use.
#[cfg(feature = "postgres")]
pub use tokio_postgres;

use crate::{BoxFuture, CallKey, OperationKey};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The record of a call. The store reads none of it but `call_id` and `due`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// Graph's id of the call, in one spelling: a second, unique key.
    pub call_id: Option<String>,
    /// The version of the body's format.
    pub version: u32,
    /// The content.
    pub body: Vec<u8>,
    /// The time at which the record is [due](Store::due). Stores keep milliseconds.
    pub due: Option<SystemTime>,
}

/// The kind of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EventKind {
    /// A call came in.
    Incoming,
    /// A call's state changed.
    Call,
    /// Participants of a call changed.
    Participants,
    /// Somebody pressed a key.
    Tone,
    /// An operation ended. An operation has one such event.
    End,
    /// A better outcome of an operation that had ended with an unknown one.
    Late,
    /// Any other notification.
    Other,
}

impl EventKind {
    /// Returns whether an operation has one event of this kind at most.
    const fn is_end(self) -> bool {
        matches!(self, Self::End | Self::Late)
    }

    const ALL: [Self; 7] =
        [Self::Incoming, Self::Call, Self::Participants, Self::Tone, Self::End, Self::Late, Self::Other];

    /// The kind's name, as stores write it: `incoming`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Incoming => "incoming",
            Self::Call => "call",
            Self::Participants => "participants",
            Self::Tone => "tone",
            Self::End => "end",
            Self::Late => "late",
            Self::Other => "other",
        }
    }

    /// The kind of this name. A name from a later version is `Other`.
    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|kind| kind.name() == name).unwrap_or(Self::Other)
    }
}

impl fmt::Display for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// An event that a work adds.
#[derive(Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// The kind.
    pub kind: EventKind,
    /// The operation's number within its call. A second [`EventKind::End`] or [`EventKind::Late`] of one operation is refused.
    pub operation: Option<u64>,
    /// The content.
    pub body: Vec<u8>,
    /// True if nobody is to receive it: it is stored as acknowledged.
    pub acknowledged: bool,
}

/// The id of an event: its call's key and its number within the call, from 1. Written `{key}-{number}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EventId {
    /// The call's key.
    pub call: CallKey,
    /// The event's number.
    pub number: u64,
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.call, self.number)
    }
}

impl FromStr for EventId {
    type Err = NotAnEventId;

    fn from_str(text: &str) -> Result<Self, NotAnEventId> {
        let (call, number) = crate::call_key::split(text).ok_or(NotAnEventId)?;
        Ok(Self { call, number })
    }
}

/// The text is not an [`EventId`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an event's id: a call's key, a hyphen and a number")]
pub struct NotAnEventId;

/// An event, as a store has it.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredEvent {
    /// The id.
    pub id: EventId,
    /// The kind.
    pub kind: EventKind,
    /// The operation's number within its call.
    pub operation: Option<u64>,
    /// The content.
    pub body: Vec<u8>,
    /// The number of [deliveries](Store::deliver) so far.
    pub attempts: u32,
    /// True if the event is acknowledged.
    pub acknowledged: bool,
}

// Bodies may contain tokens, so only their lengths are shown.

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { call_id, version, body, due } = self;
        let mut debug = f.debug_struct("Record");
        debug.field("call_id", call_id).field("version", version).field("bytes", &body.len()).field("due", due).finish()
    }
}

impl fmt::Debug for NewEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, operation, body, .. } = self;
        let mut debug = f.debug_struct("NewEvent");
        debug.field("kind", kind).field("operation", operation).field("bytes", &body.len()).finish_non_exhaustive()
    }
}

impl fmt::Debug for StoredEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, kind, operation, body, attempts, acknowledged } = self;
        let mut debug = f.debug_struct("StoredEvent");
        debug.field("id", &format_args!("{id}")).field("kind", kind).field("operation", operation);
        debug.field("bytes", &body.len()).field("attempts", attempts).field("acknowledged", acknowledged).finish()
    }
}

/// The state that a work starts from.
#[derive(Clone, Copy, Debug)]
pub struct Current<'a> {
    /// The record, if there is one.
    pub record: Option<&'a Record>,
    /// The number of the call's events that are neither acknowledged nor parked.
    pub unacknowledged: u64,
    /// The store's time.
    pub now: SystemTime,
}

/// The change that a work asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Next {
    /// The change of the record.
    pub record: Change,
    /// New events, in order. They need a record.
    pub events: Vec<NewEvent>,
}

/// The change of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Change {
    /// None.
    #[default]
    Keep,
    /// The record is created or replaced.
    Put(Record),
    /// The record and all its events are deleted.
    Delete,
}

/// A change of one record. `apply` is pure: a store may run it again.
#[derive(Clone)]
pub struct Work {
    /// The key of the record.
    pub key: CallKey,
    /// Computes the change.
    pub apply: Arc<dyn Fn(&Current<'_>) -> Next + Send + Sync>,
}

impl Work {
    /// A work on the record with this key.
    pub fn new(key: CallKey, apply: impl Fn(&Current<'_>) -> Next + Send + Sync + 'static) -> Self {
        Self { key, apply: Arc::new(apply) }
    }
}

impl fmt::Debug for Work {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Work").field("key", &self.key).finish_non_exhaustive()
    }
}

/// The result of a work that was committed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Committed {
    /// The number of the first new event; the others follow.
    pub first_event: u64,
    /// The number of new events.
    pub events: u64,
}

/// The result of an acknowledgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acked {
    /// The event was not acknowledged before.
    Now,
    /// It was.
    Before,
    /// The event never existed, or it has been deleted.
    NoEvent,
}

/// The numbers of what a store holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Records.
    pub calls: u64,
    /// Events that are neither acknowledged nor parked.
    pub unacknowledged: u64,
    /// Events that are parked.
    pub parked: u64,
}

/// A record with its place among the recent ones: see [`Store::recent`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The place.
    pub place: u64,
    /// The record's key.
    pub key: CallKey,
    /// The record.
    pub record: Record,
}

/// The reader of events, for leases: one connection.
pub type Owner = u64;

/// Takes the key of a record with new events; `None` stands for any record.
pub type OnChange = Box<dyn Fn(Option<CallKey>) + Send + Sync>;

/// Keeps records and events. All methods are atomic and durable: what returned `Ok` outlives a crash.
///
/// Times are those of the store's clock, so that several machines agree on leases.
pub trait Store: Send + Sync + 'static {
    /// Applies the works in order, in one commit. Works on one record see each other.
    ///
    /// The result has one entry for each work. A work that fails changes nothing; the others are committed.
    fn transact(&self, works: Vec<Work>) -> BoxFuture<'_, Vec<Result<Committed, StoreError>>>;

    /// Returns the record.
    fn load(&self, key: CallKey) -> BoxFuture<'_, Result<Option<Record>, StoreError>>;

    /// Returns the key of the record with this id of Graph's.
    fn key_of(&self, call_id: &str) -> BoxFuture<'_, Result<Option<CallKey>, StoreError>>;

    /// Returns records after a key, in the keys' order.
    fn calls(&self, after: Option<CallKey>, limit: usize) -> BoxFuture<'_, Result<Vec<(CallKey, Record)>, StoreError>>;

    /// Returns the records that were made last, the latest first; after a page, those before its last place.
    ///
    /// A record's place is a number that the store gives it when it is made, larger than those of the records before. Records that
    /// are made at once, on several machines, may have either order.
    fn recent(&self, before: Option<u64>, limit: usize) -> BoxFuture<'_, Result<Vec<Placed>, StoreError>>;

    /// Returns the keys of due records, the longest due first, and leases them: for that time they are not returned again,
    /// unless a work changes their due time.
    fn due(&self, limit: usize, lease: Duration) -> BoxFuture<'_, Result<Vec<CallKey>, StoreError>>;

    /// Takes events in the order in which they were stored, and leases them to the owner. That counts as no delivery yet.
    ///
    /// An event that is not acknowledged when its lease ends can be taken again.
    fn take_events(
        &self,
        owner: Owner,
        limit: usize,
        lease: Duration,
    ) -> BoxFuture<'_, Result<Vec<StoredEvent>, StoreError>>;

    /// Counts a delivery of an event that the owner has taken, before it is handed out, and begins its lease anew.
    ///
    /// Returns false, and changes nothing, if the event is not the owner's any more: its lease was ended, another owner has taken it,
    /// or it is acknowledged or parked.
    fn deliver(&self, owner: Owner, id: EventId, lease: Duration) -> BoxFuture<'_, Result<bool, StoreError>>;

    /// Ends the owner's leases: its events can be taken at once.
    fn release(&self, owner: Owner) -> BoxFuture<'_, Result<(), StoreError>>;

    /// Acknowledges an event: nobody takes it again.
    fn ack(&self, id: EventId) -> BoxFuture<'_, Result<Acked, StoreError>>;

    /// Acknowledges an event within a transaction of the caller's, for effects that happen exactly once.
    ///
    /// Only a [`Postgres`] store does so, for transactions on its own database. Other stores fail.
    #[cfg(feature = "postgres")]
    fn ack_in<'a>(
        &'a self,
        transaction: &'a tokio_postgres::Transaction<'_>,
        id: EventId,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        let _ = (transaction, id);
        let error = StoreError::Io("the event is not in a PostgreSQL store".to_owned());
        Box::pin(std::future::ready(Err(error)))
    }

    /// Parks an event: it is kept, and nobody takes it again.
    fn park(&self, id: EventId) -> BoxFuture<'_, Result<(), StoreError>>;

    /// Returns parked events, the oldest first.
    fn parked(&self, limit: usize) -> BoxFuture<'_, Result<Vec<StoredEvent>, StoreError>>;

    /// Returns the [`EventKind::End`] of an operation and, if there is one, its [`EventKind::Late`] after it.
    fn ends_of(&self, call: CallKey, operation: u64) -> BoxFuture<'_, Result<Vec<StoredEvent>, StoreError>>;

    /// Returns the latest end of each operation from a key on: its [`EventKind::Late`], if there is one, else its
    /// [`EventKind::End`]. In the order of calls' keys and operations' numbers.
    fn ends(&self, from: OperationKey, limit: usize) -> BoxFuture<'_, Result<Vec<StoredEvent>, StoreError>>;

    /// Returns the numbers of what is held. It may read every index once.
    fn counts(&self) -> BoxFuture<'_, Result<Counts, StoreError>>;

    /// Sets the function that is called soon after another node has added events. A call can be missed, so who waits polls too.
    ///
    /// A store of one process never calls it. A store of several nodes announces its own changes from then on.
    fn on_change(&self, changed: OnChange) {
        drop(changed);
    }

    /// Finishes what waits and gives up what the store holds. All later calls fail with [`StoreError::Closed`].
    fn close(&self) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }

    /// Returns the store's time. It does not go back.
    fn now(&self) -> SystemTime;

    /// Returns whether a work could be committed now, by a small write.
    fn check(&self) -> BoxFuture<'_, Result<(), StoreError>>;
}

/// The reason why a store did not do its work.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// Another process has the store open.
    #[error("{0} is in use by another process")]
    InUse(String),
    /// The disk or the quota is full.
    #[error("no space is left")]
    Full,
    /// The store cannot be written to.
    #[error("read-only: {0}")]
    ReadOnly(String),
    /// The content is damaged.
    #[error("damaged: {0}")]
    Corrupt(String),
    /// A later version of the program has written the schema or the record.
    #[error("version {found} is later than {known}, the latest that this program knows")]
    Newer {
        /// The version in the store.
        found: u32,
        /// The latest version that this program knows.
        known: u32,
    },
    /// Too many works wait.
    #[error("too many works wait")]
    Busy,
    /// The store is closed.
    #[error("closed")]
    Closed,
    /// Another record has this id of Graph's.
    #[error("the call's id belongs to {0}")]
    CallIdTaken(CallKey),
    /// The operation has such an end already.
    #[error("operation {0} has ended already")]
    SecondEnd(u64),
    /// A work panicked, or asked for a change that cannot be: events without a record.
    #[error("a work failed: {0}")]
    Work(String),
    /// Anything else, such as an error of the disk.
    #[error("{0}")]
    Io(String),
}

/// Keeps the last end of each operation, of at most `limit` operations. The ends are in the order of their operations.
fn latest(ends: Vec<StoredEvent>, limit: usize) -> Vec<StoredEvent> {
    let mut kept: Vec<StoredEvent> = Vec::with_capacity(limit.min(ends.len()));
    for end in ends {
        let is_full = kept.len() == limit;
        match kept.last_mut() {
            Some(last) if (last.id.call, last.operation) == (end.id.call, end.operation) => *last = end,
            _ if is_full => break,
            _ => kept.push(end),
        }
    }
    kept
}

/// Milliseconds since 1970, as stores keep times.
fn to_millis(time: SystemTime) -> i64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

fn from_millis(millis: i64) -> SystemTime {
    UNIX_EPOCH + Duration::from_millis(u64::try_from(millis).unwrap_or_default())
}

fn add_millis(now: i64, duration: Duration) -> i64 {
    now.saturating_add(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX))
}

/// A clock whose time does not go back.
#[derive(Debug)]
struct Steady {
    clock: Arc<dyn crate::Clock>,
    latest: std::sync::atomic::AtomicI64,
}

impl Steady {
    fn new(clock: Arc<dyn crate::Clock>) -> Self {
        Self { clock, latest: std::sync::atomic::AtomicI64::new(0) }
    }

    fn millis(&self) -> i64 {
        let now = to_millis(self.clock.now());
        self.latest.fetch_max(now, std::sync::atomic::Ordering::AcqRel).max(now)
    }
}

/// Runs a work. A panic in it is an error.
fn run(work: &Work, current: &Current<'_>) -> Result<Next, StoreError> {
    let next = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| (work.apply)(current)));
    let next = next.map_err(|panic| StoreError::Work(panic_text(&*panic)))?;
    let exists = match &next.record {
        Change::Keep => current.record.is_some(),
        Change::Put(_) => true,
        Change::Delete => false,
    };
    if !exists && !next.events.is_empty() {
        return Err(StoreError::Work("events without a record".to_owned()));
    }
    Ok(next)
}

/// The message of a panic.
pub(crate) fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a panic".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_id_is_read_as_it_is_written() {
        let id = EventId { call: CallKey::random(), number: 12 };
        assert_eq!(id.to_string().parse(), Ok(id));
        for odd in ["", "-", "7", &format!("{}-", id.call), &format!("{}-+1", id.call), &format!("{}-01", id.call)] {
            assert_eq!(odd.parse::<EventId>(), Err(NotAnEventId), "{odd}");
        }
    }
}
