//! `Box<T>` as a kind, for types that contain themselves. Not in `kinds`, because its text is that of any kind: the writer's.

use crate::json::text_of;
use crate::kinds::primitive::Primitive;
use crate::model::kind::{Access, Incoming, Kind, View, ViewMut};
use crate::model::value_type::ValueType;
use crate::syntax::token::Token;

/// `Box<T>` acts as `T`.
impl<T: Kind> Primitive for Box<T> {
    const NAME: &'static str = "";
    const VALUE: ValueType = T::VALUE;

    fn decode(token: &Token<'_>) -> Option<Self> {
        T::Access::decode(token).map(|(value, _)| Self::new(value))
    }

    fn __decode_exact(token: &Token<'_>) -> Option<(Self, bool)> {
        T::Access::decode(token).map(|(value, exact)| (Self::new(value), exact))
    }

    fn encode(&self, out: &mut String) {
        out.push_str(&text_of(T::Access::view(self), T::VALUE));
    }

    fn __view(&self) -> View<'_> {
        T::Access::view(self)
    }

    fn __empty(incoming: Incoming<'_>) -> Option<Self> {
        T::Access::empty(incoming).map(Self::new)
    }

    fn __view_mut(&mut self) -> Option<ViewMut<'_>> {
        T::Access::view_mut(self)
    }

    fn __keeps_rules(&self) -> bool {
        T::Access::keeps_rules(self)
    }
}
