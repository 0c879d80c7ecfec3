//! Actions and functions: what a request to one is made of, and what its answer is read as. Sends nothing: that is an
//! HTTP library's business.

use crate::json::{self, Read};
use crate::node::{Declared, Node, State};
use crate::primitive::Form;
use crate::syntax::token::Token;
use crate::table::{Category, OPENING, StructuredType, ValueType};
use std::fmt::Write;

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
    fn read(_text: &str) -> Result<Self, json::Error> {
        Ok(())
    }
}

/// `(key='value',other=5)`, with what is no literal in a query behind it.
fn arguments(path: &mut String, request: &dyn Node) {
    let mut arguments = Arguments { path, query: String::new(), empty: true };
    arguments.path.push('(');
    for (property, state) in request.states() {
        match state {
            State::Absent => {}
            State::Null => arguments.add(property.name(), "null", property.value),
            State::Value(view) => {
                arguments.add(property.name(), &json::text_of(view, property.value), property.value);
            }
            State::Verbatim(received, _) => arguments.add(property.name(), &received.text, property.value),
        }
    }
    for (name, raw) in request.dynamic_properties().iter() {
        // Annotations are no parameters.
        if !name.contains('@') {
            arguments.add(&name, raw, ValueType::Open);
        }
    }
    arguments.path.push(')');
    let query = arguments.query;
    path.push_str(&query);
}

/// A function's parameters that are being written.
struct Arguments<'p> {
    path: &'p mut String,
    query: String,
    empty: bool,
}

impl Arguments<'_> {
    fn add(&mut self, name: &str, json: &str, value: ValueType) {
        if !self.empty {
            self.path.push(',');
        }
        self.empty = false;
        escape(self.path, name);
        self.path.push('=');
        if let Some(literal) = literal(json, value) {
            escape(self.path, &literal);
            return;
        }
        self.path.push('@');
        escape(self.path, name);
        self.query.push_str(if self.query.is_empty() { "?@" } else { "&@" });
        escape(&mut self.query, name);
        self.query.push('=');
        escape(&mut self.query, json);
    }
}

/// The value as OData writes it in a URL (URL Conventions, 5.1.1.6.1); `None` for what has no such form.
fn literal(json: &str, value: ValueType) -> Option<String> {
    if json.starts_with(['{', '[']) {
        return None;
    }
    if !json.starts_with('"') {
        return Some(json.to_owned());
    }
    let text = Token::new(json).as_str()?;
    let quoted = || format!("'{}'", text.replace('\'', "''"));
    Some(match value {
        ValueType::Primitive(primitive) => match primitive.name {
            "Edm.DateTimeOffset" | "Edm.Date" | "Edm.TimeOfDay" | "Edm.Guid" => text.into_owned(),
            "Edm.Duration" => format!("duration{}", quoted()),
            "Edm.Binary" => format!("binary{}", quoted().replace('+', "-").replace('/', "_")),
            _ if matches!(primitive.form, Form::Bare | Form::Float) => text.into_owned(),
            _ => quoted(),
        },
        ValueType::Enum(table) | ValueType::Flags(table) => format!("{}{}", table.name, quoted()),
        _ => quoted(),
    })
}

/// Appends the text so that it stands in a path segment or a query as it is (RFC 3986).
fn escape(out: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~':".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
}

// For the derive: how an object of an action's type starts, `{"@odata.type":"#microsoft.graph.call/playPrompt"`.

#[doc(hidden)]
pub const fn bound_to<A: Action>() -> &'static StructuredType {
    let on = <A::On as Declared>::TYPE;
    assert!(matches!(on.category, Category::Entity), "an action is bound to an entity type, or a `OneOf` over one");
    on
}

#[doc(hidden)]
pub const fn action_opening_len(on: &StructuredType, name: &str) -> usize {
    OPENING.len() + on.name.len() + name.len() + 2
}

#[doc(hidden)]
pub const fn action_opening<const N: usize>(on: &StructuredType, name: &str) -> [u8; N] {
    let mut opening = [b'"'; N];
    let parts = [OPENING.as_bytes(), on.name.as_bytes(), b"/", name.as_bytes()];
    let (mut at, mut next) = (0, 0);
    while next < parts.len() {
        let mut byte = 0;
        while byte < parts[next].len() {
            opening[at] = parts[next][byte];
            at += 1;
            byte += 1;
        }
        next += 1;
    }
    opening
}

#[doc(hidden)]
pub const fn action_opening_text(opening: &'static [u8]) -> &'static str {
    match std::str::from_utf8(opening) {
        Ok(text) => text,
        Err(_) => panic!("names are text"),
    }
}

#[doc(hidden)]
pub const fn action_name(opening: &'static [u8]) -> &'static str {
    let (_, name) = action_opening_text(opening).split_at(OPENING.len());
    name.split_at(name.len() - 1).0
}
