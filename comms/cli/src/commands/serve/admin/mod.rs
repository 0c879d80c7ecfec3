//! The admin side: what a bot asks for by HTTP.
//!
//! Each request passes the `guard`. `calls`, `actions`, `operations` and `events` are the routes below `/api`; `page`,
//! `timeline` and `changes` show what happens; `observe` is for those who look after the service. `problem` is the form of all errors.
//! `openapi` describes the routes.

mod actions;
mod calls;
mod changes;
mod events;
mod guard;
mod observe;
mod openapi;
mod operations;
mod page;
mod problem;
mod request;
mod schema;
mod timeline;

pub(super) use openapi::document;

use super::server::over;
use super::setup::Setup;
use crate::failure::Failure;
use axum::Router;
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, delete, get, post};
use changes::Watchers;
use comms_live::Live;
use entity_core::Secret;
use events::Streams;
use metrics_exporter_prometheus::PrometheusHandle;
use problem::Problem;
use std::sync::Arc;
use tokio::sync::watch;

/// The state that all routes share.
pub(super) struct Admin {
    live: Live,
    /// The tenant of calls that name none, if there is only one.
    tenant: Option<String>,
    token: Option<Secret>,
    hosts: Vec<String>,
    streams: Streams,
    waits: operations::Waits,
    watchers: Watchers,
    bodies: request::Bodies,
    metrics: observe::Metrics,
    ending: watch::Receiver<bool>,
}

type Shared = Arc<Admin>;

impl Admin {
    pub(super) fn new(live: Live, setup: Setup, metrics: PrometheusHandle, ending: watch::Receiver<bool>) -> Self {
        let tenant = (setup.tenants.len() == 1).then(|| setup.tenants[0].clone());
        Self {
            live,
            tenant,
            token: setup.token,
            hosts: setup.hosts,
            streams: Streams::default(),
            waits: operations::Waits::default(),
            watchers: Watchers::default(),
            bodies: request::Bodies::default(),
            metrics: observe::Metrics::new(metrics),
            ending,
        }
    }

    pub(super) fn router(self) -> Result<Router, Failure> {
        let health = self.live.health("/healthz").map_err(|error| Failure::Input(error.to_string()))?;
        let admin = Arc::new(self);
        let routes = routes().into_iter().fold(Router::new(), |router, (path, _, handler)| router.route(path, handler));
        let routes = routes.with_state(Arc::clone(&admin)).merge(health).fallback(async || Problem::no_route());
        let routes = routes.method_not_allowed_fallback(async || Problem::no_method());
        Ok(routes.layer(from_fn_with_state(admin, guard::check)))
    }

    /// Returns once the service ends.
    async fn over(&self) {
        over(&mut self.ending.clone()).await;
    }
}

/// All routes but `/healthz`, which the live half has.
fn routes() -> Vec<(&'static str, Method, MethodRouter<Shared>)> {
    vec![
        ("/", Method::GET, get(page::html)),
        ("/page.css", Method::GET, get(page::css)),
        ("/page.js", Method::GET, get(page::js)),
        ("/metrics", Method::GET, get(observe::metrics)),
        ("/api/openapi.json", Method::GET, get(observe::openapi)),
        ("/api/calls", Method::GET, get(calls::list)),
        ("/api/calls", Method::POST, post(calls::create)),
        ("/api/calls/{key}", Method::GET, get(calls::show)),
        ("/api/calls/{key}", Method::DELETE, delete(calls::hang_up)),
        ("/api/calls/{key}/{action}", Method::POST, post(actions::on_call)),
        ("/api/calls/{key}/participants/{action}", Method::POST, post(actions::on_participants)),
        ("/api/calls/{key}/participants/{participant}/{action}", Method::POST, post(actions::on_participant)),
        ("/api/operations", Method::GET, get(operations::list)),
        ("/api/operations/{key}", Method::GET, get(operations::show)),
        ("/api/timeline", Method::GET, get(timeline::list)),
        ("/api/events", Method::GET, get(events::stream)),
        ("/api/changes", Method::GET, get(changes::stream)),
        ("/api/events/{id}/ack", Method::POST, post(events::ack)),
    ]
}
