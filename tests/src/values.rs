//! Values that a careful program sets: known members, canonical spellings, required properties, within the rules of the table.
//!
//! A rule that is code (`check`, `pattern`) is not in the table, so a value may still break it.

use crate::ALL;
use crate::choices::Choices;
use entity_core::{End, Property, Registered, Rule, StructuredType, ValueType};
use serde_json::{Map, Value, json};

/// The deepest nesting of values.
const LEVELS: usize = 4;

/// A value for the property; sometimes null if null is allowed.
pub fn value(choices: &mut Choices<'_>, property: &'static Property) -> Value {
    property_value(choices, property, 1)
}

fn property_value(choices: &mut Choices<'_>, property: &'static Property, level: usize) -> Value {
    let forbids_null = property.rules().iter().any(|rule| matches!(rule, Rule::NonNull | Rule::Required));
    if !forbids_null && choices.one_in(10) {
        return Value::Null;
    }
    of_type(choices, property.value_type(), property.rules(), level)
}

fn of_type(choices: &mut Choices<'_>, value: ValueType, rules: &[Rule], level: usize) -> Value {
    match value {
        ValueType::Primitive(primitive) => of_primitive(choices, primitive.name(), rules),
        ValueType::Enum(table) => json!(choices.pick(table.members())),
        ValueType::Flags(table) => {
            let count = 1 + choices.below(2.min(table.members().len()));
            let first = choices.below(table.members().len());
            let members: Vec<_> = table.members().iter().cycle().skip(first).take(count).copied().collect();
            json!(members.join(","))
        }
        ValueType::Structured(table) => object(choices, table().0, level),
        ValueType::OneOf(base) => {
            let types: Vec<_> =
                ALL.iter().map(Registered::structured_type).filter(|table| table.derives_from(base().0)).collect();
            let table = choices.pick(&types);
            let mut object = object(choices, table, level);
            if table.name() != base().name() {
                object["@odata.type"] = json!(format!("#{}", table.name()));
            }
            object
        }
        ValueType::Collection(item) => items(choices, rules, |choices| of_type(choices, *item, each(rules), level + 1)),
        ValueType::NullableCollection(item) => items(choices, rules, |choices| {
            if choices.one_in(3) { Value::Null } else { of_type(choices, *item, each(rules), level + 1) }
        }),
        _ => choices
            .pick(&[r#"{"a":{"b":[1,null]},"c":"d"}"#, r#"{"a":1}"#, r#"[{"a":1},2]"#, "[]"])
            .parse()
            .unwrap_or(Value::Null),
    }
}

/// The rules of the items.
fn each(rules: &[Rule]) -> &'static [Rule] {
    rules.iter().find_map(|rule| if let Rule::Each(rules) = rule { Some(*rules) } else { None }).unwrap_or_default()
}

fn items(choices: &mut Choices<'_>, rules: &[Rule], mut item: impl FnMut(&mut Choices<'_>) -> Value) -> Value {
    let (mut min, mut max) = (0, 4);
    for rule in rules {
        match rule {
            Rule::MinItems(least) => min = *least,
            Rule::MaxItems(most) => max = max.min(*most),
            _ => {}
        }
    }
    let count = min + choices.below(max.saturating_sub(min) + 1);
    (0..count).map(|_| item(choices)).collect()
}

/// An object of the type with its required properties and some of the others.
fn object(choices: &mut Choices<'_>, table: &'static StructuredType, level: usize) -> Value {
    let mut members = Map::new();
    for property in table.properties() {
        let required = property.rules().iter().any(|rule| matches!(rule, Rule::Required));
        if required || level < LEVELS && choices.one_in(3) {
            members.insert(property.name().to_owned(), property_value(choices, property, level + 1));
        }
    }
    if choices.one_in(8) {
        members.insert("more".to_owned(), json!({"a": 1.5, "b": [null]}));
    }
    Value::Object(members)
}

fn of_primitive(choices: &mut Choices<'_>, name: &str, rules: &[Rule]) -> Value {
    match name {
        "Edm.Boolean" => json!(choices.one_in(2)),
        "Edm.Byte" => integer(choices, rules, 0, 255),
        "Edm.SByte" => integer(choices, rules, -128, 127),
        "Edm.Int16" => integer(choices, rules, i16::MIN.into(), i16::MAX.into()),
        "Edm.Int32" => integer(choices, rules, i32::MIN.into(), i32::MAX.into()),
        "Edm.Int64" => integer(choices, rules, i64::MIN, i64::MAX),
        "Edm.Single" | "Edm.Double" => float(choices, rules),
        "Edm.Decimal" => choices.pick(&["0.5", "7", "-1.25", "79228162514264"]).parse().unwrap_or(Value::Null),
        "Edm.DateTimeOffset" => {
            json!(choices.pick(&["2024-05-06T07:08:09Z", "2024-05-06T07:08:09.5Z", "0001-01-01T00:00:00Z"]))
        }
        "Edm.Date" => json!(choices.pick(&["2024-05-06", "2024-02-29", "0001-01-01"])),
        "Edm.TimeOfDay" => json!(choices.pick(&["07:08:09", "00:00:00", "23:59:59.999"])),
        "Edm.Duration" => json!(choices.pick(&["PT5M", "PT1H", "PT30S", "PT15S", "PT2H5.5S", "PT0S"])),
        "Edm.Guid" => {
            json!(choices.pick(&["0fe0623f-d628-42ed-b4bd-8ac290072cc5", "00000000-0000-0000-0000-000000000000"]))
        }
        "Edm.Binary" => json!(choices.pick(&["AQID", "", "/w=="])),
        "Edm.Untyped" => choices.pick(&[r#"{"a":1}"#, r#"["x"]"#, "true", r#""text""#]).parse().unwrap_or(Value::Null),
        _ => text(choices, rules),
    }
}

fn integer(choices: &mut Choices<'_>, rules: &[Rule], least: i64, most: i64) -> Value {
    let (mut min, mut max) = (least, most);
    for rule in rules {
        if let Rule::Range(first, last) = rule {
            min = if let End::Whole(first) = first { *first } else { min };
            max = if let End::Whole(last) = last { *last } else { max };
        }
    }
    json!(choices.pick(&[0, 1, 5, min, max]).clamp(min, max))
}

fn float(choices: &mut Choices<'_>, rules: &[Rule]) -> Value {
    let ends = rules.iter().find_map(|rule| match rule {
        Rule::Range(End::Float(min, _), End::Float(max, _)) => Some((*min, *max)),
        _ => None,
    });
    match ends {
        Some((min, max)) => json!(choices.pick(&[0.5, min, max]).clamp(min, max)),
        None => choices
            .pick(&["0.5", "-1.5", "0.0", "1e30", "100.0", "\"INF\"", "\"-INF\"", "\"NaN\""])
            .parse()
            .unwrap_or(Value::Null),
    }
}

/// A text within the limits, in characters of several lengths.
fn text(choices: &mut Choices<'_>, rules: &[Rule]) -> Value {
    let (mut min, mut max) = (0, 300);
    for rule in rules {
        match rule {
            Rule::MinLen(least) => min = *least,
            Rule::MaxLen(most) => max = *most,
            _ => {}
        }
    }
    let coded = rules.iter().any(|rule| matches!(rule, Rule::Pattern(_) | Rule::Check(_)));
    let usual = choices.pick(&["a", "", "b\"\\\u{7}é", "text", "🎵"]);
    if coded {
        return json!("https://bot.example.com/callback");
    }
    let fits = (min..=max).contains(&usual.chars().count());
    let len = if choices.one_in(2) { max } else { min };
    json!(if fits && !choices.one_in(6) { usual.to_owned() } else { "é".repeat(len) })
}
