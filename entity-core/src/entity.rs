//! The methods that users call on every entity, complex type and `OneOf`. Each calls one capability.

use crate::deviations::Deviation;
use crate::model::dynamic::DynamicProperties;
use crate::model::node::{Declared, Node};
use crate::model::slot::{DYNAMIC, SlotMut};
use crate::model::table::StructuredType;
use crate::model::violation::{Violation, Violations};
use crate::{deviations, reflect, validate};
use serde_json::{Map, Value};

/// The methods of every structured value. Comes with `#[derive(Entity)]` and, as `ComplexType` and `OneOf`, with those derives.
/// One trait under three names, so that any of them can be imported.
///
/// ```
/// use entity_core::{json, DynamicProperties, Entity, Prop};
///
/// #[derive(Clone, Debug, Default, PartialEq, Entity)]
/// #[entity("contoso.call", open)]
/// pub struct Call {
///     /// Assigned by the service.
///     #[prop("id", read_only)]
///     id: Prop<String>,
///     /// What the call is about.
///     #[prop("subject", max_len = 10)]
///     subject: Prop<String>,
///     #[dynamic]
///     dynamic: DynamicProperties,
/// }
///
/// let mut call: Call = json::from_str(r#"{"id": "7", "Subject": "stand-up", "seats": 4}"#)?;
/// assert_eq!(call.property("seats"), Some(4.into()));
/// assert_eq!(call.deviations()[0].to_string(), "/subject: received as `Subject` (name_case)");
/// assert_eq!(call.set_property("subject", "a long discussion".into()).unwrap_err().rule(), "max_len");
/// assert_eq!(call.set_property("id", "8".into()).unwrap_err().rule(), "read_only");
/// assert_eq!(call.subject(), Some("stand-up"));
/// assert!(call.validate().is_ok());
/// # Ok::<(), json::Error>(())
/// ```
pub trait Entity: Node + Sized {
    /// May I send this? Returns every broken rule at once, of nested values too.
    ///
    /// # Errors
    /// All broken rules.
    fn validate(&self) -> Result<(), Violations> {
        validate::validate(self.__concrete())
    }

    /// Returns the differences between what the service sent and its schema.
    fn deviations(&self) -> Vec<Deviation> {
        deviations::deviations(self)
    }

    /// Returns the property of that wire name, declared or dynamic: `None` if absent, `Some(Value::Null)` if null.
    ///
    /// A number that a `Value` cannot hold is a string with its text.
    fn property(&self, wire_name: &str) -> Option<Value> {
        reflect::get(self, wire_name)
    }

    /// Sets the property of that wire name. A name that is not declared becomes a dynamic property.
    ///
    /// # Errors
    /// The errors of the setter, `read_only` for a property that only the service sets, and `type` for a value that is not of the
    /// property's type. The entity then stays unchanged.
    fn set_property(&mut self, wire_name: &str, value: Value) -> Result<(), Violation> {
        reflect::set(self, wire_name, &value)
    }

    /// Returns all properties that are present, by wire name, including dynamic ones.
    fn properties(&self) -> Map<String, Value> {
        reflect::all(self)
    }

    /// Returns the JSON text kept for the property of that wire name, if any: see [`Prop`](crate::Prop).
    fn received(&self, wire_name: &str) -> Option<&str> {
        reflect::received(self, wire_name)
    }

    /// Returns the members that the type does not declare, including annotations and the tag.
    fn dynamic(&self) -> &DynamicProperties {
        let node: &dyn Node = self;
        node.dynamic_properties()
    }

    /// Like [`Self::dynamic`], to change them.
    fn dynamic_mut(&mut self) -> &mut DynamicProperties {
        match self.__slot_mut(DYNAMIC) {
            SlotMut::Dynamic(dynamic) => dynamic,
            _ => unreachable!("every node answers there with its dynamic properties"),
        }
    }

    /// Returns the name, base, properties and rules of the type; of a `OneOf`, of the type that it holds.
    fn structured_type(&self) -> &'static StructuredType {
        self.__table()
    }
}

impl<T: Node> Entity for T {}

/// A structured value without its type, or an `Option` of one.
///
/// Object safe, for traits over values of many types.
pub trait AsNode {
    /// Returns the value, if there is one.
    fn as_node(&self) -> Option<&dyn Node>;
}

impl<T: Node> AsNode for T {
    fn as_node(&self) -> Option<&dyn Node> {
        Some(self)
    }
}

impl<T: Node> AsNode for Option<T> {
    fn as_node(&self) -> Option<&dyn Node> {
        self.as_ref().map(|node| node as &dyn Node)
    }
}

/// A question about a value, whose answer may borrow from the value. [`Ask`] answers it for each type.
///
/// A trait of a library asks it to hold for unions too: `impl<T: Holder<MyQuestion>> MyTrait for T`. Then a `OneOf` has the trait if
/// each type that it can hold has it.
pub trait Question {
    /// The answer.
    type Answer<'a>;
}

/// Answers a [`Question`] about a value of type `T`.
pub trait Ask<T: ?Sized>: Question {
    /// Answers the question.
    fn ask(value: &T) -> Self::Answer<'_>;
}

/// A type that stands in for others: a `OneOf` for the types that it can hold, an `Option` for the type of its value.
pub trait Holder<Q: Question>: AsNode {
    /// Answers the question about the value that is held, by its own type; `None` if nothing is held.
    fn answer(&self) -> Option<Q::Answer<'_>>;
}

impl<T: Declared, Q: Ask<T>> Holder<Q> for Option<T> {
    fn answer(&self) -> Option<Q::Answer<'_>> {
        self.as_ref().map(Q::ask)
    }
}
