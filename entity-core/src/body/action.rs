//! Requests to actions and functions, and their answers. Sending them is left to an HTTP library.

use super::answer::{AnswerError, answer};
use super::request::Request;
use super::target::{Accepts, Binding, Target};
use crate::json;
use crate::json::Read;
use crate::model::node::Declared;
use crate::model::table::StructuredType;

/// A request to an action or a function of a type, with its parameters as properties. Comes with `#[derive(Action)]`.
///
/// [`request`](Self::request) has everything that an HTTP library needs, and [`answer`](Self::answer) reads the response:
///
/// ```
/// use entity_core::{Accepts, Action, DynamicProperties, Entity, Prop, Request, Target, prelude::*};
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
/// /// Sends any request and reads any answer: the whole client.
/// fn send<A: Action, T>(action: &A, target: &Target<T>) -> Result<A::Answer, Box<dyn std::error::Error>>
/// where
///     Target<T>: Accepts<A>,
/// {
///     action.validate()?;
///     let (status, body) = http(action.request(target))?;
///     Ok(A::answer(status, &[], &body)?)
/// }
///
/// let mut ring = Ring::default();
/// ring.set_timeout(30)?;
/// let call = send(&ring, &Target::<Call>::at("/communications/calls/7"))?;
/// assert_eq!(call.as_ref().and_then(Call::id), Some("7"));
///
/// # fn http(request: Request) -> Result<(u16, Vec<u8>), Box<dyn std::error::Error>> {
/// #     assert_eq!(request, Request::post("/communications/calls/7/ring", Some(r#"{"timeout":30}"#.to_owned())));
/// #     Ok((200, br#"{"id": "7"}"#.to_vec()))
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an action",
    label = "derive `Action` for it, with `#[action(\"name\", on = Type)]`"
)]
pub trait Action: Declared {
    /// The type that the action is bound to: an entity type, or a `Vec` of one for an action on a collection.
    type On: Binding;
    /// The type of the answer: `()` if there is none, an `Option` if it may be empty.
    type Answer: Read;
    /// The name without the namespace: `playPrompt`.
    const NAME: &'static str;
    /// The HTTP method: `POST` for an action, `GET` for a function.
    const METHOD: &'static str;

    /// Creates the request to the target. [`validate`](crate::Entity::validate) the action first.
    ///
    /// The path is the target's, with the name: `/communications/calls/7/playPrompt`. The parameters of an action are the body; there
    /// is none if the action has no parameters. A function has its parameters in the path, as OData writes them:
    /// `/presences/getAll(user='o''neil',since=2026-08-01T00:00:00Z)`; collections and objects are in the query, by an alias.
    fn request<T>(&self, target: &Target<T>) -> Request
    where
        Target<T>: Accepts<Self>,
    {
        let path = format!("{}{}/{}", target.path(), <Target<T> as Accepts<Self>>::BELOW, Self::NAME);
        Request::of_action(Self::METHOD, path, self)
    }

    /// Reads the response.
    ///
    /// # Errors
    /// See [`AnswerError`]. A body that is an error (`{"error": {…}}`) is one whatever the status, so it is never an operation that
    /// is pending, nor an empty page.
    fn answer(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Result<Self::Answer, AnswerError> {
        answer(status, headers, body)
    }
}

/// No answer: any body is accepted, and not read.
impl Read for () {
    const __TYPE: Option<&'static StructuredType> = None;

    fn __read(_text: &str, _limits: json::Limits) -> Result<Self, json::Error> {
        Ok(())
    }
}
