//! The types that a body may have: those of `comms`, then those of a schema.

use crate::failure::Failure;
use crate::input::Input;
use crate::progress::Progress;
use crate::schema::SchemaFile;
use clap::Args;
use entity_core::csdl::EntitySet;
use entity_core::{AnyEntity, ReadError, Registered, Registry};
use std::path::PathBuf;

/// The argument that names a schema.
#[derive(Args)]
pub(crate) struct SchemaOption {
    /// Schema with more types: CSDL 4.0 or 4.01 in XML, of any OData service.
    #[arg(long = "schema", value_name = "CSDL")]
    schema: Option<Input>,
    /// Directory of the documents that the schema refers to, under the last part of their addresses.
    #[arg(long = "ref", value_name = "DIR", requires = "schema")]
    references: Option<PathBuf>,
}

impl SchemaOption {
    /// Loads the types of the schema, if there is one.
    pub(crate) fn types(&self) -> Result<Types, Failure> {
        let Some(file) = &self.schema else { return Ok(Types::DECLARED) };
        SchemaFile::new(file.clone(), self.references.clone()).types(&mut Progress::start())
    }
}

/// Registries to look into, one after the other.
pub(crate) struct Types {
    loaded: Option<&'static Registry>,
    /// The names of the schema's entity sets and singletons, each with its type.
    entity_sets: Vec<(String, String)>,
}

impl Types {
    /// The types of `comms` alone.
    pub(crate) const DECLARED: Self = Self { loaded: None, entity_sets: Vec::new() };

    /// The types of `comms`, then those of a schema with these entity sets.
    pub(crate) fn with(loaded: &'static Registry, entity_sets: impl Iterator<Item = EntitySet>) -> Self {
        Self { loaded: Some(loaded), entity_sets: entity_sets.map(|set| (set.name, set.type_name.name)).collect() }
    }

    /// Finds a type by its qualified name.
    pub(crate) fn find(&self, name: &str) -> Option<&'static Registered> {
        comms::TYPES.find(name).or_else(|| self.loaded?.find(name))
    }

    /// Finds the type of an entity set or a singleton, the first segment of a path.
    pub(crate) fn entity_set(&self, name: &str) -> Option<&'static Registered> {
        // Graph's singleton that all paths of `comms` start with.
        if name == "communications" {
            return self.find("microsoft.graph.cloudCommunications");
        }
        let (_, type_name) = self.entity_sets.iter().find(|(set, _)| set == name)?;
        self.find(type_name)
    }

    /// Returns all types. One that both have is the first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'static Registered> {
        comms::TYPES.iter().chain(self.loaded.into_iter().flat_map(Registry::iter))
    }

    /// Reads a body as the type that its tag names.
    pub(crate) fn read(&self, bytes: &[u8]) -> Result<AnyEntity, ReadError> {
        self.try_each(|types| types.read(bytes))
    }

    /// Reads a body as the named type, or as the type that derives from it and is named by the tag.
    pub(crate) fn read_as(&self, name: &str, bytes: &[u8]) -> Result<AnyEntity, ReadError> {
        self.try_each(|types| types.read_as(name, bytes))
    }

    fn try_each(
        &self,
        read: impl Fn(&'static Registry) -> Result<AnyEntity, ReadError>,
    ) -> Result<AnyEntity, ReadError> {
        match (read(&comms::TYPES), self.loaded) {
            (Err(ReadError::UnknownType(_)), Some(loaded)) => read(loaded),
            (result, _) => result,
        }
    }
}
