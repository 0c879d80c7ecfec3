//! The page: calls and operations in a browser. It has no data: its script asks the timeline, with the token that the reader gives it.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};

/// Script and style from this origin alone, nothing inline, no page around it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

/// The paths of the page and its parts. They are open: who has them knows what is in this repository.
pub(super) const PATHS: [&str; 3] = ["/", "/page.css", "/page.js"];

pub(super) async fn html() -> Response {
    part("text/html; charset=utf-8", include_str!("../page/index.html"))
}

pub(super) async fn css() -> Response {
    part("text/css; charset=utf-8", include_str!("../page/page.css"))
}

pub(super) async fn js() -> Response {
    part("text/javascript; charset=utf-8", include_str!("../page/page.js"))
}

fn part(content_type: &'static str, text: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(content_type)),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
        // The parts of two versions do not mix.
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, text).into_response()
}
