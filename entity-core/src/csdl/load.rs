//! Loads a schema's types at run time: the same tables that the derives generate, filled from the schema.

use super::Error;
use super::model::Schema;
use super::plan::{Plan, is_same};
use super::tables::Tables;
use crate::registry::Registry;
use std::sync::{Mutex, PoisonError};

/// The most memory of all loaded tables of a program, in bytes. All of Graph takes about 8 MB.
const MOST: usize = 256 << 20;
/// The most properties of a type, for its index.
const MOST_PROPERTIES: usize = 0xfffe;

/// The most properties of a type whose names an index cannot tell apart: looking one up takes as many steps.
const MOST_ALIKE: usize = 4_096;

/// The schemas loaded so far, and the memory that their tables take.
static LOADED: Mutex<(Vec<&'static Registry>, usize)> = Mutex::new((Vec::new(), 0));

/// Loads a schema's types, to read, check and change their values without declaring them.
///
/// The registry has every entity type and complex type, and each bound action and function under the name of its binding type and
/// its own: `microsoft.graph.call/playPrompt`. [`Registry::read`] and [`Registry::read_as`] return an [`AnyEntity`](crate::AnyEntity)
/// that downcasts to a [`StructuredValue`](crate::StructuredValue). [`ActionType::request`](crate::ActionType::request) makes a request
/// of an action's parameters.
///
/// A type is as [`scaffold`](super::scaffold()) would declare it: `MaxLength` is the rule `max_len`, `Nullable="false"` is `non_null`,
/// a property whose type has subtypes holds the type that the tag names, and `microsoft.graph.entity`'s `id` is read-only. Strings that
/// are secret are not hidden, because schemas do not say which ones are. A type whose crate's feature is off is untyped JSON.
///
/// ```
/// use entity_core::prelude::*;
/// use entity_core::{StructuredValue, Tracked, csdl, json};
///
/// let schema = csdl::read(br#"<edmx:Edmx Version="4.01" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
///   <Schema Namespace="contoso" xmlns="http://docs.oasis-open.org/odata/ns/edm">
///     <EnumType Name="state"><Member Name="open"/><Member Name="closed"/></EnumType>
///     <EntityType Name="case"><Property Name="title" Type="Edm.String" MaxLength="9"/><Property Name="state" Type="contoso.state"/></EntityType>
///     <EntityType Name="urgentCase" BaseType="contoso.case"><Property Name="due" Type="Edm.Date"/></EntityType>
///   </Schema></edmx:DataServices></edmx:Edmx>"#)?;
/// let types = csdl::load(&schema)?;
///
/// let body = br##"{"@odata.type": "#contoso.urgentCase", "title": "Lights off", "state": "Open", "cost": 1.50}"##;
/// let mut case = types.read(body)?;
/// assert_eq!(case.structured_type().name(), "contoso.urgentCase");
/// assert_eq!(case.deviations()[0].to_string(), "/state: `Open` for `open` (member_case)");
/// assert_eq!(case.validate().unwrap_err().to_string(), "/title: 10 characters, at most 9 are allowed (max_len)");
/// case.set_property("due", "2027-02-28".into())?;
/// assert_eq!(case.set_property("due", "2027-02-30".into()).unwrap_err().rule(), "type");
/// assert_eq!(
///     json::to_string(&case),
///     r##"{"@odata.type":"#contoso.urgentCase","title":"Lights off","state":"Open","due":"2027-02-28","cost": 1.50}"##
/// );
///
/// let mut case = Tracked::new(case.downcast::<StructuredValue>().expect("a value of a loaded type"));
/// case.set_property("state", "closed".into())?;
/// assert_eq!(case.patch().as_deref(), Some(r#"{"state":"closed"}"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Memory
///
/// Loaded types live until the program ends, as declared ones do. Loading an equal schema again returns the same registry.
///
/// # Errors
/// The tables of all schemas that the program loads would take more than 256 MiB; a type has more than 65,534 properties, or more than
/// 4,096 whose names are of one length and differ neither in their first nor in their last eight bytes.
pub fn load(schema: &Schema) -> Result<&'static Registry, Error> {
    let plan = Plan::of(schema);
    if let Some(type_) = plan.types.iter().find(|type_| type_.rows.len() > MOST_PROPERTIES) {
        return Err(Error::new(0, format!("`{}` has more than {MOST_PROPERTIES} properties", type_.name)));
    }
    if let Some(type_) = plan.types.iter().find(|type_| type_.most_alike() > MOST_ALIKE) {
        let reason = "properties whose names have one length, one beginning and one end";
        return Err(Error::new(0, format!("`{}` has more than {MOST_ALIKE} {reason}", type_.name)));
    }
    let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
    let (registries, taken) = &mut *loaded;
    if let Some(registry) = registries.iter().find(|registry| is_same(&plan, registry)) {
        return Ok(registry);
    }
    let needed = taken.saturating_add(plan.memory());
    if needed > MOST {
        return Err(Error::new(0, "the tables of all loaded schemas would take more than 256 MiB"));
    }
    let registry = Tables::of(&plan).load();
    registries.push(registry);
    *taken = needed;
    Ok(registry)
}
