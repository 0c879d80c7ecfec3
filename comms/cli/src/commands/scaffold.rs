//! `comms scaffold`: Rust declarations from a schema.

use crate::input::{Input, nearest};
use crate::schema::{self, Progress};
use crate::{Printed, Refused, show};
use clap::Args;
use entity_core::csdl;

#[derive(Args)]
#[command(override_usage = "comms scaffold <CSDL> <TYPE>...\n       comms scaffold <CSDL> --all")]
pub(crate) struct Arguments {
    /// The schema: CSDL 4.0x in XML, or `-` for standard input.
    #[arg(value_name = "CSDL")]
    file: Input,
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
        let hint = nearest(unknown, schema.types().map(|type_| type_.name.as_str()));
        return Err(Refused::usage(format!("the schema has no type `{}`{}", show::cut(unknown), show::line(&hint))));
    }
    let text = if arguments.all { csdl::scaffold_all(&schema) } else { csdl::scaffold(&schema, &names) };
    let text = text.map_err(|error| schema::refused(&arguments.file, &error))?;
    Ok(Printed::good(text))
}
