//! What did I change? The difference between two states of a value, as the smallest JSON merge patch.

mod annotations;
mod patch;
mod related;
mod same;

use crate::json::Write;
use crate::kinds::loaded::StructuredValue;
use crate::model::kind::ViewMut;
use crate::model::node::{Declared, Node};
use crate::model::slot::settle;
use crate::model::value_type::ValueType;
use crate::model::violation::Violations;
use patch::{Parts, Patch};
use related::Request;

use std::collections::VecDeque;
use std::fmt;
use std::ops::{Deref, DerefMut};

/// A value and its last accepted state, so that changes can be sent.
///
/// ```
/// use entity_core::{json, ComplexType, DynamicProperties, Prop, Tracked};
/// #[derive(Clone, Debug, Default, PartialEq, ComplexType)]
/// #[complex_type("contoso.result")]
/// struct ResultInfo {
///     #[prop("code")]
///     code: Prop<i32>,
///     #[prop("message")]
///     message: Prop<String>,
///     #[dynamic]
///     dynamic: DynamicProperties,
/// }
/// let mut result = Tracked::new(json::from_str::<ResultInfo>(r#"{"code": 200, "message": "fine"}"#)?);
/// assert_eq!(result.patch(), None);
/// result.set_code(404);
/// result.set_message(None);
/// assert_eq!(result.patch().as_deref(), Some(r#"{"code":404,"message":null}"#));
/// result.accept();
/// assert_eq!(result.patch(), None);
/// # Ok::<(), json::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Tracked<T> {
    start: T,
    value: T,
}

/// A value that [`Tracked`] can hold: of a declared type that is `Clone`, or of a type that was loaded from a schema.
#[diagnostic::on_unimplemented(
    message = "changes of `{Self}` cannot be tracked",
    label = "not a declared type that is `Clone`",
    note = "`Tracked` holds a type that derives `Entity`, `ComplexType` or `OneOf`, and `Clone`"
)]
pub trait Trackable: Node + Clone {
    /// The kind of a place that may hold the value.
    #[doc(hidden)]
    fn __kind(&self) -> ValueType;
}

impl<T: Declared + Clone> Trackable for T {
    fn __kind(&self) -> ValueType {
        T::VALUE
    }
}

impl Trackable for StructuredValue {
    /// The type itself, whatever its subtypes: a value of another type has another `T`.
    fn __kind(&self) -> ValueType {
        ValueType::Loaded(self.loaded_type())
    }
}

impl<T: Trackable> Tracked<T> {
    /// Starts tracking from this state.
    pub fn new(value: T) -> Self {
        let mut tracked = Self { start: value.clone(), value };
        tracked.accept();
        tracked
    }

    /// Returns the changes since the start, as the body of a PATCH; `None` if there are none.
    ///
    /// - A property made absent or null is null. A collection is replaced whole: an empty one that was set is `[]`.
    /// - An empty value that `_mut` inserted is not a change, and neither is an equal value in another spelling: `10.5` for
    ///   `10.50`, a moment in another time zone, flags in another order.
    /// - A nested value of a subtype has its tag. If its type changed, it is sent whole, and null for what the new type declares
    ///   and the new value lacks.
    /// - An annotation such as `size@odata.type` goes with its property. Control information such as `@odata.etag` is not sent;
    ///   `boss@odata.bind` is, if it was set.
    /// - Entities behind navigation properties are not in it: see [`patches`](Self::patches).
    /// - A property received under a name in another case, or under an older name, is sent under that name:
    ///
    /// ```
    /// # use entity_core::{json, ComplexType, DynamicProperties, Prop, Tracked};
    /// # #[derive(Clone, Debug, Default, PartialEq, ComplexType)]
    /// # #[complex_type("contoso.result")]
    /// # struct ResultInfo { #[prop("code")] code: Prop<i32>, #[dynamic] dynamic: DynamicProperties }
    /// let mut result = Tracked::new(json::from_str::<ResultInfo>(r#"{"Code": 200}"#)?);
    /// result.set_code(404);
    /// assert_eq!(result.patch().as_deref(), Some(r#"{"Code":404}"#));
    /// # Ok::<(), json::Error>(())
    /// ```
    pub fn patch(&self) -> Option<String> {
        Patch::body().of(&self.request()).body
    }

    /// Returns each PATCH request that the changes need, as its path and its body: for the value itself, with an empty path, and
    /// for each changed entity behind a navigation property.
    ///
    /// A path is relative to the value's URL: `manager`, `members/7` or, if the entity's `@odata.id` has that form,
    /// `members('7')`. The key is that of `@odata.id`, else the property `id`. In a [`Page`](crate::Page), it is `7` alone.
    ///
    /// An entity is listed if it is the same as before: one of a collection if it was there and has a key, a single one if its key
    /// is the same or neither has one. Adding, removing or exchanging an entity changes a link, which a PATCH of the entity
    /// cannot: POST it, DELETE `$ref`, or set `manager@odata.bind`.
    ///
    /// ```
    /// use entity_core::{json, DynamicProperties, Entity, Prop, Tracked};
    /// #[derive(Clone, Debug, Default, PartialEq, Entity)]
    /// #[entity("contoso.person")]
    /// struct Person {
    ///     #[prop("id", read_only)]
    ///     id: Prop<String>,
    ///     #[prop("name")]
    ///     name: Prop<String>,
    ///     #[prop("manager")]
    ///     manager: Prop<Box<Person>>,
    ///     #[dynamic]
    ///     dynamic: DynamicProperties,
    /// }
    /// let read = r#"{"id": "1", "name": "Ada", "manager": {"id": "9", "name": "Bo"}}"#;
    /// let mut person = Tracked::new(json::from_str::<Person>(read)?);
    /// person.set_name("Ada L.");
    /// person.manager_mut().expect("expanded").set_name("Bea");
    /// let patches = person.patches();
    /// assert_eq!(patches[0], (String::new(), r#"{"name":"Ada L."}"#.to_owned()));
    /// assert_eq!(patches[1], ("manager".to_owned(), r#"{"name":"Bea"}"#.to_owned()));
    /// # Ok::<(), json::Error>(())
    /// ```
    pub fn patches(&self) -> Vec<(String, String)> {
        self.requests().into_iter().filter_map(|(path, parts)| Some((path, parts.body?))).collect()
    }

    /// May I send the [`patches`](Self::patches)? Returns the broken rules of what they contain, and of nothing else.
    ///
    /// A property that did not change is not judged, and `required` is only if the property was made absent or null, or if the
    /// object around it is sent whole. A collection is sent, and judged, whole.
    ///
    /// # Errors
    /// All broken rules.
    pub fn validate_patch(&self) -> Result<(), Violations> {
        let broken = self.requests().into_iter().flat_map(|(_, parts)| parts.broken).collect();
        Violations::new(broken).map_or(Ok(()), Err)
    }

    fn request(&self) -> Request<'_> {
        let (old, new) = (self.start.__concrete(), self.value.__concrete());
        Request { path: String::new(), pointer: String::new(), old: Some(old), new, value: self.value.__kind() }
    }

    /// All requests with their paths, outer ones first.
    fn requests(&self) -> Vec<(String, Parts<'_>)> {
        let mut waiting = VecDeque::from([self.request()]);
        let mut done = Vec::new();
        while let Some(request) = waiting.pop_front() {
            let mut parts = Patch::judged().of(&request);
            waiting.extend(parts.related.drain(..));
            done.push((request.path, parts));
        }
        done
    }

    /// Makes the present state the new start.
    pub fn accept(&mut self) {
        settle(ViewMut::Node(&mut self.value));
        self.start = self.value.clone();
    }

    /// Returns the value and drops its start.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T> Deref for Tracked<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Tracked<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

/// Writes the value alone.
impl<T: Write> Write for Tracked<T> {
    fn __write(&self) -> Vec<u8> {
        self.value.__write()
    }
}

impl<T: fmt::Display> fmt::Display for Tracked<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}
