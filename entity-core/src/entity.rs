//! What every entity, complex type and `OneOf` can do: the methods that users call, each one call into its module.

use crate::deviations::Deviation;
use crate::model::dynamic::DynamicProperties;
use crate::model::node::{Declared, Node};
use crate::model::slot::{DYNAMIC, SlotMut};
use crate::model::table::StructuredType;
use crate::model::violation::{Violation, Violations};
use crate::{deviations, reflect, validate};
use serde_json::{Map, Value};

/// The methods of every structured value. Comes with `#[derive(Entity)]`, and under the names `ComplexType` and
/// `OneOf` with those derives: one trait, so that it makes no difference which of them is imported.
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
    /// May I send this? Every broken rule at once, in nested values too.
    ///
    /// # Errors
    /// All that is broken.
    fn validate(&self) -> Result<(), Violations> {
        validate::validate(self.__concrete())
    }

    /// What did the service do differently from its schema?
    fn deviations(&self) -> Vec<Deviation> {
        deviations::deviations(self)
    }

    /// The property of that wire name, inherited, declared or dynamic: absent is `None`, null `Some(Value::Null)`.
    ///
    /// A number that a `Value` cannot hold is a string with its text.
    fn property(&self, wire_name: &str) -> Option<Value> {
        reflect::get(self, wire_name)
    }

    /// Sets the property of that wire name; a name that is not declared becomes a dynamic property.
    ///
    /// # Errors
    /// As the setter's; also the rule `read_only` for what the service alone sets, and `type` for a value that is none
    /// of the property's type. The entity then stays as it was.
    fn set_property(&mut self, wire_name: &str, value: Value) -> Result<(), Violation> {
        reflect::set(self, wire_name, &value)
    }

    /// All properties that are there, by wire name, the dynamic ones included.
    fn properties(&self) -> Map<String, Value> {
        reflect::all(self)
    }

    /// The JSON text kept for the property of that wire name, where there is one: see [`Prop`](crate::Prop).
    fn received(&self, wire_name: &str) -> Option<&str> {
        reflect::received(self, wire_name)
    }

    /// The members that the type does not declare, annotations and the tag included.
    fn dynamic(&self) -> &DynamicProperties {
        let node: &dyn Node = self;
        node.dynamic_properties()
    }

    /// As [`Self::dynamic`], to change them.
    fn dynamic_mut(&mut self) -> &mut DynamicProperties {
        match self.__slot_mut(DYNAMIC) {
            SlotMut::Dynamic(dynamic) => dynamic,
            _ => unreachable!("every node answers there with its dynamic properties"),
        }
    }

    /// Name, base, properties and rules of the type; of a `OneOf`, of the type that it holds.
    fn structured_type(&self) -> &'static StructuredType {
        self.__table()
    }
}

impl<T: Node> Entity for T {}

/// What may hold a structured value, without its type: the value itself, or an `Option` of one.
///
/// For traits over values of many types: it is object safe.
pub trait AsNode {
    /// The value, if there is one.
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

/// A type that stands for another one: a `OneOf` for its base, an `Option` for what it may hold.
pub trait Holder: AsNode {
    /// What it stands for.
    type Held: Declared;
}

impl<T: Declared> Holder for Option<T> {
    type Held = T;
}
