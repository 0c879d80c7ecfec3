//! Values behind links, without their types, and the std traits of a declared type.
//!
//! A type that navigates to another must not contain it: neither the proofs of auto traits nor the functions that the compiler makes for
//! each type may walk from one entity type to the next. So a link holds a trait object, and all that is done with the value
//! behind it is a virtual call. Only the table refers to the next type: see [`Property`](crate::Property).

use crate::model::kind::{Incoming, View, ViewMut};
use std::any::Any;
use std::fmt;
use std::hash::Hasher;
use std::panic::{RefUnwindSafe, UnwindSafe};

/// The value in a [`Linked`](crate::Linked), without its type.
///
/// It has the auto traits by name. As supertraits, they would be proven anew for each type around, in each function that needs them.
#[doc(hidden)]
pub(crate) type DynLinked = dyn AnyLinked + Send + Sync + UnwindSafe + RefUnwindSafe;

/// The operations of a link on its value.
#[doc(hidden)]
pub trait AnyLinked: Any {
    fn view(&self) -> View<'_>;
    fn view_mut(&mut self) -> Option<ViewMut<'_>>;
    fn keeps_rules(&self) -> bool;
    /// Clones the value; `None` if its type is not `Clone`.
    fn copy(&self) -> Option<Box<DynLinked>>;
    fn same(&self, other: &dyn AnyLinked) -> bool;
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
    fn add_to_hash(&self, state: &mut dyn Hasher);
}

/// Makes the value behind a link. Stands in the property's row of the table.
#[doc(hidden)]
pub(crate) type Make = fn(Making<'_>) -> Option<Box<DynLinked>>;

/// The value to make.
#[doc(hidden)]
pub enum Making<'a> {
    /// An empty one, to read into.
    Empty(Incoming<'a>),
    /// The one in this `Option` of the link's type.
    Of(&'a mut dyn Any),
}

/// The std traits that a declared type implements, as functions. The derives know the type, so they find out.
#[doc(hidden)]
pub struct Abilities<T> {
    pub(crate) clone: Option<CloneOf<T>>,
    pub(crate) eq: Option<EqOf<T>>,
    pub(crate) debug: Option<DebugOf<T>>,
    pub(crate) hash: Option<HashOf<T>>,
}

type CloneOf<T> = fn(&T) -> T;
type EqOf<T> = fn(&T, &T) -> bool;
type DebugOf<T> = fn(&T, &mut fmt::Formatter<'_>) -> fmt::Result;
type HashOf<T> = fn(&T, &mut dyn Hasher);

impl<T> Abilities<T> {
    pub const fn new(
        clone: Option<CloneOf<T>>,
        eq: Option<EqOf<T>>,
        debug: Option<DebugOf<T>>,
        hash: Option<HashOf<T>>,
    ) -> Self {
        Self { clone, eq, debug, hash }
    }
}

/// `Has::<T>::CLONE` is the function of `T`'s impl if there is one; else the constant of [`HasNot`].
#[doc(hidden)]
pub struct Has<T>(T);

/// The constants of [`Has`] for types without the trait: an inherent constant comes before that of a trait.
#[doc(hidden)]
pub trait HasNot<T> {
    const CLONE: Option<CloneOf<T>> = None;
    const EQ: Option<EqOf<T>> = None;
    const DEBUG: Option<DebugOf<T>> = None;
    const HASH: Option<HashOf<T>> = None;
}

impl<T> HasNot<T> for Has<T> {}

impl<T: Clone> Has<T> {
    pub const CLONE: Option<CloneOf<T>> = Some(T::clone);
}

impl<T: PartialEq> Has<T> {
    pub const EQ: Option<EqOf<T>> = Some(T::eq);
}

impl<T: fmt::Debug> Has<T> {
    pub const DEBUG: Option<DebugOf<T>> = Some(T::fmt);
}

impl<T: std::hash::Hash> Has<T> {
    pub const HASH: Option<HashOf<T>> = Some(|value, mut state| value.hash(&mut state));
}
