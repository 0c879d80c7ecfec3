//! What to read and as what: the arguments that the commands share, and the reasons why a body is refused.

use crate::schema::Progress;
use crate::{Refused, excerpt, show};
use clap::Args;
use entity_core::{AnyEntity, ReadError};
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::PathBuf;

/// A file's path, or `-` for standard input.
#[derive(Clone)]
pub(crate) struct Input(PathBuf);

impl From<OsString> for Input {
    fn from(path: OsString) -> Self {
        Self(path.into())
    }
}

impl Input {
    /// As it may be shown.
    pub(crate) fn name(&self) -> String {
        match self.0.to_string_lossy() {
            name if name == "-" => "standard input".to_owned(),
            name if name.is_empty() => "``".to_owned(),
            name => show::plain(&name),
        }
    }

    pub(crate) fn open(&self) -> Result<Box<dyn BufRead>, Refused> {
        if self.0.as_os_str() == "-" {
            return Ok(Box::new(io::stdin().lock()));
        }
        let file = File::open(&self.0).map_err(|error| self.unreadable(&error))?;
        Ok(Box::new(BufReader::new(file)))
    }

    /// All of it, with the progress of what arrives slowly.
    pub(crate) fn read(&self, progress: &mut Progress) -> Result<Vec<u8>, Refused> {
        let mut input = self.open()?;
        let mut bytes = Vec::new();
        while input.by_ref().take(1 << 20).read_to_end(&mut bytes).map_err(|error| self.unreadable(&error))? > 0 {
            progress.show(&format!("reading {}: {} MB", self.name(), bytes.len() >> 20));
        }
        Ok(bytes)
    }

    pub(crate) fn unreadable(&self, error: &io::Error) -> Refused {
        Refused::input(format!("cannot read {}: {}", self.name(), reason(error)))
    }
}

/// The system's words without its number.
pub(crate) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or_default().to_lowercase()
}

#[derive(Args)]
pub(crate) struct Source {
    /// The type to read it as, where the root's `@odata.type` does not say: a qualified name, or `Collection(NAME)` for `{"value": […]}`.
    #[arg(long = "as", value_name = "TYPE")]
    as_type: Option<String>,
    /// The file, or `-` for standard input.
    #[arg(value_name = "FILE")]
    file: Input,
}

impl Source {
    /// The value in the file, and the name of its type.
    pub(crate) fn read(&self) -> Result<(AnyEntity, String), Refused> {
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

    fn refused(&self, error: &ReadError, bytes: &[u8]) -> Refused {
        let file = self.file.name();
        match error {
            ReadError::Json(error) => Refused::input(excerpt::json_error(error, &file, bytes)),
            ReadError::UnknownType(name) if self.as_type.is_some() => {
                let known = comms::TYPES.iter().map(|type_| type_.structured_type().name());
                let form = if name.contains(['(', ')']) { "; a collection is `Collection(NAME)`" } else { "" };
                Refused::usage(format!("no type `{}` is known{form}{}", show::cut(name), nearest(name, known)))
            }
            ReadError::UnknownType(name) => Refused::input(format!(
                "{file}: no type `{}` is known, which `@odata.type` names; say what to read it as with --as TYPE",
                show::cut(name)
            )),
            ReadError::NoTag => Refused::usage(format!(
                "{file}: no `@odata.type` says what the body is; say it with --as TYPE (a page: `Collection(TYPE)`)"
            )),
            other => Refused::input(format!("{file}: {other}")),
        }
    }
}

/// The qualified names that look most like this one: the one that is it but for case and namespace, else three.
pub(crate) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    // What is longer than any name is no nearer to one.
    let lower = |name: &str| -> Vec<u8> { name.to_ascii_lowercase().bytes().take(128).collect() };
    let short = |name: &str| lower(name.rsplit('.').next().unwrap_or_default());
    let (wanted, whole) = (short(name), lower(name));
    let far = |known: &str| (distance(&short(known), &wanted), distance(&lower(known), &whole));
    let mut names: Vec<_> = known.map(|known| (far(known), known)).collect();
    names.sort_by_key(|(far, _)| *far);
    names.truncate(if names.first().is_some_and(|((short, _), _)| *short == 0) { 1 } else { 3 });
    let names: Vec<_> = names.into_iter().map(|(_, name)| name).collect();
    if names.is_empty() { String::new() } else { format!("; did you mean {}?", names.join(", ")) }
}

/// How many letters to add, take out or change.
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = i;
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = change.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
