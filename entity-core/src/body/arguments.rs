//! A function's parameters in a URL.

use crate::json;
use crate::kinds::edm::rows::{InUrl, find};
use crate::model::node::Node;
use crate::model::value_type::{Form, PrimitiveType, ValueType};
use crate::syntax::percent::escape;
use crate::syntax::token::Token;

/// Appends `(key='value',other=5)`, then a query with the values that are not literals.
pub(super) fn arguments(path: &mut String, request: &dyn Node) {
    let mut arguments = Arguments { path, query: String::new(), empty: true };
    arguments.path.push('(');
    for (property, state) in request.states() {
        if let Some(text) = json::state_text(state, property.value) {
            arguments.add(property.name(), &text, property.value);
        }
    }
    for (name, raw) in request.dynamic_properties().iter() {
        // Annotations are not parameters.
        if !name.contains('@') {
            arguments.add(&name, raw, ValueType::Open);
        }
    }
    arguments.path.push(')');
    let query = arguments.query;
    path.push_str(&query);
}

/// Writes a function's parameters.
struct Arguments<'p> {
    path: &'p mut String,
    query: String,
    empty: bool,
}

impl Arguments<'_> {
    fn add(&mut self, name: &str, json: &str, value: ValueType) {
        if !self.empty {
            self.path.push(',');
        }
        self.empty = false;
        escape(self.path, name);
        self.path.push('=');
        if let Some(literal) = literal(json, value) {
            escape(self.path, &literal);
            return;
        }
        self.path.push('@');
        escape(self.path, name);
        self.query.push_str(if self.query.is_empty() { "?@" } else { "&@" });
        escape(&mut self.query, name);
        self.query.push('=');
        escape(&mut self.query, json);
    }
}

/// Returns the value as a literal in a URL (OData URL Conventions, 5.1.1.6.1); `None` if it has no such form.
fn literal(json: &str, value: ValueType) -> Option<String> {
    if json.starts_with(['{', '[']) {
        return None;
    }
    if !json.starts_with('"') {
        return Some(json.to_owned());
    }
    let text = Token::new(json).as_str()?;
    let quoted = || format!("'{}'", text.replace('\'', "''"));
    Some(match value {
        ValueType::Primitive(primitive) => match in_url(primitive) {
            InUrl::Bare => text.into_owned(),
            InUrl::Quoted => quoted(),
            InUrl::Duration => format!("duration{}", quoted()),
            InUrl::Binary => format!("binary{}", quoted().replace('+', "-").replace('/', "_")),
        },
        ValueType::Enum(table) | ValueType::Flags(table) => format!("{}{}", table.name, quoted()),
        _ => quoted(),
    })
}

/// The form of a primitive's literal; of one added by hand, that of its JSON.
fn in_url(primitive: &PrimitiveType) -> InUrl {
    let by_form = if matches!(primitive.form, Form::Bare | Form::Float) { InUrl::Bare } else { InUrl::Quoted };
    find(primitive.name).map_or(by_form, |edm| edm.in_url)
}
