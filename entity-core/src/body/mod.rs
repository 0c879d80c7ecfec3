//! Bodies around values: requests to actions, pages, single values.

mod action;
pub(crate) mod action_name;
mod arguments;
mod page;
mod single;

pub use action::Action;
pub use page::Page;
pub use single::Single;

use crate::model::kind::Kind;
use crate::serde_bridge::{deserialize, serialize};
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

/// serde for the types that no derive declares.
macro_rules! bridge {
    ($($type_:ident)*) => {$(
        impl<T: Kind> Serialize for $type_<T> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serialize(self, serializer)
            }
        }

        impl<'de, T: Kind> Deserialize<'de> for $type_<T> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserialize(deserializer)
            }
        }
    )*};
}

bridge! { Page Single }
