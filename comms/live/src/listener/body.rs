//! Bodies, read within limits: of size, of time, and of memory for all that are being read.

use super::refusal::Refusal;
use axum::body::Body;
use axum::http::{HeaderMap, StatusCode, header};
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt as _;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Limits of the bodies that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The largest body, in bytes. 1 MiB by default.
    pub body: usize,
    /// The most JSON objects in a body. 20,000 by default: each takes far more memory once it is read than `{}` takes in the
    /// body, and a body of 1 MiB that the service sends has 10,000 at most.
    pub objects: usize,
    /// The bytes that all bodies take together, from the first byte read until each is stored. Buffers of the connections and
    /// the objects that are read from the bodies count too. 32 MiB by default.
    pub reading: usize,
    /// The longest time for a body to arrive. 10 s by default.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { body: 1024 * 1024, objects: 20_000, reading: 32 * 1024 * 1024, time: Duration::from_secs(10) }
    }
}

/// Bytes by which the share of a body grows whose length is not declared.
const STEP: usize = 16 * 1024;
/// Bytes that a connection buffers of a body, at most.
const BUFFER: usize = 400 * 1024;
/// Bytes that an object takes once it is read, at most.
const OBJECT: usize = 512;

/// The length that the headers declare, if they do.
pub(super) fn declared_length(headers: &HeaderMap, limits: &Limits) -> Result<Option<usize>, Refusal> {
    let Some(length) = headers.get(header::CONTENT_LENGTH) else { return Ok(None) };
    let length = length.to_str().ok().and_then(|length| length.trim().parse().ok());
    // A number too large to be read is too large.
    length.filter(|length| *length <= limits.body).map(Some).ok_or_else(|| too_large(limits))
}

/// Reads a body. Its share of the budget is returned with it.
pub(super) async fn read(
    body: Body,
    declared: Option<usize>,
    limits: &Limits,
    budget: &Arc<Semaphore>,
) -> Result<(Bytes, OwnedSemaphorePermit), Refusal> {
    let read = collect(body, declared, limits, budget);
    let (body, mut share) = tokio::time::timeout(limits.time, read)
        .await
        .map_err(|_| Refusal::new(StatusCode::REQUEST_TIMEOUT, "slow", "the body did not arrive in time"))??;
    if body.iter().all(u8::is_ascii_whitespace) {
        return Err(Refusal::new(StatusCode::BAD_REQUEST, "empty", "the body is empty"));
    }
    // Braces in texts count too: an estimate from above.
    #[allow(clippy::naive_bytecount, reason = "1 MiB at most, beside a parse of the same bytes")]
    let objects = body.iter().filter(|byte| **byte == b'{').count();
    if objects > limits.objects {
        let message = format!("the body has more than {} objects", limits.objects);
        return Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "tooLarge", message));
    }
    share.merge(take_share(budget, objects * OBJECT)?);
    Ok((body, share))
}

async fn collect(
    body: Body,
    declared: Option<usize>,
    limits: &Limits,
    budget: &Arc<Semaphore>,
) -> Result<(Bytes, OwnedSemaphorePermit), Refusal> {
    let mut share = take_share(budget, cost(declared.unwrap_or(STEP)))?;
    let mut read = BytesMut::with_capacity(declared.unwrap_or(0));
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk =
            chunk.map_err(|_| Refusal::new(StatusCode::BAD_REQUEST, "incomplete", "the body ended before its end"))?;
        let length = read.len() + chunk.len();
        if length > limits.body {
            return Err(too_large(limits));
        }
        // A buffer that grows has room for twice its bytes.
        let room = if declared.is_some() { length } else { 2 * length };
        if let Some(missing) = cost(room).checked_sub(share.num_permits()).filter(|missing| *missing > 0) {
            share.merge(take_share(budget, missing.max(STEP))?);
        }
        read.extend_from_slice(&chunk);
    }
    Ok((read.freeze(), share))
}

/// The memory that a body takes while it is read: its bytes, some of them twice.
fn cost(length: usize) -> usize {
    length + length.min(BUFFER)
}

fn take_share(budget: &Arc<Semaphore>, bytes: usize) -> Result<OwnedSemaphorePermit, Refusal> {
    let share = u32::try_from(bytes).ok().and_then(|bytes| Arc::clone(budget).try_acquire_many_owned(bytes).ok());
    share.ok_or_else(|| Refusal::later("busy", "too many bodies are being read", Duration::from_secs(1)))
}

fn too_large(limits: &Limits) -> Refusal {
    let message = format!("the body has more than {} bytes", limits.body);
    Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "tooLarge", message)
}
