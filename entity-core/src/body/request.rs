//! Requests, ready to be sent.

use super::arguments::arguments;
use crate::json;
use crate::model::node::Node;

/// A request to a service: the method, the path and the body. Sending it is left to an HTTP library.
///
/// ```
/// use entity_core::Request;
///
/// let hang_up = Request::delete("/communications/calls/7");
/// assert_eq!((hang_up.method, hang_up.path.as_str(), hang_up.body), ("DELETE", "/communications/calls/7", None));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Request {
    /// The HTTP method: `GET`, `POST`, `PATCH` or `DELETE`.
    pub method: &'static str,
    /// The path below the service's root, with its query: `/communications/calls/7/playPrompt`.
    pub path: String,
    /// The body in JSON, if the request has one.
    pub body: Option<String>,
}

impl Request {
    /// Creates a `GET` of the object or collection at the path.
    pub fn get(path: impl Into<String>) -> Self {
        Self { method: "GET", path: path.into(), body: None }
    }

    /// Creates a `POST` to the path.
    pub fn post(path: impl Into<String>, body: Option<String>) -> Self {
        Self { method: "POST", path: path.into(), body }
    }

    /// Creates a `PATCH` of the object at the path. [`Tracked::patch`](crate::Tracked::patch) returns such bodies.
    pub fn patch(path: impl Into<String>, body: String) -> Self {
        Self { method: "PATCH", path: path.into(), body: Some(body) }
    }

    /// Creates the request to an action (`POST`) or a function (`GET`) at the path.
    pub(super) fn of_action(method: &str, mut path: String, parameters: &dyn Node) -> Self {
        if method == "GET" {
            arguments(&mut path, parameters);
            return Self::get(path);
        }
        let has_none = parameters.table().all.is_empty() && parameters.dynamic_properties().is_empty();
        Self::post(path, (!has_none).then(|| json::to_string(parameters)))
    }

    /// Creates a `DELETE` of the object at the path.
    pub fn delete(path: impl Into<String>) -> Self {
        Self { method: "DELETE", path: path.into(), body: None }
    }
}
