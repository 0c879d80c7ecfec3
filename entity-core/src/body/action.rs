//! Requests to actions and functions, and their answers. Sending them is left to an HTTP library.

use super::answer::{AnswerError, answer};
use super::arguments::arguments;
use crate::json;
use crate::json::Read;
use crate::model::node::{Declared, Node};

/// A request to an action or a function of a type, with its parameters as properties. Comes with `#[derive(Action)]`.
///
/// It has everything that an HTTP library needs:
///
/// ```
/// use entity_core::{Action, DynamicProperties, Entity, Prop, prelude::*};
/// # #[derive(Clone, Debug, Default, PartialEq, Entity)]
/// # #[entity("contoso.call")]
/// # pub struct Call {
/// #     #[prop("id")]
/// #     id: Prop<String>,
/// #     #[dynamic]
/// #     dynamic: DynamicProperties,
/// # }
///
/// /// Rings again.
/// #[derive(Clone, Debug, Default, PartialEq, Action)]
/// #[action("ring", on = Call, returns = Option<Call>)]
/// pub struct Ring {
///     /// How long, in seconds.
///     #[prop("timeout", range = 1..=120)]
///     timeout: Prop<i32>,
///     #[dynamic]
///     dynamic: DynamicProperties,
/// }
///
/// /// Sends any action to the given path: the whole client.
/// fn send<A: Action>(action: &A, bound: &str) -> Result<A::Answer, Box<dyn std::error::Error>> {
///     action.validate()?;
///     let answer = http(A::METHOD, &action.path(bound), action.body().as_deref())?;
///     Ok(A::read_answer(&answer)?)
/// }
///
/// let mut ring = Ring::default();
/// ring.set_timeout(30)?;
/// let call = send(&ring, "/communications/calls/7")?;
/// assert_eq!(call.as_ref().and_then(Call::id), Some("7"));
///
/// # fn http(method: &str, path: &str, body: Option<&str>) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
/// #     assert_eq!((method, path, body), ("POST", "/communications/calls/7/ring", Some(r#"{"timeout":30}"#)));
/// #     Ok(br#"{"id": "7"}"#.to_vec())
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an action",
    label = "derive `Action` for it, with `#[action(\"name\", on = Type)]`"
)]
pub trait Action: Declared {
    /// The type that the action is bound to: an entity type, or that of a collection's items.
    type On: Declared;
    /// The type of the answer: `()` if there is none, an `Option` if it may be empty.
    type Answer: Read;
    /// The name without the namespace: `playPrompt`.
    const NAME: &'static str;
    /// The HTTP method: `POST` for an action, `GET` for a function.
    const METHOD: &'static str;

    /// Returns the path, below the path or URL of the object that the action is bound to: `/communications/calls/7/playPrompt`.
    ///
    /// A function has its parameters in the path, as OData writes them:
    /// `/presences/getAll(user='o''neil',since=2026-08-01T00:00:00Z)`. Collections and objects are in the query, by an alias.
    fn path(&self, bound: &str) -> String {
        let mut path = format!("{}/{}", bound.trim_end_matches('/'), Self::NAME);
        if Self::METHOD == "GET" {
            arguments(&mut path, self);
        }
        path
    }

    /// Returns the JSON body; `None` for a function, and for an action without parameters.
    fn body(&self) -> Option<String> {
        let node: &dyn Node = self;
        let has_none = Self::TYPE.all.is_empty() && node.dynamic_properties().is_empty();
        if Self::METHOD == "GET" || has_none { None } else { Some(json::to_string(self)) }
    }

    /// Reads the response.
    ///
    /// # Errors
    /// See [`AnswerError`]. A body that is an error (`{"error": {…}}`) is one whatever the status, so it is never an operation that
    /// is pending, nor an empty page.
    fn answer(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Result<Self::Answer, AnswerError> {
        answer(status, headers, body)
    }

    /// Reads the body of a successful response. Check the HTTP status first: undeclared members are kept, so the body of an error
    /// would read as an operation without a status, which is pending.
    ///
    /// # Errors
    /// See [`json::from_slice`].
    fn read_answer(body: &[u8]) -> Result<Self::Answer, json::Error> {
        json::from_slice(body)
    }
}

/// No answer: any body is accepted, and not read.
impl Read for () {
    fn __read(_text: &str) -> Result<Self, json::Error> {
        Ok(())
    }
}
