//! Types that are loaded from a schema at run time.

mod agreement;
mod graph;
mod values;

use entity_core::{Registry, csdl};
use std::sync::LazyLock;

/// The types of all of Graph; `None`, and a line `SKIPPED`, if its schema is not beside the project.
fn graph() -> Option<&'static Registry> {
    static GRAPH: LazyLock<Option<&Registry>> = LazyLock::new(|| {
        let document = std::fs::read(tests::shared("csdl/v1.0-Prod.csdl")?).expect("the schema");
        Some(csdl::load(&csdl::read(&document).expect("CSDL")).expect("tables"))
    });
    *GRAPH
}

/// The schema with these declarations in the namespace `contoso`.
fn document(declarations: &str) -> String {
    format!(
        r#"<edmx:Edmx Version="4.01" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
        <Schema Namespace="contoso" xmlns="http://docs.oasis-open.org/odata/ns/edm">{declarations}</Schema></edmx:DataServices></edmx:Edmx>"#
    )
}

/// Loads the types of [`document`].
fn load(declarations: &str) -> &'static Registry {
    csdl::load(&csdl::read(document(declarations).as_bytes()).expect("CSDL")).expect("tables")
}
