//! A `OneOf` without a common base as a kind: the tag decides its variant, and untyped JSON is the rest.

use crate::model::kind::{Access, Incoming, Kind, View, ViewMut};
use crate::model::node::Declared;
use crate::model::value_type::ValueType;
use crate::syntax::token::Token;
use serde_json::Value;

/// An enum over types without a common base. Written by the derives.
pub trait Untyped: Sized + 'static {
    /// The type inside the `#[other]` variant.
    type Other: UntypedJson;
    /// Returns an empty value of the variant that takes JSON with this tag; `None` if none does.
    fn __choose(incoming: Incoming<'_>) -> Option<Self>;
    /// Returns the value inside.
    fn __view(&self) -> View<'_>;
    /// Returns the value inside, to read parts into; `None` for untyped JSON.
    fn __view_mut(&mut self) -> Option<ViewMut<'_>>;
    /// Makes the `#[other]` variant.
    fn __other(value: Self::Other) -> Self;
}

/// How values of an enum over types without a common base are viewed and read.
pub enum UntypedAccess {}

impl<T: Untyped> Access<T> for UntypedAccess {
    const VALUE: ValueType = ValueType::Open;

    #[inline]
    fn view(value: &T) -> View<'_> {
        value.__view()
    }

    #[inline]
    fn empty(incoming: Incoming<'_>) -> Option<T> {
        T::__choose(incoming)
    }

    #[inline]
    fn view_mut(value: &mut T) -> Option<ViewMut<'_>> {
        value.__view_mut()
    }

    fn decode(token: &Token<'_>) -> Option<(T, bool)> {
        <T::Other as Kind>::Access::decode(token).map(|(value, exact)| (T::__other(value), exact))
    }
}

/// The type of untyped JSON. A trait for its message.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not untyped JSON",
    label = "`#[other]` of an untyped `OneOf` holds `serde_json::Value`"
)]
pub trait UntypedJson: Kind + Default {}

impl UntypedJson for Value {}

/// Demands that a tag can name a variant's type. A constant function, so that the derive can prove it.
pub const fn tagged<T: Declared>() {}

/// Like [`tagged`], for the items of a variant's `Vec`: only the first item's tag is written, so all have its type.
///
/// # Panics
/// At compile time, if `T` is a `OneOf`.
pub const fn tagged_item<T: Declared>() {
    assert!(
        !matches!(T::VALUE, ValueType::OneOf(_)),
        "the items of this `Vec` have one type: a `OneOf` holds one of many"
    );
}

/// Demands that the `#[other]` variant holds untyped JSON.
pub const fn untyped_json<T: UntypedJson>() {}

/// Returns an empty value of a variant, if the tag names the type `N` and the JSON starts like a `T`.
#[inline]
pub fn choose_variant<N: Declared, T: Kind, U>(incoming: Incoming<'_>, variant: impl FnOnce(T) -> U) -> Option<U> {
    let (Incoming::Object { tag, .. } | Incoming::Array { tag, .. }) = incoming;
    if tag.is_some_and(N::__is_named) { empty_variant(incoming, variant) } else { None }
}

// A function of its own: in one place, all values that might be chosen would need most of a thread's stack.
#[inline(never)]
fn empty_variant<T: Kind, U>(incoming: Incoming<'_>, variant: impl FnOnce(T) -> U) -> Option<U> {
    T::Access::empty(incoming).map(variant)
}

/// Returns the value that the function of the key `unknown` makes for an object's tag.
pub fn choose_unknown<U>(incoming: Incoming<'_>, unknown: impl FnOnce(&str) -> Option<U>) -> Option<U> {
    if let Incoming::Object { tag: Some(tag), .. } = incoming { unknown(tag) } else { None }
}
