//! Reads recordings: lines of our own, bodies of notifications, and the lines of an access log.

use crate::excerpt;
use crate::failure::Failure;
use crate::input::Input;
use crate::recognize::{Recognized, recognize};
use crate::types::Types;
use comms::{AnyCommsOperation, CallbackError, CommsNotifications, finality_of};
use entity_core::edm::DateTimeOffset;
use entity_core::{AsNode, ComplexType, DynamicProperties, Prop, json};
use serde_json::Value;
use std::io::BufRead;

/// A recorded message, with its first line and its time.
pub(super) struct Message {
    pub(super) line: usize,
    pub(super) at: Option<DateTimeOffset>,
    pub(super) content: Content,
}

pub(super) enum Content {
    Response { operation: Option<AnyCommsOperation>, client_context: Option<String> },
    Notifications(CommsNotifications),
}

/// A message that a line of our own holds.
#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("comms.recorded")]
struct Recorded {
    /// The response to an action.
    #[prop("response")]
    response: Prop<AnyCommsOperation>,
    /// The client context of the request.
    #[prop("clientContext")]
    client_context: Prop<String>,
    /// The body that the callback URL received.
    #[prop("notifications")]
    notifications: Prop<CommsNotifications>,
    /// The time of the message.
    #[prop("at")]
    at: Prop<DateTimeOffset>,
    #[dynamic]
    dynamic: DynamicProperties,
}

/// A file that is read message by message.
pub(super) struct Recording<'a> {
    file: &'a Input,
    input: Box<dyn BufRead>,
    /// The number of the last line.
    line: usize,
    /// The error of the first line that has no body, in case no other line has one.
    bare: Option<Failure>,
}

impl<'a> Recording<'a> {
    pub(super) fn open(file: &'a Input) -> Result<Self, Failure> {
        Ok(Self { file, input: file.open()?, line: 0, bare: None })
    }

    /// The error of a recording without a message, unless all lines are empty.
    pub(super) fn fault(self) -> Option<Failure> {
        self.bare
    }

    /// Reads the next message; `None` at the end. Empty lines, and those of an access log without a body, are skipped.
    pub(super) fn next(&mut self) -> Result<Option<Message>, Failure> {
        let mut bytes = Vec::new();
        while self.read_line(&mut bytes)? {
            let first = self.line;
            let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(bytes.len());
            match bytes.get(start) {
                None => {}
                Some(b'{' | b'[') => {
                    self.read_rest(&mut bytes, start)?;
                    return self.message(&bytes, first, None).map(Some);
                }
                Some(_) if !is_text(&bytes) => return Err(self.unreadable(&bytes, first)),
                Some(_) => {
                    let Some(body) = bytes.iter().position(|byte| *byte == b'{') else {
                        if self.bare.is_none() {
                            self.bare = Some(self.unreadable(&bytes, first));
                        }
                        bytes.clear();
                        continue;
                    };
                    self.read_rest(&mut bytes, body)?;
                    let at = time(&String::from_utf8_lossy(&bytes[..body]));
                    // Blanks in place of the log's own text keep the columns of errors.
                    bytes[..body].fill(b' ');
                    return self.message(&bytes, first, at).map(Some);
                }
            }
            bytes.clear();
        }
        Ok(None)
    }

    /// Adds the next line; `false` at the end of the file.
    fn read_line(&mut self, bytes: &mut Vec<u8>) -> Result<bool, Failure> {
        let length = self.input.read_until(b'\n', bytes).map_err(|error| self.file.unreadable(&error))?;
        self.line += usize::from(length > 0);
        Ok(length > 0)
    }

    /// Adds lines until the document that begins there is complete.
    fn read_rest(&mut self, bytes: &mut Vec<u8>, start: usize) -> Result<(), Failure> {
        let mut open = OpenDocument::default();
        let mut from = start;
        while open.is_open_after(&bytes[from..]) {
            from = bytes.len();
            if !self.read_line(bytes)? {
                break;
            }
        }
        Ok(())
    }

    fn message(&self, bytes: &[u8], line: usize, at: Option<DateTimeOffset>) -> Result<Message, Failure> {
        let place = |reason: &str| Failure::Input(format!("{}, line {line}: {reason}", self.file.name()));
        let recorded: Recorded = json::from_slice(bytes).map_err(|_| self.unreadable(bytes, line))?;
        let at = match (at, &recorded.at) {
            (None, Prop::Absent | Prop::Null) => None,
            (None, given) => Some(*given.value().ok_or_else(|| place("`at` is not an RFC 3339 time"))?),
            (at, _) => at,
        };
        let content = if recorded.response.is_absent() && recorded.notifications.is_absent() {
            received(bytes).map_err(|reason| place(&reason))?
        } else {
            content(recorded).map_err(place)?
        };
        Ok(Message { line, at, content })
    }

    /// The error of a document that is not JSON or not an object.
    fn unreadable(&self, bytes: &[u8], line: usize) -> Failure {
        // Reads again after as many empty lines, so that the error has the place in the file.
        let placed = ["\n".repeat(line - 1).as_bytes(), bytes].concat();
        let is_cut = serde_json::from_slice::<Value>(bytes).is_err_and(|error| error.is_eof());
        let hint = if is_cut { "the document that begins here is not complete, and " } else { "" };
        match json::from_slice::<Recorded>(&placed) {
            Err(error) => Failure::Input(format!(
                "line {line}: {hint}{}",
                excerpt::json_error(&error, &self.file.name(), &placed)
            )),
            Ok(_) => Failure::Input(format!("{}, line {line}: cannot be read", self.file.name())),
        }
    }
}

/// The message of one of our lines. Fails if it has neither a response nor notifications.
fn content(recorded: Recorded) -> Result<Content, &'static str> {
    if !decodes(&recorded.client_context) {
        return Err("`clientContext` is not a string");
    }
    match (recorded.response, recorded.notifications) {
        (Prop::Absent, notifications) => {
            let body = notifications.value().filter(|body| body.is_whole());
            body.cloned().map(Content::Notifications).ok_or("`notifications` is not a body of notifications")
        }
        (response, Prop::Absent) => {
            let operation = response.value().filter(|operation| is_operation(operation)).cloned();
            if operation.is_none() && !response.is_null() {
                return Err("`response` is not an operation");
            }
            Ok(Content::Response { operation, client_context: recorded.client_context.value().cloned() })
        }
        _ => Err("has both `response` and `notifications`"),
    }
}

/// A body without a frame: notifications as the callback URL received them, or an operation as it was answered.
fn received(body: &[u8]) -> Result<Content, String> {
    CommsNotifications::receive(body).map(Content::Notifications).or_else(|error| match error {
        CallbackError::Refused(error) => Err(format!("is an error of the service: {error}")),
        _ => answered(body).ok_or_else(|| {
            "has neither `response` nor `notifications`, and is not a body of notifications or an operation with its type"
                .to_owned()
        }),
    })
}

/// An operation with a tag, or with the context of one.
fn answered(body: &[u8]) -> Option<Content> {
    let is_named = match comms::TYPES.read(body) {
        Ok(value) => value.as_node().and_then(finality_of).is_some(),
        Err(_) => match recognize(&Types::DECLARED, body)? {
            Recognized::Typed(name) => comms::TYPES.find(&name)?.empty().as_node().and_then(finality_of).is_some(),
            _ => false,
        },
    };
    let operation = is_named.then(|| json::from_slice(body).ok()).flatten()?;
    Some(Content::Response { operation: Some(operation), client_context: None })
}

/// Returns whether the property is absent, null or decoded.
fn decodes<T>(prop: &Prop<T>) -> bool {
    prop.value().is_some() || prop.is_absent() || prop.is_null()
}

/// Returns whether the tag is absent, unknown or an operation's.
fn is_operation(operation: &AnyCommsOperation) -> bool {
    let known = operation.dynamic().type_name().and_then(|tag| comms::TYPES.find(&tag));
    known.is_none_or(|known| known.empty().as_node().and_then(finality_of).is_some())
}

/// Returns whether a line is UTF-8, as the lines of a log are.
fn is_text(line: &[u8]) -> bool {
    !line.starts_with(b"\xef\xbb\xbf") && !line.contains(&0) && std::str::from_utf8(line).is_ok()
}

/// A document whose end has not been read: the number of its open brackets, and whether a string is open.
#[derive(Default)]
struct OpenDocument {
    depth: usize,
    is_string: bool,
    is_escaped: bool,
}

impl OpenDocument {
    /// Takes more of the document, and returns whether it is still open.
    fn is_open_after(&mut self, bytes: &[u8]) -> bool {
        for byte in bytes {
            match byte {
                _ if self.is_escaped => self.is_escaped = false,
                b'\\' if self.is_string => self.is_escaped = true,
                b'"' => self.is_string = !self.is_string,
                _ if self.is_string => {}
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        return false;
                    }
                }
                _ => {}
            }
        }
        self.depth > 0
    }
}

/// The time in the text before a body: RFC 3339, or as access logs write it (`30/Nov/2026:12:00:00 +0000`).
fn time(text: &str) -> Option<DateTimeOffset> {
    let words = || text.split(|char: char| char.is_whitespace() || "[]\"'(),;|".contains(char));
    let standard = words().find_map(|word| word.trim_start_matches("time=").parse().ok());
    standard.or_else(|| text.split(['[', ']', '"']).find_map(log_time))
}

/// Reads `30/Nov/2026:12:00:00 +0000`.
fn log_time(text: &str) -> Option<DateTimeOffset> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (date, offset) = text.trim().split_once(' ')?;
    let mut parts = date.splitn(3, '/');
    let (day, month, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let (year, time) = rest.split_once(':')?;
    let month = 1 + MONTHS.iter().position(|name| name.eq_ignore_ascii_case(month))?;
    let (hours, minutes) = (offset.get(..3)?, offset.get(3..5)?);
    format!("{year}-{month:02}-{day}T{time}{hours}:{minutes}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{OpenDocument, time};

    #[test]
    fn a_document_is_open_until_its_brackets_and_strings_are_closed() {
        for (text, is_open) in [
            (r#"{"a": "}"}"#, false),
            (r#"{"a": "}"#, true),
            (r#"{"a": "\"}"}"#, false),
            (r#"{"a": ["#, true),
            ("[]", false),
            ("{} {", false),
        ] {
            assert_eq!(OpenDocument::default().is_open_after(text.as_bytes()), is_open, "{text}");
        }
    }

    #[test]
    fn the_time_of_a_log_line_is_found() {
        for text in [
            "2026-11-30T12:00:00Z POST /graph 202 ",
            r#"127.0.0.1 - - [30/Nov/2026:13:00:00 +0100] "POST /graph HTTP/1.1" 202 "#,
            r#"level=info time="2026-11-30T12:00:00.000+00:00" body="#,
            "[2026-11-30T12:00:00Z] ",
        ] {
            assert_eq!(time(text).map(|at| at.to_string()).as_deref(), Some("2026-11-30T12:00:00Z"), "{text}");
        }
        for text in
            ["", "POST /graph 202", "[30/Nov/2026]", "[31/Foo/2026:12:00:00 +0000]", "[30/Nov/2026:12:00:00 +é0000]"]
        {
            assert_eq!(time(text), None, "{text}");
        }
    }
}
