//! The lease of a node: what a node that is gone had taken is given to the others.

use super::error::Failure;
use super::session::{Session, params, sql};
use super::{Shared, read_number, statements as text};
use crate::store::add_millis;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The time for which a node is taken to be alive. With [`BEAT`], its leases end within 15 s.
const LEASE: Duration = Duration::from_secs(12);
/// The time between two signs of life.
const BEAT: Duration = Duration::from_secs(3);

/// Gives signs of life, and adopts what nodes without them have leased.
pub(super) async fn beat(shared: Arc<Shared>) {
    let mut latest: Option<Instant> = None;
    loop {
        // After an outage of the database, or a pause of this node, the others get time for a sign of life.
        let adopts = latest.is_some_and(|latest| latest.elapsed() < LEASE);
        // One attempt: the next beat is near.
        match once(&shared, adopts).await {
            Ok(()) => latest = Some(Instant::now()),
            Err(failure) => {
                tracing::warn!(error = %failure.into_error(), "a node's sign of life could not be stored");
            }
        }
        tokio::time::sleep(BEAT).await;
    }
}

async fn once(shared: &Shared, adopts: bool) -> Result<(), Failure> {
    let now = shared.measure().await?;
    let mut session = Session::new(&shared.pool).await?;
    session.query(sql(text::ALIVE, params![shared.node, add_millis(now, LEASE)])).await?;
    if !adopts {
        return Ok(());
    }
    for row in session.query(sql(text::GONE, params![now])).await? {
        let node = read_number(&row, 0).map_err(Failure::Final)?;
        tracing::warn!(node, "a node is gone: its leases end");
        adopt(&mut session, node).await?;
        // The last step, so that another node adopts if this one stops before it.
        session.query(sql(text::FORGET, params![node, now])).await?;
    }
    Ok(())
}

async fn adopt(session: &mut Session, node: i64) -> Result<(), Failure> {
    session.query(sql(text::ADOPT_EVENTS, params![node])).await?;
    session.query(sql(text::ADOPT_CALLS, params![node])).await.map(drop)
}

/// Ends this node's leases.
pub(super) async fn leave(shared: &Shared) -> Result<(), Failure> {
    let mut session = Session::new(&shared.pool).await?;
    adopt(&mut session, shared.node).await?;
    session.query(sql(text::FORGET, params![shared.node, i64::MAX])).await.map(drop)
}
