//! `Box<T>` as a kind, for types that contain themselves.

use crate::json::text_of;
use crate::kinds::primitive::Primitive;
use crate::model::kind::{Fill, Kind, Shape, Start, View};
use crate::model::value_type::ValueType;
use crate::syntax::token::Token;

/// `Box<T>` acts as `T`.
impl<T: Kind> Primitive for Box<T> {
    const NAME: &'static str = "";
    const VALUE: ValueType = T::VALUE;

    fn decode(token: &Token<'_>) -> Option<Self> {
        T::decode(token).map(|(value, _)| Self::new(value))
    }

    fn decode_exact(token: &Token<'_>) -> Option<(Self, bool)> {
        T::decode(token).map(|(value, exact)| (Self::new(value), exact))
    }

    fn encode(&self, out: &mut String) {
        out.push_str(&text_of(T::Shape::view(self), T::VALUE));
    }

    fn view(&self) -> View<'_> {
        T::view(self)
    }

    fn begin(start: Start<'_>) -> Option<Self> {
        T::begin(start).map(Self::new)
    }

    fn fill(&mut self) -> Option<Fill<'_>> {
        T::fill(self)
    }

    fn keeps_rules(&self) -> bool {
        T::Shape::keeps_rules(self)
    }
}
