//! Reads a schema and the documents that it refers to, for the commands that work on one.

use crate::failure::Failure;
use crate::input::Input;
use crate::progress::Progress;
use crate::show;
use crate::types::Types;
use clap::Args;
use entity_core::csdl::{self, Schema};
use std::collections::HashSet;
use std::fs;
use std::path::PathBuf;

/// The most warnings to print.
const MOST_WARNINGS: usize = 50;

/// A schema's document, and where those that it refers to are.
#[derive(Args)]
pub(crate) struct SchemaFile {
    /// Schema to read (CSDL 4.0 or 4.01 in XML), or `-` for standard input.
    #[arg(value_name = "CSDL")]
    file: Input,
    /// Directory of the documents that the schema refers to, under the last part of their addresses.
    #[arg(long = "ref", value_name = "DIR")]
    references: Option<PathBuf>,
}

impl SchemaFile {
    pub(crate) const fn new(file: Input, references: Option<PathBuf>) -> Self {
        Self { file, references }
    }

    /// Reads the schema, and returns its types behind those of `comms`.
    pub(crate) fn types(&self, progress: &mut Progress) -> Result<Types, Failure> {
        let schema = self.read(progress)?;
        progress.step("loading the types");
        let loaded = csdl::load(&schema).map_err(|error| self.refused(&error))?;
        Ok(Types::with(loaded, schema.namespaces.into_iter().flat_map(|namespace| namespace.entity_sets)))
    }

    /// Reads the schema.
    pub(crate) fn read(&self, progress: &mut Progress) -> Result<Schema, Failure> {
        let bytes = self.file.read(progress)?;
        let total = bytes.len().max(1);
        let mut report =
            |read: usize| progress.update(&format!("reading the schema: {} %", read.saturating_mul(100) / total));
        let mut seen = HashSet::new();
        let mut open = |address: &str| {
            let name = file_name(address).filter(|name| seen.insert((*name).to_owned()))?;
            fs::read(self.references.as_ref()?.join(name)).ok()
        };
        csdl::read_all(&bytes, &mut report, &mut open).map_err(|error| self.refused(&error))
    }

    /// The failure for a schema that cannot be used, on one line.
    pub(crate) fn refused(&self, error: &csdl::Error) -> Failure {
        Failure::Input(format!("{}: {}", self.file.name(), show::line(&error.to_string())))
    }

    /// The schema's odd declarations, a line for each.
    pub(crate) fn warnings(&self, schema: &Schema) -> Vec<String> {
        let shown = schema.warnings.iter().take(MOST_WARNINGS);
        let mut lines: Vec<String> = shown
            .map(|warning| match warning.document() {
                "" => format!("{}: {}", self.file.name(), show::line(&warning.to_string())),
                _ => show::line(&warning.to_string()),
            })
            .collect();
        let rest = schema.warnings.len() - lines.len();
        lines.extend((rest > 0).then(|| format!("… and {rest} more")));
        lines
    }
}

/// The last part of an address, without query and fragment. Never a path: a schema cannot name a file outside of the directory.
fn file_name(address: &str) -> Option<&str> {
    let path = address.split(['?', '#']).next()?;
    let name = path.rsplit(['/', '\\']).next()?;
    (!name.contains([':', '\0']) && !matches!(name, "" | "." | "..")).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_reference_names_no_file_outside_of_the_directory() {
        for (address, name) in [
            ("Chassis_v1.xml", Some("Chassis_v1.xml")),
            ("http://example.org/schemas/Chassis_v1.xml?x=/y#z", Some("Chassis_v1.xml")),
            ("../../etc/passwd", Some("passwd")),
            ("..\\..\\secret.xml", Some("secret.xml")),
            ("a/..", None),
            ("C:secret.xml", None),
            ("http://example.org/", None),
            ("", None),
        ] {
            assert_eq!(file_name(address), name, "{address}");
        }
    }
}
