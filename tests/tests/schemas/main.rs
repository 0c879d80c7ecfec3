//! Schemas: read, printed as declarations, compared with declared types.
//!
//! The declarations in `library.rs` are what scaffold prints for `fixtures/library.csdl.xml`; print them anew with
//! `cargo run -- scaffold tests/fixtures/library.csdl.xml contoso.library.medium contoso.library.reader > tests/tests/schemas/library.rs`.

mod changes;
mod drift;
pub mod library;
mod names;
mod oddities;
pub mod printed;
mod reading;
mod scaffold;
mod shipped;
mod source;

use entity_core::csdl::{self, Schema};
use entity_core::{Registered, Registry};

const LIBRARY: &str = include_str!("../../fixtures/library.csdl.xml");

fn library() -> Schema {
    csdl::read(LIBRARY.as_bytes()).expect("the fixture is CSDL")
}

/// A document with one namespace, `contoso`, of which this is the inside. Its first line is the document's third.
fn document(inside: &str) -> String {
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\n\
         <Schema Namespace=\"contoso\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n{inside}\n</Schema></edmx:DataServices></edmx:Edmx>"
    )
}

fn tables(registry: &Registry) -> impl Iterator<Item = &'static entity_core::StructuredType> {
    registry.iter().map(Registered::structured_type)
}
