//! Values whose type is chosen at run time.

use crate::json;
use crate::json::writer;
use crate::json::writer::Expected;
use crate::kinds::loaded::StructuredValue;
use crate::model::node::{Declared, Node};
use crate::model::slot::{SlotMut, Viewer};
use crate::model::table::StructuredType;
use std::any::Any;
use std::fmt;

/// A structured value whose type is chosen at run time, with the methods of [`Entity`](crate::Entity).
pub struct AnyEntity {
    pub(super) value: Box<dyn Node + Send + Sync>,
    expected: Expected,
}

impl AnyEntity {
    pub(crate) const fn new(value: Box<dyn Node + Send + Sync>) -> Self {
        Self { value, expected: Expected::Itself }
    }

    /// Returns the value as a `T`, if it is one.
    pub fn downcast_ref<T: Node>(&self) -> Option<&T> {
        let any: &dyn Any = &*self.value;
        any.downcast_ref()
    }

    /// Like [`Self::downcast_ref`], to change it.
    pub fn downcast_mut<T: Node>(&mut self) -> Option<&mut T> {
        let any: &mut dyn Any = &mut *self.value;
        any.downcast_mut()
    }

    /// Returns the value itself.
    ///
    /// # Errors
    /// Returns `self` unchanged if the value is not a `T`.
    pub fn downcast<T: Node>(self) -> Result<T, Self> {
        if self.downcast_ref::<T>().is_none() {
            return Err(self);
        }
        let any: Box<dyn Any> = self.value;
        any.downcast().map(|value| *value).map_err(|_| unreachable!("its type was just seen"))
    }
}

impl Node for AnyEntity {
    fn __table(&self) -> &'static StructuredType {
        self.value.__table()
    }

    fn __show<'n>(&'n self, viewer: &mut dyn Viewer<'n>) -> bool {
        self.value.__show(viewer)
    }

    fn __slot_mut(&mut self, index: usize) -> SlotMut<'_> {
        self.value.__slot_mut(index)
    }

    fn __keeps_rules(&self) -> bool {
        self.value.__keeps_rules()
    }

    fn __concrete(&self) -> &dyn Node {
        &*self.value
    }
}

impl json::Write for AnyEntity {
    fn __write(&self) -> Vec<u8> {
        writer::document(&*self.value, self.expected)
    }
}

impl fmt::Debug for AnyEntity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AnyEntity({})", self.value.__table().name)
    }
}

impl From<StructuredValue> for AnyEntity {
    fn from(value: StructuredValue) -> Self {
        Self::new(Box::new(value))
    }
}

impl<T: Declared + Send + Sync> From<T> for AnyEntity {
    fn from(value: T) -> Self {
        Self { value: Box::new(value), expected: T::VALUE.into() }
    }
}
