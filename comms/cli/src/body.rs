//! Reads one body as a typed value, for the commands that work on one.

use crate::failure::Failure;
use crate::input::Input;
use crate::progress::Progress;
use crate::spelling::did_you_mean;
use crate::{excerpt, show};
use clap::Args;
use entity_core::{AnyEntity, ReadError};

/// The arguments that select a body and its type.
#[derive(Args)]
pub(crate) struct Body {
    /// Type of the body, if its `@odata.type` is missing or unknown.
    ///
    /// A qualified name, or `Collection(NAME)` for a response `{"value": […]}`.
    #[arg(long = "as", value_name = "TYPE")]
    as_type: Option<String>,
    /// File to read, or `-` for standard input.
    #[arg(value_name = "FILE")]
    file: Input,
}

impl Body {
    /// Reads the value; the second item is its type's name.
    pub(crate) fn read(&self) -> Result<(AnyEntity, String), Failure> {
        let bytes = self.file.read(&mut Progress::start())?;
        let value = match &self.as_type {
            Some(name) => comms::TYPES.read_as(name, &bytes),
            None => comms::TYPES.read(&bytes),
        };
        let value = value.map_err(|error| self.refused(&error, &bytes))?;
        let name = match &self.as_type {
            Some(name) if name.starts_with("Collection(") => name.clone(),
            _ => entity_core::Entity::structured_type(&value).name().to_owned(),
        };
        Ok((value, name))
    }

    fn refused(&self, error: &ReadError, bytes: &[u8]) -> Failure {
        let file = self.file.name();
        match error {
            ReadError::Json(error) => Failure::Input(excerpt::json_error(error, &file, bytes)),
            ReadError::UnknownType(name) if self.as_type.is_some() => {
                let known = comms::TYPES.iter().map(|type_| type_.structured_type().name());
                let form = if name.contains(['(', ')']) { "; a collection is `Collection(NAME)`" } else { "" };
                Failure::Usage(format!("unknown type `{}`{form}{}", show::cut(name), did_you_mean(name, known)))
            }
            ReadError::UnknownType(name) => Failure::Input(format!(
                "{file}: `@odata.type` names the unknown type `{}`; read the body as another with --as TYPE",
                show::cut(name)
            )),
            ReadError::NoTag => Failure::Usage(format!(
                "{file}: no `@odata.type` names the type of the body; name it with --as TYPE, for a page `Collection(TYPE)`"
            )),
            other => Failure::Input(format!("{file}: {}", show::plain(&other.to_string()))),
        }
    }
}
