//! Targets of requests: the addresses of objects and collections, typed by what is there.

use super::action::Action;
use crate::model::node::Declared;
use crate::syntax::percent::escape;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

/// The address of an object of type `T`, or of a collection if `T` is a `Vec`.
///
/// [`Action::request`] sends an action only to a target of the type that it is bound to. Ids are percent-encoded.
///
/// ```
/// use entity_core::{Action, DynamicProperties, Entity, Prop, Target};
///
/// #[derive(Clone, Debug, Default, PartialEq, Entity)]
/// #[entity("contoso.call")]
/// struct Call { #[dynamic] dynamic: DynamicProperties }
///
/// #[derive(Clone, Debug, Default, PartialEq, Action)]
/// #[action("ring", on = Call)]
/// struct Ring { #[dynamic] dynamic: DynamicProperties }
///
/// #[derive(Clone, Debug, Default, PartialEq, Action)]
/// #[action("join", on = Vec<Call>)]
/// struct Join { #[dynamic] dynamic: DynamicProperties }
///
/// let calls = Target::<Vec<Call>>::at("/communications/calls");
/// assert_eq!(Ring::default().request(&calls.key("7/8")).path, "/communications/calls/7%2F8/ring");
/// assert_eq!(Join::default().request(&calls).path, "/communications/calls/join");
/// ```
///
/// An action that is bound to something else does not compile:
///
/// ```compile_fail
/// # use entity_core::{Action, DynamicProperties, Entity, Prop, Target};
/// # #[derive(Clone, Debug, Default, PartialEq, Entity)]
/// # #[entity("contoso.call")]
/// # struct Call { #[dynamic] dynamic: DynamicProperties }
/// # #[derive(Clone, Debug, Default, PartialEq, Action)]
/// # #[action("ring", on = Call)]
/// # struct Ring { #[dynamic] dynamic: DynamicProperties }
/// let calls = Target::<Vec<Call>>::at("/communications/calls");
/// Ring::default().request(&calls);
/// ```
pub struct Target<T> {
    path: String,
    holds: PhantomData<fn() -> T>,
}

impl<T> Target<T> {
    /// Creates the target at this path or URL, which is used as it is, without a query or a `/` at its end.
    ///
    /// Keys may be segments (`/calls/7`) or in parentheses (`/calls('7')`), and must be percent-encoded already.
    pub fn at(path: &str) -> Self {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        Self { path: path.trim_end_matches('/').to_owned(), holds: PhantomData }
    }

    /// Returns the path.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the target behind a property of this one: `/communications/calls/7` and `participants`.
    #[must_use]
    pub fn property<U>(&self, name: &str) -> Target<U> {
        let mut path = format!("{}/", self.path);
        escape(&mut path, name);
        Target { path, holds: PhantomData }
    }
}

impl<T> Target<Vec<T>> {
    /// Returns the target of the collection's object with this key.
    #[must_use]
    pub fn key(&self, key: &str) -> Target<T> {
        let mut path = self.path.clone();
        // URL libraries take these for steps in the path, encoded or not, so they stand in parentheses.
        if matches!(key, "" | "." | "..") {
            path.push_str(&format!("('{key}')"));
        } else {
            path.push('/');
            escape(&mut path, key);
        }
        Target { path, holds: PhantomData }
    }
}

impl<T> Clone for Target<T> {
    fn clone(&self) -> Self {
        Self { path: self.path.clone(), holds: PhantomData }
    }
}

impl<T> PartialEq for Target<T> {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path
    }
}

impl<T> Eq for Target<T> {}

impl<T> Hash for Target<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.path.hash(state);
    }
}

impl<T> fmt::Debug for Target<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Target").field(&self.path).finish()
    }
}

impl<T> fmt::Display for Target<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)
    }
}

/// A target that the action `A` can be sent to. `#[derive(Action)]` implements it for a [`Target`] of the type that the action is
/// bound to.
///
/// Implement it for a target above: an action bound to the participants of a call can be sent to the call.
///
/// ```
/// use entity_core::{Accepts, Action, DynamicProperties, Entity, Prop, Target};
/// # #[derive(Clone, Debug, Default, PartialEq, Entity)]
/// # #[entity("contoso.call")]
/// # struct Call { #[dynamic] dynamic: DynamicProperties }
/// # #[derive(Clone, Debug, Default, PartialEq, Entity)]
/// # #[entity("contoso.participant")]
/// # struct Participant { #[dynamic] dynamic: DynamicProperties }
///
/// #[derive(Clone, Debug, Default, PartialEq, Action)]
/// #[action("invite", on = Vec<Participant>)]
/// struct Invite { #[dynamic] dynamic: DynamicProperties }
///
/// impl Accepts<Invite> for Target<Call> {
///     const BELOW: &'static str = "/participants";
/// }
/// let call = Target::<Call>::at("/calls('7')");
/// assert_eq!(Invite::default().request(&call).path, "/calls('7')/participants/invite");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{A}` cannot be sent to a `{Self}`",
    label = "the target is not of the type that the action is bound to"
)]
pub trait Accepts<A: Action> {
    /// The path from this target to the one that the action is bound to; empty, if it is the same.
    const BELOW: &'static str = "";
}

/// The type that an action is bound to: an entity type, a `OneOf` over one, or a `Vec` of either for an action on a collection.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an entity type, nor a `Vec` of one",
    label = "an action is bound to an entity type, to a `OneOf` over one, or to a `Vec` of either"
)]
pub trait Binding {
    /// The type itself, or that of the collection's items.
    type Item: Declared;
    /// True for a collection.
    const IS_COLLECTION: bool;
}

#[diagnostic::do_not_recommend]
impl<T: Declared> Binding for T {
    type Item = T;
    const IS_COLLECTION: bool = false;
}

#[diagnostic::do_not_recommend]
impl<T: Declared> Binding for Vec<T> {
    type Item = T;
    const IS_COLLECTION: bool = true;
}
