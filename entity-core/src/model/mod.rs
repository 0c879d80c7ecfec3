//! Types and values as data: the property table, and a value seen without its type. The modules here know each other, and
//! nothing else but JSON as text.

pub(crate) mod dynamic;
pub(crate) mod fit;
pub(crate) mod growth;
pub(crate) mod index;
pub(crate) mod inherit;
pub(crate) mod into_prop;
pub(crate) mod kind;
pub(crate) mod linked;
#[cfg_attr(not(feature = "csdl"), allow(dead_code, reason = "only schemas make such types"))]
pub(crate) mod loaded;
pub(crate) mod look;
pub(crate) mod measure;
pub(crate) mod node;
pub(crate) mod prop;
pub(crate) mod property;
pub(crate) mod range;
pub(crate) mod rank;
pub(crate) mod rule;
pub(crate) mod slot;
pub(crate) mod table;
pub(crate) mod value_type;
pub(crate) mod violation;
pub(crate) mod wire_name;
