//! JSON reading and writing over the property table. Lossless, and strict about the grammar.
//!
//! Tolerant of the deviations that services send inside valid JSON: see [`from_slice`].

mod boxes;
mod fast;
mod limits;
mod object;
pub(crate) mod reader;
mod tags;
pub(crate) mod writer;

#[doc(hidden)]
pub use crate::syntax::buffer::Buffer;
pub use crate::syntax::error::Error;
pub use crate::syntax::token::Token;
pub use limits::Limits;

use crate::kinds::loaded::StructuredValue;
use crate::model::kind::{Access, View, ViewMut};
use crate::model::node::{Declared, Node};
use crate::model::slot::State;
use crate::model::table::StructuredType;
use crate::syntax::buffer;
use crate::syntax::cursor::{Fault, MAX_DEPTH, Stopped, What};
use reader::Reader;
use std::borrow::Cow;

/// A type that can be read from a JSON document: entity types, complex types, `OneOf`s, a [`Page`](crate::Page), an `Option` of
/// each (an empty document and `null` are `None`), and `()`, which accepts any body.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read as a body",
    label = "derive `Entity`, `ComplexType` or `OneOf` for it",
    note = "a collection in a response, `{{\"value\": […]}}`, is a `Page<T>`; any other `{{\"value\": …}}` is a `Single<T>`"
)]
pub trait Read: Sized {
    /// The type that is read; `None` if nothing is.
    #[doc(hidden)]
    const __TYPE: Option<&'static StructuredType>;

    #[doc(hidden)]
    fn __read(text: &str, limits: Limits) -> Result<Self, Error>;
}

/// A value that can be written as a JSON document: one that can be read, an [`AnyEntity`](crate::AnyEntity) or a
/// [`StructuredValue`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written as a body",
    label = "derive `Entity`, `ComplexType` or `OneOf` for it"
)]
pub trait Write {
    #[doc(hidden)]
    fn __write(&self) -> Vec<u8>;
}

impl<T: Declared> Read for T {
    const __TYPE: Option<&'static StructuredType> = Some(T::TYPE);

    #[inline]
    fn __read(text: &str, limits: Limits) -> Result<Self, Error> {
        let mut value = T::EMPTY;
        read_within(T::Access::view_mut(&mut value), text, limits)?;
        Ok(value)
    }
}

impl Write for dyn Node + '_ {
    fn __write(&self) -> Vec<u8> {
        writer::document(self, writer::Expected::Itself)
    }
}

impl<T: Declared> Write for T {
    fn __write(&self) -> Vec<u8> {
        match T::Access::view(self) {
            View::Node(node) => writer::document(node, T::VALUE.into()),
            other => out_of(other, T::VALUE).into_bytes(),
        }
    }
}

impl Write for StructuredValue {
    fn __write(&self) -> Vec<u8> {
        writer::document(self, writer::Expected::Itself)
    }
}

impl<T: Declared> Read for Option<T> {
    const __TYPE: Option<&'static StructuredType> = Some(T::TYPE);

    fn __read(text: &str, limits: Limits) -> Result<Self, Error> {
        let trimmed = text.trim_matches([' ', '\n', '\t', '\r']);
        if trimmed.is_empty() || trimmed == "null" { Ok(None) } else { T::__read(text, limits).map(Some) }
    }
}

impl<T: Declared> Write for Option<T> {
    fn __write(&self) -> Vec<u8> {
        self.as_ref().map_or_else(|| b"null".to_vec(), Write::__write)
    }
}

/// Reads a body.
///
/// Lossless: unchanged parts are written back with the same members, number text and values. Tolerant of what services send:
/// `@odata.type` anywhere, names and enumeration members in another case, numbers as strings, undeclared members, unexpected
/// nulls. [`deviations`](crate::Entity::deviations) reports what was tolerated.
///
/// ```
/// # use entity_core::{json, ComplexType, DynamicProperties, Prop};
/// # #[derive(Clone, Debug, Default, PartialEq, ComplexType)]
/// # #[complex_type("contoso.result")]
/// # struct ResultInfo { #[prop("code")] code: Prop<i32>, #[dynamic] dynamic: DynamicProperties }
/// let result: ResultInfo = json::from_slice(br#"{"code": 200, "trace": 1.50}"#)?;
/// assert_eq!(result.code(), Some(200));
/// assert_eq!(json::to_string(&result), r#"{"code":200,"trace": 1.50}"#);
/// # Ok::<(), json::Error>(())
/// ```
///
/// # Errors
/// Invalid JSON or UTF-8, also in undeclared members; a declared property or the tag given twice, also in another case; nesting over 128
/// levels; text behind the document; a document that is not an object.
#[inline]
pub fn from_slice<T: Read>(bytes: &[u8]) -> Result<T, Error> {
    from_str(utf8(bytes)?)
}

/// Reads a body like [`from_slice`], within limits: for texts from whom nothing is known. Without them, a text takes at most about
/// 400 times its length, if no declared type is larger than 1,024 bytes.
///
/// # Errors
/// Like [`from_slice`], and a text that nests deeper or needs more memory than the limits allow.
pub fn from_slice_with<T: Read>(bytes: &[u8], limits: Limits) -> Result<T, Error> {
    T::__read(utf8(bytes)?, limits)
}

/// Reads a body from text, like [`from_slice`].
///
/// # Errors
/// Like [`from_slice`].
#[inline]
pub fn from_str<T: Read>(text: &str) -> Result<T, Error> {
    T::__read(text, Limits::NONE)
}

/// Reads a body from a JSON value, like [`from_slice`]. An error's place refers to the value's compact text.
///
/// # Errors
/// Like [`from_slice`].
#[allow(clippy::needless_pass_by_value, reason = "as `serde_json::from_value`")]
pub fn from_value<T: Read>(value: serde_json::Value) -> Result<T, Error> {
    from_str(&value.to_string())
}

/// Returns the JSON text: `@odata.type` first, then declared properties, then all others.
///
/// ```
/// # use entity_core::{json, ComplexType, DynamicProperties, Prop};
/// # #[derive(Clone, Debug, Default, PartialEq, ComplexType)]
/// # #[complex_type("contoso.result")]
/// # struct ResultInfo { #[prop("code")] code: Prop<i32>, #[dynamic] dynamic: DynamicProperties }
/// let mut result = ResultInfo::default();
/// result.set_code(404);
/// assert_eq!(json::to_string(&result), r#"{"code":404}"#);
/// ```
pub fn to_string<T: Write + ?Sized>(value: &T) -> String {
    buffer::text(value.__write())
}

/// Returns the JSON text as bytes, like [`to_string`].
pub fn to_vec<T: Write + ?Sized>(value: &T) -> Vec<u8> {
    value.__write()
}

/// Checks the whole input once, so that no later step has to.
pub(crate) fn utf8(bytes: &[u8]) -> Result<&str, Error> {
    simdutf8::basic::from_utf8(bytes).or_else(|_| {
        // The standard library reports the place.
        let at = |error: std::str::Utf8Error| Fault { what: What::Utf8, at: error.valid_up_to() };
        std::str::from_utf8(bytes).map_err(|error| Error::new(bytes, at(error)))
    })
}

/// Reads a document into a value without its static type.
pub(crate) fn read_into(view: Option<ViewMut<'_>>, text: &str) -> Result<(), Error> {
    read_within(view, text, Limits::NONE)
}

fn read_within(view: Option<ViewMut<'_>>, text: &str, limits: Limits) -> Result<(), Error> {
    let mut reader = Reader::limited(text, limits);
    reader.document(view).map_err(|Stopped| {
        let mut fault = reader.why();
        if matches!(fault.what, What::Depth) && limits.depth < MAX_DEPTH {
            fault.what = What::DepthLimit;
        }
        Error::new(text.as_bytes(), fault)
    })
}

/// Returns the type name in the root's tag.
pub(crate) fn root_tag(text: &str) -> Result<Option<Cow<'_, str>>, Error> {
    let mut reader = Reader::new(text);
    reader.root_tag().map_err(|Stopped| Error::new(text.as_bytes(), reader.why()))
}

/// Returns a value of any kind as JSON text.
pub(crate) fn text_of(view: View<'_>, value: crate::ValueType) -> String {
    out_of(view, value).into_string()
}

/// Returns a property as it is written; `None` if it is absent.
pub(crate) fn state_text(state: State<'_>, value: crate::ValueType) -> Option<Cow<'_, str>> {
    match state {
        State::Absent => None,
        State::Null => Some(Cow::Borrowed("null")),
        State::Value(view) => Some(Cow::Owned(text_of(view, value))),
        State::Verbatim(received, _) => Some(Cow::Borrowed(&received.text)),
        State::Mixed(items) => {
            let mut out = Buffer::with_capacity(0);
            writer::mixed(&mut out, items, value.item());
            Some(Cow::Owned(out.into_string()))
        }
    }
}

fn out_of(view: View<'_>, value: crate::ValueType) -> Buffer {
    let mut out = Buffer::with_capacity(0);
    writer::view(&mut out, view, value);
    out
}
