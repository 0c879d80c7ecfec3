//! One value whose type is chosen at run time, while it is read.

use crate::kinds::loaded::StructuredValue;
use crate::model::node::{Choice, Node};
use crate::model::slot::{SlotMut, Viewer};
use crate::model::table::StructuredType;
use crate::reflect::carry_over;
use crate::registry::any_entity::AnyEntity;
use crate::registry::error::ReadError;
use crate::registry::types::{Registered, Registry};

/// A value of the requested type, or of a type that derives from it and is named by the tag.
pub(crate) struct AnyItem {
    registry: &'static Registry,
    asked: &'static Registered,
    pub(super) value: AnyEntity,
    unrelated: Option<&'static str>,
}

impl AnyItem {
    pub(crate) fn of(registry: &'static Registry, asked: &'static Registered) -> Self {
        Self { registry, asked, value: asked.empty(), unrelated: None }
    }

    /// Returns the value, unless the tag named a known type of another family.
    pub(crate) fn into_value(self) -> Result<AnyEntity, ReadError> {
        match self.unrelated {
            Some(tag) => Err(ReadError::Unrelated { asked: self.asked.structured_type().name, tag }),
            None => Ok(self.value),
        }
    }
}

impl Node for AnyItem {
    fn __table(&self) -> &'static StructuredType {
        self.value.__table()
    }

    fn __show<'n>(&'n self, viewer: &mut dyn Viewer<'n>) -> bool {
        self.value.__show(viewer)
    }

    fn __slot_mut(&mut self, index: usize) -> SlotMut<'_> {
        self.value.__slot_mut(index)
    }
}

impl Choice for AnyItem {
    fn __choose(&mut self, name: &str, keep: bool) -> bool {
        if name == self.__table().name {
            return false;
        }
        let Some(tagged) = self.registry.find(name) else { return false };
        let (asked, tag) = (self.asked.structured_type(), tagged.structured_type());
        if !tag.derives_from(asked) {
            self.unrelated = (!asked.derives_from(tag)).then_some(tag.name);
            return false;
        }
        if std::ptr::eq(tag, self.__table()) {
            return false;
        }
        // Another type of the same schema: the fields stay where they are.
        if let Some(loaded) = self.value.downcast_mut::<StructuredValue>()
            && loaded.__choose(name, keep)
        {
            return true;
        }
        let old = std::mem::replace(&mut self.value, tagged.empty());
        if keep {
            carry_over(&*old.value, &mut *self.value.value);
        }
        true
    }

    fn __held(&mut self) -> &mut dyn Node {
        &mut *self.value.value
    }
}
