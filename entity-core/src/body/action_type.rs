//! Actions and functions as data, for programs that choose one at run time.

use super::action::Action;
use super::request::Request;
use super::target::{Binding, Target};
use crate::json::Read;
use crate::model::node::{Declared, Node};
use crate::model::table::StructuredType;

/// An action or a function as data: its name, the type that it is bound to, and the type of its answer.
///
/// ```
/// use entity_core::{Action, ActionType, DynamicProperties, Entity, Prop, Registered, Registry};
///
/// #[derive(Clone, Debug, Default, PartialEq, Entity)]
/// #[entity("contoso.call")]
/// struct Call { #[dynamic] dynamic: DynamicProperties }
///
/// #[derive(Clone, Debug, Default, PartialEq, Action)]
/// #[action("ring", on = Call, returns = Option<Call>)]
/// struct Ring { #[dynamic] dynamic: DynamicProperties }
///
/// static TYPES: Registry = Registry::new(&[Registered::of_action::<Ring>()]);
///
/// let ring: &ActionType = TYPES.iter().find_map(Registered::action).ok_or("none")?;
/// assert_eq!((ring.name(), ring.method(), ring.on().name()), ("ring", "POST", "contoso.call"));
/// assert_eq!(ring.answer().map(|answer| answer.name()), Some("contoso.call"));
/// assert!(!ring.is_on_collection());
/// # Ok::<(), &str>(())
/// ```
#[derive(Debug)]
pub struct ActionType {
    pub(crate) name: &'static str,
    pub(crate) method: &'static str,
    pub(crate) on: &'static StructuredType,
    pub(crate) is_on_collection: bool,
    pub(crate) answer: Option<&'static StructuredType>,
}

impl ActionType {
    /// Returns the data of the action.
    pub const fn of<A: Action>() -> Self {
        Self {
            name: A::NAME,
            method: A::METHOD,
            on: <<A::On as Binding>::Item as Declared>::TYPE,
            is_on_collection: <A::On as Binding>::IS_COLLECTION,
            answer: <A::Answer as Read>::__TYPE,
        }
    }

    /// The name without the namespace: `playPrompt`.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The HTTP method: `POST` for an action, `GET` for a function.
    pub const fn method(&self) -> &'static str {
        self.method
    }

    /// The type that it is bound to, or that of the collection's items.
    pub const fn on(&self) -> &'static StructuredType {
        self.on
    }

    /// Returns whether it is bound to a collection.
    pub const fn is_on_collection(&self) -> bool {
        self.is_on_collection
    }

    /// The type of the answer; of a loaded action that answers with a collection, that of the items. `None` for an action without a
    /// structured answer.
    pub const fn answer(&self) -> Option<&'static StructuredType> {
        self.answer
    }

    /// Creates the request to the target, as [`Action::request`] does. The parameters are a value of the action's type.
    ///
    /// The target's type is not compared with [`on`](Self::on).
    ///
    /// ```
    /// # use entity_core::{Action, DynamicProperties, Entity, Prop, Registered, Registry};
    /// # #[derive(Clone, Debug, Default, PartialEq, Entity)]
    /// # #[entity("contoso.call")]
    /// # struct Call { #[dynamic] dynamic: DynamicProperties }
    /// # #[derive(Clone, Debug, Default, PartialEq, Action)]
    /// # #[action("ring", on = Call)]
    /// # struct Ring { #[prop("timeout")] timeout: Prop<i32>, #[dynamic] dynamic: DynamicProperties }
    /// # static TYPES: Registry = Registry::new(&[Registered::of_action::<Ring>()]);
    /// use entity_core::{AnyEntity, Target};
    ///
    /// let ring = TYPES.find("contoso.call/ring").ok_or("none")?;
    /// let parameters: AnyEntity = ring.read(br#"{"timeout": 30}"#)?;
    /// let request = ring.action().ok_or("none")?.request(&Target::<Call>::at("/calls/7"), &parameters);
    /// assert_eq!((request.method, &*request.path), ("POST", "/calls/7/ring"));
    /// assert_eq!(request.body.as_deref(), Some(r#"{"timeout":30}"#));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn request<T>(&self, target: &Target<T>, parameters: &dyn Node) -> Request {
        Request::of_action(self.method, format!("{}/{}", target.path(), self.name), parameters)
    }
}
