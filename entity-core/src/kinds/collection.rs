//! Collections as kinds: `Vec<T>`, and `Vec<Option<T>>` for collections that may contain null.

use crate::model::growth::Among;
use crate::model::kind::{Fidelity, Fill, Items, Kind, Shape, Start, View};
use crate::model::prop::Prop;
use crate::model::value_type::ValueType;
use crate::syntax::token::Token;

/// How collections are viewed and read.
#[doc(hidden)]
pub enum ItemsShape {}

impl<T: Kind> Kind for Vec<T> {
    type Shape = ItemsShape;
}

// Compiled for each item type, so it calls no small generic functions.

impl<T: Kind> Shape<Vec<T>> for ItemsShape {
    const VALUE: ValueType = ValueType::Collection(&T::VALUE);

    #[inline]
    fn view(items: &Vec<T>) -> View<'_> {
        View::Items(items)
    }

    fn begin(start: Start<'_>) -> Option<Vec<T>> {
        if let Start::Array { .. } = start { Some(const { Vec::new() }) } else { None }
    }

    #[inline]
    fn begin_in<'p>(prop: &'p mut Prop<Vec<T>>, start: Start<'_>) -> Option<Fill<'p>> {
        let Start::Array { .. } = start else { return None };
        *prop = Prop::Value(const { Vec::new() });
        if let Prop::Value(items) = prop { Some(Fill::Items(items)) } else { None }
    }

    #[inline]
    fn fill(items: &mut Vec<T>) -> Option<Fill<'_>> {
        Some(Fill::Items(items))
    }

    #[inline]
    fn keeps_rules(items: &Vec<T>) -> bool {
        let mut rest: &[T] = items;
        while let [item, others @ ..] = rest {
            if !T::Shape::keeps_rules(item) {
                return false;
            }
            rest = others;
        }
        true
    }
}

/// Appends an item whose number of siblings is unknown.
#[inline]
fn push<T>(items: &mut Vec<T>, item: T) {
    Among::ALONE.make_room(items);
    items.push(item);
}

#[allow(clippy::question_mark, reason = "as said above")]
impl<T: Kind> Items for Vec<T> {
    #[inline]
    fn len(&self) -> usize {
        <[T]>::len(self)
    }

    #[inline]
    fn get(&self, index: usize) -> Option<View<'_>> {
        let items: &[T] = self;
        if index < items.len() { Some(T::Shape::view(&items[index])) } else { None }
    }

    #[inline]
    fn begin(&mut self, start: Start<'_>) -> Option<Fill<'_>> {
        if !const { T::VALUE.has_parts() } {
            return None;
        }
        T::Shape::begin_item(self, start)
    }

    #[inline]
    fn decode(&mut self, token: &Token<'_>) -> Fidelity {
        if !const { T::VALUE.is_leaf() } {
            return Fidelity::Undecodable;
        }
        match T::Shape::decode(token) {
            Some((value, exact)) => {
                push(self, value);
                if exact { Fidelity::Exact } else { Fidelity::Differs }
            }
            None => Fidelity::Undecodable,
        }
    }
}

/// A collection that may contain null.
impl<T: Kind> Kind for Vec<Option<T>> {
    type Shape = ItemsShape;
}

impl<T: Kind> Shape<Vec<Option<T>>> for ItemsShape {
    const VALUE: ValueType = ValueType::NullableCollection(&T::VALUE);

    fn view(items: &Vec<Option<T>>) -> View<'_> {
        View::Items(items)
    }

    fn begin(start: Start<'_>) -> Option<Vec<Option<T>>> {
        matches!(start, Start::Array { .. }).then(Vec::new)
    }

    fn fill(items: &mut Vec<Option<T>>) -> Option<Fill<'_>> {
        Some(Fill::Items(items))
    }

    fn keeps_rules(items: &Vec<Option<T>>) -> bool {
        items.iter().flatten().all(T::Shape::keeps_rules)
    }
}

impl<T: Kind> Items for Vec<Option<T>> {
    fn len(&self) -> usize {
        self.len()
    }

    fn get(&self, index: usize) -> Option<View<'_>> {
        <[Option<T>]>::get(self, index)?.as_ref().map(T::view)
    }

    fn begin(&mut self, start: Start<'_>) -> Option<Fill<'_>> {
        let item = T::begin(start)?;
        start.among().make_room(self);
        self.push(Some(item));
        self.last_mut()?.as_mut().and_then(T::fill)
    }

    fn decode(&mut self, token: &Token<'_>) -> Fidelity {
        if token.is_null() {
            push(self, None);
            return Fidelity::Exact;
        }
        match T::decode(token) {
            Some((value, exact)) => {
                push(self, Some(value));
                if exact { Fidelity::Exact } else { Fidelity::Differs }
            }
            None => Fidelity::Undecodable,
        }
    }
}
