//! Reads XML as elements with lines, over quick-xml. Attaches no meaning to elements beyond their namespace.

use super::Error;
use quick_xml::NsReader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::ResolveResult;

/// The most attributes of an element, because each is compared with all others. CSDL never needs as many.
const MOST_ATTRIBUTES: usize = 100;

/// The number of bytes between two reports of progress.
const STEP: usize = 1 << 18;

/// The XML namespace of the wrapper around schemas.
pub(super) const EDMX: &str = "http://docs.oasis-open.org/odata/ns/edmx";
/// The XML namespace of schemas.
pub(super) const EDM: &str = "http://docs.oasis-open.org/odata/ns/edm";

/// The XML namespace of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// [`EDMX`].
    Edmx,
    /// [`EDM`].
    Edm,
    /// CSDL version 3 or older.
    Old,
    /// Any other.
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
    /// Returns the name, if the element is a schema's.
    pub(super) fn edm(&self) -> Option<&str> {
        (self.space == Space::Edm).then_some(&self.name)
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn error(&self, message: impl Into<String>) -> Error {
        Error::new(self.line, message)
    }
}

/// A reader that goes through a document element by element.
pub(super) struct Xml<'a> {
    reader: NsReader<&'a [u8]>,
    text: &'a str,
    /// The byte up to which lines are counted.
    counted: usize,
    /// The line there, from 1.
    line: usize,
    /// The names and lines of the open elements.
    open: Vec<(String, usize)>,
    /// The text inside the element that ended last.
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
                if utf16 { "the document is in UTF-16; only UTF-8 is supported" } else { "the document is not UTF-8" },
            )
        })?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.trim_start().starts_with(['{', '[']) {
            let what = if text.contains("\"$Version\"") { "CSDL in JSON" } else { "JSON" };
            return Err(Error::new(1, format!("the document is {what}; only CSDL in XML is supported")));
        }
        let mut reader = NsReader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Ok(Self { reader, text, counted: 0, line: 1, open: Vec::new(), content: String::new(), progress, reported: 0 })
    }

    /// Reads the next child of the open element; `None` at its end. At the top: the root element, then `None`.
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

    /// Skips the rest of the open element.
    pub(super) fn skip(&mut self) -> Result<(), Error> {
        let depth = self.open.len();
        while self.open.len() >= depth {
            self.child()?;
        }
        Ok(())
    }

    /// Returns the text of the element whose end [`Self::child`] has just read.
    pub(super) fn content(&self) -> &str {
        &self.content
    }

    fn start(&mut self, space: Space, tag: &BytesStart<'_>, start: usize) -> Result<Element, Error> {
        let line = self.line_of(start);
        let name = tag.local_name().as_ref().to_owned();
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|error| Error::new(line, format!("`{name}` is not XML: {error}")))?;
            if attributes.len() == MOST_ATTRIBUTES {
                return Err(Error::new(line, format!("`{name}` has more than {MOST_ATTRIBUTES} attributes")));
            }
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| Error::new(line, format!("an attribute of `{name}` is not XML: {error}")))?;
            attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
        }
        self.open.push((name.clone(), line));
        if start - self.reported >= STEP {
            self.reported = start;
            (self.progress)(start);
        }
        Ok(Element { space, name, line, attributes })
    }

    /// Returns `None` at the document's end, or an error if an element is still open.
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
                "the document is not XML: it has text outside of its root element",
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
            Error::new(self.line_of(start), format!("the entity `&{};` is unknown", reference.xml10_content()))
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
                Error::new(line, format!("the document is cut off{place}, in the middle of a tag or a comment"))
            }
            quick_xml::Error::IllFormed(error) => Error::new(line, format!("the document is not XML{place}: {error}")),
            error => Error::new(line, format!("the document is not XML{place}: {error}")),
        }
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// Returns the line of a position. Counts on from the last call's position, so that all calls together read the text once.
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
