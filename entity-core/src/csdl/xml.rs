//! XML as elements with their lines: a thin layer over quick-xml that knows nothing of what the elements mean.

use super::Error;
use quick_xml::NsReader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::ResolveResult;

/// More attributes than any element of CSDL has; each is compared with all others.
const MOST_ATTRIBUTES: usize = 100;

/// How many bytes go by between two reports of progress.
const STEP: usize = 1 << 18;

/// The namespace of the wrapper around schemas.
pub(super) const EDMX: &str = "http://docs.oasis-open.org/odata/ns/edmx";
/// The namespace of schemas.
pub(super) const EDM: &str = "http://docs.oasis-open.org/odata/ns/edm";

/// Whose word an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// The wrapper around schemas.
    Edmx,
    /// Schemas.
    Edm,
    /// Older CSDL.
    Old,
    /// Somebody else's.
    Other,
}

/// A start tag.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) space: Space,
    pub(super) name: String,
    pub(super) line: usize,
    attributes: Vec<(String, String)>,
}

impl Element {
    /// The name, if it is one of schemas.
    pub(super) fn edm(&self) -> Option<&str> {
        (self.space == Space::Edm).then_some(&self.name)
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// An attribute that must be there. Names are no longer than OData allows: they are written out wherever they are meant, so
    /// a long one would take far more memory than the document.
    pub(super) fn required(&self, name: &str) -> Result<&str, Error> {
        let limit = match name {
            "Name" => 128,
            "Namespace" => 511,
            _ => usize::MAX,
        };
        match self.attribute(name) {
            Some(value) if value.chars().nth(limit).is_some() => {
                Err(self.error(format!("`{name}` is longer than the {limit} characters that OData allows")))
            }
            Some(value) if !value.is_empty() => Ok(value),
            _ => Err(self.error(format!("`{}` without `{name}`", self.name))),
        }
    }

    /// `true` or `false`, if it is there.
    pub(super) fn boolean(&self, name: &str) -> Result<Option<bool>, Error> {
        match self.attribute(name) {
            None => Ok(None),
            Some("true") => Ok(Some(true)),
            Some("false") => Ok(Some(false)),
            Some(other) => Err(self.error(format!("`{name}` is `{other}`, neither `true` nor `false`"))),
        }
    }

    pub(super) fn error(&self, message: impl Into<String>) -> Error {
        Error::new(self.line, message)
    }
}

/// A document that is being read, element by element.
pub(super) struct Xml<'a> {
    reader: NsReader<&'a [u8]>,
    text: &'a str,
    /// Up to where lines are counted, and how many there are.
    counted: usize,
    line: usize,
    /// The elements around the place reached, and their lines.
    open: Vec<(String, usize)>,
    /// What stands as text in the element read last.
    content: String,
    progress: &'a mut dyn FnMut(usize),
    reported: usize,
}

impl<'a> Xml<'a> {
    pub(super) fn new(document: &'a [u8], progress: &'a mut dyn FnMut(usize)) -> Result<Self, Error> {
        let text = std::str::from_utf8(document).map_err(|error| {
            let line = 1 + newlines(document.get(..error.valid_up_to()).unwrap_or_default());
            let utf16 = document.starts_with(&[0xff, 0xfe]) || document.starts_with(&[0xfe, 0xff]);
            Error::new(
                line,
                if utf16 { "the document is in UTF-16: only UTF-8 is read" } else { "the document is not UTF-8" },
            )
        })?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = NsReader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Ok(Self { reader, text, counted: 0, line: 1, open: Vec::new(), content: String::new(), progress, reported: 0 })
    }

    /// The next element inside the one that is open; `None` where that ends. At the top: the root, then `None`.
    pub(super) fn child(&mut self) -> Result<Option<Element>, Error> {
        self.content.clear();
        loop {
            let start = self.position();
            let (space, event) = match self.reader.read_resolved_event() {
                Ok((resolved, event)) => (space(&resolved), event),
                Err(error) => return Err(self.refused(start, &error)),
            };
            match event {
                Event::Start(tag) => return self.start(space, &tag, start).map(Some),
                Event::End(_) => {
                    self.open.pop();
                    return Ok(None);
                }
                Event::Eof => return self.end(),
                Event::Text(text) => self.text(&text.xml10_content(), start)?,
                Event::CData(text) => self.text(&text.xml10_content(), start)?,
                Event::GeneralRef(reference) => {
                    let text = self.reference(&reference, start)?;
                    self.text(&text, start)?;
                }
                Event::Comment(_) | Event::PI(_) | Event::Decl(_) | Event::DocType(_) | Event::Empty(_) => {}
            }
        }
    }

    /// Leaves the open element out, with all that is in it.
    pub(super) fn skip(&mut self) -> Result<(), Error> {
        let depth = self.open.len();
        while self.open.len() >= depth {
            self.child()?;
        }
        Ok(())
    }

    /// The text of the element that [`Self::child`] has just ended.
    pub(super) fn content(&self) -> &str {
        &self.content
    }

    fn start(&mut self, space: Space, tag: &BytesStart<'_>, start: usize) -> Result<Element, Error> {
        let line = self.line_of(start);
        let name = tag.local_name().as_ref().to_owned();
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|error| Error::new(line, format!("`{name}` is no XML: {error}")))?;
            if attributes.len() == MOST_ATTRIBUTES {
                return Err(Error::new(line, format!("`{name}` has more than {MOST_ATTRIBUTES} attributes")));
            }
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| Error::new(line, format!("an attribute of `{name}` is no XML: {error}")))?;
            attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
        }
        self.open.push((name.clone(), line));
        if start - self.reported >= STEP {
            self.reported = start;
            (self.progress)(start);
        }
        Ok(Element { space, name, line, attributes })
    }

    /// The document's end, where it may end.
    fn end(&mut self) -> Result<Option<Element>, Error> {
        let last = self.line_of(self.text.len());
        match self.open.last() {
            Some((name, line)) => {
                Err(Error::new(last, format!("the document is cut off inside `{name}`, which starts in line {line}")))
            }
            None => Ok(None),
        }
    }

    fn text(&mut self, text: &str, start: usize) -> Result<(), Error> {
        if self.open.is_empty() && !text.trim().is_empty() {
            return Err(Error::new(
                self.line_of(start),
                "the document is no XML: there is text outside of its elements",
            ));
        }
        self.content.push_str(text);
        Ok(())
    }

    fn reference(&mut self, reference: &BytesRef<'_>, start: usize) -> Result<String, Error> {
        match reference.resolve_char_ref() {
            Ok(Some(char)) => Ok(char.into()),
            Ok(None) => resolve_predefined_entity(&reference.xml10_content()).map(str::to_owned).ok_or(()),
            Err(_) => Err(()),
        }
        .map_err(|()| {
            Error::new(self.line_of(start), format!("the entity `&{};` is not known", reference.xml10_content()))
        })
    }

    fn refused(&mut self, start: usize, error: &quick_xml::Error) -> Error {
        let line = self.line_of(start);
        let place = match self.open.last() {
            Some((name, line)) => format!(" inside `{name}`, which starts in line {line}"),
            None => String::new(),
        };
        match error {
            quick_xml::Error::Syntax(_) => {
                Error::new(line, format!("the document is cut off{place}, amid a tag or a comment"))
            }
            quick_xml::Error::IllFormed(error) => Error::new(line, format!("the document is no XML{place}: {error}")),
            error => Error::new(line, format!("the document is no XML{place}: {error}")),
        }
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// Counts on from where the last call ended, so that all calls together pass over the document once.
    fn line_of(&mut self, position: usize) -> usize {
        let passed = self.text.as_bytes().get(self.counted..position).unwrap_or_default();
        self.line += newlines(passed);
        self.counted = self.counted.max(position.min(self.text.len()));
        self.line
    }
}

fn newlines(bytes: &[u8]) -> usize {
    bytes.iter().map(|byte| usize::from(*byte == b'\n')).sum()
}

fn space(resolved: &ResolveResult<'_>) -> Space {
    let ResolveResult::Bound(namespace) = resolved else { return Space::Other };
    match namespace.as_ref() {
        EDMX => Space::Edmx,
        EDM => Space::Edm,
        other if other.starts_with("http://schemas.microsoft.com/ado/") => Space::Old,
        _ => Space::Other,
    }
}
