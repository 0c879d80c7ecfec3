//! Prints declarations from a schema. `scope` selects the types, `names` and `modules` name them, `print` and `docs` format them.

mod cycles;
mod docs;
mod modules;
mod names;
mod print;
mod scope;
mod sizes;
mod spelling;

use super::Error;
use super::model::Schema;
use names::Names;
use scope::Scope;

/// Prints Rust declarations for these types and all that they reach.
///
/// A type reaches its base, the types of its properties and navigation properties, and the subtypes of those types.
///
/// The text compiles as it is, as the file of a module or of a crate's root. It needs `entity_core` and, for streams and untyped
/// properties, `serde_json`. It starts with inner attributes, which `include!` does not allow.
///
/// - The namespace that contains all others is the root module; each other namespace is a module inside.
/// - A property whose type has subtypes holds an `Any…` enum over them.
/// - A navigation property holds a [`Linked`](crate::Linked), so that types may refer to each other in chains of any length. A
///   property whose complex type is large, or contains its owner, holds a `Box`. From about 3,000 entity types in one cycle of navigation
///   on, rustc needs more stack: `RUST_MIN_STACK=268435456 cargo build`.
/// - A complex property has `default`.
/// - A property whose type the document does not declare is untyped JSON, and a type whose base it does not declare has no base:
///   [`Schema::warnings`] has both. A property that narrows a base's is read as the base's.
/// - A character that Rust does not allow in a name is `_`.
/// - `TYPES` is a registry of all structured types. It is a constant, so that unused types compile to no code.
/// - `microsoft.graph.entity`'s `id` is `read_only`, because the service assigns it. Remove that word if clients choose the id.
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
/// The schema has no type of one of these names.
pub fn scaffold(schema: &Schema, names: &[&str]) -> Result<String, Error> {
    Scope::reached(schema, names).map(|scope| declarations(schema, &scope))
}

/// Prints Rust declarations for every type of the schema, like [`scaffold`].
///
/// # Errors
/// None: all names are the schema's.
pub fn scaffold_all(schema: &Schema) -> Result<String, Error> {
    Scope::all(schema).map(|scope| declarations(schema, &scope))
}

fn declarations(schema: &Schema, scope: &Scope<'_>) -> String {
    print::print(schema, scope, &Names::assign(schema, scope))
}
