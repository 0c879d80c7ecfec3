//! For those who look after the service: metrics, the OpenAPI document.

use super::Shared;
use super::problem::answer;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use metrics_exporter_prometheus::PrometheusHandle;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// The least time between two counts of the store, which read each index once.
const COUNT: Duration = Duration::from_secs(15);

pub(super) async fn openapi() -> Response {
    answer(StatusCode::OK, super::document().to_string())
}

/// The metrics of this process, and the counts of its store.
pub(super) struct Metrics {
    handle: PrometheusHandle,
    counted: Mutex<Option<Instant>>,
}

impl Metrics {
    pub(super) fn new(handle: PrometheusHandle) -> Self {
        Self { handle, counted: Mutex::default() }
    }
}

#[allow(clippy::cast_precision_loss, reason = "a gauge is a float")]
pub(super) async fn metrics(State(admin): State<Shared>) -> Response {
    let mut counted = admin.metrics.counted.lock().await;
    if counted.is_none_or(|last| last.elapsed() > COUNT) {
        match admin.live.counts().await {
            Ok(counts) => {
                metrics::gauge!("comms_calls").set(counts.calls as f64);
                metrics::gauge!("comms_events_unacknowledged").set(counts.unacknowledged as f64);
                metrics::gauge!("comms_events_parked").set(counts.parked as f64);
                *counted = Some(Instant::now());
            }
            Err(error) => tracing::warn!(%error, "the store could not be counted"),
        }
    }
    drop(counted);
    admin.metrics.handle.run_upkeep();
    let text = admin.metrics.handle.render();
    let version = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    let mut response = text.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, version);
    response
}
