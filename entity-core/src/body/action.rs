//! Actions and functions: what a request to one is made of, and what its answer is read as. Sends nothing: that is an
//! HTTP library's business.

use super::arguments::arguments;
use crate::json;
use crate::json::Read;
use crate::model::node::{Declared, Node};

/// A request to an action or a function that is bound to a type, with its parameters as properties. Comes with
/// `#[derive(Action)]`.
///
/// It says all that an HTTP library is to be told, whichever that is:
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
/// /// Any action, sent to what stands at that path: the whole client.
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
    message = "`{Self}` is no action",
    label = "derive `Action` for it, with `#[action(\"name\", on = Type)]`"
)]
pub trait Action: Declared {
    /// What it is bound to: an entity type, or that of the collection's items.
    type On: Declared;
    /// What its answer is read as; `()` where it has none, an `Option` where it may be nothing.
    type Answer: Read;
    /// Its name, without the namespace: `playPrompt`.
    const NAME: &'static str;
    /// How it is sent: `POST` for an action, `GET` for a function.
    const METHOD: &'static str;

    /// Where it is sent, under the path or the URL of what it is bound to: `/communications/calls/7/playPrompt`.
    ///
    /// A function has its parameters there, as OData writes them: `/presences/getAll(user='o''neil',since=2026-08-01T00:00:00Z)`.
    /// What is a collection or an object stands in the query, by an alias.
    fn path(&self, bound: &str) -> String {
        let mut path = format!("{}/{}", bound.trim_end_matches('/'), Self::NAME);
        if Self::METHOD == "GET" {
            arguments(&mut path, self);
        }
        path
    }

    /// What is sent: JSON. `None` for a function, and for an action that has no parameters.
    fn body(&self) -> Option<String> {
        let node: &dyn Node = self;
        let has_none = Self::TYPE.all.is_empty() && node.dynamic_properties().is_empty();
        if Self::METHOD == "GET" || has_none { None } else { Some(json::to_string(self)) }
    }

    /// Reads what came back with a status of success. Look at the HTTP status first: members that the answer's type does
    /// not declare are kept, so the body of an error reads as an operation without a status, which is pending.
    ///
    /// # Errors
    /// As [`json::from_slice`].
    fn read_answer(body: &[u8]) -> Result<Self::Answer, json::Error> {
        json::from_slice(body)
    }
}

/// An answer that has nothing to say: whatever the body is, it is not looked at.
impl Read for () {
    fn __read(_text: &str) -> Result<Self, json::Error> {
        Ok(())
    }
}
