//! The fake's two tasks: one serves connections, one does what is due and posts notifications.

use crate::answer::Answer;
use crate::deliver;
use crate::log::Request;
use crate::world::World;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request as HttpRequest, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::fmt;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// Bytes of a request's body.
const BODY: usize = 1 << 20;
/// Connections served at once; more wait to be accepted.
const CONNECTIONS: usize = 1_000;
/// Notifications posted at once.
const POSTS: usize = 200;
/// The longest time that an answer waits for the notification that precedes it.
const BEFORE: Duration = Duration::from_secs(10);

/// The world behind its lock, and a signal that it changed.
pub(crate) struct Shared {
    world: Mutex<World>,
    changed: watch::Sender<()>,
}

impl Shared {
    pub(crate) fn new(world: World) -> Self {
        Self { world: Mutex::new(world), changed: watch::Sender::new(()) }
    }

    /// Reads the world.
    pub(crate) fn lock(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the world, and wakes all who wait for that.
    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut World) -> T) -> T {
        let result = change(&mut self.lock());
        self.changed.send_replace(());
        result
    }

    /// Waits until the world gives a value.
    pub(crate) async fn wait_for<T>(&self, ready: impl Fn(&World) -> Option<T>) -> T {
        let mut changed = self.changed.subscribe();
        loop {
            changed.borrow_and_update();
            if let Some(value) = ready(&self.lock()) {
                return value;
            }
            // Fails without a sender alone, and `self` is one.
            let _ = changed.changed().await;
        }
    }

    /// Waits by the fake's clock.
    async fn sleep(&self, duration: Duration) {
        let mut changed = self.changed.subscribe();
        let until = self.lock().clock.now().saturating_add(duration);
        loop {
            changed.borrow_and_update();
            let left = until.saturating_sub(self.lock().clock.now());
            if left.is_zero() {
                return;
            }
            tokio::select! {
                () = tokio::time::sleep(left) => {}
                _ = changed.changed() => {}
            }
        }
    }
}

/// Does what is due and posts notifications, until it is dropped.
pub(crate) async fn work(shared: Arc<Shared>) {
    let mut changed = shared.changed.subscribe();
    let mut posts = JoinSet::new();
    loop {
        changed.borrow_and_update();
        let (worked, wait) = shared.lock().work();
        if worked {
            shared.changed.send_replace(());
        }
        while posts.len() < POSTS {
            let Some(post) = shared.lock().next_post() else { break };
            let shared = Arc::clone(&shared);
            posts.spawn(async move {
                let result = deliver::post(&post).await;
                shared.change(|world| world.posted(&post.call, post.outgoing, &result));
            });
        }
        tokio::select! {
            _ = changed.changed() => {}
            _ = posts.join_next(), if !posts.is_empty() => {}
            () = tokio::time::sleep(wait.unwrap_or(Duration::MAX)) => {}
        }
    }
}

/// Serves connections until it is dropped.
pub(crate) async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept(), if connections.len() < CONNECTIONS => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(connection(stream, Arc::clone(&shared)));
                }
                // Out of descriptors, or a peer that is gone: both pass.
                Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
            },
            _ = connections.join_next(), if !connections.is_empty() => {}
        }
    }
}

/// The connection is to be reset.
#[derive(Debug)]
struct Reset;

impl fmt::Display for Reset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("reset by a fault")
    }
}

impl std::error::Error for Reset {}

async fn connection(stream: TcpStream, shared: Arc<Shared>) {
    // Only slower without it.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request| Box::pin(answer(request, Arc::clone(&shared))));
    let mut connection = http1::Builder::new().timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service);
    let result = poll_fn(|context| connection.poll_without_shutdown(context)).await;
    let mut stream = connection.into_parts().io.into_inner();
    // A peer that is gone makes either fail, which is what they are for.
    match result {
        Err(error) if error.is_user() => drop(stream.set_zero_linger()),
        _ => drop(stream.shutdown().await),
    }
}

async fn answer(request: HttpRequest<Incoming>, shared: Arc<Shared>) -> Result<Response<Full<Bytes>>, Reset> {
    let (head, body) = request.into_parts();
    let body = match Limited::new(body, BODY).collect().await {
        Ok(body) => body.to_bytes().to_vec(),
        Err(_) => {
            return Ok(response(Answer::error(413, "RequestEntityTooLarge", "The body is too large, or broken off.")));
        }
    };
    let text = |value: &hyper::header::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let request = Request {
        method: head.method.as_str().to_owned(),
        path: head.uri.path().to_owned(),
        query: head.uri.query().map(str::to_owned),
        name: "unknown",
        headers: head.headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect(),
        body,
        taken: false,
        status: None,
    };
    let turn = shared.change(|world| world.receive(request));
    if let Some(after) = turn.after {
        // Closed without a value once nothing more is sent; a bot that never answers is not waited for.
        let _ = tokio::time::timeout(BEFORE, after).await;
    }
    if !turn.delay.is_zero() {
        shared.sleep(turn.delay).await;
    }
    turn.answer.map(response).ok_or(Reset)
}

fn response(answer: Answer) -> Response<Full<Bytes>> {
    let mut response = Response::builder().status(answer.status);
    for (name, value) in answer.headers {
        response = response.header(name, value);
    }
    let body = answer.body.map(|body| body.to_string()).unwrap_or_default();
    if !body.is_empty() {
        response = response.header("content-type", "application/json; charset=utf-8");
    }
    // The value cannot be in a header, so the request did not contain it.
    response.body(Full::new(Bytes::from(body))).unwrap_or_else(|_| Response::new(Full::default()))
}
