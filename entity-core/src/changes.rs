//! What did I change? The difference between two states of a value, as the smallest JSON merge patch.

mod patch;
mod same;

use crate::json::{Write, text_of};
use crate::model::kind::View;
use crate::model::node::Declared;
use patch::Patch;

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

impl<T: Declared + Clone> Tracked<T> {
    /// Starts tracking from this state.
    pub fn new(value: T) -> Self {
        Self { start: value.clone(), value }
    }

    /// Returns the changes since the start, as the body of a PATCH; `None` if there are none.
    ///
    /// A property made absent or null is null. A collection is replaced whole, and so is a value whose type changed, with its tag. An
    /// empty value that `_mut` inserted is not a change; neither is an empty one that was set on an absent property, because the two
    /// look the same. A property received under a name in another case is sent under that name:
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
        let mut patch = Patch::open();
        if std::ptr::eq(self.start.__table(), self.value.__table()) {
            patch.node(&self.start, &self.value, T::VALUE.into());
        } else {
            let text = |value: &T| text_of(View::Node(value), T::VALUE);
            patch.whole(&text(&self.start), &text(&self.value), Some(&self.value));
        }
        patch.close()
    }

    /// Makes the present state the new start.
    pub fn accept(&mut self) {
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
impl<T: Declared> Write for Tracked<T> {
    fn __write(&self) -> Vec<u8> {
        self.value.__write()
    }
}

impl<T: fmt::Display> fmt::Display for Tracked<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}
