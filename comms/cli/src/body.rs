//! Reads one body as a typed value, for the commands that work on one.

use crate::failure::Failure;
use crate::input::Input;
use crate::progress::Progress;
use crate::recognize::{Recognized, recognize};
use crate::spelling::did_you_mean;
use crate::types::{SchemaOption, Types};
use crate::{excerpt, show};
use clap::Args;
use entity_core::{AnyEntity, Entity, ReadError};

/// The argument that names the type of a body.
#[derive(Args)]
pub(crate) struct As {
    /// Type of the body, if neither its `@odata.type` nor its `@odata.context` names it.
    ///
    /// A qualified name, or `Collection(NAME)` for a response `{"value": […]}`.
    #[arg(long = "as", value_name = "TYPE")]
    type_name: Option<String>,
    #[command(flatten)]
    schema: SchemaOption,
}

/// The arguments that select a body and its type.
#[derive(Args)]
pub(crate) struct Body {
    #[command(flatten)]
    as_type: As,
    /// File to read, or `-` for standard input.
    #[arg(value_name = "FILE")]
    file: Input,
}

/// A body that was read.
pub(crate) enum Content {
    /// The value, and its type's name.
    Typed(Box<AnyEntity>, String),
    /// Something else that was recognised.
    Other(Recognized),
}

impl Body {
    /// Reads the value.
    pub(crate) fn read(&self) -> Result<AnyEntity, Failure> {
        let bytes = self.file.read(&mut Progress::start())?;
        match self.as_type.read(&self.as_type.types()?, &self.file.name(), &bytes)? {
            Content::Typed(value, _) => Ok(*value),
            Content::Other(_) => Err(no_type(&self.file.name())),
        }
    }
}

impl As {
    /// Returns the types that a body may have.
    pub(crate) fn types(&self) -> Result<Types, Failure> {
        self.schema.types()
    }

    /// Reads a body as the type that is named here, else as what it is.
    pub(crate) fn read(&self, types: &Types, file: &str, bytes: &[u8]) -> Result<Content, Failure> {
        let refused = |error: ReadError| self.refused(types, &error, file, bytes);
        if let Some(name) = &self.type_name {
            return read_as(types, name, bytes).map_err(refused);
        }
        match types.read(bytes) {
            Err(ReadError::NoTag) => match recognize(types, bytes) {
                Some(Recognized::Typed(name)) => read_as(types, &name, bytes).map_err(refused),
                Some(other) => Ok(Content::Other(other)),
                None => Err(no_type(file)),
            },
            read => read.map(typed).map_err(refused),
        }
    }

    fn refused(&self, types: &Types, error: &ReadError, file: &str, bytes: &[u8]) -> Failure {
        match error {
            ReadError::Json(error) => Failure::Input(excerpt::json_error(error, file, bytes)),
            ReadError::UnknownType(name) if self.type_name.is_some() => {
                let known = types.iter().map(|type_| type_.structured_type().name());
                let form = if name.contains(['(', ')']) { "; a collection is `Collection(NAME)`" } else { "" };
                Failure::Usage(format!("unknown type `{}`{form}{}", show::cut(name), did_you_mean(name, known)))
            }
            ReadError::UnknownType(name) => Failure::Input(format!(
                "{file}: `@odata.type` names the unknown type `{}`; name the schema that has it with --schema CSDL, or another type with \
                 --as TYPE",
                show::cut(name)
            )),
            other => Failure::Input(format!("{file}: {}", show::plain(&other.to_string()))),
        }
    }
}

fn read_as(types: &Types, name: &str, bytes: &[u8]) -> Result<Content, ReadError> {
    let value = types.read_as(name, bytes)?;
    Ok(if name.starts_with("Collection(") { Content::Typed(Box::new(value), name.to_owned()) } else { typed(value) })
}

fn typed(value: AnyEntity) -> Content {
    let name = value.structured_type().name().to_owned();
    Content::Typed(Box::new(value), name)
}

fn no_type(file: &str) -> Failure {
    Failure::Usage(format!(
        "{file}: neither `@odata.type` nor `@odata.context` names the type of the body; name it with --as TYPE, for a page \
         `Collection(TYPE)`"
    ))
}
