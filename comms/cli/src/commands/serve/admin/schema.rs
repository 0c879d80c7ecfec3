//! JSON Schemas of declared types, from their tables: so a document that contains them cannot fall behind.

use entity_core::{End, Form, Property, Registered, Rule, StructuredType, ValueType};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Schemas by the names of their types. A schema brings those that it refers to.
#[derive(Default)]
pub(super) struct Schemas(BTreeMap<String, Value>);

impl Schemas {
    pub(super) fn into_map(self) -> Map<String, Value> {
        self.0.into_iter().collect()
    }

    /// Returns a reference to the type's schema.
    pub(super) fn reference(&mut self, type_: &'static StructuredType) -> Value {
        // Names of actions contain `/`, which names of components must not.
        let name = type_.name().replace('/', ".");
        if !self.0.contains_key(&name) {
            // Types refer to each other in cycles.
            self.0.insert(name.clone(), Value::Null);
            let schema = self.object(type_);
            self.0.insert(name.clone(), schema);
        }
        json!({ "$ref": format!("#/components/schemas/{name}") })
    }

    /// Leaves a property out of the type's schema: the service sets it.
    pub(super) fn leave_out(&mut self, type_: &'static StructuredType, name: &str) {
        let Some(Value::Object(schema)) = self.0.get_mut(&type_.name().replace('/', ".")) else { return };
        if let Some(Value::Object(properties)) = schema.get_mut("properties") {
            properties.remove(name);
        }
        if let Some(Value::Array(required)) = schema.get_mut("required") {
            required.retain(|other| other != name);
        }
    }

    fn object(&mut self, type_: &'static StructuredType) -> Value {
        let mut properties = Map::new();
        properties.insert("@odata.type".to_owned(), json!({ "const": format!("#{}", type_.name()) }));
        let mut required = Vec::new();
        for property in type_.properties() {
            if property.rules().iter().any(|rule| matches!(rule, Rule::Required)) {
                required.push(property.name());
            }
            properties.insert(property.name().to_owned(), self.property(property));
        }
        let mut schema = json!({ "type": "object", "properties": properties });
        if !required.is_empty() {
            schema["required"] = required.into();
        }
        schema
    }

    fn property(&mut self, property: &'static Property) -> Value {
        let rules = property.rules();
        let mut schema = self.value(property.value_type());
        apply(&mut schema, rules);
        if property.is_read_only() {
            schema["readOnly"] = true.into();
        }
        let forbids_null = rules.iter().any(|rule| matches!(rule, Rule::NonNull | Rule::Required));
        if forbids_null { schema } else { nullable(schema) }
    }

    fn value(&mut self, value: ValueType) -> Value {
        match value {
            ValueType::Primitive(primitive) => {
                let schema = primitive_schema(primitive.name());
                if primitive.form() == Form::Secret {
                    json!({ "type": "string", "format": "password" })
                } else {
                    schema
                }
            }
            // Flags are members, separated by commas.
            ValueType::Enum(table) | ValueType::Flags(table) => {
                json!({ "type": "string", "x-extensible-enum": table.members() })
            }
            ValueType::Structured(table) => self.reference(table().0),
            ValueType::OneOf(table) => self.one_of(table().0),
            ValueType::Collection(item) => json!({ "type": "array", "items": self.value(*item) }),
            ValueType::NullableCollection(item) => json!({ "type": "array", "items": nullable(self.value(*item)) }),
            _ => json!({}),
        }
    }

    /// Returns a reference to the schema of the type or one that derives from it, by the tag.
    fn one_of(&mut self, base: &'static StructuredType) -> Value {
        let name = format!("{}.any", base.name());
        if !self.0.contains_key(&name) {
            self.0.insert(name.clone(), Value::Null);
            let types = comms::TYPES.iter().map(Registered::structured_type);
            let derived = types.filter(|type_| type_.derives_from(base) && !type_.is_abstract());
            let variants = derived.map(|type_| {
                let mut variant = self.reference(type_);
                variant["required"] = json!(["@odata.type"]);
                variant
            });
            let schema = json!({ "anyOf": variants.collect::<Vec<_>>() });
            self.0.insert(name.clone(), schema);
        }
        json!({ "$ref": format!("#/components/schemas/{name}") })
    }
}

fn primitive_schema(name: &str) -> Value {
    match name {
        "Edm.String" => json!({ "type": "string" }),
        "Edm.Boolean" => json!({ "type": "boolean" }),
        "Edm.Byte" => json!({ "type": "integer", "minimum": 0, "maximum": u8::MAX }),
        "Edm.SByte" => json!({ "type": "integer", "minimum": i8::MIN, "maximum": i8::MAX }),
        "Edm.Int16" => json!({ "type": "integer", "minimum": i16::MIN, "maximum": i16::MAX }),
        "Edm.Int32" => json!({ "type": "integer", "format": "int32", "minimum": i32::MIN, "maximum": i32::MAX }),
        "Edm.Int64" => json!({ "type": "integer", "format": "int64", "minimum": i64::MIN, "maximum": i64::MAX }),
        "Edm.Single" | "Edm.Double" | "Edm.Decimal" => json!({ "type": "number" }),
        "Edm.Guid" => json!({ "type": "string", "format": "uuid" }),
        "Edm.DateTimeOffset" => json!({ "type": "string", "format": "date-time" }),
        "Edm.Date" => json!({ "type": "string", "format": "date" }),
        "Edm.TimeOfDay" => json!({ "type": "string", "format": "time" }),
        "Edm.Duration" => json!({ "type": "string", "format": "duration" }),
        "Edm.Binary" => json!({ "type": "string", "contentEncoding": "base64url" }),
        _ => json!({}),
    }
}

/// Adds what the rules demand. A check of a name of its own is listed by the name.
fn apply(schema: &mut Value, rules: &[Rule]) {
    let mut checks = Vec::new();
    for rule in rules {
        match rule {
            Rule::MaxLen(most) => schema["maxLength"] = (*most).into(),
            Rule::MinLen(least) => schema["minLength"] = (*least).into(),
            Rule::MaxItems(most) => schema["maxItems"] = (*most).into(),
            Rule::MinItems(least) => schema["minItems"] = (*least).into(),
            Rule::Range(least, most) => {
                if let End::Whole(least) = least {
                    schema["minimum"] = (*least).into();
                }
                if let End::Whole(most) = most {
                    schema["maximum"] = (*most).into();
                }
            }
            Rule::Pattern(pattern) => schema["pattern"] = pattern.text().into(),
            Rule::Each(rules) => apply(&mut schema["items"], rules),
            Rule::Check(check) => checks.push(check.name()),
            _ => {}
        }
    }
    if !checks.is_empty() {
        schema["x-checks"] = checks.into();
    }
}

/// The schema, or null.
fn nullable(mut schema: Value) -> Value {
    match &schema["type"] {
        Value::String(type_) => {
            schema["type"] = json!([type_, "null"]);
            schema
        }
        _ if schema.as_object().is_none_or(Map::is_empty) => schema,
        _ => json!({ "anyOf": [schema, { "type": "null" }] }),
    }
}
