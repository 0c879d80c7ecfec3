//! Changes of calls, streamed to the page. Unlike a reader of events, it takes nothing from the bot.

use super::Shared;
use super::problem::Problem;
use super::request::Query;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use comms_live::{CallKey, Changed, Changes};
use futures_util::stream::unfold;
use serde_json::json;
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Watchers at once.
const WATCHERS: usize = 100;
/// The time in which changes of one call become one message.
const GATHER: Duration = Duration::from_millis(100);

/// Changes of different calls that are gathered. More become one of any call.
const MOST: usize = 256;

/// Places for watchers.
pub(super) struct Watchers(Arc<Semaphore>);

impl Default for Watchers {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(WATCHERS)))
    }
}

/// One watcher.
struct Watcher {
    admin: Shared,
    changes: Changes,
    /// Calls that changed; `None` stands for any call.
    gathered: BTreeSet<Option<CallKey>>,
    _place: OwnedSemaphorePermit,
}

impl Watcher {
    async fn next(&mut self) -> Option<Option<CallKey>> {
        if self.gathered.is_empty() {
            let first = tokio::select! {
                changed = self.changes.next() => changed?,
                () = self.admin.over() => return None,
            };
            self.gather(first);
            let more = async {
                while let Some(changed) = self.changes.next().await {
                    self.gather(changed);
                }
            };
            let _ = tokio::time::timeout(GATHER, more).await;
        }
        self.gathered.pop_first()
    }

    fn gather(&mut self, changed: Changed) {
        if self.gathered.len() >= MOST {
            self.gathered = BTreeSet::from([None]);
        }
        self.gathered.insert(match changed {
            Changed::Call(call) => Some(call),
            Changed::Any => None,
        });
    }
}

pub(super) async fn stream(State(admin): State<Shared>, request: Request) -> Result<Response, Problem> {
    Query::of(&request).end()?;
    let place = Arc::clone(&admin.watchers.0).try_acquire_owned();
    let place = place.map_err(|_| Problem::too_many(format!("{WATCHERS} watchers are there")))?;
    let changes = admin.live.changes();
    let watcher = Watcher { admin, changes, gathered: BTreeSet::new(), _place: place };
    let stream = unfold(watcher, async |mut watcher| {
        let call = watcher.next().await?.map(|call| call.to_string());
        Some((Ok::<_, Infallible>(Event::default().data(json!({ "call": call }).to_string())), watcher))
    });
    let mut response = Sse::new(stream).keep_alive(KeepAlive::new()).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
