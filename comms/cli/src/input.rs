//! What to read and as what: the arguments that the commands share, and the reasons why a body is refused.

use crate::{Refused, show};
use clap::Args;
use entity_core::{Boxed, ReadError};
use std::fs;
use std::io::{self, Read};

#[derive(Args)]
pub(crate) struct Source {
    /// The type to read it as, where the root's `@odata.type` does not say: a qualified name, or `Collection(NAME)` for `{"value": […]}`.
    #[arg(long = "as", value_name = "TYPE")]
    as_type: Option<String>,
    /// The file, or `-` for standard input.
    #[arg(value_name = "FILE")]
    file: String,
}

impl Source {
    /// The value in the file, and the name of its type.
    pub(crate) fn read(&self) -> Result<(Boxed, String), Refused> {
        let bytes =
            self.bytes().map_err(|error| Refused::input(format!("cannot read {}: {}", self.name(), reason(&error))))?;
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

    fn bytes(&self) -> io::Result<Vec<u8>> {
        if self.file == "-" {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes)?;
            Ok(bytes)
        } else {
            fs::read(&self.file)
        }
    }

    fn name(&self) -> &str {
        if self.file == "-" { "standard input" } else { &self.file }
    }

    fn refused(&self, error: &ReadError, bytes: &[u8]) -> Refused {
        let plain = |name: &str| show::plain(name);
        match error {
            ReadError::Json(error) => Refused::input(show::json_error(error, self.name(), bytes)),
            ReadError::UnknownType(name) if self.as_type.is_some() => {
                Refused::usage(format!("no type `{}` is known; {}", plain(name), nearest(name)))
            }
            ReadError::UnknownType(name) => Refused::input(format!(
                "{}: no type `{}` is known, which `@odata.type` names; say what to read it as with --as TYPE",
                self.name(),
                plain(name)
            )),
            ReadError::NoTag => {
                Refused::usage(format!("{}: the body has no `@odata.type`; say what it is with --as TYPE", self.name()))
            }
            other => Refused::input(format!("{}: {other}", self.name())),
        }
    }
}

/// The system's words without its number.
pub(crate) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or_default().to_lowercase()
}

/// The known names that look most like this one.
fn nearest(name: &str) -> String {
    let short = |name: &str| name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let mut names: Vec<_> = comms::TYPES.iter().map(|type_| type_.structured_type().name()).collect();
    names.sort_by_key(|known| distance(&short(known), &short(name)));
    format!("did you mean {}?", names[..names.len().min(3)].join(", "))
}

/// How many letters to add, take out or change.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut corner = i;
        row[0] = i + 1;
        for (j, y) in b.bytes().enumerate() {
            let change = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = change.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
