//! Called by generated code. Not an API: it changes with the derives, in any version.

pub use crate::accessors::*;
pub use crate::body::action_name::{action_name, action_opening, action_opening_len, action_opening_text, bound_to};
pub use crate::body::{Accepts, Action, Target};
pub use crate::entity::{Ask, Holder, Question};
pub use crate::kinds::enumeration::{EnumAccess, EnumType, member_name};
pub use crate::kinds::linked::{linked_value, make};
pub use crate::kinds::primitive::{BOOL, F64, I32, I64, STRING};
pub use crate::kinds::structured::{ChoiceAccess, NodeAccess, choose, choose_within, replace};
pub use crate::kinds::untyped::{
    Untyped, UntypedAccess, choose_unknown, choose_variant, tagged, tagged_item, untyped_json,
};
pub use crate::model::dynamic::DynamicProperties;
pub use crate::model::fit::{first_fits, fits, last_fits};
pub use crate::model::inherit::{alias_is_free, flatten, inherited, named_once, reached_once};
pub use crate::model::into_prop::IntoProp;
pub use crate::model::kind::{Incoming, Kind, View, ViewMut, view, view_mut};
pub use crate::model::linked::{Abilities, Has, HasNot};
pub use crate::model::node::{Choice, Declared, Node, base_of, value_of};
pub use crate::model::prop::Prop;
pub use crate::model::property::Property;
pub use crate::model::range::{End, Given};
pub use crate::model::rule::{Check, Compiled, Pattern, Rule, check, check_item, check_whole};
pub use crate::model::slot::{Slot, SlotMut, Viewer};
pub use crate::model::table::{Alias, Category, Proof, StructuredType, Table};
pub use crate::model::value_type::EnumTable;
pub use crate::model::violation::Violation;
pub use crate::registry::named::{NamedType, other_of, position, variant_of};
pub use crate::serde_bridge::{deserialize, deserialize_member, serialize, serialize_member};
pub use crate::validate::{holds, keeps_undeclared, keeps_whole, keeps_within};
// Short, because rustc reads generated code for every property. Not the prelude's, which a user's module may shadow.
pub use core::primitive::{bool, str, usize};
pub use serde_core as serde;
pub use serde_json::Value as Json;
pub use std::boxed::Box;
pub use std::convert::From;
pub use std::default::Default;
pub use std::ops::{Deref, DerefMut};
pub use std::option::Option::{self, None, Some};
pub use std::result::Result::{self, Err, Ok};
pub use std::string::String;
