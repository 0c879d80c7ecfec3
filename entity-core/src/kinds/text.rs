//! Strings and secrets.

use crate::kinds::primitive::Primitive;
use crate::model::kind::View;
use crate::model::value_type::{Form, Frequent};
use crate::syntax::strings::push_string;
use crate::syntax::token::Token;
use std::fmt;

impl Primitive for String {
    const NAME: &'static str = "Edm.String";
    const __SLOT: Frequent = Frequent::String;

    #[inline]
    fn decode(token: &Token<'_>) -> Option<Self> {
        token.to_text()
    }

    #[inline]
    fn encode(&self, out: &mut String) {
        push_string(out, self);
    }

    #[inline]
    fn is_exact(&self, _token: &Token<'_>) -> bool {
        true
    }

    #[inline]
    fn __view(&self) -> View<'_> {
        View::Text(self)
    }
}

/// A string that `Debug` and `comms inspect` hide: they show `Secret(…)`.
///
/// Reading, writing and comparison treat it as a string.
///
/// ```
/// use entity_core::Secret;
/// let token = Secret::from("eyJ0eXAi".to_owned());
/// assert_eq!(format!("{token:?}"), "Secret(…)");
/// assert_eq!(token.expose(), "eyJ0eXAi");
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Secret(String);

impl Secret {
    /// Returns the secret text.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Returns the secret text, owned.
    pub fn into_exposed(self) -> String {
        self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Primitive for Secret {
    const NAME: &'static str = "Edm.String";
    const FORM: Form = Form::Secret;

    fn decode(token: &Token<'_>) -> Option<Self> {
        token.to_text().map(Self)
    }

    fn encode(&self, out: &mut String) {
        push_string(out, &self.0);
    }

    fn is_exact(&self, _token: &Token<'_>) -> bool {
        true
    }

    #[inline]
    fn __view(&self) -> View<'_> {
        View::Text(&self.0)
    }
}
