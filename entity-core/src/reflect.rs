//! Properties by their wire names, as JSON values: reflection for programs that learn a name at run time.

use crate::json::reader::Reader;
use crate::json::text_of;
use crate::model::kind::{Fidelity, View};
use crate::model::node::Node;
use crate::model::prop::{Prop, Received};
use crate::model::property::Property;
use crate::model::slot::{AnyProp, DYNAMIC, Mark, Slot, SlotMut, State};
use crate::model::value_type::ValueType;
use crate::model::violation::Violation;
use crate::syntax::cursor::{Fault, Stopped};
use crate::syntax::pointer::Path;
use crate::syntax::tag::is_tag;
use crate::syntax::token::Token;
use crate::syntax::value;
use crate::validate::admit;

use serde_json::{Map, Value};

/// The property or dynamic member of that name.
pub(crate) fn get(node: &dyn Node, name: &str) -> Option<Value> {
    match node.table().find(name) {
        Some(index) => to_value(node.slot(index).state(), &node.table().all[index]),
        None => node.dynamic_properties().raw(name).map(value::from_raw),
    }
}

/// All that are there.
pub(crate) fn all(node: &dyn Node) -> Map<String, Value> {
    let dynamic = node.dynamic_properties().iter().map(|(name, raw)| (name.into_owned(), value::from_raw(raw)));
    let declared =
        node.states().filter_map(|(property, state)| Some((property.name().to_owned(), to_value(state, property)?)));
    dynamic.chain(declared).collect()
}

fn to_value(state: State<'_>, property: &Property) -> Option<Value> {
    match state {
        State::Absent => None,
        State::Null => Some(Value::Null),
        State::Verbatim(received, _) => Some(value::from_raw(&received.text)),
        State::Value(view) => Some(value::from_raw(&text_of(view, property.value))),
    }
}

/// The text kept for the property of that name.
pub(crate) fn received<'a>(node: &'a dyn Node, name: &str) -> Option<&'a str> {
    let index = node.table().find(name)?;
    node.slot(index).state().received().map(|received| &*received.text)
}

/// Sets the property of that name by the rules that its setter has; a name not declared becomes a dynamic property.
pub(crate) fn set(node: &mut dyn Node, name: &str, value: &Value) -> Result<(), Violation> {
    let Some(index) = node.table().find(name) else { return set_dynamic(node, name, &value.to_string()) };
    let property = &node.table().all[index];
    let refuse = |rule, message| Err(Violation::new(Path::ROOT.name(property.name()), rule, message));
    if property.facts.read_only {
        return refuse("read_only", "is set by the service alone".to_owned());
    }
    if let (SlotMut::String(prop), Value::String(text)) = (node.slot_mut(index), value) {
        let new = Prop::Value(text.clone());
        admit(property, Slot::String(&new))?;
        *prop = new;
        return Ok(());
    }
    let text = value.to_string();
    // What can be refused without a touch is: what the property holds may be written as another value would be.
    if !value.is_null() && !property.value.holds(&Token::new(&text)) {
        return refuse("type", format!("is no {:?}", property.value));
    }
    let before = Before::of(node.slot(index).state(), property);
    let Some(prop) = node.slot_mut(index).prop() else { return Ok(()) };
    let outcome = match put(prop, property.value, &text) {
        Ok(true) => admit(property, node.slot(index)),
        Ok(false) => refuse("type", format!("is no {:?}", property.value)),
        Err(fault) => refuse("type", fault.what.to_string()),
    };
    if outcome.is_err()
        && let Some(prop) = node.slot_mut(index).prop()
    {
        before.restore(prop, property.value);
    }
    outcome
}

fn set_dynamic(node: &mut dyn Node, name: &str, text: &str) -> Result<(), Violation> {
    Reader::member(text)
        .check()
        .map_err(|fault| Violation::new(Path::ROOT.name(name), "type", fault.what.to_string()))?;
    if let SlotMut::Dynamic(dynamic) = node.slot_mut(DYNAMIC) {
        dynamic.insert_raw(if is_tag(name) { "@odata.type" } else { name }, text);
    }
    Ok(())
}

/// Reads the text into the property; whether it is a value of the kind.
fn put(prop: &mut dyn AnyProp, value: ValueType, text: &str) -> Result<bool, Fault> {
    prop.mark(Mark::Absent);
    let mut reader = Reader::member(text);
    let fidelity = reader.value(prop, value).map_err(|Stopped| reader.why())?;
    Ok(fidelity != Fidelity::Undecodable)
}

/// Makes the properties that both types have from a common base what they are in `old`.
pub(crate) fn carry_over(old: &dyn Node, new: &mut dyn Node) {
    let table = old.table();
    let shared = table.shared(new.table());
    for (index, (property, state)) in old.states().take(shared).enumerate() {
        if let Some(prop) = new.slot_mut(index).prop() {
            Before::of(state, property).restore(prop, property.value);
        }
    }
}

/// A property's state as text, to be brought back.
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
        };
        Self { text, received: state.received().cloned() }
    }

    fn restore(self, prop: &mut dyn AnyProp, value: ValueType) {
        prop.mark(Mark::Absent);
        if let Some(text) = self.text {
            let _ = Reader::new(&text).value(prop, value);
        }
        if let Some(received) = self.received {
            prop.mark(Mark::Received(received));
        }
    }
}

impl dyn Node {
    /// The JSON text of the property at that path of wire names, decoded (`"completed"` where `"Completed"` was received); `None` where it is absent.
    ///
    /// For traits that decide from the table, whatever the type:
    ///
    /// ```
    /// use entity_core::{json, AsNode, ComplexType, DynamicProperties, Prop};
    /// #[derive(Clone, Debug, Default, PartialEq, ComplexType)]
    /// #[complex_type("contoso.result")]
    /// struct ResultInfo { #[prop("code")] code: Prop<i32>, #[dynamic] dynamic: DynamicProperties }
    ///
    /// let result: ResultInfo = json::from_str(r#"{"code": "200"}"#)?;
    /// assert_eq!(result.as_node().and_then(|node| node.text_at(&["code"])).as_deref(), Some("200"));
    /// # Ok::<(), json::Error>(())
    /// ```
    pub fn text_at(&self, path: &[&str]) -> Option<String> {
        let (name, rest) = path.split_first()?;
        let Some(index) = self.table().find(name) else {
            return self.dynamic_properties().raw(name).filter(|_| rest.is_empty()).map(str::to_owned);
        };
        match self.slot(index).state() {
            State::Absent => None,
            State::Null => Some("null".to_owned()),
            State::Value(View::Node(nested)) | State::Verbatim(_, Some(View::Node(nested))) if !rest.is_empty() => {
                nested.text_at(rest)
            }
            _ if !rest.is_empty() => None,
            State::Value(view) | State::Verbatim(_, Some(view)) => Some(text_of(view, self.table().all[index].value)),
            State::Verbatim(received, None) => Some(received.text.to_string()),
        }
    }
}
