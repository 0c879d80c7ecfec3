//! Properties by their wire names, for programs that learn names at run time.

use crate::json::reader::Reader;
use crate::json::{state_text, text_of};
use crate::model::kind::{Fidelity, View};
use crate::model::node::Node;
use crate::model::prop::{Kept, Prop, Received};
use crate::model::property::Property;
use crate::model::slot::{AnyProp, DYNAMIC, NewState, Slot, SlotMut, State};
use crate::model::value_type::ValueType;
use crate::model::violation::{Law, Violation};
use crate::syntax::cursor::{Fault, Stopped};
use crate::syntax::pointer::Pointer;
use crate::syntax::tag::is_tag;
use crate::syntax::token::Token;
use crate::syntax::value;
use crate::validate::admit;

use serde_json::{Map, Value};
use std::borrow::Cow;

/// Returns the property or dynamic member of that name.
pub(crate) fn get(node: &dyn Node, name: &str) -> Option<Value> {
    match node.table().find(name) {
        Some(index) => to_value(node.slot(index).state(), &node.table().all[index]),
        None => node.dynamic_properties().raw(name).map(value::from_raw),
    }
}

/// Returns all properties that are present.
pub(crate) fn all(node: &dyn Node) -> Map<String, Value> {
    let dynamic = node.dynamic_properties().iter().map(|(name, raw)| (name.into_owned(), value::from_raw(raw)));
    let declared =
        node.states().filter_map(|(property, state)| Some((property.name().to_owned(), to_value(state, property)?)));
    dynamic.chain(declared).collect()
}

fn to_value(state: State<'_>, property: &Property) -> Option<Value> {
    state_text(state, property.value).map(|text| value::from_raw(&text))
}

/// Returns the text kept for the property of that name.
pub(crate) fn received<'a>(node: &'a dyn Node, name: &str) -> Option<&'a str> {
    let index = node.table().find(name)?;
    node.slot(index).state().received().map(|received| &*received.text)
}

/// Sets the property of that name under its setter's rules. A name that is not declared becomes a dynamic property.
pub(crate) fn set(node: &mut dyn Node, name: &str, value: &Value) -> Result<(), Violation> {
    let Some(index) = node.table().find(name) else { return set_dynamic(node, name, &value.to_string()) };
    let property = &node.table().all[index];
    let refuse = |law| Err(Violation::of_law(Pointer::ROOT.name(property.name()), law));
    if property.is_read_only() {
        return refuse(Law::ReadOnly);
    }
    if let (SlotMut::String(prop), Value::String(text)) = (node.slot_mut(index), value) {
        let new = Prop::Value(text.clone());
        admit(property, Slot::String(&new))?;
        *prop = new;
        return Ok(());
    }
    let text = value.to_string();
    // Refuses what it can before changing the property, whose present value may be written as another one.
    if !value.is_null() && !property.value.holds(&Token::new(&text)) {
        return refuse(Law::Type(property.value.into()));
    }
    let before = Before::of(node.slot(index).state(), property);
    let Some(prop) = node.slot_mut(index).prop() else { return Ok(()) };
    let outcome = match put(prop, property, &text) {
        Ok(true) => admit(property, node.slot(index)),
        Ok(false) => refuse(Law::Type(property.value.into())),
        Err(fault) => refuse(Law::Json(fault.what)),
    };
    if outcome.is_err()
        && let Some(prop) = node.slot_mut(index).prop()
    {
        before.restore(prop, property);
    }
    outcome
}

fn set_dynamic(node: &mut dyn Node, name: &str, text: &str) -> Result<(), Violation> {
    Reader::member(text).check().map_err(|fault| Violation::of_law(Pointer::ROOT.name(name), Law::Json(fault.what)))?;
    if let SlotMut::Dynamic(dynamic) = node.slot_mut(DYNAMIC) {
        dynamic.insert_raw(if is_tag(name) { "@odata.type" } else { name }, text);
    }
    Ok(())
}

/// Reads the text into the property. Returns whether it is a value of the kind.
fn put(prop: &mut dyn AnyProp, property: &Property, text: &str) -> Result<bool, Fault> {
    prop.set(NewState::Absent);
    let mut reader = Reader::member(text);
    let fidelity = reader.value(prop, property).map_err(|Stopped| reader.why())?;
    Ok(fidelity != Fidelity::Undecodable)
}

/// Copies the properties that both types inherit from a common base.
pub(crate) fn carry_over(old: &dyn Node, new: &mut dyn Node) {
    let table = old.table();
    let shared = table.shared(new.table());
    for (index, (property, state)) in old.states().take(shared).enumerate() {
        if let Some(prop) = new.slot_mut(index).prop() {
            Before::of(state, property).restore(prop, property);
        }
    }
}

/// A property's state as text, to restore it.
struct Before {
    text: Option<String>,
    received: Option<Received>,
}

impl Before {
    fn of(state: State<'_>, property: &Property) -> Self {
        let text = match state {
            State::Absent | State::Verbatim(_, None) => None,
            State::Null => Some("null".to_owned()),
            State::Value(view) | State::Verbatim(_, Some(view)) => Some(text_of(view, property.value)),
            State::Mixed(_) => state_text(state, property.value).map(Cow::into_owned),
        };
        let received = match (state, &text) {
            (State::Mixed(_), Some(text)) => {
                Some(Received { kept: Kept::Omitted, ..Received::new(None, text, property.value) })
            }
            _ => state.received().cloned(),
        };
        Self { text, received }
    }

    fn restore(self, prop: &mut dyn AnyProp, property: &Property) {
        prop.set(NewState::Absent);
        if let Some(text) = self.text {
            let _ = Reader::new(&text).value(prop, property);
        }
        if let Some(received) = self.received {
            prop.set(NewState::Received(received));
        }
    }
}

/// The value at a path of wire names.
enum At<'a> {
    Declared(State<'a>, ValueType),
    /// The JSON text of a member that the type does not declare.
    Dynamic(&'a str),
}

impl dyn Node {
    /// Returns the value at that path of wire names, decoded: `completed` if `Completed` was received, 200 if `"200"` was.
    ///
    /// `None` if it is absent; null is `Some(Value::Null)`. JSON that does not decode is returned as received. A number that a
    /// `Value` cannot hold is a string with its text. The first name may be that of a dynamic property.
    ///
    /// For traits that decide from the table, whatever the type:
    ///
    /// ```
    /// use entity_core::{json, AsNode, ComplexType, DynamicProperties, Prop};
    /// #[derive(Clone, Debug, Default, PartialEq, ComplexType)]
    /// #[complex_type("contoso.result")]
    /// struct ResultInfo { #[prop("code")] code: Prop<i32>, #[dynamic] dynamic: DynamicProperties }
    ///
    /// let result: ResultInfo = json::from_str(r#"{"code": "200", "trace": null}"#)?;
    /// let node = result.as_node().unwrap();
    /// assert_eq!(node.value_at(&["code"]), Some(200.into()));
    /// assert_eq!(node.value_at(&["trace"]), Some(serde_json::Value::Null));
    /// assert_eq!(node.value_at(&["code", "digit"]), None);
    /// # Ok::<(), json::Error>(())
    /// ```
    pub fn value_at(&self, path: &[&str]) -> Option<Value> {
        match self.at(path)? {
            At::Dynamic(raw) => Some(value::from_raw(raw)),
            At::Declared(state, value) => json_text(state, value).map(|text| value::from_raw(&text)),
        }
    }

    /// Returns the text at that path of wire names: of a string, an enumeration member, or another value that JSON has as a
    /// string, without quotes and escapes.
    ///
    /// `None` if there is no such value, or if it is not a string.
    ///
    /// ```
    /// # use entity_core::{json, AsNode, ComplexType, DynamicProperties, Prop};
    /// # #[derive(Clone, Debug, Default, PartialEq, ComplexType)]
    /// # #[complex_type("contoso.result")]
    /// # struct ResultInfo { #[prop("code")] code: Prop<i32>, #[prop("message")] message: Prop<String>, #[dynamic] dynamic: DynamicProperties }
    /// let result: ResultInfo = json::from_str(r#"{"code": 200, "message": "he said \"hi\""}"#)?;
    /// let node = result.as_node().unwrap();
    /// assert_eq!(node.str_at(&["message"]).as_deref(), Some(r#"he said "hi""#));
    /// assert_eq!(node.str_at(&["code"]), None);
    /// # Ok::<(), json::Error>(())
    /// ```
    pub fn str_at(&self, path: &[&str]) -> Option<Cow<'_, str>> {
        let (state, value) = match self.at(path)? {
            At::Dynamic(raw) => return Token::new(raw).as_str(),
            At::Declared(state, value) => (state, value),
        };
        match state {
            State::Value(View::Text(text)) | State::Verbatim(_, Some(View::Text(text))) => Some(Cow::Borrowed(text)),
            state => match json_text(state, value)? {
                Cow::Borrowed(text) => Token::new(text).as_str(),
                Cow::Owned(text) => Token::new(&text).as_str().map(Cow::into_owned).map(Cow::Owned),
            },
        }
    }

    /// Returns the JSON text at that path of wire names, as it would be written: for showing. To decide by a value, use `value_at`
    /// or `str_at`.
    ///
    /// `None` if it is absent.
    pub fn json_at(&self, path: &[&str]) -> Option<String> {
        match self.at(path)? {
            At::Dynamic(raw) => Some(raw.to_owned()),
            At::Declared(state, value) => json_text(state, value).map(Cow::into_owned),
        }
    }

    /// The value at that path, with its kind.
    fn at(&self, path: &[&str]) -> Option<At<'_>> {
        let (name, rest) = path.split_first()?;
        let Some(index) = self.table().find(name) else {
            return self.dynamic_properties().raw(name).filter(|_| rest.is_empty()).map(At::Dynamic);
        };
        let state = self.slot(index).state();
        match state.value() {
            _ if rest.is_empty() => Some(At::Declared(state, self.table().all[index].value)),
            Some(View::Node(nested)) => nested.at(rest),
            _ => None,
        }
    }
}

/// The JSON text of a property's decoded value or, if it does not decode, the received text.
fn json_text(state: State<'_>, value: ValueType) -> Option<Cow<'_, str>> {
    match state {
        State::Absent => None,
        State::Null => Some(Cow::Borrowed("null")),
        State::Value(view) | State::Verbatim(_, Some(view)) => Some(Cow::Owned(text_of(view, value))),
        State::Mixed(mixed) => Some(Cow::Owned(text_of(View::Items(mixed.items), value))),
        State::Verbatim(received, None) => Some(Cow::Borrowed(&received.text)),
    }
}
