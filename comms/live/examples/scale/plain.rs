//! The same messages by plain SQL: groups of 64 on four connections, each group in two round trips.

use crate::Failure;
use comms_live::CallKey;
use comms_live::store::tokio_postgres::types::ToSql;
use comms_live::store::tokio_postgres::{Client, Error, NoTls, Row, Statement, connect};
use futures_util::future::{maybe_done, try_join_all};
use std::future::poll_fn;
use std::sync::Arc;
use std::task::Poll;
use std::time::{Duration, Instant};
use uuid::Uuid;

const LANES: usize = 4;
const GROUP: usize = 64;

async fn open(url: &str) -> Result<Client, Failure> {
    let (client, connection) = connect(url, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}

pub(crate) async fn size(url: &str) -> Result<u64, Failure> {
    let row = open(url).await?.query_one("SELECT pg_database_size(current_database())", &[]).await?;
    Ok(row.try_get::<_, i64>(0)?.cast_unsigned())
}

/// Returns the messages that are committed a second.
pub(crate) async fn rate(
    url: &str,
    record: &[u8],
    event: &[u8],
    keys: &Arc<[CallKey]>,
    time: Duration,
) -> Result<f64, Failure> {
    let started = Instant::now();
    let lanes = (0..LANES).map(|number| async move {
        let lane = Lane::open(url).await?;
        let mut count = 0;
        while started.elapsed() < time {
            let at = |n: usize| (count + n) * LANES + number;
            // In the keys' order, so that no lane waits for another in a circle.
            let mut group: Vec<_> = (0..GROUP).map(|n| key(keys[at(n) * 7919 % keys.len()])).collect();
            group.sort_unstable();
            group.dedup();
            lane.commit(record, event, &group).await?;
            count += group.len();
        }
        Ok::<_, Failure>(count)
    });
    let counts = try_join_all(lanes).await?;
    Ok(counts.into_iter().sum::<usize>() as f64 / started.elapsed().as_secs_f64())
}

fn key(key: CallKey) -> Uuid {
    Uuid::from_bytes(*key.as_bytes())
}

type Values<'a> = [&'a (dyn ToSql + Sync); 3];

/// A connection with its statements.
struct Lane {
    client: Client,
    begin: Statement,
    lock: Statement,
    put: Statement,
    add: Statement,
    commit: Statement,
}

impl Lane {
    async fn open(url: &str) -> Result<Self, Failure> {
        let client = open(url).await?;
        let lock = client.prepare("SELECT tracker, events FROM calls WHERE key = $1 FOR UPDATE").await?;
        let put = client.prepare("UPDATE calls SET tracker = $2, events = $3 WHERE key = $1").await?;
        let add = "INSERT INTO events (call, number, kind, body, next, acked) VALUES ($1, $2, 'tone', $3, 0, true)";
        let (begin, commit) = (client.prepare("BEGIN").await?, client.prepare("COMMIT").await?);
        Ok(Self { begin, lock, put, add: client.prepare(add).await?, commit, client })
    }

    async fn commit(&self, record: &[u8], event: &[u8], keys: &[Uuid]) -> Result<(), Failure> {
        let keyed: Vec<[&(dyn ToSql + Sync); 1]> = keys.iter().map(|key| [key as _]).collect();
        let begin = self.client.query(&self.begin, &[]);
        let locks = keyed.iter().map(|key| self.client.query(&self.lock, key));
        let rows = in_order(std::iter::once(begin).chain(locks)).await?;
        let numbers = rows.iter().skip(1).map(|rows| rows.first().map_or(Ok(0), |row| row.try_get::<_, i64>(1)));
        let numbers = numbers.map(|number| Ok(number? + 1)).collect::<Result<Vec<_>, Error>>()?;
        let puts: Vec<Values<'_>> =
            keys.iter().zip(&numbers).map(|(key, n)| [key as _, &record as _, n as _]).collect();
        let adds: Vec<Values<'_>> = keys.iter().zip(&numbers).map(|(key, n)| [key as _, n as _, &event as _]).collect();
        let puts = puts.iter().map(|values| self.client.query(&self.put, values));
        let adds = adds.iter().map(|values| self.client.query(&self.add, values));
        in_order(puts.chain(adds).chain(std::iter::once(self.client.query(&self.commit, &[])))).await?;
        Ok(())
    }
}

/// Sends all statements, in order, before the first answer is awaited.
async fn in_order(
    statements: impl Iterator<Item = impl Future<Output = Result<Vec<Row>, Error>>>,
) -> Result<Vec<Vec<Row>>, Error> {
    let mut sent: Vec<_> = statements.map(|statement| Box::pin(maybe_done(statement))).collect();
    for statement in &mut sent {
        poll_fn(|context| Poll::Ready(statement.as_mut().poll(context).is_ready())).await;
    }
    let mut results = Vec::with_capacity(sent.len());
    for mut statement in sent {
        statement.as_mut().await;
        results.extend(statement.as_mut().take_output().transpose()?);
    }
    Ok(results)
}
