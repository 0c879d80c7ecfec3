//! `comms scaffold`: prints Rust declarations for a schema's types.

use crate::failure::Failure;
use crate::output::Output;
use crate::progress::Progress;
use crate::schema::SchemaFile;
use crate::show;
use crate::spelling::did_you_mean;
use clap::Args;
use entity_core::csdl;

/// Print Rust declarations for the types of a schema.
///
/// The declarations are ready to compile: they include every type that the named types reach.
#[derive(Args)]
#[command(
    override_usage = "comms scaffold <CSDL> <TYPE>...\n       comms scaffold <CSDL> --all",
    after_help = "Example: curl -s 'https://graph.microsoft.com/v1.0/$metadata' | comms scaffold - microsoft.graph.commsOperation"
)]
pub(crate) struct Scaffold {
    #[command(flatten)]
    schema: SchemaFile,
    /// Qualified names of types.
    #[arg(value_name = "TYPE", required_unless_present = "all", conflicts_with = "all")]
    types: Vec<String>,
    /// Declare every type of the schema.
    #[arg(long)]
    all: bool,
}

impl Scaffold {
    pub(super) fn run(&self) -> Result<Output, Failure> {
        let mut progress = Progress::start();
        let schema = self.schema.read(&mut progress)?;
        progress.step("printing declarations");
        let names: Vec<&str> = self.types.iter().map(String::as_str).collect();
        if let Some(unknown) = names.iter().find(|name| schema.find(name).is_none()) {
            let hint = did_you_mean(unknown, schema.types().map(|type_| type_.name.as_str()));
            return Err(Failure::Usage(format!(
                "the schema has no type `{}`{}",
                show::cut(unknown),
                show::line(&hint)
            )));
        }
        let text = if self.all { csdl::scaffold_all(&schema) } else { csdl::scaffold(&schema, &names) };
        let output = Output::for_programs(text.map_err(|error| self.schema.refused(&error))?);
        Ok(output.with_warnings(self.schema.warnings(&schema)))
    }
}
