//! Declarations printed from a schema: what to declare (`scope`), by which names (`names`), and how it looks (`print`, `docs`).

mod cycles;
mod docs;
mod modules;
mod names;
mod print;
mod scope;
mod spelling;

use super::Error;
use super::model::Schema;
use names::Names;
use scope::Scope;

/// Prints Rust declarations for these types and all that they reach: their bases, the types of their properties and navigation
/// properties, and the subtypes of those.
///
/// What is printed compiles as it is, as the file of a crate's root or of a module (`include!` takes no file that starts with
/// attributes of its own), with `entity_core` and, for streams and untyped properties, `serde_json`. The namespace that all others
/// lie in is the root, any other is a module. A property whose type has subtypes holds an `Any…` enum; a `Box` holds what a
/// navigation property leads to, so that a type is no larger than its own properties, and a type within itself; a complex
/// property has `default`. `TYPES` is a registry of all of them: a constant, so that of those which nothing uses no code is
/// compiled. The root entity's `id` is `read_only`, since services assign it: where yours takes it from the client, take that
/// word out.
///
/// ```
/// # let document = br#"<edmx:Edmx Version="4.01" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
/// #   <Schema Namespace="contoso" xmlns="http://docs.oasis-open.org/odata/ns/edm">
/// #     <ComplexType Name="point"><Property Name="xAxis" Type="Edm.Int32" Nullable="false"/></ComplexType>
/// #   </Schema></edmx:DataServices></edmx:Edmx>"#;
/// use entity_core::csdl;
///
/// let declarations = csdl::scaffold(&csdl::read(document)?, &["contoso.point"])?;
/// assert!(declarations.contains(r#"
///     #[prop("xAxis", non_null)]
///     x_axis: Prop<i32>,
/// "#));
/// # Ok::<(), csdl::Error>(())
/// ```
///
/// # Errors
/// A name that the schema lacks, and what the declarations cannot express: a property or base whose type the document does not
/// declare, names that differ by case alone, a name that Rust cannot spell.
pub fn scaffold(schema: &Schema, names: &[&str]) -> Result<String, Error> {
    Scope::reached(schema, names).and_then(|scope| declarations(schema, &scope))
}

/// As [`scaffold`], for every type that the schema declares.
///
/// # Errors
/// As [`scaffold`].
pub fn scaffold_all(schema: &Schema) -> Result<String, Error> {
    Scope::all(schema).and_then(|scope| declarations(schema, &scope))
}

fn declarations(schema: &Schema, scope: &Scope<'_>) -> Result<String, Error> {
    let names = Names::assign(schema, scope)?;
    Ok(print::print(schema, scope, &names))
}
