//! Reads bodies by type name.

use crate::json;
use crate::model::kind::ViewMut;
use crate::registry::any_entity::AnyEntity;
use crate::registry::any_page::AnyPage;
use crate::registry::error::ReadError;
use crate::registry::item::AnyItem;
use crate::registry::types::{Registered, Registry};

impl Registry {
    /// Reads a body as the type that the root's tag names.
    ///
    /// # Errors
    /// No tag, an unknown tag, or any error of [`json::from_slice`].
    pub fn read(&'static self, bytes: &[u8]) -> Result<AnyEntity, ReadError> {
        let text = json::utf8(bytes)?;
        let name = json::root_tag(text)?;
        if let Some(known) = name.as_deref().and_then(|name| self.find(name)) {
            return self.read_item(known, text);
        }
        // Invalid JSON is reported first.
        json::read_into(None, text)?;
        Err(name.map_or(ReadError::NoTag, |name| ReadError::UnknownType(name.into_owned())))
    }

    fn read_item(&'static self, asked: &'static Registered, text: &str) -> Result<AnyEntity, ReadError> {
        let mut value = AnyItem::of(self, asked);
        json::read_into(Some(ViewMut::Choice(&mut value)), text)?;
        value.into_value()
    }

    /// Reads a body as the named type, or as the type that derives from it and is named by the root's tag.
    ///
    /// `Collection(NAME)` is a response `{"value": […]}`. Each of its items is read in this way.
    ///
    /// # Errors
    /// An unknown name, a tag that names a known unrelated type, or any error of [`json::from_slice`].
    pub fn read_as(&'static self, name: &str, bytes: &[u8]) -> Result<AnyEntity, ReadError> {
        let item = name.strip_prefix("Collection(").and_then(|name| name.strip_suffix(')'));
        let wanted = item.unwrap_or(name);
        let asked = self.find(wanted).ok_or_else(|| ReadError::UnknownType(wanted.to_owned()))?;
        let text = json::utf8(bytes)?;
        if item.is_some() {
            let mut page = AnyPage::of(self, asked);
            json::read_into(Some(ViewMut::Node(&mut page)), text)?;
            return Ok(AnyEntity::new(Box::new(page)));
        }
        self.read_item(asked, text)
    }
}
