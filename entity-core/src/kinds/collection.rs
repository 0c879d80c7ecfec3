//! Collections as kinds: `Vec<T>`, and `Vec<Option<T>>` for collections that may contain null.

use crate::model::growth::SizeHint;
use crate::model::kind::{Access, Fidelity, Incoming, Items, Kind, View, ViewMut};
use crate::model::value_type::ValueType;
use crate::syntax::token::Token;

/// How collections are viewed and read.
#[doc(hidden)]
pub enum ItemsAccess {}

impl<T: Kind> Kind for Vec<T> {
    type Access = ItemsAccess;
}

// Compiled for each item type, so it calls no small generic functions.

impl<T: Kind> Access<Vec<T>> for ItemsAccess {
    const VALUE: ValueType = ValueType::Collection(&T::VALUE);

    #[inline]
    fn view(items: &Vec<T>) -> View<'_> {
        View::Items(items)
    }

    fn empty(incoming: Incoming<'_>) -> Option<Vec<T>> {
        if let Incoming::Array { .. } = incoming { Some(const { Vec::new() }) } else { None }
    }

    #[inline]
    fn view_mut(items: &mut Vec<T>) -> Option<ViewMut<'_>> {
        Some(ViewMut::Items(items))
    }

    #[inline]
    fn keeps_rules(items: &Vec<T>) -> bool {
        let mut rest: &[T] = items;
        while let [item, others @ ..] = rest {
            if !T::Access::keeps_rules(item) {
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
    SizeHint::ALONE.make_room(items);
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
        if index < items.len() { Some(T::Access::view(&items[index])) } else { None }
    }

    #[inline]
    fn push_item(&mut self, incoming: Incoming<'_>) -> Option<ViewMut<'_>> {
        if !const { T::VALUE.has_parts() } {
            return None;
        }
        let item = T::Access::empty(incoming)?;
        incoming.hint().make_room(self);
        self.push(item);
        if let [.., item] = &mut **self { T::Access::view_mut(item) } else { None }
    }

    #[inline]
    fn push_leaf(&mut self, token: &Token<'_>) -> Fidelity {
        if !const { T::VALUE.is_leaf() } {
            return Fidelity::Undecodable;
        }
        match T::Access::decode(token) {
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
    type Access = ItemsAccess;
}

impl<T: Kind> Access<Vec<Option<T>>> for ItemsAccess {
    const VALUE: ValueType = ValueType::NullableCollection(&T::VALUE);

    fn view(items: &Vec<Option<T>>) -> View<'_> {
        View::Items(items)
    }

    fn empty(incoming: Incoming<'_>) -> Option<Vec<Option<T>>> {
        matches!(incoming, Incoming::Array { .. }).then(Vec::new)
    }

    fn view_mut(items: &mut Vec<Option<T>>) -> Option<ViewMut<'_>> {
        Some(ViewMut::Items(items))
    }

    fn keeps_rules(items: &Vec<Option<T>>) -> bool {
        items.iter().flatten().all(T::Access::keeps_rules)
    }
}

impl<T: Kind> Items for Vec<Option<T>> {
    fn len(&self) -> usize {
        self.len()
    }

    fn get(&self, index: usize) -> Option<View<'_>> {
        <[Option<T>]>::get(self, index)?.as_ref().map(T::Access::view)
    }

    fn push_item(&mut self, incoming: Incoming<'_>) -> Option<ViewMut<'_>> {
        let item = T::Access::empty(incoming)?;
        incoming.hint().make_room(self);
        self.push(Some(item));
        self.last_mut()?.as_mut().and_then(T::Access::view_mut)
    }

    fn push_leaf(&mut self, token: &Token<'_>) -> Fidelity {
        if token.is_null() {
            push(self, None);
            return Fidelity::Exact;
        }
        match T::Access::decode(token) {
            Some((value, exact)) => {
                push(self, Some(value));
                if exact { Fidelity::Exact } else { Fidelity::Differs }
            }
            None => Fidelity::Undecodable,
        }
    }
}
