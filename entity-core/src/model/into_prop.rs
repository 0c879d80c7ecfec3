//! What setters take.

use crate::model::prop::Prop;
use std::borrow::Cow;

/// A value that a setter takes for a property of `T`.
///
/// Implemented for `T`, `Box<T>`, `Option<T>` (`None` is absent) and `Prop<T>`, for `&str`, `&String` and `Cow<str>` if `T` is
/// `String`, and by `#[derive(OneOf)]` for the type of each variant. Functions of your own can take what setters take:
///
/// ```
/// use entity_core::{IntoProp, Prop};
///
/// fn label(text: impl IntoProp<String>) -> Prop<String> {
///     text.into_prop()
/// }
/// assert_eq!(label("room 1"), label(String::from("room 1")));
/// assert_eq!(label(None), Prop::Absent);
/// assert_eq!(label(Prop::Null), Prop::Null);
/// ```
#[diagnostic::on_unimplemented(
    message = "a property of `{T}` cannot be set to a value of type `{Self}`",
    label = "not a value for a property of `{T}`",
    note = "a setter takes a `{T}`, `Box<{T}>`, `Option<{T}>` or `Prop<{T}>`; for a `String` also `&str`, `&String` and `Cow<str>`, and for a `OneOf` the type of any variant"
)]
pub trait IntoProp<T> {
    /// Converts the value.
    fn into_prop(self) -> Prop<T>;
}

impl<T> IntoProp<T> for T {
    fn into_prop(self) -> Prop<T> {
        Prop::Value(self)
    }
}

impl<T> IntoProp<T> for Prop<T> {
    fn into_prop(self) -> Self {
        self
    }
}

// Not for all that is `Into<Prop<T>>`: a `OneOf` could then not accept types of other crates.
macro_rules! into_prop {
    ($([$($parameter:ident)?] $from:ty => $to:ty;)*) => {$(
        impl$(<$parameter>)? IntoProp<$to> for $from {
            fn into_prop(self) -> Prop<$to> {
                self.into()
            }
        }
    )*};
}

into_prop! {
    [T] Box<T> => T;
    [T] Option<T> => T;
    [] &str => String;
    [] &String => String;
    [] Cow<'_, str> => String;
}
