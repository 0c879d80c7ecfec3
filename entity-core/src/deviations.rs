//! What did the service do differently from its schema? Reported, never refused.

use crate::json::text_of;
use crate::model::kind::{Items, View};
use crate::model::node::Node;
use crate::model::prop::Received;
use crate::model::property::Property;
use crate::model::slot::{State, Written};
use crate::model::value_type::{EnumTable, Form, ValueType};
use crate::syntax::pointer::Pointer;
use crate::syntax::token::Token;
use std::fmt;

/// One difference between a received value and its schema: the place, the kind and a message.
///
/// | [`kind`](Self::kind) | what |
/// |---|---|
/// | `undecodable` | the text is not a value of the property's type; it is kept as received |
/// | `beyond_range` | a valid value that this client cannot hold, such as a decimal of 34 digits; it is kept as received. Not the service's fault |
/// | `quoted` | a number or boolean sent as a string |
/// | `name_case` | a member's name in another case, or the type's in its tag |
/// | `alias` | a member under an older name of the property |
/// | `member_case` | an enumeration member in another case |
/// | `unknown_member` | an enumeration member that this version does not know |
/// | `null` | null where the declaration forbids it |
/// | `omitted_item` | an item that is null or does not decode, left out of the decoded collection |
/// | `other_type` | a tag that names another type than the one read |
/// | `missing` | a page or a single value without `value` |
/// | `error_body` | the body of an error in place of the value: see [`ServiceError`](crate::ServiceError) |
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deviation {
    path: String,
    kind: &'static str,
    message: String,
}

impl Deviation {
    /// Returns the place, as a JSON pointer of wire names: `/resultInfo/code`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the kind, one of the words in the table above.
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// Returns a message with the received text and the schema's.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Deviation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} ({})", self.path, self.message, self.kind)
    }
}

impl std::error::Error for Deviation {}

pub(crate) fn deviations(node: &dyn Node) -> Vec<Deviation> {
    let mut found = Found(Vec::new());
    if let Some((name, _)) = error_member(node) {
        let message = format!("an error in place of a {}", node.table().name);
        found.add(Pointer::ROOT.name(name), "error_body", message);
    }
    found.node(node, Pointer::ROOT);
    found.0
}

/// Returns the name and the text of the error, if the body of an error was read as this value: an undeclared object `error`, and no
/// other members but annotations.
pub(crate) fn error_member(node: &dyn Node) -> Option<(&'static str, &str)> {
    let dynamic = node.dynamic_properties();
    let name = ["error", "odata.error"].into_iter().find(|name| dynamic.raw(name).is_some())?;
    let raw = dynamic.raw(name).filter(|raw| raw.starts_with('{'))?;
    let is_alone = dynamic.iter().all(|(other, _)| other == name || other.starts_with('@'));
    (is_alone && node.states().all(|(_, state)| matches!(state, State::Absent))).then_some((name, raw))
}

struct Found(Vec<Deviation>);

impl Found {
    fn add(&mut self, path: Pointer<'_>, kind: &'static str, message: String) {
        self.0.push(Deviation { path: path.to_string(), kind, message });
    }

    fn node(&mut self, node: &dyn Node, path: Pointer<'_>) {
        let table = node.table();
        if let Some(name) = node.dynamic_properties().type_name()
            && name != table.name
        {
            let kind = if name.eq_ignore_ascii_case(table.name) { "name_case" } else { "other_type" };
            self.add(path, kind, format!("the tag names {name}, read as {}", table.name));
        }
        for (property, state) in node.states() {
            self.property(property, state, path.name(property.name()));
        }
    }

    fn property(&mut self, property: &Property, state: State<'_>, path: Pointer<'_>) {
        if let Some(name) = state.received().and_then(|received| received.name.as_deref()) {
            let is_alias = !name.eq_ignore_ascii_case(property.name());
            self.add(path, if is_alias { "alias" } else { "name_case" }, format!("received as `{name}`"));
        }
        match state {
            State::Absent if property.is_expected() => {
                self.add(path, "missing", format!("absent, where a `{}` is expected", property.name()));
            }
            State::Absent => {}
            _ if state.is_null() => {
                let is_page = property.is_expected() && matches!(property.value, ValueType::Collection(_));
                if is_page || property.forbids_null() {
                    self.add(path, "null", "null where it is not allowed".to_owned());
                }
            }
            State::Null => {}
            State::Value(view) => self.view(view, property.value, None, path),
            State::Verbatim(received, None) => self.undecodable(received, property, path),
            State::Verbatim(received, Some(view @ (View::Text(_) | View::Leaf(_)))) => {
                self.spelling(&received.text, property.value, path);
                self.view(view, property.value, None, path);
            }
            State::Verbatim(_, Some(view)) => self.view(view, property.value, Some(state), path),
            State::Mixed(mixed) => self.view(View::Items(mixed.items), property.value, Some(state), path),
        }
    }

    /// Adds the deviations of a value. `kept` is the state of a collection with kept text.
    fn view(&mut self, view: View<'_>, value: ValueType, kept: Option<State<'_>>, path: Pointer<'_>) {
        match view {
            View::Text(text) => {
                if let ValueType::Enum(table) = value {
                    self.member(text, table, path);
                }
            }
            View::Leaf(_) => {
                if let ValueType::Flags(table) = value {
                    let text = text_of(view, value);
                    let text = Token::new(&text).as_str().unwrap_or_default();
                    let members = text.split(',').map(str::trim).filter(|member| !member.is_empty());
                    members.for_each(|member| self.member(member, table, path));
                }
            }
            View::Node(node) => self.node(node, path),
            View::Items(items) => self.items(items, value, kept, path),
        }
    }

    fn items(&mut self, items: &dyn Items, value: ValueType, kept: Option<State<'_>>, path: Pointer<'_>) {
        let spelled = kept.and_then(State::received).map(|received| Token::new(&received.text).items());
        let plain = || (0..items.len()).map(Written::Item).collect();
        let written = kept.and_then(|state| state.written(value)).unwrap_or_else(plain);
        for (place, item) in written.into_iter().enumerate() {
            let path = path.index(place);
            match item {
                Written::Omitted(text) => {
                    let what = if text == "null" { text.to_owned() } else { shown(text, value) };
                    let beyond = value.item().is_beyond_range(&Token::new(text));
                    let (kind, why) =
                        if beyond { ("beyond_range", ": this client cannot hold it") } else { ("omitted_item", "") };
                    self.add(path, kind, format!("{what} is left out of the decoded collection{why}"));
                }
                Written::Item(index) => {
                    if let Some(token) = spelled.as_ref().and_then(|tokens| tokens.get(place)) {
                        self.spelling(token.raw(), value.item(), path);
                    }
                    if let Some(view) = items.get(index) {
                        self.view(view, value.item(), None, path);
                    }
                }
            }
        }
    }

    fn undecodable(&mut self, received: &Received, property: &Property, path: Pointer<'_>) {
        let value = property.value;
        let what = shown(&received.text, value);
        if value.is_beyond_range(&Token::new(&received.text)) {
            self.add(path, "beyond_range", format!("{what} is a valid {value:?} that this client cannot hold"));
        } else {
            self.add(path, "undecodable", format!("{what} is not of type {value:?}"));
        }
    }

    /// Adds the deviations in the spelling of a leaf that decodes.
    fn spelling(&mut self, text: &str, value: ValueType, path: Pointer<'_>) {
        match value {
            ValueType::Primitive(primitive) => {
                let quoted = text.starts_with('"') && !matches!(text, "\"INF\"" | "\"-INF\"" | "\"NaN\"");
                if quoted && matches!(primitive.form, Form::Bare | Form::Float) {
                    self.add(path, "quoted", format!("{} as a string", primitive.name));
                }
            }
            ValueType::Enum(table) => self.case(text, table, path),
            ValueType::Flags(table) => {
                let text = Token::new(text).as_str().unwrap_or_default();
                text.split(',').for_each(|member| self.case(member.trim(), table, path));
            }
            _ => {}
        }
    }

    fn case(&mut self, text: &str, table: &EnumTable, path: Pointer<'_>) {
        let text = Token::new(text).as_str().unwrap_or(text.into());
        if let Some((index, false)) = table.find(&text) {
            self.add(path, "member_case", format!("`{text}` for `{}`", table.members[index]));
        }
    }

    /// Adds a member that this version does not know.
    fn member(&mut self, member: &str, table: &EnumTable, path: Pointer<'_>) {
        if table.find(member).is_none() {
            self.add(path, "unknown_member", format!("`{member}` is not a known member of {}", table.name));
        }
    }
}

/// Returns a received text, shortened to fit a line. Secrets, and texts that may contain them, are not shown.
fn shown(text: &str, value: ValueType) -> String {
    const MOST: usize = 40;
    match text.as_bytes().first() {
        Some(b'{') => "an object".to_owned(),
        Some(b'[') => "an array".to_owned(),
        _ if value.is_secret() => "a text not shown".to_owned(),
        _ => match text.char_indices().nth(MOST) {
            Some((end, _)) => format!("`{}…`", &text[..end]),
            None => format!("`{text}`"),
        },
    }
}
