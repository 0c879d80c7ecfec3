//! `comms scaffold`: Rust declarations from a schema.

use crate::schema::{self, Progress};
use crate::{Printed, Refused};
use clap::Args;
use entity_core::csdl::{self, Schema};

#[derive(Args)]
pub(crate) struct Arguments {
    /// The schema: CSDL 4.0x in XML, or `-` for standard input.
    #[arg(value_name = "CSDL")]
    file: String,
    /// Qualified names of types. What they reach is declared too.
    #[arg(value_name = "TYPE", required_unless_present = "all", conflicts_with = "all")]
    types: Vec<String>,
    /// Declare every type of the schema.
    #[arg(long)]
    all: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Printed, Refused> {
    let mut progress = Progress::start();
    let schema = schema::read(&arguments.file, &mut progress)?;
    progress.step("printing declarations");
    let names: Vec<&str> = arguments.types.iter().map(String::as_str).collect();
    if let Some(unknown) = names.iter().find(|name| schema.find(name).is_none()) {
        return Err(Refused::usage(format!("the schema has no type `{unknown}`{}", hint(&schema, unknown))));
    }
    let text = if arguments.all { csdl::scaffold_all(&schema) } else { csdl::scaffold(&schema, &names) };
    let text = text.map_err(|error| Refused::input(format!("{}: {error}", arguments.file)))?;
    Ok(Printed { text, code: 0 })
}

/// The qualified name that was meant, where the name alone tells.
fn hint(schema: &Schema, name: &str) -> String {
    let short = name.rsplit('.').next().unwrap_or_default();
    match schema.types().find(|type_| type_.short_name().eq_ignore_ascii_case(short)) {
        Some(type_) => format!("; did you mean {}?", type_.name),
        None => String::new(),
    }
}
