//! Bodies around values: requests to actions, pages, single values.

mod action;
pub(crate) mod action_name;
mod action_type;
mod answer;
mod arguments;
mod page;
mod request;
mod service_error;
mod single;
mod target;

pub use action::Action;
pub use action_type::ActionType;
pub use answer::{AnswerError, answer};
pub use page::Page;
pub use request::Request;
pub use service_error::{InnerError, ServiceError};
pub use single::Single;
pub use target::{Accepts, Binding, Target};

use crate::model::kind::Kind;
use crate::serde_bridge::{deserialize, serialize};
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

/// The headers of a response.
#[derive(Clone, Copy)]
struct Headers<'a>(&'a [(&'a str, &'a str)]);

impl<'a> Headers<'a> {
    /// Returns the value of the first header of this name, in any case, without white space around it.
    fn get(self, name: &str) -> Option<&'a str> {
        self.0.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }
}

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
